//! Files that no assembler of ours wrote: an encoder made from the pages of the formats alone makes them, odd ones too,
//! and knows what they say.
//!
//! The long run makes `LZASM_CASES` files of each format, from the seed `LZASM_SEED` on.

use lzasm::formats::{self, Model, RaiseOptions};
use lzasm_tests::dice::{Dice, asked_for};
use lzasm_tests::independent::{self, Made, facts};
use lzasm_tests::source::{self, Source};
use pretty_assertions::assert_eq;
use rayon::prelude::*;

/// What must hold for each file: it is recognized by its magic, decodes to the intended contents, is encoded to the same
/// bytes, and its disassembly assembles to it.
fn holds(made: &Made) {
    let name = &made.name;
    let format = formats::detect(&made.bytes).unwrap_or_else(|| panic!("{name} is of no format"));
    assert_eq!(format.info().name, made.format, "{name}");
    let model = format.decode(&made.bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(facts::of(model.as_ref()), made.described, "{name}");
    round_trips(name, model.as_ref(), &made.bytes);
}

/// What was read is written as it was, and its disassembly assembles to it.
fn round_trips(name: &str, model: &dyn Model, bytes: &[u8]) {
    assert!(model.encode().is_ok_and(|again| again == bytes), "{name} is not written as it was read");
    model.verify();
    let text = model.raise(&RaiseOptions::default());
    let again = Source::text(&text).assemble(None);
    if again.bytes.as_deref() != Some(bytes) {
        let shown: String = text.chars().take(4000).collect();
        panic!("{name}: the disassembly does not assemble to it\n{shown}\n{}", source::human(&again));
    }
}

/// Tries files of all formats, from a seed on.
fn try_many(first: u64, count: u64) {
    for format in independent::FORMATS {
        (first..first + count).into_par_iter().for_each(|seed| holds(&independent::random(format, seed)));
    }
}

#[test]
fn odd_files_made_by_hand_hold() {
    let corners = independent::corners();
    assert!(corners.len() > 80, "there are only {}", corners.len());
    corners.par_iter().for_each(holds);
}

#[test]
fn files_of_chance_hold() {
    try_many(1, 250);
}

#[test]
#[ignore = "long"]
fn many_files_of_chance_hold() {
    try_many(asked_for("LZASM_SEED", 1000), asked_for("LZASM_CASES", 20_000));
}

/// A file with some bytes changed, or cut: if it still decodes, it is written as it is and its disassembly assembles to it.
fn bears_damage(format: &'static str, seed: u64) -> bool {
    let mut bytes = independent::random(format, seed).bytes;
    let dice = &mut Dice::new(!seed);
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len());
        bytes[at] = match dice.below(4) {
            0 => dice.byte(),
            1 => bytes[at].wrapping_add(1),
            2 => bytes[at].wrapping_sub(1),
            _ => bytes[at] ^ (1 << dice.below(8)),
        };
    }
    if dice.once_in(8) {
        bytes.truncate(dice.below(bytes.len()));
    }
    let name = format!("{format} file of seed {seed}, damaged");
    let Some(found) = formats::detect(&bytes) else { return false };
    match found.decode(&bytes) {
        Ok(model) => {
            round_trips(&name, model.as_ref(), &bytes);
            true
        }
        Err(error) => {
            assert!(error.offset <= bytes.len(), "{name}: {error}");
            false
        }
    }
}

fn damage_many(first: u64, count: u64) {
    for format in independent::FORMATS {
        let decoded =
            (first..first + count).into_par_iter().filter(|&seed| bears_damage(format, seed)).count();
        assert!(decoded as u64 > count / 10, "{format}: only {decoded} of {count} still decode");
    }
}

#[test]
fn damaged_files_are_borne() {
    damage_many(1, 200);
}

#[test]
#[ignore = "long"]
fn many_damaged_files_are_borne() {
    damage_many(asked_for("LZASM_SEED", 1000), asked_for("LZASM_CASES", 20_000));
}

/// The same seed makes the same file, and different ones differ.
#[test]
fn chance_repeats_itself() {
    for format in independent::FORMATS {
        let files: Vec<_> = (1..40).map(|seed| independent::random(format, seed).bytes).collect();
        let again: Vec<_> = (1..40).map(|seed| independent::random(format, seed).bytes).collect();
        assert_eq!(files, again);
        let mut different = files;
        different.sort();
        different.dedup();
        assert!(different.len() > 30, "{format}: only {} files differ", different.len());
    }
}

/// Everything that a page lists occurs in the random files, so that the laws are about all of it.
#[test]
fn chance_meets_every_construct() {
    let mut seen = std::collections::BTreeSet::new();
    for format in independent::FORMATS {
        (1..250).for_each(|seed| note(&independent::random(format, seed).described, &mut seen));
    }
    for kind in formats::lazer::model::KINDS {
        assert!(seen.contains(&format!("kind={kind}")), "no constant is of kind {kind}");
    }
    for row in formats::hydro::table::ROWS {
        assert!(
            seen.contains(&format!("opcode={}", char::from(row.opcode))),
            "no `{}` is made",
            row.mnemonic
        );
    }
    for (key, values) in [
        ("type", "archive native bytecode function operator fn ref string bool f32 f64 u8 u128 s8 s128"),
        ("header", "table packed"),
    ] {
        for value in values.split(' ') {
            assert!(seen.contains(&format!("{key}={value}")), "no {key} is {value}");
        }
    }
}

/// Collects `key=value` of all texts in a value.
fn note(value: &serde_json::Value, seen: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Array(list) => list.iter().for_each(|one| note(one, seen)),
        serde_json::Value::Object(members) => {
            for (key, member) in members {
                if let Some(text) = member.as_str() {
                    seen.insert(format!("{key}={text}"));
                }
                note(member, seen);
            }
        }
        _ => {}
    }
}
