//! Whole files into memory, up to a limit.

use super::{Cause, FileError, is_standard};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The greatest file that is read unless the caller says otherwise: a gibibyte.
pub const LIMIT: u64 = 1 << 30;

/// Reads a file, or standard input for `-`, up to [`LIMIT`].
pub fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    read_up_to(path, LIMIT)
}

/// Reads a file, or standard input for `-`; more than `limit` bytes are an error.
pub fn read_up_to(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    if is_standard(path) {
        return read_stream(path, io::stdin().lock(), 0, limit);
    }
    let file = File::open(path).map_err(|error| FileError::read(path, opening(path, error)))?;
    let about = file.metadata().map_err(|error| FileError::read(path, error))?;
    if about.is_dir() {
        return Err(FileError::read(path, Cause::IsFolder));
    }
    if about.len() > limit {
        return Err(FileError::TooLarge { path: path.to_owned(), limit });
    }
    read_stream(path, file, about.len(), limit)
}

/// Some systems do not open folders at all, and give no good reason.
fn opening(path: &Path, error: io::Error) -> Cause {
    if path.is_dir() { Cause::IsFolder } else { error.into() }
}

fn read_stream(path: &Path, stream: impl Read, size: u64, limit: u64) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    // The size is a hint: it may be 0 for what is no plain file, and the file may grow. The extra byte lets the
    // reader see the end without growing the buffer.
    let hint = usize::try_from(size.min(limit)).unwrap_or(0).saturating_add(1);
    bytes
        .try_reserve_exact(hint)
        .map_err(|_| FileError::read(path, io::Error::from(io::ErrorKind::OutOfMemory)))?;
    stream
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| FileError::read(path, error))?;
    if bytes.len() as u64 > limit {
        return Err(FileError::TooLarge { path: path.to_owned(), limit });
    }
    Ok(bytes)
}
