//! Every kind of fault, with its file, line and advice.

use demarche::ontology::Ontology;
use demarche::text::Sector;

use super::{EXAMPLE, PREFIXES, add, fault, load, load_dir, relation, write};

#[test]
fn a_missing_folder_and_a_file_for_a_folder_are_told() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let faults = load_dir(&dir.path().join("none")).expect_err("there is no such folder");
    assert!(
        faults[0].contains("none: cannot be read: ") && faults[0].ends_with("; check that it exists and may be read")
    );
    write(dir.path(), "my.ttl", "");
    let faults = load_dir(&dir.path().join("my.ttl")).expect_err("it is a file");
    assert!(
        faults[0].ends_with("/my.ttl: is no folder; name the folder that holds the ontology's .ttl files"),
        "{}",
        faults[0]
    );
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
    assert!(
        faults[0].starts_with("my.ttl:8: ") && faults[0].ends_with("; mend the Turtle syntax there"),
        "{}",
        faults[0]
    );
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
        (
            relation(EXAMPLE).replace("plover:Aid", "plover:Ayd"),
            "10: unknown event class plover:Ayd; did you mean plover:Aid?",
        ),
        (
            relation(EXAMPLE).replace("dm:coop", "dm:ccoop"),
            "10: unknown tone dm:ccooperative; did you mean dm:cooperative?",
        ),
        (
            relation(EXAMPLE) + "dm:feeds dm:exampel \"x\" .",
            "12: unknown property dm:exampel; did you mean dm:example?",
        ),
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
        (
            "{source:Ghana} {source:Togo} {trigger:fed}",
            "the mark {source:…} stands twice; a sentence holds each mark once",
        ),
        (
            "{source:} {trigger:fed}",
            "the mark {source:…} holds no words; put the words that it marks between colon and brace",
        ),
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
    assert!(
        same.starts_with("my.ttl:8: ")
            && same.ends_with("actor:kenya is a dm:State and a dm:Body; leave one of them out"),
        "{same}"
    );
    let title = fault("dm:titleMr a dm:Title .");
    assert!(title.starts_with("my.ttl:8: dm:titleMr is also defined at ontology/actors/titles.ttl:"), "{title}");
    let name = fault(&format!(
        "@prefix my: <https://example.org/> .\n{}",
        relation(EXAMPLE).replace("dm:feeds", "my:proposes")
    ));
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
        (
            "dm:iso2 \"QO\" ; dm:iso3 \"OZZ\" ; dm:isoNumeric \"1\"",
            "9: actor:oz has dm:isoNumeric \"1\"; it takes three digits",
        ),
        ("dm:iso2 \"QO\"", "8: actor:oz has no dm:iso3; give it three capital letters"),
        ("dm:iso3 \"OZZ\"", "8: actor:oz has no dm:iso2; give it two capital letters"),
    ];
    for (codes, expected) in cases {
        assert_eq!(fault(&state(codes)), format!("my.ttl:{expected}"));
    }
    // The folder's "actor:oz" comes after the built-in "actor:kenya", whichever file is read first.
    for codes in [
        "dm:iso2 \"KE\" ; dm:iso3 \"OZZ\"",
        "dm:iso2 \"QO\" ; dm:iso3 \"KEN\"",
        "dm:iso2 \"QO\" ; dm:iso3 \"OZZ\" ; dm:isoNumeric \"404\"",
    ] {
        let fault = fault(&state(codes));
        assert!(
            fault.starts_with("my.ttl:9: the dm:iso") && fault.ends_with("; each state has its own; mend one"),
            "{fault}"
        );
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
    assert!(
        code.starts_with("my.ttl:8: the code AID of plover:Zfeed is also defined at ontology/plover.ttl:"),
        "{code}"
    );
    let name = fault(&relation(EXAMPLE).replace("dm:feeds", "<https://example.org/feeds%22>"));
    assert!(name.contains("a relation has the name <https://example.org/feeds%22>; name it in letters"), "{name}");
}

#[test]
fn all_faults_come_together_sorted_by_file_and_line() {
    let one = relation(EXAMPLE).replace("plover:Aid", "plover:Ayd").replace("skos:definition \"Gives food.\"@en ;", "");
    let faults = load(&[("b.ttl", &format!("{PREFIXES}{one}")), ("a.ttl", "x")]).expect_err("three faults");
    let places: Vec<&str> = faults.iter().map(|f| &f[..8]).collect();
    assert_eq!(places.len(), 3, "{faults:#?}");
    assert!(
        places[0].starts_with("a.ttl:1:") && places[1].starts_with("b.ttl:8:") && places[2].starts_with("b.ttl:10")
    );
    let dir = tempfile::tempdir().expect("a temporary folder");
    write(dir.path(), "a.ttl", "x");
    let whole = Ontology::load(Some(dir.path())).expect_err("one fault").to_string();
    assert!(whole.starts_with("the ontology has 1 fault\n  ") && whole.contains("a.ttl:1: "), "{whole}");
}
