//! Whether a confidence of 0.8 is right four times in five: claims by their confidence.

use std::fmt;

use super::{Found, ratio};

/// Steps of the reliability diagram.
const STEPS: usize = 10;

/// Claims by confidence, in ten steps (Niculescu-Mizil & Caruana 2005): how many there are, how many are right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibration {
    steps: [Step; STEPS],
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Step {
    claims: usize,
    right: usize,
    confidence: f64,
}

impl Calibration {
    /// Adds a claim.
    pub(super) fn add(&mut self, found: &Found, is_right: bool) {
        let Some(confidence) = found.confidence else { return };
        let step = &mut self.steps[((confidence * STEPS as f64) as usize).min(STEPS - 1)];
        step.claims += 1;
        step.right += usize::from(is_right);
        step.confidence += confidence;
    }

    /// Gives the expected calibration error: the mean distance between confidence and share right, by claims.
    pub fn error(&self) -> f64 {
        let all: usize = self.steps.iter().map(|s| s.claims).sum();
        let off = self.steps.iter().map(|s| (s.confidence - s.right as f64).abs());
        ratio(off.sum(), all as f64)
    }
}

impl fmt::Display for Calibration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "confidence  claims  mean   right")?;
        for (i, step) in self.steps.iter().enumerate().filter(|(_, s)| s.claims > 0) {
            let (from, to) = (i as f64 / STEPS as f64, (i + 1) as f64 / STEPS as f64);
            let (mean, right) = (step.confidence / step.claims as f64, step.right as f64 / step.claims as f64);
            let bar = "█".repeat((right * 40.0).round() as usize);
            writeln!(f, "{from:.1} – {to:.1}   {:6}  {mean:.3}  {right:.3}  {bar}", step.claims)?;
        }
        writeln!(f, "expected calibration error {:.3}", self.error())
    }
}
