//! The Roo module format (`.roomod`): types, and the signatures of functions and operators.

mod decode;
mod encode;
pub mod endless;
mod inspect;
mod json;
pub mod keys;
mod lower;
pub mod model;
mod raise;
pub mod rules;
pub mod sizes;
pub mod verify;
pub mod walk;

pub use decode::decode;
pub use encode::encode;
pub use raise::raise;
pub use verify::verify;

use crate::formats::{Info, room};

/// The facts about the format.
pub const INFO: Info = Info {
    name: "roomod",
    title: "Roo module",
    extensions: &["roomod"],
    magic: b"\x7fROO",
    isa: None,
    rows: &[],
    rules: rules::ALL,
    settings: &[],
};

room!(Roomod);

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod lower_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod verify_tests;
