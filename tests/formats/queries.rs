//! The named queries over the fixture's quads.

use demarche::export::{Options, prefixes, quads};
use demarche::ontology::Ontology;
use oxigraph::model::Term;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use super::fixture;

type Rows = Vec<Vec<(String, String)>>;

fn answer(ontology: &Ontology, name: &str) -> Rows {
    let options = Options::default();
    let store = Store::new().expect("memory");
    store.extend(quads(&fixture::graph(ontology), ontology, &options)).expect("memory");
    // As in the program, the ontology may lie beside the graph: its labels must not double a row.
    store
        .extend(ontology.triples().iter().map(|t| t.clone().in_graph(oxigraph::model::GraphName::DefaultGraph)))
        .expect("memory");
    let mut evaluator = SparqlEvaluator::new();
    for (prefix, iri) in prefixes(&options) {
        evaluator = evaluator.with_prefix(prefix, iri).expect("an IRI");
    }
    let text = &ontology.query(name).unwrap_or_else(|| panic!("no query {name}")).text;
    let mut query = evaluator.parse_query(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    query.dataset_mut().set_default_graph_as_union();
    let QueryResults::Solutions(rows) = query.on_store(&store).execute().expect("an answer") else {
        panic!("{name} is a SELECT")
    };
    let value = |term: &Term| if let Term::Literal(l) = term { l.value().to_owned() } else { term.to_string() };
    let row = |r: Result<oxigraph::sparql::QuerySolution, _>| {
        let r = r.expect("a row");
        r.iter().map(|(v, t)| (v.as_str().to_owned(), value(t))).collect()
    };
    rows.map(row).collect()
}

fn cell<'r>(row: &'r [(String, String)], name: &str) -> &'r str {
    row.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
}

#[test]
fn every_named_query_has_help_and_gives_rows() {
    let ontology = fixture::ontology();
    let names: Vec<&str> = ontology.queries.iter().map(|q| q.name.as_str()).collect();
    assert!(
        ["contradictions", "only-reported-by", "proposals-and-answers", "timeline", "who-accuses-whom"]
            .iter()
            .all(|n| names.contains(n))
    );
    for query in &ontology.queries {
        assert!(query.help.len() > 30 && query.help.ends_with('.'), "{}: {}", query.name, query.help);
        assert!(!answer(&ontology, &query.name).is_empty(), "{}", query.name);
    }
}

#[test]
fn who_accuses_whom_lists_one_row_a_claim_with_its_sentence() {
    let rows = answer(&fixture::ontology(), "who-accuses-whom");
    assert_eq!(rows.len(), 6, "{rows:#?}");
    let first = rows.iter().find(|r| cell(r, "theme") == "seizing eleven boats").expect("the accusation");
    assert_eq!(
        (cell(first, "source"), cell(first, "relation"), cell(first, "target")),
        ("Odhiambo Were", "accuses", "Uganda")
    );
    assert_eq!(cell(first, "sentence"), "Odhiambo Were accused Uganda of seizing eleven boats.");
    assert_eq!(cell(first, "document"), "articles/fish-one.txt");
}

#[test]
fn the_timeline_goes_by_the_sentence_then_by_the_document() {
    let rows = answer(&fixture::ontology(), "timeline");
    let dates: Vec<&str> = rows.iter().map(|r| cell(r, "date")).collect();
    assert!(dates.is_sorted() && dates[0] == "2031-02" && dates.contains(&"2031-03-01"), "{dates:?}");
    assert!(rows.iter().all(|r| cell(r, "relation") != "holdsPosition"));
    assert_eq!(rows.len(), 38 - 7, "standing facts are left out, every other claim is there once");
}

#[test]
fn proposals_find_the_answer_of_the_other_side() {
    let rows = answer(&fixture::ontology(), "proposals-and-answers");
    let of = |theme: &str| rows.iter().filter(|r| cell(r, "theme") == theme).collect::<Vec<_>>();
    let patrols = of("joint patrols of the lake");
    let replies: Vec<(&str, &str)> = patrols.iter().map(|r| (cell(r, "answerer"), cell(r, "answer"))).collect();
    assert!(replies.contains(&("Grace Nakato", "rejects")) && replies.contains(&("Uganda", "agreesWith")), "{rows:#?}");
    assert!(patrols.iter().any(|r| cell(r, "reply") == "Grace Nakato rejected joint patrols with Kenya."));
    let unanswered = of("send its own boats");
    assert_eq!(unanswered.iter().map(|r| cell(r, "answer")).collect::<Vec<_>>(), [""]);
}

#[test]
fn the_first_source_is_the_earliest_document_and_outlets_are_told_apart() {
    let ontology = fixture::ontology();
    let first = answer(&ontology, "first-source");
    let proposal = first.iter().find(|r| cell(r, "relation") == "proposes").expect("the proposal");
    assert_eq!((cell(proposal, "first"), cell(proposal, "document")), ("2031-03-02", "articles/fish-one.txt"));
    let outlets = answer(&ontology, "outlets");
    assert!(outlets.iter().all(|r| !cell(r, "outlet").is_empty() && cell(r, "relation") != "holdsPosition"));
}

#[test]
fn what_one_side_only_says_and_what_contradicts_is_found() {
    let ontology = fixture::ontology();
    let one_sided = answer(&ontology, "only-reported-by");
    let beaten = one_sided.iter().find(|r| cell(r, "relation") == "attacks").expect("the beating");
    assert_eq!((cell(beaten, "by"), cell(beaten, "claims")), ("Radio Ziwa", "1"));
    let contradicting = answer(&ontology, "contradictions");
    assert_eq!(contradicting.len(), 1, "{contradicting:#?}");
    let row = &contradicting[0];
    assert_eq!(
        (cell(row, "relation"), cell(row, "affirmedBy"), cell(row, "deniedBy")),
        ("seizes", "Odhiambo Were", "Grace Nakato")
    );
}
