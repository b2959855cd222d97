//! The files to link: bytes with the names that messages show, and a scan of all of them.

use lzasm::files::{self, FileError};
use lzasm::{paths, threads};
use rayon::prelude::*;
use std::path::Path;

/// The maximum number of bytes of all inputs together: tables hold offsets in four bytes.
pub(crate) const MAX_BYTES: u64 = u32::MAX as u64;
/// How many inputs are scanned before their results are taken: more would keep more of them in memory.
pub(crate) const BATCH: usize = 128;

/// A file to link.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name that messages show: its path as it was given.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Input {
    /// Creates an input from bytes.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes }
    }

    /// Reads a file, or standard input for `-`.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or has more than 4 GiB.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        files::read_up_to(path, MAX_BYTES).map(|bytes| Self::new(paths::shown(path), bytes))
    }

    /// Reads files, several at a time, and returns them in the order of their paths.
    pub fn read_all(paths: &[impl AsRef<Path> + Sync]) -> Vec<Result<Self, FileError>> {
        match paths {
            // Starting threads takes longer than reading a file.
            [path] => vec![Self::read(path.as_ref())],
            paths => {
                threads::prepare();
                paths.par_iter().map(|path| Self::read(path.as_ref())).collect()
            }
        }
    }
}

/// Scans all inputs, several at a time, and takes the results in the order of the inputs.
pub(crate) fn scan_all<T: Send>(
    inputs: &[Input],
    scan: impl Fn(usize, &Input) -> T + Sync,
    mut take: impl FnMut(T),
) {
    if let [input] = inputs {
        take(scan(0, input));
        return;
    }
    threads::prepare();
    for (batch, group) in inputs.chunks(BATCH).enumerate() {
        let found: Vec<T> =
            group.par_iter().enumerate().map(|(index, input)| scan(batch * BATCH + index, input)).collect();
        found.into_iter().for_each(&mut take);
    }
}
