//! What a fuzzer tries, without one: each target on the files of its corpus, whole, cut short and changed here and
//! there, always in the same way.

use lzasm_tests::dice::{Dice, asked_for};
use lzasm_tests::fuzz::{TARGETS, Target};
use lzasm_tests::repo;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// How many changed files are made of each file; `FUZZ_CHANGED` asks for more, and `FUZZ_SEED` for others.
const CHANGED: u64 = 24;

fn corpus(target: &Target) -> Vec<PathBuf> {
    let folder = repo::root().join("tests/corpus").join(target.corpus);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} is empty", folder.display());
    paths
}

/// The bytes cut short or with some of them changed, as a number says.
fn changed(bytes: &[u8], number: u64) -> Vec<u8> {
    let mut dice = Dice::new(number);
    let mut bytes = bytes.to_vec();
    if bytes.is_empty() {
        return bytes;
    }
    match dice.below(4) {
        0 => bytes.truncate(dice.below(bytes.len())),
        1 => {
            let (start, count) = (dice.below(bytes.len()), dice.below(16));
            let end = (start + count).min(bytes.len());
            let again = bytes[start..end].to_vec();
            let at = dice.below(bytes.len());
            bytes.splice(at..at, again);
        }
        _ => {
            for _ in 0..=dice.below(3) {
                let at = dice.below(bytes.len());
                bytes[at] = if dice.once_in(2) { dice.byte() } else { bytes[at] ^ 1 << dice.below(8) };
            }
        }
    }
    bytes
}

fn tries(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target");
    corpus(target).par_iter().for_each(|path| {
        let bytes = fs::read(path).expect("a file of the corpus");
        (target.run)(&bytes);
        let seed = asked_for("FUZZ_SEED", 0);
        for number in seed..seed + asked_for("FUZZ_CHANGED", CHANGED) {
            let bytes = changed(&bytes, number);
            let tried = std::panic::catch_unwind(|| (target.run)(&bytes));
            assert!(tried.is_ok(), "{name}: {} changed in way {number}", path.display());
        }
    });
}

macro_rules! targets {
    ($( $name:ident )*) => {
        $(
            #[test]
            fn $name() {
                tries(stringify!($name));
            }
        )*

        #[test]
        fn every_target_is_tried_here_and_by_the_fuzzer() {
            let named = BTreeSet::from([$( stringify!($name) ),*]);
            assert_eq!(named, TARGETS.iter().map(|target| target.name).collect());
            let fuzz = repo::root().join("tests/fuzz");
            let manifest = repo::text(&fuzz.join("Cargo.toml"));
            for target in TARGETS {
                let path = format!("fuzz_targets/{}.rs", target.name);
                assert!(fuzz.join(&path).exists() && manifest.contains(&path), "{path} is missing");
            }
        }
    };
}

targets! { assemble format h2o decode encode disassemble run link archive }
