//! Popolo JSON: one object with `persons`, `organizations`, `posts`, `memberships`, in any order, read one thing at a time.

use std::fmt;
use std::io::{BufRead, Result};

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::row::{Countries, Fault, Held, Item, Row, said, wikidata};
use super::{Each, Reader};
use crate::text::EntityType;

/// Popolo.
pub(super) struct Popolo;

impl Reader for Popolo {
    fn name(&self) -> &'static str {
        "popolo"
    }

    fn help(&self) -> &'static str {
        "Popolo: one JSON object with persons, organizations, posts, memberships"
    }

    fn fits(&self, start: &str) -> bool {
        let lists = ["\"persons\"", "\"organizations\"", "\"memberships\"", "\"posts\""];
        start.trim_start().starts_with('{') && lists.iter().any(|l| start.contains(l))
    }

    fn read(&self, input: &mut dyn BufRead, countries: &Countries<'_>, each: Each<'_>) -> Result<()> {
        let mut json = serde_json::Deserializer::from_reader(input);
        let mut file = File { number: 0, countries, each };
        if let Err(error) = DeserializeSeed::deserialize(&mut file, &mut json) {
            if error.is_io() {
                return Err(error.into());
            }
            let (line, what) = (file.number + 1, format!("no JSON from here on ({error})"));
            (file.each)(Err(Fault { line, what }));
        }
        Ok(())
    }
}

/// The whole object, then one of its lists.
struct File<'r> {
    /// How many things were read.
    number: u64,
    countries: &'r Countries<'r>,
    each: Each<'r>,
}

impl<'de> DeserializeSeed<'de> for &mut File<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> std::result::Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut File<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with persons, organizations, posts or memberships")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<(), M::Error> {
        while let Some(kind) = map.next_key::<String>()? {
            if matches!(kind.as_str(), "persons" | "organizations" | "posts" | "memberships") {
                map.next_value_seed(List { file: &mut *self, kind })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct List<'f, 'r> {
    file: &'f mut File<'r>,
    kind: String,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> std::result::Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut all: S) -> std::result::Result<(), S::Error> {
        let file = self.file;
        while let Some(thing) = all.next_element::<Value>()? {
            file.number += 1;
            let Some(items) = items(&self.kind, file.number, &thing, file.countries) else {
                let what = format!("one of the {} that lacks an id or a name", self.kind);
                (file.each)(Err(Fault { line: file.number, what }));
                continue;
            };
            for item in items {
                (file.each)(Ok(item));
            }
        }
        Ok(())
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().and_then(said)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn items(kind: &str, line: u64, thing: &Value, countries: &Countries<'_>) -> Option<Vec<Item>> {
    if kind == "memberships" {
        let holder = text(&thing["person_id"]).or_else(|| text(&thing["member_id"]))?;
        return Some(vec![Item::Held(holder, held(thing))]);
    }
    let id = text(&thing["id"])?;
    let is_office = kind == "posts";
    let name = text(&thing["name"]).or_else(|| text(&thing["label"]).filter(|_| is_office));
    let name = name.or_else(|| text(&thing["role"]).filter(|_| is_office))?;
    let schemes =
        list(&thing["identifiers"]).iter().filter(|i| i["scheme"].as_str().is_some_and(|s| s.contains("wikidata")));
    let of = ["nationality", "country", "country_code"];
    Some(vec![Item::Row(Row {
        line,
        aliases: list(&thing["other_names"]).iter().filter_map(|n| text(&n["name"])).collect(),
        entity_type: match kind {
            "persons" => Some(EntityType::Person),
            "organizations" => Some(EntityType::Organisation),
            _ => None,
        },
        country: of.iter().find_map(|p| countries.code(thing[*p].as_str()?)),
        spellings: Vec::new(),
        sector: None,
        wikidata: schemes.into_iter().find_map(|i| wikidata(i["identifier"].as_str()?)),
        held: list(&thing["memberships"]).iter().map(held).collect(),
        is_office,
        name,
        id,
    })])
}

fn held(membership: &Value) -> Held {
    Held {
        office: text(&membership["role"]).or_else(|| text(&membership["label"])),
        office_id: text(&membership["post_id"]),
        body_id: text(&membership["organization_id"]),
        since: text(&membership["start_date"]),
        until: text(&membership["end_date"]),
    }
}
