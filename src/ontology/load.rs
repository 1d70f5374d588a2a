//! The whole ontology, loaded and checked, and the questions it answers.

use std::path::Path;
use std::sync::OnceLock;

use oxigraph::model::Triple;
use sha2::{Digest, Sha256};

use super::check::Checker;
use super::fault::OntologyErrors;
use super::files::{self, File};
use super::lookup::{Lookup, Naming};
use super::places::{self, Places};
use super::subjects::Subjects;
use super::types::{EventClass, KnownActor, NamedQuery, Office, Relation};
use super::vocabulary as iri;

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
    /// Rules of the graph, sorted by name: what a query finds (`?node`, `?fault`, `?value`) breaks them.
    pub checks: Vec<NamedQuery>,
    /// What follows from what, sorted by name: CONSTRUCT queries, for those who ask for entailments.
    pub rules: Vec<NamedQuery>,
    /// All files as loaded, path within the ontology and text, sorted by path.
    pub files: Vec<(String, String)>,
    /// Its version: 16 hexadecimal digits over the Turtle files and tables, which decide what is read from a text; a
    /// query more or less does not make a reading stale.
    pub hash: String,
    triples: Vec<Triple>,
    /// Made when first asked for: queries and exports need no names.
    lookup: OnceLock<Lookup>,
    places: OnceLock<Places>,
}

impl Ontology {
    /// Loads the built-in files and, over them, those of a user's folder.
    ///
    /// A user's file with the path of a built-in one (`relations/speech.ttl`) replaces it, any other is added. A block
    /// without a class adds to what another file defines. A user's relation needs one example and no counter-example;
    /// a built-in one three and one.
    ///
    /// # Errors
    /// All faults of all files, by file and line. Nothing is loaded while there is one.
    ///
    /// ```
    /// let ontology = demarche::ontology::Ontology::load(None)?;
    /// assert_eq!(ontology.relation("proposes").map(|r| r.event.as_str()), Some("REQUEST"));
    /// # Ok::<(), demarche::ontology::OntologyErrors>(())
    /// ```
    pub fn load(dir: Option<&Path>) -> Result<Self, OntologyErrors> {
        let mut faults = Vec::new();
        let files = files::load(dir, &mut faults);
        places::check(&files, &mut faults);
        let subjects = Subjects::read(&files, &mut faults);
        let mut checker = Checker { subjects: &subjects, faults };
        checker.terms();
        let events = checker.events();
        let relations = checker.relations(&events);
        let actors = checker.actors();
        let (offices, titles) = (checker.offices(iri::OFFICE), checker.offices(iri::TITLE));
        if !checker.faults.is_empty() {
            return Err(OntologyErrors::sorted(checker.faults));
        }
        let triples = subjects.triples;
        let (hash, of) = (hash(&files), |folder| queries(&files, folder));
        let (queries, checks, rules) = (of("queries/"), of("checks/"), of("rules/"));
        let files = files.into_iter().map(|f| (f.path, f.text)).collect();
        let (lookup, places) = (OnceLock::new(), OnceLock::new());
        Ok(Self {
            relations,
            events,
            actors,
            offices,
            titles,
            queries,
            checks,
            rules,
            files,
            hash,
            triples,
            lookup,
            places,
        })
    }

    fn lookup(&self) -> &Lookup {
        self.lookup.get_or_init(|| Lookup::new(&self.actors, &self.offices, &self.titles))
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

    /// Gives the actors that a surface names (indices into `actors`) and how: names before demonyms before seats.
    ///
    /// An article before it, a possessive after it, accents and the kind of blank, hyphen and apostrophe do not matter.
    /// Case does ("US" is a state, "us" is not), with two exceptions: a headline in capitals ("KENYA") is the name in
    /// usual case if it has four letters or more, and small letters that begin a word may be capitals ("World body").
    pub fn named(&self, surface: &str) -> &[(usize, Naming)] {
        self.lookup().named(surface)
    }

    /// Gives the office with the longest name that stands in the words, in any case; of two as long, the last.
    ///
    /// "Deputy Foreign Minister" is the deputy where the ontology has that office, else the foreign minister.
    pub fn office(&self, words: &str) -> Option<&Office> {
        self.lookup().office(words).map(|i| &self.offices[i])
    }

    /// Tells whether a word is a title or rank (`Mr`, `Gen.`), with its capital and with or without its dot.
    pub fn is_title(&self, word: &str) -> bool {
        self.lookup().is_title(word)
    }

    /// Gives the states (ISO 3166-1 alpha-3) that a city or region of this name may be in, the likeliest first; with or without
    /// the word for its kind ("Kunar province").
    pub fn states_of_place(&self, surface: &str) -> impl Iterator<Item = &str> {
        let tables =
            || self.files.iter().filter(|(path, _)| path.starts_with("places/")).map(|(_, text)| text.as_str());
        self.places.get_or_init(|| Places::new(tables())).states(surface)
    }

    /// Gives a named query.
    pub fn query(&self, name: &str) -> Option<&NamedQuery> {
        self.queries.binary_search_by(|q| q.name.as_str().cmp(name)).ok().map(|i| &self.queries[i])
    }

    /// Gives everything as RDF, file by file; blank nodes have the same names each time.
    pub fn triples(&self) -> &[Triple] {
        &self.triples
    }
}

/// The queries of a folder.
fn queries(files: &[File], folder: &str) -> Vec<NamedQuery> {
    let query = |file: &File| {
        let name = file.path.strip_prefix(folder)?.strip_suffix(".rq")?.to_owned();
        let help = file.text.lines().find_map(|line| line.trim_start().strip_prefix('#')).unwrap_or_default();
        Some(NamedQuery { name, help: help.trim().to_owned(), text: file.text.clone() })
    };
    let mut out: Vec<NamedQuery> = files.iter().filter_map(query).collect();
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

fn hash(files: &[File]) -> String {
    let mut hash = Sha256::new();
    for file in files.iter().filter(|f| f.is_turtle() || f.is_table()) {
        for part in [&file.path, &file.text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    let first = hash.finalize().iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{first:016x}")
}
