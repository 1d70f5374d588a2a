//! The rules of the graph, as queries and as shapes, and what follows from it.

use std::collections::{BTreeMap, BTreeSet};

use demarche::export::{Options, prefixes, quads};
use demarche::ontology::Ontology;
use demarche::store::{Answer, Index, Limits};
use oxigraph::model::{Literal, NamedNode, Quad, Term};

use super::tables::python;
use super::{fixture, graphs};

const DM: &str = "https://w3id.org/demarche/ontology#";
const LABEL: &str = "http://www.w3.org/2004/02/skos/core#prefLabel";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

fn node(iri: &str) -> NamedNode {
    NamedNode::new(iri).expect("an IRI")
}

fn dm(name: &str) -> NamedNode {
    node(&format!("{DM}{name}"))
}

/// The nodes that each check finds fault with, each with the fault in words.
fn faults(ontology: &Ontology, quads: Vec<Quad>) -> BTreeMap<String, BTreeSet<(String, String)>> {
    let index = Index::fill(quads).expect("memory");
    let prefixes = prefixes(&Options::default());
    let mut out = BTreeMap::new();
    for check in &ontology.checks {
        let answer =
            index.query(&check.text, &prefixes, Limits::default()).unwrap_or_else(|e| panic!("{}: {e}", check.name));
        let Answer::Solutions { variables, rows } = answer else { panic!("{} is a SELECT", check.name) };
        assert_eq!(variables, ["node", "fault", "value"], "{}", check.name);
        let node = |row: &Vec<Option<Term>>| match (&row[0], &row[1]) {
            (Some(Term::NamedNode(node)), Some(Term::Literal(fault))) => {
                (node.as_str().to_owned(), fault.value().to_owned())
            }
            other => panic!("{}: {other:?}", check.name),
        };
        out.insert(check.name.clone(), rows.iter().map(node).collect());
    }
    out
}

#[test]
fn what_the_program_writes_keeps_the_rules() {
    let ontology = fixture::ontology();
    assert!(ontology.checks.len() >= 9 && ontology.checks.iter().all(|c| c.help.ends_with('.')));
    for (number, graph) in graphs(&ontology).iter().enumerate() {
        for options in [Options::default(), super::rdf11()] {
            let mut found = faults(&ontology, quads(graph, &ontology, &options));
            // Hostile graphs have countries, names and passages that reading never gives; these rules hold for them too.
            found.retain(|check, _| {
                number < 2 || matches!(check.as_str(), "asserted" | "documents" | "events" | "mentions")
            });
            assert!(found.len() >= 4 && found.values().all(BTreeSet::is_empty), "{found:#?}");
        }
    }
}

/// A graph with one fault for each rule, and the node at which each rule finds it.
fn broken(ontology: &Ontology) -> (Vec<Quad>, Vec<(&'static str, String)>) {
    let mut all = quads(&fixture::graph(ontology), ontology, &super::rdf11());
    let find = |all: &[Quad], predicate: &NamedNode, object: Option<&Term>, n: usize| -> Quad {
        let fits = |q: &&Quad| q.predicate == *predicate && object.is_none_or(|o| q.object == *o);
        all.iter().filter(fits).nth(n).unwrap_or_else(|| panic!("no {predicate} {n}")).clone()
    };
    let is = Term::from(dm("Claim"));
    let claims: Vec<Quad> = (0..12).map(|n| find(&all, &node(TYPE), Some(&is), n)).collect();
    let subject = |q: &Quad| q.subject.to_string().trim_matches(['<', '>']).to_owned();
    let mut expected = Vec::new();
    let drop_of = |all: &mut Vec<Quad>, claim: &Quad, predicate: &NamedNode| {
        all.retain(|q| q.subject != claim.subject || q.predicate != *predicate);
    };
    let put = |all: &mut Vec<Quad>, like: &Quad, predicate: NamedNode, object: Term| {
        all.push(Quad::new(like.subject.clone(), predicate, object, like.graph_name.clone()));
    };
    drop_of(&mut all, &claims[0], &dm("polarity"));
    put(&mut all, &claims[1], dm("modality"), dm("alleged").into());
    put(&mut all, &claims[1], dm("modality"), dm("actual").into());
    drop_of(&mut all, &claims[2], &dm("confidence"));
    let decimal = Literal::new_typed_literal("1.5", node("http://www.w3.org/2001/XMLSchema#decimal"));
    put(&mut all, &claims[2], dm("confidence"), decimal.into());
    drop_of(&mut all, &claims[5], &dm("confidence"));
    let no_number = Literal::new_typed_literal("much", node("http://www.w3.org/2001/XMLSchema#decimal"));
    put(&mut all, &claims[5], dm("confidence"), no_number.into());
    expected.extend([0, 1, 2, 5].map(|n| ("claims", subject(&claims[n]))));
    all.retain(|q| q.subject != claims[3].subject || q.predicate.as_str() != TYPE || q.object == is);
    expected.push(("events", subject(&claims[3])));
    let mention = find(&all, &dm("sourceMention"), None, 9);
    all.retain(|q| *q != mention);
    expected.push(("mentions", subject(&mention)));
    put(&mut all, &claims[4], dm("by"), node("https://news.example/nobody").into());
    expected.push(("mentions", subject(&claims[4])));
    expected.push(("participants", "https://news.example/nobody".to_owned()));
    let actor = find(&all, &node(LABEL), None, 0);
    put(&mut all, &actor, node(LABEL), Literal::new_simple_literal("Another name").into());
    let country = find(&all, &dm("country"), None, 5);
    all.retain(|q| *q != country);
    put(&mut all, &country, dm("country"), Literal::new_simple_literal("Uganda").into());
    expected.extend([("actors", subject(&actor)), ("actors", subject(&country))]);
    let key = find(&all, &node("http://purl.org/dc/terms/identifier"), None, 1);
    all.retain(|q| *q != key);
    expected.push(("documents", subject(&key)));
    let oa = |name: &str| node(&format!("http://www.w3.org/ns/oa#{name}"));
    let end = find(&all, &oa("end"), None, 3);
    all.retain(|q| *q != end);
    let zero = Literal::new_typed_literal("0", node("http://www.w3.org/2001/XMLSchema#integer"));
    put(&mut all, &end, oa("end"), zero.into());
    let start = find(&all, &oa("start"), None, 5);
    put(&mut all, &start, oa("start"), Literal::from(0).into());
    expected.extend([("offsets", subject(&end)), ("offsets", subject(&start))]);
    let words = find(&all, &oa("exact"), None, 7);
    all.retain(|q| *q != words);
    let holder = all.iter().find(|q| q.predicate == oa("hasSelector") && q.object == Term::from(words.subject.clone()));
    expected.push(("passages", subject(holder.expect("a passage"))));
    // Rwanda may leave the accord: possible, so not asserted.
    let base = "https://w3id.org/demarche/data/actor/";
    let (rwanda, accord) = (node(&format!("{base}rwanda")), node(&format!("{base}lake-accord")));
    all.push(Quad::new(rwanda.clone(), dm("withdrawsFrom"), accord, claims[0].graph_name.clone()));
    expected.push(("asserted", rwanda.into_string()));
    (all, expected)
}

#[test]
fn each_rule_finds_its_fault_and_pyshacl_agrees() {
    let ontology = fixture::ontology();
    let (quads, expected) = broken(&ontology);
    let found = faults(&ontology, quads.clone());
    for check in &ontology.checks {
        assert!(expected.iter().any(|(name, _)| *name == check.name), "no fault for {}", check.name);
    }
    for (check, node) in &expected {
        assert!(found[*check].iter().any(|(n, _)| n == node), "{check} does not find {node}: {:?}", found[*check]);
    }
    let all: BTreeSet<String> = found.values().flatten().map(|(node, fault)| format!("{node} {fault}")).collect();
    let script = format!(
        "import sys, rdflib, pyshacl\n\
         data = rdflib.Graph().parse(data=sys.stdin.buffer.read(), format='nt')\n\
         shapes = rdflib.Graph().parse({:?}, format='turtle')\n\
         _, report, _ = pyshacl.validate(data, shacl_graph=shapes)\n\
         pairs = ((r, report.value(r, rdflib.SH.focusNode)) for r in report.subjects(rdflib.SH.focusNode))\n\
         print('\\n'.join(sorted({{f'{{n}} {{report.value(r, rdflib.SH.resultMessage)}}' for r, n in pairs}})))",
        concat!(env!("CARGO_MANIFEST_DIR"), "/ontology/shapes.ttl")
    );
    let triples: BTreeSet<String> =
        quads.into_iter().map(|q| format!("{} {} {} .\n", q.subject, q.predicate, q.object)).collect();
    let text: String = triples.into_iter().collect();
    let Some(said) = python(&script, "pyshacl", text.as_bytes()) else { return };
    assert_eq!(said.lines().collect::<BTreeSet<_>>(), all.iter().map(String::as_str).collect());
}

#[test]
fn what_follows_is_asked_for_and_stays_apart() {
    let ontology = fixture::ontology();
    let options = Options::default();
    let mut index = Index::fill(quads(&fixture::graph(&ontology), &ontology, &options)).expect("memory");
    let prefixes = prefixes(&options);
    let ask = |index: &Index, what: &str| {
        index.query(&format!("ASK {{ {what} }}"), &prefixes, Limits::default()).expect("an answer")
            == Answer::Boolean(true)
    };
    let entailed = [
        "?c a dm:Conflict , plover:Accuse ; dm:source actor:odhiambo-were",
        "actor:odhiambo-were dm:actsAgainst actor:uganda",
        "actor:grace-nakato dm:meetsWith actor:amina-juma",
        "actor:african-union dm:hasMember actor:tanzania",
        "actor:kenya dm:positionHeldBy actor:odhiambo-were",
    ];
    assert!(entailed.iter().all(|what| !ask(&index, what)), "nothing follows unless it is asked for");
    let into = node("https://news.example/ontology");
    index.add(ontology.triples().iter().map(|t| t.clone().in_graph(into.clone()))).expect("memory");
    let rules: Vec<(&str, &str)> = ontology.rules.iter().map(|r| (r.name.as_str(), r.text.as_str())).collect();
    let entails = node("https://news.example/entailed");
    let followed = index.reason(&rules, &prefixes, &entails, Limits::default()).expect("an end");
    assert!(followed > 50, "{followed}");
    for what in entailed {
        assert!(ask(&index, what), "{what}");
    }
    assert!(ask(&index, "GRAPH <https://news.example/entailed> { actor:kenya dm:positionHeldBy actor:odhiambo-were }"));
    assert!(!ask(&index, "actor:rwanda dm:actsAgainst actor:lake-accord"), "what may happen entails nothing");
    assert_eq!(
        index.reason(&rules, &prefixes, &entails, Limits::default()).expect("an end"),
        0,
        "a second time nothing is new"
    );
}

#[test]
fn an_office_gives_its_holder_a_country_but_no_second_one() {
    let rule = &fixture::ontology().rules.iter().find(|r| r.name == "country").expect("the rule").text.clone();
    let quad = |s: &str, p: &str, o: Term| {
        Quad::new(node(&format!("https://x.example/{s}")), dm(p), o, node("https://x.example/g"))
    };
    let text = |t: &str| Term::from(Literal::new_simple_literal(t));
    let index = Index::fill([
        quad("minister", "holdsPosition", node("https://x.example/state").into()),
        quad("envoy", "holdsPosition", node("https://x.example/state").into()),
        quad("envoy", "country", text("KEN")),
        quad("clerk", "holdsPosition", node("https://x.example/union").into()),
        quad("state", "country", text("UGA")),
        quad("union", "country", text("IGO")),
    ]);
    let mut index = index.expect("memory");
    let prefixes = prefixes(&Options::default());
    assert_eq!(
        index.reason(&[("country", rule)], &prefixes, &node("https://x.example/e"), Limits::default()).expect("an end"),
        1
    );
    let answer = index.query("ASK { <https://x.example/minister> dm:country 'UGA' }", &prefixes, Limits::default());
    assert_eq!(answer.expect("an answer"), Answer::Boolean(true));
}

#[test]
fn rules_without_end_are_an_error() {
    let index = Index::fill([Quad::new(dm("a"), dm("n"), Literal::from(0), node("https://x.example/g"))]);
    let mut index = index.expect("memory");
    let endless = ("endless", "CONSTRUCT { ?s dm:n ?m } WHERE { ?s dm:n ?n BIND(?n + 1 AS ?m) }");
    let prefixes = prefixes(&Options::default());
    assert!(index.reason(&[endless], &prefixes, &node("https://x.example/e"), Limits::default()).is_err());
    assert!(index.reason(&[("ask", "ASK {}")], &prefixes, &node("https://x.example/e"), Limits::default()).is_err());
}
