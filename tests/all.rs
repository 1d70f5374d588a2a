//! One test binary: each area of behaviour is a module.

mod cli;
mod formats;
mod house;
mod knowledge;
mod laws;
mod ontology;
mod patterns;
#[cfg(feature = "publish")]
mod publish;
mod reading;
mod resolve;
mod scale;
mod score;
mod source;
mod store;
