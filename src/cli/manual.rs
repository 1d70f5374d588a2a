//! `demarche completions` and `demarche man`: what the parser knows, for shells and readers.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use super::Ending;
use super::args::Args;

pub(super) fn completions(shell: Shell) -> Result<Ending> {
    clap_complete::generate(shell, &mut Args::command(), "demarche", &mut std::io::stdout().lock());
    Ok(Ending::Done)
}

/// The page of the program, then one section a verb.
pub(super) fn page() -> Result<Ending> {
    let mut out = std::io::stdout().lock();
    let command = Args::command();
    clap_mangen::Man::new(command.clone()).render(&mut out)?;
    for verb in command.get_subcommands() {
        let man = clap_mangen::Man::new(verb.clone());
        man.render_description_section(&mut out)?;
        man.render_options_section(&mut out)?;
        man.render_extra_section(&mut out)?;
    }
    Ok(Ending::Done)
}
