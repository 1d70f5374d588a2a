//! A SPARQL store elsewhere, by SPARQL 1.1 over HTTP: whole graphs by the Graph Store Protocol, or by Update.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use oxigraph::model::{GraphName, NamedNode, Quad};
use sha2::{Digest, Sha256};

use super::{Store, StoreError};

/// Where it is written what a remote store has, so that a push goes on where it broke off.
const NAME: &str = "published.json";
/// Triples of one update.
const BATCH: usize = 2000;
/// Tries before a graph is given up, and the pause before the second.
const TRIES: u32 = 3;
const PAUSE: Duration = Duration::from_millis(500);
/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// How graphs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// PUT and DELETE of whole graphs (SPARQL 1.1 Graph Store HTTP Protocol).
    Graphs,
    /// POST of DROP and INSERT DATA (SPARQL 1.1 Update).
    Update,
}

/// A store at an address.
pub struct Remote {
    agent: ureq::Agent,
    url: String,
    protocol: Protocol,
    /// The header `Authorization`.
    credentials: Option<String>,
}

/// What a push did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pushed {
    /// Graphs written.
    pub written: usize,
    /// Graphs that the remote store had already.
    pub unchanged: usize,
    /// Graphs taken away, because the local graph no longer has them.
    pub removed: usize,
}

/// For each address the graphs that it has, with the hash of their triples.
type Known = BTreeMap<String, BTreeMap<String, String>>;

impl Remote {
    /// Takes an address and how to write to it; `credentials` is what the header `Authorization` says.
    pub fn new(url: &str, protocol: Protocol, credentials: Option<String>) -> Self {
        // Answers are told by their status: a refusal is not an error of the connection.
        // A redirect would be followed by GET, which writes nothing and is answered as if it had.
        let config = ureq::Agent::config_builder().max_redirects(0).max_redirects_will_error(false);
        let config = config.timeout_global(Some(PATIENCE)).http_status_as_error(false);
        Self { agent: config.build().into(), url: url.to_owned(), protocol, credentials }
    }

    /// Brings the remote store to these graphs, one after the other, each whole, only what it does not have.
    ///
    /// What it has is remembered beside the local graph, so that the next push sends only the rest. Graphs that somebody
    /// else put there are left alone; those of this graph that are gone are taken away if `remove` says so.
    ///
    /// # Errors
    /// The first graph that is refused, after some tries.
    pub fn push(
        &self,
        store: &Store,
        graphs: impl Iterator<Item = Vec<Quad>>,
        remove: bool,
    ) -> Result<Pushed, StoreError> {
        let mut memory = Memory::open(store, &self.url)?;
        let done = self.send(&mut memory, graphs, remove);
        memory.save()?;
        done
    }

    fn send(
        &self,
        memory: &mut Memory<'_>,
        graphs: impl Iterator<Item = Vec<Quad>>,
        remove: bool,
    ) -> Result<Pushed, StoreError> {
        let mut out = Pushed::default();
        let mut now = BTreeSet::new();
        for graph in graphs {
            let Some(GraphName::NamedNode(name)) = graph.first().map(|quad| &quad.graph_name) else { continue };
            now.insert(name.as_str().to_owned());
            let triples = triples(&graph);
            let hash: String = Sha256::digest(triples.concat()).iter().map(|b| format!("{b:02x}")).collect();
            if memory.has.get(name.as_str()) == Some(&hash) {
                out.unchanged += 1;
                continue;
            }
            // Forgotten first: of a graph that breaks off half-way nothing is known.
            if memory.has.remove(name.as_str()).is_some() && self.protocol == Protocol::Update {
                memory.save()?;
            }
            self.put(name, &triples)?;
            memory.has.insert(name.as_str().to_owned(), hash);
            memory.save_now_and_then()?;
            out.written += 1;
        }
        let gone: Vec<String> = memory.has.keys().filter(|name| remove && !now.contains(*name)).cloned().collect();
        for name in gone {
            self.delete(&name)?;
            memory.has.remove(&name);
            memory.save_now_and_then()?;
            out.removed += 1;
        }
        Ok(out)
    }

    fn put(&self, name: &NamedNode, triples: &[String]) -> Result<(), StoreError> {
        if self.protocol == Protocol::Graphs {
            let body = triples.concat();
            return self.ask(false, || {
                let request = self.agent.put(&self.url).query("graph", name.as_str());
                self.signed(request).header("Content-Type", "application/n-triples").send(body.as_bytes())
            });
        }
        let mut before = format!("DROP SILENT GRAPH {name} ;\n");
        for batch in triples.chunks(BATCH) {
            self.update(&format!("{before}INSERT DATA {{ GRAPH {name} {{\n{}}} }}", batch.concat()))?;
            before.clear();
        }
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), StoreError> {
        if self.protocol == Protocol::Update {
            return self.update(&format!("DROP SILENT GRAPH <{name}>"));
        }
        self.ask(true, || {
            let mut request = self.agent.delete(&self.url).query("graph", name);
            if let Some(credentials) = &self.credentials {
                request = request.header("Authorization", credentials);
            }
            request.call()
        })
    }

    fn update(&self, text: &str) -> Result<(), StoreError> {
        self.ask(false, || {
            let request = self.signed(self.agent.post(&self.url));
            request.header("Content-Type", "application/sparql-update").send(text.as_bytes())
        })
    }

    fn signed(
        &self,
        request: ureq::RequestBuilder<ureq::typestate::WithBody>,
    ) -> ureq::RequestBuilder<ureq::typestate::WithBody> {
        match &self.credentials {
            Some(credentials) => request.header("Authorization", credentials),
            None => request,
        }
    }

    /// Asks until there is an answer; a server that is busy or away is asked again. What is to be deleted may be gone.
    fn ask(
        &self,
        may_be_gone: bool,
        request: impl Fn() -> Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<(), StoreError> {
        let mut pause = PAUSE;
        for left in (0..TRIES).rev() {
            let cause = match request() {
                Ok(answer) if answer.status().is_success() || may_be_gone && answer.status() == 404 => return Ok(()),
                Ok(mut answer) => {
                    let status = answer.status();
                    let said = answer.body_mut().read_to_string().unwrap_or_default();
                    let place = answer.headers().get("location").and_then(|l| l.to_str().ok()).unwrap_or_default();
                    let cause = format!("{status} {place} {}", said.chars().take(300).collect::<String>());
                    if !status.is_server_error() {
                        return Err(self.refused(cause));
                    }
                    cause
                }
                Err(error) => error.to_string(),
            };
            if left == 0 {
                return Err(self.refused(cause));
            }
            std::thread::sleep(pause);
            pause *= 4;
        }
        Ok(())
    }

    fn refused(&self, cause: String) -> StoreError {
        StoreError::Remote { url: self.url.clone(), cause: cause.trim().to_owned() }
    }
}

/// A graph's triples as lines of N-Triples.
fn triples(graph: &[Quad]) -> Vec<String> {
    let line = |q: &Quad| {
        let mut out = String::new();
        let _ = writeln!(out, "{} {} {} .", q.subject, q.predicate, q.object);
        out
    };
    graph.iter().map(line).collect()
}

/// What remote stores have, as it lies beside the local graph.
struct Memory<'s> {
    store: &'s Store,
    url: String,
    /// The graphs of this address with the hash of their triples.
    has: BTreeMap<String, String>,
    others: Known,
    saved: Instant,
}

impl<'s> Memory<'s> {
    fn open(store: &'s Store, url: &str) -> Result<Self, StoreError> {
        let mut others = known(store)?;
        let has = others.remove(url).unwrap_or_default();
        Ok(Self { store, url: url.to_owned(), has, others, saved: Instant::now() })
    }

    /// At most once a second: a push of thousands of graphs must not write its memory thousands of times.
    fn save_now_and_then(&mut self) -> Result<(), StoreError> {
        if self.saved.elapsed() > Duration::from_secs(1) { self.save() } else { Ok(()) }
    }

    fn save(&mut self) -> Result<(), StoreError> {
        self.saved = Instant::now();
        let mut all = self.others.clone();
        all.insert(self.url.clone(), self.has.clone());
        self.store.write_derived(NAME, &serde_json::to_vec_pretty(&all).unwrap_or_default())
    }
}

fn known(store: &Store) -> Result<Known, StoreError> {
    let path = store.dir().join(NAME);
    if !path.exists() {
        return Ok(Known::new());
    }
    let bytes = std::fs::read(&path).map_err(StoreError::io(&path))?;
    let damaged = |e: serde_json::Error| StoreError::Damaged { path: path.display().to_string(), cause: e.to_string() };
    serde_json::from_slice(&bytes).map_err(damaged)
}
