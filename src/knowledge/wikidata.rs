//! Lines of a Wikidata dump in JSON: labels, aliases, and the claims P31, P17, P27, P39 with their dates.
//!
//! The dump is one array with an entity a line; any lines of it will do. English names are shown, those of other languages
//! only looked for. Offices (P39) are named where their own lines are there too.

use std::io::{BufRead, Result};

use serde_json::Value;

use super::lines;
use super::row::{Countries, Fault, Held, Item, Row, said, wikidata};
use super::{Each, Reader};
use crate::text::EntityType;

/// Wikidata.
pub(super) struct Wikidata;

/// Classes (P31) of bodies: organisations, parties, companies, ministries, agencies, media, armed forces.
#[rustfmt::skip]
const BODIES: &[&str] = &[
    "Q43229", "Q7278", "Q4830453", "Q783794", "Q891723", "Q6881511", "Q192350", "Q327333", "Q484652", "Q245065", "Q163740", "Q3918", "Q11032",
    "Q192283", "Q1110794", "Q1616075", "Q15265344", "Q2659904", "Q35749", "Q11204", "Q772547", "Q176799", "Q47913", "Q178790", "Q157031", "Q22687",
];
/// Classes of states.
const STATES: &[&str] = &["Q6256", "Q3624078", "Q7275", "Q20181813"];
/// Classes of offices.
const OFFICES: &[&str] = &["Q4164871", "Q294414", "Q83307", "Q48352", "Q2285706", "Q30461"];

impl Reader for Wikidata {
    fn name(&self) -> &'static str {
        "wikidata"
    }

    fn help(&self) -> &'static str {
        "Lines of a Wikidata dump in JSON: labels, aliases, claims P31 P17 P27 P39"
    }

    fn fits(&self, start: &str) -> bool {
        start.trim_start().starts_with(['[', '{']) && start.contains("\"labels\"")
    }

    fn read(&self, input: &mut dyn BufRead, countries: &Countries<'_>, each: Each<'_>) -> Result<()> {
        lines::each(input, &mut |line, text| {
            let text = match text.map(|t| t.trim_end_matches(',')) {
                Ok("[" | "]") => return,
                Ok(text) => text,
                Err(fault) => return each(Err(fault)),
            };
            let fault = |what: String| Fault { line, what };
            let read: std::result::Result<Value, _> = serde_json::from_str(text);
            let row = read.map_err(|e| fault(format!("no JSON ({e})"))).and_then(|entity| {
                row(line, &entity, countries).ok_or_else(|| fault("no entity with an id and a name".to_owned()))
            });
            each(row.map(Item::Row));
        })
    }
}

fn row(line: u64, entity: &Value, countries: &Countries<'_>) -> Option<Row> {
    let id = wikidata(entity["id"].as_str()?)?;
    let value = |v: &Value| v["value"].as_str().and_then(said);
    let labels = entity["labels"].as_object()?;
    let english = || labels.get("en").or_else(|| labels.get("mul"));
    let name = english().or_else(|| labels.values().next()).and_then(value)?;
    let listed = |of: &Value| of.as_array().into_iter().flatten().filter_map(value).collect::<Vec<_>>();
    let aliases: Vec<String> =
        listed(&entity["aliases"]["en"]).into_iter().chain(listed(&entity["aliases"]["mul"])).collect();
    let others = entity["aliases"].as_object().into_iter().flat_map(|a| a.values()).flat_map(listed);
    let mut spellings: Vec<String> = labels.values().filter_map(value).chain(others).collect();
    spellings.retain(|s| *s != name && !aliases.contains(s));
    spellings.sort();
    spellings.dedup();
    let items = |property: &str| -> Vec<&str> { statements(entity, property).filter_map(item).collect() };
    let classes = items("P31");
    let is = |list: &[&str]| classes.iter().any(|c| list.contains(c));
    let is_state = is(STATES);
    let states = [items("P27"), items("P17")].concat();
    let office = |statement: &Value| {
        let day = |property: &str| time(&statement["qualifiers"][property][0]["datavalue"]["value"]["time"]);
        let office_id = Some(item(statement)?.to_owned());
        Some(Held { office_id, since: day("P580"), until: day("P582"), ..Held::default() })
    };
    Some(Row {
        line,
        name,
        aliases,
        spellings,
        entity_type: match () {
            () if is(&["Q5"]) => Some(EntityType::Person),
            () if is_state => Some(EntityType::State),
            () if is(BODIES) => Some(EntityType::Organisation),
            () => None,
        },
        country: if is_state { countries.code(&id) } else { states.iter().find_map(|s| countries.code(s)) },
        sector: None,
        held: statements(entity, "P39").filter_map(office).collect(),
        is_office: is(OFFICES),
        wikidata: Some(id.clone()),
        id,
    })
}

/// The statements of a property that are not withdrawn, those preferred first.
fn statements<'e>(entity: &'e Value, property: &str) -> impl Iterator<Item = &'e Value> {
    let all = entity["claims"][property].as_array().map_or(&[][..], Vec::as_slice);
    let of = move |wanted: bool| all.iter().filter(move |s| (s["rank"] == "preferred") == wanted);
    of(true).chain(of(false)).filter(|s| s["rank"] != "deprecated")
}

fn item(statement: &Value) -> Option<&str> {
    statement["mainsnak"]["datavalue"]["value"]["id"].as_str()
}

/// A time as Wikidata writes it ("+2020-11-13T00:00:00Z", months and days 00 where they are not known).
fn time(value: &Value) -> Option<String> {
    let day = value.as_str()?.trim_start_matches('+').split('T').next()?;
    Some(day.trim_end_matches("-00").to_owned())
}
