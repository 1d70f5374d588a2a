//! Cypher: statements that fill a Neo4j or Memgraph database; running them twice changes nothing.

use std::io::Write;

use super::words::plain;
use super::{ExportError, Names, Options, Writer, literal};
use crate::graph::{Graph, Statement};
use crate::ontology::Ontology;

/// The graph as Cypher statements.
pub(super) struct Cypher;

impl Writer for Cypher {
    fn name(&self) -> &'static str {
        "cypher"
    }

    fn help(&self) -> &'static str {
        "Cypher: statements for Neo4j: actors, documents, claims as relationships with their sentences"
    }

    fn media_type(&self) -> &'static str {
        "application/x-cypher"
    }

    fn write(&self, graph: &Graph, _: &Ontology, options: &Options, out: &mut dyn Write) -> Result<(), ExportError> {
        options.check()?;
        let names = Names::new(options);
        writeln!(out, "CREATE CONSTRAINT actor IF NOT EXISTS FOR (a:Actor) REQUIRE a.id IS UNIQUE;")?;
        for actor in &graph.actors {
            let id = text(names.actor(&actor.slug).as_str());
            let mut fields = vec![("name", actor.name.as_str()), ("type", actor.entity_type.as_str())];
            fields.extend(actor.country.as_deref().map(|c| ("country", c)));
            fields.extend(actor.sector.map(|s| ("sector", s.as_str())));
            fields.extend(actor.wikidata.as_deref().map(|w| ("wikidata", w)));
            let fields: Vec<String> = fields.iter().map(|(k, v)| format!("a.{k} = {}", text(v))).collect();
            writeln!(out, "MERGE (a:Actor {{id: {id}}}) SET {};", fields.join(", "))?;
        }
        for statement in &graph.statements {
            relationship(graph, &names, statement, out)?;
        }
        Ok(())
    }
}

/// A claim with both sides; one without them has no place in a property graph.
fn relationship(graph: &Graph, names: &Names, s: &Statement, out: &mut dyn Write) -> std::io::Result<()> {
    let slug = |p: &Option<crate::graph::Participant>| Some(&graph.actors.get(p.as_ref()?.actor)?.slug);
    let (Some(source), Some(target)) = (slug(&s.source), slug(&s.target)) else { return Ok(()) };
    let document = graph.documents.get(s.document).map_or("", |d| d.key.as_str());
    let mut fields = vec![
        ("event", text(&s.event)),
        ("polarity", text(s.polarity.as_str())),
        ("modality", text(s.modality.as_str())),
        ("document", text(document)),
        ("sentence", text(&s.sentence.text)),
        ("confidence", literal::decimal(s.confidence).value().to_owned()),
    ];
    fields.extend(s.theme.as_ref().map(|t| ("theme", text(&t.text))));
    fields.extend(s.time.as_ref().map(|t| ("time", text(t))));
    let fields: Vec<String> = fields.iter().map(|(k, v)| format!("r.{k} = {v}")).collect();
    let (a, b, id) = (names.actor(source), names.actor(target), names.claim(&s.id));
    writeln!(
        out,
        "MATCH (a:Actor {{id: {}}}), (b:Actor {{id: {}}}) MERGE (a)-[r:{} {{id: {}}}]->(b) SET {};",
        text(a.as_str()),
        text(b.as_str()),
        kind(&s.relation),
        text(id.as_str()),
        fields.join(", ")
    )
}

/// `accusesOf` as the relationship type `ACCUSES_OF`; letters, digits and underscores alone.
fn kind(relation: &str) -> String {
    let mut out = String::new();
    for c in relation.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_uppercase().map(|c| if c.is_alphanumeric() { c } else { '_' }));
    }
    format!("`{out}`")
}

/// A string literal on one line.
fn text(words: &str) -> String {
    format!("'{}'", plain(words).replace('\\', "\\\\").replace('\'', "\\'"))
}
