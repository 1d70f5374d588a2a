//! Words to what the ontology knows: names, demonyms, seats, offices, titles.

use std::collections::HashMap;

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

type Named = Vec<(usize, Naming)>;

/// Letters that a name needs to be known in capitals: "IS" and "US" in a headline may be the verb and the pronoun.
const CAPITALS: usize = 4;

/// The index over all names.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    /// As written, bare.
    exact: HashMap<String, Named>,
    /// In capitals, and with capitals for small letters that begin a word; where that is written otherwise.
    recased: HashMap<String, Named>,
    offices: HashMap<String, usize>,
    /// Words of the longest office.
    longest: usize,
    /// In small letters without the last dot, and whether it is written so in the ontology.
    titles: HashMap<String, bool>,
}

impl Lookup {
    /// Indexes all names.
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
        for map in [&mut out.exact, &mut out.recased] {
            // In no order, each for itself.
            #[allow(clippy::iter_over_hash_type)]
            for named in map.values_mut() {
                named.sort_unstable_by_key(|(actor, naming)| (*naming, *actor));
            }
        }
        let labels = offices.iter().enumerate().map(|(i, o)| (i, &o.label));
        let others = offices.iter().enumerate().flat_map(|(i, o)| o.alternatives.iter().map(move |a| (i, a)));
        for (office, words) in labels.chain(others) {
            let words = office_words(words);
            out.longest = out.longest.max(words.len());
            out.offices.entry(words.join(" ")).or_insert(office);
        }
        for title in titles.iter().flat_map(|t| std::iter::once(&t.label).chain(&t.alternatives)) {
            let small = title.to_lowercase();
            let is_small = small == *title;
            *out.titles.entry(small.trim_end_matches('.').to_owned()).or_default() |= is_small;
        }
        out
    }

    fn add(&mut self, name: &str, actor: usize, naming: Naming) {
        let folded = folded(name);
        let name = bare(&folded);
        if name.is_empty() {
            return;
        }
        put(&mut self.exact, name.to_owned(), (actor, naming));
        let mut other = |key: String| {
            if key != name {
                put(&mut self.recased, key, (actor, naming));
            }
        };
        if name.chars().filter(|c| c.is_alphabetic()).count() >= CAPITALS {
            other(name.to_uppercase());
        }
        if name.split(' ').any(|w| w.starts_with(char::is_lowercase)) {
            other(capital(name));
            other(name.split(' ').map(capital).collect::<Vec<_>>().join(" "));
        }
    }

    /// The actors that a surface names; names before demonyms before seats, then in the ontology's order.
    pub fn named(&self, surface: &str) -> &[(usize, Naming)] {
        let folded = folded(surface);
        let name = bare(&folded);
        self.exact.get(name).or_else(|| self.recased.get(name)).map_or(&[], Vec::as_slice)
    }

    /// The office with the longest name that stands in the words; of two as long, the last.
    pub fn office(&self, words: &str) -> Option<usize> {
        let words = office_words(words);
        let lengths = (1..=words.len().min(self.longest)).rev();
        let mut phrases = lengths.flat_map(|n| words.windows(n).rev());
        phrases.find_map(|phrase| self.offices.get(&phrase.join(" ")).copied())
    }

    /// Whether a word is a title or rank (Mr, Gen.): with a capital, unless the ontology writes it small.
    pub fn is_title(&self, word: &str) -> bool {
        let small = word.to_lowercase();
        let known = self.titles.get(small.trim_end_matches('.'));
        known.is_some_and(|is_small| *is_small || word.starts_with(char::is_uppercase))
    }
}

fn put(map: &mut HashMap<String, Named>, key: String, value: (usize, Naming)) {
    let named = map.entry(key).or_default();
    if !named.contains(&value) {
        named.push(value);
    }
}

/// The word with its first letter as capital.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The words of an office in small letters, without accents, dots, possessives and punctuation; hyphens part words.
fn office_words(words: &str) -> Vec<String> {
    let plain = folded(words).to_lowercase();
    let parts = plain.split([' ', '-', '/']).map(|w| w.strip_suffix("'s").unwrap_or(w));
    let words = parts.map(|w| w.chars().filter(|c| c.is_alphanumeric() || *c == '\'').collect::<String>());
    words.filter(|w| !w.is_empty()).collect()
}

/// A surface without an article before it and a possessive after it.
pub(super) fn bare(folded: &str) -> &str {
    let name = ["the ", "The ", "THE "].iter().find_map(|article| folded.strip_prefix(article)).unwrap_or(folded);
    if let Some(owner) = name.strip_suffix("'s").or_else(|| name.strip_suffix("'S")) {
        return owner;
    }
    name.strip_suffix('\'').filter(|owner| owner.ends_with(['s', 'S'])).unwrap_or(name)
}

/// A surface without accents and invisible characters, with single blanks, plain hyphens and apostrophes.
pub(super) fn folded(surface: &str) -> String {
    let mut out = String::with_capacity(surface.len());
    for word in surface.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.push_str(word);
        } else {
            out.extend(word.nfd().filter(|c| !is_combining_mark(*c)).filter_map(plain));
        }
    }
    out
}

fn plain(c: char) -> Option<char> {
    match c {
        '’' | '‘' | 'ʼ' => Some('\''),
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        other => Some(other),
    }
}
