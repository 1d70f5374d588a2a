//! One actor: who it is, what it claimed and what was claimed of it. For `demarche show` and `demarche dossier`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use anyhow::{Result, bail};

use super::args::Profile;
use super::report::{flat, sure};
use super::terminal::{count, line, safe};
use super::{Ending, stored};
use crate::graph::{Actor, Graph, Participant, Statement};
use crate::ontology::Ontology;

/// Claims of one kind, and neighbours, that `show` lists.
const LISTED: usize = 15;

/// `demarche show`: for a terminal.
pub(super) fn show(args: &Profile) -> Result<Ending> {
    print(args, |graph, actor| safe(&shown(graph, actor)))
}

/// `demarche dossier`: a page of Markdown, each claim with a footnote to its sentence.
pub(super) fn dossier(args: &Profile) -> Result<Ending> {
    print(args, page)
}

fn print(args: &Profile, text: impl Fn(&Graph, usize) -> String) -> Result<Ending> {
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let (graph, damaged) = stored::graph(&args.place.out, &ontology)?;
    let actor = find(&graph, &args.actor)?;
    std::io::stdout().lock().write_all(text(&graph, actor).as_bytes())?;
    Ok(Ending::of(damaged))
}

/// The actor of a slug, IRI, name or alias; in any case of letters.
pub(super) fn find(graph: &Graph, wanted: &str) -> Result<usize> {
    let wanted = wanted.trim().trim_matches(['<', '>']);
    let slug = wanted.rsplit(['/', ':', '#']).next().unwrap_or(wanted).to_lowercase();
    if let Some(at) = graph.actors.iter().position(|a| a.slug == slug) {
        return Ok(at);
    }
    let wanted = wanted.to_lowercase();
    let all = || graph.actors.iter().enumerate();
    let names = |a: &Actor| std::iter::once(&a.name).chain(&a.aliases).map(|n| n.to_lowercase()).collect::<Vec<_>>();
    let mut found: Vec<usize> = all().filter(|(_, a)| names(a).contains(&wanted)).map(|(i, _)| i).collect();
    if found.is_empty() {
        found = all().filter(|(_, a)| names(a).iter().any(|n| n.contains(&wanted))).map(|(i, _)| i).collect();
    }
    match found.as_slice() {
        [] => bail!("no actor is called \"{}\"; `demarche query` and actors.md list them", line(&wanted)),
        [one] => Ok(*one),
        many => {
            let slugs: Vec<&str> = many.iter().take(10).map(|i| graph.actors[*i].slug.as_str()).collect();
            bail!("{} may be meant: {}; give one of these", count(many.len(), "actor"), slugs.join(", "))
        }
    }
}

/// Type, country, sector, Wikidata.
fn traits(actor: &Actor) -> String {
    let mut out = vec![actor.entity_type.as_str().to_owned()];
    out.extend(actor.country.clone());
    out.extend(actor.sector.map(|s| s.as_str().to_owned()));
    out.extend(actor.wikidata.clone().map(|w| format!("Wikidata {w}")));
    out.extend(actor.identifier.clone());
    out.join(", ")
}

fn is(who: &Option<Participant>, actor: usize) -> bool {
    who.as_ref().is_some_and(|p| p.actor == actor)
}

/// What a participant is called; a dash where there is nobody.
pub(super) fn name<'g>(graph: &'g Graph, who: &Option<Participant>) -> &'g str {
    who.as_ref().and_then(|p| graph.actors.get(p.actor)).map_or("–", |a| &a.name)
}

/// Claims that the actor makes, that are directed at it, and that it is the source of being told.
fn sides(graph: &Graph, actor: usize) -> [(&'static str, Vec<&Statement>); 3] {
    let all = |wanted: &dyn Fn(&Statement) -> bool| graph.statements.iter().filter(|s| wanted(s)).collect();
    [
        ("Does and says", all(&|s| is(&s.source, actor))),
        ("Is done and said to it", all(&|s| is(&s.target, actor) && !is(&s.source, actor))),
        ("Reports of others", all(&|s| is(&s.by, actor) && !is(&s.source, actor) && !is(&s.target, actor))),
    ]
}

/// How a statement is meant where it is not plainly asserted.
fn meant(s: &Statement) -> String {
    let polarity = (s.polarity.as_str() != "positive").then_some(s.polarity.as_str());
    let modality = (s.modality.as_str() != "actual").then_some(s.modality.as_str());
    let both: Vec<&str> = polarity.into_iter().chain(modality).collect();
    if both.is_empty() { String::new() } else { format!(" ({})", both.join(", ")) }
}

fn shown(graph: &Graph, at: usize) -> String {
    let actor = &graph.actors[at];
    let mut out = format!("{}  ({})\nactor:{}\n", line(&actor.name), traits(actor), actor.slug);
    for (what, list) in [("also", &actor.aliases), ("offices", &actor.positions)] {
        if !list.is_empty() {
            let _ = writeln!(out, "{what}: {}", line(&list.join(", ")));
        }
    }
    for (title, statements) in sides(graph, at) {
        if statements.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{title}: {}", count(statements.len(), "claim"));
        for (what, group) in grouped(graph, &statements).into_iter().take(LISTED) {
            let document = graph.documents.get(group[0].document).map_or("", |d| d.key.as_str());
            let times = if group.len() > 1 { format!(" ×{}", group.len()) } else { String::new() };
            let _ = writeln!(out, "  {}{times}  {}", line(&what), group[0].id);
            let _ = writeln!(out, "      “{}” {}", line(&group[0].sentence.text), line(document));
        }
    }
    out.push_str(&reasons(actor));
    let mut near: BTreeMap<usize, usize> = BTreeMap::new();
    for s in graph.statements.iter().filter(|s| is(&s.source, at) || is(&s.target, at)) {
        for other in [&s.source, &s.target].into_iter().flatten().filter(|p| p.actor != at) {
            *near.entry(other.actor).or_default() += 1;
        }
    }
    let mut near: Vec<_> = near.into_iter().collect();
    near.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let near: Vec<String> =
        near.iter().take(LISTED).map(|(a, n)| format!("{} {n}", line(&graph.actors[*a].name))).collect();
    if !near.is_empty() {
        let _ = writeln!(out, "\nNeighbours: {}", near.join(", "));
    }
    out
}

/// Why its entities were taken for it, the least sure first.
fn reasons(actor: &Actor) -> String {
    let mut counts: BTreeMap<(u8, &str), usize> = BTreeMap::new();
    actor.members.iter().for_each(|m| *counts.entry((m.score, m.why.as_str())).or_default() += 1);
    let mut out = format!("\nTaken for it in {}\n", count(actor.members.len(), "document"));
    for ((score, why), n) in counts.into_iter().take(LISTED) {
        let times = if n > 1 { format!(" ×{n}") } else { String::new() };
        let _ = writeln!(out, "  {} {}{times}", sure(score), line(why));
    }
    out
}

/// Statements of one relation between the same two, meant alike; the most frequent first.
fn grouped<'g>(graph: &Graph, statements: &[&'g Statement]) -> Vec<(String, Vec<&'g Statement>)> {
    let mut groups: BTreeMap<String, Vec<&Statement>> = BTreeMap::new();
    for s in statements {
        let what = format!("{} {} {}{}", name(graph, &s.source), s.relation, name(graph, &s.target), meant(s));
        groups.entry(what).or_default().push(s);
    }
    let mut out: Vec<_> = groups.into_iter().collect();
    out.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    out
}

fn page(graph: &Graph, at: usize) -> String {
    let actor = &graph.actors[at];
    let mut out = format!("# {}\n\n{}\n", flat(&actor.name), flat(&traits(actor)));
    for (what, list) in [("Also called", &actor.aliases), ("Offices", &actor.positions)] {
        if !list.is_empty() {
            let _ = writeln!(out, "\n{what}: {}", flat(&list.join(", ")));
        }
    }
    let mut notes: Vec<String> = Vec::new();
    for (title, statements) in sides(graph, at) {
        if statements.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n## {title}\n");
        let mut dated: Vec<(String, &Statement)> = statements.iter().map(|s| (date(graph, s), *s)).collect();
        dated.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.id.cmp(&b.1.id)));
        for (date, s) in dated {
            notes.push(note(graph, s));
            let theme = s.theme.as_ref().map_or(String::new(), |t| format!(": {}", flat(&t.text)));
            let by = s.by.as_ref().map_or(String::new(), |_| format!(", according to {}", flat(name(graph, &s.by))));
            let (source, target) = (flat(name(graph, &s.source)), flat(name(graph, &s.target)));
            let day = if date.is_empty() { String::new() } else { format!("{} — ", flat(&date)) };
            let claim = format!("{source} **{}** {target}{theme}{}{by}", flat(&s.relation), meant(s));
            let _ = writeln!(out, "- {day}{claim}[^{}]", notes.len());
        }
    }
    if !notes.is_empty() {
        out.push('\n');
    }
    for (number, note) in notes.iter().enumerate() {
        let _ = writeln!(out, "[^{}]: {note}", number + 1);
    }
    out
}

/// The day that a claim names, else that of its document.
fn date(graph: &Graph, s: &Statement) -> String {
    let written = graph.documents.get(s.document).and_then(|d| d.date.clone());
    s.time.clone().or(written).unwrap_or_default()
}

/// The sentence and where it stands.
fn note(graph: &Graph, s: &Statement) -> String {
    let document = graph.documents.get(s.document);
    let title = document.and_then(|d| d.title.as_deref()).map_or(String::new(), |t| format!("{}, ", flat(t)));
    let key = document.map_or("", |d| d.url.as_deref().unwrap_or(&d.key));
    format!("“{}” {title}{} (claim {})", flat(&s.sentence.text), flat(key), s.id)
}
