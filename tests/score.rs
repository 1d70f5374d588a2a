//! Scoring: the rules of the claims corpus, and the very figures of the corpus's own Python script.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use demarche::ontology::Ontology;
use demarche::score::{Events, Found, Gold, Pair, PairScore, Score, Treebank, WordScore};
use serde_json::{Value, json};

fn events() -> Events {
    let pairs = [("proposes", "REQUEST"), ("rejects", "REJECT"), ("accuses", "ACCUSE"), ("criticizes", "ACCUSE")];
    let more = [("says", "STATE"), ("meetsWith", "CONSULT"), ("holdsPosition", "FACT")];
    pairs.iter().chain(&more).map(|(r, e)| ((*r).to_owned(), (*e).to_owned())).collect()
}

const SENTENCE: &str = "Foreign Minister Ana Čapková of Freedonia proposed a canal to Sylvania on Monday.";

/// A document with one sentence and one claim, `claim` laid over it.
fn gold(claim: &Value) -> Gold {
    let mut whole = json!({"trigger": "proposed", "relation": "proposes", "source": "e1", "target": "e2"});
    for (key, value) in claim.as_object().expect("an object") {
        whole[key] = value.clone();
    }
    serde_json::from_value(json!({
        "id": "own-6",
        "entities": {
            "e1": {"name": "Ana Čapková", "type": "PER", "country": "FRE", "sector": "GOV"},
            "e2": {"name": "Sylvania", "type": "GPE", "country": "SYL", "sector": "GOV"},
            "e3": {"name": "Freedonian Canal Authority", "type": "ORG", "country": "FRE", "sector": "GOV"},
        },
        "sentences": [{
            "text": SENTENCE,
            "mentions": [["Ana Čapková", "e1", "name"], ["she", "e1", "pro"], ["Tarnow", "e2", "met"]],
            "claims": [whole],
        }],
    }))
    .expect("a document of the corpus")
}

/// The claim as it would be found, `claim` laid over it.
fn found(claim: &Value) -> Found {
    let mut whole = json!({
        "document": "news/own-6.txt", "sentence": {"text": SENTENCE, "start": 0, "end": 80},
        "relation": "proposes", "event": "REQUEST",
        "source": {"name": "Ana Čapková", "type": "PER", "country": "FRE"},
        "target": {"name": "Sylvania", "type": "GPE", "country": "SYL"},
    });
    for (key, value) in claim.as_object().expect("an object") {
        whole[key] = value.clone();
    }
    serde_json::from_value(whole).expect("a claim as extract prints it")
}

fn score(gold: &Gold, found: &[Found]) -> Score {
    Score::of(std::slice::from_ref(gold), found, &events())
}

/// Claims right, extra and missed at a level.
fn counts(score: &Score, level: &str) -> (usize, usize, usize) {
    let figures = score.figures(level).expect("a level");
    (figures.right, figures.extra, figures.missed)
}

#[test]
fn a_right_claim_counts_at_every_level() {
    let score = score(&gold(&json!({})), &[found(&json!({}))]);
    for level in ["event", "claim", "relation"] {
        assert_eq!(counts(&score, level), (1, 0, 0), "{level}");
    }
    assert_eq!(counts(&score, "fact"), (0, 0, 0));
    assert!(score.faults.is_empty());
}

#[test]
fn a_wrong_source_is_right_for_the_event_only() {
    let wrong = found(&json!({"source": {"name": "Bruno Vale", "type": "PER", "country": "FRE"}}));
    let score = score(&gold(&json!({})), &[wrong]);
    assert_eq!((counts(&score, "event"), counts(&score, "claim")), ((1, 0, 0), (0, 1, 1)));
    assert_eq!(score.faults.len(), 2);
    assert!(score.faults[0].starts_with("missed own-6: proposes(e1, e2) 'proposed' in: Foreign"), "{:?}", score.faults);
    assert!(
        score.faults[1].starts_with("extra  own-6: proposes(Bruno Vale, Sylvania) in: Foreign"),
        "{:?}",
        score.faults
    );
}

#[test]
fn another_relation_of_the_class_is_right_but_for_the_relation() {
    let gold = gold(&json!({"relation": "accuses"}));
    let score = score(&gold, &[found(&json!({"relation": "criticizes", "event": "ACCUSE"}))]);
    assert_eq!((counts(&score, "claim"), counts(&score, "relation")), ((1, 0, 0), (0, 1, 1)));
}

#[test]
fn an_actor_is_known_by_alias_surname_or_country() {
    let same = |role: &str, who: Value| {
        let (gold, found) = (gold(&json!({})), found(&json!({role: who})));
        counts(&score(&gold, &[found]), "claim").0 == 1
    };
    assert!(same("source", json!({"name": "CAPKOVA", "type": "PER"})), "surname without accents or case");
    assert!(same("source", json!({"name": "Minister Čapková", "type": "PER"})));
    assert!(!same("source", json!({"name": "she", "type": "PER"})), "a pronoun names nobody");
    assert!(!same("source", json!({"name": "Freedonia", "type": "GPE", "country": "FRE"})), "a person is no state");
    assert!(same("target", json!({"name": "Tarnow", "type": "GPE"})), "a mention of it");
    assert!(same("target", json!({"name": "the Sylvanian cabinet", "type": "GPE", "country": "SYL"})), "by country");
    assert!(!same("target", json!({"name": "the Sylvanian cabinet", "type": "ORG", "country": "SYL"})));
    assert!(!same("target", Value::Null));
}

#[test]
fn an_organisation_is_known_by_half_of_its_words() {
    let same = |name: &str| {
        let gold = gold(&json!({"source": "e3"}));
        counts(&score(&gold, &[found(&json!({"source": {"name": name, "type": "ORG"}}))]), "claim").0 == 1
    };
    assert!(same("the Canal Authority"));
    assert!(same("Freedonian Canal Authority Board"));
    assert!(!same("Authority"), "one word of three");
    assert!(!same("Canal Company"));
}

#[test]
fn what_an_annotator_could_leave_out_costs_nothing_when_missed() {
    for excuse in ["optional", "doubtful", "implicit"] {
        let gold = gold(&json!({excuse: true}));
        let missed = score(&gold, &[]);
        assert_eq!(counts(&missed, "claim"), (0, 0, 0), "{excuse}");
        assert!(missed.faults.is_empty());
        let hit = score(&gold, &[found(&json!({}))]);
        assert_eq!(counts(&hit, "claim"), (1, 0, 0), "{excuse}");
    }
}

#[test]
fn plain_statements_are_left_out() {
    let gold = gold(&json!({"relation": "says"}));
    let score = score(&gold, &[found(&json!({"relation": "says", "event": "STATE"}))]);
    for level in ["event", "claim", "relation", "fact"] {
        assert_eq!(counts(&score, level), (0, 0, 0), "{level}");
    }
}

#[test]
fn facts_are_counted_apart() {
    let gold = gold(&json!({"relation": "holdsPosition"}));
    let score = score(&gold, &[found(&json!({"relation": "holdsPosition", "event": "FACT"}))]);
    assert_eq!((counts(&score, "fact"), counts(&score, "claim")), ((1, 0, 0), (0, 0, 0)));
}

#[test]
fn reciprocal_claims_may_be_told_the_other_way_round() {
    let turned = json!({
        "source": {"name": "Sylvania", "type": "GPE"}, "target": {"name": "Čapková", "type": "PER"},
        "relation": "meetsWith", "event": "CONSULT",
    });
    let plain = score(&gold(&json!({"relation": "meetsWith"})), &[found(&turned)]);
    let both = score(&gold(&json!({"relation": "meetsWith", "reciprocal": true})), &[found(&turned)]);
    assert_eq!((counts(&plain, "claim").0, counts(&both, "claim").0), (0, 1));
}

#[test]
fn a_claim_is_matched_once() {
    let score = score(&gold(&json!({})), &[found(&json!({})), found(&json!({}))]);
    assert_eq!(counts(&score, "claim"), (1, 1, 0));
}

#[test]
fn a_claim_counts_in_its_own_sentence_however_it_is_cut() {
    let at = |text: &str| counts(&score(&gold(&json!({})), &[found(&json!({"sentence": {"text": text}}))]), "event").0;
    assert_eq!(at(&SENTENCE[..40]), 1, "a long part");
    assert_eq!(at(&format!("LAKE CITY — {SENTENCE}")), 1, "a dateline more");
    assert_eq!(at("on Monday"), 0, "too short to tell");
    assert_eq!(at("The canal would be forty kilometres long, she said."), 0);
}

#[test]
fn figures_and_lines_have_a_fixed_form() {
    let gold = gold(&json!({"theme": "a canal to Sylvania", "time": "2031-05-05", "trigger": "Freedonia's plan"}));
    let first = found(&json!({"theme": "a canal", "time": "2031-05-05", "polarity": "negative"}));
    let score = score(&gold, &[first]);
    let line = "of the right claims: polarity 0.000  modality 1.000  by 1.000  theme 0.667 of 1  time 1.000 of 1\n";
    let text = score.to_string();
    assert!(
        text.starts_with("event     precision 1.000  recall 1.000  F1 1.000   (1 right, 0 extra, 0 missed)\n"),
        "{text}"
    );
    assert!(
        text.contains("\nfact      precision 0.000  recall 0.000  F1 0.000   (0 right, 0 extra, 0 missed)\n"),
        "{text}"
    );
    assert!(text.ends_with(line), "{text}");
    let missed = Score::of(&[gold], &[], &events());
    assert!(missed.faults[0].contains("(e1, e2) \"Freedonia's plan\" in:"), "{:?}", missed.faults);
    assert_eq!(missed.fields(), None);
}

#[test]
fn a_document_gives_the_text_to_extract_from() {
    let of = |extra: Value| {
        let mut whole = json!({
            "id": "own-13", "entities": {},
            "sentences": [{"text": "Canal agreed"}, {"text": "It is done."}, {"text": "All are glad."}],
        });
        extra.as_object().expect("an object").iter().for_each(|(k, v)| whole[k] = v.clone());
        serde_json::from_value::<Gold>(whole).expect("a document")
    };
    assert_eq!(of(json!({})).text(), "Canal agreed It is done. All are glad.");
    let titled = of(json!({"title": "Canal agreed", "date": "2031-05-06"}));
    assert_eq!(titled.text(), "Canal agreed\n\nIt is done. All are glad.");
    assert_eq!(of(json!({"raw": " As it was.\n"})).text(), "As it was.");
    let line: Value = serde_json::from_str(&titled.line()).expect("a line of JSON");
    assert_eq!((line["id"].as_str(), line["date"].as_str()), (Some("own-13"), Some("2031-05-06")));
    assert!(!titled.is_dev() && gold(&json!({})).is_dev());
}

/// The shared folder beside the project or beside its folder; the project never needs it.
fn shared() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    [root.join("../shared"), root.join("../../shared")].into_iter().find(|p| p.join("bin/score-claims").is_file())
}

/// Claims made of the gold itself, each spoilt in its own way, so that every rule of matching is used both ways.
fn spoilt(golds: &[Value]) -> Vec<Value> {
    let mut out = Vec::new();
    let mut n = 0;
    for gold in golds {
        for sentence in gold["sentences"].as_array().into_iter().flatten() {
            for claim in sentence["claims"].as_array().into_iter().flatten() {
                n += 1;
                out.extend((n % 7 != 0).then(|| spoil(n, gold, sentence, claim)));
                out.extend((n % 17 == 0).then(|| spoil(n, gold, sentence, claim)));
            }
        }
    }
    out
}

fn spoil(n: usize, gold: &Value, sentence: &Value, claim: &Value) -> Value {
    let (id, text) = (gold["id"].as_str().unwrap_or(""), sentence["text"].as_str().unwrap_or(""));
    let who = |role: &str| {
        let entity = &gold["entities"][claim[role].as_str()?];
        let name = entity["name"].as_str()?;
        let name = match n % 8 {
            2 => name.split(' ').next_back()?.to_owned(),
            3 => name.to_uppercase(),
            4 => format!("the {name} office"),
            5 => "Somebody Else".to_owned(),
            _ => name.to_owned(),
        };
        Some(json!({"name": name, "type": entity["type"], "country": entity["country"]}))
    };
    let sides = if n % 5 == 1 { ["target", "source"] } else { ["source", "target"] };
    let cut: String = text.chars().take(if n % 6 == 3 { 30 } else { usize::MAX }).collect();
    let theme = claim["theme"].as_str().map(|t| t.chars().take(if n % 3 == 0 { 12 } else { 200 }).collect::<String>());
    let mut out = json!({
        "document": if n % 10 == 6 { format!("some/folder/{id}.txt") } else { id.to_owned() },
        "sentence": {"text": cut},
        "relation": if n % 11 == 2 { json!("praises") } else { claim["relation"].clone() },
        "source": who(sides[0]), "target": who(sides[1]), "by": who("by"), "theme": theme,
        "polarity": if n % 9 == 4 { json!("negative") } else { claim["polarity"].clone() },
        "modality": claim["modality"], "time": claim["time"],
    });
    if n % 13 == 5 {
        out["event"] = json!("ACCUSE");
    }
    out
}

#[test]
fn faults_are_grouped_by_class_and_kind() {
    let wrong = found(&json!({"source": {"name": "Bruno Vale", "type": "PER"}, "trigger": {"text": "proposed"}}));
    let other = found(&json!({"relation": "criticizes", "event": "ACCUSE", "trigger": {"text": "proposed"}}));
    let lines = |found: &[Found]| score(&gold(&json!({})), found).classes.to_string();
    let one = lines(&[wrong]);
    assert!(one.starts_with("REQUEST   precision 1.000  recall 1.000"), "{one}");
    assert!(
        one.contains("  1 × wrong source\n    own-6: proposes(Bruno Vale, Sylvania) “proposed” for proposes(Ana"),
        "{one}"
    );
    let two = lines(&[other]);
    assert!(two.contains("  1 × of another class\n    own-6: criticizes(Ana"), "{two}");
    assert!(lines(&[]).contains("  1 × missed\n    own-6: proposes(Ana Čapková, Sylvania) “proposed” in: Foreign"));
}

#[test]
fn confidence_is_held_against_what_is_right() {
    let sure = found(&json!({"confidence": 0.95}));
    let doubtful = found(&json!({"confidence": 0.25, "source": {"name": "Bruno Vale", "type": "PER"}}));
    let score = score(&gold(&json!({})), &[sure, doubtful]);
    assert!((score.calibration.error() - 0.15).abs() < 1e-9, "{}", score.calibration);
}

#[test]
fn a_marked_pair_is_found_by_place_and_right_by_class() {
    let table = "x\tsentence_id\tmarked_sentence\tgold_root\n\
        0\t7\t<s>Chad</s> met <t>Niger's envoy</t>.\tCONSULT\n\
        1\t8\t\"<t>Mali</t> was \"\"hit\"\" by <s>Togo</s>.\"\tYIELD\n";
    let pairs = Pair::table(table).expect("a table of two");
    assert_eq!(
        (pairs[0].text.as_str(), pairs[0].source.clone(), pairs[0].target.clone()),
        ("Chad met Niger's envoy.", vec![0..4], vec![9..22])
    );
    assert_eq!(pairs[1].text, "Mali was \"hit\" by Togo.");
    let claim = |document: &str, event: &str, source: [usize; 2], target: [usize; 2]| {
        let who = |[start, end]: [usize; 2]| json!({"name": "x", "start": start, "end": end});
        found(&json!({"document": document, "event": event, "source": who(source), "target": who(target)}))
    };
    let right = [claim("1-7", "CONSULT", [0, 4], [9, 14]), claim("2-8", "RETREAT", [18, 22], [0, 4])];
    let score = PairScore::of(&pairs, &right);
    assert_eq!((score.found(), score.right()), (1.0, 1.0), "{score}");
    let wrong = [claim("1-7", "AID", [0, 4], [9, 14]), claim("2-8", "RETREAT", [0, 4], [18, 22])];
    let score = PairScore::of(&pairs, &wrong);
    assert_eq!((score.found(), score.right()), (0.5, 0.0), "the wrong class, and the wrong way round: {score}");
    assert_eq!(
        Pair::table("sentence_id\tmarked_sentence\tgold_root\n1\tno marks\tAID"),
        Err("2: marks that do not close, or none".into())
    );
}

#[test]
fn words_and_sentences_are_compared_by_their_letters() {
    let conllu = "# newdoc id = a\n# newpar\n# text = We don't.\n1\tWe\n2-3\tdon't\n2\tdo\n3\tn't\n4\t.\n\n\
        # text = Go on.\n1\tGo\n2\ton\n3\t.\n\n# newpar\n# text = End\n1\tEnd\n";
    let [gold] = &Treebank::read(conllu)[..] else { panic!("one document") };
    assert_eq!(gold.text, "We don't. Go on.\n\nEnd");
    let mut score = WordScore::default();
    score.add(gold, &gold.text, &[vec![0..2, 3..5, 5..8, 8..9], vec![10..12, 13..15, 15..16], vec![18..21]]);
    assert_eq!((score.words(), score.sentences()), (1.0, 1.0));
    let mut score = WordScore::default();
    score.add(gold, &gold.text, &[vec![0..2, 3..8, 8..9, 10..12, 13..15, 15..16], vec![18..21]]);
    assert!((score.words() - 0.8).abs() < 1e-9, "{score}");
    assert!((score.sentences() - 0.4).abs() < 1e-9, "{score}");
}

#[test]
fn figures_equal_those_of_the_corpus_script() {
    let Some(shared) = shared() else { return eprintln!("skipped: no ../shared with bin/score-claims here") };
    if Command::new("python3").arg("--version").output().is_err() {
        return eprintln!("skipped: no python3 here");
    }
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(shared.join("corpus")).expect("a corpus").map(|e| e.expect("an entry").path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "jsonl"));
    files.push(shared.join("gold/seeds.jsonl"));
    files.sort();
    let text: Vec<String> = files.iter().map(|p| std::fs::read_to_string(p).expect("readable")).collect();
    let rows = || text.iter().flat_map(|t| t.lines()).filter(|l| !l.trim().is_empty());
    let values: Vec<Value> = rows().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let golds: Vec<Gold> = rows().map(|l| serde_json::from_str(l).expect("a document of the corpus")).collect();
    let claims = spoilt(&values);
    let mut lines = String::new();
    claims.iter().for_each(|c| writeln!(lines, "{c}").expect("a String takes every line"));

    let mut script = Command::new(shared.join("bin/score-claims"));
    script.arg("--faults").args(&files).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = script.spawn().expect("the script starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let feeder = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let theirs = child.wait_with_output().expect("the script ends");
    feeder.join().expect("no panic").expect("the script reads all claims");
    assert!(theirs.status.success());

    let ontology = Ontology::load(None).expect("the built-in ontology has no faults");
    let events: BTreeMap<String, String> =
        ontology.relations.iter().map(|r| (r.name.clone(), r.event.clone())).collect();
    let found: Vec<Found> = claims.into_iter().map(|c| serde_json::from_value(c).expect("a claim")).collect();
    let score = Score::of(&golds, &found, &events);
    let ours = format!("{}\n{score}", score.faults.join("\n"));
    let theirs = String::from_utf8(theirs.stdout).expect("UTF-8");
    let differs = ours.lines().zip(theirs.lines()).find(|(a, b)| a != b);
    assert_eq!(differs, None, "the first line that differs");
    assert_eq!(ours.len(), theirs.len());
    assert!(counts(&score, "claim").0 > 1000 && counts(&score, "claim").1 > 1000, "the claims try both ways: {score}");
}
