//! `demarche score`: precision, recall and F1 against annotated documents.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use serde::de::DeserializeOwned;

use super::Ending;
use super::args::{Kind, Score as Args, Split};
use super::extract::lines_of;
use crate::export::Options;
use crate::extract;
use crate::language::{self, Model};
use crate::ontology::Ontology;
use crate::pipeline::Pipeline;
use crate::score::{
    ActorScore, Chain, Entangled, Events, Found, Gold, LinkScore, MentionScore, Pair, PairScore, Score, Treebank,
    WordScore,
};
use crate::source;
use crate::text::{Annotated, Document};

pub(super) fn run(args: &Args) -> Result<Ending> {
    match args.kind {
        Kind::Claims => claims(args),
        Kind::Mentions => mentions(args),
        Kind::Pairs => pairs(args),
        Kind::Words => words(args),
        Kind::Links => links(args),
        Kind::Actors => actors(args),
    }
}

/// The entities of annotated documents.
fn actors(args: &Args) -> Result<Ending> {
    let pipeline = Pipeline::new(&args.reading.options())?;
    let mut score = ActorScore::default();
    for gold in golds(args)? {
        let reading = pipeline.read(document(&gold.id, &gold.line())?);
        score.add(&gold, &reading, pipeline.ontology());
    }
    write!(std::io::stdout().lock(), "{score}")?;
    Ok(Ending::Done)
}

/// Marked sentences, each read as a document of its own.
fn pairs(args: &Args) -> Result<Ending> {
    let mut all = Vec::new();
    for path in &args.gold {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| name.clone())?;
        all.extend(Pair::table(&text).map_err(|fault| anyhow!("{name}:{fault}"))?);
    }
    let line = |p: &Pair| serde_json::json!({"id": p.id, "text": p.text}).to_string();
    let documents = all.iter().map(|p| document(&p.id, &line(p))).collect::<Result<Vec<_>>>()?;
    let (found, _) = extracted(args, documents)?;
    write!(std::io::stdout().lock(), "{}", PairScore::of(&all, &found))?;
    Ok(Ending::Done)
}

/// The raw text of treebanks.
fn words(args: &Args) -> Result<Ending> {
    let mut score = WordScore::default();
    for path in &args.gold {
        let conllu = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        for gold in Treebank::read(&conllu) {
            let document = document("text", &serde_json::json!({"id": "text", "text": gold.text}).to_string())?;
            let found: Vec<_> =
                language::words(&document).iter().map(|s| s.iter().map(|w| w.start..w.end).collect()).collect();
            score.add(&gold, &document.text, &found);
        }
    }
    write!(std::io::stdout().lock(), "{score}")?;
    Ok(Ending::Done)
}

/// Entities of a treebank's documents: all that it marks, then those that can act.
fn links(args: &Args) -> Result<Ending> {
    let (model, ontology) = (Model::load(args.reading.threads)?, Ontology::load(args.reading.ontology.as_deref())?);
    let (mut all, mut actors) = (LinkScore::default(), LinkScore::default());
    for path in &args.gold {
        let conllu = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        for gold in Entangled::read(&conllu) {
            let (document, annotated) = model.annotate_words(&gold.sentences);
            let found = chains(&annotated, &extract::entities(&document, &annotated, &ontology));
            let of = |keep: &dyn Fn(&str) -> bool| -> Vec<Chain> {
                gold.chains.iter().filter(|(kind, _)| keep(kind)).map(|(_, c)| c.clone()).collect()
            };
            all.add(&of(&|_| true), &found);
            actors.add(&of(&|kind| matches!(kind, "person" | "organization" | "place")), &found);
        }
    }
    write!(std::io::stdout().lock(), "all entities: {all}persons, organizations, places: {actors}")?;
    Ok(Ending::Done)
}

/// The head words of each entity's mentions.
fn chains(annotated: &Annotated, entities: &extract::Entities) -> Vec<Chain> {
    let mut out = vec![Chain::new(); entities.all.len()];
    for (mention, entity) in annotated.mentions.iter().zip(&entities.of_mention) {
        if let Some(entity) = entity {
            let tokens = &annotated.sentences[mention.sentence].tokens;
            out[*entity].insert((mention.sentence, extract::head_word(tokens, &mention.tokens)));
        }
    }
    out
}

/// The mentions of annotated documents.
fn mentions(args: &Args) -> Result<Ending> {
    let model = Model::load(args.reading.threads)?;
    let mut score = MentionScore::default();
    for gold in golds(args)? {
        let document = document(&gold.id, &gold.line())?;
        score.add(&gold, &document.text, &model.annotate(&document).mentions);
    }
    write!(std::io::stdout().lock(), "{score}")?;
    Ok(Ending::Done)
}

fn golds(args: &Args) -> Result<Vec<Gold>> {
    let mut golds: Vec<Gold> = Vec::new();
    for path in &args.gold {
        golds.extend(objects(path)?);
    }
    if let Some(split) = args.split {
        golds.retain(|g| g.is_dev() == (split == Split::Dev));
    }
    Ok(golds)
}

fn claims(args: &Args) -> Result<Ending> {
    let golds = golds(args)?;
    let (found, events) = match &args.claims {
        Some(path) => (objects(path)?, events(&Ontology::load(args.reading.ontology.as_deref())?)),
        None => {
            let documents = golds.iter().map(|g| document(&g.id, &g.line())).collect::<Result<Vec<_>>>()?;
            extracted(args, documents)?
        }
    };
    let score = Score::of(&golds, &found, &events);
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.json {
        writeln!(out, "{}", json(&score, args.faults))?;
    } else {
        if args.faults {
            writeln!(out, "{}", score.classes)?;
        }
        if args.calibration {
            writeln!(out, "{}", score.calibration)?;
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
fn extracted(args: &Args, documents: Vec<Document>) -> Result<(Vec<Found>, Events)> {
    let pipeline = Pipeline::new(&args.reading.options())?;
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
fn document(name: &str, line: &str) -> Result<Document> {
    let reader = source::ALL.iter().find(|r| r.name() == "jsonl").context("the reader of JSON Lines")?;
    let mut read = None;
    reader.read(name, &mut line.as_bytes(), &mut |document| read = Some(document));
    Ok(read.ok_or_else(|| anyhow!("{name}: holds no text"))??)
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
