//! Triples put together by subject and predicate, in the order in which they first come.

use std::collections::{HashMap, HashSet};

use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};

/// A subject with its predicates, and the objects of each.
pub(super) struct Subject<'q> {
    /// Who or what.
    pub node: &'q NamedOrBlankNode,
    /// In the order in which they first come.
    pub properties: Vec<(&'q NamedNode, Vec<&'q Term>)>,
}

/// Groups the quads of a part, whatever graph they are of.
pub(super) fn subjects(quads: &[Quad]) -> Vec<Subject<'_>> {
    let mut out: Vec<Subject<'_>> = Vec::new();
    let mut subjects: HashMap<&NamedOrBlankNode, usize> = HashMap::new();
    let mut seen: HashSet<(&NamedOrBlankNode, &NamedNode, &Term)> = HashSet::new();
    for quad in quads {
        if !seen.insert((&quad.subject, &quad.predicate, &quad.object)) {
            continue;
        }
        let at = *subjects.entry(&quad.subject).or_insert_with(|| {
            out.push(Subject { node: &quad.subject, properties: Vec::new() });
            out.len() - 1
        });
        let properties = &mut out[at].properties;
        match properties.iter_mut().find(|(p, _)| *p == &quad.predicate) {
            Some((_, objects)) => objects.push(&quad.object),
            None => properties.push((&quad.predicate, vec![&quad.object])),
        }
    }
    out
}
