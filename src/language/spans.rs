//! Tag logits to spans: the best sequence in which I-X only follows B-X or I-X (Viterbi over BIO tags).

use std::ops::Range;

/// Gives log-probabilities of logits.
pub(super) fn log_softmax(logits: &[f32]) -> Vec<f32> {
    let max = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = logits.iter().map(|v| (v - max).exp()).sum();
    let shift = max + sum.ln();
    logits.iter().map(|v| v - shift).collect()
}

/// Gives probabilities of logits.
pub(super) fn softmax(logits: &[f32]) -> Vec<f32> {
    log_softmax(logits).into_iter().map(f32::exp).collect()
}

/// Gives the index of the largest value.
pub(super) fn best(values: &[f32]) -> usize {
    values.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(i, _)| i)
}

/// Gives the best tags, 0 for O and then B and I of each type in turn, from rows of log-probabilities.
pub(super) fn viterbi(rows: &[Vec<f32>]) -> Vec<usize> {
    let Some(first) = rows.first() else { return Vec::new() };
    let allowed = |from: usize, to: usize| to == 0 || to % 2 == 1 || from == to || from + 1 == to;
    let mut score: Vec<f32> =
        first.iter().enumerate().map(|(t, v)| if t > 0 && t % 2 == 0 { f32::NEG_INFINITY } else { *v }).collect();
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
    for row in &rows[1..] {
        let from: Vec<usize> = (0..row.len())
            .map(|to| {
                let reachable = (0..row.len()).filter(|f| allowed(*f, to));
                reachable.max_by(|a, b| score[*a].total_cmp(&score[*b])).unwrap_or(0)
            })
            .collect();
        score = row.iter().enumerate().map(|(to, v)| score[from[to]] + v).collect();
        back.push(from);
    }
    let mut tags = vec![best(&score)];
    for from in back.iter().rev() {
        tags.push(from[tags[tags.len() - 1]]);
    }
    tags.reverse();
    tags
}

/// Gives the spans of a tag sequence: words and number of the type.
pub(super) fn spans(tags: &[usize]) -> Vec<(Range<usize>, usize)> {
    let mut out: Vec<(Range<usize>, usize)> = Vec::new();
    for (i, &tag) in tags.iter().enumerate() {
        if tag % 2 == 1 {
            out.push((i..i + 1, tag / 2));
        } else if tag > 0
            && let Some(last) = out.last_mut().filter(|s| s.0.end == i)
        {
            last.0.end = i + 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{spans, viterbi};

    #[test]
    fn an_inside_tag_never_stands_alone() {
        let rows = [vec![-0.5, -1.0, -0.4], vec![-2.0, -3.0, -0.2], vec![-0.1, -3.0, -3.0]];
        let tags = viterbi(&rows);
        assert_eq!(tags, [1, 2, 0]);
        assert_eq!(spans(&tags), [(0..2, 0)]);
    }
}
