//! `demarche build`: articles into the graph.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result};

use super::Ending;
use super::args::Build;
use super::progress::Progress;
use super::terminal::{count, say};
use crate::export::{self, Options};
use crate::extract::Reading;
use crate::graph::Graph;
use crate::ontology::Ontology;
use crate::pipeline::Pipeline;
use crate::resolve::resolve;
use crate::source;
use crate::store::{Change, Store};

/// What a build did.
#[derive(Default)]
struct Tally {
    new: usize,
    replaced: usize,
    unchanged: usize,
    claims: usize,
}

pub(super) fn run(args: &Build) -> Result<Ending> {
    let options = Options { base: args.place.base.clone(), ..Options::default() };
    options.check()?;
    let store = Store::open(&args.place.out)?;
    let _lock = store.lock()?;
    let pipeline = Pipeline::new(&args.reading.options())?;
    let (inputs, faults) = source::inputs(&args.paths);
    let mut progress = Progress::new(inputs.len());
    faults.iter().for_each(|f| progress.skip(f));
    let tally = read(&pipeline, &store, &inputs, &mut progress)?;
    progress.finish();
    let (readings, damaged) = stored(&store)?;
    damaged.iter().for_each(|d| say(&format!("skipped: {d}")));
    let graph = resolve(&readings, &store.decisions()?, pipeline.ontology());
    derive(&store, &graph, pipeline.ontology(), &options)?;
    let skips: Vec<String> = progress.skips.iter().chain(&damaged).cloned().collect();
    if let Some(path) = &args.report {
        let text = report(&graph, &tally, &skips);
        std::fs::write(path, text).with_context(|| path.display().to_string())?;
    }
    summary(&graph, &tally, skips.len(), args);
    Ok(Ending::of(skips.len()))
}

/// Reads what is new or changed; every document is on disk as soon as it is read.
fn read(pipeline: &Pipeline, store: &Store, inputs: &[source::Input], progress: &mut Progress) -> Result<Tally> {
    let (mut tally, mut failed) = (Tally::default(), None);
    let (version, hash) = (pipeline.version(), pipeline.ontology().hash.clone());
    let unchanged = std::sync::atomic::AtomicUsize::new(0);
    let skip = |d: &crate::text::Document| {
        let current = store.is_current(&d.key, &d.hash, &version, &hash);
        unchanged.fetch_add(usize::from(current), std::sync::atomic::Ordering::Relaxed);
        current
    };
    pipeline.read_all(inputs, &skip, &mut |outcome| match outcome {
        Ok(reading) => match store.put(&reading) {
            Ok(change) => {
                tally.claims += reading.claims.len();
                tally.new += usize::from(change == Change::New);
                tally.replaced += usize::from(change == Change::Replaced);
                tally.unchanged += usize::from(change == Change::Unchanged);
                progress.read(tally.claims);
            }
            Err(error) => failed = failed.take().or(Some(error)),
        },
        Err(fault) => progress.skip(&fault),
    });
    tally.unchanged += unchanged.into_inner();
    failed.map_or(Ok(tally), |error| Err(error.into()))
}

/// All documents that lie on disk, and the files that are damaged.
pub(super) fn stored(store: &Store) -> Result<(Vec<Reading>, Vec<String>)> {
    let (mut readings, mut damaged) = (Vec::new(), Vec::new());
    for reading in store.readings()? {
        match reading {
            Ok(reading) => readings.push(reading),
            Err(error) => damaged.push(error.to_string()),
        }
    }
    Ok((readings, damaged))
}

/// Writes everything that is derived from the documents.
fn derive(store: &Store, graph: &Graph, ontology: &Ontology, options: &Options) -> Result<()> {
    for name in ["ttl", "dot", "svg"] {
        let writer = export::writer(name).context("a format that every build writes")?;
        let mut bytes = Vec::new();
        writer.write(graph, ontology, options, &mut bytes)?;
        store.write_derived(&format!("graph.{name}"), &bytes)?;
    }
    store.write_derived("actors.md", actors(graph).as_bytes())?;
    Ok(())
}

/// The resolution, with its reasons.
fn actors(graph: &Graph) -> String {
    let mut out = String::from("# Actors\n\nWho was taken for whom, and why. Change it in `decisions.ttl`.\n");
    for actor in &graph.actors {
        let kind = actor.entity_type.as_str();
        let _ = writeln!(out, "\n## {} ({kind})\n\n`actor:{}`", flat(&actor.name), actor.slug);
        for member in &actor.members {
            let document = graph.documents.get(member.document).map_or("", |d| d.key.as_str());
            let _ = writeln!(out, "- {} in {}: {}", flat(&member.name), flat(document), flat(&member.why));
        }
    }
    out
}

/// A text on one line, its Markdown signs harmless.
fn flat(text: &str) -> String {
    let one = text.split_whitespace().collect::<Vec<_>>().join(" ");
    one.chars().flat_map(|c| if "\\`*_[]<>#|".contains(c) { vec!['\\', c] } else { vec![c] }).collect()
}

fn report(graph: &Graph, tally: &Tally, skips: &[String]) -> String {
    let mut out = String::from("# What was read\n\n");
    let read = [("new", tally.new), ("replaced", tally.replaced), ("unchanged", tally.unchanged), ("skipped", skips.len())];
    read.iter().for_each(|(what, n)| _ = writeln!(out, "- documents {what}: {n}"));
    let (d, a, s) = (graph.documents.len(), graph.actors.len(), graph.statements.len());
    let _ = writeln!(out, "- in the graph: {d} documents, {a} actors, {s} claims, {} facts", graph.facts.len());
    let relations = graph.statements.iter().map(|s| s.relation.clone());
    table(&mut out, "Relations", relations);
    let sides = graph.statements.iter().flat_map(|s| [&s.source, &s.target]).flatten();
    table(&mut out, "Actors", sides.map(|p| graph.actors[p.actor].name.clone()));
    out.push_str("\n## Least certain claims\n\n");
    let mut doubtful: Vec<_> = graph.statements.iter().collect();
    doubtful.sort_by(|a, b| a.confidence.total_cmp(&b.confidence).then(a.id.cmp(&b.id)));
    for s in doubtful.iter().take(20) {
        let name = |p: &Option<crate::graph::Participant>| p.as_ref().map_or("–".to_owned(), |p| flat(&graph.actors[p.actor].name));
        let (source, target) = (name(&s.source), name(&s.target));
        let _ = writeln!(out, "- {:.2} `{}` {source} {} {target}: {}", s.confidence, s.id, s.relation, flat(&s.sentence.text));
    }
    if !skips.is_empty() {
        out.push_str("\n## Skipped\n\n");
        skips.iter().for_each(|s| _ = writeln!(out, "- {}", flat(s)));
    }
    out
}

/// The twenty most frequent values.
fn table(out: &mut String, title: &str, values: impl Iterator<Item = String>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let _ = writeln!(out, "\n## {title}\n\n| | claims |\n|---|---|");
    rows.iter().take(20).for_each(|(v, n)| _ = writeln!(out, "| {} | {n} |", flat(v)));
}

fn summary(graph: &Graph, tally: &Tally, skips: usize, args: &Build) {
    let read = format!("{} new, {} replaced, {} unchanged", tally.new, tally.replaced, tally.unchanged);
    say(&format!("{}: {read}, {skips} skipped", count(graph.documents.len(), "document")));
    let (actors, claims) = (count(graph.actors.len(), "actor"), count(graph.statements.len(), "claim"));
    let out = args.place.out.display();
    say(&format!("{claims} of {actors} in {out}/graph.ttl, {out}/graph.dot and {out}/graph.svg"));
}
