//! All files' triples by subject, in a shape that is easy to ask, with the place of each in its file.

use std::collections::HashMap;

use oxigraph::model::{NamedOrBlankNode, Term, Triple};
use rayon::prelude::*;

use super::fault::OntologyError;
use super::files::File;
use super::turtle::{self, Parsed};
use super::vocabulary::TYPE;

/// A line of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Index of the file.
    pub file: usize,
    /// Line, from 1.
    pub line: usize,
}

/// A subject: its IRI (or blank node's name) and the numbers of its triples.
#[derive(Debug)]
struct Subject {
    name: String,
    triples: Vec<usize>,
}

/// Everything that the files say.
#[derive(Debug)]
pub(super) struct Subjects<'f> {
    files: &'f [File],
    /// File by file, each in its own order.
    pub triples: Vec<Triple>,
    /// For each file, the number of triples up to its end.
    ends: Vec<usize>,
    /// For each file, the lines at which each IRI begins a block.
    lines: Vec<HashMap<String, Vec<usize>>>,
    /// For each file, whether its syntax is at fault.
    broken: Vec<bool>,
    /// Sorted by name.
    subjects: Vec<Subject>,
}

impl<'f> Subjects<'f> {
    /// Parses all Turtle files, each on its own.
    pub fn read(files: &'f [File], faults: &mut Vec<OntologyError>) -> Self {
        let is_turtle = |file: &File| file.path.ends_with(".ttl");
        let parsed: Vec<Option<Parsed>> =
            files.par_iter().enumerate().map(|(n, f)| is_turtle(f).then(|| turtle::parse(n, f))).collect();
        let mut out =
            Self { files, triples: Vec::new(), ends: vec![], lines: vec![], broken: vec![], subjects: Vec::new() };
        for parsed in parsed {
            let (triples, lines, wrong) = parsed.map_or_else(Default::default, |p| (p.triples, p.lines, p.faults));
            out.triples.extend(triples);
            out.ends.push(out.triples.len());
            out.lines.push(lines);
            out.broken.push(!wrong.is_empty());
            faults.extend(wrong);
        }
        out.subjects = subjects(&out.triples);
        out
    }

    /// Gives all subjects, sorted by name.
    pub fn all(&self) -> impl Iterator<Item = Node<'_>> {
        self.subjects.iter().map(|subject| Node { of: self, subject })
    }

    /// Gives the subjects of a class, sorted by name.
    pub fn instances(&self, class: &'static str) -> impl Iterator<Item = Node<'_>> {
        self.all().filter(move |node| node.is_a(class))
    }

    /// Gives the subject that a term names.
    pub fn node(&self, term: &Term) -> Option<Node<'_>> {
        let name = match term {
            Term::NamedNode(n) => n.as_str(),
            Term::BlankNode(b) => b.as_str(),
            _ => return None,
        };
        let at = self.subjects.binary_search_by(|s| s.name.as_str().cmp(name)).ok()?;
        Some(Node { of: self, subject: &self.subjects[at] })
    }

    /// Whether a file with faulty syntax seems to define a term: what is said of it cannot be judged yet.
    pub fn is_in_doubt(&self, iri: &str) -> bool {
        self.lines.iter().zip(&self.broken).any(|(lines, broken)| *broken && lines.contains_key(iri))
    }

    /// Whether the place lies in a file with faulty syntax.
    pub fn is_broken(&self, place: Place) -> bool {
        self.broken[place.file]
    }

    /// Gives the file of a place.
    pub fn file(&self, place: Place) -> &'f File {
        &self.files[place.file]
    }

    /// Gives a place as messages show it.
    pub fn shown(&self, place: Place) -> String {
        format!("{}:{}", self.file(place).shown, place.line)
    }

    /// Gives where the block of a triple's subject begins; for a blank node, that of the subject it belongs to.
    pub fn block(&self, triple: usize) -> Place {
        let file = self.ends.partition_point(|end| *end <= triple);
        let mut at = triple;
        // Blank nodes may refer to each other in a circle: eight levels are more than anybody nests.
        for _ in 0..8 {
            let name = name(&self.triples[at].subject);
            if let Some(lines) = self.lines[file].get(name) {
                return Place { file, line: lines[0] };
            }
            let owns = |t: &Triple| matches!(&t.object, Term::BlankNode(b) if b.as_str() == name);
            match self.triples.iter().position(owns) {
                Some(owner) => at = owner,
                None => break,
            }
        }
        Place { file, line: 1 }
    }

    /// Gives the line of a triple's block in which `words` stand, its first line where they are written otherwise.
    pub fn exact(&self, triple: usize, words: &str) -> Place {
        let block = self.block(triple);
        // An escape or line break in the file may stand where the value has another character.
        let words = words.split(['"', '\\', '\n']).next().unwrap_or_default();
        let end = self.lines[block.file].values().flatten().copied().filter(|l| *l > block.line).min();
        let length = end.map_or(usize::MAX, |e| e - block.line);
        let lines = self.files[block.file].text.lines().skip(block.line - 1).take(length);
        let within = lines.enumerate().find(|(_, line)| !words.is_empty() && line.contains(words));
        Place { file: block.file, line: block.line + within.map_or(0, |(offset, _)| offset) }
    }
}

fn name(subject: &NamedOrBlankNode) -> &str {
    match subject {
        NamedOrBlankNode::NamedNode(n) => n.as_str(),
        NamedOrBlankNode::BlankNode(b) => b.as_str(),
    }
}

fn subjects(triples: &[Triple]) -> Vec<Subject> {
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, triple) in triples.iter().enumerate() {
        by_name.entry(name(&triple.subject)).or_default().push(number);
    }
    let mut out: Vec<Subject> =
        by_name.into_iter().map(|(name, triples)| Subject { name: name.to_owned(), triples }).collect();
    out.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    out
}

/// A subject to ask. Properties are whole IRIs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'s> {
    of: &'s Subjects<'s>,
    subject: &'s Subject,
}

impl<'s> Node<'s> {
    /// IRI, or name of the blank node.
    pub fn name(self) -> &'s str {
        &self.subject.name
    }

    /// Values of a property in the order of the files, with the numbers of their triples.
    pub fn values(self, property: &'static str) -> impl Iterator<Item = (usize, &'s Term)> {
        let triples = self.subject.triples.iter().map(|n| (*n, &self.of.triples[*n]));
        triples.filter(move |(_, t)| t.predicate.as_str() == property).map(|(n, t)| (n, &t.object))
    }

    /// The texts of a property, those in English or without language before others.
    pub fn texts(self, property: &'static str) -> Vec<String> {
        let mut out: Vec<(bool, String)> = self.values(property).filter_map(|(_, t)| Some((is_foreign(t), text(t)?))).collect();
        out.sort_by_key(|(foreign, _)| *foreign);
        out.into_iter().map(|(_, text)| text).collect()
    }

    /// The first text of a property, in English where there is one.
    pub fn text(self, property: &'static str) -> Option<String> {
        self.texts(property).into_iter().next()
    }

    /// The first IRI of a property.
    pub fn iri(self, property: &'static str) -> Option<&'s str> {
        self.values(property).find_map(|(_, t)| if let Term::NamedNode(n) = t { Some(n.as_str()) } else { None })
    }

    /// Whether it is an instance of a class.
    pub fn is_a(self, class: &'static str) -> bool {
        self.values(TYPE).any(|(_, t)| matches!(t, Term::NamedNode(n) if n.as_str() == class))
    }

    /// Where it is defined: the block that gives its class, else its first.
    pub fn place(self) -> Place {
        let triple = self.values(TYPE).map(|(n, _)| n).next().unwrap_or(self.subject.triples[0]);
        self.of.block(triple)
    }

    /// Where it is given a class.
    pub fn place_as(self, class: &'static str) -> Place {
        let given = self.values(TYPE).find(|(_, t)| matches!(t, Term::NamedNode(n) if n.as_str() == class));
        given.map_or_else(|| self.place(), |(n, _)| self.of.block(n))
    }

    /// The line of a property's first value, else where it is defined.
    pub fn place_of(self, property: &'static str) -> Place {
        let value = self.values(property).next();
        let words = |term: &Term| match term {
            Term::NamedNode(n) => super::vocabulary::local(n.as_str()).to_owned(),
            Term::Literal(l) => l.value().to_owned(),
            _ => String::new(),
        };
        value.map_or_else(|| self.place(), |(n, t)| self.of.exact(n, &words(t)))
    }

    /// All blocks that give it a class, in the order of the files.
    pub fn definitions(self, class: &'static str) -> Vec<Place> {
        let given = self.values(TYPE).filter(|(_, t)| matches!(t, Term::NamedNode(n) if n.as_str() == class));
        let mut files: Vec<usize> = given.map(|(n, _)| self.of.block(n).file).collect();
        if files.len() < 2 {
            return Vec::new();
        }
        files.dedup();
        let lines = |file: &usize| self.of.lines[*file].get(self.name()).cloned().unwrap_or_default();
        files.iter().flat_map(|f| lines(f).into_iter().map(|line| Place { file: *f, line })).collect()
    }
}

fn is_foreign(term: &Term) -> bool {
    let Term::Literal(literal) = term else { return false };
    literal.language().is_some_and(|l| l != "en" && !l.starts_with("en-"))
}

/// The value of a literal, runs of white space as one blank: long strings may be wrapped in the file. Not if empty.
pub(super) fn text(term: &Term) -> Option<String> {
    let Term::Literal(literal) = term else { return None };
    let mut out = String::with_capacity(literal.value().len());
    for word in literal.value().split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    (!out.is_empty()).then_some(out)
}
