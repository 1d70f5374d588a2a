//! The ontology's files: those in the binary, and a user's folder over them.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};

use super::fault::OntologyError;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/ontology");

/// A file of the ontology.
pub(super) struct File {
    /// Its text.
    pub text: String,
    /// Whether it travels in the binary: only there are three examples a relation demanded.
    pub built_in: bool,
}

/// Gives all files by path (`relations/speech.ttl`); a user's file replaces the built-in one of the same path.
pub(super) fn load(dir: Option<&Path>, faults: &mut Vec<OntologyError>) -> BTreeMap<String, File> {
    let mut out = BTreeMap::new();
    embedded(&BUILT_IN, &mut out);
    if let Some(dir) = dir {
        folder(dir, dir, &mut out, faults);
    }
    out
}

fn is_ours(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "ttl" || e == "rq")
}

fn embedded(dir: &Dir<'static>, out: &mut BTreeMap<String, File>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => embedded(inner, out),
            DirEntry::File(file) if is_ours(file.path()) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let text = file.contents_utf8().unwrap_or_default().to_owned();
                out.insert(path, File { text, built_in: true });
            }
            DirEntry::File(_) => {}
        }
    }
}

fn folder(root: &Path, dir: &Path, out: &mut BTreeMap<String, File>, faults: &mut Vec<OntologyError>) {
    let unreadable = |path: &Path, source| OntologyError::Unreadable { path: path.display().to_string(), source };
    let entries = match std::fs::read_dir(dir).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(source) => return faults.push(unreadable(dir, source)),
    };
    for path in entries.into_iter().map(|e| e.path()) {
        if path.is_dir() {
            folder(root, &path, out, faults);
        } else if is_ours(&path) {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            match std::fs::read_to_string(&path) {
                Ok(text) => drop(out.insert(name, File { text, built_in: false })),
                Err(source) => faults.push(unreadable(&path, source)),
            }
        }
    }
}
