//! What a query may take of the machine.

use std::time::{Duration, Instant};

use memory_stats::memory_stats;

use super::StoreError;

/// Time and memory after which a query is given up; what is left open has no end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Until the whole answer is there.
    pub time: Option<Duration>,
    /// Megabytes that the process grows by, looked at a hundred times a second. Nothing holds where the system does not
    /// tell (Linux, macOS and Windows do).
    pub memory: Option<u64>,
}

/// A query's limits and when it began.
pub(super) struct Watch {
    limits: Limits,
    start: Instant,
    /// Megabytes that the process held before.
    before: u64,
}

impl Watch {
    /// Begins now.
    pub fn start(limits: Limits) -> Self {
        Self { limits, start: Instant::now(), before: held() }
    }

    /// An error once a limit is reached.
    pub fn check(&self) -> Result<(), StoreError> {
        if let Some(time) = self.limits.time.filter(|most| self.start.elapsed() >= *most) {
            return Err(StoreError::TooSlow { seconds: time.as_secs_f64() });
        }
        match self.limits.memory.filter(|most| self.grown() > *most) {
            Some(megabytes) => Err(StoreError::TooLarge { megabytes }),
            None => Ok(()),
        }
    }

    fn grown(&self) -> u64 {
        held().saturating_sub(self.before)
    }
}

/// Megabytes of memory that this process holds; 0 where the system does not tell.
fn held() -> u64 {
    memory_stats().map_or(0, |m| m.physical_mem as u64 / (1024 * 1024))
}
