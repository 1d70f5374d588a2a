//! Turtle and `TriG` for people: prefixes, one block a subject, one line a property.

use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};

use super::grouped::{Subject, subjects};
use super::iri::Short;
use super::parts::{Parts, write_each};
use super::{ExportError, Names, Options, Writer};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// The union graph as Turtle.
pub(super) struct Turtle;

/// The dataset as `TriG`.
pub(super) struct TriG;

impl Writer for Turtle {
    fn name(&self) -> &'static str {
        "ttl"
    }

    fn help(&self) -> &'static str {
        "Turtle: all graphs as one, for reading and for every RDF tool"
    }

    fn media_type(&self) -> &'static str {
        "text/turtle"
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
        let printer = Printer::new(options);
        printer.head(out)?;
        write_each(&parts.in_reading_order(), out, |part, text| {
            subjects(&parts.quads(part)).iter().try_for_each(|subject| printer.block(subject, "", text))
        })?;
        Ok(())
    }
}

impl Writer for TriG {
    fn name(&self) -> &'static str {
        "trig"
    }

    fn help(&self) -> &'static str {
        "TriG: one named graph for each document, readable"
    }

    fn media_type(&self) -> &'static str {
        "application/trig"
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
        let printer = Printer::new(options);
        printer.head(out)?;
        write_each(&parts.in_reading_order(), out, |part, text| {
            write!(text, "\n{} {{", printer.iri(&part.name))?;
            subjects(&parts.quads(part)).iter().try_for_each(|subject| printer.block(subject, "  ", text))?;
            writeln!(text, "}}")
        })?;
        Ok(())
    }
}

struct Printer {
    short: Short,
    /// What IRIs are written relative to; none where resolving would not give the same IRI back.
    base: Option<String>,
}

impl Printer {
    fn new(options: &Options) -> Self {
        let base = Names::new(options).base().to_owned();
        let path = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
        let sound = path.is_some_and(|p| p.ends_with('/') && !p.contains("/."));
        Self { short: Short::new(options), base: sound.then_some(base) }
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(base) = &self.base {
            writeln!(out, "@base <{base}> .")?;
        }
        for (prefix, iri) in self.short.prefixes() {
            writeln!(out, "@prefix {prefix}: <{iri}> .")?;
        }
        Ok(())
    }

    fn block(&self, subject: &Subject<'_>, indent: &str, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "\n{indent}{}", self.subject(subject.node))?;
        for (at, (predicate, objects)) in subject.properties.iter().enumerate() {
            let name = if predicate.as_ref() == rdf::TYPE { "a".to_owned() } else { self.iri(predicate) };
            let values: Vec<String> = objects.iter().map(|o| self.term(o)).collect();
            let values = values.join(" , ");
            match at {
                0 => write!(out, " {name} {values}")?,
                _ => write!(out, " ;\n{indent}    {name} {values}")?,
            }
        }
        writeln!(out, " .")
    }

    fn subject(&self, node: &NamedOrBlankNode) -> String {
        match node {
            NamedOrBlankNode::NamedNode(n) => self.iri(n),
            NamedOrBlankNode::BlankNode(n) => n.to_string(),
        }
    }

    fn iri(&self, node: &NamedNode) -> String {
        let iri = node.as_str();
        let relative = || self.base.as_deref().and_then(|base| iri.strip_prefix(base)).filter(|rest| is_relative(rest));
        self.short.name(iri).unwrap_or_else(|| format!("<{}>", relative().unwrap_or(iri)))
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(n) => self.iri(n),
            Term::BlankNode(n) => n.to_string(),
            Term::Literal(l) => self.literal(l),
            Term::Triple(t) => {
                format!("<<( {} {} {} )>>", self.subject(&t.subject), self.iri(&t.predicate), self.term(&t.object))
            }
        }
    }

    fn literal(&self, literal: &Literal) -> String {
        let value = literal.value();
        let is_number = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let datatype = literal.datatype();
        let bare = is_number
            && (datatype == xsd::INTEGER && !value.contains('.')
                || datatype == xsd::DECIMAL && value.contains('.') && !value.ends_with('.'));
        if bare {
            value.to_owned()
        } else if literal.language().is_some() || datatype == xsd::STRING {
            literal.to_string()
        } else {
            format!("{}^^{}", Literal::new_simple_literal(value), self.iri(&datatype.into_owned()))
        }
    }
}

/// Whether the rest of an IRI, resolved against the base, gives the IRI back: our own folders do.
fn is_relative(rest: &str) -> bool {
    ["actor/", "claim/", "document/", "graph/"].iter().any(|folder| rest.starts_with(folder)) && !rest.contains("/.")
}
