//! Standing facts that the shape of a phrase states: an office beside a name.
//!
//! "Kenyan Foreign Minister Ama Owusu" states that she holds the office, whatever the sentence is about. The model marks
//! most of these; this extractor adds those that it passed over.

use super::{Context, Draft, Extractor};
use crate::text::{EntityType, MentionKind, Modality, Polarity};

/// Offices beside names.
pub struct Facts;

/// Apposition of office and name is as good as certain, the state it is of less so; the model passed it over.
const CONFIDENCE: f32 = 0.5;

impl Extractor for Facts {
    fn name(&self) -> &'static str {
        "facts"
    }

    fn extract(&self, context: &mut Context<'_>, out: &mut Vec<Draft>) {
        let Some(relation) = context.ontology.relation("holdsPosition") else { return };
        let mentions = &context.annotated.mentions;
        for (m, role) in mentions.iter().enumerate() {
            let marked = |d: &Draft| d.relation == relation.name && d.trigger.overlaps(&role.span);
            let office = role.kind == MentionKind::Role && role.entity_type == EntityType::Person;
            if !office || out.iter().any(marked) {
                continue;
            }
            let Some(name) = beside(context, m) else { continue };
            // A rank or title alone ("Mr.", "Gen.") is no office: an office is of somebody.
            let Some(holder) = holder(context, m) else { continue };
            out.push(Draft {
                sentence: role.sentence,
                trigger: role.span,
                relation: relation.name.clone(),
                event: relation.event.clone(),
                source: context.argument(Some(name)),
                target: context.argument(Some(holder)),
                by: None,
                theme: Some(role.span),
                polarity: Polarity::Positive,
                modality: Modality::Actual,
                confidence: CONFIDENCE,
            });
        }
    }
}

/// The name in the same sentence that shares the role's entity, next to it.
fn beside(context: &Context<'_>, m: usize) -> Option<usize> {
    let mentions = &context.annotated.mentions;
    let entity = context.entities.of_mention[m]?;
    let near = [m.checked_add(1), m.checked_sub(1), m.checked_add(2)];
    near.into_iter().flatten().find(|o| {
        mentions.get(*o).is_some_and(|other| {
            other.sentence == mentions[m].sentence
                && other.kind == MentionKind::Name
                && other.entity_type == EntityType::Person
                && context.entities.of_mention[*o] == Some(entity)
        })
    })
}

/// The state or body that the office is of: the demonym or possessor before it, or what stands after "of".
fn holder(context: &Context<'_>, m: usize) -> Option<usize> {
    let mentions = &context.annotated.mentions;
    let role = &mentions[m];
    let tokens = &context.annotated.sentences[role.sentence].tokens;
    let body = |o: &usize| {
        mentions.get(*o).is_some_and(|x| {
            x.sentence == role.sentence && matches!(x.entity_type, EntityType::State | EntityType::Organisation)
        })
    };
    if let Some(before) = m.checked_sub(1).filter(body) {
        let gap = role.tokens.start.saturating_sub(mentions[before].tokens.end);
        let adjective = mentions[before].kind == MentionKind::Adjective && gap <= 1;
        let possessive = gap == 1 && tokens[mentions[before].tokens.end].xpos == "POS";
        if adjective || possessive {
            return Some(before);
        }
    }
    let after = Some(m + 1).filter(body)?;
    let between = role.tokens.end..mentions[after].tokens.start;
    let of =
        between.len() <= 2 && between.clone().any(|i| matches!(tokens[i].lemma.as_str(), "of" | "for" | "at" | "in"));
    of.then_some(after)
}
