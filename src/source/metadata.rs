//! What is known about an article beside its text: checked, since it comes from outside.

use sha2::{Digest, Sha256};

use super::SourceError;
use crate::text::Document;

/// Gives the finished document its version, or says that it holds no text.
pub(super) fn sealed(mut document: Document, path: impl FnOnce() -> String) -> Result<Document, SourceError> {
    if document.blocks.is_empty() {
        return Err(SourceError::NoText { path: path() });
    }
    document.hash = fingerprint(&document);
    Ok(document)
}

/// The version of a document: SHA-256 over title, date, URL and text, each after its length; a part that is not there
/// is told from an empty one by a length that no text has.
pub(super) fn fingerprint(document: &Document) -> String {
    let mut hash = Sha256::new();
    for part in [&document.title, &document.date, &document.url]
        .map(Option::as_deref)
        .into_iter()
        .chain([Some(&*document.text)])
    {
        hash.update(part.map_or(u64::MAX, |p| p.len() as u64).to_le_bytes());
        hash.update(part.unwrap_or("").as_bytes());
    }
    hash.finalize()
        .iter()
        .take(16)
        .flat_map(|b| [b >> 4, b & 15])
        .filter_map(|d| char::from_digit(u32::from(d), 16))
        .collect()
}

/// The day of an ISO 8601 date or time, where the calendar has it.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let (day, rest) = text.split_at_checked(10)?;
    let shape = day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    let whole = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    (shape && whole && day.parse::<jiff::civil::Date>().is_ok()).then(|| day.to_owned())
}

/// A web address without signs that no address has.
pub(super) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let web = ["http://", "https://"].iter().any(|s| text.len() > s.len() && text.starts_with(s));
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c));
    (web && plain).then(|| text.to_owned())
}

/// A language tag of the shape that BCP 47 has (`en`, `pt-BR`).
pub(super) fn language(text: &str) -> Option<String> {
    let text = text.trim();
    let mut parts = text.split(['-', '_']);
    let first = parts.next().is_some_and(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    let rest = parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    (first && rest).then(|| text.replace('_', "-"))
}

/// Words on one line, single blanks between them; nothing where there are none.
pub(super) fn line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}
