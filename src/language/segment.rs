//! Words of a block to sentences: where a full stop, question or exclamation mark ends one.

use std::ops::Range;

use crate::text::Span;

/// Words that begin a sentence rather than go on with a name or title before them; lower case. After an
/// abbreviation ("in the U.S. The president …") only these show that the full stop also ends the sentence.
const STARTERS: &[&str] = &[
    "a",
    "according",
    "after",
    "also",
    "although",
    "an",
    "and",
    "another",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "earlier",
    "for",
    "from",
    "he",
    "however",
    "i",
    "if",
    "in",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "most",
    "no",
    "officials",
    "on",
    "one",
    "other",
    "our",
    "police",
    "she",
    "since",
    "so",
    "some",
    "several",
    "that",
    "the",
    "their",
    "there",
    "these",
    "they",
    "this",
    "those",
    "under",
    "we",
    "what",
    "when",
    "while",
    "who",
    "with",
    "you",
];
/// Abbreviations that always stand before a name or number: their full stop never ends a sentence.
const BEFORE_NAMES: &[&str] = &[
    "mr.", "mrs.", "ms.", "dr.", "prof.", "sen.", "rep.", "gov.", "gen.", "lt.", "col.", "maj.", "capt.", "sgt.",
    "cpl.", "pvt.", "adm.", "cmdr.", "brig.", "rev.", "hon.", "st.", "messrs.", "mme.", "mlle.", "pres.", "amb.",
    "supt.", "insp.", "det.", "no.", "nos.", "vol.", "fig.", "vs.", "mt.", "ft.", "cf.", "approx.", "est.",
];
const CLOSING: &str = "\"'”’)]»";
/// Words of a sentence at most: what is longer is no sentence, and the tree's cost grows with the square.
const LONGEST: usize = 160;

/// Cuts the words of one block into sentences: ranges of `words`.
pub(super) fn sentences(text: &str, words: &[Span]) -> Vec<Range<usize>> {
    let (mut out, mut start, mut i) = (Vec::new(), 0, 0);
    while i < words.len() {
        let end = closed(text, words, i);
        if ends(text, words, i, end) {
            push(text, words, start..end, &mut out);
            start = end;
        }
        i = end.max(i + 1);
    }
    push(text, words, start..words.len(), &mut out);
    out
}

/// Adds a sentence, cut where it is too long: after the last comma or semicolon if there is one.
fn push(text: &str, words: &[Span], mut range: Range<usize>, out: &mut Vec<Range<usize>>) {
    while range.len() > LONGEST {
        let limit = range.start + LONGEST;
        let pause = (range.start + LONGEST / 2..limit).rev().find(|&i| matches!(words[i].of(text), "," | ";" | ":"));
        let cut = pause.map_or(limit, |i| i + 1);
        out.push(range.start..cut);
        range.start = cut;
    }
    if !range.is_empty() {
        out.push(range);
    }
}

/// The word after `i` and after the closing quotes and brackets that stick to it.
fn closed(text: &str, words: &[Span], i: usize) -> usize {
    let mut end = i + 1;
    if is_terminator(words[i].of(text)) || is_abbreviation(words[i].of(text)) {
        while end < words.len() && words[end].start == words[end - 1].end && CLOSING.contains(words[end].of(text)) {
            end += 1;
        }
    }
    end
}

fn is_terminator(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '.' | '?' | '!' | '…' | '。' | '؟' | '।'))
}

fn is_abbreviation(word: &str) -> bool {
    word.len() > 1 && word.ends_with('.') && word.starts_with(char::is_alphabetic)
}

/// Whether a sentence ends with word `i` (and what closes it, up to `end`).
fn ends(text: &str, words: &[Span], i: usize, end: usize) -> bool {
    let word = words[i].of(text);
    let Some(next) = words.get(end) else { return false };
    let apart = next.start > words[end - 1].end;
    if is_terminator(word) {
        return apart && can_begin(text, words, end);
    }
    if !is_abbreviation(word) || BEFORE_NAMES.contains(&word.to_lowercase().as_str()) || !apart {
        return false;
    }
    let follower = next.of(text);
    // A single initial goes on with a name; a quote that was closed before a capital has ended its sentence.
    let initial = word.chars().count() == 2 && word.starts_with(char::is_uppercase) && end == i + 1;
    let upper = follower.starts_with(char::is_uppercase);
    !initial && upper && (end > i + 1 || STARTERS.contains(&follower.to_lowercase().as_str()))
}

/// Whether a sentence can begin at word `i`: upper case, a digit, or an opening sign before one of them.
fn can_begin(text: &str, words: &[Span], i: usize) -> bool {
    let opening = |w: &str| {
        w.starts_with(['"', '“', '‘', '\'', '(', '[', '«', '¿', '¡', '-', '–', '—', '•', '*', '#', '@', '$', '€', '£'])
    };
    let mut at = i;
    while at < words.len() && at < i + 3 && opening(words[at].of(text)) {
        at += 1;
    }
    let Some(word) = words.get(at) else { return true };
    // Scripts without case begin sentences with any letter.
    word.of(text)
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase()))
}
