//! Names compared by their words, whatever their case, accents and punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Gives a text without accents, in lower case, its signs as blanks.
pub fn folded(text: &str) -> String {
    words(text).join(" ")
}

/// Gives the words of a name, folded, without articles and the possessive clitic.
pub fn words(text: &str) -> Vec<String> {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let cut = plain.replace("'s", " ").replace("’s", " ");
    let words = cut.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.filter(|w| !matches!(*w, "the" | "a" | "an")).map(str::to_owned).collect()
}

/// Whether `short` is made of the initials of the capitalised words of `long` (AU, African Union).
pub fn is_acronym_of(short: &str, long: &str) -> bool {
    let letters: String = short.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.chars().count() < 2 || letters.chars().any(char::is_lowercase) {
        return false;
    }
    let parts = || long.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let capitals: String =
        parts().filter(|w| w.starts_with(char::is_uppercase)).filter_map(|w| w.chars().next()).collect();
    let all: String = parts().filter_map(|w| w.chars().next()).flat_map(char::to_uppercase).collect();
    parts().count() > 1 && (letters == capitals || letters == all)
}

#[cfg(test)]
mod tests {
    use super::{folded, is_acronym_of};

    #[test]
    fn accents_articles_and_signs_do_not_tell_names_apart() {
        assert_eq!(folded("the Café-Müller’s"), "cafe muller");
    }

    #[test]
    fn acronyms_take_capitals_or_all_initials() {
        assert!(is_acronym_of("O.A.S.", "Organization of American States"));
        assert!(is_acronym_of("TLC", "Trade and Labour Council") == is_acronym_of("TALC", "Trade and Labour Council"));
        assert!(!is_acronym_of("Un", "United Nations"));
    }
}
