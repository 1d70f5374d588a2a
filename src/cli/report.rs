//! What a build tells in Markdown: what was read, found, doubted and skipped, and who was taken for whom.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::graph::{Graph, Participant, Statement};

/// Rows of a table of frequencies, and claims in a list, at most.
const ROWS: usize = 20;

/// What a build did.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Documents that the graph did not have.
    pub new: usize,
    /// Documents of which it had another version.
    pub replaced: usize,
    /// Documents that it had.
    pub unchanged: usize,
    /// Claims in the documents that were read now.
    pub claims: usize,
}

/// The report of a build.
pub(super) fn whole(graph: &Graph, tally: &Tally, skips: &[String]) -> String {
    let mut out = String::from("# What was read\n\n");
    let counts = [
        ("documents new", tally.new),
        ("documents replaced", tally.replaced),
        ("documents unchanged", tally.unchanged),
        ("inputs skipped", skips.len()),
        ("documents in the graph", graph.documents.len()),
        ("actors", graph.actors.len()),
        ("claims", graph.statements.len()),
        ("facts, each with its claims", graph.facts.len()),
    ];
    for (what, n) in counts {
        push(&mut out, &format!("- {what}: {n}"));
    }
    frequencies(&mut out, "Relations", graph.statements.iter().map(|s| s.relation.as_str()));
    let sides = graph.statements.iter().flat_map(|s| [&s.source, &s.target]).flatten();
    frequencies(&mut out, "Actors", sides.map(|p| graph.actors[p.actor].name.as_str()));
    doubts(&mut out, graph);
    if !skips.is_empty() {
        out.push_str("\n## Skipped\n\n");
        skips.iter().for_each(|s| push(&mut out, &format!("- {}", flat(s))));
    }
    out
}

/// The resolution, with its reasons.
pub(super) fn actors(graph: &Graph) -> String {
    let mut out = String::from("# Actors\n\nWho was taken for whom, and why. Change it in `decisions.ttl`.\n");
    for actor in &graph.actors {
        let kind = actor.entity_type.as_str();
        push(&mut out, &format!("\n## {} ({kind})\n\n`actor:{}`\n", flat(&actor.name), actor.slug));
        for member in &actor.members {
            let document = graph.documents.get(member.document).map_or("", |d| d.key.as_str());
            let (name, document, why) = (flat(&member.name), flat(document), flat(&member.why));
            push(&mut out, &format!("- {name} in {document}: {why} ({})", sure(member.score)));
        }
    }
    out
}

/// How sure a merge is, of 1.
pub(super) fn sure(score: u8) -> String {
    format!("{:.2}", f32::from(score) / 100.0)
}

/// The least certain claims, each with its sentence and where it stands.
fn doubts(out: &mut String, graph: &Graph) {
    let mut least: Vec<&Statement> = graph.statements.iter().collect();
    least.sort_by(|a, b| a.confidence.total_cmp(&b.confidence).then(a.id.cmp(&b.id)));
    if least.is_empty() {
        return;
    }
    out.push_str("\n## Doubtful claims\n\nThe least certain first; `demarche explain ID` tells more.\n\n");
    for s in least.into_iter().take(ROWS) {
        let name = |p: &Option<Participant>| p.as_ref().map_or("–".to_owned(), |p| flat(&graph.actors[p.actor].name));
        let document = graph.documents.get(s.document).map_or("", |d| d.key.as_str());
        let claim = format!("{} {} {}", name(&s.source), flat(&s.relation), name(&s.target));
        push(
            out,
            &format!("- {:.2} `{}` {claim}: “{}” ({})", s.confidence, s.id, flat(&s.sentence.text), flat(document)),
        );
    }
}

/// The most frequent values, the first in order among equals.
fn frequencies<'v>(out: &mut String, title: &str, values: impl Iterator<Item = &'v str>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    if counts.is_empty() {
        return;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    push(out, &format!("\n## {title}\n\n| | claims |\n|---|---|"));
    rows.iter().take(ROWS).for_each(|(v, n)| push(out, &format!("| {} | {n} |", flat(v))));
    if rows.len() > ROWS {
        push(out, &format!("\nand {} more", rows.len() - ROWS));
    }
}

fn push(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("a String takes every line");
}

/// A text on one line, its Markdown and HTML harmless.
pub(super) fn flat(text: &str) -> String {
    let one = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let escaped = |c: char| if "\\`*_[]<>#|&~$".contains(c) { vec!['\\', c] } else { vec![c] };
    one.chars().filter(|c| !c.is_control()).flat_map(escaped).collect()
}
