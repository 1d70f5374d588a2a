//! Which entities of which documents are one actor: the rules, the surest first.
//!
//! Every rule looks at all clusters at once and asks for exactly one candidate, so that neither the order of documents
//! nor the order of names decides.

use std::collections::{BTreeMap, BTreeSet};

use super::Group;
use super::clusters::{Clusters, Key};
use super::names::PersonName;
use crate::extract::Reading;
use crate::ontology::Ontology;

/// Country of international bodies: whoever acts for one also has a state.
const INTERNATIONAL: &str = "IGO";

/// Unites entities: by the ontology, by name and country, then shorter forms with the one full name they fit.
pub(super) fn groups(readings: &[&Reading], ontology: &Ontology) -> Vec<Group> {
    let mut clusters = Clusters::new(readings, ontology);
    same_names(&mut clusters);
    abbreviations(&mut clusters);
    surnames(&mut clusters);
    acronyms(&mut clusters);
    clusters.finish()
}

/// One name without a country joins the same name with one, where only one country bears it.
fn same_names(clusters: &mut Clusters) {
    let mut named: BTreeMap<(&'static str, String), Vec<usize>> = BTreeMap::new();
    for (at, cluster) in clusters.all.iter().enumerate() {
        if let Key::Named(class, name, _) = &cluster.key
            && *class != "surname"
        {
            named.entry((*class, name.clone())).or_default().push(at);
        }
    }
    for ((class, name), bearers) in named.into_iter().filter(|(_, b)| b.len() > 1) {
        let is_vague = |at: &usize| match &clusters.all[*at].key {
            // A person of an international body is a citizen of some state.
            Key::Named(_, _, Some(country)) => class == "person" && country == INTERNATIONAL,
            _ => true,
        };
        let (vague, sure): (Vec<usize>, Vec<usize>) = bearers.into_iter().partition(is_vague);
        let to = match (sure.as_slice(), vague.as_slice()) {
            ([one], _) => *one,
            ([], [first, ..]) => *first,
            _ => continue,
        };
        let why = format!("no other country has a {class} of the name \"{name}\"");
        for at in vague {
            clusters.join(at, to, &why);
        }
    }
}

/// Full names of persons: clusters of the ontology's persons included.
fn full_names(clusters: &Clusters) -> Vec<(usize, PersonName)> {
    let full = |(at, c): (usize, &super::clusters::Cluster)| c.person.clone().filter(|p| !p.is_bare).map(|p| (at, p));
    clusters.all.iter().enumerate().filter_map(full).collect()
}

/// "M. Osei" joins "Mary Osei" where nobody else fits; the fullest forms first, so that shorter ones meet them joined.
fn abbreviations(clusters: &mut Clusters) {
    let full = full_names(clusters);
    let mut families: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, (_, name)) in full.iter().enumerate() {
        families.entry(name.ends().1).or_default().push(n);
    }
    // The clusters of one name (told apart by country) choose together.
    let mut names: BTreeMap<&PersonName, Vec<usize>> = BTreeMap::new();
    for (at, name) in &full {
        names.entry(name).or_default().push(*at);
    }
    let mut names: Vec<(&PersonName, Vec<usize>)> = names.into_iter().collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.fullness()));
    for (name, bearers) in names {
        let fuller: Vec<usize> = families[name.ends().1]
            .iter()
            .map(|n| &full[*n])
            .filter(|(_, f)| name.abbreviates(f))
            .map(|(at, _)| *at)
            .collect();
        let chosen = |at: &usize| Some((*at, only(clusters, *at, &fuller)?));
        let choices: Vec<(usize, usize)> = bearers.iter().filter_map(chosen).collect();
        for (at, to) in unrivalled(clusters, &choices) {
            clusters.join(at, to, &format!("the only fuller form of \"{}\" that agrees in country", name.key()));
        }
    }
}

/// The one cluster, of those that have joined, that agrees in country.
fn only(clusters: &Clusters, at: usize, candidates: &[usize]) -> Option<usize> {
    let own = clusters.root(at);
    let mut found = None;
    for &candidate in candidates.iter().filter(|c| clusters.agree(at, **c)) {
        let root = clusters.root(candidate);
        match found {
            _ if root == own => {}
            None => found = Some(root),
            Some(other) if other == root => {}
            Some(_) => return None,
        }
    }
    found
}

/// Choices without those of several countries for one cluster that has none: it cannot be all of them.
fn unrivalled(clusters: &Clusters, choices: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let countries = |at: usize| &clusters.all[clusters.root(at)].countries;
    let mut asking: BTreeMap<usize, BTreeSet<&String>> = BTreeMap::new();
    for (at, to) in choices.iter().filter(|(_, to)| countries(*to).is_empty()) {
        asking.entry(*to).or_default().extend(countries(*at));
    }
    let is_rival = |at: usize, to: usize| asking.get(&to).is_some_and(|a| a.len() > 1) && !countries(at).is_empty();
    choices.iter().copied().filter(|(at, to)| !is_rival(*at, *to)).collect()
}

/// A surname joins the one full name that bears it; without one, it is one person only within a known country.
fn surnames(clusters: &mut Clusters) {
    let full = full_names(clusters);
    let mut families: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (n, (_, name)) in full.iter().enumerate() {
        let (first, last) = name.ends();
        families.entry(first).or_default().insert(n);
        families.entry(last).or_default().insert(n);
    }
    let is_surname = |at: &usize| clusters.all[*at].person.as_ref().is_some_and(|p| p.is_bare);
    let mut names: BTreeMap<PersonName, Vec<usize>> = BTreeMap::new();
    for at in (0..clusters.all.len()).filter(is_surname) {
        names.entry(clusters.all[at].person.clone().expect("it was just looked at")).or_default().push(at);
    }
    for (name, bearers) in names {
        let (first, last) = name.ends();
        let near = [first, last].into_iter().filter_map(|w| families.get(w)).flatten().collect::<BTreeSet<_>>();
        let fits =
            |(at, f): &&(usize, PersonName)| name.is_surname_of(f, clusters.all[clusters.root(*at)].countries.iter());
        let whole: Vec<usize> = near.into_iter().map(|n| &full[*n]).filter(fits).map(|(at, _)| *at).collect();
        for at in &bearers {
            let none = !whole.iter().any(|w| clusters.agree(*at, *w));
            clusters.all[*at].is_apart = !none || clusters.all[*at].countries.is_empty();
        }
        let chosen = |at: &usize| Some((*at, only(clusters, *at, &whole)?));
        let choices: Vec<(usize, usize)> = bearers.iter().filter_map(chosen).collect();
        for (at, to) in unrivalled(clusters, &choices) {
            clusters.all[at].is_apart = false;
            clusters.join(at, to, "the only full name with this surname that agrees in country");
        }
    }
}

/// A name that is an acronym joins the one body that some document calls by it.
fn acronyms(clusters: &mut Clusters) {
    let mut meant: BTreeMap<(&'static str, String), Vec<usize>> = BTreeMap::new();
    for (at, cluster) in clusters.all.iter().enumerate() {
        if let Key::Named(class, ..) = cluster.key {
            let all = cluster.acronyms.iter().map(|a| ((class, a.clone()), at));
            for (key, at) in all {
                meant.entry(key).or_default().push(at);
            }
        }
    }
    let mut choices: BTreeMap<(&'static str, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (at, cluster) in clusters.all.iter().enumerate() {
        let Key::Named(class, name, _) = &cluster.key else { continue };
        let key = (*class, name.clone());
        let Some(to) = meant.get(&key).and_then(|m| only(clusters, at, m)) else { continue };
        choices.entry(key).or_default().push((at, to));
    }
    for ((_, acronym), choices) in choices {
        for (at, to) in unrivalled(clusters, &choices) {
            clusters.join(at, to, &format!("the only name that documents shorten to {}", acronym.to_uppercase()));
        }
    }
}
