//! The forms of a diagnostic: text with the lines in question, one line, JSON and SARIF.

mod expansion;
mod human;
pub mod json;
pub mod sanitize;
pub(super) mod sarif;
mod snippet;

pub use human::{Style, heading, human, level_name, short};
