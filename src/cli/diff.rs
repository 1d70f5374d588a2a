//! `demarche diff`: what a second graph adds to a first one, drops from it, and says otherwise.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use anyhow::Result;

use super::args::Diff;
use super::terminal::{count, line, safe};
use super::{Ending, stored};
use crate::graph::{Graph, Statement, surest};
use crate::ontology::Ontology;
use crate::text::Polarity;

/// Source, relation and target by the names that both graphs share: last parts of IRIs.
type Key = (String, String, String);

pub(super) fn run(args: &Diff) -> Result<Ending> {
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let (first, lost) = stored::graph(&args.first, &ontology)?;
    let (second, more) = stored::graph(&args.second, &ontology)?;
    let text = difference(&first, &second);
    std::io::stdout().lock().write_all(safe(&text).as_bytes())?;
    Ok(Ending::of(lost + more))
}

fn facts(graph: &Graph) -> BTreeMap<Key, Vec<&Statement>> {
    let mut out: BTreeMap<Key, Vec<&Statement>> = BTreeMap::new();
    for fact in &graph.facts {
        let slug = |a: Option<usize>| a.and_then(|a| graph.actors.get(a)).map_or("–", |a| &a.slug).to_owned();
        let statements = fact.statements.iter().filter_map(|s| graph.statements.get(*s));
        out.entry((slug(fact.source), fact.relation.clone(), slug(fact.target))).or_default().extend(statements);
    }
    out
}

/// Whether any statement says that it is so, and whether any says that it is not.
fn stance(statements: &[&Statement]) -> (bool, bool) {
    let asserted = statements.iter().any(|s| s.is_asserted());
    (asserted, statements.iter().any(|s| s.polarity == Polarity::Negative))
}

fn difference(first: &Graph, second: &Graph) -> String {
    let (before, after) = (facts(first), facts(second));
    let fresh: Vec<_> = after.iter().filter(|(k, _)| !before.contains_key(*k)).collect();
    let gone: Vec<_> = before.iter().filter(|(k, _)| !after.contains_key(*k)).collect();
    let turned: Vec<_> = after.iter().filter(|(k, s)| before.get(*k).is_some_and(|b| is_turned(b, s))).collect();
    let mut out = String::new();
    for (sign, title, graph, list) in
        [('+', "new", second, fresh), ('-', "gone", first, gone), ('!', "said otherwise", second, turned)]
    {
        let _ = writeln!(out, "{} {title}", count(list.len(), "fact"));
        for ((source, relation, target), statements) in list {
            let Some(surest) = surest(statements.iter().copied()) else { continue };
            let document = graph.documents.get(surest.document).map_or("", |d| d.key.as_str());
            let _ = writeln!(out, "{sign} {source} {relation} {target}");
            let _ = writeln!(out, "    “{}” {}", line(&surest.sentence.text), line(document));
        }
    }
    out
}

/// Whether what one graph asserts the other denies.
fn is_turned(before: &[&Statement], after: &[&Statement]) -> bool {
    let ((asserted, denied), (now, not_now)) = (stance(before), stance(after));
    (asserted && !denied && not_now && !now) || (denied && !asserted && now && !not_now)
}
