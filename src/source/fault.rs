//! What can be wrong with an input, and what to do about it.

use super::decode::LARGEST;

/// Says why an input gave no document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// A path could not be read.
    #[error("{path}: {source}; check that it exists and may be read")]
    Io {
        /// The path.
        path: String,
        /// The cause.
        source: std::io::Error,
    },
    /// The bytes are no UTF-8, and nothing says what else they are.
    #[error("{path}: not UTF-8 at byte {at}; convert it first, for example with `iconv -f WINDOWS-1252 -t UTF-8`")]
    NotUtf8 {
        /// The path, with the line where the input has lines.
        path: String,
        /// First byte that does not fit.
        at: usize,
    },
    /// It holds no words.
    #[error("{path}: holds no text; leave it out, or check that it is the file that was meant")]
    NoText {
        /// The path, with the line where the input has lines.
        path: String,
    },
    /// A line of JSON Lines is no document.
    #[error("{path}:{line}: {message}; one article a line is needed: {{\"id\": \"…\", \"text\": \"…\"}}")]
    BadJson {
        /// The path.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// It is larger than a text may be.
    #[error("{path}: larger than {} MB; split it into articles", LARGEST / 1_000_000)]
    TooLarge {
        /// The path, with the line where the input has lines.
        path: String,
    },
    /// No reader knows this kind of file.
    #[error("{path}: unknown kind of file; convert it to one of {known}")]
    Unknown {
        /// The path.
        path: String,
        /// The extensions that are known.
        known: String,
    },
    /// Two inputs would get one key, and the second would replace the first.
    #[error("{path}: has the same key `{key}` as {other}; name the folder above both, or rename one")]
    SameKey {
        /// The path that is left out.
        path: String,
        /// The path that keeps the key.
        other: String,
        /// Their key.
        key: String,
    },
}
