//! Spellings of one name: what is left of a word when the ways of writing it in Latin letters are made one.
//!
//! Which spellings are alike depends on the language that the name comes from, known by the state that its bearer acts
//! for: "Chen" and "Shen" are two Chinese families, "Bachir" and "Bashir" are one Arabic name.

/// How names of a state are built and spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tradition {
    /// Given name and family name in Latin letters, or not known.
    Other,
    /// Cyrillic: patronymics, transliteration by way of English, French, German, Russian or the bearer's own language.
    Slavic,
    /// Arabic script: articles, fathers' names, vowels written as they are heard.
    Arabic,
    /// Family name first, then one or two syllables that are written together, apart or with a hyphen.
    Sinic,
    /// As Sinic, with two romanisations.
    Korean,
    /// Family name first, other parts each for itself.
    FamilyFirst,
    /// Two family names, of which the second is often left out.
    Hispanic,
    /// Many bear one name only; older spellings are Dutch.
    Malay,
    /// Umlauts may be written as two letters.
    Germanic,
}

#[rustfmt::skip]
const STATES: &[(Tradition, &[&str])] = &[
    (Tradition::Slavic, &["BGR", "BIH", "BLR", "KAZ", "KGZ", "MKD", "MNE", "RUS", "SRB", "TJK", "UKR"]),
    (Tradition::Arabic, &["AFG", "ARE", "BHR", "DZA", "EGY", "IRN", "IRQ", "JOR", "KWT", "LBN", "LBY", "MAR", "MRT", "OMN", "PAK",
        "PSE", "QAT", "SAU", "SDN", "SYR", "TUN", "YEM"]),
    (Tradition::Sinic, &["CHN", "HKG", "MAC", "TWN"]),
    (Tradition::Korean, &["KOR", "PRK"]),
    (Tradition::FamilyFirst, &["HUN", "JPN", "KHM", "VNM"]),
    (Tradition::Hispanic, &["ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "ESP", "GTM", "HND", "MEX", "NIC", "PAN", "PER",
        "PRY", "SLV", "URY", "VEN"]),
    (Tradition::Malay, &["IDN", "MMR"]),
    (Tradition::Germanic, &["AUT", "CHE", "DEU", "DNK", "EST", "FIN", "ISL", "NOR", "SWE"]),
];

/// One given name in the languages of its bearers: Russian first, then Ukrainian, Belarusian and English forms.
#[rustfmt::skip]
const SLAVIC: &[&[&str]] = &[
    &["aleksandr", "alexander", "aleksander", "alexandr", "alyaksandr", "aliaksandr", "oleksandr", "olexandr"],
    &["aleksei", "alexei", "alexey", "aleksey", "oleksiy", "oleksii", "aliaksei", "alyaksey"],
    &["andrei", "andrey", "andriy", "andrii", "andrej"],
    &["boris", "barys", "borys"],
    &["denis", "denys", "dzianis", "dzyanis"],
    &["dmitry", "dmitri", "dmitriy", "dmitrii", "dimitri", "dmytro", "dzmitry"],
    &["fyodor", "fedor", "fiodor", "feodor", "fedir", "fiodar"],
    &["georgy", "georgi", "georgiy", "georgii", "heorhiy", "heorhii"],
    &["gleb", "hlib", "hleb"],
    &["grigory", "grigoriy", "grigori", "hryhoriy", "hryhorii", "ryhor"],
    &["igor", "ihor", "ihar"],
    &["ilya", "ilia", "illia", "illya"],
    &["kirill", "kiril", "kyrylo", "kiryl"],
    &["konstantin", "constantin", "kostyantyn", "kostiantyn", "kanstantsin"],
    &["maksim", "maxim", "maksym", "maxym"],
    &["mikhail", "mihail", "mykhailo", "mykhaylo", "mikhal", "mikhas"],
    &["nikita", "mikita", "mykyta"],
    &["nikolai", "nikolay", "nikolaj", "mykola", "mikalai", "mikalay", "mikola"],
    &["oleg", "oleh", "aleh"],
    &["pavel", "pavlo", "paval"],
    &["pyotr", "petr", "piotr", "petro"],
    &["roman", "raman"],
    &["sergei", "sergey", "sergej", "serhiy", "serhii", "siarhei", "syarhey"],
    &["stepan", "stsiapan", "stsyapan"],
    &["valery", "valeri", "valeriy", "valerii", "valeryi"],
    &["vasily", "vasili", "vasiliy", "vassily", "vasyl", "vasil"],
    &["viktor", "victor", "viktar"],
    &["vladimir", "volodymyr", "wolodymyr", "uladzimir", "uladzimer"],
    &["yegor", "egor", "yehor", "yahor"],
    &["yevgeny", "evgeny", "evgeni", "evgenii", "yevgeni", "yevhen", "yauhen", "yauheni"],
    &["yury", "yuri", "yuriy", "yurii", "iurii", "jurij", "juri"],
    &["anna", "hanna", "ganna"],
    &["yelena", "elena", "olena", "alena"],
    &["irina", "iryna"],
    &["natalia", "natalya", "nataliya", "natallia", "nataliia"],
    &["olga", "olha", "volha"],
    &["svetlana", "svitlana", "sviatlana", "svyatlana"],
    &["yekaterina", "ekaterina", "kateryna", "katsiaryna"],
    &["yulia", "julia", "yuliya", "iuliia", "yuliia"],
];
/// Arabic names whose vowels are written in more ways than a rule tells.
#[rustfmt::skip]
const ARABIC: &[&[&str]] = &[
    &["bin", "ben", "ibn"],
    &["abu", "abou", "abi"],
    &["muhammad", "mohammed", "mohamed", "mohammad", "mohamad", "muhammed", "mohamud", "mohd"],
    &["mahmoud", "mahmud", "mahmood"],
    &["ahmad", "ahmed", "ahmet", "achmed"],
    &["hussein", "husain", "hussain", "husayn", "hossein", "hosein", "hussayn"],
    &["hassan", "hasan", "hassen"],
    &["yusuf", "youssef", "yousef", "yousuf", "youssouf", "yusef"],
    &["abdullah", "abdallah", "abdulla", "abdalla", "abdellah"],
    &["fatima", "fatma", "fatimah", "fatemeh"],
    &["jamal", "gamal", "djamel", "jamel", "djamal"],
    &["hisham", "hesham", "hicham"],
    &["ibrahim", "ebrahim", "brahim"],
    &["ismail", "ismael", "esmail", "ismaeel"],
    &["faisal", "faysal", "feisal"],
];
/// Korean family names in the two romanisations.
#[rustfmt::skip]
const KOREAN: &[&[&str]] = &[
    &["park", "pak", "bak"], &["lee", "yi", "ri", "rhee", "li"], &["choi", "choe"], &["lim", "im", "rim"], &["yoon", "yun"],
    &["moon", "mun"], &["shin", "sin"], &["cho", "jo"], &["jang", "chang"], &["kwon", "gwon"], &["oh", "o"], &["ryu", "yoo", "ryoo"],
    &["jung", "chung", "jeong", "jong"], &["kang", "gang"], &["noh", "roh", "no", "ro"], &["baek", "paek"], &["woo", "u"],
];

/// Letters that stand for the same in all traditions with an alphabet.
const LATIN: &[(&str, &str)] = &[
    ("tch", "ch"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("gh", "g"),
    ("dj", "j"),
    ("ck", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("oo", "u"),
    ("ou", "u"),
    ("ee", "i"),
    ("y", "i"),
];
/// Cyrillic transliterated: sounds, "io" for what is also "yo" and "e", Belarusian "a" for "o".
const CYRILLIC: &[(&str, &str)] = &[
    ("tch", "ch"),
    ("ou", "u"),
    ("kh", "h"),
    ("zh", "j"),
    ("y", "i"),
    ("ii", "i"),
    ("io", "e"),
    ("o", "a"),
    ("je", "ja"),
    ("she", "sha"),
    ("che", "cha"),
];
/// Arabic transliterated by way of English and French.
const VOWELLED: &[(&str, &str)] = &[
    ("sh", "ch"),
    ("kh", "h"),
    ("oua", "wa"),
    ("oo", "u"),
    ("ou", "u"),
    ("o", "u"),
    ("ee", "i"),
    ("ay", "ai"),
    ("ey", "ai"),
    ("ei", "ai"),
    ("aei", "ai"),
    ("aie", "ai"),
];
const DUTCH: &[(&str, &str)] = &[("oe", "u"), ("dj", "j"), ("tj", "c")];
const UMLAUTS: &[(&str, &str)] = &[("oe", "o"), ("ue", "u"), ("ae", "a"), ("aa", "a")];

impl Tradition {
    /// All traditions.
    pub const ALL: [Self; 9] = [
        Self::Other,
        Self::Slavic,
        Self::Arabic,
        Self::Sinic,
        Self::Korean,
        Self::FamilyFirst,
        Self::Hispanic,
        Self::Malay,
        Self::Germanic,
    ];

    /// Gives how names are built where somebody acts for a state.
    pub fn of(country: &str) -> Self {
        STATES.iter().find(|(_, states)| states.contains(&country)).map_or(Self::Other, |(tradition, _)| *tradition)
    }

    /// Whether the family name comes first at home, and last in some reports.
    pub fn is_family_first(self) -> bool {
        matches!(self, Self::Sinic | Self::Korean | Self::FamilyFirst)
    }

    /// Whether the syllables of a given name may be written as one word or as two.
    pub fn joins_syllables(self) -> bool {
        matches!(self, Self::Sinic | Self::Korean)
    }

    /// Whether a small word of a name tells nobody apart: articles, "da". "Ben Ghanem" and "al-Ghanem" are two families.
    pub fn leaves_out(self, word: &str) -> bool {
        match self {
            Self::Arabic => matches!(word, "al" | "el" | "ul"),
            Self::Other | Self::Hispanic => {
                matches!(word, "da" | "das" | "de" | "del" | "do" | "dos" | "la" | "e" | "y")
            }
            _ => false,
        }
    }

    /// Gives what all spellings of a folded word have in common.
    pub fn sound(self, word: &str) -> String {
        let word = &latin(word);
        let table = match self {
            Self::Slavic => SLAVIC,
            Self::Arabic => ARABIC,
            Self::Korean => KOREAN,
            Self::Sinic | Self::FamilyFirst => return word.clone(),
            _ => &[],
        };
        if let Some(names) = table.iter().find(|names| names.contains(&word.as_str())) {
            return names[0].to_owned();
        }
        let heard = match self {
            Self::Slavic => slavic(word),
            Self::Arabic => arabic(word),
            Self::Korean => korean(word),
            Self::Malay => replaced(&replaced(word, DUTCH), LATIN),
            Self::Germanic => replaced(&replaced(word, UMLAUTS), LATIN),
            _ => replaced(word, LATIN),
        };
        single(&heard)
    }
}

fn replaced(word: &str, rules: &[(&str, &str)]) -> String {
    rules.iter().fold(word.to_owned(), |w, (from, to)| if w.contains(from) { w.replace(from, to) } else { w })
}

/// Doubled letters written once.
fn single(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// "Ryzhankou", "Ryzhenkov", "Ryzhenkoff"; "Lukashenka", "Lukashenko"; "-sky", "-skiy", "-skyi"; "Yegor", "Egor".
fn slavic(word: &str) -> String {
    let endings =
        [("off", "ov"), ("eff", "ev"), ("ow", "ov"), ("ou", "ov"), ("eu", "ev"), ("enka", "enko"), ("ine", "in")];
    let ending = endings.iter().find_map(|(from, to)| Some(format!("{}{to}", word.strip_suffix(from)?)));
    let word = replaced(&replaced(&ending.unwrap_or_else(|| word.to_owned()), CYRILLIC), LATIN);
    let word = word.strip_prefix("ie").map_or(word.clone(), |rest| format!("e{rest}"));
    word.replace("ii", "i")
}

/// Articles aside, consonants and three vowels: "e" is "i" after a long "a" ("Khaled", "Khalid"), else "a".
fn arabic(word: &str) -> String {
    let word = single(&replaced(&replaced(word, VOWELLED), LATIN));
    let mut letters: Vec<char> = word.chars().collect();
    if word.len() > 4 && (word.ends_with("ah") || word.ends_with("eh")) {
        letters.pop();
    }
    for at in 0..letters.len() {
        if letters[at] == 'e' {
            let long = at >= 2 && letters[at - 2] == 'a' && at + 1 < letters.len();
            letters[at] = if long || at == 0 { 'i' } else { 'a' };
        }
    }
    letters.into_iter().collect()
}

/// "Chol", "Chul"; "Young", "Yong"; "Soo", "Su".
fn korean(word: &str) -> String {
    let rules =
        [("oo", "u"), ("ou", "o"), ("ee", "i"), ("on", "un"), ("ol", "ul"), ("eu", "u"), ("gw", "kw"), ("hui", "hi")];
    replaced(word, &rules)
}

/// Cyrillic letters in Latin ones, as English writes them.
fn latin(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            'і' => out.push('i'),
            'є' => out.push_str("ye"),
            'ґ' => out.push('g'),
            'а'..='я' => out.push_str(LETTERS[c as usize - 'а' as usize]),
            other => out.push(other),
        }
    }
    out
}

/// From а to я.
#[rustfmt::skip]
const LETTERS: [&str; 32] = [
    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
];

#[cfg(test)]
mod tests {
    use super::Tradition;

    fn alike(country: &str, spellings: &[&str]) -> bool {
        let tradition = Tradition::of(country);
        spellings.windows(2).all(|w| tradition.sound(w[0]) == tradition.sound(w[1]))
    }

    #[test]
    fn slavic_names_by_way_of_several_languages_are_alike() {
        assert!(alike("BLR", &["ryzhankou", "ryzhenkov", "ryzhenkoff", "рыженков"]));
        assert!(alike("BLR", &["lukashenka", "lukashenko", "лукашенко"]));
        assert!(alike("RUS", &["zadorozhsky", "zadorojskiy", "zadorozhskyi", "zadorozhskii"]));
        assert!(alike("UKR", &["volodymyr", "vladimir"]) && alike("RUS", &["yeremin", "eremin", "eremine"]));
        assert!(!alike("RUS", &["petrov", "petrova"]) && !alike("RUS", &["ivan", "ivana"]));
        assert!(!alike("RUS", &["alina", "yelena"]) && !alike("RUS", &["aleksandr", "aleksandra"]));
    }

    #[test]
    fn arabic_names_are_alike_whoever_wrote_them_down() {
        assert!(alike("SYR", &["bashir", "bachir", "basheer"]) && alike("EGY", &["khaled", "khalid"]));
        assert!(alike("IRQ", &["otaibi", "oteibi", "utaybi"]) && alike("LBN", &["khoury", "khuri", "khouri"]));
        assert!(!alike("EGY", &["mohamed", "mahmoud"]) && !alike("EGY", &["hassan", "hussein"]));
        assert!(!alike("EGY", &["karim", "karam"]));
    }

    #[test]
    fn what_is_one_sound_in_one_language_is_two_in_another() {
        assert!(!alike("CHN", &["chen", "shen"]) && !alike("CHN", &["zhang", "jang"]));
        assert!(alike("KOR", &["park", "pak"]) && alike("IDN", &["soeharto", "suharto"]));
        assert!(alike("DEU", &["mueller", "muller"]) && !alike("USA", &["joe", "jo"]));
        assert!(alike("SEN", &["mamadou", "mamadu"]) && !alike("USA", &["mary", "marie"]));
    }
}
