//! `demarche check`: the ontology against itself, its examples against the extractor that reads them, the graph against
//! the ontology's rules (`checks/*.rq`).

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Ending;
use super::args::Check;
use super::query::words;
use super::stored::{self, Indexed};
use super::terminal::{count, line, say};
use crate::export;
use crate::extract::{Filler, Found, Parsed, Patterns};
use crate::ontology::{Example, Ontology, Relation};
use crate::pipeline::{Options, Pipeline};
use crate::store::Answer;
use crate::text::Span;

/// Faults of the graph that are told one by one.
const TOLD: usize = 100;

pub(super) fn run(args: &Check) -> Result<Ending> {
    // Faults of the files themselves are the error of loading them, by file and line.
    let pipeline = Pipeline::new(&Options { ontology: args.ontology.clone(), ..Options::default() })?;
    let faults = examples(args, &pipeline)? + graph(args, pipeline.ontology())?;
    Ok(Ending::of(faults))
}

/// What the rules find in the graph, a line each: the node, the rule, the value that breaks it.
fn graph(args: &Check, ontology: &Ontology) -> Result<usize> {
    let place = &args.place;
    if !stored::exists(&place.out) {
        say(&format!("no graph in {}: only the ontology was checked", place.out.display()));
        return Ok(0);
    }
    let options = export::Options { base: place.base.clone(), ..export::Options::default() };
    options.check()?;
    let Indexed { index, claims, damaged } = stored::index(&place.out, ontology, &options)?;
    let prefixes = export::prefixes(&options);
    let (mut out, mut faults) = (std::io::stdout().lock(), 0);
    for check in &ontology.checks {
        let answer = index
            .query(&check.text, &prefixes, args.limits.limits())
            .with_context(|| format!("checks/{}.rq", check.name))?;
        let Answer::Solutions { rows, .. } = answer else { bail!("checks/{}.rq: it is not a SELECT", check.name) };
        for row in rows.iter().take(TOLD.saturating_sub(faults)) {
            let cells: Vec<String> = row.iter().flatten().map(|term| words(term, &prefixes)).collect();
            writeln!(out, "checks/{}.rq: {}", check.name, line(&cells.join(" · ")))?;
        }
        faults += rows.len();
    }
    out.flush()?;
    let (claims, rules) = (count(claims, "claim"), count(ontology.checks.len(), "rule"));
    let more = if faults > TOLD { format!(", the first {TOLD} told") } else { String::new() };
    say(&format!("{claims} held to {rules}, {}{more}", count(faults, "fault")));
    Ok(faults + damaged)
}

fn examples(args: &Check, pipeline: &Pipeline) -> Result<usize> {
    let ontology = pipeline.ontology();
    let own = |r: &Relation| args.ontology.as_deref().is_none_or(|dir| is_from(r, dir));
    let relations: Vec<usize> = (0..ontology.relations.len()).filter(|r| own(&ontology.relations[*r])).collect();
    let parsed = pipeline.parse(&relations);
    let patterns = Patterns::compile(ontology, &parsed);
    let faults: Vec<String> = parsed.iter().filter_map(|p| fault(pipeline, &patterns, p)).collect();
    let mut out = std::io::stdout().lock();
    for fault in &faults {
        writeln!(out, "{}", line(fault))?;
    }
    out.flush()?;
    let known = count(ontology.actors.len(), "actor");
    say(&format!("{}, {known} (version {})", count(ontology.relations.len(), "relation"), ontology.hash));
    let sentences = count(parsed.len(), "example and counter-example sentence");
    say(&format!("{sentences} of {} read, {}", count(relations.len(), "relation"), count(faults.len(), "fault")));
    Ok(faults.len())
}

/// Whether the relation is written in this folder: the built-in ones are not the user's to mend.
fn is_from(relation: &Relation, dir: &Path) -> bool {
    relation.file.strip_prefix("ontology/").is_some_and(|path| dir.join(path).is_file())
}

/// What is wrong with a sentence, if anything: a marked claim that does not come out, a counter-example that gives one.
fn fault(pipeline: &Pipeline, patterns: &Patterns, parsed: &Parsed) -> Option<String> {
    let relation = &pipeline.ontology().relations[parsed.relation];
    let mut found = patterns.find(&parsed.document, &parsed.annotated, pipeline.ontology(), None);
    found.retain(|f| f.relation == parsed.relation);
    let what = match parsed.example.map(|n| &relation.examples[n]) {
        None if found.is_empty() => return None,
        None => "a claim comes out of the counter-example".to_owned(),
        Some(example) => match found.iter().map(|f| wrong(example, parsed, f)).min_by_key(Vec::len) {
            Some(wrong) if wrong.is_empty() => return None,
            Some(wrong) => format!("the claim comes out with another {}:", wrong.join(", ")),
            None => "no claim comes out of".to_owned(),
        },
    };
    Some(format!("{}:{}: {}: {what} \"{}\"", relation.file, relation.line, relation.name, parsed.document.text))
}

/// The parts in which a found claim differs from the marked one. Words count as the same where they overlap: how much of
/// a name was marked is a matter of taste.
fn wrong(example: &Example, parsed: &Parsed, found: &Found) -> Vec<&'static str> {
    let tokens = &parsed.annotated.sentences[found.sentence].tokens;
    let words = |r: &Range<usize>| tokens[r.start].span.cover(&tokens[r.end - 1].span);
    let party = |filler: &Option<Filler>| match filler {
        Some(Filler::Mention(m)) => Some(parsed.annotated.mentions[*m].span),
        Some(Filler::Words(r)) => Some(words(r)),
        None => None,
    };
    let same = |marked: Option<Span>, got: Option<Span>| match (marked, got) {
        (Some(marked), Some(got)) => marked.overlaps(&got),
        (marked, got) => marked.is_none() && got.is_none(),
    };
    let theme = found.theme.as_ref().map(words);
    let parts = [
        ("trigger", example.trigger.overlaps(&words(&found.trigger))),
        ("source", same(example.source, party(&found.source))),
        ("target", same(example.target, party(&found.target))),
        // A theme that nobody marked does no harm.
        ("theme", example.theme.is_none() || same(example.theme, theme)),
        ("polarity", example.polarity == found.polarity),
        ("modality", example.modality == found.modality),
    ];
    parts.into_iter().filter(|(_, right)| !right).map(|(part, _)| part).collect()
}
