//! The article of a page without what stands around it, as blocks.
//!
//! Method. A block of prose is an element with at least [`PROSE`] characters of its own outside links, and more of
//! them than inside links (Kohlschütter et al. 2010: text density and link density tell prose from menus). Navigation,
//! headers, footers, asides, forms, scripts and what the page hides hold none. Where `article`, `main` or
//! `articleBody` elements hold prose, the article is the innermost of them that holds nearly all that any of them
//! holds. Where none does, it is the innermost element of any kind that holds most of the page's prose. Lists that
//! consist of links are left out of it. The tree is walked by iteration, once to weigh and once to read.

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{ElementRef, Html as Page, Node};

use super::builder::Builder;
use super::shallow;
use crate::text::BlockKind;

/// Characters of a block of prose at least.
const PROSE: usize = 40;
/// Elements whose words are no part of an article.
const ASIDE: &[&str] = &[
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select", "svg",
    "iframe", "object", "video", "audio", "canvas", "head", "menu", "dialog", "math", "textarea", "noframes",
    "datalist",
];
/// Roles of such elements.
const ASIDE_ROLES: &[&str] = &["navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog"];
/// Elements that begin and end a block.
const BLOCK: &[&str] = &[
    "section",
    "article",
    "main",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "figure",
    "figcaption",
    "caption",
    "address",
    "hr",
    "body",
    "tbody",
    "thead",
    "tfoot",
    "details",
    "summary",
    "center",
    "hgroup",
];

/// Reads the article's blocks and gives its element.
pub(super) fn read<'p>(page: &'p Page, builder: &mut Builder) -> ElementRef<'p> {
    let weights = weigh(page.root_element());
    let main = main_element(page, &weights);
    let any = weights.first().is_some_and(|w| w.prose > 0);
    let menus = weights.iter().filter(|w| any && w.is_menu()).map(|w| w.element.id()).collect();
    Reading { root: main, menus, builder, words: String::new(), kinds: vec![BlockKind::Paragraph], hidden: 0 }.run();
    main
}

/// Reads all blocks of a piece of a page.
pub(super) fn read_fragment(source: &str, builder: &mut Builder) {
    let page = shallow::parse(source);
    let root = page.root_element();
    Reading { root, menus: Vec::new(), builder, words: String::new(), kinds: vec![BlockKind::Paragraph], hidden: 0 }
        .run();
}

/// How much of what an element holds.
struct Weight<'p> {
    element: ElementRef<'p>,
    /// Index of the element around it.
    parent: usize,
    /// Characters of its own blocks of text: all, and inside links.
    own: (usize, usize),
    /// Characters under it: all, and inside links.
    all: (usize, usize),
    /// Characters of prose under it.
    prose: usize,
}

impl Weight<'_> {
    /// A list of nothing but links.
    fn is_menu(&self) -> bool {
        matches!(self.element.value().name(), "ul" | "ol" | "dl") && self.all.0 > 0 && self.all.1 * 10 >= self.all.0 * 9
    }
}

/// Weighs every element that shows, in the order of the page; those around it come before an element.
fn weigh(root: ElementRef<'_>) -> Vec<Weight<'_>> {
    let mut out: Vec<Weight<'_>> = Vec::new();
    // Open elements: indices into `out`; how many of them are no article or are links.
    let (mut open, mut hidden, mut links) = (Vec::new(), 0usize, 0usize);
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) => {
                if let Some(element) = ElementRef::wrap(node) {
                    hidden += usize::from(is_hidden(element.value()));
                    links += usize::from(element.value().name() == "a");
                    let parent = open.last().copied().unwrap_or(0);
                    open.push(out.len());
                    out.push(Weight { element, parent, own: (0, 0), all: (0, 0), prose: 0 });
                } else if let (Node::Text(text), 0) = (node.value(), hidden) {
                    let size = text.split_ascii_whitespace().map(|w| w.chars().count() + 1).sum::<usize>();
                    let at = open.iter().rev().copied().find(|&i| opens_block(out[i].element.value().name()));
                    let own = &mut out[at.unwrap_or(0)].own;
                    own.0 += size;
                    own.1 += if links > 0 { size } else { 0 };
                }
            }
            Edge::Close(node) => {
                if let Some(element) = ElementRef::wrap(node) {
                    hidden -= usize::from(is_hidden(element.value()));
                    links -= usize::from(element.value().name() == "a");
                    open.pop();
                }
            }
        }
    }
    sum(&mut out);
    out
}

/// Adds what elements hold to those around them.
fn sum(weights: &mut [Weight<'_>]) {
    for i in (0..weights.len()).rev() {
        let (own, parent) = (weights[i].own, weights[i].parent);
        let outside = own.0 - own.1;
        weights[i].prose += if outside >= PROSE && outside > own.1 { outside } else { 0 };
        weights[i].all = (weights[i].all.0 + own.0, weights[i].all.1 + own.1);
        if i > 0 {
            let (all, prose) = (weights[i].all, weights[i].prose);
            weights[parent].all = (weights[parent].all.0 + all.0, weights[parent].all.1 + all.1);
            weights[parent].prose += prose;
        }
    }
}

fn main_element<'p>(page: &'p Page, weights: &[Weight<'p>]) -> ElementRef<'p> {
    let root = page.root_element();
    let named = || weights.iter().filter(|w| is_named(w.element.value()));
    if let Some(best) = named().map(|w| w.prose).max().filter(|&p| p > 0) {
        // Four fifths: a teaser or a box of comments beside the article must not bring in all that is around both.
        return named().rfind(|w| w.prose * 5 >= best * 4).map_or(root, |w| w.element);
    }
    let total = weights.first().map_or(0, |w| w.prose);
    let Some(mut at) = weights.iter().rposition(|w| total > 0 && w.prose * 4 >= total * 3) else { return root };
    // One long paragraph is not the article where others stand beside it.
    while at > 0 && weights[at].own.0 > 0 && weights[weights[at].parent].prose > weights[at].prose {
        at = weights[at].parent;
    }
    weights[at].element
}

fn is_named(element: &Element) -> bool {
    matches!(element.name(), "article" | "main")
        || element.attr("itemprop").is_some_and(|p| p.split_ascii_whitespace().any(|p| p == "articleBody"))
        || element.attr("role").is_some_and(|r| r == "main" || r == "article")
}

/// Whether an element's words are no part of an article, or are not shown at all.
fn is_hidden(element: &Element) -> bool {
    let style = |s: &str| {
        s.to_ascii_lowercase().split(';').any(|rule| {
            let rule: String = rule.split_ascii_whitespace().collect();
            rule.starts_with("display:none") || rule.starts_with("visibility:hidden")
        })
    };
    ASIDE.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("role").is_some_and(|r| ASIDE_ROLES.contains(&r))
        || element.attr("style").is_some_and(style)
}

/// A walk through an article that hands on its blocks.
struct Reading<'p, 'b> {
    root: ElementRef<'p>,
    /// Lists that are left out.
    menus: Vec<ego_tree::NodeId>,
    builder: &'b mut Builder,
    /// The words of the block that is open, as the page has them; a line feed is a `br`.
    words: String,
    /// Kinds of the blocks that are open, inside each other; never none.
    kinds: Vec<BlockKind>,
    /// Elements that are open and left out.
    hidden: usize,
}

impl Reading<'_, '_> {
    fn run(mut self) {
        self.menus.sort_unstable();
        for edge in self.root.traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Text(text) if self.hidden == 0 => self.add(text),
                    Node::Element(element) => self.open(node.id(), element),
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Node::Element(element) = node.value() {
                        self.close(node.id(), element);
                    }
                }
            }
        }
        self.flush();
    }

    /// Adds words with white space as browsers collapse it; no-break and thin spaces are blanks like others.
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            if !c.is_whitespace() {
                self.words.push(c);
            } else if !self.words.ends_with([' ', '\n']) {
                self.words.push(' ');
            }
        }
    }

    fn open(&mut self, id: ego_tree::NodeId, element: &Element) {
        self.hidden += usize::from(self.leaves_out(id, element));
        let outer = self.kinds[self.kinds.len() - 1];
        match element.name() {
            name if opens_block(name) => {
                self.flush();
                self.kinds.push(kind(name, outer));
            }
            "br" if self.hidden == 0 => {
                self.words.truncate(self.words.trim_end_matches(' ').len());
                self.words.push('\n');
            }
            "q" if self.hidden == 0 => self.words.push('“'),
            _ => {}
        }
    }

    fn close(&mut self, id: ego_tree::NodeId, element: &Element) {
        if element.name() == "q" && self.hidden == 0 {
            self.words.push('”');
        }
        self.hidden -= usize::from(self.leaves_out(id, element));
        if opens_block(element.name()) {
            self.flush();
            self.kinds.pop();
        }
    }

    /// What is left out inside the article; the article's own element never is, whatever it is called.
    fn leaves_out(&self, id: ego_tree::NodeId, element: &Element) -> bool {
        id != self.root.id() && (is_hidden(element) || self.menus.binary_search(&id).is_ok())
    }

    /// Ends the block; two `br` in a row part two.
    fn flush(&mut self) {
        let kind = self.kinds[self.kinds.len() - 1];
        for words in self.words.split("\n\n") {
            self.builder.add(kind, words);
        }
        self.words.clear();
    }
}

fn opens_block(name: &str) -> bool {
    matches!(name, "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "td" | "th") || BLOCK.contains(&name)
}

/// The kind of block that an element opens; a paragraph in an item or cell stays part of it.
fn kind(name: &str, outer: BlockKind) -> BlockKind {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
        "li" => BlockKind::Item,
        "td" | "th" => BlockKind::Cell,
        "p" | "div" => outer,
        _ => BlockKind::Paragraph,
    }
}
