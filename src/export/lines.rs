//! N-Triples and N-Quads: one statement a line, sorted within each document.

use std::io::Write;

use super::parts::{Parts, write_each};
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
        let parts = Parts::union(graph, ontology, options);
        write_each(&parts.sorted(), out, |part, text| {
            let quads = parts.sorted_quads(part);
            quads.iter().try_for_each(|q| writeln!(text, "{} {} {} .", q.subject, q.predicate, q.object))
        })?;
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
        let parts = Parts::new(graph, ontology, options);
        write_each(&parts.sorted(), out, |part, text| {
            parts.sorted_quads(part).iter().try_for_each(|quad| writeln!(text, "{quad} ."))
        })?;
        Ok(())
    }
}
