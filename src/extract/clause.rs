//! What a trigger's clause says about the claim: denied or not, fact or plan, and in whose words.
//!
//! Read from what stands on the trigger and on the words that govern it: negation, auxiliaries, conjunctions, verbs
//! such as "urge", "accuse", "fail". The lists are closed classes of English grammar (Huddleston & Pullum 2002, chapters 3,
//! 9, 14), not words of any relation.

use super::deep::Deep;
use crate::text::{Modality, Polarity};

/// Prepositions whose gerund has the object before it as its subject ("accused Chad of paying").
pub(super) const OBJECT_GERUND: &[&str] = &["of", "from", "for", "with", "into", "against"];
/// Verbs whose infinitive keeps their own subject though they have an object.
pub(super) const SUBJECT_CONTROL: &[&str] = &["promise", "vow", "pledge", "swear", "threaten", "use"];
/// Verbs that move somebody to an act: an infinitive behind them is that person's, wherever the parser hangs it.
pub(super) const MOVES_OTHERS: &[&str] = &[
    "advise",
    "allow",
    "appeal",
    "ask",
    "beg",
    "call",
    "cause",
    "command",
    "compel",
    "encourage",
    "force",
    "implore",
    "instruct",
    "invite",
    "let",
    "lobby",
    "order",
    "persuade",
    "plead",
    "press",
    "pressure",
    "push",
    "request",
    "require",
    "tell",
    "urge",
    "want",
    "warn",
];
/// Verbs that address somebody behind a preposition.
pub(super) const ADDRESSES: &[&str] = &["appeal", "call", "plead", "press", "prevail", "rely", "wait"];
/// Verbs that add little to the noun they govern ("made an offer", "launched an attack", "held talks").
pub(super) const LIGHT: &[&str] = &[
    "announce",
    "begin",
    "carry",
    "conduct",
    "continue",
    "declare",
    "deliver",
    "do",
    "express",
    "face",
    "file",
    "form",
    "get",
    "give",
    "have",
    "hold",
    "impose",
    "issue",
    "keep",
    "launch",
    "level",
    "lodge",
    "make",
    "mount",
    "offer",
    "open",
    "pay",
    "put",
    "raise",
    "reach",
    "reiterate",
    "renew",
    "reopen",
    "repeat",
    "resume",
    "send",
    "set",
    "show",
    "sign",
    "stage",
    "start",
    "submit",
    "take",
    "voice",
];

const NEGATIONS: &[&str] = &["not", "n't", "n’t", "never", "neither", "nor", "hardly"];
const NOBODY: &[&str] = &["nobody", "no-one", "none", "nothing"];
const FAILS: &[&str] = &[
    "abstain",
    "avoid",
    "cancel",
    "cease",
    "decline",
    "deny",
    "fail",
    "failure",
    "forget",
    "neglect",
    "prevent",
    "refrain",
    "refusal",
    "refuse",
    "stop",
    "unable",
    "unwilling",
];
const ASKS: &[&str] = &[
    "advise",
    "appeal",
    "ask",
    "beg",
    "call",
    "command",
    "demand",
    "encourage",
    "implore",
    "insist",
    "instruct",
    "invite",
    "lobby",
    "order",
    "plea",
    "plead",
    "press",
    "pressure",
    "propose",
    "push",
    "recommend",
    "request",
    "require",
    "suggest",
    "tell",
    "urge",
    "want",
];
const ALLEGES: &[&str] =
    &["accusation", "accuse", "allegation", "allege", "blame", "charge", "claim", "suspect", "suspicion"];
const PLANS: &[&str] = &[
    "agree", "aim", "be", "decide", "due", "expect", "go", "hope", "intend", "pend", "plan", "pledge", "poised",
    "prepare", "promise", "ready", "schedule", "set", "swear", "vow",
];
const WEIGHS: &[&str] = &["consider", "likely", "mull", "offer", "possible", "weigh"];
const SAYS: &[&str] = &[
    "acknowledge",
    "add",
    "admit",
    "announce",
    "argue",
    "believe",
    "confirm",
    "declare",
    "explain",
    "know",
    "note",
    "report",
    "say",
    "state",
    "think",
    "warn",
    "write",
];

/// How far up the governing words are looked at.
const DEPTH: usize = 5;

/// What a clause says about the claim that it makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Context {
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Fact, plan, allegation …
    pub modality: Modality,
    /// The word of who says, asks or alleges so.
    pub by: Option<usize>,
}

/// Reads the context of a trigger.
pub(super) fn context(deep: &Deep, trigger: usize) -> Context {
    let mut out = Reading { negative: false, modality: None, by: None };
    let (mut at, mut over) = (trigger, Some(trigger));
    for _ in 0..DEPTH {
        let Some(word) = over else { break };
        at = word;
        out.own(deep, word);
        over = out.governor(deep, word);
    }
    if out.by.is_none() {
        out.by = according(deep, at);
    }
    let polarity = if out.negative { Polarity::Negative } else { Polarity::Positive };
    Context { polarity, modality: out.modality.unwrap_or(Modality::Actual), by: out.by }
}

struct Reading {
    negative: bool,
    /// The first word that speaks of it, from the trigger upwards, decides.
    modality: Option<Modality>,
    by: Option<usize>,
}

impl Reading {
    /// What stands on the word itself: "not", "no", "will", "if".
    fn own(&mut self, deep: &Deep, word: usize) {
        let negated = |c: usize| {
            let lemma = deep.lemmas[c].as_str();
            let own = NEGATIONS.contains(&lemma) || NEGATIONS.contains(&deep.tokens[c].lemma.as_str());
            (own && matches!(deep.label(c), "advmod" | "cc" | "case")) || (lemma == "no" && deep.label(c) == "det")
        };
        let nobody = |c: usize| {
            matches!(deep.label(c), "nsubj" | "obj")
                && (NOBODY.contains(&deep.lemmas[c].as_str())
                    || deep.children[c].iter().any(|d| deep.lemmas[*d] == "no"))
        };
        for &c in &deep.children[word] {
            self.negative ^= negated(c) || nobody(c);
            self.cue(beside(deep, word, c));
        }
    }

    fn cue(&mut self, modality: Option<Modality>) {
        self.modality = self.modality.or(modality);
    }

    /// What the governing word says; gives that word where it speaks of the same act.
    fn governor(&mut self, deep: &Deep, word: usize) -> Option<usize> {
        let head = deep.head(word)?;
        let kind = deep.down[head].iter().find(|e| e.to == word && !e.added)?.kind;
        match kind {
            "inf" | "comp" | "prep" | "acl" => self.clause(deep, word, head, kind),
            // A second verb shares the auxiliaries of the first unless it has its own.
            "conj" => deep.child(word, &["aux", "nsubj"]).is_none().then_some(head),
            // "has not given its consent", "an agreement was not reached": the noun is the act, the verb its auxiliary.
            "obj" | "subj" if is_noun(deep, word) => {
                let light = LIGHT.contains(&deep.lemmas[head].as_str());
                (light || kind == "obj").then_some(head)
            }
            _ => None,
        }
    }

    fn clause(&mut self, deep: &Deep, word: usize, head: usize, kind: &str) -> Option<usize> {
        let lemma = deep.lemmas[head].as_str();
        let gerund = deep.tokens[word].xpos == "VBG" || is_noun(deep, word);
        let said = SAYS.contains(&lemma) || ASKS.contains(&lemma) || ALLEGES.contains(&lemma) || lemma == "deny";
        match kind {
            // A noun behind a preposition is an argument of its own; only "accused of fraud", "call for talks" reach.
            "prep" if is_noun(deep, word) && !(ALLEGES.contains(&lemma) || ASKS.contains(&lemma)) => return None,
            "prep" if !gerund => return None,
            _ if FAILS.contains(&lemma) => self.negative = !self.negative,
            _ if ASKS.contains(&lemma) => self.cue(Some(Modality::Requested)),
            _ if ALLEGES.contains(&lemma) => self.cue(Some(Modality::Alleged)),
            _ if lemma == "threaten" => self.cue(Some(Modality::Conditional)),
            "inf" if PLANS.contains(&lemma) => self.cue(Some(Modality::Future)),
            // "is about to sign"
            "inf" | "comp" | "prep" if lemma == "about" => self.cue(Some(Modality::Future)),
            _ if WEIGHS.contains(&lemma) => self.cue(Some(Modality::Possible)),
            _ => {}
        }
        if said && self.by.is_none() {
            self.by = deep.arguments(head, "subj").next();
        }
        Some(head)
    }
}

/// What an auxiliary, conjunction or condition beside a word says.
#[expect(clippy::match_same_arms, reason = "each arm is a construction of its own")]
fn beside(deep: &Deep, word: usize, c: usize) -> Option<Modality> {
    let lemma = deep.lemmas[c].as_str();
    match (deep.label(c), lemma) {
        ("mark", "if" | "unless" | "whether") => Some(Modality::Conditional),
        ("advcl", _) if deep.markers(c).any(|m| matches!(deep.lemmas[m].as_str(), "if" | "unless")) => {
            Some(Modality::Conditional)
        }
        ("aux", "will" | "shall" | "'ll" | "’ll" | "wo" | "would") => {
            conditional(deep, word).or(Some(Modality::Future))
        }
        ("aux", "may" | "might" | "could") => Some(Modality::Possible),
        ("aux", "should" | "must" | "ought") => Some(Modality::Requested),
        // "is to leave": a form of "be" before an infinitive that has "to".
        ("aux", "be") if deep.has_marker(word, "to") => Some(Modality::Future),
        ("advmod", "possibly" | "perhaps" | "maybe") => Some(Modality::Possible),
        ("advmod", "allegedly" | "reportedly") => Some(Modality::Alleged),
        ("advmod", "about") if deep.has_marker(word, "to") => Some(Modality::Future),
        _ => None,
    }
}

/// A future act on a condition is conditional ("if talks fail, it will break relations").
fn conditional(deep: &Deep, word: usize) -> Option<Modality> {
    let condition = |c: &&usize| {
        deep.label(**c) == "advcl" && deep.markers(**c).any(|m| matches!(deep.lemmas[m].as_str(), "if" | "unless"))
    };
    deep.children[word].iter().find(condition).map(|_| Modality::Conditional)
}

/// "According to the bank, …": who is named as the source of a whole sentence.
fn according(deep: &Deep, clause: usize) -> Option<usize> {
    let named = |c: &usize| {
        matches!(deep.label(*c), "obl" | "nmod" | "advcl")
            && deep.markers(*c).any(|m| matches!(deep.lemmas[m].as_str(), "accord" | "according"))
    };
    deep.children[clause].iter().copied().find(named)
}

/// Whether a clause says what should be done ("said banks should cut their fees").
pub(super) fn is_obliged(deep: &Deep, clause: usize) -> bool {
    let obliges = |c: &usize| {
        deep.label(*c) == "aux" && matches!(deep.lemmas[*c].as_str(), "should" | "must" | "ought" | "shall")
    };
    deep.children[clause].iter().any(obliges)
}

fn is_noun(deep: &Deep, word: usize) -> bool {
    matches!(deep.tokens[word].upos, "NOUN" | "PROPN") && deep.child(word, &["cop"]).is_none()
}
