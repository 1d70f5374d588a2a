//! A text put together out of blocks, for inputs that mark their blocks up.

use crate::text::{Block, BlockKind, Document, Span};

/// Bytes of a table's cell at most: what is longer is prose in a table made for looks.
const CELL: usize = 400;

/// Builds a text out of blocks, a blank line between two; cells that follow each other, a line end.
#[derive(Default)]
pub(super) struct Builder {
    text: String,
    blocks: Vec<Block>,
}

impl Builder {
    /// Adds a block; one without a letter or digit is left out.
    pub fn add(&mut self, kind: BlockKind, words: &str) {
        let words = words.trim();
        if !words.contains(char::is_alphanumeric) {
            return;
        }
        let kind = if kind == BlockKind::Cell && words.len() > CELL { BlockKind::Paragraph } else { kind };
        if let Some(last) = self.blocks.last() {
            let row = (last.kind, kind) == (BlockKind::Cell, BlockKind::Cell);
            self.text.push_str(if row { "\n" } else { "\n\n" });
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.blocks.push(Block { kind, span: Span::new(start, self.text.len()) });
    }

    /// Gives the document, the title in front where none of its first blocks has it.
    pub fn finish(self, key: &str, title: Option<&str>) -> Document {
        let missing = title.filter(|t| !self.blocks.iter().take(3).any(|b| b.span.of(&self.text) == *t));
        let Some(title) = missing.filter(|_| !self.blocks.is_empty()) else {
            return document(key, self.text, self.blocks);
        };
        let mut whole = Builder::default();
        whole.add(BlockKind::Heading, title);
        for block in &self.blocks {
            whole.add(block.kind, block.span.of(&self.text));
        }
        document(key, whole.text, whole.blocks)
    }
}

/// A document without metadata; its hash is taken when that is filled in.
pub(super) fn document(key: &str, text: String, blocks: Vec<Block>) -> Document {
    Document {
        key: key.to_owned(),
        hash: String::new(),
        title: None,
        date: None,
        url: None,
        publisher: None,
        language: None,
        text,
        blocks,
    }
}
