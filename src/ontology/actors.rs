//! States, bodies, offices and titles.

use std::collections::{BTreeMap, HashMap};

use super::check::Checker;
use super::nearest::nearest;
use super::subjects::Node;
use super::types::{KnownActor, Office};
use super::vocabulary::{self as iri, local, short};
use crate::text::Sector;

/// A state's codes: property, characters, their kind, whether every state has one.
///
/// Kosovo has no number, since ISO has given it none.
const CODES: [(&str, usize, bool, &str); 3] = [
    (iri::ISO2, 2, true, "two capital letters"),
    (iri::ISO3, 3, true, "three capital letters"),
    (iri::ISO_NUMERIC, 3, false, "three digits"),
];

/// Whose each code is, by property and code.
type Codes<'s> = HashMap<(&'static str, String), Node<'s>>;

impl<'s> Checker<'s> {
    /// The states and bodies, sorted by slug.
    pub fn actors(&mut self) -> Vec<KnownActor> {
        let mut codes = Codes::new();
        let mut all: BTreeMap<&str, (Node, bool)> = BTreeMap::new();
        for node in self.instances(iri::STATE) {
            self.codes(node, &mut codes);
            all.insert(node.name(), (node, true));
        }
        for node in self.instances(iri::BODY) {
            if all.contains_key(node.name()) {
                let what = format!("{} is a dm:State and a dm:Body", short(node.name()));
                self.fault(node.place_as(iri::BODY), what, "leave one of them out");
            } else {
                all.insert(node.name(), (node, false));
            }
        }
        all.into_values().filter_map(|(node, is_state)| self.actor(node, is_state)).collect()
    }

    fn actor(&mut self, node: Node, is_state: bool) -> Option<KnownActor> {
        let slug = node.name().strip_prefix(iri::ACTOR).unwrap_or_default();
        if slug.is_empty() || !slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            let what = format!("{} is no name for an actor", short(node.name()));
            self.fault(
                node.place(),
                what,
                "write actor: and small letters, digits and hyphens, such as actor:el-salvador",
            );
            return None;
        }
        let Some(label) = node.text(iri::LABEL) else {
            self.fault(node.place(), format!("actor:{slug} has no rdfs:label"), "give it its usual English name");
            return None;
        };
        let sector = self.sector(node);
        Some(KnownActor {
            country: if is_state { node.text(iri::ISO3) } else { self.country(node) },
            iso2: node.text(iri::ISO2).filter(|_| is_state),
            sector: if is_state { Some(Sector::Gov) } else { sector },
            alternatives: node.texts(iri::ALTERNATIVE),
            capital: node.text(iri::CAPITAL),
            demonyms: node.texts(iri::DEMONYM),
            people: node.texts(iri::PEOPLE),
            metonyms: node.texts(iri::METONYM).into_iter().map(|m| without_article(&m)).collect(),
            wikidata: self.wikidata(node),
            slug: slug.to_owned(),
            label,
            is_state,
        })
    }

    /// A state's codes have their shapes and are its own.
    fn codes(&mut self, node: Node<'s>, seen: &mut Codes<'s>) {
        for (property, length, needed, shape) in CODES {
            let Some(code) = node.text(property) else {
                if needed {
                    let what = format!("{} has no {}", short(node.name()), short(property));
                    self.fault(node.place(), what, format!("give it {shape}"));
                }
                continue;
            };
            let is_right =
                |b: u8| if property == iri::ISO_NUMERIC { b.is_ascii_digit() } else { b.is_ascii_uppercase() };
            let (name, property_name) = (short(node.name()), short(property));
            if code.len() != length || !code.bytes().all(is_right) {
                let what = format!("{name} has {property_name} \"{code}\"");
                self.fault(node.place_of(property), what, format!("it takes {shape}"));
            } else if let Some(other) = seen.insert((property, code.clone()), node) {
                let (place, what) = (node.place_of(property), format!("the {property_name} {code} of {name}"));
                self.twice(place, what, other.place_of(property), "each state has its own; mend one");
            }
        }
    }

    fn sector(&mut self, node: Node) -> Option<Sector> {
        let text = node.text(iri::SECTOR)?;
        let sector = Sector::parse(&text);
        if sector.is_none() {
            let capitals = text.to_uppercase();
            let known = nearest(&capitals, Sector::ALL.iter().map(|s| s.as_str()), |s| s);
            let advice = match known {
                Some(known) => format!("did you mean {known}?"),
                None => format!("use one of {}", Sector::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(" ")),
            };
            let what = format!("{} has the unknown dm:sector \"{text}\"", short(node.name()));
            self.fault(node.place_of(iri::SECTOR), what, advice);
        }
        sector
    }

    fn country(&mut self, node: Node) -> Option<String> {
        let code = node.text(iri::COUNTRY)?;
        if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
            return Some(code);
        }
        let what = format!("{} has dm:country \"{code}\"", short(node.name()));
        self.fault(
            node.place_of(iri::COUNTRY),
            what,
            "give it the dm:iso3 of a state, or \"IGO\" for a body of states",
        );
        None
    }

    fn wikidata(&mut self, node: Node) -> Option<String> {
        node.values(iri::WIKIDATA).next()?;
        let id = node.iri(iri::WIKIDATA).map(local).unwrap_or_default();
        let number = id.strip_prefix('Q').unwrap_or_default();
        if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
            return Some(id.to_owned());
        }
        let what = format!("{} has a dm:wikidata that is no entity", short(node.name()));
        self.fault(node.place_of(iri::WIKIDATA), what, "write it as wd:Q37");
        None
    }

    /// The offices, or the titles, sorted by IRI.
    pub fn offices(&mut self, class: &'static str) -> Vec<Office> {
        let mut out = Vec::new();
        for node in self.instances(class) {
            let sector = self.sector(node);
            match node.text(iri::LABEL) {
                Some(label) => {
                    let (iri, alternatives) = (node.name().to_owned(), node.texts(iri::ALTERNATIVE));
                    out.push(Office { iri, label, alternatives, sector });
                }
                None => {
                    let what = format!("{} has no rdfs:label", short(node.name()));
                    self.fault(node.place(), what, "give it its usual words");
                }
            }
        }
        out
    }
}

fn without_article(name: &str) -> String {
    name.strip_prefix("the ").unwrap_or(name).to_owned()
}
