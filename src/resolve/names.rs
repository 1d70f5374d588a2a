//! Names of persons and bodies, compared over documents.

use crate::extract::folded;

/// A person's name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PersonName {
    /// Given names or initials, folded.
    pub given: Vec<String>,
    /// The last word, folded.
    pub surname: String,
}

impl PersonName {
    /// Takes a name apart; `None` where it has no word.
    pub fn new(name: &str) -> Option<Self> {
        let folded = folded(name);
        let mut given: Vec<String> = folded.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
        let surname = given.pop()?;
        Some(Self { given, surname })
    }

    /// Whether the two may be one person: the same surname, and given names of which one begins the other
    /// ("M. Osei", "Mary Osei"; "Ana Ruiz", "Ana María Ruiz"); a surname alone fits every bearer.
    pub fn fits(&self, other: &Self) -> bool {
        if self.surname != other.surname {
            return false;
        }
        let (short, long) = if self.given.len() <= other.given.len() { (self, other) } else { (other, self) };
        let mut rest = long.given.iter();
        short.given.iter().all(|a| rest.any(|b| a == b || is_initial(a, b) || is_initial(b, a)))
    }

    /// Whether it is a surname alone.
    pub fn is_bare(&self) -> bool {
        self.given.is_empty()
    }
}

fn is_initial(a: &str, b: &str) -> bool {
    a.chars().count() == 1 && b.starts_with(a)
}

/// Whether a name is a proper one: at least one word with a capital that is not only the sentence's.
pub(super) fn is_proper(name: &str) -> bool {
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    let mut words = name.split_whitespace();
    let first = words.next().is_some_and(capital);
    let later = words.any(capital);
    later || (first && !name.contains(' '))
}
