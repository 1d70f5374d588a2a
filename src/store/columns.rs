//! Quads in memory as sorted columns of numbers: what oxigraph's evaluator reads when no index lies on disk.
//!
//! The graph is read once and asked a few times, so it is laid out for that: a dictionary of terms, and the quads as rows
//! of four numbers in four orders, each sorted. Whatever a pattern binds is a prefix of one of them, found by binary
//! search (as in RDF-3X, Neumann & Weikum 2008, and HDT). Against oxigraph's own store in memory, which is made to be
//! written to while it is read, it fills several times as fast and in less memory.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::ops::Range;
use std::sync::Arc;

use indexmap::IndexSet;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, Quad, Term, Triple};
use rayon::slice::ParallelSliceMut;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};

/// The number of the default graph, which no term has.
const DEFAULT: u32 = u32::MAX;

/// Subject, predicate, object, graph by their numbers, in the order of a column.
type Row = [u32; 4];

/// Which part of a quad comes when in a row: 0 subject, 1 predicate, 2 object, 3 graph.
type Order = [usize; 4];

const ORDERS: [Order; 4] = [[0, 1, 2, 3], [1, 2, 0, 3], [2, 0, 1, 3], [3, 0, 1, 2]];
/// The only order in which the graph does not come last.
const BY_GRAPH: usize = 3;

/// Quads that do not change while they are asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    terms: IndexSet<Term>,
    /// For each of [`ORDERS`] all quads, sorted, without doubles.
    rows: [Vec<Row>; 4],
}

impl Columns {
    /// Takes quads one by one; [`Self::sort`] makes them ready.
    pub fn push(&mut self, quad: Quad) {
        let graph = match quad.graph_name {
            GraphName::DefaultGraph => DEFAULT,
            GraphName::NamedNode(name) => self.number(name.into()),
            GraphName::BlankNode(name) => self.number(name.into()),
        };
        let row =
            [self.number(quad.subject.into()), self.number(quad.predicate.into()), self.number(quad.object), graph];
        self.rows[0].push(row);
    }

    fn number(&mut self, term: Term) -> u32 {
        let (at, _) = self.terms.insert_full(canonical(term));
        // Four thousand million terms would not fit in memory.
        u32::try_from(at).expect("fewer terms than numbers")
    }

    /// Sorts what was taken in all orders.
    pub fn sort(&mut self) {
        let [first, others @ ..] = &mut self.rows;
        first.par_sort_unstable();
        first.dedup();
        for (rows, order) in others.iter_mut().zip(&ORDERS[1..]) {
            rows.clear();
            rows.extend(first.iter().map(|row| order.map(|part| row[part])));
            rows.par_sort_unstable();
        }
        self.terms.shrink_to_fit();
    }

    /// The number of triples in the union of all graphs.
    pub fn len(&self) -> usize {
        self.rows[0].chunk_by(|a, b| a[..3] == b[..3]).count()
    }

    /// Whether a triple is in any graph.
    pub fn holds(&self, triple: &Triple) -> bool {
        let parts: [Term; 3] = [triple.subject.clone().into(), triple.predicate.clone().into(), triple.object.clone()];
        let numbers = parts.map(|term| self.terms.get_index_of(&canonical(term)).map(|at| at as u32));
        numbers.iter().all(Option::is_some) && !self.range(0, &[numbers[0], numbers[1], numbers[2], None]).is_empty()
    }

    /// The rows of an order that begin with what the pattern binds of it.
    fn range(&self, order: usize, pattern: &[Option<u32>; 4]) -> Range<usize> {
        let bound = prefix(order, pattern);
        let rows = &self.rows[order];
        let side = |row: &Row| row[..bound.len()].cmp(&bound);
        rows.partition_point(|row| side(row) == Ordering::Less)
            ..rows.partition_point(|row| side(row) != Ordering::Greater)
    }
}

/// The term as the evaluator writes it: `0.90` and `0.9` are one number, as in oxigraph's own store.
fn canonical(term: Term) -> Term {
    let is_typed = |l: &Literal| l.language().is_none() && l.datatype() != xsd::STRING;
    let changes = match &term {
        Term::Literal(literal) => is_typed(literal),
        Term::Triple(triple) => !matches!(&triple.object, Term::NamedNode(_) | Term::BlankNode(_)),
        _ => false,
    };
    if changes { ExpressionTerm::from(term).into() } else { term }
}

/// The numbers that a pattern binds without a gap from an order's beginning.
fn prefix(order: usize, pattern: &[Option<u32>; 4]) -> Vec<u32> {
    ORDERS[order].iter().map_while(|part| pattern[*part]).collect()
}

/// A term of the evaluator: one of the dictionary by its number, or one that a query has made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Symbol {
    Known(u32),
    New(Arc<Term>),
}

/// Columns that several queries may read at once.
#[derive(Clone, Debug)]
pub(super) struct Shared(pub Arc<Columns>);

/// The rows of one pattern.
struct Scan {
    columns: Arc<Columns>,
    order: usize,
    range: Range<usize>,
    /// What the rows must have beside the prefix that they were found by.
    pattern: [Option<u32>; 4],
    graphs: Graphs,
    last: Option<Row>,
}

/// Which graphs a pattern reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Graphs {
    /// All as one: a triple of several graphs comes once.
    Union,
    /// Each named one by itself.
    Named,
    /// The one that the pattern binds.
    One,
}

impl Iterator for Scan {
    type Item = Result<InternalQuad<Symbol>, Infallible>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let row = self.columns.rows[self.order][self.range.next()?];
            let mut quad = [0; 4];
            for (part, number) in ORDERS[self.order].into_iter().zip(row) {
                quad[part] = number;
            }
            let fits = self.pattern.iter().zip(quad).all(|(wanted, number)| wanted.is_none_or(|w| w == number));
            let is_double = self.graphs == Graphs::Union && self.last.is_some_and(|last| last[..3] == row[..3]);
            let is_unnamed = self.graphs == Graphs::Named && quad[3] == DEFAULT;
            if !fits || is_double || is_unnamed {
                continue;
            }
            self.last = Some(row);
            let graph_name = (self.graphs != Graphs::Union).then_some(Symbol::Known(quad[3]));
            let [subject, predicate, object, _] = quad.map(Symbol::Known);
            return Some(Ok(InternalQuad { subject, predicate, object, graph_name }));
        }
    }
}

impl QueryableDataset<'static> for Shared {
    type InternalTerm = Symbol;
    type Error = Infallible;

    /// The default graph is the union of all graphs.
    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Symbol>,
        predicate: Option<&Symbol>,
        object: Option<&Symbol>,
        graph_name: Option<Option<&Symbol>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Symbol>, Infallible>> + use<> {
        let (graph, graphs) = match graph_name {
            Some(None) => (None, Graphs::Union),
            None => (None, Graphs::Named),
            Some(Some(name)) => (Some(name), Graphs::One),
        };
        let parts = [subject, predicate, object, graph];
        let is_known = !parts.iter().any(|part| matches!(part, Some(Symbol::New(_))));
        let pattern = parts.map(|part| match part {
            Some(Symbol::Known(number)) => Some(*number),
            _ => None,
        });
        // The longest prefix finds the fewest rows; of two as long, a graph is smaller than what has one predicate.
        let orders = if graphs == Graphs::Union { 0..BY_GRAPH } else { 0..ORDERS.len() };
        let order = orders.max_by_key(|order| prefix(*order, &pattern).len()).unwrap_or(0);
        let range = if is_known { self.0.range(order, &pattern) } else { 0..0 };
        Scan { columns: self.0.clone(), order, range, pattern, graphs, last: None }
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Symbol, Infallible>> + use<> {
        let graphs: Vec<u32> = self.0.rows[BY_GRAPH].chunk_by(|a, b| a[0] == b[0]).map(|rows| rows[0][0]).collect();
        graphs.into_iter().filter(|graph| *graph != DEFAULT).map(|graph| Ok(Symbol::Known(graph)))
    }

    fn internalize_term(&self, term: Term) -> Result<Symbol, Infallible> {
        let term = canonical(term);
        let known = self.0.terms.get_index_of(&term).and_then(|at| u32::try_from(at).ok());
        Ok(known.map_or_else(|| Symbol::New(Arc::new(term)), Symbol::Known))
    }

    fn externalize_term(&self, term: Symbol) -> Result<Term, Infallible> {
        Ok(match term {
            Symbol::Known(number) => self.0.terms[number as usize].clone(),
            Symbol::New(term) => Arc::unwrap_or_clone(term),
        })
    }
}
