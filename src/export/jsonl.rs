//! JSON Lines: the claims as objects, one a line, as `demarche extract` prints them.

use std::io::Write;

use serde::Serialize;

use super::{ExportError, Names, Options, Writer, literal};
use crate::graph::{Graph, Participant, Quote, Statement};
use crate::ontology::Ontology;

/// The claims as JSON Lines.
pub(super) struct JsonLines;

impl Writer for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn help(&self) -> &'static str {
        "JSON Lines: a claim a line, as extract prints them, for scripts and Spark"
    }

    fn media_type(&self) -> &'static str {
        "application/jsonl"
    }

    fn write(&self, graph: &Graph, _: &Ontology, options: &Options, out: &mut dyn Write) -> Result<(), ExportError> {
        options.check()?;
        let names = Names::new(options);
        for statement in &graph.statements {
            serde_json::to_writer(&mut *out, &Claim::new(graph, &names, statement)).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct Claim<'g> {
    id: String,
    document: &'g str,
    sentence: Words<'g>,
    trigger: Words<'g>,
    relation: &'g str,
    event: &'g str,
    source: Option<Party<'g>>,
    target: Option<Party<'g>>,
    theme: Option<&'g str>,
    theme_start: Option<usize>,
    theme_end: Option<usize>,
    polarity: &'static str,
    modality: &'static str,
    /// Only where it is so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    former: bool,
    by: Option<Party<'g>>,
    time: Option<&'g str>,
    confidence: f64,
}

#[derive(Serialize)]
struct Words<'g> {
    text: &'g str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Party<'g> {
    id: String,
    name: &'g str,
    #[serde(rename = "type")]
    kind: &'static str,
    country: Option<&'g str>,
    sector: Option<&'static str>,
    mention: &'g str,
    start: usize,
    end: usize,
}

impl<'g> Claim<'g> {
    fn new(graph: &'g Graph, names: &Names, s: &'g Statement) -> Self {
        let party = |p: &'g Option<Participant>| p.as_ref().and_then(|p| party(graph, names, p));
        Self {
            id: names.claim(&s.id).into_string(),
            document: graph.documents.get(s.document).map_or("", |d| &d.key),
            sentence: words(&s.sentence),
            trigger: words(&s.trigger),
            relation: &s.relation,
            event: &s.event,
            source: party(&s.source),
            target: party(&s.target),
            theme: s.theme.as_ref().map(|t| t.text.as_str()),
            theme_start: s.theme.as_ref().map(|t| t.start),
            theme_end: s.theme.as_ref().map(|t| t.end),
            polarity: s.polarity.as_str(),
            modality: s.modality.as_str(),
            former: s.is_former,
            by: party(&s.by),
            time: s.time.as_deref(),
            confidence: f64::from(literal::hundredths(s.confidence)) / 100.0,
        }
    }
}

fn words(quote: &Quote) -> Words<'_> {
    Words { text: &quote.text, start: quote.start, end: quote.end }
}

fn party<'g>(graph: &'g Graph, names: &Names, participant: &'g Participant) -> Option<Party<'g>> {
    let actor = graph.actors.get(participant.actor)?;
    Some(Party {
        id: names.actor(&actor.slug).into_string(),
        name: &actor.name,
        kind: actor.entity_type.as_str(),
        country: actor.country.as_deref(),
        sector: actor.sector.map(crate::text::Sector::as_str),
        mention: &participant.mention.text,
        start: participant.mention.start,
        end: participant.mention.end,
    })
}
