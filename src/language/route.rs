//! The way through a sentence's tree from a mention to a trigger, by which the role network tells "brokered by X" from
//! "X's deal brokered by". The same rule as `Tree.path` of training/recipe/losses.py.

use std::ops::Range;

use crate::text::Token;

/// Steps up from either side at most.
const STEPS: usize = 3;
/// Shape of no way: too long, or into another sentence.
const NO_WAY: i32 = 16;

/// Features of a way: its shape, then labels of three arcs.
pub(super) type Route = [i32; 4];

/// A sentence's tree with numbered labels.
pub(super) struct Routes<'t> {
    tokens: &'t [Token],
    labels: Vec<i32>,
    none: i32,
}

impl<'t> Routes<'t> {
    /// Numbers the labels of a sentence's arcs as `labels` lists them.
    pub fn new(tokens: &'t [Token], labels: &[&'static str]) -> Self {
        let none = labels.len() as i32;
        let number = |t: &Token| labels.iter().position(|l| *l == t.deprel).map_or(none, |i| i as i32);
        Self { tokens, labels: tokens.iter().map(number).collect(), none }
    }

    /// The way into another sentence, or from nobody.
    pub fn nowhere(labels: &[&'static str]) -> Route {
        let none = labels.len() as i32;
        [NO_WAY, none, none, none]
    }

    /// Gives the shape (steps up from the mention times four, and steps up from the trigger, to where they meet), the
    /// label of the mention's head word, and those of the last arcs below the meeting point on either side.
    pub fn between(&self, trigger: usize, mention: &Range<usize>) -> Route {
        let outside = |i: &usize| self.tokens[*i].head.is_none_or(|h| !mention.contains(&h));
        let head = mention.clone().find(outside).unwrap_or(mention.end - 1);
        let (mine, other) = (self.up(head), self.up(trigger));
        let meets = |(i, word): (usize, &usize)| other.iter().position(|o| o == word).map(|j| (i, j));
        let Some((i, j)) = mine.iter().enumerate().find_map(meets) else {
            return [NO_WAY, self.labels[head], self.none, self.none];
        };
        let below = |way: &[usize], steps: usize| if steps == 0 { self.none } else { self.labels[way[steps - 1]] };
        let own = if i == 0 { self.none } else { self.labels[head] };
        [(4 * i + j) as i32, own, below(&mine, i), below(&other, j)]
    }

    /// A word and those above it.
    fn up(&self, word: usize) -> Vec<usize> {
        std::iter::successors(Some(word), |w| self.tokens[*w].head).take(STEPS + 1).collect()
    }
}
