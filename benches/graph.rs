//! The graph at size: `cargo bench --bench graph -- 100000` writes documents with so many claims (twenty each, a thousand
//! invented actors for every twenty thousand) into a folder of its own and asks the built program, each time from a cold
//! start: wall-clock seconds, and the most memory that the process held (Linux only).

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use demarche::extract::{Argument, Claim, Entity, EntityMention, Reading};
use demarche::ontology::Ontology;
use demarche::store::Store;
use demarche::text::{Block, BlockKind, Document, EntityType, MentionKind, Modality, Polarity, Span};
use rayon::prelude::*;

/// Claims of a document, and entities that it names.
const CLAIMS: usize = 20;
const ENTITIES: usize = 8;
const SYLLABLES: [&str; 16] =
    ["ba", "che", "do", "fa", "gri", "ha", "jo", "ka", "lu", "mi", "no", "pa", "ri", "so", "ta", "ve"];

/// Numbers that look random and are the same everywhere (Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// The name of an invented person: three syllables and four, told apart by their number.
fn name(number: usize) -> String {
    let part = |mut n: usize, syllables: usize| {
        let mut out = String::new();
        for _ in 0..syllables {
            out.push_str(SYLLABLES[n % SYLLABLES.len()]);
            n /= SYLLABLES.len();
        }
        out[..1].to_uppercase() + &out[1..]
    };
    format!("{} {}", part(number.wrapping_mul(2_654_435_761) >> 7, 3), part(number, 4))
}

fn document(number: usize, actors: usize, ontology: &Ontology) -> Reading {
    let mut dice = Dice(number as u64 + 1);
    let names: Vec<String> = (0..ENTITIES).map(|_| name(dice.below(actors))).collect();
    let (mut text, mut sentences, mut claims) = (String::new(), Vec::new(), Vec::new());
    let mut mentions: Vec<Vec<EntityMention>> = vec![Vec::new(); ENTITIES];
    for n in 0..CLAIMS {
        let relation = &ontology.relations[dice.below(ontology.relations.len())];
        let (source, target) = (dice.below(ENTITIES), dice.below(ENTITIES));
        let start = text.len();
        let mut put = |words: &str| {
            let from = text.len();
            text.push_str(words);
            let span = Span::new(from, text.len());
            text.push(' ');
            span
        };
        let first = put(&names[source]);
        let trigger = put(&relation.label);
        let second = put(&names[target]);
        let theme = put("over a matter that the two had put off since the winter before last");
        put("according to people who were in the room.");
        let sentence = Span::new(start, text.len() - 1);
        sentences.push(sentence);
        for (entity, span) in [(source, first), (target, second)] {
            mentions[entity].push(EntityMention { span, kind: MentionKind::Name, why: "name".to_owned() });
        }
        claims.push(Claim {
            id: format!("{:016x}", number * CLAIMS + n),
            sentence,
            trigger,
            relation: relation.name.clone(),
            event: relation.event.clone(),
            source: Some(Argument { entity: source, span: first }),
            target: Some(Argument { entity: target, span: second }),
            by: None,
            theme: Some(theme),
            polarity: if dice.below(20) == 0 { Polarity::Negative } else { Polarity::Positive },
            modality: if dice.below(4) == 0 { Modality::Alleged } else { Modality::Actual },
            is_former: false,
            time: None,
            confidence: 0.5,
            extractor: "bench".to_owned(),
        });
    }
    let entity = |(name, mut mentions): (String, Vec<EntityMention>)| {
        if mentions.is_empty() {
            mentions.push(EntityMention { span: Span::new(0, 1), kind: MentionKind::Name, why: "name".to_owned() });
        }
        let entity_type = EntityType::Person;
        Entity {
            name,
            entity_type,
            country: None,
            likely_country: None,
            sector: None,
            position: None,
            known: None,
            mentions,
        }
    };
    let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }];
    Reading {
        document: Document {
            key: format!("bench/{number:07}.txt"),
            hash: format!("{number:032x}"),
            title: Some(format!("Report {number}")),
            date: Some(format!("2031-{:02}-{:02}", 1 + number % 12, 1 + number % 28)),
            url: None,
            publisher: Some(format!("Outlet {}", number % 50)),
            language: Some("en".to_owned()),
            text,
            blocks,
        },
        model: "bench".to_owned(),
        ontology: ontology.hash.clone(),
        sentences,
        entities: names.into_iter().zip(mentions).map(entity).collect(),
        claims,
    }
}

/// Runs the program on the graph; seconds, and megabytes where the system tells.
fn ask(out: &Path, args: &[&str]) -> (f64, Option<u64>) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(args)
        .arg("--out")
        .arg(out)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    loop {
        let held = std::fs::read_to_string(&status).ok().and_then(|text| {
            let line = text.lines().find(|l| l.starts_with("VmHWM"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        });
        most = most.max(held);
        if let Some(ended) = child.try_wait().expect("it can be waited for") {
            assert!(ended.success(), "{args:?} fails");
            return (start.elapsed().as_secs_f64(), most.map(|kilobytes| kilobytes / 1024));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn main() {
    let claims: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(10_000);
    let ontology = Ontology::load(None).expect("the built-in ontology");
    let dir = tempfile::tempdir().expect("a folder");
    let store = Store::open(dir.path()).expect("it opens");
    let actors = (claims / 20).max(100);
    let start = Instant::now();
    (0..claims.div_ceil(CLAIMS)).into_par_iter().for_each(|n| {
        store.put(&document(n, actors, &ontology)).expect("the disk takes it");
    });
    println!("{claims} claims in {} documents, written in {:.0?}", claims.div_ceil(CLAIMS), start.elapsed());
    println!("\n| from a cold start | seconds | MB at most |\n|---|---|---|");
    let known = "SELECT ?c { ?c dm:source ?s . ?s skos:prefLabel ?n } LIMIT 10";
    let shown = name(0);
    let mut rows: Vec<(String, Vec<&str>)> = vec![("the first answer".to_owned(), vec!["query", known])];
    rows.extend(ontology.queries.iter().map(|q| (format!("query {}", q.name), vec!["query", q.name.as_str()])));
    rows.push(("show one actor".to_owned(), vec!["show", &shown]));
    rows.extend(["nq", "ttl", "parquet", "dot"].map(|format| (format!("export {format}"), vec!["export", format])));
    for (what, args) in rows {
        let (seconds, memory) = ask(dir.path(), &args);
        println!("| {what} | {seconds:.2} | {} |", memory.map_or("–".to_owned(), |m| m.to_string()));
    }
}
