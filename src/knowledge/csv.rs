//! CSV (RFC 4180) with a header: `name` or `label`, `aliases`, `type`, `country`, `sector`, `position`, `wikidata`, `id`.
//!
//! Aliases and positions are parted by `|` or `;`; a position may end in its dates: "foreign minister (2020-11 – 2024)".
//! Fields are parted by comma, semicolon or tab, whichever the header has most of. Other columns are left alone.

use std::io::{BufRead, Read, Result};

use super::lines::{LONGEST, not_utf8, skip};
use super::row::{Countries, Fault, Held, Item, Row, entity_type, said, wikidata};
use super::{Each, Reader};
use crate::text::Sector;

/// Comma-separated values.
pub(super) struct Csv;

impl Reader for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn help(&self) -> &'static str {
        "A table with a header: name, aliases, type, country, sector, position, wikidata, id"
    }

    fn fits(&self, start: &str) -> bool {
        let header = start.lines().next().unwrap_or_default().to_lowercase();
        !start.trim_start().starts_with(['{', '[']) && (header.contains("name") || header.contains("label"))
    }

    fn read(&self, input: &mut dyn BufRead, countries: &Countries<'_>, each: Each<'_>) -> Result<()> {
        let mut line = 1;
        let mut record = Vec::new();
        next(input, &mut record)?;
        let header = String::from_utf8_lossy(&record).trim_start_matches('\u{feff}').to_lowercase();
        let counts = [',', ';', '\t'].map(|c| (header.matches(c).count(), c));
        let comma = counts.iter().rev().max_by_key(|(n, _)| *n).map_or(',', |(_, c)| *c);
        let header = fields(&header, comma);
        if !header.iter().any(|h| matches!(h.trim(), "name" | "label")) {
            each(Err(Fault { line, what: "the header has neither name nor label".to_owned() }));
            return Ok(());
        }
        loop {
            line += lines(&record);
            record.clear();
            let is_whole = next(input, &mut record)?;
            if record.is_empty() {
                return Ok(());
            }
            each(match str::from_utf8(&record) {
                _ if !is_whole => {
                    Err(Fault { line, what: "a row of more than 8 MB; is a quotation mark left open?".into() })
                }
                Err(e) => Err(not_utf8(line, e.valid_up_to())),
                Ok(text) if text.trim().is_empty() => continue,
                Ok(text) => row(line, &header, &fields(text, comma), countries),
            });
        }
    }
}

fn lines(record: &[u8]) -> u64 {
    count(record, b'\n') as u64
}

fn count(bytes: &[u8], wanted: u8) -> usize {
    bytes.iter().fold(0, |n, b| n + usize::from(*b == wanted))
}

/// Reads the bytes of a record: to the end of the line that leaves no quotation mark open. Whether it is not too long.
fn next(input: &mut dyn BufRead, record: &mut Vec<u8>) -> Result<bool> {
    let mut open = false;
    loop {
        let (before, left) = (record.len(), LONGEST.saturating_sub(record.len()));
        if (&mut *input).take(left as u64).read_until(b'\n', record)? == 0 {
            if left == 0 {
                skip(input)?;
            }
            return Ok(left > 0);
        }
        open ^= count(&record[before..], b'"') % 2 == 1;
        if !open && record.last() == Some(&b'\n') {
            return Ok(true);
        }
    }
}

/// The fields of a record.
fn fields(record: &str, comma: char) -> Vec<String> {
    let (mut out, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = record.trim_end_matches(['\r', '\n']).chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            c if c == comma && !quoted => out.push(std::mem::take(&mut field)),
            c => field.push(c),
        }
    }
    out.push(field);
    out
}

fn row(line: u64, header: &[String], fields: &[String], countries: &Countries<'_>) -> std::result::Result<Item, Fault> {
    let of = |names: &[&str]| {
        let at = header.iter().position(|h| names.contains(&h.trim()));
        at.and_then(|at| fields.get(at)).and_then(|f| said(f))
    };
    let fault = |what: String| Fault { line, what };
    let name = of(&["name"]).or_else(|| of(&["label"])).ok_or_else(|| fault("no name".to_owned()))?;
    let several = |text: Option<String>| -> Vec<String> {
        text.iter().flat_map(|t| t.split(['|', ';'])).filter_map(said).collect()
    };
    let checked = |what: &str, said: Option<String>, read: &dyn Fn(&str) -> Option<String>| match said {
        Some(text) => read(&text).map(Some).ok_or_else(|| fault(format!("\"{text}\" is no {what} that is known"))),
        None => Ok(None),
    };
    let country = checked("country", of(&["country"]), &|t| countries.code(t))?;
    let id = checked("Wikidata identifier", of(&["wikidata"]), &wikidata)?;
    let kind = checked("type", of(&["type"]), &|t| entity_type(t).map(|k| k.as_str().to_owned()))?;
    let sector =
        checked("sector", of(&["sector"]), &|t| Sector::parse(&t.to_uppercase()).map(|s| s.as_str().to_owned()))?;
    Ok(Item::Row(Row {
        id: of(&["id"]).or_else(|| id.clone()).unwrap_or_else(|| line.to_string()),
        line,
        name,
        aliases: several(of(&["aliases", "alias"])),
        spellings: Vec::new(),
        entity_type: kind.as_deref().and_then(entity_type),
        country,
        sector: sector.as_deref().and_then(Sector::parse),
        wikidata: id,
        held: several(of(&["position", "positions"])).iter().map(|p| held(p)).collect(),
        is_office: false,
    }))
}

/// An office, with its dates where they stand behind it in brackets.
fn held(text: &str) -> Held {
    let dated = text.strip_suffix(')').and_then(|t| t.rsplit_once('('));
    let Some((office, days)) = dated.filter(|(_, d)| d.contains(|c: char| c.is_ascii_digit())) else {
        return Held { office: Some(text.to_owned()), ..Held::default() };
    };
    let (since, until) = days.split_once('–').or_else(|| days.split_once(" - ")).unwrap_or((days, ""));
    Held { office: said(office), since: said(since), until: said(until), ..Held::default() }
}
