//! The ontology's files: those in the binary, and a user's folder over them.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};

use super::fault::OntologyError;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/ontology");

/// A file of the ontology.
#[derive(Debug)]
pub(super) struct File {
    /// Path within the ontology (`relations/speech.ttl`), with slashes.
    pub path: String,
    /// Path as messages show it: `ontology/…`, or under the user's folder.
    pub shown: String,
    /// Its text, without a byte order mark.
    pub text: String,
    /// Whether it travels in the binary: only there are three examples a relation demanded.
    pub built_in: bool,
}

impl File {
    /// Whether it is Turtle, not a query.
    pub fn is_turtle(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|e| e == "ttl")
    }

    /// Whether it is a table of places.
    pub fn is_table(&self) -> bool {
        self.path.starts_with("places/")
    }
}

/// Gives all files sorted by path; a user's file replaces the built-in one of the same path.
///
/// Of a user's folder, `*.ttl` at any depth, `places/*.tsv`, `queries/*.rq`, `checks/*.rq` and `rules/*.rq` count; hidden files and linked folders
/// do not, nor does `shapes.ttl`, which is for validators.
pub(super) fn load(dir: Option<&Path>, faults: &mut Vec<OntologyError>) -> Vec<File> {
    let mut out = BTreeMap::new();
    embedded(&BUILT_IN, &mut out);
    match dir {
        Some(dir) if dir.is_file() => faults.push(OntologyError::NotAFolder { path: dir.display().to_string() }),
        Some(dir) => folder(dir, "", &mut out, faults),
        None => {}
    }
    out.into_values().collect()
}

fn counts(path: &str) -> bool {
    let kind = Path::new(path).extension().unwrap_or_default();
    let is_query = ["queries/", "checks/", "rules/"].iter().any(|folder| path.starts_with(folder));
    kind == "ttl" && path != "shapes.ttl" || kind == "rq" && is_query || kind == "tsv" && path.starts_with("places/")
}

fn embedded(dir: &Dir<'static>, out: &mut BTreeMap<String, File>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => embedded(inner, out),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                if let Some(text) = file.contents_utf8().filter(|_| counts(&path)) {
                    let shown = format!("ontology/{path}");
                    out.insert(path.clone(), File { path, shown, text: text.to_owned(), built_in: true });
                }
            }
        }
    }
}

fn folder(dir: &Path, within: &str, out: &mut BTreeMap<String, File>, faults: &mut Vec<OntologyError>) {
    let unreadable = |source| OntologyError::Unreadable { path: dir.display().to_string(), source };
    let entries = match std::fs::read_dir(dir).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(source) => return faults.push(unreadable(source)),
    };
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{within}{name}");
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            folder(&entry.path(), &format!("{path}/"), out, faults);
        } else if counts(&path) {
            match text(&entry.path()) {
                Ok(text) => {
                    let shown = entry.path().display().to_string();
                    out.insert(path.clone(), File { path, shown, text, built_in: false });
                }
                Err(fault) => faults.push(fault),
            }
        }
    }
}

/// Reads one file; editors on Windows put a byte order mark before it.
fn text(path: &Path) -> Result<String, OntologyError> {
    let shown = || path.display().to_string();
    let bytes = std::fs::read(path).map_err(|source| OntologyError::Unreadable { path: shown(), source })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        OntologyError::NotUtf8 { path: shown(), line: good.split(|b| *b == b'\n').count() }
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
