//! What reading one text gives beside its claims: names in the text's own words, countries, offices of former days. All
//! persons and events are invented.

use std::sync::OnceLock;

use demarche::extract::{Claim, Entity, Reading};
use demarche::graph::Graph;
use demarche::pipeline::{Options, Pipeline};
use demarche::resolve::{Decisions, resolve};
use demarche::source::document_from_text;

fn pipeline() -> &'static Pipeline {
    static ONE: OnceLock<Pipeline> = OnceLock::new();
    ONE.get_or_init(|| Pipeline::new(&Options::default()).expect("the model and the ontology load"))
}

fn read(text: &str) -> Reading {
    pipeline().read(document_from_text("text", text))
}

fn entity<'r>(reading: &'r Reading, name: &str) -> &'r Entity {
    let names: Vec<&str> = reading.entities.iter().map(|e| e.name.as_str()).collect();
    reading.entities.iter().find(|e| e.name == name).unwrap_or_else(|| panic!("no {name} among {names:?}"))
}

fn graph(reading: Reading) -> Graph {
    resolve(&[reading], &Decisions::default(), pipeline().ontology())
}

#[test]
fn an_office_of_former_days_is_told_from_a_present_one() {
    let reading = read(
        "Former Kenyan President Amos Wario met Tanzanian Foreign Minister Neema Lusinde in Dodoma on Monday. \
         Ahmed Sadiq, the former head of the Zambian Red Cross, praised them.",
    );
    let offices = |former: bool| {
        let held = |c: &&Claim| c.relation == "holdsPosition" && c.is_former == former;
        let claims = reading.claims.iter().filter(held);
        claims.filter_map(|c| Some(reading.entities[c.source?.entity].name.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(offices(true), ["Amos Wario", "Ahmed Sadiq"]);
    assert_eq!(offices(false), ["Neema Lusinde"]);
    let graph = graph(reading.clone());
    assert!(graph.statements.iter().filter(|s| s.is_former).all(|s| !s.is_asserted()));
}

#[test]
fn a_known_body_is_called_as_its_document_calls_it_where_that_stands_alone() {
    let reading = read("The State Department criticised Kenya on Friday. Kenya rejected the criticism.");
    let label =
        |graph: &Graph| graph.actors.iter().find(|a| a.slug == "us-department-of-state").map(|a| a.name.clone());
    let graph = graph(reading);
    assert_eq!(label(&graph).as_deref(), Some("United States Department of State"));
    assert_eq!(label(&graph.in_own_words()).as_deref(), Some("State Department"));
}

#[test]
fn who_has_no_name_is_called_with_what_stands_beside_the_noun() {
    let reading = read("Gunmen attacked Afghan border guards near Herat on Sunday. The border guards fired back.");
    assert_eq!(entity(&reading, "Afghan border guards").country.as_deref(), Some("AFG"));
}

#[test]
fn places_and_who_is_of_them_have_a_country() {
    let reading = read(
        "African Union peacekeepers arrived in Goma on Monday. Police in Kunar province arrested two men. \
         Rosa Pinto, the mayor of Bucaramanga, praised the police.",
    );
    assert_eq!(entity(&reading, "Goma").country.as_deref(), Some("COD"));
    assert_eq!(entity(&reading, "Kunar province").country.as_deref(), Some("AFG"));
    assert_eq!(entity(&reading, "African Union peacekeepers").country.as_deref(), Some("IGO"));
    assert_eq!(entity(&reading, "Rosa Pinto").country.as_deref(), Some("COL"));
}

#[test]
fn a_country_that_is_only_spoken_of_is_a_likely_one() {
    let reading =
        read("Zambia closed its border on Monday. Zambia will reopen it in May. Jonas Mwila welcomed the step.");
    let person = entity(&reading, "Jonas Mwila");
    assert_eq!((person.country.as_deref(), person.likely_country.as_deref()), (None, Some("ZMB")));
    let name = person.name.clone();
    assert_eq!(graph(reading).actors.iter().find(|a| a.name == name).and_then(|a| a.country.as_deref()), Some("ZMB"));
}
