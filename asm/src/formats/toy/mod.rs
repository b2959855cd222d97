//! A toy format: modules with the names of their structs. It exists in tests only, and proves that a format is a folder and
//! a line in the registry. It has no machine.

mod decode;
mod encode;
mod inspect;
mod lower;
mod model;
mod raise;
pub mod rules;
mod settings;
mod tests;
mod verify;

use decode::decode;
use encode::encode;
use raise::raise;
use verify::verify;

use crate::formats::{Info, room};

/// The facts about the format.
const INFO: Info = Info {
    name: "toy",
    title: "Toy",
    extensions: &["toy"],
    magic: model::MAGIC,
    isa: None,
    rows: &[],
    rules: rules::ALL,
    settings: settings::ALL,
};

room!(Toy);
