//! `demarche check`: the ontology against itself.

use anyhow::Result;

use super::Ending;
use super::args::Check;
use super::terminal::{count, say};
use crate::ontology::Ontology;

pub(super) fn run(args: &Check) -> Result<Ending> {
    let ontology = Ontology::load(args.ontology.as_deref())?;
    let (relations, actors) = (count(ontology.relations.len(), "relation"), count(ontology.actors.len(), "actor"));
    say(&format!("no fault in {relations} and {actors} (version {})", ontology.hash));
    Ok(Ending::Done)
}
