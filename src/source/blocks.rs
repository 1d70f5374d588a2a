//! Plain text to blocks: paragraphs, headings, list items and table cells.
//!
//! The rules, in the order in which they are tried on a line:
//! 1. A blank line, or one without a letter or digit, ends whatever is open.
//! 2. A line that begins with `|` and has another is a row of cells.
//! 3. A line that begins with a bullet, a number of one or two digits with `.` or `)`, or such a number or a letter
//!    in parentheses is an item. Lines after it that are indented deeper, or go on in mid-sentence, belong to it.
//! 4. Other lines that follow each other form a run. In a hard-wrapped text (see [`Shape`]) a line belongs to the next
//!    one where the margin broke it: where the next line's first word would not have fitted, or the line breaks off in
//!    mid-sentence. In any other text every line is a block, save where a line of some length breaks off and the next
//!    ends the sentence or is of some length too.
//! 5. A short block without the signs that end a sentence is a heading where it stands alone: in title case, beside a
//!    blank line, or above a long line. All else is a paragraph.

use crate::text::{Block, BlockKind, Span};

/// Signs that open an item even where no blank follows.
const BULLETS: &[char] = &['•', '▪', '◦', '‣', '·', '●', '○', '■', '□', '➢', '►', '✓', '⁃'];
/// Signs that open an item where a blank follows.
const DASHES: &[char] = &['-', '*', '–', '—', '+'];
/// Characters of a hard-wrapped line at most.
const WRAPPED: usize = 110;
/// Characters of a line that a margin may have broken, at least.
const FULL: usize = 45;
/// Characters that a hard-wrapped line may stay short of the margin beside the next word: margins are ragged.
const RAGGED: usize = 8;
/// Characters of a heading at most, and of a long line at least.
const HEADING: usize = 100;
/// Characters of a line that breaks off in a text that is not wrapped, at least: menus have shorter ones.
const BROKEN: usize = 30;

/// Words that no sentence, heading or menu ends in.
const OPEN_WORDS: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "her", "his", "in", "its", "of", "on", "or", "our", "that",
    "the", "their", "to", "which", "whose", "with",
];

/// Finds the blocks of a plain text: in order, trimmed, not overlapping, none without a letter or digit.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let shape = Shape::of(&lines);
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        match line.kind {
            Kind::Blank => at += 1,
            Kind::Row => {
                cells(text, line.span, &mut out);
                at += 1;
            }
            Kind::Item(skip) => {
                let end = item_end(&lines, at);
                let span = Span::new(line.span.start + skip, lines[end - 1].span.end);
                push(text, BlockKind::Item, span, &mut out);
                at = end;
            }
            Kind::Plain => {
                let end = block_end(&lines, at, shape);
                let kind = if is_heading(&lines, at, end) { BlockKind::Heading } else { BlockKind::Paragraph };
                push(text, kind, line.span.cover(&lines[end - 1].span), &mut out);
                at = end;
            }
        }
    }
    out
}

fn push(text: &str, kind: BlockKind, span: Span, out: &mut Vec<Block>) {
    let span = trimmed(text, span);
    if span.of(text).contains(char::is_alphanumeric) {
        out.push(Block { kind, span });
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

/// What a line is by itself.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Blank,
    Row,
    /// An item, and the bytes of its bullet.
    Item(usize),
    Plain,
}

/// A line without the blanks around it.
struct Line<'t> {
    kind: Kind,
    span: Span,
    words: &'t str,
    /// Its characters.
    size: usize,
    /// Blanks before it.
    indent: usize,
}

impl Line<'_> {
    fn ends_sentence(&self) -> bool {
        let closing = ['"', '”', '’', '\'', ')', ']', '»'];
        self.words.trim_end_matches(closing).ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？', '।', '؟'])
    }

    /// Whether the sentence plainly goes on in the next line: that begins in lower case, or this ends in a comma or in
    /// a word that nothing ends in.
    fn breaks_off(&self, next: &Line<'_>) -> bool {
        let last = self.words.rsplit(char::is_whitespace).next().unwrap_or("");
        let open = next.words.starts_with(char::is_lowercase) || last.ends_with(',') || OPEN_WORDS.contains(&last);
        open && !self.ends_sentence()
    }

    fn first_word(&self) -> usize {
        self.words.chars().take_while(|c| !c.is_whitespace()).count()
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let line = |whole: &'_ str| {
        let span = trimmed(text, Span::new(at, at + whole.len()));
        let indent = whole.chars().take_while(|c| c.is_whitespace()).count();
        at += whole.len() + 1;
        let words = span.of(text);
        Line { kind: kind(words), span, words, size: words.chars().count(), indent }
    };
    text.split('\n').map(line).collect()
}

fn kind(words: &str) -> Kind {
    if !words.contains(char::is_alphanumeric) {
        return Kind::Blank;
    }
    if words.starts_with('|') && words[1..].contains('|') {
        return Kind::Row;
    }
    bullet(words).map_or(Kind::Plain, Kind::Item)
}

/// Bytes of the bullet or number that opens an item.
fn bullet(words: &str) -> Option<usize> {
    let first = words.chars().next()?;
    let size = first.len_utf8();
    if BULLETS.contains(&first) {
        return Some(size);
    }
    let spaced = |size: usize| words[size..].starts_with(char::is_whitespace).then_some(size);
    if DASHES.contains(&first) {
        return spaced(size);
    }
    let bytes = words.as_bytes();
    let label = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    if first == '(' {
        let size = label(1);
        return (is_label(&words[1..=size]) && bytes.get(1 + size) == Some(&b')')).then(|| spaced(size + 2)).flatten();
    }
    let size = label(0);
    let digits = (1..=2).contains(&size) && words[..size].bytes().all(|b| b.is_ascii_digit());
    let sign = bytes.get(size).copied();
    let opens = (digits && sign == Some(b'.')) || (is_label(&words[..size]) && sign == Some(b')'));
    if opens { spaced(size + 1) } else { None }
}

/// Whether it counts items: one or two digits, a letter, or a small Roman numeral.
fn is_label(word: &str) -> bool {
    let all = |is: fn(&u8) -> bool| word.bytes().all(|b| is(&b));
    match word.len() {
        1 => true,
        2 => all(u8::is_ascii_digit) || all(|b| b"ivx".contains(b)),
        3..=4 => all(|b| b"ivx".contains(b)),
        _ => false,
    }
}

fn cells(text: &str, row: Span, out: &mut Vec<Block>) {
    let mut at = row.start;
    for cell in row.of(text).split('|') {
        push(text, BlockKind::Cell, Span::new(at, at + cell.len()), out);
        at += cell.len() + 1;
    }
}

/// The line after an item and those that go on with it.
fn item_end(lines: &[Line<'_>], at: usize) -> usize {
    let goes_on = |line: &Line<'_>, before: &Line<'_>| {
        let open = before.size >= BROKEN && before.breaks_off(line);
        line.kind == Kind::Plain && (line.indent > lines[at].indent || open)
    };
    (at + 1..lines.len()).find(|&i| !goes_on(&lines[i], &lines[i - 1])).unwrap_or(lines.len())
}

/// The line after the block that begins at a plain line.
fn block_end(lines: &[Line<'_>], at: usize, shape: Shape) -> usize {
    (at + 1..lines.len()).find(|&i| !shape.joins(&lines[i - 1], &lines[i])).unwrap_or(lines.len())
}

/// How the lines of a text stand to its paragraphs, decided once for the whole text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    /// Lines are broken at a margin of so many characters.
    Wrapped(usize),
    /// A line is a paragraph.
    Lines,
}

impl Shape {
    /// A text is hard-wrapped where at most one line in twenty is longer than any margin, and where of the lines that
    /// are full and have a next line at least half do not end a sentence, and one of them plainly breaks off.
    fn of(lines: &[Line<'_>]) -> Self {
        let mut sizes: Vec<usize> = lines.iter().filter(|l| l.kind != Kind::Blank).map(|l| l.size).collect();
        let long = sizes.iter().filter(|&&s| s > WRAPPED).count();
        let pairs = lines.windows(2).map(|w| (&w[0], &w[1]));
        let pairs = pairs
            .filter(|(a, b)| a.kind != Kind::Blank && b.kind == Kind::Plain && a.kind != Kind::Row && a.size >= FULL);
        let (mut full, mut broken, mut plainly) = (0, 0, 0);
        for (line, next) in pairs {
            full += 1;
            broken += usize::from(!line.ends_sentence());
            plainly += usize::from(line.breaks_off(next));
        }
        if plainly == 0 || broken * 2 < full || long * 20 > sizes.len() {
            return Self::Lines;
        }
        sizes.retain(|&s| s <= WRAPPED);
        Self::Wrapped(sizes.into_iter().max().unwrap_or(WRAPPED))
    }

    /// Whether a line goes on in the next.
    fn joins(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        if line.kind != Kind::Plain || next.kind != Kind::Plain {
            return false;
        }
        match self {
            Self::Wrapped(margin) => {
                (line.breaks_off(next) && line.size * 2 >= margin)
                    || line.size + 1 + next.first_word() + RAGGED > margin
            }
            // A byline or credit under a headline may begin in lower case, but is short and ends no sentence.
            Self::Lines => line.size >= BROKEN && line.breaks_off(next) && (next.size >= FULL || next.ends_sentence()),
        }
    }
}

/// Whether the block of lines `at..end` is a heading.
fn is_heading(lines: &[Line<'_>], at: usize, end: usize) -> bool {
    let size: usize = lines[at..end].iter().map(|l| l.size + 1).sum();
    if size > HEADING || lines[end - 1].ends_sentence() {
        return false;
    }
    let apart = |line: Option<&Line<'_>>| line.is_none_or(|l| l.kind == Kind::Blank);
    let alone = apart(at.checked_sub(1).map(|i| &lines[i])) || apart(lines.get(end));
    alone || lines.get(end).is_some_and(|l| l.size >= HEADING) || lines[at..end].iter().all(|l| is_title(l.words))
}

/// Whether most words of five letters and more begin with a capital, as titles have it.
fn is_title(words: &str) -> bool {
    let long = words.split_whitespace().filter(|w| w.chars().count() >= 5);
    let (mut capital, mut all) = (0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase()));
    }
    capital * 4 >= all * 3 && words.chars().find(|c| c.is_alphabetic()).is_none_or(|c| !c.is_lowercase())
}
