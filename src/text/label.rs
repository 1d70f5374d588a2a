//! The closed label sets of the claims corpus (training/corpus/GUIDE.md).

use serde::{Deserialize, Serialize};

macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// All values, in the model's order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The label as the guide and the JSON spell it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// Reads a label.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text)
            }
        }
    };
}

labels! {
    /// What sort of thing an entity is.
    EntityType {
        /// A person.
        Person = "PER",
        /// An organisation.
        Organisation = "ORG",
        /// A place with a government.
        State = "GPE",
        /// Another place.
        Place = "LOC",
        /// A built thing.
        Facility = "FAC",
        /// A people or group.
        Group = "NORP",
        /// A named event.
        Event = "EVENT",
        /// A treaty, law or document.
        Work = "WORK",
    }
}

labels! {
    /// How a mention refers.
    MentionKind {
        /// A proper name.
        Name = "name",
        /// A title or position beside or instead of the name.
        Role = "role",
        /// An adjective or demonym standing for a state.
        Adjective = "adj",
        /// A capital or seat for its government.
        Metonym = "met",
        /// A common noun phrase.
        Nominal = "nom",
        /// A pronoun.
        Pronoun = "pro",
    }
}

labels! {
    /// PLOVER's sector of an actor.
    Sector {
        /// Executive.
        Gov = "GOV",
        /// Parliament.
        Leg = "LEG",
        /// Courts.
        Jud = "JUD",
        /// Armed forces.
        Mil = "MIL",
        /// Police.
        Cop = "COP",
        /// Intelligence.
        Spy = "SPY",
        /// Party.
        Pty = "PTY",
        /// Opposition.
        Opp = "OPP",
        /// Body of states.
        Igo = "IGO",
        /// Non-governmental organisation.
        Ngo = "NGO",
        /// Media.
        Med = "MED",
        /// Business.
        Bus = "BUS",
        /// Education and research.
        Edu = "EDU",
        /// Religion.
        Rel = "REL",
        /// Labour.
        Lab = "LAB",
        /// Civilians.
        Cvl = "CVL",
        /// Armed opposition.
        Reb = "REB",
        /// Criminals.
        Crm = "CRM",
        /// Ethnic group.
        Eth = "ETH",
        /// Unknown.
        Unk = "UNK",
    }
}

labels! {
    /// How a claim is meant.
    Modality {
        /// Asserted as fact.
        Actual = "actual",
        /// Will happen.
        Future = "future",
        /// On a condition.
        Conditional = "conditional",
        /// May happen.
        Possible = "possible",
        /// Asked for.
        Requested = "requested",
        /// Given as somebody's contested assertion.
        Alleged = "alleged",
    }
}

labels! {
    /// Whether the act is affirmed or denied.
    Polarity {
        /// It happened, or is said to.
        Positive = "positive",
        /// It did not.
        Negative = "negative",
    }
}
