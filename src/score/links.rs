//! Coreference against a treebank with entities (GUM): MUC, B³ and CEAF by entity, and their mean.
//!
//! Takes the `Entity=` brackets of CoNLL-U and the document's own entities; mentions match by their head words, singletons
//! count on neither side (Pradhan et al. 2014 give the measures).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::ratio;

/// A mention: number of its sentence, number of its head word in it, both from 0.
pub type Head = (usize, usize);

/// Mentions of one entity.
pub type Chain = BTreeSet<Head>;

/// A document of a treebank: the words of its sentences, and who is spoken of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entangled {
    /// Words of each sentence.
    pub sentences: Vec<Vec<String>>,
    /// Entities with two mentions or more, and the type of each.
    pub chains: Vec<(String, Chain)>,
}

impl Entangled {
    /// Gives the documents of a CoNLL-U file.
    pub fn read(conllu: &str) -> Vec<Self> {
        let mut out = Vec::new();
        let mut blocks: Vec<&str> = Vec::new();
        for block in conllu.split("\n\n").filter(|b| !b.trim().is_empty()) {
            if block.lines().any(|l| l.starts_with("# newdoc")) && !blocks.is_empty() {
                out.push(Self::document(&std::mem::take(&mut blocks)));
            }
            blocks.push(block);
        }
        out.push(Self::document(&blocks));
        out
    }

    fn document(blocks: &[&str]) -> Self {
        let mut out = Self::default();
        let mut open: BTreeMap<&str, Vec<(Head, &str, usize)>> = BTreeMap::new();
        let mut entities: BTreeMap<&str, (String, Chain)> = BTreeMap::new();
        for (number, block) in blocks.iter().enumerate() {
            let rows = block.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect::<Vec<_>>());
            let rows: Vec<Vec<&str>> = rows.filter(|r| r.len() > 9 && r[0].parse::<usize>().is_ok()).collect();
            for (word, row) in rows.iter().enumerate() {
                let field = row[9].split('|').find_map(|f| f.strip_prefix("Entity=")).unwrap_or_default();
                for bracket in brackets(field) {
                    let parts: Vec<&str> = bracket.trim_matches(['(', ')']).split('-').collect();
                    let [name, ..] = parts[..] else { continue };
                    if bracket.starts_with('(') {
                        let (kind, minimal) = (parts.get(1).unwrap_or(&""), parts.get(5).unwrap_or(&"1"));
                        let head = minimal.rsplit(',').next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
                        open.entry(name).or_default().push(((number, word), kind, head));
                    }
                    if bracket.ends_with(')')
                        && let Some(((sentence, first), kind, head)) = open.get_mut(name).and_then(Vec::pop)
                    {
                        let entity = entities.entry(name).or_insert_with(|| (kind.to_owned(), Chain::new()));
                        entity.1.insert((sentence, first + head - 1));
                    }
                }
            }
            out.sentences.push(rows.iter().map(|r| r[1].to_owned()).collect());
        }
        out.chains = entities.into_values().filter(|(_, c)| c.len() > 1).collect();
        out
    }
}

/// The brackets of an `Entity=` field: `(1-person-…`, `(2-place-…)`, `1)`.
fn brackets(field: &str) -> Vec<&str> {
    let (mut out, mut start) = (Vec::new(), 0);
    for (at, sign) in field.char_indices() {
        if sign == '(' && at > start {
            out.push(&field[start..at]);
            start = at;
        } else if sign == ')' {
            out.push(&field[start..=at]);
            start = at + 1;
        }
    }
    if start < field.len() {
        out.push(&field[start..]);
    }
    out
}

/// Numerators and denominators of precision and recall.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Measure {
    precision: (f64, f64),
    recall: (f64, f64),
}

impl Measure {
    fn add(&mut self, precision: (f64, f64), recall: (f64, f64)) {
        self.precision = (self.precision.0 + precision.0, self.precision.1 + precision.1);
        self.recall = (self.recall.0 + recall.0, self.recall.1 + recall.1);
    }

    fn f1(self) -> f64 {
        let (p, r) = (ratio(self.precision.0, self.precision.1), ratio(self.recall.0, self.recall.1));
        ratio(2.0 * p * r, p + r)
    }
}

/// How well chains agree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LinkScore {
    muc: Measure,
    b_cubed: Measure,
    ceaf: Measure,
}

impl LinkScore {
    /// Adds a document; chains of one mention are left out.
    pub fn add(&mut self, gold: &[Chain], found: &[Chain]) {
        let several = |chains: &[Chain]| chains.iter().filter(|c| c.len() > 1).cloned().collect::<Vec<_>>();
        let (gold, found) = (several(gold), several(found));
        self.muc.add(muc(&found, &gold), muc(&gold, &found));
        self.b_cubed.add(b_cubed(&found, &gold), b_cubed(&gold, &found));
        let best = assigned(&gold, &found);
        self.ceaf.add((best, found.len() as f64), (best, gold.len() as f64));
    }

    /// Gives the mean of the three F1.
    pub fn mean(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf.f1()) / 3.0
    }
}

fn index(chains: &[Chain]) -> BTreeMap<Head, usize> {
    chains.iter().enumerate().flat_map(|(i, c)| c.iter().map(move |h| (*h, i))).collect()
}

/// Links of `of` that `other` keeps, and all links of `of` (Vilain et al. 1995).
fn muc(of: &[Chain], other: &[Chain]) -> (f64, f64) {
    let known = index(other);
    let mut sums = (0.0, 0.0);
    for chain in of {
        let parts: BTreeSet<usize> = chain.iter().filter_map(|h| known.get(h).copied()).collect();
        let alone = chain.iter().filter(|h| !known.contains_key(h)).count();
        sums.0 += (chain.len() - parts.len() - alone) as f64;
        sums.1 += (chain.len() - 1) as f64;
    }
    sums
}

/// Sum over mentions of the share of their chain that `other` has with them, and mentions (Bagga & Baldwin 1998).
fn b_cubed(of: &[Chain], other: &[Chain]) -> (f64, f64) {
    let known = index(other);
    let mut sums = (0.0, 0.0);
    for chain in of {
        for head in chain {
            let shared = known.get(head).map_or(0, |i| chain.intersection(&other[*i]).count());
            sums.0 += shared as f64 / chain.len() as f64;
            sums.1 += 1.0;
        }
    }
    sums
}

/// The greatest sum of similarities of chains paired one to one (Luo 2005, by entity), by the Hungarian method.
fn assigned(rows: &[Chain], columns: &[Chain]) -> f64 {
    let similar = |a: &Chain, b: &Chain| 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64;
    let n = rows.len().max(columns.len());
    let cost = |i: usize, j: usize| match (rows.get(i), columns.get(j)) {
        (Some(a), Some(b)) => -similar(a, b),
        _ => 0.0,
    };
    // Potentials and shortest augmenting paths, rows one after another; index 0 is the free one (Jonker & Volgenant 1987).
    let (mut u, mut v, mut of_column) = (vec![0.0; n + 1], vec![0.0; n + 1], vec![0; n + 1]);
    for row in 1..=n {
        let (mut at, mut least, mut from, mut used) =
            (0, vec![f64::INFINITY; n + 1], vec![0; n + 1], vec![false; n + 1]);
        of_column[0] = row;
        while of_column[at] != 0 {
            used[at] = true;
            let (i, mut delta, mut next) = (of_column[at], f64::INFINITY, 0);
            for j in (1..=n).filter(|j| !used[*j]) {
                let reduced = cost(i - 1, j - 1) - u[i] - v[j];
                if reduced < least[j] {
                    (least[j], from[j]) = (reduced, at);
                }
                if least[j] < delta {
                    (delta, next) = (least[j], j);
                }
            }
            for j in 0..=n {
                if used[j] {
                    u[of_column[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            at = next;
        }
        while at != 0 {
            of_column[at] = of_column[from[at]];
            at = from[at];
        }
    }
    -(1..=n).map(|j| cost(of_column[j] - 1, j - 1)).sum::<f64>()
}

impl fmt::Display for LinkScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (muc, b, ceaf) = (self.muc.f1(), self.b_cubed.f1(), self.ceaf.f1());
        writeln!(f, "MUC {muc:.3}  B³ {b:.3}  CEAF {ceaf:.3}  mean F1 {:.3}", self.mean())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(chains: &[&[usize]]) -> Vec<Chain> {
        chains.iter().map(|c| c.iter().map(|w| (0, *w)).collect()).collect()
    }

    /// The worked example of Pradhan et al. (2014): key {a b c} {d e f g}, response {a b} {c d} {f g h i}.
    #[test]
    fn the_measures_are_those_of_the_reference_scorer() {
        let (key, response) = (chains(&[&[1, 2, 3], &[4, 5, 6, 7]]), chains(&[&[1, 2], &[3, 4], &[6, 7, 8, 9]]));
        let mut score = LinkScore::default();
        score.add(&key, &response);
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-3, "{a} is not {b}");
        near(score.muc.f1(), 0.4);
        let (p, r) = (score.b_cubed.precision, score.b_cubed.recall);
        near(p.0 / p.1, 0.5);
        near(r.0 / r.1, (5.0 / 3.0 + 1.25) / 7.0);
        near(score.ceaf.precision.0 / 3.0, 0.433);
        near(score.ceaf.recall.0 / 2.0, 0.65);
    }

    #[test]
    fn brackets_are_cut_as_gum_nests_them() {
        assert_eq!(brackets("(7-abstract-new(3-place-x)7)"), ["(7-abstract-new", "(3-place-x)", "7)"]);
    }
}
