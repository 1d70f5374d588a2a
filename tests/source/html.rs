//! Pages: their article, their metadata, their encoding, and hostile ones.

use demarche::source::SourceError;

use super::{Cell, Heading, Item, Paragraph, check, fault, one, shown, with, words};

const PAGE: &str = r#"<!DOCTYPE html><html lang="pt-BR"><head><title>Ignored | Gazette</title>
<meta property="og:title" content="Brazil &amp; Guyana sign | Gazette"><meta property="og:site_name" content="Gazette">
<meta property="article:published_time" content="2024-03-05T08:00:00-03:00"><link rel="canonical" href="https://g.example/1">
</head><body><nav><ul><li>Home</li></ul></nav><header>Gazette</header><div class="x"><article><h2>Two   signatures</h2>
<p>The <b>minister</b>
 signed&nbsp;it.<br>She left.</p><ul><li>First <a href="/">demand</a> was met.</li><li><p>Second</p></li></ul>
<table><tr><th>State</th><td>Vote</td></tr><tr><td>Guyana</td><td>Yes</td></tr></table>
<blockquote>&ldquo;Enough,&rdquo; he said.</blockquote><figure><img alt="no"><figcaption>The bridge.</figcaption></figure>
<script>var p = "<p>no</p>";</script><aside><p>Read more about other things on our other pages now.</p></aside>
<p hidden>Secret words that no reader sees.</p><span style="color:red; display: none">nor these</span><form><p>Your mail</p></form></article></div>
<footer><p>All rights reserved, and so on and so forth, for ever and ever.</p></footer></body></html>"#;

#[test]
fn a_page_gives_its_article_and_metadata() {
    let document = one("html", PAGE);
    let expected = [
        (Heading, "Brazil & Guyana sign"),
        (Heading, "Two signatures"),
        (Paragraph, "The minister signed it.\nShe left."),
        (Item, "First demand was met."),
        (Item, "Second"),
        (Cell, "State"),
        (Cell, "Vote"),
        (Cell, "Guyana"),
        (Cell, "Yes"),
        (Paragraph, "“Enough,” he said."),
        (Paragraph, "The bridge."),
    ];
    assert_eq!(shown(&document), expected);
    assert!(document.text.contains("Second\n\nState\nVote\nGuyana\nYes\n\n“Enough"));
    assert_eq!(document.title.as_deref(), Some("Brazil & Guyana sign"));
    assert_eq!(document.date.as_deref(), Some("2024-03-05"));
    assert_eq!(document.url.as_deref(), Some("https://g.example/1"));
    assert_eq!(document.publisher.as_deref(), Some("Gazette"));
    assert_eq!(document.language.as_deref(), Some("pt-BR"));
}

#[test]
fn a_page_without_article_gives_its_densest_part() {
    let prose =
        "The president of the republic told the parliament on Monday that the treaty would be signed in spring.";
    let links = "<li><a href='/1'>Another headline of another day, as long as prose is</a></li>".repeat(30);
    for article in [
        format!("<p>{prose}</p><p>{prose}</p><p>Short end.</p>"),
        format!("{prose}<br><br>{prose}<br><br>Short end."),
        format!("<div>{prose}</div><div>{prose}</div><div>Short end.</div>"),
        format!("<p>{prose} {prose} {prose} {prose}</p><p>Short end.</p><p>{prose}</p>"),
    ] {
        let page = format!(
            "<body><div id=menu><ul>{links}</ul></div><div id=a>{article}</div><div id=b><ul>{links}</ul></div></body>"
        );
        let document = one("html", &page);
        assert!(!document.text.contains("headline"), "{}", document.text);
        assert!(document.text.starts_with("The president") && document.text.contains("Short end."));
        assert_eq!(document.blocks.len(), 3, "{article}");
    }
}

#[test]
fn a_teaser_does_not_pass_for_the_article() {
    let prose = "<p>The president of the republic told the parliament on Monday that the treaty would be signed.</p>";
    let page = format!(
        "<main><article>{}</article><article><p>Elsewhere a cat was found on a tree, and it is well now.</p></article></main>",
        prose.repeat(9)
    );
    let document = one("html", &page);
    assert_eq!(document.blocks.len(), 9);
}

#[test]
fn dates_are_taken_from_json_ld_and_time() {
    let ld = r#"<script type="application/ld+json">{"@graph":[{"@type":"Person"},{"datePublished":"2023-05-06"}]}</script><p>Aa b.</p>"#;
    assert_eq!(one("html", ld).date.as_deref(), Some("2023-05-06"));
    let time = "<time datetime=12:00>noon</time><p>Aa b. <time datetime='2022-01-31 10:00'>then</time></p>";
    assert_eq!(one("html", time).date.as_deref(), Some("2022-01-31"));
    assert_eq!(one("html", "<p>Aa b.</p>").date, None);
}

#[test]
fn deep_and_tangled_pages_neither_overflow_nor_crawl() {
    for tag in [
        "div",
        "span",
        "b",
        "a",
        "font color=1",
        "article",
        "blockquote",
        "ul><li",
        "table><tr><td",
        "svg><g",
        "button",
        "section/",
    ] {
        let page = format!("{}Kenya agreed.{}", format!("<{tag}>").repeat(100_000), "</div>".repeat(100_000));
        for document in with("html", page.as_bytes()).into_iter().flatten() {
            check(&document);
            assert!(document.text.contains("Kenya agreed."), "{tag}");
        }
    }
    let tangled = "<font size=1><p><font size=2><a><table><p></font><div>x y </a>".repeat(10_000);
    with("html", tangled.as_bytes()).into_iter().flatten().for_each(|d| check(&d));
}

#[test]
fn words_past_the_deepest_tag_are_kept_and_what_follows_is_blocks_again() {
    let page =
        format!("{}deep words{}<p>After one.</p><p>After two.</p>", "<div>".repeat(1_000), "</div>".repeat(1_000));
    let all = one("html", &page);
    assert_eq!(words(&all), ["deep words", "After one.", "After two."]);
}

#[test]
fn drawings_give_no_words_and_swallow_nothing() {
    let page = "<p>One left.</p><svg><title>Icon</title><path d=''/><text>Label</text></svg><p>Two left.</p><svg><g><p>Three left.</p>";
    assert_eq!(words(&one("html", page)), ["One left.", "Two left.", "Three left."]);
}

#[test]
fn a_page_is_read_in_the_encoding_it_names() {
    let mut page = b"<html><head><meta charset=\"windows-1251\"></head><body><p>".to_vec();
    page.extend_from_slice(b"\xcc\xee\xf1\xea\xe2\xe0 agreed.</p></body></html>");
    let document = with("html", &page).remove(0).expect("a document");
    assert_eq!(words(&document), ["Москва agreed."]);
    let utf16: Vec<u8> = "\u{feff}<p>Čechy agreed.</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(words(with("html", &utf16)[0].as_ref().expect("a document")), ["Čechy agreed."]);
    let utf16: Vec<u8> = "\u{feff}Čechy agreed.".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(words(with("text", &utf16)[0].as_ref().expect("a document")), ["Čechy agreed."]);
}

#[test]
fn bytes_that_are_no_text_are_a_fault_that_says_what_to_do() {
    let fault = fault("text", b"Caf\xe9 agreed.");
    assert!(matches!(fault, SourceError::NotUtf8 { at: 3, .. }));
    assert!(fault.to_string().contains("iconv"), "{fault}");
    assert!(matches!(super::fault("html", b"<meta charset=utf-8><p>Caf\xe9"), SourceError::NotUtf8 { .. }));
}
