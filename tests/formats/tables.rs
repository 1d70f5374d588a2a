//! Formats for network tools and spreadsheets, read back by Python where it is: networkx, the csv module.

use std::io::Write;
use std::process::{Command, Stdio};

use demarche::export::Options;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};

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
fn pyarrow_reads_the_same_values_as_the_csv_has() {
    let ontology = fixture::ontology();
    // Spreadsheets need an apostrophe before what they would run; Parquet runs nothing. Arrow's threads do not always end
    // in peace.
    let script = "import sys, os, io, csv, pyarrow.parquet as q; n = int(sys.stdin.buffer.readline()); d = sys.stdin.buffer.read(); \
        t = q.read_table(io.BytesIO(d[:n]), use_threads=False); r = list(csv.DictReader(io.StringIO(d[n:].decode(), newline=''))); \
        same = lambda a, b: float(b) == a if isinstance(a, float) else b in (a or '', \"'\" + (a or '')); \
        print(t.num_rows == len(r), all(same(x[k], y[k]) for x, y in zip(t.to_pylist(), r) for k in y), \
        {str(f.type) for f in t.schema if f.name != 'confidence'}, t.schema.field('confidence').type, flush=True); os._exit(0)";
    for graph in graphs(&ontology).into_iter().take(12) {
        let [parquet, csv] = ["parquet", "csv"].map(|name| bytes(name, &graph, &ontology, &Options::default()));
        let input = [format!("{}\n", parquet.len()).into_bytes(), parquet, csv].concat();
        let Some(read) = python(script, "pyarrow", &input) else { return };
        assert_eq!(read, "True True {'string'} double");
    }
}

#[test]
fn parquet_has_a_row_a_claim_and_nothing_where_csv_is_empty() {
    let ontology = fixture::ontology();
    let graph = fixture::graph(&ontology);
    let mut file = tempfile::tempfile().expect("a temporary file");
    file.write_all(&bytes("parquet", &graph, &ontology, &Options::default())).expect("it takes them");
    let reader = SerializedFileReader::new(file).expect("a Parquet file");
    let rows: Vec<Row> = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), graph.statements.len());
    let column = |name: &str| rows[0].get_column_iter().find(|(n, _)| *n == name).expect("a column").1.clone();
    assert_eq!(column("source"), Field::Str("Odhiambo Were".to_owned()));
    assert_eq!((column("confidence"), column("time")), (Field::Double(0.97), Field::Null));
    assert_eq!(
        column("sentence"),
        Field::Str("Odhiambo Were proposed joint patrols of the lake to Uganda.".to_owned())
    );
}

#[test]
fn labels_of_mermaid_and_strings_of_cypher_do_not_end_early() {
    let ontology = fixture::ontology();
    for graph in graphs(&ontology) {
        let text = |name: &str| String::from_utf8(bytes(name, &graph, &ontology, &Options::default())).expect("UTF-8");
        for line in text("mermaid").lines().filter(|l| l.trim_start().starts_with(['n', 's'])) {
            assert!(line.matches('"').count() == 2, "{line}");
        }
        for line in text("cypher").lines() {
            let bare = line.replace("\\\\", "").replace("\\'", "");
            assert!(bare.matches('\'').count().is_multiple_of(2) && line.ends_with(';'), "{line}");
        }
    }
}
