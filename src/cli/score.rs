//! `demarche score`: precision, recall and F1 against annotated documents.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::Ending;
use super::args::{Score as Args, Split};
use crate::ontology::Ontology;
use crate::pipeline::Pipeline;
use crate::score::{Events, Found, Gold, Score, found};
use crate::source::document_from_text;

pub(super) fn run(args: &Args) -> Result<Ending> {
    let mut golds: Vec<Gold> = Vec::new();
    for path in &args.gold {
        golds.extend(lines(path)?);
    }
    if let Some(split) = args.split {
        golds.retain(|g| g.is_dev() == (split == Split::Dev));
    }
    let (found, ontology): (Vec<Found>, Ontology) = match &args.claims {
        Some(path) => (lines(path)?, Ontology::load(args.reading.ontology.as_deref())?),
        None => extracted(args, &golds)?,
    };
    let events: Events = ontology.relations.iter().map(|r| (r.name.clone(), r.event.clone())).collect();
    let score = Score::of(&golds, &found, &events);
    let mut out = std::io::stdout().lock();
    for fault in score.faults.iter().filter(|_| args.faults) {
        writeln!(out, "{fault}")?;
    }
    write!(out, "{score}")?;
    Ok(Ending::Done)
}

fn lines<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| name.clone())?;
    let full = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    full.map(|(n, line)| serde_json::from_str(line).with_context(|| format!("{name}:{}", n + 1))).collect()
}

fn extracted(args: &Args, golds: &[Gold]) -> Result<(Vec<Found>, Ontology)> {
    let pipeline = Pipeline::new(&args.reading.options())?;
    let one = |gold: &Gold| {
        let mut document = document_from_text(&gold.id, &gold.text());
        document.date = gold.date.clone();
        found(&pipeline.read(document))
    };
    let found: Vec<Vec<Found>> = pipeline.model().install(|| golds.par_iter().map(one).collect());
    let ontology = Ontology::load(args.reading.ontology.as_deref())?;
    Ok((found.into_iter().flatten().collect(), ontology))
}
