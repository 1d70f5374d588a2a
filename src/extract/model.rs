//! The extractor that decodes the model's triggers and their scored roles into claims.

use std::collections::BTreeMap;

use super::entities::head_word;
use super::{Context, Draft, Extractor};
use crate::text::{Candidate, Token, Trigger};

/// The model's own relations.
pub struct Model;

/// A second filler of a role needs this share of the best one's probability, and coordination with it.
const COORDINATED: f32 = 0.04;
/// A second filler without coordination needs this share.
const SEPARATE: f32 = 0.9;

impl Extractor for Model {
    fn name(&self) -> &'static str {
        "model"
    }

    fn extract(&self, context: &mut Context<'_>, out: &mut Vec<Draft>) {
        for trigger in &context.annotated.triggers {
            claims(context, trigger, out);
        }
    }
}

/// A filler of a role: its entity, the mention that stands for it, its probability. No mention: nobody.
#[derive(Clone, Copy, PartialEq)]
struct Filler {
    entity: Option<usize>,
    mention: Option<usize>,
    probability: f32,
}

fn claims(context: &Context<'_>, trigger: &Trigger, out: &mut Vec<Draft>) {
    let Some(relation) = context.ontology.relation(trigger.relation) else { return };
    let (sources, targets) = (fillers(context, &trigger.source), fillers(context, &trigger.target));
    let Some((source, target)) = best_pair(&sources, &targets) else { return };
    let by = fillers(context, &trigger.by).first().copied();
    // Saying is the speaker's own; only what is said has somebody beside the source.
    let by = by.filter(|b| b.entity.is_some() && !(trigger.relation == "says" && b.entity == source.entity));
    let tokens = &context.annotated.sentences[trigger.sentence].tokens;
    let (sources, targets) = (group(context, source, &sources), group(context, target, &targets));
    let weights = if relation.event == "FACT" { &FACT } else { &ACT };
    let confidence = weights.confidence([trigger.score, mass(&sources), mass(&targets)]);
    for s in &sources {
        for t in &targets {
            if s.entity.is_some() && s.entity == t.entity {
                continue;
            }
            let words = |range: &std::ops::Range<usize>| tokens[range.start].span.cover(&tokens[range.end - 1].span);
            out.push(Draft {
                sentence: trigger.sentence,
                trigger: trigger.span,
                relation: relation.name.clone(),
                event: relation.event.clone(),
                source: context.argument(s.mention),
                target: context.argument(t.mention),
                by: context.argument(by.and_then(|b| b.mention)),
                theme: trigger.theme.as_ref().map(words),
                polarity: trigger.polarity,
                modality: trigger.modality,
                confidence,
            });
        }
    }
}

/// The probability that those who share a role fill it: the model gives each of them an equal part.
fn mass(fillers: &[Filler]) -> f32 {
    fillers.iter().map(|f| f.probability).sum::<f32>().min(1.0)
}

/// A logistic regression on the log-odds of trigger, source and target: how often a claim is right in class, source and
/// target on the dev split, so that a confidence of 0.7 is right seven times in ten (Platt 1999).
struct Calibration {
    bias: f32,
    weights: [f32; 3],
}

const ACT: Calibration = Calibration { bias: -2.618, weights: [0.316, 0.158, 0.267] };
const FACT: Calibration = Calibration { bias: -3.521, weights: [0.461, 0.261, 0.321] };

impl Calibration {
    fn confidence(&self, probabilities: [f32; 3]) -> f32 {
        let odds = |p: f32| (p.clamp(0.002, 0.998) / (1.0 - p.clamp(0.002, 0.998))).ln();
        let sum: f32 = probabilities.iter().zip(self.weights).map(|(p, w)| w * odds(*p)).sum();
        1.0 / (1.0 + (-self.bias - sum).exp())
    }
}

/// The candidates by entity, the likeliest first, each with its likeliest mention. A pronoun that refers to nobody
/// known stands for nobody.
fn fillers(context: &Context<'_>, candidates: &[Candidate]) -> Vec<Filler> {
    let mut by_entity: BTreeMap<Option<usize>, Filler> = BTreeMap::new();
    for c in candidates {
        let entity = c.mention.and_then(|m| context.entities.of_mention[m]);
        let mention = c.mention.filter(|_| entity.is_some());
        let filler = by_entity.entry(entity).or_insert(Filler { entity, mention, probability: 0.0 });
        filler.probability += c.probability; // candidates come sorted: the first mention is the likeliest
    }
    let mut out: Vec<Filler> = by_entity.into_values().collect();
    out.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    out
}

/// The likeliest source and target that are not one entity and not both nobody.
fn best_pair(sources: &[Filler], targets: &[Filler]) -> Option<(Filler, Filler)> {
    let fits = |s: &Filler, t: &Filler| s.entity != t.entity;
    let pairs = sources.iter().flat_map(|s| targets.iter().map(move |t| (*s, *t))).filter(|(s, t)| fits(s, t));
    pairs.max_by(|a, b| (a.0.probability * a.1.probability).total_cmp(&(b.0.probability * b.1.probability)))
}

/// The best filler and those that share its role: "Moscow and Minsk" are one claim for each.
fn group(context: &Context<'_>, best: Filler, all: &[Filler]) -> Vec<Filler> {
    let Some(first) = best.mention else { return vec![best] };
    let shares = |f: &&Filler| {
        let Some(other) = f.mention.filter(|_| f.entity != best.entity) else { return false };
        let least = if are_coordinated(context, first, other) { COORDINATED } else { SEPARATE };
        f.probability >= least * best.probability && f.probability > 0.05
    };
    std::iter::once(best).chain(all.iter().filter(shares).copied()).take(6).collect()
}

/// Whether two mentions of one sentence hang together by coordination.
fn are_coordinated(context: &Context<'_>, a: usize, b: usize) -> bool {
    let (a, b) = (&context.annotated.mentions[a], &context.annotated.mentions[b]);
    if a.sentence != b.sentence {
        return false;
    }
    let tokens = &context.annotated.sentences[a.sentence].tokens;
    let first = |range| first_conjunct(tokens, head_word(tokens, range));
    first(&a.tokens) == first(&b.tokens)
}

/// The first member of the coordination that a word belongs to, through the nouns that a modifier hangs on
/// ("Polish and Czech officials", "the foreign ministers of Chad and Niger").
fn first_conjunct(tokens: &[Token], mut at: usize) -> usize {
    for _ in 0..tokens.len() {
        match tokens[at].head {
            Some(head) if tokens[at].deprel.starts_with("conj") => at = head,
            _ => break,
        }
    }
    at
}
