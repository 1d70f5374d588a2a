//! The whole graph, and petgraph's view of it.

use std::collections::BTreeMap;

use petgraph::graph::{DiGraph, NodeIndex};

use super::{Actor, Fact, Participant, Source, Statement};

/// Documents, actors, their statements and facts.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Sorted by key.
    pub documents: Vec<Source>,
    /// Sorted by slug.
    pub actors: Vec<Actor>,
    /// Sorted by document, place and id.
    pub statements: Vec<Statement>,
    /// Sorted by source, relation and target.
    pub facts: Vec<Fact>,
    /// Actors (node `i` is actor `i`) joined by the facts that have both sides; edge weights index `facts`.
    pub network: DiGraph<usize, usize>,
}

impl Graph {
    /// Makes a graph of its parts: groups statements to facts and draws the network.
    ///
    /// `documents`, `actors` and `statements` must be sorted as the fields say.
    pub fn new(documents: Vec<Source>, actors: Vec<Actor>, statements: Vec<Statement>) -> Self {
        let facts = facts_of(&statements);
        let network = network_of(actors.len(), &facts);
        Self { documents, actors, statements, facts, network }
    }

    /// Calls known actors as the documents do ("State Department"), with the name of most words, not as the ontology does:
    /// the claims of one document alone are in its own words.
    pub fn in_own_words(mut self) -> Self {
        for actor in self.actors.iter_mut().filter(|a| a.known) {
            let words = |name: &str| name.split_whitespace().count();
            // Members are sorted: among equals the first.
            let fullest = actor.members.iter().rev().map(|m| &m.name).max_by_key(|name| words(name));
            actor.name = fullest.cloned().unwrap_or_default();
        }
        self
    }
}

fn facts_of(statements: &[Statement]) -> Vec<Fact> {
    let actor = |p: &Option<Participant>| p.as_ref().map(|p| p.actor);
    let mut groups: BTreeMap<(Option<usize>, &str, &str, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (at, s) in statements.iter().enumerate() {
        groups.entry((actor(&s.source), &s.relation, &s.event, actor(&s.target))).or_default().push(at);
    }
    groups
        .into_iter()
        .map(|((source, relation, event, target), statements)| Fact {
            source,
            relation: relation.to_owned(),
            event: event.to_owned(),
            target,
            statements,
        })
        .collect()
}

fn network_of(actors: usize, facts: &[Fact]) -> DiGraph<usize, usize> {
    let mut network = DiGraph::with_capacity(actors, facts.len());
    for actor in 0..actors {
        network.add_node(actor);
    }
    for (at, fact) in facts.iter().enumerate() {
        if let (Some(source), Some(target)) = (fact.source, fact.target) {
            network.add_edge(NodeIndex::new(source), NodeIndex::new(target), at);
        }
    }
    network
}
