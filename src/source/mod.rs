//! Articles in: paths and streams to documents, one file per kind of input.
//!
//! Takes paths (`-` for standard input), gives [`Document`]s one after another, so that memory does not grow with the
//! corpus. A faulty input is an error of its own and never stops the others. A reader is one file and one line in
//! [`ALL`].

mod blocks;
mod html;
mod jsonl;
mod markdown;
mod text;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

pub use text::document_from_text;

use crate::text::Document;

/// Bytes of one text, page or line at most.
const LARGEST: u64 = 50_000_000;

/// Why an input gave no document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// A path could not be read.
    #[error("{path}: {source}; check that it exists and may be read")]
    Io {
        /// The path.
        path: String,
        /// The cause.
        source: std::io::Error,
    },
    /// The bytes are no UTF-8.
    #[error("{path}: not UTF-8 at byte {at}; convert it first, for example with `iconv -f WINDOWS-1252 -t UTF-8`")]
    NotUtf8 {
        /// The path.
        path: String,
        /// First byte that does not fit.
        at: usize,
    },
    /// Nothing to read in it.
    #[error("{path}: holds no text")]
    NoText {
        /// The path.
        path: String,
    },
    /// A line of JSON Lines is no document.
    #[error("{path}:{line}: {cause}; a line needs {{\"id\": …, \"text\": …}}")]
    BadJson {
        /// The path.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        cause: String,
    },
    /// Larger than a text may be.
    #[error("{path}: larger than {} MB; split it into articles", LARGEST / 1_000_000)]
    TooLarge {
        /// The path.
        path: String,
    },
    /// The kind of file is not known.
    #[error("{path}: unknown kind of file; known are {known}")]
    Unknown {
        /// The path.
        path: String,
        /// The extensions that are.
        known: String,
    },
}

/// Takes each document or fault.
pub type Each<'e> = &'e mut dyn FnMut(Result<Document, SourceError>);

/// Reads one kind of input.
pub trait Reader: Sync {
    /// Its name, for messages.
    fn name(&self) -> &'static str;

    /// File extensions in lower case.
    fn extensions(&self) -> &'static [&'static str];

    /// Hands the documents of an input on, one by one.
    fn read(&self, key: &str, input: &mut dyn BufRead, each: Each<'_>);
}

/// All readers.
pub const ALL: &[&dyn Reader] = &[&text::Text, &html::Html, &markdown::Markdown, &jsonl::Jsonl];

/// A file to read, and the key that its document gets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// Path relative to the argument it was found under; the file's name where a file was named.
    pub key: String,
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
}

/// Finds the inputs under paths, sorted by key; folders are searched, hidden files and unknown kinds in them left out.
pub fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<SourceError>) {
    let (mut out, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == "-" {
            out.push(Input { key: "stdin".to_owned(), path: path.clone() });
        } else if path.is_dir() {
            folder(path, path, &mut out, &mut faults);
        } else {
            let key = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            out.push(Input { key, path: path.clone() });
        }
    }
    out.sort();
    out.dedup();
    (out, faults)
}

fn folder(root: &Path, dir: &Path, out: &mut Vec<Input>, faults: &mut Vec<SourceError>) {
    let entries = match std::fs::read_dir(dir).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(source) => return faults.push(SourceError::Io { path: dir.display().to_string(), source }),
    };
    for entry in entries {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // A link to a folder is not followed: it may lead back here.
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            folder(root, &path, out, faults);
        } else if path.is_file() && reader_of(&path).is_some() {
            let key = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            out.push(Input { key, path });
        }
    }
}

fn reader_of(path: &Path) -> Option<&'static dyn Reader> {
    let extension = path.extension()?.to_string_lossy().to_lowercase();
    ALL.iter().copied().find(|r| r.extensions().contains(&extension.as_str()))
}

/// Reads one input.
pub fn read(input: &Input, each: Each<'_>) {
    let path = input.path.display().to_string();
    if input.path.as_os_str() == "-" {
        return sniffed(&input.key, &mut BufReader::new(std::io::stdin()), each);
    }
    let file = match File::open(&input.path) {
        Ok(file) => file,
        Err(source) => return each(Err(SourceError::Io { path, source })),
    };
    let mut buffer = BufReader::with_capacity(1 << 16, file);
    match reader_of(&input.path) {
        Some(reader) => reader.read(&input.key, &mut buffer, each),
        None if input.path.extension().is_none() => sniffed(&input.key, &mut buffer, each),
        None => {
            let known = ALL.iter().flat_map(|r| r.extensions()).copied().collect::<Vec<_>>().join(", ");
            each(Err(SourceError::Unknown { path, known }));
        }
    }
}

/// Reads a stream without a name: JSON Lines, HTML or plain text by its first sign.
fn sniffed(key: &str, input: &mut dyn BufRead, each: Each<'_>) {
    let first = match input.fill_buf() {
        Ok(bytes) => bytes.iter().copied().find(|b| !b.is_ascii_whitespace() && *b < 0x80),
        Err(source) => return each(Err(SourceError::Io { path: key.to_owned(), source })),
    };
    let reader: &dyn Reader = match first {
        Some(b'{') => &jsonl::Jsonl,
        Some(b'<') => &html::Html,
        _ => &text::Text,
    };
    reader.read(key, input, each);
}

/// Reads a whole input as UTF-8, its byte order mark and signs that no text has left out.
fn whole(key: &str, input: &mut dyn BufRead) -> Result<String, SourceError> {
    let path = key.to_owned();
    let mut bytes = Vec::new();
    match input.take(LARGEST + 1).read_to_end(&mut bytes) {
        Err(source) => return Err(SourceError::Io { path, source }),
        Ok(size) if size as u64 > LARGEST => return Err(SourceError::TooLarge { path }),
        Ok(_) => {}
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(clean(&text)),
        Err(error) => Err(SourceError::NotUtf8 { path, at: error.utf8_error().valid_up_to() }),
    }
}

/// Line ends as `\n`; control characters, byte order marks and soft hyphens, which show nothing, as blanks or nothing.
fn clean(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let sign = |c: char| match c {
        '\u{ad}' | '\u{feff}' | '\u{200b}' => None,
        '\r' => Some('\n'),
        '\n' | '\t' => Some(c),
        c if c.is_control() => Some(' '),
        c => Some(c),
    };
    text.chars().filter_map(sign).collect()
}

/// The version of a document: a hash over what was read, each part with its length.
fn fingerprint(document: &Document) -> String {
    let mut hash = Sha256::new();
    let parts = [&document.title, &document.date, &document.url, &Some(document.text.clone())];
    for part in parts {
        let part = part.as_deref().unwrap_or("");
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// A date's first ten characters where they are a day of the calendar.
fn day(text: &str) -> Option<String> {
    let day = text.trim().get(..10)?;
    let mut parts = day.split('-').map(str::parse::<u32>);
    let (Some(Ok(_)), Some(Ok(1..=12)), Some(Ok(1..=31)), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    (day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-').then(|| day.to_owned())
}
