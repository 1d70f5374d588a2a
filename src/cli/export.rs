//! `demarche export`: the graph, or a part of it, in another format.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};

use super::args::Export;
use super::terminal::{count, say};
use super::{Ending, stored};
use crate::export::{self, Filter, Note, Options};
use crate::ontology::Ontology;
use crate::store::write_whole;

pub(super) fn run(args: &Export) -> Result<Ending> {
    let (filter, options) = (filter(args)?, options(args));
    options.check()?;
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let (whole, damaged) = stored::graph(&args.place.out, &ontology)?;
    let graph = export::narrow(&whole, &filter);
    let Some(writer) = export::writer(&args.format) else {
        notes(args.output.as_deref().context("a vault's folder")?, &export::vault(&graph, &ontology, &options)?)?;
        return Ok(Ending::of(damaged));
    };
    let write = |out: &mut dyn Write| -> Result<()> {
        let mut out = BufWriter::new(out);
        writer.write(&graph, &ontology, &options, &mut out)?;
        Ok(out.flush()?)
    };
    match &args.output {
        // A device or a pipe has no place beside it.
        Some(path) if path.exists() && !path.is_file() => {
            write(&mut File::create(path).with_context(|| path.display().to_string())?)?;
        }
        Some(path) => write_whole(path, write)?,
        None => write(&mut std::io::stdout().lock())?,
    }
    Ok(Ending::of(damaged))
}

/// Writes the notes of a vault; what else lies in its folder stays, the reader's own notes above all.
fn notes(dir: &Path, notes: &[Note]) -> Result<()> {
    for note in notes {
        let path = dir.join(&note.path);
        let folder = path.parent().unwrap_or(dir);
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        std::fs::write(&path, &note.text).with_context(|| path.display().to_string())?;
    }
    say(&format!("{} in {}", count(notes.len(), "note"), dir.display()));
    Ok(())
}

fn options(args: &Export) -> Options {
    let (base, title) = (args.place.base.clone(), args.title.clone());
    Options { base, rdf11: args.rdf11, max_nodes: args.max_nodes, title, by: args.by, layout: args.layout }
}

fn filter(args: &Export) -> Result<Filter> {
    let day = |text: &Option<String>| {
        let parse = |t: &String| t.parse().with_context(|| format!("{t} is no date; write it as 2024-09-30"));
        text.as_ref().map(parse).transpose()
    };
    let (relations, actors) = (args.relation.clone(), args.actor.clone());
    Ok(Filter { relations, actors, since: day(&args.since)?, until: day(&args.until)?, depth: args.depth })
}
