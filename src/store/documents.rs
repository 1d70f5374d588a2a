//! One file a document: all that reading gave.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::page::{self, Head};
use super::whole::{Unfinished, is_unfinished, name};
use super::{Lock, StoreError, decisions};
use crate::extract::Reading;
use crate::resolve::Decisions;

/// Bytes of JSON above which a document is compressed.
const LARGE: usize = 256 * 1024;
/// Letters of the key in a file's name.
const READABLE: usize = 40;

/// What writing a document did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    New,
    /// Another version was.
    Replaced,
    /// The same was.
    Unchanged,
}

/// The folder that is the graph.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
}

impl Store {
    /// Opens a folder, making it where it is missing.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let documents = dir.join("documents");
        fs::create_dir_all(&documents).map_err(StoreError::io(&documents))?;
        Ok(Self { dir: dir.to_owned() })
    }

    /// Takes the right to write, and removes what a killed writer left half done.
    ///
    /// Only the one writer may do that: to a reader such a file may be another's work in progress.
    pub fn lock(&self) -> Result<Lock, StoreError> {
        let lock = Lock::take(&self.dir)?;
        for path in [files(&self.dir)?, files(&self.documents())?].concat() {
            if is_unfinished(&path) {
                fs::remove_file(&path).map_err(StoreError::io(&path))?;
            }
        }
        Ok(lock)
    }

    /// Writes a document whole, replacing what its key had.
    pub fn put(&self, reading: &Reading) -> Result<Change, StoreError> {
        let mut bytes = page::write(reading);
        let [plain, packed] = self.paths(&reading.document.key);
        let (path, other) = if bytes.len() > LARGE { (&packed, &plain) } else { (&plain, &packed) };
        if bytes.len() > LARGE {
            bytes = zstd::encode_all(bytes.as_slice(), 3).map_err(StoreError::io(path))?;
        }
        let before = fs::read(path).ok();
        if before.as_deref() == Some(&bytes) && !other.exists() {
            return Ok(Change::Unchanged);
        }
        let finished = Unfinished::write(path, |out| out.write_all(&bytes).map_err(StoreError::io(path)))?;
        let replaced = before.is_some() || other.exists();
        // Before the new one has its name: never two truths, at worst none until the next build.
        if other.exists() {
            fs::remove_file(other).map_err(StoreError::io(other))?;
        }
        finished.rename(path)?;
        Ok(if replaced { Change::Replaced } else { Change::New })
    }

    /// Removes a document; whether there was one.
    pub fn remove(&self, key: &str) -> Result<bool, StoreError> {
        let mut found = false;
        for path in self.paths(key).iter().filter(|p| p.exists()) {
            fs::remove_file(path).map_err(StoreError::io(path))?;
            found = true;
        }
        Ok(found)
    }

    /// Tells whether a document lies here as this model and ontology read it; its claims are not parsed for that.
    pub fn is_current(&self, key: &str, hash: &str, model: &str, ontology: &str) -> bool {
        let [plain, packed] = self.paths(key);
        let path = match (plain.exists(), packed.exists()) {
            (true, false) => plain,
            (false, true) => packed,
            _ => return false,
        };
        let Ok(bytes) = read_bytes(&path) else { return false };
        let head = page::head(&bytes).filter(|_| page::is_whole(&bytes));
        head.is_some_and(|h| h.key == key && h.hash == hash && h.model == model && h.ontology == ontology)
    }

    /// Gives all documents, sorted by key; a damaged file is an error of its own.
    pub fn readings(&self) -> Result<Vec<Result<Reading, StoreError>>, StoreError> {
        let keyed = |path: &PathBuf| {
            let reading = self.reading(path);
            let key = reading.as_ref().map_or_else(|_| key_of(path), |r| r.document.key.clone());
            (key, reading)
        };
        let mut all: Vec<(String, Result<Reading, StoreError>)> =
            self.document_files()?.par_iter().map(keyed).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(all.into_iter().map(|(_, reading)| reading).collect())
    }

    /// The files of documents, sorted.
    pub(super) fn document_files(&self) -> Result<Vec<PathBuf>, StoreError> {
        let mut paths = files(&self.documents())?;
        paths.retain(|p| is_document(p));
        Ok(paths)
    }

    fn reading(&self, path: &Path) -> Result<Reading, StoreError> {
        let damaged = |cause: String| StoreError::Damaged { path: path.display().to_string(), cause };
        let bytes = read_bytes(path)?;
        let reading = page::read(&bytes).map_err(damaged)?;
        let own = self.paths(&reading.document.key);
        match own.iter().position(|p| p.file_name() == path.file_name()) {
            Some(form) if own[1 - form].exists() && form == 1 => {
                Err(damaged(format!("{} holds the same document", own[0].display())))
            }
            Some(_) => Ok(reading),
            None => Err(damaged(format!("its document {:?} belongs in {}", reading.document.key, own[0].display()))),
        }
    }

    /// Gives the user's decisions; none where there is no file.
    pub fn decisions(&self) -> Result<Decisions, StoreError> {
        let path = self.dir.join("decisions.ttl");
        if !path.exists() {
            return Ok(Decisions::default());
        }
        let text = fs::read_to_string(&path).map_err(StoreError::io(&path))?;
        decisions::parse(&text).map_err(|cause| StoreError::Decisions { path: path.display().to_string(), cause })
    }

    /// Writes a derived file whole (`graph.ttl`); one that is the same already is left alone.
    pub fn derive<E: From<StoreError>>(
        &self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<(), E> {
        let path = self.dir.join(name);
        let new = Unfinished::write(&path, write)?;
        if !new.is_same(&path) {
            new.rename(&path)?;
        }
        Ok(())
    }

    /// The same for bytes at hand.
    pub fn write_derived(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.derive(name, |out| out.write_all(bytes).map_err(StoreError::io(&self.dir.join(name))))
    }

    /// Gives the folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    fn documents(&self) -> PathBuf {
        self.dir.join("documents")
    }

    /// Where a key's document lies, plain and compressed: a hash for uniqueness, a few letters for people.
    fn paths(&self, key: &str) -> [PathBuf; 2] {
        let hash: String = Sha256::digest(key.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect();
        let sign = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let readable: String =
            key.chars().map(sign).collect::<String>().trim_matches('-').chars().take(READABLE).collect();
        let dir = self.documents();
        [dir.join(format!("{readable}-{hash}.json")), dir.join(format!("{readable}-{hash}.json.zst"))]
    }
}

/// The files of a folder, sorted.
fn files(dir: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = fs::read_dir(dir).map_err(StoreError::io(dir))?;
    let mut out = entries.map(|e| e.map(|e| e.path()).map_err(StoreError::io(dir))).collect::<Result<Vec<_>, _>>()?;
    out.retain(|p| p.is_file());
    out.sort();
    Ok(out)
}

fn is_document(path: &Path) -> bool {
    let name = name(path);
    !name.starts_with('.') && (name.ends_with(".json") || name.ends_with(".json.zst"))
}

/// The key in a document's head; where that is unreadable, its file's name.
fn key_of(path: &Path) -> String {
    let head = read_bytes(path).ok().and_then(|b| page::head(&b));
    head.map_or_else(|| name(path).to_owned(), |Head { key, .. }| key)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let bytes = fs::read(path).map_err(StoreError::io(path))?;
    if !name(path).ends_with(".zst") {
        return Ok(bytes);
    }
    let damaged = |e: std::io::Error| StoreError::Damaged { path: path.display().to_string(), cause: e.to_string() };
    zstd::decode_all(bytes.as_slice()).map_err(damaged)
}
