//! The extractor that works from the ontology alone: every marked example comes out, counter-examples stay silent, a
//! new relation works at once.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use demarche::extract::{Filler, Found, Parsed, Patterns};
use demarche::language::Model;
use demarche::ontology::{Example, Ontology};
use demarche::text::{Annotated, Block, BlockKind, Document, Span};

/// Examples whose claim does not come out yet: relation and sentence. At most one in ten of all examples; one that
/// starts to pass has to leave the list. `KNOWN_GAPS=print cargo test --release patterns -- --nocapture` prints it.
const KNOWN_GAPS: &[(&str, &str)] = &[
    ("convicts", "A Tokyo court jailed Haruto Ise for selling state secrets."),
    ("denies", "The driver pleaded not guilty to the murder of two cyclists."),
    ("kills", "The assassination of Tariq Nasser shook Lebanon."),
];

/// The most examples that may be missing, as a share of all.
const MOST_GAPS: f64 = 0.1;

fn document(text: &str) -> Document {
    Document {
        key: "example".to_owned(),
        hash: String::new(),
        title: None,
        date: None,
        url: None,
        publisher: None,
        language: None,
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
    }
}

fn parse(model: &Model, relation: usize, example: Option<usize>, text: &str) -> Parsed {
    let document = document(text);
    let annotated = model.annotate(&document);
    Parsed { relation, example, document, annotated }
}

/// Reads all examples and counter-examples.
fn parse_all(model: &Model, ontology: &Ontology) -> Vec<Parsed> {
    let mut out = Vec::new();
    for (r, relation) in ontology.relations.iter().enumerate() {
        out.extend(relation.examples.iter().enumerate().map(|(n, e)| parse(model, r, Some(n), &e.text)));
        out.extend(relation.counter_examples.iter().map(|text| parse(model, r, None, text)));
    }
    out
}

fn builtin() -> Ontology {
    Ontology::load(None).expect("the built-in ontology has no faults")
}

/// Where words of a sentence stand, in bytes.
fn bytes(annotated: &Annotated, sentence: usize, words: &Range<usize>) -> Span {
    let tokens = &annotated.sentences[sentence].tokens;
    tokens[words.start].span.cover(&tokens[words.end - 1].span)
}

fn filler_bytes(annotated: &Annotated, sentence: usize, filler: &Filler) -> Span {
    match filler {
        Filler::Mention(m) => annotated.mentions[*m].span,
        Filler::Words(words) => bytes(annotated, sentence, words),
    }
}

/// The marked words' last word: the head of a name or noun phrase without what follows it.
fn head_word(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let end = words.find(" of ").or_else(|| words.find(" from ")).unwrap_or(words.len());
    let start = words[..end].rfind([' ', '-']).map_or(0, |at| at + 1);
    Span::new(span.start + start, span.start + end)
}

/// What of an example's claim a found claim lacks; empty where it is all there.
fn faults(example: &Example, parsed: &Parsed, found: &Found) -> Vec<&'static str> {
    let side = |filler: &Option<Filler>| filler.as_ref().map(|f| filler_bytes(&parsed.annotated, found.sentence, f));
    let words = |range: &Option<Range<usize>>| range.as_ref().map(|r| bytes(&parsed.annotated, found.sentence, r));
    let trigger = bytes(&parsed.annotated, found.sentence, &found.trigger);
    let meets = |marked: Option<Span>, got: Option<Span>, head: bool| match (marked, got) {
        (Some(marked), Some(got)) => {
            let wanted = if head { head_word(&example.text, marked) } else { marked };
            got.overlaps(&wanted) || (got.overlaps(&marked) && got.contains(&marked))
        }
        (Some(_), None) => false,
        (None, got) => got.is_none() || !head,
    };
    let mut out = Vec::new();
    let checks = [
        ("trigger", trigger.overlaps(&example.trigger)),
        ("source", meets(example.source, side(&found.source), true)),
        ("target", meets(example.target, side(&found.target), true)),
        ("theme", meets(example.theme, words(&found.theme), false)),
        ("polarity", found.polarity == example.polarity),
        ("modality", found.modality == example.modality),
    ];
    out.extend(checks.iter().filter(|(_, good)| !good).map(|(name, _)| *name));
    out
}

/// The best that patterns find of an example's claim: what it lacks.
fn missing(patterns: &Patterns, ontology: &Ontology, parsed: &Parsed) -> Vec<&'static str> {
    let Some(example) = parsed.example.map(|n| &ontology.relations[parsed.relation].examples[n]) else {
        return Vec::new();
    };
    let found = patterns.find(&parsed.document, &parsed.annotated, ontology, None);
    let own = found.iter().filter(|f| f.relation == parsed.relation);
    own.map(|f| faults(example, parsed, f)).min_by_key(Vec::len).unwrap_or_else(|| vec!["nothing"])
}

/// Compiles the frames of one relation from all its examples but one, and tries that one.
fn comes_out_unseen(ontology: &Ontology, parsed: &[Parsed], left_out: usize) -> bool {
    let one = &parsed[left_out];
    let rest: Vec<Parsed> = parsed
        .iter()
        .enumerate()
        .filter(|(n, p)| *n != left_out && p.relation == one.relation)
        .map(|(_, p)| p.clone())
        .collect();
    let patterns = Patterns::compile(ontology, &rest);
    let found = patterns.find(&one.document, &one.annotated, ontology, None);
    let Some(example) = one.example.map(|n| &ontology.relations[one.relation].examples[n]) else { return false };
    found.iter().any(|f| !faults(example, one, f).iter().any(|fault| matches!(*fault, "trigger" | "source" | "target")))
}

#[test]
fn marked_examples_come_out_and_counter_examples_stay_silent() {
    let model = Model::load(0).expect("the embedded model loads");
    let ontology = builtin();
    let parsed = parse_all(&model, &ontology);
    let patterns = Patterns::compile(&ontology, &parsed);
    let (mut table, mut gaps, mut loud) = (String::new(), Vec::new(), Vec::new());
    let (mut examples, mut unseen) = (0, 0);
    for (r, relation) in ontology.relations.iter().enumerate() {
        let (mut good, mut held_out) = (0, 0);
        for (n, one) in parsed.iter().enumerate().filter(|(_, p)| p.relation == r) {
            let name = relation.name.as_str();
            if one.example.is_none() {
                let found = patterns.find(&one.document, &one.annotated, &ontology, None);
                loud.extend(found.iter().filter(|f| f.relation == r).map(|_| format!("{name}: {}", one.document.text)));
                continue;
            }
            let lacks = missing(&patterns, &ontology, one);
            good += usize::from(lacks.is_empty());
            if !lacks.is_empty() {
                gaps.push((name.to_owned(), one.document.text.clone(), lacks.join(" ")));
            }
            held_out += usize::from(comes_out_unseen(&ontology, &parsed, n));
        }
        let all = relation.examples.len();
        let _ = writeln!(table, "{:24} {good:2}/{all:<2}  held out {held_out}/{all}", relation.name);
        (examples, unseen) = (examples + all, unseen + held_out);
    }
    let rate = 1.0 - gaps.len() as f64 / examples.max(1) as f64;
    eprintln!(
        "{table}{examples} examples, {:.1} % come out, {unseen} of them unseen; {} frames",
        100.0 * rate,
        patterns.len()
    );
    for text in &loud {
        eprintln!("loud {text}");
    }
    for (relation, text, lacks) in &gaps {
        eprintln!("gap {relation}: {text}  [{lacks}]");
    }
    if std::env::var("KNOWN_GAPS").is_ok_and(|v| v == "print") {
        eprintln!("const KNOWN_GAPS: &[(&str, &str)] = &[");
        for (relation, text, _) in &gaps {
            eprintln!("    ({relation:?}, {text:?}),");
        }
        eprintln!("];");
        return;
    }
    assert!(loud.is_empty(), "counter-examples give a claim:\n{}", loud.join("\n"));
    let now: BTreeSet<(&str, &str)> = gaps.iter().map(|(r, t, _)| (r.as_str(), t.as_str())).collect();
    let known: BTreeSet<(&str, &str)> = KNOWN_GAPS.iter().copied().collect();
    let fixed: Vec<_> = known.difference(&now).collect();
    let broken: Vec<_> = now.difference(&known).collect();
    assert!(broken.is_empty(), "examples that no longer come out: {broken:#?}");
    assert!(fixed.is_empty(), "known gaps that are closed: take them off the list: {fixed:#?}");
    assert!(gaps.len() as f64 <= MOST_GAPS * examples as f64, "more than one example in ten is a gap");
}

/// A user's relation, ten lines of Turtle in a folder of their own.
const SPONSORS: &str = r#"@prefix dm:     <https://w3id.org/demarche/ontology#> .
@prefix plover: <https://w3id.org/demarche/plover#> .
@prefix rdfs:   <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos:   <http://www.w3.org/2004/02/skos/core#> .
dm:sponsors a dm:Relation ; rdfs:label "sponsors"@en ;
    skos:definition "Pays for a team or an event in return for its name on shirts and banners."@en ;
    dm:event plover:Cooperate ; dm:tone dm:cooperative ;
    dm:example "{source:Nordlys Energi} {trigger:sponsors} {target:the sailing team} of Bergen."@en ,
        "{source:The brewery}'s {trigger:sponsorship} of {target:the marathon} began in 2011."@en ;
    dm:counterExample "A senator from Ohio sponsored the bill on school meals."@en .
"#;

/// What the new relation's frames find in a sentence: source, target, polarity and modality as text.
fn sponsored(model: &Model, patterns: &Patterns, ontology: &Ontology, text: &str) -> Vec<String> {
    let new = ontology.relations.iter().position(|r| r.name == "sponsors").expect("the relation was loaded");
    let one = parse(model, new, None, text);
    let found = patterns.find(&one.document, &one.annotated, ontology, Some(&BTreeSet::from([new])));
    let side = |f: &Found, filler: &Option<Filler>| {
        let span = filler.as_ref().map(|x| filler_bytes(&one.annotated, f.sentence, x));
        span.map_or("-".to_owned(), |s| s.of(text).trim_start_matches("the ").trim_start_matches("The ").to_owned())
    };
    let show = |f: &Found| {
        assert_eq!(f.relation, new, "only the relation that was asked for");
        let (polarity, modality) = (f.polarity.as_str(), f.modality.as_str());
        format!("{} > {} {polarity} {modality}", side(f, &f.source), side(f, &f.target))
    };
    found.iter().map(show).collect()
}

#[test]
fn a_new_relation_works_at_once_on_sentences_of_other_constructions() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(dir.path().join("relations")).expect("a folder in it");
    std::fs::write(dir.path().join("relations/sport.ttl"), SPONSORS).expect("a file in it");
    let ontology = Ontology::load(Some(dir.path())).expect("ten lines of Turtle are enough");
    let model = Model::load(0).expect("the embedded model loads");
    let patterns = Patterns::compile(&ontology, &parse_all(&model, &ontology));
    let expected = [
        ("Norway sponsors the football club.", "Norway > football club positive actual"),
        ("The national team was sponsored by Norway.", "Norway > national team positive actual"),
        ("Norway will sponsor the football club next year.", "Norway > football club positive future"),
        ("Norway did not sponsor the football club.", "Norway > football club negative actual"),
        ("Kenya's sponsorship of the football club ended in May.", "Kenya > football club positive actual"),
    ];
    for (text, claim) in expected {
        assert_eq!(sponsored(&model, &patterns, &ontology, text), [claim], "{text}");
    }
    for silent in ["Norway bought a sail from Bergen.", "A senator from Ohio sponsored the bill on school meals."] {
        assert!(sponsored(&model, &patterns, &ontology, silent).is_empty(), "{silent}");
    }
}

#[test]
fn odd_trees_and_texts_give_no_panic() {
    let ontology = builtin();
    let model = Model::load(0).expect("the embedded model loads");
    let mut one = parse(&model, 0, Some(0), &ontology.relations[0].examples[0].text);
    let patterns = Patterns::compile(&ontology, &[one.clone()]);
    // Circles, arcs out of range, no root, everything on itself.
    for shift in [0, 1, 7, 1000] {
        for (i, token) in one.annotated.sentences[0].tokens.iter_mut().enumerate() {
            token.head = Some(i + shift);
        }
        let _ = patterns.find(&one.document, &one.annotated, &ontology, None);
        let _ = Patterns::compile(&ontology, &[one.clone()]);
    }
    for text in ["", "…", "{source:", "\u{202e}said said said", "No."] {
        let one = parse(&model, 0, None, text);
        let _ = patterns.find(&one.document, &one.annotated, &ontology, None);
    }
}
