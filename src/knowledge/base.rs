//! An index on disk: `names.fst` leads from names and identifiers to places in `records.jsonl`.
//!
//! The first is a finite state transducer (Gallant, fst crate), read whole: a million names take some tens of megabytes.
//! Records are read one by one as they are asked for.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use fst::{IntoStreamer, Streamer};
use serde::{Deserialize, Serialize};

use super::KnowledgeError;
use super::row::{Held, Item, Row};
use crate::text::words;

/// Folder of all bases within a graph's.
pub(super) const FOLDER: &str = "knowledge";
pub(super) const NAMES: &str = "names.fst";
pub(super) const RECORDS: &str = "records.jsonl";
pub(super) const ABOUT: &str = "about.json";
/// First byte of the key of a name, of an identifier, and of the identifier of who holds an office told elsewhere.
pub(super) const NAME: u8 = b'n';
pub(super) const ID: u8 = b'i';
pub(super) const HOLDER: u8 = b'h';
/// Bits of a place that are the record's length; those above are its offset.
pub(super) const LENGTH: u32 = 24;
/// Rows of one name that are looked at.
const MOST: usize = 64;

/// What an index came of.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct About {
    pub format: String,
    pub rows: u64,
    /// Sizes of names and records, by which a cut file is seen.
    pub bytes: [u64; 2],
    /// SHA-256 of the records: what the graph came of.
    pub hash: String,
}

/// A name as it is looked for: case, accents, signs and the order of its words do not matter.
pub(super) fn folded(name: &str) -> String {
    let mut words = words(name);
    words.sort_unstable();
    words.join(" ")
}

/// One imported file.
#[derive(Debug)]
pub struct Base {
    /// By which it was imported.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// The format that it was read from.
    pub format: String,
    map: fst::Map<Vec<u8>>,
    records: Mutex<File>,
}

/// A row that bears a name, and the base that has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Name of the base.
    pub base: String,
    /// The row, its offices complete.
    pub row: Row,
}

impl Found {
    /// Gives its identifier with the base's name before it.
    pub fn identifier(&self) -> String {
        format!("{}:{}", self.base, self.row.id)
    }

    /// Gives what two rows of one actor have in common: the Wikidata identifier, or where they have none, their own.
    pub fn identity(&self) -> String {
        self.row.wikidata.clone().unwrap_or_else(|| self.identifier())
    }

    /// Gives it in words: "people:17 (line 18): Ama Owusu, GHA, foreign minister (2021 –)".
    pub fn words(&self) -> String {
        let row = &self.row;
        let held = row.held.iter().take(5).map(Held::words);
        let all = std::iter::once(row.name.clone()).chain(row.country.clone()).chain(held).collect::<Vec<_>>();
        format!("{} (line {}): {}", self.identifier(), row.line, all.join(", "))
    }
}

impl Base {
    fn open(dir: &Path, name: &str) -> Result<Self, KnowledgeError> {
        let damaged = |cause: String| KnowledgeError::Damaged { path: dir.display().to_string(), cause };
        let bytes = |name: &str| fs::read(dir.join(name)).map_err(KnowledgeError::io(&dir.join(name)));
        let about: About = serde_json::from_slice(&bytes(ABOUT)?).map_err(|e| damaged(e.to_string()))?;
        let path = dir.join(RECORDS);
        let file = File::open(&path).map_err(KnowledgeError::io(&path))?;
        let names = bytes(NAMES)?;
        let sizes = [names.len() as u64, file.metadata().map_err(KnowledgeError::io(&path))?.len()];
        if sizes != about.bytes {
            return Err(damaged(format!("{NAMES} and {RECORDS} have {sizes:?} bytes, not {:?}", about.bytes)));
        }
        let map = fst::Map::new(names).map_err(|e| damaged(e.to_string()))?;
        map.as_fst().verify().map_err(|e| damaged(e.to_string()))?;
        let (name, records) = (name.to_owned(), Mutex::new(file));
        Ok(Self { name, rows: about.rows, format: about.format, map, records })
    }

    /// The records of a key, in the order in which they were imported.
    fn records(&self, kind: u8, text: &str) -> Vec<Item> {
        let from = [&[kind], text.as_bytes(), &[0]].concat();
        let to = [&[kind], text.as_bytes(), &[1]].concat();
        let mut all = self.map.range().ge(&from).lt(&to).into_stream();
        let mut places = Vec::new();
        while let Some((key, place)) = all.next() {
            // Another key may go on after the mark.
            if key.len() == from.len() + 4 && places.len() < MOST {
                places.push(place);
            }
        }
        places.into_iter().filter_map(|p| self.record(p)).collect()
    }

    fn record(&self, place: u64) -> Option<Item> {
        let mut bytes = vec![0; (place & ((1 << LENGTH) - 1)) as usize];
        // Whoever panicked while it read has not harmed the file.
        let mut file = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place >> LENGTH)).and_then(|_| file.read_exact(&mut bytes)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    fn row(&self, id: &str) -> Option<Row> {
        self.records(ID, id).into_iter().find_map(|item| match item {
            Item::Row(row) => Some(row),
            Item::Held(..) => None,
        })
    }

    /// A row with what is told of it elsewhere, offices and bodies by their names.
    fn complete(&self, mut row: Row) -> Row {
        let elsewhere = self.records(HOLDER, &row.id).into_iter().filter_map(|item| match item {
            Item::Held(_, held) => Some(held),
            Item::Row(_) => None,
        });
        row.held.extend(elsewhere);
        for held in &mut row.held {
            let name = |id: &Option<String>| id.as_deref().and_then(|id| self.row(id)).map(|r| r.name);
            let office = held.office.take().or_else(|| name(&held.office_id));
            held.office = match (office, name(&held.body_id)) {
                (Some(office), Some(body)) => Some(format!("{office}, {body}")),
                (None, Some(body)) => Some(format!("member of {body}")),
                (office, None) => office,
            };
        }
        row
    }
}

/// All that the user imported.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// Sorted by name.
    pub bases: Vec<Base>,
}

impl Knowledge {
    /// Opens what lies in a graph's folder; nothing where nothing was imported.
    pub fn open(dir: &Path) -> Result<Self, KnowledgeError> {
        let folder = dir.join(FOLDER);
        if !folder.is_dir() {
            return Ok(Self::default());
        }
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(&folder).map_err(KnowledgeError::io(&folder))? {
            let entry = entry.map_err(KnowledgeError::io(&folder))?;
            names.extend(entry.file_name().into_string().ok().filter(|n| entry.path().is_dir() && !n.starts_with('.')));
        }
        let bases = names.iter().map(|name| Base::open(&folder.join(name), name)).collect::<Result<_, _>>()?;
        Ok(Self { bases })
    }

    /// Takes away what was imported under a name; whether there was something.
    pub fn forget(dir: &Path, name: &str) -> Result<bool, KnowledgeError> {
        let is_name = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']);
        let place = dir.join(FOLDER).join(name);
        if !is_name || !place.is_dir() {
            return Ok(false);
        }
        fs::remove_dir_all(&place).map_err(KnowledgeError::io(&place))?;
        Ok(true)
    }

    /// Whether nothing was imported.
    pub fn is_empty(&self) -> bool {
        self.bases.is_empty()
    }

    /// Gives the rows that bear a name, whatever its case, accents, signs and order of words.
    pub fn bearers(&self, name: &str) -> Vec<Found> {
        let key = folded(name);
        if key.is_empty() {
            return Vec::new();
        }
        let of = |base: &Base| -> Vec<Found> {
            let rows = base.records(NAME, &key).into_iter().filter_map(|item| match item {
                Item::Row(row) => Some(Found { base: base.name.clone(), row: base.complete(row) }),
                Item::Held(..) => None,
            });
            rows.collect()
        };
        self.bases.iter().flat_map(of).collect()
    }
}
