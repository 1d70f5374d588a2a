//! One file a document: all that reading gave.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{Lock, StoreError, decisions};
use crate::extract::Reading;
use crate::resolve::Decisions;

/// Bytes of JSON above which a document is compressed.
const LARGE: usize = 256 * 1024;

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

/// The fields that tell whether a document must be read again.
#[derive(Deserialize)]
struct Head {
    document: DocumentHead,
    model: String,
    ontology: String,
}

#[derive(Deserialize)]
struct DocumentHead {
    key: String,
    hash: String,
}

impl Store {
    /// Opens a folder, making it where it is missing; what a killed writer left half done is removed.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let documents = dir.join("documents");
        fs::create_dir_all(&documents).map_err(StoreError::io(&documents))?;
        let store = Self { dir: dir.to_owned() };
        for path in store.files()? {
            if path.extension().is_some_and(|e| e == "new") {
                fs::remove_file(&path).map_err(StoreError::io(&path))?;
            }
        }
        Ok(store)
    }

    /// Takes the right to write.
    pub fn lock(&self) -> Result<Lock, StoreError> {
        Lock::take(&self.dir)
    }

    /// Writes a document whole, replacing what its key had.
    pub fn put(&self, reading: &Reading) -> Result<Change, StoreError> {
        let mut bytes = serde_json::to_vec_pretty(reading).expect("a reading has only string keys");
        bytes.push(b'\n');
        let (plain, packed) = self.paths(&reading.document.key);
        let (path, other) = if bytes.len() > LARGE { (&packed, &plain) } else { (&plain, &packed) };
        if bytes.len() > LARGE {
            bytes = zstd::encode_all(bytes.as_slice(), 3).map_err(StoreError::io(path))?;
        }
        let before = fs::read(path).ok();
        if before.as_deref() == Some(&bytes) {
            return Ok(Change::Unchanged);
        }
        write_whole(path, &bytes)?;
        let replaced = before.is_some() || other.exists();
        if other.exists() {
            fs::remove_file(other).map_err(StoreError::io(other))?;
        }
        Ok(if replaced { Change::Replaced } else { Change::New })
    }

    /// Removes a document; whether there was one.
    pub fn remove(&self, key: &str) -> Result<bool, StoreError> {
        let (plain, packed) = self.paths(key);
        let mut found = false;
        for path in [plain, packed].iter().filter(|p| p.exists()) {
            fs::remove_file(path).map_err(StoreError::io(path))?;
            found = true;
        }
        Ok(found)
    }

    /// Tells whether a document lies here as this model and ontology read it.
    pub fn is_current(&self, key: &str, hash: &str, model: &str, ontology: &str) -> bool {
        let (plain, packed) = self.paths(key);
        let path = if plain.exists() { plain } else { packed };
        let head = read_bytes(&path).ok().and_then(|b| serde_json::from_slice::<Head>(&b).ok());
        head.is_some_and(|h| {
            h.document.key == key && h.document.hash == hash && h.model == model && h.ontology == ontology
        })
    }

    /// Gives all documents, sorted by file; a damaged file is an error of its own.
    pub fn readings(&self) -> Result<impl Iterator<Item = Result<Reading, StoreError>>, StoreError> {
        let mut files = self.files()?;
        files.retain(|p| p.extension().is_some_and(|e| e == "json" || e == "zst"));
        files.sort();
        Ok(files.into_iter().map(|path| {
            let bytes = read_bytes(&path)?;
            let damaged = |e: serde_json::Error| StoreError::Damaged { path: path.display().to_string(), cause: e.to_string() };
            serde_json::from_slice(&bytes).map_err(damaged)
        }))
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

    /// Writes a derived file whole (`graph.ttl`).
    pub fn write_derived(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        write_whole(&self.dir.join(name), bytes)
    }

    /// Gives the folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    fn files(&self) -> Result<Vec<PathBuf>, StoreError> {
        let dir = self.dir.join("documents");
        let entries = fs::read_dir(&dir).map_err(StoreError::io(&dir))?;
        entries.map(|e| e.map(|e| e.path()).map_err(StoreError::io(&dir))).collect()
    }

    /// Where a key's document lies, plain and compressed: a hash for uniqueness, a few letters for people.
    fn paths(&self, key: &str) -> (PathBuf, PathBuf) {
        let hash: String = Sha256::digest(key.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect();
        let sign = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let readable: String = key.chars().map(sign).collect::<String>().trim_matches('-').chars().take(40).collect();
        let dir = self.dir.join("documents");
        (dir.join(format!("{readable}-{hash}.json")), dir.join(format!("{readable}-{hash}.json.zst")))
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let mut file = File::open(path).map_err(StoreError::io(path))?;
    let mut bytes = Vec::new();
    if path.extension().is_some_and(|e| e == "zst") {
        let mut decoder = zstd::Decoder::new(file).map_err(StoreError::io(path))?;
        decoder.read_to_end(&mut bytes).map_err(StoreError::io(path))?;
    } else {
        file.read_to_end(&mut bytes).map_err(StoreError::io(path))?;
    }
    Ok(bytes)
}

/// Writes beside the place, makes sure it is on disk, then renames: a reader sees the old file or the new one.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let mut file = File::create(&beside).map_err(StoreError::io(&beside))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(StoreError::io(&beside))?;
    drop(file);
    fs::rename(&beside, path).map_err(StoreError::io(path))
}
