//! Sentences to chunks: whole consecutive sentences with some left context, the unit that the encoder reads.
//!
//! A function of the document alone, so that the same article gives the same claims in any company: dynamic
//! quantisation takes its scale from the whole tensor, hence a chunk is never batched with another.

use std::ops::Range;

use super::pieces::{OTHER_SHAPE, Vocabulary, shape};

/// Pieces of a chunk, its two frame pieces included, as in training (`training/recipe/chunks.py`).
const MAX_CHUNK: usize = 256;
/// Pieces of preceding sentences that a chunk repeats at most.
const CONTEXT: usize = 64;
/// Pieces of one sentence at most: the encoder has positions for 512, two of them for the frame.
const MAX_SENTENCE: usize = 510;
/// Pieces of one word at most: an address must not fill a chunk.
const LONGEST_WORD: usize = 8;

/// Sentence ranges of one chunk.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plan {
    /// Sentences read for context only.
    pub context: Range<usize>,
    /// Its own sentences.
    pub own: Range<usize>,
}

/// Packs sentences, given their sizes in pieces, into chunks.
pub(super) fn pack(sizes: &[usize]) -> Vec<Plan> {
    let (mut out, mut start) = (Vec::new(), 0);
    while start < sizes.len() {
        let (mut first, mut room) = (start, CONTEXT);
        while first > 0 && sizes[first - 1] <= room {
            first -= 1;
            room -= sizes[first];
        }
        let mut total = sizes[first..=start].iter().sum::<usize>() + 2;
        let mut end = start + 1;
        while end < sizes.len() && total + sizes[end] <= MAX_CHUNK {
            total += sizes[end];
            end += 1;
        }
        if total > MAX_CHUNK {
            first = start; // one long sentence: without context
        }
        out.push(Plan { context: first..start, own: start..end });
        start = end;
    }
    out
}

/// Pieces of the words of one sentence.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    ids: Vec<i32>,
    shapes: Vec<i32>,
    /// First piece of each word.
    first: Vec<i32>,
}

impl Pieces {
    /// Cuts the words of a sentence; where they are too many for the encoder, into fewer pieces each.
    pub fn new<'w>(vocabulary: &Vocabulary, words: impl Iterator<Item = &'w str> + Clone) -> Self {
        let mut out = Self::at_most(vocabulary, words.clone(), LONGEST_WORD);
        for most in [3, 1] {
            if out.len() > MAX_SENTENCE {
                out = Self::at_most(vocabulary, words.clone(), most);
            }
        }
        // Hundreds of words without a stop are no sentence: those at the end share the last piece.
        out.ids.truncate(MAX_SENTENCE);
        out.shapes.truncate(MAX_SENTENCE);
        out.first.iter_mut().for_each(|f| *f = (*f).min(MAX_SENTENCE as i32 - 1));
        out
    }

    fn at_most<'w>(vocabulary: &Vocabulary, words: impl Iterator<Item = &'w str>, most: usize) -> Self {
        let mut out = Self::default();
        for word in words {
            let from = out.ids.len();
            out.first.push(from as i32);
            vocabulary.cut(word, &mut out.ids);
            out.ids.truncate(from + most);
            out.shapes.resize(out.ids.len(), shape(word));
        }
        out
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }
}

/// What the encoder reads: pieces, their shapes and where they stand, and which pieces are words.
#[derive(Debug, Default)]
pub(super) struct Input {
    /// Piece numbers.
    pub ids: Vec<i32>,
    /// Shape classes of their words.
    pub shapes: Vec<i32>,
    /// Place of each piece in its sentence, from 1; the frame's 0.
    pub places: Vec<i32>,
    /// Number of each piece's sentence, from 1; the frame's 0. The lower layers look no further than the sentence.
    pub numbers: Vec<i32>,
    /// First piece of each word.
    pub first: Vec<i32>,
    /// Last piece of each word.
    pub last: Vec<i32>,
    /// First word of each sentence of the chunk, and the number of words at the end.
    pub offsets: Vec<usize>,
}

impl Input {
    fn frame(&mut self, piece: i32) {
        self.ids.push(piece);
        self.shapes.push(OTHER_SHAPE);
        self.places.push(0);
        self.numbers.push(0);
    }

    fn sentence(&mut self, number: i32, sentence: &Pieces) {
        let at = self.ids.len() as i32;
        self.first.extend(sentence.first.iter().map(|f| f + at));
        self.ids.extend(&sentence.ids);
        self.shapes.extend(&sentence.shapes);
        self.places.extend(1..=sentence.len() as i32);
        self.numbers.resize(self.ids.len(), number);
        self.offsets.push(self.first.len());
    }
}

/// Lines up the sentences of a chunk.
pub(super) fn input(vocabulary: &Vocabulary, sentences: &[Pieces]) -> Input {
    let mut out = Input { offsets: vec![0], ..Input::default() };
    out.frame(vocabulary.cls);
    for (number, sentence) in (1..).zip(sentences) {
        out.sentence(number, sentence);
    }
    let end = out.ids.len() as i32;
    let next = out.first.iter().skip(1).copied().chain([end]);
    out.last = out.first.iter().zip(next).map(|(first, next)| (next - 1).max(*first)).collect();
    out.frame(vocabulary.sep);
    out
}
