//! Words for a person: to standard error, and safe on a terminal.

use std::io::{self, Write};

/// Columns of a table where no terminal says how many it has.
const COLUMNS: u16 = 160;

/// Prints a message.
pub(super) fn say(message: &str) {
    // A message that cannot be shown has nobody to tell.
    drop(writeln!(io::stderr().lock(), "{}", safe(message)));
}

/// Replaces what would steer a terminal: control characters and marks that turn the direction of writing.
pub(super) fn safe(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => c,
        c if c.is_control() => '\u{fffd}',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// The same on one line.
pub(super) fn line(text: &str) -> String {
    safe(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// "1 document", "2 documents".
pub(super) fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// Columns of the screen: what `COLUMNS` says, else the terminal, else as many as a table reads well in.
pub(super) fn width() -> u16 {
    let told = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).filter(|c| *c > 0);
    let seen = || terminal_size::terminal_size().map(|(terminal_size::Width(width), _)| width).filter(|w| *w > 0);
    told.or_else(seen).unwrap_or(COLUMNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_replaced() {
        assert_eq!(safe("a\u{1b}[31mb\u{9b}c\u{202e}d\r\n"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}d\u{fffd}\n");
        assert_eq!(line("two\n\tlines \u{7}"), "two lines \u{fffd}");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!((count(1, "claim"), count(0, "claim")), ("1 claim".to_owned(), "0 claims".to_owned()));
    }
}
