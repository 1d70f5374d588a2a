//! JSON Lines: one `{"id", "text"}` a line, with optional title, date, url and language.

use std::io::{BufRead, Read};

use serde::Deserialize;

use super::{Each, LARGEST, Reader, SourceError, day, document_from_text, fingerprint};
use crate::text::Document;

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<serde_json::Value>,
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    publisher: Option<String>,
    #[serde(default)]
    language: Option<String>,
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
            bytes.clear();
            number += 1;
            match Read::take(&mut *input, LARGEST).read_until(b'\n', &mut bytes) {
                Ok(0) => return,
                Ok(size) if size as u64 == LARGEST => {
                    return each(Err(SourceError::TooLarge { path: format!("{key}:{number}") }));
                }
                Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => each(document(key, number, &bytes)),
                Err(source) => return each(Err(SourceError::Io { path: key.to_owned(), source })),
            }
        }
    }
}

fn document(key: &str, number: usize, bytes: &[u8]) -> Result<Document, SourceError> {
    let bad = |cause: String| SourceError::BadJson { path: key.to_owned(), line: number, cause };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line: Line = serde_json::from_slice(bytes).map_err(|e| bad(e.to_string()))?;
    let id = match line.id {
        Some(serde_json::Value::String(id)) if !id.is_empty() => Some(id),
        Some(serde_json::Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    let own = id.or_else(|| line.url.clone()).unwrap_or_else(|| format!("{key}#{number}"));
    let mut document = document_from_text(&own, &line.text);
    if document.blocks.is_empty() {
        return Err(SourceError::NoText { path: format!("{key}:{number}") });
    }
    document.title = line.title.filter(|t| !t.trim().is_empty());
    document.date = line.date.as_deref().and_then(day);
    (document.url, document.publisher, document.language) = (line.url, line.publisher, line.language);
    document.hash = fingerprint(&document);
    Ok(document)
}
