//! Marked example sentences: `{source:Kenya} {trigger:proposed} {theme:talks} to {target:Uganda}.`

use crate::text::Span;

/// The sentence without marks, and the marked spans in bytes of it.
#[derive(Clone, Debug, Default, PartialEq)]
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

impl Marked {
    fn slot(&mut self, name: &str) -> Option<&mut Option<Span>> {
        match name {
            "trigger" => Some(&mut self.trigger),
            "source" => Some(&mut self.source),
            "target" => Some(&mut self.target),
            "by" => Some(&mut self.by),
            "theme" => Some(&mut self.theme),
            _ => None,
        }
    }
}

/// Reads a marked sentence; marks may nest. The error says what is wrong and what to do.
pub fn parse(marked: &str) -> Result<Marked, String> {
    let mut out = Marked::default();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '{' => {
                let (name, after) = rest.split_once(':').ok_or("a mark has no colon: write {source:words}")?;
                if out.slot(name).is_none() {
                    return Err(format!("unknown mark {{{name}:; use source, trigger, target, theme or by"));
                }
                open.push((name.to_owned(), out.text.len()));
                rest = after;
            }
            '}' => {
                let (name, start) = open.pop().ok_or("a } closes nothing; remove it")?;
                let span = Span::new(start, out.text.len());
                let slot = out.slot(&name).expect("only known marks are opened");
                if slot.replace(span).is_some() {
                    return Err(format!("the mark {name} stands twice; a sentence holds each once"));
                }
            }
            _ => out.text.push(c),
        }
    }
    if let Some((name, _)) = open.pop() {
        return Err(format!("the mark {{{name}: is not closed; add a }}"));
    }
    if out.trigger.is_none_or(|t| t.of(&out.text).trim().is_empty()) {
        return Err("no {trigger:…} marks the words that express the claim".to_owned());
    }
    if out.source.is_none() && out.target.is_none() {
        return Err("neither {source:…} nor {target:…} is marked; a claim needs one".to_owned());
    }
    Ok(out)
}
