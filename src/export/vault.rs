//! An Obsidian vault: a note for each actor and each document, linked by their claims.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::words::plain;
use super::{ExportError, Names, Options};
use crate::graph::{Actor, Graph, Participant, Source, Statement};
use crate::ontology::Ontology;
use crate::text::{Modality, Polarity};

/// A file of the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Path within the vault, with slashes: letters a–z, digits and hyphens only, so that it is a file name everywhere.
    pub path: String,
    /// Markdown with a YAML head.
    pub text: String,
}

/// Gives the notes of a vault, sorted by path.
///
/// Words of a text are shown as they are and mean nothing: no link, no tag, no HTML, no query of a plug-in comes out of
/// them.
///
/// # Errors
/// A base that is no IRI.
pub fn vault(graph: &Graph, ontology: &Ontology, options: &Options) -> Result<Vec<Note>, ExportError> {
    options.check()?;
    let vault = Vault::new(graph, ontology, Names::new(options));
    let mut out: Vec<Note> = (0..graph.actors.len()).map(|at| vault.actor(at)).collect();
    out.extend((0..graph.documents.len()).map(|at| vault.document(at)));
    out.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(out)
}

struct Vault<'g> {
    graph: &'g Graph,
    ontology: &'g Ontology,
    names: Names,
    /// For each actor the statements that it has a part in, for each document its own.
    of_actor: Vec<Vec<&'g Statement>>,
    of_document: Vec<Vec<&'g Statement>>,
}

impl<'g> Vault<'g> {
    fn new(graph: &'g Graph, ontology: &'g Ontology, names: Names) -> Self {
        let mut of_actor = vec![Vec::new(); graph.actors.len()];
        let mut of_document = vec![Vec::new(); graph.documents.len()];
        for s in &graph.statements {
            let parts = [&s.source, &s.target, &s.by].into_iter().flatten().map(|p| p.actor);
            for actor in parts.collect::<BTreeSet<_>>() {
                of_actor[actor].push(s);
            }
            of_document[s.document].push(s);
        }
        Self { graph, ontology, names, of_actor, of_document }
    }

    fn actor(&self, at: usize) -> Note {
        let actor = &self.graph.actors[at];
        let mut head = vec![("type", text(actor.entity_type.as_str()))];
        let sector = actor.sector.map(|s| text(s.as_str()));
        head.extend(actor.country.as_deref().map(|c| ("country", text(c))));
        head.extend(sector.map(|s| ("sector", s)));
        head.extend(actor.wikidata.as_deref().map(|w| ("wikidata", text(w))));
        head.push(("aliases", list(std::iter::once(&actor.name).chain(&actor.aliases))));
        head.push(("offices", list(&actor.positions)));
        let mut out = front(&head, &actor.name);
        let is = |p: &Option<Participant>| p.as_ref().is_some_and(|p| p.actor == at);
        let all = |wanted: &dyn Fn(&Statement) -> bool| -> Vec<&Statement> {
            self.of_actor[at].iter().copied().filter(|s| wanted(s)).collect()
        };
        self.section(&mut out, "Does and says", &all(&|s| is(&s.source)));
        self.section(&mut out, "Is done and said to it", &all(&|s| is(&s.target) && !is(&s.source)));
        self.section(&mut out, "Reports of others", &all(&|s| is(&s.by) && !is(&s.source) && !is(&s.target)));
        Note { path: format!("actors/{}.md", file(actor)), text: out }
    }

    fn document(&self, at: usize) -> Note {
        let document = &self.graph.documents[at];
        let mut head = vec![("type", text("document")), ("key", text(&document.key))];
        let known = [("date", &document.date), ("publisher", &document.publisher), ("url", &document.url)];
        head.extend(known.into_iter().filter_map(|(key, value)| Some((key, text(value.as_deref()?)))));
        let mut out = front(&head, document.title.as_deref().unwrap_or(&document.key));
        self.section(&mut out, "Claims", &self.of_document[at]);
        Note { path: format!("documents/{}.md", self.page(document)), text: out }
    }

    fn section(&self, out: &mut String, title: &str, statements: &[&Statement]) {
        if statements.is_empty() {
            return;
        }
        let mut dated: BTreeMap<(&str, &str), &Statement> = BTreeMap::new();
        for s in statements {
            let written = self.graph.documents.get(s.document).and_then(|d| d.date.as_deref());
            dated.insert((s.time.as_deref().or(written).unwrap_or_default(), &s.id), s);
        }
        let _ = writeln!(out, "\n## {title}\n");
        for ((date, _), s) in dated {
            let day = if date.is_empty() { String::new() } else { format!("{} · ", words(date)) };
            let theme = s.theme.as_ref().map_or(String::new(), |t| format!(": {}", words(&t.text)));
            let by = s.by.as_ref().map_or(String::new(), |_| format!(", according to {}", self.link(&s.by)));
            let relation = self.ontology.relation(&s.relation).map_or(s.relation.as_str(), |r| r.label.as_str());
            let (source, target) = (self.link(&s.source), self.link(&s.target));
            let _ = writeln!(out, "- {day}{source} **{}**{} {target}{theme}{by}", words(relation), meant(s));
            let document = self.graph.documents.get(s.document);
            let page = document.map_or(String::new(), |d| {
                format!(" [[{}|{}]]", self.page(d), label(d.title.as_deref().unwrap_or(&d.key)))
            });
            let _ = writeln!(out, "  > {}{page}", words(&s.sentence.text));
        }
    }

    fn link(&self, who: &Option<Participant>) -> String {
        let actor = who.as_ref().and_then(|p| self.graph.actors.get(p.actor));
        actor.map_or("–".to_owned(), |a| format!("[[{}|{}]]", file(a), label(&a.name)))
    }

    /// The file of a document: the last part of its IRI.
    fn page(&self, document: &Source) -> String {
        let iri = self.names.document(&document.key).into_string();
        iri.rsplit('/').next().unwrap_or_default().to_owned()
    }
}

/// The file of an actor: its slug, of which signs that a file system may refuse are left out.
fn file(actor: &Actor) -> String {
    let signs = actor.slug.chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
    signs.collect()
}

fn front(head: &[(&str, String)], title: &str) -> String {
    let mut out = String::from("---\n");
    for (key, value) in head {
        let _ = writeln!(out, "{key}: {value}");
    }
    let _ = writeln!(out, "---\n\n# {}", words(title));
    out
}

/// A string of YAML: JSON's strings are strings of YAML 1.2.
fn text(value: &str) -> String {
    serde_json::Value::from(plain(value)).to_string()
}

fn list<'a>(values: impl IntoIterator<Item = &'a String>) -> String {
    serde_json::Value::from_iter(values.into_iter().map(|v| plain(v))).to_string()
}

/// Text of a note: every sign that could mean something to Markdown, to Obsidian or in HTML is escaped.
fn words(text: &str) -> String {
    let escaped = plain(text).chars().fold(String::new(), |mut out, c| {
        if "\\`*_[]{}<>#|~$%&!=^".contains(c) {
            out.push('\\');
        }
        out.push(c);
        out
    });
    escaped.replace("://", ":\\//") // else an address becomes a link
}

/// The words shown for a link: brackets and bars would end it, and there is no escape within.
fn label(name: &str) -> String {
    let kept: String = plain(name).chars().map(|c| if "[]|#^\\<>`%$".contains(c) { ' ' } else { c }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a statement is meant where it is not plainly asserted.
fn meant(s: &Statement) -> String {
    let negative = (s.polarity == Polarity::Negative).then_some("not");
    let modality = (s.modality != Modality::Actual).then_some(s.modality.as_str());
    let both: Vec<&str> = negative.into_iter().chain(modality).collect();
    if both.is_empty() { String::new() } else { format!(" ({})", both.join(", ")) }
}
