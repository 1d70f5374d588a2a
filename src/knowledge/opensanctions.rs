//! `OpenSanctions`, and other `FollowTheMoney` entities: one JSON object a line.
//!
//! Persons and bodies are rows; `Occupancy`, `Membership`, `Employment` and `Directorship` are what they hold, `Position` the
//! office. Each may stand before or after the other.

use std::io::{BufRead, Result};

use serde_json::Value;

use super::lines;
use super::row::{Countries, Fault, Held, Item, Row, entity_type, said, wikidata};
use super::{Each, Reader};

/// `OpenSanctions`.
pub(super) struct OpenSanctions;

/// Schemata of what somebody holds: property of the holder, of the office and of the body.
const HOLDING: &[(&str, &str, &str, &str)] = &[
    ("Occupancy", "holder", "post", ""),
    ("Membership", "member", "", "organization"),
    ("Employment", "employee", "", "employer"),
    ("Directorship", "director", "", "organization"),
];

impl Reader for OpenSanctions {
    fn name(&self) -> &'static str {
        "opensanctions"
    }

    fn help(&self) -> &'static str {
        "OpenSanctions: FollowTheMoney entities, one JSON object a line"
    }

    fn fits(&self, start: &str) -> bool {
        start.trim_start().starts_with('{') && start.contains("\"schema\"") && start.contains("\"properties\"")
    }

    fn read(&self, input: &mut dyn BufRead, countries: &Countries<'_>, each: Each<'_>) -> Result<()> {
        lines::each(input, &mut |line, text| {
            let fault = |what: String| Fault { line, what };
            let entity =
                text.and_then(|t| serde_json::from_str::<Value>(t).map_err(|e| fault(format!("no JSON ({e})"))));
            match entity.map(|e| items(line, &e, countries)) {
                Ok(Some(items)) => items.into_iter().for_each(|item| each(Ok(item))),
                Ok(None) => each(Err(fault("no entity with id, schema and name".to_owned()))),
                Err(fault) => each(Err(fault)),
            }
        })
    }
}

fn items(line: u64, entity: &Value, countries: &Countries<'_>) -> Option<Vec<Item>> {
    let (id, schema) = (entity["id"].as_str().and_then(said)?, entity["schema"].as_str()?);
    let all = |property: &str| -> Vec<String> {
        let values = entity["properties"][property].as_array().map_or(&[][..], Vec::as_slice);
        values.iter().filter_map(|v| v.as_str().or_else(|| v["id"].as_str()).and_then(said)).collect()
    };
    let first = |properties: &[&str]| properties.iter().find_map(|p| all(p).into_iter().next());
    if let Some((_, holder, post, body)) = HOLDING.iter().find(|(s, ..)| *s == schema) {
        let (since, until) = (first(&["startDate"]), first(&["endDate"]));
        let held = Held { office: first(&["role"]), office_id: first(&[post]), body_id: first(&[body]), since, until };
        return Some(all(holder).into_iter().map(|holder| Item::Held(holder, held.clone())).collect());
    }
    let kind = entity_type(schema);
    if kind.is_none() && schema != "Position" {
        return Some(Vec::new()); // addresses, passports, vessels
    }
    let names = [all("name"), all("alias"), all("weakAlias"), all("previousName")].concat();
    let name = entity["caption"].as_str().and_then(said).or_else(|| names.first().cloned())?;
    let of = ["country", "nationality", "citizenship", "jurisdiction", "mainCountry"];
    let office = |office: String| Held { office: Some(office), ..Held::default() };
    Some(vec![Item::Row(Row {
        line,
        aliases: names.into_iter().filter(|n| *n != name).collect(),
        entity_type: kind,
        country: of.iter().flat_map(|p| all(p)).find_map(|c| countries.code(&c)),
        spellings: Vec::new(),
        sector: None,
        wikidata: first(&["wikidataId"]).or_else(|| Some(id.clone())).and_then(|w| wikidata(&w)),
        held: all("position").into_iter().map(office).collect(),
        is_office: kind.is_none(),
        name,
        id,
    })])
}
