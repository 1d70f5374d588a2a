//! `demarche query`: SPARQL over the graph.

use std::io::{BufWriter, Read, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use comfy_table::{ContentArrangement, Table, presets};

use super::args::{Query, Shape};
use super::terminal::{count, line, say, width};
use super::{Ending, stored};
use crate::export::{self, Names, Options};
use crate::ontology::Ontology;
use crate::store::{Answer, AnswerFormat, Index, Limits, binding};

/// Rows of a table: nobody reads more, and columns as wide as a hundred thousand rows need take gigabytes to lay out.
const SHOWN: usize = 1000;
const MORE: &str = ", the first 1000 shown; --format csv gives all";

pub(super) fn run(args: &Query) -> Result<Ending> {
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let Some(query) = args.query.as_deref().filter(|_| !args.list) else {
        list(&ontology, &mut out)?;
        return Ok(Ending::Done);
    };
    let sparql = text(query, &ontology)?;
    let options = Options { base: args.place.base.clone(), ..Options::default() };
    options.check()?;
    let prefixes = export::prefixes(&options);
    let bound = args.bind.iter().map(|b| binding(b, &prefixes)).collect::<Result<Vec<_>, _>>()?;
    let stored::Indexed { mut index, damaged, .. } = stored::index(&args.place.out, &ontology, &options)?;
    let limits = args.limits.limits();
    if args.reason {
        reason(&mut index, &ontology, &options, limits)?;
    }
    let answer = index.query_bound(&sparql, &prefixes, &bound, limits)?;
    show(&answer, args.format, &prefixes, &mut out)?;
    out.flush()?;
    Ok(Ending::of(damaged))
}

/// Adds the ontology's own triples and what follows from them, each in a graph of its own.
fn reason(index: &mut Index, ontology: &Ontology, options: &Options, limits: Limits) -> Result<()> {
    let names = Names::new(options);
    let into = names.graph("ontology");
    index.add(ontology.triples().iter().map(|t| t.clone().in_graph(into.clone())))?;
    let rules: Vec<(&str, &str)> = ontology.rules.iter().map(|r| (r.name.as_str(), r.text.as_str())).collect();
    let followed = index.reason(&rules, &export::prefixes(options), &names.graph("entailed"), limits)?;
    say(&format!("{} by {}", count(followed, "entailed triple"), count(rules.len(), "rule")));
    Ok(())
}

fn list(ontology: &Ontology, out: &mut impl Write) -> Result<()> {
    for query in &ontology.queries {
        writeln!(out, "{:28} {}", query.name, query.help)?;
    }
    Ok(out.flush()?)
}

/// The named query, the file that holds it (`-`: standard input), or the query itself.
fn text(query: &str, ontology: &Ontology) -> Result<String> {
    if query == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("standard input")?;
        return Ok(text);
    }
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
        let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        bail!("{query} is neither SPARQL, nor a file, nor a named query; named are {names}");
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
        Shape::Ttl => AnswerFormat::Turtle,
        Shape::Nt => AnswerFormat::NTriples,
    };
    Ok(answer.write(format, prefixes, out)?)
}

fn table(answer: &Answer, prefixes: &[(&str, String)], out: &mut dyn Write) -> Result<()> {
    match answer {
        Answer::Boolean(value) => writeln!(out, "{}", if *value { "yes" } else { "no" })?,
        Answer::Graph(_) => answer.write(AnswerFormat::Turtle, prefixes, out)?,
        Answer::Solutions { variables, rows } => {
            let mut table = Table::new();
            table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
            table.set_header(variables.iter().map(|v| line(v))).set_width(width());
            for row in rows.iter().take(SHOWN) {
                let cell = |t: &Option<_>| t.as_ref().map_or(String::new(), |t| line(&words(t, prefixes)));
                table.add_row(row.iter().map(cell));
            }
            writeln!(out, "{table}")?;
            out.flush()?;
            let rest = if rows.len() > SHOWN { MORE } else { "" };
            say(&format!("{}{rest}", count(rows.len(), "row")));
        }
    }
    Ok(())
}

/// A term as a person reads it: the text of a literal, an IRI by its prefix.
pub(super) fn words(term: &impl ToString, prefixes: &[(&str, String)]) -> String {
    let text = term.to_string();
    if let Some(iri) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).filter(|i| !i.starts_with('<')) {
        let short =
            prefixes.iter().filter_map(|(name, long)| Some(format!("{name}:{}", iri.strip_prefix(long.as_str())?)));
        return short.min_by_key(String::len).unwrap_or_else(|| iri.to_owned());
    }
    let quoted = text.strip_prefix('"').and_then(|t| t.rfind('"').map(|end| &t[..end]));
    quoted.map_or_else(|| text.clone(), unescaped)
}

/// The text of a literal as N-Triples writes it.
fn unescaped(literal: &str) -> String {
    let (mut out, mut signs) = (String::with_capacity(literal.len()), literal.chars());
    while let Some(c) = signs.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let hex = |signs: &mut std::str::Chars<'_>, digits: usize| {
            let code: String = signs.take(digits).collect();
            u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
        };
        match signs.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('u') => out.push(hex(&mut signs, 4)),
            Some('U') => out.push(hex(&mut signs, 8)),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_shown_as_they_were_written() {
        let prefixes = [("ex", "https://example.org/".to_owned())];
        assert_eq!(words(&r#""C:\\new \"deal\"\u00e9"@en"#, &prefixes), "C:\\new \"deal\"é");
        assert_eq!(words(&"<https://example.org/a>", &prefixes), "ex:a");
        assert_eq!(words(&"<<( <a> <b> <c> )>>", &prefixes), "<<( <a> <b> <c> )>>");
        assert_eq!(words(&r#""4"^^<http://www.w3.org/2001/XMLSchema#integer>"#, &prefixes), "4");
    }
}
