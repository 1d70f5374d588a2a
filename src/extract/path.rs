//! Ways through the deep graph from a trigger to an argument, and the other constructions that say the same.

use super::clause::LIGHT;
use super::deep::{Deep, Edge};

/// Steps of a path at most: what lies further apart is no construction of the trigger.
const LONGEST: usize = 5;
/// Ends of one path in one sentence at most; long enumerations stop there.
const MOST_ENDS: usize = 12;

/// Which words may govern an inner word of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Governor {
    /// Any: the construction is an adverbial or modifier, whose governor says nothing about it.
    Any,
    /// This lemma, and any other light verb where it is one ("made an offer" is "extended an offer").
    Lemma(String),
    /// A light verb.
    Light,
}

/// One arc of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To a dependent, introduced by this preposition or conjunction.
    Down { kind: &'static str, marker: Option<String> },
    /// To a head.
    Up { kind: &'static str, governor: Governor },
}

impl Step {
    /// A step down without a preposition.
    pub fn down(kind: &'static str) -> Self {
        Self::Down { kind, marker: None }
    }

    /// A step down to what this preposition introduces.
    pub fn prep(marker: &str) -> Self {
        Self::Down { kind: "prep", marker: Some(marker.to_owned()) }
    }

    /// A step from an object up to its light verb.
    pub fn light() -> Self {
        Self::Up { kind: "obj", governor: Governor::Light }
    }

    /// The preposition that introduces what a step leads down to.
    pub fn marker(&self) -> Option<&str> {
        match self {
            Self::Down { marker, .. } => marker.as_deref(),
            Self::Up { .. } => None,
        }
    }
}

/// A path with what taking it costs in confidence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Route {
    /// From the trigger's head word to the argument's.
    pub steps: Vec<Step>,
    /// 0 for the example's own path.
    pub cost: f32,
    /// Whether only a known mention of an actor may stand at its end.
    pub actor: bool,
}

impl Route {
    fn new(steps: &[Step], cost: f32) -> Self {
        Self { steps: steps.to_vec(), cost, actor: false }
    }

    fn actor(steps: &[Step], cost: f32) -> Self {
        Self { steps: steps.to_vec(), cost, actor: true }
    }
}

/// Gives the words that a path leads to, in order; `exact` admits the example's own governors only.
pub(super) fn follow(deep: &Deep, from: usize, steps: &[Step], exact: bool) -> Vec<usize> {
    let mut at = vec![from];
    for (n, step) in steps.iter().enumerate() {
        let last = n + 1 == steps.len();
        let mut next: Vec<usize> = at.iter().flat_map(|w| reached(deep, *w, step, last, exact)).collect();
        next.sort_unstable();
        next.dedup();
        next.retain(|w| *w != from);
        next.truncate(MOST_ENDS);
        at = next;
    }
    at
}

fn reached<'d>(
    deep: &'d Deep,
    word: usize,
    step: &'d Step,
    last: bool,
    exact: bool,
) -> Box<dyn Iterator<Item = usize> + 'd> {
    match step {
        Step::Down { kind, marker } => {
            let fits = move |e: &&Edge| e.kind == *kind && marker.as_ref().is_none_or(|m| deep.has_marker(e.via, m));
            Box::new(deep.down[word].iter().filter(fits).map(|e| e.to))
        }
        Step::Up { kind, governor } => {
            let fits = move |e: &&Edge| e.kind == *kind && (last || governs(deep, e.to, governor, exact));
            Box::new(deep.up[word].iter().filter(fits).map(|e| e.to))
        }
    }
}

fn governs(deep: &Deep, word: usize, governor: &Governor, exact: bool) -> bool {
    let lemma = deep.lemmas[word].as_str();
    let light = LIGHT.contains(&lemma) && deep.tokens[word].upos == "VERB";
    match governor {
        Governor::Any => true,
        Governor::Light => light,
        Governor::Lemma(own) => lemma == own || (!exact && light && LIGHT.contains(&own.as_str())),
    }
}

/// Finds the cheapest path between two words: downwards before upwards, short before long.
pub(super) fn between(deep: &Deep, from: usize, to: usize) -> Option<Vec<Step>> {
    let n = deep.tokens.len();
    let mut cost = vec![usize::MAX; n];
    let mut back: Vec<Option<(usize, Step)>> = vec![None; n];
    let mut done = vec![false; n];
    cost[from] = 0;
    while let Some(at) = (0..n).filter(|w| !done[*w] && cost[*w] < usize::MAX).min_by_key(|w| (cost[*w], *w)) {
        done[at] = true;
        for (edge, up) in deep.down[at].iter().map(|e| (e, false)).chain(deep.up[at].iter().map(|e| (e, true))) {
            let price = cost[at] + price(edge.kind, up);
            if price < cost[edge.to] {
                cost[edge.to] = price;
                back[edge.to] = Some((at, step(deep, edge, up)));
            }
        }
    }
    let mut out = Vec::new();
    let mut at = to;
    while at != from {
        let (before, step) = back[at].take()?;
        out.push(step);
        at = before;
    }
    out.reverse();
    (out.len() <= LONGEST).then_some(out)
}

fn price(kind: &str, up: bool) -> usize {
    let loose = matches!(kind, "conj" | "parataxis" | "dep" | "list" | "punct" | "discourse");
    2 + 2 * usize::from(up) + 6 * usize::from(loose)
}

fn step(deep: &Deep, edge: &Edge, up: bool) -> Step {
    if !up {
        // A second name beside the first ("sold to Oman and Qatar") counts with the first's preposition.
        let marker = (edge.kind == "prep").then(|| deep.markers(edge.via).last()).flatten();
        return Step::Down { kind: edge.kind, marker: marker.map(|m| deep.lemmas[m].clone()) };
    }
    // What governs an adverbial or a modifier says nothing about it: "during her visit, she planted a tree".
    let free = matches!(
        edge.kind,
        "prep" | "advcl" | "amod" | "compound" | "poss" | "appos" | "title" | "case" | "nmod" | "acl" | "relative"
    );
    let governor = if free { Governor::Any } else { Governor::Lemma(deep.lemmas[edge.to].clone()) };
    Step::Up { kind: edge.kind, governor }
}

/// What the rules for other constructions have to know of a frame.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that are independent of each other")]
pub(super) struct Construction<'p> {
    /// Whether the trigger is a noun (else a verb, adjective, or function word).
    pub noun: bool,
    /// Whether the trigger is a verb.
    pub verb: bool,
    /// Whether the relation holds both ways.
    pub symmetric: bool,
    /// The example's own paths.
    pub source: Option<&'p [Step]>,
    /// To the target.
    pub target: Option<&'p [Step]>,
    /// To the theme.
    pub theme: Option<&'p [Step]>,
    /// Whether the target stands inside the theme.
    pub nested: bool,
}

impl Construction<'_> {
    fn taken(&self, steps: &[Step]) -> bool {
        [self.source, self.target, self.theme].into_iter().flatten().any(|p| p == steps)
    }

    /// Routes to the source: the example's own, then those of the same meaning.
    pub fn source_routes(&self) -> Vec<Route> {
        let mut out = Vec::new();
        let between = [Step::prep("between")];
        match self.source {
            Some(path) => {
                out.extend(attachments(path));
                let with = self.target == Some(&[Step::prep("with")]);
                if self.noun && (is_agent(path) || path == between) {
                    out.extend(self.agents().into_iter().filter(|r| r.steps != path));
                }
                // "Oman's talks with Chad" are "talks between Oman and Chad".
                if self.noun && self.symmetric && with {
                    out.push(Route::new(&between, 0.05));
                }
            }
            None if self.noun && self.target.is_some() => out = self.agents(),
            // "was arrested": the passive leaves out the one who would be the subject.
            None if self.verb && self.target == Some(&[Step::down("obj")]) => {
                out.push(Route::new(&[Step::down("subj")], 0.0));
            }
            None => {}
        }
        out
    }

    /// Whose act a noun says: "Chad's offer", "the Chadian offer", "an offer by Chad", "Chad made an offer".
    fn agents(&self) -> Vec<Route> {
        let of = [Step::prep("of")];
        let mut out = Vec::new();
        if self.target != Some(&[Step::down("poss")]) {
            out.push(Route::new(&[Step::down("poss")], 0.05));
        }
        out.push(Route::new(&[Step::prep("by")], 0.05));
        out.push(Route::new(&[Step::light(), Step::down("subj")], 0.05));
        out.push(Route::actor(&[Step::down("amod")], 0.05));
        out.push(Route::actor(&[Step::down("compound")], 0.05));
        if self.source.is_some() && !self.taken(&of) {
            out.push(Route::actor(&of, 0.1));
        }
        out
    }

    /// Routes to the target.
    pub fn target_routes(&self) -> Vec<Route> {
        let Some(path) = self.target else { return Vec::new() };
        let mut out = attachments(path);
        let (with, subject, between) = ([Step::prep("with")], [Step::down("subj")], [Step::prep("between")]);
        if self.verb {
            out.extend(self.datives(path));
        }
        // "The hostages' release" is "the release of the hostages", unless the possessor is the one who acts.
        if self.noun && path == [Step::prep("of")] && !self.taken(&[Step::down("poss")]) {
            out.push(Route::new(&[Step::down("poss")], 0.05));
        }
        if self.symmetric && path == with {
            out.push(Route::new(if self.noun { &between } else { &subject }, 0.05));
        }
        if self.symmetric && (path == subject || path == between) {
            out.push(Route::new(&with, 0.05));
        }
        if self.nested {
            out.extend(self.theme.map(inside).unwrap_or_default());
        }
        out
    }

    /// "Gave Chad a loan" is "gave a loan to Chad"; before a clause, either label stands for the one addressed.
    fn datives(&self, path: &[Step]) -> Vec<Route> {
        let (given, addressed, to) = ([Step::down("iobj")], [Step::down("obj")], [Step::prep("to")]);
        let mut out = Vec::new();
        if path == given {
            out.push(Route::new(&to, 0.05));
        }
        if path == to && self.theme.is_some() {
            out.push(Route::new(&given, 0.05));
        }
        if path == given && !self.taken(&addressed) {
            out.push(Route::new(&addressed, 0.05));
        }
        if path == addressed && self.theme.is_some() {
            out.push(Route::new(&given, 0.02));
        }
        out
    }

    /// Routes to the theme: what a verb takes as noun it mostly takes as clause as well ("denied theft", "denied
    /// stealing", "denied that it had stolen").
    pub fn theme_routes(&self) -> Vec<Route> {
        let Some(path) = self.theme else { return Vec::new() };
        let mut out = attachments(path);
        let kinds = [[Step::down("obj")], [Step::down("comp")], [Step::down("inf")]];
        if self.verb && kinds.iter().any(|k| k == path) {
            out.extend(kinds.iter().filter(|k| *k != path && !self.taken(*k)).map(|k| Route::new(k, 0.05)));
        }
        out
    }
}

fn is_agent(path: &[Step]) -> bool {
    let one = |step: &Step| match step {
        Step::Down { kind: "poss" | "amod" | "compound", .. } => true,
        Step::Down { kind: "prep", marker } => marker.as_deref() == Some("by"),
        _ => false,
    };
    match path {
        [step] => one(step),
        [Step::Up { kind: "obj", governor }, Step::Down { kind: "subj", .. }] => match governor {
            Governor::Lemma(lemma) => LIGHT.contains(&lemma.as_str()),
            _ => true,
        },
        _ => false,
    }
}

/// A path and the other places where parsers hang its preposition: on the trigger, its object, its light verb.
fn attachments(path: &[Step]) -> Vec<Route> {
    let mut out = vec![Route::new(path, 0.0)];
    let Some((last, before)) = path.split_last() else { return out };
    let plain = matches!(last, Step::Down { kind: "prep", marker: Some(_) });
    let inner = match before {
        [] => true,
        [Step::Down { kind, .. } | Step::Up { kind, .. }] => *kind == "obj",
        _ => false,
    };
    if plain && inner {
        let object = [Step::down("obj"), last.clone()];
        let verb = [Step::Up { kind: "obj", governor: Governor::Any }, last.clone()];
        for other in [&[last.clone()][..], &object[..], &verb[..]] {
            if other != path {
                out.push(Route::new(other, 0.02));
            }
        }
    }
    out
}

/// Places inside a theme where the target may be named: "Chad's plan", "the Chadian plan", "talks with Chad".
fn inside(theme: &[Step]) -> Vec<Route> {
    let ends = [Step::down("poss"), Step::down("prep"), Step::down("amod"), Step::down("compound")];
    ends.into_iter().map(|end| Route::actor(&[theme, &[end]].concat(), 0.05)).collect()
}
