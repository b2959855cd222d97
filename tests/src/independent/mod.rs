//! Encoders of the four formats that share nothing with the assembler's: written from the pages of the formats alone,
//! each with its own small description of a file, a maker of random files and a list of odd ones made by hand.
//!
//! A seed gives bytes and what they say, in the shape of `lzdump --json` without what is only a comfort
//! to people (see [`facts`]).

pub mod facts;
pub mod hydro;
mod hydro_any;
pub mod lazer;
mod lazer_any;
pub mod roomod;
pub mod sailar;

use serde_json::Value;

/// A file made here.
#[derive(Clone, Debug)]
pub struct Made {
    /// What it is called in messages.
    pub name: String,
    /// The format it is of.
    pub format: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it says.
    pub described: Value,
}

/// The formats that files are made of: a list of its own, which `tests/tests/laws.rs` compares with the registry, as
/// nothing here may depend on the assembler.
pub const FORMATS: [&str; 4] = ["lazer", "hydro", "roomod", "sailar"];

/// A file of a format, another one for each seed.
///
/// # Panics
/// If there is no such format here.
pub fn random(format: &'static str, seed: u64) -> Made {
    let dice = &mut crate::dice::Dice::new(seed);
    let (bytes, described) = match format {
        "lazer" => lazer::any_file(dice).made(),
        "hydro" => hydro::any_file(dice).made(),
        "roomod" => roomod::any_file(dice).made(),
        "sailar" => sailar::any_file(dice).made(),
        _ => panic!("`{format}` has no encoder here"),
    };
    Made { name: format!("{format} file of seed {seed}"), format, bytes, described }
}

/// The odd files made by hand, of all formats.
pub fn corners() -> Vec<Made> {
    let mut all = Vec::new();
    let mut add = |format, (name, (bytes, described)): (&str, (Vec<u8>, Value))| {
        all.push(Made { name: format!("{format} file `{name}`"), format, bytes, described });
    };
    lazer::corners().into_iter().for_each(|(name, file)| add("lazer", (name, file.made())));
    hydro::corners().into_iter().for_each(|(name, file)| add("hydro", (name, file.made())));
    roomod::corners().into_iter().for_each(|(name, file)| add("roomod", (name, file.made())));
    sailar::corners().into_iter().for_each(|(name, file)| add("sailar", (name, file.made())));
    all
}
