//! Lines of bytes, none of which is kept longer than it takes to read it.

use std::io::{BufRead, ErrorKind, Read};

use super::row::Fault;

/// Bytes of one line or row at most. The longest entity of Wikidata has about 4 MB.
pub(super) const LONGEST: usize = 8 << 20;

/// Hands on each line that is UTF-8 and not too long; what is not is a fault.
pub(super) fn each(input: &mut dyn BufRead, line: &mut dyn FnMut(u64, Result<&str, Fault>)) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let size = (&mut *input).take(LONGEST as u64).read_until(b'\n', &mut bytes)?;
        if size == 0 {
            break;
        }
        if size == LONGEST && bytes.last() != Some(&b'\n') {
            skip(input)?;
            line(number, Err(Fault { line: number, what: format!("longer than {} MB", LONGEST >> 20) }));
            continue;
        }
        let text = str::from_utf8(&bytes).map_err(|e| not_utf8(number, e.valid_up_to()));
        let text = text.map(|t| t.trim_start_matches('\u{feff}').trim());
        if text.as_ref().is_ok_and(|t| t.is_empty()) {
            continue;
        }
        line(number, text);
    }
    Ok(())
}

pub(super) fn not_utf8(line: u64, at: usize) -> Fault {
    Fault { line, what: format!("not UTF-8 at byte {at} of it; convert the file first, for example with iconv") }
}

/// Passes over the rest of a line.
pub(super) fn skip(input: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let bytes = match input.fill_buf() {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        let (used, ends) = match bytes.iter().position(|b| *b == b'\n') {
            Some(at) => (at + 1, true),
            None => (bytes.len(), bytes.is_empty()),
        };
        input.consume(used);
        if ends {
            return Ok(());
        }
    }
}
