//! Plain text.

use std::io::BufRead;

use super::decode::{settled, whole};
use super::metadata::{fingerprint, sealed};
use super::{Each, Reader, blocks, builder};
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
        each(whole(key, input, |_| None).and_then(|text| sealed(plain(key, text), || key.to_owned())));
    }
}

/// Makes a document of a text, its blocks found by its lines.
///
/// Every character of `text` stays where it is: line ends and controls are replaced one for one, so that offsets
/// into what was given are offsets into the document.
///
/// ```
/// let document = demarche::source::document_from_text("a", "Talks resume\n\nAccra welcomed the offer.");
/// assert_eq!(document.blocks.len(), 2);
/// ```
pub fn document_from_text(key: &str, text: &str) -> Document {
    let mut document = plain(key, settled(text));
    document.hash = fingerprint(&document);
    document
}

fn plain(key: &str, text: String) -> Document {
    let blocks = blocks::blocks(&text);
    builder::document(key, text, blocks)
}
