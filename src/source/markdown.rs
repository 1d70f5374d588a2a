//! Markdown, with tables and an optional front matter of `key: value` lines.

use std::io::BufRead;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::blocks::Builder;
use super::{Each, Reader, SourceError, day, fingerprint, whole};
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
        each(whole(key, input).and_then(|text| document(key, &text)));
    }
}

fn document(key: &str, source: &str) -> Result<Document, SourceError> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_STRIKETHROUGH;
    let (mut builder, mut front) = (Builder::default(), String::new());
    let mut words = String::new();
    let (mut kind, mut silent, mut metadata) = (BlockKind::Paragraph, 0, false);
    for event in Parser::new_ext(source, options) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => metadata = true,
            Event::End(TagEnd::MetadataBlock(_)) => metadata = false,
            Event::Text(text) if metadata => front.push_str(&text),
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => silent += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => silent -= 1,
            Event::Start(tag) => {
                if let Some(next) = kind_of(&tag) {
                    builder.add(kind, &std::mem::take(&mut words));
                    kind = next;
                }
            }
            Event::End(tag) if ends_block(tag) => {
                builder.add(kind, &std::mem::take(&mut words));
                kind = BlockKind::Paragraph;
            }
            Event::Text(text) | Event::Code(text) if silent == 0 => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    builder.add(kind, &words);
    let mut document = builder.finish(key);
    if document.blocks.is_empty() {
        return Err(SourceError::NoText { path: key.to_owned() });
    }
    describe(&mut document, &front);
    Ok(document)
}

fn kind_of(tag: &Tag<'_>) -> Option<BlockKind> {
    match tag {
        Tag::Heading { .. } => Some(BlockKind::Heading),
        Tag::Item => Some(BlockKind::Item),
        Tag::TableCell => Some(BlockKind::Cell),
        Tag::BlockQuote(_) => Some(BlockKind::Paragraph),
        _ => None,
    }
}

fn ends_block(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::BlockQuote(_))
}

/// Takes title, date, url, language and publisher from the front matter, else the title from the first heading.
fn describe(document: &mut Document, front: &str) {
    for line in front.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        match name.trim().to_lowercase().as_str() {
            "title" => document.title = Some(value),
            "date" => document.date = day(&value),
            "url" | "link" => document.url = Some(value),
            "lang" | "language" => document.language = Some(value),
            "publisher" | "site" => document.publisher = Some(value),
            _ => {}
        }
    }
    if document.title.is_none() {
        let heading = document.blocks.iter().find(|b| b.kind == BlockKind::Heading);
        document.title = heading.map(|b| b.span.of(&document.text).to_owned());
    }
    document.hash = fingerprint(document);
}
