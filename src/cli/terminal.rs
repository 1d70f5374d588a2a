//! Words for a person: to standard error, and safe on a terminal.

use std::io::{self, Write};

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
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// "1 document", "2 documents".
pub(super) fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
