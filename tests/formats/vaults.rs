//! The Obsidian vault: notes that link to each other, and words that mean nothing.

use std::collections::BTreeSet;

use demarche::export::{Note, Options, vault};

use super::{fixture, graphs};

fn notes(graph: &demarche::graph::Graph) -> Vec<Note> {
    vault(graph, &fixture::ontology(), &Options::default()).expect("a base")
}

#[test]
fn every_link_leads_to_a_note_and_every_claim_has_its_sentence() {
    let graph = fixture::graph(&fixture::ontology());
    let all = notes(&graph);
    assert_eq!(all.len(), graph.actors.len() + graph.documents.len());
    let names: BTreeSet<&str> =
        all.iter().map(|n| n.path.rsplit('/').next().expect("a name").trim_end_matches(".md")).collect();
    for note in &all {
        for link in note.text.split("[[").skip(1) {
            let target = link.split(['|', ']']).next().expect("a target");
            assert!(names.contains(target), "{} links to {target}", note.path);
        }
    }
    let uganda = &all.iter().find(|n| n.path == "actors/uganda.md").expect("Uganda's note").text;
    assert!(uganda.starts_with("---\ntype: \"GPE\"\ncountry: \"UGA\"\n"), "{uganda}");
    assert!(uganda.contains("[[odhiambo-were|Odhiambo Were]] **accuses** [[uganda|Uganda]]: seizing eleven boats"));
    assert!(uganda.contains("> Odhiambo Were accused Uganda of seizing eleven boats. [[articles-fish-one-txt-"));
}

#[test]
fn words_of_a_text_are_no_markup() {
    for graph in graphs(&fixture::ontology()).into_iter().skip(2) {
        for note in notes(&graph) {
            let plain = |c: char| c.is_alphanumeric() || "-/.".contains(c);
            assert!(note.path.chars().all(plain) && !note.path.contains(".."), "{}", note.path);
            let mut parts = note.text.splitn(3, "---\n");
            let (head, body) = (parts.nth(1).expect("a head"), parts.next().expect("a body"));
            for line in head.lines() {
                let (key, value) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
                assert!(key.chars().all(|c| c.is_ascii_lowercase()), "{line}");
                assert!(serde_json::from_str::<serde_json::Value>(value).is_ok(), "{line}");
            }
            let bare = body.replace("\\\\", "").replace("\\<", "").replace("\\[", "").replace("\\`", "");
            assert!(!bare.contains('<') && !bare.contains('`'), "{bare}");
            let links = bare.matches("[[").count();
            assert_eq!((bare.matches('[').count(), bare.matches("]]").count()), (2 * links, links), "{bare}");
        }
    }
}
