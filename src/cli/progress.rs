//! How far reading has come: a bar on a terminal, nothing elsewhere; and the list of what was skipped.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal;
use crate::source::SourceError;

/// Skips listed at the end at most; the rest is counted.
const LISTED: usize = 20;

/// A bar and the faults met.
pub(super) struct Progress {
    bar: ProgressBar,
    /// What was skipped, in words.
    pub skips: Vec<String>,
}

impl Progress {
    /// Starts a bar over `inputs` files.
    pub fn new(inputs: usize) -> Self {
        let bar = ProgressBar::new(inputs as u64);
        if !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        let style = ProgressStyle::with_template("{spinner} {pos} documents of {len} files, {msg} claims ({elapsed})");
        bar.set_style(style.expect("the template is well-formed"));
        Self { bar, skips: Vec::new() }
    }

    /// Counts a document.
    pub fn read(&self, claims: usize) {
        self.bar.inc(1);
        self.bar.set_message(claims.to_string());
    }

    /// Counts a skip.
    pub fn skip(&mut self, fault: &SourceError) {
        self.skips.push(fault.to_string());
    }

    /// Takes the bar away and tells what was skipped.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
        for skip in self.skips.iter().take(LISTED) {
            terminal::say(&format!("skipped: {skip}"));
        }
        if self.skips.len() > LISTED {
            terminal::say(&format!("skipped: {} more", self.skips.len() - LISTED));
        }
    }
}
