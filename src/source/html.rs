//! HTML: the article of a page without what stands around it, and its metadata.
//!
//! The article is the `article`, `main` or `articleBody` element with the most paragraph text; where a page has none,
//! the element whose own paragraphs hold the most text outside links (after Kohlschütter et al. 2010: link density
//! tells menus from prose). The tree is walked by iteration: pages may nest as deep as they like.

use std::collections::HashMap;
use std::io::BufRead;

use scraper::{ElementRef, Html as Page, Node, Selector};

use super::blocks::Builder;
use super::{Each, Reader, SourceError, day, fingerprint, whole};
use crate::text::{BlockKind, Document};

/// Elements whose words are no part of an article.
const ASIDE: &[&str] = &[
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select", "svg",
    "iframe", "object", "video", "audio", "canvas", "head", "menu", "dialog", "math",
];
/// Elements that begin and end a block.
const BLOCK: &[&str] = &[
    "p", "div", "section", "article", "main", "blockquote", "pre", "ul", "ol", "dl", "dt", "dd", "table", "tr", "figure",
    "figcaption", "address", "hr", "body", "tbody", "thead", "details", "summary",
];

/// Reads a page as one article.
pub(super) struct Html;

impl Reader for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn read(&self, key: &str, input: &mut dyn BufRead, each: Each<'_>) {
        each(whole(key, input).and_then(|source| document(key, &source)));
    }
}

fn document(key: &str, source: &str) -> Result<Document, SourceError> {
    let page = Page::parse_document(source);
    let title = title(&page);
    let mut builder = Builder::default();
    let mut body = Builder::default();
    read_blocks(main_element(&page), &mut body);
    if let Some(title) = title.as_deref().filter(|t| !body.begins_with(t)) {
        builder.add(BlockKind::Heading, title);
    }
    read_blocks(main_element(&page), &mut builder);
    let mut document = builder.finish(key);
    if document.blocks.is_empty() {
        return Err(SourceError::NoText { path: key.to_owned() });
    }
    document.title = title;
    document.date = date(&page);
    document.url = attribute(&page, "link[rel=canonical]", "href").filter(|u| u.starts_with("http"));
    document.publisher = attribute(&page, "meta[property='og:site_name']", "content");
    document.language = attribute(&page, "html", "lang");
    document.hash = fingerprint(&document);
    Ok(document)
}

fn select<'p>(page: &'p Page, selector: &str) -> Vec<ElementRef<'p>> {
    let selector = Selector::parse(selector).expect("the program's own selectors are well-formed");
    page.select(&selector).collect()
}

fn attribute(page: &Page, selector: &str, name: &str) -> Option<String> {
    let value = select(page, selector).first()?.value().attr(name)?.trim().to_owned();
    (!value.is_empty()).then_some(value)
}

fn collapsed(text: impl Iterator<Item = impl AsRef<str>>) -> String {
    let all: String = text.map(|t| t.as_ref().to_owned()).collect();
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn title(page: &Page) -> Option<String> {
    let first = |selector: &str| select(page, selector).first().map(|e| collapsed(e.text()));
    let meta = attribute(page, "meta[property='og:title']", "content");
    meta.or_else(|| first("h1")).or_else(|| first("title")).filter(|t| !t.is_empty())
}

fn date(page: &Page) -> Option<String> {
    let meta = ["meta[property='article:published_time']", "meta[name=date]", "meta[itemprop=datePublished]"];
    let found = meta.iter().find_map(|s| attribute(page, s, "content")).or_else(|| attribute(page, "time[datetime]", "datetime"));
    found.as_deref().and_then(day).or_else(|| {
        let scripts = select(page, "script[type='application/ld+json']");
        let text: Vec<String> = scripts.iter().map(|s| s.text().collect()).collect();
        let values = text.iter().filter_map(|t| serde_json::from_str::<serde_json::Value>(t).ok());
        values.into_iter().find_map(|v| v.get("datePublished").and_then(|d| d.as_str()).and_then(day))
    })
}

/// The element that holds the article.
fn main_element(page: &Page) -> ElementRef<'_> {
    let named = select(page, "article, main, [itemprop=articleBody], [role=main]");
    let prose = |e: &ElementRef<'_>| -> usize { paragraphs(e).iter().map(|p| p.1).sum() };
    let best = named.into_iter().map(|e| (prose(&e), e)).filter(|(n, _)| *n > 0).max_by_key(|(n, _)| *n);
    if let Some((_, element)) = best {
        return element;
    }
    // Paragraphs vote for their parent, and with half their weight for its parent.
    let root = page.root_element();
    let mut votes: HashMap<_, (usize, ElementRef<'_>)> = HashMap::new();
    for (paragraph, size) in paragraphs(&root) {
        let parents = paragraph.ancestors().filter_map(ElementRef::wrap).take(2);
        for (distance, parent) in parents.enumerate() {
            votes.entry(parent.id()).or_insert((0, parent)).0 += size / (distance + 1);
        }
    }
    votes.into_values().max_by_key(|(n, e)| (*n, std::cmp::Reverse(e.id()))).map_or(root, |(_, e)| e)
}

/// Paragraphs under an element with the length of their text outside links.
fn paragraphs<'p>(element: &ElementRef<'p>) -> Vec<(ElementRef<'p>, usize)> {
    let (p, a) = (Selector::parse("p").expect("well-formed"), Selector::parse("a").expect("well-formed"));
    let size = |e: ElementRef<'_>| e.text().map(|t| t.trim().len()).sum::<usize>();
    let outside = |e: ElementRef<'_>| size(e).saturating_sub(e.select(&a).map(size).sum());
    element.select(&p).map(|e| (e, outside(e))).collect()
}

/// Adds the blocks under an element.
fn read_blocks(root: ElementRef<'_>, builder: &mut Builder) {
    let (mut words, mut kinds, mut hidden) = (String::new(), vec![BlockKind::Paragraph], 0usize);
    for edge in root.traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Text(text) if hidden == 0 => words.push_str(text),
                Node::Element(element) => {
                    let name = element.name();
                    // The article may itself be called header or aside in odd pages: only what lies inside counts.
                    hidden += usize::from(ASIDE.contains(&name) && node.id() != root.id());
                    if let Some(kind) = kind_of(name, kinds[kinds.len() - 1]) {
                        flush(builder, kinds[kinds.len() - 1], &mut words);
                        kinds.push(kind);
                    } else if name == "br" {
                        words.push('\n');
                    }
                }
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                let Node::Element(element) = node.value() else { continue };
                let name = element.name();
                hidden -= usize::from(ASIDE.contains(&name) && node.id() != root.id());
                if kind_of(name, BlockKind::Paragraph).is_some() {
                    flush(builder, kinds.pop().unwrap_or(BlockKind::Paragraph), &mut words);
                }
            }
        }
    }
    flush(builder, BlockKind::Paragraph, &mut words);
}

fn flush(builder: &mut Builder, kind: BlockKind, words: &mut String) {
    builder.add(kind, &collapsed(std::iter::once(std::mem::take(words))));
}

/// The kind of block that an element opens inside another; a paragraph in an item or cell stays part of it.
fn kind_of(name: &str, outer: BlockKind) -> Option<BlockKind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
        "li" => Some(BlockKind::Item),
        "td" | "th" => Some(BlockKind::Cell),
        "p" | "div" => Some(outer),
        _ if BLOCK.contains(&name) => Some(BlockKind::Paragraph),
        _ => None,
    }
}
