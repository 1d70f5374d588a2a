//! What a knowledge base says of one actor.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::ontology::Ontology;
use crate::text::{EntityType, Sector};

/// One person or body of a knowledge base.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its identifier there, unique.
    pub id: String,
    /// Where in the file it stands, from 1: the line, or of Popolo how many things stand before it.
    pub line: u64,
    /// Its usual name.
    pub name: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Its names in other languages: looked for, but not shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spellings: Vec<String>,
    /// What it is, where the base says so.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub entity_type: Option<EntityType>,
    /// ISO 3166-1 alpha-3 of its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Its sector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// Wikidata identifier (`Q37`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// What it holds or held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Held>,
    /// Whether it is an office, which nobody is taken for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_office: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // what serde hands on
fn is_false(value: &bool) -> bool {
    !value
}

/// An office or membership, with its dates as the base writes them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The row that is the office, whose name is its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_id: Option<String>,
    /// The row that is the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_id: Option<String>,
    /// First day, month or year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Last day, month or year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl Held {
    /// Gives it in words: "foreign minister (2020-11-13 – 2024)".
    pub fn words(&self) -> String {
        let office = self.office.as_deref().or(self.office_id.as_deref()).unwrap_or("member");
        match (&self.since, &self.until) {
            (None, None) => office.to_owned(),
            (since, until) => {
                let day = |d: &Option<String>| d.clone().unwrap_or_default();
                format!("{office} ({})", format!("{} – {}", day(since), day(until)).trim())
            }
        }
    }
}

/// What a reader finds: rows, and offices that are told apart from their holders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Item {
    /// An actor or an office.
    Row(Row),
    /// What the row of this id holds.
    Held(String, Held),
}

/// What is wrong with a part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; of Popolo how many things stand before it.
    pub line: u64,
    /// In words.
    pub what: String,
}

/// Codes, names and identifiers of states.
pub struct Countries<'o> {
    codes: HashMap<&'o str, &'o str>,
    ontology: &'o Ontology,
}

impl<'o> Countries<'o> {
    /// Takes them from the ontology.
    pub fn new(ontology: &'o Ontology) -> Self {
        let mut codes = HashMap::new();
        for state in ontology.actors.iter().filter(|a| a.is_state) {
            let Some(code) = state.country.as_deref() else { continue };
            let all = [state.iso2.as_deref(), Some(code), state.wikidata.as_deref()];
            codes.extend(all.into_iter().flatten().map(|c| (c, code)));
        }
        Self { codes, ontology }
    }

    /// Gives ISO 3166-1 alpha-3 of a code of two or three letters, a Wikidata identifier or a name.
    pub fn code(&self, text: &str) -> Option<String> {
        let text = text.trim();
        let found = self.codes.get(text.to_uppercase().as_str()).copied();
        let named = || {
            let states = self.ontology.named(text).iter().map(|(at, _)| &self.ontology.actors[*at]);
            states.filter(|a| a.is_state).find_map(|a| a.country.as_deref())
        };
        found.or_else(named).map(str::to_owned)
    }
}

/// Reads a type by the guide's label or a usual word for it.
pub(super) fn entity_type(text: &str) -> Option<EntityType> {
    let known = EntityType::parse(&text.trim().to_uppercase());
    known.or_else(|| match text.trim().to_lowercase().as_str() {
        "person" | "people" | "human" | "individual" | "politician" => Some(EntityType::Person),
        "organization" | "organisation" | "company" | "legalentity" | "publicbody" | "body" | "party" | "ministry"
        | "agency" => Some(EntityType::Organisation),
        "country" | "state" => Some(EntityType::State),
        "place" | "location" | "city" => Some(EntityType::Place),
        "group" => Some(EntityType::Group),
        _ => None,
    })
}

/// Reads a Wikidata identifier, bare or as the end of an address.
pub(super) fn wikidata(text: &str) -> Option<String> {
    let id = text.trim().rsplit(['/', ':']).next()?;
    let number = id.strip_prefix('Q')?;
    let fits = (1..=12).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| id.to_owned())
}

/// A text that says something.
pub(super) fn said(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
