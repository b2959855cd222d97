//! What the tests of every format's room ask of its decoder and encoder.

use super::{Model, RaiseOptions};
use crate::bytes::{DecodeError, FieldTree, TooLarge};
use crate::files::FileLoader;
use crate::{Input, Options};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use rayon::prelude::*;
use std::fmt::Debug;

/// The bytes of a file of the conformance folder.
pub(crate) fn conformance(name: &str) -> Vec<u8> {
    let path = format!("{}/../tests/conformance/{name}.hex", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

/// The source text of a model.
pub(crate) fn raised(model: &dyn Model, options: &RaiseOptions) -> String {
    model.raise(options)
}

type Encoded = Result<(Vec<u8>, FieldTree), TooLarge>;

/// A format's decoder and encoder.
pub(super) struct Codec<F> {
    pub(super) decode: fn(&[u8]) -> Result<F, DecodeError>,
    pub(super) encode: fn(&F, FieldTree) -> Encoded,
}

impl<F: Debug + PartialEq> Codec<F> {
    pub(super) fn bytes(&self, file: &F) -> Vec<u8> {
        (self.encode)(file, FieldTree::default()).unwrap().0
    }

    /// The path and fault of a file that does not decode.
    #[track_caller]
    pub(super) fn fault(&self, bytes: &[u8]) -> String {
        (self.decode)(bytes).unwrap_err().to_string()
    }

    /// decode ∘ encode is the identity.
    #[track_caller]
    pub(super) fn keeps_model(&self, file: &F) {
        assert_eq!((self.decode)(&self.bytes(file)).as_ref(), Ok(file));
    }

    /// encode ∘ decode is the identity, and the fields without parts are the bytes, each once.
    #[track_caller]
    pub(super) fn keeps_bytes(&self, bytes: &[u8]) -> F {
        let file = (self.decode)(bytes).unwrap();
        let (again, tree) = (self.encode)(&file, FieldTree::default()).unwrap();
        assert_eq!(again, bytes);
        let mut end = 0;
        for (at, field) in tree.fields.iter().enumerate() {
            if tree.fields.get(at + 1).is_none_or(|next| next.depth <= field.depth) {
                assert_eq!(field.start, end, "{} does not follow the field before it", tree.path(at));
                assert!(field.value.is_some(), "{} has no value", tree.path(at));
                end = field.end;
            }
        }
        assert_eq!(end, bytes.len());
        file
    }

    /// The fields of a file have these paths and values, among others.
    #[track_caller]
    pub(super) fn shows(&self, file: &F, expected: &[&str]) {
        let (_, tree) = (self.encode)(file, FieldTree::default()).unwrap();
        let shown: Vec<String> = (0..tree.fields.len())
            .map(|at| format!("{} = {}", tree.path(at), tree.fields[at].value.as_deref().unwrap_or("")))
            .collect();
        for expected in expected {
            assert!(shown.iter().any(|line| line == expected), "{expected} is not among {shown:#?}");
        }
    }

    /// Each proper prefix is refused, but for those of the lengths in `whole`, which round-trip.
    #[track_caller]
    pub(super) fn refuses_cuts(&self, bytes: &[u8], whole: &[usize]) {
        for end in 0..bytes.len() {
            match (self.decode)(&bytes[..end]) {
                Ok(_) => {
                    assert!(whole.contains(&end), "decodes although cut at {end}");
                    self.keeps_bytes(&bytes[..end]);
                }
                Err(error) => {
                    assert!(!whole.contains(&end), "cut at {end}: {error}");
                    assert!(error.offset <= end && !error.path.is_empty(), "cut at {end}: {error}");
                }
            }
        }
    }

    /// The path of an error is that of a field of the whole file that the cut cuts or lies before.
    #[track_caller]
    pub(super) fn names_fields_alike(&self, bytes: &[u8]) {
        let (_, tree) = (self.encode)(&self.keeps_bytes(bytes), FieldTree::default()).unwrap();
        let fields: Vec<_> = (0..tree.fields.len()).map(|at| (tree.path(at), tree.fields[at].end)).collect();
        for end in 0..bytes.len() {
            if let Err(error) = (self.decode)(&bytes[..end]) {
                let found = fields.iter().any(|field| field.0 == error.path && field.1 > end);
                assert!(found, "cut at {end}: {error}");
            }
        }
    }

    /// Whatever a byte is changed to, the file is refused or round-trips.
    #[track_caller]
    pub(super) fn bears_flips(&self, bytes: &[u8]) {
        let mut changed = bytes.to_vec();
        for at in 0..bytes.len() {
            for value in 0..=u8::MAX {
                changed[at] = value;
                self.bears(&changed);
            }
            changed[at] = bytes[at];
        }
    }

    /// Any bytes are refused or round-trip.
    #[track_caller]
    pub(super) fn bears(&self, bytes: &[u8]) {
        if let Ok(file) = (self.decode)(bytes) {
            assert_eq!(self.bytes(&file), bytes);
        }
    }
}

/// The bytes of the file of a source, assembled without options; otherwise the diagnostics.
pub(super) fn assemble(text: &str) -> Result<Vec<u8>, String> {
    let input = Input { name: "x.s".into(), bytes: text.into(), stem: "x".into() };
    let made = crate::assemble(input, &Options::default(), Box::new(FileLoader));
    made.bytes.ok_or_else(|| format!("{:#?}", made.diagnostics))
}

/// Holds a disassembly to the file of this name beside the room's `raise` (with `BLESS=1`, the other way round).
#[track_caller]
pub(crate) fn holds_to(name: &str, text: &str) {
    let path = format!("{}/src/formats/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    pretty_assertions::assert_eq!(text, expected.replace("\r\n", "\n"), "{name}");
}

/// The law of the disassembler: assembling what it writes gives the same bytes, and so it does with comments. What
/// it writes is already formatted.
fn law(bytes: &[u8], raise: impl Fn(&super::RaiseOptions) -> String) -> Result<(), String> {
    for annotate in [false, true] {
        let text = raise(&super::RaiseOptions { annotate, ..Default::default() });
        let again = assemble(&text).map_err(|report| format!("{text}\n{report}"))?;
        if again != bytes {
            return Err(format!("{text}\nexpected {bytes:02x?}\nfound    {again:02x?}"));
        }
        if lzasm_grammar::printer::format(&text).as_ref() != Ok(&text) {
            return Err(format!("{text}\nis not formatted"));
        }
    }
    Ok(())
}

/// Holds the law for a file of these bytes.
#[track_caller]
pub(super) fn reads_back(bytes: &[u8], raise: impl Fn(&super::RaiseOptions) -> String) {
    law(bytes, raise).unwrap_or_else(|fault| panic!("{fault}"));
}

/// Holds the law for a file that was made: its bytes decode, and their source gives them again.
#[track_caller]
pub(super) fn keeps(file: &dyn Model) {
    assert_eq!(bears(&file.encode().unwrap()), Ok(true));
}

/// Holds the law for the file that the bytes are; whether they are one.
#[track_caller]
pub(super) fn keeps_bytes(bytes: &[u8]) -> bool {
    bears(bytes).unwrap_or_else(|fault| panic!("{fault}"))
}

/// Whether the bytes are a file, for which the law must hold.
fn bears(bytes: &[u8]) -> Result<bool, String> {
    match super::detect(bytes).and_then(|format| format.decode(bytes).ok()) {
        Some(file) => {
            // Whatever a file is, a verifier comes to an end with it.
            file.verify();
            law(bytes, |options| file.raise(options)).map(|()| true)
        }
        None => Ok(false),
    }
}

/// The tests of a room that hold [`any_file_reads_back`] for some files in every run, and for very many when it is asked
/// for by name.
macro_rules! files_read_back {
    ($files:expr) => {
        #[test]
        fn any_file_reads_back() {
            $crate::formats::testing::any_file_reads_back($files, $crate::formats::testing::SOME);
        }

        #[test]
        #[ignore = "takes a minute with optimisation: `.ci/run` does it"]
        fn very_many_files_read_back() {
            $crate::formats::testing::any_file_reads_back($files, 100_000);
        }
    };
}
pub(super) use files_read_back;

/// The number of files made at random that the law is held to in every run of the tests.
pub(super) const SOME: u32 = 400;

/// The law of the disassembler for files made at random, and for each of them with a byte changed, on all processors.
///
/// The files are the same in every run, so that what fails here fails everywhere; the environment variable
/// `LAW_SEED=N` asks for others.
pub(super) fn any_file_reads_back<S: Strategy>(files: impl Fn() -> S + Sync, cases: u32)
where
    S::Value: Model,
{
    /// How many cases share a source of randomness: building a strategy is expensive, so it is done once for all of
    /// them.
    const SHARE: u32 = 50;
    let seed = std::env::var("LAW_SEED").map_or(0, |seed| seed.parse().unwrap());
    let config = ProptestConfig {
        cases: SHARE,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..ProptestConfig::default()
    };
    (0..cases.div_ceil(SHARE)).into_par_iter().for_each(|share| {
        let mut runner = TestRunner::new_with_rng(config.clone(), chance(seed, share));
        let strategy = (files(), any::<prop::sample::Index>(), any::<u8>());
        let held = runner.run(&strategy, |(file, at, value)| {
            let mut bytes = file.encode().unwrap();
            prop_assert_eq!(bears(&bytes), Ok(true));
            let at = at.index(bytes.len());
            bytes[at] = value;
            prop_assert_eq!(bears(&bytes).err(), None);
            Ok(())
        });
        held.unwrap_or_else(|fault| panic!("LAW_SEED={seed}, share {share}: {fault}"));
    });
}

fn chance(seed: u64, share: u32) -> TestRng {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..12].copy_from_slice(&share.to_le_bytes());
    TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)
}
