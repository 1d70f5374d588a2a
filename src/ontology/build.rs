//! Subjects to the ontology's types, with every check that a fault is worth.

use std::collections::BTreeMap;
use std::path::Path;

use oxigraph::model::{Term, Triple};
use sha2::{Digest, Sha256};

use super::example;
use super::fault::{OntologyError, OntologyErrors};
use super::files::{self, File};
use super::lookup::{Lookup, Naming};
use super::terms::{ACTOR, DM, Subject, Subjects, text};
use super::types::{EventClass, Example, KnownActor, NamedQuery, Office, Relation, Tone};
use crate::text::{Modality, Polarity, Sector};

/// Examples that a built-in relation needs; a user's relation needs one.
const EXAMPLES: usize = 3;

/// Everything that `ontology/` says, checked.
#[derive(Debug)]
pub struct Ontology {
    /// Sorted by name.
    pub relations: Vec<Relation>,
    /// Sorted by code.
    pub events: Vec<EventClass>,
    /// Sorted by slug.
    pub actors: Vec<KnownActor>,
    /// Offices and roles.
    pub offices: Vec<Office>,
    /// Titles and ranks.
    pub titles: Vec<Office>,
    /// Named queries, sorted by name.
    pub queries: Vec<NamedQuery>,
    /// Its version: 16 hexadecimal digits over all files.
    pub hash: String,
    triples: Vec<Triple>,
    lookup: Lookup,
}

impl Ontology {
    /// Loads the built-in files and, over them, those of a user's folder.
    pub fn load(dir: Option<&Path>) -> Result<Self, OntologyErrors> {
        let mut faults = Vec::new();
        let files = files::load(dir, &mut faults);
        let mut subjects = Subjects::default();
        for (path, file) in files.iter().filter(|(p, _)| p.ends_with(".ttl")) {
            subjects.add(path, &file.text, &mut faults);
        }
        let mut checker = Checker { files: &files, subjects: &subjects, faults };
        let events = checker.events();
        let relations = checker.relations(&events);
        let actors = checker.actors();
        let (offices, titles) = (checker.offices("dm:Office"), checker.offices("dm:Title"));
        if !checker.faults.is_empty() {
            return Err(OntologyErrors(checker.faults));
        }
        let lookup = Lookup::new(&actors, &offices, &titles);
        let (queries, hash) = (queries(&files), hash(&files));
        Ok(Self { relations, events, actors, offices, titles, queries, hash, triples: subjects.triples, lookup })
    }

    /// Gives a relation by its local name.
    pub fn relation(&self, name: &str) -> Option<&Relation> {
        self.relations.binary_search_by(|r| r.name.as_str().cmp(name)).ok().map(|i| &self.relations[i])
    }

    /// Gives an event class by its code.
    pub fn event(&self, code: &str) -> Option<&EventClass> {
        self.events.binary_search_by(|e| e.code.as_str().cmp(code)).ok().map(|i| &self.events[i])
    }

    /// Gives a known actor by its slug.
    pub fn actor(&self, slug: &str) -> Option<&KnownActor> {
        self.actors.binary_search_by(|a| a.slug.as_str().cmp(slug)).ok().map(|i| &self.actors[i])
    }

    /// Gives the actors that a surface names (indices into `actors`) and how.
    ///
    /// An article before it and a possessive after it do not matter, nor do accents; case does, except for a headline
    /// in capitals.
    pub fn named(&self, surface: &str) -> &[(usize, Naming)] {
        self.lookup.named(surface)
    }

    /// Gives the office with the longest name that stands in the words.
    pub fn office(&self, words: &str) -> Option<&Office> {
        self.lookup.office(words).map(|i| &self.offices[i])
    }

    /// Tells whether a word is a title or rank (`Mr`, `Gen.`).
    pub fn is_title(&self, word: &str) -> bool {
        self.lookup.is_title(word)
    }

    /// Gives a named query.
    pub fn query(&self, name: &str) -> Option<&NamedQuery> {
        self.queries.iter().find(|q| q.name == name)
    }

    /// Gives everything as RDF.
    pub fn triples(&self) -> &[Triple] {
        &self.triples
    }
}

struct Checker<'f> {
    files: &'f BTreeMap<String, File>,
    subjects: &'f Subjects,
    faults: Vec<OntologyError>,
}

impl Checker<'_> {
    fn fault(&mut self, subject: &Subject, what: String) {
        let path = format!("ontology/{}", subject.path);
        self.faults.push(OntologyError::Content { path, line: subject.line, what });
    }

    fn all(&self, class: &str) -> Vec<(&str, &Subject)> {
        self.subjects.by_iri.iter().filter(|(_, s)| s.is_a(class)).map(|(iri, s)| (iri.as_str(), s)).collect()
    }

    fn tone(&mut self, name: &str, subject: &Subject) -> Tone {
        match subject.iri("dm:tone").and_then(|t| t.strip_prefix(DM)) {
            Some("cooperative") => Tone::Cooperative,
            Some("conflictual") => Tone::Conflictual,
            Some("neutral") => Tone::Neutral,
            other => {
                let got = other.map_or("no dm:tone".to_owned(), |t| format!("dm:tone dm:{t}"));
                self.fault(subject, format!("{name} has {got}; give it dm:cooperative, dm:conflictual or dm:neutral"));
                Tone::Neutral
            }
        }
    }

    fn events(&mut self) -> Vec<EventClass> {
        let mut out = Vec::new();
        let all: Vec<(String, &Subject)> =
            self.subjects.by_iri.iter().filter(|(_, s)| s.is_a("dm:EventClass")).map(|(i, s)| (i.clone(), s)).collect();
        for (iri, s) in all {
            let name = local(&iri).to_owned();
            let Some(code) = s.text("skos:notation") else {
                self.fault(s, format!("event class {name} has no skos:notation; give it its code, such as \"REQUEST\""));
                continue;
            };
            out.push(EventClass {
                code,
                label: s.text("rdfs:label").unwrap_or_else(|| name.clone()),
                quad: s.text("dm:quad").and_then(|q| q.parse().ok()).filter(|q| (1..=4).contains(q)),
                cameo: s.texts("dm:cameo"),
                score: s.text("dm:score").and_then(|v| v.parse().ok()),
                tone: self.tone(&name, s),
                iri,
            });
        }
        out.sort_by(|a, b| a.code.cmp(&b.code));
        out
    }

    fn relations(&mut self, events: &[EventClass]) -> Vec<Relation> {
        let mut out = Vec::new();
        let all: Vec<(String, &Subject)> =
            self.all("dm:Relation").into_iter().map(|(i, _)| (i.to_owned(), &self.subjects.by_iri[i])).collect();
        for (iri, s) in all {
            let name = local(&iri).to_owned();
            let event = self.event_of(&name, s, events);
            let (label, definition) = (s.text("rdfs:label"), s.text("skos:definition"));
            if label.is_none() || definition.is_none() {
                self.fault(s, format!("{name} needs an rdfs:label and a skos:definition"));
            }
            let examples = self.examples(&name, s);
            let counter_examples = s.texts("dm:counterExample");
            self.enough(&name, s, examples.len(), counter_examples.len());
            out.push(Relation {
                label: label.unwrap_or_else(|| name.clone()),
                definition: definition.unwrap_or_default(),
                event,
                tone: self.tone(&name, s),
                symmetric: s.is_a("owl:SymmetricProperty"),
                examples,
                counter_examples,
                file: format!("ontology/{}", s.path),
                line: s.line,
                iri,
                name,
            });
        }
        out.sort_by(|a, b| a.name.cmp(&b.name));
        out
    }

    fn enough(&mut self, name: &str, s: &Subject, examples: usize, counter: usize) {
        let built_in = self.files.get(&s.path).is_some_and(|f| f.built_in);
        let least = if built_in { EXAMPLES } else { 1 };
        if examples < least {
            self.fault(s, format!("{name} has {examples} good dm:example; give it at least {least}"));
        }
        if built_in && counter == 0 {
            self.fault(s, format!("{name} has no dm:counterExample; give it one sentence that it must not be found in"));
        }
    }

    fn event_of(&mut self, name: &str, s: &Subject, events: &[EventClass]) -> String {
        let iri = s.iri("dm:event").unwrap_or_default();
        if let Some(event) = events.iter().find(|e| e.iri == iri) {
            return event.code.clone();
        }
        let nearest = events.iter().min_by_key(|e| distance(local(&e.iri), local(iri))).map_or("", |e| local(&e.iri));
        let what = match iri {
            "" => format!("{name} has no dm:event; give it an event class such as plover:Request"),
            _ => format!("{name}: unknown event class {}; did you mean {nearest}?", local(iri)),
        };
        self.fault(s, what);
        String::new()
    }

    fn examples(&mut self, name: &str, s: &Subject) -> Vec<Example> {
        let mut out = Vec::new();
        for term in s.all("dm:example") {
            match self.example(s, term) {
                Ok(example) => out.push(example),
                Err(what) => self.fault(s, format!("example of {name}: {what}")),
            }
        }
        out.sort_by(|a, b| a.text.cmp(&b.text));
        out
    }

    /// A literal, or a node with `dm:text`, `dm:polarity`, `dm:modality`.
    fn example(&self, s: &Subject, term: &Term) -> Result<Example, String> {
        let node = self.subjects.of(term);
        let marked = text(term).or_else(|| node.and_then(|n| n.text("dm:text"))).ok_or("it has no dm:text")?;
        let m = example::parse(&marked).map_err(|what| format!("{what} (in \"{marked}\")"))?;
        let label = |property: &str| node.and_then(|n| n.iri(property)).map(|iri| local(iri).to_owned());
        let polarity = match label("dm:polarity") {
            Some(p) => Polarity::parse(&p).ok_or(format!("unknown dm:polarity dm:{p}; use dm:positive or dm:negative"))?,
            None => Polarity::Positive,
        };
        let modality = match label("dm:modality") {
            Some(m) => Modality::parse(&m).ok_or(format!("unknown dm:modality dm:{m}; dm:future, dm:alleged …"))?,
            None => Modality::Actual,
        };
        Ok(Example {
            trigger: m.trigger.expect("the parser demands it"),
            text: m.text,
            source: m.source,
            target: m.target,
            by: m.by,
            theme: m.theme,
            polarity,
            modality,
            file: format!("ontology/{}", s.path),
            line: s.line,
        })
    }

    fn actors(&mut self) -> Vec<KnownActor> {
        let mut out = Vec::new();
        let all: Vec<String> = self.subjects.by_iri.iter().filter(|(_, s)| s.is_a("dm:State") || s.is_a("dm:Body")).map(|(i, _)| i.clone()).collect();
        let mut codes: BTreeMap<String, String> = BTreeMap::new();
        for iri in all {
            let s = &self.subjects.by_iri[&iri];
            let Some(slug) = iri.strip_prefix(ACTOR).map(str::to_owned) else {
                self.fault(s, format!("actor {iri} does not lie under {ACTOR}; write actor:{}", local(&iri)));
                continue;
            };
            let is_state = s.is_a("dm:State");
            if is_state {
                self.codes(&slug, s, &mut codes);
            }
            let Some(label) = s.text("rdfs:label") else {
                self.fault(s, format!("actor:{slug} has no rdfs:label"));
                continue;
            };
            out.push(known_actor(slug, label, is_state, s));
        }
        out.sort_by(|a, b| a.slug.cmp(&b.slug));
        out
    }

    /// A state's codes have their shapes and are its own.
    fn codes(&mut self, slug: &str, s: &Subject, seen: &mut BTreeMap<String, String>) {
        for (property, length) in [("dm:iso2", 2), ("dm:iso3", 3)] {
            let code = s.text(property).unwrap_or_default();
            if code.len() != length || !code.bytes().all(|b| b.is_ascii_uppercase()) {
                self.fault(s, format!("actor:{slug} has {property} \"{code}\"; it takes {length} capital letters"));
            } else if let Some(other) = seen.insert(code.clone(), slug.to_owned()) {
                self.fault(s, format!("actor:{slug} has the {property} {code} of actor:{other}; codes are unique"));
            }
        }
    }

    fn offices(&mut self, class: &str) -> Vec<Office> {
        let office = |(iri, s): (&str, &Subject)| Office {
            label: s.text("rdfs:label").unwrap_or_else(|| local(iri).to_owned()),
            alternatives: s.texts("skos:altLabel"),
            sector: s.text("dm:sector").and_then(|v| Sector::parse(&v)),
        };
        self.all(class).into_iter().map(office).collect()
    }
}

fn known_actor(slug: String, label: String, is_state: bool, s: &Subject) -> KnownActor {
    let sector = s.text("dm:sector").and_then(|v| Sector::parse(&v));
    KnownActor {
        country: s.text(if is_state { "dm:iso3" } else { "dm:country" }),
        sector: if is_state { Some(Sector::Gov) } else { sector },
        alternatives: s.texts("skos:altLabel"),
        capital: s.text("dm:capital"),
        demonyms: s.texts("dm:demonym"),
        people: s.texts("dm:people"),
        metonyms: s.texts("dm:metonym"),
        wikidata: s.iri("dm:wikidata").map(|w| local(w).to_owned()),
        slug,
        label,
        is_state,
    }
}

/// What stands after the last `#` or `/` of an IRI.
fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// Levenshtein distance, for "did you mean".
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != *y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}

fn queries(files: &BTreeMap<String, File>) -> Vec<NamedQuery> {
    let query = |(path, file): (&String, &File)| {
        let name = path.strip_prefix("queries/")?.strip_suffix(".rq")?;
        let help = file.text.lines().next().unwrap_or("").trim_start_matches(['#', ' ']).to_owned();
        Some(NamedQuery { name: name.to_owned(), help, text: file.text.clone() })
    };
    files.iter().filter_map(query).collect()
}

fn hash(files: &BTreeMap<String, File>) -> String {
    let mut hash = Sha256::new();
    for (path, file) in files.iter().filter(|(p, _)| p.ends_with(".ttl")) {
        for part in [path, &file.text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}

