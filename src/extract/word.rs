//! Words as frames compare them: one spelling, one dictionary form, one stem.

use crate::text::Token;

/// The form that words are compared by: lower case, "-ise" and "-our" spelled "-ize" and "-or".
pub(super) fn key(word: &str) -> String {
    let mut out = word.to_lowercase();
    for (british, american) in [("isation", "ization"), ("yse", "yze"), ("ise", "ize"), ("our", "or")] {
        if out.len() > british.len() + 2 && out.ends_with(british) {
            out.truncate(out.len() - british.len());
            out.push_str(american);
            break;
        }
    }
    out
}

/// The dictionary form by which a word is compared: the model's, unless it begins with another letter than the word,
/// which in English only forms of "be" and "go" do; a guess gone wrong ("died" as "be") would match all over a text.
pub(super) fn lemma(token: &Token, text: &str) -> String {
    let form = key(token.span.of(text));
    let given = key(&token.lemma);
    let open = matches!(token.upos, "VERB" | "NOUN" | "ADJ" | "PROPN");
    let irregular = matches!(form.as_str(), "am" | "are" | "is" | "was" | "were" | "went" | "better" | "worse");
    if open && !irregular && given.chars().next() != form.chars().next() { form } else { given }
}

/// What the inflected forms of a regular word share ("execut", "bas"): finds a word again where the model slips on the
/// dictionary form of a rare one.
pub(super) fn stem(word: &str) -> String {
    let mut out = key(word);
    let long =
        |out: &str, ending: &str| out.len() >= ending.len() + 3 && out.is_char_boundary(out.len() - ending.len());
    let ending = ["ing", "ed", "es", "s", "e"].into_iter().find(|e| out.ends_with(e) && long(&out, e));
    out.truncate(out.len() - ending.map_or(0, str::len));
    let last = out.chars().next_back();
    if last.is_some_and(|c| c.is_ascii_alphabetic() && out.len() > 2 && out[..out.len() - 1].ends_with(c)) {
        out.pop();
    }
    match out.strip_suffix('y') {
        Some(rest) => format!("{rest}i"),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::{key, lemma, stem};
    use crate::text::{Span, Token};

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for forms in [["ban", "bans", "banned"], ["close", "closed", "closing"], ["deny", "denies", "denied"]] {
            assert!(forms.iter().all(|f| stem(f) == stem(forms[0])), "{forms:?}");
        }
        assert_ne!(stem("visit"), stem("vision"));
    }

    #[test]
    fn a_dictionary_form_of_another_word_is_not_believed() {
        let token = |form: &str, lemma: &str| Token {
            span: Span::new(0, form.len()),
            upos: "VERB",
            xpos: "VBD",
            lemma: lemma.to_owned(),
            head: None,
            deprel: "root",
            name: "O",
        };
        assert_eq!(lemma(&token("died", "be"), "died"), "died");
        assert_eq!(lemma(&token("Sent", "send"), "Sent"), "send");
        assert_eq!(lemma(&token("went", "go"), "went"), "go");
    }

    #[test]
    fn british_spelling_is_no_other_word() {
        assert_eq!(key("Criticised"), key("criticised"));
        assert_eq!(key("recognise"), key("recognize"));
    }
}
