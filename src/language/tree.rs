//! Arc scores to the best tree with one root: Chu-Liu/Edmonds (Zmigrod, Vieira & Cotterell 2020 give the root rule).

/// Gives each word's head (0: the root, else the head's number from 1) from `n` rows of `n + 1` scores, root first.
///
/// The best tree in which exactly one word hangs on the root: each word that might is tried where the free best tree
/// has several roots; with at most a handful of candidates that stays cheap.
pub(super) fn best_tree(scores: &[f32], n: usize) -> Vec<usize> {
    let matrix = log_softmax(scores, n);
    let greedy: Vec<usize> = (0..n).map(|i| best(&matrix[i * (n + 1)..(i + 1) * (n + 1)])).collect();
    if is_tree(&greedy) {
        return greedy;
    }
    let mut roots: Vec<usize> = (0..n).collect();
    roots.sort_by(|a, b| matrix[b * (n + 1)].total_cmp(&matrix[a * (n + 1)]));
    let tries = roots.into_iter().take(4).map(|root| {
        let heads = edmonds(&rooted(&matrix, n, root), n + 1);
        let heads: Vec<usize> = heads[1..].to_vec();
        let score: f64 = heads.iter().enumerate().map(|(i, &h)| f64::from(matrix[i * (n + 1) + h])).sum();
        (score, heads)
    });
    tries.max_by(|a, b| a.0.total_cmp(&b.0)).map_or_else(|| vec![0; n], |t| t.1)
}

fn log_softmax(scores: &[f32], n: usize) -> Vec<f32> {
    let mut out = scores.to_vec();
    for (i, row) in out.chunks_mut(n + 1).enumerate() {
        row[i + 1] = f32::NEG_INFINITY; // nobody is its own head
        let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = row.iter().map(|v| (v - max).exp()).sum();
        let shift = max + sum.ln();
        row.iter_mut().for_each(|v| *v -= shift);
    }
    out
}

fn best(row: &[f32]) -> usize {
    row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(i, _)| i)
}

/// Whether the heads make one tree with a single root.
fn is_tree(heads: &[usize]) -> bool {
    if heads.iter().filter(|h| **h == 0).count() != 1 {
        return false;
    }
    (0..heads.len()).all(|start| {
        let (mut at, mut steps) = (start + 1, 0);
        while at != 0 && steps <= heads.len() {
            at = heads[at - 1];
            steps += 1;
        }
        at == 0
    })
}

/// Square matrix over root and words (`[dependent][head]`) in which only `root` may hang on the root.
fn rooted(matrix: &[f32], n: usize, root: usize) -> Vec<f64> {
    let size = n + 1;
    let mut out = vec![f64::NEG_INFINITY; size * size];
    for i in 0..n {
        for h in 0..=n {
            let allowed = if i == root { h == 0 } else { h != 0 && h != i + 1 };
            if allowed {
                out[(i + 1) * size + h] = f64::from(matrix[i * size + h]).max(-1e6);
            }
        }
    }
    out
}

/// Gives the head of every node of the best arborescence out of node 0; `scores[dependent * n + head]`.
fn edmonds(scores: &[f64], n: usize) -> Vec<usize> {
    let mut heads = vec![0; n];
    for (d, head) in heads.iter_mut().enumerate().skip(1) {
        *head = (0..n).max_by(|a, b| scores[d * n + a].total_cmp(&scores[d * n + b])).unwrap_or(0);
    }
    let Some(cycle) = cycle_of(&heads) else { return heads };
    contract(scores, n, &heads, &cycle)
}

fn cycle_of(heads: &[usize]) -> Option<Vec<usize>> {
    let mut colour = vec![0usize; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && colour[at] == 0 {
            colour[at] = start;
            at = heads[at];
        }
        if at != 0 && colour[at] == start {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

/// Contracts a cycle to one node, solves the rest and opens the cycle where the solution enters it.
fn contract(scores: &[f64], n: usize, heads: &[usize], cycle: &[usize]) -> Vec<usize> {
    let inside = |v: usize| cycle.contains(&v);
    let outside: Vec<usize> = (0..n).filter(|v| !inside(*v)).collect();
    let (m, node) = (outside.len() + 1, outside.len());
    let mut small = vec![f64::NEG_INFINITY; m * m];
    let (mut enters, mut leaves) = (vec![0; m], vec![0; m]);
    for (a, &u) in outside.iter().enumerate() {
        for (b, &v) in outside.iter().enumerate() {
            small[a * m + b] = scores[u * n + v];
        }
        // Into the cycle from u: what it gains over the arc of the cycle that it breaks.
        let gain = |c: usize| scores[c * n + u] - scores[c * n + heads[c]];
        enters[a] = best_of(cycle, gain);
        small[node * m + a] = gain(enters[a]);
        if u != 0 {
            leaves[a] = best_of(cycle, |c| scores[u * n + c]);
            small[a * m + node] = scores[u * n + leaves[a]];
        }
    }
    let solved = edmonds(&small, m);
    let mut out = heads.to_vec();
    for (a, &u) in outside.iter().enumerate().skip(1) {
        out[u] = if solved[a] == node { leaves[a] } else { outside[solved[a]] };
    }
    let from = solved[node];
    out[enters[from]] = outside[from];
    out
}

fn best_of(nodes: &[usize], score: impl Fn(usize) -> f64) -> usize {
    nodes.iter().copied().max_by(|a, b| score(*a).total_cmp(&score(*b))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::best_tree;

    #[test]
    fn cycles_are_opened_and_one_root_is_kept() {
        // Words 1 and 2 prefer each other; word 3 hangs on 2; the root is cheapest over 1.
        let scores = [0.5, 0.0, 5.0, 0.0, 0.1, 5.0, 0.0, 0.0, 0.4, 0.0, 5.0, 0.0];
        assert_eq!(best_tree(&scores, 3), [0, 1, 2]);
        // Both words want the root: only one gets it.
        let scores = [5.0, 0.0, 1.0, 4.0, 1.0, 0.0];
        assert_eq!(best_tree(&scores, 2), [0, 1]);
    }

    #[test]
    fn one_word_is_the_root() {
        assert_eq!(best_tree(&[0.3, 0.1], 1), [0]);
    }
}
