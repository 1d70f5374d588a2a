//! Names of bodies: which are proper, which any country has, and acronyms.
//!
//! "Ministry of Defence", "the police" and "Supreme Court" name a body only together with its country; "protesters" and
//! "officials" name nobody outside their own document. The lists are of common nouns, so that a name made of them alone
//! is told from one with a word of its own ("Harbour Safety Agency").

use std::collections::BTreeSet;

use super::names::british;
use crate::extract::Entity;
use crate::ontology::{Naming, Ontology};
use crate::text::{EntityType, MentionKind, Sector, words};

/// Heads of bodies that a state has one of.
#[rustfmt::skip]
const STANDING: &[&str] = &[
    "administration", "agency", "army", "assembly", "authorities", "authority", "bank", "bureau", "cabinet",
    "chamber", "coastguard", "commission", "committee", "congress", "council", "court", "department", "force",
    "forces", "gendarmerie", "government", "guard", "guards", "house", "inspectorate", "judiciary", "junta",
    "legislature", "military", "ministry", "navy", "office", "parliament", "police", "presidency", "senate",
    "service", "services", "treasury",
];
/// Common nouns for people: never a body.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "activists", "allies", "analysts", "citizens", "critics", "delegates", "delegation", "demonstrators", "diplomats",
    "experts", "families", "fighters", "group", "groups", "journalists", "lawmakers", "lawyers", "leaders",
    "leadership", "members", "migrants", "militants", "ministers", "observers", "officers", "official", "officials",
    "opposition", "party", "people", "protesters", "rebels", "refugees", "representatives", "residents", "sources",
    "soldiers", "spokesman", "spokesperson", "spokeswoman", "students", "supporters", "team", "troops", "unions",
    "voters", "witnesses", "workers",
];
/// Common nouns for places, events and texts.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "act", "agreement", "airport", "ambassador", "bill", "border", "budget", "capital", "charter", "conference",
    "constitution", "consulate", "declaration", "election", "elections", "embassy", "hospital", "law", "meeting",
    "memorandum", "pact", "palace", "port", "prison", "protest", "protests", "referendum", "region", "report",
    "resolution", "school", "square", "station", "summit", "talks", "treaty", "university", "war",
];
/// What bodies of every state are for, and words that only join.
#[rustfmt::skip]
const FIELDS: &[&str] = &[
    "affairs", "agriculture", "air", "and", "antitrust", "armed", "border", "broadcasting", "central", "city",
    "coast", "communications", "constitutional", "counterintelligence", "criminal", "culture", "customs", "defence",
    "defense", "development", "district", "economic", "economy", "education", "election", "electoral", "emergency",
    "emergencies", "energy", "environment", "environmental", "external", "federal", "finance", "financial",
    "fisheries", "for", "foreign", "general", "health", "high", "home", "immigration", "industry", "information",
    "intelligence", "interior", "internal", "international", "investigative", "judicial", "justice", "labor",
    "labour", "land", "local", "lower", "main", "maritime", "migration", "ministerial", "national", "naval", "of",
    "on", "peoples", "presidential", "president", "presidents", "prime", "minister", "prosecutor", "prosecutors",
    "protection", "provincial", "public", "railway", "regional", "republic", "revenue", "ruling", "science", "secret",
    "security", "social", "special", "sports", "state", "statistics", "supreme", "tax", "the", "tourism", "trade",
    "transport", "upper", "welfare",
];
/// Words that the names of one body may lack or have ("Foreign Ministry", "Ministry of Foreign Affairs").
const LIGHT: &[&str] = &["affairs", "and", "for", "of", "on"];

/// How far a name goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// It names one thing in all documents: its folded words.
    Proper(String),
    /// With its country it names one body: the words without the country's.
    OfCountry(String),
    /// It says who is meant in its own document only.
    Local,
}

/// Tells how far the name of an entity that is no person goes.
pub(super) fn reach(entity: &Entity, ontology: &Ontology) -> Reach {
    let name = without_brackets(&entity.name);
    let whole = words(&name);
    let country = entity.country.as_deref().filter(|c| *c != "IGO");
    let own = country.map_or_else(|| whole.clone(), |c| words(&without_state(&name, c, ontology)));
    let is_named = entity.mentions.iter().any(|m| matches!(m.kind, MentionKind::Name | MentionKind::Metonym));
    let is_common = is_common(&own);
    let has_capital = name.chars().any(char::is_uppercase) || !name.chars().any(char::is_lowercase);
    let is_thing = !matches!(entity.entity_type, EntityType::Organisation | EntityType::Group);
    if whole.is_empty() {
        return Reach::Local;
    }
    if is_named && has_capital && !is_common {
        return Reach::Proper(acronym(&name).map_or_else(|| spelled(&whole).join(" "), |a| a.to_lowercase()));
    }
    let is_official = matches!(
        entity.sector,
        Some(Sector::Gov | Sector::Leg | Sector::Jud | Sector::Mil | Sector::Cop | Sector::Spy)
    );
    // Without a capital only what is surely of the state: "security forces", not "opposition forces".
    let is_sure = is_official || (is_named && has_capital);
    if country.is_none() || is_thing || !is_sure || !is_standing(&own) || !is_common {
        return Reach::Local;
    }
    Reach::OfCountry(body(&own))
}

/// Whether it is made of common nouns alone; "Labour" or "Foreign Affairs" lacks a head and is a name.
fn is_common(words: &[String]) -> bool {
    let is_noun = |w: &String| [STANDING, PEOPLE, THINGS].iter().any(|list| list.contains(&w.as_str()));
    words.iter().any(is_noun) && words.iter().all(|w| is_noun(w) || FIELDS.contains(&w.as_str()))
        || words.iter().all(|w| LIGHT.contains(&w.as_str()))
}

/// Whether the head is a body's: the word before "of" or "for", else the last.
fn is_standing(words: &[String]) -> bool {
    let join = words.iter().position(|w| matches!(w.as_str(), "of" | "for" | "on"));
    let head = words[..join.unwrap_or(words.len())].last();
    head.is_some_and(|h| STANDING.contains(&h.as_str()))
}

/// One spelling for the names of one body.
fn body(words: &[String]) -> String {
    let ministry = words.iter().any(|w| w == "ministry");
    let is_light = |w: &str| LIGHT.contains(&w) || (ministry && w == "national");
    let kept: Vec<String> = words.iter().filter(|w| !is_light(w)).cloned().collect();
    spelled(&kept).into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
}

fn spelled(words: &[String]) -> Vec<String> {
    words.iter().map(|w| british(w)).collect()
}

/// The name without the words that name its state ("Kenyan police", "Ministry of Health of Kenya").
fn without_state(name: &str, country: &str, ontology: &Ontology) -> String {
    let tokens: Vec<&str> = name.split_whitespace().collect();
    let of_state = |words: &[&str]| {
        ontology.named(&words.join(" ")).iter().any(|(actor, naming)| {
            let actor = &ontology.actors[*actor];
            let names = matches!(naming, Naming::Name | Naming::Demonym | Naming::People);
            names && actor.is_state && actor.country.as_deref() == Some(country)
        })
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let longest = (1..=4.min(tokens.len() - at)).rev().find(|n| of_state(&tokens[at..at + n]));
        if let Some(n) = longest {
            // "… of the Republic of Kenya" leaves nothing that hangs.
            while kept.last().is_some_and(|w| matches!(*w, "of" | "the" | "in")) {
                kept.pop();
            }
            at += n;
        } else {
            kept.push(tokens[at]);
            at += 1;
        }
    }
    kept.join(" ")
}

/// The name without what stands in brackets.
pub(super) fn without_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if out.trim().is_empty() { name.to_owned() } else { out }
}

/// The acronym in brackets behind a name.
pub(super) fn bracketed(name: &str) -> Option<String> {
    let inner = name.split_once('(')?.1.split_once(')')?.0;
    acronym(inner)
}

/// The letters of a name that is an acronym (`OHS`, `O.H.S.`).
pub(super) fn acronym(name: &str) -> Option<String> {
    let name = name.trim();
    let letters: String = name.chars().filter(|c| *c != '.').collect();
    let fits =
        letters.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) && letters.chars().any(char::is_uppercase);
    (fits && (2..=8).contains(&letters.chars().count())).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::{acronym, body, bracketed, without_brackets};
    use crate::text::words;

    #[test]
    fn acronyms_stand_alone_or_in_brackets() {
        assert_eq!(acronym("O.H.S.").as_deref(), Some("OHS"));
        assert_eq!(acronym("Ohs"), None);
        assert_eq!(bracketed("Organisation for Harbour Safety (OHS)").as_deref(), Some("OHS"));
        assert_eq!(without_brackets("Organisation for Harbour Safety (OHS)").trim(), "Organisation for Harbour Safety");
    }

    #[test]
    fn names_of_one_ministry_are_spelled_alike() {
        assert_eq!(body(&words("Foreign Ministry")), body(&words("Ministry of Foreign Affairs")));
        assert_eq!(body(&words("Ministry of National Defense")), body(&words("the Defence Ministry")));
        assert_ne!(body(&words("National Guard")), body(&words("Guard")));
    }
}
