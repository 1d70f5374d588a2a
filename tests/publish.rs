//! Pushing the graph into a real store: Oxigraph's server (PyPI package `oxigraph`), where it is.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// Ends the server with the test.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn server(dir: &Path) -> Option<Server> {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
    let mut command = Command::new("oxigraph");
    command.args(["serve", "--location"]).arg(dir).args(["--bind", &format!("127.0.0.1:{port}")]);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok();
    let Some(child) = child else {
        eprintln!("skipped: no oxigraph server here (pip install oxigraph)");
        return None;
    };
    let server = Server { child, port };
    for _ in 0..200 {
        if server.ask("ASK {}").is_some() {
            return Some(server);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the server does not answer");
}

impl Server {
    fn ask(&self, sparql: &str) -> Option<String> {
        let request = ureq::post(format!("http://127.0.0.1:{}/query", self.port));
        let request = request.header("Content-Type", "application/sparql-query").header("Accept", "text/csv");
        request.send(sparql.as_bytes()).ok()?.body_mut().read_to_string().ok()
    }

    /// Quads in named graphs.
    fn quads(&self) -> usize {
        let csv = self.ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").expect("an answer");
        csv.lines().nth(1).and_then(|n| n.trim().parse().ok()).unwrap_or_else(|| panic!("{csv}"))
    }
}

fn demarche(dir: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_demarche")).current_dir(dir).args(args).output().expect("it starts");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{args:?}: {err}");
    format!("{out}{err}")
}

fn graph() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("a.txt", "Kenyan Foreign Minister Amina Odera proposed joint patrols of the lake to Uganda on Monday.\n"),
        ("b.txt", "Uganda rejected the proposal. Tanzania condemned Uganda for the seizure of two boats.\n"),
    ] {
        fs::write(dir.path().join(name), text).expect("written");
    }
    demarche(dir.path(), &["build", "a.txt", "b.txt"]);
    dir
}

#[test]
fn a_store_gets_each_graph_once_and_loses_what_is_gone() {
    for (path, protocol, rdf11) in [("store", "graphs", false), ("update", "update", true)] {
        let (dir, place) = (graph(), tempfile::tempdir().expect("a folder"));
        let Some(server) = server(place.path()) else { return };
        let url = format!("http://127.0.0.1:{}/{path}", server.port);
        let mut args = vec!["publish", url.as_str(), "--protocol", protocol];
        let mut export = vec!["export", "nq"];
        if rdf11 {
            args.push("--rdf11");
            export.push("--rdf11");
        }
        let lines = || demarche(dir.path(), &export).lines().count();
        let first = demarche(dir.path(), &args);
        assert!(first.contains("4 graphs written, 0 unchanged, 0 removed"), "{first}");
        assert_eq!(server.quads(), lines());
        let again = demarche(dir.path(), &args);
        assert!(again.contains("0 graphs written, 4 unchanged, 0 removed"), "{again}");
        demarche(dir.path(), &["forget", "b.txt"]);
        let less = demarche(dir.path(), &args);
        assert!(less.contains("1 removed"), "{less}");
        assert_eq!(server.quads(), lines());
        // What broke off is taken up again: a state without one of the graphs sends that one.
        let state = dir.path().join("out/published.json");
        let mut known: serde_json::Value = serde_json::from_slice(&fs::read(&state).expect("a state")).expect("JSON");
        let graphs = known[&url].as_object_mut().expect("graphs");
        let lost = graphs.keys().next().expect("a graph").clone();
        graphs.remove(&lost);
        fs::write(&state, known.to_string()).expect("written");
        let rest = demarche(dir.path(), &args);
        assert!(rest.contains("1 graph written, 2 unchanged, 0 removed"), "{rest}");
        assert_eq!(server.quads(), lines());
    }
}

#[test]
fn a_wrong_address_is_no_success() {
    let (dir, place) = (graph(), tempfile::tempdir().expect("a folder"));
    let Some(server) = server(place.path()) else { return };
    let url = format!("http://127.0.0.1:{}/nowhere", server.port);
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .current_dir(dir.path())
        .args(["publish", &url])
        .output()
        .expect("starts");
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(server.quads(), 0);
}

#[test]
fn nobody_there_is_told() {
    let dir = graph();
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .current_dir(dir.path())
        .args(["publish", "http://127.0.0.1:9/store"])
        .output()
        .expect("it starts");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(err.contains("127.0.0.1:9") && err.contains("goes on from here"), "{err}");
}
