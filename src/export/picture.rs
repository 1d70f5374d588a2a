//! What a diagram shows: which actors and claims, and in which words. How it is drawn is for `dot` and `svg_layout`.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;

use super::filter::days;
use super::quads::web_address;
use super::regroup::{Regrouped, regroup};
use super::style::{Ink, Kind, Line};
use super::words::{counted, plain, shorten, spaced, wrap};
use super::{By, Options};
use crate::graph::{Actor, Graph, Statement, surest};
use crate::ontology::{Ontology, Tone};
use crate::text::{Modality, Polarity};

/// Actors drawn unless the reader says otherwise.
const ACTORS: usize = 40;
/// Up to so many actors a graph is small: plain statements and places have room.
const SMALL: usize = 15;
/// Claims without a second side that are drawn at most.
const CONTENTS: usize = 8;
/// Lines beside each other between two actors; where there would be more, those of one tone are joined.
const BESIDE: usize = 4;
/// Lines of a label.
const LINES: usize = 4;
/// Where Wikidata's pages for people are.
const WIKIDATA: &str = "https://www.wikidata.org/wiki/";
/// Standing facts.
const FACT: &str = "FACT";

/// A diagram without places.
#[derive(Debug)]
pub(super) struct Picture {
    pub title: String,
    pub subtitle: String,
    /// What was left out, a sentence each.
    pub notes: Vec<String>,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
}

impl Picture {
    /// The colours that are drawn, in the order of the legend.
    pub fn inks(&self) -> impl Iterator<Item = Ink> + '_ {
        Ink::ALL.into_iter().filter(|ink| self.edges.iter().any(|e| e.look.ink == *ink))
    }

    /// The kinds of actors that are drawn, in the order of the legend.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        Kind::ACTORS.into_iter().filter(|kind| self.nodes.iter().any(|n| n.kind == *kind))
    }

    /// The frames by their names, each with its nodes.
    pub fn frames(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut out: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if let Some(cluster) = &node.cluster {
                out.entry(cluster).or_default().push(at);
            }
        }
        out
    }

    /// The nodes that stand in no frame, with their numbers.
    pub fn unframed(&self) -> impl Iterator<Item = (usize, &Node)> {
        self.nodes.iter().enumerate().filter(|(_, node)| node.cluster.is_none())
    }
}

/// An actor, or the content of a claim that lacks a side.
#[derive(Debug)]
pub(super) struct Node {
    pub lines: Vec<String>,
    pub kind: Kind,
    /// Name of the country that it shares with another node, or title of its document.
    pub cluster: Option<String>,
    pub tooltip: String,
    /// Address of a page about it.
    pub link: Option<String>,
}

/// Claims of one pair that look alike.
#[derive(Debug)]
pub(super) struct Edge {
    pub from: usize,
    pub to: usize,
    pub lines: Vec<String>,
    pub look: Look,
    /// How many documents say so.
    pub documents: usize,
    pub tooltip: String,
    /// Address of a document that says so.
    pub link: Option<String>,
}

/// How an edge looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub ink: Ink,
    pub line: Line,
    /// Denied, or did not happen.
    pub negated: bool,
    /// Holds both ways.
    pub mutual: bool,
    /// A standing fact: thin and in the background.
    pub fact: bool,
}

impl Look {
    /// One look for two that are both affirmed or both denied: what any of them asserts is drawn as asserted; the label
    /// says of each how it is meant.
    fn with(self, other: Self) -> Self {
        Self {
            ink: self.ink.min(other.ink),
            line: self.line.min(other.line),
            negated: self.negated,
            mutual: self.mutual && other.mutual,
            fact: self.fact && other.fact,
        }
    }

    /// Order of parallel edges.
    fn rank(self) -> (Ink, Line, bool, bool, bool) {
        (self.ink, self.line, self.negated, self.mutual, self.fact)
    }
}

/// Chooses what is shown of a graph.
pub(super) fn picture(graph: &Graph, ontology: &Ontology, options: &Options) -> Picture {
    let Regrouped { graph, clusters } = &regroup(graph, ontology, options.by);
    let chooser = Chooser { graph, ontology };
    let (pairs, domestic) = chooser.pairs(options.by);
    let (actors, left_out) = chooser.actors(&pairs, options.max_nodes.unwrap_or(ACTORS));
    let (contents, lost) = chooser.contents(&actors);
    let mut drawing = Drawing::new(&chooser, &actors, clusters.as_deref());
    let drawn =
        |pair: &&&Statement| chooser.sides(pair).is_some_and(|(a, b)| actors.contains(&a) && actors.contains(&b));
    drawing.add_pairs(&pairs.iter().filter(drawn).copied().collect::<Vec<_>>());
    drawing.add_contents(&contents);
    let quiet = graph.statements.iter().filter(|s| is_quiet(s)).count() - pairs.iter().filter(|s| is_quiet(s)).count();
    let note =
        |number: usize, noun: &str, rest: &str| (number > 0).then(|| format!("{} {rest}", counted(number, noun)));
    let notes = [
        note(left_out, "less connected actor", "not drawn"),
        note(lost, "claim", "without a second side not drawn"),
        note(domestic, "claim", "within one state not drawn"),
        note(quiet, "plain statement", "(who says, what lies where) not drawn"),
    ];
    let title = options.title.as_deref().map(plain).filter(|t| !t.is_empty());
    Picture {
        title: title.map_or("Who did or said what to whom".to_owned(), |t| shorten(&t, 100)),
        subtitle: subtitle(graph, options.by),
        notes: notes.into_iter().flatten().collect(),
        nodes: drawing.nodes,
        edges: drawing.edges,
    }
}

fn subtitle(graph: &Graph, by: By) -> String {
    let known = graph.documents.iter().filter_map(|d| days(d.date.as_deref()?));
    let dates: BTreeSet<_> = known.map(|(day, _)| day).collect();
    let period = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first != last => format!(" · {first} to {last}"),
        (Some(only), _) => format!(" · {only}"),
        _ => String::new(),
    };
    let by = match by {
        By::Actor => "",
        By::State => " · by state",
        By::Document => " · by document",
    };
    let (documents, claims) = (graph.documents.len(), graph.statements.len());
    format!("{} · {}{period}{by}", counted(documents, "document"), counted(claims, "claim"))
}

/// Whether a claim only says that somebody speaks or that something lies somewhere.
fn is_quiet(s: &Statement) -> bool {
    s.event == "STATE" || s.relation == "locatedIn"
}

struct Chooser<'g> {
    graph: &'g Graph,
    ontology: &'g Ontology,
}

impl<'g> Chooser<'g> {
    fn sides(&self, s: &Statement) -> Option<(usize, usize)> {
        let (source, target) = (s.source.as_ref()?.actor, s.target.as_ref()?.actor);
        let both = source < self.graph.actors.len() && target < self.graph.actors.len();
        both.then_some((source, target))
    }

    /// Claims with two sides, and how many of them stay within one state where states are drawn; quiet ones only in a
    /// small graph and where the pair has no other.
    fn pairs(&self, by: By) -> (Vec<&'g Statement>, usize) {
        let unordered = |s: &Statement| self.sides(s).map(|(a, b)| (a.min(b), a.max(b)));
        let loud = self.graph.statements.iter().filter(|s| !is_quiet(s));
        let taken: BTreeSet<(usize, usize)> = loud.filter_map(unordered).collect();
        let is_small = self.graph.actors.len() <= SMALL;
        let wanted = |s: &&Statement| {
            unordered(s).is_some_and(|pair| !is_quiet(s) || (is_small && pair.0 != pair.1 && !taken.contains(&pair)))
        };
        let all: Vec<&Statement> = self.graph.statements.iter().filter(wanted).collect();
        let is_domestic = |s: &&Statement| by == By::State && self.sides(s).is_some_and(|(a, b)| a == b);
        let (within, between): (Vec<_>, Vec<_>) = all.into_iter().partition(is_domestic);
        (between, within.len())
    }

    /// The actors with most claims, and how many others there would be.
    fn actors(&self, pairs: &[&Statement], most: usize) -> (BTreeSet<usize>, usize) {
        let mut weights: BTreeMap<usize, usize> = BTreeMap::new();
        for s in pairs {
            if let Some((source, target)) = self.sides(s) {
                *weights.entry(source).or_default() += 2;
                *weights.entry(target).or_default() += 2;
            }
        }
        for s in self.graph.statements.iter().filter(|s| is_one_sided(s) && !is_quiet(s)) {
            for p in [&s.source, &s.target].into_iter().flatten().filter(|p| p.actor < self.graph.actors.len()) {
                *weights.entry(p.actor).or_default() += 1;
            }
        }
        let mut ranked: Vec<(usize, usize)> = weights.into_iter().collect();
        ranked.sort_by_key(|&(actor, weight)| (std::cmp::Reverse(weight), actor));
        let left_out = ranked.len().saturating_sub(most);
        (ranked.into_iter().take(most).map(|(actor, _)| actor).collect(), left_out)
    }

    /// Claims with one side that are drawn, those that look alike together, and how many are not.
    fn contents(&self, actors: &BTreeSet<usize>) -> (Vec<Vec<&'g Statement>>, usize) {
        let all: Vec<&Statement> = self.graph.statements.iter().filter(|s| is_one_sided(s) && !is_quiet(s)).collect();
        let mut groups: BTreeMap<(usize, bool, &str, _), Vec<&Statement>> = BTreeMap::new();
        for s in &all {
            let side = s.source.as_ref().map(|p| (p.actor, true)).or(s.target.as_ref().map(|p| (p.actor, false)));
            if let Some((actor, acts)) = side.filter(|(actor, _)| actors.contains(actor)) {
                groups.entry((actor, acts, &s.relation, self.look(s).rank())).or_default().push(s);
            }
        }
        let mut groups: Vec<Vec<&Statement>> = groups.into_values().collect();
        groups.sort_by_key(|g| std::cmp::Reverse(documents(g)));
        groups.truncate(CONTENTS);
        let drawn: usize = groups.iter().map(Vec::len).sum();
        (groups, all.len() - drawn)
    }

    fn look(&self, s: &Statement) -> Look {
        let relation = self.ontology.relation(&s.relation);
        let fact = s.event == FACT;
        let event = self.ontology.event(&s.event);
        let tone = relation.map_or_else(|| event.map_or(Tone::Neutral, |e| e.tone), |r| r.tone);
        let ink = Ink::of(tone, event.and_then(|e| e.quad));
        let line = match s.modality {
            Modality::Future => Line::Dotted,
            Modality::Actual if !is_reported(s) => Line::Solid,
            _ => Line::Dashed,
        };
        let mutual = relation.is_some_and(|r| r.symmetric);
        Look { ink, line, negated: s.polarity == Polarity::Negative, mutual, fact }
    }

    /// The words on an edge: `not meets with (alleged)`; for an office, the office.
    fn label(&self, s: &Statement) -> String {
        let relation = self.ontology.relation(&s.relation).map_or_else(|| spaced(&s.relation), |r| plain(&r.label));
        let office =
            s.theme.as_ref().or(Some(&s.trigger)).filter(|_| s.relation == "holdsPosition").map(|t| plain(&t.text));
        let words = shorten(&office.filter(|o| !o.is_empty()).unwrap_or(relation), 26);
        let not = if s.polarity == Polarity::Negative { "not: " } else { "" };
        let former = if s.is_former && !words.to_lowercase().contains("former") { "former " } else { "" };
        let how = match s.modality {
            Modality::Actual if is_reported(s) => " (reported)".to_owned(),
            Modality::Actual => String::new(),
            Modality::Future => " (planned)".to_owned(),
            other => format!(" ({})", other.as_str()),
        };
        format!("{not}{former}{words}{how}")
    }

    /// Where the document of a statement was published, if that is a page of the web.
    fn address(&self, s: &Statement) -> Option<String> {
        web_address(self.graph.documents.get(s.document)?.url.as_deref()?).map(NamedNode::into_string)
    }

    fn tooltip(&self, statements: &[&Statement]) -> String {
        let quote = |s: &&Statement| {
            let key = self.graph.documents.get(s.document).map_or("", |d| &d.key);
            format!("“{}” ({})", shorten(&plain(&s.sentence.text), 300), shorten(&plain(key), 80))
        };
        statements.iter().take(3).map(quote).collect::<Vec<_>>().join("\n")
    }
}

fn is_one_sided(s: &Statement) -> bool {
    s.source.is_none() || s.target.is_none()
}

/// Whether somebody else than the one who acts is named as saying so.
fn is_reported(s: &Statement) -> bool {
    let by = s.by.as_ref().map(|p| p.actor);
    by.is_some() && by != s.source.as_ref().map(|p| p.actor)
}

fn documents(statements: &[&Statement]) -> usize {
    statements.iter().map(|s| s.document).collect::<BTreeSet<_>>().len()
}

/// The label's lines: what is said most often first, with how often.
fn lines(chooser: &Chooser<'_>, statements: &[&Statement]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for s in statements {
        *counts.entry(chooser.label(s)).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let more = counts.len().saturating_sub(LINES);
    let line = |(label, count): &(String, usize)| if *count > 1 { format!("{label} ({count})") } else { label.clone() };
    let mut out: Vec<String> = counts.iter().take(LINES).map(line).collect();
    if more > 0 {
        out.push(format!("+ {more} more"));
    }
    out
}

struct Drawing<'c, 'g> {
    chooser: &'c Chooser<'g>,
    /// Actor to node.
    numbers: BTreeMap<usize, usize>,
    /// Whether frames are documents: what a claim is about stands in the frame of the one that it is claimed of.
    by_document: bool,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

impl<'c, 'g> Drawing<'c, 'g> {
    fn new(chooser: &'c Chooser<'g>, actors: &BTreeSet<usize>, clusters: Option<&[String]>) -> Self {
        let all: Vec<(usize, &Actor)> = actors.iter().map(|&a| (a, &chooser.graph.actors[a])).collect();
        let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
        for code in all.iter().filter_map(|(_, a)| a.country.as_deref()) {
            *countries.entry(code).or_default() += 1;
        }
        let shared = |code: &&str| countries.get(code).is_some_and(|n| *n > 1);
        let cluster = |at: usize, actor: &Actor| match clusters {
            Some(clusters) => clusters.get(at).cloned(),
            None => actor.country.as_deref().filter(shared).map(|code| country(chooser.ontology, code)),
        };
        let node = |(at, actor): &(usize, &Actor)| Node {
            lines: wrap(&shorten(&some(plain(&actor.name)), 60), 20),
            kind: Kind::of(actor.entity_type),
            cluster: cluster(*at, actor),
            tooltip: about(actor),
            link: actor.wikidata.as_deref().filter(|id| is_wikidata(id)).map(|id| format!("{WIKIDATA}{id}")),
        };
        let nodes = all.iter().map(node).collect();
        let numbers = all.iter().enumerate().map(|(n, (a, _))| (*a, n)).collect();
        Self { chooser, numbers, by_document: clusters.is_some(), nodes, edges: Vec::new() }
    }

    /// One edge for all claims of a pair that look alike.
    fn add_pairs(&mut self, pairs: &[&'g Statement]) {
        let mut groups: BTreeMap<(usize, usize, _), (Look, Vec<&Statement>)> = BTreeMap::new();
        for s in pairs {
            let Some((source, target)) = self.chooser.sides(s) else { continue };
            let look = self.chooser.look(s);
            let (source, target) = if look.mutual && target < source { (target, source) } else { (source, target) };
            groups.entry((source, target, look.rank())).or_insert((look, Vec::new())).1.push(s);
        }
        let mut beside: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (source, target, _) in groups.keys() {
            *beside.entry(((*source).min(*target), (*source).max(*target))).or_default() += 1;
        }
        let mut joined: BTreeMap<(usize, usize, u8, bool, _), (Look, Vec<&Statement>)> = BTreeMap::new();
        for ((source, target, rank), (look, statements)) in groups {
            let is_crowded = beside[&(source.min(target), source.max(target))] > BESIDE;
            let key = (source, target, look.ink.tone(), look.negated, (!is_crowded).then_some(rank));
            match joined.get_mut(&key) {
                Some((known, all)) => {
                    *known = known.with(look);
                    all.extend(statements);
                }
                None => drop(joined.insert(key, (look, statements))),
            }
        }
        for ((source, target, ..), (look, statements)) in joined {
            let (from, to) = (self.numbers[&source], self.numbers[&target]);
            self.edge(from, to, look, &statements);
        }
    }

    /// A small node for what is claimed, in place of the side that is missing.
    fn add_contents(&mut self, groups: &[Vec<&'g Statement>]) {
        for statements in groups {
            let first = statements[0];
            let theme = statements.iter().find_map(|s| s.theme.as_ref()).map_or(String::new(), |t| plain(&t.text));
            let tooltip = self.chooser.tooltip(statements);
            let lines = wrap(&some(shorten(&theme, 40)), 22);
            // Who acted is not known, what it was about is: the question mark acts, the words stand below it.
            let unknown = first.source.is_none() && !theme.is_empty();
            let lines = if unknown { std::iter::once("?".to_owned()).chain(lines).collect() } else { lines };
            let side = |p: &Option<crate::graph::Participant>| p.as_ref().map(|p| self.numbers[&p.actor]);
            let (source, target) = (side(&first.source), side(&first.target));
            let beside = source.or(target).filter(|_| self.by_document);
            let cluster = beside.and_then(|node| self.nodes[node].cluster.clone());
            let content = self.nodes.len();
            self.nodes.push(Node { lines, kind: Kind::Content, cluster, tooltip, link: None });
            let (from, to) = (source.unwrap_or(content), target.unwrap_or(content));
            self.edge(from, to, self.chooser.look(first), statements);
        }
    }

    fn edge(&mut self, from: usize, to: usize, look: Look, statements: &[&Statement]) {
        let lines = lines(self.chooser, statements);
        let tooltip = self.chooser.tooltip(statements);
        let documents = documents(statements);
        let link = surest(statements.iter().copied()).and_then(|s| self.chooser.address(s));
        self.edges.push(Edge { from, to, lines, look, documents, tooltip, link });
    }
}

/// The usual name of a country.
fn country(ontology: &Ontology, code: &str) -> String {
    if code == "IGO" {
        return "international bodies".to_owned();
    }
    let state = ontology.actors.iter().find(|a| a.is_state && a.country.as_deref() == Some(code));
    state.map_or_else(|| shorten(&plain(code), 20), |s| plain(&s.label))
}

fn is_wikidata(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// What is known of an actor, for the pointer.
fn about(actor: &Actor) -> String {
    let parts = [Some(actor.name.as_str()), actor.positions.first().map(String::as_str), actor.country.as_deref()];
    let parts = parts.into_iter().flatten().map(|p| shorten(&plain(p), 120));
    parts.filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The words, or a question mark where there are none.
fn some(words: String) -> String {
    if words.is_empty() { "?".to_owned() } else { words }
}
