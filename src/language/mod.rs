//! From text to layers: words, sentences, and everything the trained model says about them.
//!
//! Takes a [`Document`], gives its [`Annotated`] layers: a function of this document alone, whatever else is read beside
//! it and on however many threads. The model (MiniLM with heads, trained by `training/`) is embedded in the binary.
//! Odd text is never an error. One file for each step: `tokenize`, `segment`, `pieces`, `chunk`, `network`, then what is
//! decoded from the scores: `tree`, `spans`, `route`, `reader`.

mod chunk;
mod labels;
mod network;
mod pieces;
mod reader;
mod route;
mod segment;
mod spans;
mod tokenize;
mod tree;
#[cfg(test)]
mod vectors;

use rayon::prelude::*;

use crate::text::{Annotated, Block, BlockKind, Document, Span};
use chunk::{Pieces, Plan};
use labels::Labels;
use network::Network;
use pieces::Vocabulary;
use reader::Reader;

/// Chunks that are read at once: bounds the memory of a long document.
const AT_ONCE: usize = 16;

/// Why the model could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LanguageError {
    /// A file of the embedded model is not what the program was built for.
    #[error("models/{part}: {cause}; write it anew with training/recipe/export.py and rebuild")]
    Broken {
        /// File under `models/`.
        part: &'static str,
        /// What is wrong with it.
        cause: String,
    },
}

/// Gives the words of each sentence of a document, in bytes of its text.
pub fn words(document: &Document) -> Vec<Vec<Span>> {
    let mut sentences = Vec::new();
    for block in &document.blocks {
        let words = tokenize::tokens(&document.text, block.span);
        let cut = segment::sentences(&document.text, &words);
        sentences.extend(cut.into_iter().map(|r| words[r].to_vec()));
    }
    sentences
}

/// The trained model, loaded once and shared by all threads.
pub struct Model {
    labels: Labels,
    vocabulary: Vocabulary,
    network: Network,
}

impl Model {
    /// Loads the embedded model for `threads` workers (0: one for each core).
    pub fn load(threads: usize) -> Result<Self, LanguageError> {
        let vocabulary = Vocabulary::new(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/vocab.txt")));
        let missing = || LanguageError::Broken { part: "vocab.txt", cause: "a special piece is missing".to_owned() };
        Ok(Self {
            labels: Labels::load()?,
            vocabulary: vocabulary.ok_or_else(missing)?,
            network: Network::load(threads)?,
        })
    }

    /// Gives the version that documents read with this model carry.
    pub fn version(&self) -> &str {
        &self.labels.version
    }

    /// Gives the relations that the model knows, by name.
    pub fn relations(&self) -> &[&'static str] {
        &self.labels.relations
    }

    /// Runs `work` on the model's own threads: parallel iterators inside it share them with the network.
    pub fn install<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.network.install(work)
    }

    /// Reads a document.
    pub fn annotate(&self, document: &Document) -> Annotated {
        self.read(&document.text, &words(document))
    }

    /// Reads sentences whose words are given; the document's text is the words joined by blanks, a line a sentence.
    pub fn annotate_words(&self, sentences: &[Vec<String>]) -> (Document, Annotated) {
        let (mut text, mut blocks, mut spans) = (String::new(), Vec::new(), Vec::new());
        for words in sentences.iter().filter(|s| !s.is_empty()) {
            let start = text.len();
            let mut row = Vec::with_capacity(words.len());
            for word in words {
                let at = text.len();
                text.push_str(word);
                row.push(Span::new(at, text.len()));
                text.push(' ');
            }
            text.pop();
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, text.len()) });
            text.push('\n');
            spans.push(row);
        }
        let annotated = self.read(&text, &spans);
        let document = Document {
            key: "words".to_owned(),
            hash: String::new(),
            title: None,
            date: None,
            url: None,
            publisher: None,
            language: None,
            text,
            blocks,
        };
        (document, annotated)
    }

    fn read(&self, text: &str, words: &[Vec<Span>]) -> Annotated {
        let mut pieces: Vec<Pieces> =
            words.iter().map(|s| Pieces::new(&self.vocabulary, s.iter().map(|w| w.of(text)))).collect();
        let sizes: Vec<usize> = pieces.iter().map(Pieces::len).collect();
        let plans = chunk::pack(&sizes);
        let out = Annotated::default();
        let (network, labels, vocabulary) = (&self.network, &self.labels, &self.vocabulary);
        let mut reader = Reader { network, labels, vocabulary, text, words, out };
        for group in plans.chunks(AT_ONCE) {
            for (plan, (offsets, scores)) in group.iter().zip(self.scores(group, &pieces)) {
                reader.add(plan, &offsets, &scores);
            }
            // What no later chunk repeats is given back.
            let done = group.last().map_or(0, |p| p.context.start);
            pieces[..done].iter_mut().for_each(|p| *p = Pieces::default());
        }
        reader.out
    }

    /// Reads chunks side by side on the model's threads.
    fn scores(&self, plans: &[Plan], pieces: &[Pieces]) -> Vec<(Vec<usize>, network::Scores)> {
        let one = |plan: &Plan| {
            let input = chunk::input(&self.vocabulary, &pieces[plan.context.start..plan.own.end]);
            let scores = self.network.read(&input);
            (input.offsets, scores)
        };
        self.network.install(|| plans.par_iter().map(one).collect())
    }
}
