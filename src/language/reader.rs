//! Scores of chunks to layers: tags and trees first, then mentions and triggers, then who plays which role.

use std::ops::Range;

use super::chunk::Plan;
use super::labels::Labels;
use super::network::{Matrix, Network, Scores};
use super::pieces::Vocabulary;
use super::route::Routes;
use super::spans::{best, log_softmax, softmax, spans, viterbi};
use super::tree::best_tree;
use crate::text::{
    Annotated, Candidate, EntityType, Link, Mention, MentionKind, Modality, Polarity, Sector, Sentence, Span, Token,
    Trigger,
};

/// Triggers less likely than this are not written down; what is kept is decided by the claim's confidence later.
const LEAST_TRIGGER: f32 = 0.2;
/// Candidates less likely than this are left out of the layers.
const LEAST_CANDIDATE: f32 = 0.01;
/// How much less likely a lemma script may be than the best and still be taken for making a known word.
const LEMMA_MARGIN: f32 = 2.5;
/// Words of a theme at most.
const LONGEST_THEME: usize = 60;

/// Builds a document's layers chunk by chunk.
pub(super) struct Reader<'m> {
    pub network: &'m Network,
    pub labels: &'m Labels,
    pub vocabulary: &'m Vocabulary,
    pub text: &'m str,
    /// Words of each sentence, as bytes of the text.
    pub words: &'m [Vec<Span>],
    pub out: Annotated,
}

/// A mention of the chunk at hand: its index in the document and where its words stand in the chunk.
struct Placed {
    mention: usize,
    first: usize,
    last: usize,
    sentence: usize,
}

/// A trigger before its roles are known.
struct Found {
    /// Word of the chunk.
    position: usize,
    relation: usize,
    trigger: Trigger,
}

impl Reader<'_> {
    /// Adds the layers of a chunk's own sentences.
    pub fn add(&mut self, plan: &Plan, offsets: &[usize], scores: &Scores) {
        let first = plan.context.start;
        let mut found = Vec::new();
        for sentence in plan.own.clone() {
            let at = offsets[sentence - first];
            self.sentence(sentence, at, scores, &mut found);
        }
        let placed = self.placed(plan, offsets);
        self.links(&placed, plan, &scores.pairs);
        self.roles(&placed, &mut found, &scores.pairs);
        self.out.triggers.extend(found.into_iter().map(|f| f.trigger));
    }

    fn sentence(&mut self, number: usize, at: usize, scores: &Scores, found: &mut Vec<Found>) {
        let spans = &self.words[number];
        let rows = at..at + spans.len();
        let mut tokens = self.tokens(spans, rows.clone(), scores);
        self.tree(&mut tokens, rows.clone(), scores);
        let mentions = self.mentions(number, rows.clone(), &scores.tags);
        let from = self.out.triggers.len() + found.len();
        self.triggers(number, rows, scores, found);
        let span = spans[0].cover(&spans[spans.len() - 1]);
        let triggers = from..self.out.triggers.len() + found.len();
        self.out.sentences.push(Sentence { span, tokens, mentions, triggers });
    }

    fn tokens(&self, spans: &[Span], rows: Range<usize>, scores: &Scores) -> Vec<Token> {
        let labels = self.labels;
        let (upos, xpos, lemma) = (labels.tag("upos"), labels.tag("xpos"), labels.tag("lemma"));
        let named = labels.tag("names");
        let names: Vec<Vec<f32>> = rows.clone().map(|r| log_softmax(&scores.tags.row(r)[named.clone()])).collect();
        let names = viterbi(&names);
        let pick = |row: usize, columns: &Range<usize>| best(&scores.tags.row(row)[columns.clone()]);
        let token = |(i, span): (usize, &Span)| {
            let (word, xpos) = (span.of(self.text), labels.xpos[pick(rows.start + i, &xpos)]);
            let known = labels.known_lemma(word, xpos).map(str::to_owned);
            Token {
                span: *span,
                upos: labels.upos[pick(rows.start + i, &upos)],
                xpos,
                lemma: known.unwrap_or_else(|| self.lemma(&scores.tags.row(rows.start + i)[lemma.clone()], word)),
                head: None,
                deprel: "root",
                name: labels.names[names[i]],
            }
        };
        spans.iter().enumerate().map(token).collect()
    }

    /// The lemma by the likeliest script; where that makes up a word ("companie"), by the next that makes a known one.
    fn lemma(&self, scores: &[f32], word: &str) -> String {
        let first = best(scores);
        let lemma = self.labels.lemma[first].apply(word);
        if self.vocabulary.knows(&lemma) {
            return lemma;
        }
        let close = |s: &usize| *s != first && scores[*s] > scores[first] - LEMMA_MARGIN;
        let mut others: Vec<usize> = (0..scores.len()).filter(close).collect();
        others.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        let made = others.into_iter().map(|s| self.labels.lemma[s].apply(word));
        made.into_iter().find(|l| self.vocabulary.knows(l)).unwrap_or(lemma)
    }

    /// Hangs the words of a sentence on their heads and labels the arcs.
    fn tree(&self, tokens: &mut [Token], rows: Range<usize>, scores: &Scores) {
        let n = rows.len();
        let mut arcs = Vec::with_capacity(n * (n + 1));
        for row in rows.clone() {
            let all = scores.arcs.row(row);
            arcs.push(all[0]);
            arcs.extend(&all[1 + rows.start..=rows.end]);
        }
        let heads = best_tree(&arcs, n);
        let (dependent, head) = (self.labels.pair("label_dependent"), self.labels.pair("label_head"));
        let mut left = Matrix { data: Vec::new(), width: dependent.len() };
        let mut right = Matrix { data: Vec::new(), width: head.len() };
        for (i, &h) in heads.iter().enumerate().filter(|(_, h)| **h > 0) {
            left.data.extend(&scores.pairs.row(rows.start + i)[dependent.clone()]);
            right.data.extend(&scores.pairs.row(rows.start + h - 1)[head.clone()]);
        }
        if left.data.is_empty() {
            return;
        }
        let logits = self.network.labels(&left, &right);
        for (row, (i, &h)) in heads.iter().enumerate().filter(|(_, h)| **h > 0).enumerate() {
            tokens[i].head = Some(h - 1);
            tokens[i].deprel = self.labels.label[best(logits.row(row))];
        }
    }

    /// Adds the mentions of a sentence and gives their range.
    fn mentions(&mut self, number: usize, rows: Range<usize>, tags: &Matrix) -> Range<usize> {
        let columns = self.labels.tag("mentions");
        let scores: Vec<Vec<f32>> = rows.clone().map(|r| log_softmax(&tags.row(r)[columns.clone()])).collect();
        let sequence = viterbi(&scores);
        let from = self.out.mentions.len();
        for (range, entity_type) in spans(&sequence) {
            let inside = |head: &str| {
                let columns = self.labels.tag(head);
                let rows = range.clone().map(|i| softmax(&tags.row(rows.start + i)[columns.clone()]));
                rows.reduce(|a, b| a.iter().zip(&b).map(|(x, y)| x + y).collect()).unwrap_or_default()
            };
            let (kind, sector) = (MentionKind::ALL[best(&inside("kinds"))], inside("sectors"));
            if kind != MentionKind::Pronoun && range.clone().all(|i| self.is_function_word(&tags.row(rows.start + i))) {
                continue; // "the" names nobody
            }
            let likeliest = best(&sector);
            let words = &self.words[number];
            self.out.mentions.push(Mention {
                sentence: number,
                span: words[range.start].cover(&words[range.end - 1]),
                kind,
                entity_type: EntityType::ALL[entity_type],
                sector: (Sector::ALL[likeliest], sector[likeliest] / range.len() as f32),
                score: range.clone().map(|i| scores[i][sequence[i]].exp()).fold(1.0, f32::min),
                tokens: range,
                links: Vec::new(),
            });
        }
        from..self.out.mentions.len()
    }

    /// Whether a word only holds others together: no name and no noun phrase consists of such words.
    fn is_function_word(&self, row: &[f32]) -> bool {
        let upos = self.labels.upos[best(&row[self.labels.tag("upos")])];
        matches!(upos, "DET" | "ADP" | "CCONJ" | "SCONJ" | "PART" | "PUNCT")
    }

    fn triggers(&self, number: usize, rows: Range<usize>, scores: &Scores, found: &mut Vec<Found>) {
        let columns = self.labels.tag("trigger");
        for row in rows.clone() {
            let p = softmax(&scores.tags.row(row)[columns.clone()]);
            if 1.0 - p[0] < LEAST_TRIGGER {
                continue;
            }
            let (relation, score) = self.relation(&p[1..]);
            if score >= LEAST_TRIGGER {
                let trigger = self.trigger(number, &rows, row, scores, relation, score);
                found.push(Found { position: row, relation, trigger });
            }
        }
    }

    /// The likeliest event class (all its relations together), and the likeliest relation within it.
    fn relation(&self, p: &[f32]) -> (usize, f32) {
        let mut classes = vec![0.0; self.labels.events];
        for (relation, value) in p.iter().enumerate() {
            classes[self.labels.event[relation]] += value;
        }
        let class = best(&classes);
        let within = (0..p.len()).filter(|r| self.labels.event[*r] == class);
        let relation = within.max_by(|a, b| p[*a].total_cmp(&p[*b])).unwrap_or(0);
        (relation, classes[class])
    }

    fn trigger(
        &self,
        number: usize,
        rows: &Range<usize>,
        row: usize,
        scores: &Scores,
        relation: usize,
        score: f32,
    ) -> Trigger {
        let tags = |row: usize, name: &str| &scores.tags.row(row)[self.labels.tag(name)];
        let mut end = row + 1;
        while end < rows.end && end < row + 6 && best(tags(end, "trigger_inside")) == 1 {
            end += 1;
        }
        let words = &self.words[number];
        let tokens = row - rows.start..end - rows.start;
        let negative = best(tags(row, "negative")) == 1;
        Trigger {
            sentence: number,
            span: words[tokens.start].cover(&words[tokens.end - 1]),
            relation: self.labels.relations[relation],
            score,
            source: Vec::new(),
            target: Vec::new(),
            by: Vec::new(),
            theme: theme(&scores.theme, rows, row),
            polarity: if negative { Polarity::Negative } else { Polarity::Positive },
            modality: Modality::ALL[best(tags(row, "modality"))],
            tokens,
        }
    }

    /// The mentions that a chunk shows, its context's included.
    fn placed(&self, plan: &Plan, offsets: &[usize]) -> Vec<Placed> {
        let mut out = Vec::new();
        for sentence in plan.context.start..plan.own.end {
            let at = offsets[sentence - plan.context.start];
            for mention in self.out.sentences[sentence].mentions.clone() {
                let words = &self.out.mentions[mention].tokens;
                out.push(Placed { mention, first: at + words.start, last: at + words.end - 1, sentence });
            }
        }
        out
    }

    fn links(&mut self, placed: &[Placed], plan: &Plan, pairs: &Matrix) {
        let Some(own) = placed.iter().position(|p| p.sentence >= plan.own.start) else { return };
        let column = |f: &dyn Fn(&Placed) -> usize| placed.iter().map(|p| f(p) as i32).collect::<Vec<_>>();
        let mentions = &self.out.mentions;
        let of = [
            column(&|p| p.first),
            column(&|p| p.last),
            column(&|p| mentions[p.mention].kind as usize),
            column(&|p| mentions[p.mention].entity_type as usize),
        ];
        let surfaces: Vec<Vec<String>> = placed.iter().map(|p| self.surface(p)).collect();
        let mut columns: [Vec<i32>; 5] = Default::default();
        for i in own..placed.len() {
            for j in 0..i {
                let between = placed[i].sentence as i32 - placed[j].sentence as i32;
                let row = [
                    i as i32,
                    j as i32,
                    surface_match(&surfaces[i], &surfaces[j]),
                    (i - j).min(11) as i32,
                    sentence_bucket(between),
                ];
                columns.iter_mut().zip(row).for_each(|(c, v)| c.push(v));
            }
        }
        if columns[0].is_empty() {
            return;
        }
        let (links, new) = self.network.links(pairs, of, columns);
        let mut at = 0;
        for i in own..placed.len() {
            let logits: Vec<f32> = std::iter::once(new[i]).chain(links[at..at + i].iter().copied()).collect();
            at += i;
            self.out.mentions[placed[i].mention].links = likeliest(&softmax(&logits)[1..], placed);
        }
    }

    /// The lower-cased words of a mention.
    fn surface(&self, placed: &Placed) -> Vec<String> {
        let words = &self.words[placed.sentence];
        let range = self.out.mentions[placed.mention].tokens.clone();
        range.map(|i| words[i].of(self.text).to_lowercase()).collect()
    }

    fn roles(&self, placed: &[Placed], found: &mut [Found], pairs: &Matrix) {
        let mut columns: [Vec<i32>; 12] = Default::default();
        let mut add = |row: [i32; 12]| columns.iter_mut().zip(row).for_each(|(c, v)| c.push(v));
        let names = &self.labels.label;
        for f in found.iter() {
            let (at, relation) = (f.position as i32, f.relation as i32);
            let [shape, own, below, above] = Routes::nowhere(names);
            let (nobody, none) = (EntityType::ALL.len() as i32, MentionKind::ALL.len() as i32);
            add([at, at, at, relation, nobody, none, 0, 0, shape, own, below, above]);
            let routes = Routes::new(&self.out.sentences[f.trigger.sentence].tokens, names);
            for p in placed {
                let m = &self.out.mentions[p.mention];
                let between = f.trigger.sentence as i32 - p.sentence as i32;
                let (first, last) = (p.first as i32, p.last as i32);
                let distance = distance_bucket(first - at);
                let (entity, kind) = (m.entity_type as i32, m.kind as i32);
                let [shape, own, below, above] = match between {
                    0 => routes.between(f.trigger.tokens.start, &m.tokens),
                    _ => Routes::nowhere(names),
                };
                let place = sentence_bucket(between);
                add([at, first, last, relation, entity, kind, distance, place, shape, own, below, above]);
            }
        }
        if found.is_empty() {
            return;
        }
        let logits = self.network.roles(pairs, columns);
        for (n, f) in found.iter_mut().enumerate() {
            let rows = n * (placed.len() + 1)..(n + 1) * (placed.len() + 1);
            let role = |k: usize| candidates(&rows.clone().map(|r| logits.row(r)[k]).collect::<Vec<_>>(), placed);
            (f.trigger.source, f.trigger.target, f.trigger.by) = (role(0), role(1), role(2));
        }
    }
}

/// The words that a trigger's theme covers, within its sentence: the best start and end around it.
fn theme(scores: &Matrix, rows: &Range<usize>, row: usize) -> Option<Range<usize>> {
    let words = scores.width;
    let start = &scores.row(row)[rows.clone()];
    let end = &scores.row(words + row)[rows.clone()];
    let own = row - rows.start;
    let (mut chosen, mut most) = (None, start[own] + end[own]);
    for (s, from) in start.iter().enumerate() {
        for (e, to) in end.iter().enumerate().skip(s).take(LONGEST_THEME) {
            if !(s..=e).contains(&own) && from + to > most {
                most = from + to;
                chosen = Some(s..e + 1);
            }
        }
    }
    chosen
}

fn likeliest(probabilities: &[f32], placed: &[Placed]) -> Vec<Link> {
    let kept = probabilities.iter().enumerate().filter(|(_, p)| **p >= LEAST_CANDIDATE);
    let mut out: Vec<Link> = kept.map(|(j, p)| Link { antecedent: placed[j].mention, probability: *p }).collect();
    out.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    out
}

fn candidates(logits: &[f32], placed: &[Placed]) -> Vec<Candidate> {
    let p = softmax(logits);
    let all = p
        .iter()
        .enumerate()
        .map(|(i, p)| Candidate { mention: i.checked_sub(1).map(|i| placed[i].mention), probability: *p });
    let mut out: Vec<Candidate> = all.filter(|c| c.probability >= LEAST_CANDIDATE).collect();
    out.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    out
}

/// Signed word distance as 1 … 23: exact up to 4, then by powers of two (as in training).
fn distance_bucket(d: i32) -> i32 {
    let size = d.abs();
    let step = if size <= 4 { size } else { (3 + size.ilog2() as i32).min(11) };
    12 + if d > 0 { step } else { -step }
}

/// Sentences from the later place back to the earlier: 0 … 4, 5 for one that follows.
fn sentence_bucket(d: i32) -> i32 {
    if d < 0 { 5 } else { d.min(4) }
}

/// 0 none, 1 a shared word of four letters or more, 2 the same last word, 3 the same words.
fn surface_match(a: &[String], b: &[String]) -> i32 {
    if a == b {
        3
    } else if a.last() == b.last() {
        2
    } else {
        i32::from(a.iter().any(|w| w.chars().count() > 3 && b.contains(w)))
    }
}
