//! Literals of the graph: text that every syntax can carry, dates, numbers.

use oxigraph::model::Literal;
use oxigraph::model::vocab::xsd;

/// Text that every syntax can carry and read back: a carriage return as a blank, what XML forbids as U+FFFD.
///
/// Each character stands for one, so that offsets stay true. Web Annotation lets quoted text be normalised so.
pub(super) fn clean(text: &str) -> String {
    let one = |c: char| match c {
        '\r' => ' ',
        '\t' | '\n' => c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    };
    text.chars().map(one).collect()
}

/// A plain string; none where there is nothing to read.
pub(super) fn string(text: &str) -> Option<Literal> {
    let text = clean(text);
    (!text.trim().is_empty()).then(|| Literal::new_simple_literal(text))
}

/// Text in a language, English where the tag is missing or no tag.
pub(super) fn tagged(text: &str, language: Option<&str>) -> Option<Literal> {
    let text = clean(text);
    if text.trim().is_empty() {
        return None;
    }
    let given =
        language.and_then(|tag| Literal::new_language_tagged_literal(text.clone(), tag.to_ascii_lowercase()).ok());
    Some(given.unwrap_or_else(|| Literal::new_language_tagged_literal_unchecked(text, "en")))
}

/// A date as exact as it is given: `xsd:gYear`, `xsd:gYearMonth`, `xsd:date`, else (a week) a string.
pub(super) fn date(text: &str) -> Option<Literal> {
    let day = text.parse::<jiff::civil::Date>().is_ok();
    let month = format!("{text}-01").parse::<jiff::civil::Date>().is_ok();
    let datatype = match text.len() {
        4 if text.bytes().all(|b| b.is_ascii_digit()) && text != "0000" => xsd::G_YEAR,
        7 if text.as_bytes()[4] == b'-' && month => xsd::G_YEAR_MONTH,
        10 if text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-' && day => xsd::DATE,
        _ => return string(text),
    };
    Some(Literal::new_typed_literal(text, datatype))
}

/// A confidence as a decimal of two places at most, written the shortest way, as databases give it back.
pub(super) fn decimal(value: f32) -> Literal {
    let hundredths = hundredths(value);
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    Literal::new_typed_literal(text, xsd::DECIMAL)
}

/// A confidence in hundredths, between 0 and 100; 0 for what is no number.
pub(super) fn hundredths(value: f32) -> u32 {
    (f64::from(value).clamp(0.0, 1.0) * 100.0).round() as u32
}

/// An offset.
///
/// `xsd:integer`, since the database gives the narrower types back as this one.
pub(super) fn integer(value: usize) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER)
}
