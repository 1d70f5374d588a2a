//! `decisions.ttl`: merges, splits, names and rejections in Turtle.
//!
//! The prefixes `dm:`, `actor:` and `claim:` need not be declared. Of an actor or a claim only the last part of the IRI
//! counts, so that a graph may move to another base.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};

use crate::resolve::{Decisions, Split};

const DM: &str = "https://w3id.org/demarche/ontology#";
const DATA: &str = "https://w3id.org/demarche/data/";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// What one subject says: property to values, IRIs and literals as text.
type Properties = BTreeMap<String, BTreeSet<String>>;

/// Reads decisions; the error says what is wrong.
pub(super) fn parse(text: &str) -> Result<Decisions, String> {
    // On one line with the file's first, so that the parser's line numbers are the file's.
    let prefixes = format!("@prefix dm: <{DM}> . @prefix actor: <{DATA}actor/> . @prefix claim: <{DATA}claim/> . ");
    let whole = prefixes + text.trim_start_matches('\u{feff}');
    let mut subjects: BTreeMap<String, Properties> = BTreeMap::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(whole.as_bytes()) {
        let quad = quad.map_err(|e| e.to_string())?;
        let value = match &quad.object {
            Term::NamedNode(n) => n.as_str().to_owned(),
            Term::Literal(l) => l.value().to_owned(),
            other => return Err(format!("{other} is neither an IRI nor a text")),
        };
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(n) => n.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(b) => format!("_:{}", b.as_str()),
        };
        let properties = subjects.entry(subject).or_default();
        properties.entry(quad.predicate.as_str().to_owned()).or_default().insert(value);
    }
    let mut out = Decisions::default();
    for (subject, properties) in subjects {
        decide(&subject, &properties, &mut out)?;
    }
    // Blank nodes have random names: their order is none.
    out.merges.sort();
    out.splits.sort();
    Ok(out)
}

fn decide(subject: &str, properties: &Properties, out: &mut Decisions) -> Result<(), String> {
    let values = |name: &str| properties.get(&format!("{DM}{name}")).cloned().unwrap_or_default();
    let slugs = || values("actor").iter().map(|iri| last(iri)).collect::<BTreeSet<_>>();
    let said = |what: &str| {
        let named = if subject.starts_with("_:") { "a decision".to_owned() } else { format!("<{subject}>") };
        let values = properties.values().flatten().cloned().collect::<Vec<_>>().join(", ");
        format!("{named} ({values}) {what}")
    };
    let names = values("renamedTo");
    if names.len() > 1 {
        return Err(said("is renamed twice; keep one dm:renamedTo"));
    }
    out.names.extend(names.into_iter().map(|name| (last(subject), name)));
    for class in properties.get(TYPE).into_iter().flatten() {
        match class.strip_prefix(DM) {
            Some("Merge") if slugs().len() > 1 => out.merges.push(slugs()),
            Some("Merge") => return Err(said("merges fewer than two dm:actor")),
            Some("Split") => {
                let split = Split { actors: slugs(), documents: values("document"), names: values("name") };
                if split.documents.is_empty() && split.names.is_empty() {
                    return Err(said("splits without dm:document or dm:name"));
                }
                out.splits.push(split);
            }
            Some("Rejected") => drop(out.rejected.insert(last(subject))),
            _ => return Err(said("is of an unknown class; known are dm:Merge, dm:Split and dm:Rejected")),
        }
    }
    Ok(())
}

fn last(iri: &str) -> String {
    iri.rsplit(['/', '#']).next().unwrap_or(iri).to_owned()
}
