//! Marked example sentences: `{source:Kenya} {trigger:proposed} {theme:talks} to {target:Uganda}.`

use crate::text::Span;

/// The sentence without marks, and the marked spans in bytes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The plain sentence.
    pub text: String,
    /// The words that express the claim.
    pub trigger: Option<Span>,
    /// Who acts.
    pub source: Option<Span>,
    /// At whom.
    pub target: Option<Span>,
    /// Who is named as saying so.
    pub by: Option<Span>,
    /// What is claimed.
    pub theme: Option<Span>,
}

/// What is wrong with the marks of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MarkupError {
    /// A brace opens what is no mark.
    #[error("an opening brace has no mark before a colon; write {{source:words}}")]
    NoMark,
    /// The mark is none of the five.
    #[error("unknown mark {{{0}:…}}; use source, trigger, target, theme or by")]
    UnknownMark(String),
    /// A mark is opened and never closed.
    #[error("the mark {{{0}:…}} is not closed; add a closing brace")]
    Unclosed(&'static str),
    /// A brace closes nothing.
    #[error("a closing brace closes no mark; remove it")]
    Unopened,
    /// The mark stands twice.
    #[error("the mark {{{0}:…}} stands twice; a sentence holds each mark once")]
    Twice(&'static str),
    /// The mark holds no words.
    #[error("the mark {{{0}:…}} holds no words; put the words that it marks between colon and brace")]
    Empty(&'static str),
    /// Nothing expresses the claim.
    #[error("no word is marked as trigger; mark the words that express the relation with {{trigger:…}}")]
    NoTrigger,
    /// Nobody takes part.
    #[error("neither source nor target is marked; a claim needs one, mark it with {{source:…}} or {{target:…}}")]
    NoParticipant,
}

const MARKS: [&str; 5] = ["source", "trigger", "target", "theme", "by"];

impl Marked {
    fn slot(&mut self, mark: &'static str) -> &mut Option<Span> {
        match mark {
            "source" => &mut self.source,
            "trigger" => &mut self.trigger,
            "target" => &mut self.target,
            "theme" => &mut self.theme,
            _ => &mut self.by,
        }
    }

    fn close(&mut self, mark: &'static str, start: usize) -> Result<(), MarkupError> {
        let inside = &self.text[start..];
        let words = inside.trim();
        if words.is_empty() {
            return Err(MarkupError::Empty(mark));
        }
        let start = start + (inside.len() - inside.trim_start().len());
        let span = Span::new(start, start + words.len());
        match self.slot(mark).replace(span) {
            Some(_) => Err(MarkupError::Twice(mark)),
            None => Ok(()),
        }
    }
}

/// Reads a marked sentence; marks may nest, blanks at the edges of a mark stay outside its span.
///
/// ```
/// use demarche::ontology::parse_example;
/// let marked = parse_example("{source:Kenya} {trigger:sent} {theme:grain to {target:Mali}}.")?;
/// assert_eq!(marked.text, "Kenya sent grain to Mali.");
/// assert_eq!(marked.theme.map(|t| t.of("Kenya sent grain to Mali.")), Some("grain to Mali"));
/// # Ok::<(), demarche::ontology::MarkupError>(())
/// ```
pub fn parse(marked: &str) -> Result<Marked, MarkupError> {
    let mut out = Marked::default();
    let mut open: Vec<(&'static str, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find(['{', '}']) {
        out.text.push_str(&rest[..at]);
        let opens = rest[at..].starts_with('{');
        rest = &rest[at + 1..];
        if opens {
            let (mark, after) = mark(rest)?;
            open.push((mark, out.text.len()));
            rest = after;
        } else {
            let (mark, start) = open.pop().ok_or(MarkupError::Unopened)?;
            out.close(mark, start)?;
        }
    }
    out.text.push_str(rest);
    match open.pop() {
        Some((mark, _)) => Err(MarkupError::Unclosed(mark)),
        None if out.trigger.is_none() => Err(MarkupError::NoTrigger),
        None if out.source.is_none() && out.target.is_none() => Err(MarkupError::NoParticipant),
        None => Ok(out),
    }
}

/// The mark at the beginning of what follows a brace, and what follows its colon.
fn mark(rest: &str) -> Result<(&'static str, &str), MarkupError> {
    let (name, after) = rest.split_once(':').ok_or(MarkupError::NoMark)?;
    if name.contains(['{', '}']) || name.chars().any(char::is_whitespace) {
        return Err(MarkupError::NoMark);
    }
    let known = MARKS.into_iter().find(|m| *m == name);
    known.map(|m| (m, after)).ok_or_else(|| MarkupError::UnknownMark(name.to_owned()))
}
