//! Mentions against annotated documents: exact words and type, names apart from all.
//!
//! Takes gold documents and the mentions found in their texts; a gold mention stands where its words stand in its
//! sentence, searched from the one before it on (as the corpus's checker does).

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use super::{Counts, Figures, Gold};
use crate::text::{Mention, MentionKind};

/// Where a mention stands, in bytes of the text, and its type.
type Place = (usize, usize, String);

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
        let place = |m: &Mention| (m.span.start, m.span.end, m.entity_type.as_str().to_owned());
        let given = |keep: &dyn Fn(MentionKind) -> bool| {
            found.iter().filter(seen).filter(|m| keep(m.kind)).map(place).collect::<BTreeSet<_>>()
        };
        let of = |keep: &dyn Fn(&str) -> bool| {
            wanted.iter().filter(|(_, kind)| keep(kind)).map(|(p, _)| p.clone()).collect::<BTreeSet<_>>()
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

fn count(counts: &mut Counts, wanted: &BTreeSet<Place>, given: &BTreeSet<Place>) {
    let hit = wanted.intersection(given).count();
    counts.hit += hit;
    counts.needed_hit += hit;
    counts.missed += wanted.len() - hit;
    counts.extra += given.len() - hit;
}

/// The gold mentions with their kinds, and where the annotated sentences stand.
fn places(gold: &Gold, text: &str) -> (Vec<(Place, String)>, Vec<Range<usize>>) {
    let (mut mentions, mut sentences, mut from) = (Vec::new(), Vec::new(), 0);
    for sentence in &gold.sentences {
        let Some(start) = text.get(from..).and_then(|t| t.find(&sentence.text)).map(|at| from + at) else { continue };
        let mut at = 0;
        for (surface, entity, kind) in &sentence.mentions {
            let kind_of = gold.entities.get(entity).map(|e| e.entity_type.clone());
            let Some((found, entity_type)) = whole(&sentence.text, surface, at).zip(kind_of) else { continue };
            at = found + surface.len();
            mentions.push(((start + found, start + at, entity_type), kind.clone()));
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
