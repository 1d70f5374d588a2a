//! A user's own knowledge base: persons and bodies with their other names, found by name among millions.
//!
//! Takes files of the formats in [`ALL`], gives [`Knowledge`]: for a name the rows that bear it. Files are read as a stream;
//! only names and identifiers are held while the index is written, and only the index while it is used. It never decides
//! who is who: that is `resolve`'s. A format is one file and one line in [`ALL`].

mod base;
mod csv;
mod import;
mod lines;
mod opensanctions;
mod popolo;
mod row;
mod wikidata;

use std::io::BufRead;

pub use base::{Base, Found, Knowledge};
pub use import::{Counts, import};
pub use row::{Countries, Fault, Held, Item, Row};

/// Where items and faults go as they are found.
pub type Each<'e> = &'e mut dyn FnMut(Result<Item, Fault>);

/// Reads one format.
pub trait Reader: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;

    /// A line of help.
    fn help(&self) -> &'static str;

    /// Whether a file that begins so is of this format.
    fn fits(&self, start: &str) -> bool;

    /// Hands on what the file holds; only an input that cannot be read is an error.
    fn read(&self, input: &mut dyn BufRead, countries: &Countries<'_>, each: Each<'_>) -> std::io::Result<()>;
}

/// All formats, the most telling first.
pub const ALL: &[&dyn Reader] = &[&wikidata::Wikidata, &opensanctions::OpenSanctions, &popolo::Popolo, &csv::Csv];

/// Why a knowledge base could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KnowledgeError {
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// The cause.
        source: std::io::Error,
    },
    /// An index is not as it was written.
    #[error("{path}: damaged ({cause}); delete the folder and import the file again")]
    Damaged {
        /// The folder.
        path: String,
        /// What is wrong with it.
        cause: String,
    },
    /// Nothing of a file could be used.
    #[error("{path}: no row of it could be used; what was imported before under this name stays")]
    Empty {
        /// The file.
        path: String,
    },
}

impl KnowledgeError {
    fn io(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::Io { path, source }
    }
}
