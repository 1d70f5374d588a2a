//! GEXF: actors and facts with their days, for Gephi and its timeline.

use std::io::Write;

use super::network::edges;
use super::words::{plain, xml};
use super::{ExportError, Options, Writer};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// The network as GEXF 1.2.
pub(super) struct Gexf;

const OF_NODES: [&str; 3] = ["type", "country", "sector"];
const OF_EDGES: [&str; 4] = ["relation", "event", "status", "sentence"];

impl Writer for Gexf {
    fn name(&self) -> &'static str {
        "gexf"
    }

    fn help(&self) -> &'static str {
        "GEXF: actors and facts with the days that they are of, for Gephi's timeline"
    }

    fn media_type(&self) -> &'static str {
        "application/gexf+xml"
    }

    fn write(&self, graph: &Graph, _: &Ontology, _: &Options, out: &mut dyn Write) -> Result<(), ExportError> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">")?;
        writeln!(out, "  <meta><creator>demarche</creator></meta>")?;
        writeln!(out, "  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">")?;
        for (class, names) in [("node", &OF_NODES[..]), ("edge", &OF_EDGES[..])] {
            writeln!(out, "    <attributes class=\"{class}\" mode=\"static\">")?;
            for (at, name) in names.iter().enumerate() {
                writeln!(out, "      <attribute id=\"{at}\" title=\"{name}\" type=\"string\"/>")?;
            }
            writeln!(out, "    </attributes>")?;
        }
        writeln!(out, "    <nodes>")?;
        for actor in &graph.actors {
            writeln!(out, "      <node id=\"{}\" label=\"{}\">", xml(&actor.slug), xml(&plain(&actor.name)))?;
            let sector = actor.sector.map_or("", crate::text::Sector::as_str);
            values(out, &[actor.entity_type.as_str(), actor.country.as_deref().unwrap_or_default(), sector])?;
            writeln!(out, "      </node>")?;
        }
        writeln!(out, "    </nodes>\n    <edges>")?;
        for edge in edges(graph) {
            let (from, to) = (xml(&graph.actors[edge.from].slug), xml(&graph.actors[edge.to].slug));
            let days = edge.days.map_or(String::new(), |(first, last)| format!(" start=\"{first}\" end=\"{last}\""));
            let head = format!("      <edge id=\"f{}\" source=\"{from}\" target=\"{to}\"", edge.number);
            writeln!(
                out,
                "{head} label=\"{}\" weight=\"{}\"{days}>",
                xml(&plain(&edge.fact.relation)),
                edge.documents
            )?;
            values(out, &[&edge.fact.relation, &edge.fact.event, edge.status, edge.sentence])?;
            writeln!(out, "      </edge>")?;
        }
        writeln!(out, "    </edges>\n  </graph>\n</gexf>")?;
        Ok(())
    }
}

/// Attributes in the order of their numbers.
fn values(out: &mut dyn Write, values: &[&str]) -> std::io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (at, value) in values.iter().enumerate() {
        writeln!(out, "          <attvalue for=\"{at}\" value=\"{}\"/>", xml(&plain(value)))?;
    }
    writeln!(out, "        </attvalues>")
}
