//! Words to what the ontology knows: names, demonyms, seats, offices, titles.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::types::{KnownActor, Office};

/// How a surface names a known actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// By its name or an abbreviation.
    Name,
    /// By an adjective or demonym.
    Demonym,
    /// By its people.
    People,
    /// By its capital.
    Capital,
    /// By another seat.
    Metonym,
}

/// The index over all names.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    /// As written, without accents.
    exact: HashMap<String, Vec<(usize, Naming)>>,
    /// In lower case, for headlines in capitals; names of four letters or more only, so that "IS" is no verb.
    lower: HashMap<String, Vec<(usize, Naming)>>,
    offices: BTreeMap<String, usize>,
    titles: BTreeMap<String, usize>,
}

impl Lookup {
    pub fn new(actors: &[KnownActor], offices: &[Office], titles: &[Office]) -> Self {
        let mut out = Self::default();
        for (number, actor) in actors.iter().enumerate() {
            let names = std::iter::once(&actor.label).chain(&actor.alternatives);
            names.for_each(|n| out.add(n, number, Naming::Name));
            actor.demonyms.iter().for_each(|n| out.add(n, number, Naming::Demonym));
            actor.people.iter().for_each(|n| out.add(n, number, Naming::People));
            actor.capital.iter().for_each(|n| out.add(n, number, Naming::Capital));
            actor.metonyms.iter().for_each(|n| out.add(n, number, Naming::Metonym));
        }
        let index = |list: &[Office]| {
            let names = |(i, o): (usize, &Office)| {
                std::iter::once(&o.label).chain(&o.alternatives).map(move |n| (n.to_lowercase(), i)).collect::<Vec<_>>()
            };
            list.iter().enumerate().flat_map(names).collect()
        };
        (out.offices, out.titles) = (index(offices), index(titles));
        out
    }

    fn add(&mut self, name: &str, actor: usize, naming: Naming) {
        let plain = plain(name);
        let put = |map: &mut HashMap<String, Vec<(usize, Naming)>>, key: String| {
            let entry = map.entry(key).or_default();
            if !entry.contains(&(actor, naming)) {
                entry.push((actor, naming));
            }
        };
        if plain.chars().count() >= 4 {
            put(&mut self.lower, plain.to_lowercase());
        }
        put(&mut self.exact, plain);
    }

    /// Actors that a surface names, in the ontology's order.
    pub fn named(&self, surface: &str) -> &[(usize, Naming)] {
        let plain = plain(surface);
        let exact = self.exact.get(&plain);
        let found = exact.or_else(|| {
            // A headline in capitals, or a name in lower case after "the" ("the kremlin"): not for short words.
            let capitals = !plain.chars().any(char::is_lowercase) && plain.chars().count() >= 4;
            if capitals { self.lower.get(&plain.to_lowercase()) } else { None }
        });
        found.map_or(&[], Vec::as_slice)
    }

    /// The office with the longest name that stands in the words.
    pub fn office(&self, words: &str) -> Option<usize> {
        let lower = words.to_lowercase();
        let parts: Vec<&str> = lower.split_whitespace().collect();
        let phrases = (1..=parts.len()).rev().flat_map(|n| parts.windows(n).rev());
        phrases.map(|p| p.join(" ")).find_map(|p| self.offices.get(&p).copied())
    }

    /// Whether a word is a title or rank (Mr, Gen.).
    pub fn is_title(&self, word: &str) -> bool {
        self.titles.contains_key(&word.to_lowercase())
    }
}

/// A surface without accents, leading article, final possessive, and with single blanks.
fn plain(surface: &str) -> String {
    let joined = surface.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = joined.strip_prefix("the ").or_else(|| joined.strip_prefix("The ")).unwrap_or(&joined);
    let cut = cut.strip_suffix("'s").or_else(|| cut.strip_suffix("’s")).unwrap_or(cut);
    cut.nfd().filter(|c| !is_combining_mark(*c)).map(|c| if c == '’' { '\'' } else { c }).collect()
}
