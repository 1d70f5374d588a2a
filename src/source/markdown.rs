//! Markdown, with tables and an optional front matter of `key: value` lines.
//!
//! Links give their words; code blocks and images give nothing; blocks of HTML are read as HTML.

use std::io::BufRead;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::builder::Builder;
use super::decode::whole;
use super::metadata::{address, day, language, line, sealed};
use super::{Each, Reader, SourceError, article};
use crate::text::{BlockKind, Document};

/// Reads a file as one article.
pub(super) struct Markdown;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn read(&self, key: &str, input: &mut dyn BufRead, each: Each<'_>) {
        each(whole(key, input, |_| None).and_then(|text| document(key, &text)));
    }
}

fn document(key: &str, source: &str) -> Result<Document, SourceError> {
    let mut page = Page::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(source, options) {
        page.take(event);
    }
    page.flush();
    let front = front_matter(&page.front);
    let find = |names: &[&str]| front.iter().find(|(n, _)| names.contains(&n.as_str())).map(|(_, v)| v.as_str());
    let title = find(&["title", "headline"]).and_then(line);
    let mut document = page.builder.finish(key, title.as_deref());
    let heading = document.blocks.iter().find(|b| b.kind == BlockKind::Heading);
    document.title = title.or_else(|| heading.and_then(|b| line(b.span.of(&document.text))));
    document.date = find(&["date", "published"]).and_then(day);
    document.url = find(&["url", "link", "canonical"]).and_then(address);
    document.publisher = find(&["publisher", "site"]).and_then(line);
    document.language = find(&["lang", "language"]).and_then(language);
    sealed(document, || key.to_owned())
}

/// A page as far as it has been read.
#[derive(Default)]
struct Page {
    builder: Builder,
    front: String,
    html: String,
    words: String,
    /// The kind of block that `words` will be; a paragraph where nothing says otherwise.
    kind: Option<BlockKind>,
    /// Code blocks and images that are open.
    silent: usize,
    in_front: bool,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => self.in_front = true,
            Event::End(TagEnd::MetadataBlock(_)) => self.in_front = false,
            Event::Text(text) if self.in_front => self.front.push_str(&text),
            Event::Start(Tag::CodeBlock(_)) => {
                self.flush();
                self.silent += 1;
            }
            Event::Start(Tag::Image { .. }) => self.silent += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => self.silent -= 1,
            Event::Start(tag) => {
                if let Some(kind) = kind_of(&tag) {
                    self.flush();
                    self.kind = Some(kind);
                }
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::End(TagEnd::HtmlBlock) => {
                self.flush();
                article::read_fragment(&std::mem::take(&mut self.html), &mut self.builder);
            }
            Event::End(tag) if ends_block(tag) => self.flush(),
            Event::Text(text) | Event::Code(text) if self.silent == 0 => self.words.push_str(&text),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.words.push(' '),
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            _ => {}
        }
    }

    fn flush(&mut self) {
        let kind = self.kind.take().unwrap_or(BlockKind::Paragraph);
        self.builder.add(kind, &std::mem::take(&mut self.words));
    }
}

fn kind_of(tag: &Tag<'_>) -> Option<BlockKind> {
    match tag {
        Tag::Heading { .. } => Some(BlockKind::Heading),
        Tag::Item => Some(BlockKind::Item),
        Tag::TableCell => Some(BlockKind::Cell),
        Tag::BlockQuote(_) | Tag::HtmlBlock | Tag::FootnoteDefinition(_) => Some(BlockKind::Paragraph),
        _ => None,
    }
}

fn ends_block(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
    )
}

/// Names and values of the front matter: the subset of YAML that such pages use. A value may be quoted, or stand
/// indented under `>` or `|`; what is nested deeper is not ours.
fn front_matter(text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for row in text.lines() {
        if row.starts_with([' ', '\t']) {
            if let Some((_, value)) = out.last_mut().filter(|(_, v)| v.starts_with(['>', '|'])) {
                value.push(' ');
                value.push_str(row.trim());
            }
        } else if let Some((name, value)) = row.split_once(':') {
            out.push((name.trim().to_lowercase(), value.trim().to_owned()));
        }
    }
    for (_, value) in &mut out {
        let bare = value.trim_start_matches(['>', '|']).trim_start_matches(['-', '+']);
        let bare = if bare.len() < value.len() { bare } else { value.as_str() };
        *value = unquoted(bare.trim()).to_owned();
    }
    out
}

fn unquoted(value: &str) -> &str {
    let inside = |sign: char| value.strip_prefix(sign).and_then(|v| v.strip_suffix(sign));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}
