//! The model's label lists, as `models/labels.json` has them, and where each head stands among the tag logits.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde::Deserialize;

use super::LanguageError;
use crate::text::{EntityType, MentionKind, Modality, Sector};

#[derive(Deserialize)]
struct File {
    version: String,
    tags: serde_json::Map<String, serde_json::Value>,
    pairs: serde_json::Map<String, serde_json::Value>,
    upos: Vec<String>,
    xpos: Vec<String>,
    lemma: Vec<String>,
    label: Vec<String>,
    names: Vec<String>,
    types: Vec<String>,
    kinds: Vec<String>,
    sectors: Vec<String>,
    relations: Vec<String>,
    events: Vec<String>,
    modalities: Vec<String>,
}

/// How a lemma is made of its word.
#[derive(Debug)]
pub(super) struct LemmaScript {
    lower: bool,
    cut: usize,
    add: String,
}

impl LemmaScript {
    fn parse(text: &str) -> Option<Self> {
        let (case, rest) = text.split_at_checked(1)?;
        let (cut, add) = rest.split_once('+')?;
        Some(Self { lower: case == "l", cut: cut.parse().ok()?, add: add.to_owned() })
    }

    /// Gives the lemma; the word itself where the script does not fit.
    pub fn apply(&self, word: &str) -> String {
        let base = if self.lower { word.to_lowercase() } else { word.to_owned() };
        let kept = base.chars().count().checked_sub(self.cut);
        match kept {
            Some(kept) if kept > 0 || !self.add.is_empty() => base.chars().take(kept).chain(self.add.chars()).collect(),
            _ => base,
        }
    }
}

/// All label lists; strings live as long as the program, as the model does.
pub(super) struct Labels {
    pub version: String,
    pub upos: Vec<&'static str>,
    pub xpos: Vec<&'static str>,
    pub lemma: Vec<LemmaScript>,
    /// Lemmas that the treebanks agree on, by the word and its XPOS.
    lemmas: HashMap<(&'static str, &'static str), &'static str>,
    pub label: Vec<&'static str>,
    pub names: Vec<&'static str>,
    pub relations: Vec<&'static str>,
    /// Number of each relation's event class.
    pub event: Vec<usize>,
    /// Number of event classes.
    pub events: usize,
    tags: BTreeMap<String, Range<usize>>,
    pairs: BTreeMap<String, Range<usize>>,
}

impl Labels {
    /// Reads the embedded lists and checks them against the program's own closed sets.
    pub fn load() -> Result<Self, LanguageError> {
        let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/labels.json"));
        let file: File = serde_json::from_str(text).map_err(|e| broken(e.to_string()))?;
        let closed = file.types.iter().map(String::as_str).eq(EntityType::ALL.iter().map(|t| t.as_str()))
            && file.kinds.iter().map(String::as_str).eq(MentionKind::ALL.iter().map(|t| t.as_str()))
            && file.sectors.iter().map(String::as_str).eq(Sector::ALL.iter().map(|t| t.as_str()))
            && file.modalities.iter().map(String::as_str).eq(Modality::ALL.iter().map(|t| t.as_str()));
        if !closed || file.events.len() != file.relations.len() {
            return Err(broken("its label sets are not the program's".to_owned()));
        }
        let mut classes: Vec<&String> = file.events.iter().collect();
        classes.sort();
        classes.dedup();
        let event = file.events.iter().filter_map(|e| classes.binary_search(&e).ok()).collect();
        let lemma = file.lemma.iter().map(|s| LemmaScript::parse(s)).collect::<Option<_>>();
        Ok(Self {
            event,
            events: classes.len(),
            version: file.version,
            lemmas: lemmas(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/lemmas.tsv"))),
            lemma: lemma.ok_or_else(|| broken("a lemma script is malformed".to_owned()))?,
            upos: leak(file.upos),
            xpos: leak(file.xpos),
            label: leak(file.label),
            names: leak(file.names),
            relations: leak(file.relations),
            tags: ranges(&file.tags),
            pairs: ranges(&file.pairs),
        })
    }

    /// The lemma of a word that is known with this XPOS.
    pub fn known_lemma(&self, word: &str, xpos: &str) -> Option<&'static str> {
        self.lemmas.get(&(word, xpos)).copied()
    }

    /// Columns of a head among the tag logits.
    pub fn tag(&self, name: &str) -> Range<usize> {
        self.tags.get(name).cloned().unwrap_or(0..0)
    }

    /// Columns of a projection among those for pairs.
    pub fn pair(&self, name: &str) -> Range<usize> {
        self.pairs.get(name).cloned().unwrap_or(0..0)
    }
}

/// Lines of word, XPOS, lemma.
fn lemmas(text: &'static str) -> HashMap<(&'static str, &'static str), &'static str> {
    let line = |line: &'static str| {
        let mut fields = line.split('\t');
        Some(((fields.next()?, fields.next()?), fields.next()?))
    };
    text.lines().filter_map(line).collect()
}

fn broken(cause: String) -> LanguageError {
    LanguageError::Broken { part: "labels.json", cause }
}

/// The model is loaded once and lives as long as the program.
fn leak(list: Vec<String>) -> Vec<&'static str> {
    list.into_iter().map(|s| &*s.leak()).collect()
}

fn ranges(widths: &serde_json::Map<String, serde_json::Value>) -> BTreeMap<String, Range<usize>> {
    let mut at = 0;
    let mut out = BTreeMap::new();
    for (name, width) in widths {
        let width = width.as_u64().unwrap_or(0) as usize;
        out.insert(name.clone(), at..at + width);
        at += width;
    }
    out
}
