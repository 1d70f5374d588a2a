//! Names to the last part of an IRI.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::graph::Actor;

/// Gives a name in lower-case ASCII with hyphens; a hash where it has no Latin letter.
pub(super) fn of(name: &str) -> String {
    let mut out = String::new();
    for c in name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ı' => out.push('i'),
            '\'' | '’' | '.' => {}
            _ if out.ends_with('-') || out.is_empty() => {}
            _ => out.push('-'),
        }
        if out.len() >= 60 {
            break;
        }
    }
    let out = out.trim_matches('-').to_owned();
    if out.bytes().any(|b| b.is_ascii_alphanumeric()) {
        return out;
    }
    let hash = Sha256::digest(name.as_bytes());
    format!("actor-{}", hash.iter().take(4).map(|b| format!("{b:02x}")).collect::<String>())
}

/// Tells actors of one name apart: by country where that does, else by number. What the ontology knows keeps its slug.
pub(super) fn make_unique(actors: &mut [(Actor, usize)]) {
    let mut order: Vec<usize> = (0..actors.len()).collect();
    order.sort_by_key(|a| (!actors[*a].0.known, actors[*a].0.members.first().cloned()));
    let mut taken: BTreeMap<String, ()> = BTreeMap::new();
    for at in order {
        let actor = &mut actors[at].0;
        let plain = actor.slug.clone();
        let country = actor.country.as_ref().map(|c| format!("{plain}-{}", c.to_lowercase()));
        let numbered = (2..).map(|n| format!("{plain}-{n}"));
        let free = std::iter::once(plain.clone()).chain(country).chain(numbered).find(|s| !taken.contains_key(s));
        actor.slug = free.expect("numbers never end");
        taken.insert(actor.slug.clone(), ());
    }
}
