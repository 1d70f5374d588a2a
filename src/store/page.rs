//! The form of a document on disk: JSON whose first lines tell its version, so that a build need not parse the rest.

use serde::{Deserialize, Serialize};

use crate::extract::{Argument, Claim, Entity, Reading};
use crate::text::{Document, Span};

/// A reading with what tells its version first. Reads back as a [`Reading`]: the order of fields does not matter there.
#[derive(Serialize)]
struct Page<'r> {
    model: &'r str,
    ontology: &'r str,
    document: &'r Document,
    sentences: &'r [Span],
    entities: &'r [Entity],
    claims: &'r [Claim],
}

/// The version of a document: what it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub key: String,
    pub hash: String,
    pub model: String,
    pub ontology: String,
}

#[derive(Deserialize)]
struct FirstLines {
    model: String,
    ontology: String,
    document: FirstFields,
}

#[derive(Deserialize)]
struct FirstFields {
    key: String,
    hash: String,
}

/// Lines of the head: the brace, model, ontology, the document's brace, key, hash.
const LINES: usize = 6;

/// Gives the bytes that lie on disk.
pub(super) fn write(reading: &Reading) -> Vec<u8> {
    // Taken apart by name: a field that is added to a reading must find its place here.
    let Reading { document, model, ontology, sentences, entities, claims } = reading;
    let page = Page { model, ontology, document, sentences, entities, claims };
    let mut bytes = serde_json::to_vec_pretty(&page).expect("a reading has only string keys");
    bytes.push(b'\n');
    bytes
}

/// Reads a document; the error says what is wrong with it.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, String> {
    let reading: Reading = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    check(&reading)?;
    Ok(reading)
}

/// Reads the head from the first lines; `None` where they are not as [`write`] makes them.
pub(super) fn head(bytes: &[u8]) -> Option<Head> {
    let mut ends = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at);
    let lines = bytes.get(..ends.nth(LINES - 1)?)?;
    let open = lines.strip_suffix(b",").unwrap_or(lines);
    let first: FirstLines = serde_json::from_slice(&[open, b"}}"].concat()).ok()?;
    let FirstLines { model, ontology, document: FirstFields { key, hash } } = first;
    Some(Head { key, hash, model, ontology })
}

/// Whether the last line is there: a copy that was cut off is not.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    bytes.ends_with(b"\n}\n")
}

/// Checks what a person who edits the file can break: places outside the text, entities that are not there.
fn check(reading: &Reading) -> Result<(), String> {
    let text = &reading.document.text;
    let inside = |what: &str, span: Span| match text.get(span.start..span.end) {
        Some(_) => Ok(()),
        None => Err(format!("{what} at bytes {}..{} is no part of the text", span.start, span.end)),
    };
    reading.document.blocks.iter().try_for_each(|b| inside("a block", b.span))?;
    reading.sentences.iter().try_for_each(|s| inside("a sentence", *s))?;
    reading.entities.iter().flat_map(|e| &e.mentions).try_for_each(|m| inside("a mention", m.span))?;
    for claim in &reading.claims {
        let arguments = [claim.source, claim.target, claim.by];
        for Argument { entity, span } in arguments.into_iter().flatten() {
            inside("a participant", span)?;
            if entity >= reading.entities.len() {
                return Err(format!("claim {} names entity {entity} of {}", claim.id, reading.entities.len()));
            }
        }
        inside("a claim's sentence", claim.sentence)?;
        inside("a claim's trigger", claim.trigger)?;
        claim.theme.map_or(Ok(()), |theme| inside("a claim's theme", theme))?;
    }
    Ok(())
}
