//! Diagrams: silent in Graphviz, sound without it, and nobody gets in by a name.

use std::io::Write;
use std::process::{Command, Stdio};

use demarche::export::{By, Layout, Options, draw_without_graphviz};
use demarche::graph::Graph;

use super::{bytes, fixture, graphs};

/// What `dot` says about a diagram, and its SVG; none where there is no `dot`.
fn dot(source: &[u8]) -> Option<(String, String)> {
    let mut command = Command::new("dot");
    command.arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().ok()?;
    child.stdin.take()?.write_all(source).ok()?;
    let output = child.wait_with_output().ok()?;
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Some((text(output.stderr), text(output.stdout)))
}

#[test]
fn dot_is_silent_on_hostile_graphs() {
    let ontology = fixture::ontology();
    let mut all = graphs(&ontology);
    all.extend((40..300).map(fixture::hostile));
    for (number, graph) in all.iter().enumerate() {
        let source = bytes("dot", graph, &ontology, &Options::default());
        let Some((said, svg)) = dot(&source) else {
            return eprintln!("skipped: Graphviz is not installed");
        };
        assert_eq!(said, "", "graph {number}:\n{}", String::from_utf8_lossy(&source));
        assert!(!svg.contains("<script"), "graph {number}");
    }
}

#[test]
#[ignore = "soak: ten thousand graphs through Graphviz"]
fn dot_is_silent_on_ten_thousand_hostile_graphs() {
    let ontology = fixture::ontology();
    for seed in 0..10_000 {
        let source = bytes("dot", &fixture::hostile(seed), &ontology, &Options::default());
        let Some((said, svg)) = dot(&source) else { return eprintln!("skipped: Graphviz is not installed") };
        assert!(said.is_empty() && !svg.contains("<script"), "graph {seed}: {said}");
    }
}

#[test]
fn both_kinds_of_svg_are_whole_xml_without_scripts() {
    let ontology = fixture::ontology();
    for graph in graphs(&ontology) {
        let by_hand = draw_without_graphviz(&graph, &ontology, &Options::default());
        let written = String::from_utf8(bytes("svg", &graph, &ontology, &Options::default())).expect("UTF-8");
        for svg in [by_hand, written] {
            assert!(svg.contains("<svg") && svg.trim_end().ends_with("</svg>"));
            assert!(!svg.contains("<script") && !svg.contains('\0') && !svg.contains('\u{202e}'), "{svg}");
            well_formed(&svg);
        }
    }
}

/// Checks that tags nest and that no bare `<` or `&` is left, as an XML parser would.
fn well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    while let Some((before, after)) = rest.split_once('<') {
        let entities = before.split('&').skip(1).all(|e| e.find(';').is_some_and(|end| end > 0 && end < 12));
        assert!(entities && !before.contains('\u{fffe}'), "bare & in {before}");
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").expect("a comment ends").1;
            continue;
        }
        let (tag, next) = after.split_once('>').expect("a tag ends");
        rest = next;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name.trim()));
        } else if !tag.ends_with('/') && !tag.starts_with(['?', '!']) {
            open.push(tag.split_whitespace().next().expect("a name"));
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn source(graph: &Graph, options: &Options) -> String {
    String::from_utf8(bytes("dot", graph, &fixture::ontology(), options)).expect("UTF-8")
}

#[test]
fn the_diagram_tells_tones_certainty_and_kinds_apart() {
    let text = source(&fixture::graph(&fixture::ontology()), &Options::default());
    let edge =
        |words: &str| text.lines().find(|l| l.contains(words)).unwrap_or_else(|| panic!("no {words} in\n{text}"));
    assert!(edge("label=\"accuses (2)\"").contains("#E8891C") && edge("label=\"accuses (2)\"").contains("style=solid"));
    assert!(edge("not: seizes (reported)").contains("arrowhead=tee"));
    assert!(edge("seizes (alleged)").contains("style=dashed"));
    assert!(edge("mobilizes").contains("style=dotted") && edge("mobilizes").contains("#B34700"));
    assert!(edge("label=\"agrees").contains("#3D9BD9") && edge("label=\"aids").contains("#00508A"));
    assert!(edge("label=\"foreign minister\"").contains("penwidth=0.7"));
    assert!(edge("label=\"Odhiambo Were\"").contains("rounded"));
    assert!(edge("label=\"Uganda\", shape").contains("ellipse"));
    assert!(text.contains("cluster_legend") && text.contains("3 documents · 38 claims · 2031-03-02 to 2031-03-09"));
    assert!(text.contains("plain statement"), "what is not drawn is counted");
}

#[test]
fn a_diagram_keeps_to_its_size_and_says_what_it_left_out() {
    let options =
        Options { max_nodes: Some(4), title: Some("The \"lake\" <quarrel>".to_owned()), ..Options::default() };
    let text = source(&fixture::graph(&fixture::ontology()), &options);
    assert_eq!(text.lines().filter(|l| l.contains("fillcolor") && l.trim_start().starts_with("\"n")).count(), 4);
    assert!(text.contains("less connected actors not drawn") && text.contains("The \\\"lake\\\" <quarrel>"));
}

#[test]
fn states_and_documents_are_taken_together_on_request() {
    let graph = fixture::graph(&fixture::ontology());
    let nodes =
        |text: &str| text.lines().filter(|l| l.contains("fillcolor") && l.trim_start().starts_with("\"n")).count();
    let states = source(&graph, &Options { by: By::State, ..Options::default() });
    assert!(states.contains("by state"), "{states}");
    assert!(states.contains("within one state not drawn"), "{states}");
    let label = |text: &str, name: &str| text.matches(&format!("label=\"{name}\"")).count();
    assert_eq!((label(&states, "Uganda"), label(&states, "Grace Nakato"), label(&states, "Otto Lubega")), (1, 0, 1));
    let documents = source(&graph, &Options { by: By::Document, max_nodes: Some(100), ..Options::default() });
    assert!(documents.contains("label=\"Kampala answers 2031-03-05\""), "{documents}");
    assert!(label(&documents, "Uganda") == 3 && nodes(&documents) > nodes(&source(&graph, &Options::default())));
    for layout in [Layout::Neato, Layout::Fdp, Layout::Sfdp, Layout::Circo, Layout::Twopi] {
        let text = source(&graph, &Options { layout, ..Options::default() });
        assert!(text.contains(&format!("layout={}", layout.as_str())));
        let Some((said, svg)) = dot(text.as_bytes()) else { return eprintln!("skipped: Graphviz is not installed") };
        assert!(said.is_empty() && svg.contains("</svg>"), "{layout:?}: {said}");
    }
}

#[test]
fn frames_are_drawn_without_graphviz_too() {
    let ontology = fixture::ontology();
    let graph = fixture::graph(&ontology);
    let by = |by| Options { by, max_nodes: Some(100), ..Options::default() };
    let mermaid = |options: &Options| String::from_utf8(bytes("mermaid", &graph, &ontology, options)).expect("UTF-8");
    let documents = mermaid(&by(By::Document));
    let lines = |text: &str, start: &str| text.lines().filter(|l| l.starts_with(start)).count();
    assert_eq!((lines(&documents, "  subgraph "), lines(&documents, "  end")), (3, 3), "{documents}");
    assert!(documents.contains("subgraph f1[\"Kampala answers 2031#45;03#45;05\"]\n    n"), "{documents}");
    assert_eq!(documents.matches("[\"Uganda\"]").count(), 3);
    let svg = draw_without_graphviz(&graph, &ontology, &by(By::Document));
    assert_eq!(svg.matches("<g><title>Kampala answers 2031-03-05</title>").count(), 1, "{svg}");
    // Countries are framed, states are nodes and need no frame.
    assert!(lines(&mermaid(&by(By::Actor)), "  subgraph ") > 1);
    assert_eq!(lines(&mermaid(&by(By::State)), "  subgraph "), 0);
    for graph in graphs(&ontology) {
        for each in [By::Actor, By::State, By::Document] {
            let svg = draw_without_graphviz(&graph, &ontology, &by(each));
            assert!(!svg.contains("NaN"), "{svg}");
            well_formed(&svg);
        }
    }
}

#[test]
fn evidence_is_a_click_away_and_no_click_runs_anything() {
    let ontology = fixture::ontology();
    let mut graph = fixture::graph(&ontology);
    for (document, url) in graph.documents.iter_mut().zip(["https://news.example/a?x=\"1\"&y=2", "javascript:alert(1)"])
    {
        document.url = Some(url.to_owned());
    }
    let text = source(&graph, &Options::default());
    assert!(text.contains("URL=\"https://www.wikidata.org/wiki/Q1036\""), "{text}");
    assert!(!text.contains("javascript:"));
    graph.documents[0].url = Some("https://news.example/a?x=1&y=2".to_owned());
    assert!(source(&graph, &Options::default()).contains("URL=\"https://news.example/a?x=1&amp;y=2\""));
    let svg = draw_without_graphviz(&graph, &ontology, &Options::default());
    assert!(svg.contains("<a href=\"https://news.example/a?x=1&amp;y=2\"") && !svg.contains("javascript:"));
    well_formed(&svg);
}
