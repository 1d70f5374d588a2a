//! The relations with their example sentences.

use std::collections::BTreeMap;

use oxigraph::model::Term;

use super::check::Checker;
use super::example;
use super::fault::OntologyError;
use super::subjects::{Node, Place, text, written};
use super::types::{EventClass, Example, Relation};
use super::vocabulary::{self as iri, local, short};
use crate::text::{Modality, Polarity};

/// Examples that a built-in relation needs; a user's relation needs one, and no counter-example.
const EXAMPLES: usize = 3;

impl Checker<'_> {
    /// The relations, sorted by name.
    pub fn relations(&mut self, events: &[EventClass]) -> Vec<Relation> {
        let mut names: BTreeMap<String, Place> = BTreeMap::new();
        let mut out = Vec::new();
        for node in self.instances(iri::RELATION) {
            let name = local(node.name()).to_owned();
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
                let what = format!("a relation has the name {}", short(node.name()));
                self.fault(node.place(), what, "name it in letters and digits after # or /, such as dm:playsAgainst");
            }
            if let Some(other) = names.insert(name.clone(), node.place()) {
                const ADVICE: &str = "relations of all namespaces need different names; rename one";
                self.twice(node.place(), format!("a relation {name}"), other, ADVICE);
            }
            out.push(self.relation(node, name, events));
        }
        out.sort_by(|a, b| a.name.cmp(&b.name));
        out
    }

    fn relation(&mut self, node: Node, name: String, events: &[EventClass]) -> Relation {
        let place = node.place();
        let examples = self.examples(node);
        let counter_examples = self.counter_examples(node);
        self.enough(node, counter_examples.len());
        Relation {
            label: self.needed(node, iri::LABEL, "give it a few words for diagrams, such as \"plays against\""),
            definition: self.needed(node, iri::DEFINITION, "say in a sentence what it means"),
            event: self.event_of(node, events),
            tone: self.tone(node),
            symmetric: node.is_a(iri::SYMMETRIC),
            examples,
            counter_examples,
            file: self.subjects.file(place).shown.clone(),
            line: place.line,
            iri: node.name().to_owned(),
            name,
        }
    }

    fn needed(&mut self, node: Node, property: &'static str, advice: &str) -> String {
        let found = node.text(property);
        if found.is_none() {
            self.fault(node.place(), format!("{} has no {}", short(node.name()), short(property)), advice);
        }
        found.unwrap_or_default()
    }

    /// Counts all sentences, the faulty too: those have their own fault.
    fn enough(&mut self, node: Node, counter: usize) {
        let (place, name) = (node.place(), short(node.name()));
        let built_in = self.subjects.file(place).built_in;
        let least = if built_in { EXAMPLES } else { 1 };
        let examples = node.values(iri::EXAMPLE).count();
        if examples < least {
            let what = format!("{name} has {examples} dm:example");
            self.fault(place, what, format!("give it at least {least}: sentences marked with {{trigger:…}}"));
        }
        if built_in && counter == 0 {
            let advice = "give it a sentence in which it must not be found";
            self.fault(place, format!("{name} has no dm:counterExample"), advice);
        }
    }

    fn event_of(&mut self, node: Node, events: &[EventClass]) -> String {
        let name = short(node.name());
        let Some(event) = node.iri(iri::EVENT) else {
            let advice = "give it an event class of plover.ttl, such as plover:Request";
            self.fault(node.place(), format!("{name} has no dm:event"), advice);
            return String::new();
        };
        if let Some(found) = events.iter().find(|e| e.iri == event) {
            return found.code.clone();
        }
        if !self.is_told(event) && !self.subjects.is_in_doubt(event) {
            let nearest = self.nearest("event class", event);
            let advice = nearest.map_or("use one of plover.ttl".to_owned(), |n| format!("did you mean {n}?"));
            self.fault(node.place_of(iri::EVENT), format!("{name}: {} is no event class", short(event)), advice);
        }
        String::new()
    }

    fn counter_examples(&mut self, node: Node) -> Vec<String> {
        for (triple, term) in node.values(iri::COUNTER_EXAMPLE) {
            let what = match text(term) {
                None => "is no text",
                Some(words) if words.contains(['{', '}']) => "has marks",
                Some(_) => continue,
            };
            let what = format!("counter-example of {} {what}", short(node.name()));
            self.fault(self.subjects.exact(triple, &written(term)), what, "write a plain sentence without marks");
        }
        node.texts(iri::COUNTER_EXAMPLE)
    }

    fn examples(&mut self, node: Node) -> Vec<Example> {
        let mut out: Vec<Example> = Vec::new();
        for (triple, term) in node.values(iri::EXAMPLE) {
            out.extend(self.example(short(node.name()), triple, term));
        }
        out.sort_by(|a, b| a.text.cmp(&b.text));
        out
    }

    /// A literal, or a node with `dm:text`, `dm:polarity`, `dm:modality`.
    fn example(&mut self, relation: String, triple: usize, term: &Term) -> Option<Example> {
        let node = self.subjects.node(term);
        let block = self.subjects.block(triple);
        let Some(marked) = text(term).or_else(|| node.and_then(|n| n.text(iri::TEXT))) else {
            self.fault(block, format!("example of {relation} has no dm:text"), "give it the marked sentence");
            return None;
        };
        let m = match example::parse(&marked) {
            Ok(m) => m,
            Err(source) => {
                let own = node.and_then(|n| n.values(iri::TEXT).next()).map_or(term, |(_, text)| text);
                let place = self.subjects.exact(triple, &written(own));
                if !self.subjects.is_broken(place) {
                    let path = self.subjects.file(place).shown.clone();
                    self.faults.push(OntologyError::Example { path, line: place.line, relation, source });
                }
                return None;
            }
        };
        let polarity = node.and_then(|n| self.value(&relation, n, iri::POLARITY, Polarity::parse, Polarity::ALL));
        let modality = node.and_then(|n| self.value(&relation, n, iri::MODALITY, Modality::parse, Modality::ALL));
        Some(Example {
            trigger: m.trigger?,
            text: m.text,
            source: m.source,
            target: m.target,
            by: m.by,
            theme: m.theme,
            polarity: polarity.unwrap_or(Polarity::Positive),
            modality: modality.unwrap_or(Modality::Actual),
            file: self.subjects.file(block).shown.clone(),
            line: block.line,
        })
    }

    /// The polarity or modality of an example's node.
    fn value<T: std::fmt::Debug>(
        &mut self,
        relation: &str,
        node: Node,
        property: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        all: &[T],
    ) -> Option<T> {
        let (_, term) = node.values(property).next()?;
        let (value, shown) = match term {
            Term::NamedNode(n) => (n.as_str().strip_prefix(iri::DM).and_then(parse), short(n.as_str())),
            other => (None, other.to_string()),
        };
        let told = matches!(term, Term::NamedNode(n) if self.is_told(n.as_str()));
        if value.is_none() && !told {
            let known: Vec<String> = all.iter().map(|v| format!("dm:{v:?}").to_lowercase()).collect();
            let what = format!("example of {relation} has {} {shown}", short(property));
            self.fault(node.place_of(property), what, format!("use one of {}", known.join(", ")));
        }
        value
    }
}
