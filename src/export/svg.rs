//! SVG: the diagram, drawn by the system's Graphviz where there is one, else by our own layout.

use std::io::Write;
use std::process::{Command, Stdio};

use super::{ExportError, Options, Writer, dot, svg_layout};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// The graph as SVG.
pub(super) struct Svg;

impl Writer for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn help(&self) -> &'static str {
        "SVG: the diagram as a picture, by Graphviz where it is installed"
    }

    fn media_type(&self) -> &'static str {
        "image/svg+xml"
    }

    fn write(
        &self,
        graph: &Graph,
        ontology: &Ontology,
        options: &Options,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        match graphviz(&dot::source(graph, ontology, options)) {
            Some(svg) => out.write_all(&svg)?,
            None => out.write_all(svg_layout::draw(graph, ontology, options).as_bytes())?,
        }
        Ok(())
    }
}

/// What `dot -Tsvg` makes of a diagram; none where it is missing or fails.
fn graphviz(source: &str) -> Option<Vec<u8>> {
    let mut dot = Command::new("dot");
    dot.arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = dot.spawn().ok()?;
    let mut stdin = child.stdin.take()?;
    let output = std::thread::scope(|scope| {
        // Written beside reading: a full pipe on one side must not stop the other. A refusal shows in the status.
        scope.spawn(move || drop(stdin.write_all(source.as_bytes())));
        child.wait_with_output().ok()
    })?;
    let is_svg = output.status.success() && output.stdout.windows(4).any(|w| w == b"<svg");
    is_svg.then_some(output.stdout)
}
