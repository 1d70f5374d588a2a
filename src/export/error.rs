//! What can go wrong while a graph is written.

/// A graph that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The place that it was to be written to refused.
    #[error("the export could not be written: {0}; is the disk full, or the pipe closed?")]
    Write(#[from] std::io::Error),
    /// The base cannot begin IRIs.
    #[error("the base \"{base}\" cannot begin IRIs ({cause}); give one such as https://example.org/data/")]
    Base {
        /// What was given.
        base: String,
        /// What is wrong with it.
        cause: String,
    },
    /// RDF/XML writes properties as XML names, and this one has none.
    #[error("RDF/XML has no name for the property <{iri}>; rename the relation to begin with a letter, or export ttl")]
    NoXmlName {
        /// The property.
        iri: String,
    },
}
