//! What may be known and how news says it: loads and checks `ontology/`.
//!
//! Takes Turtle files (the built-in ones travel in the binary; `--ontology DIR` adds files and replaces those of the
//! same relative path), tables of places (`places/*.tsv`) and named queries (`queries/*.rq`), gives [`Ontology`]. All faults of all files are reported
//! together, by file and line, each with what to do. One file for each step: `files` reads, `turtle` parses, `subjects`
//! joins the files, `check` with its parts makes the types, `lookup` and `places` answer by words. Nothing here reads news.

mod actors;
mod check;
mod example;
mod fault;
mod files;
mod load;
mod lookup;
mod nearest;
mod places;
mod relations;
mod subjects;
mod turtle;
mod types;
mod vocabulary;

pub use example::{Marked, MarkupError, parse as parse_example};
pub use fault::{OntologyError, OntologyErrors};
pub use load::Ontology;
pub use lookup::Naming;
pub use types::{EventClass, Example, KnownActor, NamedQuery, Office, Relation, Tone};
