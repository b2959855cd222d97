//! Writing several files into a folder that others may change at the same time. No file is written outside of it.

use super::output::replace;
use super::{Cause, FileError};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A folder as it was when it was opened.
pub struct Folder {
    /// Its name as given.
    path: PathBuf,
    /// A name of the same folder that remains valid even if the folder is moved or replaced.
    held: PathBuf,
    _open: Option<File>,
}

impl Folder {
    /// Opens a folder, or creates it.
    ///
    /// # Errors
    ///
    /// The folder cannot be created or opened.
    pub fn open(path: &Path) -> Result<Self, FileError> {
        let fault = |error| FileError::write(path, error);
        fs::create_dir_all(path).map_err(fault)?;
        let real = fs::canonicalize(path).map_err(fault)?;
        Ok(match held(&real) {
            Some((file, held)) => Self { path: path.to_owned(), held, _open: Some(file) },
            None => Self { path: path.to_owned(), held: real, _open: None },
        })
    }

    /// The path of a file in it, as a message names it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Whether a name in it is a symbolic link.
    pub fn is_link(&self, name: &str) -> bool {
        self.held.join(name).symlink_metadata().is_ok_and(|about| about.is_symlink())
    }

    /// Writes a file in it, and replaces an older one of this name. A link that appears at the last moment is not
    /// followed.
    ///
    /// # Errors
    ///
    /// The file cannot be written, or there is something else than a writable regular file of this name.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), FileError> {
        let fault = |cause: Cause| FileError::write(&self.path(name), cause);
        let target = self.held.join(name);
        let old = match target.symlink_metadata() {
            Ok(about) if about.is_dir() => return Err(fault(Cause::IsFolder)),
            Ok(about) if about.is_symlink() => None,
            Ok(about) if !about.is_file() => {
                return Err(fault(Cause::Other(io::Error::other("it is not a regular file"))));
            }
            Ok(about) if about.permissions().readonly() => return Err(fault(Cause::NotPermitted)),
            Ok(about) => Some(about),
            Err(_) => None,
        };
        replace(&target, old.as_ref(), &mut |out| out.write_all(bytes)).map_err(|error| fault(error.into()))
    }
}

/// The name that Linux has for each open file of a process, which for a folder works as a part of a path. Elsewhere the
/// name without links must do.
#[cfg(target_os = "linux")]
fn held(path: &Path) -> Option<(File, PathBuf)> {
    use std::os::fd::AsRawFd;
    let file = File::open(path).ok()?;
    let held = PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()));
    held.is_dir().then_some((file, held))
}

#[cfg(not(target_os = "linux"))]
fn held(_: &Path) -> Option<(File, PathBuf)> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn links_that_appear_meanwhile_lead_nowhere() {
        let outside = tempfile::tempdir().unwrap();
        let place = tempfile::tempdir().unwrap();
        let (victim, folder) = (outside.path().join("victim"), place.path().join("box"));
        fs::write(&victim, "precious").unwrap();
        let open = Folder::open(&folder).unwrap();
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let name = folder.join("geo.lzr");
                    let _ = fs::remove_file(&name);
                    let _ = symlink(&victim, &name);
                }
            });
            for _ in 0..400 {
                open.write("geo.lzr", b"module").unwrap();
            }
            is_over.store(true, Ordering::Relaxed);
        });
        assert_eq!(fs::read(&victim).unwrap(), b"precious");
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_folder_stays_the_one_that_was_opened() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::create_dir(at("elsewhere")).unwrap();
        let open = Folder::open(&at("box")).unwrap();
        fs::rename(at("box"), at("moved")).unwrap();
        symlink("elsewhere", at("box")).unwrap();
        open.write("a", b"x").unwrap();
        assert_eq!(fs::read(at("moved/a")).unwrap(), b"x");
        assert_eq!(fs::read_dir(at("elsewhere")).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_plain_file_stays() {
        let place = tempfile::tempdir().unwrap();
        let open = Folder::open(place.path()).unwrap();
        fs::create_dir(place.path().join("a")).unwrap();
        assert!(open.write("a", b"x").unwrap_err().to_string().ends_with("it is a folder"));
        fs::write(place.path().join("b"), "old").unwrap();
        let mut mode = fs::metadata(place.path().join("b")).unwrap().permissions();
        mode.set_readonly(true);
        fs::set_permissions(place.path().join("b"), mode).unwrap();
        assert!(open.write("b", b"x").unwrap_err().to_string().ends_with("permission denied"));
    }
}
