//! Standing facts that the shape of a phrase states: an office beside a name.
//!
//! "Kenyan Foreign Minister Ama Owusu" states that she holds the office, whatever the sentence is about. The model marks
//! most of these; this extractor adds those that it passed over.

use super::{Argument, Context, Draft, Entity, Extractor};
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

/// A bare office ("the president") is of the state whose adjective stands beside its holder elsewhere in the text, not of
/// another one that the text speaks of.
pub(super) fn of_own_country(context: &Context<'_>, draft: &mut Draft) {
    if draft.relation != "holdsPosition" {
        return;
    }
    let (Some(holder), Some(target)) = (draft.source, draft.target) else { return };
    let (all, sentence) = (&context.entities.all, context.annotated.sentences[draft.sentence].span);
    let Some(country) = &all[holder.entity].country else { return };
    if sentence.overlaps(&target.span) || all[target.entity].country.as_ref() == Some(country) {
        return;
    }
    let is_it =
        |e: &Entity| e.entity_type == EntityType::State && e.known.is_some() && e.country.as_ref() == Some(country);
    let Some(entity) = all.iter().position(is_it) else { return };
    // The mention before the claim, or the first.
    let before = all[entity].mentions.iter().rev().find(|m| m.span.start < draft.trigger.start);
    let mention = before.unwrap_or(&all[entity].mentions[0]);
    draft.target = Some(Argument { entity, span: mention.span });
}

/// Words before an office or a membership by which it is held no longer; whoever is late held it to the end.
const FORMER: [&str; 11] =
    ["former", "formerly", "ex", "erstwhile", "onetime", "one-time", "then", "late", "ousted", "deposed", "previous"];

/// Whether a standing fact no longer holds: "the former president", "ex-minister", "then-envoy".
pub(super) fn is_former(context: &Context<'_>, draft: &Draft) -> bool {
    if !matches!(draft.relation.as_str(), "holdsPosition" | "memberOf") {
        return false;
    }
    let tokens = &context.annotated.sentences[draft.sentence].tokens;
    let within =
        |i: usize| tokens[i].span.overlaps(&draft.trigger) || draft.theme.is_some_and(|t| tokens[i].span.overlaps(&t));
    let Some(first) = (0..tokens.len()).find(|i| within(*i)) else { return false };
    tokens.iter().enumerate().any(|(i, token)| {
        let word = token.span.of(&context.document.text).to_lowercase();
        let says = FORMER.contains(&word.as_str()) || word.starts_with("ex-") || word.starts_with("then-");
        // Beside the office, or hanging on one of its words over what stands between ("former Kenyan president").
        says && (within(i) || (i < first && (i + 1 == first || token.head.is_some_and(within))))
    })
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
