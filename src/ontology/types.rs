//! The plain types of what the ontology says.

use crate::text::{Modality, Polarity, Sector, Span};

/// Colour of a relation or event class in diagrams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Cooperation.
    Cooperative,
    /// Conflict.
    Conflictual,
    /// Neither.
    Neutral,
}

/// A marked example sentence: the claim that must come out of it. Spans are bytes of `text`.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The sentence without its marks.
    pub text: String,
    /// The words that express the claim.
    pub trigger: Span,
    /// Who acts.
    pub source: Option<Span>,
    /// At whom.
    pub target: Option<Span>,
    /// Who is named as saying so.
    pub by: Option<Span>,
    /// What is claimed.
    pub theme: Option<Span>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Fact, plan …
    pub modality: Modality,
    /// Where it is written (`ontology/relations/requests.ttl`).
    pub file: String,
    /// Line of its relation's block in that file, from 1.
    pub line: usize,
}

/// A relation of the ontology.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Local name (`proposes`).
    pub name: String,
    /// Whole IRI.
    pub iri: String,
    /// English label.
    pub label: String,
    /// Definition.
    pub definition: String,
    /// Code of its event class (`REQUEST`, `FACT`).
    pub event: String,
    /// Colour.
    pub tone: Tone,
    /// Whether it holds both ways.
    pub symmetric: bool,
    /// What must come out.
    pub examples: Vec<Example>,
    /// Sentences that must give no claim of this relation.
    pub counter_examples: Vec<String>,
    /// Where it is written.
    pub file: String,
    /// Line of its block, from 1.
    pub line: usize,
}

/// An event class (PLOVER's, STATE and FACT).
#[derive(Clone, Debug, PartialEq)]
pub struct EventClass {
    /// Code (`REQUEST`).
    pub code: String,
    /// Whole IRI.
    pub iri: String,
    /// English label.
    pub label: String,
    /// PLOVER quad class 1 … 4.
    pub quad: Option<u8>,
    /// CAMEO codes.
    pub cameo: Vec<String>,
    /// PLOVER score, −10 … +10.
    pub score: Option<f64>,
    /// Colour.
    pub tone: Tone,
}

/// A state or body that the ontology knows by name.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownActor {
    /// Last part of its IRI (`lithuania`).
    pub slug: String,
    /// Usual English short name.
    pub label: String,
    /// Whether it is a state (else a body).
    pub is_state: bool,
    /// Other names and abbreviations.
    pub alternatives: Vec<String>,
    /// ISO 3166-1 alpha-3 of the state it is or belongs to; `IGO`.
    pub country: Option<String>,
    /// ISO 3166-1 alpha-2, of a state.
    pub iso2: Option<String>,
    /// Sector (GOV for a state).
    pub sector: Option<Sector>,
    /// Capital.
    pub capital: Option<String>,
    /// Adjectives and singular nouns (`Lithuanian`).
    pub demonyms: Vec<String>,
    /// Plural nouns (`Lithuanians`).
    pub people: Vec<String>,
    /// Seats that stand for it, without article (`Kremlin`); its capital is not repeated here.
    pub metonyms: Vec<String>,
    /// Wikidata identifier (`Q37`).
    pub wikidata: Option<String>,
}

/// An office or role (`foreign minister`) with its sector.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// Whole IRI.
    pub iri: String,
    /// Usual name, lower case.
    pub label: String,
    /// Other names.
    pub alternatives: Vec<String>,
    /// Sector of who holds it.
    pub sector: Option<Sector>,
}

/// A named SPARQL query of `ontology/queries`, `ontology/checks` or `ontology/rules`.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedQuery {
    /// File name without `.rq` (`who-accuses-whom`).
    pub name: String,
    /// Its first comment line: a sentence of help.
    pub help: String,
    /// The query.
    pub text: String,
}
