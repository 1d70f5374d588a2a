//! Words and sentences found in raw text, against a treebank: F1 of their boundaries.
//!
//! Takes a treebank (CoNLL-U with `# text`), gives the running text of its documents and where words and sentences stand
//! in it; places are counted in letters and signs, blanks left out, so that both sides count alike (as the CoNLL 2018
//! evaluation does, Zeman et al. 2018).

use std::fmt;
use std::ops::Range;

use super::ratio;

/// A document of a treebank as running text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Treebank {
    /// Its text: paragraphs apart by a blank line.
    pub text: String,
    /// Words of each sentence, in non-blank characters of the text.
    pub sentences: Vec<Vec<Range<usize>>>,
    at: usize,
}

impl Treebank {
    /// Gives the documents of a CoNLL-U file.
    pub fn read(conllu: &str) -> Vec<Self> {
        let mut out: Vec<Self> = Vec::new();
        for block in conllu.split("\n\n").filter(|b| !b.trim().is_empty()) {
            let is_new = block.lines().any(|l| l.starts_with("# newdoc"));
            if is_new || out.is_empty() {
                out.push(Self::default());
            }
            if let Some(document) = out.last_mut() {
                document.add(block);
            }
        }
        out
    }

    fn add(&mut self, block: &str) {
        let text = block.lines().find_map(|l| l.strip_prefix("# text = ")).unwrap_or_default();
        let apart = if block.lines().any(|l| l.starts_with("# newpar")) { "\n\n" } else { " " };
        if !self.text.is_empty() {
            self.text.push_str(apart);
        }
        self.text.push_str(text);
        let mut words = Vec::new();
        let mut together: Option<(Range<usize>, usize)> = None; // a stretch written as one, and where its last word is
        for fields in block.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect::<Vec<_>>()) {
            let [id, form, ..] = fields[..] else { continue };
            let length = letters(form);
            if let Some((_, last)) = id.split_once('-') {
                together = Some((self.at..self.at + length, last.parse().unwrap_or(0)));
            } else if let Ok(number) = id.parse::<usize>() {
                self.word(number, length, &mut together, &mut words);
            }
        }
        self.sentences.push(words);
    }

    /// Adds a word; those of a stretch written as one share its letters as far as they go.
    fn word(
        &mut self,
        number: usize,
        length: usize,
        together: &mut Option<(Range<usize>, usize)>,
        out: &mut Vec<Range<usize>>,
    ) {
        match together.clone() {
            Some((stretch, last)) => {
                let end = if number == last { stretch.end } else { (self.at + length).min(stretch.end) };
                out.push(self.at..end);
                self.at = end;
                if number == last {
                    *together = None;
                }
            }
            None => {
                out.push(self.at..self.at + length);
                self.at += length;
            }
        }
    }
}

/// Characters that are no blanks.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Words and sentences found, right and wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WordScore {
    words: [usize; 3],
    sentences: [usize; 3],
}

impl WordScore {
    /// Adds a document: its words as they were found, in bytes of `text`.
    pub fn add(&mut self, gold: &Treebank, text: &str, found: &[Vec<Range<usize>>]) {
        let mut before = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for c in text.chars() {
            before.extend(std::iter::repeat_n(count, c.len_utf8()));
            count += usize::from(!c.is_whitespace());
        }
        before.push(count);
        let place = |s: &Vec<Range<usize>>| s.iter().map(|w| before[w.start]..before[w.end]).collect::<Vec<_>>();
        let found: Vec<Vec<Range<usize>>> = found.iter().map(place).collect();
        let all = |s: &[Vec<Range<usize>>]| s.iter().flatten().cloned().collect::<Vec<_>>();
        let spans = |s: &[Vec<Range<usize>>]| s.iter().filter_map(|w| Some(w.first()?.start..w.last()?.end)).collect();
        count_in(&mut self.words, &all(&gold.sentences), &all(&found));
        let (wanted, given): (Vec<_>, Vec<_>) = (spans(&gold.sentences), spans(&found));
        count_in(&mut self.sentences, &wanted, &given);
    }

    /// Gives the F1 of words.
    pub fn words(&self) -> f64 {
        f1(self.words)
    }

    /// Gives the F1 of sentences.
    pub fn sentences(&self) -> f64 {
        f1(self.sentences)
    }
}

fn count_in(counts: &mut [usize; 3], wanted: &[Range<usize>], given: &[Range<usize>]) {
    let known: std::collections::BTreeSet<(usize, usize)> = wanted.iter().map(|r| (r.start, r.end)).collect();
    counts[0] += given.iter().filter(|r| known.contains(&(r.start, r.end))).count();
    counts[1] += given.len();
    counts[2] += wanted.len();
}

fn f1([hit, given, wanted]: [usize; 3]) -> f64 {
    ratio(2.0 * hit as f64, (given + wanted) as f64)
}

impl fmt::Display for WordScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "words     F1 {:.4}  ({} right, {} found, {} wanted)",
            self.words(),
            self.words[0],
            self.words[1],
            self.words[2]
        )?;
        let s = self.sentences;
        writeln!(f, "sentences F1 {:.4}  ({} right, {} found, {} wanted)", self.sentences(), s[0], s[1], s[2])
    }
}
