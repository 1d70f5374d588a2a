//! How far reading has come: a bar on a terminal, nothing elsewhere; and the list of what was skipped.

use std::io::IsTerminal;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Ending, terminal};
use crate::source::{self, Input, SourceError};

/// Skips listed at the end at most; the rest is counted.
const LISTED: usize = 20;

/// Finds the inputs under paths and starts a bar over them; what was not found is its first skips.
pub(super) fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Progress) {
    let (inputs, faults) = source::inputs(paths);
    let mut progress = Progress::new(inputs.len());
    faults.iter().for_each(|f| progress.skip(f));
    if inputs.is_empty() && faults.is_empty() {
        let known: Vec<&str> = source::ALL.iter().flat_map(|r| r.extensions()).copied().collect();
        terminal::say(&format!("no articles found; folders are searched for files ending in {}", known.join(", ")));
    }
    (inputs, progress)
}

/// A bar and the faults met.
pub(super) struct Progress {
    bar: ProgressBar,
    documents: usize,
    /// What was skipped, in words.
    pub skips: Vec<String>,
}

impl Progress {
    /// Starts a bar over `inputs` files.
    fn new(inputs: usize) -> Self {
        let bar = ProgressBar::new(inputs as u64);
        if !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        let style = ProgressStyle::with_template("{spinner} {pos} documents of {len} files, {msg} claims ({elapsed})");
        bar.set_style(style.expect("the template is well-formed"));
        bar.set_message("0");
        Self { bar, documents: 0, skips: Vec::new() }
    }

    /// Counts documents that needed no reading.
    pub fn pass(&mut self, documents: usize) {
        self.documents += documents;
    }

    /// Counts a document; `claims` is how many all documents gave so far.
    pub fn read(&mut self, claims: usize) {
        self.documents += 1;
        self.bar.inc(1);
        self.bar.set_message(claims.to_string());
    }

    /// Counts a skip.
    pub fn skip(&mut self, fault: &SourceError) {
        self.skips.push(fault.to_string());
    }

    /// Tells how a command ends that did nothing but read: it failed where there was something to read, and no document
    /// could be.
    pub fn ending(&self) -> Ending {
        match (self.documents, self.skips.len()) {
            (_, 0) => Ending::Done,
            (0, _) => Ending::Failed,
            _ => Ending::Skipped,
        }
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
