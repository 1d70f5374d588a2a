//! Resolving at scale: a made-up world of actors, in documents that name them in many ways.

mod names;
mod population;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use demarche::extract::Reading;
use demarche::graph::{Graph, Member};
use demarche::resolve::{Decisions, resolve};
use demarche::store::Store;

use crate::resolve::ontology;
use population::Random;

/// How well pairs of entities of one actor were found.
#[derive(Debug, Default)]
struct Pairs {
    right: f64,
    found: f64,
    wanted: f64,
}

impl Pairs {
    fn precision(&self) -> f64 {
        self.right / self.found
    }

    fn recall(&self) -> f64 {
        self.right / self.wanted
    }

    fn f1(&self) -> f64 {
        2.0 * self.right / (self.found + self.wanted)
    }
}

fn pairs<'n>(numbers: impl Iterator<Item = &'n usize>) -> f64 {
    numbers.map(|n| *n as f64 * (*n as f64 - 1.0) / 2.0).sum()
}

/// Compares who was taken for one with who is.
fn measure(graph: &Graph, gold: &BTreeMap<&str, &[usize]>) -> Pairs {
    let (mut both, mut found, mut wanted) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (at, actor) in graph.actors.iter().enumerate() {
        for member in &actor.members {
            let who = gold[graph.documents[member.document].key.as_str()][member.entity];
            *both.entry((at, who)).or_insert(0_usize) += 1;
            *found.entry(at).or_insert(0_usize) += 1;
            *wanted.entry(who).or_insert(0_usize) += 1;
        }
    }
    Pairs { right: pairs(both.values()), found: pairs(found.values()), wanted: pairs(wanted.values()) }
}

/// Prints how many members of each score are with most of their actor's.
fn scores(graph: &Graph, gold: &BTreeMap<&str, &[usize]>) {
    let mut of_score: BTreeMap<u8, (usize, usize)> = BTreeMap::new();
    for actor in &graph.actors {
        let who = |m: &Member| gold[graph.documents[m.document].key.as_str()][m.entity];
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        actor.members.iter().for_each(|m| *counts.entry(who(m)).or_default() += 1);
        let most = counts.into_iter().max_by_key(|(_, n)| *n).map(|(who, _)| who);
        for member in &actor.members {
            let share = of_score.entry(member.score).or_default();
            share.0 += usize::from(Some(who(member)) == most);
            share.1 += 1;
        }
    }
    for (score, (right, all)) in of_score {
        eprintln!("score {score}: {:.4} right of {all}", right as f64 / all as f64);
    }
}

/// Resolves a world of so many documents in three orders and in ten steps; gives how well and how long it took.
fn world(actors: usize, documents: usize) -> (Pairs, Duration) {
    let mut random = Random(6);
    let all = population::actors(actors, &mut random);
    let (mut readings, who): (Vec<Reading>, Vec<Vec<usize>>) =
        population::documents(&all, documents, &mut random).into_iter().unzip();
    let keys: Vec<String> = readings.iter().map(|r| r.document.key.clone()).collect();
    let gold: BTreeMap<&str, &[usize]> = keys.iter().map(String::as_str).zip(who.iter().map(Vec::as_slice)).collect();
    let resolved = |readings: &[Reading]| resolve(readings, &Decisions::default(), ontology());
    ontology();
    let start = Instant::now();
    let graph = resolved(&readings);
    let time = start.elapsed();
    let pairs = measure(&graph, &gold);
    let entities: usize = readings.iter().map(|r| r.entities.len()).sum();
    eprintln!(
        "{documents} documents, {entities} entities of {} actors spoken of, {} found: precision {:.4} recall {:.4} F1 {:.4} in {:.2} s",
        who.iter().flatten().collect::<BTreeSet<_>>().len(),
        graph.actors.len(),
        pairs.precision(),
        pairs.recall(),
        pairs.f1(),
        time.as_secs_f64()
    );
    scores(&graph, &gold);
    if let Ok(limit) = std::env::var("FAULTS") {
        faults(&graph, &gold, limit.parse().unwrap_or(40));
    }
    let mut last = Graph::default();
    for _ in 0..2 {
        random.shuffle(&mut readings);
        last = resolved(&readings);
        assert!(last.actors == graph.actors, "another order, other actors");
    }
    // Ten builds, each with a tenth more: the last gives what one build of all gives.
    let dir = tempfile::tempdir().expect("a folder");
    let store = Store::open(dir.path()).expect("it opens");
    for tenth in readings.chunks(readings.len().div_ceil(10)) {
        for reading in tenth {
            store.put(reading).expect("it is written");
        }
        let all = store.readings().expect("they are read").into_iter().collect::<Result<Vec<_>, _>>();
        last = resolved(&all.expect("none is damaged"));
    }
    assert!(last.actors == graph.actors, "ten builds, other actors than one");
    (pairs, time)
}

/// Prints actors that unite several, and several that should be one, the largest losses first.
fn faults(graph: &Graph, gold: &BTreeMap<&str, &[usize]>, limit: usize) {
    let mut together: Vec<(usize, String)> = Vec::new();
    let mut apart: BTreeMap<usize, BTreeMap<usize, Vec<String>>> = BTreeMap::new();
    for (at, actor) in graph.actors.iter().enumerate() {
        let mut who: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for m in &actor.members {
            let one = gold[graph.documents[m.document].key.as_str()][m.entity];
            who.entry(one).or_default().insert(format!("{} [{}]", m.name, m.why));
            *sizes.entry(one).or_default() += 1;
            let named = format!("{} {:?}", m.name, actor.country);
            apart.entry(one).or_default().entry(at).or_default().push(named);
        }
        if who.len() > 1 {
            let all: usize = sizes.values().sum();
            let lost = pairs([all].iter()) - pairs(sizes.values());
            together.push((lost as usize, format!("{:?} {who:#?}", actor.country)));
        }
    }
    together.sort_by(|a, b| b.cmp(a));
    eprintln!("{} actors unite several", together.len());
    together.iter().take(limit).for_each(|(lost, who)| eprintln!("together {lost} {who}"));
    let mut split: Vec<(usize, String)> = Vec::new();
    for parts in apart.values().filter(|p| p.len() > 1) {
        let all: usize = parts.values().map(Vec::len).sum();
        let lost = pairs([all].iter()) - pairs(parts.values().map(Vec::len).collect::<Vec<_>>().iter());
        let mut parts: Vec<(usize, BTreeSet<&String>)> =
            parts.values().map(|p| (p.len(), p.iter().collect())).collect();
        parts.sort_by_key(|p| std::cmp::Reverse(p.0));
        split.push((lost as usize, format!("{parts:?}")));
    }
    split.sort_by(|a, b| b.cmp(a));
    eprintln!("{} actors are in several parts", split.len());
    split.iter().take(limit).for_each(|(lost, who)| eprintln!("apart {lost} {who}"));
}

#[test]
fn a_thousand_documents_of_many_traditions_resolve_well() {
    let (pairs, time) = world(2_000, 1_000);
    assert!(pairs.precision() >= 0.98 && pairs.f1() >= 0.97, "{pairs:?}");
    assert!(time < Duration::from_secs(10), "{time:?}");
}

/// `cargo test --release scale -- --ignored --nocapture`
#[test]
#[ignore = "ten thousand documents; `just soak`"]
fn ten_thousand_documents_of_twenty_thousand_actors_resolve_well() {
    let (pairs, time) = world(20_000, 10_000);
    assert!(pairs.precision() >= 0.98 && pairs.f1() >= 0.97, "{pairs:?}");
    assert!(time < Duration::from_secs(30), "{time:?}");
}
