//! The binary formats: one room each, and the registry that everything else iterates over.

mod finding;
pub mod hydro;
pub mod lazer;
pub mod roomod;
pub mod sailar;

pub use finding::{Finding, Severity};

#[cfg(test)]
mod testing;
