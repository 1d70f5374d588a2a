//! CSV: the claims as a table, a row each, for spreadsheets, R and pandas (RFC 4180).

use std::io::Write;

use super::words::plain;
use super::{ExportError, Names, Options, Writer, literal};
use crate::graph::{Graph, Participant, Statement};
use crate::ontology::Ontology;

/// The claims as CSV.
pub(super) struct Csv;

const COLUMNS: [&str; 24] = [
    "claim",
    "document",
    "title",
    "date",
    "url",
    "event",
    "relation",
    "source",
    "source_id",
    "source_type",
    "source_country",
    "source_sector",
    "target",
    "target_id",
    "target_type",
    "target_country",
    "target_sector",
    "by",
    "theme",
    "polarity",
    "modality",
    "time",
    "confidence",
    "sentence",
];

impl Writer for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn help(&self) -> &'static str {
        "CSV: a claim a row with its sentence, for spreadsheets, R and pandas"
    }

    fn media_type(&self) -> &'static str {
        "text/csv"
    }

    fn write(&self, graph: &Graph, _: &Ontology, options: &Options, out: &mut dyn Write) -> Result<(), ExportError> {
        options.check()?;
        let names = Names::new(options);
        row(out, &COLUMNS.map(str::to_owned))?;
        for statement in &graph.statements {
            row(out, &cells(graph, &names, statement))?;
        }
        Ok(())
    }
}

fn cells(graph: &Graph, names: &Names, s: &Statement) -> Vec<String> {
    let document = graph.documents.get(s.document);
    let of = |f: fn(&crate::graph::Source) -> Option<&str>| document.and_then(f).unwrap_or_default().to_owned();
    let mut out = vec![names.claim(&s.id).into_string(), of(|d| Some(&d.key)), of(|d| d.title.as_deref())];
    out.extend([of(|d| d.date.as_deref()), of(|d| d.url.as_deref()), s.event.clone(), s.relation.clone()]);
    out.extend(party(graph, names, s.source.as_ref()));
    out.extend(party(graph, names, s.target.as_ref()));
    let by = s.by.as_ref().and_then(|p| graph.actors.get(p.actor)).map_or("", |a| &a.name);
    let theme = s.theme.as_ref().map_or("", |t| &t.text);
    out.extend(
        [by, theme, s.polarity.as_str(), s.modality.as_str(), s.time.as_deref().unwrap_or_default()].map(str::to_owned),
    );
    out.extend([literal::decimal(s.confidence).value().to_owned(), s.sentence.text.clone()]);
    out
}

fn party(graph: &Graph, names: &Names, who: Option<&Participant>) -> [String; 5] {
    let Some(actor) = who.and_then(|p| graph.actors.get(p.actor)) else { return Default::default() };
    let sector = actor.sector.map_or("", crate::text::Sector::as_str).to_owned();
    let country = actor.country.clone().unwrap_or_default();
    [actor.name.clone(), names.actor(&actor.slug).into_string(), actor.entity_type.as_str().to_owned(), country, sector]
}

fn row(out: &mut dyn Write, cells: &[String]) -> std::io::Result<()> {
    let cells: Vec<String> = cells.iter().map(|c| cell(c)).collect();
    write!(out, "{}\r\n", cells.join(","))
}

/// One line; quoted where it must be. A spreadsheet runs what begins with `=`, `+`, `-` or `@`: such words get an
/// apostrophe before them, which it takes for "this is text".
fn cell(text: &str) -> String {
    let mut text = plain(text);
    if text.starts_with(['=', '+', '-', '@']) {
        text.insert(0, '\'');
    }
    if text.contains([',', '"', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
