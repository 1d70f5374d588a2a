//! Who acts: one node for each real actor.

use crate::text::{EntityType, Sector};

/// An entity of a document that was taken for an actor, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Index into [`super::Graph::documents`].
    pub document: usize,
    /// Index of the entity within its document.
    pub entity: usize,
    /// The name it has there.
    pub name: String,
    /// The reason, in words for a reader.
    pub why: String,
    /// How sure that is, in hundredths.
    pub score: u8,
}

/// A node: a person, state, body, group, place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Last part of its IRI (`maksim-ryzhankou`), unique in the graph.
    pub slug: String,
    /// Its fullest name.
    pub name: String,
    /// What it is.
    pub entity_type: EntityType,
    /// ISO 3166-1 alpha-3 of the state it acts for, `IGO` for an international body.
    pub country: Option<String>,
    /// Its sector.
    pub sector: Option<Sector>,
    /// The offices it is said to hold, sorted.
    pub positions: Vec<String>,
    /// Other names it goes by in the documents (no pronouns), sorted.
    pub aliases: Vec<String>,
    /// Whether the ontology knows it (states, bodies).
    pub known: bool,
    /// Wikidata identifier (`Q37`), where the ontology or a knowledge base of the user's gives one.
    pub wikidata: Option<String>,
    /// Identifier in a knowledge base of the user's (`people:17`).
    pub identifier: Option<String>,
    /// The documents' entities that it unites, sorted.
    pub members: Vec<Member>,
}
