//! The graph as RDF, one named graph after the other: one for each document, one for what is known about the actors, one
//! for the whole. Only a few lie in memory at once.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::io::{self, Write};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use rayon::prelude::*;

use super::quads::Builder;
use super::{Names, Options};
use crate::graph::{Graph, Statement};
use crate::ontology::Ontology;

/// Named graphs that are made at once: bounds memory, keeps all cores busy.
const AT_ONCE: usize = 64;

/// A named graph of the dataset.
pub(super) struct Part {
    /// Its IRI.
    pub name: NamedNode,
    what: What,
}

enum What {
    Dataset,
    Actors,
    /// Documents by their place: one, unless two keys should share an IRI.
    Documents(Vec<usize>),
}

/// The graph, to be taken part by part.
pub(super) struct Parts<'g> {
    graph: &'g Graph,
    ontology: &'g Ontology,
    names: Names,
    rdf11: bool,
    union: bool,
}

impl<'g> Parts<'g> {
    /// The dataset: what a document asserts is in its own graph.
    pub fn new(graph: &'g Graph, ontology: &'g Ontology, options: &Options) -> Self {
        Self { graph, ontology, names: Names::new(options), rdf11: options.rdf11, union: false }
    }

    /// All graphs as one: what documents assert of an actor stands with the actor, so that every subject is whole within
    /// one part.
    pub fn union(graph: &'g Graph, ontology: &'g Ontology, options: &Options) -> Self {
        Self { union: true, ..Self::new(graph, ontology, options) }
    }

    /// The parts in the order in which a person would read them.
    pub fn in_reading_order(&self) -> Vec<Part> {
        let mut documents: Vec<Part> = Vec::new();
        let mut places: HashMap<NamedNode, usize> = HashMap::new();
        for (at, source) in self.graph.documents.iter().enumerate() {
            let name = self.names.document(&source.key);
            let place = *places.entry(name.clone()).or_insert(documents.len());
            match documents.get_mut(place) {
                Some(Part { what: What::Documents(all), .. }) => all.push(at),
                _ => documents.push(Part { name, what: What::Documents(vec![at]) }),
            }
        }
        let dataset = Part { name: self.names.graph("dataset"), what: What::Dataset };
        let actors = Part { name: self.names.actors(), what: What::Actors };
        [dataset, actors].into_iter().chain(documents).collect()
    }

    /// The parts in the order of their names.
    pub fn sorted(&self) -> Vec<Part> {
        let mut parts = self.in_reading_order();
        parts.sort_by(|a, b| a.name.cmp(&b.name));
        parts
    }

    /// Hands over the quads of a part one by one, in the order in which a person would read them; a few come twice.
    fn give(&self, part: &Part, take: &mut dyn FnMut(Quad)) {
        let about = (self.graph, self.ontology);
        let mut builder = Builder::new(about, &self.names, self.rdf11, part.name.clone(), take);
        match &part.what {
            What::Dataset => builder.dataset(),
            What::Actors => {
                self.graph.actors.iter().for_each(|a| builder.actor(a));
                self.graph.statements.iter().filter(|_| self.union).for_each(|s| builder.assertion(s));
            }
            What::Documents(places) => {
                for &at in places {
                    builder.document(&self.graph.documents[at], self.claims(at), !self.union);
                }
            }
        }
    }

    /// The quads of a part, in the order in which a person would read them; a few come twice.
    pub fn quads(&self, part: &Part) -> Vec<Quad> {
        let mut out = Vec::new();
        self.give(part, &mut |quad| out.push(quad));
        out
    }

    /// The quads of a part, sorted and without doubles.
    pub fn sorted_quads(&self, part: &Part) -> Vec<Quad> {
        let mut out = self.quads(part);
        out.sort_by(compare);
        out.dedup();
        out
    }

    /// The statements of a document: they lie side by side.
    fn claims(&self, document: usize) -> &'g [Statement] {
        let all = &self.graph.statements;
        let (from, to) = (|s: &Statement| s.document < document, |s: &Statement| s.document <= document);
        &all[all.partition_point(from)..all.partition_point(to)]
    }
}

/// Writes what `text` makes of each part, on all cores, in the order of the parts.
pub(super) fn write_each(
    parts: &[Part],
    out: &mut dyn Write,
    text: impl Fn(&Part, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let make = |part: &Part| {
        let mut bytes = Vec::new();
        text(part, &mut bytes).map(|()| bytes)
    };
    for some in parts.chunks(AT_ONCE) {
        let texts: Vec<io::Result<Vec<u8>>> = some.par_iter().map(make).collect();
        texts.into_iter().try_for_each(|bytes| out.write_all(&bytes?))?;
    }
    Ok(())
}

/// Hands over the quads of [`quads`] one by one, so that they never lie side by side: first actors, then each document
/// with its claims. Some come twice.
pub fn each_quad(graph: &Graph, ontology: &Ontology, options: &Options, take: &mut dyn FnMut(Quad)) {
    let parts = Parts::new(graph, ontology, options);
    parts.in_reading_order().iter().for_each(|part| parts.give(part, take));
}

/// Gives the named graphs one after the other, each with its quads sorted and without doubles.
pub fn named_graphs<'g>(
    graph: &'g Graph,
    ontology: &'g Ontology,
    options: &Options,
) -> impl Iterator<Item = Vec<Quad>> + use<'g> {
    let parts = Parts::new(graph, ontology, options);
    parts.sorted().into_iter().map(move |part| parts.sorted_quads(&part))
}

/// Gives the whole graph as quads, sorted and without doubles.
pub fn quads(graph: &Graph, ontology: &Ontology, options: &Options) -> Vec<Quad> {
    named_graphs(graph, ontology, options).flatten().collect()
}

/// Of one named graph: by subject, type first, then property and object.
fn compare(a: &Quad, b: &Quad) -> Ordering {
    fn subject(q: &Quad) -> &str {
        if let NamedOrBlankNode::NamedNode(n) = &q.subject { n.as_str() } else { "" }
    }
    let type_last = |q: &Quad| q.predicate.as_ref() != rdf::TYPE;
    subject(a)
        .cmp(subject(b))
        .then_with(|| type_last(a).cmp(&type_last(b)))
        .then_with(|| a.predicate.cmp(&b.predicate))
        .then_with(|| compare_terms(&a.object, &b.object))
}

fn compare_terms(a: &Term, b: &Term) -> Ordering {
    match (a, b) {
        (Term::NamedNode(a), Term::NamedNode(b)) => a.cmp(b),
        (Term::Literal(a), Term::Literal(b)) => {
            let rest = |l: &Literal| (l.language().map(str::to_owned), l.datatype().into_owned());
            a.value().cmp(b.value()).then_with(|| rest(a).cmp(&rest(b)))
        }
        (a, b) if a == b => Ordering::Equal,
        (a, b) => a.to_string().cmp(&b.to_string()),
    }
}
