//! Parses a page with a bound on how deep its tree may be.
//!
//! Building the tree asks at many tags what is open above, which for 100,000 nested elements takes minutes; browsers
//! stop nesting at 512. Here tags past [`DEEPEST`] are left out before the tree is built, their words stay. Tags that
//! only change the look of words, and drawings and formulas, are left out too: nothing here asks for them, and
//! unclosed ones multiply.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use html5ever::{LocalName, TokenizerResult};
use scraper::{Html as Page, HtmlTreeSink};

/// Elements inside each other at most.
const DEEPEST: usize = 256;
/// Elements that change the look of words.
const LOOKS: &[&str] = &[
    "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "mark", "abbr", "cite",
    "ins", "del", "kbd", "samp", "var", "bdi", "bdo",
];
/// Elements that hold no others, or are closed by the next of their kind: they do not nest by themselves.
const FLAT: &[&str] = &[
    "a", "area", "base", "basefont", "bgsound", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "head", "hr",
    "html", "body", "img", "input", "keygen", "li", "link", "meta", "optgroup", "option", "p", "param", "source",
    "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr", "script", "style", "title", "textarea",
];
/// Elements that end an unclosed drawing or formula, as they do in browsers.
const BREAKOUT: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "blockquote",
    "body",
    "article",
    "main",
    "section",
    "footer",
];

/// Parses a page.
pub(super) fn parse(source: &str) -> Page {
    let builder =
        TreeBuilder::new(HtmlTreeSink::new(Page::new_document()), html5ever::tree_builder::TreeBuilderOpts::default());
    let shallow = Shallow { builder, open: RefCell::default() };
    let tokenizer = Tokenizer::new(shallow, html5ever::tokenizer::TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(source));
    // Scripts and declared encodings interrupt; both are ignored.
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Which elements are open.
#[derive(Default)]
struct Open {
    names: Vec<LocalName>,
    /// Those whose start was left out as too deep.
    left_out: Vec<LocalName>,
    /// The drawing or formula that is open.
    foreign: Option<LocalName>,
}

impl Open {
    /// Whether a tag goes on to the tree.
    fn lets_through(&mut self, tag: &Tag) -> bool {
        let name: &str = &tag.name;
        if let Some(foreign) = &self.foreign {
            let ends = tag.kind == TagKind::EndTag && *foreign == tag.name;
            let breaks = BREAKOUT.contains(&name);
            if ends || breaks {
                self.foreign = None;
            }
            if !breaks {
                return false;
            }
        }
        match tag.kind {
            _ if LOOKS.contains(&name) => false,
            TagKind::StartTag if name == "svg" || name == "math" => {
                self.foreign = (!tag.self_closing).then(|| tag.name.clone());
                false
            }
            _ if FLAT.contains(&name) => true,
            TagKind::StartTag => self.start(&tag.name),
            TagKind::EndTag => self.end(&tag.name),
        }
    }

    fn start(&mut self, name: &LocalName) -> bool {
        let fits = self.names.len() < DEEPEST;
        let list = if fits { &mut self.names } else { &mut self.left_out };
        list.push(name.clone());
        fits
    }

    fn end(&mut self, name: &LocalName) -> bool {
        if self.left_out.last() == Some(name) {
            self.left_out.pop();
            return false;
        }
        if let Some(at) = self.names.iter().rposition(|n| n == name) {
            self.names.truncate(at);
            self.left_out.clear();
        }
        true
    }
}

/// Stands between the tokenizer and the tree.
struct Shallow {
    builder: TreeBuilder<ego_tree::NodeId, HtmlTreeSink>,
    open: RefCell<Open>,
}

impl TokenSink for Shallow {
    type Handle = ego_tree::NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        let passes = match &token {
            Token::TagToken(tag) => self.open.borrow_mut().lets_through(tag),
            Token::CharacterTokens(_) => self.open.borrow().foreign.is_none(),
            Token::CommentToken(_) => false,
            _ => true,
        };
        if passes { self.builder.process_token(token, line) } else { TokenSinkResult::Continue }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
