//! Pairs of actors marked in sentences, with the event class between them (the PLV data of Hu et al. 2022, PLOVER's roots).
//!
//! Takes a table of marked sentences and the claims found in them; a pair is found where some claim's source and target
//! lie on the marked words, and its class is right where one of those claims has it.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use super::{Found, ratio};

/// A sentence with a marked source and target.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Its name in the table.
    pub id: String,
    /// The sentence without marks.
    pub text: String,
    /// Where the source is named, in Unicode scalar values; nowhere: nobody.
    pub source: Vec<Range<usize>>,
    /// Where the target is named; nowhere: nobody.
    pub target: Vec<Range<usize>>,
    /// PLOVER's root class; YIELD stands for CONCEDE or RETREAT.
    pub class: String,
}

impl Pair {
    /// Gives the pairs of a tab-separated table with the columns `sentence_id`, `marked_sentence` and `gold_root`; or
    /// what is wrong with it, by line.
    pub fn table(text: &str) -> Result<Vec<Self>, String> {
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let column = |name: &str| header.iter().position(|h| *h == name).ok_or(format!("1: no column {name}"));
        let (id, marked, class) = (column("sentence_id")?, column("marked_sentence")?, column("gold_root")?);
        let mut out = Vec::new();
        for (number, line) in lines.enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let fields: Vec<String> = line.split('\t').map(unquoted).collect();
            let pair = fields.get(id.max(marked).max(class)).and_then(|_| {
                let (text, source, target) = unmarked(&fields[marked])?;
                Some(Self {
                    id: format!("{}-{}", number + 1, fields[id]),
                    text,
                    source,
                    target,
                    class: fields[class].clone(),
                })
            });
            out.push(pair.ok_or(format!("{}: marks that do not close, or none", number + 2))?);
        }
        Ok(out)
    }
}

/// A field as tables quote it: `"a ""b"" c"`.
fn unquoted(field: &str) -> String {
    match field.strip_prefix('"').and_then(|f| f.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => field.to_owned(),
    }
}

/// Where source and target are marked.
type Marked = (Vec<Range<usize>>, Vec<Range<usize>>);

/// The sentence without its marks, and what they marked; they may nest and come several times.
fn unmarked(marked: &str) -> Option<(String, Vec<Range<usize>>, Vec<Range<usize>>)> {
    let (mut text, mut rest) = (String::new(), marked);
    let (mut found, mut open): (Marked, [Option<usize>; 2]) = Default::default();
    let next = |rest: &str| ["<s>", "</s>", "<t>", "</t>"].into_iter().filter_map(|m| Some((rest.find(m)?, m))).min();
    while let Some((at, mark)) = next(rest) {
        text.push_str(&rest[..at]);
        rest = &rest[at + mark.len()..];
        let (role, here) = (usize::from(mark.contains('t')), text.chars().count());
        if mark.starts_with("</") {
            let list = if role == 0 { &mut found.0 } else { &mut found.1 };
            list.push(open[role].take()?..here);
        } else if open[role].replace(here).is_some() {
            return None;
        }
    }
    text.push_str(rest);
    let closed = open == [None, None] && !(found.0.is_empty() && found.1.is_empty());
    closed.then_some((text, found.0, found.1))
}

/// How a pair fared.
#[derive(Clone, Debug, Default, PartialEq)]
struct Row {
    pairs: usize,
    found: usize,
    right: usize,
    /// Relations found instead, with their class.
    others: BTreeMap<String, usize>,
}

/// Pairs found, and the class right when found, by gold class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairScore {
    classes: BTreeMap<String, Row>,
    /// Pairs that stand apart: found with a class that the corpus's guide prescribes against the table's.
    apart: usize,
}

/// Relations whose class in the corpus's guide is not PLOVER's: (relation, PLOVER's class). A conviction is a sanction
/// for PLOVER and coercion in the guide; so is an expulsion the other way round, and a resignation is a retreat.
const APART: [(&str, &str); 5] = [
    ("convicts", "SANCTION"),
    ("expels", "COERCE"),
    ("concedesTo", "RETREAT"),
    ("signsWith", "AGREE"),
    ("withdrawsFrom", "SANCTION"),
];

impl PairScore {
    /// Scores what was found; claims belong to the pair whose `id` is their document.
    pub fn of(pairs: &[Pair], found: &[Found]) -> Self {
        let mut by_document: BTreeMap<&str, Vec<&Found>> = BTreeMap::new();
        for f in found {
            by_document.entry(f.document.as_str()).or_default().push(f);
        }
        let mut out = Self::default();
        for pair in pairs {
            let claims = by_document.get(pair.id.as_str()).map_or(&[][..], Vec::as_slice);
            out.add(pair, claims);
        }
        out
    }

    fn add(&mut self, pair: &Pair, claims: &[&Found]) {
        let between = claims.iter().filter(|f| f.event.as_deref() != Some("FACT") && joins(f, pair));
        let named = |f: &&&Found| (f.event.clone().unwrap_or_default(), f.relation.clone().unwrap_or_default());
        let between: Vec<(String, String)> = between.map(|f| named(&f)).collect();
        let is_right =
            |class: &str| class == pair.class || (pair.class == "YIELD" && matches!(class, "CONCEDE" | "RETREAT"));
        let row = self.classes.entry(pair.class.clone()).or_default();
        row.pairs += 1;
        row.found += usize::from(!between.is_empty());
        if between.iter().any(|(class, _)| is_right(class)) {
            row.right += 1;
        } else if let Some((class, relation)) = between.first() {
            let apart = |(r, c): &(&str, &str)| *r == relation && (*c == pair.class || pair.class == "YIELD");
            self.apart += usize::from(APART.iter().any(apart));
            *row.others.entry(format!("{relation} ({class})")).or_default() += 1;
        }
    }

    /// Gives the share of pairs between which a claim was found.
    pub fn found(&self) -> f64 {
        let sum = |f: fn(&Row) -> usize| self.classes.values().map(f).sum::<usize>() as f64;
        ratio(sum(|r| r.found), sum(|r| r.pairs))
    }

    /// Gives the share of found pairs with the right class.
    pub fn right(&self) -> f64 {
        let sum = |f: fn(&Row) -> usize| self.classes.values().map(f).sum::<usize>() as f64;
        ratio(sum(|r| r.right), sum(|r| r.found))
    }
}

/// Whether a claim's source and target lie on the marked words, or are nobody where nothing is marked.
fn joins(found: &Found, pair: &Pair) -> bool {
    let on = |who: &Option<super::Who>, marked: &[Range<usize>]| {
        let place = who.as_ref().and_then(|w| Some((w.start?, w.end?)));
        match place {
            Some((start, end)) => marked.iter().any(|m| start < m.end && m.start < end),
            None => marked.is_empty(),
        }
    };
    on(&found.source, &pair.source) && on(&found.target, &pair.target)
}

impl fmt::Display for PairScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: usize = self.classes.values().map(|r| r.pairs).sum();
        writeln!(f, "pair found {:.3} of {pairs}  class right when found {:.3}", self.found(), self.right())?;
        writeln!(f, "classed as the corpus's guide does, against the table: {}", self.apart)?;
        for (class, row) in &self.classes {
            let mut others: Vec<_> = row.others.iter().collect();
            others.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
            let others: Vec<String> = others.iter().take(4).map(|(o, n)| format!("{n} {o}")).collect();
            let Row { pairs, found, right, .. } = row;
            writeln!(f, "{class:10} pairs {pairs:4}  found {found:4}  right {right:4}  else {}", others.join(", "))?;
        }
        Ok(())
    }
}
