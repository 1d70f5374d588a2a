//! GraphML: actors and facts for yEd, Cytoscape, igraph and networkx.

use std::io::Write;

use super::network::edges;
use super::words::{plain, xml};
use super::{ExportError, Options, Writer};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// The network as GraphML.
pub(super) struct GraphMl;

/// Attributes: of what, name, type.
const KEYS: [(&str, &str, &str); 13] = [
    ("node", "label", "string"),
    ("node", "type", "string"),
    ("node", "country", "string"),
    ("node", "sector", "string"),
    ("node", "wikidata", "string"),
    ("edge", "relation", "string"),
    ("edge", "event", "string"),
    ("edge", "status", "string"),
    ("edge", "weight", "int"),
    ("edge", "claims", "int"),
    ("edge", "first", "string"),
    ("edge", "last", "string"),
    ("edge", "sentence", "string"),
];

impl Writer for GraphMl {
    fn name(&self) -> &'static str {
        "graphml"
    }

    fn help(&self) -> &'static str {
        "GraphML: actors as nodes, facts between two of them as edges, for Cytoscape, igraph, networkx"
    }

    fn media_type(&self) -> &'static str {
        "application/graphml+xml"
    }

    fn write(&self, graph: &Graph, _: &Ontology, _: &Options, out: &mut dyn Write) -> Result<(), ExportError> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
        for (of, name, kind) in KEYS {
            writeln!(out, "  <key id=\"{of}-{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
        }
        writeln!(out, "  <graph id=\"claims\" edgedefault=\"directed\">")?;
        for actor in &graph.actors {
            writeln!(out, "    <node id=\"{}\">", xml(&actor.slug))?;
            let sector = actor.sector.map_or("", crate::text::Sector::as_str);
            data(out, "node-label", &actor.name)?;
            data(out, "node-type", actor.entity_type.as_str())?;
            data(out, "node-country", actor.country.as_deref().unwrap_or_default())?;
            data(out, "node-sector", sector)?;
            data(out, "node-wikidata", actor.wikidata.as_deref().unwrap_or_default())?;
            writeln!(out, "    </node>")?;
        }
        for edge in edges(graph) {
            let (from, to) = (xml(&graph.actors[edge.from].slug), xml(&graph.actors[edge.to].slug));
            writeln!(out, "    <edge id=\"f{}\" source=\"{from}\" target=\"{to}\">", edge.number)?;
            data(out, "edge-relation", &edge.fact.relation)?;
            data(out, "edge-event", &edge.fact.event)?;
            data(out, "edge-status", edge.status)?;
            data(out, "edge-weight", &edge.documents.to_string())?;
            data(out, "edge-claims", &edge.fact.statements.len().to_string())?;
            let (first, last) = edge.days.unwrap_or_default();
            data(out, "edge-first", &first)?;
            data(out, "edge-last", &last)?;
            data(out, "edge-sentence", edge.sentence)?;
            writeln!(out, "    </edge>")?;
        }
        writeln!(out, "  </graph>\n</graphml>")?;
        Ok(())
    }
}

/// An attribute; nothing where it is empty.
fn data(out: &mut dyn Write, key: &str, value: &str) -> std::io::Result<()> {
    let value = plain(value);
    if value.is_empty() { Ok(()) } else { writeln!(out, "      <data key=\"{key}\">{}</data>", xml(&value)) }
}
