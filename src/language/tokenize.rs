//! Running text to words, cut as the English Universal Dependencies treebanks cut them.
//!
//! The same rules as `training/recipe/words.py`, by which the claims corpus was cut for training: hyphens and clitics
//! (`'s`, `n't`) are words of their own, abbreviations keep their full stop, numbers and addresses stay whole.

use unicode_normalization::char::is_combining_mark;

use crate::text::Span;

/// Written with a full stop that does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "amb", "approx", "apr", "assn", "aug", "ave", "blvd", "brig", "bros", "capt", "cf", "cmdr", "co",
    "col", "corp", "cpl", "dec", "dept", "det", "dist", "dr", "ed", "eds", "eg", "esq", "est", "etc", "feb", "fig",
    "fr", "ft", "gen", "gov", "hon", "ie", "inc", "insp", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar",
    "messrs", "mlle", "mme", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "ph.d", "pp", "pres", "prof", "pvt",
    "rd", "rep", "rev", "sen", "sep", "sept", "sgt", "sq", "sr", "st", "supt", "univ", "vol", "vs",
];
/// Prefixes that keep their hyphen (`anti-government` is one word, `oil-rich` three).
const PREFIXES: &[&str] = &[
    "anti", "co", "counter", "cross", "e", "ex", "inter", "intra", "mid", "mini", "multi", "non", "over", "post",
    "pre", "pro", "re", "semi", "sub",
];
const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];
/// Two words written as one, with the letters of the first.
const CONTRACTED: &[(&str, usize)] = &[("cannot", 3), ("gonna", 3), ("gotta", 3), ("wanna", 3)];
const CLOSERS: &str = ".,;:!?)]}>\"'’”»";

/// Whether a character belongs to the inside of a word.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    c == '\'' || c == '’'
}

/// Gives the words of `text[span]` in order, as bytes of `text`.
pub(super) fn tokens(text: &str, span: Span) -> Vec<Span> {
    let chars: Vec<char> = span.of(text).chars().collect();
    let mut offsets = Vec::with_capacity(chars.len() + 1);
    let mut at = span.start;
    for c in &chars {
        offsets.push(at);
        at += c.len_utf8();
    }
    offsets.push(at);
    let mut cutter = Cutter { chars: &chars, end: 0, out: Vec::new() };
    cutter.cut();
    cutter.out.into_iter().map(|(a, b)| Span::new(offsets[a], offsets[b])).collect()
}

/// Cuts one stretch without spaces after another; positions count characters.
struct Cutter<'c> {
    chars: &'c [char],
    /// End of the stretch at hand.
    end: usize,
    out: Vec<(usize, usize)>,
}

impl Cutter<'_> {
    fn cut(&mut self) {
        let mut i = 0;
        while i < self.chars.len() {
            if self.chars[i].is_whitespace() {
                i += 1;
                continue;
            }
            self.end = (i..self.chars.len()).find(|&j| self.chars[j].is_whitespace()).unwrap_or(self.chars.len());
            self.stretch(i);
            i = self.end;
        }
    }

    fn stretch(&mut self, mut i: usize) {
        if is_address(&self.chars[i..self.end]) {
            let mut stop = self.end;
            while stop > i + 1 && CLOSERS.contains(self.chars[stop - 1]) {
                stop -= 1;
            }
            self.out.push((i, stop));
            i = stop;
        }
        while i < self.end {
            i = if is_word(self.chars[i]) { self.word(i) } else { self.symbol(i) };
        }
    }

    /// Adds the sign at `i` (a clitic, a run of like signs, or one) and returns where it ends.
    fn symbol(&mut self, i: usize) -> usize {
        let follows = self.out.last().is_some_and(|&(_, end)| end == i);
        if let Some(stop) = self.clitic(i).filter(|_| follows) {
            self.out.push((i, stop));
            return stop;
        }
        let (sign, mut j) = (self.chars[i], i + 1);
        if ".-!?*=~_`'".contains(sign) {
            let alike = |c: char| c == sign || ("!?".contains(sign) && "!?".contains(c));
            while j < self.end && alike(self.chars[j]) {
                j += 1;
            }
        }
        self.out.push((i, j));
        j
    }

    /// Where a clitic ends whose apostrophe stands at `i`.
    fn clitic(&self, i: usize) -> Option<usize> {
        if !is_apostrophe(self.chars[i]) {
            return None;
        }
        let mut j = i + 1;
        while j < self.end && is_word(self.chars[j]) {
            j += 1;
        }
        let letters = lower(&self.chars[i + 1..j]);
        CLITICS.contains(&letters.as_str()).then_some(j)
    }

    /// Where an abbreviation of single letters with full stops ends (U.S., a.m., J.).
    fn dotted(&self, i: usize) -> Option<usize> {
        let (mut j, mut pairs) = (i, 0);
        while j + 1 < self.end && self.chars[j].is_alphabetic() && self.chars[j + 1] == '.' {
            j += 2;
            pairs += 1;
        }
        if pairs >= 2 {
            let last = j < self.end && self.chars[j].is_alphabetic();
            if last && !(j + 1 < self.end && is_word(self.chars[j + 1])) {
                j += 1;
            }
            return Some(j);
        }
        let first = self.chars[i];
        let initial = pairs == 1 && first.is_uppercase() && first != 'I';
        (initial && (j == self.end || is_word(self.chars[j]))).then_some(j)
    }

    /// Adds the word that begins at `i`, its clitics apart, and returns where it ends.
    fn word(&mut self, i: usize) -> usize {
        if let Some(stop) = self.dotted(i)
            && (stop == i + 2 || !(stop < self.end && is_word(self.chars[stop])))
        {
            self.out.push((i, stop));
            return stop;
        }
        let mut j = i;
        while j < self.end && (is_word(self.chars[j]) || (j > i && j + 1 < self.end && self.joins(i, j))) {
            j += 1;
        }
        if j < self.end && is_apostrophe(self.chars[j]) && self.negates(j) && j - 1 > i {
            self.out.extend([(i, j - 1), (j - 1, j + 2)]);
            return j + 2;
        }
        let surface = lower(&self.chars[i..j]);
        if let Some((_, first)) = CONTRACTED.iter().find(|(w, _)| *w == surface) {
            self.out.extend([(i, i + first), (i + first, j)]);
            return j;
        }
        if j < self.end && self.chars[j] == '.' && ABBREVIATIONS.binary_search(&surface.as_str()).is_ok() {
            j += 1;
        }
        self.out.push((i, j));
        j
    }

    /// Whether the sign at `j`, inside the word that began at `i`, joins what stands on its two sides.
    fn joins(&self, i: usize, j: usize) -> bool {
        let (before, sign, after) = (self.chars[j - 1], self.chars[j], self.chars[j + 1]);
        match sign {
            '.' | ',' | ':' | '/' if before.is_numeric() && after.is_numeric() => true,
            '.' => is_word(before) && after.is_alphabetic() && !self.chars[i].is_numeric(),
            '&' => before.is_uppercase() && after.is_uppercase(),
            '-' => after.is_alphabetic() && PREFIXES.contains(&lower(&self.chars[i..j]).as_str()),
            _ if is_apostrophe(sign) => {
                before.is_alphabetic() && after.is_alphabetic() && self.clitic(j).is_none() && !self.negates(j)
            }
            _ => false,
        }
    }

    /// Whether the apostrophe at `j` is that of n't.
    fn negates(&self, j: usize) -> bool {
        j > 0
            && matches!(self.chars[j - 1], 'n' | 'N')
            && j + 1 < self.end
            && matches!(self.chars[j + 1], 't' | 'T')
            && !(j + 2 < self.end && is_word(self.chars[j + 2]))
    }
}

fn lower(chars: &[char]) -> String {
    chars.iter().flat_map(|c| c.to_lowercase()).collect()
}

fn is_address(chunk: &[char]) -> bool {
    let text: String = chunk.iter().collect();
    if text.contains("://") || text.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("www.")) {
        return true;
    }
    let Some(at) = chunk.iter().position(|c| *c == '@') else { return false };
    at > 0 && is_word(chunk[at - 1]) && chunk[at + 1..].contains(&'.')
}
