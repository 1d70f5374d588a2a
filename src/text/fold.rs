//! Names without what tells no two of them apart: case, accents, articles, signs.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Gives the ASCII spelling of a lower-case Latin letter that Unicode does not decompose.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        _ => return None,
    })
}

/// Gives a text in lower case without accents, Latin letters in ASCII where they have such a spelling.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let lower = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    for c in lower.filter(|c| !is_combining_mark(*c)) {
        match spelled(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}

/// Gives the words of a text, folded: case, accents, articles, apostrophes and signs do not matter.
pub fn words(text: &str) -> Vec<String> {
    let joined = plain(text).replace('’', "'").replace("'s ", " ");
    let joined = joined.strip_suffix("'s").unwrap_or(&joined).replace('\'', "");
    let parts = joined.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    parts.filter(|w| !matches!(*w, "the" | "a" | "an")).map(str::to_owned).collect()
}
