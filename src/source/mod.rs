//! Articles in: paths and streams to documents, one file per kind of input.
//!
//! Takes paths (`-` for standard input), gives [`Document`]s one after another, so that memory does not grow with the
//! corpus. A faulty input is a [`SourceError`] of its own and never stops the others. The text of a document is fixed
//! here: whatever comes later points into it. Never looks at what the words mean. A reader is one file and one line in
//! [`ALL`].

mod article;
mod blocks;
mod builder;
mod decode;
mod fault;
mod html;
mod input;
mod jsonl;
mod markdown;
mod metadata;
mod shallow;
mod text;

use std::io::BufRead;

pub use fault::SourceError;
pub use input::{Input, inputs, read};
pub use text::document_from_text;

use crate::text::Document;

/// Takes each document or fault.
pub type Each<'e> = &'e mut dyn FnMut(Result<Document, SourceError>);

/// Reads one kind of input.
pub trait Reader: Sync {
    /// Gives its name, for messages.
    fn name(&self) -> &'static str;

    /// Gives the file extensions it reads, in lower case without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// Hands the documents and faults of an input on, one by one; `key` names the input and a document without a name.
    fn read(&self, key: &str, input: &mut dyn BufRead, each: Each<'_>);
}

/// All readers.
pub const ALL: &[&dyn Reader] = &[&text::Text, &html::Html, &markdown::Markdown, &jsonl::Jsonl];
