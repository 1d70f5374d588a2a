//! Entities that carry one key, and the union of such clusters.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::{Reach, acronym, bracketed, reach};
use super::names::PersonName;
use super::{Group, Place, score};
use crate::extract::{Entity, EntityMention, Reading, gender};
use crate::ontology::Ontology;
use crate::text::{EntityType, MentionKind, words};

/// What entities are first grouped by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// The ontology's slug.
    Known(String),
    /// Class, folded name, country.
    Named(&'static str, String, Option<String>),
    /// Folded surname, country, office, gender: who has the surname alone may be one person here and another there.
    Surname(String, Option<String>, Option<String>, Option<char>),
    /// Country and the words of a body that a state has one of.
    Body(String, String),
    /// Nobody outside the document: document and entity.
    Local(usize, usize),
}

impl Key {
    /// The country and the office of a surname that bears one which a state has one holder of at a time.
    pub fn sole_office(&self) -> Option<(&str, &str)> {
        match self {
            Self::Surname(_, Some(country), Some(office), _) => {
                SOLE.contains(&office.as_str()).then_some((country.as_str(), office.as_str()))
            }
            _ => None,
        }
    }

    /// The country that all its entities have.
    pub fn country(&self) -> Option<&str> {
        match self {
            Self::Named(_, _, country) | Self::Surname(_, country, ..) => country.as_deref(),
            Self::Body(country, _) => Some(country),
            Self::Known(_) | Self::Local(..) => None,
        }
    }
}

/// Offices that a state has one of, by the ontology's words.
const SOLE: &[&str] = &[
    "president",
    "vice president",
    "prime minister",
    "chancellor",
    "king",
    "queen",
    "emperor",
    "emir",
    "sultan",
    "supreme leader",
    "foreign minister",
    "foreign secretary",
    "defense minister",
    "defense secretary",
    "finance minister",
    "interior minister",
    "secretary of state",
];

/// All entities of one key; what grows as clusters join is that of all that have joined.
pub(super) struct Cluster {
    pub key: Key,
    /// The name taken apart, of a person.
    pub person: Option<PersonName>,
    /// Where it acts for, as far as known; grows.
    pub countries: BTreeSet<String>,
    /// Offices it is said to hold; grows.
    offices: BTreeSet<String>,
    /// How many of its entities are "he" or "Mr", and how many "she" or "Mrs"; grows.
    genders: [usize; 2],
    /// Where it is spoken of; grows.
    pub documents: BTreeSet<usize>,
    /// Acronyms that its documents give it.
    pub acronyms: BTreeSet<String>,
    /// Whether its entities are one actor only where they share a document.
    pub is_apart: bool,
    places: Vec<Place>,
}

impl Cluster {
    fn new(key: Key) -> Self {
        Self {
            key,
            person: None,
            countries: BTreeSet::new(),
            offices: BTreeSet::new(),
            genders: [0; 2],
            documents: BTreeSet::new(),
            acronyms: BTreeSet::new(),
            is_apart: false,
            places: Vec::new(),
        }
    }
}

/// Why one of several candidates is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Nobody else agrees in country.
    Only,
    /// Nobody else who agrees in country holds the same office.
    Office,
    /// It is spoken of far more often than all others together.
    Frequent,
}

/// How many times as often the one is spoken of who is meant without further evidence. Of eleven one is then wrong.
const FAR_MORE: usize = 10;
/// Two of like names that share more than one in so many documents are two.
const SHARED: usize = 10;

/// Clusters in the order of their keys, and which have joined.
pub(super) struct Clusters {
    pub all: Vec<Cluster>,
    into: Vec<usize>,
}

impl Clusters {
    /// Groups all entities by their keys.
    pub fn new(readings: &[&Reading], ontology: &Ontology) -> Self {
        let mut keyed: BTreeMap<Key, Cluster> = BTreeMap::new();
        for (document, reading) in readings.iter().enumerate() {
            for (entity, e) in reading.entities.iter().enumerate() {
                let person = person(e, ontology);
                let office = office(e, ontology);
                let gender = person.as_ref().and_then(|_| gender_of(reading, e));
                let traits = (office.clone(), gender);
                let (key, why, score) = key((document, entity), e, person.as_ref(), traits, ontology);
                let cluster = keyed.entry(key.clone()).or_insert_with(|| Cluster::new(key));
                // The ontology's persons are named in several ways: the fullest is compared.
                let rank = |p: &PersonName| (!p.is_bare, p.fullness(), p.clone());
                cluster.person = [cluster.person.take(), person].into_iter().flatten().max_by_key(rank);
                cluster.countries.extend(e.country.clone());
                cluster.offices.extend(office);
                cluster.genders[0] += usize::from(gender == Some('m'));
                cluster.genders[1] += usize::from(gender == Some('f'));
                cluster.documents.insert(document);
                cluster.acronyms.extend(acronyms(reading, e));
                cluster.places.push(Place { document, entity, why, score });
            }
        }
        let all: Vec<Cluster> = keyed.into_values().collect();
        let into = (0..all.len()).collect();
        Self { all, into }
    }

    /// The cluster that stands for all that have joined it.
    pub fn root(&self, mut at: usize) -> usize {
        while self.into[at] != at {
            at = self.into[at];
        }
        at
    }

    /// What stands for all that have joined.
    pub fn whole(&self, at: usize) -> &Cluster {
        &self.all[self.root(at)]
    }

    /// Whether two may be of one country and gender: the same, or one unknown.
    pub fn agree(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.whole(a), self.whole(b));
        let of_one = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.is_empty() || b.is_empty() || !a.is_disjoint(b);
        let side = |of: &Cluster| of.genders[0].cmp(&of.genders[1]);
        of_one(&a.countries, &b.countries) && (side(a) == side(b) || side(a).is_eq() || side(b).is_eq())
    }

    /// The gender of most of a cluster's entities.
    pub fn gender(&self, at: usize) -> Option<char> {
        let [men, women] = self.all[at].genders;
        (men != women).then_some(if men > women { 'm' } else { 'f' })
    }

    /// Whether documents speak of both side by side, and so tell them apart.
    pub fn are_told_apart(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.whole(a).documents, &self.whole(b).documents);
        let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
        few.iter().filter(|d| many.contains(d)).count() * SHARED > few.len()
    }

    /// Whether two are said to hold one office.
    pub fn share_office(&self, a: usize, b: usize) -> bool {
        !self.whole(a).offices.is_disjoint(&self.whole(b).offices)
    }

    /// The one of the candidates, as far as they have joined, that agrees in country and is meant.
    pub fn choose(&self, at: usize, candidates: &[usize]) -> Option<(usize, Ground)> {
        let own = self.root(at);
        let fits = candidates.iter().filter(|c| self.agree(at, **c)).map(|c| self.root(*c));
        let roots: BTreeSet<usize> = fits.filter(|root| *root != own).collect();
        let one = |roots: &mut dyn Iterator<Item = usize>| roots.next().filter(|_| roots.next().is_none());
        if let Some(only) = one(&mut roots.iter().copied()) {
            return Some((only, Ground::Only));
        }
        if let Some(holder) = one(&mut roots.iter().copied().filter(|r| self.share_office(at, *r))) {
            return Some((holder, Ground::Office));
        }
        let most = self.main(&roots.into_iter().collect::<Vec<_>>())?;
        Some((most, Ground::Frequent))
    }

    /// The one candidate, or the one that is spoken of far more often than all others together.
    pub fn main(&self, candidates: &[usize]) -> Option<usize> {
        let size = |at: usize| self.whole(at).documents.len();
        let all: usize = candidates.iter().map(|at| size(*at)).sum();
        let mut far = candidates.iter().copied().filter(|at| size(*at) >= FAR_MORE * (all - size(*at)));
        far.next()
    }

    /// The one that is spoken of most often, the first in order among equals.
    pub fn largest(&self, of: &[usize]) -> usize {
        let rank = |at: &&usize| (self.whole(**at).documents.len(), std::cmp::Reverse(**at));
        *of.iter().max_by_key(rank).expect("a group has members")
    }

    /// The name by which a person's cluster is spoken of in reasons.
    pub fn shown(&self, at: usize) -> String {
        self.whole(at).person.as_ref().map_or_else(String::new, PersonName::key)
    }

    /// Joins a cluster to another and notes why, and how sure that is in hundredths.
    pub fn join(&mut self, at: usize, other: usize, why: &str, score: u8) {
        let (from, to) = (self.root(at), self.root(other));
        if from == to {
            return;
        }
        for place in &mut self.all[at].places {
            place.why = format!("{}; {why}", place.why);
            place.score = place.score.min(score);
        }
        self.into[from] = to;
        let countries = std::mem::take(&mut self.all[from].countries);
        let offices = std::mem::take(&mut self.all[from].offices);
        let mut documents = std::mem::take(&mut self.all[from].documents);
        let genders = self.all[from].genders;
        let whole = &mut self.all[to];
        whole.genders = [whole.genders[0] + genders[0], whole.genders[1] + genders[1]];
        whole.countries.extend(countries);
        whole.offices.extend(offices);
        // The smaller into the larger: each document moves a few times only.
        if documents.len() > whole.documents.len() {
            std::mem::swap(&mut documents, &mut whole.documents);
        }
        whole.documents.extend(documents);
    }

    /// Gives the partition: members and groups in the order of the documents.
    pub fn finish(self) -> Vec<Group> {
        let roots: Vec<usize> = (0..self.all.len()).map(|at| self.root(at)).collect();
        let mut joined: BTreeMap<(usize, usize), Vec<Place>> = BTreeMap::new();
        for (cluster, root) in self.all.into_iter().zip(roots) {
            for place in cluster.places {
                let document = if cluster.is_apart { place.document + 1 } else { 0 };
                joined.entry((root, document)).or_default().push(place);
            }
        }
        joined.into_values().map(Group::new).collect()
    }
}

fn person(e: &Entity, ontology: &Ontology) -> Option<PersonName> {
    let is_named = e.entity_type == EntityType::Person && e.mentions.iter().any(|m| m.kind == MentionKind::Name);
    is_named.then(|| PersonName::new(&e.name, |w| ontology.is_title(w))).flatten()
}

/// What most pronouns, and titles before names, say of a person: `m` or `f`.
fn gender_of(reading: &Reading, e: &Entity) -> Option<char> {
    let said = |m: &EntityMention| {
        let words = m.span.of(&reading.document.text);
        match m.kind {
            MentionKind::Pronoun => gender(words),
            MentionKind::Name => match words.split_whitespace().next()?.trim_end_matches('.') {
                "Mr" | "Sir" | "Lord" => Some('m'),
                "Mrs" | "Ms" | "Miss" | "Lady" | "Dame" => Some('f'),
                _ => None,
            },
            _ => None,
        }
    };
    let all: Vec<char> = e.mentions.iter().filter_map(said).collect();
    let men = all.iter().filter(|g| **g == 'm').count();
    match men.cmp(&(all.len() - men)) {
        std::cmp::Ordering::Less => Some('f'),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some('m'),
    }
}

/// The office, by the ontology's word for it where it has one.
fn office(e: &Entity, ontology: &Ontology) -> Option<String> {
    let said = e.position.as_deref()?;
    Some(ontology.office(said).map_or_else(|| words(said).join(" "), |o| o.label.clone()))
}

/// What an entity is grouped by, the reason in words, and how sure it is.
fn key(
    at: (usize, usize),
    e: &Entity,
    person: Option<&PersonName>,
    (office, gender): (Option<String>, Option<char>),
    ontology: &Ontology,
) -> (Key, String, u8) {
    if let Some(slug) = &e.known {
        return (Key::Known(slug.clone()), format!("the ontology knows \"{}\" as {slug}", e.name), score::KNOWN);
    }
    let named = |class: &str| format!("{class} named \"{}\"", e.name);
    if let Some(person) = person {
        if person.is_bare {
            let key = Key::Surname(person.key(), e.country.clone(), office, gender);
            return (key, named("surname"), score::SURNAME);
        }
        return (Key::Named("person", person.key(), e.country.clone()), named("person"), score::NAME);
    }
    let local = (Key::Local(at.0, at.1), "spoken of in this document only".to_owned(), score::KNOWN);
    let class = match e.entity_type {
        EntityType::Person => return local,
        EntityType::State | EntityType::Place => "place",
        EntityType::Facility => "facility",
        EntityType::Organisation => "organisation",
        EntityType::Group => "group",
        EntityType::Event => "event",
        EntityType::Work => "work",
    };
    match (reach(e, ontology), &e.country) {
        (Reach::Proper(name), _) => (Key::Named(class, name, e.country.clone()), named(class), score::NAME),
        (Reach::OfCountry(name), Some(country)) => {
            (Key::Body(country.clone(), name), format!("\"{}\" of {country}", e.name), score::NAME)
        }
        _ => local,
    }
}

/// Acronyms that the document gives for a longer name.
fn acronyms(reading: &Reading, e: &Entity) -> BTreeSet<String> {
    if e.entity_type == EntityType::Person || acronym(&e.name).is_some() {
        return BTreeSet::new();
    }
    let names = e.mentions.iter().filter(|m| m.kind == MentionKind::Name);
    let said = names.filter_map(|m| {
        let words = m.span.of(&reading.document.text);
        acronym(words).or_else(|| bracketed(words))
    });
    said.chain(bracketed(&e.name)).map(|a| a.to_lowercase()).collect()
}
