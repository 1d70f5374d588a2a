//! A user's own knowledge base: formats, hostile files, linking, size. All persons and bodies are invented.

use std::fmt::Write as _;
use std::fs;
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

use demarche::extract::Reading;
use demarche::graph::{Actor, Graph};
use demarche::knowledge::{ALL, Countries, Counts, Fault, Found, Held, Knowledge, KnowledgeError, import};
use demarche::resolve::{Decisions, Split, doubts, resolve_with};
use demarche::text::{EntityType, Sector};

use crate::resolve::{document, entity, ontology};

fn imported(dir: &Path, format: &str, name: &str, bytes: &[u8]) -> (Result<Counts, KnowledgeError>, Vec<Fault>) {
    let reader = ALL.iter().find(|r| r.name() == format).expect("a format of the list");
    let mut faults = Vec::new();
    let countries = Countries::new(ontology());
    let counts = import(dir, name, *reader, &mut BufReader::new(bytes), &countries, &mut |f| faults.push(f));
    (counts, faults)
}

/// What a file of a format is found to say of a name.
fn found(format: &str, file: &str, name: &str) -> Vec<Found> {
    let dir = tempfile::tempdir().expect("a folder");
    let (counts, faults) = imported(dir.path(), format, "base", file.as_bytes());
    assert!(counts.is_ok() && faults.is_empty(), "{counts:?} {faults:?}");
    Knowledge::open(dir.path()).expect("it opens").bearers(name)
}

const PEOPLE: &str = "\u{feff}id;name;aliases;type;country;sector;position;wikidata\n\
    17;Ama Owusu-Pold;\"Ama Pold|A. \"\"Ami\"\" Owusu\";person;GH;gov;foreign minister (2021-03 – 2024)|envoy;Q990017\n\
    18;Łukasz Vår;;PER;Norway;;;\n";

#[test]
fn csv_is_read_by_its_header() {
    let all = found("csv", PEOPLE, "POLD, Ama");
    let row = &all[0].row;
    assert_eq!((row.id.as_str(), row.line, row.country.as_deref()), ("17", 2, Some("GHA")));
    assert_eq!((row.entity_type, row.sector), (Some(EntityType::Person), Some(Sector::Gov)));
    assert_eq!(row.aliases, ["Ama Pold", "A. \"Ami\" Owusu"]);
    assert_eq!(row.held.iter().map(Held::words).collect::<Vec<_>>(), ["foreign minister (2021-03 – 2024)", "envoy"]);
    assert_eq!(all[0].identity(), "Q990017");
    let other = found("csv", PEOPLE, "lukasz var");
    assert_eq!((other[0].identity().as_str(), other[0].row.country.as_deref()), ("base:18", Some("NOR")));
    assert!(found("csv", PEOPLE, "Ama").is_empty());
}

#[test]
fn quoted_fields_may_have_commas_and_lines() {
    let file = "label,country\n\"Vår,\nLukas\",NOR\nEva Lind,SWE\n";
    assert_eq!(found("csv", file, "Lukas Vår")[0].row.line, 2);
    assert_eq!(found("csv", file, "Eva Lind")[0].row.line, 4);
}

const DUMP: &str = r#"[
{"id":"Q990001","labels":{"en":{"language":"en","value":"Eva Lind"},"uk":{"value":"Єва Лінд"}},"aliases":{"en":[{"value":"Eva Maria Lind"}]},"claims":{"P31":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],"P27":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q34"}}}}],"P39":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q990002"}}},"qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2020-11-00T00:00:00Z"}}}]}}]}},
{"id":"Q990002","labels":{"en":{"value":"minister of tides"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q4164871"}}}}]}}
]"#;

#[test]
fn wikidata_gives_names_country_and_dated_offices() {
    let all = found("wikidata", DUMP, "Eva Maria Lind");
    let row = &all[0].row;
    assert_eq!((row.entity_type, row.country.as_deref()), (Some(EntityType::Person), Some("SWE")));
    assert_eq!(row.held[0].words(), "minister of tides (2020-11 –)");
    assert_eq!((row.aliases.len(), row.spellings.as_slice()), (1, ["Єва Лінд".to_owned()].as_slice()));
    assert_eq!(found("wikidata", DUMP, "Лінд Єва").len(), 1);
    assert!(found("wikidata", DUMP, "minister of tides").is_empty());
}

const SANCTIONS: &str = r#"{"id":"occ-1","schema":"Occupancy","properties":{"holder":["NK-1"],"post":["pos-1"],"startDate":["2019-02-01"],"endDate":["2022"]}}
{"id":"NK-1","caption":"Eva Lind","schema":"Person","properties":{"name":["Eva Lind"],"alias":["Ewa Lindt"],"nationality":["se"],"position":["envoy"]}}
{"id":"pos-1","caption":"Minister of Tides","schema":"Position","properties":{"name":["Minister of Tides"],"country":["se"]}}
{"id":"addr-1","schema":"Address","properties":{"full":["Strandvägen 1"]}}
{"id":"Q990003","caption":"Tidal Works","schema":"Company","properties":{"name":["Tidal Works"],"jurisdiction":["no"]}}
"#;

#[test]
fn opensanctions_gives_offices_that_stand_before_their_holders() {
    let row = &found("opensanctions", SANCTIONS, "Ewa Lindt")[0].row;
    assert_eq!((row.country.as_deref(), row.id.as_str()), (Some("SWE"), "NK-1"));
    let held: Vec<String> = row.held.iter().map(Held::words).collect();
    assert_eq!(held, ["envoy", "Minister of Tides (2019-02-01 – 2022)"]);
    let works = &found("opensanctions", SANCTIONS, "Tidal Works")[0];
    assert_eq!((works.row.entity_type, works.identity().as_str()), (Some(EntityType::Organisation), "Q990003"));
}

const PARLIAMENT: &str = r#"{"meta": {"note": [1, 2]}, "memberships": [{"person_id": "p1", "organization_id": "o1", "role": "speaker", "start_date": "2018-09-24"}],
"persons": [{"id": "p1", "name": "Eva Lind", "other_names": [{"name": "E. Lind"}, {"name": "Eva Lind-Vår"}], "identifiers": [{"scheme": "wikidata", "identifier": "Q990004"}]}],
"organizations": [{"id": "o1", "name": "Tidal Assembly", "classification": "legislature"}]}"#;

#[test]
fn popolo_gives_memberships_with_their_dates() {
    let row = &found("popolo", PARLIAMENT, "Eva Lind-Vår")[0].row;
    assert_eq!(
        (row.wikidata.as_deref(), row.held[0].words().as_str()),
        (Some("Q990004"), "speaker, Tidal Assembly (2018-09-24 –)")
    );
    assert_eq!(found("popolo", PARLIAMENT, "tidal assembly")[0].row.entity_type, Some(EntityType::Organisation));
}

#[test]
fn each_format_is_known_by_its_beginning() {
    for (format, file) in [("csv", PEOPLE), ("wikidata", DUMP), ("opensanctions", SANCTIONS), ("popolo", PARLIAMENT)] {
        let seen = ALL.iter().find(|r| r.fits(file.trim_start_matches('\u{feff}'))).map(|r| r.name());
        assert_eq!(seen, Some(format));
    }
    assert!(!ALL.iter().any(|r| r.fits("Dear Sir or Madam")));
}

#[test]
fn bad_rows_are_told_and_the_rest_is_used() {
    let dir = tempfile::tempdir().expect("a folder");
    let said = |format: &str, bytes: &[u8]| {
        let (counts, faults) = imported(dir.path(), format, "base", bytes);
        let told = faults.into_iter().map(|f| format!("{} {}", f.line, f.what)).collect::<Vec<_>>();
        (counts.map_or(0, |c| c.rows), told.join("\n"))
    };
    let mut csv =
        b"name,country,id\nEva Lind,SWE,1\nEva Lind,SWE,1\n,SWE,2\nBo Ek,Atlantis,3\nB\xf6 Ek,SWE,4\n...,SWE,6\n"
            .to_vec();
    csv.extend(format!("{},SWE,7\nTove Ek,SWE,8\n", "x".repeat(5000)).bytes());
    let (rows, told) = said("csv", &csv);
    assert_eq!(rows, 2, "{told}");
    for what in [
        "3 the identifier 1 is there",
        "4 no name",
        "5 \"Atlantis\"",
        "6 not UTF-8",
        "7 its name has no letter",
        "8 its name has more",
    ] {
        assert!(told.contains(what), "{what} is not in:\n{told}");
    }
    let huge = [b"name\nEva Lind\n\"".as_slice(), &vec![b'x'; 9 << 20], b"\nBo Ek\n"].concat();
    assert_eq!(said("csv", &huge).0, 2);
    assert_eq!(said("csv", b"surname,country\nLind,SWE\n"), (0, "1 the header has neither name nor label".to_owned()));
    let broken = DUMP.replace("[\n", "[\n{\"id\":\"Q1\",\n{\"id\":\"Q990009\",\"labels\":{}},\n17,\n");
    let (rows, told) = said("wikidata", broken.as_bytes());
    assert_eq!((rows, told.lines().count()), (2, 3), "{told}");
    let long = format!("{}\n{SANCTIONS}\n[]\n{{\"id\":", "x".repeat(9 << 20));
    let (rows, told) = said("opensanctions", long.as_bytes());
    assert_eq!((rows, told.lines().count()), (3, 3), "{told}");
    let cut = &PARLIAMENT[..PARLIAMENT.len() - 60];
    assert_eq!(said("popolo", cut.as_bytes()).0, 1);
    let deep = format!("{{\"persons\": [{}", "[".repeat(100_000));
    assert_eq!(said("popolo", deep.as_bytes()).0, 0);
    // What failed whole left the last good one in its place.
    assert_eq!(Knowledge::open(dir.path()).expect("it opens").bearers("Eva Lind").len(), 1);
}

#[test]
fn a_damaged_index_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    imported(dir.path(), "csv", "base", PEOPLE.as_bytes()).0.expect("it is written");
    let place = dir.path().join("knowledge/base");
    for name in ["names.fst", "records.jsonl", "about.json"] {
        let whole = fs::read(place.join(name)).expect("it is there");
        fs::write(place.join(name), &whole[..whole.len() / 2]).expect("it is cut");
        let error = Knowledge::open(dir.path()).expect_err("half of it is gone").to_string();
        assert!(error.contains("import the file again"), "{error}");
        fs::write(place.join(name), whole).expect("it is mended");
    }
    let mut names = fs::read(place.join("names.fst")).expect("it is there");
    names[20] ^= 1;
    fs::write(place.join("names.fst"), names).expect("a bit is turned");
    assert!(Knowledge::open(dir.path()).is_err());
    assert!(!Knowledge::forget(dir.path(), "../base").expect("no folder of that name"));
    assert!(Knowledge::forget(dir.path(), "base").expect("it can be removed"));
    assert!(Knowledge::open(dir.path()).expect("it opens").is_empty());
}

fn person(name: &str, country: Option<&str>, position: Option<&str>) -> Vec<demarche::extract::Entity> {
    let mut out = entity(name, EntityType::Person, country);
    out.position = position.map(str::to_owned);
    vec![out]
}

fn linked(file: &str, readings: &[Reading], decisions: &Decisions) -> Graph {
    let dir = tempfile::tempdir().expect("a folder");
    imported(dir.path(), "csv", "people", file.as_bytes()).0.expect("it is written");
    let knowledge = Knowledge::open(dir.path()).expect("it opens");
    let graph = resolve_with(readings, decisions, ontology(), &knowledge);
    let turned: Vec<Reading> = readings.iter().rev().cloned().collect();
    assert!(
        resolve_with(&turned, decisions, ontology(), &knowledge).actors == graph.actors,
        "another order, other actors"
    );
    graph
}

fn named<'g>(graph: &'g Graph, name: &str) -> &'g Actor {
    let is_called = |a: &&Actor| a.name == name || a.members.iter().any(|m| m.name == name);
    graph.actors.iter().find(is_called).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn names_of_one_row_are_one_actor_that_bears_its_identifier() {
    let readings = [
        document("d0", person("Ama Pold", Some("GHA"), None)),
        document("d1", person("Ama Owusu-Pold", None, None)),
        document("d2", person("Ama Pold", Some("KEN"), None)),
    ];
    let graph = linked(PEOPLE, &readings, &Decisions::default());
    let ama = named(&graph, "Ama Owusu-Pold");
    assert_eq!((ama.wikidata.as_deref(), ama.identifier.as_deref()), (Some("Q990017"), Some("people:17")));
    assert_eq!((ama.members.len(), ama.slug.as_str(), ama.sector), (2, "ama-owusu-pold", Some(Sector::Gov)));
    assert!(ama.members[0].why.contains("people:17 (line 2): Ama Owusu-Pold, GHA, foreign minister"), "{ama:?}");
    // Another country's is somebody else.
    assert!(graph.actors.iter().any(|a| a.country.as_deref() == Some("KEN") && a.wikidata.is_none()));
    let split =
        Split { actors: ["ama-owusu-pold".to_owned()].into(), documents: ["d1".to_owned()].into(), ..Split::default() };
    let parted = linked(PEOPLE, &readings, &Decisions { splits: vec![split], ..Decisions::default() });
    assert_eq!(parted.actors.iter().filter(|a| a.wikidata.is_some()).count(), 1);
}

#[test]
fn of_several_rows_the_office_decides_and_else_nobody() {
    let file = "name,id,type,country,position\nEva Lind,1,PER,SWE,foreign minister\nEva Lind,2,PER,SWE,lawyer\nEva Lind,3,ORG,SWE,\n";
    let minister = [document("d", person("Eva Lind", Some("SWE"), Some("Swedish foreign minister")))];
    assert_eq!(
        named(&linked(file, &minister, &Decisions::default()), "Eva Lind").identifier.as_deref(),
        Some("people:1")
    );
    let unknown = [document("d", person("Eva Lind", Some("SWE"), None))];
    let graph = linked(file, &unknown, &Decisions::default());
    assert_eq!(named(&graph, "Eva Lind").identifier, None);
    let dir = tempfile::tempdir().expect("a folder");
    imported(dir.path(), "csv", "people", file.as_bytes()).0.expect("it is written");
    let all = doubts(&graph, &Knowledge::open(dir.path()).expect("it opens"));
    assert!(all.len() == 1 && all[0].what.contains("people:1 ") && all[0].what.contains("people:2 "), "{all:?}");
}

#[test]
fn two_whom_one_document_tells_apart_are_not_one_row() {
    let two = [person("A. Ami Owusu", Some("GHA"), None), person("Ama Owusu-Pold", Some("GHA"), None)].concat();
    let graph = linked(PEOPLE, &[document("d", two)], &Decisions::default());
    assert_eq!(graph.actors.iter().filter(|a| a.wikidata.is_some()).count(), 0);
}

/// `cargo test --release knowledge -- --ignored --nocapture`
#[test]
#[ignore = "a million names; `just soak`"]
fn a_million_names_open_and_are_found_fast() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut csv = "id,name,aliases,type,country\n".to_owned();
    let name = |n: usize| {
        format!("{}{} {}{}", ["Ama", "Bo", "Eva"][n % 3], n / 1000, ["Lind", "Ek", "Pold"][n / 7 % 3], n % 1000)
    };
    for n in 0..500_000 {
        writeln!(csv, "{n},{},{} Ek,PER,SWE", name(n), name(n)).expect("a String takes every text");
    }
    let start = Instant::now();
    let counts = imported(dir.path(), "csv", "base", csv.as_bytes()).0.expect("it is written");
    eprintln!("{} names imported in {:.1} s", counts.names, start.elapsed().as_secs_f64());
    let size = |n: &str| fs::metadata(dir.path().join("knowledge/base").join(n)).map_or(0, |m| m.len()) >> 20;
    eprintln!("names.fst {} MB, records.jsonl {} MB", size("names.fst"), size("records.jsonl"));
    // The first time the disk is measured.
    let open = || {
        let start = Instant::now();
        (Knowledge::open(dir.path()).expect("it opens"), start.elapsed())
    };
    let (knowledge, cold) = open();
    let opened = (0..3).map(|_| open().1).min().expect("there are three");
    eprintln!("opened in {cold:?}, then in {opened:?}");
    let start = Instant::now();
    let all = 20_000;
    let hits: usize = (0..all).map(|n| knowledge.bearers(&name(n * 7919 % 500_000)).len()).sum();
    let each = start.elapsed() / all as u32;
    eprintln!("a name found in {each:?}");
    assert!(hits >= all && opened.as_millis() < 100 && each.as_micros() < 50, "{hits} {opened:?} {each:?}");
}
