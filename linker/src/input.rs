//! The files to link: bytes with the names that messages show, all of one format.

use crate::LinkErrors;
use crate::error::{Few, LinkError};
use crate::formats::{self, Linkable};
use lzasm::files::{self, FileError};
use lzasm::{paths, threads};
use rayon::prelude::*;
use std::path::Path;

/// The maximum number of bytes of all inputs together: tables hold offsets in four bytes.
const MAX_BYTES: u64 = u32::MAX as u64;

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

/// The room of the format of all inputs.
pub(crate) fn room_of(inputs: &[Input]) -> Result<&'static dyn Linkable, LinkErrors> {
    let mut errors = LinkErrors::default();
    let mut found: Vec<(&'static dyn Linkable, Few<String>)> = Vec::new();
    for input in inputs {
        let room = match formats::detect(input) {
            Ok(room) => room,
            Err(error) => {
                errors.append(error);
                continue;
            }
        };
        let at = found.iter().position(|(other, _)| formats::is_one(other.format(), room.format()));
        let at = at.unwrap_or_else(|| {
            found.push((room, Few::default()));
            found.len() - 1
        });
        found[at].1.push_with(|| input.name.clone());
    }
    let total = inputs.iter().map(|input| input.bytes.len() as u64).sum::<u64>();
    if total > MAX_BYTES {
        errors.add(LinkError::TooMuch { what: "bytes in all inputs together", count: total, max: MAX_BYTES });
    }
    match found.as_slice() {
        [(room, _)] if !errors.has_errors() => return Ok(*room),
        [] if !errors.has_errors() => errors.add(LinkError::NoInput),
        [] | [_] => {}
        _ => {
            let files = found.into_iter().map(|(room, files)| (room.format().info().title, files)).collect();
            errors.add(LinkError::MixedFormats { files });
        }
    }
    Err(errors)
}
