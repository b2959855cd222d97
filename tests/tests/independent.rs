//! Files that no assembler of ours wrote: an encoder made from the pages of the formats alone makes them, odd ones too,
//! and knows what they say.
//!
//! The long run makes `LZASM_CASES` files of each format, from the seed `LZASM_SEED` on.

use lzasm::formats::{self, RaiseOptions};
use lzasm_tests::independent::{self, Made, facts};
use lzasm_tests::source::{self, Source};
use pretty_assertions::assert_eq;
use rayon::prelude::*;

/// What must hold of each file: it is told by its magic, decodes, says what it was told to say, is written as it was,
/// and its disassembly assembles to it.
fn holds(made: &Made) {
    let name = &made.name;
    let format = formats::detect(&made.bytes).unwrap_or_else(|| panic!("{name} is of no format"));
    assert_eq!(format.info().name, made.format, "{name}");
    let model = format.decode(&made.bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(facts::of(model.as_ref()), made.told, "{name}");
    assert!(model.encode().as_ref() == Ok(&made.bytes), "{name} is not written as it was read");
    model.verify();
    let text = model.raise(&RaiseOptions::default());
    let again = Source::text(&text).assemble(None);
    if again.bytes.as_ref() != Some(&made.bytes) {
        let shown: String = text.chars().take(4000).collect();
        panic!("{name}: the disassembly does not assemble to it\n{shown}\n{}", source::human(&again));
    }
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
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
    try_many(number("LZASM_SEED", 1000), number("LZASM_CASES", 20_000));
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
        (1..250).for_each(|seed| note(&independent::random(format, seed).told, &mut seen));
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
