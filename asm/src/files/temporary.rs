//! Incomplete files. Each is beside its target under a name of its own, and none is left behind: it is removed when
//! writing fails, when a signal ends the command ([`abandon`]), and, if the process was killed, by the next run that
//! writes the same target.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::{Builder, NamedTempFile};

/// The names that are open in this process, and an action before the first one.
struct Names {
    open: Vec<PathBuf>,
    before_first: Option<fn()>,
}

/// Locked while a name appears or disappears, so that [`abandon`] finds exactly those that are there.
static NAMES: Mutex<Names> = Mutex::new(Names { open: Vec::new(), before_first: None });

fn names() -> MutexGuard<'static, Names> {
    // After a panic the list is still correct, because it changes in one step.
    NAMES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Registers an action that is called once, before the first incomplete file appears. Commands use it to handle signals;
/// the library by itself handles none.
pub fn before_first_temporary(action: fn()) {
    names().before_first = Some(action);
}

/// Removes all incomplete files and prevents new ones. The process is expected to end.
pub fn abandon() {
    let mut names = names();
    for path in names.open.drain(..) {
        // The process ends, so a failure cannot be reported.
        let _ = std::fs::remove_file(path);
    }
    // Remains locked: other threads wait here until the process ends.
    std::mem::forget(names);
}

/// An incomplete file.
pub(super) struct Temporary {
    file: Option<NamedTempFile>,
}

impl Temporary {
    /// Creates a file in a folder that will become the target of this name.
    pub(super) fn create(folder: &Path, target: &OsStr) -> io::Result<Self> {
        let mut names = names();
        if let Some(action) = names.before_first.take() {
            action();
        }
        let file = create(folder, target)?;
        names.open.push(file.path().to_owned());
        Ok(Self { file: Some(file) })
    }

    /// Its name in its folder.
    pub(super) fn name(&self) -> Option<&OsStr> {
        self.file.as_ref()?.path().file_name()
    }

    /// The open file.
    pub(super) fn file(&mut self) -> io::Result<&mut File> {
        let file = self.file.as_mut().map(NamedTempFile::as_file_mut);
        file.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Moves the file to its target, which is replaced, and not followed if it is a link.
    pub(super) fn persist(mut self, target: &Path) -> io::Result<()> {
        let mut names = names();
        let Some(file) = self.file.take() else { return Err(io::ErrorKind::NotFound.into()) };
        names.open.retain(|open| open != file.path());
        // On failure the file is removed here, while the names are locked.
        file.persist(target).map(drop).map_err(|failed| failed.error)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let Some(file) = self.file.take() else { return };
        let mut names = names();
        names.open.retain(|open| open != file.path());
        drop(file);
    }
}

/// A builder of files with the mode that the user's mask gives to new files.
fn builder<'b>() -> Builder<'b, 'b> {
    let mut builder = Builder::new();
    builder.suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn create(folder: &Path, _: &OsStr) -> io::Result<NamedTempFile> {
    builder().prefix(".lzasm-").tempfile_in(folder)
}

/// The number of runs that can write one target at the same time under names that the next run finds. More of them get
/// random names, whose files are left behind if the process is killed.
#[cfg(unix)]
const SLOTS: usize = 64;

#[cfg(unix)]
fn create(folder: &Path, target: &OsStr) -> io::Result<NamedTempFile> {
    let stem = format!(".lzasm-{:016x}", hash(target.as_encoded_bytes()));
    for slot in 0..SLOTS {
        let name = format!("{stem}-{slot}");
        let path = folder.join(format!("{name}.tmp"));
        for _ in 0..2 {
            match builder().prefix(&name).rand_bytes(0).tempfile_in(folder) {
                Ok(file) => match claimed(file) {
                    Some(file) => return Ok(file),
                    None => break,
                },
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                Err(_) if remove_abandoned(&path) => {}
                Err(_) => break,
            }
        }
    }
    builder().prefix(".lzasm-").tempfile_in(folder)
}

/// FNV-1a. Unlike the hashes of the standard library, it is the same in every run and version.
#[cfg(unix)]
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Locks a new file, which shows that its process is alive. `None` if another run has just considered it abandoned; that
/// run removes it.
#[cfg(unix)]
fn claimed(file: NamedTempFile) -> Option<NamedTempFile> {
    use std::fs::TryLockError;
    // In a file system without locks no file counts as abandoned, because the lock fails there as well.
    let is_ours = !matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock));
    if is_ours && is_at(file.as_file(), file.path()) {
        return Some(file);
    }
    // Not to be removed under this name, which may be another file by now.
    let _ = file.into_temp_path().keep();
    None
}

/// Removes a file that no process has locked. Returns whether it was removed.
#[cfg(unix)]
fn remove_abandoned(path: &Path) -> bool {
    // Not a pipe, whose other side would be waited for.
    if !path.symlink_metadata().is_ok_and(|about| about.is_file()) {
        return false;
    }
    let Ok(file) = File::open(path) else { return false };
    file.try_lock().is_ok() && is_at(&file, path) && std::fs::remove_file(path).is_ok()
}

/// Whether a name is still that of an open file.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), path.symlink_metadata()) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;

    fn entries(folder: &Path) -> usize {
        fs::read_dir(folder).expect("the folder of the test").count()
    }

    #[test]
    fn what_a_killed_run_leaves_is_removed_by_the_next_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Temporary::create(folder.path(), "x.lzr".as_ref()).unwrap();
        let left = first.file.take().unwrap().into_temp_path().keep().unwrap();
        names().open.retain(|open| *open != left);
        assert_eq!(entries(folder.path()), 1);
        let next = Temporary::create(folder.path(), "x.lzr".as_ref()).unwrap();
        assert_eq!(next.file.as_ref().unwrap().path(), left);
        drop(next);
        assert_eq!(entries(folder.path()), 0);
    }

    #[test]
    fn what_a_living_run_writes_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let open: Vec<Temporary> =
            (0..SLOTS + 3).map(|_| Temporary::create(folder.path(), "x.lzr".as_ref()).unwrap()).collect();
        assert_eq!(entries(folder.path()), SLOTS + 3);
        for (number, mut one) in open.into_iter().enumerate() {
            io::Write::write_all(one.file().unwrap(), &[number as u8]).unwrap();
            one.persist(&folder.path().join(format!("{number}"))).unwrap();
        }
        assert_eq!(entries(folder.path()), SLOTS + 3);
        assert_eq!(fs::read(folder.path().join("5")).unwrap(), [5]);
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let name = |slot| folder.path().join(format!(".lzasm-{:016x}-{slot}.tmp", hash(b"x")));
        fs::write(folder.path().join("precious"), "x").unwrap();
        std::os::unix::fs::symlink("precious", name(0)).unwrap();
        fs::create_dir(name(1)).unwrap();
        let made = Temporary::create(folder.path(), "x".as_ref()).unwrap();
        assert_eq!(made.file.as_ref().unwrap().path(), name(2));
        drop(made);
        assert_eq!(entries(folder.path()), 3);
        assert_eq!(fs::read(folder.path().join("precious")).unwrap(), b"x");
    }
}
