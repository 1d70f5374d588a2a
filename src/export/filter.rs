//! The part of a graph that a reader asks for.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::graph::{Actor, Graph, Participant, Statement};

/// What is kept; what is left open keeps everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Names of relations (`accuses`).
    pub relations: Vec<String>,
    /// Actors by slug, name or alias, in any case.
    pub actors: Vec<String>,
    /// First day. A claim counts by the time it names, else by its document's date; one without either is left out.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// How far from the named actors: 0 keeps the claims among them, 1 those that they take part in, 2 also those that
    /// these others take part in, and so on.
    pub depth: usize,
}

impl Default for Filter {
    fn default() -> Self {
        Self { relations: Vec::new(), actors: Vec::new(), since: None, until: None, depth: 1 }
    }
}

/// Gives the graph of the claims that pass, with their documents and their actors.
///
/// Actors that the filter names stay even where no claim of theirs does; an empty filter gives the whole graph.
pub fn narrow<'g>(graph: &'g Graph, filter: &Filter) -> Cow<'g, Graph> {
    if *filter == (Filter { depth: filter.depth, ..Filter::default() }) {
        return Cow::Borrowed(graph);
    }
    let named = named(graph, &filter.actors);
    let mut kept: Vec<&Statement> = graph.statements.iter().filter(|s| is_wanted(graph, filter, s)).collect();
    if !filter.actors.is_empty() {
        let near = near(&kept, &named, filter.depth);
        kept.retain(|s| is_near(s, &near, filter.depth));
    }
    Cow::Owned(rebuild(graph, &kept, &named))
}

fn named(graph: &Graph, wanted: &[String]) -> BTreeSet<usize> {
    let wanted: BTreeSet<String> = wanted.iter().map(|name| name.trim().to_lowercase()).collect();
    let names =
        |a: &Actor| [&a.slug, &a.name].into_iter().chain(&a.aliases).any(|n| wanted.contains(&n.to_lowercase()));
    (0..graph.actors.len()).filter(|&at| names(&graph.actors[at])).collect()
}

fn is_wanted(graph: &Graph, filter: &Filter, s: &Statement) -> bool {
    if !filter.relations.is_empty() && !filter.relations.contains(&s.relation) {
        return false;
    }
    if filter.since.is_none() && filter.until.is_none() {
        return true;
    }
    let written = || graph.documents.get(s.document).and_then(|d| d.date.as_deref()).and_then(days);
    let Some((first, last)) = s.time.as_deref().and_then(days).or_else(written) else { return false };
    filter.since.is_none_or(|since| last >= since) && filter.until.is_none_or(|until| first <= until)
}

/// The first and last day of an ISO 8601 date, month, week, year or point in time.
pub(super) fn days(text: &str) -> Option<(Date, Date)> {
    let whole = |first: Date, next: Date| Some((first, next.checked_sub(1.day()).ok()?));
    if let Some((year, week)) = text.split_once("-W") {
        let monday = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday).ok()?.date();
        return whole(monday, monday.checked_add(7.days()).ok()?);
    }
    match text.len() {
        4 => {
            let first = Date::new(text.parse().ok()?, 1, 1).ok()?;
            whole(first, first.checked_add(1.year()).ok()?)
        }
        7 => {
            let first: Date = format!("{text}-01").parse().ok()?;
            whole(first, first.checked_add(1.month()).ok()?)
        }
        _ => {
            let day: Date = text.get(..10)?.parse().ok()?;
            Some((day, day))
        }
    }
}

fn sides(s: &Statement) -> impl Iterator<Item = usize> + '_ {
    [&s.source, &s.target, &s.by].into_iter().flatten().map(|p| p.actor)
}

/// Actors whose claims are kept: the named ones and those fewer than `depth` steps away.
fn near(statements: &[&Statement], named: &BTreeSet<usize>, depth: usize) -> BTreeSet<usize> {
    let mut near = named.clone();
    for _ in 1..depth {
        let touched = statements.iter().filter(|s| sides(s).any(|a| near.contains(&a)));
        let more: BTreeSet<usize> = touched.flat_map(|s| sides(s)).collect();
        let before = near.len();
        near.extend(more);
        if near.len() == before {
            break;
        }
    }
    near
}

fn is_near(s: &Statement, near: &BTreeSet<usize>, depth: usize) -> bool {
    let far = || sides(s).any(|a| !near.contains(&a));
    sides(s).any(|a| near.contains(&a)) && (depth > 0 || !far())
}

fn rebuild(graph: &Graph, kept: &[&Statement], named: &BTreeSet<usize>) -> Graph {
    let documents = renumber(kept.iter().map(|s| s.document).collect());
    let actors = renumber(kept.iter().flat_map(|s| sides(s)).chain(named.iter().copied()).collect());
    let actor = |at: &usize| {
        let mut actor = graph.actors.get(*at)?.clone();
        actor.members.retain_mut(|m| {
            documents.get(&m.document).is_some_and(|new| {
                m.document = *new;
                true
            })
        });
        Some(actor)
    };
    let participant = |p: &Option<Participant>| {
        p.as_ref().map(|p| Participant { actor: actors[&p.actor], mention: p.mention.clone() })
    };
    let statement = |s: &&Statement| Statement {
        document: documents[&s.document],
        source: participant(&s.source),
        target: participant(&s.target),
        by: participant(&s.by),
        ..(*s).clone()
    };
    Graph::new(
        documents.keys().filter_map(|at| graph.documents.get(*at).cloned()).collect(),
        actors.keys().filter_map(actor).collect(),
        kept.iter().map(statement).collect(),
    )
}

/// Old numbers to new ones, in the same order.
fn renumber(old: BTreeSet<usize>) -> BTreeMap<usize, usize> {
    old.into_iter().enumerate().map(|(new, old)| (old, new)).collect()
}
