//! Who is who in annotated documents: pronouns and nominals, entities as clusters, country, sector, office, and whether
//! a capital is a place or a government.
//!
//! Takes gold documents and what was read in their texts. A gold mention and a found one are the same where they overlap
//! and share their first or last word's edge: how many modifiers belong to a name is a matter of taste. An entity is right by the rule
//! that counts claims.

use std::collections::BTreeMap;
use std::fmt;

use super::mentions::{Place, places};
use super::{Gold, Who, ratio};
use crate::extract::{Entity, Reading};
use crate::ontology::{Naming, Ontology};
use crate::text::MentionKind;

/// How many were right, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn value(self) -> f64 {
        ratio(self.right as f64, self.all as f64)
    }
}

/// What is measured of actors.
#[derive(Clone, Debug, Default)]
pub struct ActorScore {
    /// By kind of mention (`pro`, `nom`, `role` …): referred to the right entity.
    mentions: BTreeMap<String, Share>,
    /// B³ (Bagga & Baldwin 1998): sums over gold mentions and over found ones, and how many of each.
    recall: (f64, usize),
    precision: (f64, usize),
    country: Share,
    sector: Share,
    position: Share,
    capitals: Share,
}

/// A gold mention and the found entity that it was given to, if any.
struct Pair<'g> {
    gold: &'g Place,
    found: Option<usize>,
}

impl ActorScore {
    /// Adds a document: what was read in its text.
    pub fn add(&mut self, gold: &Gold, reading: &Reading, ontology: &Ontology) {
        let (wanted, within) = places(gold, &reading.document.text);
        let mut found: Vec<(usize, usize, usize, MentionKind)> = Vec::new();
        for (entity, e) in reading.entities.iter().enumerate() {
            found.extend(e.mentions.iter().map(|m| (m.span.start, m.span.end, entity, m.kind)));
        }
        found.retain(|(start, end, ..)| within.iter().any(|s| s.start <= *start && *end <= s.end));
        let best = |place: &Place| {
            let fits = |f: &&(usize, usize, usize, MentionKind)| {
                f.0 < place.end && place.start < f.1 && (f.0 == place.start || f.1 == place.end)
            };
            let off = |f: &&(usize, usize, usize, MentionKind)| f.0.abs_diff(place.start) + f.1.abs_diff(place.end);
            found.iter().enumerate().filter(|(_, f)| fits(f)).min_by_key(|(_, f)| off(f)).map(|(at, _)| at)
        };
        let aligned: Vec<Option<usize>> = wanted.iter().map(best).collect();
        let entity_of = |at: &Option<usize>| at.map(|at| found[at].2);
        let pairs: Vec<Pair<'_>> =
            wanted.iter().zip(&aligned).map(|(gold, at)| Pair { gold, found: entity_of(at) }).collect();
        self.add_mentions(gold, reading, &pairs);
        self.add_clusters(&pairs, &found.iter().map(|f| f.2).collect::<Vec<_>>(), &aligned);
        self.add_traits(gold, reading, &pairs);
        for (place, at) in wanted.iter().zip(&aligned) {
            let surface = &reading.document.text[place.start..place.end];
            let is_capital = ontology.named(surface).iter().any(|(_, how)| *how == Naming::Capital);
            if is_capital && matches!(place.kind.as_str(), "name" | "met") {
                let acts = at.is_some_and(|at| found[at].3 == MentionKind::Metonym);
                self.capitals.add(acts == (place.kind == "met"));
            }
        }
    }

    fn add_mentions(&mut self, gold: &Gold, reading: &Reading, pairs: &[Pair<'_>]) {
        for pair in pairs {
            let right =
                pair.found.is_some_and(|at| gold.is_same(Some(&pair.gold.entity), Some(&who(&reading.entities[at]))));
            self.mentions.entry(pair.gold.kind.clone()).or_default().add(right);
        }
    }

    /// A mention that only one side has is in no cluster of the other: it counts as nothing found there.
    fn add_clusters(&mut self, pairs: &[Pair<'_>], found: &[usize], aligned: &[Option<usize>]) {
        let mut golds: BTreeMap<&str, usize> = BTreeMap::new();
        let mut both: BTreeMap<(&str, usize), usize> = BTreeMap::new();
        let mut systems: BTreeMap<usize, usize> = BTreeMap::new();
        for pair in pairs {
            *golds.entry(&pair.gold.entity).or_default() += 1;
            if let Some(entity) = pair.found {
                *both.entry((&pair.gold.entity, entity)).or_default() += 1;
            }
        }
        for entity in found {
            *systems.entry(*entity).or_default() += 1;
        }
        let mut taken = vec![false; found.len()];
        for (pair, at) in pairs.iter().zip(aligned) {
            self.recall.1 += 1;
            let Some((entity, at)) = pair.found.zip(*at) else { continue };
            let shared = both[&(pair.gold.entity.as_str(), entity)] as f64;
            self.recall.0 += shared / golds[pair.gold.entity.as_str()] as f64;
            if !std::mem::replace(&mut taken[at], true) {
                self.precision.0 += (shared / systems[&entity] as f64).min(1.0);
            }
        }
        self.precision.1 += found.len();
    }

    /// Each gold entity by the found one that has most of its mentions.
    fn add_traits(&mut self, gold: &Gold, reading: &Reading, pairs: &[Pair<'_>]) {
        for (key, entity) in &gold.entities {
            let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
            let own = pairs.iter().filter(|p| p.gold.entity == *key);
            own.filter_map(|p| p.found).for_each(|at| *votes.entry(at).or_default() += 1);
            let most = votes.into_iter().max_by_key(|(at, votes)| (*votes, std::cmp::Reverse(*at)));
            let found = most.map(|(at, _)| &reading.entities[at]);
            if let Some(country) = super::given(&entity.country) {
                self.country.add(found.and_then(|e| e.country.as_ref().or(e.likely_country.as_ref())) == Some(country));
            }
            if let Some(sector) = super::given(&entity.sector) {
                self.sector.add(found.and_then(|e| e.sector).map(crate::text::Sector::as_str) == Some(sector));
            }
            if let Some(position) = super::given(&entity.position) {
                let said = found.and_then(|e| e.position.as_deref()).unwrap_or_default();
                self.position.add(super::token_f1(position, said) >= 0.5);
            }
        }
    }

    fn b_cubed(&self) -> (f64, f64, f64) {
        let recall = ratio(self.recall.0, self.recall.1 as f64);
        let precision = ratio(self.precision.0, self.precision.1 as f64);
        (precision, recall, ratio(2.0 * precision * recall, precision + recall))
    }
}

fn who(entity: &Entity) -> Who {
    let (name, country) = (entity.name.clone(), entity.country.clone());
    Who { name, entity_type: Some(entity.entity_type.as_str().to_owned()), country, start: None, end: None }
}

impl fmt::Display for ActorScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |what: &str, share: Share| {
            writeln!(f, "{what:32} {:.3}   ({} of {})", share.value(), share.right, share.all)
        };
        let mut both = Share::default();
        for (kind, share) in &self.mentions {
            line(&format!("mentions of kind {kind}"), *share)?;
            if matches!(kind.as_str(), "pro" | "nom" | "role") {
                both = Share { right: both.right + share.right, all: both.all + share.all };
            }
        }
        line("pronouns, nominals and roles", both)?;
        line("country of actors that have one", self.country)?;
        line("sector", self.sector)?;
        line("office, half of its words", self.position)?;
        line("capital: place or government", self.capitals)?;
        let (precision, recall, f1) = self.b_cubed();
        writeln!(f, "{:32} {f1:.3}   (precision {precision:.3}, recall {recall:.3})", "B³ over entities")
    }
}
