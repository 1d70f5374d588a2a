//! Files that are written whole or not at all: beside their place first, then renamed.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::StoreError;

/// Writes a file whole: what fails half-way leaves the old one, and however long it is, it never lies in memory.
pub fn write_whole<E: From<StoreError>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    // A link stays one: the file that it leads to is written.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    Ok(Unfinished::write(path, write)?.rename(path)?)
}

/// A file beside its place, on disk but without its name yet; removed when it never gets one.
pub(super) struct Unfinished {
    path: PathBuf,
    renamed: bool,
}

impl Unfinished {
    /// Writes beside the place and makes sure it is on disk.
    pub fn write<E: From<StoreError>>(
        path: &Path,
        write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<Self, E> {
        let beside = path.with_file_name(format!(".{}.new", name(path)));
        let unfinished = Self { path: beside.clone(), renamed: false };
        let mut file = BufWriter::new(File::create(&beside).map_err(StoreError::io(&beside))?);
        write(&mut file)?;
        file.flush().and_then(|()| file.get_ref().sync_all()).map_err(StoreError::io(&beside))?;
        Ok(unfinished)
    }

    /// Whether another file holds the same.
    pub fn is_same(&self, path: &Path) -> bool {
        is_same(&self.path, path).unwrap_or(false)
    }

    /// Gives it its name: a reader sees the old file or the new one.
    pub fn rename(mut self, path: &Path) -> Result<(), StoreError> {
        fs::rename(&self.path, path).map_err(StoreError::io(path))?;
        self.renamed = true;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.renamed {
            drop(fs::remove_file(&self.path));
        }
    }
}

fn is_same(a: &Path, b: &Path) -> io::Result<bool> {
    let (a, b) = (File::open(a)?, File::open(b)?);
    if a.metadata()?.len() != b.metadata()?.len() {
        return Ok(false);
    }
    let (mut a, mut b) = (BufReader::new(a), BufReader::new(b));
    loop {
        let (some, other) = (a.fill_buf()?, b.fill_buf()?);
        let length = some.len().min(other.len());
        if length == 0 || some[..length] != other[..length] {
            return Ok(some.len() == other.len() && length == 0);
        }
        a.consume(length);
        b.consume(length);
    }
}

/// The last part of a path; empty where it is no text.
pub(super) fn name(path: &Path) -> &str {
    path.file_name().and_then(|n| n.to_str()).unwrap_or("")
}

/// Whether a writer that was killed left this file.
pub(super) fn is_unfinished(path: &Path) -> bool {
    name(path).starts_with('.') && path.extension().is_some_and(|e| e == "new")
}
