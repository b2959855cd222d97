//! The Lazer format (`.lzr`): bytecode modules for a register machine, native modules, and archives of both.

pub mod archive;
mod decode;
mod encode;
mod inspect;
mod json;
mod layout;
mod lower;
pub mod model;
mod raise;
pub mod table;
pub mod verify;
pub mod walk;
pub mod word;

pub use decode::{decode, fast};
pub use encode::encode;
pub use raise::raise;
pub use verify::verify;

use crate::formats::{Info, room};
use crate::isa::Isa;

/// The facts about the format.
pub const INFO: Info = Info {
    name: "lazer",
    title: "Lazer",
    extensions: &["lzr"],
    magic: b"LZR",
    isa: Some(Isa::Register),
    rows: table::ROWS,
    rules: verify::rules::ALL,
    settings: &[],
};

room!(Lazer, packs: lower::pack, runs: Register);

#[cfg(test)]
pub(crate) mod arbitrary;
#[cfg(test)]
mod tests;
