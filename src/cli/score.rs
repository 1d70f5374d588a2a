//! `demarche score`: precision, recall and F1 against annotated documents.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use serde::de::DeserializeOwned;

use super::Ending;
use super::args::{Score as Args, Split};
use super::extract::lines_of;
use crate::export::Options;
use crate::ontology::Ontology;
use crate::pipeline::Pipeline;
use crate::score::{Events, Found, Gold, Score};
use crate::source;
use crate::text::Document;

pub(super) fn run(args: &Args) -> Result<Ending> {
    let mut golds: Vec<Gold> = Vec::new();
    for path in &args.gold {
        golds.extend(objects(path)?);
    }
    if let Some(split) = args.split {
        golds.retain(|g| g.is_dev() == (split == Split::Dev));
    }
    let (found, events) = match &args.claims {
        Some(path) => (objects(path)?, events(&Ontology::load(args.reading.ontology.as_deref())?)),
        None => extracted(args, &golds)?,
    };
    let score = Score::of(&golds, &found, &events);
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.json {
        writeln!(out, "{}", json(&score, args.faults))?;
    } else {
        for fault in score.faults.iter().filter(|_| args.faults) {
            writeln!(out, "{fault}")?;
        }
        write!(out, "{score}")?;
    }
    out.flush()?;
    Ok(Ending::Done)
}

fn events(ontology: &Ontology) -> Events {
    ontology.relations.iter().map(|r| (r.name.clone(), r.event.clone())).collect()
}

/// Reads JSON Lines; `-` is standard input.
fn objects<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let name = path.display().to_string();
    let text =
        if path.as_os_str() == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(path) };
    let text = text.with_context(|| name.clone())?;
    let full = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    full.map(|(n, line)| serde_json::from_str(line).with_context(|| format!("{name}:{}", n + 1))).collect()
}

/// The claims of the documents' texts, on the very way that `demarche extract` takes: the same lines, the same figures.
fn extracted(args: &Args, golds: &[Gold]) -> Result<(Vec<Found>, Events)> {
    let pipeline = Pipeline::new(&args.reading.options())?;
    let documents = golds.iter().map(document).collect::<Result<Vec<_>>>()?;
    let mut found = Vec::new();
    for reading in pipeline.read_each(documents) {
        let lines = lines_of(reading, &pipeline, &Options::default())?;
        let claims = lines.split(|b| *b == b'\n').filter(|line| !line.is_empty());
        for claim in claims {
            found.push(serde_json::from_slice(claim).context("a claim as extract prints it")?);
        }
    }
    Ok((found, events(pipeline.ontology())))
}

/// The document as the reader of JSON Lines makes it.
fn document(gold: &Gold) -> Result<Document> {
    let reader = source::ALL.iter().find(|r| r.name() == "jsonl").context("the reader of JSON Lines")?;
    let mut read = None;
    reader.read(&gold.id, &mut gold.line().as_bytes(), &mut |document| read = Some(document));
    Ok(read.ok_or_else(|| anyhow!("{}: holds no text", gold.id))??)
}

fn json(score: &Score, faults: bool) -> serde_json::Value {
    let mut out = serde_json::Map::new();
    for (level, figures) in score.levels() {
        out.insert(level.to_owned(), serde_json::json!(figures));
    }
    out.insert("fields".to_owned(), serde_json::json!(score.fields()));
    if faults {
        out.insert("faults".to_owned(), serde_json::json!(score.faults));
    }
    out.into()
}
