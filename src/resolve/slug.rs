//! Names to the last part of an IRI.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::graph::Actor;
use crate::text::plain;

/// Longest slug of a name, in bytes, before what makes it unique.
const LONGEST: usize = 60;

/// Gives a name in lower-case ASCII with hyphens; a hash where it has no Latin letter or digit.
pub(super) fn of(name: &str) -> String {
    let mut out = String::new();
    for c in plain(name).chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            '\'' | '’' | '.' => {}
            _ if out.ends_with('-') || out.is_empty() => {}
            _ => out.push('-'),
        }
        if out.len() >= LONGEST {
            break;
        }
    }
    let out = out.trim_end_matches('-').to_owned();
    if !out.is_empty() {
        return out;
    }
    let hash: String = Sha256::digest(name.as_bytes()).iter().take(4).map(|b| format!("{b:02x}")).collect();
    format!("actor-{hash}")
}

/// Tells actors of one name apart: by country where that does, else by number. What the ontology knows keeps its slug.
///
/// Who comes first keeps the plain slug: the known, then by country, name and first document, so that another article
/// seldom renames anybody.
pub(super) fn make_unique(actors: &mut [Actor]) {
    let mut order: Vec<usize> = (0..actors.len()).collect();
    order.sort_by(|a, b| rank(&actors[*a]).cmp(&rank(&actors[*b])));
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut last: BTreeMap<String, usize> = BTreeMap::new();
    for at in order {
        let actor = &mut actors[at];
        if taken.contains(&actor.slug) {
            let of_country = actor.country.as_ref().map(|c| of(&format!("{} {c}", actor.slug)));
            let free = of_country.filter(|s| !taken.contains(s));
            actor.slug = free.unwrap_or_else(|| numbered(&actor.slug, &taken, &mut last));
        }
        taken.insert(actor.slug.clone());
    }
}

fn rank(actor: &Actor) -> impl Ord + '_ {
    let first = actor.members.first().map(|m| (m.document, m.entity));
    (!actor.known, actor.country.is_none(), &actor.country, &actor.name, first)
}

/// The next free number; `last` remembers where the search for a slug ended.
fn numbered(slug: &str, taken: &BTreeSet<String>, last: &mut BTreeMap<String, usize>) -> String {
    let next = last.entry(slug.to_owned()).or_insert(1);
    loop {
        *next += 1;
        let candidate = format!("{slug}-{next}");
        if !taken.contains(&candidate) {
            return candidate;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn slugs_are_ascii_whatever_the_script() {
        assert_eq!(of("Jürgen Łøßæ"), "jurgen-lossae");
        assert_eq!(of("O’Dell & Sons, Inc."), "odell-sons-inc");
        assert!(of("Ωμέγα").starts_with("actor-"));
        assert_ne!(of("Ωμέγα"), of("Άλφα"));
        assert_eq!(of("</script>"), "script");
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(of(&"ab ".repeat(90)).len(), 59);
    }
}
