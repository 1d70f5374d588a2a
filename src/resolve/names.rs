//! Persons' names taken apart and compared over documents.

use super::sound::Tradition;
use crate::text::plain;

/// Small words that begin a surname: who bears "van der Meer" has no given name in it.
const PARTICLES: &[&str] = &["van", "von", "de", "der", "di", "da", "dos", "bin", "ibn"];
/// What tells a son from his father.
const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Gives a word as British English spells it ("Organization", "Labor", "Center").
pub(super) fn british(word: &str) -> String {
    let plain = word.replace("ization", "isation");
    match plain.as_str() {
        "center" => "centre",
        "defense" => "defence",
        "harbor" => "harbour",
        "labor" => "labour",
        "program" => "programme",
        "theater" => "theatre",
        other => other,
    }
    .to_owned()
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
    /// How many of the words are the first part between blanks, and how many the last ("Jong-un Kim": 2, 1).
    ends: (usize, usize),
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
        let parts: Vec<Vec<String>> = tokens.iter().map(|t| words_of_name(t)).filter(|p| !p.is_empty()).collect();
        let ends = (parts.first()?.len(), parts.last()?.len());
        Some(Self { words: parts.concat(), generation, is_bare, ends })
    }

    /// Gives the name as it is heard: words by their sounds, those that tell nobody apart left out.
    pub fn heard(&self, tradition: Tradition) -> Self {
        let kept: Vec<&String> = self.words.iter().filter(|w| !tradition.leaves_out(w)).collect();
        let kept = if kept.len() > usize::from(!self.is_bare) { kept } else { self.words.iter().collect() };
        let mut words: Vec<String> = kept.into_iter().map(|w| tradition.sound(w)).collect();
        if tradition.joins_syllables() && !self.is_bare && words.len() > 2 {
            // "Jong-un Kim": what has several syllables is the given name.
            if self.ends.0 > 1 && self.ends.1 == 1 {
                words.rotate_right(1);
            }
            words = vec![words[0].clone(), words[1..].concat()];
        }
        Self { words, ..self.clone() }
    }

    /// Gives what names are compared by.
    pub fn key(&self) -> String {
        let words = self.words.join(" ");
        self.generation.as_ref().map_or(words.clone(), |g| format!("{words}, {g}"))
    }

    /// Gives what names are compared by where either end may be the family's.
    pub fn key_in_any_order(&self) -> String {
        let mut words = self.words.clone();
        words.sort();
        Self { words, ..self.clone() }.key()
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

    /// Gives the words by which a fuller name is found from its shorter forms: the ends, and the first of two families.
    pub fn families(&self, tradition: Tradition) -> Vec<&str> {
        let (first, last) = self.ends();
        let mut out = vec![first, last];
        out.extend(self.first_family(tradition));
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The first of two family names.
    fn first_family(&self, tradition: Tradition) -> Option<&str> {
        let before_last = self.words.len().checked_sub(2).filter(|at| *at > 0)?;
        (tradition == Tradition::Hispanic).then(|| self.words[before_last].as_str())
    }

    /// Whether it may be a shorter form of a fuller name: the same surname, the first given name the same or its
    /// initial, the others among the fuller one's in order ("M. Osei", "Mary Osei"; "Ana Ruiz", "Ana María Ruiz"); or
    /// all but the second family name ("Ana Ruiz", "Ana Ruiz Peña").
    pub fn abbreviates(&self, full: &Self, tradition: Tradition) -> bool {
        let same_generation = self.generation.is_none() || self.generation == full.generation;
        if self.is_bare || full.is_bare || !same_generation || self.fullness() >= full.fullness() {
            return false;
        }
        let (Some((surname, given)), Some((other, longer))) = (self.words.split_last(), full.words.split_last()) else {
            return false;
        };
        let is_shortened = |given: &[String], longer: &[String]| {
            let first = given.first().zip(longer.first()).is_some_and(|(a, b)| is_form(a, b));
            let mut rest = longer.iter().skip(1);
            // Initials leave out nobody: "George W." is not "George Herbert Walker".
            let mut follows = |a: &String| {
                if is_initial(a) { rest.next().is_some_and(|b| is_form(a, b)) } else { rest.any(|b| a == b) }
            };
            first && given.iter().skip(1).all(&mut follows)
        };
        if surname == other {
            return is_shortened(given, longer);
        }
        let first_family = full.first_family(tradition);
        first_family == Some(surname) && longer.len() - 1 == given.len() && is_shortened(given, &longer[..given.len()])
    }

    /// Whether it is the surname of a full name of a tradition.
    pub fn is_surname_of(&self, full: &Self, tradition: Tradition) -> bool {
        let fits = self.is_bare && !full.is_bare && self.words.len() < full.words.len();
        let first_family = || self.words.len() == 1 && full.first_family(tradition) == Some(self.ends().0);
        let family_first = || tradition.is_family_first() && full.words.starts_with(&self.words);
        fits && (full.words.ends_with(&self.words) || family_first() || first_family())
    }
}

/// The words of one part of a name: a hyphenated name is several, and "a" may be an initial.
fn words_of_name(token: &str) -> Vec<String> {
    let folded = plain(token).replace('’', "'");
    let folded = folded.strip_suffix("'s").unwrap_or(&folded).replace('\'', "");
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn is_form(short: &str, long: &str) -> bool {
    short == long || (is_initial(short) && long.starts_with(short))
}

fn is_initial(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::PersonName;
    use crate::resolve::sound::Tradition;
    use crate::text::words;

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
        let abbreviates = |a: &str, b: &str| name(a).abbreviates(&name(b), Tradition::Other);
        assert!(abbreviates("M. Osei", "Mary Osei"));
        assert!(abbreviates("Ana Ruiz", "Ana María Ruiz"));
        assert!(!abbreviates("María Ruiz", "Ana María Ruiz"));
        assert!(!abbreviates("Mary Osei", "M. Osei"));
        assert!(!abbreviates("Ann Osei Jr.", "Ann Lea Osei Sr."));
        assert!(abbreviates("Ana M. Ruiz", "Ana María Ruiz") && !abbreviates("Ana L. Ruiz", "Ana María Lea Ruiz"));
        assert!(!abbreviates("Ana Ruiz", "Ana Ruiz Pold"));
        assert!(name("Ana Ruiz").abbreviates(&name("Ana Ruiz Pold"), Tradition::Hispanic));
        assert!(!name("Ana Ruiz").abbreviates(&name("Eva Ruiz Pold"), Tradition::Hispanic));
    }

    #[test]
    fn a_surname_may_be_hyphenated_have_particles_or_come_first() {
        let is_surname = |a: &str, b: &str, tradition| name(a).is_surname_of(&name(b), tradition);
        assert!(is_surname("Bergė-Holt", "Ilze Bergė-Holt", Tradition::Other));
        assert!(is_surname("van der Meer", "Jo van der Meer", Tradition::Other));
        assert!(!is_surname("Zhou", "Zhou Lihua", Tradition::Other));
        assert!(is_surname("Zhou", "Zhou Lihua", Tradition::Sinic));
        assert!(is_surname("Ruiz", "Ana Ruiz Pold", Tradition::Hispanic));
    }

    #[test]
    fn names_are_heard_alike_in_either_order_and_without_particles() {
        let heard = |text: &str, tradition| name(text).heard(tradition);
        let any = |text: &str| heard(text, Tradition::Korean).key_in_any_order();
        assert_eq!(any("Pak Chol-min"), any("Chul-min Park"));
        assert_eq!(any("Pak Chol Min"), any("Pak Cholmin"));
        assert_eq!(
            heard("Samir bin Nabil al-Douri", Tradition::Arabic).key(),
            heard("Sameer ben Nabeel Duri", Tradition::Arabic).key()
        );
        assert_eq!(heard("Rui da Fonseca", Tradition::Other).key(), heard("Rui Fonseca", Tradition::Other).key());
        assert_eq!(heard("Al Gore", Tradition::Other).key(), "al gore");
    }
}
