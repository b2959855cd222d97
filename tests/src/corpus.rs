//! Files of all formats for laws to be tried on: what becomes of the sources of the repository, and the files that are
//! spelled out by hand.

use crate::source::Source;
use crate::{golden, hex, repo};
use lzasm::formats::{self, Format};
use std::path::{Path, PathBuf};

/// The folders with sources, those with faults too.
const FOLDERS: [&str; 5] =
    ["tests/golden/asm", "tests/golden/err", "tests/golden/run", "tests/conformance", "examples"];

/// All sources, those with faults too.
pub fn all_sources() -> Vec<PathBuf> {
    FOLDERS.iter().flat_map(|folder| repo::files(folder, &["s"])).collect()
}

/// A file.
pub struct Sample {
    /// What messages call it.
    pub name: String,
    /// Its format.
    pub format: &'static dyn Format,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The sources that make files.
pub fn sources() -> Vec<PathBuf> {
    let mut paths = golden::sources("asm");
    paths.extend(repo::files("tests/conformance", &["s"]));
    paths.extend(repo::files("examples", &["s"]));
    paths
}

/// What a source makes of each of its targets.
pub fn samples_of(path: &Path) -> Vec<Sample> {
    let source = Source::read(path);
    let targets = source.targets();
    let all: Vec<_> = if targets.is_empty() { vec![None] } else { targets.into_iter().map(Some).collect() };
    let made = all.into_iter().map(|target| source.assemble(target));
    made.filter_map(|made| Some(Sample { name: repo::name(path), format: made.format?, bytes: made.bytes? }))
        .collect()
}

/// All files.
///
/// # Panics
/// If there are few, or one is of no format.
pub fn samples() -> Vec<Sample> {
    let mut samples: Vec<_> = sources().iter().flat_map(|path| samples_of(path)).collect();
    for path in repo::files("tests/conformance", &["hex"]) {
        let bytes = hex::plain(&repo::text(&path));
        let format =
            formats::detect(&bytes).unwrap_or_else(|| panic!("{} is of no format", repo::name(&path)));
        samples.push(Sample { name: repo::name(&path), format, bytes });
    }
    assert!(samples.len() > 20, "only {} files", samples.len());
    samples
}
