//! One test binary: each area of behaviour is a module.

mod formats;
mod house;
mod laws;
mod ontology;
mod patterns;
mod resolve;
mod source;
mod store;
