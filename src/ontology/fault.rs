//! What can be wrong with an ontology, by file and line, and what to do about it.

use std::fmt;

use super::example::MarkupError;

/// One fault. Lines count from 1; a path is `ontology/…` for a built-in file, else the user's own.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OntologyError {
    /// A file or folder could not be read.
    #[error("{path}: cannot be read: {source}; check that it exists and may be read")]
    Unreadable {
        /// File or folder.
        path: String,
        /// The cause.
        source: std::io::Error,
    },
    /// A file was given where a folder is needed.
    #[error("{path}: is no folder; name the folder that holds the ontology's .ttl files")]
    NotAFolder {
        /// What was given.
        path: String,
    },
    /// A file is not UTF-8.
    #[error("{path}:{line}: is not UTF-8; save the file as UTF-8")]
    NotUtf8 {
        /// File.
        path: String,
        /// Line of the first byte that is not.
        line: usize,
    },
    /// The file is no Turtle.
    #[error("{path}:{line}: {cause}; mend the Turtle syntax there")]
    Syntax {
        /// File.
        path: String,
        /// Line of the fault.
        line: usize,
        /// The parser's words.
        cause: String,
    },
    /// A term of the project's own namespaces is not defined anywhere.
    #[error("{path}:{line}: unknown {kind} {term}; {advice}")]
    Unknown {
        /// File.
        path: String,
        /// Line of the term.
        line: usize,
        /// What it should have been (`class`, `property`, `event class` …).
        kind: &'static str,
        /// The term as written (`plover:Reqest`).
        term: String,
        /// The nearest known term, or where to look.
        advice: String,
    },
    /// The same thing is defined in two places.
    #[error("{path}:{line}: {what} is also defined at {other}; {advice}")]
    Twice {
        /// File of the later definition.
        path: String,
        /// Its line.
        line: usize,
        /// What is defined (`actor:kenya`, `the code KEN`).
        what: String,
        /// Where else, as path and line.
        other: String,
        /// What to do.
        advice: &'static str,
    },
    /// The marks of an example sentence are faulty.
    #[error("{path}:{line}: example of {relation}: {source}")]
    Example {
        /// File.
        path: String,
        /// Line of the sentence.
        line: usize,
        /// The relation (`dm:proposes`).
        relation: String,
        /// What is wrong and what to do.
        source: MarkupError,
    },
    /// A description lacks something or says what cannot be.
    #[error("{path}:{line}: {what}; {advice}")]
    Content {
        /// File.
        path: String,
        /// Line of the value, or of its subject's block.
        line: usize,
        /// What is wrong.
        what: String,
        /// What to do.
        advice: String,
    },
    /// The model knows a relation that the ontology lacks.
    #[error("the model's relation {relation} is not in the ontology; add dm:{relation} to ontology/relations")]
    MissingRelation {
        /// Name of the relation.
        relation: String,
    },
}

impl OntologyError {
    /// File and line, by which faults are sorted.
    fn place(&self) -> (&str, usize) {
        match self {
            Self::Unreadable { path, .. } | Self::NotAFolder { path } => (path, 0),
            Self::NotUtf8 { path, line }
            | Self::Syntax { path, line, .. }
            | Self::Unknown { path, line, .. }
            | Self::Twice { path, line, .. }
            | Self::Example { path, line, .. }
            | Self::Content { path, line, .. } => (path, *line),
            Self::MissingRelation { relation } => (relation, 0),
        }
    }
}

/// All faults of an ontology: nothing is loaded while there is one.
#[derive(Debug, thiserror::Error)]
pub struct OntologyErrors(pub Vec<OntologyError>);

impl OntologyErrors {
    /// Gives the faults by file and line.
    pub(super) fn sorted(mut faults: Vec<OntologyError>) -> Self {
        faults.sort_by(|a, b| a.place().cmp(&b.place()));
        Self(faults)
    }
}

impl fmt::Display for OntologyErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the ontology has {} fault{}", self.0.len(), if self.0.len() == 1 { "" } else { "s" })?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}
