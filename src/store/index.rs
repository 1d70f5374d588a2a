//! The SPARQL index: oxigraph over columns in memory, or over its store on disk, filled from the graph's quads.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use oxigraph::model::{Literal, NamedNode, Quad, Term, Triple};
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryResults, QuerySolution, SparqlEvaluator, Variable,
};

use super::columns::{Columns, Shared};
use super::limits::Watch;
use super::{Answer, Limits, StoreError};

/// Bytes of stack for a query, taken only as needed: deeply nested queries are parsed and evaluated by recursion.
const STACK: usize = 512 * 1024 * 1024;
/// Longest query, in bytes: bounds how deep one can be nested.
const LONGEST: usize = 64 * 1024;
/// Passes over the rules after which they are taken for endless: each pass climbs one rung of every ladder.
const PASSES: usize = 50;
/// Rows between two looks at whether the query is still wanted.
const ROWS: usize = 1024;
/// Between two looks at time and memory.
const TICK: Duration = Duration::from_millis(10);

/// Quads that can be asked. Queries see the union of all named graphs unless they name one.
pub struct Index {
    quads: Quads,
}

/// Where the quads are.
#[derive(Clone)]
enum Quads {
    Memory(Shared),
    #[cfg(feature = "rocksdb")]
    Disk(oxigraph::store::Store),
}

impl Index {
    /// Fills an index in memory.
    pub fn fill(quads: impl IntoIterator<Item = Quad>) -> Result<Self, StoreError> {
        Self::fill_by(|add| quads.into_iter().for_each(add))
    }

    /// Fills an index in memory with the quads that `give` hands over one by one, so that they need never lie side by side.
    pub fn fill_by(give: impl FnOnce(&mut dyn FnMut(Quad))) -> Result<Self, StoreError> {
        let mut columns = Columns::default();
        give(&mut |quad| columns.push(quad));
        columns.sort();
        Ok(Self { quads: Quads::Memory(Shared(Arc::new(columns))) })
    }

    /// Opens the index on disk and fills it anew: for graphs that do not fit in memory.
    ///
    /// Every quad goes into its graph and its triple into the default graph. That is the union: oxigraph's own view of all
    /// graphs as one gives a row for each graph that holds a triple, so that what two documents say would be counted twice.
    #[cfg(feature = "rocksdb")]
    pub fn fill_on_disk(dir: &std::path::Path, quads: impl IntoIterator<Item = Quad>) -> Result<Self, StoreError> {
        let store = oxigraph::store::Store::open(dir).map_err(storage)?;
        store.clear().map_err(storage)?;
        let mut out = Self { quads: Quads::Disk(store) };
        out.add(quads)?;
        Ok(out)
    }

    /// Adds quads, each triple also to the union.
    pub fn add(&mut self, quads: impl IntoIterator<Item = Quad>) -> Result<(), StoreError> {
        match &mut self.quads {
            Quads::Memory(Shared(columns)) => {
                let columns = Arc::make_mut(columns);
                quads.into_iter().for_each(|quad| columns.push(quad));
                columns.sort();
                Ok(())
            }
            #[cfg(feature = "rocksdb")]
            Quads::Disk(store) => {
                let twice = quads.into_iter().flat_map(|quad| {
                    let copy = (!quad.graph_name.is_default_graph())
                        .then(|| Triple::from(quad.clone()).in_graph(oxigraph::model::GraphName::DefaultGraph));
                    std::iter::once(quad).chain(copy)
                });
                let mut loader = store.bulk_loader();
                loader.load_quads(twice).map_err(storage)?;
                loader.commit().map_err(storage)
            }
        }
    }

    /// Adds what follows by `rules` (CONSTRUCT queries, named) from the quads at hand, as triples of the graph `into`,
    /// until nothing new follows. Gives how many triples followed.
    ///
    /// # Errors
    /// A rule that is no CONSTRUCT query, or rules that do not come to an end, within `limits` or at all.
    pub fn reason(
        &mut self,
        rules: &[(&str, &str)],
        prefixes: &[(&str, String)],
        into: &NamedNode,
        limits: Limits,
    ) -> Result<usize, StoreError> {
        let (mut followed, watch) = (0, Watch::start(limits));
        for _ in 0..PASSES {
            let mut new: BTreeMap<String, Triple> = BTreeMap::new();
            for (name, rule) in rules {
                let Answer::Graph(triples) = self.answer(rule, prefixes, &[], &watch)? else {
                    return Err(StoreError::Query { cause: format!("the rule {name} is no CONSTRUCT query") });
                };
                new.extend(triples.into_iter().filter(|t| !self.holds(t)).map(|t| (t.to_string(), t)));
            }
            if new.is_empty() {
                return Ok(followed);
            }
            followed += new.len();
            self.add(new.into_values().map(|t| t.in_graph(into.clone())))?;
        }
        Err(StoreError::Evaluation { cause: format!("the rules give new triples even after {PASSES} passes") })
    }

    fn holds(&self, triple: &Triple) -> bool {
        match &self.quads {
            Quads::Memory(Shared(columns)) => columns.holds(triple),
            #[cfg(feature = "rocksdb")]
            Quads::Disk(store) => {
                let default = oxigraph::model::GraphNameRef::DefaultGraph;
                store.contains(triple.as_ref().in_graph(default)).unwrap_or(false)
            }
        }
    }

    /// Answers a query; `prefixes` need not be declared in it. Nothing is changed, and SERVICE has no handler.
    ///
    /// Where a limit is reached the answer is [`StoreError::TooSlow`] or [`StoreError::TooLarge`]; the work itself ends
    /// when the evaluator next reads a quad or gives a row.
    pub fn query(&self, sparql: &str, prefixes: &[(&str, String)], limits: Limits) -> Result<Answer, StoreError> {
        self.query_bound(sparql, prefixes, &[], limits)
    }

    /// The same with variables bound to terms beforehand: values never become part of the query's text.
    pub fn query_bound(
        &self,
        sparql: &str,
        prefixes: &[(&str, String)],
        bound: &[(Variable, Term)],
        limits: Limits,
    ) -> Result<Answer, StoreError> {
        self.answer(sparql, prefixes, bound, &Watch::start(limits))
    }

    fn answer(
        &self,
        sparql: &str,
        prefixes: &[(&str, String)],
        bound: &[(Variable, Term)],
        watch: &Watch,
    ) -> Result<Answer, StoreError> {
        if sparql.len() > LONGEST {
            return Err(StoreError::Query { cause: format!("it is longer than {LONGEST} bytes") });
        }
        let run = Run { token: CancellationToken::new() };
        let (send, receive) = sync_channel(1);
        let prefixes = prefixes.iter().map(|(name, iri)| ((*name).to_owned(), iri.clone())).collect::<Vec<_>>();
        let (quads, sparql, token) = (self.quads.clone(), sparql.to_owned(), run.token.clone());
        let bound = bound.to_vec();
        let work = move || {
            let answer = run.answer(&quads, &sparql, &prefixes, bound);
            drop(quads); // before the answer is there: who has it may change the index without copying it
            drop(send.send(answer));
        };
        let broken = |cause: String| StoreError::Evaluation { cause };
        std::thread::Builder::new().stack_size(STACK).spawn(work).map_err(|e| broken(e.to_string()))?;
        loop {
            match receive.recv_timeout(TICK) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Disconnected) => return Err(broken("the evaluator broke off".to_owned())),
                Err(RecvTimeoutError::Timeout) => watch.check().inspect_err(|_| token.cancel())?,
            }
        }
    }

    /// Gives the number of triples in the union.
    pub fn len(&self) -> usize {
        match &self.quads {
            Quads::Memory(Shared(columns)) => columns.len(),
            #[cfg(feature = "rocksdb")]
            Quads::Disk(store) => {
                let default = Some(oxigraph::model::GraphNameRef::DefaultGraph);
                store.quads_for_pattern(None, None, None, default).count()
            }
        }
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(feature = "rocksdb")]
fn storage(error: oxigraph::store::StorageError) -> StoreError {
    StoreError::Evaluation { cause: error.to_string() }
}

fn failed(error: &QueryEvaluationError) -> StoreError {
    StoreError::Evaluation { cause: error.to_string() }
}

/// One query while it runs.
struct Run {
    token: CancellationToken,
}

impl Run {
    fn answer(
        &self,
        quads: &Quads,
        sparql: &str,
        prefixes: &[(String, String)],
        bound: Vec<(Variable, Term)>,
    ) -> Result<Answer, StoreError> {
        let mut evaluator = SparqlEvaluator::new().with_cancellation_token(self.token.clone());
        for (name, iri) in prefixes {
            let fault = |e: oxigraph::model::IriParseError| StoreError::Query { cause: format!("prefix {name}: {e}") };
            evaluator = evaluator.with_prefix(name.as_str(), iri.as_str()).map_err(fault)?;
        }
        let mut query = evaluator.parse_query(sparql).map_err(|e| StoreError::Query { cause: e.to_string() })?;
        for (variable, term) in bound {
            query = query.substitute_variable(variable, term);
        }
        let results = match quads {
            Quads::Memory(shared) => query.on_queryable_dataset(shared.clone()).execute(),
            #[cfg(feature = "rocksdb")]
            Quads::Disk(store) => query.on_store(store).execute(),
        };
        match results.map_err(|e| failed(&e))? {
            QueryResults::Boolean(value) => Ok(Answer::Boolean(value)),
            QueryResults::Graph(triples) => {
                let mut all: Vec<Triple> = self.collect(triples)?;
                all.sort_by_cached_key(ToString::to_string);
                all.dedup();
                Ok(Answer::Graph(all))
            }
            QueryResults::Solutions(solutions) => {
                let names: Vec<Variable> = solutions.variables().to_vec();
                let row = |s: QuerySolution| names.iter().map(|v| s.get(v).cloned()).collect();
                let rows = self.collect(solutions.map(|s| s.map(row)))?;
                Ok(Answer::Solutions { variables: names.iter().map(|v| v.as_str().to_owned()).collect(), rows })
            }
        }
    }

    /// Takes all rows; a product of rows at hand reads no quad, where the evaluator would look at the token.
    fn collect<T>(&self, rows: impl Iterator<Item = Result<T, QueryEvaluationError>>) -> Result<Vec<T>, StoreError> {
        let mut out = Vec::new();
        for row in rows {
            if out.len().is_multiple_of(ROWS) && self.token.is_cancelled() {
                return Err(failed(&QueryEvaluationError::Cancelled));
            }
            out.push(row.map_err(|e| failed(&e))?);
        }
        Ok(out)
    }
}

/// Gives the variable and term of `name=value`: an IRI (`<…>`, or by a known prefix: `actor:malawi`), else a string.
pub fn binding(text: &str, prefixes: &[(&str, String)]) -> Result<(Variable, Term), StoreError> {
    let fault = |cause: String| StoreError::Query { cause: format!("--bind {text}: {cause}") };
    let (name, value) = text.split_once('=').ok_or_else(|| fault("write it as name=value".to_owned()))?;
    let variable = Variable::new(name.trim_start_matches('?')).map_err(|e| fault(e.to_string()))?;
    let iri = |iri: String| NamedNode::new(iri).map_err(|e| fault(e.to_string()));
    if let Some(whole) = value.strip_prefix('<').and_then(|v| v.strip_suffix('>')) {
        return Ok((variable, iri(whole.to_owned())?.into()));
    }
    let long = value.split_once(':').and_then(|(prefix, local)| {
        prefixes.iter().find(|(known, _)| *known == prefix).map(|(_, long)| format!("{long}{local}"))
    });
    let term = match long {
        Some(long) => iri(long)?.into(),
        None => Literal::new_simple_literal(value).into(),
    };
    Ok((variable, term))
}
