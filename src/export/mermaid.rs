//! Mermaid: the diagram as text that Markdown pages draw (GitHub, GitLab, Obsidian).

use std::fmt::Write as _;
use std::io::Write;

use super::picture::{Edge, picture};
use super::style::Line;
use super::{ExportError, Options, Writer};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// The diagram as a Mermaid flowchart.
pub(super) struct Mermaid;

impl Writer for Mermaid {
    fn name(&self) -> &'static str {
        "mermaid"
    }

    fn help(&self) -> &'static str {
        "Mermaid: the diagram as a flowchart for Markdown pages"
    }

    fn media_type(&self) -> &'static str {
        "text/vnd.mermaid"
    }

    fn write(
        &self,
        graph: &Graph,
        ontology: &Ontology,
        options: &Options,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        let picture = picture(graph, ontology, options);
        let mut text = format!("---\ntitle: \"{}\"\n---\nflowchart LR\n", picture.title.replace(['"', '\\'], "'"));
        let node = |at: usize| format!("n{at}[\"{}\"]", label(&picture.nodes[at].lines));
        for (at, _) in picture.unframed() {
            let _ = writeln!(text, "  {}", node(at));
        }
        for (number, (name, nodes)) in picture.frames().into_iter().enumerate() {
            let _ = writeln!(text, "  subgraph f{number}[\"{}\"]", label(&[name.to_owned()]));
            for at in nodes {
                let _ = writeln!(text, "    {}", node(at));
            }
            text.push_str("  end\n");
        }
        for (at, edge) in picture.edges.iter().enumerate() {
            let _ = writeln!(text, "  n{} {}|\"{}\"| n{}", edge.from, arrow(edge), label(&edge.lines), edge.to);
            let _ = writeln!(text, "  linkStyle {at} stroke:{}", edge.look.ink.colour());
        }
        for note in &picture.notes {
            let _ = writeln!(text, "  %% {}", note.replace(['\n', '{', '}'], " "));
        }
        out.write_all(text.as_bytes())?;
        Ok(())
    }
}

/// Dotted for what is not asserted, a cross for what is denied.
fn arrow(edge: &Edge) -> &'static str {
    match (edge.look.negated, edge.look.line) {
        (true, _) => "--x",
        (_, Line::Solid) if edge.look.mutual => "<-->",
        (_, Line::Solid) => "-->",
        _ => "-.->",
    }
}

/// Lines of a label; every sign that could end it or mean something to Markdown or HTML is written by its number.
fn label(lines: &[String]) -> String {
    let harmless = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '’' | '…' | '·') || !c.is_ascii();
    let escaped = |line: &String| {
        line.chars().fold(String::new(), |mut out, c| {
            if harmless(c) {
                out.push(c);
            } else {
                let _ = write!(out, "#{};", c as u32);
            }
            out
        })
    };
    lines.iter().map(escaped).collect::<Vec<_>>().join("<br/>")
}
