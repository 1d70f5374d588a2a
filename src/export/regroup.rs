//! Whose claims are taken together in a diagram: of actors, of states, of documents.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::By;
use super::words::{plain, shorten};
use crate::graph::{Actor, Graph, Participant, Source, Statement};
use crate::ontology::{KnownActor, Ontology};
use crate::text::{EntityType, Sector};

/// A graph to be drawn, and the cluster of each actor where that is not its country.
pub(super) struct Regrouped<'g> {
    pub graph: Cow<'g, Graph>,
    pub clusters: Option<Vec<String>>,
}

/// Takes claims together as the reader wants.
pub(super) fn regroup<'g>(graph: &'g Graph, ontology: &Ontology, by: By) -> Regrouped<'g> {
    match by {
        By::Actor => Regrouped { graph: Cow::Borrowed(graph), clusters: None },
        By::State => Regrouped { graph: Cow::Owned(by_state(graph, ontology)), clusters: None },
        By::Document => by_document(graph),
    }
}

/// Everybody stands for the state that he, she or it acts for; who has none stands for itself.
fn by_state(graph: &Graph, ontology: &Ontology) -> Graph {
    let mut states: BTreeMap<&str, &KnownActor> = BTreeMap::new();
    for state in ontology.actors.iter().filter(|a| a.is_state) {
        if let Some(code) = &state.country {
            states.entry(code).or_insert(state);
        }
    }
    let (mut actors, mut of_slug, mut new) = (Vec::new(), BTreeMap::new(), Vec::new());
    for actor in &graph.actors {
        let state = actor.country.as_deref().filter(|_| acts_for_state(actor)).and_then(|code| states.get(code));
        let slug = state.map_or(&actor.slug, |s| &s.slug);
        let at = *of_slug.entry(slug.clone()).or_insert_with(|| {
            actors.push(state.map_or_else(|| Actor { country: None, ..actor.clone() }, |s| as_actor(s)));
            actors.len() - 1
        });
        new.push(at);
    }
    let mut statements: Vec<Statement> = graph.statements.iter().map(|s| moved(s, |actor| new[actor])).collect();
    // A minister who is quoted on his own state is not that state speaking: he stays himself as the one who says so.
    for (s, before) in statements.iter_mut().zip(&graph.statements) {
        let (by, source) = (before.by.as_ref(), before.source.as_ref());
        let Some(speaker) = by.filter(|by| Some(by.actor) != source.map(|p| p.actor)) else { continue };
        if s.by.as_ref().map(|p| p.actor) == s.source.as_ref().map(|p| p.actor) {
            actors.push(graph.actors[speaker.actor].clone());
            s.by = Some(Participant { actor: actors.len() - 1, mention: speaker.mention.clone() });
        }
    }
    Graph::new(graph.documents.clone(), actors, statements)
}

/// Whether an actor is a state or one of its organs: government, parliament, courts, forces.
fn acts_for_state(actor: &Actor) -> bool {
    use Sector::{Cop, Gov, Jud, Leg, Mil, Spy};
    let organs = [Gov, Leg, Jud, Mil, Cop, Spy];
    let is_place = matches!(actor.entity_type, EntityType::Facility | EntityType::Place | EntityType::Work);
    !is_place && actor.sector.is_some_and(|s| organs.contains(&s))
}

fn as_actor(state: &KnownActor) -> Actor {
    Actor {
        slug: state.slug.clone(),
        name: state.label.clone(),
        entity_type: EntityType::State,
        // No frames: the state itself is a node.
        country: None,
        sector: state.sector,
        positions: Vec::new(),
        aliases: Vec::new(),
        known: true,
        wikidata: state.wikidata.clone(),
        identifier: None,
        members: Vec::new(),
    }
}

/// Every document stands for itself: an actor of two documents is drawn in each.
fn by_document(graph: &Graph) -> Regrouped<'_> {
    let mut numbers: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for s in &graph.statements {
        for p in [&s.source, &s.target, &s.by].into_iter().flatten() {
            let next = numbers.len();
            numbers.entry((s.document, p.actor)).or_insert(next);
        }
    }
    let mut order: Vec<((usize, usize), usize)> = numbers.iter().map(|(k, v)| (*k, *v)).collect();
    order.sort_by_key(|(_, number)| *number);
    let actors = order.iter().map(|((_, actor), _)| graph.actors[*actor].clone()).collect();
    let titled = |d: &Source| {
        let (title, date) = (d.title.as_deref().unwrap_or(&d.key), d.date.as_deref().unwrap_or_default());
        format!("{} {}", shorten(&plain(title), 70), shorten(&plain(date), 10)).trim().to_owned()
    };
    let titles: Vec<String> = graph.documents.iter().map(titled).collect();
    let mut bearers: BTreeMap<&String, usize> = BTreeMap::new();
    titles.iter().for_each(|t| *bearers.entry(t).or_default() += 1);
    // Two updates of one day may share their headline.
    let unique = |at: usize| {
        let title = &titles[at];
        if bearers[title] == 1 {
            title.clone()
        } else {
            format!("{title} · {}", shorten(&plain(&graph.documents[at].key), 60))
        }
    };
    let frames: Vec<String> = (0..titles.len()).map(unique).collect();
    let clusters = order.iter().map(|((document, _), _)| frames[*document].clone()).collect();
    let statements = graph.statements.iter().map(|s| moved(s, |actor| numbers[&(s.document, actor)])).collect();
    let graph = Graph::new(graph.documents.clone(), actors, statements);
    Regrouped { graph: Cow::Owned(graph), clusters: Some(clusters) }
}

/// The statement with other numbers of its actors.
fn moved(s: &Statement, number: impl Fn(usize) -> usize) -> Statement {
    let participant = |p: &Option<Participant>| {
        p.as_ref().map(|p| Participant { actor: number(p.actor), mention: p.mention.clone() })
    };
    Statement { source: participant(&s.source), target: participant(&s.target), by: participant(&s.by), ..s.clone() }
}
