//! What may be known and how news says it: loads and checks `ontology/`.
//!
//! Takes Turtle files (the built-in ones travel in the binary; `--ontology DIR` adds files and replaces those of the
//! same relative path), gives [`Ontology`]. Faults are reported by file and line. Nothing here reads news.

mod build;
mod example;
mod fault;
mod files;
mod lookup;
mod terms;
mod types;

pub use build::Ontology;
pub use example::parse as parse_example;
pub use fault::{OntologyError, OntologyErrors};
pub use lookup::Naming;
pub use types::{EventClass, Example, KnownActor, NamedQuery, Office, Relation, Tone};
