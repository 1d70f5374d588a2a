//! demarche reads news and builds a knowledge graph of who did or said what to whom.
//!
//! The rooms in reading order; `tests/house.rs` holds who may import whom.

pub mod text;

pub mod ontology;
pub mod source;

pub mod language;

pub mod extract;

pub mod graph;
pub mod knowledge;
pub mod resolve;

pub mod export;
pub mod store;

pub mod score;

pub mod pipeline;

pub mod cli;
