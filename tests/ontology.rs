//! The ontology's files: marked sentences, every fault with its place and advice, words looked up, the built-in whole.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use demarche::ontology::{MarkupError, Ontology, Tone, parse_example};
use demarche::text::{Modality, Polarity};

mod faults;
mod lookup;

const PREFIXES: &str = "@prefix dm: <https://w3id.org/demarche/ontology#> .\n\
    @prefix plover: <https://w3id.org/demarche/plover#> .\n\
    @prefix actor: <https://w3id.org/demarche/data/actor/> .\n\
    @prefix wd: <http://www.wikidata.org/entity/> .\n\
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
    @prefix owl: <http://www.w3.org/2002/07/owl#> .\n";

/// Line of the first line that a test writes after [`PREFIXES`].
const FIRST: usize = 8;

fn builtin() -> Ontology {
    Ontology::load(None).expect("the built-in ontology has no faults")
}

fn write(dir: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = dir.join(path);
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
    std::fs::write(path, text).expect("a file can be written");
}

/// Loads the built-in ontology with files over it.
fn load(files: &[(&str, &str)]) -> Result<Ontology, Vec<String>> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    files.iter().for_each(|(path, text)| write(dir.path(), path, text));
    load_dir(dir.path())
}

/// The faults, a line each, without the temporary folder before the path.
fn load_dir(dir: &Path) -> Result<Ontology, Vec<String>> {
    let root = format!("{}/", dir.display());
    Ontology::load(Some(dir)).map_err(|e| e.0.iter().map(|f| f.to_string().replace(&root, "")).collect())
}

/// Loads one file `my.ttl` with the prefixes before it.
fn add(turtle: &str) -> Result<Ontology, Vec<String>> {
    load(&[("my.ttl", &format!("{PREFIXES}{turtle}"))])
}

/// The only fault of one file with the prefixes before it.
fn fault(turtle: &str) -> String {
    match add(turtle) {
        Ok(_) => panic!("no fault in {turtle}"),
        Err(faults) if faults.len() == 1 => faults[0].clone(),
        Err(faults) => panic!("{} faults: {faults:#?}", faults.len()),
    }
}

fn relation(body: &str) -> String {
    format!(
        "dm:feeds a dm:Relation ;\n    rdfs:label \"feeds\"@en ; skos:definition \"Gives food.\"@en ;\n    \
         dm:event plover:Aid ; dm:tone dm:cooperative ;\n    {body} .\n"
    )
}

const EXAMPLE: &str = "dm:example \"{source:Ghana} {trigger:fed} {target:Togo}.\"@en";

// ------------------------------------------------------------------------------------------------------- Mark-up

#[test]
fn marks_give_spans_of_the_plain_sentence() {
    let marked = "{by:Lomé} said {source:Accra} {trigger:put forward} {theme:a treaty with {target:Bénin}} today.";
    let m = parse_example(marked).expect("well marked");
    assert_eq!(m.text, "Lomé said Accra put forward a treaty with Bénin today.");
    let words = |span: Option<demarche::text::Span>| span.map(|s| s.of(&m.text).to_owned()).unwrap_or_default();
    assert_eq!(words(m.by), "Lomé");
    assert_eq!(words(m.source), "Accra");
    assert_eq!(words(m.trigger), "put forward");
    assert_eq!(words(m.theme), "a treaty with Bénin");
    assert_eq!(words(m.target), "Bénin");
}

#[test]
fn blanks_at_the_edges_stay_outside_a_mark() {
    let m = parse_example("{source: Chad } {trigger:paid}.").expect("well marked");
    assert_eq!(m.text, " Chad  paid.");
    assert_eq!(m.source.expect("marked").of(&m.text), "Chad");
}

#[test]
fn a_colon_without_a_brace_is_plain_text() {
    let m = parse_example("Talks: {source:Chad} {trigger:paid} at 10:30.").expect("well marked");
    assert_eq!(m.text, "Talks: Chad paid at 10:30.");
}

#[test]
fn faulty_marks_are_told_apart() {
    let cases = [
        ("{source:Chad} {trigger:paid", MarkupError::Unclosed("trigger")),
        ("{source:Chad {trigger:paid}", MarkupError::Unclosed("source")),
        ("{source:Chad} {trigger:paid}}", MarkupError::Unopened),
        ("} {source:Chad} {trigger:paid}", MarkupError::Unopened),
        ("{sauce:Chad} {trigger:paid}", MarkupError::UnknownMark("sauce".to_owned())),
        ("{Chad} {trigger:paid}", MarkupError::NoMark),
        ("{source:Chad} {trigger:paid} {", MarkupError::NoMark),
        ("{the source:Chad} {trigger:paid}", MarkupError::NoMark),
        ("{source:Chad} {source:Mali} {trigger:paid}", MarkupError::Twice("source")),
        ("{source:Chad} {trigger: }", MarkupError::Empty("trigger")),
        ("{source:} {trigger:paid}", MarkupError::Empty("source")),
        ("{source:Chad} paid.", MarkupError::NoTrigger),
        ("They {trigger:paid} {theme:it}.", MarkupError::NoParticipant),
        ("", MarkupError::NoTrigger),
    ];
    for (marked, expected) in cases {
        assert_eq!(parse_example(marked), Err(expected), "{marked}");
    }
}

proptest::proptest! {
    #[test]
    fn odd_marks_never_panic(marked in "[{}:a-z éł✓]{0,40}|(\\{(source|trigger|theme):[a-zé {}]{0,6}\\}?){0,6}") {
        if let Ok(m) = parse_example(&marked) {
            for span in [m.trigger, m.source, m.target, m.by, m.theme].into_iter().flatten() {
                proptest::prop_assert!(!span.of(&m.text).is_empty());
            }
        }
    }

    #[test]
    fn odd_surfaces_never_panic(surface in "\\PC{0,12}( (the|'s|’s|US)){0,2}") {
        let ontology = shared();
        let _ = (ontology.named(&surface), ontology.office(&surface), ontology.is_title(&surface));
    }
}

fn shared() -> &'static Ontology {
    static SHARED: std::sync::OnceLock<Ontology> = std::sync::OnceLock::new();
    SHARED.get_or_init(builtin)
}

// -------------------------------------------------------------------------------------------------- A user's files

#[test]
fn a_users_relation_needs_one_example_and_no_counter_example() {
    let ontology = add(&relation(EXAMPLE)).expect("no fault");
    let feeds = ontology.relation("feeds").expect("it was added");
    assert_eq!((feeds.event.as_str(), feeds.tone, feeds.symmetric), ("AID", Tone::Cooperative, false));
    assert_eq!((feeds.label.as_str(), feeds.definition.as_str(), feeds.line), ("feeds", "Gives food.", FIRST));
    assert!(feeds.file.ends_with("my.ttl"), "{}", feeds.file);
    assert_eq!(feeds.iri, "https://w3id.org/demarche/ontology#feeds");
    let example = &feeds.examples[0];
    assert_eq!(
        (example.text.as_str(), example.polarity, example.modality),
        ("Ghana fed Togo.", Polarity::Positive, Modality::Actual)
    );
    assert_ne!(ontology.hash, shared().hash);
}

#[test]
fn a_node_gives_polarity_and_modality() {
    let node = "dm:example [ dm:text \"{source:Ghana} will not\n        {trigger:feed}\"@en ; dm:polarity dm:negative ; \
                dm:modality dm:future ]";
    let node = node.replace("\"{", "\"\"\"{").replace("}\"", "}\"\"\"");
    let ontology = add(&relation(&node)).expect("no fault");
    let example = &ontology.relation("feeds").expect("it was added").examples[0];
    assert_eq!((example.polarity, example.modality), (Polarity::Negative, Modality::Future));
    assert_eq!((example.text.as_str(), example.line), ("Ghana will not feed", FIRST));
}

#[test]
fn a_block_without_class_adds_to_a_built_in_relation() {
    let before = shared().relation("proposes").expect("built in");
    let added = "dm:example \"{source:Fiji} {trigger:floated} {theme:a plan}.\"@en";
    let ontology = add(&format!("dm:proposes {added} .\n")).expect("no fault");
    let after = ontology.relation("proposes").expect("built in");
    assert_eq!(after.examples.len(), before.examples.len() + 1);
    assert_eq!((&after.file, after.line), (&before.file, before.line));
    let example = after.examples.iter().find(|e| e.text.starts_with("Fiji")).expect("it was added");
    assert!(example.file.ends_with("my.ttl") && example.line == FIRST, "{}:{}", example.file, example.line);
}

#[test]
fn a_file_of_the_same_path_replaces_the_built_in_one() {
    let only = format!("{PREFIXES}dm:titleCaptain a dm:Title ; rdfs:label \"Capt\"@en .\n");
    let ontology = load(&[("actors/titles.ttl", &only)]).expect("no fault");
    assert_eq!(ontology.titles.len(), 1);
    assert!(ontology.is_title("Capt.") && !ontology.is_title("Mr"));
    assert_eq!(ontology.actors.len(), shared().actors.len());
    let text = ontology.files.iter().find(|(path, _)| path == "actors/titles.ttl").map(|(_, text)| text);
    assert_eq!(text, Some(&only));
}

#[test]
fn queries_are_named_by_their_file_and_helped_by_their_comment() {
    let query = "# Who is spoken of?\nSELECT ?a { ?a a dm:State }\n";
    let ontology = load(&[("queries/who.rq", query), ("queries/who-else.rq", "ASK {}"), ("stray.rq", "ASK {}")])
        .expect("no fault");
    let who = ontology.query("who").expect("it was added");
    assert_eq!((who.help.as_str(), who.text.as_str()), ("Who is spoken of?", query));
    assert_eq!(ontology.query("who-else").map(|q| q.help.as_str()), Some(""));
    assert!(ontology.query("stray").is_none() && !ontology.files.iter().any(|(path, _)| path == "stray.rq"));
    assert_eq!(ontology.hash, shared().hash, "a query does not make readings stale");
    assert!(ontology.queries.is_sorted_by(|a, b| a.name < b.name));
}

#[test]
fn hidden_and_foreign_files_are_left_alone() {
    let ontology = load(&[(".draft.ttl", "no turtle"), ("notes.txt", "no turtle"), (".git/x.ttl", "no turtle")])
        .expect("no fault");
    assert_eq!(ontology.hash, shared().hash);
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    let text = format!("\u{feff}{PREFIXES}{}", relation(EXAMPLE));
    assert!(load(&[("my.ttl", &text)]).expect("no fault").relation("feeds").is_some());
}

// -------------------------------------------------------------------------------------------------- The built-in

/// The relations of the claims corpus, by event class (training/corpus/GUIDE.md); the model is trained on them.
#[test]
fn the_built_in_ontology_is_whole() {
    let ontology = shared();
    assert_eq!(ontology.relations.len(), 68);
    for relation in &ontology.relations {
        let examples = relation.examples.len();
        assert!(examples >= 3 && !relation.counter_examples.is_empty(), "{}", relation.name);
        assert!(ontology.event(&relation.event).is_some(), "{}", relation.name);
        assert!(
            relation.file.starts_with("ontology/relations/") && relation.line > 1,
            "{}:{}",
            relation.file,
            relation.line
        );
        let text = ontology.files.iter().find(|(path, _)| relation.file.ends_with(path)).map(|(_, text)| text.as_str());
        let line = text.and_then(|t| t.lines().nth(relation.line - 1)).unwrap_or_default();
        assert!(line.starts_with(&format!("dm:{} a dm:Relation", relation.name)), "{line}");
        assert_eq!(ontology.relation(&relation.name), Some(relation));
    }
    assert_eq!(ontology.events.len(), 18);
    for code in ["STATE", "FACT", "REQUEST", "ASSAULT"] {
        assert!(ontology.event(code).is_some(), "{code}");
    }
    let states = ontology.actors.iter().filter(|a| a.is_state);
    assert!(states.count() >= 193 && ontology.offices.len() > 50 && ontology.titles.len() > 20);
    assert!(
        ontology.relation("Proposes").is_none()
            && ontology.event("request").is_none()
            && ontology.actor("oz").is_none()
    );
}

#[test]
fn every_relation_of_the_guide_is_there() {
    let names: Vec<&str> = shared().relations.iter().map(|r| r.name.as_str()).collect();
    let guide = include_str!("../training/corpus/GUIDE.md");
    let table =
        guide.lines().skip_while(|l| !l.starts_with("| event class")).skip(2).take_while(|l| l.starts_with('|'));
    let cells = table.filter_map(|l| l.split('|').nth(2));
    let mut listed: Vec<&str> = cells.flat_map(|cell| cell.split('·')).map(str::trim).collect();
    listed.sort_unstable();
    assert_eq!(names, listed);
}

#[test]
fn loading_twice_gives_the_same_triples_and_hash() {
    let (a, b) = (shared(), builtin());
    assert_eq!(a.hash, b.hash);
    assert!(a.hash.len() == 16 && a.hash.bytes().all(|b| b.is_ascii_hexdigit()));
    assert_eq!(a.triples(), b.triples());
    assert!(a.files.is_sorted_by(|a, b| a.0 < b.0));
    assert_eq!(a.relations, b.relations);
}

/// A file of eight thousand bodies, one and a half megabytes.
fn many(sector: &str) -> String {
    let mut turtle = PREFIXES.to_owned();
    for n in 0..8000 {
        let _ = write!(
            turtle,
            "actor:body-{n} a dm:Body ; rdfs:label \"Council of District {n}\"@en ;\n    skos:altLabel \"CD {n}\"@en, \
             \"District Council No. {n}\"@en ;\n    dm:country \"KEN\" ; dm:sector \"{sector}\" ; dm:wikidata wd:Q{n} .\n\n"
        );
    }
    turtle
}

// Both bounds are far above what it takes, for a busy machine; anything quadratic goes beyond them.

#[test]
fn thousands_of_actors_load_in_linear_time() {
    let turtle = many("GOV");
    let start = Instant::now();
    let ontology = load(&[("many.ttl", &turtle)]).expect("no fault");
    let taken = start.elapsed();
    assert_eq!(ontology.named("District Council No. 7999").len(), 1);
    assert!(taken.as_secs() < 3, "{taken:?}");
}

#[test]
fn thousands_of_faults_are_told_in_linear_time() {
    let turtle = many("GVO");
    let start = Instant::now();
    let faults = load(&[("many.ttl", &turtle)]).expect_err("a fault each");
    let taken = start.elapsed();
    assert_eq!(faults.len(), 8000);
    assert!(faults[7999].starts_with("many.ttl:32006: actor:body-7999 has the unknown dm:sector"), "{}", faults[7999]);
    assert!(taken.as_secs() < 5, "{taken:?}");
}
