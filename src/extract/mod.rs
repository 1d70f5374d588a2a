//! From layers to claims: extractors read what the language room annotated and what the ontology knows.
//!
//! Takes a document with its layers and the ontology, gives a [`Reading`]: the document's own entities and the claims
//! between them. It never looks at another document and never imports the makers of the layers. An extractor is one
//! file and one line in [`ALL`].

mod attributes;
mod claim;
mod clause;
mod deep;
mod entities;
mod facts;
mod filler;
mod frame;
mod matching;
mod model;
mod names;
mod path;
mod patterns;
mod specialise;
mod taught;
mod time;
mod word;

pub use claim::{Argument, Claim, Entity, EntityMention, Reading};
pub use entities::{Entities, entities, gender, head_word};
pub use filler::Filler;
pub use names::folded;
pub use patterns::{Found, Parsed, Patterns};
pub use time::{Dated, dates};

use sha2::{Digest, Sha256};

use crate::ontology::Ontology;
use crate::text::{Annotated, Document, Modality, Polarity, Span};

/// What decides which claims are kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Claims of less confidence are left out; more precision above, more recall below.
    pub threshold: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { threshold: 0.2 }
    }
}

/// What an extractor reads.
pub struct Context<'d> {
    /// The article.
    pub document: &'d Document,
    /// Its layers.
    pub annotated: &'d Annotated,
    /// What may be known.
    pub ontology: &'d Ontology,
    /// Frames of the relations that the model does not know.
    pub patterns: &'d Patterns,
    /// The document's entities; an extractor may add one that no mention stands for.
    pub entities: Entities,
}

impl Context<'_> {
    /// Gives a mention as a participant; `None` where it refers to nobody known.
    pub fn argument(&self, mention: Option<usize>) -> Option<Argument> {
        let entity = self.entities.of_mention[mention?]?;
        Some(Argument { entity, span: self.annotated.mentions[mention?].span })
    }
}

/// A claim before its identity.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Index of the sentence.
    pub sentence: usize,
    /// The words that express the claim, in bytes.
    pub trigger: Span,
    /// Relation.
    pub relation: String,
    /// Event class.
    pub event: String,
    /// Who acts.
    pub source: Option<Argument>,
    /// At whom.
    pub target: Option<Argument>,
    /// Who says so.
    pub by: Option<Argument>,
    /// What is claimed, in bytes.
    pub theme: Option<Span>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Fact, plan, allegation …
    pub modality: Modality,
    /// Between 0 and 1.
    pub confidence: f32,
}

/// Finds claims; later extractors see what earlier ones found.
pub trait Extractor: Sync {
    /// The name that its claims carry.
    fn name(&self) -> &'static str;

    /// Adds the claims that it finds.
    fn extract(&self, context: &mut Context<'_>, out: &mut Vec<Draft>);
}

/// All extractors, in the order in which they run.
pub const ALL: &[&dyn Extractor] = &[&model::Model, &facts::Facts, &taught::Taught];

/// Gives everything that reading one document finds.
pub fn read(
    document: Document,
    annotated: &Annotated,
    ontology: &Ontology,
    patterns: &Patterns,
    model: &str,
    settings: &Settings,
) -> Reading {
    let entities = entities(&document, annotated, ontology);
    let mut context = Context { document: &document, annotated, ontology, patterns, entities };
    let (mut drafts, mut found) = (Vec::new(), Vec::new());
    for extractor in ALL {
        extractor.extract(&mut context, &mut found);
        drafts.extend(found[drafts.len()..].iter().cloned().map(|d| (d, extractor.name())));
    }
    let today = document.date.as_deref().and_then(|d| d.get(..10)).and_then(|d| d.parse().ok());
    let kept = |d: &Draft| d.confidence >= settings.threshold && (d.source.is_some() || d.target.is_some());
    drafts.retain(|(d, _)| kept(d));
    drafts.iter_mut().for_each(|(d, _)| facts::of_own_country(&context, d));
    merge_neighbours(&context.document.text, &mut drafts);
    let surest: Vec<Draft> = drafts.iter().map(|(d, _)| d.clone()).collect();
    attributes::complete(&surest, annotated, &mut context.entities);
    let drafts = drafts.into_iter();
    let mut claims: Vec<Claim> = drafts.map(|(d, extractor)| claim(&context, d, extractor, today)).collect();
    claims.sort_by(|a, b| (a.trigger, &a.relation, &a.id).cmp(&(b.trigger, &b.relation, &b.id)));
    claims.dedup_by(|a, b| a.id == b.id);
    let sentences = annotated.sentences.iter().map(|s| s.span).collect();
    let entities = context.entities.all;
    Reading { document, model: model.to_owned(), ontology: ontology.hash.clone(), sentences, entities, claims }
}

/// Of claims of one event class and source whose triggers touch, the surest stays: "Deputy" and "Minister" are one office,
/// "armed" and "attack" one attack. For acts the target must be the same too.
fn merge_neighbours(text: &str, drafts: &mut Vec<(Draft, &'static str)>) {
    let entity = |a: &Option<Argument>| a.map(|a| a.entity);
    let touch = |a: &Draft, b: &Draft| {
        let between = text.get(a.trigger.end..b.trigger.start);
        between.is_some_and(|t| t.chars().all(|c| c.is_whitespace() || c == '-'))
    };
    let same = |a: &Draft, b: &Draft| {
        let target = a.event == "FACT" || entity(&a.target) == entity(&b.target);
        a.event == b.event && entity(&a.source) == entity(&b.source) && target
    };
    drafts.sort_by_key(|(d, _)| (d.trigger.start, d.trigger.end));
    let beaten = |d: &Draft, others: &[(Draft, &'static str)]| {
        let stronger = |o: &Draft| {
            let before = touch(o, d) && o.confidence >= d.confidence;
            let after = touch(d, o) && o.confidence > d.confidence;
            (before || after) && same(o, d)
        };
        others.iter().any(|(o, _)| stronger(o))
    };
    // Sentence by sentence: a long text has thousands of claims, and none touches those of another sentence.
    let sentences = drafts.chunk_by(|(a, _), (b, _)| a.sentence == b.sentence);
    let lost: Vec<bool> = sentences.flat_map(|all| all.iter().map(|(d, _)| beaten(d, all))).collect();
    let mut lost = lost.into_iter();
    drafts.retain(|_| !lost.next().unwrap_or(false));
}

fn claim(context: &Context<'_>, draft: Draft, extractor: &str, today: Option<jiff::civil::Date>) -> Claim {
    let sentence = &context.annotated.sentences[draft.sentence];
    let (source, target, by) = (draft.source, draft.target, draft.by);
    let dated = time::dates(&context.document.text, &sentence.tokens, today);
    let at = sentence.tokens.iter().position(|t| t.span.overlaps(&draft.trigger)).unwrap_or(0);
    let fact = draft.event == "FACT";
    let is_former = facts::is_former(context, &draft);
    let time = (!fact).then(|| nearest(&dated, &sentence.tokens, at)).flatten();
    let mut out = Claim {
        id: String::new(),
        sentence: sentence.span,
        trigger: draft.trigger,
        relation: draft.relation,
        event: draft.event,
        source,
        target,
        by,
        theme: draft.theme,
        polarity: draft.polarity,
        modality: draft.modality,
        is_former,
        time,
        confidence: (draft.confidence * 100.0).round() / 100.0,
        extractor: extractor.to_owned(),
    };
    out.id = id(context, &out);
    out
}

/// The date whose words hang on the trigger's clause: on the trigger itself or on a word between it and the date.
fn nearest(dated: &[Dated], tokens: &[crate::text::Token], trigger: usize) -> Option<String> {
    let hangs = |d: &&Dated| {
        let mut at = d.end - 1;
        for _ in 0..4 {
            match tokens[at].head {
                Some(head) if head == trigger => return true,
                // Out of the date's own words, through the noun that it modifies; never over another verb.
                Some(head) if (d.start..d.end).contains(&head) || tokens[head].upos != "VERB" => at = head,
                _ => return false,
            }
        }
        false
    };
    dated.iter().find(hangs).map(|d| d.iso.clone())
}

/// The same for the same document key, words, relation and participants.
fn id(context: &Context<'_>, claim: &Claim) -> String {
    let name = |a: &Option<Argument>| a.map_or("", |a| context.entities.all[a.entity].name.as_str());
    let mut hash = Sha256::new();
    let place = format!("{}:{}", claim.trigger.start, claim.trigger.end);
    let parts = [&context.document.key, &place, &claim.relation, name(&claim.source), name(&claim.target)];
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}
