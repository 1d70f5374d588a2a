//! Which entities of which documents are one actor: the rules, the surest first.
//!
//! Every rule looks at all clusters at once and asks for exactly one candidate, so that neither the order of documents
//! nor the order of names decides.

use std::collections::{BTreeMap, BTreeSet};

use super::clusters::{Clusters, Ground, Key};
use super::names::PersonName;
use super::sound::Tradition;
use super::{Group, score};
use crate::extract::Reading;
use crate::ontology::Ontology;

/// Country of international bodies: whoever acts for one also has a state.
const INTERNATIONAL: &str = "IGO";

/// A cluster, the one that it joins, and why that one.
type Choice = (usize, usize, Ground);

/// Unites entities: by the ontology, by name and country, by other spellings, then shorter forms with the full name that
/// they fit.
pub(super) fn groups(readings: &[&Reading], ontology: &Ontology) -> Vec<Group> {
    let mut clusters = Clusters::new(readings, ontology);
    same_names(&mut clusters);
    spellings(&mut clusters);
    abbreviations(&mut clusters);
    surnames(&mut clusters);
    acronyms(&mut clusters);
    clusters.finish()
}

/// One name without a country joins the same name with one, where only one country bears it, or one by far.
fn same_names(clusters: &mut Clusters) {
    let mut named: BTreeMap<(&'static str, String), Vec<usize>> = BTreeMap::new();
    for (at, cluster) in clusters.all.iter().enumerate() {
        if let Key::Named(class, name, _) = &cluster.key {
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
        let main = if sure.is_empty() { Some(clusters.largest(&vague)) } else { clusters.main(&sure) };
        let Some(to) = main else { continue };
        let (rivals, score) = if sure.len() > 1 { ("hardly any", score::FREQUENT) } else { ("no", score::NO_COUNTRY) };
        let why = format!("{rivals} other country has a {class} of the name \"{name}\"");
        for at in vague {
            clusters.join(at, to, &why, score);
        }
    }
}

/// How a person's name is heard, where it may come from one tradition.
struct Heard {
    at: usize,
    tradition: Tradition,
    name: PersonName,
    /// Whether a country tells that it does.
    is_sure: bool,
}

impl Heard {
    /// Whether there is ground to compare two in this tradition: the country of one of them, or that it is no special one.
    fn meets(&self, other: &Self) -> bool {
        self.tradition == Tradition::Other || self.is_sure || other.is_sure
    }
}

/// How a name is heard in the tradition of its country, or in each where no country is known.
fn heard(clusters: &Clusters, at: usize, name: &PersonName) -> Vec<Heard> {
    let countries = &clusters.whole(at).countries;
    let mut traditions: BTreeSet<Tradition> =
        countries.iter().filter(|c| *c != INTERNATIONAL).map(|c| Tradition::of(c)).collect();
    let is_sure = !traditions.is_empty();
    if !is_sure {
        traditions = Tradition::ALL.iter().copied().collect();
    }
    traditions.into_iter().map(|tradition| Heard { at, tradition, name: name.heard(tradition), is_sure }).collect()
}

/// Persons with a full name or without: clusters of the ontology's persons included.
fn persons(clusters: &Clusters, are_bare: bool) -> Vec<(usize, PersonName)> {
    let wanted = |c: &super::clusters::Cluster| c.person.clone().filter(|p| p.is_bare == are_bare);
    clusters.all.iter().enumerate().filter_map(|(at, c)| Some((at, wanted(c)?))).collect()
}

/// "Youssef Khoury" and "Yusuf al-Khouri" of one country are one, unless documents tell them apart.
fn spellings(clusters: &mut Clusters) {
    let mut alike: BTreeMap<(Tradition, String), BTreeSet<usize>> = BTreeMap::new();
    for (at, name) in persons(clusters, false) {
        for heard in heard(clusters, at, &name) {
            let first = heard.tradition.is_family_first();
            let key = if first { heard.name.key_in_any_order() } else { heard.name.key() };
            alike.entry((heard.tradition, key)).or_default().insert(clusters.root(at));
        }
    }
    for bearers in alike.into_values().filter(|b| b.len() > 1) {
        let mut of_country: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut vague = Vec::new();
        for at in bearers {
            match clusters.whole(at).countries.iter().find(|c| *c != INTERNATIONAL) {
                Some(country) => of_country.entry(country.clone()).or_default().push(at),
                None => vague.push(at),
            }
        }
        for (country, all) in &of_country {
            let to = clusters.largest(all);
            let why = format!("another spelling of \"{}\" of {country}", clusters.shown(to));
            join_alike(clusters, all, to, &why);
        }
        let roots: BTreeSet<usize> = of_country.values().flatten().map(|at| clusters.root(*at)).collect();
        if let Some(to) = clusters.main(&roots.into_iter().collect::<Vec<_>>()) {
            let why = format!("another spelling of \"{}\"", clusters.shown(to));
            join_alike(clusters, &vague, to, &why);
        }
    }
}

fn join_alike(clusters: &mut Clusters, all: &[usize], to: usize, why: &str) {
    // Against what it was before anything joined it: the order does not matter.
    let apart: Vec<bool> = all.iter().map(|at| clusters.are_told_apart(*at, to)).collect();
    for (at, _) in all.iter().zip(apart).filter(|(_, apart)| !apart) {
        clusters.join(*at, to, why, score::SPELLING);
    }
}

/// "M. Osei" joins "Mary Osei" where nobody else fits; the fullest forms first, so that shorter ones meet them joined.
fn abbreviations(clusters: &mut Clusters) {
    let full = persons(clusters, false);
    let forms: Vec<Heard> = full.iter().flat_map(|(at, name)| heard(clusters, *at, name)).collect();
    let families = by_family(&forms);
    // The clusters of one name (told apart by country) choose together.
    let mut names: BTreeMap<&PersonName, Vec<usize>> = BTreeMap::new();
    for (at, name) in &full {
        names.entry(name).or_default().push(*at);
    }
    let mut names: Vec<(&PersonName, Vec<usize>)> = names.into_iter().collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.fullness()));
    for (name, bearers) in names {
        let chosen = |at: &usize| {
            let own = heard(clusters, *at, name);
            let fuller = own.iter().flat_map(|h| {
                let near = families.get(&(h.tradition, h.name.ends().1)).into_iter().flatten();
                near.map(|n| &forms[*n])
                    .filter(|f| h.meets(f) && h.name.abbreviates(&f.name, h.tradition))
                    .map(|f| f.at)
            });
            let (to, ground) = clusters.choose(*at, &fuller.collect::<Vec<_>>())?;
            Some((*at, to, ground))
        };
        let choices: Vec<Choice> = bearers.iter().filter_map(chosen).collect();
        for (at, to, ground) in unrivalled(clusters, &choices) {
            join_shorter(clusters, at, to, ground, &format!("fuller form of \"{}\"", name.key()));
        }
    }
}

/// Forms by tradition and each word that may be the family's.
fn by_family(forms: &[Heard]) -> BTreeMap<(Tradition, &str), Vec<usize>> {
    let mut out: BTreeMap<(Tradition, &str), Vec<usize>> = BTreeMap::new();
    for (n, form) in forms.iter().enumerate() {
        for family in form.name.families(form.tradition) {
            out.entry((form.tradition, family)).or_default().push(n);
        }
    }
    out
}

/// Joins a shorter form and says why it is this of all that it fits.
fn join_shorter(clusters: &mut Clusters, at: usize, to: usize, ground: Ground, what: &str) {
    let (why, score) = match ground {
        Ground::Only => (format!("the only {what} that agrees in country"), score::ONLY),
        Ground::Office => (format!("the only {what} that agrees in country and office"), score::OFFICE),
        Ground::Frequent => {
            (format!("of each {what} that agrees in country, by far the most frequent"), score::FREQUENT)
        }
    };
    clusters.join(at, to, &why, score);
}

/// Choices without those of several countries for one cluster that has none: it cannot be all of them.
fn unrivalled(clusters: &Clusters, choices: &[Choice]) -> Vec<Choice> {
    let countries = |at: usize| &clusters.whole(at).countries;
    let mut asking: BTreeMap<usize, BTreeSet<&String>> = BTreeMap::new();
    for (at, to, _) in choices.iter().filter(|(_, to, _)| countries(*to).is_empty()) {
        asking.entry(*to).or_default().extend(countries(*at));
    }
    let is_rival = |at: usize, to: usize| asking.get(&to).is_some_and(|a| a.len() > 1) && !countries(at).is_empty();
    choices.iter().copied().filter(|(at, to, _)| !is_rival(*at, *to)).collect()
}

/// A surname joins the one full name that bears it; without one, it is one person only within a known country.
fn surnames(clusters: &mut Clusters) {
    let full = persons(clusters, false);
    let forms: Vec<Heard> = full.iter().flat_map(|(at, name)| heard(clusters, *at, name)).collect();
    let families = by_family(&forms);
    let mut names: BTreeMap<PersonName, Vec<usize>> = BTreeMap::new();
    for (at, name) in persons(clusters, true) {
        names.entry(name).or_default().push(at);
    }
    for (name, bearers) in names {
        let whole = |at: usize| -> Vec<usize> {
            let own = heard(clusters, at, &name);
            let all = own.iter().flat_map(|h| {
                let (first, last) = h.name.ends();
                let near = [first, last].into_iter().filter_map(|w| families.get(&(h.tradition, w))).flatten();
                near.map(|n| &forms[*n])
                    .filter(|f| h.meets(f) && h.name.is_surname_of(&f.name, h.tradition))
                    .map(|f| f.at)
            });
            all.filter(|to| is_usual(clusters, at, *to)).collect()
        };
        let candidates: Vec<(usize, Vec<usize>)> = bearers.iter().map(|at| (*at, whole(*at))).collect();
        let chosen = |(at, whole): &(usize, Vec<usize>)| {
            let (to, ground) = clusters.choose(*at, whole)?;
            Some((*at, to, ground))
        };
        let choices: Vec<Choice> = candidates.iter().filter_map(chosen).collect();
        let choices = unrivalled(clusters, &choices);
        let joined: BTreeSet<usize> = choices.iter().map(|(at, ..)| *at).collect();
        for (at, to, ground) in choices {
            join_shorter(clusters, at, to, ground, "full name with this surname");
        }
        alone(clusters, candidates.into_iter().filter(|(at, _)| !joined.contains(at)).collect());
    }
}

/// Where many have one name only, it is the short form of a full one only if that is the more usual, or by office.
fn is_usual(clusters: &Clusters, at: usize, full: usize) -> bool {
    let single = clusters.whole(full).countries.iter().any(|c| Tradition::of(c) == Tradition::Malay);
    let usual = || clusters.whole(at).documents.len() <= clusters.whole(full).documents.len();
    !single || clusters.share_office(at, full) || usual()
}

/// What is left of the bearers of a surname: one person in each country where nobody's full name is known.
fn alone(clusters: &mut Clusters, bearers: Vec<(usize, Vec<usize>)>) {
    let mut of_country: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut of_office: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    let mut vague = Vec::new();
    for (at, whole) in bearers {
        let key = &clusters.all[at].key;
        let office = key.sole_office().map(|(country, office)| (country.to_owned(), office.to_owned()));
        let is_free = !whole.iter().any(|w| clusters.agree(at, *w));
        match (key.country().filter(|_| is_free).map(str::to_owned), office) {
            (Some(country), _) => of_country.entry(country).or_default().push(at),
            (None, _) if is_free => vague.push(at),
            (None, Some(office)) => of_office.entry(office).or_default().push(at),
            (None, None) => clusters.all[at].is_apart = true,
        }
    }
    for all in of_country.values() {
        let why = "nobody's full name with this surname is known in its country";
        join_namesakes(clusters, all, why, score::SURNAME);
    }
    // Several full names fit "Prime Minister Tolvane", but he is one.
    for ((country, office), all) in &of_office {
        join_namesakes(clusters, all, &format!("as {office} of {country} one of this surname"), score::OFFICE);
    }
    // "Suharto" without a country is a full name where others are surnames.
    let single = |country: &String| Tradition::of(country) == Tradition::Malay;
    let only = of_country.iter().next().filter(|(country, _)| of_country.len() == 1 && single(country));
    let to = only.map(|(_, all)| all[0]);
    for at in vague {
        match to {
            Some(to) => clusters.join(at, to, "no other country has anybody of this one name", score::NO_COUNTRY),
            None => clusters.all[at].is_apart = true,
        }
    }
}

/// Bearers of one surname in one country are one person; a man and a woman are two, and nobody knows who the others are.
fn join_namesakes(clusters: &mut Clusters, all: &[usize], why: &str, score: u8) {
    let genders: Vec<Option<char>> = all.iter().map(|at| clusters.gender(*at)).collect();
    let are_two = genders.contains(&Some('m')) && genders.contains(&Some('f'));
    let mut first: BTreeMap<Option<char>, usize> = BTreeMap::new();
    for (at, gender) in all.iter().zip(genders) {
        if are_two && gender.is_none() {
            clusters.all[*at].is_apart = true;
            continue;
        }
        let to = *first.entry(gender.filter(|_| are_two)).or_insert(*at);
        clusters.join(*at, to, why, score);
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
    let mut choices: BTreeMap<(&'static str, String), Vec<Choice>> = BTreeMap::new();
    for (at, cluster) in clusters.all.iter().enumerate() {
        let Key::Named(class, name, _) = &cluster.key else { continue };
        let key = (*class, name.clone());
        let Some((to, ground)) = meant.get(&key).and_then(|m| clusters.choose(at, m)) else { continue };
        choices.entry(key).or_default().push((at, to, ground));
    }
    for ((_, acronym), choices) in choices {
        for (at, to, ground) in unrivalled(clusters, &choices) {
            let what = format!("name that documents shorten to {}", acronym.to_uppercase());
            join_shorter(clusters, at, to, ground, &what);
        }
    }
}
