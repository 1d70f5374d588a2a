//! Graphviz DOT: a diagram for a slide, with a legend.

use std::fmt::Write as _;
use std::io::Write;

use super::picture::{Edge, Look, Node, Picture, picture};
use super::style::{FONT, GREY, Kind, width};
use super::words::{wrap, xml};
use super::{ExportError, Layout, Options, Writer};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// The lines of the legend that have no colour.
const LINES: [&str; 5] = [
    "- - ▸  alleged, reported, conditional,",
    "           possible or requested",
    "· · · ▸  planned",
    "——|  denied, did not happen",
    "thicker: more documents say so",
];

/// The graph as DOT.
pub(super) struct Dot;

impl Writer for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn help(&self) -> &'static str {
        "Graphviz DOT: a diagram of actors and claims, for dot -Tsvg"
    }

    fn media_type(&self) -> &'static str {
        "text/vnd.graphviz"
    }

    fn write(
        &self,
        graph: &Graph,
        ontology: &Ontology,
        options: &Options,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        out.write_all(source(graph, ontology, options).as_bytes())?;
        Ok(())
    }
}

/// Gives the diagram's source.
pub(super) fn source(graph: &Graph, ontology: &Ontology, options: &Options) -> String {
    let picture = picture(graph, ontology, options);
    let mut out = head(&picture, options.layout);
    match options.layout {
        Layout::Dot | Layout::Fdp => legend(&picture, &mut out),
        _ => legend_in_one(&picture, &mut out),
    }
    for (at, node) in picture.unframed() {
        out.push_str(&node_line("  ", at, node));
    }
    for (number, (cluster, nodes)) in picture.frames().iter().enumerate() {
        let _ = writeln!(out, "  subgraph \"cluster_{number}\" {{");
        let _ = writeln!(out, "    label={}; labeljust=l; fontsize=10; fontcolor=\"{GREY}\";", quoted(cluster));
        let _ = writeln!(out, "    style=\"rounded,filled\"; fillcolor=\"#FAFAFA\"; color=\"#CCCCCC\"; margin=12;");
        for &at in nodes {
            out.push_str(&node_line("    ", at, &picture.nodes[at]));
        }
        out.push_str("  }\n");
    }
    for edge in &picture.edges {
        out.push_str(&edge_line(edge));
    }
    out.push_str("}\n");
    out
}

fn head(picture: &Picture, layout: Layout) -> String {
    let mut label = vec![picture.title.clone(), picture.subtitle.clone()];
    label.push(String::new());
    let label = quoted(&label.join("\n"));
    // Only layers run from left to right; where forces push, nodes must be kept off each other and lines bend around them.
    let engine = match layout {
        Layout::Dot => "rankdir=LR, newrank=true, nodesep=0.25, ranksep=0.4".to_owned(),
        other => format!("layout={}, overlap=prism, splines=true, sep=\"+12\", K=1.2", other.as_str()),
    };
    format!(
        "digraph \"demarche\" {{
  graph [charset=\"UTF-8\", {engine}, label={label}, labelloc=t, fontname=\"{FONT}\", fontsize=16,
    bgcolor=white, pad=0.3, tooltip={label}];
  node [fontname=\"{FONT}\", fontsize=11, color=\"{GREY}\", penwidth=0.8, margin=\"0.14,0.07\"];
  edge [fontname=\"{FONT}\", fontsize=10, arrowsize=0.8];
"
    )
}

fn node_line(indent: &str, at: usize, node: &Node) -> String {
    let font = if node.kind == Kind::Content {
        format!(", fontsize=9, fontcolor=\"{GREY}\", margin=\"0.05,0.02\"")
    } else {
        String::new()
    };
    let fill = if node.kind == Kind::Content { String::new() } else { format!(", fillcolor=\"{}\"", node.kind.fill()) };
    let (label, tooltip) = (quoted(&node.lines.join("\n")), quoted(&node.tooltip));
    let (number, shape, link) = (at + 1, node.kind.dot(), link(node.link.as_deref()));
    format!("{indent}\"n{number}\" [label={label}, {shape}{fill}{font}, tooltip={tooltip}{link}];\n")
}

fn edge_line(edge: &Edge) -> String {
    let (label, tooltip) = (quoted(&edge.lines.join("\n")), quoted(&edge.tooltip));
    let look = look(edge.look, edge.documents);
    let (from, to) = (edge.from + 1, edge.to + 1);
    let link = link(edge.link.as_deref());
    format!("  \"n{from}\" -> \"n{to}\" [label={label}, {look}, tooltip={tooltip}, labeltooltip={tooltip}{link}];\n")
}

/// The attribute that makes a part of the SVG a link, to a new page.
fn link(address: Option<&str>) -> String {
    address.map_or(String::new(), |a| format!(", URL={}, target=\"_blank\"", quoted(a)))
}

fn look(look: Look, documents: usize) -> String {
    let (colour, ink) = (look.ink.colour(), look.ink.text());
    let (width, size) = if look.fact { (0.7, 9) } else { (width(documents), 10) };
    let mut out = format!("color=\"{colour}\", fontcolor=\"{ink}\", style={}, penwidth={width:.1}", look.line.dot());
    let head = if look.negated { "tee" } else { "normal" };
    let _ = write!(out, ", arrowhead={head}");
    if look.mutual {
        let _ = write!(out, ", dir=both, arrowtail={head}");
    }
    if look.fact {
        let _ = write!(out, ", fontsize={size}, arrowsize=0.5");
    }
    out
}

/// What colours, lines and shapes mean, and what was left out: small, and first, so that it takes a corner.
fn legend(picture: &Picture, out: &mut String) {
    let _ = writeln!(out, "  subgraph \"cluster_legend\" {{");
    let _ = writeln!(
        out,
        "    label=\"Legend\"; labeljust=l; fontsize=10; fontcolor=\"{GREY}\"; style=rounded; color=\"#CCCCCC\"; margin=8;"
    );
    for (at, kind) in picture.kinds().enumerate() {
        let (label, fill, shape) = (quoted(kind.label()), kind.fill(), kind.dot());
        let _ = writeln!(
            out,
            "    \"k{at}\" [label={label}, {shape}, fillcolor=\"{fill}\", fontsize=9, height=0.2, margin=\"0.08,0.03\"];"
        );
    }
    let inks = picture.inks().map(|ink| (ink.colour(), format!("——▸  {}\\l", ink.label())));
    let notes = [
        (GREY, LINES.join("\\l") + "\\l"),
        (GREY, picture.notes.iter().flat_map(|note| wrap(note, 36)).collect::<Vec<_>>().join("\\l") + "\\l"),
    ];
    // Nothing here comes from a text but numbers: the lines may hold DOT's own escapes.
    for (at, (ink, label)) in inks.chain(notes).enumerate().filter(|(_, (_, label))| label.len() > 2) {
        let _ = writeln!(
            out,
            "    \"l{at}\" [label=\"{label}\", shape=plaintext, fontcolor=\"{ink}\", fontsize=9, height=0.2, margin=\"0.05,0.01\"];"
        );
    }
    out.push_str("  }\n");
}

/// The legend as one node, for engines that draw no frames and would scatter its parts among the actors.
fn legend_in_one(picture: &Picture, out: &mut String) {
    let row =
        |colour: &str, text: &str| format!("<TR><TD ALIGN=\"LEFT\"><FONT COLOR=\"{colour}\">{text}</FONT></TD></TR>");
    let mut rows: Vec<String> = picture.inks().map(|i| row(i.colour(), &format!("—▸ {}", i.label()))).collect();
    rows.extend(LINES.map(|line| row(GREY, line.trim())));
    let kind = |k: Kind| format!("<TR><TD ALIGN=\"LEFT\" BGCOLOR=\"{}\">{}</TD></TR>", k.fill(), k.label());
    rows.extend(picture.kinds().map(kind));
    rows.extend(picture.notes.iter().flat_map(|note| wrap(note, 36)).map(|line| row(GREY, &xml(&line))));
    let table =
        format!("<<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"1\" COLOR=\"#CCCCCC\">{}</TABLE>>", rows.concat());
    let _ = writeln!(out, "  \"legend\" [label={table}, shape=plaintext, fontsize=9, margin=0];");
}

/// A quoted string of DOT that shows exactly this text, in labels and tooltips alike.
///
/// A backslash would begin an escape (`\N` is the node's name), `&` an entity, and a quote would end the string.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
