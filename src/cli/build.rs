//! `demarche build`: articles into the graph.

use std::io::Write;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};

use super::args::Build;
use super::progress::{self, Progress};
use super::report::{self, Tally};
use super::terminal::{count, say};
use super::{Ending, stored};
use crate::export::{self, Options};
use crate::graph::Graph;
use crate::ontology::Ontology;
use crate::pipeline::Pipeline;
use crate::source::Input;
use crate::store::{Change, Manifest, Store};
use crate::text::Document;

pub(super) fn run(args: &Build) -> Result<Ending> {
    let options = Options { base: args.place.base.clone(), ..Options::default() };
    options.check()?;
    let pipeline = Pipeline::new(&args.reading.options())?;
    let store = Store::open(&args.place.out)?;
    let _lock = store.lock()?;
    let (inputs, mut progress) = progress::inputs(&args.paths);
    let tally = read(&pipeline, &store, inputs, &mut progress);
    progress.finish();
    let tally = tally?;
    let (graph, damaged) = stored::whole(&store, pipeline.ontology())?;
    derive(&store, &graph, pipeline.ontology(), &options)?;
    let mut ending = progress.ending();
    if ending == Ending::Done {
        ending = Ending::of(damaged.len());
    }
    let skips: Vec<String> = progress.skips.into_iter().chain(damaged).collect();
    if let Some(path) = &args.report {
        std::fs::write(path, report::whole(&graph, &tally, &skips)).with_context(|| path.display().to_string())?;
    }
    summary(&graph, &tally, skips.len(), args);
    Ok(ending)
}

/// Reads what is new or changed; every document is on disk as soon as it is read.
fn read(pipeline: &Pipeline, store: &Store, inputs: Vec<Input>, progress: &mut Progress) -> Result<Tally> {
    let (mut tally, mut failed) = (Tally::default(), None);
    let (version, hash) = (pipeline.version(), pipeline.ontology().hash.clone());
    let unchanged = AtomicUsize::new(0);
    let skip = |d: &Document| {
        let current = store.is_current(&d.key, &d.hash, &version, &hash);
        unchanged.fetch_add(usize::from(current), Ordering::Relaxed);
        current
    };
    pipeline.read_all(inputs, &skip, &mut |outcome| {
        match outcome.map(|reading| store.put(&reading).map(|change| (change, reading.claims.len()))) {
            Ok(Ok((change, claims))) => {
                tally.count(change, claims);
                progress.read(tally.claims);
            }
            Ok(Err(error)) => {
                failed = Some(error);
                return ControlFlow::Break(()); // the disk takes no more
            }
            Err(fault) => progress.skip(&fault),
        }
        ControlFlow::Continue(())
    });
    let unchanged = unchanged.into_inner();
    tally.unchanged += unchanged;
    progress.pass(unchanged);
    failed.map_or(Ok(tally), |error| Err(error.into()))
}

impl Tally {
    fn count(&mut self, change: Change, claims: usize) {
        self.claims += claims;
        match change {
            Change::New => self.new += 1,
            Change::Replaced => self.replaced += 1,
            Change::Unchanged => self.unchanged += 1,
        }
    }
}

/// Writes everything that is derived from the documents.
pub(super) fn derive(store: &Store, graph: &Graph, ontology: &Ontology, options: &Options) -> Result<()> {
    for name in ["ttl", "dot", "svg"] {
        let writer = export::writer(name).context("a format that every build writes")?;
        let write = |out: &mut dyn Write| Ok::<(), anyhow::Error>(writer.write(graph, ontology, options, out)?);
        store.derive(&format!("graph.{name}"), write)?;
    }
    store.write_derived("actors.md", report::actors(graph).as_bytes())?;
    let documents = graph.documents.iter().map(|d| (d.key.clone(), [d.hash.clone(), d.model.clone()])).collect();
    let (demarche, base) = (env!("CARGO_PKG_VERSION").to_owned(), options.base.clone());
    let manifest = Manifest { demarche, ontology: ontology.hash.clone(), base, documents, ..Manifest::default() };
    Ok(store.write_manifest(manifest)?)
}

fn summary(graph: &Graph, tally: &Tally, skips: usize, args: &Build) {
    let read = format!("{} new, {} replaced, {} unchanged", tally.new, tally.replaced, tally.unchanged);
    say(&format!("{} in the graph: {read}, {skips} skipped", count(graph.documents.len(), "document")));
    let (actors, claims) = (count(graph.actors.len(), "actor"), count(graph.statements.len(), "claim"));
    let out = args.place.out.display();
    say(&format!("{claims} of {actors} in {out}/graph.ttl, {out}/graph.dot and {out}/graph.svg"));
}
