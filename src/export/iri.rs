//! The IRIs of the graph's own things, and the prefixes that shorten them.

use std::fmt::Write as _;

use oxigraph::model::NamedNode;
use sha2::{Digest, Sha256};

use super::{ExportError, Options};
use crate::graph::{Quote, Statement};
use crate::ontology::Ontology;

/// Where IRIs hang unless the user says otherwise.
pub const DEFAULT_BASE: &str = "https://w3id.org/demarche/data/";
/// Namespace of the core vocabulary and the relations.
pub(super) const DM: &str = "https://w3id.org/demarche/ontology#";
const PLOVER: &str = "https://w3id.org/demarche/plover#";
/// Longest readable part of a document's IRI.
const SLUG: usize = 40;

const FIXED: &[(&str, &str)] = &[
    ("dm", DM),
    ("plover", PLOVER),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("schema", "https://schema.org/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owltime", "http://www.w3.org/2006/time#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("wd", "http://www.wikidata.org/entity/"),
];

/// Gives the project's prefixes with their IRIs, for queries and for syntaxes that shorten.
pub fn prefixes(options: &Options) -> Vec<(&'static str, String)> {
    let base = sound(&options.base);
    let own = [("actor", "actor/"), ("claim", "claim/"), ("doc", "document/")];
    let own = own.into_iter().map(|(prefix, folder)| (prefix, format!("{base}{folder}")));
    FIXED.iter().map(|(prefix, iri)| (*prefix, (*iri).to_owned())).chain(own).collect()
}

/// Gives a name of a vocabulary written `dm:Claim`.
///
/// The prefix is one of the project's own; of another, the name is its own IRI.
pub(super) fn known(name: &str) -> NamedNode {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let iri = FIXED.iter().find(|(p, _)| *p == prefix).map_or(name.to_owned(), |(_, iri)| format!("{iri}{local}"));
    NamedNode::new_unchecked(iri)
}

/// Checks that a base is an absolute IRI.
pub(super) fn check(base: &str) -> Result<(), ExportError> {
    let fault = |cause: String| Err(ExportError::Base { base: base.to_owned(), cause });
    match NamedNode::new(base) {
        Ok(_) if base.contains(['#', '?']) => fault("names cannot follow a # or ?".to_owned()),
        Ok(_) => Ok(()),
        Err(error) => fault(error.to_string()),
    }
}

/// The base as a namespace: the default one in place of what is no IRI, and an end that names can follow.
fn sound(base: &str) -> String {
    let base = if check(base).is_ok() { base } else { DEFAULT_BASE };
    if base.ends_with(['/', ':']) { base.to_owned() } else { format!("{base}/") }
}

/// Mints IRIs: the same for the same key, id or slug, whatever is read beside it.
#[derive(Clone, Debug)]
pub struct Names {
    base: String,
}

impl Names {
    /// Takes the base from the options.
    pub fn new(options: &Options) -> Self {
        Self { base: sound(&options.base) }
    }

    /// Gives the base, which ends in `/` or `:`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Gives a claim's IRI.
    pub fn claim(&self, id: &str) -> NamedNode {
        self.own("claim", &percent(id))
    }

    /// Gives an actor's IRI.
    pub fn actor(&self, slug: &str) -> NamedNode {
        self.own("actor", &percent(slug))
    }

    /// Gives the IRI of a document and of its graph: readable words of the key, and 8 digits of its hash.
    pub fn document(&self, key: &str) -> NamedNode {
        let mut words = String::new();
        for c in key.chars() {
            if c.is_ascii_alphanumeric() {
                words.push(c.to_ascii_lowercase());
            } else if !words.is_empty() && !words.ends_with('-') {
                words.push('-');
            }
        }
        // The end of a key tells more than its beginning: the file's name, not the folder's.
        let cut = words.trim_end_matches('-');
        let cut = cut[cut.len().saturating_sub(SLUG)..].trim_start_matches('-');
        let hash: String = Sha256::digest(key.as_bytes()).iter().take(4).fold(String::new(), |mut out, b| {
            let _ = write!(out, "{b:02x}");
            out
        });
        let joint = if cut.is_empty() { "" } else { "-" };
        self.own("document", &format!("{cut}{joint}{hash}"))
    }

    /// Gives the IRI of the graph that describes the actors.
    pub fn actors(&self) -> NamedNode {
        self.graph("actors")
    }

    /// Gives the IRI of a part of a thing that has an IRI of its own.
    pub(super) fn part(whole: &NamedNode, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#{name}", whole.as_str()))
    }

    /// Gives the IRI of a graph that is no document's.
    pub fn graph(&self, name: &str) -> NamedNode {
        self.own("graph", name)
    }

    /// Gives the IRI of a stretch of a document's text (RFC 5147).
    pub(super) fn passage(document: &NamedNode, quote: &Quote) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#char={},{}", document.as_str(), quote.start, quote.end))
    }

    /// Gives the IRI of a selector of a passage.
    pub(super) fn selector(passage: &NamedNode, kind: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}&{kind}", passage.as_str()))
    }

    fn own(&self, folder: &str, local: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{folder}/{local}", self.base))
    }
}

/// Gives a relation's IRI, in the core namespace where the ontology lacks it.
pub(super) fn relation(ontology: &Ontology, name: &str) -> NamedNode {
    let iri = ontology.relation(name).map_or_else(|| format!("{DM}{}", percent(name)), |r| r.iri.clone());
    NamedNode::new_unchecked(iri)
}

/// Gives the IRI of a statement's event class (`plover:Request`).
pub(super) fn event(ontology: &Ontology, statement: &Statement) -> NamedNode {
    let capital = |code: &str| {
        let lower = percent(code).to_lowercase();
        lower.get(..1).unwrap_or("").to_uppercase() + lower.get(1..).unwrap_or("")
    };
    let class = ontology.event(&statement.event);
    let iri = class.map_or_else(|| format!("{PLOVER}{}", capital(&statement.event)), |e| e.iri.clone());
    NamedNode::new_unchecked(iri)
}

/// Leaves letters, digits, `-` and `_`; everything else as percent-encoded UTF-8.
pub(super) fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Shortens IRIs by the project's prefixes.
pub(super) struct Short {
    prefixes: Vec<(&'static str, String)>,
}

impl Short {
    pub fn new(options: &Options) -> Self {
        Self { prefixes: prefixes(options) }
    }

    /// Gives `dm:Claim`, where the rest is plain enough to stand in every syntax.
    pub fn name(&self, iri: &str) -> Option<String> {
        let cut = iri.rfind(['#', '/'])? + 1;
        let (space, local) = iri.split_at(cut);
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        if local.is_empty() || local.starts_with('-') || !local.bytes().all(plain) {
            return None;
        }
        let (prefix, _) = self.prefixes.iter().find(|(_, known)| known == space)?;
        Some(format!("{prefix}:{local}"))
    }

    /// Gives all prefixes in their order.
    pub fn prefixes(&self) -> &[(&'static str, String)] {
        &self.prefixes
    }
}
