//! Places in a text: bytes inside the program, Unicode scalar values outside it.

use serde::{Deserialize, Serialize};

/// A stretch of a document's text in bytes, the end excluded, on char boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// Makes the span of bytes `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Gives the words of the span; empty where it lies outside `text` or cuts a character.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(&self, other: &Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Gives the smallest span that holds both.
    #[must_use]
    pub fn cover(&self, other: &Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// Converts byte offsets of one text to counts of Unicode scalar values, as Python and JSON users count.
///
/// ```
/// use demarche::text::{Scalars, Span};
/// let text = "Čmilytė spoke";
/// let (start, end) = Scalars::new(text).span(text, Span::new(10, 15));
/// assert_eq!((start, end), (8, 13));
/// ```
#[derive(Debug)]
pub struct Scalars {
    /// Scalar values before every `STRIDE`-th byte; empty for plain ASCII.
    before: Vec<u32>,
}

const STRIDE: usize = 256;

impl Scalars {
    /// Indexes a text in one pass.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { before: Vec::new() };
        }
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                before.push(count);
            }
            // Every byte that is no continuation byte begins a scalar value.
            count += u32::from(byte & 0xC0 != 0x80);
        }
        Self { before }
    }

    /// Gives the number of scalar values before byte `at`; past the end, their number.
    pub fn count(&self, text: &str, at: usize) -> usize {
        let at = at.min(text.len());
        if self.before.is_empty() {
            return at;
        }
        let slot = (at / STRIDE).min(self.before.len() - 1);
        let rest = text.as_bytes()[slot * STRIDE..at].iter().filter(|b| *b & 0xC0 != 0x80);
        self.before[slot] as usize + rest.count()
    }

    /// Gives a span's start and end in scalar values.
    pub fn span(&self, text: &str, span: Span) -> (usize, usize) {
        (self.count(text, span.start), self.count(text, span.end))
    }
}
