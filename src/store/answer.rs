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
    /// Turtle, for a graph.
    Turtle,
    /// N-Triples, for a graph.
    NTriples,
}

impl AnswerFormat {
    fn is_rdf(self) -> bool {
        matches!(self, Self::Turtle | Self::NTriples)
    }
}

impl Answer {
    /// Writes the answer for a machine. `prefixes` shorten Turtle; tables of a graph have its triples as rows.
    ///
    /// # Errors
    /// Rows and truth values are no RDF: they have no Turtle and no N-Triples.
    pub fn write(&self, format: AnswerFormat, prefixes: &[(&str, String)], out: &mut dyn Write) -> std::io::Result<()> {
        let results = match format {
            AnswerFormat::Csv => QueryResultsFormat::Csv,
            AnswerFormat::Tsv => QueryResultsFormat::Tsv,
            AnswerFormat::Xml => QueryResultsFormat::Xml,
            _ => QueryResultsFormat::Json,
        };
        let serializer = QueryResultsSerializer::from_format(results);
        match self {
            Self::Boolean(_) | Self::Solutions { .. } if format.is_rdf() => {
                Err(std::io::Error::other("only CONSTRUCT and DESCRIBE give RDF; take csv, tsv, json or xml"))
            }
            Self::Graph(triples) if matches!(format, AnswerFormat::Csv | AnswerFormat::Tsv) => {
                let variables = ["subject", "predicate", "object"].map(str::to_owned).to_vec();
                let row = |t: &Triple| {
                    vec![Some(t.subject.clone().into()), Some(t.predicate.clone().into()), Some(t.object.clone())]
                };
                Self::Solutions { variables, rows: triples.iter().map(row).collect() }.write(format, prefixes, out)
            }
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
                let rdf = match format {
                    AnswerFormat::Xml => RdfFormat::RdfXml,
                    AnswerFormat::Turtle => RdfFormat::Turtle,
                    _ => RdfFormat::NTriples,
                };
                let mut serializer = RdfSerializer::from_format(rdf);
                for (name, iri) in prefixes.iter().filter(|_| rdf == RdfFormat::Turtle) {
                    serializer = serializer.with_prefix(*name, iri.as_str()).map_err(std::io::Error::other)?;
                }
                let mut writer = serializer.for_writer(out);
                triples.iter().try_for_each(|t| writer.serialize_triple(t))?;
                writer.finish().map(drop)
            }
        }
    }
}
