//! Faults by event class (standing facts as one) and kind: where the next hours of work are best spent.

use std::collections::BTreeMap;
use std::fmt;

use super::{Counts, Events, Figures, Found, Gold, GoldClaim, Matched, class, given, is_excused, matched};

/// What was right and wrong of one event class.
#[derive(Clone, Debug, Default)]
pub struct Class {
    counts: Counts,
    /// Lines by the kind of fault.
    faults: BTreeMap<&'static str, Vec<String>>,
}

/// Event classes with their faults.
#[derive(Clone, Debug, Default)]
pub struct Classes(BTreeMap<String, Class>);

/// Plain statements are left out: saying is everywhere.
fn counts(class: &str) -> bool {
    class != "STATE"
}

/// A claim in short.
fn found_line(f: &Found) -> String {
    let who = |w: &Option<super::Who>| w.as_ref().map_or("nobody", |w| w.name.as_str()).to_owned();
    let words = f.trigger.as_ref().map_or("", |t| t.text.as_str());
    format!("{}({}, {}) “{words}”", f.relation.as_deref().unwrap_or("?"), who(&f.source), who(&f.target))
}

fn gold_line(gold: &Gold, claim: &GoldClaim) -> String {
    let who = |key: &Option<String>| {
        key.as_ref().and_then(|k| gold.entities.get(k)).map_or("nobody", |e| e.name.as_str()).to_owned()
    };
    let relation = given(&claim.relation).or(claim.event.as_ref()).map_or("?", String::as_str);
    let words = claim.trigger.as_deref().unwrap_or("");
    format!("{relation}({}, {}) “{words}”", who(&claim.source), who(&claim.target))
}

/// Whether a found claim stands on the gold claim's words.
fn on_same_words(claim: &GoldClaim, found: &Found) -> bool {
    let words = (claim.trigger.as_deref(), found.trigger.as_ref().map(|t| t.text.as_str()));
    matches!(words, (Some(a), Some(b)) if !a.is_empty() && !b.is_empty() && (a.contains(b) || b.contains(a)))
}

impl Classes {
    /// Adds the claims of a document.
    pub(super) fn add(&mut self, gold: &Gold, guesses: &[&Found], events: &Events) {
        let of_gold = |c: &GoldClaim| class(c.event.as_deref(), c.relation.as_deref(), events);
        let of_found = |f: &Found| class(f.event.as_deref(), f.relation.as_deref(), events);
        let all = gold.sentences.iter().flat_map(|s| s.claims.iter().map(move |c| (s, c)));
        let wanted: Vec<_> = all.filter(|(_, c)| counts(&of_gold(c))).collect();
        let found: Vec<&Found> = guesses.iter().copied().filter(|f| counts(&of_found(f))).collect();
        let events_only = matched(gold, &wanted, found.clone(), "event", events);
        let whole = matched(gold, &wanted, found, "claim", events);
        // Acts count by their class alone; of a standing fact the class says nothing yet.
        self.count(&events_only, |class| class != "FACT", of_gold, of_found);
        self.count(&whole, |class| class == "FACT", of_gold, of_found);
        let half = matched(gold, &whole.missed, whole.left.clone(), "event", events);
        for (claim, f) in &half.pairs {
            let source = gold.is_same(claim.source.as_ref(), f.source.as_ref());
            let target = gold.is_same(claim.target.as_ref(), f.target.as_ref());
            let kind = match (source, target) {
                (false, true) => "wrong source",
                (true, false) => "wrong target",
                _ => "wrong source and target",
            };
            let line =
                format!("{}: {} for {} in: {}", gold.id, found_line(f), gold_line(gold, claim), f.sentence.text.trim());
            self.fault(of_gold(claim), kind, line);
        }
        self.unmatched(gold, &half, &whole, of_gold, of_found);
    }

    fn count(
        &mut self,
        m: &Matched<'_>,
        keep: impl Fn(&str) -> bool,
        of_gold: impl Fn(&GoldClaim) -> String,
        of_found: impl Fn(&Found) -> String,
    ) {
        for (claim, _) in m.pairs.iter().filter(|(c, _)| keep(&of_gold(c))) {
            let counts = &mut self.0.entry(of_gold(claim)).or_default().counts;
            counts.hit += 1;
            counts.needed_hit += usize::from(!is_excused(claim));
        }
        for (_, claim) in m.missed.iter().filter(|(_, c)| !is_excused(c) && keep(&of_gold(c))) {
            self.0.entry(of_gold(claim)).or_default().counts.missed += 1;
        }
        for f in m.left.iter().filter(|f| keep(&of_found(f))) {
            self.0.entry(of_found(f)).or_default().counts.extra += 1;
        }
    }

    /// Claims of one side alone: of another class on the same words, one of several of a trigger, or not there at all.
    fn unmatched(
        &mut self,
        gold: &Gold,
        half: &Matched<'_>,
        whole: &Matched<'_>,
        of_gold: impl Fn(&GoldClaim) -> String,
        of_found: impl Fn(&Found) -> String,
    ) {
        let mut left: Vec<&Found> = half.left.clone();
        for (sentence, claim) in half.missed.iter().filter(|(_, c)| !is_excused(c)) {
            let here = |f: &&Found| super::same_sentence(&sentence.text, &f.sentence.text) && on_same_words(claim, f);
            let line = |with: String| format!("{}: {with}{} in: {}", gold.id, gold_line(gold, claim), sentence.text);
            if let Some(at) = left.iter().position(|f| here(&f)) {
                let f = left.remove(at);
                self.fault(of_gold(claim), "of another class", line(format!("{} for ", found_line(f))));
                continue;
            }
            let used = half.pairs.iter().chain(&whole.pairs).any(|(_, f)| here(&f));
            let kind = if used { "one of several of a trigger missed" } else { "missed" };
            self.fault(of_gold(claim), kind, line(String::new()));
        }
        for f in left {
            self.fault(of_found(f), "extra", format!("{}: {} in: {}", gold.id, found_line(f), f.sentence.text.trim()));
        }
    }

    fn fault(&mut self, class: String, kind: &'static str, line: String) {
        self.0.entry(class).or_default().faults.entry(kind).or_default().push(line);
    }

    /// Gives the event classes with their figures, in alphabetical order.
    pub fn figures(&self) -> impl Iterator<Item = (&str, Figures)> {
        self.0.iter().map(|(name, class)| (name.as_str(), class.counts.figures()))
    }
}

impl fmt::Display for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, class) in &self.0 {
            let Figures { precision, recall, f1, right, extra, missed } = class.counts.figures();
            write!(f, "{name:9} precision {precision:.3}  recall {recall:.3}  F1 {f1:.3}")?;
            writeln!(f, "   ({right} right, {extra} extra, {missed} missed)")?;
            let mut kinds: Vec<_> = class.faults.iter().collect();
            kinds.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
            for (kind, lines) in kinds {
                writeln!(f, "  {} × {kind}", lines.len())?;
                lines.iter().try_for_each(|line| writeln!(f, "    {line}"))?;
            }
        }
        Ok(())
    }
}
