//! What is known of an entity beside its name: country, sector, position.

use std::collections::BTreeMap;

use super::entities::{Entities, head_word};
use crate::ontology::{Naming, Ontology};
use crate::text::{Annotated, EntityType, Mention, MentionKind, Sector};

/// Fills in country, sector and position where the words beside the mentions or the model tell them.
pub(super) fn fill(text: &str, annotated: &Annotated, ontology: &Ontology, entities: &mut Entities) {
    let mut countries: Vec<BTreeMap<String, usize>> = vec![BTreeMap::new(); entities.all.len()];
    let mut sectors: Vec<BTreeMap<Sector, f32>> = vec![BTreeMap::new(); entities.all.len()];
    for (m, mention) in annotated.mentions.iter().enumerate() {
        let Some(e) = entities.of_mention[m] else { continue };
        *sectors[e].entry(mention.sector.0).or_default() += mention.sector.1;
        if let Some(country) = country_of(text, annotated, ontology, entities, m) {
            *countries[e].entry(country).or_default() += 1;
        }
        if mention.kind == MentionKind::Role && mention.entity_type == EntityType::Person {
            let position = &mut entities.all[e].position;
            let words = mention.span.of(text);
            if position.as_ref().is_none_or(|p| p.len() < words.len()) {
                *position = Some(words.to_owned());
            }
        }
    }
    for (e, entity) in entities.all.iter_mut().enumerate() {
        let most = countries[e].iter().max_by_key(|(c, n)| (**n, std::cmp::Reverse((*c).clone())));
        entity.country = entity.country.take().or_else(|| most.map(|(c, _)| c.clone()));
        let likeliest = sectors[e].iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(s, _)| *s);
        let has_sector = !matches!(
            entity.entity_type,
            EntityType::Place | EntityType::Facility | EntityType::Event | EntityType::Work
        );
        entity.sector = entity.sector.or(likeliest.filter(|_| has_sector));
    }
    from_companions(entities);
}

/// Groups and bodies of which nothing is said take the country that the document speaks of most, where that is more
/// than half of all mentions of states. Persons do not: a guess must not keep one person's documents apart.
fn from_companions(entities: &mut Entities) {
    let mut mentions: BTreeMap<String, usize> = BTreeMap::new();
    for e in entities.all.iter().filter(|e| e.entity_type == EntityType::State) {
        if let Some(country) = &e.country {
            *mentions.entry(country.clone()).or_default() += e.mentions.len();
        }
    }
    let total: usize = mentions.values().sum();
    let Some((country, _)) = mentions.into_iter().find(|(_, n)| n * 2 > total) else { return };
    for e in &mut entities.all {
        let acts = matches!(e.entity_type, EntityType::Organisation | EntityType::Group | EntityType::State);
        if acts && e.country.is_none() && e.known.is_none() {
            e.country = Some(country.clone());
        }
    }
}

/// The country that the words beside a mention tell: a demonym before it, a possessor, or "of X" / "in X" after it.
fn country_of(text: &str, annotated: &Annotated, ontology: &Ontology, entities: &Entities, m: usize) -> Option<String> {
    let mention = &annotated.mentions[m];
    let state = |other: usize| -> Option<String> {
        let e = entities.of_mention[other]?;
        let entity = &entities.all[e];
        (entity.entity_type == EntityType::State && Some(e) != entities.of_mention[m])
            .then(|| entity.country.clone())?
    };
    if let Some(own) = own_country(text, ontology, mention) {
        return Some(own);
    }
    let tokens = &annotated.sentences[mention.sentence].tokens;
    let beside = |step: isize| {
        let other = m.checked_add_signed(step).filter(|o| *o < annotated.mentions.len())?;
        (annotated.mentions[other].sentence == mention.sentence).then_some(other)
    };
    if let Some(before) = beside(-1) {
        let o = &annotated.mentions[before];
        let gap = mention.tokens.start.checked_sub(o.tokens.end)?;
        let possessive = gap == 1 && tokens[o.tokens.end].xpos == "POS";
        if o.kind == MentionKind::Adjective && gap <= 2 || possessive {
            return state(before);
        }
        // "Kenyan Foreign Minister Ama Owusu": the office between shares it.
        if o.kind == MentionKind::Role && gap == 0 && mention.kind == MentionKind::Name {
            return country_of(text, annotated, ontology, entities, before);
        }
    }
    let after = beside(1)?;
    let o = &annotated.mentions[after];
    let head = head_word(tokens, &o.tokens);
    let of = tokens[head].deprel == "nmod" && tokens[head].head.is_some_and(|h| mention.tokens.contains(&h));
    if of { state(after) } else { None }
}

/// The country that the mention's own words name ("Ukrainians", "Kenyan police", "Bank of Ghana", "Nairobi").
fn own_country(text: &str, ontology: &Ontology, mention: &Mention) -> Option<String> {
    let surface = mention.span.of(text);
    let whole = ontology.named(surface).iter().find(|(a, n)| ontology.actors[*a].is_state && *n != Naming::Metonym);
    if let Some((actor, _)) = whole.filter(|_| mention.entity_type != EntityType::Person) {
        return ontology.actors[*actor].country.clone();
    }
    if mention.kind == MentionKind::Pronoun || mention.entity_type == EntityType::Person {
        return None;
    }
    let states = surface.split_whitespace().flat_map(|w| ontology.named(w).iter());
    let naming = |n: &Naming| matches!(n, Naming::Name | Naming::Demonym | Naming::People);
    states
        .filter(|(a, n)| ontology.actors[*a].is_state && naming(n))
        .find_map(|(a, _)| ontology.actors[*a].country.clone())
}
