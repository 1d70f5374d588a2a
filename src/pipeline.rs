//! The only file that joins the rooms: articles in, readings out, and the graph of them.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::mpsc::sync_channel;

use rayon::prelude::*;

use crate::extract::{self, Parsed, Patterns, Reading, Settings};
use crate::language::{LanguageError, Model};
use crate::ontology::{Ontology, OntologyError, OntologyErrors};
use crate::source::{self, Input, SourceError};
use crate::text::{Annotated, Document};

/// Why the pipeline could not be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// The model.
    #[error(transparent)]
    Language(#[from] LanguageError),
    /// The ontology.
    #[error(transparent)]
    Ontology(#[from] OntologyErrors),
}

/// How articles are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A folder whose Turtle is added to the built-in ontology.
    pub ontology: Option<PathBuf>,
    /// Which claims are kept.
    pub settings: Settings,
    /// Threads; 0: one for each core.
    pub threads: usize,
}

/// Model, ontology and the patterns of relations that the model was not trained on.
pub struct Pipeline {
    model: Model,
    ontology: Ontology,
    patterns: OnceLock<Patterns>,
    settings: Settings,
}

/// Documents that are read at once: bounds memory, keeps all threads busy.
const AT_ONCE: usize = 32;

/// What becomes of one input document.
pub type Outcome = Result<Reading, SourceError>;

impl Pipeline {
    /// Loads the model and the ontology, and checks that the model's relations are the ontology's.
    pub fn new(options: &Options) -> Result<Self, PipelineError> {
        let ontology = Ontology::load(options.ontology.as_deref())?;
        let model = Model::load(options.threads)?;
        let missing = model.relations().iter().filter(|r| ontology.relation(r).is_none());
        let faults: Vec<OntologyError> =
            missing.map(|r| OntologyError::MissingRelation { relation: (*r).to_owned() }).collect();
        if !faults.is_empty() {
            return Err(OntologyErrors(faults).into());
        }
        Ok(Self { model, ontology, patterns: OnceLock::new(), settings: options.settings })
    }

    /// Gives the ontology.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Gives the model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Gives the version under which readings are stored: model and what decides which claims are kept.
    pub fn version(&self) -> String {
        format!("{} threshold {:.2}", self.model.version(), self.settings.threshold)
    }

    /// Gives the patterns of the relations that only the ontology knows, compiled when first asked for.
    fn patterns(&self) -> &Patterns {
        self.patterns.get_or_init(|| {
            let known = self.model.relations();
            let own = |r: &usize| !known.contains(&self.ontology.relations[*r].name.as_str());
            let relations: Vec<usize> = (0..self.ontology.relations.len()).filter(own).collect();
            self.compile(&relations)
        })
    }

    /// Reads the examples of relations (indices into the ontology's) and compiles their frames.
    pub fn compile(&self, relations: &[usize]) -> Patterns {
        Patterns::compile(&self.ontology, &self.parse(relations))
    }

    /// Reads the examples and counter-examples of relations (indices into the ontology's).
    pub fn parse(&self, relations: &[usize]) -> Vec<Parsed> {
        let sentences: Vec<(usize, Option<usize>, &str)> = relations
            .iter()
            .flat_map(|&relation| {
                let r = &self.ontology.relations[relation];
                let marked = r.examples.iter().enumerate().map(move |(n, e)| (relation, Some(n), e.text.as_str()));
                marked.chain(r.counter_examples.iter().map(move |text| (relation, None, text.as_str())))
            })
            .collect();
        let one = |(relation, example, text): (usize, Option<usize>, &str)| {
            let document = source::document_from_text("example", text);
            let annotated = self.model.annotate(&document);
            Parsed { relation, example, document, annotated }
        };
        self.model.install(|| sentences.into_par_iter().map(one).collect())
    }

    /// Gives a document's layers.
    pub fn annotate(&self, document: &Document) -> Annotated {
        self.model.annotate(document)
    }

    /// Reads one document: a function of it, the model and the ontology alone.
    pub fn read(&self, document: Document) -> Reading {
        let annotated = self.model.annotate(&document);
        let version = self.version();
        extract::read(document, &annotated, &self.ontology, self.patterns(), &version, &self.settings)
    }

    /// Reads documents on all threads; the readings come in the order of the documents.
    pub fn read_each(&self, documents: Vec<Document>) -> Vec<Reading> {
        self.model.install(|| documents.into_par_iter().map(|d| self.read(d)).collect())
    }

    /// Reads all inputs on all threads and hands the outcomes on in the order of the inputs.
    ///
    /// `skip` tells which documents need no reading. Where `each` breaks off, this returns at once, even while a pipe has
    /// more to come. Only a bounded number of documents is held; one that comes alone is read without waiting for others.
    pub fn read_all(
        &self,
        inputs: Vec<Input>,
        skip: &(dyn Fn(&Document) -> bool + Sync),
        each: &mut dyn FnMut(Outcome) -> ControlFlow<()>,
    ) {
        let (send, receive) = sync_channel::<Result<Document, SourceError>>(AT_ONCE);
        let reading = std::thread::spawn(move || {
            for input in &inputs {
                let mut open = true;
                source::read(input, &mut |document| open = open && send.send(document).is_ok());
                if !open {
                    return; // nobody listens any more
                }
            }
        });
        let one = |d: Result<Document, SourceError>| match d {
            Ok(document) if skip(&document) => None,
            Ok(document) => Some(Ok(self.read(document))),
            Err(fault) => Some(Err(fault)),
        };
        while let Ok(first) = receive.recv() {
            let group: Vec<_> = std::iter::once(first).chain(receive.try_iter().take(AT_ONCE - 1)).collect();
            let outcomes: Vec<_> = self.model.install(|| group.into_par_iter().map(one).collect());
            if outcomes.into_iter().flatten().try_for_each(&mut *each).is_break() {
                return;
            }
        }
        if let Err(panic) = reading.join() {
            std::panic::resume_unwind(panic); // never a silent end with documents unread
        }
    }
}
