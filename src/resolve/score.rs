//! How sure a merge is, in hundredths: about the share of right ones of its kind in the made-up world of tests/scale.rs.

/// By the ontology, or one entity of one document.
pub(super) const KNOWN: u8 = 100;
/// One name and one country.
pub(super) const NAME: u8 = 99;
/// One name, the country known of one only.
pub(super) const NO_COUNTRY: u8 = 98;
/// A shorter form, or an acronym, that fits nobody else.
pub(super) const ONLY: u8 = 97;
/// One surname, where nobody's full name is known.
pub(super) const SURNAME: u8 = 96;
/// A shorter form that fits several, of whom one holds the office.
pub(super) const OFFICE: u8 = 95;
/// Another spelling.
pub(super) const SPELLING: u8 = 94;
/// Two actors that are one row of the user's knowledge base.
pub(super) const ROW: u8 = 94;
/// A shorter form that fits several, of whom one is spoken of far more often.
pub(super) const FREQUENT: u8 = 93;
