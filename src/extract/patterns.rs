//! The extractor that works from the ontology alone: frames read off the parses of marked examples.
//!
//! [`Patterns::compile`] takes the ontology and its example sentences as the model reads them, and makes a frame of
//! each marked example: its trigger's words and the ways from there to source, target and theme through the sentence's deep
//! graph. [`Patterns::find`] matches them against a document. A new relation in the ontology works at once, nothing is
//! trained. Frames that fire on a counter-example of their relation are specialised until they keep silent.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::deep::Deep;
use super::filler::Filler;
use super::frame::Frame;
use super::matching::{Hit, Scene, settle};
use super::specialise::specialise;
use super::word::stem;
use crate::ontology::Ontology;
use crate::text::{Annotated, Document, Modality, Polarity};

/// An example sentence of the ontology, without marks, as the model reads it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// Index into the ontology's relations.
    pub relation: usize,
    /// Index into the relation's examples; `None` for a counter-example.
    pub example: Option<usize>,
    /// The sentence.
    pub document: Document,
    /// Its layers.
    pub annotated: Annotated,
}

/// A claim that a frame found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Index into the ontology's relations.
    pub relation: usize,
    /// Index of the example whose frame matched.
    pub example: usize,
    /// Index of the sentence.
    pub sentence: usize,
    /// The words that express it, within the sentence.
    pub trigger: Range<usize>,
    /// Who acts.
    pub source: Option<Filler>,
    /// At whom.
    pub target: Option<Filler>,
    /// Who is named as saying so.
    pub by: Option<Filler>,
    /// What about: words of the sentence.
    pub theme: Option<Range<usize>>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Fact, plan, allegation …
    pub modality: Modality,
    /// Between 0 and 1: how much of the frame matched.
    pub confidence: f32,
}

/// The frames of an ontology's examples.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    pub(super) frames: Vec<Frame>,
    /// Frames by the lemma and by the stem of their trigger's head word.
    index: BTreeMap<String, Vec<usize>>,
}

impl Patterns {
    /// Compiles the frames of the examples among `parsed`; its counter-examples specialise them.
    pub fn compile(ontology: &Ontology, parsed: &[Parsed]) -> Self {
        let read = |p: &Parsed| {
            let relation = ontology.relations.get(p.relation)?;
            let number = p.example?;
            let example = relation.examples.get(number)?;
            Frame::read((p.relation, number), example, relation.symmetric, &p.document, &p.annotated)
        };
        let mut frames: Vec<Frame> = parsed.iter().filter_map(read).collect();
        frames.sort_by_key(|f| (f.relation, f.example));
        tell_apart(&mut frames);
        specialise(&mut frames, parsed);
        Self::new(frames)
    }

    /// Indexes frames.
    pub(super) fn new(frames: Vec<Frame>) -> Self {
        let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, frame) in frames.iter().enumerate() {
            for word in BTreeSet::from([&frame.lexeme.lemma, &frame.lexeme.stem]) {
                index.entry(word.clone()).or_default().push(n);
            }
        }
        Self { frames, index }
    }

    /// Gives how many frames there are.
    pub fn len(&self) -> usize {
        self.frames.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// Finds the claims of a document, of `only` these relations (indices) where given, in the order of the text.
    pub fn find(
        &self,
        document: &Document,
        annotated: &Annotated,
        ontology: &Ontology,
        only: Option<&BTreeSet<usize>>,
    ) -> Vec<Found> {
        let wanted = |r: usize| r < ontology.relations.len() && only.is_none_or(|o| o.contains(&r));
        let mut out = Vec::new();
        for sentence in 0..annotated.sentences.len() {
            let hits = settle(&self.hits(document, annotated, sentence));
            out.extend(hits.into_iter().map(|h| h.found).filter(|f| wanted(f.relation)));
        }
        out
    }

    /// All that the frames match in a sentence, unsettled.
    pub(super) fn hits(&self, document: &Document, annotated: &Annotated, sentence: usize) -> Vec<Hit> {
        let deep = Deep::new(&annotated.sentences[sentence].tokens, &document.text);
        let scene = Scene { deep: &deep, document, annotated, sentence };
        let mut out = Vec::new();
        for at in 0..deep.tokens.len() {
            let stem = stem(deep.tokens[at].span.of(&document.text));
            let named = |word: &str| self.index.get(word).into_iter().flatten().copied();
            let frames: BTreeSet<usize> = named(&deep.lemmas[at]).chain(named(&stem)).collect();
            for number in frames {
                out.extend(scene.matches(&self.frames[number], number, at));
            }
        }
        out
    }
}
/// A verb that several relations share ("told reporters that", "told them to leave") needs the clause that tells them
/// apart.
fn tell_apart(frames: &mut [Frame]) {
    let mut relations: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for frame in frames.iter() {
        relations.entry(frame.lexeme.lemma.clone()).or_default().insert(frame.relation);
    }
    for frame in frames.iter_mut().filter(|f| f.has_clause()) {
        frame.demand.clause = relations[&frame.lexeme.lemma].len() > 1;
    }
}
