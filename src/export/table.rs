//! The claims as a table, a row each: what CSV and Parquet have in common.

use super::words::plain;
use super::{Names, literal};
use crate::graph::{Graph, Participant, Source, Statement};
use crate::text::Sector;

/// Names of the columns.
pub(super) const COLUMNS: [&str; 24] = [
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
/// The only column that holds numbers.
pub(super) const CONFIDENCE: usize = 22;

/// The cells of a claim's row: one line each, empty where there is nothing to say.
pub(super) fn cells(graph: &Graph, names: &Names, s: &Statement) -> Vec<String> {
    let document = graph.documents.get(s.document);
    let of = |f: fn(&Source) -> Option<&str>| document.and_then(f).unwrap_or_default().to_owned();
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
    out.iter().map(|cell| plain(cell)).collect()
}

fn party(graph: &Graph, names: &Names, who: Option<&Participant>) -> [String; 5] {
    let Some(actor) = who.and_then(|p| graph.actors.get(p.actor)) else { return Default::default() };
    let sector = actor.sector.map_or("", Sector::as_str).to_owned();
    let country = actor.country.clone().unwrap_or_default();
    [actor.name.clone(), names.actor(&actor.slug).into_string(), actor.entity_type.as_str().to_owned(), country, sector]
}
