//! Turtle files as subjects with their properties, in a shape that is easy to ask.

use std::collections::BTreeMap;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term, Triple};

use super::fault::OntologyError;

/// Namespace of the core vocabulary.
pub(super) const DM: &str = "https://w3id.org/demarche/ontology#";
/// Namespace of the event classes.
pub(super) const PLOVER: &str = "https://w3id.org/demarche/plover#";
/// Namespace of the actors.
pub(super) const ACTOR: &str = "https://w3id.org/demarche/data/actor/";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const WELL_KNOWN: &[(&str, &str)] = &[
    ("dm:", DM),
    ("plover:", PLOVER),
    ("rdfs:", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos:", "http://www.w3.org/2004/02/skos/core#"),
    ("owl:", "http://www.w3.org/2002/07/owl#"),
];

/// A subject of one file: its properties and where its block begins.
#[derive(Debug, Default)]
pub(super) struct Subject {
    /// File it stands in.
    pub path: String,
    /// Line of its block, from 1.
    pub line: usize,
    properties: BTreeMap<String, Vec<Term>>,
}

impl Subject {
    /// Values of a property, written `dm:event`, in the order of the file.
    pub fn all(&self, name: &str) -> &[Term] {
        self.properties.get(&whole(name)).map_or(&[], Vec::as_slice)
    }

    /// The text values of a property, white space collapsed.
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.all(name).iter().filter_map(text).collect()
    }

    /// The first text value.
    pub fn text(&self, name: &str) -> Option<String> {
        self.all(name).iter().find_map(text)
    }

    /// The first IRI value.
    pub fn iri(&self, name: &str) -> Option<&str> {
        self.all(name).iter().find_map(|t| if let Term::NamedNode(n) = t { Some(n.as_str()) } else { None })
    }

    /// Whether it is an instance of a class, written `dm:Relation`.
    pub fn is_a(&self, class: &str) -> bool {
        let class = whole(class);
        self.properties.get(RDF_TYPE).is_some_and(|v| v.iter().any(|t| matches!(t, Term::NamedNode(n) if n.as_str() == class)))
    }
}

fn whole(name: &str) -> String {
    let known = WELL_KNOWN.iter().find_map(|(prefix, iri)| name.strip_prefix(prefix).map(|rest| format!("{iri}{rest}")));
    known.unwrap_or_else(|| name.to_owned())
}

/// The value of a literal, runs of white space as one blank: long strings may be wrapped in the file.
pub(super) fn text(term: &Term) -> Option<String> {
    let Term::Literal(literal) = term else { return None };
    Some(literal.value().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// All subjects of all files by IRI (or blank node, told apart by file), and all triples.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    /// By IRI, `_:file:label` for blank nodes.
    pub by_iri: BTreeMap<String, Subject>,
    /// Everything as RDF.
    pub triples: Vec<Triple>,
}

impl Subjects {
    /// Adds a file; a syntax fault ends it.
    pub fn add(&mut self, path: &str, source: &str, faults: &mut Vec<OntologyError>) {
        let lines = subject_lines(source);
        let parser = RdfParser::from_format(RdfFormat::Turtle).rename_blank_nodes();
        for quad in parser.for_slice(source.as_bytes()) {
            match quad {
                Ok(quad) => {
                    let iri = name(&quad.subject);
                    let subject = self.by_iri.entry(iri.clone()).or_default();
                    if subject.line == 0 {
                        path.clone_into(&mut subject.path);
                        subject.line = lines.get(&iri).copied().unwrap_or(1);
                    }
                    subject.properties.entry(quad.predicate.as_str().to_owned()).or_default().push(quad.object.clone());
                    self.triples.push(quad.into());
                }
                Err(error) => {
                    let line = error.location().map_or(1, |l| l.start.line as usize + 1);
                    faults.push(OntologyError::Syntax { path: path.to_owned(), line, cause: error.to_string() });
                    return;
                }
            }
        }
    }

    /// The subject that a blank node or IRI names.
    pub fn of(&self, term: &Term) -> Option<&Subject> {
        match term {
            Term::NamedNode(n) => self.by_iri.get(n.as_str()),
            Term::BlankNode(b) => self.by_iri.get(&format!("_:{}", b.as_str())),
            _ => None,
        }
    }
}

fn name(subject: &NamedOrBlankNode) -> String {
    match subject {
        NamedOrBlankNode::NamedNode(n) => n.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(b) => format!("_:{}", b.as_str()),
    }
}

/// Where each subject's block begins: a prefixed name or IRI at the start of a line.
fn subject_lines(source: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    let mut prefixes: BTreeMap<&str, &str> = BTreeMap::new();
    for (number, line) in source.lines().enumerate() {
        let mut words = line.split_whitespace();
        let Some(first) = words.next().filter(|_| !line.starts_with(char::is_whitespace)) else { continue };
        if first.eq_ignore_ascii_case("@prefix") || first.eq_ignore_ascii_case("prefix") {
            if let (Some(prefix), Some(iri)) = (words.next(), words.next()) {
                prefixes.insert(prefix.trim_end_matches(':'), iri.trim_matches(['<', '>']));
            }
            continue;
        }
        let iri = match first.split_once(':') {
            Some((prefix, local)) if prefixes.contains_key(prefix) => format!("{}{local}", prefixes[prefix]),
            _ => first.trim_matches(['<', '>']).to_owned(),
        };
        out.entry(iri).or_insert(number + 1);
    }
    out
}
