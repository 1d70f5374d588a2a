//! JSON-LD of the union graph with short keys, for programs that know JSON and no RDF.
//!
//! Always the RDF 1.1 form: JSON-LD has no triple terms.

use std::io::Write;

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedOrBlankNode, Term};
use serde_json::{Map, Value, json};

use super::grouped::{Subject, subjects};
use super::iri::{Short, known};
use super::parts::{Parts, write_each};
use super::{ExportError, Options, Writer};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// The union graph as JSON-LD.
pub(super) struct JsonLd;

/// What the values of a short key are unless they say otherwise.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Values {
    /// IRIs.
    Iris,
    /// Plain strings.
    Strings,
    /// English text.
    English,
    /// Literals of a datatype.
    Typed(&'static str),
}

const TERMS: &[(&str, &str, Values)] = &[
    ("source", "dm:source", Values::Iris),
    ("relation", "dm:relation", Values::Iris),
    ("target", "dm:target", Values::Iris),
    ("theme", "dm:theme", Values::English),
    ("polarity", "dm:polarity", Values::Iris),
    ("modality", "dm:modality", Values::Iris),
    ("by", "dm:by", Values::Iris),
    ("time", "dm:time", Values::Typed("xsd:date")),
    ("confidence", "dm:confidence", Values::Typed("xsd:decimal")),
    ("former", "dm:former", Values::Typed("xsd:boolean")),
    ("trigger", "dm:trigger", Values::Strings),
    ("extractor", "dm:extractor", Values::Strings),
    ("quotedFrom", "prov:wasQuotedFrom", Values::Iris),
    ("derivedFrom", "prov:wasDerivedFrom", Values::Iris),
    ("attributedTo", "prov:wasAttributedTo", Values::Iris),
    ("sourceMention", "dm:sourceMention", Values::Iris),
    ("targetMention", "dm:targetMention", Values::Iris),
    ("byMention", "dm:byMention", Values::Iris),
    ("document", "oa:hasSource", Values::Iris),
    ("selector", "oa:hasSelector", Values::Iris),
    ("start", "oa:start", Values::Typed("xsd:integer")),
    ("end", "oa:end", Values::Typed("xsd:integer")),
    ("exact", "oa:exact", Values::Strings),
    ("label", "rdfs:label", Values::English),
    ("prefLabel", "skos:prefLabel", Values::English),
    ("altLabel", "skos:altLabel", Values::English),
    ("country", "dm:country", Values::Strings),
    ("sector", "dm:sector", Values::Strings),
    ("position", "dm:position", Values::English),
    ("wikidata", "dm:wikidata", Values::Iris),
    ("exactMatch", "skos:exactMatch", Values::Iris),
    ("sameAs", "owl:sameAs", Values::Iris),
    ("key", "dcterms:identifier", Values::Strings),
    ("title", "dcterms:title", Values::English),
    ("date", "dcterms:date", Values::Typed("xsd:date")),
    ("publisher", "dcterms:publisher", Values::Strings),
    ("language", "dcterms:language", Values::Strings),
    ("url", "schema:url", Values::Iris),
    ("version", "schema:version", Values::Strings),
    ("member", "org:member", Values::Iris),
    ("organization", "org:organization", Values::Iris),
    ("role", "org:role", Values::Iris),
    ("hasTime", "owltime:hasTime", Values::Iris),
    ("hasBeginning", "owltime:hasBeginning", Values::Iris),
    ("hasEnd", "owltime:hasEnd", Values::Iris),
    ("day", "owltime:inXSDDate", Values::Typed("xsd:date")),
    ("vocabulary", "void:vocabulary", Values::Iris),
    ("entities", "void:entities", Values::Typed("xsd:integer")),
];

impl Writer for JsonLd {
    fn name(&self) -> &'static str {
        "jsonld"
    }

    fn help(&self) -> &'static str {
        "JSON-LD: all graphs as one, with short keys, in the RDF 1.1 form"
    }

    fn media_type(&self) -> &'static str {
        "application/ld+json"
    }

    fn write(
        &self,
        graph: &Graph,
        ontology: &Ontology,
        options: &Options,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        options.check()?;
        let parts = Parts::union(graph, ontology, &Options { rdf11: true, ..options.clone() });
        let printer = Printer::new(options);
        writeln!(out, "{{\n\"@context\": {},\n\"@graph\": [", pretty(&printer.context())?)?;
        let all = parts.in_reading_order();
        write_each(&all, out, |part, text| {
            for (at, subject) in subjects(&parts.quads(part)).iter().enumerate() {
                // The whole, which is never without a subject, comes first.
                let comma = if at == 0 && part.name == all[0].name { "" } else { ",\n" };
                write!(text, "{comma}{}", pretty(&printer.node(subject))?)?;
            }
            Ok(())
        })?;
        writeln!(out, "\n]\n}}")?;
        Ok(())
    }
}

fn pretty(value: &Value) -> Result<String, std::io::Error> {
    serde_json::to_string_pretty(value).map_err(std::io::Error::from)
}

struct Printer {
    short: Short,
    /// Whole IRIs of the short keys.
    terms: Vec<(String, &'static str, Values)>,
}

impl Printer {
    fn new(options: &Options) -> Self {
        let terms = TERMS.iter().map(|(term, name, values)| (known(name).into_string(), *term, *values)).collect();
        Self { short: Short::new(options), terms }
    }

    fn context(&self) -> Value {
        let mut out = Map::new();
        for (prefix, iri) in self.short.prefixes() {
            out.insert((*prefix).to_owned(), json!(iri));
        }
        for (term, name, values) in TERMS {
            let definition = match values {
                Values::Iris => json!({"@id": name, "@type": "@id"}),
                Values::Strings => json!({"@id": name}),
                Values::English => json!({"@id": name, "@language": "en"}),
                Values::Typed(datatype) => json!({"@id": name, "@type": datatype}),
            };
            out.insert((*term).to_owned(), definition);
        }
        Value::Object(out)
    }

    fn node(&self, subject: &Subject<'_>) -> Value {
        let mut out = Map::new();
        let id = match subject.node {
            NamedOrBlankNode::NamedNode(n) => self.iri(n.as_str()),
            NamedOrBlankNode::BlankNode(n) => n.to_string(),
        };
        out.insert("@id".to_owned(), Value::String(id));
        for (predicate, objects) in &subject.properties {
            if predicate.as_ref() == rdf::TYPE {
                let types = objects
                    .iter()
                    .filter_map(|o| if let Term::NamedNode(n) = o { Some(self.iri(n.as_str())) } else { None });
                out.insert("@type".to_owned(), one_or_more(types.map(Value::String).collect()));
                continue;
            }
            let term = self.terms.iter().find(|(iri, _, _)| iri == predicate.as_str());
            let (key, values) = match term {
                Some((_, term, values)) => ((*term).to_owned(), Some(*values)),
                None => (self.iri(predicate.as_str()), None),
            };
            out.insert(key, one_or_more(objects.iter().map(|o| self.value(o, values)).collect()));
        }
        Value::Object(out)
    }

    fn value(&self, term: &Term, values: Option<Values>) -> Value {
        match term {
            Term::Literal(literal) => self.literal(literal, values),
            Term::NamedNode(n) if values == Some(Values::Iris) => Value::String(self.iri(n.as_str())),
            Term::NamedNode(n) => json!({"@id": self.iri(n.as_str())}),
            other => json!({"@id": other.to_string()}),
        }
    }

    fn literal(&self, literal: &Literal, values: Option<Values>) -> Value {
        let datatype = literal.datatype();
        let short = self.iri(datatype.as_str());
        let fits = match values {
            Some(Values::English) => literal.language() == Some("en"),
            Some(Values::Strings) => datatype == xsd::STRING,
            Some(Values::Typed(expected)) => short == expected,
            Some(Values::Iris) | None => false,
        };
        if fits {
            Value::String(literal.value().to_owned())
        } else if let Some(language) = literal.language() {
            json!({"@value": literal.value(), "@language": language})
        } else if datatype == xsd::STRING {
            json!({"@value": literal.value()})
        } else {
            json!({"@value": literal.value(), "@type": short})
        }
    }

    fn iri(&self, iri: &str) -> String {
        self.short.name(iri).unwrap_or_else(|| iri.to_owned())
    }
}

fn one_or_more(mut values: Vec<Value>) -> Value {
    if values.len() == 1 { values.remove(0) } else { Value::Array(values) }
}
