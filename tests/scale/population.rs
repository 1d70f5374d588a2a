//! A made-up world: actors with the names that documents give them, and documents that speak of them.
//!
//! How often a document has what of a person is taken from the claims corpus (training/corpus, 2,709 named persons in
//! their documents): 3.5 % are named by one word only, 0.9 % with initials, 71 % with an office, 97 % have a country. What
//! reading misses is taken off: a country in 85 %, an office in 60 %; one country in 200 is wrong.

use demarche::extract::{Entity, Reading};
use demarche::text::{EntityType, Sector};

use super::names::{ALL, BODIES, OFFICES, Order, STATE_BODIES, Tradition};
use crate::resolve::{document, entity, noun};

/// A small generator of numbers: `SplitMix64` (Steele, Lea & Flood 2014).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// Whether something of so many in a thousand happens.
    fn per_mille(&mut self, n: usize) -> bool {
        self.below(1000) < n
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Some are more frequent than others: those in front.
    fn frequent<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len()).min(self.below(of.len()))]
    }

    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
    }
}

/// Spellings of one part of a name, the one that most documents use first.
#[derive(Clone, Debug)]
struct Part(Vec<String>);

impl Part {
    fn new(spellings: &str, random: &mut Random) -> Self {
        let mut all: Vec<String> = spellings.split('|').map(str::to_owned).collect();
        // Two in three go by the usual spelling.
        if random.per_mille(333) {
            let at = random.below(all.len());
            all.swap(0, at);
        }
        Self(all)
    }

    fn usual(&self) -> &str {
        &self.0[0]
    }

    fn any(&self, random: &mut Random) -> &str {
        let at = random.below(self.0.len());
        &self.0[at]
    }

    /// All spellings of this followed by those of another.
    fn joined(&self, other: &Self) -> Self {
        Self(self.0.iter().flat_map(|a| other.0.iter().map(move |b| format!("{a}{b}"))).collect())
    }
}

struct Person {
    order: Order,
    given: Part,
    /// Patronymic, second given name, father's name or first of two family names.
    middle: Part,
    family: Part,
    /// Whether it usually goes with the middle name.
    is_long: bool,
    /// Whether it has one name only.
    is_single: bool,
}

enum Who {
    Person(Person),
    /// Names of one's own, and an acronym.
    Body(Vec<String>, String),
    StateBody(&'static [&'static str]),
}

pub struct Actor {
    who: Who,
    pub country: &'static str,
    offices: Vec<(&'static str, &'static str)>,
}

/// Gives so many actors, persons and bodies.
pub fn actors(count: usize, random: &mut Random) -> Vec<Actor> {
    let countries: Vec<&str> = ALL.iter().flat_map(|t| t.countries.iter().copied()).collect();
    let state = countries.iter().flat_map(|c| STATE_BODIES.iter().map(move |names| (*c, *names)));
    let mut out: Vec<Actor> = state
        .take(count / 27)
        .map(|(country, names)| Actor { who: Who::StateBody(names), country, offices: Vec::new() })
        .collect();
    while out.len() < count {
        let tradition = &ALL[out.len() % ALL.len()];
        let country = *random.frequent(tradition.countries);
        let is_body = random.per_mille(150);
        let who = if is_body { own_body(random) } else { Who::Person(person(tradition, country, random)) };
        let offices = (0..=random.below(2)).map(|_| *random.one(OFFICES)).collect();
        out.push(Actor { who, country, offices });
    }
    random.shuffle(&mut out);
    out
}

fn own_body(random: &mut Random) -> Who {
    let (first, second) = (*random.one(BODIES.0), *random.one(BODIES.0));
    let kind = *random.one(BODIES.1);
    let name = if random.per_mille(200) { format!("{first} {kind}") } else { format!("{first} {second} {kind}") };
    let capitals = name.split(' ').filter(|w| w.starts_with(char::is_uppercase));
    let acronym = capitals.filter_map(|w| w.chars().next()).collect();
    let american = name.replace("Labour", "Labor").replace("Organisation", "Organization").replace("Harbour", "Harbor");
    Who::Body(vec![name.clone(), format!("the {name}"), american], acronym)
}

fn person(tradition: &Tradition, country: &str, random: &mut Random) -> Person {
    let (heads, tails) = tradition.family;
    let family = |random: &mut Random| {
        let (head, tail) =
            (Part::new(random.frequent::<&str>(heads), random), Part::new(random.frequent::<&str>(tails), random));
        head.joined(&tail)
    };
    let given = Part::new(random.one::<&str>(tradition.given), random);
    let other = Part::new(random.one::<&str>(tradition.given), random);
    let (given, middle, family) = match tradition.order {
        Order::Western | Order::Single => (given, other, family(random)),
        Order::Arabic => (given, Part(other.0.iter().map(|n| format!("bin {n}")).collect()), family(random)),
        Order::TwoFamilies | Order::Particles => (given, family(random), family(random)),
        Order::FamilyFirst => (syllables(&given, &other, country), other, family(random)),
        Order::Patronymic => slavic(&given, &other, &family(random), random.per_mille(300)),
    };
    let is_long = random.per_mille(if tradition.order == Order::TwoFamilies { 500 } else { 80 });
    let is_single = tradition.order == Order::Single && random.per_mille(250);
    // Who has one name only seldom shares it.
    let family = if is_single { family.joined(&Part::new(random.one::<&str>(tails), random)) } else { family };
    Person { order: tradition.order, given, middle, family, is_long, is_single }
}

/// Two syllables as a country writes them, and in the other ways.
fn syllables(a: &Part, b: &Part, country: &str) -> Part {
    let all = a.0.iter().flat_map(|a| b.0.iter().map(move |b| (a.as_str(), b.to_lowercase(), b.as_str())));
    let written = all.flat_map(|(a, small, b)| match country {
        "CHN" => [format!("{a}{small}"), format!("{a}-{small}")],
        "VNM" => [format!("{a} {b}"), format!("{a} {b}")],
        "TWN" => [format!("{a}-{small}"), format!("{a}{small}")],
        _ => [format!("{a}-{small}"), format!("{a} {b}")],
    });
    Part(written.collect())
}

/// Given name, patronymic and family name of a man or a woman.
fn slavic(given: &Part, father: &Part, family: &Part, is_woman: bool) -> (Part, Part, Part) {
    let women = [
        "Anna|Hanna",
        "Yelena|Elena|Olena",
        "Irina|Iryna",
        "Olga|Olha|Volha",
        "Natalia|Nataliya|Natallia",
        "Marina|Maryna",
        "Svetlana|Sviatlana|Svitlana",
        "Alla",
    ];
    let ending = |name: &str| match name.strip_suffix(['i', 'y']) {
        Some(stem) => format!("{}ev", stem.trim_end_matches(['e', 'i'])),
        None if name.ends_with(['a', 'o']) => format!("{}ov", &name[..name.len() - 1]),
        None => format!("{name}ov"),
    };
    let patronymic =
        |tails: [&str; 2]| Part(father.0.iter().flat_map(|f| tails.map(|t| format!("{}{t}", ending(f)))).collect());
    if !is_woman {
        return (given.clone(), patronymic(["ich", "itch"]), family.clone());
    }
    let female = |name: &String| match name.as_str() {
        n if n.ends_with("sky") => format!("{}aya", &n[..n.len() - 1]),
        n if n.ends_with("skiy") || n.ends_with("skyi") || n.ends_with("skii") => format!("{}aia", &n[..n.len() - 2]),
        n if n.ends_with("off") => format!("{}va", &n[..n.len() - 2]),
        n if n.ends_with("ou") => format!("{}va", &n[..n.len() - 1]),
        n if n.ends_with("ov") || n.ends_with("in") => format!("{n}a"),
        n if n.ends_with("ine") => format!("{}a", &n[..n.len() - 1]),
        n => n.to_owned(),
    };
    // By the man's name, so that nothing is drawn twice.
    let own = women[given.usual().len() % women.len()].split('|').map(str::to_owned).collect();
    (Part(own), patronymic(["na", "na"]), Part(family.0.iter().map(female).collect()))
}

impl Person {
    fn name(&self, random: &mut Random, alone: bool) -> String {
        let usual = |p: &Part, _: &mut Random| p.usual().to_owned();
        let any = |p: &Part, random: &mut Random| p.any(random).to_owned();
        match random.below(1000) {
            0..35 if alone => self.surname(random),
            35..44 => self.initials(random),
            44..110 => self.whole(random, !self.is_long, usual),
            110..210 => self.whole(random, self.is_long, any),
            210..240 => plain(&self.whole(random, self.is_long, usual)),
            240..255 => self.whole(random, self.is_long, usual).to_uppercase(),
            255..280 => {
                format!("{} {}", random.one(&["Prof.", "Dr.", "Gen."]), self.whole(random, self.is_long, usual))
            }
            280..295 if self.order == Order::FamilyFirst => {
                format!("{} {}", self.given.usual(), self.family.usual())
            }
            _ => self.whole(random, self.is_long, usual),
        }
    }

    fn whole(&self, random: &mut Random, long: bool, spell: impl Fn(&Part, &mut Random) -> String) -> String {
        let (given, family) = (spell(&self.given, random), spell(&self.family, random));
        if self.is_single {
            return family;
        }
        match (self.order, long) {
            (Order::FamilyFirst, _) => format!("{family} {given}"),
            (Order::TwoFamilies, true) => format!("{given} {} {family}", spell(&self.middle, random)).trim().to_owned(),
            (Order::TwoFamilies, false) => format!("{given} {}", self.middle.usual()),
            (Order::Particles, true) => format!("{given} {} da {family}", self.middle.usual()),
            (_, true) => format!("{given} {} {family}", spell(&self.middle, random)),
            (_, false) => format!("{given} {family}"),
        }
    }

    fn surname(&self, random: &mut Random) -> String {
        match self.order {
            Order::TwoFamilies => self.middle.usual().to_owned(),
            Order::FamilyFirst if self.given.usual().contains(' ') => {
                self.given.usual().rsplit(' ').next().unwrap_or_default().to_owned()
            }
            _ => self.family.any(random).trim().to_owned(),
        }
    }

    fn initials(&self, random: &mut Random) -> String {
        let initial = |p: &Part| format!("{}.", p.usual().chars().next().unwrap_or('X'));
        match self.order {
            Order::Western if random.per_mille(500) => {
                format!("{} {} {}", self.given.usual(), initial(&self.middle), self.family.usual())
            }
            Order::Patronymic => format!("{} {} {}", initial(&self.given), initial(&self.middle), self.family.usual()),
            Order::Western => format!("{} {}", initial(&self.given), self.family.usual()),
            _ => self.whole(random, self.is_long, |p, _| p.usual().to_owned()),
        }
    }
}

/// A name as a keyboard without accents has it.
fn plain(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let letters = name.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    letters
        .map(|c| match c {
            'ı' => 'i',
            'ø' => 'o',
            'Ø' => 'O',
            other => other,
        })
        .collect()
}

impl Actor {
    /// What a document makes of it; `alone`: nobody of this family is spoken of beside it.
    fn entity(&self, random: &mut Random, alone: bool) -> Entity {
        let is_said = random.per_mille(850);
        let foreign = ["IGO", "FRA", "DEU", "JPN"];
        let country = if random.per_mille(5) { Some(*random.one(&foreign)) } else { is_said.then_some(self.country) };
        let mut out = match &self.who {
            Who::Person(person) => entity(&person.name(random, alone), EntityType::Person, country),
            Who::StateBody(names) => {
                entity(random.one::<&str>(names), EntityType::Organisation, country.or(Some(self.country)))
            }
            Who::Body(names, acronym) => {
                let name = match random.below(100) {
                    0..8 => acronym.clone(),
                    8..20 => format!("{} ({acronym})", names[0]),
                    20..30 => random.one(names).clone(),
                    _ => names[0].clone(),
                };
                entity(&name, EntityType::Organisation, country)
            }
        };
        if matches!(self.who, Who::Person(_)) {
            // The last office is the latest and the most frequent.
            let (office, sector) = *random.frequent(&self.offices);
            out.position = random.per_mille(600).then(|| office.to_owned());
            out.sector = Sector::parse(sector).filter(|_| random.per_mille(900));
        }
        out
    }

    fn family(&self) -> &str {
        match &self.who {
            Who::Person(p) if p.order == Order::TwoFamilies => p.middle.usual(),
            Who::Person(p) => p.family.usual(),
            _ => "",
        }
    }
}

/// Documents, and for each entity of each who it is; who is nobody's is one of its own.
pub fn documents(actors: &[Actor], count: usize, random: &mut Random) -> Vec<(Reading, Vec<usize>)> {
    let world = Crowd::new((0..actors.len()).collect());
    let mut countries: std::collections::BTreeMap<&str, Vec<usize>> = std::collections::BTreeMap::new();
    actors.iter().enumerate().for_each(|(at, a)| countries.entry(a.country).or_default().push(at));
    let countries: Vec<Crowd> = countries.into_values().map(Crowd::new).collect();
    let mut nobody = actors.len();
    (0..count)
        .map(|number| {
            let home = random.one(&countries);
            let mut who: Vec<usize> = Vec::new();
            for _ in 0..5 + random.below(7) {
                let actor = if random.per_mille(600) { home.one(random) } else { world.one(random) };
                if !who.contains(&actor) {
                    who.push(actor);
                }
            }
            let alone = |at: usize| who.iter().all(|o| *o == at || actors[*o].family() != actors[at].family());
            let mut entities: Vec<Entity> = who.iter().map(|at| actors[*at].entity(random, alone(*at))).collect();
            if random.per_mille(300) {
                let country = Some(actors[who[0]].country);
                entities.push(noun("protesters", EntityType::Group, country, Sector::Cvl));
                who.push(nobody);
                nobody += 1;
            }
            (document(&format!("d{number:05}"), entities), who)
        })
        .collect()
}

/// Actors of whom the first are spoken of more often: the one of rank r with weight 1 / (r + 20)^0.8.
struct Crowd {
    actors: Vec<usize>,
    sums: Vec<f64>,
}

impl Crowd {
    fn new(actors: Vec<usize>) -> Self {
        let mut sum = 0.0;
        let add = |rank: usize| {
            sum += (rank as f64 + 20.0).powf(-0.8);
            sum
        };
        let sums = (0..actors.len()).map(add).collect();
        Self { actors, sums }
    }

    fn one(&self, random: &mut Random) -> usize {
        let all = self.sums.last().copied().unwrap_or_default();
        let wanted = random.below(1 << 30) as f64 / f64::from(1 << 30) * all;
        self.actors[self.sums.partition_point(|s| *s <= wanted).min(self.actors.len() - 1)]
    }
}
