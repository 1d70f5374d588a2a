//! Writing an index: records as they come, then their names and identifiers, sorted.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufRead, BufWriter, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::base::{ABOUT, About, FOLDER, HOLDER, ID, LENGTH, NAME, NAMES, RECORDS, folded};
use super::row::{Countries, Fault, Item, Row};
use super::{KnowledgeError, Reader};

/// Letters of a name that is looked for, at most.
const LONGEST_NAME: usize = 300;

/// What an import took and left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows in the index.
    pub rows: u64,
    /// Names by which they are found.
    pub names: u64,
    /// Rows and lines that were skipped.
    pub skipped: u64,
}

/// Writes the index of a file into `dir/knowledge/name`, replacing the one there, and tells of each row that it skips.
pub fn import(
    dir: &Path,
    name: &str,
    reader: &dyn Reader,
    input: &mut dyn BufRead,
    countries: &Countries<'_>,
    skip: &mut dyn FnMut(Fault),
) -> Result<Counts, KnowledgeError> {
    let folder = dir.join(FOLDER);
    // Beside its place until it is whole: a build never sees half of it.
    let (place, beside) = (folder.join(name), folder.join(format!(".{name}.new")));
    remove(&beside)?;
    fs::create_dir_all(&beside).map_err(KnowledgeError::io(&beside))?;
    let written = write(&beside, name, reader, input, countries, skip);
    let counts = match written {
        Ok(counts) if counts.rows > 0 => counts,
        other => {
            remove(&beside)?;
            return other.and_then(|_| Err(KnowledgeError::Empty { path: name.to_owned() }));
        }
    };
    remove(&place)?;
    fs::rename(&beside, &place).map_err(KnowledgeError::io(&place))?;
    Ok(counts)
}

fn remove(dir: &Path) -> Result<(), KnowledgeError> {
    if dir.exists() { fs::remove_dir_all(dir).map_err(KnowledgeError::io(dir)) } else { Ok(()) }
}

fn write(
    dir: &Path,
    name: &str,
    reader: &dyn Reader,
    input: &mut dyn BufRead,
    countries: &Countries<'_>,
    skip: &mut dyn FnMut(Fault),
) -> Result<Counts, KnowledgeError> {
    let mut index = Unsorted::new(dir)?;
    let mut failed = None;
    let read = reader.read(input, countries, &mut |item| {
        let added = item.and_then(|item| index.add(item, &mut failed));
        if let Err(fault) = added {
            index.counts.skipped += 1;
            skip(fault);
        }
    });
    read.map_err(KnowledgeError::io(Path::new(name)))?;
    match failed {
        Some(error) => Err(KnowledgeError::io(&dir.join(RECORDS))(error)),
        None => index.finish(dir, reader.name()),
    }
}

/// Records on disk, their keys still in no order.
struct Unsorted {
    records: BufWriter<File>,
    at: u64,
    hash: Sha256,
    keys: Vec<(Box<[u8]>, u64)>,
    ids: HashSet<String>,
    counts: Counts,
}

impl Unsorted {
    fn new(dir: &Path) -> Result<Self, KnowledgeError> {
        let path = dir.join(RECORDS);
        let file = File::create(&path).map_err(KnowledgeError::io(&path))?;
        let (keys, ids) = (Vec::new(), HashSet::new());
        Ok(Self { records: BufWriter::new(file), at: 0, hash: Sha256::new(), keys, ids, counts: Counts::default() })
    }

    /// Writes an item; a disk that takes no more is told once, at the end.
    fn add(&mut self, item: Item, failed: &mut Option<std::io::Error>) -> Result<(), Fault> {
        match &item {
            Item::Row(row) => self.check(row)?,
            Item::Held(holder, _) if holder.contains(char::is_control) => return Ok(()),
            Item::Held(..) => {}
        }
        let mut bytes = serde_json::to_vec(&item).expect("items have only string keys");
        bytes.push(b'\n');
        let place = self.at << LENGTH | bytes.len() as u64;
        self.at += bytes.len() as u64;
        self.hash.update(&bytes);
        if let Err(error) = self.records.write_all(&bytes) {
            failed.get_or_insert(error);
        }
        match item {
            Item::Row(row) => self.name(row, place),
            Item::Held(holder, _) => self.key(HOLDER, &holder, place),
        }
        Ok(())
    }

    fn check(&mut self, row: &Row) -> Result<(), Fault> {
        let fault = |what: String| Err(Fault { line: row.line, what });
        if row.id.contains(char::is_control) || row.id.len() > LONGEST_NAME {
            return fault("its identifier is none".to_owned());
        }
        let letters: usize = row.aliases.iter().chain(&row.spellings).map(String::len).sum();
        if row.name.chars().count() > LONGEST_NAME || letters >= 1 << (LENGTH - 4) {
            return fault(format!("its name has more than {LONGEST_NAME} letters, or its other names too many"));
        }
        if folded(&row.name).is_empty() {
            return fault("its name has no letter".to_owned());
        }
        if !self.ids.insert(row.id.clone()) {
            return fault(format!("the identifier {} is there already; the first row of it stays", row.id));
        }
        Ok(())
    }

    fn name(&mut self, row: Row, place: u64) {
        self.counts.rows += 1;
        self.key(ID, &row.id, place);
        if row.is_office {
            return;
        }
        let all = std::iter::once(row.name).chain(row.aliases).chain(row.spellings);
        let all = all.filter(|n| n.chars().count() <= LONGEST_NAME);
        let mut names: Vec<String> = all.map(|n| folded(&n)).filter(|n| !n.is_empty()).collect();
        names.sort();
        names.dedup();
        self.counts.names += names.len() as u64;
        for name in &names {
            self.key(NAME, name, place);
        }
    }

    fn key(&mut self, kind: u8, text: &str, place: u64) {
        let bytes = [&[kind], text.as_bytes()].concat();
        self.keys.push((bytes.into_boxed_slice(), place));
    }

    /// Sorts the keys into the index. Those that several rows share are numbered, since a key stands there once.
    fn finish(mut self, dir: &Path, format: &str) -> Result<Counts, KnowledgeError> {
        let records = dir.join(RECORDS);
        self.records.flush().and_then(|()| self.records.get_ref().sync_all()).map_err(KnowledgeError::io(&records))?;
        self.keys.sort_unstable();
        let path = dir.join(NAMES);
        let damaged =
            |e: fst::Error| KnowledgeError::Damaged { path: path.display().to_string(), cause: e.to_string() };
        let file = BufWriter::new(File::create(&path).map_err(KnowledgeError::io(&path))?);
        let mut map = fst::MapBuilder::new(file).map_err(damaged)?;
        let (mut last, mut number): (&[u8], u32) = (&[], 0);
        for (key, place) in &self.keys {
            number = if **key == *last { number + 1 } else { 0 };
            last = key;
            map.insert([key, &[0][..], &number.to_be_bytes()].concat(), *place).map_err(damaged)?;
        }
        let file = map.into_inner().map_err(damaged)?.into_inner().map_err(std::io::IntoInnerError::into_error);
        let size =
            file.and_then(|f| f.sync_all().and_then(|()| f.metadata())).map_err(KnowledgeError::io(&path))?.len();
        let hash = self.hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
        let about = About { format: format.to_owned(), rows: self.counts.rows, bytes: [size, self.at], hash };
        let path = dir.join(ABOUT);
        let bytes = serde_json::to_vec_pretty(&about).expect("it has only string keys");
        fs::write(&path, bytes).map_err(KnowledgeError::io(&path))?;
        Ok(self.counts)
    }
}
