//! CSV: the claims as a table, a row each, for spreadsheets, R and pandas (RFC 4180).

use std::io::Write;

use super::table::{COLUMNS, cells};
use super::{ExportError, Names, Options, Writer};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// The claims as CSV.
pub(super) struct Csv;

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

fn row(out: &mut dyn Write, cells: &[String]) -> std::io::Result<()> {
    let cells: Vec<String> = cells.iter().map(|c| cell(c)).collect();
    write!(out, "{}\r\n", cells.join(","))
}

/// Quoted where it must be. A spreadsheet runs what begins with `=`, `+`, `-` or `@`: such words get an
/// apostrophe before them, which it takes for "this is text".
fn cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
