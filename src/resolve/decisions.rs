//! What the user decided: the second truth, honoured by every build.

use std::collections::{BTreeMap, BTreeSet};

use super::{Place, slug};
use crate::extract::Reading;
use crate::graph::Actor;

/// Merges, splits, names and rejections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Sets of actor slugs that are one actor.
    pub merges: Vec<BTreeSet<String>>,
    /// Entities, by document key and name, that are an actor of their own.
    pub splits: BTreeSet<(String, String)>,
    /// Actor slug to the name it is shown by.
    pub names: BTreeMap<String, String>,
    /// Claims, by the last part of their IRI, that are wrong.
    pub rejected: BTreeSet<String>,
}

impl Decisions {
    /// The key of an entity: its own where the user split it off.
    pub(super) fn key(&self, document: &str, name: &str, key: String) -> String {
        let split = self.splits.contains(&(document.to_owned(), name.to_owned()));
        if split { format!("5 {document} {name}") } else { key }
    }

    /// Unites the groups that the user called one, by the slug of their members' names.
    pub(super) fn merge(&self, readings: &[&Reading], groups: Vec<Vec<Place>>) -> Vec<Vec<Place>> {
        if self.merges.is_empty() {
            return groups;
        }
        let slugs = |g: &Vec<Place>| -> BTreeSet<String> {
            let entity = |p: &Place| &readings[p.document].entities[p.entity];
            g.iter().map(|p| entity(p).known.clone().unwrap_or_else(|| slug::of(&entity(p).name))).collect()
        };
        let mut out: Vec<Vec<Place>> = Vec::new();
        let mut into: BTreeMap<usize, usize> = BTreeMap::new();
        for mut group in groups {
            let names = slugs(&group);
            match self.merges.iter().position(|m| !m.is_disjoint(&names)) {
                Some(merge) if into.contains_key(&merge) => {
                    group.iter_mut().for_each(|p| p.why.push_str("; merged by decision"));
                    out[into[&merge]].append(&mut group);
                }
                found => {
                    found.and_then(|m| into.insert(m, out.len()));
                    out.push(group);
                }
            }
        }
        out
    }

    /// Gives actors the names that the user chose.
    pub(super) fn rename(&self, actors: &mut [Actor]) {
        for actor in actors {
            if let Some(name) = self.names.get(&actor.slug) {
                let old = std::mem::replace(&mut actor.name, name.clone());
                actor.aliases.push(old);
                actor.aliases.sort();
                actor.aliases.dedup();
            }
        }
    }

    /// Whether a claim was rejected.
    pub(super) fn rejects(&self, claim: &str) -> bool {
        self.rejected.contains(claim)
    }
}
