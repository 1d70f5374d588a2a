//! `demarche export`: the graph, or a part of it, in another format.

use std::fs::File;
use std::io::{BufWriter, Write};

use anyhow::{Context, Result, bail};

use super::Ending;
use super::args::Export;
use super::build::stored;
use super::terminal::say;
use crate::export::{self, Filter, Options};
use crate::ontology::Ontology;
use crate::resolve::resolve;
use crate::store::Store;

pub(super) fn run(args: &Export) -> Result<Ending> {
    let Some(writer) = export::writer(&args.format) else {
        let known: Vec<&str> = export::ALL.iter().map(|w| w.name()).collect();
        bail!("unknown format {}; known are {}", args.format, known.join(", "));
    };
    if !args.place.out.join("documents").is_dir() {
        bail!("{} holds no graph; make one with `demarche build PATH…`", args.place.out.display());
    }
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let store = Store::open(&args.place.out)?;
    let (readings, damaged) = stored(&store)?;
    damaged.iter().for_each(|d| say(&format!("skipped: {d}")));
    let whole = resolve(&readings, &store.decisions()?, &ontology);
    let graph = export::narrow(&whole, &filter(args)?);
    let options = Options {
        base: args.place.base.clone(),
        rdf11: args.rdf11,
        max_nodes: args.max_nodes,
        title: args.title.clone(),
    };
    options.check()?;
    let mut out: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(BufWriter::new(File::create(path).with_context(|| path.display().to_string())?)),
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    };
    writer.write(&graph, &ontology, &options, &mut out)?;
    out.flush()?;
    Ok(Ending::of(damaged.len()))
}

fn filter(args: &Export) -> Result<Filter> {
    let day = |text: &Option<String>| {
        let parse = |t: &String| t.parse().with_context(|| format!("{t} is no date; write it as 2024-09-30"));
        text.as_ref().map(parse).transpose()
    };
    let (relations, actors) = (args.relation.clone(), args.actor.clone());
    Ok(Filter { relations, actors, since: day(&args.since)?, until: day(&args.until)?, depth: args.depth })
}
