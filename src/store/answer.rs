//! What a query gave, and its forms for machines.

use std::io::Write;

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{Term, Triple};
use oxigraph::sparql::Variable;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

/// What a query gave.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Rows of SELECT.
    Solutions {
        /// Names of the columns.
        variables: Vec<String>,
        /// A term or nothing for each column.
        rows: Vec<Vec<Option<Term>>>,
    },
    /// ASK.
    Boolean(bool),
    /// CONSTRUCT and DESCRIBE, sorted.
    Graph(Vec<Triple>),
}

/// Formats for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerFormat {
    /// Comma-separated values.
    Csv,
    /// Tab-separated values with terms as in Turtle.
    Tsv,
    /// SPARQL JSON results; N-Triples for a graph.
    Json,
    /// SPARQL XML results; RDF/XML for a graph.
    Xml,
}

impl Answer {
    /// Writes the answer for a machine.
    pub fn write(&self, format: AnswerFormat, out: &mut dyn Write) -> std::io::Result<()> {
        let results = match format {
            AnswerFormat::Csv => QueryResultsFormat::Csv,
            AnswerFormat::Tsv => QueryResultsFormat::Tsv,
            AnswerFormat::Json => QueryResultsFormat::Json,
            AnswerFormat::Xml => QueryResultsFormat::Xml,
        };
        let serializer = QueryResultsSerializer::from_format(results);
        match self {
            Self::Boolean(value) => serializer.serialize_boolean_to_writer(out, *value).map(drop),
            Self::Solutions { variables, rows } => {
                let names: Vec<Variable> = variables.iter().map(|v| Variable::new_unchecked(v.as_str())).collect();
                let mut writer = serializer.serialize_solutions_to_writer(out, names.clone())?;
                for row in rows {
                    let bound = names.iter().zip(row).filter_map(|(v, t)| t.as_ref().map(|t| (v.as_ref(), t.as_ref())));
                    writer.serialize(bound)?;
                }
                writer.finish().map(drop)
            }
            Self::Graph(triples) => {
                let rdf = if format == AnswerFormat::Xml { RdfFormat::RdfXml } else { RdfFormat::NTriples };
                let mut writer = RdfSerializer::from_format(rdf).for_writer(out);
                triples.iter().try_for_each(|t| writer.serialize_triple(t))?;
                writer.finish().map(drop)
            }
        }
    }
}
