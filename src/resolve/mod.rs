//! Who is who over all documents: entities to actors, claims to statements, and the graph of them.
//!
//! Takes the readings of all documents and the user's decisions, gives a [`Graph`]. A function of that set alone: the
//! order of documents does not matter, and nothing that was read is touched. Merging is cautious: what is not the same
//! by name, office and country stays apart, and every member of an actor carries the reason why it was put there.

mod bodies;
mod clusters;
mod decisions;
mod link;
mod names;
mod same;
mod score;
mod slug;
mod sound;

use std::collections::{BTreeMap, BTreeSet};

pub use decisions::{Decisions, Split};
pub use link::{Doubt, doubts};

use crate::extract::{Argument, Claim, Entity, Reading};
use crate::graph::{Actor, Graph, Member, Participant, Quote, Source, Statement};
use crate::knowledge::{Found, Knowledge};
use crate::ontology::Ontology;
use crate::text::{MentionKind, Scalars, Sector, Span};

/// Gives the graph of all readings.
pub fn resolve(readings: &[Reading], decisions: &Decisions, ontology: &Ontology) -> Graph {
    resolve_with(readings, decisions, ontology, &Knowledge::default())
}

/// Gives the graph of all readings, its actors linked to the user's knowledge base.
pub fn resolve_with(readings: &[Reading], decisions: &Decisions, ontology: &Ontology, knowledge: &Knowledge) -> Graph {
    let mut sorted: Vec<&Reading> = readings.iter().collect();
    sorted.sort_by_key(|r| (&r.document.key, &r.document.hash));
    let (actors, groups) = actors(&sorted, decisions, ontology, knowledge);
    let place = places(&sorted, &groups);
    let documents = sorted.iter().map(|r| source(r)).collect();
    let mut statements = statements(&sorted, &place);
    statements.retain(|s| !decisions.rejects(&s.id));
    Graph::new(documents, actors, statements)
}

/// The actors, sorted by slug, and the group of each.
fn actors(
    readings: &[&Reading],
    decisions: &Decisions,
    ontology: &Ontology,
    knowledge: &Knowledge,
) -> (Vec<Actor>, Vec<Group>) {
    let named = |groups: &[Group]| {
        let mut actors: Vec<Actor> = groups.iter().map(|g| actor(readings, g, ontology)).collect();
        slug::make_unique(&mut actors);
        actors
    };
    let mut groups = link::link(readings, same::groups(readings, ontology), knowledge, ontology);
    let mut actors = named(&groups);
    if !decisions.splits.is_empty() {
        groups = decisions.split(readings, groups, &actors);
        actors = named(&groups);
    }
    if !decisions.merges.is_empty() {
        groups = decisions.merge(groups, &actors);
        actors = named(&groups);
    }
    actors.iter_mut().zip(&groups).for_each(|(a, g)| decisions.rename(a, &g.called));
    let mut both: Vec<(Actor, Group)> = actors.into_iter().zip(groups).collect();
    both.sort_by(|a, b| a.0.slug.cmp(&b.0.slug));
    both.into_iter().unzip()
}

/// For each entity of each document the place of its actor.
fn places(readings: &[&Reading], groups: &[Group]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = readings.iter().map(|r| vec![0; r.entities.len()]).collect();
    for (actor, group) in groups.iter().enumerate() {
        group.places.iter().for_each(|p| out[p.document][p.entity] = actor);
    }
    out
}

fn source(reading: &Reading) -> Source {
    let d = &reading.document;
    Source {
        key: d.key.clone(),
        hash: d.hash.clone(),
        title: d.title.clone(),
        date: d.date.clone(),
        url: d.url.clone(),
        publisher: d.publisher.clone(),
        language: d.language.clone(),
        model: reading.model.clone(),
    }
}

/// One entity of one document, and why it belongs to its group.
#[derive(Clone, Debug)]
struct Place {
    document: usize,
    entity: usize,
    why: String,
    /// How sure that is, in hundredths.
    score: u8,
}

/// Entities that are one actor.
#[derive(Clone, Debug)]
struct Group {
    /// Sorted, never none.
    places: Vec<Place>,
    /// Slugs of the actors that the user merged into it.
    called: BTreeSet<String>,
    /// What the user's knowledge base has it as.
    row: Option<Found>,
}

impl Group {
    fn new(places: Vec<Place>) -> Self {
        Self { places, called: BTreeSet::new(), row: None }.sorted()
    }

    /// Its documents, each once.
    fn documents(&self) -> BTreeSet<usize> {
        self.places.iter().map(|p| p.document).collect()
    }

    fn sorted(mut self) -> Self {
        self.places.sort_by_key(|p| (p.document, p.entity));
        self
    }
}

fn actor(readings: &[&Reading], group: &Group, ontology: &Ontology) -> Actor {
    let row = group.row.as_ref();
    let entities = || group.places.iter().map(|p| (p, &readings[p.document].entities[p.entity]));
    let known = entities().filter_map(|(_, e)| e.known.as_deref()).min().and_then(|slug| ontology.actor(slug));
    let label = known.map(|k| &k.label).or(row.map(|r| &r.row.name));
    let name = label.cloned().unwrap_or_else(|| fullest(entities().map(|(_, e)| e.name.as_str())));
    let country = known.and_then(|k| k.country.clone()).or_else(|| row.and_then(|r| r.row.country.clone()));
    let told = || most(entities().filter_map(|(_, e)| e.country.clone()));
    let likely = || most(entities().filter_map(|(_, e)| e.likely_country.clone()));
    let country = country.or_else(told).or_else(likely);
    let sector = known.and_then(|k| k.sector).or_else(|| row.and_then(|r| r.row.sector));
    let sector: Option<Sector> = sector.or_else(|| most(entities().filter_map(|(_, e)| e.sector)));
    let mut positions: Vec<String> = entities().filter_map(|(_, e)| e.position.clone()).collect();
    let mut aliases: Vec<String> = entities().flat_map(|(p, e)| aliases(readings[p.document], e)).collect();
    aliases.extend(row.into_iter().flat_map(|r| r.row.aliases.iter().cloned()));
    aliases.retain(|a| *a != name);
    let member = |(p, e): (&Place, &Entity)| Member {
        document: p.document,
        entity: p.entity,
        name: e.name.clone(),
        why: p.why.clone(),
        score: p.score,
    };
    let mut members: Vec<Member> = entities().map(member).collect();
    members.sort();
    for list in [&mut positions, &mut aliases] {
        list.sort();
        list.dedup();
    }
    Actor {
        slug: known.map_or_else(|| slug::of(&name), |k| k.slug.clone()),
        entity_type: most(entities().map(|(_, e)| e.entity_type)).expect("a group has members"),
        known: known.is_some(),
        wikidata: known.and_then(|k| k.wikidata.clone()).or_else(|| row.and_then(|r| r.row.wikidata.clone())),
        identifier: row.map(Found::identifier),
        name,
        country,
        sector,
        positions,
        aliases,
        members,
    }
}

/// The words of a document that name an entity, pronouns and offices aside.
fn aliases(reading: &Reading, entity: &Entity) -> Vec<String> {
    let names = entity.mentions.iter().filter(|m| matches!(m.kind, MentionKind::Name | MentionKind::Metonym));
    let words = names.map(|m| m.span.of(&reading.document.text).split_whitespace().collect::<Vec<_>>().join(" "));
    words.chain(std::iter::once(entity.name.clone())).filter(|w| !w.is_empty()).collect()
}

/// The name with the most words, initials counting last, then the most frequent, then the first in order.
fn fullest<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    names.for_each(|n| *counts.entry(n).or_default() += 1);
    let whole = |n: &str| n.split_whitespace().filter(|w| w.trim_end_matches('.').chars().nth(1).is_some()).count();
    let rank = |n: &&str, c: &usize| (n.split_whitespace().count(), whole(n), *c);
    let best = counts.iter().max_by(|a, b| rank(a.0, a.1).cmp(&rank(b.0, b.1)).then(b.0.cmp(a.0)));
    best.map_or_else(String::new, |(n, _)| (*n).to_owned())
}

/// The most frequent value; among equals the first in order.
fn most<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(v, _)| v)
}

fn statements(readings: &[&Reading], place: &[Vec<usize>]) -> Vec<Statement> {
    let mut out = Vec::new();
    for (document, reading) in readings.iter().enumerate() {
        let scalars = Scalars::new(&reading.document.text);
        let quote = |span: Span| {
            let (start, end) = scalars.span(&reading.document.text, span);
            Quote { text: span.of(&reading.document.text).to_owned(), start, end }
        };
        let participant = |a: Option<Argument>| {
            // A file that somebody edited may name an entity that it does not hold.
            a.and_then(|a| Some(Participant { actor: *place[document].get(a.entity)?, mention: quote(a.span) }))
        };
        let statement = |claim: &Claim| Statement {
            id: claim.id.clone(),
            document,
            sentence: quote(claim.sentence),
            trigger: quote(claim.trigger),
            relation: claim.relation.clone(),
            event: claim.event.clone(),
            source: participant(claim.source),
            target: participant(claim.target),
            by: participant(claim.by),
            theme: claim.theme.map(quote),
            polarity: claim.polarity,
            modality: claim.modality,
            is_former: claim.is_former,
            time: claim.time.clone(),
            confidence: claim.confidence,
            extractor: claim.extractor.clone(),
        };
        out.extend(reading.claims.iter().map(statement));
    }
    out.sort_by(|a, b| (a.document, a.trigger.start, &a.id).cmp(&(b.document, b.trigger.start, &b.id)));
    out
}
