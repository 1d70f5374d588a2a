//! N-Triples and N-Quads: one statement a line, sorted.

use std::collections::BTreeSet;
use std::io::Write;

use super::quads::quads;
use super::{ExportError, Options, Writer};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// The union graph as N-Triples.
pub(super) struct NTriples;

/// The dataset as N-Quads.
pub(super) struct NQuads;

impl Writer for NTriples {
    fn name(&self) -> &'static str {
        "nt"
    }

    fn help(&self) -> &'static str {
        "N-Triples: all graphs as one, a triple a line, for pipes and big loads"
    }

    fn media_type(&self) -> &'static str {
        "application/n-triples"
    }

    fn write(
        &self,
        graph: &Graph,
        ontology: &Ontology,
        options: &Options,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        options.check()?;
        let quads = quads(graph, ontology, options);
        let lines = quads.iter().map(|q| format!("{} {} {} .", q.subject, q.predicate, q.object));
        for line in lines.collect::<BTreeSet<_>>() {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

impl Writer for NQuads {
    fn name(&self) -> &'static str {
        "nq"
    }

    fn help(&self) -> &'static str {
        "N-Quads: one named graph for each document, a quad a line, for databases"
    }

    fn media_type(&self) -> &'static str {
        "application/n-quads"
    }

    fn write(
        &self,
        graph: &Graph,
        ontology: &Ontology,
        options: &Options,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        options.check()?;
        for quad in quads(graph, ontology, options) {
            writeln!(out, "{quad} .")?;
        }
        Ok(())
    }
}
