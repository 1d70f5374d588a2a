//! `decisions.ttl`: merges, splits, names and rejections in Turtle.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Term;

use crate::resolve::Decisions;

const DM: &str = "https://w3id.org/demarche/ontology#";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// What one subject says: property to values, IRIs and literals as text.
type Properties = BTreeMap<String, BTreeSet<String>>;

/// Reads decisions; the error says what is wrong.
pub(super) fn parse(text: &str) -> Result<Decisions, String> {
    let mut subjects: BTreeMap<String, Properties> = BTreeMap::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()) {
        let quad = quad.map_err(|e| e.to_string())?;
        let value = match &quad.object {
            Term::NamedNode(n) => n.as_str().to_owned(),
            Term::Literal(l) => l.value().to_owned(),
            other => return Err(format!("{other} is neither an IRI nor a text")),
        };
        let properties = subjects.entry(quad.subject.to_string()).or_default();
        properties.entry(quad.predicate.as_str().to_owned()).or_default().insert(value);
    }
    let mut out = Decisions::default();
    for (subject, properties) in subjects {
        decide(&subject, &properties, &mut out)?;
    }
    Ok(out)
}

fn decide(subject: &str, properties: &Properties, out: &mut Decisions) -> Result<(), String> {
    let values = |name: &str| properties.get(&format!("{DM}{name}")).cloned().unwrap_or_default();
    let slugs = || values("actor").iter().map(|iri| last(iri)).collect::<BTreeSet<_>>();
    for name in values("renamedTo") {
        out.names.insert(last(subject.trim_matches(['<', '>'])), name);
    }
    for class in properties.get(TYPE).into_iter().flatten() {
        match class.strip_prefix(DM) {
            Some("Merge") if slugs().len() > 1 => out.merges.push(slugs()),
            Some("Merge") => return Err(format!("{subject} merges fewer than two dm:actor")),
            Some("Split") => {
                let (documents, names) = (values("document"), values("name"));
                if documents.is_empty() || names.is_empty() {
                    return Err(format!("{subject} splits without dm:document and dm:name"));
                }
                out.splits.extend(documents.iter().flat_map(|d| names.iter().map(move |n| (d.clone(), n.clone()))));
            }
            Some("Rejected") => drop(out.rejected.insert(last(subject.trim_matches(['<', '>'])))),
            _ => return Err(format!("{subject} is a {class}; known are dm:Merge, dm:Split and dm:Rejected")),
        }
    }
    Ok(())
}

fn last(iri: &str) -> String {
    iri.rsplit('/').next().unwrap_or(iri).to_owned()
}
