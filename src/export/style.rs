//! How diagrams look: one palette for every drawing, told apart by the colour-blind and on paper.
//!
//! Blue is cooperation and orange is conflict, after Okabe and Ito, "Color Universal Design" (2008): the pair that every
//! kind of colour-blindness tells apart. Dark are deeds, light are words: lightness is seen by all, and on paper.
//! Certainty is the line, kind of actor is shape and shade.

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

/// What kind of act a line stands for: PLOVER's four quads, and what is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ink {
    /// Protests, sanctions, arrests, attacks.
    ConflictInDeed,
    /// Demands, accusations, rejections, threats.
    ConflictInWords,
    /// Joint work, aid, retreats.
    CooperationInDeed,
    /// Agreements, meetings, support, concessions.
    CooperationInWords,
    /// Statements and standing facts.
    Neither,
}

impl Ink {
    /// All, in the order of the legend.
    pub const ALL: [Ink; 5] =
        [Ink::ConflictInDeed, Ink::ConflictInWords, Ink::CooperationInDeed, Ink::CooperationInWords, Ink::Neither];

    /// The tone is the relation's, whether it is words or deeds its event class's: a proposal asks, and brings together.
    pub fn of(tone: Tone, quad: Option<u8>) -> Self {
        let is_deed = matches!(quad, Some(2 | 4));
        match tone {
            Tone::Conflictual if is_deed => Ink::ConflictInDeed,
            Tone::Conflictual => Ink::ConflictInWords,
            Tone::Cooperative if is_deed => Ink::CooperationInDeed,
            Tone::Cooperative => Ink::CooperationInWords,
            Tone::Neutral => Ink::Neither,
        }
    }

    /// Conflict, cooperation or neither, as a number.
    pub fn tone(self) -> u8 {
        match self {
            Ink::ConflictInDeed | Ink::ConflictInWords => 0,
            Ink::CooperationInDeed | Ink::CooperationInWords => 1,
            Ink::Neither => 2,
        }
    }

    /// The colour of the line.
    pub fn colour(self) -> &'static str {
        match self {
            Ink::ConflictInDeed => "#B34700",
            Ink::ConflictInWords => "#E8891C",
            Ink::CooperationInDeed => "#00508A",
            Ink::CooperationInWords => "#3D9BD9",
            Ink::Neither => GREY,
        }
    }

    /// The colour of words on the line: dark enough to be read.
    pub fn text(self) -> &'static str {
        match self {
            Ink::ConflictInDeed | Ink::ConflictInWords => "#A03F00",
            Ink::CooperationInDeed | Ink::CooperationInWords => "#00508A",
            Ink::Neither => GREY,
        }
    }

    /// Its name in the legend.
    pub fn label(self) -> &'static str {
        match self {
            Ink::ConflictInDeed => "conflict in deeds",
            Ink::ConflictInWords => "conflict in words",
            Ink::CooperationInDeed => "cooperation in deeds",
            Ink::CooperationInWords => "cooperation in words",
            Ink::Neither => "neither",
        }
    }
}

/// The width of a line that so many documents support.
pub(super) fn width(documents: usize) -> f64 {
    (1.2 + 0.8 * (documents.max(1) as f64).log2()).min(4.4)
}
