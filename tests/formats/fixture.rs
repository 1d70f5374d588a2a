//! Graphs to export: an invented quarrel about fishing on a lake, and one whose every word is hostile.

use demarche::graph::{Actor, Graph, Member, Participant, Quote, Source, Statement};
use demarche::ontology::{Ontology, parse_example};
use demarche::text::{EntityType, Modality, Polarity, Sector, Span};

/// Slug, name, type, country, sector, alias, position, Wikidata.
type Row =
    (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const ACTORS: &[Row] = &[
    ("african-union", "African Union", "ORG", "IGO", "IGO", "AU", "", "Q7159"),
    ("amina-juma", "Amina Juma", "PER", "TZA", "GOV", "the mediator", "special envoy", ""),
    ("beach-committees", "beach committees", "NORP", "KEN", "CVL", "fishing families", "", ""),
    ("grace-nakato", "Grace Nakato", "PER", "UGA", "GOV", "Nakato", "defence minister", ""),
    ("kampala", "Kampala", "GPE", "UGA", "GOV", "", "", ""),
    ("kenya", "Kenya", "GPE", "KEN", "GOV", "Kenyan", "", "Q114"),
    ("lake-accord", "Lake Accord", "WORK", "", "", "the accord", "", ""),
    ("lake-authority", "Lake Fisheries Authority", "ORG", "IGO", "IGO", "", "", ""),
    ("mfangano-station", "Mfangano patrol station", "FAC", "KEN", "", "", "", ""),
    ("odhiambo-were", "Odhiambo Were", "PER", "KEN", "GOV", "Were", "foreign minister", ""),
    ("otto-lubega", "Otto Lubega", "PER", "UGA", "OPP", "Lubega", "", ""),
    ("radio-ziwa", "Radio Ziwa", "ORG", "KEN", "MED", "", "", ""),
    ("rwanda", "Rwanda", "GPE", "RWA", "GOV", "", "", "Q1037"),
    ("tanzania", "Tanzania", "GPE", "TZA", "GOV", "", "", "Q924"),
    ("uganda", "Uganda", "GPE", "UGA", "GOV", "Ugandan", "", "Q1036"),
    ("ugandan-marine-unit", "Ugandan Marine Unit", "ORG", "UGA", "MIL", "the marines", "", ""),
    ("winam-gulf", "Winam Gulf", "LOC", "KEN", "", "the gulf", "", ""),
    ("ziwa-forum", "Ziwa Forum", "ORG", "UGA", "OPP", "", "", ""),
];

const DOCUMENTS: &[(&str, &str, &str)] = &[
    ("articles/fish-one.txt", "Patrol boats and a proposal", "2031-03-02"),
    ("articles/fish-three.txt", "Envoy shuttles between the capitals", "2031-03-09"),
    ("https://news.example/fish-two", "Kampala answers", "2031-03-05"),
];

/// Document, relation, how, time, marked sentence.
const CLAIMS: &[(usize, &str, &str, &str, &str)] = &[
    (
        0,
        "proposes",
        "",
        "",
        "{source:Odhiambo Were} {trigger:proposed} {theme:joint patrols of the lake} to {target:Uganda}.",
    ),
    (
        0,
        "holdsPosition",
        "",
        "",
        "{target:Kenyan} {theme:{trigger:foreign minister}} {source:Odhiambo Were} spoke in Kisumu.",
    ),
    (0, "accuses", "", "", "{source:Odhiambo Were} {trigger:accused} {target:Uganda} of {theme:seizing eleven boats}."),
    (
        0,
        "seizes",
        "alleged",
        "",
        "{by:Odhiambo Were} said {source:Ugandan Marine Unit} had {trigger:seized} boats of the {target:beach committees}.",
    ),
    (
        0,
        "criticizes",
        "",
        "",
        "{source:Radio Ziwa} {trigger:called} {target:Ugandan Marine Unit} {theme:a law unto itself}.",
    ),
    (
        0,
        "protestsAgainst",
        "",
        "2031-03-01",
        "{source:beach committees} {trigger:marched} against {target:Uganda} over {theme:the lost boats}.",
    ),
    (0, "arrests", "", "2031-02", "{target:Otto Lubega} was {trigger:arrested} after {theme:a speech on the quay}."),
    (0, "locatedIn", "", "", "{source:Mfangano patrol station} lies {trigger:in} the {target:Winam Gulf}."),
    (
        0,
        "demands",
        "requested",
        "",
        "{source:beach committees} {trigger:want} {target:Kenya} to {theme:send its own boats}.",
    ),
    (
        0,
        "mobilizes",
        "future",
        "",
        "{source:Kenya} will {trigger:send} {theme:four launches} to the {target:Winam Gulf}.",
    ),
    (0, "says", "", "", "{source:Odhiambo Were} {trigger:said} {theme:the lake had room for all}."),
    (0, "alliedWith", "", "", "{source:Kenya} is {trigger:allied} with {target:Tanzania}."),
    (1, "mediates", "", "", "{source:Amina Juma} {trigger:shuttled} between Nairobi and {target:Uganda}."),
    (1, "mediates", "", "", "{source:Amina Juma} {trigger:shuttled} to {target:Kenya}."),
    (1, "meetsWith", "", "2031-03-08", "{source:Amina Juma} {trigger:met} {target:Grace Nakato} in Entebbe."),
    (1, "meetsWith", "", "2031-03-09", "{source:Odhiambo Were} {trigger:met} {target:Amina Juma} on Sunday."),
    (1, "supports", "", "", "{source:African Union} {trigger:backed} {target:Amina Juma}."),
    (1, "agreesWith", "", "", "{source:Uganda} {trigger:accepted} {theme:a joint count of boats} with {target:Kenya}."),
    (
        1,
        "signsWith",
        "conditional",
        "",
        "{source:Uganda} would {trigger:sign} with {target:Kenya} if {theme:the boats came back}.",
    ),
    (1, "signsWith", "", "", "{source:Tanzania} {trigger:signed} the {target:Lake Accord}."),
    (1, "withdrawsFrom", "possible", "", "{source:Rwanda} may {trigger:leave} the {target:Lake Accord}."),
    (1, "memberOf", "", "", "{source:Tanzania} is a {trigger:member} of the {target:African Union}."),
    (1, "memberOf", "", "", "{source:Rwanda} {trigger:belongs} to the {target:African Union}."),
    (
        1,
        "aids",
        "",
        "",
        "{source:African Union} {trigger:gave} {target:Lake Fisheries Authority} {theme:two radar posts}.",
    ),
    (1, "urges", "", "", "{source:African Union} {trigger:urged} {target:Kenya} {theme:to wait for the count}."),
    (1, "urges", "", "", "{source:African Union} {trigger:urged} {target:Uganda} {theme:to wait for the count}."),
    (2, "rejects", "", "", "{source:Grace Nakato} {trigger:rejected} {theme:joint patrols} with {target:Kenya}."),
    (
        2,
        "holdsPosition",
        "",
        "",
        "{target:Ugandan} {theme:{trigger:defence minister}} {source:Grace Nakato} spoke on Wednesday.",
    ),
    (2, "denies", "", "", "{source:Grace Nakato} {trigger:denied} {theme:that boats were taken}."),
    (
        2,
        "seizes",
        "negative",
        "",
        "{by:Grace Nakato} said {source:Ugandan Marine Unit} had {trigger:taken} no boats of the {target:beach committees}.",
    ),
    (
        2,
        "accuses",
        "",
        "",
        "{source:Grace Nakato} {trigger:blamed} {target:Odhiambo Were} for {theme:a loud campaign}.",
    ),
    (2, "accuses", "", "", "{source:Odhiambo Were} {trigger:accused} {target:Uganda} once more of {theme:piracy}."),
    (2, "criticizes", "", "", "{source:Ziwa Forum} {trigger:faulted} {target:Uganda} for {theme:its silence}."),
    (2, "memberOf", "", "", "{source:Otto Lubega} is {trigger:with} the {target:Ziwa Forum}."),
    (2, "investigates", "", "", "{source:Lake Fisheries Authority} {trigger:looks into} {target:Ugandan Marine Unit}."),
    (2, "tradesWith", "", "", "{source:Uganda} {trigger:sells} {theme:power} to {target:Rwanda}."),
    (
        2,
        "warns",
        "",
        "",
        "{source:Grace Nakato} {trigger:warned} of {theme:a long closed season on the whole of the lake}.",
    ),
    (
        2,
        "attacks",
        "alleged",
        "",
        "{by:Radio Ziwa} said {source:Ugandan Marine Unit} {trigger:beat} {target:Otto Lubega}.",
    ),
];

/// The built-in ontology.
pub fn ontology() -> Ontology {
    Ontology::load(None).expect("the built-in ontology has no faults")
}

/// The quarrel about fishing.
pub fn graph(ontology: &Ontology) -> Graph {
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let actors: Vec<Actor> = ACTORS
        .iter()
        .map(|(slug, name, kind, country, sector, alias, position, wikidata)| Actor {
            slug: (*slug).to_owned(),
            name: (*name).to_owned(),
            entity_type: EntityType::parse(kind).expect("a type of the guide"),
            country: filled(country),
            sector: Sector::parse(sector),
            positions: filled(position).into_iter().collect(),
            aliases: filled(alias).into_iter().collect(),
            known: ontology.actor(slug).is_some(),
            wikidata: filled(wikidata),
            identifier: None,
            members: vec![Member {
                document: 0,
                entity: 0,
                name: (*name).to_owned(),
                why: "same name".to_owned(),
                score: 98,
            }],
        })
        .collect();
    let documents = DOCUMENTS.iter().map(|(key, title, date)| source(key, title, date)).collect();
    let mut statements: Vec<Statement> = Vec::new();
    for (number, (document, relation, how, time, marked)) in CLAIMS.iter().enumerate() {
        let event = ontology.relation(relation).map(|r| r.event.clone()).expect("a relation of the ontology");
        let offset = 100 * number;
        let marked = parse_example(marked).expect("a well-marked sentence");
        let quote = |span: Span| Quote {
            text: span.of(&marked.text).to_owned(),
            start: offset + span.start,
            end: offset + span.end,
        };
        let participant = |span: Option<Span>| {
            let words = span?.of(&marked.text);
            let actor = actors.iter().position(|a| a.name == words || a.aliases.iter().any(|alias| alias == words));
            Some(Participant { actor: actor.expect("a name of the fixture"), mention: quote(span?) })
        };
        statements.push(Statement {
            id: format!("c{number:02}"),
            document: *document,
            sentence: quote(Span::new(0, marked.text.len())),
            trigger: quote(marked.trigger.expect("a trigger")),
            relation: (*relation).to_owned(),
            event,
            source: participant(marked.source),
            target: participant(marked.target),
            by: participant(marked.by),
            theme: marked.theme.map(quote),
            polarity: Polarity::parse(how).unwrap_or(Polarity::Positive),
            modality: Modality::parse(how).unwrap_or(Modality::Actual),
            is_former: false,
            time: filled(time),
            confidence: 0.97 - number as f32 / 100.0,
            extractor: "model".to_owned(),
        });
    }
    Graph::new(documents, actors, statements)
}

fn source(key: &str, title: &str, date: &str) -> Source {
    Source {
        key: key.to_owned(),
        hash: "0123456789abcdef0123456789abcdef".to_owned(),
        title: Some(title.to_owned()),
        date: Some(date.to_owned()),
        url: key.starts_with("https").then(|| key.to_owned()),
        publisher: Some("Lake Wire".to_owned()),
        language: None,
        model: "test".to_owned(),
    }
}

/// Words that try to break out of every format.
pub const HOSTILE: &[&str] = &[
    "\"; DROP GRAPH <x>; \"",
    "back\\slash \\N \\\" \\",
    "line\nbreak\r\nand\ttab",
    "\u{202e}gnitirw \u{2066}left\u{2069} \u{200f}مرحبا\u{200e}",
    "<script>alert('1')</script> <!-- -->",
    "]]> &amp; &#x0; & &lt;b> %s",
    "emoji 🐟👩‍🚀 and 𝔘𝔫𝔦 é e\u{301}",
    "nul\0bell\u{7}esc\u{1b}[31m\u{85}\u{fffe}",
    "''' \"\"\" ''\" }} { <<( )>> @en ^^x # . ;",
    "http://[bad uri/ %zz ?#?# ../..",
    "  lead and trail  ",
    "   ",
    "",
    "<TABLE><TR><TD>html</TD></TR></TABLE>",
    "${jndi:x} `id` $(id) | & > /tmp/x",
];

/// A graph in which all words are hostile; `seed` deals them out.
pub fn hostile(seed: u64) -> Graph {
    let mut dealer = Dealer { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, at: seed as usize };
    let documents: Vec<Source> = (0..=dealer.roll(4)).map(|n| dealer.source(n)).collect();
    let actors: Vec<Actor> = (0..dealer.roll(14)).map(|n| dealer.actor(n)).collect();
    let count = dealer.roll(40);
    let statement = |n| dealer.statement(n, n * documents.len() / count, actors.len());
    let statements = (0..count).map(statement).collect();
    Graph::new(documents, actors, statements)
}

/// Numbers and hostile words, the same for the same seed.
struct Dealer {
    state: u64,
    at: usize,
}

impl Dealer {
    fn roll(&mut self, below: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state % below.max(1) as u64) as usize
    }

    fn words(&mut self) -> String {
        self.at += 1;
        HOSTILE[self.at % HOSTILE.len()].to_owned()
    }

    fn source(&mut self, number: usize) -> Source {
        Source {
            key: format!("{number}{}", self.words()),
            hash: self.words(),
            title: Some(self.words()),
            date: Some(self.words()),
            url: Some(self.words()),
            publisher: Some(self.words()),
            language: Some(self.words()),
            model: self.words(),
        }
    }

    fn actor(&mut self, number: usize) -> Actor {
        let countries = [None, Some("KEN".to_owned()), Some("IGO".to_owned()), Some(self.words())];
        Actor {
            slug: format!("{number:02}{}", self.words()),
            name: self.words(),
            entity_type: EntityType::ALL[self.roll(EntityType::ALL.len())],
            country: countries[self.roll(4)].clone(),
            sector: Some(Sector::Gov),
            positions: vec![self.words()],
            aliases: vec![self.words()],
            known: self.roll(2) == 0,
            wikidata: Some(self.words()),
            identifier: Some(self.words()),
            members: Vec::new(),
        }
    }

    fn quote(&mut self, start: usize) -> Quote {
        let text = self.words();
        Quote { start, end: start + text.chars().count(), text }
    }

    fn participant(&mut self, actors: usize) -> Option<Participant> {
        let (start, found) = (self.roll(1000), actors > 0 && self.roll(5) > 0);
        found.then(|| Participant { actor: self.roll(actors), mention: self.quote(start) })
    }

    fn statement(&mut self, number: usize, document: usize, actors: usize) -> Statement {
        let relations = ["accuses", "meetsWith", "holdsPosition", "says", "locatedIn", "proposes", "attacks"];
        let events = ["ACCUSE", "CONSULT", "FACT", "STATE", "FACT", "REQUEST", "ASSAULT"];
        let start = self.roll(1000);
        Statement {
            id: format!("{number}{}", self.words()),
            document,
            sentence: self.quote(start),
            trigger: self.quote(start),
            relation: relations[self.roll(7)].to_owned(),
            event: events[self.roll(7)].to_owned(),
            source: self.participant(actors),
            target: self.participant(actors),
            by: self.participant(actors),
            theme: (self.roll(3) > 0).then(|| self.quote(start)),
            polarity: Polarity::ALL[self.roll(2)],
            modality: Modality::ALL[self.roll(Modality::ALL.len())],
            is_former: self.roll(8) == 0,
            time: (self.roll(2) == 0).then(|| self.words()),
            confidence: self.roll(101) as f32 / 100.0,
            extractor: self.words(),
        }
    }
}
