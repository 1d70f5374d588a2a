//! Counter-examples at work: a frame that fires on one of its own relation demands more until it keeps silent.

use std::collections::BTreeSet;

use super::deep::Deep;
use super::frame::{Demand, Frame, Kind};
use super::matching::{Hit, Scene, gives_way};
use super::patterns::{Parsed, Patterns};

/// Ever narrower demands, the ones that cost least elsewhere first: a side must be an actor, or of the example's type;
/// both sides must be there; another relation's claim goes first; the counter-example's own nouns are barred;
/// everything as in the example.
fn steps(own: &Demand, barred: &BTreeSet<String>) -> Vec<Demand> {
    let kinds = [(Kind::Actor, Kind::Any), (Kind::Any, Kind::Actor), (Kind::Actor, Kind::Actor)];
    let types = [(Kind::Type, Kind::Any), (Kind::Any, Kind::Type), (Kind::Type, Kind::Type)];
    let sides = |(s, t): (Kind, Kind)| Demand { source: own.source.max(s), target: own.target.max(t), ..own.clone() };
    let actors = sides((Kind::Actor, Kind::Actor));
    let both = Demand { both: true, ..actors.clone() };
    let yields = Demand { yields: true, ..own.clone() };
    let nouns = Demand { barred: barred.clone(), ..own.clone() };
    let theme = Demand { theme: true, both: true, exact: true, ..actors };
    let words = Demand { words: true, ..own.clone() };
    let all =
        Demand { theme: true, both: true, exact: true, words: true, yields: true, ..sides((Kind::Type, Kind::Type)) };
    let mut out: Vec<Demand> = kinds.into_iter().chain(types).map(sides).collect();
    out.extend([both, yields, nouns, theme, words, all]);
    out
}

/// Rounds at most: a frame that gives way to others is tried anew when those have been specialised.
const ROUNDS: usize = 3;

/// Specialises frames until none fires on a counter-example of its relation; drops those that cannot.
pub(super) fn specialise(frames: &mut Vec<Frame>, parsed: &[Parsed]) {
    for _ in 0..ROUNDS {
        let before = Patterns::new(frames.clone());
        let after: Vec<Frame> = frames.drain(..).filter_map(|f| narrowed(f, parsed, &before)).collect();
        let settled = after == before.frames;
        *frames = after;
        if settled {
            break;
        }
    }
}

/// Gives the frame with the least demand that silences it on its relation's counter-examples and keeps it firing on its
/// own example; `None` where there is none.
fn narrowed(frame: Frame, parsed: &[Parsed], all: &Patterns) -> Option<Frame> {
    let of = |p: &&Parsed| p.relation == frame.relation;
    let counters: Vec<&Parsed> = parsed.iter().filter(of).filter(|p| p.example.is_none()).collect();
    if counters.iter().all(|p| is_silent(&frame, p, all)) {
        return Some(frame);
    }
    let example = parsed.iter().filter(of).find(|p| p.example == Some(frame.example));
    let barred: BTreeSet<String> = counters.iter().flat_map(|p| nouns(&frame, p)).collect();
    let demands = steps(&frame.demand, &barred);
    let mut tried = demands.into_iter().map(|demand| Frame { demand, ..frame.clone() });
    tried.find(|f| counters.iter().all(|p| is_silent(f, p, all)) && example.is_none_or(|p| !is_silent(f, p, all)))
}

/// Whether a frame claims nothing in a sentence, beside the other relations' frames.
fn is_silent(frame: &Frame, parsed: &Parsed, all: &Patterns) -> bool {
    let own = hits(frame, parsed);
    if own.is_empty() || !frame.demand.yields {
        return own.is_empty();
    }
    let sentences = 0..parsed.annotated.sentences.len();
    let others: Vec<Hit> = sentences.flat_map(|s| all.hits(&parsed.document, &parsed.annotated, s)).collect();
    own.iter().all(|h| gives_way(h, &others))
}

fn hits(frame: &Frame, parsed: &Parsed) -> Vec<Hit> {
    let mut out = Vec::new();
    for (sentence, layer) in parsed.annotated.sentences.iter().enumerate() {
        let deep = Deep::new(&layer.tokens, &parsed.document.text);
        let scene = Scene { deep: &deep, document: &parsed.document, annotated: &parsed.annotated, sentence };
        for at in 0..deep.tokens.len() {
            out.extend(scene.matches(frame, 0, at));
        }
    }
    out
}

/// Common nouns that fill a role of the frame in a counter-example and not in its example.
fn nouns(frame: &Frame, parsed: &Parsed) -> BTreeSet<String> {
    let own: BTreeSet<&String> =
        [&frame.source, &frame.target, &frame.theme].into_iter().flatten().map(|r| &r.lemma).collect();
    let mut out = BTreeSet::new();
    for (sentence, layer) in parsed.annotated.sentences.iter().enumerate() {
        let deep = Deep::new(&layer.tokens, &parsed.document.text);
        let scene = Scene { deep: &deep, document: &parsed.document, annotated: &parsed.annotated, sentence };
        for at in 0..deep.tokens.len() {
            let words = scene.matches(frame, 0, at).into_iter().flat_map(|h| h.words);
            let common = words.filter(|w| deep.tokens[*w].upos == "NOUN" && deep.tokens[*w].name == "O");
            out.extend(common.map(|w| deep.lemmas[w].clone()));
        }
    }
    out.retain(|l| !own.contains(l));
    out
}
