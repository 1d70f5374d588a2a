//! `demarche forget`: a document, or all of a publisher or address, out of the graph.

use anyhow::{Result, bail};

use super::args::Forget;
use super::terminal::{count, say};
use super::{Ending, build, stored};
use crate::export::Options;
use crate::ontology::Ontology;

pub(super) fn run(args: &Forget) -> Result<Ending> {
    let options = Options { base: args.place.base.clone(), ..Options::default() };
    options.check()?;
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let store = stored::open(&args.place.out)?;
    let _lock = store.lock()?;
    let (readings, damaged) = stored::readings(&store)?;
    let is_meant = |d: &crate::text::Document| {
        let under = |text: &str| {
            text.strip_prefix(args.source.as_str())
                .is_some_and(|r| r.is_empty() || args.source.ends_with('/') || r.starts_with('/'))
        };
        under(&d.key) || d.url.as_deref().is_some_and(under) || d.publisher.as_deref() == Some(&args.source)
    };
    let (gone, kept): (Vec<_>, Vec<_>) = readings.into_iter().partition(|r| is_meant(&r.document));
    if gone.is_empty() {
        bail!(
            "no document, folder, address or publisher is called \"{}\" in {}",
            args.source,
            args.place.out.display()
        );
    }
    for reading in &gone {
        store.remove(&reading.document.key)?;
    }
    if args.place.out.join("published.json").exists() {
        say("it was published as well: `demarche publish` takes it from there and out of published.json");
    }
    let graph = stored::resolved(&store, &kept, &ontology)?;
    build::derive(&store, &graph, &ontology, &options)?;
    say(&format!("{} forgotten, {} left", count(gone.len(), "document"), count(kept.len(), "document")));
    Ok(Ending::of(damaged.len()))
}
