//! The layers that reading a document's language gives, all pointing into its text.

use std::ops::Range;

use super::{EntityType, MentionKind, Modality, Polarity, Sector, Span};

/// A word with its tags and its place in the sentence's tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where the word stands, in bytes of the document's text.
    pub span: Span,
    /// Universal part of speech (`VERB`).
    pub upos: &'static str,
    /// Penn Treebank tag (`VBD`).
    pub xpos: &'static str,
    /// Dictionary form (`propose`).
    pub lemma: String,
    /// Head word, counted from 0 within the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Universal Dependencies relation to the head (`nsubj:pass`).
    pub deprel: &'static str,
    /// Name tag as in MISC (`B-PER`, `I-ORG`, `O`).
    pub name: &'static str,
}

/// A sentence: its words and which mentions and triggers of the document it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// From the first byte of its first word to the last of its last.
    pub span: Span,
    /// Its words in order, never none.
    pub tokens: Vec<Token>,
    /// Its mentions: a range of [`Annotated::mentions`].
    pub mentions: Range<usize>,
    /// Its triggers: a range of [`Annotated::triggers`].
    pub triggers: Range<usize>,
}

/// A scored earlier mention of perhaps the same entity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Index into [`Annotated::mentions`], smaller than the mention's own.
    pub antecedent: usize,
    /// Probability that it is the antecedent.
    pub probability: f32,
}

/// A stretch of words that refers to an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Index of its sentence.
    pub sentence: usize,
    /// Its words, within the sentence.
    pub tokens: Range<usize>,
    /// Where it stands, in bytes.
    pub span: Span,
    /// How it refers.
    pub kind: MentionKind,
    /// What it refers to.
    pub entity_type: EntityType,
    /// The sector the model takes it for, with its probability.
    pub sector: (Sector, f32),
    /// Probability of the span and its type.
    pub score: f32,
    /// Earlier mentions of perhaps the same entity, the likeliest first; what is left to 1 is "nobody before".
    pub links: Vec<Link>,
}

/// A mention that may play a role of a trigger.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Index into [`Annotated::mentions`]; `None`: nobody plays the role.
    pub mention: Option<usize>,
    /// Probability that it plays it; all candidates of a role sum to 1.
    pub probability: f32,
}

/// A word (or words) that expresses a claim, with everything the model says about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// Index of its sentence.
    pub sentence: usize,
    /// Its words, within the sentence.
    pub tokens: Range<usize>,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Relation (`accuses`), a label of the model.
    pub relation: &'static str,
    /// Probability that a claim of the relation's event class stands here.
    pub score: f32,
    /// Who acts, the likeliest first, never empty.
    pub source: Vec<Candidate>,
    /// At whom, the likeliest first, never empty.
    pub target: Vec<Candidate>,
    /// Who is named as saying so, the likeliest first, never empty.
    pub by: Vec<Candidate>,
    /// What is claimed: words within the sentence.
    pub theme: Option<Range<usize>>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Fact, plan, allegation …
    pub modality: Modality,
}

/// A document's layers: a function of its text and blocks alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotated {
    /// In the order of the text.
    pub sentences: Vec<Sentence>,
    /// In the order of the text, not overlapping.
    pub mentions: Vec<Mention>,
    /// In the order of the text.
    pub triggers: Vec<Trigger>,
}
