//! `demarche publish`: the graph into a SPARQL store elsewhere.

use anyhow::{Context, Result};

use super::args::{Protocol, Publish};
use super::terminal::{count, say};
use super::{Ending, stored};
use crate::export::{self, Options};
use crate::ontology::Ontology;
use crate::store::{Remote, Store, remote};

/// Where the credentials are looked for: what is typed on a command line can be read by everybody on the machine.
const CREDENTIALS: &str = "DEMARCHE_AUTHORIZATION";

pub(super) fn run(args: &Publish) -> Result<Ending> {
    let options = Options { base: args.place.base.clone(), rdf11: args.rdf11, ..Options::default() };
    options.check()?;
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let (graph, damaged) = stored::graph(&args.place.out, &ontology)?;
    let store = Store::open(&args.place.out)?;
    let _lock = store.lock()?;
    let protocol = match args.protocol {
        Protocol::Graphs => remote::Protocol::Graphs,
        Protocol::Update => remote::Protocol::Update,
    };
    let remote = Remote::new(&args.url, protocol, std::env::var(CREDENTIALS).ok());
    let pushed = remote
        .push(&store, export::named_graphs(&graph, &ontology, &options), damaged == 0)
        .context("not all was published; the same command goes on from here")?;
    if damaged > 0 {
        say("nothing was removed there: documents are damaged here, and what they hold may only be out of sight");
    }
    let graphs = |n: usize| count(n, "graph");
    say(&format!(
        "{}: {} written, {} unchanged, {} removed",
        args.url,
        graphs(pushed.written),
        pushed.unchanged,
        pushed.removed
    ));
    Ok(Ending::of(damaged))
}
