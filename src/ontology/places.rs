//! Where places are: names of cities and regions to the states that they are in.

use std::collections::HashMap;

use super::fault::OntologyError;
use super::files::File;
use super::lookup::{bare, capital, folded};

/// The states of each place, by its folded name: codes with single blanks between, the likeliest first.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<String, String>);

/// What a name may have beside the place's own ("Kunar province", "the city of Goma", "Hokkaido Island").
const KINDS: [&str; 14] = [
    "province",
    "state",
    "region",
    "district",
    "county",
    "governorate",
    "prefecture",
    "oblast",
    "island",
    "islands",
    "peninsula",
    "city",
    "republic",
    "valley",
];

impl Places {
    /// Reads the tables; in a later file a name counts anew.
    pub fn new<'f>(tables: impl Iterator<Item = &'f str>) -> Self {
        let mut out = HashMap::new();
        for (name, states) in tables.flat_map(str::lines).filter_map(|line| row(line)?.ok()) {
            out.insert(folded(name), states.to_owned());
        }
        Self(out)
    }

    /// The states that a place of this name may be in, the likeliest first.
    pub fn states(&self, surface: &str) -> impl Iterator<Item = &str> {
        let folded = folded(surface);
        let name = bare(&folded);
        // "GOMA": a dateline in capitals.
        let small = || name.split(' ').map(|w| capital(&w.to_lowercase())).collect::<Vec<_>>().join(" ");
        let in_capitals = || name.chars().all(|c| !c.is_lowercase()).then(small);
        let found = self.0.get(name).or_else(|| self.0.get(without_kind(name)?));
        let found = found.or_else(|| self.0.get(&in_capitals()?));
        found.map_or("", String::as_str).split(' ').filter(|code| !code.is_empty())
    }
}

/// The name without the word that says what sort of place it is, before or after it.
fn without_kind(name: &str) -> Option<&str> {
    let is_kind = |word: &str| KINDS.contains(&word.to_lowercase().as_str());
    if let Some((rest, _)) = name.rsplit_once(' ').filter(|(_, last)| is_kind(last)) {
        return Some(rest);
    }
    let (first, rest) = name.split_once(' ')?;
    is_kind(first).then(|| rest.strip_prefix("of ").unwrap_or(rest))
}

/// A line's name and states; none on a line without one; an error where it is no such line.
fn row(line: &str) -> Option<Result<(&str, &str), ()>> {
    if line.trim().is_empty() || line.starts_with('#') {
        return None;
    }
    let is_code = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    let row = line.split_once('\t').filter(|(name, states)| !name.is_empty() && states.split(' ').all(is_code));
    Some(row.ok_or(()))
}

/// Reports lines that are no place.
pub(super) fn check(files: &[File], faults: &mut Vec<OntologyError>) {
    for file in files.iter().filter(|f| f.is_table() && !f.built_in) {
        for (line, _) in file.text.lines().enumerate().filter(|(_, l)| matches!(row(l), Some(Err(())))) {
            faults.push(OntologyError::Content {
                path: file.shown.clone(),
                line: line + 1,
                what: "is no place".to_owned(),
                advice: "write its name, a tab, and the three-letter codes of its states with blanks between"
                    .to_owned(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_line_is_a_place() {
        let files = super::super::files::load(None, &mut Vec::new());
        let lines: Vec<&str> = files.iter().filter(|f| f.is_table()).flat_map(|f| f.text.lines()).collect();
        assert!(lines.len() > 1000);
        let faults: Vec<&&str> = lines.iter().filter(|l| matches!(row(l), Some(Err(())))).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }

    #[test]
    fn places_are_found_with_and_without_their_kind() {
        let places = Places::new(["Kunar\tAFG\nGoma\tCOD\nSão Luís\tBRA\nVictoria\tHKG CAN"].into_iter());
        let first = |name: &str| places.states(name).next().map(str::to_owned);
        assert_eq!(first("Kunar province").as_deref(), Some("AFG"));
        assert_eq!(first("the city of Goma").as_deref(), Some("COD"));
        assert_eq!(first("Sao Luis").as_deref(), Some("BRA"));
        assert_eq!(places.states("Victoria").collect::<Vec<_>>(), ["HKG", "CAN"]);
        assert_eq!(first("SAO LUIS").as_deref(), Some("BRA"));
        assert_eq!(first("Nowhere"), None);
    }
}
