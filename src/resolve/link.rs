//! Actors to rows of the user's knowledge base: by name, type, country and office.

use std::collections::{BTreeMap, BTreeSet};

use super::{Group, actor, score};
use crate::extract::Reading;
use crate::graph::{Actor, Graph};
use crate::knowledge::{Found, Knowledge};
use crate::ontology::Ontology;
use crate::text::{EntityType, words};

/// Gives each group the row that it is, and unites groups of one row, unless a document speaks of both.
pub(super) fn link(
    readings: &[&Reading],
    groups: Vec<Group>,
    knowledge: &Knowledge,
    ontology: &Ontology,
) -> Vec<Group> {
    if knowledge.is_empty() {
        return groups;
    }
    let mut of_row: BTreeMap<String, Vec<(Group, Found)>> = BTreeMap::new();
    let mut out = Vec::new();
    for group in groups {
        let actor = actor(readings, &group, ontology);
        match meant(&actor, candidates(&actor, knowledge), ontology) {
            Some(found) => of_row.entry(found.identity()).or_default().push((group, found)),
            None => out.push(group),
        }
    }
    for (_, all) in of_row {
        let mut documents = BTreeSet::new();
        let mut each = all.iter().flat_map(|(g, _)| g.documents());
        if each.all(|d| documents.insert(d)) {
            out.push(united(all));
        } else {
            out.extend(all.into_iter().map(|(group, _)| group));
        }
    }
    out
}

fn united(all: Vec<(Group, Found)>) -> Group {
    let is_merge = all.len() > 1;
    let mut places = Vec::new();
    let mut row = None;
    for (group, found) in all {
        for mut place in group.places {
            place.why = format!("{}; the knowledge base has it as {}", place.why, found.words());
            place.score = if is_merge { place.score.min(score::ROW) } else { place.score };
            places.push(place);
        }
        row.get_or_insert(found);
    }
    Group { row, ..Group::new(places) }
}

/// The rows that bear a name of the actor, of its type and not of another country; those of its country, if there are.
fn candidates(actor: &Actor, knowledge: &Knowledge) -> Vec<Found> {
    if actor.known {
        return Vec::new();
    }
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    for name in std::iter::once(&actor.name).chain(&actor.aliases).filter(|n| tells(n, actor.entity_type)) {
        for found in knowledge.bearers(name) {
            all.entry(found.identity()).or_insert(found);
        }
    }
    let is_person = |t: EntityType| t == EntityType::Person;
    let fits = |f: &Found| f.row.entity_type.is_none_or(|t| is_person(t) == is_person(actor.entity_type));
    let others = |f: &Found| matches!((&f.row.country, &actor.country), (Some(a), Some(b)) if a != b);
    let (agreed, vague): (Vec<Found>, Vec<Found>) = all
        .into_values()
        .filter(|f| fits(f) && !others(f))
        .partition(|f| f.row.country.is_some() && f.row.country == actor.country);
    if agreed.is_empty() { vague } else { agreed }
}

/// Whether a name is more than a surname or initials.
fn tells(name: &str, entity_type: EntityType) -> bool {
    let words = words(name);
    entity_type != EntityType::Person || words.iter().filter(|w| w.chars().nth(1).is_some()).count() > 1
}

/// The only candidate, or the only one that holds or held an office of the actor's.
fn meant(actor: &Actor, mut candidates: Vec<Found>, ontology: &Ontology) -> Option<Found> {
    let office = |text: &str| ontology.office(text).map_or_else(|| words(text).join(" "), |o| o.label.clone());
    if candidates.len() > 1 {
        let own: BTreeSet<String> = actor.positions.iter().map(|p| office(p)).collect();
        let shares =
            |f: &Found| f.row.held.iter().filter_map(|h| h.office.as_deref()).any(|o| own.contains(&office(o)));
        candidates.retain(shares);
    }
    candidates.pop().filter(|_| candidates.is_empty())
}

/// Who may be one or another: merges that are not sure, rows of the knowledge base that fit alike, actors of one name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    /// Slugs of the actors.
    pub actors: Vec<String>,
    /// What is doubtful, in words.
    pub what: String,
    /// How sure the merge is, in hundredths; `None` where nothing was merged.
    pub score: Option<u8>,
}

/// Merges below this are doubtful.
const DOUBTFUL: u8 = 97;

/// Gives what is doubtful in a graph, the least sure merges first, then who was left apart.
pub fn doubts(graph: &Graph, knowledge: &Knowledge) -> Vec<Doubt> {
    let mut out = Vec::new();
    for actor in graph.actors.iter().filter(|a| a.members.len() > 1) {
        let least = actor.members.iter().filter(|m| m.score < DOUBTFUL).min_by_key(|m| (m.score, *m));
        out.extend(least.map(|m| Doubt {
            actors: vec![actor.slug.clone()],
            what: format!("\"{}\" of {}: {}", m.name, graph.documents[m.document].key, m.why),
            score: Some(m.score),
        }));
    }
    out.sort_by(|a, b| (a.score, a).cmp(&(b.score, b)));
    for actor in graph.actors.iter().filter(|a| a.wikidata.is_none() && a.identifier.is_none()) {
        let rows = candidates(actor, knowledge);
        if rows.len() > 1 {
            let all = rows.iter().map(Found::words).collect::<Vec<_>>().join("; ");
            let what = format!("\"{}\" may be {all}", actor.name);
            out.push(Doubt { actors: vec![actor.slug.clone()], what, score: None });
        }
    }
    out.extend(namesakes(graph));
    out
}

/// Persons and bodies that share a name and were left apart.
fn namesakes(graph: &Graph) -> Vec<Doubt> {
    let mut named: BTreeMap<(bool, String), BTreeSet<&str>> = BTreeMap::new();
    for actor in graph.actors.iter().filter(|a| !a.known && !is_common(a)) {
        for name in std::iter::once(&actor.name).chain(&actor.aliases) {
            let key = (actor.entity_type == EntityType::Person, words(name).join(" "));
            named.entry(key).or_default().insert(&actor.slug);
        }
    }
    let doubt = |((_, name), slugs): ((bool, String), BTreeSet<&str>)| Doubt {
        what: format!("{} actors are called \"{name}\"", slugs.len()),
        actors: slugs.into_iter().map(str::to_owned).collect(),
        score: None,
    };
    named.into_iter().filter(|((_, name), s)| s.len() > 1 && !name.is_empty()).map(doubt).collect()
}

/// Whether it goes by a common noun ("protesters"), which names nobody.
fn is_common(actor: &Actor) -> bool {
    !actor.name.chars().any(char::is_uppercase)
}
