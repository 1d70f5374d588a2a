//! `demarche verify`: the graph's files against their manifest.

use std::io::Write;

use anyhow::Result;

use super::args::Verify;
use super::terminal::{count, safe, say};
use super::{Ending, stored};

pub(super) fn run(args: &Verify) -> Result<Ending> {
    let faults = stored::open(&args.place.out)?.verify()?;
    let mut out = std::io::stdout().lock();
    for fault in &faults {
        writeln!(out, "{}", safe(fault))?;
    }
    say(&format!("{} not as the manifest says", count(faults.len(), "file")));
    Ok(Ending::of(faults.len()))
}
