//! What lies on disk, and SPARQL over it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use demarche::extract::{Argument, Claim, Entity, EntityMention, Reading};
use demarche::ontology::Ontology;
use demarche::resolve::{Decisions, resolve};
use demarche::store::{Answer, AnswerFormat, Change, Index, Limits, Store, StoreError, actors};
use demarche::text::{Block, BlockKind, Document, EntityType, MentionKind, Modality, Polarity, Span};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use tempfile::TempDir;

fn reading(key: &str, text: &str) -> Reading {
    let name = Span::new(0, text.find(' ').unwrap_or(text.len()));
    let whole = Span::new(0, text.len());
    let mention = EntityMention { span: name, kind: MentionKind::Name, why: "name".to_owned() };
    Reading {
        document: Document {
            key: key.to_owned(),
            hash: format!("{:032x}", text.len()),
            title: Some("A \"title\"\nof two lines".to_owned()),
            date: None,
            url: None,
            publisher: None,
            language: None,
            text: text.to_owned(),
            blocks: vec![Block { kind: BlockKind::Paragraph, span: whole }],
        },
        model: "m1".to_owned(),
        ontology: "o1".to_owned(),
        sentences: vec![whole],
        entities: vec![Entity {
            name: name.of(text).to_owned(),
            entity_type: EntityType::Person,
            country: None,
            likely_country: None,
            sector: None,
            position: None,
            known: None,
            mentions: vec![mention],
        }],
        claims: vec![Claim {
            id: "00c0ffee00c0ffee".to_owned(),
            sentence: whole,
            trigger: Span::new(name.end, text.len()),
            relation: "accuses".to_owned(),
            event: "ACCUSE".to_owned(),
            source: Some(Argument { entity: 0, span: name }),
            target: None,
            by: None,
            theme: None,
            polarity: Polarity::Positive,
            modality: Modality::Actual,
            is_former: false,
            time: None,
            confidence: 0.87,
            extractor: "model".to_owned(),
        }],
    }
}

fn fresh() -> (TempDir, Store) {
    let dir = tempfile::tempdir().expect("a folder can be made");
    let store = Store::open(&dir.path().join("out")).expect("it opens");
    (dir, store)
}

fn all(store: &Store) -> Vec<Result<Reading, StoreError>> {
    store.readings().expect("the folder can be listed")
}

fn keys(store: &Store) -> Vec<String> {
    all(store).into_iter().map(|r| r.expect("it is sound").document.key).collect()
}

/// The files of the documents, sorted.
fn files(store: &Store) -> Vec<PathBuf> {
    let entries = fs::read_dir(store.dir().join("documents")).expect("it is there");
    let mut out: Vec<PathBuf> = entries.map(|e| e.expect("it is readable").path()).collect();
    out.sort();
    out
}

fn bytes(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    for entry in fs::read_dir(dir).expect("it is there") {
        let path = entry.expect("it is readable").path();
        if path.is_dir() {
            out.extend(bytes(&path));
        } else {
            out.push((path.clone(), fs::read(&path).expect("it is readable")));
        }
    }
    out.sort();
    out
}

/// A text whose document is too large to lie on disk plain.
fn large() -> String {
    "Tolvane spoke. ".repeat(30_000)
}

#[test]
fn documents_come_back_as_they_were_sorted_by_key() {
    let (_dir, store) = fresh();
    let readings = [
        reading("b/Žluť.txt", "Tolvane řekl ne."),
        reading("https://news.example/a?x=1", "Osei spoke."),
        reading("", "x y"),
    ];
    for r in &readings {
        assert_eq!(store.put(r).expect("it is written"), Change::New);
    }
    let back: Vec<Reading> = all(&store).into_iter().map(|r| r.expect("it is sound")).collect();
    assert_eq!(back, [readings[2].clone(), readings[0].clone(), readings[1].clone()]);
}

#[test]
fn building_twice_changes_no_byte() {
    let (_dir, store) = fresh();
    let ontology = Ontology::load(None).expect("the built-in ontology loads");
    let build = || {
        let _lock = store.lock().expect("nobody else writes");
        let changes =
            [reading("a", "Tolvane spoke."), reading("b", &large())].map(|r| store.put(&r).expect("it is written"));
        let readings: Vec<Reading> = all(&store).into_iter().map(|r| r.expect("it is sound")).collect();
        let graph = resolve(&readings, &store.decisions().expect("there are none"), &ontology);
        store.write_derived("actors.json", &actors(&graph)).expect("it is written");
        changes
    };
    assert_eq!(build(), [Change::New, Change::New]);
    let before = bytes(store.dir());
    assert_eq!(build(), [Change::Unchanged, Change::Unchanged]);
    assert_eq!(bytes(store.dir()), before);
    assert!(before.iter().any(|(path, _)| path.ends_with("actors.json")));
}

#[test]
fn a_changed_document_replaces_its_own_only() {
    let (_dir, store) = fresh();
    let (first, other) = (reading("a", "Tolvane spoke."), reading("b", "Osei spoke."));
    let put = |r: &Reading| store.put(r).expect("it is written");
    assert_eq!((put(&first), put(&other)), (Change::New, Change::New));
    let second = reading("a", "Tolvane said nothing at all.");
    assert_eq!(put(&second), Change::Replaced);
    let back: Vec<Reading> = all(&store).into_iter().map(|r| r.expect("it is sound")).collect();
    assert_eq!(back, [second, other]);
    assert!(store.remove("a").expect("it can be removed"));
    assert!(!store.remove("a").expect("it is gone already"));
    assert_eq!(keys(&store), ["b"]);
}

#[test]
fn a_large_document_is_compressed_and_the_other_form_goes() {
    let (_dir, store) = fresh();
    let (small, big) = (reading("a", "Tolvane spoke."), reading("a", &large()));
    store.put(&small).expect("it is written");
    assert_eq!(store.put(&big).expect("it is written"), Change::Replaced);
    assert_eq!(files(&store).len(), 1);
    assert!(files(&store)[0].to_string_lossy().ends_with(".json.zst"));
    assert!(store.is_current("a", &big.document.hash, "m1", "o1"));
    assert_eq!(all(&store).remove(0).expect("it is sound"), big);
    assert_eq!(store.put(&small).expect("it is written"), Change::Replaced);
    assert_eq!(files(&store).len(), 1);
    assert_eq!(all(&store).remove(0).expect("it is sound"), small);
}

#[test]
fn a_document_is_current_for_its_hash_model_and_ontology_only() {
    let (_dir, store) = fresh();
    let r = reading("k \"quoted\"\n{", "Tolvane spoke.");
    assert!(!store.is_current(&r.document.key, &r.document.hash, "m1", "o1"));
    store.put(&r).expect("it is written");
    assert!(store.is_current(&r.document.key, &r.document.hash, "m1", "o1"));
    assert!(!store.is_current(&r.document.key, "other", "m1", "o1"));
    assert!(!store.is_current(&r.document.key, &r.document.hash, "m2", "o1"));
    assert!(!store.is_current(&r.document.key, &r.document.hash, "m1", "o2"));
    assert!(!store.is_current("k", &r.document.hash, "m1", "o1"));
    // Cut off by whoever copied it: it is read again.
    let path = &files(&store)[0];
    let whole = fs::read(path).expect("it is readable");
    fs::write(path, &whole[..whole.len() - 40]).expect("it is written");
    assert!(!store.is_current(&r.document.key, &r.document.hash, "m1", "o1"));
}

#[test]
fn a_damaged_document_is_one_fault_among_sound_ones() {
    let (_dir, store) = fresh();
    for key in ["a", "b", "c", "d"] {
        store.put(&reading(key, "Tolvane spoke.")).expect("it is written");
    }
    let path = |key: &str| {
        let all = files(&store);
        let name = |p: &&PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(&format!("{key}-")));
        all.iter().find(name).expect("it is there").clone()
    };
    let edit = |key: &str, from: &str, to: &str| {
        let text = fs::read_to_string(path(key)).expect("it is readable");
        assert!(text.contains(from));
        fs::write(path(key), text.replacen(from, to, 1)).expect("it is written");
    };
    fs::write(path("a"), b"{\"model\": \x00").expect("it is written");
    edit("b", "\"entity\": 0", "\"entity\": 9");
    edit("c", "\"end\": 14", "\"end\": 99");
    let (sound, faults): (Vec<_>, Vec<_>) = all(&store).into_iter().partition(Result::is_ok);
    assert_eq!((sound.len(), faults.len()), (1, 3));
    for fault in faults {
        let fault = fault.expect_err("it was taken for one");
        assert!(matches!(fault, StoreError::Damaged { .. }), "{fault}");
        assert!(fault.to_string().contains(".json"), "{fault}");
    }
}

#[test]
fn a_copy_under_another_name_is_not_counted_twice() {
    let (_dir, store) = fresh();
    store.put(&reading("a", "Tolvane spoke.")).expect("it is written");
    let path = files(&store)[0].clone();
    fs::copy(&path, path.with_file_name("copy.json")).expect("it is copied");
    let packed = zstd_of(&fs::read(&path).expect("it is readable"));
    fs::write(path.with_extension("json.zst"), packed).expect("it is written");
    let (sound, faults): (Vec<_>, Vec<_>) = all(&store).into_iter().partition(Result::is_ok);
    assert_eq!((sound.len(), faults.len()), (1, 2));
}

fn zstd_of(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("memory takes it")
}

#[test]
fn what_a_killed_writer_left_is_not_read_and_the_next_writer_removes_it() {
    let (_dir, store) = fresh();
    store.put(&reading("a", "Tolvane spoke.")).expect("it is written");
    let name = files(&store)[0].file_name().expect("it has one").to_string_lossy().into_owned();
    let leftovers = [store.dir().join("documents").join(format!(".{name}.new")), store.dir().join(".graph.ttl.new")];
    leftovers.iter().for_each(|path| fs::write(path, b"{ \"half").expect("it is written"));
    let reopened = Store::open(store.dir()).expect("it opens");
    assert_eq!(keys(&reopened), ["a"]);
    assert!(leftovers.iter().all(|path| path.exists()), "a reader must not touch them");
    let _lock = reopened.lock().expect("nobody writes");
    assert!(!leftovers.iter().any(|path| path.exists()));
    assert_eq!(keys(&reopened), ["a"]);
}

#[test]
fn a_second_writer_hears_who_writes() {
    let (_dir, store) = fresh();
    let lock = store.lock().expect("nobody writes");
    let second = Store::open(store.dir()).expect("it opens").lock().expect_err("somebody writes");
    let number = std::process::id().to_string();
    assert!(matches!(&second, StoreError::Locked { holder, .. } if *holder == number), "{second}");
    assert!(second.to_string().contains(&number));
    drop(lock);
    drop(store.lock().expect("it was given back"));
    // A writer that was killed leaves its number, but not its right.
    fs::write(store.dir().join("lock"), "4294967295").expect("it is written");
    store.lock().expect("nobody writes");
}

#[test]
fn decisions_are_read_from_turtle() {
    let (_dir, store) = fresh();
    assert_eq!(store.decisions().expect("there are none"), Decisions::default());
    let text = "[] a dm:Merge ; dm:actor actor:ama-osei, <https://other.example/actor/kofi-bon> .\n\
                [] a dm:Split ; dm:actor actor:eva-lind ; dm:document \"d1\" ; dm:name \"Eva\" .\n\
                actor:eva-lind dm:renamedTo \"Eva Lind\"@sv .\n\
                claim:00c0ffee a dm:Rejected .\n\
                <https://other.example/claim/00decaf> a dm:Rejected .\n";
    fs::write(store.dir().join("decisions.ttl"), text).expect("it is written");
    let decisions = store.decisions().expect("it is sound");
    let set = |values: &[&str]| values.iter().map(|v| (*v).to_owned()).collect();
    assert_eq!(decisions.merges, [set(&["ama-osei", "kofi-bon"])]);
    assert_eq!(decisions.splits.len(), 1);
    assert_eq!((&decisions.splits[0].documents, &decisions.splits[0].names), (&set(&["d1"]), &set(&["Eva"])));
    assert_eq!(decisions.splits[0].actors, set(&["eva-lind"]));
    assert_eq!(decisions.names.get("eva-lind").map(String::as_str), Some("Eva Lind"));
    assert_eq!(decisions.rejected, set(&["00c0ffee", "00decaf"]));
}

#[test]
fn faults_in_decisions_name_file_line_and_cause() {
    let (_dir, store) = fresh();
    let fault = |text: &str| {
        fs::write(store.dir().join("decisions.ttl"), text).expect("it is written");
        store.decisions().expect_err("it is at fault").to_string()
    };
    let syntax = fault("# merges\nactor:a dm:renamedTo \"A\" .\nactor:b dm:renamedTo .\n");
    assert!(syntax.contains("decisions.ttl") && syntax.contains("line 3"), "{syntax}");
    assert!(fault("[] a dm:Merge ; dm:actor actor:a .").contains("fewer than two"));
    assert!(fault("[] a dm:Split ; dm:actor actor:a .").contains("dm:document"));
    assert!(fault("[] a dm:Mrege ; dm:actor actor:a, actor:b .").contains("dm:Merge"));
    assert!(fault("actor:a dm:renamedTo \"A\", \"B\" .").contains("twice"));
}

#[test]
fn decisions_on_disk_decide() {
    let (_dir, store) = fresh();
    let ontology = Ontology::load(None).expect("the built-in ontology loads");
    let readings = [reading("a", "Tolvane spoke."), reading("b", "Osei spoke.")];
    let text = "[] a dm:Merge ; dm:actor actor:tolvane, actor:osei .\nclaim:00c0ffee00c0ffee a dm:Rejected .\n";
    fs::write(store.dir().join("decisions.ttl"), text).expect("it is written");
    let graph = resolve(&readings, &store.decisions().expect("it is sound"), &ontology);
    assert_eq!((graph.actors.len(), graph.statements.len()), (1, 0));
    let json: serde_json::Value = serde_json::from_slice(&actors(&graph)).expect("it is JSON");
    assert_eq!(json[0]["members"][1]["document"], "b");
    assert!(json[0]["members"][1]["why"].as_str().is_some_and(|why| why.contains("merged by decision")));
}

const DM: &str = "https://w3id.org/demarche/ontology#";

fn prefixes() -> Vec<(&'static str, String)> {
    vec![("dm", DM.to_owned()), ("ex", "https://news.example/".to_owned())]
}

fn index() -> Index {
    let node = |n: &str| NamedNode::new(format!("https://news.example/{n}")).expect("it is an IRI");
    let accuses = NamedNode::new(format!("{DM}accuses")).expect("it is an IRI");
    let label = NamedNode::new(format!("{DM}label")).expect("it is an IRI");
    let quads = [
        Quad::new(node("a"), accuses.clone(), node("b"), GraphName::from(node("doc1"))),
        Quad::new(node("a"), accuses.clone(), node("b"), GraphName::from(node("doc2"))),
        Quad::new(node("b"), accuses, node("a"), GraphName::from(node("doc2"))),
        Quad::new(
            node("b"),
            label,
            Literal::new_simple_literal("He said \"=1+1\", <b>no</b>"),
            GraphName::DefaultGraph,
        ),
    ];
    Index::fill(quads).expect("memory takes it")
}

fn within(time: Duration) -> Limits {
    Limits { time: Some(time), ..Limits::default() }
}

fn ask(sparql: &str) -> Result<Answer, StoreError> {
    index().query(sparql, &prefixes(), within(Duration::from_secs(20)))
}

fn rows(sparql: &str) -> usize {
    match ask(sparql).expect("it is answered") {
        Answer::Solutions { rows, .. } => rows.len(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn queries_see_the_union_and_know_the_prefixes() {
    assert_eq!(rows("SELECT * { ?x dm:accuses ?y }"), 2);
    assert_eq!(rows("SELECT * { GRAPH ?g { ?x dm:accuses ?y } }"), 3);
    assert_eq!(rows("SELECT * FROM ex:doc1 { ?x dm:accuses ?y }"), 1);
    assert_eq!(rows("SELECT * { ?x dm:label ?y }"), 1);
    assert_eq!(rows("PREFIX dm: <https://other.example/> SELECT * { ?x dm:accuses ?y }"), 0);
    assert_eq!(ask("ASK { ex:a dm:accuses ex:b }").expect("it is answered"), Answer::Boolean(true));
    let Answer::Graph(triples) = ask("CONSTRUCT WHERE { ?x dm:accuses ?y }").expect("it is answered") else {
        panic!("no graph")
    };
    assert_eq!(triples.len(), 2);
}

/// The rows of oxigraph's own store with the union as its default graph, as lines.
fn reference(quads: &[Quad], sparql: &str) -> Vec<String> {
    let store = oxigraph::store::Store::new().expect("memory");
    for quad in quads {
        store.insert(quad).expect("memory");
        store.insert(&Quad { graph_name: GraphName::DefaultGraph, ..quad.clone() }).expect("memory");
    }
    let mut evaluator = oxigraph::sparql::SparqlEvaluator::new();
    for (name, iri) in prefixes() {
        evaluator = evaluator.with_prefix(name, iri).expect("an IRI");
    }
    let results = evaluator.parse_query(sparql).expect("SPARQL").on_store(&store).execute().expect("an answer");
    let oxigraph::sparql::QueryResults::Solutions(rows) = results else { panic!("{sparql} is a SELECT") };
    let names: Vec<_> = rows.variables().to_vec();
    let line = |row: oxigraph::sparql::QuerySolution| {
        let cell = |v| row.get(v).map_or(String::new(), ToString::to_string);
        names.iter().map(cell).collect::<Vec<_>>().join(" | ")
    };
    let mut out: Vec<String> = rows.map(|row| line(row.expect("a row"))).collect();
    out.sort();
    out
}

#[test]
fn the_columns_answer_as_oxigraph_does() {
    // A few names in every place, so that every pattern meets several quads and several graphs hold one triple.
    let mut state = 7u64;
    let mut dice = |sides: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let node = |n: u64| NamedNode::new(format!("https://news.example/{n}")).expect("an IRI");
    let number = |text: &str, datatype: &str| {
        let datatype = NamedNode::new(format!("http://www.w3.org/2001/XMLSchema#{datatype}")).expect("an IRI");
        Term::from(Literal::new_typed_literal(text, datatype))
    };
    for size in [0, 1, 5, 60, 300] {
        let mut quads: Vec<Quad> = Vec::new();
        for _ in 0..size {
            let (s, p, o, g) = (dice(6), dice(3), dice(8), dice(4));
            let object: Term = match o {
                0..5 => node(o).into(),
                5 if s > 3 => number("05", "integer"),
                5 => Literal::from(o as i64).into(),
                6 if s > 3 => number("5.50", "decimal"),
                6 if s > 1 => number("5.5", "decimal"),
                6 => Literal::new_simple_literal("6").into(),
                _ => Term::from(oxigraph::model::Triple::new(node(s), node(p), node(o))),
            };
            let graph = if g == 0 { GraphName::DefaultGraph } else { node(g).into() };
            quads.push(Quad::new(node(s), node(p), object, graph));
        }
        let index = Index::fill(quads.clone()).expect("memory");
        for sparql in [
            "SELECT * { ?s ?p ?o }",
            "SELECT * { ex:1 ?p ?o }",
            "SELECT * { ?s ex:1 ?o . ?o ex:2 ?x }",
            "SELECT * { ?s ?p ex:2 }",
            "SELECT * { ex:3 ?p ex:2 }",
            "SELECT * { ?s ex:0 ex:2 }",
            "SELECT * { ex:1 ex:0 ex:2 }",
            "SELECT * { ?s ?p 5 }",
            "SELECT * { ?s ?p 005 }",
            "SELECT * { VALUES ?o { 5.500 } ?s ?p ?o }",
            "SELECT * { { SELECT (MAX(?o) AS ?m) { ?s ?p ?o FILTER(isNumeric(?o)) } } ?s ?p ?m }",
            "SELECT * { ?s ?p ?o FILTER(?o = 5 || ?o = '6') }",
            "SELECT * { ?s ?p ex:unheard }",
            "SELECT * { ?s ?p <<( ?a ?b ?c )>> }",
            "SELECT * { GRAPH ?g { ?s ?p ?o } }",
            "SELECT * { GRAPH ex:2 { ?s ?p ?o } }",
            "SELECT * { GRAPH ex:2 { ?s ex:1 ?o } }",
            "SELECT * { GRAPH ?g { ex:1 ?p ?o } }",
            "SELECT * { GRAPH ?g { ?s ?p ex:1 } ?s ?q ex:2 }",
            "SELECT * { GRAPH ?g {} }",
            "SELECT * FROM ex:1 { ?s ?p ?o }",
            "SELECT * FROM NAMED ex:1 { GRAPH ?g { ?s ?p ?o } }",
            "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s",
            "SELECT * { ?s ex:1+ ?o }",
            "SELECT * { ?s ex:1/ex:2? ?o }",
            "SELECT ?x { ?s ?p ?o BIND(STR(?o) AS ?x) }",
            "SELECT * { ?s ?p ?o FILTER NOT EXISTS { ?o ex:1 ?x } }",
        ] {
            let Answer::Solutions { rows, .. } =
                index.query(sparql, &prefixes(), Limits::default()).expect("an answer")
            else {
                panic!("{sparql} is a SELECT")
            };
            let cell = |t: &Option<Term>| t.as_ref().map_or(String::new(), ToString::to_string);
            let line = |row: &Vec<Option<Term>>| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
            let mut mine: Vec<String> = rows.iter().map(line).collect();
            mine.sort();
            assert_eq!(mine, reference(&quads, sparql), "{sparql} over {size} quads");
        }
        let triples: std::collections::BTreeSet<String> =
            quads.iter().map(|q| format!("{} {} {}", q.subject, q.predicate, q.object)).collect();
        assert_eq!((index.len(), index.is_empty()), (triples.len(), quads.is_empty()));
    }
}

#[test]
fn queries_change_nothing_and_go_nowhere() {
    assert!(matches!(ask("INSERT DATA { ex:a dm:accuses ex:c }"), Err(StoreError::Query { .. })));
    assert!(matches!(ask("LOAD <file:///etc/hostname>"), Err(StoreError::Query { .. })));
    assert!(matches!(
        ask("SELECT * { SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } }"),
        Err(StoreError::Evaluation { .. })
    ));
    let fault = ask("SELECT * { ?x dm:accuses }").expect_err("it is no SPARQL").to_string();
    assert!(fault.starts_with("the query is not valid SPARQL"), "{fault}");
}

#[test]
fn a_query_ends_when_its_time_is_over() {
    let node = |n: usize| NamedNode::new(format!("https://news.example/{n}")).expect("it is an IRI");
    let quads = (0..200).map(|n| Quad::new(node(n), node(0), node(n + 1), GraphName::DefaultGraph));
    let index = Index::fill(quads).expect("memory takes it");
    let sparql = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h . FILTER(?a != ?h) }";
    let start = std::time::Instant::now();
    let fault = index.query(sparql, &[], within(Duration::from_millis(50))).expect_err("it takes days");
    assert!(start.elapsed() < Duration::from_secs(5));
    assert!(matches!(fault, StoreError::TooSlow { .. }), "{fault}");
    assert!(fault.to_string().contains("0.05 seconds"), "{fault}");
}

#[test]
fn a_query_ends_when_its_memory_is_used_up() {
    let node = |n: usize| NamedNode::new(format!("https://news.example/{n}")).expect("it is an IRI");
    let quads = (0..2000).map(|n| Quad::new(node(n), node(0), node(n + 1), GraphName::DefaultGraph));
    let index = Index::fill(quads).expect("memory takes it");
    // Eight thousand million rows: sorted, told apart, or given as they come.
    let product = "?a ?p ?b . ?c ?q ?d . ?e ?r ?f";
    for sparql in [
        format!("SELECT * {{ {product} }} ORDER BY ?f ?a"),
        format!("SELECT DISTINCT ?a ?c ?e {{ {product} }}"),
        format!("SELECT * {{ {product} }}"),
        format!("CONSTRUCT {{ ?a ?c ?e }} WHERE {{ {product} }}"),
    ] {
        let limits = Limits { memory: Some(100), ..within(Duration::from_secs(60)) };
        let fault = index.query(&sparql, &[], limits).expect_err("it takes a terabyte");
        assert!(matches!(fault, StoreError::TooLarge { megabytes: 100 }), "{sparql}: {fault}");
    }
}

#[test]
fn a_hostile_query_is_a_fault_and_no_crash() {
    let nested = |n: usize| format!("SELECT * {{ ?x dm:accuses ?y FILTER({}1{}) }}", "(".repeat(n), ")".repeat(n));
    assert_eq!(rows(&nested(20)), 2);
    let long = |part: &str, n: usize| format!("SELECT * {{ ?x dm:accuses ?y FILTER({}true) }}", part.repeat(n));
    let groups = format!("SELECT * {}{}", "{".repeat(30_000), "}".repeat(30_000));
    for sparql in [nested(30_000), long("!", 60_000), long("1||", 2_000), long("- ", 30_000), groups, nested(400_000)] {
        // Answered, refused or stopped: each is fine, as long as the program goes on.
        drop(index().query(&sparql, &prefixes(), within(Duration::from_millis(300))));
    }
    assert_eq!(index().len(), 3);
}

#[test]
fn forty_thousand_quads_are_filled_in_well_under_a_second() {
    let node = |n: usize| NamedNode::new(format!("https://news.example/claim/{n}")).expect("it is an IRI");
    let quads: Vec<Quad> = (0..40_000).map(|n| Quad::new(node(n), node(n % 40), node(n * 7), node(n / 400))).collect();
    let best = (0..3).map(|_| {
        let (quads, start) = (quads.clone(), std::time::Instant::now());
        assert_eq!(Index::fill(quads).expect("memory takes it").len(), 40_000);
        start.elapsed()
    });
    let best = best.min().expect("there are three");
    assert!(best < Duration::from_millis(1500), "{best:?}");
}

#[test]
fn answers_are_written_for_machines() {
    let written = |sparql: &str, format| {
        let mut out = Vec::new();
        ask(sparql).expect("it is answered").write(format, &prefixes(), &mut out).expect("memory takes it");
        String::from_utf8(out).expect("it is text")
    };
    let select = "SELECT ?y ?none { ?x dm:label ?y }";
    assert_eq!(written(select, AnswerFormat::Csv), "y,none\r\n\"He said \"\"=1+1\"\", <b>no</b>\",\r\n");
    assert!(written(select, AnswerFormat::Tsv).starts_with("?y\t?none\n\"He said \\\"=1+1"));
    let json: serde_json::Value = serde_json::from_str(&written(select, AnswerFormat::Json)).expect("it is JSON");
    assert_eq!(json["results"]["bindings"][0]["y"]["value"], "He said \"=1+1\", <b>no</b>");
    assert!(
        written(select, AnswerFormat::Xml).contains("&lt;b>no")
            || written(select, AnswerFormat::Xml).contains("&lt;b&gt;no")
    );
    assert_eq!(written("ASK { ex:a dm:accuses ex:b }", AnswerFormat::Csv), "true");
    let graph = written("CONSTRUCT WHERE { ?x dm:accuses ?y }", AnswerFormat::Json);
    assert_eq!(graph.lines().count(), 2);
    assert!(graph.starts_with("<https://news.example/a>"));
    let construct = "CONSTRUCT WHERE { ?x dm:accuses ?y }";
    assert!(written(construct, AnswerFormat::Turtle).contains("ex:a dm:accuses ex:b ."));
    assert_eq!(written(construct, AnswerFormat::NTriples), graph);
    assert_eq!(written(construct, AnswerFormat::Csv).lines().next(), Some("subject,predicate,object"));
    let table = ask(select).expect("it is answered").write(AnswerFormat::Turtle, &prefixes(), &mut Vec::new());
    assert!(table.is_err(), "rows are no Turtle");
}
