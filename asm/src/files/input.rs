//! Reading whole files into memory, up to a limit.

use super::{Cause, FileError, is_standard};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The default limit of the size of a file: a gibibyte.
pub const LIMIT: u64 = 1 << 30;

/// The number of bytes of a large file that one thread reads at a time.
#[cfg(unix)]
const AT_ONCE: usize = 1 << 24;

/// More than the memory of a thread that reads a part of a large file: a stack of two megabytes and an arena.
#[cfg(unix)]
const FOR_THREAD: u64 = 1 << 25;

/// Reads a file, or standard input for `-`, up to [`LIMIT`].
///
/// # Errors
///
/// The file cannot be read, or is larger.
pub fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    read_up_to(path, LIMIT)
}

/// Reads a file, or standard input for `-`.
///
/// # Errors
///
/// The file cannot be read, or has more than `limit` bytes.
pub fn read_up_to(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    if is_standard(path) {
        return read_stream(path, io::stdin().lock(), 0, limit);
    }
    let file = File::open(path).map_err(|error| FileError::read(path, opening(path, error)))?;
    content(path, file, limit)
}

/// Reads a regular file. A source may name a pipe without a writer, or a device without an end, which are refused.
///
/// # Errors
///
/// The file cannot be read, is not regular, or has more than `limit` bytes.
pub fn read_regular(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let file = open_at_once(path).map_err(|error| FileError::read(path, opening(path, error)))?;
    // Not the metadata of the path, which may lead elsewhere by now.
    let about = file.metadata().map_err(|error| FileError::read(path, error))?;
    if !about.is_file() && !about.is_dir() {
        return Err(FileError::read(path, Cause::NotRegular));
    }
    content(path, file, limit)
}

/// Opens a file for reading; a pipe without waiting for its writer.
#[cfg(unix)]
fn open_at_once(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    // A terminal that is opened here must not become the controlling one of this process.
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    File::options().read(true).custom_flags(flags.bits() as i32).open(path)
}

#[cfg(not(unix))]
fn open_at_once(path: &Path) -> io::Result<File> {
    File::open(path)
}

fn content(path: &Path, file: File, limit: u64) -> Result<Vec<u8>, FileError> {
    let about = file.metadata().map_err(|error| FileError::read(path, error))?;
    if about.is_dir() {
        return Err(FileError::read(path, Cause::IsFolder));
    }
    if about.len() > limit {
        return Err(FileError::TooLarge { path: path.to_owned(), limit });
    }
    match read_large(&file, about.len()) {
        Some(bytes) => Ok(bytes),
        None => read_stream(path, file, about.len(), limit),
    }
}

/// Reads a large regular file in parallel; `None` if it is small or changes while it is read.
#[cfg(unix)]
fn read_large(file: &File, size: u64) -> Option<Vec<u8>> {
    use rayon::prelude::*;
    use std::os::unix::fs::FileExt;
    let length = usize::try_from(size).ok().filter(|&length| length >= 2 * AT_ONCE)?;
    // The system hands out zeroed memory lazily, even more than it has, so this checks first. The memory of the threads
    // is included, because rayon panics if it cannot start them.
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    if !crate::memory::is_left(size + threads * FOR_THREAD) {
        return None;
    }
    crate::threads::prepare();
    let mut bytes = vec![0; length];
    let read = |(index, part): (usize, &mut [u8])| file.read_exact_at(part, (index * AT_ONCE) as u64);
    bytes.par_chunks_mut(AT_ONCE).enumerate().try_for_each(read).ok()?;
    file.metadata().is_ok_and(|about| about.is_file() && about.len() == size).then_some(bytes)
}

#[cfg(not(unix))]
fn read_large(_: &File, _: u64) -> Option<Vec<u8>> {
    None
}

/// The cause of a failure to open a file. Some systems do not open folders at all, and report another cause.
fn opening(path: &Path, error: io::Error) -> Cause {
    if path.is_dir() { Cause::IsFolder } else { error.into() }
}

fn read_stream(path: &Path, stream: impl Read, size: u64, limit: u64) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    // The size is a hint: it may be 0 for other files than regular ones, and the file may grow. With the extra byte the
    // reader sees the end without growing the buffer.
    let hint = usize::try_from(size.min(limit)).unwrap_or(0).saturating_add(1);
    bytes.try_reserve_exact(hint).map_err(|_| FileError::read(path, Cause::Memory))?;
    stream
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| FileError::read(path, error))?;
    if bytes.len() as u64 > limit {
        return Err(FileError::TooLarge { path: path.to_owned(), limit });
    }
    Ok(bytes)
}
