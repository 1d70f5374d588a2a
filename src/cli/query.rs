//! `demarche query`: SPARQL over the graph.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use comfy_table::{ContentArrangement, Table, presets};

use super::Ending;
use super::args::{Query, Shape};
use super::build::stored;
use super::terminal::{count, safe, say};
use crate::export::{self, Options};
use crate::ontology::Ontology;
use crate::resolve::resolve;
use crate::store::{Answer, AnswerFormat, Index, Store};

pub(super) fn run(args: &Query) -> Result<Ending> {
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let Some(query) = args.query.as_deref().filter(|_| !args.list) else {
        list(&ontology, &mut out)?;
        return Ok(Ending::Done);
    };
    let sparql = text(query, &ontology)?;
    if !args.place.out.join("documents").is_dir() {
        bail!("{} holds no graph; make one with `demarche build PATH…`", args.place.out.display());
    }
    let store = Store::open(&args.place.out)?;
    let (readings, damaged) = stored(&store)?;
    damaged.iter().for_each(|d| say(&format!("skipped: {d}")));
    let options = Options { base: args.place.base.clone(), ..Options::default() };
    options.check()?;
    let graph = resolve(&readings, &store.decisions()?, &ontology);
    drop(readings);
    let index = Index::fill(export::quads(&graph, &ontology, &options))?;
    let prefixes = export::prefixes(&options);
    let answer = index.query(&sparql, &prefixes, Some(Duration::from_secs(args.timeout)))?;
    show(&answer, args.format, &prefixes, &mut out)?;
    out.flush()?;
    Ok(Ending::of(damaged.len()))
}

fn list(ontology: &Ontology, out: &mut impl Write) -> Result<()> {
    for query in &ontology.queries {
        writeln!(out, "{:28} {}", query.name, query.help)?;
    }
    Ok(out.flush()?)
}

/// The query itself, the file that holds it, or the named query.
fn text(query: &str, ontology: &Ontology) -> Result<String> {
    if let Some(named) = ontology.query(query) {
        return Ok(named.text.clone());
    }
    let path = Path::new(query);
    if path.is_file() {
        return std::fs::read_to_string(path).with_context(|| query.to_owned());
    }
    let sparql = query.contains('{') || query.contains(' ');
    if !sparql {
        let names: Vec<&str> = ontology.queries.iter().map(|q| q.name.as_str()).collect();
        bail!("{query} is neither SPARQL, nor a file, nor a named query; named are {}", names.join(", "));
    }
    Ok(query.to_owned())
}

fn show(answer: &Answer, format: Shape, prefixes: &[(&str, String)], out: &mut dyn Write) -> Result<()> {
    let format = match format {
        Shape::Table => return table(answer, prefixes, out),
        Shape::Csv => AnswerFormat::Csv,
        Shape::Tsv => AnswerFormat::Tsv,
        Shape::Json => AnswerFormat::Json,
        Shape::Xml => AnswerFormat::Xml,
    };
    Ok(answer.write(format, out)?)
}

fn table(answer: &Answer, prefixes: &[(&str, String)], out: &mut dyn Write) -> Result<()> {
    match answer {
        Answer::Boolean(value) => writeln!(out, "{}", if *value { "yes" } else { "no" })?,
        Answer::Graph(_) => answer.write(AnswerFormat::Json, out)?,
        Answer::Solutions { variables, rows } => {
            let mut table = Table::new();
            table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
            table.set_header(variables);
            if std::env::var_os("COLUMNS").is_none() && table.width().is_none() {
                table.set_width(160);
            }
            for row in rows {
                let cell = |t: &Option<_>| t.as_ref().map_or(String::new(), |t| safe(&words(t, prefixes)));
                table.add_row(row.iter().map(cell));
            }
            writeln!(out, "{table}")?;
            say(&count(rows.len(), "row"));
        }
    }
    Ok(())
}

/// A term as a person reads it: the text of a literal, an IRI by its prefix.
fn words(term: &impl ToString, prefixes: &[(&str, String)]) -> String {
    let text = term.to_string();
    if let Some(iri) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')) {
        let short = prefixes.iter().filter_map(|(name, long)| Some(format!("{name}:{}", iri.strip_prefix(long.as_str())?)));
        return short.min_by_key(String::len).unwrap_or_else(|| iri.to_owned());
    }
    match text.strip_prefix('"').and_then(|t| t.rfind('"').map(|end| t[..end].to_owned())) {
        Some(inner) => inner.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\"),
        None => text,
    }
}
