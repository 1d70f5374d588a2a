//! The neck of the hourglass: nothing passes from text to graph except a claim between a document's own entities.

use serde::{Deserialize, Serialize};

use crate::text::{Document, EntityType, MentionKind, Modality, Polarity, Sector, Span};

/// One place where an entity is mentioned, and why it was taken for the entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityMention {
    /// Where, in bytes of the document's text.
    pub span: Span,
    /// How it refers.
    pub kind: MentionKind,
    /// Why it is this entity, in words for a reader (`same name`, `metonym of Belarus`, `antecedent "the minister"`).
    pub why: String,
}

/// Somebody or something that one document speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// The fullest name that the document gives; a state by its usual English short name.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    /// ISO 3166-1 alpha-3 of the state it acts for, `IGO` for an international body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The country that it is likely of where no words beside it say so: never a reason to keep two entities apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likely_country: Option<String>,
    /// Its sector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// The office or role held, persons only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// Slug of the ontology's actor that it is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// In the order of the text, never none.
    pub mentions: Vec<EntityMention>,
}

/// An entity in a role of a claim, by the mention that the claim rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// Index into [`Reading::entities`].
    pub entity: usize,
    /// The mention, in bytes.
    pub span: Span,
}

/// Who did or said what to whom, and the words that say so. All spans are bytes of the document's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The same for the same document key, words, relation and participants: 16 hexadecimal digits.
    pub id: String,
    /// The sentence.
    pub sentence: Span,
    /// The words that express the claim.
    pub trigger: Span,
    /// Relation of the ontology (`accuses`).
    pub relation: String,
    /// Its event class (`ACCUSE`).
    pub event: String,
    /// Who acts or speaks.
    pub source: Option<Argument>,
    /// At whom it is directed.
    pub target: Option<Argument>,
    /// To whom the text attributes it, where it is not the text's own voice.
    pub by: Option<Argument>,
    /// The words that say what is proposed, rejected, alleged.
    pub theme: Option<Span>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Fact, plan, allegation …
    pub modality: Modality,
    /// Whether an office or a membership is held no longer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_former: bool,
    /// ISO 8601, where the sentence dates the claim (`2020`, `2024-10-13`, `2025-W17`).
    pub time: Option<String>,
    /// Between 0 and 1, two decimals.
    pub confidence: f32,
    /// Which extractor found it (`model`, `patterns`).
    pub extractor: String,
}

/// Everything that reading one document gave: what lies on disk as the first truth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The article.
    pub document: Document,
    /// Version of the model that read it.
    pub model: String,
    /// Version (hash) of the ontology it was read with.
    pub ontology: String,
    /// Sentences, in bytes, in order.
    pub sentences: Vec<Span>,
    /// The document's own entities.
    pub entities: Vec<Entity>,
    /// Its claims, in the order of the text.
    pub claims: Vec<Claim>,
}
