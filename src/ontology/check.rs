//! What every part of the ontology is checked for: known terms, one definition each, tones; and the event classes.

use std::collections::{BTreeMap, HashSet};

use oxigraph::model::Term;

use super::fault::OntologyError;
use super::nearest::nearest;
use super::subjects::{Node, Place, Subjects};
use super::types::{EventClass, Tone};
use super::vocabulary::{self as iri, is_ours, local, short};

/// Makes the types and gathers the faults on the way.
pub(super) struct Checker<'s> {
    pub subjects: &'s Subjects<'s>,
    pub faults: Vec<OntologyError>,
}

impl<'s> Checker<'s> {
    /// Notes a fault, unless the file's syntax has to be mended first.
    pub fn fault(&mut self, place: Place, what: String, advice: impl Into<String>) {
        if !self.subjects.is_broken(place) {
            let path = self.subjects.file(place).shown.clone();
            self.faults.push(OntologyError::Content { path, line: place.line, what, advice: advice.into() });
        }
    }

    /// Notes that something is defined in two places.
    pub fn twice(&mut self, place: Place, what: String, other: Place, advice: &'static str) {
        if self.subjects.is_broken(place) {
            return;
        }
        let (path, other) = (self.subjects.file(place).shown.clone(), self.subjects.shown(other));
        self.faults.push(OntologyError::Twice { path, line: place.line, what, other, advice });
    }

    /// The instances of a class; each may be given the class in one block only.
    pub fn instances(&mut self, class: &'static str) -> Vec<Node<'s>> {
        let all: Vec<Node<'s>> = self.subjects.instances(class).collect();
        for node in &all {
            if let [first, .., last] = node.definitions(class).as_slice() {
                const ADVICE: &str = "rename one, or leave its class out of the second block to add to the first";
                self.twice(*last, short(node.name()), *first, ADVICE);
            }
        }
        all
    }

    /// Every term of the project's namespaces that is used is defined in one of the files.
    pub fn terms(&mut self) {
        let defined: HashSet<&str> =
            self.subjects.all().filter(|n| is_ours(n.name()) && n.is_classed()).map(Node::name).collect();
        let is_unknown = |term: &str| is_ours(term) && !defined.contains(term);
        for node in self.subjects.all().filter(|n| is_unknown(n.name())) {
            self.unknown("term", node.name(), node.place());
        }
        // Few properties, many triples: those seen are not looked up again.
        let mut known: Vec<&str> = Vec::new();
        for (number, triple) in self.subjects.triples.iter().enumerate() {
            let predicate = triple.predicate.as_str();
            if !known.contains(&predicate) {
                if is_unknown(predicate) {
                    self.unknown("property", predicate, self.subjects.exact(number, local(predicate)));
                } else if known.len() < 64 {
                    known.push(predicate);
                }
            }
            if let Term::NamedNode(object) = &triple.object
                && is_unknown(object.as_str())
            {
                let place = self.subjects.exact(number, local(object.as_str()));
                self.unknown(expected(predicate), object.as_str(), place);
            }
        }
    }

    fn unknown(&mut self, kind: &'static str, term: &str, place: Place) {
        if self.subjects.is_broken(place) || self.subjects.is_in_doubt(term) {
            return;
        }
        let advice = match self.nearest(kind, term) {
            Some(known) => format!("did you mean {known}?"),
            None => "define it by giving it a class (a), or use a term of core.ttl or plover.ttl".to_owned(),
        };
        let path = self.subjects.file(place).shown.clone();
        self.faults.push(OntologyError::Unknown { path, line: place.line, kind, term: short(term), advice });
    }

    /// The known term of a kind that is spelled most like another.
    pub fn nearest(&self, kind: &str, term: &str) -> Option<String> {
        let classes: &[&'static str] = match kind {
            "class" => &[iri::CLASS],
            "property" => &[iri::PROPERTY, iri::RELATION],
            "event class" => &[iri::EVENT_CLASS],
            "tone" => &[iri::TONE_CLASS],
            "polarity" => &[iri::POLARITY_CLASS],
            "modality" => &[iri::MODALITY_CLASS],
            _ => &[iri::RELATION, iri::CLASS, iri::PROPERTY, iri::EVENT_CLASS, iri::OFFICE, iri::TITLE],
        };
        let known = classes.iter().flat_map(|c| self.subjects.instances(c)).map(Node::name);
        nearest(local(term), known.filter(|k| is_ours(k) && *k != term), local).map(short)
    }

    /// The tone of a relation or event class.
    pub fn tone(&mut self, node: Node) -> Tone {
        match node.iri(iri::TONE) {
            Some(tone) if tone == dm_tone("cooperative") => Tone::Cooperative,
            Some(tone) if tone == dm_tone("conflictual") => Tone::Conflictual,
            Some(tone) if tone == dm_tone("neutral") => Tone::Neutral,
            other => {
                let advice = "give it dm:tone dm:cooperative, dm:conflictual or dm:neutral";
                match other {
                    None => self.fault(node.place(), format!("{} has no dm:tone", short(node.name())), advice),
                    Some(tone) if self.is_told(tone) => {}
                    Some(tone) => {
                        let what = format!("{} has dm:tone {}, which is no tone", short(node.name()), short(tone));
                        self.fault(node.place_of(iri::TONE), what, advice);
                    }
                }
                Tone::Neutral
            }
        }
    }

    /// Whether [`Checker::terms`] tells that the term is unknown, so that nobody else has to.
    pub fn is_told(&self, term: &str) -> bool {
        let named = oxigraph::model::NamedNode::new_unchecked(term);
        let defined = self.subjects.node(&Term::NamedNode(named)).is_some_and(Node::is_classed);
        is_ours(term) && !defined
    }

    /// The event classes, sorted by code.
    pub fn events(&mut self) -> Vec<EventClass> {
        let mut out = Vec::new();
        let mut codes: BTreeMap<String, Place> = BTreeMap::new();
        for node in self.instances(iri::EVENT_CLASS) {
            let (name, place) = (short(node.name()), node.place());
            let Some(code) = node.text(iri::NOTATION) else {
                self.fault(place, format!("{name} has no skos:notation"), "give it its code, such as \"REQUEST\"");
                continue;
            };
            if let Some(other) = codes.insert(code.clone(), place) {
                self.twice(place, format!("the code {code} of {name}"), other, "give each event class its own");
            }
            out.push(EventClass {
                label: node.text(iri::LABEL).unwrap_or_else(|| local(node.name()).to_owned()),
                quad: self.number(node, iri::QUAD, 0.0, 4.0).map(|q| q as u8).filter(|q| *q > 0),
                cameo: node.texts(iri::CAMEO),
                score: self.number(node, iri::SCORE, -10.0, 10.0),
                tone: self.tone(node),
                iri: node.name().to_owned(),
                code,
            });
        }
        out.sort_by(|a, b| a.code.cmp(&b.code));
        out
    }

    fn number(&mut self, node: Node, property: &'static str, least: f64, most: f64) -> Option<f64> {
        let text = node.text(property)?;
        let number = text.parse().ok().filter(|n| (least..=most).contains(n));
        if number.is_none() {
            let what = format!("{} has {} {text}", short(node.name()), short(property));
            self.fault(node.place_of(property), what, format!("give it a number from {least} to {most}"));
        }
        number
    }
}

fn dm_tone(name: &str) -> String {
    format!("{}{name}", iri::DM)
}

/// What a value of a property has to be.
fn expected(property: &str) -> &'static str {
    match property {
        iri::TYPE
        | "http://www.w3.org/2000/01/rdf-schema#subClassOf"
        | "http://www.w3.org/2000/01/rdf-schema#domain"
        | "http://www.w3.org/2000/01/rdf-schema#range" => "class",
        "http://www.w3.org/2000/01/rdf-schema#subPropertyOf" => "property",
        iri::EVENT => "event class",
        iri::TONE => "tone",
        iri::POLARITY => "polarity",
        iri::MODALITY => "modality",
        _ => "term",
    }
}
