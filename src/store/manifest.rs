//! What the graph's folder should hold: a list of its files with their hashes, and whether they are still so.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Store, StoreError};

/// Name of the list.
const NAME: &str = "manifest.json";

/// Everything that the graph came of, and its files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the program.
    pub demarche: String,
    /// Hash of the ontology.
    pub ontology: String,
    /// IRI that the graph's own IRIs hang under.
    pub base: String,
    /// Hash of the content of each document, by key, and the model that read it.
    pub documents: BTreeMap<String, [String; 2]>,
    /// SHA-256 of each file, by its path in the folder. The user's decisions are not among them: they may change.
    pub files: BTreeMap<String, String>,
}

impl Store {
    /// Writes the list of the files that lie here now, with what they came of.
    pub fn write_manifest(&self, mut manifest: Manifest) -> Result<(), StoreError> {
        manifest.files = self.hashes()?;
        let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
        bytes.push(b'\n');
        self.write_derived(NAME, &bytes)
    }

    /// Gives what is not as the list says, a line each; an error where there is no list.
    pub fn verify(&self) -> Result<Vec<String>, StoreError> {
        let path = self.dir().join(NAME);
        let damaged = |cause: String| StoreError::Damaged { path: path.display().to_string(), cause };
        let bytes = fs::read(&path).map_err(StoreError::io(&path))?;
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|e| damaged(e.to_string()))?;
        let now = self.hashes()?;
        let differs = |(name, hash): (&String, &String)| match now.get(name) {
            None => Some(format!("{name} is missing")),
            Some(other) if other != hash => Some(format!("{name} was changed")),
            Some(_) => None,
        };
        let mut out: Vec<String> = manifest.files.iter().filter_map(differs).collect();
        let extra = now.keys().filter(|name| !manifest.files.contains_key(*name));
        out.extend(extra.map(|name| format!("{name} is not of this graph")));
        Ok(out)
    }

    /// The hashes of documents and derived files.
    fn hashes(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let mut out = BTreeMap::new();
        for name in ["graph.ttl", "graph.dot", "graph.svg", "actors.md"] {
            let path = self.dir().join(name);
            if path.exists() {
                out.insert(name.to_owned(), hash(&path)?);
            }
        }
        // Of a knowledge base, what tells its content apart: its records may be millions.
        for about in self.knowledge()? {
            let name = about.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
            out.insert(format!("knowledge/{name}/about.json"), hash(&about)?);
        }
        for path in self.document_files()? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            out.insert(format!("documents/{name}"), hash(&path)?);
        }
        Ok(out)
    }

    /// What tells of each imported knowledge base, sorted.
    fn knowledge(&self) -> Result<Vec<PathBuf>, StoreError> {
        let folder = self.dir().join("knowledge");
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let entries = fs::read_dir(&folder).map_err(StoreError::io(&folder))?;
        let mut out = entries
            .map(|e| e.map(|e| e.path().join("about.json")).map_err(StoreError::io(&folder)))
            .collect::<Result<Vec<_>, _>>()?;
        out.retain(|p| p.is_file());
        out.sort();
        Ok(out)
    }
}

fn hash(path: &Path) -> Result<String, StoreError> {
    let bytes = fs::read(path).map_err(StoreError::io(path))?;
    Ok(Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect())
}
