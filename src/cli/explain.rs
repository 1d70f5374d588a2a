//! `demarche explain`: a claim in its sentence.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::{Result, bail};

use super::args::Explain;
use super::report::sure;
use super::terminal::{count, safe};
use super::{Ending, stored};
use crate::extract::{Argument, Claim, Reading};
use crate::graph::{Actor, Graph, Member};
use crate::ontology::Ontology;

/// Mentions listed of a participant, beside the one that the claim rests on.
const LISTED: usize = 8;

pub(super) fn run(args: &Explain) -> Result<Ending> {
    let id = args.claim.trim_matches(['<', '>']).rsplit(['/', ':', '#']).next().unwrap_or_default();
    let store = stored::open(&args.place.out)?;
    let (readings, damaged) = stored::readings(&store)?;
    let all = readings.iter().flat_map(|r| r.claims.iter().map(move |c| (r, c)));
    let found: Vec<_> = all.filter(|(_, c)| !id.is_empty() && c.id.starts_with(id)).collect();
    match found.as_slice() {
        [] => bail!("no claim begins with \"{}\" in {}", args.claim, args.place.out.display()),
        [(reading, claim)] => {
            let graph = stored::resolved(&store, &readings, &Ontology::load(args.ontology.as_deref())?)?;
            let text = explanation(reading, claim, &graph);
            std::io::stdout().lock().write_all(safe(&text).as_bytes())?;
            Ok(Ending::of(damaged.len()))
        }
        many => {
            let ids: Vec<&str> = many.iter().take(10).map(|(_, c)| c.id.as_str()).collect();
            bail!("{} claims begin with {id}: {} …; give more letters", many.len(), ids.join(", "))
        }
    }
}

fn explanation(reading: &Reading, claim: &Claim, graph: &Graph) -> String {
    let text = &reading.document.text;
    let name = |a: Option<Argument>| a.map_or("–", |a| reading.entities[a.entity].name.as_str());
    let mut lines = vec![
        format!("{}  {}  {}", name(claim.source), claim.relation, name(claim.target)),
        String::new(),
        format!("  {}", marked(text, claim)),
        String::new(),
        format!("document    {}", reading.document.key),
        format!("claim       {}", claim.id),
        format!("event       {}", claim.event),
        format!("words       {}", claim.trigger.of(text)),
    ];
    if let Some(theme) = claim.theme {
        lines.push(format!("theme       {}", theme.of(text)));
    }
    lines.push(format!("meant as    {}, {}", claim.polarity.as_str(), claim.modality.as_str()));
    if let Some(time) = &claim.time {
        lines.push(format!("time        {time}"));
    }
    lines.push(format!("confidence  {:.2}, found by {} ({})", claim.confidence, claim.extractor, reading.model));
    for (role, argument) in [("source", claim.source), ("target", claim.target), ("by", claim.by)] {
        if let Some(argument) = argument {
            lines.extend(why(reading, role, argument));
            lines.extend(actor(reading, argument, graph));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The sentence, its participants and words in brackets.
fn marked(text: &str, claim: &Claim) -> String {
    let roles = [("source", claim.source), ("target", claim.target), ("by", claim.by)];
    let mut marks: Vec<_> = roles.into_iter().filter_map(|(n, a)| Some((n, a?.span))).collect();
    marks.push(("words", claim.trigger));
    marks.retain(|(_, s)| claim.sentence.contains(s));
    marks.sort_by_key(|(_, s)| s.start);
    let (mut out, mut at) = (String::new(), claim.sentence.start);
    for (name, span) in marks {
        if span.start < at {
            continue; // lies inside a mark before it
        }
        out.push_str(text.get(at..span.start).unwrap_or(""));
        write!(out, "[{name}: {}]", span.of(text)).expect("a String takes every text");
        at = span.end;
    }
    out.push_str(text.get(at..claim.sentence.end).unwrap_or(""));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Who it is in all documents, and why.
fn actor(reading: &Reading, argument: Argument, graph: &Graph) -> Option<String> {
    let document = graph.documents.iter().position(|d| d.key == reading.document.key)?;
    let is_it = |m: &&Member| m.document == document && m.entity == argument.entity;
    let found = |a: &&Actor| a.members.iter().any(|m| is_it(&m));
    let actor = graph.actors.iter().find(found)?;
    let member = actor.members.iter().find(is_it)?;
    Some(format!("  over all documents actor:{} ({}): {}", actor.slug, sure(member.score), member.why))
}

/// Who it is, and why its mentions were taken for it.
fn why(reading: &Reading, role: &str, argument: Argument) -> Vec<String> {
    let entity = &reading.entities[argument.entity];
    let text = &reading.document.text;
    let country = entity.country.as_deref().unwrap_or("no country");
    let sector = entity.sector.map_or("no sector", |s| s.as_str());
    let position = entity.position.as_ref().map_or(String::new(), |p| format!(", {p}"));
    let (name, kind) = (&entity.name, entity.entity_type.as_str());
    let mut lines = vec![String::new(), format!("{role}: {name} ({kind}, {country}, {sector}{position})")];
    for mention in entity.mentions.iter().filter(|m| m.span == argument.span) {
        lines.push(format!("  \"{}\" here: {}", mention.span.of(text), mention.why));
    }
    let others: Vec<_> = entity.mentions.iter().filter(|m| m.span != argument.span).collect();
    lines.extend(others.iter().take(LISTED).map(|m| format!("  \"{}\": {}", m.span.of(text), m.why)));
    if others.len() > LISTED {
        lines.push(format!("  and {} more", count(others.len() - LISTED, "mention")));
    }
    lines
}
