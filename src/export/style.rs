//! How diagrams look: one palette for every drawing, told apart by the colour-blind and on paper.
//!
//! Colours are those of Okabe and Ito, "Color Universal Design" (2008). Tone is colour, certainty is the line, kind of
//! actor is shape and shade.

use crate::ontology::Tone;
use crate::text::EntityType;

/// Grey of notes, frames and standing facts.
pub(super) const GREY: &str = "#555555";
/// Fonts of all text.
pub(super) const FONT: &str = "Helvetica";

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A person.
    Person,
    /// A state, region or city.
    State,
    /// An organisation.
    Organisation,
    /// A people or group.
    Group,
    /// A place, facility, event or work.
    Thing,
    /// The content of a claim that lacks a second side.
    Content,
}

impl Kind {
    /// The kinds of actors, as the legend lists them.
    pub const ACTORS: [Kind; 5] = [Kind::Person, Kind::State, Kind::Organisation, Kind::Group, Kind::Thing];

    pub fn of(entity_type: EntityType) -> Self {
        match entity_type {
            EntityType::Person => Kind::Person,
            EntityType::State => Kind::State,
            EntityType::Organisation => Kind::Organisation,
            EntityType::Group => Kind::Group,
            EntityType::Place | EntityType::Facility | EntityType::Event | EntityType::Work => Kind::Thing,
        }
    }

    /// Its name in the legend.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::State => "state",
            Kind::Organisation => "organisation",
            Kind::Group => "group",
            Kind::Thing => "place, event, text",
            Kind::Content => "content",
        }
    }

    /// Its shade.
    pub fn fill(self) -> &'static str {
        match self {
            Kind::Person => "#FFF3D6",
            Kind::State => "#D3E4F3",
            Kind::Organisation => "#E6E0F0",
            Kind::Group => "#DDEFE3",
            Kind::Thing => "#EEEEEE",
            Kind::Content => "none",
        }
    }

    /// Its shape and style in DOT.
    pub fn dot(self) -> &'static str {
        match self {
            Kind::Person => "shape=box, style=\"filled,rounded\"",
            Kind::State => "shape=ellipse, style=filled",
            Kind::Organisation => "shape=box, style=filled",
            Kind::Group => "shape=hexagon, style=filled",
            Kind::Thing => "shape=note, style=filled",
            Kind::Content => "shape=plaintext, style=\"\"",
        }
    }
}

/// How certain a claim is, as a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Line {
    /// The text itself says so.
    Solid,
    /// Alleged, reported, conditional, possible or requested.
    Dashed,
    /// Planned or announced.
    Dotted,
}

impl Line {
    /// Its style in DOT.
    pub fn dot(self) -> &'static str {
        match self {
            Line::Solid => "solid",
            Line::Dashed => "dashed",
            Line::Dotted => "dotted",
        }
    }

    /// Its dashes in SVG.
    pub fn dashes(self) -> &'static str {
        match self {
            Line::Solid => "none",
            Line::Dashed => "6 4",
            Line::Dotted => "1.5 4",
        }
    }
}

/// The colour of a tone.
pub(super) fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Cooperative => "#0072B2",
        Tone::Conflictual => "#D55E00",
        Tone::Neutral => GREY,
    }
}

/// The width of a line that so many documents support.
pub(super) fn width(documents: usize) -> f64 {
    (1.2 + 0.8 * (documents.max(1) as f64).log2()).min(4.4)
}
