//! The SPARQL index: oxigraph in memory, filled from the graph's quads when a command needs it.

use std::io::Write;
use std::time::Duration;

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{Quad, Term, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{CancellationToken, QueryResults, SparqlEvaluator, Variable};
use oxigraph::store::Store as Quads;

use super::StoreError;

/// Quads that can be asked. Queries see the union of all named graphs unless they name one.
pub struct Index {
    quads: Quads,
}

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

impl Index {
    /// Fills an index in memory.
    pub fn fill(quads: impl IntoIterator<Item = Quad>) -> Result<Self, StoreError> {
        let failed = |e: oxigraph::store::StorageError| StoreError::Evaluation { cause: e.to_string() };
        let store = Quads::new().map_err(failed)?;
        let mut loader = store.bulk_loader();
        loader.load_quads(quads).map_err(failed)?;
        loader.commit().map_err(failed)?;
        Ok(Self { quads: store })
    }

    /// Opens the index on disk and fills it anew: for graphs that do not fit in memory.
    #[cfg(feature = "rocksdb")]
    pub fn fill_on_disk(dir: &std::path::Path, quads: impl IntoIterator<Item = Quad>) -> Result<Self, StoreError> {
        let failed = |e: oxigraph::store::StorageError| StoreError::Evaluation { cause: e.to_string() };
        let store = Quads::open(dir).map_err(failed)?;
        store.clear().map_err(failed)?;
        let mut loader = store.bulk_loader();
        loader.load_quads(quads).map_err(failed)?;
        loader.commit().map_err(failed)?;
        Ok(Self { quads: store })
    }

    /// Answers a query; `prefixes` need not be declared in it. Nothing is changed, and SERVICE has no handler.
    pub fn query(&self, sparql: &str, prefixes: &[(&str, String)], limit: Option<Duration>) -> Result<Answer, StoreError> {
        let token = CancellationToken::new();
        let mut evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
        for (name, iri) in prefixes {
            let fault = |e: oxigraph::model::IriParseError| StoreError::Query { cause: format!("prefix {name}: {e}") };
            evaluator = evaluator.with_prefix(*name, iri.as_str()).map_err(fault)?;
        }
        let mut query = evaluator.parse_query(sparql).map_err(|e| StoreError::Query { cause: e.to_string() })?;
        if query.dataset().is_default_dataset() {
            query.dataset_mut().set_default_graph_as_union();
        }
        let done = std::sync::mpsc::channel::<()>();
        if let Some(limit) = limit {
            let waiting = done.1;
            // The watcher ends with the query: dropping the sender wakes it.
            std::thread::spawn(move || {
                if waiting.recv_timeout(limit) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                    token.cancel();
                }
            });
        }
        let failed = |cause: String| StoreError::Evaluation { cause };
        let results = query.on_store(&self.quads).execute().map_err(|e| failed(e.to_string()))?;
        let answer = collected(results).map_err(failed);
        drop(done.0);
        answer
    }

    /// Gives the number of quads.
    pub fn len(&self) -> usize {
        self.quads.len().unwrap_or(0)
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn collected(results: QueryResults<'_>) -> Result<Answer, String> {
    match results {
        QueryResults::Boolean(value) => Ok(Answer::Boolean(value)),
        QueryResults::Graph(triples) => {
            let mut all = triples.collect::<Result<Vec<Triple>, _>>().map_err(|e| e.to_string())?;
            all.sort_by_cached_key(ToString::to_string);
            all.dedup();
            Ok(Answer::Graph(all))
        }
        QueryResults::Solutions(solutions) => {
            let names: Vec<Variable> = solutions.variables().to_vec();
            let mut rows = Vec::new();
            for solution in solutions {
                let solution = solution.map_err(|e| e.to_string())?;
                rows.push(names.iter().map(|v| solution.get(v).cloned()).collect());
            }
            Ok(Answer::Solutions { variables: names.iter().map(|v| v.as_str().to_owned()).collect(), rows })
        }
    }
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
