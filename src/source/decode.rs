//! Bytes to the text of a document: the encoding, line ends, and signs that show nothing.

use std::io::{BufRead, Read};

use encoding_rs::{Encoding, UTF_8};

use super::SourceError;

/// Bytes of one text, page or line at most.
pub(super) const LARGEST: u64 = 50_000_000;
/// Bytes of a page in which its encoding is declared (HTML Standard, 13.2.3.2 says 1024).
const DECLARED: usize = 1024;

/// Reads a whole input as a text. `declared` finds the name of an encoding in the first bytes.
///
/// A byte order mark decides; without one, what is UTF-8 is UTF-8, whatever the page says of itself.
pub(super) fn whole(
    key: &str,
    input: &mut dyn BufRead,
    declared: fn(&[u8]) -> Option<String>,
) -> Result<String, SourceError> {
    let path = key.to_owned();
    let mut bytes = Vec::new();
    match input.take(LARGEST + 1).read_to_end(&mut bytes) {
        Err(source) => return Err(SourceError::Io { path, source }),
        Ok(size) if size as u64 > LARGEST => return Err(SourceError::TooLarge { path }),
        Ok(_) => {}
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes).filter(|(e, _)| *e != UTF_8) {
        return Ok(clean(&encoding.decode_without_bom_handling(&bytes[mark..]).0));
    }
    let error = match str::from_utf8(&bytes) {
        Ok(text) => return Ok(clean(text)),
        Err(error) => error,
    };
    let label = declared(&bytes[..bytes.len().min(DECLARED)]);
    match label.and_then(|l| Encoding::for_label(l.as_bytes())).filter(|e| *e != UTF_8) {
        Some(encoding) => Ok(clean(&encoding.decode_without_bom_handling(&bytes).0)),
        None => Err(SourceError::NotUtf8 { path, at: error.valid_up_to() }),
    }
}

/// Line ends as `\n`, byte order marks, soft hyphens and zero-width spaces left out, controls as blanks.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{feff}' | '\u{200b}')).map(shown).collect()
}

/// The same, one sign for one, so that offsets into the text that was given stay right.
pub(super) fn settled(text: &str) -> String {
    text.replace("\r\n", " \n").chars().map(|c| if c == '\u{feff}' { ' ' } else { shown(c) }).collect()
}

fn shown(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_control() => ' ',
        c => c,
    }
}
