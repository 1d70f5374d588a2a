//! The graph that a build left on disk, for the verbs that read it.

use std::path::Path;

use anyhow::{Result, bail};

use super::terminal::say;
use crate::export::{Options, each_quad};
use crate::extract::Reading;
use crate::graph::Graph;
use crate::knowledge::Knowledge;
use crate::ontology::Ontology;
use crate::resolve::resolve_with;
use crate::store::{Index, Store};

/// Tells whether a folder holds a graph.
pub(super) fn exists(dir: &Path) -> bool {
    dir.join("documents").is_dir()
}

/// Opens a folder that holds a graph; a verb that only reads makes no new folder.
pub(super) fn open(dir: &Path) -> Result<Store> {
    if !exists(dir) {
        bail!("{} holds no graph; make one with `demarche build PATH…`, or name its folder with --out", dir.display());
    }
    Ok(Store::open(dir)?)
}

/// Gives all documents that lie on disk, and tells which files are damaged.
pub(super) fn readings(store: &Store) -> Result<(Vec<Reading>, Vec<String>)> {
    let (mut readings, mut damaged) = (Vec::new(), Vec::new());
    for reading in store.readings()? {
        match reading {
            Ok(reading) => readings.push(reading),
            Err(error) => {
                say(&format!("skipped: {error}"));
                damaged.push(error.to_string());
            }
        }
    }
    Ok((readings, damaged))
}

/// Gives the graph of documents, by the decisions and the knowledge base that lie beside them.
pub(super) fn resolved(store: &Store, readings: &[Reading], ontology: &Ontology) -> Result<Graph> {
    let knowledge = Knowledge::open(store.dir())?;
    Ok(resolve_with(readings, &store.decisions()?, ontology, &knowledge))
}

/// Gives the graph of all documents of a store, and tells which files are damaged; what was read does not stay in memory.
pub(super) fn whole(store: &Store, ontology: &Ontology) -> Result<(Graph, Vec<String>)> {
    let (readings, damaged) = readings(store)?;
    Ok((resolved(store, &readings, ontology)?, damaged))
}

/// Gives the graph of all documents that lie on disk, and how many files are damaged.
pub(super) fn graph(dir: &Path, ontology: &Ontology) -> Result<(Graph, usize)> {
    let (graph, damaged) = whole(&open(dir)?, ontology)?;
    Ok((graph, damaged.len()))
}

/// The index of all documents that lie on disk.
pub(super) struct Indexed {
    pub index: Index,
    /// How many claims it was filled with.
    pub claims: usize,
    /// How many files are damaged.
    pub damaged: usize,
}

/// Fills the index; the graph that it is filled from does not lie beside it afterwards.
pub(super) fn index(dir: &Path, ontology: &Ontology, options: &Options) -> Result<Indexed> {
    let (graph, damaged) = graph(dir, ontology)?;
    let index = Index::fill_by(|add| each_quad(&graph, ontology, options, add))?;
    Ok(Indexed { index, claims: graph.statements.len(), damaged })
}
