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
const CONTRACTED: &[(&str, usize)] = &[
    ("cannot", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("wanna", 3),
    ("im", 1),
    ("ive", 1),
    ("youre", 3),
    ("theyre", 4),
    ("thats", 4),
];
/// Negations without their apostrophe, as hasty writers have them: the last two letters are a word.
const NEGATED: &[&str] = &[
    "aint", "arent", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt", "shouldnt",
    "wasnt", "werent", "wont", "wouldnt",
];
/// Units that are cut from the number that they stick to.
const UNITS: &[&str] = &["am", "bn", "cm", "ft", "hrs", "k", "kg", "km", "kph", "lbs", "mg", "mm", "mph", "pm", "tn"];
/// Abbreviations where they have a capital.
const DAYS: &[&str] = &["fri", "mon", "sat", "sun", "thu", "thur", "thurs", "tue", "tues", "wed"];
const FACES: &[&str] = &[":)", ":(", ";)", ":D", ":-)", ":-(", ";-)", "=)", ":P", ":/", "^_^", "<3"];
/// Signs that are one word when repeated; the pairs also with each other.
const RUNS: &str = ".-!?*=~_`'<>’‘+|$";
const PAIRS: &[&str] = &["‘’", "-="];
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
            if "<([\"“".contains(self.chars[i]) {
                self.out.push((i, i + 1));
                i += 1;
            }
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
        let j = self.face(i).or_else(|| self.hashtag(i)).unwrap_or_else(|| self.run(i));
        self.out.push((i, j));
        j
    }

    /// Where an emoticon ends; a colon before a closing bracket is one only after a blank.
    fn face(&self, i: usize) -> Option<usize> {
        let apart = i == 0 || self.chars[i - 1].is_whitespace();
        FACES.iter().find_map(|face| {
            let j = i + face.chars().count();
            let here = j <= self.chars.len() && face.chars().eq(self.chars[i..j].iter().copied());
            let ends = j >= self.end || !is_word(self.chars[j]);
            (here && ends && (apart || !matches!(*face, ":)" | ":/"))).then_some(j)
        })
    }

    fn hashtag(&self, i: usize) -> Option<usize> {
        let j = (i + 1..self.end).find(|&j| !is_word(self.chars[j])).unwrap_or(self.end);
        (self.chars[i] == '#' && j > i + 1 && self.chars[i + 1].is_alphabetic()).then_some(j)
    }

    /// Where a sign ends: repeated signs, and full stops with question marks, are one word.
    fn run(&self, i: usize) -> usize {
        let (sign, mut j) = (self.chars[i], i + 1);
        if RUNS.contains(sign) {
            let asks = |c: &char| matches!(c, '!' | '?');
            let mixed = asks(&sign) || (sign == '.' && self.chars[..self.end].get(j).is_some_and(asks));
            let pair = PAIRS.iter().find(|p| p.contains(sign));
            let alike = |c: char| c == sign || (mixed && ".!?".contains(c)) || pair.is_some_and(|p| p.contains(c));
            while j < self.end && alike(self.chars[j]) {
                j += 1;
            }
        }
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
        let mut surface = lower(&self.chars[i..j]);
        if self.chars[i].is_numeric() {
            let unit = surface.trim_start_matches(|c: char| c.is_ascii_digit() || ".,:".contains(c));
            if UNITS.contains(&unit) {
                let cut = j - unit.chars().count();
                self.out.extend([(i, cut), (cut, j)]);
                return j;
            }
            j = self.telephone(i, j).unwrap_or(j);
            surface = lower(&self.chars[i..j]);
        }
        let negated = NEGATED.contains(&surface.as_str()).then(|| j - i - 2);
        let contracted = CONTRACTED.iter().find(|(w, _)| *w == surface).map(|(_, first)| *first);
        if let Some(first) = contracted.or(negated) {
            self.out.extend([(i, i + first), (i + first, j)]);
            return j;
        }
        if j < self.end && self.chars[j] == '.' && self.abbreviates(i, j, &surface) {
            j += 1;
        }
        self.out.push((i, j));
        j
    }

    /// Whether the word that ends before the full stop at `j` is an abbreviation, and the full stop its own.
    fn abbreviates(&self, i: usize, j: usize, surface: &str) -> bool {
        let day = DAYS.contains(&surface) && self.chars[i].is_uppercase();
        let known = ABBREVIATIONS.binary_search(&surface).is_ok() || day;
        // The full stop of "etc." is that of its sentence where nothing follows, or what begins another.
        let mut rest = self.chars[j + 1..].iter().take(40).skip_while(|c| c.is_whitespace());
        let closes = surface == "etc" && rest.next().is_none_or(|c| c.is_uppercase());
        known && !closes
    }

    /// Where a telephone number (713-853-3989, 345-9945) ends whose first digits end at `j`.
    fn telephone(&self, i: usize, j: usize) -> Option<usize> {
        let digits = |from: usize| (from..self.end).take_while(|&k| self.chars[k].is_ascii_digit()).count();
        let (mut groups, mut at) = (vec![j - i], j);
        while at + 1 < self.end && self.chars[at] == '-' && digits(at + 1) > 0 {
            groups.push(digits(at + 1));
            at += 1 + digits(at + 1);
        }
        let shape = matches!(groups[..], [1..=3, .., 3, 4] | [3, 4]);
        let whole = shape && digits(i) == j - i && !(at < self.end && is_word(self.chars[at]));
        whole.then_some(at)
    }

    /// Whether the sign at `j`, inside the word that began at `i`, joins what stands on its two sides.
    fn joins(&self, i: usize, j: usize) -> bool {
        let (before, sign, after) = (self.chars[j - 1], self.chars[j], self.chars[j + 1]);
        match sign {
            '.' | ',' | ':' | '/' if before.is_numeric() && after.is_numeric() => true,
            '.' => is_word(before) && after.is_alphabetic() && !self.chars[i].is_numeric(),
            '/' => {
                let alone = j + 2 >= self.end || !is_word(self.chars[j + 2]);
                j - i == 1 && before.is_alphabetic() && after.is_alphabetic() && alone
            }
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
    let named = at > 0 && at + 1 < chunk.len() && is_word(chunk[at + 1]);
    named && (is_word(chunk[at - 1]) || chunk[at + 1..].contains(&'.'))
}
