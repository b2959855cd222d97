//! The files to link: in go names or bytes, out come bytes with the name that messages call them by, all of one
//! format.

use crate::error::LinkError;
use lzasm::files::{self, FileError};
use lzasm::formats::{self, Format};
use lzasm::{paths, threads};
use rayon::prelude::*;
use std::path::Path;

/// The greatest number of bytes of all inputs together: places in them have four bytes.
pub const MAX_BYTES: u64 = u32::MAX as u64;

/// One input.
#[derive(Clone, Debug)]
pub struct Input {
    /// What messages call it: its path as it was given.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Input {
    /// An input of these bytes.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes }
    }

    /// Reads a file, or standard input for `-`.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        files::read_up_to(path, MAX_BYTES).map(|bytes| Self::new(paths::shown(path), bytes))
    }

    /// Reads files, several at a time; they come in the order of their names.
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

/// The format of all inputs.
pub(crate) fn format_of(inputs: &[Input]) -> Result<&'static dyn Format, Vec<LinkError>> {
    let mut errors = Vec::new();
    let mut found: Vec<(&'static dyn Format, Vec<String>)> = Vec::new();
    for input in inputs {
        let Some(format) = formats::detect(&input.bytes) else {
            errors.push(LinkError::NotAModule { file: input.name.clone(), start: start(&input.bytes) });
            continue;
        };
        match found.iter_mut().find(|(other, _)| other.info().name == format.info().name) {
            Some((_, files)) => files.push(input.name.clone()),
            None => found.push((format, vec![input.name.clone()])),
        }
    }
    let total = inputs.iter().map(|input| input.bytes.len() as u64).sum::<u64>();
    if total > MAX_BYTES {
        errors.push(LinkError::TooMuch {
            what: "bytes in all inputs together",
            count: total,
            max: MAX_BYTES,
        });
    }
    match found.as_slice() {
        [(format, _)] if errors.is_empty() => return Ok(*format),
        [] if errors.is_empty() => errors.push(LinkError::NoInput),
        [] | [_] => {}
        _ => {
            let files = found.into_iter().map(|(format, files)| (format.info().title, files)).collect();
            errors.push(LinkError::MixedFormats { files });
        }
    }
    Err(errors)
}

fn start(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().take(8).collect()
}
