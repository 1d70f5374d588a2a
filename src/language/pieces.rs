//! Words to word pieces of the uncased vocabulary that the encoder was pretrained with.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Class of the frame pieces and of words without letters or digits.
pub(super) const OTHER_SHAPE: i32 = 5;

/// A WordPiece vocabulary (Devlin et al. 2019): lower case, accents stripped, the longest match first.
pub(super) struct Vocabulary {
    starts: HashMap<&'static str, i32>,
    inner: HashMap<&'static str, i32>,
    longest: usize,
    unknown: i32,
    /// The piece that opens a chunk.
    pub cls: i32,
    /// The piece that closes a chunk.
    pub sep: i32,
}

impl Vocabulary {
    /// Reads the list of pieces, one a line; `None` where the special pieces are missing.
    pub fn new(text: &'static str) -> Option<Self> {
        let (mut starts, mut inner, mut longest) = (HashMap::new(), HashMap::new(), 0);
        for (number, piece) in text.lines().enumerate() {
            let (map, piece) = match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => (&mut inner, rest),
                _ => (&mut starts, piece),
            };
            longest = longest.max(piece.len());
            map.insert(piece, number as i32);
        }
        let special = |name: &str| starts.get(name).copied();
        let (unknown, cls, sep) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Some(Self { starts, inner, longest, unknown, cls, sep })
    }

    /// Whether a word is a piece of its own, as the common ones are; case does not matter.
    pub fn knows(&self, word: &str) -> bool {
        self.starts.contains_key(word) || self.starts.contains_key(word.to_lowercase().as_str())
    }

    /// Adds the pieces of a word, at least one.
    pub fn cut(&self, word: &str, out: &mut Vec<i32>) {
        let from = out.len();
        let folded: String = word.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect();
        let mut run = 0;
        for (at, c) in folded.char_indices() {
            if is_punctuation(c) {
                self.part(&folded[run..at], out);
                run = at + c.len_utf8();
                self.part(&folded[at..run], out);
            }
        }
        self.part(&folded[run..], out);
        if out.len() == from {
            out.push(self.unknown);
        }
    }

    fn part(&self, part: &str, out: &mut Vec<i32>) {
        let (from, mut at) = (out.len(), 0);
        while at < part.len() {
            let map = if at == 0 { &self.starts } else { &self.inner };
            let mut end = part.len().min(at + self.longest);
            let found = loop {
                if let Some(&number) = part.get(at..end).and_then(|p| map.get(p)) {
                    break Some(number);
                }
                if end <= at + 1 {
                    break None;
                }
                end -= 1;
            };
            let Some(number) = found else {
                out.truncate(from);
                out.push(self.unknown);
                return;
            };
            out.push(number);
            at = end;
        }
    }
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{ff01}'..='\u{ff0f}'
            | '\u{ff1a}'..='\u{ff20}' | '\u{060c}' | '\u{061b}' | '\u{061f}' | '\u{0964}' | '\u{0965}')
            && !matches!(c, '\u{2044}' | '\u{2052}')
}

/// Whether a sign is a digit of some script: numerals that are letters (Ⅷ) and fractions are none.
fn is_digit(c: char) -> bool {
    c.is_numeric() && !matches!(c, '¼'..='¾' | '\u{2150}'..='\u{2189}' | '\u{3007}' | '\u{3021}'..='\u{3029}')
}

/// Gives the class of a word's letters: lower, UPPER, Capitalised, MixedCase, digit, other.
pub(super) fn shape(word: &str) -> i32 {
    if word.chars().any(is_digit) {
        return 4;
    }
    let (mut letters, mut upper, mut later) = (0, 0, 0);
    for c in word.chars().filter(|c| c.is_alphabetic() && !c.is_numeric()) {
        upper += i32::from(c.is_uppercase());
        later += i32::from(c.is_uppercase() && letters > 0);
        letters += 1;
    }
    match (letters, upper) {
        (0, _) => OTHER_SHAPE,
        (1, 1) => 2,
        (n, u) if n == u => 1,
        (_, 0) => 0,
        _ if word.chars().next().is_some_and(char::is_uppercase) => {
            if later > 0 {
                3
            } else {
                2
            }
        }
        _ => 3,
    }
}
