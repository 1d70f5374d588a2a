//! All files' triples by subject, in a shape that is easy to ask, with the place of each in its file.

use std::collections::HashMap;
use std::sync::OnceLock;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{NamedOrBlankNode, Term, Triple};
use rayon::prelude::*;

use super::fault::OntologyError;
use super::files::File;
use super::turtle::{self, Parsed};
use super::vocabulary::{TYPE, local};

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

/// Where things stand in one file; only asked for where a line is to be told.
#[derive(Debug)]
struct Layout {
    /// Byte at which each line begins.
    lines: Vec<usize>,
    /// Lines at which each IRI begins a block, from 1.
    blocks: HashMap<String, Vec<usize>>,
    /// All lines at which a block begins, ascending.
    starts: Vec<usize>,
}

impl Layout {
    fn new(text: &str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let blocks = turtle::blocks(text);
        let mut starts: Vec<usize> = blocks.values().flatten().copied().collect();
        starts.sort_unstable();
        Self { lines, blocks, starts }
    }

    /// The text from the beginning of a block to that of the next.
    fn block<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let next = self.starts.partition_point(|start| *start <= line);
        let end = self.starts.get(next).map_or(text.len(), |next| self.lines[next - 1]);
        text.get(self.lines[line - 1]..end).unwrap_or_default()
    }
}

/// Everything that the files say.
#[derive(Debug)]
pub(super) struct Subjects<'f> {
    files: &'f [File],
    /// File by file, each in its own order.
    pub triples: Vec<Triple>,
    /// For each file, the number of triples up to its end.
    ends: Vec<usize>,
    /// For each file, made when first asked for.
    layouts: Vec<OnceLock<Layout>>,
    /// For each file, whether its syntax is at fault.
    broken: Vec<bool>,
    /// Sorted by name.
    by_name: Vec<Subject>,
    /// Numbers of the subjects of each class, ascending.
    classes: HashMap<String, Vec<usize>>,
    /// For each blank node, the last triple that it is the object of; made when first asked for.
    owners: OnceLock<HashMap<String, usize>>,
}

impl<'f> Subjects<'f> {
    /// Parses all Turtle files, each on its own.
    pub fn read(files: &'f [File], faults: &mut Vec<OntologyError>) -> Self {
        let parsed: Vec<Option<Parsed>> =
            files.par_iter().enumerate().map(|(n, f)| f.is_turtle().then(|| turtle::parse(n, f))).collect();
        let mut triples = Vec::new();
        let (mut ends, mut broken) = (Vec::new(), Vec::new());
        for parsed in parsed {
            let Parsed { triples: more, faults: wrong } = parsed.unwrap_or_default();
            triples.extend(more);
            ends.push(triples.len());
            broken.push(!wrong.is_empty());
            faults.extend(wrong);
        }
        let by_name = subjects(&triples);
        let classes = classes(&triples, &by_name);
        let layouts = files.iter().map(|_| OnceLock::new()).collect();
        Self { files, triples, ends, layouts, broken, by_name, classes, owners: OnceLock::new() }
    }

    /// Gives all subjects, sorted by name.
    pub fn all(&self) -> impl Iterator<Item = Node<'_>> {
        self.by_name.iter().map(|subject| Node { of: self, subject })
    }

    /// Gives the subjects of a class, sorted by name.
    pub fn instances(&self, class: &'static str) -> impl Iterator<Item = Node<'_>> {
        let numbers = self.classes.get(class).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(|number| Node { of: self, subject: &self.by_name[*number] })
    }

    /// Gives the subject that a term names.
    pub fn node(&self, term: &Term) -> Option<Node<'_>> {
        let name = match term {
            Term::NamedNode(n) => n.as_str(),
            Term::BlankNode(b) => b.as_str(),
            _ => return None,
        };
        let at = self.by_name.binary_search_by(|s| s.name.as_str().cmp(name)).ok()?;
        Some(Node { of: self, subject: &self.by_name[at] })
    }

    fn layout(&self, file: usize) -> &Layout {
        self.layouts[file].get_or_init(|| Layout::new(&self.files[file].text))
    }

    /// Whether a file with faulty syntax seems to define a term: what is said of it cannot be judged yet.
    pub fn is_in_doubt(&self, iri: &str) -> bool {
        (0..self.files.len()).any(|file| self.broken[file] && self.layout(file).blocks.contains_key(iri))
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
        self.blocks(triple)[0]
    }

    /// All blocks that a triple may stand in: those of its subject in its file.
    fn blocks(&self, triple: usize) -> Vec<Place> {
        let file = self.ends.partition_point(|end| *end <= triple);
        let mut at = triple;
        // Blank nodes may refer to each other in a circle: eight levels are more than anybody nests.
        for _ in 0..8 {
            let name = name(&self.triples[at].subject);
            if let Some(lines) = self.layout(file).blocks.get(name) {
                return lines.iter().map(|line| Place { file, line: *line }).collect();
            }
            match self.owners.get_or_init(|| owners(&self.triples)).get(name) {
                Some(owner) => at = *owner,
                None => break,
            }
        }
        vec![Place { file, line: 1 }]
    }

    /// Gives the line of a triple's block in which `words` stand, its first line where they are written otherwise.
    pub fn exact(&self, triple: usize, words: &str) -> Place {
        let blocks = self.blocks(triple);
        let within = |block: &Place| {
            let text = self.layout(block.file).block(&self.files[block.file].text, block.line);
            let before = text.split_once(words)?.0;
            Some(Place { file: block.file, line: block.line + before.matches('\n').count() })
        };
        blocks.iter().find_map(within).unwrap_or(blocks[0])
    }
}

fn owners(triples: &[Triple]) -> HashMap<String, usize> {
    let owned = triples.iter().enumerate().filter_map(|(number, t)| match &t.object {
        Term::BlankNode(b) => Some((b.as_str().to_owned(), number)),
        _ => None,
    });
    owned.collect()
}

/// A term as its file has it, up to the first character that may be escaped there.
pub(super) fn written(term: &Term) -> String {
    match term {
        Term::NamedNode(n) => local(n.as_str()).to_owned(),
        Term::Literal(l) => {
            let value = l.value();
            let words = value.split(['"', '\\', '\n']).next().unwrap_or_default();
            // A number or truth value stands without quotes.
            let bare = [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::BOOLEAN].contains(&l.datatype());
            match (bare, words == value) {
                (true, _) => format!(" {words}"),
                (false, true) => format!("\"{words}\""),
                (false, false) => format!("\"{words}"),
            }
        }
        _ => String::new(),
    }
}

fn name(subject: &NamedOrBlankNode) -> &str {
    match subject {
        NamedOrBlankNode::NamedNode(n) => n.as_str(),
        NamedOrBlankNode::BlankNode(b) => b.as_str(),
    }
}

fn subjects(triples: &[Triple]) -> Vec<Subject> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut out: Vec<Subject> = Vec::new();
    let mut last = usize::MAX;
    for (number, triple) in triples.iter().enumerate() {
        let name = name(&triple.subject);
        if out.get(last).is_none_or(|s| s.name != name) {
            last = *numbers.entry(name).or_insert_with(|| {
                out.push(Subject { name: name.to_owned(), triples: Vec::new() });
                out.len() - 1
            });
        }
        out[last].triples.push(number);
    }
    out.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    out
}

fn classes(triples: &[Triple], subjects: &[Subject]) -> HashMap<String, Vec<usize>> {
    let mut out: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, subject) in subjects.iter().enumerate() {
        for triple in subject.triples.iter().map(|n| &triples[*n]).filter(|t| t.predicate.as_str() == TYPE) {
            let Term::NamedNode(class) = &triple.object else { continue };
            if !out.contains_key(class.as_str()) {
                out.insert(class.as_str().to_owned(), Vec::new());
            }
            if let Some(all) = out.get_mut(class.as_str()).filter(|all| all.last() != Some(&number)) {
                all.push(number);
            }
        }
    }
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
        let mut out: Vec<(bool, String)> =
            self.values(property).filter_map(|(_, t)| Some((is_foreign(t), text(t)?))).collect();
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

    /// Whether it has a class.
    pub fn is_classed(self) -> bool {
        self.values(TYPE).next().is_some()
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
        value.map_or_else(|| self.place(), |(n, t)| self.of.exact(n, &written(t)))
    }

    /// All blocks that give it a class, in the order of the files.
    pub fn definitions(self, class: &'static str) -> Vec<Place> {
        let is_class = |t: &Term| matches!(t, Term::NamedNode(n) if n.as_str() == class);
        let given: Vec<usize> = self.values(TYPE).filter(|(_, t)| is_class(t)).map(|(n, _)| n).collect();
        if given.len() < 2 {
            return Vec::new();
        }
        let mut files: Vec<usize> = given.into_iter().map(|n| self.of.block(n).file).collect();
        files.dedup();
        let lines = |file: &usize| self.of.layout(*file).blocks.get(self.name()).cloned().unwrap_or_default();
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
