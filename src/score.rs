//! Claims against annotated documents: precision, recall and F1, by the rules of the claims corpus.
//!
//! Takes gold documents (JSON Lines, `training/corpus/GUIDE.md`) and what was found in them, gives a [`Score`]. A claim
//! counts where it stands in the gold claim's sentence, has its event class, and its source and target are the gold
//! entities. Plain statements (STATE) are left out: saying is everywhere. Matching is greedy, one to one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::extract::{Argument, Reading};

/// A document of the claims corpus.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// Its name; what follows the last hyphen is its number.
    pub id: String,
    /// Its headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Its date.
    #[serde(default)]
    pub date: Option<String>,
    /// Its running text, where it is not its sentences joined.
    #[serde(default)]
    raw: Option<String>,
    /// Whether only the listed sentences are annotated.
    #[serde(default)]
    partial: bool,
    entities: BTreeMap<String, GoldEntity>,
    sentences: Vec<GoldSentence>,
}

#[derive(Clone, Debug, Deserialize)]
struct GoldEntity {
    name: String,
    #[serde(rename = "type")]
    entity_type: String,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    sector: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct GoldSentence {
    text: String,
    #[serde(default)]
    mentions: Vec<(String, String, String)>,
    #[serde(default)]
    claims: Vec<GoldClaim>,
    #[serde(default)]
    unscored: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct GoldClaim {
    trigger: serde_json::Value,
    relation: Option<String>,
    event: Option<String>,
    source: Option<String>,
    target: Option<String>,
    by: Option<String>,
    theme: Option<String>,
    polarity: Option<String>,
    modality: Option<String>,
    time: Option<String>,
    alt: Vec<String>,
    alt_event: Vec<String>,
    alt_source: Vec<Option<String>>,
    alt_target: Vec<Option<String>>,
    optional: bool,
    doubtful: bool,
    implicit: bool,
    reciprocal: bool,
}

/// A participant as it was found.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Who {
    name: String,
    #[serde(rename = "type", default)]
    entity_type: Option<String>,
    #[serde(default)]
    country: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Words {
    text: String,
}

/// A claim as it was found: the fields of the JSON that count here.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Found {
    document: String,
    sentence: Words,
    #[serde(default)]
    relation: Option<String>,
    #[serde(default)]
    event: Option<String>,
    #[serde(default)]
    theme: Option<String>,
    #[serde(default)]
    polarity: Option<String>,
    #[serde(default)]
    modality: Option<String>,
    #[serde(default)]
    time: Option<String>,
    #[serde(default)]
    source: Option<Who>,
    #[serde(default)]
    target: Option<Who>,
    #[serde(default)]
    by: Option<Who>,
}

/// Gives the claims of a reading as they are scored.
pub fn found(reading: &Reading) -> Vec<Found> {
    let text = &reading.document.text;
    let who = |a: Option<Argument>| {
        let e = &reading.entities[a?.entity];
        Some(Who {
            name: e.name.clone(),
            entity_type: Some(e.entity_type.as_str().to_owned()),
            country: e.country.clone(),
        })
    };
    let one = |c: &crate::extract::Claim| Found {
        document: reading.document.key.clone(),
        sentence: Words { text: c.sentence.of(text).to_owned() },
        relation: Some(c.relation.clone()),
        event: Some(c.event.clone()),
        theme: c.theme.map(|t| t.of(text).to_owned()),
        polarity: Some(c.polarity.as_str().to_owned()),
        modality: Some(c.modality.as_str().to_owned()),
        time: c.time.clone(),
        source: who(c.source),
        target: who(c.target),
        by: who(c.by),
    };
    reading.claims.iter().map(one).collect()
}

impl Gold {
    /// Whether the document belongs to the dev split: its number is divisible by six.
    pub fn is_dev(&self) -> bool {
        let number = self.id.rsplit('-').next().and_then(|n| n.parse::<u64>().ok());
        number.is_some_and(|n| n % 6 == 0)
    }

    /// Gives the running text: as it was, or the sentences joined, a headline apart.
    pub fn text(&self) -> String {
        if let Some(raw) = self.raw.as_ref().filter(|r| !r.is_empty()) {
            return raw.trim().to_owned();
        }
        let all: Vec<&str> = self.sentences.iter().map(|s| s.text.as_str()).collect();
        match all.split_first() {
            Some((first, rest)) if self.title.as_deref() == Some(*first) => format!("{first}\n\n{}", rest.join(" ")),
            _ => all.join(" "),
        }
    }

    fn aliases(&self, key: &str) -> BTreeSet<String> {
        let mentions = self.sentences.iter().flat_map(|s| &s.mentions);
        let naming = mentions.filter(|(_, e, kind)| e == key && kind != "pro" && kind != "role");
        let own = std::iter::once(self.entities.get(key).map_or("", |e| e.name.as_str()));
        let names = own.chain(naming.map(|(surface, _, _)| surface.as_str()));
        names.map(|n| words(n).join(" ")).filter(|n| !n.is_empty()).collect()
    }

    fn is_same(&self, key: Option<&String>, found: Option<&Who>) -> bool {
        let (Some(key), Some(found)) = (key, found) else { return key.is_none() && found.is_none() };
        let (name, known) = (words(&found.name).join(" "), self.aliases(key));
        if known.contains(&name) {
            return true;
        }
        let Some(entity) = self.entities.get(key) else { return false };
        let governs = entity.entity_type == "GPE" && entity.sector.as_deref() == Some("GOV");
        let states = ["GPE", "Country", "State", "State government", "Government"];
        if entity.country.as_ref().is_some_and(|c| !c.is_empty() && Some(c) == found.country.as_ref())
            && governs
            && found.entity_type.as_deref().is_some_and(|t| states.contains(&t))
        {
            return true;
        }
        if entity.entity_type == "PER" {
            let last = |n: &str| n.split(' ').next_back().map(str::to_owned);
            return !name.is_empty() && known.iter().any(|k| last(k) == last(&name));
        }
        let set = |n: &str| n.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect::<BTreeSet<_>>();
        let mine = set(&name);
        known.iter().map(|k| set(k)).any(|other| {
            let shared = mine.intersection(&other).count();
            let within = mine.is_subset(&other) || other.is_subset(&mine);
            !mine.is_empty() && !other.is_empty() && within && shared * 2 >= mine.len().max(other.len())
        })
    }
}

/// Which event class each relation is of.
pub type Events = BTreeMap<String, String>;

/// Counts of one kind of match.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    hit: usize,
    needed_hit: usize,
    missed: usize,
    extra: usize,
}

fn ratio(a: f64, b: f64) -> f64 {
    if b == 0.0 { 0.0 } else { a / b }
}

impl Counts {
    fn precision(self) -> f64 {
        ratio(self.hit as f64, (self.hit + self.extra) as f64)
    }

    fn recall(self) -> f64 {
        ratio(self.needed_hit as f64, (self.needed_hit + self.missed) as f64)
    }

    fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        ratio(2.0 * p * r, p + r)
    }
}

/// How often the further fields of right claims are right.
#[derive(Clone, Copy, Debug, Default)]
struct Right {
    claims: usize,
    polarity: usize,
    modality: usize,
    by: usize,
    times: usize,
    time: usize,
    themes: usize,
    theme: f64,
}

/// The levels at which a claim may be right, the last for standing facts.
const LEVELS: [&str; 4] = ["event", "claim", "relation", "fact"];

/// What was right, missing and too much.
#[derive(Clone, Debug, Default)]
pub struct Score {
    counts: [Counts; 4],
    right: Right,
    /// One line a fault: what was missed and what was extra.
    pub faults: Vec<String>,
}

impl Score {
    /// Scores documents; what was found is looked up by document name.
    pub fn of(golds: &[Gold], found: &[Found], events: &Events) -> Self {
        let mut by_document: BTreeMap<String, Vec<&Found>> = BTreeMap::new();
        for f in found {
            by_document.entry(stem(&f.document)).or_default().push(f);
        }
        let mut score = Self::default();
        for gold in golds {
            let mut guesses = by_document.remove(&gold.id).unwrap_or_default();
            let within = |f: &&Found| gold.sentences.iter().any(|s| same_sentence(&s.text, &f.sentence.text));
            guesses.retain(|f| !gold.partial || within(f));
            let unscored = |f: &Found| gold.sentences.iter().any(|s| s.unscored && same_sentence(&s.text, &f.sentence.text));
            guesses.retain(|f| !unscored(f));
            score.add(gold, &guesses, events);
        }
        score
    }

    /// Gives precision, recall and F1 of `event`, `claim`, `relation` or `fact`.
    pub fn figures(&self, level: &str) -> Option<(f64, f64, f64)> {
        let counts = self.counts[LEVELS.iter().position(|l| *l == level)?];
        Some((counts.precision(), counts.recall(), counts.f1()))
    }

    fn add(&mut self, gold: &Gold, guesses: &[&Found], events: &Events) {
        let all = || gold.sentences.iter().flat_map(|s| s.claims.iter().map(move |c| (s, c)));
        let class = |c: &GoldClaim| class(c.event.as_deref(), c.relation.as_deref(), events);
        let guessed = |f: &Found| self::class(f.event.as_deref(), f.relation.as_deref(), events);
        let is_act = |c: &str| c != "FACT" && c != "STATE";
        for (at, level) in LEVELS.iter().enumerate() {
            let keep = |c: &str| if *level == "fact" { c == "FACT" } else { is_act(c) };
            let wanted: Vec<_> = all().filter(|(_, c)| keep(&class(c))).collect();
            let given: Vec<&Found> = guesses.iter().copied().filter(|f| keep(&guessed(f))).collect();
            let strictness = if *level == "fact" { "claim" } else { level };
            let matched = matched(gold, &wanted, given, strictness, events);
            self.count(at, &matched);
            if *level == "claim" {
                self.fields(gold, &matched);
            }
            if matches!(*level, "claim" | "fact") {
                self.note_faults(gold, &matched);
            }
        }
    }

    fn count(&mut self, at: usize, m: &Matched<'_>) {
        let counts = &mut self.counts[at];
        counts.hit += m.pairs.len();
        counts.needed_hit += m.pairs.iter().filter(|(g, _)| !is_excused(g)).count();
        counts.missed += m.missed.iter().filter(|(_, g)| !is_excused(g)).count();
        counts.extra += m.left.len();
    }

    fn fields(&mut self, gold: &Gold, m: &Matched<'_>) {
        let r = &mut self.right;
        for (g, f) in &m.pairs {
            let or = |value: &Option<String>, default: &str| value.clone().filter(|v| !v.is_empty()).unwrap_or(default.to_owned());
            r.claims += 1;
            r.polarity += usize::from(or(&f.polarity, "positive") == or(&g.polarity, "positive"));
            r.modality += usize::from(or(&f.modality, "actual") == or(&g.modality, "actual"));
            r.by += usize::from(gold.is_same(g.by.as_ref(), f.by.as_ref()));
            if let Some(time) = g.time.as_ref().filter(|t| !t.is_empty()) {
                r.times += 1;
                r.time += usize::from(f.time.as_ref() == Some(time));
            }
            if let Some(theme) = g.theme.as_ref().filter(|t| !t.is_empty()) {
                r.themes += 1;
                r.theme += token_f1(theme, f.theme.as_deref().unwrap_or(""));
            }
        }
    }

    fn note_faults(&mut self, gold: &Gold, m: &Matched<'_>) {
        let name = |key: &Option<String>| key.clone().unwrap_or_else(|| "None".to_owned());
        for (sentence, g) in m.missed.iter().filter(|(_, g)| !is_excused(g)) {
            let relation = g.relation.clone().or_else(|| g.event.clone()).unwrap_or_default();
            let trigger = g.trigger.as_str().unwrap_or_default();
            let (source, target) = (name(&g.source), name(&g.target));
            self.faults.push(format!("missed {}: {relation}({source}, {target}) '{trigger}' in: {}", gold.id, sentence.text));
        }
        for f in &m.left {
            let who = |w: &Option<Who>| w.as_ref().map_or("None".to_owned(), |w| w.name.clone());
            let relation = f.relation.clone().unwrap_or_default();
            let (source, target) = (who(&f.source), who(&f.target));
            self.faults.push(format!("extra  {}: {relation}({source}, {target}) in: {}", gold.id, f.sentence.text.trim()));
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (level, c) in LEVELS.iter().zip(self.counts) {
            let (p, r, f1) = (c.precision(), c.recall(), c.f1());
            let rest = format!("({} right, {} extra, {} missed)", c.hit, c.extra, c.missed);
            writeln!(f, "{level:9} precision {p:.3}  recall {r:.3}  F1 {f1:.3}   {rest}")?;
        }
        let r = self.right;
        if r.claims == 0 {
            return Ok(());
        }
        let share = |n: usize, of: usize| ratio(n as f64, of as f64);
        let (polarity, modality, by) = (share(r.polarity, r.claims), share(r.modality, r.claims), share(r.by, r.claims));
        let (theme, time) = (ratio(r.theme, r.themes as f64), share(r.time, r.times));
        write!(f, "of the right claims: polarity {polarity:.3}  modality {modality:.3}  by {by:.3}")?;
        writeln!(f, "  theme {theme:.3} of {}  time {time:.3} of {}", r.themes, r.times)
    }
}

/// The result of one matching.
struct Matched<'g> {
    pairs: Vec<(&'g GoldClaim, &'g Found)>,
    missed: Vec<(&'g GoldSentence, &'g GoldClaim)>,
    left: Vec<&'g Found>,
}

/// Greedy one-to-one matching; what another annotator could leave out comes last.
fn matched<'g>(
    gold: &Gold,
    wanted: &[(&'g GoldSentence, &'g GoldClaim)],
    given: Vec<&'g Found>,
    level: &str,
    events: &Events,
) -> Matched<'g> {
    let mut order = wanted.to_vec();
    order.sort_by_key(|(_, c)| is_excused(c));
    let mut out = Matched { pairs: Vec::new(), missed: Vec::new(), left: given };
    for (sentence, claim) in order {
        let fits = |f: &&Found| same_sentence(&sentence.text, &f.sentence.text) && fits(gold, claim, f, level, events);
        match out.left.iter().position(fits) {
            Some(at) => {
                let hit = out.left.remove(at);
                out.pairs.push((claim, hit));
            }
            None => out.missed.push((sentence, claim)),
        }
    }
    out
}

fn class(event: Option<&str>, relation: Option<&str>, events: &Events) -> String {
    let own = event.filter(|e| !e.is_empty()).map(str::to_owned);
    own.or_else(|| relation.and_then(|r| events.get(r).cloned())).unwrap_or_default()
}

fn fits(gold: &Gold, claim: &GoldClaim, found: &Found, level: &str, events: &Events) -> bool {
    let relations: Vec<&String> = claim.relation.iter().chain(&claim.alt).collect();
    let classes = relations.iter().filter_map(|r| events.get(*r)).chain(&claim.event).chain(&claim.alt_event);
    let own = class(found.event.as_deref(), found.relation.as_deref(), events);
    if !classes.into_iter().any(|c| *c == own) {
        return false;
    }
    if level == "event" {
        return true;
    }
    let options = |key: &Option<String>, alt: &[Option<String>]| -> Vec<Option<String>> {
        std::iter::once(key.clone()).chain(alt.iter().cloned()).collect()
    };
    let (sources, targets) = (options(&claim.source, &claim.alt_source), options(&claim.target, &claim.alt_target));
    let any = |keys: &[Option<String>], who: &Option<Who>| keys.iter().any(|k| gold.is_same(k.as_ref(), who.as_ref()));
    let straight = any(&sources, &found.source) && any(&targets, &found.target);
    let swapped = claim.reciprocal && any(&sources, &found.target) && any(&targets, &found.source);
    if !straight && !swapped {
        return false;
    }
    level != "relation" || claim.relation.is_none() || found.relation.as_ref().is_some_and(|r| relations.contains(&r))
}

/// Whether missing a claim costs nothing: another annotator could well leave it out.
fn is_excused(claim: &GoldClaim) -> bool {
    claim.optional || claim.doubtful || claim.implicit || claim.alt.iter().any(|a| a == "says")
}

/// A text without accents, in lower case, with single blanks for everything that is no word.
fn fold(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let plain: String = plain.collect::<String>().replace('ß', "ss").replace('ς', "σ");
    plain.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(' ').filter(|w| !w.is_empty() && !["the", "a", "an", "s"].contains(w)).map(str::to_owned).collect()
}

fn same_sentence(gold: &str, found: &str) -> bool {
    let (a, b) = (fold(gold), fold(found));
    let long = |x: &str| x.chars().count() > 20;
    a == b || (long(&a) && b.contains(&a)) || (long(&b) && a.contains(&b))
}

fn token_f1(gold: &str, found: &str) -> f64 {
    let count = |text: &str| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        fold(text).split(' ').filter(|w| !w.is_empty()).for_each(|w| *counts.entry(w.to_owned()).or_default() += 1);
        counts
    };
    let (a, b) = (count(gold), count(found));
    let shared: usize = a.iter().map(|(w, n)| (*n).min(b.get(w).copied().unwrap_or(0))).sum();
    ratio(2.0 * shared as f64, (a.values().sum::<usize>() + b.values().sum::<usize>()) as f64)
}

/// A document's name without folders and extension.
fn stem(document: &str) -> String {
    let name = document.rsplit('/').next().unwrap_or(document);
    let dot = name.rfind('.').filter(|at| *at > 0 && !name[..*at].bytes().all(|b| b == b'.'));
    dot.map_or(name, |at| &name[..at]).to_owned()
}
