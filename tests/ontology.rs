//! The ontology's files: marked sentences, every fault with its place and advice, words looked up, the built-in whole.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use demarche::ontology::{MarkupError, Naming, Ontology, Tone, parse_example};
use demarche::text::{Modality, Polarity, Sector};

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
    assert_eq!((example.text.as_str(), example.polarity, example.modality), ("Ghana fed Togo.", Polarity::Positive, Modality::Actual));
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
    let ontology = load(&[("queries/who.rq", query), ("queries/who-else.rq", "ASK {}"), ("stray.rq", "ASK {}")]).expect("no fault");
    let who = ontology.query("who").expect("it was added");
    assert_eq!((who.help.as_str(), who.text.as_str()), ("Who is spoken of?", query));
    assert_eq!(ontology.query("who-else").map(|q| q.help.as_str()), Some(""));
    assert!(ontology.query("stray").is_none() && !ontology.files.iter().any(|(path, _)| path == "stray.rq"));
    assert_eq!(ontology.hash, shared().hash, "a query does not make readings stale");
    assert!(ontology.queries.is_sorted_by(|a, b| a.name < b.name));
}

#[test]
fn hidden_and_foreign_files_are_left_alone() {
    let ontology = load(&[(".draft.ttl", "no turtle"), ("notes.txt", "no turtle"), (".git/x.ttl", "no turtle")]).expect("no fault");
    assert_eq!(ontology.hash, shared().hash);
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    let text = format!("\u{feff}{PREFIXES}{}", relation(EXAMPLE));
    assert!(load(&[("my.ttl", &text)]).expect("no fault").relation("feeds").is_some());
}

// -------------------------------------------------------------------------------------------------------- Faults

#[test]
fn a_missing_folder_and_a_file_for_a_folder_are_told() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let faults = load_dir(&dir.path().join("none")).expect_err("there is no such folder");
    assert!(faults[0].contains("none: cannot be read: ") && faults[0].ends_with("; check that it exists and may be read"));
    write(dir.path(), "my.ttl", "");
    let faults = load_dir(&dir.path().join("my.ttl")).expect_err("it is a file");
    assert_eq!(faults, ["my.ttl: is no folder; name the folder that holds the ontology's .ttl files"]);
}

#[test]
fn a_file_that_is_not_utf8_is_told_by_its_line() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    write(dir.path(), "my.ttl", b"# fine\n# caf\xe9\n");
    assert_eq!(load_dir(dir.path()).expect_err("Latin 1"), ["my.ttl:2: is not UTF-8; save the file as UTF-8"]);
}

#[test]
fn syntax_faults_are_told_by_line_and_the_rest_is_still_checked() {
    let turtle = format!(
        "{PREFIXES}dm:a a dm:Title rdfs:label \"A\" .\ndm:b a dm:Title ; rdfs:label \"B\" .\n\
         dm:c a dm:Title ; rdfs:label fish:c .\n"
    );
    let other = format!("{PREFIXES}{}", relation(&EXAMPLE.replace("trigger", "tigger")));
    let faults = load(&[("my.ttl", &turtle), ("other.ttl", &other)]).expect_err("three faults");
    assert_eq!(faults.len(), 3, "{faults:#?}");
    assert!(faults[0].starts_with("my.ttl:8: ") && faults[0].ends_with("; mend the Turtle syntax there"), "{}", faults[0]);
    assert!(faults[1].starts_with("my.ttl:10: ") && faults[1].contains("fish:"), "{}", faults[1]);
    assert!(!faults[0].contains("Parser error"), "{}", faults[0]);
    assert!(faults[2].starts_with("other.ttl:11: example of dm:feeds: unknown mark {tigger:…}"), "{}", faults[2]);
}

#[test]
fn what_a_broken_file_seems_to_define_is_not_called_unknown() {
    let broken = format!("{PREFIXES}plover:Feed a dm:EventClass ; skos:notation \"FEED\" ; dm:tone dm:neutral\n");
    let other = format!("{PREFIXES}{}", relation(EXAMPLE).replace("plover:Aid", "plover:Feed"));
    let faults = load(&[("events.ttl", &broken), ("my.ttl", &other)]).expect_err("one fault");
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].starts_with("events.ttl:"));
}

#[test]
fn unknown_terms_are_told_with_the_nearest_known_one() {
    let cases = [
        (relation(EXAMPLE).replace("plover:Aid", "plover:Ayd"), "10: unknown event class plover:Ayd; did you mean plover:Aid?"),
        (relation(EXAMPLE).replace("dm:coop", "dm:ccoop"), "10: unknown tone dm:ccooperative; did you mean dm:cooperative?"),
        (relation(EXAMPLE) + "dm:feeds dm:exampel \"x\" .", "12: unknown property dm:exampel; did you mean dm:example?"),
        (
            "actor:oz a dm:Sttate ;\n    rdfs:label \"Oz\" .".to_owned(),
            "8: unknown class dm:Sttate; did you mean dm:State?",
        ),
        ("dm:propose dm:example \"x\" .".to_owned(), "8: unknown term dm:propose; did you mean dm:proposes?"),
        (
            "actor:oz rdfs:seeAlso dm:qwertyuiop .".to_owned(),
            "8: unknown term dm:qwertyuiop; define it by giving it a class (a), or use a term of core.ttl or plover.ttl",
        ),
        (
            relation("dm:example [ dm:text \"{source:Ghana} {trigger:fed}\" ;\n    dm:modality dm:futur ]"),
            "12: unknown modality dm:futur; did you mean dm:future?",
        ),
    ];
    for (turtle, expected) in cases {
        assert_eq!(fault(&turtle), format!("my.ttl:{expected}"));
    }
}

#[test]
fn a_known_term_in_the_wrong_place_is_told() {
    let cases = [
        (
            relation(EXAMPLE).replace("plover:Aid", "dm:State"),
            "10: dm:feeds: dm:State is no event class; did you mean plover:State?",
        ),
        (
            relation(EXAMPLE).replace("dm:cooperative", "dm:future"),
            "10: dm:feeds has dm:tone dm:future, which is no tone; give it dm:tone dm:cooperative, dm:conflictual or dm:neutral",
        ),
        (
            relation("dm:example [ dm:text \"{source:Ghana} {trigger:fed}\" ; dm:polarity dm:future ]"),
            "11: example of dm:feeds has dm:polarity dm:future; use one of dm:positive, dm:negative",
        ),
    ];
    for (turtle, expected) in cases {
        assert_eq!(fault(&turtle), format!("my.ttl:{expected}"));
    }
}

#[test]
fn a_relation_that_lacks_something_is_told() {
    let whole = relation(EXAMPLE);
    let cases = [
        ("rdfs:label \"feeds\"@en ; ", "8: dm:feeds has no rdfs:label; give it a few words"),
        ("skos:definition \"Gives food.\"@en ;", "8: dm:feeds has no skos:definition; say in a sentence"),
        ("dm:event plover:Aid ; ", "8: dm:feeds has no dm:event; give it an event class of plover.ttl"),
        ("dm:tone dm:cooperative ;", "8: dm:feeds has no dm:tone; give it dm:tone dm:cooperative"),
        (EXAMPLE, "8: dm:feeds has 0 dm:example; give it at least 1: sentences marked with {trigger:…}"),
    ];
    for (left_out, expected) in cases {
        let fault = fault(&whole.replace(left_out, ""));
        assert!(fault.starts_with(&format!("my.ttl:{expected}")), "{fault}");
    }
}

#[test]
fn faulty_examples_are_told_by_their_own_line() {
    let marks = format!("{EXAMPLE} ,\n        \"{{source:Ghana}} fed {{target:Togo}}.\"@en");
    let no_trigger = "12: example of dm:feeds: no word is marked as trigger; mark the words that express the relation with {trigger:…}";
    let counter = format!("{EXAMPLE} ;\n    dm:counterExample \"He {{trigger:fed}} the cat.\"@en");
    let cases = [
        (marks, no_trigger.to_owned()),
        (counter, "12: counter-example of dm:feeds has marks; write a plain sentence without marks".to_owned()),
        (
            "dm:example [ dm:modality dm:future ]".to_owned(),
            "8: example of dm:feeds has no dm:text; give it the marked sentence".to_owned(),
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(fault(&relation(&body)), format!("my.ttl:{expected}"));
    }
}

#[test]
fn every_fault_of_the_marks_is_told_in_words() {
    let cases = [
        ("{Ghana} {trigger:fed}", "an opening brace has no mark before a colon; write {source:words}"),
        ("{sauce:Ghana} {trigger:fed}", "unknown mark {sauce:…}; use source, trigger, target, theme or by"),
        ("{source:Ghana {trigger:fed}", "the mark {source:…} is not closed; add a closing brace"),
        ("{source:Ghana}} {trigger:fed}", "a closing brace closes no mark; remove it"),
        ("{source:Ghana} {source:Togo} {trigger:fed}", "the mark {source:…} stands twice; a sentence holds each mark once"),
        ("{source:} {trigger:fed}", "the mark {source:…} holds no words; put the words that it marks between colon and brace"),
        (
            "He {trigger:fed} them.",
            "neither source nor target is marked; a claim needs one, mark it with {source:…} or {target:…}",
        ),
    ];
    for (marked, expected) in cases {
        let fault = fault(&relation(&format!("dm:example \"{marked}\"")));
        assert_eq!(fault, format!("my.ttl:11: example of dm:feeds: {expected}"));
    }
}

#[test]
fn two_definitions_of_one_thing_are_told_with_both_places() {
    let twice = relation(EXAMPLE) + &relation(EXAMPLE);
    let advice = "rename one, or leave its class out of the second block to add to the first";
    assert_eq!(fault(&twice), format!("my.ttl:12: dm:feeds is also defined at my.ttl:8; {advice}"));
    let same = fault("actor:kenya a dm:Body ; rdfs:label \"Kenya Party\"@en .");
    assert!(same.starts_with("my.ttl:8: ") && same.ends_with("actor:kenya is a dm:State and a dm:Body; leave one of them out"), "{same}");
    let title = fault("dm:titleMr a dm:Title .");
    assert!(title.starts_with("my.ttl:8: dm:titleMr is also defined at ontology/actors/titles.ttl:"), "{title}");
    let name = fault(&format!("@prefix my: <https://example.org/> .\n{}", relation(EXAMPLE).replace("dm:feeds", "my:proposes")));
    assert!(name.contains(": a relation proposes is also defined at ") && name.ends_with("; rename one"), "{name}");
}

fn state(codes: &str) -> String {
    format!("actor:oz a dm:State ; rdfs:label \"Oz\"@en ;\n    {codes} .\n")
}

#[test]
fn codes_of_states_have_their_shape_and_are_unique() {
    let cases = [
        ("dm:iso2 \"O\" ; dm:iso3 \"OZZ\"", "9: actor:oz has dm:iso2 \"O\"; it takes two capital letters"),
        ("dm:iso2 \"QO\" ; dm:iso3 \"Ozz\"", "9: actor:oz has dm:iso3 \"Ozz\"; it takes three capital letters"),
        ("dm:iso2 \"QO\" ; dm:iso3 \"ÖZ\"", "9: actor:oz has dm:iso3 \"ÖZ\"; it takes three capital letters"),
        ("dm:iso2 \"QO\" ; dm:iso3 \"OZZ\" ; dm:isoNumeric \"1\"", "9: actor:oz has dm:isoNumeric \"1\"; it takes three digits"),
        ("dm:iso2 \"QO\"", "8: actor:oz has no dm:iso3; give it three capital letters"),
        ("dm:iso3 \"OZZ\"", "8: actor:oz has no dm:iso2; give it two capital letters"),
    ];
    for (codes, expected) in cases {
        assert_eq!(fault(&state(codes)), format!("my.ttl:{expected}"));
    }
    // The folder's "actor:oz" comes after the built-in "actor:kenya", whichever file is read first.
    for codes in ["dm:iso2 \"KE\" ; dm:iso3 \"OZZ\"", "dm:iso2 \"QO\" ; dm:iso3 \"KEN\"", "dm:iso2 \"QO\" ; dm:iso3 \"OZZ\" ; dm:isoNumeric \"404\""] {
        let fault = fault(&state(codes));
        assert!(fault.starts_with("my.ttl:9: the dm:iso") && fault.ends_with("; each state has its own; mend one"), "{fault}");
        assert!(fault.contains(" of actor:oz is also defined at ontology/actors/states.ttl:"), "{fault}");
    }
    let oz = add(&state("dm:iso2 \"QO\" ; dm:iso3 \"OZZ\" ; dm:metonym \"the Palace of Oz\"")).expect("no fault");
    let actor = oz.actor("oz").expect("it was added");
    assert_eq!((actor.country.as_deref(), actor.sector, actor.is_state), (Some("OZZ"), Some(Sector::Gov), true));
    assert_eq!(actor.metonyms, ["Palace of Oz"]);
}

#[test]
fn faulty_descriptions_of_actors_and_offices_are_told() {
    let cases = [
        (
            "actor:oz a dm:Body ; rdfs:label \"Oz\" ; dm:sector \"GVO\" .",
            "8: actor:oz has the unknown dm:sector \"GVO\"; did you mean GOV?",
        ),
        (
            "actor:oz a dm:Body ; rdfs:label \"Oz\" ; dm:country \"Kenya\" .",
            "8: actor:oz has dm:country \"Kenya\"; give it the dm:iso3 of a state, or \"IGO\" for a body of states",
        ),
        (
            "actor:oz a dm:Body ; rdfs:label \"Oz\" ;\n    dm:wikidata wd:P17 .",
            "9: actor:oz has a dm:wikidata that is no entity; write it as wd:Q37",
        ),
        ("actor:oz a dm:Body .", "8: actor:oz has no rdfs:label; give it its usual English name"),
        ("dm:chief a dm:Office .", "8: dm:chief has no rdfs:label; give it its usual words"),
        (
            "actor:Oz a dm:Body ; rdfs:label \"Oz\" .",
            "8: actor:Oz is no name for an actor; write actor: and small letters, digits and hyphens, such as actor:el-salvador",
        ),
        (
            "dm:oz a dm:Body ; rdfs:label \"Oz\" .",
            "8: dm:oz is no name for an actor; write actor: and small letters, digits and hyphens, such as actor:el-salvador",
        ),
    ];
    for (turtle, expected) in cases {
        assert_eq!(fault(turtle), format!("my.ttl:{expected}"));
    }
}

#[test]
fn faulty_event_classes_and_names_are_told() {
    let cases = [
        (
            "plover:Feed a dm:EventClass ; dm:tone dm:neutral .",
            "8: plover:Feed has no skos:notation; give it its code, such as \"REQUEST\"",
        ),
        (
            "plover:Feed a dm:EventClass ; skos:notation \"FEED\" ; dm:tone dm:neutral ;\n    dm:quad 7 .",
            "9: plover:Feed has dm:quad 7; give it a number from 0 to 4",
        ),
        (
            "plover:Feed a dm:EventClass ; skos:notation \"FEED\" ; dm:tone dm:neutral ;\n    dm:score \"much\" .",
            "9: plover:Feed has dm:score much; give it a number from -10 to 10",
        ),
    ];
    for (turtle, expected) in cases {
        assert_eq!(fault(turtle), format!("my.ttl:{expected}"));
    }
    let code = fault("plover:Zfeed a dm:EventClass ; skos:notation \"AID\" ; dm:tone dm:neutral .");
    assert!(code.starts_with("my.ttl:8: the code AID of plover:Zfeed is also defined at ontology/plover.ttl:"), "{code}");
    let name = fault(&relation(EXAMPLE).replace("dm:feeds", "<https://example.org/feeds%22>"));
    assert!(name.contains("a relation has the name <https://example.org/feeds%22>; name it in letters"), "{name}");
}

#[test]
fn all_faults_come_together_sorted_by_file_and_line() {
    let one = relation(EXAMPLE).replace("plover:Aid", "plover:Ayd").replace("skos:definition \"Gives food.\"@en ;", "");
    let faults = load(&[("b.ttl", &format!("{PREFIXES}{one}")), ("a.ttl", "x")]).expect_err("three faults");
    let places: Vec<&str> = faults.iter().map(|f| &f[..8]).collect();
    assert_eq!(places.len(), 3, "{faults:#?}");
    assert!(places[0].starts_with("a.ttl:1:") && places[1].starts_with("b.ttl:8:") && places[2].starts_with("b.ttl:10"));
    let dir = tempfile::tempdir().expect("a temporary folder");
    write(dir.path(), "a.ttl", "x");
    let whole = Ontology::load(Some(dir.path())).expect_err("one fault").to_string();
    assert!(whole.starts_with("the ontology has 1 fault\n  ") && whole.contains("a.ttl:1: "), "{whole}");
}

// -------------------------------------------------------------------------------------------------------- Lookup

fn slugs(surface: &str) -> Vec<(&'static str, Naming)> {
    let ontology = shared();
    ontology.named(surface).iter().map(|(i, naming)| (ontology.actors[*i].slug.as_str(), *naming)).collect()
}

fn first(surface: &str) -> Option<(&'static str, Naming)> {
    slugs(surface).first().copied()
}

#[test]
fn a_surface_is_known_by_name_demonym_people_capital_and_seat() {
    assert_eq!(first("Lithuania"), Some(("lithuania", Naming::Name)));
    assert_eq!(first("Lithuanian"), Some(("lithuania", Naming::Demonym)));
    assert_eq!(first("Lithuanians"), Some(("lithuania", Naming::People)));
    assert_eq!(first("Vilnius"), Some(("lithuania", Naming::Capital)));
    assert_eq!(first("the Kremlin"), Some(("russia", Naming::Metonym)));
    assert_eq!(slugs("Atlantis"), []);
    assert_eq!(slugs(""), []);
    assert_eq!(slugs("the "), []);
    assert_eq!(slugs("'s"), []);
}

#[test]
fn names_come_before_seats() {
    assert_eq!(slugs("Singapore"), [("singapore", Naming::Name), ("singapore", Naming::Capital)]);
    assert_eq!(slugs("Brussels")[0], ("belgium", Naming::Capital));
    assert!(slugs("Brussels").contains(&("european-union", Naming::Metonym)));
}

#[test]
fn articles_possessives_blanks_accents_and_apostrophes_do_not_matter() {
    for surface in ["the Netherlands", "The Netherlands’", "Netherlands'", "  the \u{a0}Netherlands\n", "THE NETHERLANDS"] {
        assert_eq!(first(surface), Some(("netherlands", Naming::Name)), "{surface}");
    }
    for surface in ["Kenya's", "Kenya’s", "KENYA'S", "Ke\u{ad}nya", "Kénya"] {
        assert_eq!(first(surface), Some(("kenya", Naming::Name)), "{surface}");
    }
    assert_eq!(slugs("Côte d’Ivoire"), slugs("Cote d'Ivoire"));
    assert!(!slugs("Cote d'Ivoire").is_empty());
    assert_eq!(slugs("Guinea\u{2011}Bissau"), slugs("Guinea-Bissau"));
}

#[test]
fn case_matters_but_for_headlines_and_beginnings() {
    assert_eq!(first("US"), Some(("united-states", Naming::Name)));
    for surface in ["us", "Us", "kenya", "keNya", "turkey", "polish", "un", "Un"] {
        assert_eq!(slugs(surface), [], "{surface}");
    }
    assert_eq!(first("KENYA"), Some(("kenya", Naming::Name)));
    assert_eq!(first("SOUTH SUDAN"), Some(("south-sudan", Naming::Name)));
    assert_eq!(first("KREMLIN"), Some(("russia", Naming::Metonym)));
    let body = "dm:example \"{source:A} {trigger:b}\" .\nactor:oz a dm:Body ; rdfs:label \"grand council of Oz\", \"OzCo\" ;\n    \
                skos:altLabel \"Goc\" ";
    let ontology = add(&relation(body)).expect("no fault");
    for surface in ["grand council of Oz", "Grand council of Oz", "Grand Council Of Oz", "GRAND COUNCIL OF OZ", "Goc"] {
        assert_eq!(ontology.named(surface).len(), 1, "{surface}");
    }
    for surface in ["grand council of oz", "GOC", "Grand", "ozco"] {
        assert_eq!(ontology.named(surface), [], "{surface}");
    }
}

#[test]
fn the_longest_office_in_a_phrase_is_found_in_any_case() {
    let label = |words: &str| shared().office(words).map(|o| o.label.as_str());
    assert_eq!(label("foreign minister"), Some("foreign minister"));
    assert_eq!(label("Lithuanian Foreign Minister,"), Some("foreign minister"));
    assert_eq!(label("deputy foreign minister"), Some("deputy foreign minister"));
    assert_eq!(label("the former Prime Minister"), Some("former prime minister"));
    assert_eq!(label("Vice-President"), label("vice president"));
    assert_eq!(label("the country's foreign  minister's"), Some("foreign minister"));
    assert_eq!(label("P.M."), Some("prime minister"));
    assert_eq!(label("PRESIDENT"), Some("president"));
    assert_eq!(label("gardener"), None);
    assert_eq!(label(""), None);
}

#[test]
fn titles_need_their_capital_but_not_their_dot() {
    for word in ["Mr", "Mr.", "Dr", "Dr.", "Gen.", "Gen", "GEN.", "Sheikh"] {
        assert!(shared().is_title(word), "{word}");
    }
    for word in ["miss", "general", "mr", "Kenya", "", "."] {
        assert!(!shared().is_title(word), "{word}");
    }
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
        assert!(relation.file.starts_with("ontology/relations/") && relation.line > 1, "{}:{}", relation.file, relation.line);
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
    assert!(ontology.relation("Proposes").is_none() && ontology.event("request").is_none() && ontology.actor("oz").is_none());
}

#[test]
fn every_relation_of_the_guide_is_there() {
    let names: Vec<&str> = shared().relations.iter().map(|r| r.name.as_str()).collect();
    let guide = include_str!("../training/corpus/GUIDE.md");
    let table = guide.lines().skip_while(|l| !l.starts_with("| event class")).skip(2).take_while(|l| l.starts_with('|'));
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

#[test]
fn two_megabytes_of_turtle_load_quickly() {
    let mut turtle = PREFIXES.to_owned();
    for n in 0..8000 {
        let _ = write!(
            turtle,
            "actor:body-{n} a dm:Body ; rdfs:label \"Council of District {n}\"@en ;\n    skos:altLabel \"CD {n}\"@en, \
             \"District Council No. {n}\"@en ;\n    dm:country \"KEN\" ; dm:sector \"GOV\" ; dm:wikidata wd:Q{n} .\n\n"
        );
    }
    let dir = tempfile::tempdir().expect("a temporary folder");
    write(dir.path(), "many.ttl", &turtle);
    let time = || {
        let start = Instant::now();
        assert_eq!(Ontology::load(Some(dir.path())).expect("no fault").actors.len(), shared().actors.len() + 8000);
        start.elapsed()
    };
    let best = (0..5).map(|_| time()).min().expect("five runs");
    println!("{} bytes in {best:?}", turtle.len());
    // Far above what it takes, for a busy machine; what is quadratic takes seconds.
    assert!(best.as_millis() < 500, "{best:?}");
}
