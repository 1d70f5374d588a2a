//! `demarche actors`: doubtful identities, and the user's own knowledge base.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::args::{Actors, ActorsAction, Import};
use super::report::sure;
use super::terminal::{count, line, say};
use super::{Ending, stored};
use crate::knowledge::{self, Countries, Knowledge, Reader};
use crate::ontology::Ontology;
use crate::resolve::{Doubt, doubts};
use crate::store::Store;

/// Skipped rows that are told one by one.
const TOLD: u64 = 20;
/// Bytes by which a format is seen.
const BEGINNING: usize = 1 << 16;

pub(super) fn run(args: &Actors) -> Result<Ending> {
    match &args.action {
        None => list(args),
        Some(ActorsAction::Import(args)) => import(args),
        Some(ActorsAction::Forget { name, out }) => forget(name, out),
    }
}

/// What is doubtful, a line each.
fn list(args: &Actors) -> Result<Ending> {
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let (graph, damaged) = stored::graph(&args.place.out, &ontology)?;
    let all = doubts(&graph, &Knowledge::open(&args.place.out)?);
    let mut out = std::io::stdout().lock();
    for doubt in &all {
        let shown = if args.json { json(doubt) } else { plain(doubt) };
        writeln!(out, "{shown}")?;
    }
    say(&format!("{}; decide in {}/decisions.ttl", count(all.len(), "doubt"), args.place.out.display()));
    Ok(Ending::of(damaged))
}

fn plain(doubt: &Doubt) -> String {
    let score = doubt.score.map_or_else(|| "apart".to_owned(), sure);
    let actors: Vec<String> = doubt.actors.iter().map(|slug| format!("actor:{slug}")).collect();
    format!("{score:5}  {}  {}", actors.join(" "), line(&doubt.what))
}

fn json(doubt: &Doubt) -> String {
    let score = doubt.score.map(|s| f64::from(s) / 100.0);
    serde_json::json!({"actors": doubt.actors, "what": doubt.what, "score": score}).to_string()
}

fn import(args: &Import) -> Result<Ending> {
    let is_standard = args.file.as_os_str() == "-";
    let shown = args.file.display().to_string();
    let mut input: Box<dyn BufRead> = if is_standard {
        Box::new(BufReader::with_capacity(BEGINNING, std::io::stdin()))
    } else {
        Box::new(BufReader::with_capacity(BEGINNING, File::open(&args.file).with_context(|| shown.clone())?))
    };
    let reader = reader(args.format.as_deref(), &shown, input.as_mut())?;
    let name = args.name.clone().unwrap_or_else(|| named(&args.file));
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', ':']) {
        bail!("\"{name}\" is no name for a knowledge base; give one of letters and digits with --name");
    }
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let store = Store::open(&args.out)?;
    let _lock = store.lock()?;
    let mut told = 0;
    let mut skip = |fault: knowledge::Fault| {
        told += 1;
        if told <= TOLD {
            say(&format!("skipped: {shown}:{}: {}", fault.line, line(&fault.what)));
        }
    };
    let countries = Countries::new(&ontology);
    let counts = knowledge::import(&args.out, &name, reader, input.as_mut(), &countries, &mut skip)?;
    if told > TOLD {
        say(&format!("and {} more skipped", told - TOLD));
    }
    let (rows, names) = (count(counts.rows as usize, "row"), count(counts.names as usize, "name"));
    say(&format!(
        "{rows} with {names} in {}/knowledge/{name}, {} skipped; build again to use them",
        args.out.display(),
        counts.skipped
    ));
    Ok(Ending::of(counts.skipped as usize))
}

/// The reader that was asked for, or that fits the beginning.
fn reader(format: Option<&str>, shown: &str, input: &mut dyn BufRead) -> Result<&'static dyn Reader> {
    if let Some(format) = format {
        return Ok(*knowledge::ALL.iter().find(|r| r.name() == format).expect("clap knows the list"));
    }
    let start = String::from_utf8_lossy(input.fill_buf().with_context(|| shown.to_owned())?).into_owned();
    let start = start.trim_start_matches('\u{feff}');
    let known = || knowledge::ALL.iter().map(|r| r.name()).collect::<Vec<_>>().join(", ");
    let found = knowledge::ALL.iter().copied().find(|r| r.fits(start));
    found.with_context(|| format!("{shown}: none of the formats {}; name one with --format", known()))
}

/// The file's name without its extensions.
fn named(file: &Path) -> String {
    let name = file.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let stem = name.split('.').find(|part| !part.is_empty()).unwrap_or_default();
    let sign = |c: char| if c.is_alphanumeric() || c == '_' { c } else { '-' };
    if name == "-" { "knowledge".to_owned() } else { stem.chars().map(sign).collect() }
}

fn forget(name: &str, out: &Path) -> Result<Ending> {
    let store = stored::open(out)?;
    let _lock = store.lock()?;
    if !Knowledge::forget(out, name)? {
        let known: Vec<String> = Knowledge::open(out)?.bases.into_iter().map(|b| b.name).collect();
        bail!("nothing was imported as \"{}\" into {}; there is: {}", line(name), out.display(), known.join(", "));
    }
    say(&format!("{name} forgotten; build again to be without it"));
    Ok(Ending::Done)
}
