//! Plain text.

use std::io::BufRead;

use super::{Each, Reader, SourceError, blocks, clean, fingerprint, whole};
use crate::text::Document;

/// Reads a file as one article.
pub(super) struct Text;

impl Reader for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn read(&self, key: &str, input: &mut dyn BufRead, each: Each<'_>) {
        each(whole(key, input).and_then(|text| {
            let document = plain(key, text);
            if document.blocks.is_empty() { Err(SourceError::NoText { path: key.to_owned() }) } else { Ok(document) }
        }));
    }
}

/// Makes a document of a text, its blocks found by its lines.
pub fn document_from_text(key: &str, text: &str) -> Document {
    plain(key, clean(text))
}

fn plain(key: &str, text: String) -> Document {
    let blocks = blocks::blocks(&text);
    let mut document = blocks::document(key, text, blocks);
    document.hash = fingerprint(&document);
    document
}
