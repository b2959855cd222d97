//! The binary formats: one room each, and the registry that everything else iterates over.

mod finding;
pub mod hydro;
pub mod lazer;
pub mod roomod;
pub mod sailar;

pub use finding::{Finding, Severity};

/// The names of the formats, as `-f`, `.target` and comparisons with `target` take them.
pub const NAMES: &[&str] = &["lazer", "hydro", "roomod", "sailar"];

#[cfg(test)]
mod testing;
