//! What the user decided: the second truth, honoured by every build.

use std::collections::{BTreeMap, BTreeSet};

use super::{Group, Place};
use crate::extract::Reading;
use crate::graph::Actor;

/// Entities that are no part of an actor, but an actor of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Split {
    /// Slugs of the actors they are taken out of; empty: of any.
    pub actors: BTreeSet<String>,
    /// Keys of their documents; empty: all.
    pub documents: BTreeSet<String>,
    /// The names that documents give them; empty: all.
    pub names: BTreeSet<String>,
}

/// Merges, splits, names and rejections.
///
/// Splits speak of actors as they are without decisions, merges of actors as splits leave them, names of what merges
/// leave; a slug that a merge swallowed still stands for the merged actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Sets of actor slugs that are one actor.
    pub merges: Vec<BTreeSet<String>>,
    /// What is taken out of an actor.
    pub splits: Vec<Split>,
    /// Actor slug to the name it is shown by.
    pub names: BTreeMap<String, String>,
    /// Claims, by the last part of their IRI, that are wrong.
    pub rejected: BTreeSet<String>,
}

impl Decisions {
    /// Takes entities out of their groups; `actors` are the groups' own. What would leave nothing behind is left as is.
    pub(super) fn split(&self, readings: &[&Reading], groups: Vec<Group>, actors: &[Actor]) -> Vec<Group> {
        let mut out = Vec::with_capacity(groups.len());
        for (group, actor) in groups.into_iter().zip(actors) {
            let mut parts: BTreeMap<Option<usize>, Vec<Place>> = BTreeMap::new();
            for place in group.places {
                let split = self.splits.iter().position(|s| s.takes(readings, &place, &actor.slug));
                parts.entry(split).or_default().push(place);
            }
            let is_whole = parts.len() == 1;
            let mut row = group.row;
            for (split, mut places) in parts {
                if split.is_some() && !is_whole {
                    for place in &mut places {
                        place.why.push_str("; split off by decision");
                    }
                }
                // What stays, which comes first, keeps the row.
                out.push(Group { row: row.take(), ..Group::new(places) });
            }
        }
        out
    }

    /// Unites the groups that the user called one, directly or by way of a third; `actors` are the groups' own.
    pub(super) fn merge(&self, groups: Vec<Group>, actors: &[Actor]) -> Vec<Group> {
        let place: BTreeMap<&str, usize> = actors.iter().enumerate().map(|(at, a)| (a.slug.as_str(), at)).collect();
        let mut into: Vec<usize> = (0..groups.len()).collect();
        let root = |into: &[usize], mut at: usize| {
            while into[at] != at {
                at = into[at];
            }
            at
        };
        for merge in &self.merges {
            let named: Vec<usize> = merge.iter().filter_map(|slug| place.get(slug.as_str()).copied()).collect();
            let Some(first) = named.first().map(|at| root(&into, *at)) else { continue };
            for at in named {
                let other = root(&into, at);
                into[other] = first;
            }
        }
        let mut out: BTreeMap<usize, Group> = BTreeMap::new();
        let mut sizes = vec![0; groups.len()];
        (0..groups.len()).for_each(|at| sizes[root(&into, at)] += 1);
        for (at, mut group) in groups.into_iter().enumerate() {
            let to = root(&into, at);
            if sizes[to] > 1 {
                for place in &mut group.places {
                    place.why.push_str("; merged by decision");
                }
                group.called.insert(actors[at].slug.clone());
            }
            let merged = out.entry(to).or_insert_with(|| Group::new(Vec::new()));
            merged.places.append(&mut group.places);
            merged.called.append(&mut group.called);
            merged.row = merged.row.take().or(group.row);
        }
        out.into_values().map(Group::sorted).collect()
    }

    /// Gives an actor the name that the user chose; `called` are slugs it had before it was merged.
    pub(super) fn rename(&self, actor: &mut Actor, called: &BTreeSet<String>) {
        let slugs = std::iter::once(&actor.slug).chain(called);
        let Some(name) = slugs.into_iter().find_map(|s| self.names.get(s)) else { return };
        let old = std::mem::replace(&mut actor.name, name.clone());
        actor.aliases.push(old);
        actor.aliases.retain(|a| a != name);
        actor.aliases.sort();
        actor.aliases.dedup();
    }

    /// Whether a claim was rejected.
    pub(super) fn rejects(&self, claim: &str) -> bool {
        self.rejected.contains(claim)
    }
}

impl Split {
    fn takes(&self, readings: &[&Reading], place: &Place, slug: &str) -> bool {
        let reading = readings[place.document];
        let has = |set: &BTreeSet<String>, value: &str| set.is_empty() || set.contains(value);
        has(&self.actors, slug)
            && has(&self.documents, &reading.document.key)
            && has(&self.names, &reading.entities[place.entity].name)
    }
}
