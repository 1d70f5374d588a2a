//! Empty until its writer merges.
