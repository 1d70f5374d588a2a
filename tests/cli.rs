//! The program from outside: exit codes, streams, help, files. All but the tests of help and arguments run the model.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

const VERBS: [&str; 17] = [
    "build",
    "extract",
    "query",
    "export",
    "show",
    "dossier",
    "explain",
    "rank",
    "diff",
    "actors",
    "forget",
    "verify",
    "annotate",
    "score",
    "check",
    "completions",
    "man",
];

const ARTICLE: &str = "Kenyan Foreign Minister Amina Odera proposed joint patrols of the lake to Uganda on Monday. \
    Uganda rejected the proposal. “We were not asked,” Ugandan President Moses Kaggwa said.\n";

fn program(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.current_dir(dir).env_remove("COLUMNS").stdin(Stdio::null());
    command
}

fn run(dir: &Path, args: &[&str]) -> Output {
    program(dir).args(args).output().expect("the program starts")
}

/// Runs with a text on standard input.
fn fed(dir: &Path, args: &[&str], input: &str) -> Output {
    let mut child = program(dir)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    let feeder = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().expect("the program ends");
    feeder.join().expect("no panic");
    output
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal ended it")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

/// Checks that all went well, and gives what came on standard output.
fn good(output: Output) -> String {
    assert_eq!(code(&output), 0, "{}", err(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn empty() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn with(files: &[(&str, &str)]) -> TempDir {
    let dir = empty();
    for (name, text) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    dir
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// A graph of the sample articles, built once and only read by tests.
fn graph() -> &'static Path {
    static GRAPH: OnceLock<TempDir> = OnceLock::new();
    let dir = GRAPH.get_or_init(|| {
        let dir = empty();
        let samples = examples();
        good(run(dir.path(), &["build", samples.to_str().expect("UTF-8"), "--report", "report.md"]));
        dir
    });
    dir.path()
}

/// Every file under a folder with its bytes.
fn tree(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|e| e.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                out.insert(entry.clone(), fs::read(&entry).expect("readable"));
            }
        }
    }
    out
}

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|l| serde_json::from_str(l).expect("a JSON object a line")).collect()
}

#[test]
fn every_verb_has_help_with_examples() {
    let dir = empty();
    for verb in VERBS {
        let output = run(dir.path(), &[verb, "--help"]);
        assert_eq!((code(&output), err(&output)), (0, ""), "{verb}");
        assert!(out(&output).contains(&format!("\n  demarche {verb}")), "{verb} shows no example: {}", out(&output));
        assert!(!out(&output).contains('\u{1b}'), "{verb}: no colour into a pipe");
    }
    let all = good(run(dir.path(), &["--help"]));
    assert!(VERBS.iter().all(|verb| all.contains(&format!("\n  {verb}"))), "{all}");
    let formats = good(run(dir.path(), &["export", "--help"]));
    for writer in demarche::export::ALL {
        assert!(formats.contains(&format!("- {}:", writer.name())), "{} is not in the help", writer.name());
    }
}

#[test]
fn wrong_arguments_fail_with_a_message_and_no_data() {
    let dir = empty();
    let wrong: [&[&str]; 9] = [
        &[],
        &["nosuchverb"],
        &["build"],
        &["query"],
        &["export", "nosuchformat"],
        &["extract", "a.txt", "--threshold", "1.5"],
        &["extract", "a.txt", "--base", "not an iri"],
        &["score", "gold.jsonl", "--split", "test"],
        &["score", "nosuch.jsonl", "--claims", "nosuch.jsonl"],
    ];
    for args in wrong {
        let output = run(dir.path(), args);
        assert_eq!((code(&output), out(&output)), (2, ""), "{args:?}");
        assert!(!err(&output).is_empty(), "{args:?}");
    }
    assert!(tree(dir.path()).is_empty(), "nothing was written");
}

#[test]
fn without_a_graph_the_reading_verbs_fail_and_make_none() {
    let dir = empty();
    for args in [
        &["query", "ASK {}"][..],
        &["export", "ttl"],
        &["explain", "3f9c"],
        &["show", "x"],
        &["rank"],
        &["forget", "x"],
    ] {
        let output = run(dir.path(), args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(err(&output).contains("demarche build"), "{}", err(&output));
    }
    assert!(fs::read_dir(dir.path()).expect("a folder").next().is_none());
}

#[test]
fn the_text_that_offsets_count_in_is_printed() {
    let dir = with(&[(
        "a.html",
        "<html><body><article><p>One &amp; two, said Ada.</p><p>Three.</p></article></body></html>",
    )]);
    let text = good(run(dir.path(), &["extract", "--text", "a.html"]));
    assert!(text.contains("One & two, said Ada.") && text.contains("Three.") && !text.contains('<'), "{text}");
}

#[test]
fn claims_come_as_lines_whose_offsets_count_scalar_values() {
    let dir = with(&[("a.txt", &format!("🙂\n\n{}", ARTICLE.replace("Odera", "Oďera")))]);
    let text: Vec<char> = good(run(dir.path(), &["extract", "--text", "a.txt"])).chars().collect();
    let claims = objects(&good(run(dir.path(), &["extract", "a.txt"])));
    assert!(claims.iter().any(|c| c["relation"] == "proposes" && c["source"]["name"] == "Amina Oďera"), "{claims:?}");
    for claim in &claims {
        let parts = [&claim["sentence"], &claim["trigger"]];
        for part in parts {
            let (start, end) = (part["start"].as_u64().expect("a number"), part["end"].as_u64().expect("a number"));
            let words: String = text[start as usize..end as usize].iter().collect();
            assert_eq!(part["text"], words);
        }
        assert_eq!(claim["document"], "a.txt");
    }
}

#[test]
fn standard_input_is_read_like_a_file() {
    let dir = with(&[("a.txt", ARTICLE)]);
    let named = good(run(dir.path(), &["extract", "a.txt"]));
    let piped = good(fed(dir.path(), &["extract", "-"], ARTICLE));
    assert_eq!(objects(&named).len(), objects(&piped).len());
    assert!(objects(&piped).iter().all(|c| c["document"] == "stdin"));
    let line = serde_json::json!({"id": "x-1", "text": ARTICLE, "date": "2031-05-06"}).to_string();
    let feed = good(fed(dir.path(), &["extract", "-"], &format!("{line}\n")));
    assert!(!feed.is_empty() && objects(&feed).iter().all(|c| c["document"] == "x-1"));
}

#[test]
fn a_skip_is_told_and_counted_and_only_a_run_without_any_text_fails() {
    let dir = with(&[("a.txt", ARTICLE), ("b.jsonl", "{\"id\": \"b\"}\n"), ("none/README", "no article")]);
    let some = run(dir.path(), &["extract", "a.txt", "b.jsonl", "gone.txt"]);
    assert_eq!(code(&some), 1, "{}", err(&some));
    assert!(err(&some).contains("skipped: b.jsonl:1:") && err(&some).contains("skipped: gone.txt:"), "{}", err(&some));
    assert!(!objects(out(&some)).is_empty());
    let none = run(dir.path(), &["extract", "gone.txt"]);
    assert_eq!((code(&none), out(&none)), (2, ""));
    let nothing = run(dir.path(), &["extract", "none"]);
    assert_eq!((code(&nothing), out(&nothing)), (0, ""));
    assert!(err(&nothing).contains("no articles found"), "{}", err(&nothing));
}

#[test]
fn who_stops_reading_ends_the_program_quietly() {
    let lines: String =
        (0..400).map(|n| format!("{}\n", serde_json::json!({"id": format!("x-{n}"), "text": ARTICLE}))).collect();
    let dir = with(&[("many.jsonl", &lines)]);
    let mut child = program(dir.path())
        .args(["extract", "many.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
    assert!(first.starts_with('{'), "{first}");
    let output = child.wait_with_output().expect("ends");
    assert_eq!((code(&output), err(&output)), (0, ""));
}

#[test]
fn one_article_down_a_pipe_is_read_before_the_next_comes() {
    let dir = empty();
    let mut child = program(dir.path())
        .args(["extract", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    writeln!(stdin, "{}", serde_json::json!({"id": "x-1", "text": ARTICLE})).expect("written");
    stdin.flush().expect("flushed");
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line while the pipe is open");
    assert!(first.contains("x-1"), "{first}");
    drop(stdin);
    child.wait().expect("ends");
}

#[test]
fn one_thread_and_two_print_the_same_bytes() {
    let dir = empty();
    let samples = examples();
    let with =
        |threads: &str| good(run(dir.path(), &["extract", samples.to_str().expect("UTF-8"), "--threads", threads]));
    assert_eq!(with("1"), with("2"));
}

#[test]
fn building_twice_changes_no_byte() {
    let dir = with(&[
        ("news/a.txt", ARTICLE),
        ("news/b.txt", "Chad thanked Ghana for the grain. Ghana welcomed the visit.\n"),
    ]);
    let first = run(dir.path(), &["build", "news"]);
    assert_eq!((code(&first), out(&first)), (0, ""), "{}", err(&first));
    assert!(err(&first).contains("2 new, 0 replaced, 0 unchanged, 0 skipped"), "{}", err(&first));
    let before = tree(&dir.path().join("out"));
    let second = run(dir.path(), &["build", "news"]);
    assert!(err(&second).contains("0 new, 0 replaced, 2 unchanged, 0 skipped"), "{}", err(&second));
    assert!(tree(&dir.path().join("out")) == before, "a second build changed the graph");
}

#[test]
fn a_changed_article_is_replaced_and_a_vanished_one_stays() {
    let dir = with(&[("news/a.txt", ARTICLE), ("news/b.txt", "Chad thanked Ghana for the grain.\n")]);
    good(run(dir.path(), &["build", "news"]));
    fs::write(dir.path().join("news/b.txt"), "Chad condemned Ghana.\n").expect("written");
    fs::remove_file(dir.path().join("news/a.txt")).expect("removed");
    let again = run(dir.path(), &["build", "news"]);
    assert!(err(&again).contains("2 documents in the graph: 0 new, 1 replaced"), "{}", err(&again));
    let claims = objects(&good(run(dir.path(), &["export", "jsonl"])));
    let of = |document: &str| claims.iter().filter(|c| c["document"] == document).count();
    assert!(of("a.txt") > 0, "the vanished article's claims stay");
    assert!(claims.iter().all(|c| c["document"] != "b.txt" || c["relation"] != "thanks"), "{claims:?}");
}

#[test]
fn a_report_tells_counts_doubts_and_skips() {
    let dir = with(&[("news/a.txt", ARTICLE), ("news/bad|name.txt", "   ")]);
    let built = run(dir.path(), &["build", "news", "--report", "r.md"]);
    assert_eq!(code(&built), 1, "{}", err(&built));
    let report = fs::read_to_string(dir.path().join("r.md")).expect("a report");
    for part in
        ["- documents new: 1", "- inputs skipped: 1", "## Relations", "## Actors", "## Doubtful claims", "## Skipped"]
    {
        assert!(report.contains(part), "no {part} in {report}");
    }
    assert!(report.contains("Uganda rejected the proposal.") && report.contains("bad\\|name.txt"), "{report}");
}

#[test]
fn answers_come_in_every_shape() {
    let rows = "SELECT ?claim ?relation { ?claim dm:relation ?relation } ORDER BY ?claim LIMIT 3";
    let ask = |format: &str| good(run(graph(), &["query", rows, "--format", format]));
    assert_eq!(ask("csv").lines().next(), Some("claim,relation"));
    assert_eq!(ask("tsv").lines().count(), 4);
    let json: Value = serde_json::from_str(&ask("json")).expect("JSON");
    assert_eq!(json["results"]["bindings"].as_array().map(Vec::len), Some(3));
    assert!(ask("xml").contains("<sparql"));
    let table = run(graph(), &["query", rows]);
    assert!(out(&table).contains("claim:") && !out(&table).contains("https://"), "{}", out(&table));
    assert_eq!(err(&table), "3 rows\n");
    assert_eq!(good(run(graph(), &["query", "ASK { ?s ?p ?o }"])), "yes\n");
    assert_eq!(good(run(graph(), &["query", "ASK { ?s dm:nothing ?o }"])), "no\n");
    assert!(good(run(graph(), &["query", "CONSTRUCT { ?s dm:x ?o } { ?s dm:source ?o } LIMIT 1"])).ends_with(" .\n"));
    assert_eq!(good(fed(graph(), &["query", "-"], "ASK {}")), "yes\n");
    let bad = run(graph(), &["query", "SELECT ?x {"]);
    assert_eq!((code(&bad), out(&bad)), (2, ""));
    assert_eq!(code(&run(graph(), &["query", "nosuchname"])), 2);
}

#[test]
fn named_queries_are_listed_and_answer() {
    let list = good(run(graph(), &["query", "--list"]));
    for name in ["who-accuses-whom", "timeline", "proposals-and-answers"] {
        assert!(list.contains(name), "{name} is not in {list}");
        let rows = good(run(graph(), &["query", name, "--format", "csv"]));
        assert!(rows.lines().count() > 1, "{name} has no rows on the samples");
    }
}

#[test]
fn a_variable_is_bound_to_an_actor_and_its_value_is_never_code() {
    let all = objects(&good(run(graph(), &["export", "jsonl"])));
    let pair = |c: &Value| Some((c["source"]["id"].as_str()?.to_owned(), c["target"]["id"].as_str()?.to_owned()));
    let (a, b) = all.iter().filter_map(pair).find(|(a, b)| a != b).expect("a claim between two");
    let (slug, other) = (a.rsplit('/').next().expect("a slug"), format!("b=<{b}>"));
    let rows = |args: &[&str]| {
        good(run(graph(), &[&["query", "between", "--format", "csv"], args].concat())).lines().count() - 1
    };
    let bound = rows(&["--bind", &format!("a=actor:{slug}"), "--bind", &other]);
    assert!(bound > 0 && bound < rows(&[]), "{bound} of {}", rows(&[]));
    let hostile = run(graph(), &["query", "between", "--bind", "a=<x> . } DROP ALL #>"]);
    assert_eq!((code(&hostile), out(&hostile)), (2, ""), "{}", err(&hostile));
    assert_eq!(rows(&["--bind", "a=\"} UNION {"]), 0, "a string is a string");
}

#[test]
fn a_table_cannot_steer_the_terminal() {
    let hostile = "SELECT ?x { VALUES ?x { \"a\\u001b[2Jb\\u009bc\\u202ed\\ne\" } }";
    let table = good(run(graph(), &["query", hostile]));
    assert!(!table.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{table:?}");
    let message = run(graph(), &["query", "nosuch\u{1b}[31m"]);
    assert!(!err(&message).contains('\u{1b}'), "{:?}", err(&message));
}

#[test]
fn a_query_hears_where_its_memory_ends_and_a_table_what_it_leaves_out() {
    let product = "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } ORDER BY ?a ?c ?e";
    let stopped = run(graph(), &["query", product, "--memory", "50"]);
    assert_eq!((code(&stopped), out(&stopped)), (2, ""));
    assert!(err(&stopped).contains("more than 50 MB"), "{}", err(&stopped));
    let all = run(graph(), &["query", "SELECT * { ?s ?p ?o }"]);
    assert!(err(&all).contains(", the first 1000 shown"), "{}", err(&all));
    let rows = good(run(graph(), &["query", "SELECT * { ?s ?p ?o }", "--format", "csv"]));
    assert!(rows.lines().count() > 1001 && out(&all).lines().count() > 1000);
}

#[test]
fn every_format_is_exported_to_a_stream_or_a_file() {
    for writer in demarche::export::ALL {
        let name = writer.name();
        let stream = run(graph(), &["export", name]);
        assert!(code(&stream) == 0 && !stream.stdout.is_empty(), "{name}: {}", err(&stream));
        let dir = empty();
        let path = dir.path().join("file");
        let file = run(graph(), &["export", name, "-o", path.to_str().expect("UTF-8")]);
        assert_eq!((code(&file), out(&file)), (0, ""), "{name}: {}", err(&file));
        assert!(fs::read(&path).expect("written") == stream.stdout, "{name}");
    }
}

#[test]
fn a_vault_is_a_folder_of_notes() {
    let dir = empty();
    fs::create_dir_all(dir.path().join("vault/actors")).expect("a folder");
    fs::write(dir.path().join("vault/actors/mine.md"), "mine").expect("a note");
    let vault = dir.path().join("vault");
    let done = run(graph(), &["export", "obsidian", "-o", vault.to_str().expect("UTF-8")]);
    assert_eq!((code(&done), out(&done)), (0, ""), "{}", err(&done));
    let count = |folder: &str| fs::read_dir(vault.join(folder)).expect("a folder").count();
    assert!(count("actors") > 10 && count("documents") > 5);
    assert_eq!(fs::read_to_string(vault.join("actors/mine.md")).expect("still there"), "mine");
    assert_eq!(code(&run(graph(), &["export", "obsidian"])), 2, "a folder has no stream");
}

#[test]
fn the_graph_is_checked_and_entailments_are_asked_for() {
    let checked = run(graph(), &["check"]);
    assert!(err(&checked).contains(" rules, 0 faults"), "{}{}", out(&checked), err(&checked));
    let dir = empty();
    let without = run(dir.path(), &["check"]);
    assert!(err(&without).contains("no graph in out"), "{}", err(&without));
    let conflicts = "SELECT (COUNT(?c) AS ?n) { ?c a dm:Conflict }";
    let number = |args: &[&str]| {
        let text = good(run(graph(), &[&["query", conflicts, "--format", "csv"], args].concat()));
        text.lines().nth(1).and_then(|n| n.parse::<usize>().ok()).expect("a number")
    };
    assert_eq!(number(&[]), 0);
    assert!(number(&["--reason"]) > 20);
}

#[test]
fn an_export_is_narrowed() {
    let claims = |args: &[&str]| objects(&good(run(graph(), &[&["export", "jsonl"], args].concat())));
    let all = claims(&[]);
    let one = claims(&["--relation", "rejects"]);
    assert!(!one.is_empty() && one.len() < all.len() && one.iter().all(|c| c["relation"] == "rejects"));
    let actor = all.iter().find_map(|c| c["source"]["name"].as_str()).expect("a claim with a source");
    let own = claims(&["--actor", actor]);
    assert!(own.iter().all(|c| ["source", "target", "by"].iter().any(|r| c[r]["name"] == actor)), "{actor}");
    assert!(claims(&["--since", "2999-01-01"]).is_empty());
    assert_eq!(code(&run(graph(), &["export", "jsonl", "--since", "soon"])), 2);
}

#[test]
fn a_knowledge_base_names_actors_until_it_is_forgotten() {
    let row = "7,Amina Wanjiru Odera,Amina Odera,person,Kenya,foreign minister (2021 –),Q990011";
    let csv = format!("id,name,aliases,type,country,position,wikidata\n{row}\n8,,,,,,\n");
    let dir = with(&[("lake.txt", ARTICLE), ("people.csv", &csv), ("letter.txt", "Dear Sir or Madam")]);
    let built = || {
        good(run(dir.path(), &["build", "lake.txt"]));
        ["graph.ttl", "graph.dot", "graph.svg", "actors.md"]
            .map(|name| fs::read_to_string(dir.path().join("out").join(name)).expect("written"))
    };
    let plain = built();
    let imported = run(dir.path(), &["actors", "import", "people.csv"]);
    assert_eq!(code(&imported), 1, "{}", err(&imported));
    assert!(err(&imported).contains("people.csv:3: no name") && err(&imported).contains("1 row with 2 names"));
    let linked = built();
    assert!(linked[0].contains("wd:Q990011") && linked[0].contains("amina-wanjiru-odera"), "{}", linked[0]);
    assert!(!plain[0].contains("Q990011") && linked == built());
    let claims = objects(&good(run(dir.path(), &["export", "jsonl", "--actor", "amina-wanjiru-odera"])));
    let id = claims[0]["id"].as_str().expect("an id");
    let why = good(run(dir.path(), &["explain", id]));
    assert!(why.contains("people:7 (line 2): Amina Wanjiru Odera, KEN, foreign minister (2021 –)"), "{why}");
    assert!(good(run(dir.path(), &["show", "Amina Odera"])).contains("Wikidata Q990011, people:7"));
    assert_eq!(code(&run(dir.path(), &["actors", "import", "letter.txt"])), 2);
    assert_eq!(code(&run(dir.path(), &["actors", "forget", "nobody"])), 2);
    good(run(dir.path(), &["actors", "forget", "people"]));
    assert!(built() == plain, "a trace is left");
    let piped = fed(dir.path(), &["actors", "import", "-", "--name", "people"], &csv);
    assert_eq!(code(&piped), 1, "{}", err(&piped));
    assert!(built() == linked, "the same rows give another graph");
}

#[test]
fn doubtful_identities_are_listed() {
    let both = "Kenyan lawyer Amina Odera sued the port on Monday. Kenyan judge Peter Odera heard the case.\n";
    let dir =
        with(&[("a/1.txt", ARTICLE), ("a/2.txt", both), ("a/3.txt", "Odera met Ugandan President Moses Kaggwa.\n")]);
    good(run(dir.path(), &["build", "a"]));
    let listed = run(dir.path(), &["actors"]);
    assert_eq!(code(&listed), 0);
    assert!(err(&listed).contains("decisions.ttl"), "{}", err(&listed));
    let json = objects(&good(run(dir.path(), &["actors", "--json"])));
    assert_eq!(json.len(), out(&listed).lines().count());
    assert!(json.iter().all(|d| d["actors"].is_array() && d["what"].is_string()));
}

#[test]
fn a_claim_is_explained_by_its_id_its_iri_or_its_first_letters() {
    let claims = objects(&good(run(graph(), &["export", "jsonl"])));
    let claim = claims.iter().find(|c| !c["source"].is_null() && !c["target"].is_null()).expect("a whole claim");
    let iri = claim["id"].as_str().expect("an IRI");
    let id = iri.rsplit('/').next().expect("a last part");
    let text = good(run(graph(), &["explain", id]));
    for part in [claim["document"].as_str(), claim["trigger"]["text"].as_str(), claim["source"]["mention"].as_str()] {
        assert!(text.contains(part.expect("a text")), "{part:?} is not in {text}");
    }
    assert!(text.contains("confidence") && text.contains("source: ") && text.contains(" here: "), "{text}");
    for name in [iri.to_owned(), format!("<{iri}>"), format!("claim:{id}"), id[..15].to_owned()] {
        assert_eq!(good(run(graph(), &["explain", &name])), text, "{name}");
    }
    assert_eq!(code(&run(graph(), &["explain", "zzzz"])), 2);
    assert_eq!(code(&run(graph(), &["explain", ""])), 2);
}

#[test]
fn shells_and_manuals_know_every_verb() {
    let dir = empty();
    for shell in ["bash", "zsh", "fish"] {
        let text = good(run(dir.path(), &["completions", shell]));
        assert!(VERBS.iter().all(|verb| text.contains(verb)), "{shell}");
    }
    let page = good(run(dir.path(), &["man"]));
    assert!(page.contains(".TH demarche") && VERBS.iter().all(|verb| page.contains(verb)));
}

#[test]
fn an_actor_is_shown_with_its_sentences_by_any_of_its_names() {
    let all = objects(&good(run(graph(), &["export", "jsonl"])));
    let source = all.iter().find_map(|c| c["source"].as_object()).expect("a claim with a source");
    let (name, id) = (source["name"].as_str().expect("a name"), source["id"].as_str().expect("an id"));
    let claims = all.iter().filter(|c| c["source"]["id"] == id).count();
    let text = good(run(graph(), &["show", id]));
    assert!(text.starts_with(name) && text.contains("actor:"), "{text}");
    assert!(text.contains(&format!("Does and says: {claims} claim")), "{claims} in {text}");
    let page = good(run(graph(), &["dossier", id]));
    assert!(page.starts_with("# ") && page.contains("[^1]: “"), "{page}");
    let notes = page.lines().filter(|l| l.starts_with("[^")).count();
    assert_eq!(page.matches("[^").count(), 2 * notes, "each claim has its note");
    let missing = run(graph(), &["show", "nobody of this name"]);
    assert_eq!((code(&missing), out(&missing)), (2, ""));
}

#[test]
fn actors_are_ranked_and_a_way_has_sentences() {
    let table = good(run(graph(), &["rank", "--limit", "3"]));
    assert!(table.contains("actor") && table.contains("--limit shows more"), "{table}");
    assert_eq!(table, good(run(graph(), &["rank", "--limit", "3"])), "the same each time");
    let all = objects(&good(run(graph(), &["export", "jsonl"])));
    let ends = |c: &Value| Some((c["source"]["id"].as_str()?.to_owned(), c["target"]["id"].as_str()?.to_owned()));
    let act = all.iter().filter(|c| c["event"] != "FACT");
    let (from, to) = act.filter_map(ends).find(|(a, b)| a != b).expect("a claim between two");
    let way = good(run(graph(), &["rank", "--from", &from, "--to", &to]));
    assert!(way.lines().count() == 2 && way.contains('“'), "one step: {way}");
}

#[test]
fn files_are_verified_against_the_manifest() {
    let dir = with(&[("a.txt", ARTICLE)]);
    good(run(dir.path(), &["build", "a.txt"]));
    assert_eq!(good(run(dir.path(), &["verify"])), "");
    let out_dir = dir.path().join("out");
    fs::write(out_dir.join("graph.ttl"), "nothing").expect("written");
    fs::remove_file(out_dir.join("graph.svg")).expect("removed");
    fs::write(out_dir.join("documents/b-0.json"), "{}").expect("written");
    let output = run(dir.path(), &["verify"]);
    assert_eq!(code(&output), 1);
    assert_eq!(out(&output), "graph.svg is missing\ngraph.ttl was changed\ndocuments/b-0.json is not of this graph\n");
}

#[test]
fn two_graphs_are_held_against_each_other() {
    let more = "Malawi accused Zambia of smuggling. Zambia denied it.\n";
    let dir = with(&[("old/a.txt", ARTICLE), ("new/a.txt", ARTICLE), ("new/b.txt", more)]);
    good(run(dir.path(), &["build", "old", "--out", "one"]));
    good(run(dir.path(), &["build", "new", "--out", "two"]));
    let there = good(run(dir.path(), &["diff", "one", "two"]));
    assert!(there.contains("+ malawi accuses zambia\n    “Malawi accused Zambia of smuggling.” b.txt"), "{there}");
    assert!(there.contains("0 facts gone\n0 facts said otherwise"), "{there}");
    let back = good(run(dir.path(), &["diff", "two", "one"]));
    assert!(back.contains("- malawi accuses zambia") && back.starts_with("0 facts new"), "{back}");
}

#[test]
fn what_is_forgotten_leaves_no_trace() {
    let dir =
        with(&[("news/a.txt", ARTICLE), ("news/b.txt", "Malawi accused Zambia of smuggling. Zambia denied it.\n")]);
    good(run(dir.path(), &["build", "news"]));
    let (before, output) = (tree(&dir.path().join("out")), run(dir.path(), &["forget", "b.txt"]));
    assert_eq!(code(&output), 0, "{}", err(&output));
    let after = tree(&dir.path().join("out"));
    assert_eq!(before.len(), after.len() + 1, "one document less");
    for (path, bytes) in &after {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("Zambia") && !text.contains("b.txt"), "{} still tells", path.display());
    }
    let alone = with(&[("news/a.txt", ARTICLE)]);
    good(run(alone.path(), &["build", "news"]));
    let relative = |dir: &Path| -> BTreeMap<PathBuf, Vec<u8>> {
        let bare = |p: PathBuf| p.strip_prefix(dir).expect("a path within").to_owned();
        tree(&dir.join("out")).into_iter().map(|(p, b)| (bare(p), b)).collect()
    };
    assert_eq!(relative(alone.path()), relative(dir.path()), "as if it had never been read");
    assert_eq!(code(&run(dir.path(), &["forget", "b.txt"])), 2);
}

#[test]
fn layers_come_as_conllu() {
    let dir = with(&[("a.txt", ARTICLE)]);
    let text = good(run(dir.path(), &["annotate", "a.txt"]));
    assert!(text.starts_with("# newdoc id = a.txt\n# sent_id = a.txt-1\n# text = Kenyan Foreign Minister"), "{text}");
    assert!(text.contains("NER=B-PER") && text.contains("SpaceAfter=No"), "{text}");
    for sentence in text.split("\n\n").filter(|s| !s.is_empty()) {
        let rows: Vec<Vec<&str>> =
            sentence.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        for (n, row) in rows.iter().enumerate() {
            assert_eq!((row.len(), row[0]), (10, (n + 1).to_string().as_str()), "{row:?}");
            assert!(row[6].parse::<usize>().is_ok_and(|head| head <= rows.len() && head != n + 1), "{row:?}");
        }
        assert_eq!(rows.iter().filter(|r| r[6] == "0").count(), 1, "one root: {sentence}");
    }
}

#[test]
fn given_words_are_kept() {
    let given = "# sent_id = one\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\t_\t_\t_\t_\t0\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t1\t_\t_\t_\n\
        2.1\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n3\tgo\t_\t_\t_\t_\t1\t_\t_\t_\n\n# sent_id = two\n1\tKenya\t_\t_\t_\t_\t0\t_\t_\t_\n\n";
    let dir = with(&[("gold.conllu", given)]);
    let text = good(run(dir.path(), &["annotate", "--pretokenized", "gold.conllu"]));
    let words: Vec<&str> =
        text.lines().filter(|l| l.contains('\t')).map(|l| l.split('\t').nth(1).expect("a form")).collect();
    assert_eq!(words, ["do", "n't", "go", "Kenya"]);
    assert_eq!(text.lines().filter(|l| l.starts_with('#')).collect::<Vec<_>>(), ["# sent_id = one", "# sent_id = two"]);
}

#[test]
fn scores_come_for_people_and_for_machines() {
    let gold = serde_json::json!({
        "id": "own-6", "entities": {"a": {"name": "Kenya", "type": "GPE", "country": "KEN", "sector": "GOV"}},
        "sentences": [{"text": "Kenya rejected the plan.", "mentions": [["Kenya", "a", "name"]],
            "claims": [{"trigger": "rejected", "relation": "rejects", "source": "a", "target": null}]}],
    });
    let claim = serde_json::json!({
        "document": "own-6", "sentence": {"text": "Kenya rejected the plan."}, "relation": "rejects", "event": "REJECT",
        "source": {"name": "Kenya", "type": "GPE", "country": "KEN"}, "target": null,
    });
    let dir = with(&[("gold.jsonl", &format!("{gold}\n")), ("claims.jsonl", &format!("{claim}\n"))]);
    let text = good(run(dir.path(), &["score", "gold.jsonl", "--claims", "claims.jsonl"]));
    assert!(
        text.starts_with("event     precision 1.000  recall 1.000  F1 1.000   (1 right, 0 extra, 0 missed)\n"),
        "{text}"
    );
    assert_eq!(good(fed(dir.path(), &["score", "gold.jsonl", "--claims", "-"], &format!("{claim}\n"))), text);
    let json = good(run(dir.path(), &["score", "gold.jsonl", "--claims", "claims.jsonl", "--json"]));
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["claim"]["f1"], &json["claim"]["right"]), (&serde_json::json!(1.0), &serde_json::json!(1)));
    let train = good(run(dir.path(), &["score", "--split", "train", "gold.jsonl", "--claims", "claims.jsonl"]));
    assert!(train.contains("(0 right, 0 extra, 0 missed)"), "the document is of the dev split: {train}");
}

#[test]
fn own_texts_score_as_their_extracted_claims() {
    let gold = serde_json::json!({
        "id": "own-6", "title": "Lake patrols", "date": "2031-05-06", "entities": {},
        "sentences": [{"text": "Lake patrols"}, {"text": ARTICLE.trim()}],
    });
    let dir = with(&[("gold.jsonl", &format!("{gold}\n"))]);
    let text = format!("Lake patrols\n\n{}", ARTICLE.trim());
    let line =
        serde_json::json!({"id": "own-6", "title": "Lake patrols", "date": "2031-05-06", "text": text}).to_string();
    let claims = good(fed(dir.path(), &["extract", "-"], &line));
    fs::write(dir.path().join("claims.jsonl"), &claims).expect("written");
    let straight = good(run(dir.path(), &["score", "--faults", "gold.jsonl"]));
    let ready = good(run(dir.path(), &["score", "--faults", "gold.jsonl", "--claims", "claims.jsonl"]));
    assert!(straight.contains(" × extra\n    own-6: "), "{straight}");
    assert_eq!(straight, ready);
}

const KNIGHTS: &str = r#"@prefix dm: <https://w3id.org/demarche/ontology#> .
@prefix plover: <https://w3id.org/demarche/plover#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
dm:knights a dm:Relation ;
    rdfs:label "knights"@en ; skos:definition "Gives an order of knighthood."@en ;
    dm:event plover:Support ; dm:tone dm:cooperative ;
    dm:example "{source:Ghana} {trigger:knighted} {target:Togo}."@en .
"#;

#[test]
fn a_taught_relation_is_checked_and_works_at_once() {
    let dir = with(&[("mine/relations/knights.ttl", KNIGHTS), ("a.txt", "Kenya knighted Uganda yesterday.\n")]);
    let check = run(dir.path(), &["check", "--ontology", "mine"]);
    assert_eq!((code(&check), out(&check)), (0, ""), "{}", err(&check));
    let claims = objects(&good(run(dir.path(), &["extract", "a.txt", "--ontology", "mine"])));
    assert!(claims.iter().any(|c| c["relation"] == "knights" && c["source"]["name"] == "Kenya"), "{claims:?}");
}

#[test]
fn faults_of_an_ontology_are_told_by_file_and_line() {
    let dir = with(&[("mine/relations/knights.ttl", &KNIGHTS.replace("plover:Support", "plover:Suport"))]);
    for args in [&["check", "--ontology", "mine"][..], &["extract", "-", "--ontology", "mine"]] {
        let output = run(dir.path(), args);
        assert_eq!((code(&output), out(&output)), (2, ""), "{args:?}");
        assert!(err(&output).contains("mine/relations/knights.ttl:7:"), "{}", err(&output));
    }
}

#[test]
fn two_builds_at_once_leave_one_whole_graph() {
    let dir = empty();
    let samples = examples();
    let mut first = program(dir.path()).args(["build"]).arg(&samples).stderr(Stdio::null()).spawn().expect("starts");
    let second = run(dir.path(), &["build", samples.to_str().expect("UTF-8")]);
    let ended = first.wait().expect("ends").code().expect("no signal");
    let refused = |output: &Output| code(output) == 2 && err(output).contains("is being written");
    assert!(ended == 0 || code(&second) == 0, "one of the two builds");
    assert!(code(&second) == 0 || refused(&second), "{}", err(&second));
    good(run(dir.path(), &["build", samples.to_str().expect("UTF-8")]));
    let claims = |dir: &Path| good(run(dir, &["export", "jsonl"]));
    assert!(claims(dir.path()) == claims(graph()), "another graph than one build makes");
}

#[test]
fn a_killed_build_leaves_a_graph_that_opens() {
    kill_builds(10);
}

#[test]
#[ignore = "soak: some minutes"]
fn a_hundred_killed_builds_leave_a_graph_that_opens() {
    kill_builds(100);
}

/// Kills builds at moments spread over the time of a whole one; every other begins with nothing.
fn kill_builds(rounds: u32) {
    let dir = empty();
    let (out_dir, samples) = (dir.path().join("out"), examples());
    let start = Instant::now();
    good(run(dir.path(), &["build", samples.to_str().expect("UTF-8")]));
    let whole = start.elapsed();
    let mut midway = 0;
    for round in 1..=rounds {
        // Every other round begins with nothing, the next goes on from what the kill left.
        let anew = round % 2 == 1;
        if anew && out_dir.exists() {
            fs::remove_dir_all(&out_dir).expect("removed");
        }
        let mut build =
            program(dir.path()).args(["build"]).arg(&samples).stderr(Stdio::null()).spawn().expect("starts");
        std::thread::sleep(whole * round / rounds);
        drop(build.kill());
        let finished = build.wait().expect("ends").success();
        if out_dir.join("documents").is_dir() {
            let some = fs::read_dir(out_dir.join("documents")).expect("a folder").next().is_some();
            midway += u32::from(anew && some && !finished);
            let opening = Instant::now();
            let asked = run(dir.path(), &["query", "ASK {}"]);
            assert!(opening.elapsed() < Duration::from_secs(2), "round {round}: {:?}", opening.elapsed());
            assert_eq!((code(&asked), out(&asked)), (0, "yes\n"), "round {round}: {}", err(&asked));
        }
    }
    assert!(
        midway > 0 && midway >= rounds / 14,
        "only {midway} kills came while the graph was written: this run shows nothing"
    );
    good(run(dir.path(), &["build", samples.to_str().expect("UTF-8")]));
    let claims = |dir: &Path| good(run(dir, &["export", "jsonl"]));
    assert!(claims(dir.path()) == claims(graph()), "another graph than an undisturbed build makes");
    let left = tree(&out_dir);
    assert!(left.keys().all(|p| p.extension().is_none_or(|e| e != "new")), "half-written files: {:?}", left.keys());
}

/// Runs a command that may be refused, as mounting is to those who are not root.
fn may(command: &str, args: &[&str]) -> bool {
    Command::new(command).args(args).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

#[test]
#[ignore = "soak: mounts file systems, as root"]
fn a_full_disk_leaves_the_old_state() {
    let dir = with(&[("a.txt", ARTICLE)]);
    let disk = dir.path().join("disk");
    fs::create_dir(&disk).expect("a folder");
    let (place, samples) = (disk.to_str().expect("UTF-8"), examples());
    let mut full = 0;
    for kilobytes in [160, 200, 240, 280, 340, 400, 480, 560, 700, 900] {
        if !may("mount", &["-t", "tmpfs", "-o", &format!("size={kilobytes}k"), "tmpfs", place]) {
            return eprintln!("skipped: tmpfs cannot be mounted here");
        }
        let first = run(dir.path(), &["build", "a.txt", "--out", place]);
        let claims = || run(dir.path(), &["export", "jsonl", "--out", place]);
        let old = claims();
        let second = run(dir.path(), &["build", samples.to_str().expect("UTF-8"), "--out", place]);
        let new = claims();
        assert!(may("umount", &[place]), "unmounted");
        assert_eq!((code(&first), code(&old)), (0, 0), "{kilobytes} k: {}", err(&first));
        full += usize::from(code(&second) != 0);
        assert!(code(&second) == 0 || !err(&second).is_empty(), "{kilobytes} k: a full disk is told");
        assert_eq!(code(&new), 0, "{kilobytes} k: {}", err(&new));
        let ids = |text: &str| -> Vec<String> {
            let own = text.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
            own.filter(|c| c["document"] == "a.txt").filter_map(|c| Some(c["id"].as_str()?.to_owned())).collect()
        };
        assert!(
            !ids(out(&old)).is_empty() && ids(out(&new)) == ids(out(&old)),
            "{kilobytes} k: the old document is gone"
        );
    }
    assert!(full >= 5, "only {full} of ten disks were too small: this run shows nothing");
}

#[test]
#[ignore = "soak: a text of 100,000 words"]
fn a_very_long_text_is_read_in_bounded_time() {
    let dir = with(&[("long.txt", &ARTICLE.repeat(100_000 / ARTICLE.split(' ').count()))]);
    let start = Instant::now();
    let mut child = program(dir.path()).args(["extract", "long.txt"]).stdout(Stdio::piped()).spawn().expect("starts");
    let mut lines = String::new();
    child.stdout.take().expect("a pipe").read_to_string(&mut lines).expect("UTF-8");
    assert!(child.wait().expect("ends").success() && lines.lines().count() > 1000);
    // The promise is for two idle cores: on a busy machine this measures the others.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}
