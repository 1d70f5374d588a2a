//! Which entities of which documents are one actor.

use std::collections::BTreeMap;

use super::names::{PersonName, is_proper};
use super::{Decisions, Place};
use crate::extract::{Entity, Reading, folded};
use crate::text::{EntityType, MentionKind};

/// The partition of all entities.
pub(super) struct Groups {
    /// Members of each group, sorted.
    pub list: Vec<Vec<Place>>,
    of: Vec<Vec<usize>>,
}

impl Groups {
    /// The group of an entity of a document.
    pub fn of(&self, document: usize, entity: usize) -> usize {
        self.of[document][entity]
    }
}

/// A provisional actor: everything that carries one key.
struct Cluster {
    places: Vec<Place>,
    person: Option<PersonName>,
    country: Option<String>,
}

/// Unites entities: by the ontology, by name and country, then bare surnames with the one full name they fit.
pub(super) fn groups(readings: &[&Reading], decisions: &Decisions) -> Groups {
    let mut keyed: BTreeMap<String, Cluster> = BTreeMap::new();
    for (document, reading) in readings.iter().enumerate() {
        for (entity, e) in reading.entities.iter().enumerate() {
            let (key, why) = key(&reading.document.key, document, entity, e);
            let key = decisions.key(&reading.document.key, &e.name, key);
            let cluster = keyed.entry(key).or_insert_with(|| Cluster {
                places: Vec::new(),
                person: (e.entity_type == EntityType::Person && named(e)).then(|| PersonName::new(&e.name)).flatten(),
                country: None,
            });
            cluster.country = cluster.country.take().or_else(|| e.country.clone());
            cluster.places.push(Place { document, entity, why });
        }
    }
    let clusters = unite_persons(keyed.into_values().collect());
    partition(readings, decisions.merge(readings, clusters.into_iter().map(|c| c.places).collect()))
}

fn named(e: &Entity) -> bool {
    e.mentions.iter().any(|m| m.kind == MentionKind::Name)
}

/// What an entity is grouped by, and the reason in words.
fn key(document_key: &str, document: usize, entity: usize, e: &Entity) -> (String, String) {
    if let Some(slug) = &e.known {
        return (format!("0 {slug}"), format!("known by its name as {}", e.name));
    }
    let country = e.country.as_deref().unwrap_or("");
    let class = match e.entity_type {
        EntityType::Person => "person",
        EntityType::State | EntityType::Place | EntityType::Facility => "place",
        EntityType::Organisation => "body",
        EntityType::Group => "group",
        EntityType::Event => "event",
        EntityType::Work => "work",
    };
    if named(e) && is_proper(&e.name) && e.entity_type != EntityType::Person {
        let why = format!("named \"{}\" ({class})", e.name);
        return (format!("1 {class} {}", folded(&e.name)), why);
    }
    if named(e) && e.entity_type == EntityType::Person {
        return (format!("2 {} {country}", folded(&e.name)), format!("person named \"{}\"", e.name));
    }
    // A state's police, army or government is one body in all documents; other groups live in their own.
    let standing = e.entity_type == EntityType::Organisation && !country.is_empty() && e.sector.is_some();
    if standing {
        let sector = e.sector.map_or("", crate::text::Sector::as_str);
        return (format!("3 {country} {sector} {}", folded(&e.name)), format!("{} of {country}", e.name));
    }
    (format!("4 {document_key} {document} {entity}"), "spoken of in this document only".to_owned())
}

/// Joins persons of one surname whose given names and countries allow it, where only one full name does.
fn unite_persons(clusters: Vec<Cluster>) -> Vec<Cluster> {
    let mut by_surname: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, c) in clusters.iter().enumerate() {
        if let Some(person) = &c.person {
            by_surname.entry(person.surname.clone()).or_default().push(at);
        }
    }
    let mut into: Vec<usize> = (0..clusters.len()).collect();
    for family in by_surname.values() {
        // Fullest names first, so that each shorter form meets the names it may abbreviate.
        let mut order = family.clone();
        order.sort_by_key(|at| std::cmp::Reverse(clusters[*at].person.as_ref().map_or(0, |p| p.given.len())));
        for (n, &at) in order.iter().enumerate() {
            let fits = |other: &&usize| into[**other] == **other && may_be_one(&clusters[at], &clusters[**other]);
            let candidates: Vec<usize> = order[..n].iter().filter(fits).copied().collect();
            if let [one] = candidates.as_slice() {
                into[at] = *one;
            }
        }
    }
    merged(clusters, &into)
}

fn may_be_one(a: &Cluster, b: &Cluster) -> bool {
    let countries = a.country.is_none() || b.country.is_none() || a.country == b.country;
    let (Some(x), Some(y)) = (&a.person, &b.person) else { return false };
    countries && x.fits(y) && !(x.is_bare() && y.is_bare() && a.country != b.country)
}

fn merged(clusters: Vec<Cluster>, into: &[usize]) -> Vec<Cluster> {
    let mut out: BTreeMap<usize, Cluster> = BTreeMap::new();
    let names: Vec<String> = clusters.iter().map(|c| c.person.as_ref().map_or(String::new(), |p| p.surname.clone())).collect();
    for (at, mut cluster) in clusters.into_iter().enumerate() {
        let root = into[at];
        match out.get_mut(&root) {
            Some(known) => {
                let note = format!("; the only fuller name with \"{}\" and a country that agrees", names[root]);
                cluster.places.iter_mut().for_each(|p| p.why.push_str(&note));
                known.places.append(&mut cluster.places);
            }
            None => drop(out.insert(root, cluster)),
        }
    }
    out.into_values().collect()
}

fn partition(readings: &[&Reading], mut list: Vec<Vec<Place>>) -> Groups {
    list.iter_mut().for_each(|m| m.sort_by_key(|p| (p.document, p.entity)));
    list.sort_by_key(|m| m.first().map(|p| (p.document, p.entity)));
    let mut of: Vec<Vec<usize>> = readings.iter().map(|r| vec![0; r.entities.len()]).collect();
    for (group, members) in list.iter().enumerate() {
        members.iter().for_each(|p| of[p.document][p.entity] = group);
    }
    Groups { list, of }
}
