//! Claims against annotated documents: precision, recall and F1, by the rules of the claims corpus.
//!
//! Takes gold documents (JSON Lines, `training/corpus/GUIDE.md`) and claims as `demarche extract` prints them, gives a
//! [`Score`]. A claim counts where it stands in the gold claim's sentence, has its event class, and its source and target
//! are the gold entities. Plain statements (STATE) are left out: saying is everywhere. Matching is greedy, one to one, in
//! the order in which claims are given. It never extracts, and prints nothing.

mod actors;
mod calibration;
mod classes;
mod links;
mod mentions;
mod pairs;
mod words;

pub use actors::ActorScore;
pub use calibration::Calibration;
pub use classes::Classes;
pub use links::{Chain, Entangled, LinkScore};
pub use mentions::MentionScore;
pub use pairs::{Pair, PairScore};
pub use words::{Treebank, WordScore};

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

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
    #[serde(default)]
    position: Option<String>,
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
    trigger: Option<String>,
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
    /// Where its words begin and end, in Unicode scalar values of the text.
    #[serde(default)]
    start: Option<usize>,
    #[serde(default)]
    end: Option<usize>,
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
    #[serde(default)]
    trigger: Option<Words>,
    #[serde(default)]
    confidence: Option<f64>,
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

    /// Gives the document as a line of JSON Lines, to extract from.
    pub fn line(&self) -> String {
        let given = |field: &Option<String>| field.clone().filter(|f| !f.is_empty());
        let (title, date) = (given(&self.title), given(&self.date));
        serde_json::json!({"id": self.id, "title": title, "date": date, "text": self.text()}).to_string()
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
    fn figures(self) -> Figures {
        let precision = ratio(self.hit as f64, (self.hit + self.extra) as f64);
        let recall = ratio(self.needed_hit as f64, (self.needed_hit + self.missed) as f64);
        let f1 = ratio(2.0 * precision * recall, precision + recall);
        Figures { precision, recall, f1, right: self.hit, extra: self.extra, missed: self.missed }
    }
}

/// A field that is there and not empty.
fn given(field: &Option<String>) -> Option<&String> {
    field.as_ref().filter(|f| !f.is_empty())
}

/// A text as Python's `repr` shows it, so that lists of faults compare line by line with those of the corpus's script.
fn quoted(text: &str) -> String {
    let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(mark);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == mark => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.push(mark);
    out
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
    /// Claims by event class, standing facts as one, with the kinds of their faults.
    pub classes: Classes,
    /// Acts by confidence: right in class, source and target, or not.
    pub calibration: Calibration,
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
            let mut guesses = by_document.get(&gold.id).cloned().unwrap_or_default();
            let within = |f: &&Found| gold.sentences.iter().any(|s| same_sentence(&s.text, &f.sentence.text));
            guesses.retain(|f| !gold.partial || within(f));
            let unscored =
                |f: &Found| gold.sentences.iter().any(|s| s.unscored && same_sentence(&s.text, &f.sentence.text));
            guesses.retain(|f| !unscored(f));
            score.add(gold, &guesses, events);
            score.classes.add(gold, &guesses, events);
        }
        score
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
                self.note_fields(gold, &matched);
                matched.pairs.iter().for_each(|(_, f)| self.calibration.add(f, true));
                matched.left.iter().for_each(|f| self.calibration.add(f, false));
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

    fn note_fields(&mut self, gold: &Gold, m: &Matched<'_>) {
        let r = &mut self.right;
        for (g, f) in &m.pairs {
            let same = |f: &Option<String>, g: &Option<String>, default: &str| {
                given(f).map_or(default, String::as_str) == given(g).map_or(default, String::as_str)
            };
            r.claims += 1;
            r.polarity += usize::from(same(&f.polarity, &g.polarity, "positive"));
            r.modality += usize::from(same(&f.modality, &g.modality, "actual"));
            r.by += usize::from(gold.is_same(g.by.as_ref(), f.by.as_ref()));
            if let Some(time) = given(&g.time) {
                r.times += 1;
                r.time += usize::from(f.time.as_ref() == Some(time));
            }
            if let Some(theme) = given(&g.theme) {
                r.themes += 1;
                r.theme += token_f1(theme, f.theme.as_deref().unwrap_or(""));
            }
        }
    }

    fn note_faults(&mut self, gold: &Gold, m: &Matched<'_>) {
        let or_none = |words: Option<&String>| words.map_or("None", String::as_str).to_owned();
        for (sentence, g) in m.missed.iter().filter(|(_, g)| !is_excused(g)) {
            let relation = or_none(given(&g.relation).or(g.event.as_ref()));
            let (source, target) = (or_none(g.source.as_ref()), or_none(g.target.as_ref()));
            let trigger = g.trigger.as_deref().map_or_else(|| "None".to_owned(), quoted);
            self.faults
                .push(format!("missed {}: {relation}({source}, {target}) {trigger} in: {}", gold.id, sentence.text));
        }
        for f in &m.left {
            let who = |w: &Option<Who>| or_none(w.as_ref().map(|w| &w.name));
            let (relation, source, target) = (or_none(f.relation.as_ref()), who(&f.source), who(&f.target));
            self.faults.push(format!(
                "extra  {}: {relation}({source}, {target}) in: {}",
                gold.id,
                f.sentence.text.trim()
            ));
        }
    }
}

/// Precision, recall and F1 at one level, for a machine.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Share of the found claims that are right.
    pub precision: f64,
    /// Share of the gold claims that were found.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Found claims that are right.
    pub right: usize,
    /// Found claims that are not.
    pub extra: usize,
    /// Gold claims that were not found and that no annotator would leave out.
    pub missed: usize,
}

/// Of the claims that are right, how often the further fields are: shares, and of how many.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fields {
    /// Claims with the right event class, source and target.
    pub claims: usize,
    /// Share with the right polarity.
    pub polarity: f64,
    /// Share with the right modality.
    pub modality: f64,
    /// Share with the right speaker, or rightly none.
    pub by: f64,
    /// Mean token F1 of the theme.
    pub theme: f64,
    /// Claims whose gold has a theme.
    pub themes: usize,
    /// Share with the right time.
    pub time: f64,
    /// Claims whose gold has a time.
    pub times: usize,
}

impl Score {
    /// Gives the figures of each level (`event`, `claim`, `relation`, `fact`), in this order.
    pub fn levels(&self) -> impl Iterator<Item = (&'static str, Figures)> {
        LEVELS.into_iter().zip(self.counts.map(Counts::figures))
    }

    /// Gives the figures of `event`, `claim`, `relation` or `fact`.
    pub fn figures(&self, level: &str) -> Option<Figures> {
        self.levels().find(|(name, _)| *name == level).map(|(_, figures)| figures)
    }

    /// Gives the figures of the further fields; none where no claim is right.
    pub fn fields(&self) -> Option<Fields> {
        let r = self.right;
        let share = |n: usize, of: usize| ratio(n as f64, of as f64);
        (r.claims > 0).then(|| Fields {
            claims: r.claims,
            polarity: share(r.polarity, r.claims),
            modality: share(r.modality, r.claims),
            by: share(r.by, r.claims),
            theme: ratio(r.theme, r.themes as f64),
            themes: r.themes,
            time: share(r.time, r.times),
            times: r.times,
        })
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (level, Figures { precision, recall, f1, right, extra, missed }) in self.levels() {
            write!(f, "{level:9} precision {precision:.3}  recall {recall:.3}  F1 {f1:.3}")?;
            writeln!(f, "   ({right} right, {extra} extra, {missed} missed)")?;
        }
        let Some(r) = self.fields() else { return Ok(()) };
        write!(f, "of the right claims: polarity {:.3}  modality {:.3}  by {:.3}", r.polarity, r.modality, r.by)?;
        writeln!(f, "  theme {:.3} of {}  time {:.3} of {}", r.theme, r.themes, r.time, r.times)
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
    let mut classes =
        relations.iter().filter_map(|r| events.get(*r)).chain(given(&claim.event)).chain(&claim.alt_event);
    let own = class(found.event.as_deref(), found.relation.as_deref(), events);
    if !classes.any(|c| *c == own) {
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
    level != "relation"
        || given(&claim.relation).is_none()
        || found.relation.as_ref().is_some_and(|r| relations.contains(&r))
}

/// Whether missing a claim costs nothing: another annotator could well leave it out.
fn is_excused(claim: &GoldClaim) -> bool {
    claim.optional || claim.doubtful || claim.implicit || claim.alt.iter().any(|a| a == "says")
}

/// A text without accents, without case, with single blanks for everything that is no word: as Python's `casefold`,
/// `combining` and `\w` see it.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        // The same without the tables: most text is, and every pair of sentences is compared.
        let plain = text.to_ascii_lowercase();
        return plain
            .split(|c: char| !(c == '_' || c.is_ascii_alphanumeric()))
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
    }
    let bare = text.nfkd().filter(|c| canonical_combining_class(*c) == 0);
    let plain: String = bare.flat_map(char::to_lowercase).map(settled).collect();
    plain.replace('ß', "ss").split(|c| !is_word(c)).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The letters that case folding maps further than lower case does (`ß` apart, which becomes two).
fn settled(c: char) -> char {
    match c {
        'ς' => 'σ',
        '\u{1c80}' => 'в',
        '\u{1c81}' => 'д',
        '\u{1c82}' => 'о',
        '\u{1c83}' => 'с',
        '\u{1c84}' | '\u{1c85}' => 'т',
        '\u{1c86}' => 'ъ',
        '\u{1c87}' => 'ѣ',
        '\u{1c88}' => '\u{a64b}',
        c => c,
    }
}

/// A letter, digit or underscore; neither a vowel sign nor a letter in a box, which Rust calls alphabetic too.
fn is_word(c: char) -> bool {
    let boxed = ('\u{1f150}'..='\u{1f189}').contains(&c);
    c == '_' || (c.is_alphanumeric() && !boxed && !is_combining_mark(c))
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
