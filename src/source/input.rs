//! Which files are read, in which order, under which key, by which reader.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::{ALL, Each, Reader, SourceError, html, jsonl, text};

/// A file to read, and the key that its document gets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// Path relative to the folder it was found under, with `/`; the file's name where a file was named.
    pub key: String,
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
}

/// Finds the inputs under paths, sorted by key, and what could not be found.
///
/// Folders are searched; hidden files, links to folders and unknown kinds of files in them are left out. A file that
/// is named is always an input. Of two inputs with one key the second is a fault, since it would replace the first.
pub fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<SourceError>) {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Input { key: "stdin".to_owned(), path: path.clone() });
        } else if path.is_dir() {
            search(path, &mut found, &mut faults);
        } else {
            let key = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            found.push(Input { key, path: path.clone() });
        }
    }
    found.sort();
    (distinct(found, &mut faults), faults)
}

/// Searches a folder, by iteration: folders may nest as deep as the disk lets them.
fn search(root: &Path, found: &mut Vec<Input>, faults: &mut Vec<SourceError>) {
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
            Ok(entries) => entries,
            Err(source) => {
                faults.push(SourceError::Io { path: folder.display().to_string(), source });
                continue;
            }
        };
        for entry in entries {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            // A link to a folder is not followed: it may lead back here.
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                folders.push(path);
            } else if path.is_file() && reader_of(&path).is_some() {
                let key = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push(Input { key, path });
            }
        }
    }
}

/// Leaves out the same file named twice, and faults another file under a key that is taken.
fn distinct(sorted: Vec<Input>, faults: &mut Vec<SourceError>) -> Vec<Input> {
    let mut out: Vec<Input> = Vec::new();
    for input in sorted {
        match out.last().filter(|last| last.key == input.key) {
            None => out.push(input),
            Some(last) if is_same_file(&last.path, &input.path) => {}
            Some(last) => faults.push(SourceError::SameKey {
                path: input.path.display().to_string(),
                other: last.path.display().to_string(),
                key: input.key,
            }),
        }
    }
    out
}

fn is_same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn reader_of(path: &Path) -> Option<&'static dyn Reader> {
    let extension = path.extension().map(OsStr::to_string_lossy)?.to_lowercase();
    ALL.iter().copied().find(|r| r.extensions().contains(&extension.as_str()))
}

/// Reads one input: by its extension, else by its first bytes.
pub fn read(input: &Input, each: Each<'_>) {
    if input.path.as_os_str() == "-" {
        return sniffed(&input.key, &mut std::io::stdin().lock(), each);
    }
    let file = match File::open(&input.path) {
        Ok(file) => file,
        Err(source) => return each(Err(SourceError::Io { path: input.path.display().to_string(), source })),
    };
    let mut buffer = BufReader::with_capacity(1 << 16, file);
    match reader_of(&input.path) {
        Some(reader) => reader.read(&input.key, &mut buffer, each),
        None => sniffed(&input.key, &mut buffer, each),
    }
}

/// Reads a stream without a telling name by its first bytes.
fn sniffed(key: &str, input: &mut dyn BufRead, each: Each<'_>) {
    let head = match head(input) {
        Ok(head) => head,
        Err(source) => return each(Err(SourceError::Io { path: key.to_owned(), source })),
    };
    if let Some(reader) = reader_for(&head) {
        return reader.read(key, &mut head.chain(input), each);
    }
    let known = ALL.iter().flat_map(|r| r.extensions()).copied().collect::<Vec<_>>().join(", ");
    each(Err(SourceError::Unknown { path: key.to_owned(), known }));
}

/// Takes bytes until one shows something; waits for no more, so that a pipe's first line is read when it comes.
fn head(input: &mut dyn BufRead) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while shown(&head).is_empty() {
        let bytes = match input.fill_buf() {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            bytes => bytes?,
        };
        let size = bytes.len();
        if size == 0 {
            break;
        }
        head.extend_from_slice(bytes);
        input.consume(size);
    }
    Ok(head)
}

/// The bytes after the byte order mark and white space.
fn shown(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start()
}

/// JSON Lines begin with `{`, pages with a tag that pages begin with; bytes no text has are a kind we do not know.
fn reader_for(head: &[u8]) -> Option<&'static dyn Reader> {
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let shown = shown(head);
    let start = shown[..shown.len().min(16)].to_ascii_lowercase();
    if !utf16 && ([&b"%pdf-"[..], b"{\\rtf", b"pk\x03\x04"].iter().any(|s| start.starts_with(s)) || is_binary(shown)) {
        return None;
    }
    let page = [&b"<!doctype html"[..], b"<html", b"<?xml", b"<head", b"<body", b"<article", b"<!--"];
    match shown {
        [b'{', ..] => Some(&jsonl::Jsonl),
        _ if page.iter().any(|tag| start.starts_with(tag)) => Some(&html::Html),
        _ => Some(&text::Text),
    }
}

/// Whether more than one in ten of the first bytes are controls that text does not use.
fn is_binary(head: &[u8]) -> bool {
    let head = &head[..head.len().min(4096)];
    let odd = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    odd * 10 > head.len()
}
