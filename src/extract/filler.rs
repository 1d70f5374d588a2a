//! From an argument's head word to the words or mention that fill the role.

use std::collections::BTreeSet;
use std::ops::Range;

use super::deep::Deep;
use crate::text::{Annotated, EntityType, MentionKind};

/// Who or what plays a role of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filler {
    /// A mention: index into [`Annotated::mentions`].
    Mention(usize),
    /// Words of the sentence that the model took for no mention.
    Words(Range<usize>),
}

/// Nouns of time: "on Monday", "in March" name no participant.
const TIMES: &[&str] = &[
    "april",
    "august",
    "autumn",
    "century",
    "date",
    "dawn",
    "day",
    "decade",
    "december",
    "dusk",
    "evening",
    "february",
    "fortnight",
    "friday",
    "hour",
    "january",
    "july",
    "june",
    "march",
    "midnight",
    "minute",
    "monday",
    "month",
    "morning",
    "night",
    "noon",
    "november",
    "october",
    "saturday",
    "season",
    "september",
    "spring",
    "summer",
    "sunday",
    "thursday",
    "today",
    "tomorrow",
    "tonight",
    "tuesday",
    "wednesday",
    "week",
    "weekend",
    "winter",
    "year",
    "yesterday",
];
/// Pronouns that refer to nobody.
const EMPTY: &[&str] = &[
    "it",
    "itself",
    "himself",
    "herself",
    "themselves",
    "there",
    "that",
    "this",
    "what",
    "which",
    "who",
    "whom",
    "whose",
    "something",
];

/// Whether entities of the type act and are acted on: persons, bodies, states, groups.
pub(super) fn is_actor(kind: EntityType) -> bool {
    matches!(kind, EntityType::Person | EntityType::Organisation | EntityType::State | EntityType::Group)
}

/// Gives what fills a role whose head word is `word`; `None` for words that name nobody. Arms that act do so for their
/// state (`acts`: the role is that of who acts).
pub(super) fn filler(
    deep: &Deep,
    annotated: &Annotated,
    (sentence, word): (usize, usize),
    acts: bool,
) -> Option<Filler> {
    if let Some(mention) = mention(deep, annotated, (sentence, word), acts) {
        return Some(Filler::Mention(mention));
    }
    let token = &deep.tokens[word];
    let lemma = deep.lemmas[word].as_str();
    let names = match token.upos {
        "NOUN" | "PROPN" => !TIMES.contains(&lemma),
        "PRON" => !EMPTY.contains(&lemma),
        // "the wounded", "the poor"
        "ADJ" => deep.child(word, &["det"]).is_some(),
        _ => false,
    };
    names.then(|| Filler::Words(core(deep, word)))
}

/// The mention that a word stands for: the one that covers it, the name beside a title ("Foreign Minister Tran"), the
/// state before the arms that act for it ("Chadian jets").
fn mention(deep: &Deep, annotated: &Annotated, (sentence, word): (usize, usize), acts: bool) -> Option<usize> {
    let covering = |w: usize| covering(annotated, sentence, w);
    let name = || beside(deep, annotated, sentence, word);
    if let Some(found) = covering(word) {
        let role = annotated.mentions[found].kind == MentionKind::Role;
        return Some(if role { name().unwrap_or(found) } else { found });
    }
    let before = |c: &usize| matches!(deep.tokens[*c].deprel, "amod" | "compound" | "nmod") && *c < word;
    let state = |m: &usize| annotated.mentions[*m].entity_type == EntityType::State;
    let states = deep.children[word].iter().copied().filter(before).filter_map(covering);
    name().or_else(|| states.filter(|_| acts).find(state))
}

/// The name that stands beside a title or role word or that the word is part of.
fn beside(deep: &Deep, annotated: &Annotated, sentence: usize, word: usize) -> Option<usize> {
    let near = deep.children[word].iter().copied().chain(deep.head(word));
    let one = |c: &usize| {
        let dependent = if deep.head(*c) == Some(word) { *c } else { word };
        matches!(deep.label(dependent), "flat" | "appos" | "compound") || deep.tokens[dependent].deprel == "nmod:desc"
    };
    let name = |m: &usize| {
        let mention = &annotated.mentions[*m];
        let whole = mention.entity_type == EntityType::Person || deep.tokens[word].upos == "PROPN";
        mention.kind == MentionKind::Name && whole
    };
    near.filter(one).filter_map(|c| covering(annotated, sentence, c)).find(name)
}

/// The mention whose words include `word`.
pub(super) fn covering(annotated: &Annotated, sentence: usize, word: usize) -> Option<usize> {
    let mentions = annotated.sentences[sentence].mentions.clone();
    mentions.into_iter().find(|m| annotated.mentions[*m].tokens.contains(&word))
}

/// The bare noun phrase: its compounds and, behind "the", its adjectives; no number, clause or preposition.
fn core(deep: &Deep, word: usize) -> Range<usize> {
    let definite = deep.children[word].iter().any(|c| deep.lemmas[*c] == "the" && *c < word);
    let mut start = word;
    while start > 0 {
        let c = start - 1;
        let belongs = deep.is_under(c, word)
            && match deep.label(c) {
                "compound" | "flat" => true,
                "amod" => definite,
                "det" => deep.lemmas[c] == "the",
                _ => false,
            };
        if !belongs {
            break;
        }
        start = c;
    }
    let mut end = word + 1;
    while end < deep.tokens.len() && deep.head(end) == Some(word) && matches!(deep.label(end), "flat" | "goeswith") {
        end += 1;
    }
    start..end
}

/// How much of its phrase a theme takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Its preposition, "that" or "to" included.
    pub marker: bool,
    /// A clause with its subject.
    pub subject: bool,
}

/// The words below a word that hang together with it, without what `out` says belongs elsewhere.
fn phrase(deep: &Deep, word: usize, out: &BTreeSet<usize>) -> Range<usize> {
    let inside = |w: usize| deep.is_under(w, word) && !out.iter().any(|o| *o != word && deep.is_under(w, *o));
    let mut start = word;
    while start > 0 && inside(start - 1) {
        start -= 1;
    }
    let mut end = word + 1;
    while end < deep.tokens.len() && inside(end) {
        end += 1;
    }
    start..end
}

/// The whole phrase of a word, to compare an example's theme with.
pub(super) fn shape(deep: &Deep, word: usize, theme: &Range<usize>) -> Shape {
    let first = deep.markers(word).next();
    let subject = deep.child(word, &["nsubj", "csubj"]);
    Shape { marker: first.is_some_and(|m| theme.contains(&m)), subject: subject.is_none_or(|s| theme.contains(&s)) }
}

/// The words of a theme: its phrase without other roles (`out`) and without what the example's theme leaves out.
pub(super) fn theme(deep: &Deep, word: usize, shape: Shape, out: &BTreeSet<usize>) -> Range<usize> {
    let mut range = phrase(deep, word, out);
    if !shape.subject
        && let Some(subject) = deep.child(word, &["nsubj", "csubj"]).filter(|s| *s < word)
    {
        while range.start < word && (range.start <= subject || deep.is_under(range.start, subject)) {
            range.start += 1;
        }
    }
    let droppable = |w: usize| {
        deep.tokens[w].upos == "PUNCT"
            || deep.label(w) == "cc"
            || (!shape.marker && matches!(deep.label(w), "case" | "mark" | "fixed"))
    };
    while range.start < word && droppable(range.start) {
        range.start += 1;
    }
    while range.end > word + 1 && deep.tokens[range.end - 1].upos == "PUNCT" {
        range.end -= 1;
    }
    range
}
