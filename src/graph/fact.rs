//! What is claimed: statements of documents, and the facts that they agree on.

use crate::text::{Modality, Polarity};

/// Words of a document and where they stand, in Unicode scalar values of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// First scalar value.
    pub start: usize,
    /// Scalar value after the last.
    pub end: usize,
}

/// A document that the graph has claims of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its key (id, URL or path).
    pub key: String,
    /// Hash of its content.
    pub hash: String,
    /// Headline.
    pub title: Option<String>,
    /// Date of publication, ISO 8601.
    pub date: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Version of the model that read it.
    pub model: String,
}

/// An actor in a role of a statement, by the words that stand for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Index into [`super::Graph::actors`].
    pub actor: usize,
    /// The mention.
    pub mention: Quote,
}

/// One claim of one document, its participants resolved to actors.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Last part of the claim's IRI.
    pub id: String,
    /// Index into [`super::Graph::documents`].
    pub document: usize,
    /// The sentence that says so.
    pub sentence: Quote,
    /// The words that express it.
    pub trigger: Quote,
    /// Relation of the ontology (`accuses`).
    pub relation: String,
    /// Event class (`ACCUSE`).
    pub event: String,
    /// Who acts or speaks.
    pub source: Option<Participant>,
    /// At whom.
    pub target: Option<Participant>,
    /// To whom the text attributes it.
    pub by: Option<Participant>,
    /// What is proposed, rejected, alleged.
    pub theme: Option<Quote>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Fact, plan, allegation …
    pub modality: Modality,
    /// Whether an office or a membership is held no longer.
    pub is_former: bool,
    /// ISO 8601, where the sentence dates it.
    pub time: Option<String>,
    /// Between 0 and 1, two decimals.
    pub confidence: f32,
    /// Which extractor found it.
    pub extractor: String,
}

impl Statement {
    /// Whether the text itself asserts it: only then is a plain triple asserted (product.md, promise 2).
    pub fn is_asserted(&self) -> bool {
        let is_plain = self.polarity == Polarity::Positive && self.modality == Modality::Actual;
        is_plain && self.by.is_none() && !self.is_former
    }
}

/// Gives the statement with the most confidence, the first id among equals: the one to show for several.
pub fn surest<'s>(statements: impl IntoIterator<Item = &'s Statement>) -> Option<&'s Statement> {
    statements.into_iter().max_by(|a, b| a.confidence.total_cmp(&b.confidence).then(b.id.cmp(&a.id)))
}

/// What several statements say alike: one source, relation and target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Index of the acting actor.
    pub source: Option<usize>,
    /// Relation of the ontology.
    pub relation: String,
    /// Event class.
    pub event: String,
    /// Index of the actor at whom it is directed.
    pub target: Option<usize>,
    /// Its evidence: indices into [`super::Graph::statements`], sorted, never none.
    pub statements: Vec<usize>,
}
