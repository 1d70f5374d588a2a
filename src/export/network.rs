//! What the formats for network tools have in common: actors as nodes, facts with two sides as edges.

use std::collections::BTreeSet;

use super::filter::days;
use crate::graph::{Fact, Graph, Statement, surest};
use crate::text::{Modality, Polarity};

/// A fact between two actors, with what its statements agree on.
pub(super) struct Edge<'g> {
    /// Number of the fact in the graph: a stable name within one export.
    pub number: usize,
    /// The fact.
    pub fact: &'g Fact,
    /// Index of the acting actor.
    pub from: usize,
    /// Index of the actor at whom it is directed.
    pub to: usize,
    /// How many documents say so.
    pub documents: usize,
    /// How it holds: `asserted`, else the modality or `negative` of the first statement.
    pub status: &'static str,
    /// First and last day that the statements name, or were published.
    pub days: Option<(String, String)>,
    /// The sentence of the surest statement.
    pub sentence: &'g str,
}

/// Gives the facts that have both sides.
pub(super) fn edges(graph: &Graph) -> Vec<Edge<'_>> {
    graph.facts.iter().enumerate().filter_map(|(number, fact)| edge(graph, number, fact)).collect()
}

fn edge<'g>(graph: &'g Graph, number: usize, fact: &'g Fact) -> Option<Edge<'g>> {
    let (from, to) = (fact.source?, fact.target?);
    let statements: Vec<&Statement> = fact.statements.iter().filter_map(|s| graph.statements.get(*s)).collect();
    let surest = surest(statements.iter().copied())?;
    let days: Vec<(String, String)> = statements.iter().filter_map(|s| day(graph, s)).collect();
    let (first, last) = (days.iter().map(|d| &d.0).min(), days.iter().map(|d| &d.1).max());
    let asserted = statements.iter().any(|s| s.is_asserted());
    Some(Edge {
        number,
        fact,
        from,
        to,
        documents: statements.iter().map(|s| s.document).collect::<BTreeSet<_>>().len(),
        status: if asserted { "asserted" } else { status(statements[0]) },
        days: first.zip(last).map(|(a, b)| (a.clone(), b.clone())),
        sentence: &surest.sentence.text,
    })
}

/// How a statement holds that the text does not assert.
fn status(s: &Statement) -> &'static str {
    match (s.polarity, s.modality) {
        (Polarity::Negative, _) => "negative",
        (_, Modality::Actual) => "attributed",
        (_, modality) => modality.as_str(),
    }
}

/// The first and last day that a statement names, or of its document's date.
fn day(graph: &Graph, s: &Statement) -> Option<(String, String)> {
    let written = || graph.documents.get(s.document).and_then(|d| d.date.as_deref()).and_then(days);
    let (first, last) = s.time.as_deref().and_then(days).or_else(written)?;
    Some((first.to_string(), last.to_string()))
}
