//! What is known of an entity beside its name: country, sector, position.
//!
//! A country is told by an entity's own words, by the words beside its mentions, by a fact of the same sentence; where
//! nothing tells it, by what the document speaks of.

use std::collections::BTreeMap;

use super::Draft;
use super::entities::{Entities, head_word};
use crate::ontology::{Naming, Ontology};
use crate::text::{Annotated, EntityType, MentionKind, Sector};

/// A fact less sure than this says nothing of a country.
const LEAST_FACT: f32 = 0.3;
/// The share of what is said of states around an entity that makes one of them its own.
const MOST: f32 = 0.4;
/// Words of the longest name of a body that is looked for within a longer one.
const LONGEST_BODY: usize = 5;

/// Fills in country, sector and position where the words of and beside the mentions or the model tell them.
pub(super) fn fill(text: &str, annotated: &Annotated, ontology: &Ontology, entities: &mut Entities) {
    let mut sectors: Vec<BTreeMap<Sector, f32>> = vec![BTreeMap::new(); entities.all.len()];
    for (m, mention) in annotated.mentions.iter().enumerate() {
        let Some(e) = entities.of_mention[m] else { continue };
        *sectors[e].entry(mention.sector.0).or_default() += mention.sector.1;
        if mention.kind == MentionKind::Role && mention.entity_type == EntityType::Person {
            let position = &mut entities.all[e].position;
            let words = mention.span.of(text);
            if position.as_ref().is_none_or(|p| p.len() < words.len()) {
                *position = Some(words.to_owned());
            }
        }
    }
    for (entity, sectors) in entities.all.iter_mut().zip(&sectors) {
        let likeliest = sectors.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(s, _)| *s);
        let has_sector = !matches!(
            entity.entity_type,
            EntityType::Place | EntityType::Facility | EntityType::Event | EntityType::Work
        );
        entity.sector = entity.sector.or(likeliest.filter(|_| has_sector));
    }
    let words = Words { text, annotated, ontology };
    // What a mention's own words tell comes first: "the Goma police" needs to know where Goma is.
    for way in [Words::own, Words::beside] {
        let mut countries: Vec<BTreeMap<String, usize>> = vec![BTreeMap::new(); entities.all.len()];
        for (m, e) in entities.of_mention.iter().enumerate() {
            if let Some((e, country)) = e.and_then(|e| Some((e, way(&words, entities, m)?))) {
                *countries[e].entry(country).or_default() += 1;
            }
        }
        for (entity, countries) in entities.all.iter_mut().zip(&countries).filter(|(e, _)| e.country.is_none()) {
            let most = countries.iter().max_by_key(|(c, n)| (**n, std::cmp::Reverse((*c).clone())));
            entity.country = most.map(|(c, _)| c.clone());
        }
    }
}

/// Adds what the claims and the sector tell: whoever holds an office of a state, belongs to its body or lies in it, is of that country;
/// then what the document speaks of.
pub(super) fn complete(drafts: &[Draft], annotated: &Annotated, entities: &mut Entities) {
    let mut facts: Vec<&Draft> = drafts.iter().filter(|d| d.event == "FACT" && d.relation != "alliedWith").collect();
    facts.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    for fact in facts.iter().filter(|d| d.confidence >= LEAST_FACT) {
        let (Some(source), Some(target)) = (fact.source, fact.target) else { continue };
        // A holder whom another sentence names is the model's guess: such a fact does not prove what else was guessed.
        let is_beside = annotated.sentences[fact.sentence].span.overlaps(&target.span);
        let country = entities.all[target.entity].country.clone();
        let entity = &mut entities.all[source.entity];
        if is_beside {
            entity.country = entity.country.take().or(country);
        } else {
            entity.likely_country = entity.likely_country.take().or(country);
        }
    }
    for e in entities.all.iter_mut().filter(|e| e.sector == Some(Sector::Igo) && e.country.is_none()) {
        match e.entity_type {
            EntityType::Person => e.likely_country = e.likely_country.take().or_else(|| Some("IGO".to_owned())),
            _ => e.country = Some("IGO".to_owned()),
        }
    }
    from_companions(annotated, entities);
}

/// Who is of no country yet takes the one that the document speaks of most around its mentions, where that is the most
/// by far: groups and bodies as their own, persons and buildings as a likely one. A guess must not keep one
/// person's documents apart.
fn from_companions(annotated: &Annotated, entities: &mut Entities) {
    // The sentence and the country of each mention of a state or a place in it.
    let mut spoken: Vec<(usize, String)> = Vec::new();
    let mut sentences: Vec<Vec<usize>> = vec![Vec::new(); entities.all.len()];
    for (mention, e) in annotated.mentions.iter().zip(&entities.of_mention) {
        let Some(e) = *e else { continue };
        sentences[e].push(mention.sentence);
        let entity = &entities.all[e];
        if let Some(country) = entity.country.as_ref().filter(|_| entity.entity_type == EntityType::State) {
            spoken.push((mention.sentence, country.clone()));
        }
    }
    for (e, own) in entities.all.iter_mut().zip(&sentences).filter(|(e, _)| e.country.is_none() && e.known.is_none()) {
        // "The West", "Sunnis": a people or a side with a name of its own is in many states.
        let is_named = e.mentions.iter().any(|m| matches!(m.kind, MentionKind::Name | MentionKind::Adjective));
        if e.entity_type == EntityType::Group && is_named {
            continue;
        }
        let Some(country) = nearest(&spoken, own) else { continue };
        match e.entity_type {
            EntityType::Organisation | EntityType::Group | EntityType::State => e.country = Some(country),
            EntityType::Person | EntityType::Facility | EntityType::Event | EntityType::Work => {
                e.likely_country = e.likely_country.take().or(Some(country));
            }
            EntityType::Place => {}
        }
    }
}

/// The country with the most weight if that is enough, where a mention weighs the less the more sentences lie between.
fn nearest(spoken: &[(usize, String)], own: &[usize]) -> Option<String> {
    let mut weights: BTreeMap<&str, f32> = BTreeMap::new();
    for (sentence, country) in spoken {
        let between = own.iter().map(|o| o.abs_diff(*sentence)).min().unwrap_or(usize::MAX - 1);
        *weights.entry(country).or_default() += 1.0 / (1.0 + between as f32).sqrt();
    }
    let total: f32 = weights.values().sum();
    let (country, weight) = weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (weight > MOST * total).then(|| country.to_owned())
}
/// The document's words, and what the ontology knows of them.
struct Words<'d> {
    text: &'d str,
    annotated: &'d Annotated,
    ontology: &'d Ontology,
}

impl Words<'_> {
    /// The country that the mention's own words name ("Ukrainians", "Kenyan police", "Bank of Ghana", "Nairobi", "Goma").
    fn own(&self, entities: &Entities, m: usize) -> Option<String> {
        let mention = &self.annotated.mentions[m];
        if mention.kind == MentionKind::Pronoun || mention.entity_type == EntityType::Person {
            return None;
        }
        let surface = mention.span.of(self.text);
        let known = |words: &str, fits: &dyn Fn(bool, Naming) -> bool| {
            let named = self.ontology.named(words).iter();
            named.map(|(a, n)| (&self.ontology.actors[*a], *n)).find(|(a, n)| fits(a.is_state, *n))?.0.country.clone()
        };
        if let Some(country) = known(surface, &|is_state, naming| is_state && naming != Naming::Metonym) {
            return Some(country);
        }
        let is_named = mention.kind == MentionKind::Name;
        let place = match mention.entity_type {
            EntityType::State | EntityType::Place if is_named => self.of_place(entities, surface),
            // "White House": a seat of government is where its government is.
            EntityType::Facility if is_named => {
                known(surface, &|is_state, naming| is_state && naming == Naming::Metonym)
                    .or_else(|| surface.split_whitespace().find_map(|word| self.of_place(entities, word)))
            }
            _ => None,
        };
        place.or_else(|| self.named_within(surface, &known))
    }

    /// Where a place of this name is: in the state that the document names, else in the likeliest.
    fn of_place(&self, entities: &Entities, surface: &str) -> Option<String> {
        let named = |code: &&str| {
            let is_it = |e: &crate::extract::Entity| e.known.is_some() && e.country.as_deref() == Some(*code);
            entities.all.iter().any(is_it)
        };
        let states = || self.ontology.states_of_place(surface);
        states().find(named).or_else(|| states().next()).map(str::to_owned)
    }

    /// The state that some of the words name, the longest first, or the international body that some of them do ("African Union troops").
    fn named_within(
        &self,
        surface: &str,
        known: &dyn Fn(&str, &dyn Fn(bool, Naming) -> bool) -> Option<String>,
    ) -> Option<String> {
        let words: Vec<&str> = surface.split([' ', '\n', '-']).filter(|w| !w.is_empty()).collect();
        let runs = || (1..=words.len().min(LONGEST_BODY)).rev().flat_map(|n| words.windows(n)).map(|run| run.join(" "));
        let body = |run: String| known(&run, &|is_state, naming| !is_state && naming == Naming::Name);
        let names = |naming| matches!(naming, Naming::Name | Naming::Demonym | Naming::People);
        let state = |run: String| known(&run, &|is_state, naming| is_state && names(naming));
        runs().filter_map(body).find(|country| country == "IGO").or_else(|| runs().find_map(state))
    }

    /// The country of what stands beside a mention: a demonym before it, a possessor, "of X" or "in X" after it.
    fn beside(&self, entities: &Entities, m: usize) -> Option<String> {
        let mention = &self.annotated.mentions[m];
        let country = |other: usize| -> Option<String> {
            let e = entities.of_mention[other].filter(|e| Some(*e) != entities.of_mention[m])?;
            let entity = &entities.all[e];
            let tells = matches!(entity.entity_type, EntityType::State | EntityType::Place | EntityType::Organisation);
            entity.country.clone().filter(|_| tells)
        };
        let tokens = &self.annotated.sentences[mention.sentence].tokens;
        let neighbour = |step: isize| {
            let other = m.checked_add_signed(step).filter(|o| *o < self.annotated.mentions.len())?;
            (self.annotated.mentions[other].sentence == mention.sentence).then_some(other)
        };
        if let Some(before) = neighbour(-1) {
            let o = &self.annotated.mentions[before];
            let gap = mention.tokens.start.checked_sub(o.tokens.end)?;
            let possessive = gap == 1 && tokens[o.tokens.end].xpos == "POS";
            if o.kind == MentionKind::Adjective && gap <= 2 || possessive {
                return country(before);
            }
            // "Kenyan Foreign Minister Ama Owusu": the office between shares it.
            if o.kind == MentionKind::Role && gap == 0 && mention.kind == MentionKind::Name {
                return self.beside(entities, before);
            }
            // "African Union peacekeepers": a name that modifies the noun.
            let head = head_word(tokens, &o.tokens);
            let modifies = matches!(tokens[head].deprel, "compound" | "amod" | "nmod:poss");
            if modifies && tokens[head].head.is_some_and(|h| mention.tokens.contains(&h)) {
                return country(before);
            }
        }
        let after = neighbour(1)?;
        let head = head_word(tokens, &self.annotated.mentions[after].tokens);
        let of = tokens[head].deprel == "nmod" && tokens[head].head.is_some_and(|h| mention.tokens.contains(&h));
        if of { country(after) } else { None }
    }
}
