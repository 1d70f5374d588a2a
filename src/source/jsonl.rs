//! JSON Lines: one `{"id", "text"}` a line, with optional title, date, url, publisher and language.

use std::io::{BufRead, Read};

use serde::Deserialize;
use serde_json::Value;

use super::decode::LARGEST;
use super::metadata::{address, day, language, line, sealed};
use super::{Each, Reader, SourceError, document_from_text};
use crate::text::Document;

/// A line; what is not the text may have any shape, and is dropped where it is of no use.
#[derive(Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    id: Value,
    #[serde(default)]
    title: Value,
    #[serde(default)]
    date: Value,
    #[serde(default)]
    url: Value,
    #[serde(default)]
    publisher: Value,
    #[serde(default)]
    language: Value,
}

/// Reads a line as one article.
pub(super) struct Jsonl;

impl Reader for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn read(&self, key: &str, input: &mut dyn BufRead, each: Each<'_>) {
        let (mut number, mut bytes) = (0, Vec::new());
        loop {
            number += 1;
            bytes.clear();
            let size = match (&mut *input).take(LARGEST + 1).read_until(b'\n', &mut bytes) {
                Ok(size) => size,
                Err(source) => return each(Err(SourceError::Io { path: key.to_owned(), source })),
            };
            if size == 0 {
                return;
            }
            if size as u64 > LARGEST && !bytes.ends_with(b"\n") {
                each(Err(SourceError::TooLarge { path: format!("{key}:{number}") }));
                if let Err(source) = input.skip_until(b'\n') {
                    return each(Err(SourceError::Io { path: key.to_owned(), source }));
                }
            } else if !bytes.trim_ascii().is_empty() {
                each(document(key, number, &bytes));
            }
        }
    }
}

fn document(key: &str, number: usize, bytes: &[u8]) -> Result<Document, SourceError> {
    let place = || format!("{key}:{number}");
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let source = str::from_utf8(bytes).map_err(|e| SourceError::NotUtf8 { path: place(), at: e.valid_up_to() })?;
    let line: Line = serde_json::from_str(source.trim()).map_err(|e| SourceError::BadJson {
        path: key.to_owned(),
        line: number,
        message: message(&e),
    })?;
    let mut document = document_from_text(&own_key(&line, key, number), &line.text);
    document.title = words(&line.title);
    document.date = line.date.as_str().and_then(day);
    document.url = line.url.as_str().and_then(address);
    document.publisher = words(&line.publisher);
    document.language = line.language.as_str().and_then(language);
    sealed(document, place)
}

/// What the parser says, without its line, which is always 1.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let bare = text.split_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    format!("{bare} at column {}", error.column())
}

/// The id, else the address, else the place.
fn own_key(line: &Line, key: &str, number: usize) -> String {
    let id = match &line.id {
        Value::Number(id) => Some(id.to_string()),
        id => id.as_str().map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned),
    };
    let url = || line.url.as_str().map(str::trim).filter(|u| !u.is_empty()).map(str::to_owned);
    id.or_else(url).unwrap_or_else(|| format!("{key}#{number}"))
}

fn words(value: &Value) -> Option<String> {
    value.as_str().and_then(line)
}
