//! What lies on disk, and the index over it: documents, decisions, quads, SPARQL.
//!
//! Takes readings and quads, gives them back and answers queries. `documents/` is the first truth and `decisions.ttl`
//! the second; everything else under the folder is derived and may be deleted. Files are written whole: beside their place
//! first, then renamed. With `export` and `ontology`, the only room that knows RDF.

mod actors;
mod answer;
mod columns;
mod decisions;
mod documents;
mod index;
mod limits;
mod lock;
mod manifest;
mod page;
#[cfg(feature = "publish")]
pub mod remote;
mod whole;

pub use actors::actors;
pub use answer::{Answer, AnswerFormat};
pub use documents::{Change, Store};
pub use index::{Index, binding};
pub use limits::Limits;
pub use lock::Lock;
pub use manifest::Manifest;
#[cfg(feature = "publish")]
pub use remote::Remote;
pub use whole::write_whole;

/// Why the graph's folder could not be read or written, or a query not answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// The cause.
        source: std::io::Error,
    },
    /// A document file is damaged.
    #[error("{path}: damaged, not used ({cause}); delete it and build again")]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong with it.
        cause: String,
    },
    /// Somebody else writes.
    #[error("{path} is being written by process {holder}; wait until it ends")]
    Locked {
        /// The folder.
        path: String,
        /// Process number of the writer.
        holder: String,
    },
    /// The user's decisions are no Turtle, or say something unknown.
    #[error("{path}: {cause}; mend the file, nothing of it was used")]
    Decisions {
        /// The file.
        path: String,
        /// What is wrong.
        cause: String,
    },
    /// The query is no SPARQL.
    #[error("the query is not valid SPARQL: {cause}")]
    Query {
        /// The parser's words.
        cause: String,
    },
    /// The query took too long.
    #[error("the query was stopped after {seconds} seconds; narrow it, or give it more time")]
    TooSlow {
        /// The limit.
        seconds: f64,
    },
    /// The query took too much memory.
    #[error("the query was stopped when it took more than {megabytes} MB; narrow it, or give it more memory")]
    TooLarge {
        /// The limit.
        megabytes: u64,
    },
    /// A store elsewhere did not take what it was sent.
    #[cfg(feature = "publish")]
    #[error("{url} does not take it: {cause}")]
    Remote {
        /// Its address.
        url: String,
        /// Its answer, or what is wrong with the connection.
        cause: String,
    },
    /// The query failed while it ran.
    #[error("the query failed: {cause}")]
    Evaluation {
        /// What happened.
        cause: String,
    },
}

impl StoreError {
    fn io(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::Io { path, source }
    }
}
