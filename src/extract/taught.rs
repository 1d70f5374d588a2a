//! The extractor of relations that only the ontology knows: what a user taught by examples.

use super::filler::Filler;
use super::patterns::Found;
use super::{Argument, Context, Draft, Extractor};
use crate::text::{EntityType, Span};

/// Relations by their examples' frames.
pub struct Taught;

/// A pattern that fits less well than this found something else.
const LEAST: f32 = 0.55;

impl Extractor for Taught {
    fn name(&self) -> &'static str {
        "patterns"
    }

    fn extract(&self, context: &mut Context<'_>, out: &mut Vec<Draft>) {
        for found in context.patterns.find(context.document, context.annotated, context.ontology, None) {
            if found.confidence < LEAST {
                continue;
            }
            let draft = draft(context, &found);
            let again = |d: &Draft| {
                d.event == draft.event && d.relation == draft.relation && d.trigger.overlaps(&draft.trigger)
            };
            let same = |d: &Draft| again(d) && d.source == draft.source && d.target == draft.target;
            if !out.iter().any(same) {
                out.push(draft);
            }
        }
    }
}

fn draft(context: &mut Context<'_>, found: &Found) -> Draft {
    let relation = &context.ontology.relations[found.relation];
    let tokens = &context.annotated.sentences[found.sentence].tokens;
    let span = |words: &std::ops::Range<usize>| tokens[words.start].span.cover(&tokens[words.end - 1].span);
    let mut party = |filler: &Option<Filler>| match filler {
        None => None,
        Some(Filler::Mention(m)) => {
            context.argument(Some(*m)).or_else(|| Some(new(context, context.annotated.mentions[*m].span)))
        }
        Some(Filler::Words(words)) => Some(new(context, span(words))),
    };
    let (source, target, by) = (party(&found.source), party(&found.target), party(&found.by));
    Draft {
        sentence: found.sentence,
        trigger: span(&found.trigger),
        relation: relation.name.clone(),
        event: relation.event.clone(),
        source,
        target,
        by,
        theme: found.theme.as_ref().map(span),
        polarity: found.polarity,
        modality: found.modality,
        confidence: found.confidence,
    }
}

/// An entity for words that no mention covers.
fn new(context: &mut Context<'_>, span: Span) -> Argument {
    let entity = context.entities.of_words(&context.document.text, span, EntityType::Group);
    Argument { entity, span }
}
