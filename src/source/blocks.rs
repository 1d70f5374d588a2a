//! Plain text to blocks: paragraphs, headings, list items and table cells.

use crate::text::{Block, BlockKind, Document, Span};

/// Signs that open an item of a list.
const BULLETS: [char; 10] = ['-', '*', '•', '–', '—', '▪', '◦', '‣', '·', '●'];
/// A hard-wrapped line is no longer than this, and most of them no shorter than half of it.
const WRAPPED: usize = 110;
/// A heading is no longer than this.
const HEADING: usize = 130;

/// Builds a text out of blocks, two line ends apart (cells of a row: one).
#[derive(Default)]
pub(super) struct Builder {
    text: String,
    blocks: Vec<Block>,
}

impl Builder {
    /// Adds a block; blank ones are left out.
    pub fn add(&mut self, kind: BlockKind, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(if kind == BlockKind::Cell { "\n" } else { "\n\n" });
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.blocks.push(Block { kind, span: Span::new(start, self.text.len()) });
    }

    /// The words of the first blocks.
    pub fn begins_with(&self, words: &str) -> bool {
        self.blocks.iter().take(3).any(|b| b.span.of(&self.text) == words)
    }

    /// Gives the document.
    pub fn finish(self, key: &str) -> Document {
        document(key, self.text, self.blocks)
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

/// Finds the blocks of a plain text.
///
/// Blank lines end a block. A line that begins with a bullet or number is an item, one between `|` a row of cells.
/// Lines that follow each other are one paragraph where they look hard-wrapped, else a paragraph each. A short line
/// without a full stop is a heading.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let (mut out, mut run) = (Vec::new(), Vec::new());
    let mut at = 0;
    for line in text.split('\n') {
        let span = trimmed(text, Span::new(at, at + line.len()));
        at += line.len() + 1;
        let words = span.of(text);
        if words.is_empty() {
            flush(text, &mut run, &mut out);
        } else if words.len() > 1 && words.starts_with('|') && words.ends_with('|') {
            flush(text, &mut run, &mut out);
            cells(text, span, &mut out);
        } else if let Some(skip) = bullet(words) {
            flush(text, &mut run, &mut out);
            out.push(Block { kind: BlockKind::Item, span: trimmed(text, Span::new(span.start + skip, span.end)) });
        } else {
            run.push(span);
        }
    }
    flush(text, &mut run, &mut out);
    out.retain(|b| !b.span.of(text).is_empty());
    out
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

/// Bytes of the bullet or number that opens an item.
fn bullet(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if BULLETS.contains(&first) {
        let rest = &line[first.len_utf8()..];
        return rest.starts_with(char::is_whitespace).then_some(first.len_utf8());
    }
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(number == 0 && line.as_bytes()[0].is_ascii_lowercase());
    let length = number + letter;
    let sign = line.as_bytes().get(length).copied();
    let spaced = line.as_bytes().get(length + 1) == Some(&b' ');
    let numbered = (1..=2).contains(&number) && matches!(sign, Some(b'.' | b')'));
    (spaced && (numbered || (letter == 1 && sign == Some(b')')))).then_some(length + 1)
}

fn cells(text: &str, row: Span, out: &mut Vec<Block>) {
    let mut at = row.start;
    for cell in row.of(text).split('|') {
        let span = trimmed(text, Span::new(at, at + cell.len()));
        at += cell.len() + 1;
        let rule = span.of(text).chars().all(|c| matches!(c, '-' | ':' | '=' | ' '));
        if !rule {
            out.push(Block { kind: BlockKind::Cell, span });
        }
    }
}

/// Turns lines that follow each other into blocks.
fn flush(text: &str, run: &mut Vec<Span>, out: &mut Vec<Block>) {
    if is_wrapped(text, run) {
        let span = run[0].cover(&run[run.len() - 1]);
        out.push(Block { kind: BlockKind::Paragraph, span });
        return run.clear();
    }
    for span in run.drain(..) {
        let words = span.of(text);
        let kind = if words.len() < HEADING && !ends_sentence(words) { BlockKind::Heading } else { BlockKind::Paragraph };
        out.push(Block { kind, span });
    }
}

/// Whether lines are one paragraph broken at a margin: all short, most of them full, and some broken in mid-sentence.
fn is_wrapped(text: &str, run: &[Span]) -> bool {
    let Some((_, before)) = run.split_last().filter(|(_, before)| !before.is_empty()) else { return false };
    let length = |s: &Span| s.of(text).chars().count();
    let short = run.iter().all(|s| length(s) <= WRAPPED);
    let full = before.iter().filter(|s| length(s) >= WRAPPED / 2 - 10).count() * 2 >= before.len();
    let broken = before.iter().filter(|s| !ends_sentence(s.of(text))).count() * 2 >= before.len();
    short && full && broken
}

fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    bare.ends_with(['.', '!', '?', ':', ';', '…', '。'])
}
