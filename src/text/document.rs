//! One article as it was read: its text and what is known about it.

use serde::{Deserialize, Serialize};

use super::Span;

/// What kind of stretch a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Running sentences.
    Paragraph,
    /// A headline, title or section heading: one sentence, often without a full stop.
    Heading,
    /// An item of a list, its bullet outside the span.
    Item,
    /// A cell of a table.
    Cell,
}

/// A stretch of text that no sentence crosses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is, in bytes of the document's text.
    pub span: Span,
}

/// An article: text that never changes again, and its metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its `id`, URL, or path relative to the argument it was found under.
    pub key: String,
    /// Hash of its content: the version. 32 hexadecimal digits.
    pub hash: String,
    /// Headline, where the source gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Date of publication, ISO 8601 (`2024-09-26`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// BCP 47 tag of its language, where the source gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The extracted text that all offsets count in.
    pub text: String,
    /// Its blocks in order, not overlapping; what lies between them is white space, bullets and table rules.
    pub blocks: Vec<Block>,
}
