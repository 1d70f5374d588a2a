//! Mentions against annotated documents: exact words and type, names apart from all.
//!
//! Takes gold documents and the mentions found in their texts; a gold mention stands where its words stand in its
//! sentence, searched from the one before it on (as the corpus's checker does).

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use super::{Counts, Figures, Gold};
use crate::text::{Mention, MentionKind};

/// A gold mention: where it stands, in bytes of the text, its entity, and how it refers.
pub(super) struct Place {
    pub start: usize,
    pub end: usize,
    pub entity: String,
    pub kind: String,
}

/// Exact words and type of a mention.
type Exact = (usize, usize, String);

/// Mentions found, right and wanted: names, and all but pronouns.
#[derive(Clone, Copy, Debug, Default)]
pub struct MentionScore {
    names: Counts,
    all: Counts,
}

impl MentionScore {
    /// Adds a document: what was found in `text`.
    pub fn add(&mut self, gold: &Gold, text: &str, found: &[Mention]) {
        let (wanted, within) = places(gold, text);
        let seen = |m: &&Mention| within.iter().any(|s| s.start <= m.span.start && m.span.end <= s.end);
        let typed = |p: &Place| {
            let of = |e: &super::GoldEntity| (p.start, p.end, e.entity_type.clone());
            gold.entities.get(&p.entity).map(of)
        };
        let place = |m: &Mention| (m.span.start, m.span.end, m.entity_type.as_str().to_owned());
        let given = |keep: &dyn Fn(MentionKind) -> bool| {
            found.iter().filter(seen).filter(|m| keep(m.kind)).map(place).collect::<BTreeSet<_>>()
        };
        let of = |keep: &dyn Fn(&str) -> bool| {
            wanted.iter().filter(|p| keep(&p.kind)).filter_map(typed).collect::<BTreeSet<_>>()
        };
        count(&mut self.names, &of(&|k| k == "name"), &given(&|k| k == MentionKind::Name));
        count(&mut self.all, &of(&|k| k != "pro"), &given(&|k| k != MentionKind::Pronoun));
    }

    /// Gives the figures of names: exact words and type.
    pub fn names(&self) -> Figures {
        self.names.figures()
    }

    /// Gives the figures of all mentions but pronouns.
    pub fn all(&self) -> Figures {
        self.all.figures()
    }
}

fn count(counts: &mut Counts, wanted: &BTreeSet<Exact>, given: &BTreeSet<Exact>) {
    let hit = wanted.intersection(given).count();
    counts.hit += hit;
    counts.needed_hit += hit;
    counts.missed += wanted.len() - hit;
    counts.extra += given.len() - hit;
}

/// The gold mentions of entities in the table, and where the annotated sentences stand.
pub(super) fn places(gold: &Gold, text: &str) -> (Vec<Place>, Vec<Range<usize>>) {
    let (mut mentions, mut sentences, mut from) = (Vec::new(), Vec::new(), 0);
    for sentence in &gold.sentences {
        let Some(start) = text.get(from..).and_then(|t| t.find(&sentence.text)).map(|at| from + at) else { continue };
        let mut at = 0;
        for (surface, entity, kind) in &sentence.mentions {
            let Some(found) = whole(&sentence.text, surface, at).filter(|_| gold.entities.contains_key(entity)) else {
                continue;
            };
            at = found + surface.len();
            let (start, end) = (start + found, start + at);
            mentions.push(Place { start, end, entity: entity.clone(), kind: kind.clone() });
        }
        from = start + sentence.text.len();
        sentences.push(start..from);
    }
    (mentions, sentences)
}

/// Where words stand as whole words from `from` on; else anywhere after it.
fn whole(text: &str, words: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let edge = |at: usize| {
        let before = text[..from + at].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = text[from + at + words.len()..].chars().next().is_some_and(char::is_alphanumeric);
        let (first, last) = (words.chars().next(), words.chars().next_back());
        !(before && first.is_some_and(char::is_alphanumeric)) && !(after && last.is_some_and(char::is_alphanumeric))
    };
    let all = || rest.match_indices(words).map(|(at, _)| at);
    all().find(|at| edge(*at)).or_else(|| all().next()).map(|at| from + at)
}

impl fmt::Display for MentionScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, Figures { precision, recall, f1, right, extra, missed }) in
            [("names", self.names()), ("mentions", self.all())]
        {
            write!(f, "{what:9} precision {precision:.3}  recall {recall:.3}  F1 {f1:.3}")?;
            writeln!(f, "   ({right} right, {extra} extra, {missed} missed)")?;
        }
        Ok(())
    }
}
