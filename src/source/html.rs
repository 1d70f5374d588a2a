//! HTML: the article of a page and what the page says of itself.

use std::io::BufRead;

use scraper::{ElementRef, Html as Page, Selector};
use serde_json::Value;

use super::builder::Builder;
use super::decode::whole;
use super::metadata::{address, day, language, line, sealed};
use super::{Each, Reader, SourceError, article, shallow};
use crate::text::Document;

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
        each(whole(key, input, charset).and_then(|source| document(key, &source)));
    }
}

/// The encoding that `<meta charset>`, its older form with `content`, or an XML declaration names.
fn charset(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut tags = head.split('<').filter(|t| t.starts_with("meta") || t.starts_with("?xml"));
    let value = |tag: &str| {
        let (_, after) = tag.split_once("charset").or_else(|| tag.split_once("encoding"))?;
        let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| c.is_whitespace() || "\"';/>?".contains(c)).unwrap_or(value.len());
        Some(value[..end].to_owned())
    };
    tags.find_map(value)
}

fn document(key: &str, source: &str) -> Result<Document, SourceError> {
    let page = shallow::parse(source);
    let publisher = attribute(&page, "meta[property='og:site_name']", "content").as_deref().and_then(line);
    let title = title(&page, publisher.as_deref());
    let mut builder = Builder::default();
    let main = article::read(&page, &mut builder);
    let mut document = builder.finish(key, title.as_deref());
    document.date = date(&page, main);
    let canonical = attribute(&page, "link[rel~=canonical]", "href").as_deref().and_then(address);
    document.url =
        canonical.or_else(|| attribute(&page, "meta[property='og:url']", "content").as_deref().and_then(address));
    document.language = attribute(&page, "html", "lang").as_deref().and_then(language);
    (document.title, document.publisher) = (title, publisher);
    sealed(document, || key.to_owned())
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("the program's own selectors are well-formed")
}

/// The first value that is not empty of an attribute.
fn attribute(page: &Page, elements: &str, name: &str) -> Option<String> {
    let selector = selector(elements);
    let mut values = page.select(&selector).filter_map(|e| e.value().attr(name)).map(str::trim);
    values.find(|v| !v.is_empty()).map(str::to_owned)
}

/// The headline: what the page shows when shared, else its first `h1`, else its `title`; without the site's name.
fn title(page: &Page, site: Option<&str>) -> Option<String> {
    let first = |elements: &str| {
        let selector = selector(elements);
        page.select(&selector).find_map(|e| line(&e.text().collect::<String>()))
    };
    let shared = attribute(page, "meta[property='og:title']", "content").as_deref().and_then(line);
    let title = shared.or_else(|| first("h1")).or_else(|| first("title"))?;
    let bare =
        site.and_then(|s| title.strip_suffix(s)).map(|t| t.trim_end_matches([' ', '-', '–', '—', '|', '·', ':', '»']));
    Some(bare.filter(|t| !t.is_empty()).unwrap_or(&title).to_owned())
}

/// The day of publication: the page's own metadata, JSON-LD, else the first `time` of the article, else of the page.
fn date(page: &Page, main: ElementRef<'_>) -> Option<String> {
    let times = selector("time[datetime]");
    let first =
        |mut found: scraper::element_ref::Select<'_, '_>| found.find_map(|e| e.value().attr("datetime").and_then(day));
    let meta = [
        "meta[property='article:published_time']",
        "meta[itemprop=datePublished]",
        "meta[name=date]",
        "meta[name='dc.date']",
        "meta[name='DC.date.issued']",
    ];
    meta.iter()
        .find_map(|m| attribute(page, m, "content").as_deref().and_then(day))
        .or_else(|| structured(page))
        .or_else(|| first(main.select(&times)))
        .or_else(|| page.select(&times).find_map(|e| e.value().attr("datetime").and_then(day)))
}

/// `datePublished` in the page's JSON-LD, at the top, in a list or in a `@graph`.
fn structured(page: &Page) -> Option<String> {
    let scripts = selector("script[type='application/ld+json']");
    page.select(&scripts).find_map(|script| {
        let root: Value = serde_json::from_str(&script.text().collect::<String>()).ok()?;
        let mut open = vec![&root];
        while let Some(value) = open.pop() {
            if let Some(day) = value.get("datePublished").and_then(Value::as_str).and_then(day) {
                return Some(day);
            }
            let inner = value.as_array().or_else(|| value.get("@graph").and_then(Value::as_array));
            open.extend(inner.into_iter().flatten().rev());
        }
        None
    })
}
