//! `demarche extract`: claims as JSON Lines, a filter for pipes.

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;

use anyhow::{Context, Result};

use super::Ending;
use super::args::Extract;
use super::progress::{self, Progress};
use crate::export::{self, Options};
use crate::extract::Reading;
use crate::pipeline::Pipeline;
use crate::resolve::{Decisions, resolve};
use crate::source::{self, Input};

pub(super) fn run(args: &Extract) -> Result<Ending> {
    let options = Options { base: args.base.clone(), ..Options::default() };
    options.check()?;
    let pipeline = if args.text { None } else { Some(Pipeline::new(&args.reading.options())?) };
    let (inputs, mut progress) = progress::inputs(&args.paths);
    let mut out = BufWriter::new(std::io::stdout().lock());
    match pipeline {
        Some(pipeline) => claims(&pipeline, &options, inputs, &mut progress, &mut out)?,
        None => text(&inputs, &mut progress, &mut out)?,
    }
    out.flush()?;
    progress.finish();
    Ok(progress.ending())
}

fn text(inputs: &[Input], progress: &mut Progress, out: &mut impl Write) -> Result<()> {
    for input in inputs {
        let mut failed = None;
        source::read(input, &mut |document| match document {
            Ok(document) if failed.is_none() => {
                progress.read(0);
                failed = writeln!(out, "{}", document.text).err();
            }
            Ok(_) => {}
            Err(fault) => progress.skip(&fault),
        });
        failed.map_or(Ok(()), Err)?;
    }
    Ok(())
}

fn claims(
    pipeline: &Pipeline,
    options: &Options,
    inputs: Vec<Input>,
    progress: &mut Progress,
    out: &mut impl Write,
) -> Result<()> {
    let (mut failed, mut found) = (None, 0);
    pipeline.read_all(inputs, &|_| false, &mut |outcome| match outcome {
        Ok(reading) => {
            found += reading.claims.len();
            progress.read(found);
            // Written through: who waits at the other end of a pipe has an article's claims as soon as it is read.
            let written =
                lines_of(reading, pipeline, options).and_then(|l| Ok(out.write_all(&l).and_then(|()| out.flush())?));
            failed = written.err();
            if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
        Err(fault) => {
            progress.skip(&fault);
            ControlFlow::Continue(())
        }
    });
    failed.map_or(Ok(()), Err)
}

/// A document's claims as lines: resolved alone, so that the same article gives the same lines in any company.
pub(super) fn lines_of(reading: Reading, pipeline: &Pipeline, options: &Options) -> Result<Vec<u8>> {
    let writer = export::writer("jsonl").context("the format of claims")?;
    let graph = resolve(&[reading], &Decisions::default(), pipeline.ontology()).in_own_words();
    let mut lines = Vec::new();
    writer.write(&graph, pipeline.ontology(), options, &mut lines)?;
    Ok(lines)
}
