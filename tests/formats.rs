//! Every row of `export::ALL`: stable bytes, hostile words, and back again as the same graph.

mod fixture;
mod pictures;
mod queries;
mod rules;
mod tables;
mod vaults;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use demarche::export::{ALL, ExportError, Filter, Options, narrow, prefixes, quads, writer};
use demarche::graph::{Graph, Source, Statement};
use demarche::ontology::Ontology;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Quad};

fn bytes(name: &str, graph: &Graph, ontology: &Ontology, options: &Options) -> Vec<u8> {
    let mut out = Vec::new();
    let writer = writer(name).expect("a format of the list");
    writer.write(graph, ontology, options, &mut out).unwrap_or_else(|e| panic!("{name}: {e}"));
    out
}

fn rdf11() -> Options {
    Options { rdf11: true, ..Options::default() }
}

/// Statements as lines; without the graph's name for syntaxes that carry the union.
fn lines(quads: impl IntoIterator<Item = Quad>, union: bool) -> BTreeSet<String> {
    let line = |mut q: Quad| {
        if union {
            q.graph_name = GraphName::DefaultGraph;
        }
        q.to_string()
    };
    quads.into_iter().map(line).collect()
}

fn reload(name: &str, bytes: &[u8]) -> Vec<Quad> {
    let format = match name {
        "ttl" => RdfFormat::Turtle,
        "nt" => RdfFormat::NTriples,
        "nq" => RdfFormat::NQuads,
        "trig" => RdfFormat::TriG,
        "rdfxml" => RdfFormat::RdfXml,
        _ => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
    };
    let read = RdfParser::from_format(format).for_slice(bytes).collect::<Result<Vec<_>, _>>();
    read.unwrap_or_else(|e| panic!("{name} does not reload: {e}\n{}", String::from_utf8_lossy(bytes)))
}

fn graphs(ontology: &Ontology) -> Vec<Graph> {
    let mut out = vec![Graph::default(), fixture::graph(ontology)];
    out.extend((0..40).map(fixture::hostile));
    out
}

#[test]
fn names_help_and_media_types_are_told_apart() {
    let names: BTreeSet<&str> = ALL.iter().map(|w| w.name()).collect();
    let types: BTreeSet<&str> = ALL.iter().map(|w| w.media_type()).collect();
    assert_eq!((names.len(), types.len()), (ALL.len(), ALL.len()));
    assert!(ALL.iter().all(|w| w.help().len() > 20 && !w.help().ends_with('.')));
}

#[test]
fn every_format_gives_the_same_bytes_twice() {
    let ontology = fixture::ontology();
    for graph in graphs(&ontology) {
        for writer in ALL {
            let once = bytes(writer.name(), &graph, &ontology, &Options::default());
            assert_eq!(once, bytes(writer.name(), &graph, &ontology, &Options::default()), "{}", writer.name());
            let is_text = writer.name() != "parquet";
            assert!(!is_text || String::from_utf8(once).is_ok(), "{} is not UTF-8", writer.name());
        }
    }
}

#[test]
fn rdf_reloads_as_the_same_graph() {
    let ontology = fixture::ontology();
    for graph in graphs(&ontology) {
        for options in [Options::default(), rdf11()] {
            let expected = quads(&graph, &ontology, &options);
            for name in ["nq", "trig", "ttl", "nt", "rdfxml"] {
                let union = !matches!(name, "nq" | "trig");
                let read = reload(name, &bytes(name, &graph, &ontology, &options));
                assert_eq!(lines(read, union), lines(expected.clone(), union), "{name}");
            }
        }
        let read = reload("jsonld", &bytes("jsonld", &graph, &ontology, &Options::default()));
        assert_eq!(lines(read, true), lines(quads(&graph, &ontology, &rdf11()), true), "jsonld");
    }
}

#[test]
fn rdf_reloads_under_any_base() {
    let ontology = fixture::ontology();
    let graph = fixture::graph(&ontology);
    for base in ["http://example.org/x", "urn:lake:", "http://example.org/a/../b/"] {
        let options = Options { base: base.to_owned(), ..rdf11() };
        let expected = lines(quads(&graph, &ontology, &options), true);
        for name in ["ttl", "rdfxml", "jsonld"] {
            let read = reload(name, &bytes(name, &graph, &ontology, &options));
            assert_eq!(lines(read, true), expected, "{name} under {base}");
        }
    }
}

#[test]
fn quads_are_sorted_and_the_store_gives_them_back() {
    let ontology = fixture::ontology();
    let all = quads(&fixture::graph(&ontology), &ontology, &Options::default());
    let store = oxigraph::store::Store::new().expect("memory");
    store.extend(all.iter().cloned()).expect("memory");
    let back: Vec<Quad> = store.iter().map(|q| q.expect("memory")).collect();
    assert_eq!(lines(back, false), lines(all.clone(), false));
    let bare = |term: String| term.trim_matches(['<', '>']).to_owned();
    let keys: Vec<_> = all.iter().map(|q| (bare(q.graph_name.to_string()), bare(q.subject.to_string()))).collect();
    assert!(keys.is_sorted(), "quads are sorted by graph and subject");
}

#[test]
fn lines_are_sorted_over_many_documents_and_none_comes_twice() {
    let ontology = fixture::ontology();
    let mut graph = fixture::graph(&ontology);
    // More than are written at once.
    let more = (0..300).map(|n| Source { key: format!("articles/{n}.txt"), ..graph.documents[0].clone() });
    graph.documents = graph.documents.iter().cloned().chain(more).collect();
    let last = graph.documents.len() - 1;
    graph.statements.push(Statement { id: "again".to_owned(), document: last, ..graph.statements[0].clone() });
    let text = |name| String::from_utf8(bytes(name, &graph, &ontology, &Options::default())).expect("UTF-8");
    let all = quads(&graph, &ontology, &Options::default());
    let expected: Vec<String> = all.iter().map(|q| format!("{q} .")).collect();
    assert!(text("nq").lines().eq(expected.iter()));
    let triples = text("nt");
    assert_eq!(triples.lines().count(), triples.lines().collect::<BTreeSet<_>>().len());
    // Two documents assert this: each in its own graph, both in one triple of the union.
    let asserted = |text: &str| {
        let says = |l: &&str| l.contains("/odhiambo-were> <https://w3id.org/demarche/ontology#proposes> <");
        text.lines().filter(says).filter(|l| !l.contains("<<(")).count()
    };
    assert_eq!((asserted(&text("nq")), asserted(&triples)), (2, 1));
}

#[test]
fn only_what_the_text_asserts_is_a_plain_triple() {
    let ontology = fixture::ontology();
    let text =
        String::from_utf8(bytes("nt", &fixture::graph(&ontology), &ontology, &Options::default())).expect("UTF-8");
    let base = "<https://w3id.org/demarche/data/actor/";
    let says = |s: &str, p: &str, o: &str| format!("{base}{s}> <https://w3id.org/demarche/ontology#{p}> {base}{o}>");
    let has = |triple: &str| text.lines().any(|line| line.starts_with(triple));
    assert!(has(&says("odhiambo-were", "proposes", "uganda")));
    assert!(has(&says("odhiambo-were", "holdsPosition", "kenya")));
    // Alleged and denied, possible, planned.
    assert!(!has(&says("ugandan-marine-unit", "seizes", "beach-committees")));
    assert!(!has(&says("rwanda", "withdrawsFrom", "lake-accord")));
    assert!(!has(&says("kenya", "mobilizes", "winam-gulf")));
    let reified = says("ugandan-marine-unit", "seizes", "beach-committees");
    assert!(text.contains(&format!("<<( {reified} )>>")));
    assert!(
        !String::from_utf8(bytes("nt", &fixture::graph(&ontology), &ontology, &rdf11()))
            .expect("UTF-8")
            .contains("<<(")
    );
}

#[test]
fn turtle_reads_as_the_contract_shows_it() {
    let ontology = fixture::ontology();
    let text =
        String::from_utf8(bytes("ttl", &fixture::graph(&ontology), &ontology, &Options::default())).expect("UTF-8");
    let claim = "\nclaim:c00 a dm:Claim , plover:Request ;
    rdf:reifies <<( actor:odhiambo-were dm:proposes actor:uganda )>> ;
    dm:source actor:odhiambo-were ;
    dm:relation dm:proposes ;
    dm:target actor:uganda ;
    dm:theme \"joint patrols of the lake\"@en ;
    dm:polarity dm:positive ;
    dm:modality dm:actual ;
    dm:confidence 0.97 ;
    dm:trigger \"proposed\" ;
    dm:extractor \"model\" ;
    prov:wasQuotedFrom <document/articles-fish-one-txt-";
    assert!(text.contains(claim), "{text}");
}

#[test]
fn claims_as_json_have_the_fields_of_the_contract_in_order() {
    let ontology = fixture::ontology();
    let text =
        String::from_utf8(bytes("jsonl", &fixture::graph(&ontology), &ontology, &Options::default())).expect("UTF-8");
    let first: serde_json::Value = serde_json::from_str(text.lines().next().expect("a claim")).expect("JSON");
    let keys: Vec<&String> = first.as_object().expect("an object").keys().collect();
    let expected = "id document sentence trigger relation event source target theme theme_start theme_end polarity modality by \
        time confidence";
    assert_eq!(keys, expected.split_whitespace().collect::<Vec<_>>());
    assert!(
        text.lines().next().expect("a claim").ends_with(
            "\"polarity\":\"positive\",\"modality\":\"actual\",\"by\":null,\"time\":null,\"confidence\":0.97}"
        )
    );
    let party: Vec<&String> = first["source"].as_object().expect("an object").keys().collect();
    assert_eq!(party, ["id", "name", "type", "country", "sector", "mention", "start", "end"]);
    for seed in 0..20 {
        let text = bytes("jsonl", &fixture::hostile(seed), &ontology, &Options::default());
        let lines = String::from_utf8(text).expect("UTF-8");
        assert!(lines.lines().all(|l| serde_json::from_str::<serde_json::Value>(l).is_ok()));
    }
}

#[test]
fn a_base_that_is_no_iri_is_refused_by_name() {
    let ontology = fixture::ontology();
    let options = |base: &str| Options { base: base.to_owned(), ..Options::default() };
    for wrong in ["not a base", "https://example.org/a#", "relative/", ""] {
        let fault = writer("ttl").expect("ttl").write(&Graph::default(), &ontology, &options(wrong), &mut Vec::new());
        assert!(matches!(&fault, Err(ExportError::Base { base, .. }) if base == wrong), "{fault:?}");
    }
    let options = options("not a base");
    assert!(
        quads(&fixture::graph(&ontology), &ontology, &options)[0]
            .to_string()
            .contains("https://w3id.org/demarche/data/")
    );
}

#[test]
fn narrowing_keeps_what_is_asked_for() {
    let ontology = fixture::ontology();
    let graph = fixture::graph(&ontology);
    let with = |filter: Filter| narrow(&graph, &filter);
    let names = |g: &Graph| g.actors.iter().map(|a| a.slug.clone()).collect::<Vec<_>>();
    assert_eq!(with(Filter::default()).statements, graph.statements);
    let accusing = with(Filter { relations: vec!["accuses".to_owned()], ..Filter::default() });
    assert_eq!(accusing.statements.len(), 3);
    assert_eq!(names(&accusing), ["grace-nakato", "odhiambo-were", "uganda"]);
    assert_eq!(accusing.documents.len(), 2);
    let wanted = vec!["lubega".to_owned()];
    let one = with(Filter { actors: wanted.clone(), ..Filter::default() });
    assert_eq!(names(&one), ["otto-lubega", "radio-ziwa", "ugandan-marine-unit", "ziwa-forum"]);
    let two = with(Filter { actors: wanted, depth: 2, ..Filter::default() });
    assert!(two.statements.len() > one.statements.len() && two.statements.len() < graph.statements.len());
    let among = with(Filter { actors: vec!["Kenya".to_owned(), "tanzania".to_owned()], depth: 0, ..Filter::default() });
    assert_eq!(among.statements.iter().map(|s| s.relation.as_str()).collect::<Vec<_>>(), ["alliedWith"]);
    let day = |text: &str| Some(text.parse().expect("a date"));
    let late = with(Filter { since: day("2031-03-08"), until: day("2031-03-09"), ..Filter::default() });
    assert!(late.documents.iter().all(|d| d.key == "articles/fish-three.txt"));
    let february = with(Filter { until: day("2031-02-20"), ..Filter::default() });
    assert_eq!(february.statements.iter().map(|s| s.relation.as_str()).collect::<Vec<_>>(), ["arrests"]);
    assert!(with(Filter { actors: vec!["nobody".to_owned()], ..Filter::default() }).statements.is_empty());
}

#[test]
fn prefixes_shorten_the_graphs_own_names() {
    let known = prefixes(&Options { base: "http://example.org/x".to_owned(), ..Options::default() });
    assert!(known.contains(&("actor", "http://example.org/x/actor/".to_owned())));
}

/// `rapper`, else `rdflib` in an environment of its own, counts the triples of a file in a syntax (as `rdflib` calls it).
fn count_outside(file: &Path, syntax: &str, dir: &Path) -> Option<usize> {
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        Some((output.status.success(), said))
    };
    let path = file.to_str()?;
    let raptor = match syntax {
        "nt" => "ntriples",
        "xml" => "rdfxml",
        other => other,
    };
    if let Some((ok, said)) = run("rapper", &["-i", raptor, "-c", path]) {
        assert!(ok, "rapper does not read the file: {said}");
        return said
            .split_whitespace()
            .zip(said.split_whitespace().skip(1))
            .find(|(_, w)| *w == "triples")
            .and_then(|(n, _)| n.parse().ok());
    }
    let environment = dir.join("venv");
    let python = environment.join("bin/python");
    run("python3", &["-m", "venv", environment.to_str()?]).filter(|(ok, _)| *ok)?;
    let install = ["-m", "pip", "install", "-q", "--timeout", "5", "--retries", "0", "rdflib"];
    run(python.to_str()?, &install).filter(|(ok, _)| *ok)?;
    let count = "import sys, rdflib; print(len(rdflib.Graph().parse(sys.argv[1], format=sys.argv[2])))";
    let (ok, said) = run(python.to_str()?, &["-c", count, path, syntax])?;
    assert!(ok, "rdflib does not read the file: {said}");
    said.split_whitespace().last()?.parse().ok()
}

#[test]
fn an_outside_tool_counts_the_same_triples() {
    let ontology = fixture::ontology();
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, graph) in [("lake", fixture::graph(&ontology)), ("hostile", fixture::hostile(7))] {
        let expected = lines(quads(&graph, &ontology, &rdf11()), true).len();
        for (format, syntax) in [("ttl", "turtle"), ("nt", "nt"), ("rdfxml", "xml")] {
            let file = dir.path().join(format!("{name}.{format}"));
            std::fs::write(&file, bytes(format, &graph, &ontology, &rdf11())).expect("a temporary file");
            let Some(count) = count_outside(&file, syntax, dir.path()) else {
                return eprintln!("skipped: neither rapper nor rdflib can be had here");
            };
            assert_eq!(count, expected, "{name} as {format}");
        }
    }
}
