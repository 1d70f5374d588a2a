//! What everybody reads: a document's text and the layers over it.
//!
//! Takes nothing, gives the plain types [`Document`], [`Annotated`] and their parts. Text never changes once a
//! document is made; every layer is stand-off and points into it by [`Span`] (bytes, on char boundaries). What leaves
//! the program counts Unicode scalar values instead: [`Scalars`] converts. No room is imported from here.

mod annotated;
mod document;
mod fold;
mod label;
mod span;

pub use annotated::{Annotated, Candidate, Link, Mention, Sentence, Token, Trigger};
pub use document::{Block, BlockKind, Document};
pub use fold::{plain, words};
pub use label::{EntityType, MentionKind, Modality, Polarity, Sector};
pub use span::{Scalars, Span};
