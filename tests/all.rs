//! One test binary: each area of behaviour is a module.

mod ontology;
mod patterns;
mod source;
