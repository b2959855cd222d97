//! The SAILAR format (`.sail`): a module's identity and its structs.

mod decode;
pub mod encode;
mod inspect;
mod lower;
pub mod model;
mod raise;
pub mod rules;
mod settings;
pub mod types;
pub mod verify;
pub mod walk;

pub use decode::decode;
pub use encode::encode;
pub use raise::raise;
pub use verify::verify;

use crate::formats::{Info, room};

/// The facts about the format.
pub const INFO: Info = Info {
    name: "sailar",
    title: "SAILAR",
    extensions: &["sail"],
    magic: b"SAILAR",
    isa: None,
    rows: &[],
    rules: rules::ALL,
    settings: settings::ALL,
};

room!(Sailar);

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod lower_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod verify_tests;
