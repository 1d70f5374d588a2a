//! One frame against one place in a sentence, and what remains where several match there.

use std::collections::BTreeSet;
use std::ops::Range;

use super::clause::{Context, context, is_obliged};
use super::deep::Deep;
use super::filler::{Filler, covering, filler, is_actor, theme};
use super::frame::{Demand, Frame, Kind, Role};
use super::path::{Route, follow};
use super::patterns::Found;
use crate::text::{Annotated, Document, MentionKind, Modality, Polarity};

/// Claims of one trigger at most: pairs of many sources with many targets stop there.
const MOST_PAIRS: usize = 12;
/// What a frame of another relation may be less sure of the same trigger and still be kept.
const MARGIN: f32 = 0.12;

/// A sentence under the frames.
pub(super) struct Scene<'s> {
    pub deep: &'s Deep<'s>,
    pub document: &'s Document,
    pub annotated: &'s Annotated,
    pub sentence: usize,
}

/// A match with what is needed to choose between matches.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub found: Found,
    /// Index of the frame.
    pub frame: usize,
    /// Head word of the trigger.
    pub head: usize,
    /// Head word of the theme.
    pub theme: Option<usize>,
    /// Words of the trigger that the frame knows.
    pub length: usize,
    /// Whether it gives way to another relation on its trigger or at the head of its theme.
    pub yields: bool,
    /// Head words of source, target and theme.
    pub words: Vec<usize>,
}

/// A word that may fill a role.
#[derive(Clone, Debug, PartialEq)]
struct Choice {
    word: usize,
    filler: Filler,
    cost: f32,
}

impl Scene<'_> {
    /// Matches a frame whose trigger's head word may be `at`; one hit for each pair of source and target.
    pub fn matches(&self, frame: &Frame, number: usize, at: usize) -> Vec<Hit> {
        let Some(trigger) = frame.lexeme.stands(self.deep, &self.document.text, at) else { return Vec::new() };
        if !self.is_governed(frame, at) {
            return Vec::new();
        }
        let sources = self.choices(frame, true, at, &trigger);
        let targets = self.choices(frame, false, at, &trigger);
        let (Some(sources), Some(targets)) = (sources, targets) else { return Vec::new() };
        let about = self.about(frame, at, &trigger, &sources, &targets);
        if !suffices(frame, !sources.is_empty(), !targets.is_empty(), about.is_some()) {
            return Vec::new();
        }
        let context = context(self.deep, at);
        let hit = |(source, target): (Option<&Choice>, Option<&Choice>)| {
            self.hit((frame, number), (at, trigger.clone()), (source, target), about, context)
        };
        let hits = pairs(&sources, &targets).into_iter().map(hit);
        hits.filter(|h| !h.words.iter().any(|w| frame.demand.barred.contains(&self.deep.lemmas[*w]))).collect()
    }

    /// Whether the governing word is there that an example's polarity or modality rests on.
    fn is_governed(&self, frame: &Frame, at: usize) -> bool {
        let Some(lemma) = &frame.intrinsic.governor else { return true };
        self.deep.head(at).is_some_and(|h| self.deep.lemmas[h] == *lemma)
    }

    /// What may fill the source (`acts`) or the target: the ends of the first route that leads anywhere. `None` where
    /// all that stands there is of a kind that the frame does not take: then its verb means something else here.
    fn choices(&self, frame: &Frame, acts: bool, at: usize, trigger: &Range<usize>) -> Option<Vec<Choice>> {
        let (side, kind) =
            if acts { (&frame.source, frame.demand.source) } else { (&frame.target, frame.demand.target) };
        let Some(role) = side else { return Some(Vec::new()) };
        for route in routes(role, &frame.demand) {
            let ends = self.ends(route, at, trigger, &frame.demand).into_iter();
            let found: Vec<Choice> = ends.filter_map(|w| self.choice(w, acts, role, route, &frame.demand)).collect();
            if !found.is_empty() {
                let fit: Vec<Choice> = found.into_iter().filter(|c| self.is_of_kind(c, role, kind)).collect();
                return (!fit.is_empty()).then_some(fit);
            }
        }
        Some(Vec::new())
    }

    fn is_of_kind(&self, choice: &Choice, role: &Role, kind: Kind) -> bool {
        let entity = match choice.filler {
            Filler::Mention(m) => Some(self.annotated.mentions[m].entity_type),
            Filler::Words(_) => None,
        };
        match kind {
            Kind::Any => true,
            _ if role.implied => true,
            Kind::Actor => entity.is_some_and(|e| is_actor(e) == role.entity.is_none_or(is_actor)),
            Kind::Type => role.entity.is_none() || entity == role.entity,
        }
    }

    fn ends(&self, route: &Route, at: usize, trigger: &Range<usize>, demand: &Demand) -> Vec<usize> {
        let mut ends = follow(self.deep, at, &route.steps, demand.exact);
        // The trigger's own words play no role, unless the example's do ("opponents of the dam").
        ends.retain(|w| route.steps.is_empty() || !trigger.contains(w));
        ends
    }

    fn choice(&self, word: usize, acts: bool, role: &Role, route: &Route, demand: &Demand) -> Option<Choice> {
        let filler = filler(self.deep, self.annotated, (self.sentence, word), acts)?;
        let mention = match &filler {
            Filler::Mention(m) => Some(&self.annotated.mentions[*m]),
            Filler::Words(_) => None,
        };
        let actor = mention.is_some_and(|m| is_actor(m.entity_type));
        if route.actor && !actor {
            return None;
        }
        self.admits(word, role, demand).then_some(Choice { word, filler, cost: route.cost })
    }

    /// Whether the word is the example's own, where the frame demands that.
    fn admits(&self, word: usize, role: &Role, demand: &Demand) -> bool {
        !demand.words || role.name || role.implied || self.deep.lemmas[word] == role.lemma
    }

    /// The theme's head word, with the cost of the way to it.
    fn about(
        &self,
        frame: &Frame,
        at: usize,
        trigger: &Range<usize>,
        sources: &[Choice],
        targets: &[Choice],
    ) -> Option<(usize, f32)> {
        let role = frame.theme.as_ref()?;
        let obliged = |w: usize| !frame.obliges || is_obliged(self.deep, w);
        let taken = |w: &usize| sources.iter().chain(targets).any(|c| c.word == *w);
        let own = |w: usize| !frame.demand.noun || role.name || self.deep.lemmas[w] == role.lemma;
        let ways = routes(role, &frame.demand).take(if frame.demand.clause { 1 } else { usize::MAX });
        for route in ways {
            let ends = self.ends(route, at, trigger, &frame.demand).into_iter();
            let end =
                ends.filter(|w| own(*w)).find(|w| !taken(w) && obliged(*w) && self.admits(*w, role, &frame.demand));
            if let Some(word) = end {
                return Some((word, route.cost));
            }
        }
        None
    }

    fn hit(
        &self,
        (frame, number): (&Frame, usize),
        (at, trigger): (usize, Range<usize>),
        (source, target): (Option<&Choice>, Option<&Choice>),
        about: Option<(usize, f32)>,
        context: Context,
    ) -> Hit {
        let sides: Vec<usize> = [source, target].into_iter().flatten().map(|c| c.word).collect();
        let words = sides.iter().copied().chain(about.map(|(word, _)| word)).collect();
        let range = about.map(|(word, _)| self.theme(frame, word, (at, &trigger), &sides));
        let by = self.by(frame, at, context).filter(|b| source.is_none_or(|s| s.filler != *b));
        let flipped = (context.polarity == Polarity::Negative) != frame.intrinsic.negative;
        let own = frame
            .intrinsic
            .modality
            .filter(|_| context.modality == Modality::Actual || frame.intrinsic.governor.is_some());
        let found = Found {
            relation: frame.relation,
            example: frame.example,
            sentence: self.sentence,
            trigger,
            by,
            theme: range,
            polarity: if flipped { Polarity::Negative } else { Polarity::Positive },
            modality: own.unwrap_or(context.modality),
            confidence: self.confidence(frame, source, target, about),
            source: source.map(|c| c.filler.clone()),
            target: target.map(|c| c.filler.clone()),
        };
        let (theme, yields) = (about.map(|(word, _)| word), frame.demand.yields);
        Hit { found, frame: number, head: at, theme, length: frame.lexeme.len(), yields, words }
    }

    /// The theme's words: without the trigger where it hangs below ("stocks are low, says the board"), without sides
    /// that hang inside it only because the parser put their preposition there.
    fn theme(
        &self,
        frame: &Frame,
        word: usize,
        (at, trigger): (usize, &Range<usize>),
        sides: &[usize],
    ) -> Range<usize> {
        let direct = |role: &Option<Role>| {
            role.as_ref()
                .and_then(|r| r.routes.first())
                .is_some_and(|r| r.steps.len() == 1 && r.steps[0].marker().is_some())
        };
        let apart = direct(&frame.source) || direct(&frame.target);
        let mut out: BTreeSet<usize> = sides.iter().copied().filter(|s| apart && *s > word).collect();
        if !self.deep.is_under(word, at) {
            out.extend(trigger.clone());
        }
        theme(self.deep, word, frame.shape, &out)
    }

    fn by(&self, frame: &Frame, at: usize, context: Context) -> Option<Filler> {
        let own = frame.by.as_ref().and_then(|path| follow(self.deep, at, path, false).first().copied());
        let word = context.by.or(own)?;
        filler(self.deep, self.annotated, (self.sentence, word), true)
    }

    /// How a filler's type changes confidence: the example's own type, another, an actor for a thing or the reverse.
    fn likeness(&self, role: &Role, filler: &Filler) -> f32 {
        let Some(entity) = role.entity else { return if matches!(filler, Filler::Words(_)) { -0.05 } else { 0.0 } };
        match filler {
            Filler::Mention(m) if self.annotated.mentions[*m].entity_type == entity => 0.02,
            Filler::Mention(m) if is_actor(self.annotated.mentions[*m].entity_type) == is_actor(entity) => 0.0,
            Filler::Mention(_) | Filler::Words(_) => -0.1,
        }
    }

    /// How well a theme suits: the example's own word, or somebody by name where the example has a thing.
    fn theme_likeness(&self, role: &Role, word: usize) -> f32 {
        let mention = covering(self.annotated, self.sentence, word).map(|m| &self.annotated.mentions[m]);
        let named = mention.is_some_and(|m| m.kind == MentionKind::Name && is_actor(m.entity_type));
        match () {
            () if self.deep.lemmas[word] == role.lemma => 0.05,
            () if named && !role.entity.is_some_and(is_actor) => -0.1,
            () => 0.0,
        }
    }

    /// How much of the frame is there: trigger and one side 0.5, both sides and theme 0.9; less for another
    /// construction than the example's, for what the example has and the sentence lacks, for words that the model took
    /// for no mention; a little more where the fillers are of the example's types.
    fn confidence(
        &self,
        frame: &Frame,
        source: Option<&Choice>,
        target: Option<&Choice>,
        about: Option<(usize, f32)>,
    ) -> f32 {
        let mut out = 0.25;
        for (role, choice) in [(&frame.source, source), (&frame.target, target)] {
            let Some(role) = role else { continue };
            let Some(choice) = choice else {
                out -= if role.implied { 0.0 } else { 0.1 };
                continue;
            };
            out += 0.25 - choice.cost + self.likeness(role, &choice.filler);
        }
        match (&frame.theme, about) {
            (Some(role), Some((word, cost))) => {
                out += 0.15 - cost + self.theme_likeness(role, word);
            }
            (Some(_), None) => out -= 0.05,
            _ => {}
        }
        out.clamp(0.05, 0.95)
    }
}

/// Whether what is filled is enough for the frame: one side of the example's, and what the frame demands.
fn suffices(frame: &Frame, source: bool, target: bool, theme: bool) -> bool {
    let own = |role: &Option<Role>| role.as_ref().is_some_and(|r| !r.implied);
    let named = |role: &Option<Role>| role.as_ref().is_none_or(|r| r.name || r.implied);
    let demand = &frame.demand;
    let (no_source, no_target) = (own(&frame.source) && !source, own(&frame.target) && !target);
    let one = (own(&frame.source) && source) || (own(&frame.target) && target);
    let needs_theme = demand.theme || demand.words || demand.noun || demand.clause || frame.obliges;
    let no_word = demand.words && ((no_source && !named(&frame.source)) || (no_target && !named(&frame.target)));
    let no_side = (demand.both && no_source) || ((demand.both || demand.object) && no_target);
    one && !no_side && !(needs_theme && own(&frame.theme) && !theme) && !no_word
}

/// The ways to a role that a frame admits.
fn routes<'r>(role: &'r Role, demand: &Demand) -> impl Iterator<Item = &'r Route> + use<'r> {
    let exact = demand.exact && !role.implied;
    role.routes.iter().take(if exact { 1 } else { usize::MAX })
}

/// Pairs of source and target: each with each; of two names that play both roles ("Oman and Chad agreed"), the one
/// that is named first is the source.
fn pairs<'c>(sources: &'c [Choice], targets: &'c [Choice]) -> Vec<(Option<&'c Choice>, Option<&'c Choice>)> {
    let both = |c: &Choice| sources.iter().any(|s| s.word == c.word);
    let joint = targets.iter().all(both) && sources.len() == targets.len();
    let apart = |s: &Choice, t: &Choice| if joint { s.word < t.word } else { s.filler != t.filler };
    let mut out: Vec<(Option<&Choice>, Option<&Choice>)> = Vec::new();
    for s in sources {
        out.extend(targets.iter().filter(|t| apart(s, t)).map(|t| (Some(s), Some(t))));
    }
    if out.is_empty() {
        out = match (sources.first(), targets.first()) {
            (Some(_), _) => sources.iter().map(|s| (Some(s), None)).collect(),
            _ => targets.iter().map(|t| (None, Some(t))).collect(),
        };
    }
    out.truncate(MOST_PAIRS);
    out
}

/// Chooses among the matches of a sentence; gives them in the order of the text.
pub(super) fn settle(hits: &[Hit]) -> Vec<Hit> {
    let mut out: Vec<Hit> = hits.iter().filter(|h| keeps(h, hits)).cloned().collect();
    out.sort_by_key(|h| (h.found.trigger.start, h.found.relation, h.words.clone()));
    out
}

/// The longer trigger is the more specific ("called for" is not "called"); of one relation the surest frame speaks; of
/// several relations on one word, those that are nearly as sure as the surest.
fn keeps(hit: &Hit, hits: &[Hit]) -> bool {
    let same = || hits.iter().filter(|h| h.head == hit.head);
    let length = same().map(|h| h.length).max().unwrap_or(0);
    let rivals = || same().filter(|h| h.length == length);
    let most = rivals().map(|h| h.found.confidence).fold(0.0, f32::max);
    let surer = |a: &&Hit, b: &&Hit| a.found.confidence.total_cmp(&b.found.confidence).then(b.frame.cmp(&a.frame));
    let own = rivals().filter(|h| h.found.relation == hit.found.relation).max_by(surer);
    own.is_some_and(|o| o.frame == hit.frame) && hit.found.confidence + MARGIN >= most && !gives_way(hit, hits)
}

/// Whether a match that yields to other relations meets one on its trigger or at the head of its theme.
pub(super) fn gives_way(hit: &Hit, hits: &[Hit]) -> bool {
    let rival = |h: &Hit| {
        let place = h.head == hit.head || Some(h.head) == hit.theme;
        h.found.relation != hit.found.relation && !h.yields && place
    };
    hit.yields && hits.iter().any(rival)
}
