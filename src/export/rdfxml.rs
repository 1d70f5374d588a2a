//! RDF/XML of the union graph, for Protégé and older tools.
//!
//! Triple terms are written as RDF 1.2 has them (`rdf:parseType="Triple"`); older tools want the RDF 1.1 form.

use std::io::Write;

use oxigraph::io::{RdfFormat, RdfSerializer, WriterQuadSerializer};
use oxigraph::model::TripleRef;

use super::grouped::{Subject, subjects};
use super::iri::prefixes;
use super::parts::Parts;
use super::{ExportError, Options, Writer};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// The union graph as RDF/XML.
pub(super) struct RdfXml;

impl Writer for RdfXml {
    fn name(&self) -> &'static str {
        "rdfxml"
    }

    fn help(&self) -> &'static str {
        "RDF/XML: all graphs as one, for Protégé and older tools (with --rdf11)"
    }

    fn media_type(&self) -> &'static str {
        "application/rdf+xml"
    }

    fn write(
        &self,
        graph: &Graph,
        ontology: &Ontology,
        options: &Options,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        options.check()?;
        let parts = Parts::union(graph, ontology, options);
        let mut serializer = RdfSerializer::from_format(RdfFormat::RdfXml);
        for (prefix, iri) in prefixes(options) {
            let fault = |e: oxigraph::model::IriParseError| ExportError::Base {
                base: options.base.clone(),
                cause: e.to_string(),
            };
            serializer = serializer.with_prefix(prefix, iri).map_err(fault)?;
        }
        let mut writer = serializer.for_writer(out);
        for part in parts.in_reading_order() {
            for subject in subjects(&parts.quads(&part)) {
                write(&subject, &mut writer)?;
            }
        }
        writeln!(writer.finish()?)?;
        Ok(())
    }
}

fn write<W: Write>(subject: &Subject<'_>, writer: &mut WriterQuadSerializer<W>) -> Result<(), ExportError> {
    for (predicate, objects) in &subject.properties {
        if !has_xml_name(predicate.as_str()) {
            return Err(ExportError::NoXmlName { iri: predicate.as_str().to_owned() });
        }
        for object in objects {
            writer.serialize_triple(TripleRef::new(subject.node, *predicate, *object))?;
        }
    }
    Ok(())
}

/// Whether an IRI ends in a name that XML allows.
fn has_xml_name(iri: &str) -> bool {
    let name = iri.rsplit(['#', '/', ':']).next().unwrap_or("");
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
}
