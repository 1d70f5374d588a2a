//! `demarche extract`: claims as JSON Lines, a filter for pipes.

use std::io::{BufWriter, Write};

use anyhow::{Context, Result};

use super::Ending;
use super::args::Extract;
use super::progress::Progress;
use crate::export::{self, Options};
use crate::pipeline::Pipeline;
use crate::resolve::{Decisions, resolve};
use crate::source;

pub(super) fn run(args: &Extract) -> Result<Ending> {
    let (inputs, faults) = source::inputs(&args.paths);
    let mut progress = Progress::new(inputs.len());
    faults.iter().for_each(|f| progress.skip(f));
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.text {
        text(&inputs, &mut progress, &mut out)?;
    } else {
        claims(args, &inputs, &mut progress, &mut out)?;
    }
    out.flush()?;
    progress.finish();
    Ok(Ending::of(progress.skips.len()))
}

fn text(inputs: &[source::Input], progress: &mut Progress, out: &mut impl Write) -> Result<()> {
    let mut failed = None;
    for input in inputs {
        source::read(input, &mut |document| match document {
            Ok(document) => failed = failed.take().or(writeln!(out, "{}", document.text).err()),
            Err(fault) => progress.skip(&fault),
        });
    }
    failed.map_or(Ok(()), |error| Err(error.into()))
}

/// Each document is resolved alone: the same article gives the same lines in any company.
fn claims(args: &Extract, inputs: &[source::Input], progress: &mut Progress, out: &mut impl Write) -> Result<()> {
    let options = Options { base: args.base.clone(), ..Options::default() };
    options.check()?;
    let pipeline = Pipeline::new(&args.reading.options())?;
    let writer = export::writer("jsonl").context("the format of claims")?;
    let (mut failed, mut found) = (None, 0);
    pipeline.read_all(inputs, &|_| false, &mut |outcome| match outcome {
        Ok(reading) if failed.is_none() => {
            found += reading.claims.len();
            progress.read(found);
            let graph = resolve(&[reading], &Decisions::default(), pipeline.ontology());
            let written = writer.write(&graph, pipeline.ontology(), &options, out).map_err(anyhow::Error::from);
            failed = written.and_then(|()| Ok(out.flush()?)).err();
        }
        Ok(_) => {}
        Err(fault) => progress.skip(&fault),
    });
    failed.map_or(Ok(()), Err)
}
