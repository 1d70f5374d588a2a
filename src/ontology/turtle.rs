//! One Turtle file as triples and its syntax faults; where each subject's block begins.

use std::collections::HashMap;

use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{BlankNode, NamedOrBlankNode, Term, Triple};

use super::fault::OntologyError;
use super::files::File;

/// Syntax faults of one file that are told: after a few, they are echoes of the first.
const TOLD: usize = 5;

/// What one file says.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// In the order of the file. Blank nodes are named after file and order, the same each time.
    pub triples: Vec<Triple>,
    /// Syntax faults; the statement of each is left out, what follows it is read.
    pub faults: Vec<OntologyError>,
}

/// Parses the file that is number `number` of all.
pub(super) fn parse(number: usize, file: &File) -> Parsed {
    let mut out = Parsed::default();
    let mut last = 0;
    let mut names = Names { file: number, given: HashMap::new() };
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(file.text.as_bytes()) {
        match quad {
            Ok(quad) => out.triples.push(names.triple(quad.into())),
            Err(error) => {
                let line = error.location().map_or(1, |l| l.start.line as usize + 1);
                // A second fault of the same line is an echo of the first.
                if line != last {
                    out.faults.push(OntologyError::Syntax { path: file.shown.clone(), line, cause: cause(&error) });
                    last = line;
                }
                if out.faults.len() == TOLD {
                    break;
                }
            }
        }
    }
    out
}

/// The parser's words without the place, which stands before them already.
fn cause(error: &RdfSyntaxError) -> String {
    let text = error.to_string();
    let words = text.split_once(": ").filter(|(place, _)| place.starts_with("Parser error at"));
    words.map_or(text.as_str(), |(_, words)| words).trim_end_matches('.').to_owned()
}

/// Names for blank nodes: the parser's own are random, or those of another file.
struct Names {
    file: usize,
    given: HashMap<String, usize>,
}

impl Names {
    fn triple(&mut self, triple: Triple) -> Triple {
        let subject = match triple.subject {
            NamedOrBlankNode::BlankNode(b) => NamedOrBlankNode::BlankNode(self.blank(&b)),
            named @ NamedOrBlankNode::NamedNode(_) => named,
        };
        Triple { subject, predicate: triple.predicate, object: self.term(triple.object) }
    }

    fn term(&mut self, term: Term) -> Term {
        match term {
            Term::BlankNode(b) => Term::BlankNode(self.blank(&b)),
            Term::Triple(triple) => Term::Triple(Box::new(self.triple(*triple))),
            other => other,
        }
    }

    fn blank(&mut self, node: &BlankNode) -> BlankNode {
        let next = self.given.len();
        let number = *self.given.entry(node.as_str().to_owned()).or_insert(next);
        BlankNode::new(format!("o{}n{number}", self.file)).expect("letters and digits make a blank node's name")
    }
}

/// Gives the lines, from 1, at which each subject's blocks begin: a prefixed name or IRI at the start of a line.
pub(super) fn blocks(source: &str) -> HashMap<String, Vec<usize>> {
    let mut out: HashMap<String, Vec<usize>> = HashMap::new();
    let mut prefixes: HashMap<&str, &str> = HashMap::new();
    for (number, line) in source.lines().enumerate() {
        let mut words = line.split_whitespace();
        let Some(first) = words.next().filter(|_| !line.starts_with([' ', '\t', '#', '"'])) else { continue };
        if first.eq_ignore_ascii_case("@prefix") || first.eq_ignore_ascii_case("prefix") {
            if let (Some(prefix), Some(iri)) = (words.next(), words.next()) {
                prefixes.insert(prefix.trim_end_matches(':'), iri.trim_end_matches('.').trim_matches(['<', '>']));
            }
            continue;
        }
        let iri = match first.split_once(':') {
            _ if first.starts_with('<') => first.trim_matches(['<', '>']).to_owned(),
            Some((prefix, local)) if prefixes.contains_key(prefix) => format!("{}{local}", prefixes[prefix]),
            _ => continue,
        };
        out.entry(iri).or_default().push(number + 1);
    }
    out
}
