//! The IRIs that the loader knows, and how messages spell an IRI.

macro_rules! dm {
    ($name:literal) => {
        concat!("https://w3id.org/demarche/ontology#", $name)
    };
}

/// Namespace of the core vocabulary.
pub const DM: &str = dm!("");
/// Namespace of the event classes.
pub const PLOVER: &str = "https://w3id.org/demarche/plover#";
/// Namespace of the actors.
pub const ACTOR: &str = "https://w3id.org/demarche/data/actor/";

pub const RELATION: &str = dm!("Relation");
pub const EVENT_CLASS: &str = dm!("EventClass");
pub const STATE: &str = dm!("State");
pub const BODY: &str = dm!("Body");
pub const OFFICE: &str = dm!("Office");
pub const TITLE: &str = dm!("Title");
pub const TONE_CLASS: &str = dm!("Tone");
pub const POLARITY_CLASS: &str = dm!("Polarity");
pub const MODALITY_CLASS: &str = dm!("Modality");

pub const EVENT: &str = dm!("event");
pub const TONE: &str = dm!("tone");
pub const QUAD: &str = dm!("quad");
pub const CAMEO: &str = dm!("cameo");
pub const SCORE: &str = dm!("score");
pub const EXAMPLE: &str = dm!("example");
pub const COUNTER_EXAMPLE: &str = dm!("counterExample");
pub const TEXT: &str = dm!("text");
pub const POLARITY: &str = dm!("polarity");
pub const MODALITY: &str = dm!("modality");
pub const ISO2: &str = dm!("iso2");
pub const ISO3: &str = dm!("iso3");
pub const ISO_NUMERIC: &str = dm!("isoNumeric");
pub const COUNTRY: &str = dm!("country");
pub const SECTOR: &str = dm!("sector");
pub const CAPITAL: &str = dm!("capital");
pub const DEMONYM: &str = dm!("demonym");
pub const PEOPLE: &str = dm!("people");
pub const METONYM: &str = dm!("metonym");
pub const WIKIDATA: &str = dm!("wikidata");

pub const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
pub const PROPERTY: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property";
pub const CLASS: &str = "http://www.w3.org/2000/01/rdf-schema#Class";
pub const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
pub const DEFINITION: &str = "http://www.w3.org/2004/02/skos/core#definition";
pub const ALTERNATIVE: &str = "http://www.w3.org/2004/02/skos/core#altLabel";
pub const NOTATION: &str = "http://www.w3.org/2004/02/skos/core#notation";
pub const SYMMETRIC: &str = "http://www.w3.org/2002/07/owl#SymmetricProperty";

const PREFIXES: &[(&str, &str)] = &[
    ("dm:", DM),
    ("plover:", PLOVER),
    ("actor:", ACTOR),
    ("wd:", "http://www.wikidata.org/entity/"),
    ("rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs:", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos:", "http://www.w3.org/2004/02/skos/core#"),
    ("owl:", "http://www.w3.org/2002/07/owl#"),
];

/// Gives an IRI as a message spells it: with its prefix where it has a usual one, else in angle brackets.
pub fn short(iri: &str) -> String {
    let known =
        PREFIXES.iter().find_map(|(prefix, start)| iri.strip_prefix(start).map(|rest| format!("{prefix}{rest}")));
    known.unwrap_or_else(|| format!("<{iri}>"))
}

/// Gives what stands after the last `#` or `/` of an IRI.
pub fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// Whether a term has to be defined in the ontology's own files.
pub fn is_ours(iri: &str) -> bool {
    iri.starts_with(DM) || iri.starts_with(PLOVER)
}
