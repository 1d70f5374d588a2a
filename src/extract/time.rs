//! When a claim holds: the date that its sentence gives, in ISO 8601, as far as the document's date lets it be told.
//!
//! The precision of the text is kept: a day, a week (`2025-W17`), a month, a year.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Shift, ToSpan};

use crate::text::Token;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A date in a sentence: where its words stand and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// First word.
    pub start: usize,
    /// Word after the last.
    pub end: usize,
    /// ISO 8601.
    pub iso: String,
}

/// Gives the dates of a sentence in order; `today` is the document's date.
pub fn dates(text: &str, tokens: &[Token], today: Option<Date>) -> Vec<Dated> {
    let words: Vec<String> = tokens.iter().map(|t| t.span.of(text).trim_end_matches('.').to_lowercase()).collect();
    let (mut out, mut i) = (Vec::new(), 0);
    while i < words.len() {
        let upper = tokens[i].span.of(text).starts_with(char::is_uppercase);
        match date_at(&words[i..], upper, today) {
            Some((length, iso)) => {
                out.push(Dated { start: i, end: i + length, iso });
                i += length;
            }
            None => i += 1,
        }
    }
    out
}

/// The date that begins with the first word: how many words it takes, and its value.
fn date_at(words: &[String], upper: bool, today: Option<Date>) -> Option<(usize, String)> {
    let word = |i: usize| words.get(i).map_or("", String::as_str);
    if let Some(month) = month(word(0)).filter(|_| upper) {
        return after_month(month, words, today);
    }
    // 12 May 2024
    if let (Some(day), Some(month)) = (day(word(0)), month(word(1))) {
        let (length, year) = year_after(&words[2..]).map_or((2, None), |(n, y)| (2 + n, Some(y)));
        let year = year.or_else(|| today.map(|t| nearest_year(month, day, t)))?;
        return Date::new(year, month, day).ok().map(|d| (length, d.to_string()));
    }
    if let Some(date) = relative(word(0), word(1), today?) {
        return Some(date);
    }
    // "in 2020", "since 2014": a bare year only after a preposition, or it may be a number
    let bare = matches!(word(0), "in" | "since" | "from" | "of" | "by" | "until" | "during");
    let year = year(word(1)).filter(|_| bare)?;
    Some((2, format!("{year:04}")))
}

/// May 12, 2024 · May 12 · May 2024 · in May
fn after_month(month: i8, words: &[String], today: Option<Date>) -> Option<(usize, String)> {
    if let Some(day) = words.get(1).and_then(|w| day(w)) {
        let (length, year) = year_after(&words[2..]).map_or((2, None), |(n, y)| (2 + n, Some(y)));
        let year = year.or_else(|| today.map(|t| nearest_year(month, day, t)))?;
        return Date::new(year, month, day).ok().map(|d| (length, d.to_string()));
    }
    if let Some((n, year)) = year_after(&words[1..]) {
        return Some((1 + n, format!("{year:04}-{month:02}")));
    }
    // "May" alone is too often a verb or a name to be told from one letter.
    let year = nearest_year(month, 15, today?);
    (month != 5).then(|| (1, format!("{year:04}-{month:02}")))
}

/// Days, weeks, months and years told from the document's date.
fn relative(first: &str, second: &str, today: Date) -> Option<(usize, String)> {
    let shifted = |s: Shift| today.checked_add(s).ok();
    let day = |n, d: Option<Date>| d.map(|d| (n, d.to_string()));
    match (first, second) {
        ("today" | "tonight", _) => day(1, Some(today)),
        ("yesterday", _) => day(1, shifted((-1).day())),
        ("tomorrow", _) => day(1, shifted(1.day())),
        ("last" | "next" | "this", unit) => {
            let step = match first {
                "last" => -1,
                "next" => 1,
                _ => 0,
            };
            period(unit, step, today).map(|iso| (2, iso))
        }
        (name, _) => {
            let target = weekday(name)?;
            // News writes of the weekday just past, the day itself included.
            let back = (0..7).find(|b| today.checked_sub((*b).days()).is_ok_and(|d| d.weekday() == target))?;
            day(1, shifted((-back).days()))
        }
    }
}

fn period(unit: &str, step: i32, today: Date) -> Option<String> {
    match unit {
        "week" => {
            let iso = today.checked_add(step.weeks()).ok()?.iso_week_date();
            Some(format!("{:04}-W{:02}", iso.year(), iso.week()))
        }
        "month" => {
            let d = today.checked_add(step.months()).ok()?;
            Some(format!("{:04}-{:02}", d.year(), d.month()))
        }
        "year" => Some(format!("{:04}", i32::from(today.year()) + step)),
        name => {
            let target = weekday(name)?;
            let days = if step < 0 { -7..0 } else { 1..8 };
            let found = days.filter_map(|n: i32| today.checked_add(n.days()).ok()).find(|d| d.weekday() == target)?;
            Some(found.to_string())
        }
    }
}

/// The year in which a day of a month lies nearest to the document's date; news looks back more than ahead.
fn nearest_year(month: i8, day: i8, today: Date) -> i16 {
    let distance = |year: i16| {
        Date::new(year, month, day.clamp(1, 28)).ok().and_then(|d| d.since(today).ok()).map_or(i32::MAX, |s| {
            let days = s.get_days();
            if days > 0 { days * 2 } else { -days }
        })
    };
    (today.year() - 1..=today.year() + 1).min_by_key(|y| distance(*y)).unwrap_or(today.year())
}

fn year_after(words: &[String]) -> Option<(usize, i16)> {
    let comma = usize::from(words.first().is_some_and(|w| w == ","));
    words.get(comma).and_then(|w| year(w)).map(|y| (comma + 1, y))
}

fn year(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|y: &i16| digits && (1800..2100).contains(y))
}

fn day(word: &str) -> Option<i8> {
    let number = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &word[number.len()..];
    let plain = number.len() <= 2 && matches!(suffix, "" | "st" | "nd" | "rd" | "th");
    number.parse().ok().filter(|d| plain && (1..=31).contains(d))
}

fn month(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|m| *m == word || (word.len() >= 3 && m.starts_with(word) && word.len() <= 4))?;
    Some(at as i8 + 1)
}

fn weekday(name: &str) -> Option<Weekday> {
    let at = WEEKDAYS.iter().position(|d| *d == name)?;
    Weekday::from_monday_zero_offset(at as i8).ok()
}
