//! What the program and the recipe must agree on, checked against vectors that the recipe wrote.

use serde::Deserialize;

use super::chunk::pack;
use super::pieces::{Vocabulary, shape};
use super::tokenize::tokens;
use crate::text::{Scalars, Span};

#[derive(Deserialize)]
#[serde(untagged)]
enum Vector {
    Words { text: String, spans: Vec<(usize, usize)>, pieces: Vec<Vec<i32>>, shapes: Vec<i32> },
    Chunks { sizes: Vec<usize>, plans: Vec<(usize, usize, usize)> },
}

#[test]
fn words_pieces_shapes_and_chunks_are_those_of_training() {
    let vocabulary = Vocabulary::new(include_str!("../../models/vocab.txt")).expect("a whole vocabulary");
    let vectors = include_str!("../../tests/golden/words.jsonl");
    for line in vectors.lines() {
        match serde_json::from_str(line).expect("a vector a line") {
            Vector::Chunks { sizes, plans } => {
                let packed = pack(&sizes).into_iter().map(|p| (p.context.start, p.own.start, p.own.end));
                assert_eq!(packed.collect::<Vec<_>>(), plans, "{sizes:?}");
            }
            Vector::Words { text, spans, pieces, shapes } => {
                let scalars = Scalars::new(&text);
                let words = tokens(&text, Span::new(0, text.len()));
                let found: Vec<_> = words.iter().map(|w| scalars.span(&text, *w)).collect();
                assert_eq!(found, spans, "{text}");
                for ((word, pieces), class) in words.iter().zip(pieces).zip(shapes) {
                    let mut cut = Vec::new();
                    vocabulary.cut(word.of(&text), &mut cut);
                    cut.truncate(8);
                    assert_eq!(cut, pieces, "{}", word.of(&text));
                    assert_eq!(shape(word.of(&text)), class, "{}", word.of(&text));
                }
            }
        }
    }
}
