//! `actors.json`: who was taken for whom, and why.

use serde::Serialize;

use crate::graph::{Actor, Graph, Member};
use crate::text::{EntityType, Sector};

#[derive(Serialize)]
struct ActorRow<'g> {
    slug: &'g str,
    name: &'g str,
    #[serde(rename = "type")]
    entity_type: EntityType,
    country: Option<&'g str>,
    sector: Option<Sector>,
    known: bool,
    wikidata: Option<&'g str>,
    positions: &'g [String],
    aliases: &'g [String],
    members: Vec<MemberRow<'g>>,
}

#[derive(Serialize)]
struct MemberRow<'g> {
    document: &'g str,
    entity: usize,
    name: &'g str,
    why: &'g str,
    score: u8,
}

/// Gives the resolution with its reasons as JSON, one object an actor, sorted by slug.
pub fn actors(graph: &Graph) -> Vec<u8> {
    let rows: Vec<ActorRow<'_>> = graph.actors.iter().map(|a| row(graph, a)).collect();
    let mut bytes = serde_json::to_vec_pretty(&rows).expect("rows have only string keys");
    bytes.push(b'\n');
    bytes
}

fn row<'g>(graph: &'g Graph, actor: &'g Actor) -> ActorRow<'g> {
    let member = |m: &'g Member| MemberRow {
        document: graph.documents.get(m.document).map_or("", |d| d.key.as_str()),
        entity: m.entity,
        name: &m.name,
        why: &m.why,
        score: m.score,
    };
    ActorRow {
        slug: &actor.slug,
        name: &actor.name,
        entity_type: actor.entity_type,
        country: actor.country.as_deref(),
        sector: actor.sector,
        known: actor.known,
        wikidata: actor.wikidata.as_deref(),
        positions: &actor.positions,
        aliases: &actor.aliases,
        members: actor.members.iter().map(member).collect(),
    }
}
