//! "Did you mean": the known word with the smallest edit distance.

/// Gives the candidate whose key is nearest to `word`, unless even that is another word altogether.
///
/// A third of the letters may differ, two at least; ties go to the candidate that comes first.
pub(super) fn nearest<'c>(
    word: &str,
    candidates: impl Iterator<Item = &'c str>,
    key: impl Fn(&str) -> &str,
) -> Option<&'c str> {
    let most = (word.chars().count() / 3).max(2);
    let scored = candidates.map(|c| (distance(word, key(c)), c)).filter(|(d, _)| *d <= most);
    scored.min_by(|a, b| a.0.cmp(&b.0)).map(|(_, c)| c)
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != *y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}
