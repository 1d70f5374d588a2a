//! The command line: the only room that prints. Data goes to standard output, everything else to standard error.
//!
//! Takes the program's arguments, gives an exit code: 0 done, 1 done with skips, 2 failed. One file a verb.

mod actors;
mod annotate;
mod args;
mod build;
mod check;
mod diff;
mod explain;
mod export;
mod extract;
mod forget;
mod manual;
mod profile;
mod progress;
#[cfg(feature = "publish")]
mod publish;
mod query;
mod rank;
mod report;
mod score;
mod stored;
mod terminal;
mod verify;

use std::io::ErrorKind;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Verb};

/// How a command ended that has said what there was to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Everything was done.
    Done,
    /// Something was skipped, and said so.
    Skipped,
    /// Nothing could be done, and each reason was told.
    Failed,
}

impl Ending {
    fn of(skips: usize) -> Self {
        if skips == 0 { Self::Done } else { Self::Skipped }
    }

    fn code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Skipped => ExitCode::from(1),
            Self::Failed => ExitCode::from(2),
        }
    }
}

/// Runs the program.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let ending = match &args.verb {
        Verb::Build(a) => build::run(a),
        Verb::Extract(a) => extract::run(a),
        Verb::Query(a) => query::run(a),
        Verb::Export(a) => export::run(a),
        Verb::Show(a) => profile::show(a),
        Verb::Dossier(a) => profile::dossier(a),
        Verb::Explain(a) => explain::run(a),
        Verb::Rank(a) => rank::run(a),
        Verb::Diff(a) => diff::run(a),
        Verb::Actors(a) => actors::run(a),
        Verb::Forget(a) => forget::run(a),
        Verb::Verify(a) => verify::run(a),
        #[cfg(feature = "publish")]
        Verb::Publish(a) => publish::run(a),
        Verb::Annotate(a) => annotate::run(a),
        Verb::Score(a) => score::run(a),
        Verb::Check(a) => check::run(a),
        Verb::Completions { shell } => manual::completions(*shell),
        Verb::Man => manual::page(),
    };
    match ending {
        Ok(ending) => ending.code(),
        // Who reads no further has what he wanted: `demarche extract … | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::say(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().filter_map(|e| e.downcast_ref::<std::io::Error>());
    io.into_iter().any(|e| e.kind() == ErrorKind::BrokenPipe)
}
