//! The Hydro format (`.hydro`): modules of usings, layouts and stack code, several in a file.

mod decode;
mod encode;
mod inspect;
pub mod instr;
mod json;
mod lower;
pub mod model;
mod raise;
mod settings;
pub mod table;
pub mod text;
pub mod types;
pub mod verify;
pub mod walk;

pub use decode::decode;
pub use encode::encode;
pub use raise::raise;
pub use verify::verify;

use crate::formats::{Info, room};
use crate::isa::Isa;

/// The facts about the format.
pub const INFO: Info = Info {
    name: "hydro",
    title: "Hydro",
    extensions: &["hydro", "hyd"],
    magic: b"hydro",
    isa: Some(Isa::Stack),
    rows: table::ROWS,
    rules: verify::rules::ALL,
    settings: settings::ALL,
};

room!(Hydro, text: text::H2o, runs: Stack);

#[cfg(test)]
pub(crate) mod arbitrary;
#[cfg(test)]
mod tests;
