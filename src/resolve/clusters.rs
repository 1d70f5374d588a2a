//! Entities that carry one key, and the union of such clusters.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::{Reach, acronym, bracketed, reach};
use super::names::PersonName;
use super::{Group, Place};
use crate::extract::{Entity, Reading};
use crate::ontology::Ontology;
use crate::text::{EntityType, MentionKind};

/// What entities are first grouped by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// The ontology's slug.
    Known(String),
    /// Class, folded name, country.
    Named(&'static str, String, Option<String>),
    /// Country and the words of a body that a state has one of.
    Body(String, String),
    /// Nobody outside the document: document and entity.
    Local(usize, usize),
}

/// All entities of one key.
pub(super) struct Cluster {
    pub key: Key,
    /// The name taken apart, of a person.
    pub person: Option<PersonName>,
    /// Where it acts for, as far as known; grows as clusters join.
    pub countries: BTreeSet<String>,
    /// Acronyms that its documents give it.
    pub acronyms: BTreeSet<String>,
    /// Whether its entities are one actor only where they share a document.
    pub is_apart: bool,
    pub places: Vec<Place>,
}

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
                let (key, why) = key((document, entity), e, person.as_ref(), ontology);
                let cluster = keyed.entry(key.clone()).or_insert_with(|| Cluster {
                    key,
                    person: None,
                    countries: BTreeSet::new(),
                    acronyms: BTreeSet::new(),
                    is_apart: false,
                    places: Vec::new(),
                });
                // The ontology's persons are named in several ways: the fullest is compared.
                let rank = |p: &PersonName| (!p.is_bare, p.fullness());
                cluster.person = [cluster.person.take(), person].into_iter().flatten().max_by_key(rank);
                cluster.countries.extend(e.country.clone());
                cluster.acronyms.extend(acronyms(reading, e));
                cluster.places.push(Place { document, entity, why });
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

    /// Whether two may be of one country: the same, or one unknown.
    pub fn agree(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.all[self.root(a)].countries, &self.all[self.root(b)].countries);
        a.is_empty() || b.is_empty() || !a.is_disjoint(b)
    }

    /// Joins a cluster to another and notes why.
    pub fn join(&mut self, at: usize, other: usize, why: &str) {
        let (from, to) = (self.root(at), self.root(other));
        if from == to {
            return;
        }
        for place in &mut self.all[at].places {
            place.why = format!("{}; {why}", place.why);
        }
        self.into[from] = to;
        let countries = std::mem::take(&mut self.all[from].countries);
        self.all[to].countries.extend(countries);
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

/// What an entity is grouped by, and the reason in words.
fn key(at: (usize, usize), e: &Entity, person: Option<&PersonName>, ontology: &Ontology) -> (Key, String) {
    if let Some(slug) = &e.known {
        return (Key::Known(slug.clone()), format!("the ontology knows \"{}\" as {slug}", e.name));
    }
    if let Some(person) = person {
        let class = if person.is_bare { "surname" } else { "person" };
        return (Key::Named(class, person.key(), e.country.clone()), format!("{class} named \"{}\"", e.name));
    }
    let local = (Key::Local(at.0, at.1), "spoken of in this document only".to_owned());
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
        (Reach::Proper(name), _) => {
            (Key::Named(class, name, e.country.clone()), format!("{class} named \"{}\"", e.name))
        }
        (Reach::OfCountry(name), Some(country)) => {
            (Key::Body(country.clone(), name), format!("\"{}\" of {country}", e.name))
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
