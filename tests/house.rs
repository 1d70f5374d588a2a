//! The walls of the house: who may import whom, how long a file or function may be, which crate lives where.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Room → rooms that it may import. Rooms are listed in reading order: a room only imports rooms above it, so that no
/// circle can arise. `store` also reads `resolve`'s plain `Decisions`, because their file is RDF.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("ontology", &["text"]),
    ("source", &["text"]),
    ("language", &["text"]),
    ("extract", &["text", "ontology"]),
    ("graph", &["text", "ontology"]),
    ("knowledge", &["text", "ontology"]),
    ("resolve", &["text", "ontology", "extract", "graph", "knowledge"]),
    ("export", &["text", "ontology", "graph"]),
    ("store", &["text", "ontology", "graph", "extract", "resolve"]),
    ("score", &["text", "extract", "ontology"]),
    (
        "pipeline",
        &[
            "text",
            "ontology",
            "source",
            "language",
            "extract",
            "graph",
            "knowledge",
            "resolve",
            "store",
            "export",
            "score",
        ],
    ),
    (
        "cli",
        &[
            "text",
            "ontology",
            "source",
            "language",
            "extract",
            "graph",
            "knowledge",
            "resolve",
            "store",
            "export",
            "score",
            "pipeline",
        ],
    ),
];

/// Crates with one home each.
const HOMES: &[(&str, &[&str])] = &[
    ("oxigraph", &["ontology", "store", "export"]),
    ("clap", &["cli"]),
    ("anyhow", &["cli"]),
    ("indicatif", &["cli"]),
    ("comfy_table", &["cli"]),
    ("fst", &["knowledge"]),
    ("rten", &["language"]),
    ("spareval", &["store"]),
    ("ureq", &["store"]),
    ("memory_stats", &["store"]),
    ("parquet", &["export"]),
    ("scraper", &["source"]),
    ("petgraph", &["graph", "export", "store", "cli"]),
];

const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 60;

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("src is there").map(|e| e.expect("a readable entry").path()) {
        if entry.is_dir() {
            sources(&entry, out);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            out.push(entry);
        }
    }
}

/// Every source file with its room and text, comments left out.
fn files() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    paths.sort();
    let room = |path: &Path| {
        let first = path.strip_prefix(&root).expect("under src").components().next().expect("a name");
        first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
    };
    let code = |text: String| {
        let lines = text.lines().map(|l| l.find("//").map_or(l, |at| &l[..at]));
        lines.collect::<Vec<_>>().join("\n")
    };
    paths.into_iter().map(|p| (room(&p), p.clone(), code(fs::read_to_string(&p).expect("readable")))).collect()
}

/// What stands after each occurrence of a path's beginning.
fn named_after<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
    let name = |rest: &'t str| &rest[..rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())];
    text.match_indices(start).map(|(at, _)| name(&text[at + start.len()..])).collect()
}

#[test]
fn rooms_import_only_what_the_table_allows() {
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut faults = Vec::new();
    for (room, path, text) in files() {
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let Some(allowed) = table.get(room.as_str()) else {
            faults.push(format!("{}: room {room} is not in the table", path.display()));
            continue;
        };
        for other in named_after(&text, "crate::") {
            if other != room && !allowed.contains(&other) {
                faults.push(format!("{}: {room} imports {other}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_has_no_circle() {
    for (at, (room, allowed)) in MAY_IMPORT.iter().enumerate() {
        for other in *allowed {
            let place = MAY_IMPORT.iter().position(|(r, _)| r == other).expect("every room is in the table");
            assert!(place < at, "{room} may import {other}, which stands below it");
        }
    }
}

#[test]
fn outside_crates_stay_at_home() {
    let mut faults = Vec::new();
    for (room, path, text) in files() {
        for (name, homes) in HOMES {
            let used = text.contains(&format!("use {name}::")) || text.contains(&format!(" {name}::"));
            if used && !homes.contains(&room.as_str()) {
                faults.push(format!("{}: {name} lives in {homes:?}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_and_functions_stay_short() {
    let mut faults = Vec::new();
    for (room, path, text) in files() {
        let lines: Vec<&str> = text.lines().collect();
        let longest = if room == "main" { 40 } else { LONGEST_FILE };
        if lines.len() > longest {
            faults.push(format!("{}: {} lines", path.display(), lines.len()));
        }
        for (start, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let head = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(super) ");
            if head.starts_with("fn ") && !line.ends_with(';') {
                let close = format!("{}}}", " ".repeat(indent));
                let length = lines[start..].iter().position(|l| *l == close).unwrap_or(0);
                if length > LONGEST_FUNCTION {
                    faults.push(format!("{}:{}: a function of {length} lines", path.display(), start + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
