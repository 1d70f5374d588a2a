//! Words looked up: names with their variants, offices, titles.

use demarche::ontology::Naming;

use super::{add, relation, shared};

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
    for surface in
        ["the Netherlands", "The Netherlands’", "Netherlands'", "  the \u{a0}Netherlands\n", "THE NETHERLANDS"]
    {
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
