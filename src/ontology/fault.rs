//! What can be wrong with an ontology, by file and line, and what to do about it.

use std::fmt;

/// One fault.
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
    /// The file is no Turtle.
    #[error("{path}:{line}: {cause}; mend the Turtle syntax there")]
    Syntax {
        /// File.
        path: String,
        /// Line, from 1.
        line: usize,
        /// The parser's words.
        cause: String,
    },
    /// The file is Turtle, but what it says does not hold together.
    #[error("{path}:{line}: {what}")]
    Content {
        /// File.
        path: String,
        /// Line of the subject's block, from 1.
        line: usize,
        /// What is wrong and what to do.
        what: String,
    },
    /// The model knows a relation that the ontology lacks.
    #[error("the model's relation {relation} is not in the ontology; add dm:{relation} to ontology/relations")]
    MissingRelation {
        /// Name of the relation.
        relation: String,
    },
}

/// All faults of an ontology: nothing is loaded while there is one.
#[derive(Debug, thiserror::Error)]
pub struct OntologyErrors(pub Vec<OntologyError>);

impl fmt::Display for OntologyErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the ontology has {} fault{}", self.0.len(), if self.0.len() == 1 { "" } else { "s" })?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}
