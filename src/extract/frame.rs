//! A frame: how one example of a relation says its claim, read off the example's parse.

use std::collections::BTreeSet;
use std::ops::Range;

use super::clause::{Context, context, is_obliged};
use super::deep::Deep;
use super::filler::{Shape, covering, shape};
use super::path::{Construction, Route, Step, between};
use super::word::{key, stem};
use crate::ontology::Example;
use crate::text::{Annotated, Document, EntityType, Modality, Polarity, Span, Token};

/// What sort of word a trigger is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Verb,
    Noun,
    Adjective,
    /// Function words ("in", "against", "according").
    Other,
}

impl Class {
    /// The class of a word.
    pub fn of(token: &Token) -> Self {
        match token.upos {
            "VERB" | "AUX" => Self::Verb,
            "NOUN" | "PROPN" => Self::Noun,
            "ADJ" => Self::Adjective,
            _ => Self::Other,
        }
    }
}

/// Another word of a trigger of several words.
#[derive(Clone, Debug, PartialEq)]
struct Companion {
    lemma: String,
    /// Words from the head word.
    offset: isize,
}

/// Words after (or before) the head word among which a companion may stand: "put a plan for peace forward".
const WINDOW: isize = 6;

/// The words of a trigger.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lexeme {
    /// Dictionary form of its head word.
    pub lemma: String,
    /// The head word as it stands in the example, lower case.
    pub form: String,
    /// What its forms share.
    pub stem: String,
    /// Its class.
    pub class: Class,
    /// Whether the example's own trigger is part of a name.
    named: bool,
    companions: Vec<Companion>,
}

impl Lexeme {
    fn read(deep: &Deep, text: &str, trigger: &Range<usize>, head: usize) -> Self {
        let kept = |w: &usize| *w != head && !matches!(deep.tokens[*w].upos, "DET" | "PRON" | "PUNCT");
        let companion = |w: usize| Companion { lemma: deep.lemmas[w].clone(), offset: w as isize - head as isize };
        Self {
            lemma: deep.lemmas[head].clone(),
            form: key(deep.tokens[head].span.of(text)),
            stem: stem(deep.tokens[head].span.of(text)),
            class: Class::of(&deep.tokens[head]),
            named: deep.tokens[head].name != "O",
            companions: trigger.clone().filter(kept).map(companion).collect(),
        }
    }

    /// How many words of the sentence it takes.
    pub fn len(&self) -> usize {
        1 + self.companions.len()
    }

    /// The words of the trigger where its head word stands at `at`: same lemma or stem and class, or the same form where
    /// only the parser's choice of class differs (participles); never inside a name, unless the example's is.
    pub fn stands(&self, deep: &Deep, text: &str, at: usize) -> Option<Range<usize>> {
        let token = &deep.tokens[at];
        let (class, form) = (Class::of(token), token.span.of(text));
        let verbal = |c: Class| matches!(c, Class::Verb | Class::Adjective);
        let same = class == self.class && (deep.lemmas[at] == self.lemma || stem(form) == self.stem);
        let participle = verbal(class) && verbal(self.class) && key(form) == self.form;
        if !(same || participle) || (token.name != "O" && !self.named) {
            return None;
        }
        let mut range = at..at + 1;
        for companion in &self.companions {
            let word = companion.stands(deep, at)?;
            range = range.start.min(word)..range.end.max(word + 1);
        }
        Some(range)
    }
}

impl Companion {
    /// Where it stands: at the example's distance, else near by and joined to the head in the tree.
    fn stands(&self, deep: &Deep, head: usize) -> Option<usize> {
        let fits =
            |at: isize| usize::try_from(at).ok().filter(|w| *w < deep.tokens.len() && deep.lemmas[*w] == self.lemma);
        let at = head as isize;
        if let Some(word) = fits(at + self.offset) {
            return Some(word);
        }
        let joined = |w: &usize| {
            let up = deep.head(*w);
            up == Some(head) || deep.head(head) == Some(*w) || up.and_then(|u| deep.head(u)) == Some(head)
        };
        let side = if self.offset > 0 { 1..=WINDOW } else { -WINDOW..=-1 };
        side.filter_map(|o| fits(at + o)).find(joined)
    }
}

/// A role of a frame.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Role {
    /// Ways to its filler, the example's own first.
    pub routes: Vec<Route>,
    /// Whether the example leaves it out and only the construction offers it.
    pub implied: bool,
    /// Lemma of the example's filler.
    pub lemma: String,
    /// Type of the example's mention.
    pub entity: Option<EntityType>,
    /// Whether the example's filler is a name or pronoun, whose lemma says nothing.
    pub name: bool,
}

/// What may fill a side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Any noun phrase.
    #[default]
    Any,
    /// A mention of an actor where the example has one, of a place or thing where it has that.
    Actor,
    /// A mention of the example's entity type.
    Type,
}

/// What a frame demands beyond its trigger and one side, so that the counter-examples stay silent.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "demands are independent of each other")]
pub(super) struct Demand {
    /// What may be the source.
    pub source: Kind,
    /// What may be the target.
    pub target: Kind,
    /// The target where it is a verb's object: without it, a verb is used in another way.
    pub object: bool,
    /// Both sides that the example has.
    pub both: bool,
    /// The theme that the example has.
    pub theme: bool,
    /// The example's own paths, no other constructions.
    pub exact: bool,
    /// No claim of another relation on the same trigger or at the head of the theme.
    pub yields: bool,
    /// The theme as the clause that it is in the example: it tells apart what one verb says in several relations.
    pub clause: bool,
    /// The example's own common noun as theme.
    pub noun: bool,
    /// The example's own common nouns in all roles.
    pub words: bool,
    /// Common nouns that a counter-example shows in a role and that are not admitted there.
    pub barred: BTreeSet<String>,
}

/// One example's way to say its relation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    /// Index of the relation.
    pub relation: usize,
    /// Index of the example.
    pub example: usize,
    /// Its trigger.
    pub lexeme: Lexeme,
    /// Who acts.
    pub source: Option<Role>,
    /// At whom.
    pub target: Option<Role>,
    /// What about.
    pub theme: Option<Role>,
    /// How much of its phrase the theme takes.
    pub shape: Shape,
    /// Whether the theme is a clause with "should", which alone tells a call from a statement.
    pub obliges: bool,
    /// To who is named as saying so.
    pub by: Option<Vec<Step>>,
    /// What the trigger's own words say of polarity and modality, where grammar does not.
    pub intrinsic: Intrinsic,
    /// What it demands.
    pub demand: Demand,
}

/// What an example's mark says about its claim and no grammatical rule explains ("acquitted" is negative).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Intrinsic {
    /// The trigger denies.
    pub negative: bool,
    /// The trigger's own modality.
    pub modality: Option<Modality>,
    /// The governing word that is needed for it ("declined to").
    pub governor: Option<String>,
}

/// Verbs that mean little without their noun: as a trigger of one word they demand the example's own theme, or sides of
/// the example's types.
const EMPTY_VERBS: &[&str] = &["do", "get", "give", "have", "hold", "make", "pay", "put", "take"];

/// An example's parse with the places of its marks.
pub(super) struct Reading<'p> {
    deep: Deep<'p>,
    document: &'p Document,
    annotated: &'p Annotated,
    sentence: usize,
}

impl<'p> Reading<'p> {
    /// Opens the sentence that holds the trigger.
    fn open(document: &'p Document, annotated: &'p Annotated, trigger: Span) -> Option<Self> {
        let sentence = annotated.sentences.iter().position(|s| s.span.overlaps(&trigger))?;
        Some(Self {
            deep: Deep::new(&annotated.sentences[sentence].tokens, &document.text),
            document,
            annotated,
            sentence,
        })
    }

    /// Words that a span touches.
    fn words(&self, span: Span) -> Option<Range<usize>> {
        let touches = |t: &Token| t.span.overlaps(&span);
        let first = self.deep.tokens.iter().position(touches)?;
        let last = self.deep.tokens.iter().rposition(touches)?;
        Some(first..last + 1)
    }

    /// The word of a stretch that hangs outside it; of several, the one highest in the tree, then the first.
    fn top(&self, words: &Range<usize>) -> usize {
        let depth = |w: usize| {
            let (mut at, mut steps) = (w, 0);
            while let Some(head) = self.deep.head(at).filter(|_| steps < self.deep.tokens.len()) {
                at = head;
                steps += 1;
            }
            steps
        };
        let outside = |w: &usize| self.deep.head(*w).is_none_or(|h| !words.contains(&h));
        let content = |w: &usize| !matches!(self.deep.tokens[*w].upos, "PUNCT" | "DET");
        let tops = words.clone().filter(outside);
        // "sugar from Chad", taken apart by the parser: what has its preposition inside the stretch is no head of it.
        let modifies = |w: &usize| self.deep.markers(*w).any(|m| words.contains(&m));
        tops.min_by_key(|w| (!content(w), modifies(w), depth(*w), *w)).unwrap_or(words.start)
    }

    fn role(&self, span: Option<Span>, head: usize) -> Option<(Vec<Step>, Role)> {
        let words = self.words(span?)?;
        let top = self.top(&words);
        let path = between(&self.deep, head, top)?;
        let entity = covering(self.annotated, self.sentence, top).map(|m| self.annotated.mentions[m].entity_type);
        let token = &self.deep.tokens[top];
        let name = matches!(token.upos, "PROPN" | "PRON") || token.name != "O";
        let lemma = self.deep.lemmas[top].clone();
        Some((path, Role { routes: Vec::new(), implied: false, lemma, entity, name }))
    }

    fn lexeme(&self, trigger: &Range<usize>) -> (usize, Lexeme) {
        let head = self.top(trigger);
        (head, Lexeme::read(&self.deep, &self.document.text, trigger, head))
    }

    fn shape(&self, theme: Option<Span>) -> Shape {
        let words = theme.and_then(|t| self.words(t));
        words.map(|w| shape(&self.deep, self.top(&w), &w)).unwrap_or_default()
    }

    fn obliges(&self, theme: Option<Span>) -> bool {
        theme.and_then(|t| self.words(t)).is_some_and(|w| is_obliged(&self.deep, self.top(&w)))
    }

    /// What the example's marks say of its polarity and modality beyond the rules of grammar.
    fn intrinsic(&self, example: &Example, head: usize) -> Intrinsic {
        let Context { polarity, modality, .. } = context(&self.deep, head);
        let marked = example.polarity == Polarity::Negative || example.modality != Modality::Actual;
        if !marked || (polarity, modality) == (example.polarity, example.modality) {
            return Intrinsic::default();
        }
        let governed = self.deep.up[head].iter().find(|e| matches!(e.kind, "inf" | "comp" | "prep") && !e.added);
        Intrinsic {
            negative: polarity != example.polarity,
            modality: (modality != example.modality).then_some(example.modality),
            governor: governed.map(|e| self.deep.lemmas[e.to].clone()),
        }
    }
}

impl Frame {
    /// Whether the example's theme is a clause ("told them to turn back").
    pub fn has_clause(&self) -> bool {
        let last = self.theme.as_ref().and_then(|t| t.routes.first()).and_then(|r| r.steps.last());
        matches!(last, Some(Step::Down { kind: "inf" | "comp", .. }))
    }

    /// Reads the frame of an example off its parse; `None` where a side or the trigger is not found in the tree.
    pub fn read(
        at: (usize, usize),
        example: &Example,
        symmetric: bool,
        document: &Document,
        annotated: &Annotated,
    ) -> Option<Self> {
        let reading = Reading::open(document, annotated, example.trigger)?;
        let (head, lexeme) = reading.lexeme(&reading.words(example.trigger)?);
        let (source, target) = (reading.role(example.source, head), reading.role(example.target, head));
        let theme = reading.role(example.theme, head);
        if source.is_none() && target.is_none() {
            return None;
        }
        let nested = matches!((example.theme, example.target), (Some(th), Some(ta)) if th.contains(&ta));
        let class = lexeme.class;
        let construction = Construction {
            noun: class == Class::Noun,
            verb: class == Class::Verb,
            symmetric,
            source: source.as_ref().map(|r| &*r.0),
            target: target.as_ref().map(|r| &*r.0),
            theme: theme.as_ref().map(|r| &*r.0),
            nested,
        };
        let routes = [construction.source_routes(), construction.target_routes(), construction.theme_routes()];
        let [from, to, about] = routes;
        let object = class == Class::Verb && target.as_ref().is_some_and(|(path, _)| is_object(path));
        let demand = Demand { object, ..demand(&lexeme, theme.as_ref().map(|(_, role)| role)) };
        Some(Self {
            relation: at.0,
            example: at.1,
            source: fill(source, from),
            target: fill(target, to),
            theme: fill(theme, about),
            shape: reading.shape(example.theme),
            obliges: reading.obliges(example.theme),
            by: reading.role(example.by, head).map(|(path, _)| path),
            intrinsic: reading.intrinsic(example, head),
            demand,
            lexeme,
        })
    }
}

/// What a frame demands for its trigger's sake. A function word is no predicate and an empty verb hardly one: only both
/// sides, of the right kind, or the verb's own noun make it one.
fn demand(lexeme: &Lexeme, theme: Option<&Role>) -> Demand {
    let empty = EMPTY_VERBS.contains(&lexeme.lemma.as_str()) && lexeme.len() == 1;
    let noun = empty && theme.is_some_and(|t| !t.name);
    let other = lexeme.class == Class::Other;
    let pair = other || (empty && !noun);
    let kind = if pair { Kind::Type } else { Kind::Any };
    Demand { source: kind, target: kind, both: pair, exact: other, noun, ..Demand::default() }
}

fn is_object(path: &[Step]) -> bool {
    matches!(path, [Step::Down { kind: "obj" | "iobj", .. }])
}

fn fill(role: Option<(Vec<Step>, Role)>, routes: Vec<Route>) -> Option<Role> {
    match role {
        Some((_, role)) => Some(Role { routes, ..role }),
        None if routes.is_empty() => None,
        None => Some(Role { routes, implied: true, lemma: String::new(), entity: None, name: true }),
    }
}
