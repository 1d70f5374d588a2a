//! The graph in the formats of others: RDF in all its syntaxes, diagrams, network tools, tables, JSON Lines.
//!
//! Takes a [`Graph`] and the ontology that its relations come from, gives bytes: the same graph, ontology and options
//! give the same bytes (SVG drawn by another Graphviz aside). [`quads`] is the graph as RDF, which the store's index
//! is filled from as well; [`narrow`] gives the part of a graph that a reader asks for. Everything that comes from a
//! text is hostile here: it never leaves unescaped. A format is one file and one line in [`ALL`].

mod csv;
mod cypher;
mod dot;
mod error;
mod filter;
mod gexf;
mod graphml;
mod grouped;
mod iri;
mod jsonl;
mod jsonld;
mod lines;
mod literal;
mod mermaid;
mod network;
mod parquet;
mod parts;
mod picture;
mod quads;
mod rdfxml;
mod regroup;
mod style;
mod svg;
mod svg_layout;
mod table;
mod turtle;
mod vault;
mod words;

use std::io::Write;

pub use error::ExportError;
pub use filter::{Filter, narrow};
pub use iri::{DEFAULT_BASE, Names, prefixes};
pub use parts::{each_quad, named_graphs, quads};
pub use svg_layout::draw as draw_without_graphviz;
pub use vault::{Note, vault};

use crate::graph::Graph;
use crate::ontology::Ontology;

/// What the reader of an export may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// IRI that the graph's own IRIs hang under.
    pub base: String,
    /// Leaves out RDF 1.2 triple terms; the n-ary claims say the same.
    pub rdf11: bool,
    /// How many actors a diagram draws at most; 40 where it is left open.
    pub max_nodes: Option<usize>,
    /// Title of a diagram.
    pub title: Option<String>,
    /// Whose claims a diagram takes together.
    pub by: By,
    /// How Graphviz places the nodes of a diagram.
    pub layout: Layout,
}

/// Whose claims a diagram takes together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// A node for each actor, framed by country.
    #[default]
    Actor,
    /// A node for each state: who acts for it counts as it.
    State,
    /// A frame for each document, with the actors that it names.
    Document,
}

impl By {
    /// All, each with its name and a line of help.
    pub const ALL: &[(By, &str, &str)] = &[
        (By::Actor, "actor", "A node for each actor, framed by country"),
        (By::State, "state", "A node for each state: who acts for it counts as it"),
        (By::Document, "document", "A frame for each document"),
    ];
}

/// How Graphviz places the nodes of a diagram: its engines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// In layers from left to right.
    #[default]
    Dot,
    /// By springs.
    Neato,
    /// By forces, frames kept together.
    Fdp,
    /// By forces, for large graphs.
    Sfdp,
    /// On circles.
    Circo,
    /// On rings around the middle.
    Twopi,
}

impl Layout {
    /// All, each with its engine's name and a line of help.
    pub const ALL: &[(Layout, &str, &str)] = &[
        (Layout::Dot, "dot", "In layers from left to right"),
        (Layout::Neato, "neato", "By springs, without frames"),
        (Layout::Fdp, "fdp", "By forces, frames kept together"),
        (Layout::Sfdp, "sfdp", "By forces, for large graphs, without frames"),
        (Layout::Circo, "circo", "On circles, without frames"),
        (Layout::Twopi, "twopi", "On rings, without frames"),
    ];

    /// Gives the engine's name.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(layout, ..)| *layout == self).map_or("dot", |(_, name, _)| name)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            base: DEFAULT_BASE.to_owned(),
            rdf11: false,
            max_nodes: None,
            title: None,
            by: By::Actor,
            layout: Layout::Dot,
        }
    }
}

impl Options {
    /// Checks that the base is an absolute IRI: what a command does before it writes anything.
    pub fn check(&self) -> Result<(), ExportError> {
        iri::check(&self.base)
    }
}

/// Writes a graph in one format.
pub trait Writer: Sync {
    /// Gives its name on the command line, which is the file's extension too (`ttl`).
    fn name(&self) -> &'static str;
    /// Gives a sentence of help.
    fn help(&self) -> &'static str;
    /// Gives its media type, for HTTP.
    fn media_type(&self) -> &'static str;
    /// Writes the whole graph.
    fn write(
        &self,
        graph: &Graph,
        ontology: &Ontology,
        options: &Options,
        out: &mut dyn Write,
    ) -> Result<(), ExportError>;
}

/// All formats, in the order in which help lists them.
pub const ALL: &[&dyn Writer] = &[
    &turtle::Turtle,
    &lines::NTriples,
    &lines::NQuads,
    &turtle::TriG,
    &rdfxml::RdfXml,
    &jsonld::JsonLd,
    &dot::Dot,
    &svg::Svg,
    &mermaid::Mermaid,
    &graphml::GraphMl,
    &gexf::Gexf,
    &csv::Csv,
    &parquet::Parquet,
    &cypher::Cypher,
    &jsonl::JsonLines,
];

/// Gives the writer of a format by its name.
pub fn writer(name: &str) -> Option<&'static dyn Writer> {
    ALL.iter().copied().find(|w| w.name() == name)
}
