//! From layers to claims: extractors read what the language room annotated and what the ontology knows.
//!
//! Takes a document with its layers and the ontology, gives a [`Reading`]: the document's own entities and the claims
//! between them. It never looks at another document and never imports the makers of the layers.

mod claim;

pub use claim::{Argument, Claim, Entity, EntityMention, Reading};
