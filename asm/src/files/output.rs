//! Writing whole outputs: a regular file is replaced in one step, anything else is written to directly.

use super::temporary::Temporary;
use super::{Cause, FileError, is_standard};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether outputs are on the disk when they are written.
static SYNC: AtomicBool = AtomicBool::new(false);

/// From now on an output counts as written only when it is on the disk, in the whole process. Without this the system
/// writes it to the disk when it sees fit: after a crash of the system the old file or the new one is there on most
/// file systems, and on some an incomplete one.
pub fn sync_outputs() {
    SYNC.store(true, Ordering::Relaxed);
}

/// Waits until a file is on the disk, if that is asked for.
fn sync(file: &File) -> io::Result<()> {
    if SYNC.load(Ordering::Relaxed) { file.sync_data() } else { Ok(()) }
}

/// The number of symbolic links that are followed to a new output, the same as in Linux.
const MAX_LINKS: usize = 40;
/// The number of bytes of small parts that are written together.
const BUFFER: usize = 1 << 18;

/// Writes an output: to standard output for `-`, directly to a pipe or device, else to a new file that replaces the old
/// one (with its mode and owner) when it is complete. A link is kept, and its target is replaced. A file without
/// permission to write is kept, too.
///
/// # Errors
///
/// The output cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    write_parts(path, &mut std::iter::once(bytes))
}

/// Writes an output that is in parts, as [`write`] does.
///
/// # Errors
///
/// The output cannot be written.
pub fn write_parts(path: &Path, parts: &mut dyn Iterator<Item = &[u8]>) -> Result<(), FileError> {
    write_with(path, &mut |out| {
        for part in &mut *parts {
            out.write_all(part)?;
        }
        Ok(())
    })
}

/// Writes an output as its parts are made.
pub(super) type Fill<'f> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'f;

/// Writes an output that is made while it is written, as [`write`] does.
///
/// # Errors
///
/// The output cannot be written, or `fill` returns an error.
pub fn write_with(path: &Path, fill: &mut Fill<'_>) -> Result<(), FileError> {
    if is_standard_output(path) {
        return fill_stdout(fill).map_err(|error| renamed(error, path));
    }
    let fault = |error: io::Error| FileError::write(path, error);
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Err(FileError::write(path, Cause::IsFolder)),
        Ok(about) if !about.is_file() || is_open_file(path) => write_directly(path, fill).map_err(fault),
        Ok(about) => {
            // Replacing needs the permission of the folder only, so this checks that of the file.
            OpenOptions::new().write(true).open(path).map_err(fault)?;
            let target = fs::canonicalize(path).map_err(fault)?;
            replace(&target, Some(&about), fill).map_err(fault)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let target = follow(path).map_err(fault)?;
            replace(&target, None, fill).map_err(fault)
        }
        Err(error) => Err(fault(error)),
    }
}

/// Writes to standard output, and waits until the system has the bytes.
///
/// # Errors
///
/// Standard output cannot be written.
pub fn write_stdout(bytes: &[u8]) -> Result<(), FileError> {
    fill_stdout(&mut |out| out.write_all(bytes))
}

fn fill_stdout(fill: &mut Fill<'_>) -> Result<(), FileError> {
    let mut out = io::stdout().lock();
    let written = write_all(&mut out, fill);
    written.and_then(|()| sync_stdout()).map_err(|error| FileError::write(Path::new("-"), error))
}

/// Whether an output would appear on a terminal, which is for text only.
pub fn is_terminal(path: &Path) -> bool {
    if is_standard_output(path) {
        return io::stdout().is_terminal();
    }
    let is_special = fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir());
    // A pipe must not be opened for a test: that would wait for the other side, or end the wait of the other side.
    is_special
        && is_character_device(path)
        && OpenOptions::new().write(true).open(path).is_ok_and(|f| f.is_terminal())
}

fn renamed(error: FileError, path: &Path) -> FileError {
    match error {
        FileError::Write { cause, .. } => FileError::Write { path: path.to_owned(), cause },
        other => other,
    }
}

/// Whether a path is `-` or a name that the system has for standard output. Opening such a name would write over what
/// others have already written to the same file.
pub(super) fn is_standard_output(path: &Path) -> bool {
    is_standard(path)
        || ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|name| path == Path::new(name))
}

/// Whether a path is a name that the system has for a file that is already open. Such a file is not replaced.
fn is_open_file(path: &Path) -> bool {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        let folder = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
        if folder.is_some_and(|folder| folder.starts_with("/proc") || folder.starts_with("/dev/fd")) {
            return true;
        }
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return false,
        }
    }
    false
}

/// Writes parts in few large pieces.
fn write_all(to: &mut dyn Write, fill: &mut Fill<'_>) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(BUFFER, to);
    fill(&mut to)?;
    to.flush()
}

fn write_directly(path: &Path, fill: &mut Fill<'_>) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).open(path)?;
    write_all(&mut file, fill)?;
    if file.metadata()?.is_file() { sync(&file) } else { Ok(()) }
}

/// The end of the links from a name that leads to no file. The new file is created there.
pub(super) fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// Writes a new file and replaces the target with it.
pub(super) fn replace(target: &Path, old: Option<&Metadata>, fill: &mut Fill<'_>) -> io::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut new = Temporary::create(folder, target.file_name().unwrap_or_default())?;
    let file = new.file()?;
    write_all(file, fill)?;
    if let Some(old) = old {
        take_after(file, old)?;
    }
    // Else the name could be on the disk before the bytes are.
    sync(file)?;
    new.persist(target)?;
    sync_folder(folder)
}

/// Waits until the names in a folder are on the disk, if that is asked for.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    if SYNC.load(Ordering::Relaxed) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Elsewhere folders cannot be opened.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Gives a new file the owner, as far as this is permitted, and the mode of the old one.
#[cfg(unix)]
fn take_after(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        // Only the superuser may give files away. Otherwise the file belongs to the current user, as with other tools.
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
    file.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn take_after(file: &File, old: &Metadata) -> io::Result<()> {
    file.set_permissions(old.permissions())
}

/// Waits until a file that is the standard output is on the disk, if that is asked for.
#[cfg(unix)]
fn sync_stdout() -> io::Result<()> {
    use std::os::fd::AsFd;
    if !SYNC.load(Ordering::Relaxed) {
        return Ok(());
    }
    let file = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    if file.metadata().is_ok_and(|about| about.is_file()) { file.sync_data() } else { Ok(()) }
}

#[cfg(not(unix))]
fn sync_stdout() -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn is_character_device(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    fs::metadata(path).is_ok_and(|about| about.file_type().is_char_device())
}

#[cfg(not(unix))]
fn is_character_device(_: &Path) -> bool {
    false
}
