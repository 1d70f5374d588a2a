//! Names compared over documents: folding, and persons' names taken apart.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Small words that begin a surname: who bears "van der Meer" has no given name in it.
const PARTICLES: &[&str] = &["van", "von", "de", "der", "di", "da", "dos", "bin", "ibn"];
/// What tells a son from his father.
const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv"];
/// States whose news names put the family name first ("Xi", "Kim").
const FAMILY_FIRST: &[&str] = &["CHN", "HKG", "KHM", "KOR", "MAC", "PRK", "TWN"];

/// Gives the ASCII spelling of a lower-case Latin letter that Unicode does not decompose.
pub(super) fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        _ => return None,
    })
}

/// Gives a text in lower case without accents, Latin letters in ASCII where they have such a spelling.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let lower = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    for c in lower.filter(|c| !is_combining_mark(*c)) {
        match spelled(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}

/// Gives the words of a text, folded: case, accents, articles, apostrophes and signs do not matter.
pub(super) fn words(text: &str) -> Vec<String> {
    let joined = plain(text).replace('’', "'").replace("'s ", " ");
    let joined = joined.strip_suffix("'s").unwrap_or(&joined).replace('\'', "");
    let parts = joined.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    parts.filter(|w| !matches!(*w, "the" | "a" | "an")).map(str::to_owned).collect()
}

/// A person's name taken apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PersonName {
    /// All words, folded, the family name's last among the latest; never none.
    words: Vec<String>,
    /// `jr`, `sr`, `iii`.
    generation: Option<String>,
    /// Whether it is a surname alone (or one name only).
    pub is_bare: bool,
}

impl PersonName {
    /// Takes a name apart, titles left out; `None` where it has no word.
    pub fn new(name: &str, is_title: impl Fn(&str) -> bool) -> Option<Self> {
        let name = name.split(['(', ',']).next().unwrap_or(name);
        let mut tokens: Vec<&str> = name.split_whitespace().filter(|t| t.chars().any(char::is_alphanumeric)).collect();
        while tokens.len() > 1 && (is_title(tokens[0]) || is_title(tokens[0].trim_end_matches('.'))) {
            tokens.remove(0);
        }
        let last = tokens.last().map(|t| plain(t.trim_end_matches('.')));
        let generation = last.filter(|t| tokens.len() > 2 && GENERATIONS.contains(&t.as_str()));
        if generation.is_some() {
            tokens.pop();
        }
        let first = tokens.first()?;
        let particle = first.starts_with(char::is_lowercase) || PARTICLES.contains(&plain(first).as_str());
        let is_bare = tokens.len() == 1 || particle;
        let words: Vec<String> = tokens.iter().flat_map(|t| words_of_name(t)).collect();
        (!words.is_empty()).then_some(Self { words, generation, is_bare })
    }

    /// Gives what names are compared by.
    pub fn key(&self) -> String {
        let words = self.words.join(" ");
        self.generation.as_ref().map_or(words.clone(), |g| format!("{words}, {g}"))
    }

    /// Gives the first and the last word.
    pub fn ends(&self) -> (&str, &str) {
        (self.words.first().map_or("", String::as_str), self.words.last().map_or("", String::as_str))
    }

    /// How much it says: words, words that are more than an initial, a generation.
    pub fn fullness(&self) -> (usize, usize, bool) {
        let whole = self.words.iter().filter(|w| w.chars().nth(1).is_some()).count();
        (self.words.len(), whole, self.generation.is_some())
    }

    /// Whether it may be a shorter form of a fuller name: the same surname, the first given name the same or its
    /// initial, the others among the fuller one's in order ("M. Osei", "Mary Osei"; "Ana Ruiz", "Ana María Ruiz").
    pub fn abbreviates(&self, full: &Self) -> bool {
        let same_generation = self.generation.is_none() || self.generation == full.generation;
        if self.is_bare || full.is_bare || !same_generation || self.fullness() >= full.fullness() {
            return false;
        }
        let (Some((surname, given)), Some((other, longer))) = (self.words.split_last(), full.words.split_last()) else {
            return false;
        };
        let first = given.first().zip(longer.first()).is_some_and(|(a, b)| is_form(a, b));
        let mut rest = longer.iter();
        surname == other && first && given.iter().all(|a| rest.any(|b| is_form(a, b)))
    }

    /// Whether it is the surname of a full name borne in one of these countries.
    pub fn is_surname_of<'c>(&self, full: &Self, mut countries: impl Iterator<Item = &'c String>) -> bool {
        let fits = self.is_bare && !full.is_bare && self.words.len() < full.words.len();
        let mut family_first = || countries.any(|c| FAMILY_FIRST.contains(&c.as_str()));
        fits && (full.words.ends_with(&self.words) || (full.words.starts_with(&self.words) && family_first()))
    }
}

/// The words of one part of a name: a hyphenated name is several, and "a" may be an initial.
fn words_of_name(token: &str) -> Vec<String> {
    let folded = plain(token).replace('’', "'");
    let folded = folded.strip_suffix("'s").unwrap_or(&folded).replace('\'', "");
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn is_form(short: &str, long: &str) -> bool {
    short == long || (short.chars().count() == 1 && long.starts_with(short))
}

#[cfg(test)]
mod tests {
    use super::{PersonName, words};

    fn name(text: &str) -> PersonName {
        PersonName::new(text, |w| w == "Mr" || w == "Gen").expect("it has words")
    }

    #[test]
    fn case_accents_and_signs_do_not_tell_names_apart() {
        assert_eq!(words("The Łódź Harbour-Board’s"), ["lodz", "harbour", "board"]);
        assert_eq!(name("Gen. Siân O’Dell").key(), name("SIAN O'DELL").key());
        assert_eq!(name("Kim Jong-un").key(), name("Kim Jong Un").key());
    }

    #[test]
    fn initials_and_middle_names_abbreviate_but_other_given_names_do_not() {
        assert!(name("M. Osei").abbreviates(&name("Mary Osei")));
        assert!(name("Ana Ruiz").abbreviates(&name("Ana María Ruiz")));
        assert!(!name("María Ruiz").abbreviates(&name("Ana María Ruiz")));
        assert!(!name("Mary Osei").abbreviates(&name("M. Osei")));
        assert!(!name("Ann Osei Jr.").abbreviates(&name("Ann Lea Osei Sr.")));
    }

    #[test]
    fn a_surname_may_be_hyphenated_have_particles_or_come_first() {
        let none: [String; 0] = [];
        assert!(name("Bergė-Holt").is_surname_of(&name("Ilze Bergė-Holt"), none.iter()));
        assert!(name("van der Meer").is_surname_of(&name("Jo van der Meer"), none.iter()));
        assert!(!name("Zhou").is_surname_of(&name("Zhou Lihua"), none.iter()));
        assert!(name("Zhou").is_surname_of(&name("Zhou Lihua"), ["CHN".to_owned()].iter()));
    }
}
