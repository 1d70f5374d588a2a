//! Mentions to the document's own entities: names first, then what refers back to them.
//!
//! Names unite by their words (surname and full name, acronym and name, the same name); states and bodies that the
//! ontology knows unite by it, demonyms and metonyms included. Every other mention joins the entity that the model's
//! links give most probability to, if that is more than it gives to "nobody before", within what grammar allows.

use std::collections::BTreeMap;

use super::names::{folded, is_acronym_of, words};
use super::{Entity, EntityMention};
use crate::ontology::{KnownActor, Naming, Ontology};
use crate::text::{Annotated, Document, EntityType, Mention, MentionKind, Span, Token};

/// Links below this are no ground for taking two mentions for one, except for a pronoun, which must refer to someone.
const LEAST_LINK: f32 = 0.05;

/// The document's entities and which mention refers to which.
#[derive(Debug, Default)]
pub struct Entities {
    /// In the order of their first mention.
    pub all: Vec<Entity>,
    /// For each mention of [`Annotated::mentions`] its entity.
    pub of_mention: Vec<Option<usize>>,
}

impl Entities {
    /// Gives the entity of a stretch of words that the model marked no mention for; makes one where there is none.
    pub fn of_words(&mut self, text: &str, span: Span, entity_type: EntityType) -> usize {
        let covers = |e: &Entity| e.mentions.iter().any(|m| m.span.overlaps(&span));
        if let Some(known) = self.all.iter().position(covers) {
            return known;
        }
        let mention = EntityMention { span, kind: MentionKind::Nominal, why: "words of the pattern".to_owned() };
        let name = without_article(span.of(text)).to_owned();
        self.all.push(Entity {
            name,
            entity_type,
            country: None,
            likely_country: None,
            sector: None,
            position: None,
            known: None,
            mentions: vec![mention],
        });
        self.all.len() - 1
    }
}

/// Gives the entities of a document.
pub fn entities(document: &Document, annotated: &Annotated, ontology: &Ontology) -> Entities {
    let mut builder = Builder::new(document, annotated, ontology);
    builder.known();
    builder.names();
    builder.roles();
    builder.references();
    builder.finish()
}

/// One entity while it is being built: its mentions with the reasons.
struct Group {
    known: Option<usize>,
    members: Vec<(usize, String)>,
}

struct Builder<'d> {
    text: &'d str,
    annotated: &'d Annotated,
    ontology: &'d Ontology,
    groups: Vec<Group>,
    of: Vec<Option<usize>>,
}

impl<'d> Builder<'d> {
    fn new(document: &'d Document, annotated: &'d Annotated, ontology: &'d Ontology) -> Self {
        let of = vec![None; annotated.mentions.len()];
        Self { text: &document.text, annotated, ontology, groups: Vec::new(), of }
    }

    fn mention(&self, m: usize) -> &'d Mention {
        &self.annotated.mentions[m]
    }

    fn surface(&self, m: usize) -> &'d str {
        self.mention(m).span.of(self.text)
    }

    /// How a mention refers; a "name" of titles alone ("Lt. Col.", "The") is an office that waits for its bearer.
    fn kind(&self, m: usize) -> MentionKind {
        let kind = self.mention(m).kind;
        let empty = |w: &str| ARTICLES.contains(&w.to_lowercase().as_str()) || self.ontology.is_title(w);
        let is_title = kind == MentionKind::Name && self.surface(m).split_whitespace().all(empty);
        if is_title { MentionKind::Role } else { kind }
    }

    fn group(&mut self, known: Option<usize>) -> usize {
        self.groups.push(Group { known, members: Vec::new() });
        self.groups.len() - 1
    }

    fn join(&mut self, m: usize, group: usize, why: String) {
        self.of[m] = Some(group);
        self.groups[group].members.push((m, why));
    }

    /// Mentions that the ontology knows: names of states and bodies, demonyms, seats that stand for a government.
    fn known(&mut self) {
        let mut by_actor: BTreeMap<usize, usize> = BTreeMap::new();
        let mut unsure = Vec::new();
        for m in 0..self.annotated.mentions.len() {
            let fitting = self.fitting(m);
            match fitting.as_slice() {
                [] => {}
                [one] if !self.is_generic(m, one.0) => self.join_known(m, *one, &mut by_actor),
                _ => unsure.push((m, fitting)),
            }
        }
        // "Korean", "Congolese", "Brussels": whichever the document names without doubt, else the first.
        for (m, mut fitting) in unsure {
            let state = |code: &Option<String>| {
                by_actor.keys().map(|a| &self.ontology.actors[*a]).any(|a| a.is_state && a.country == *code)
            };
            // "Congress" is that of a state that the document speaks of, or none that is known.
            fitting.retain(|(a, _)| !self.is_generic(m, *a) || state(&self.ontology.actors[*a].country));
            if fitting.is_empty() {
                continue;
            }
            let named = fitting.iter().copied().find(|(actor, _)| by_actor.contains_key(actor));
            self.join_known(m, named.unwrap_or(fitting[0]), &mut by_actor);
        }
    }

    /// Whether one word names a state's body that other states have too: "Congress", "Majlis"; acronyms are not shared so.
    fn is_generic(&self, m: usize, actor: usize) -> bool {
        let (known, surface) = (&self.ontology.actors[actor], without_article(self.surface(m)));
        let word = !surface.contains([' ', '.']) && surface.chars().any(char::is_lowercase);
        !known.is_state && word && known.country.as_deref().is_some_and(|c| c != "IGO")
    }

    /// The known actors that a mention may stand for, given how it refers and to what sort of thing.
    fn fitting(&self, m: usize) -> Vec<(usize, Naming)> {
        let mention = self.mention(m);
        let allowed = |(actor, naming): &(usize, Naming)| {
            let state = self.ontology.actors[*actor].is_state;
            match (mention.kind, naming) {
                (MentionKind::Name | MentionKind::Adjective, Naming::Name) => match mention.entity_type {
                    EntityType::State => state,
                    EntityType::Place => state,
                    EntityType::Organisation => !state,
                    // A state's name where the model saw a group ("the Taliban") is the body; else not.
                    EntityType::Group => !state,
                    _ => false,
                },
                (MentionKind::Adjective, Naming::Demonym | Naming::People) => state,
                // "Kenyan" taken for the name of a state is still its adjective.
                (MentionKind::Name | MentionKind::Metonym, Naming::Demonym) => {
                    state && mention.entity_type == EntityType::State
                }
                (MentionKind::Metonym, Naming::Capital | Naming::Metonym | Naming::Name) => true,
                (MentionKind::Name, Naming::Metonym) => mention.entity_type == EntityType::Organisation,
                _ => false,
            }
        };
        self.ontology.named(self.surface(m)).iter().copied().filter(allowed).collect()
    }

    fn join_known(&mut self, m: usize, (actor, naming): (usize, Naming), by_actor: &mut BTreeMap<usize, usize>) {
        let group = match by_actor.get(&actor) {
            Some(group) => *group,
            None => {
                let group = self.group(Some(actor));
                by_actor.insert(actor, group);
                group
            }
        };
        let label = &self.ontology.actors[actor].label;
        let why = match naming {
            Naming::Name => format!("name of {label}"),
            Naming::Demonym | Naming::People => format!("demonym of {label}"),
            Naming::Capital | Naming::Metonym => format!("metonym of {label}"),
        };
        self.join(m, group, why);
    }

    /// Proper names that the ontology does not know: the longest first, so that a surname finds its full name.
    fn names(&mut self) {
        let is_name = |m: &usize| self.of[*m].is_none() && self.kind(*m) == MentionKind::Name;
        let mut open: Vec<usize> = (0..self.annotated.mentions.len()).filter(is_name).collect();
        open.sort_by_key(|m| (std::cmp::Reverse(words(self.surface(*m)).len()), *m));
        let mut named: Vec<(usize, usize)> = Vec::new(); // (first mention, group)
        for m in open {
            let same = named.iter().filter(|(other, _)| self.is_same_name(m, *other));
            // Two of one surname: the one spoken of last before this mention.
            let found = same.max_by_key(|(other, _)| if *other < m { (1, *other) } else { (0, usize::MAX - *other) });
            let (group, why) = match found.copied() {
                Some((other, group)) if folded(self.surface(other)) == folded(self.surface(m)) => {
                    (group, "same name".to_owned())
                }
                Some((other, group)) => (group, format!("part of the name \"{}\"", self.surface(other))),
                None => {
                    let group = self.group(None);
                    named.push((m, group));
                    (group, "name".to_owned())
                }
            };
            self.join(m, group, why);
        }
    }

    /// Whether the shorter name `m` is a form of the longer name `other`.
    fn is_same_name(&self, m: usize, other: usize) -> bool {
        let (short, long) = (words(self.surface(m)), words(self.surface(other)));
        let (a, b) = (self.mention(m).entity_type, self.mention(other).entity_type);
        if short == long {
            return a == b || (a != EntityType::Person && b != EntityType::Person);
        }
        if short.is_empty() {
            return false;
        }
        // A bare surname repeats its bearer in the same text, whatever the model took it for there.
        if b == EntityType::Person && short.len() == 1 && long.len() > 1 && long.last() == short.last() {
            return true;
        }
        if a != b {
            return false;
        }
        match a {
            // Surname, or given name and surname without what stands between; family names may come first.
            EntityType::Person => {
                let within = short.iter().all(|w| long.contains(w));
                within && (short.last() == long.last() || short.first() == long.first())
            }
            // The head ("the Commission") is left to the links; an acronym and a distinctive part are names.
            EntityType::Organisation | EntityType::Work | EntityType::Event => {
                is_acronym_of(self.surface(m), self.surface(other))
                    || (short.len() > 1 && short.len() * 2 >= long.len() && short.iter().all(|w| long.contains(w)))
            }
            _ => false,
        }
    }

    /// A title or office right before or after a name is its bearer's ("Foreign Minister Ama Owusu").
    fn roles(&mut self) {
        for m in 0..self.annotated.mentions.len() {
            let bearer = match self.kind(m) {
                _ if self.of[m].is_some() => None,
                MentionKind::Role => self.bearer(m),
                MentionKind::Nominal => self.called(m),
                _ => None,
            };
            let Some(bearer) = bearer else { continue };
            let group = match self.of[bearer] {
                Some(group) => group,
                None => {
                    let group = self.group(None);
                    self.join(bearer, group, "name".to_owned());
                    group
                }
            };
            let what = if self.kind(m) == MentionKind::Role { "office" } else { "apposition" };
            let why = format!("{what} of \"{}\"", self.surface(bearer));
            self.join(m, group, why);
        }
    }

    /// The person's name that a role stands beside: next to it, or with only a comma, "the" or the like between.
    fn bearer(&self, m: usize) -> Option<usize> {
        let role = self.mention(m);
        let is_person = |other: &usize| {
            let o = self.mention(*other);
            let name = self.kind(*other) == MentionKind::Name;
            o.sentence == role.sentence && name && o.entity_type == EntityType::Person
        };
        let next = Some(m + 1).filter(|n| *n < self.annotated.mentions.len()).filter(is_person);
        if let Some(next) = next {
            let between = self.text.get(role.span.end..self.mention(next).span.start).unwrap_or("x").trim();
            // "Prime Minister Modi", "the mayor, Ana Ruiz,", "Defence Minister Gen. Osei".
            if between.is_empty() || between == "," || is_titles(between, self.ontology) {
                return Some(next);
            }
        }
        let names = self.annotated.sentences[role.sentence].mentions.clone().filter(is_person);
        names.into_iter().find(|other| self.is_apposed(m, *other))
    }

    /// The name that a nominal of the same sort is told with: "the brokers Egeland & Poole", "the village of …" apart.
    fn called(&self, m: usize) -> Option<usize> {
        let nominal = self.mention(m);
        let fits = |other: &usize| {
            self.mention(*other).entity_type == nominal.entity_type && self.kind(*other) == MentionKind::Name
        };
        let names = self.annotated.sentences[nominal.sentence].mentions.clone().filter(fits);
        names.into_iter().find(|other| self.is_apposed(m, *other))
    }

    /// Whether the tree makes a name the apposition of a common noun, or the noun that of the name.
    fn is_apposed(&self, m: usize, name: usize) -> bool {
        let tree = &self.annotated.sentences[self.mention(m).sentence].tokens;
        let (noun, name) = (&self.mention(m).tokens, &self.mention(name).tokens);
        let (head, of_name) = (head_word(tree, noun), head_word(tree, name));
        (tree[head].deprel == "appos" && tree[head].head.is_some_and(|h| name.contains(&h)))
            || (tree[of_name].deprel == "appos" && tree[of_name].head.is_some_and(|h| noun.contains(&h)))
            || (matches!(tree[of_name].deprel, "flat" | "compound") && tree[of_name].head == Some(head))
    }

    /// Everything else, in the order of the text: the entity that its links point at, or a new one.
    fn references(&mut self) {
        for m in 0..self.annotated.mentions.len() {
            if self.of[m].is_some() {
                continue;
            }
            match self.antecedent(m) {
                Some((group, why)) => self.join(m, group, why),
                None if self.mention(m).kind == MentionKind::Pronoun => {}
                None => {
                    let group = self.forward(m).unwrap_or_else(|| self.group(None));
                    self.join(m, group, "first mention".to_owned());
                }
            }
        }
    }

    /// The earlier entity with the most probability, where that beats "nobody before".
    fn antecedent(&self, m: usize) -> Option<(usize, String)> {
        let mention = self.mention(m);
        let mut by_group: BTreeMap<usize, (f32, f32, usize)> = BTreeMap::new();
        let mut sum = 0.0;
        // "Rebels" after "the army" are somebody new; persons apart, whom texts call by ever other nouns.
        let common = self.kind(m) == MentionKind::Nominal && mention.entity_type != EntityType::Person;
        let fresh = common && !self.is_definite(m);
        for link in &mention.links {
            sum += link.probability;
            let fits = |g: &usize| self.agrees(m, *g) && (!fresh || self.shares_head(m, *g));
            let Some(group) = self.of[link.antecedent].filter(fits) else { continue };
            let entry = by_group.entry(group).or_insert((0.0, 0.0, link.antecedent));
            entry.0 += link.probability;
            if link.probability > entry.1 {
                (entry.1, entry.2) = (link.probability, link.antecedent);
            }
        }
        let (group, (p, _, nearest)) = by_group.into_iter().max_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
        let wins = mention.kind == MentionKind::Pronoun || p > 1.0 - sum;
        (wins && p >= LEAST_LINK).then(|| (group, format!("refers to \"{}\" ({p:.2})", self.surface(nearest))))
    }

    /// Whether a noun phrase points at something known: "the", "this", "its", "Chad's".
    fn is_definite(&self, m: usize) -> bool {
        let mention = self.mention(m);
        let tokens = &self.annotated.sentences[mention.sentence].tokens;
        let from = mention.tokens.start.saturating_sub(1);
        let points = |t: &Token| {
            matches!(t.xpos, "PRP$" | "POS")
                || matches!(t.lemma.as_str(), "the" | "this" | "that" | "these" | "those" | "such" | "both")
        };
        tokens[from..mention.tokens.end].iter().any(points)
    }

    /// Whether a mention of the entity has the same head noun.
    fn shares_head(&self, m: usize, group: usize) -> bool {
        let head = |m: usize| {
            let mention = self.mention(m);
            let tokens = &self.annotated.sentences[mention.sentence].tokens;
            tokens[head_word(tokens, &mention.tokens)].lemma.to_lowercase()
        };
        let own = head(m);
        self.groups[group].members.iter().any(|(other, _)| head(*other) == own)
    }

    /// The entity of a later name whose links point back at this mention ("the minister … Ama Owusu, who").
    fn forward(&self, m: usize) -> Option<usize> {
        let later = self.annotated.mentions.iter().enumerate().skip(m + 1).take(40);
        let points = later.filter(|(_, o)| o.links.iter().any(|l| l.antecedent == m && l.probability > 0.5));
        points.filter_map(|(i, _)| self.of[i]).find(|g| self.agrees(m, *g))
    }

    /// Whether number, animacy and type allow a mention to refer to an entity.
    fn agrees(&self, m: usize, group: usize) -> bool {
        let mention = self.mention(m);
        let members = || self.groups[group].members.iter().map(|(o, _)| self.mention(*o));
        let person = members().any(|o| o.entity_type == EntityType::Person);
        if mention.kind == MentionKind::Pronoun {
            let gender = gender(self.surface(m));
            let other = self.groups[group].members.iter().filter_map(|(o, _)| self::gender(self.surface(*o)));
            // English pronouns agree in gender: who was "he" is not "she".
            if gender.is_some() && other.into_iter().any(|g| Some(g) != gender) {
                return false;
            }
            return match self.surface(m).to_lowercase().as_str() {
                "he" | "she" | "him" | "her" | "his" | "hers" | "himself" | "herself" | "i" | "me" | "my" => person,
                "it" | "its" | "itself" => !person,
                _ => true,
            };
        }
        let people = mention.entity_type == EntityType::Person;
        // A role or nominal for one person never refers to a state, nor a place's noun to a person.
        people == person || members().any(|o| o.entity_type == mention.entity_type)
    }

    fn finish(self) -> Entities {
        let mut order: Vec<usize> = (0..self.groups.len()).filter(|g| !self.groups[*g].members.is_empty()).collect();
        let first = |g: &usize| self.groups[*g].members.iter().map(|(m, _)| *m).min();
        order.sort_by_key(first);
        let mut place = vec![usize::MAX; self.groups.len()];
        order.iter().enumerate().for_each(|(at, g)| place[*g] = at);
        let of_mention: Vec<Option<usize>> = self.of.iter().map(|g| g.map(|g| place[g])).collect();
        let all = order.iter().map(|g| self.entity(&self.groups[*g])).collect();
        let mut out = Entities { all, of_mention };
        super::attributes::fill(self.text, self.annotated, self.ontology, &mut out);
        out
    }

    fn entity(&self, group: &Group) -> Entity {
        let mut members = group.members.clone();
        members.sort();
        let known: Option<&KnownActor> = group.known.map(|k| &self.ontology.actors[k]);
        let entity_type = match known {
            Some(actor) if actor.is_state => EntityType::State,
            _ => majority(members.iter().map(|(m, _)| self.mention(*m))),
        };
        let mentions = members
            .iter()
            .map(|(m, why)| EntityMention {
                span: self.mention(*m).span,
                kind: self.mention(*m).kind,
                why: why.clone(),
            })
            .collect();
        Entity {
            name: self.name(known, &members),
            entity_type,
            country: known.and_then(|a| a.country.clone()),
            likely_country: None,
            sector: known.and_then(|a| a.sector),
            position: None,
            known: known.map(|a| a.slug.clone()),
            mentions,
        }
    }

    /// A state's own name; else the fullest that the document uses, for a known body too.
    fn name(&self, known: Option<&KnownActor>, members: &[(usize, String)]) -> String {
        let is_named = members.iter().any(|(m, _)| self.kind(*m) == MentionKind::Name);
        match known {
            Some(actor) if actor.is_state || !is_named => actor.label.clone(),
            _ => self.fullest(members),
        }
    }

    /// The name with the most words; without a name the first noun phrase, its article left out.
    fn fullest(&self, members: &[(usize, String)]) -> String {
        let rank = |m: usize| match self.kind(m) {
            MentionKind::Name => 3,
            MentionKind::Metonym | MentionKind::Nominal => 2,
            MentionKind::Role | MentionKind::Adjective => 1,
            MentionKind::Pronoun => 0,
        };
        let best = members.iter().map(|(m, _)| *m).max_by_key(|m| {
            let name = self.kind(*m) == MentionKind::Name;
            // Among names the fullest, among nouns the first: it introduces.
            (rank(*m), if name { words(self.surface(*m)).len() } else { 0 }, std::cmp::Reverse(*m))
        });
        best.map_or_else(String::new, |m| {
            let person = self.mention(m).entity_type == EntityType::Person;
            match self.kind(m) {
                MentionKind::Name if person => {
                    self.without_body(&collapse(without_article(self.surface(m)))).to_owned()
                }
                MentionKind::Role | MentionKind::Nominal => self.described(m),
                _ => collapse(without_article(self.surface(m))),
            }
        })
    }

    /// Who somebody unnamed is, in the words of the text: "White House spokesman", "spokesman for the Brotherhood",
    /// "Afghan border guards".
    fn described(&self, m: usize) -> String {
        let mention = self.mention(m);
        let tokens = &self.annotated.sentences[mention.sentence].tokens;
        let head = head_word(tokens, &mention.tokens);
        let (mut start, mut end) = (mention.tokens.start, mention.tokens.end);
        // "Afghan border", "NATO-led", "Rice's": what stands before the noun and hangs on it or on another modifier; the mark
        // of the possessive hangs on the word before it.
        let modifies = |i: usize| {
            let near = tokens[i].head.is_some_and(|h| (i + 1..end).contains(&h));
            let modifier = matches!(tokens[i].deprel, "compound" | "amod" | "flat" | "nmod:poss" | "nmod");
            let hyphen = tokens[i].span.of(self.text) == "-";
            tokens[i].xpos == "POS" || (near && (hyphen || modifier) && tokens[i].upos != "PRON")
        };
        while start > 0 && modifies(start - 1) {
            start -= 1;
        }
        // "of", "for" and what they govern, up to a name's length.
        let governs = |i: &usize| tokens[*i].head == Some(head) && tokens[*i].deprel.starts_with("nmod");
        let of = (end..tokens.len().min(end + 6)).find(governs);
        if let Some(of) = of.filter(|_| tokens.get(end).is_some_and(|t| matches!(t.lemma.as_str(), "of" | "for"))) {
            let under = |i: usize| tokens[i].head == Some(of) && matches!(tokens[i].deprel, "flat" | "compound");
            end = (of + 1..tokens.len()).take_while(|i| under(*i)).last().unwrap_or(of) + 1;
        }
        let span = tokens[start].span.cover(&tokens[end - 1].span);
        collapse(without_article(span.of(self.text)))
    }

    /// A person's name without the body before it that the model drew into it ("Knesset Yael Ben-Ami").
    fn without_body<'n>(&self, name: &'n str) -> &'n str {
        let cut = |(at, _): (usize, &str)| {
            let body = |(a, n): &(usize, Naming)| !self.ontology.actors[*a].is_state && *n == Naming::Name;
            let rest = name[at..].trim_start();
            (rest.contains(' ') && self.ontology.named(&name[..at]).iter().any(body)).then_some(rest)
        };
        name.match_indices(' ').rev().find_map(cut).unwrap_or(name)
    }
}

/// Words that are no name alone.
const ARTICLES: [&str; 4] = ["the", "a", "an", "and"];

/// Gives the gender that a pronoun shows: `m` or `f`.
pub fn gender(pronoun: &str) -> Option<char> {
    match pronoun.to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Some('m'),
        "she" | "her" | "hers" | "herself" => Some('f'),
        _ => None,
    }
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_article(text: &str) -> &str {
    let rest = text.split_once(' ').filter(|(first, _)| ARTICLES.contains(&first.to_lowercase().as_str()));
    rest.map_or(text, |(_, rest)| rest)
}

fn is_titles(between: &str, ontology: &Ontology) -> bool {
    between.split_whitespace().all(|w| ontology.is_title(w.trim_matches(',')))
}

/// Gives the word of a range whose head lies outside it: the head of the phrase.
pub fn head_word(tokens: &[Token], range: &std::ops::Range<usize>) -> usize {
    let outside = |i: &usize| tokens[*i].head.is_none_or(|h| !range.contains(&h));
    range.clone().find(outside).unwrap_or(range.start)
}

/// The type most mentions have, names counting threefold; ties in the order of the types.
fn majority<'m>(mentions: impl Iterator<Item = &'m Mention>) -> EntityType {
    let mut votes: BTreeMap<EntityType, f32> = BTreeMap::new();
    for m in mentions {
        let weight = if m.kind == MentionKind::Name { 3.0 } else { 1.0 };
        *votes.entry(m.entity_type).or_default() += weight * m.score.max(0.01);
    }
    let best = votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    best.map_or(EntityType::Group, |(t, _)| t)
}
