//! The graph: actors, facts and their evidence, as plain data with petgraph's network over it.
//!
//! Takes nothing but its own constructors' arguments; gives [`Graph`]. Everything is sorted, so that the same input
//! gives the same bytes. It does no text work and no I/O. Offsets count Unicode scalar values of the document's text.

mod actor;
mod fact;
mod network;

pub use actor::{Actor, Member};
pub use fact::{Fact, Participant, Quote, Source, Statement, surest};
pub use network::Graph;
