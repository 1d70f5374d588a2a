//! `demarche export`: the graph, or a part of it, in another format.

use std::io::{BufWriter, Write};

use anyhow::{Context, Result};

use super::args::Export;
use super::{Ending, stored};
use crate::export::{self, Filter, Options};
use crate::ontology::Ontology;

pub(super) fn run(args: &Export) -> Result<Ending> {
    let writer = export::writer(&args.format).context("a format that the arguments allow")?;
    let (filter, options) = (filter(args)?, options(args));
    options.check()?;
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let (whole, damaged) = stored::graph(&args.place.out, &ontology)?;
    let graph = export::narrow(&whole, &filter);
    match &args.output {
        // Written whole or not at all: a format that fails half-way leaves the old file.
        Some(path) => {
            let mut bytes = Vec::new();
            writer.write(&graph, &ontology, &options, &mut bytes)?;
            std::fs::write(path, bytes).with_context(|| path.display().to_string())?;
        }
        None => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            writer.write(&graph, &ontology, &options, &mut out)?;
            out.flush()?;
        }
    }
    Ok(Ending::of(damaged))
}

fn options(args: &Export) -> Options {
    let (base, title) = (args.place.base.clone(), args.title.clone());
    Options { base, rdf11: args.rdf11, max_nodes: args.max_nodes, title }
}

fn filter(args: &Export) -> Result<Filter> {
    let day = |text: &Option<String>| {
        let parse = |t: &String| t.parse().with_context(|| format!("{t} is no date; write it as 2024-09-30"));
        text.as_ref().map(parse).transpose()
    };
    let (relations, actors) = (args.relation.clone(), args.actor.clone());
    Ok(Filter { relations, actors, since: day(&args.since)?, until: day(&args.until)?, depth: args.depth })
}
