//! `demarche rank`: who is central, who keeps company with whom, and the way between two.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Result, bail};
use comfy_table::{ContentArrangement, Table, presets};
use petgraph::graph::{NodeIndex, UnGraph};

use super::args::Rank;
use super::terminal::{count, line, safe, width};
use super::{Ending, profile, stored};
use crate::graph::{Graph, Statement, surest};
use crate::ontology::Ontology;

/// Share of a walker's steps that follow an edge (Page et al. 1999).
const DAMPING: f64 = 0.85;
/// Rounds of walking, and of taking over neighbours' company, at most.
const ROUNDS: usize = 100;

/// Actors joined by the number of claims between them; standing facts are no acts and do not count.
type Ties = UnGraph<usize, f64>;

pub(super) fn run(args: &Rank) -> Result<Ending> {
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let (graph, damaged) = stored::graph(&args.place.out, &ontology)?;
    let ties = ties(&graph);
    let text = match (&args.from, &args.to) {
        (Some(from), Some(to)) => path(&graph, &ties, profile::find(&graph, from)?, profile::find(&graph, to)?)?,
        _ => table(&graph, &ties, args.limit),
    };
    std::io::stdout().lock().write_all(safe(&text).as_bytes())?;
    Ok(Ending::of(damaged))
}

fn pair(s: &Statement) -> Option<(usize, usize)> {
    let (a, b) = (s.source.as_ref()?.actor, s.target.as_ref()?.actor);
    (a != b && s.event != "FACT").then_some((a.min(b), a.max(b)))
}

fn ties(graph: &Graph) -> Ties {
    let mut weights: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    graph.statements.iter().filter_map(pair).for_each(|p| *weights.entry(p).or_default() += 1.0);
    let mut out = Ties::with_capacity(graph.actors.len(), weights.len());
    (0..graph.actors.len()).for_each(|a| {
        out.add_node(a);
    });
    for ((a, b), weight) in weights {
        out.add_edge(NodeIndex::new(a), NodeIndex::new(b), weight);
    }
    out
}

/// How often a walker along claims comes by each actor.
fn page_rank(ties: &Ties) -> Vec<f64> {
    let n = ties.node_count();
    let strength: Vec<f64> = ties.node_indices().map(|a| ties.edges(a).map(|e| e.weight()).sum()).collect();
    let mut rank = vec![1.0 / n.max(1) as f64; n];
    for _ in 0..ROUNDS {
        let lost: f64 = rank.iter().zip(&strength).filter(|(_, s)| **s == 0.0).map(|(r, _)| r).sum();
        let mut next = vec![(1.0 - DAMPING + DAMPING * lost) / n.max(1) as f64; n];
        for edge in ties.edge_indices() {
            let (Some((a, b)), weight) = (ties.edge_endpoints(edge), ties[edge]) else { continue };
            next[b.index()] += DAMPING * rank[a.index()] * weight / strength[a.index()];
            next[a.index()] += DAMPING * rank[b.index()] * weight / strength[b.index()];
        }
        let moved: f64 = next.iter().zip(&rank).map(|(a, b)| (a - b).abs()).sum();
        rank = next;
        if moved < 1e-9 {
            break;
        }
    }
    rank
}

/// Which company each actor keeps: the one most of its claims lead into (label propagation, Raghavan et al. 2007), the
/// busiest actors first and the lower number among equals, so that it comes out the same each time.
fn communities(ties: &Ties, rank: &[f64]) -> Vec<usize> {
    let mut order: Vec<NodeIndex> = ties.node_indices().collect();
    order.sort_by(|a, b| rank[b.index()].total_cmp(&rank[a.index()]).then(a.cmp(b)));
    let mut of: Vec<usize> = (0..ties.node_count()).collect();
    for _ in 0..ROUNDS {
        let mut changed = false;
        for &a in &order {
            let mut votes: BTreeMap<usize, f64> = BTreeMap::new();
            for neighbour in ties.neighbors(a) {
                let weight = ties.find_edge(a, neighbour).map_or(0.0, |e| ties[e]);
                *votes.entry(of[neighbour.index()]).or_default() += weight;
            }
            let best = votes.into_iter().max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0)));
            if let Some((label, _)) = best.filter(|(label, _)| *label != of[a.index()]) {
                of[a.index()] = label;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    of
}

fn table(graph: &Graph, ties: &Ties, limit: usize) -> String {
    let rank = page_rank(ties);
    let community = communities(ties, &rank);
    let mut order: Vec<usize> = (0..graph.actors.len()).collect();
    order.sort_by(|a, b| rank[*b].total_cmp(&rank[*a]).then(a.cmp(b)));
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut out = Table::new();
    out.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    out.set_width(width());
    out.set_header(["actor", "rank", "partners", "claims", "company"]);
    for &a in order.iter().take(limit) {
        let node = NodeIndex::new(a);
        let claims: f64 = ties.edges(node).map(|e| *e.weight()).sum();
        let next = numbers.len() + 1;
        let number = *numbers.entry(community[a]).or_insert(next);
        let cells = [rank[a] * 100.0, ties.edges(node).count() as f64, claims];
        let [rank, partners, claims] = cells.map(|v| format!("{v:.1}").trim_end_matches(".0").to_owned());
        out.add_row([line(&graph.actors[a].name), rank, partners, claims, number.to_string()]);
    }
    let left = graph.actors.len().saturating_sub(limit);
    let rest =
        if left > 0 { format!("and {}; --limit shows more\n", count(left, "other actor")) } else { String::new() };
    format!("{out}\n{rest}")
}

/// The shortest way over claims, each step with a sentence.
fn path(graph: &Graph, ties: &Ties, from: usize, to: usize) -> Result<String> {
    let goal = NodeIndex::new(to);
    let way = petgraph::algo::astar(ties, NodeIndex::new(from), |n| n == goal, |_| 1, |_| 0);
    let Some((_, nodes)) = way else {
        bail!("no claims lead from {} to {}", line(&graph.actors[from].name), line(&graph.actors[to].name))
    };
    let mut out = String::new();
    for step in nodes.windows(2) {
        let (a, b) = (step[0].index().min(step[1].index()), step[0].index().max(step[1].index()));
        let between: Vec<&Statement> = graph.statements.iter().filter(|s| pair(s) == Some((a, b))).collect();
        let Some(surest) = surest(between.iter().copied()) else { continue };
        let name = |p| line(profile::name(graph, p));
        let document = graph.documents.get(surest.document).map_or("", |d| d.key.as_str());
        let more =
            if between.len() > 1 { format!(" and {}", count(between.len() - 1, "more claim")) } else { String::new() };
        out += &format!("{}  {}  {}{more}\n", name(&surest.source), surest.relation, name(&surest.target));
        out += &format!("    “{}” {}\n", line(&surest.sentence.text), line(document));
    }
    Ok(out)
}
