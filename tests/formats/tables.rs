//! Formats for network tools and spreadsheets, read back by Python where it is: networkx, the csv module.

use std::io::Write;
use std::process::{Command, Stdio};

use demarche::export::Options;

use super::{bytes, fixture, graphs};

/// What a Python script prints for bytes on its standard input; `None` where Python or a module is missing.
pub(super) fn python(script: &str, module: &str, input: &[u8]) -> Option<String> {
    let there = Command::new("python3").args(["-c", &format!("import {module}")]).stderr(Stdio::null()).status();
    if !there.is_ok_and(|s| s.success()) {
        eprintln!("skipped: no python3 with {module} here");
        return None;
    }
    let mut child = Command::new("python3")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    child.stdin.take().expect("a pipe").write_all(input).expect("python reads everything");
    let output = child.wait_with_output().expect("python ends");
    assert!(output.status.success(), "{script} fails on {}", String::from_utf8_lossy(input));
    Some(String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned())
}

#[test]
fn networkx_reads_as_many_nodes_and_edges() {
    let ontology = fixture::ontology();
    let script = |format: &str| {
        format!(
            "import sys, io, networkx as n; g = n.read_{format}(io.BytesIO(sys.stdin.buffer.read())); \
             print(g.number_of_nodes(), g.number_of_edges())"
        )
    };
    for graph in graphs(&ontology).into_iter().take(8) {
        let edges = graph.facts.iter().filter(|f| f.source.is_some() && f.target.is_some()).count();
        for format in ["graphml", "gexf"] {
            let written = bytes(format, &graph, &ontology, &Options::default());
            let Some(read) = python(&script(format), "networkx", &written) else { return };
            assert_eq!(read, format!("{} {edges}", graph.actors.len()), "{format}");
        }
    }
}

#[test]
fn a_table_has_a_row_a_claim_and_nothing_that_runs() {
    let ontology = fixture::ontology();
    let script = "import sys, io, csv; r = list(csv.reader(io.TextIOWrapper(sys.stdin.buffer, 'utf-8', newline=''))); \
        print(len(r) - 1, {len(x) for x in r}, any(c[:1] in '=+-@\\t' for x in r for c in x if c))";
    for graph in graphs(&ontology) {
        let Some(read) = python(script, "csv", &bytes("csv", &graph, &ontology, &Options::default())) else { return };
        assert_eq!(read, format!("{} {{24}} False", graph.statements.len()));
    }
}

#[test]
fn labels_of_mermaid_and_strings_of_cypher_do_not_end_early() {
    let ontology = fixture::ontology();
    for graph in graphs(&ontology) {
        let text = |name: &str| String::from_utf8(bytes(name, &graph, &ontology, &Options::default())).expect("UTF-8");
        for line in text("mermaid").lines().filter(|l| l.starts_with("  n")) {
            assert!(line.matches('"').count() == 2, "{line}");
        }
        for line in text("cypher").lines() {
            let bare = line.replace("\\\\", "").replace("\\'", "");
            assert!(bare.matches('\'').count().is_multiple_of(2) && line.ends_with(';'), "{line}");
        }
    }
}
