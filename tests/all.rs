//! One test binary: each area of behaviour is a module.

mod formats;
mod patterns;
mod source;
