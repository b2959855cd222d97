//! A place that is full, of a test's own: the device that all programs share would be at risk if a command replaced what
//! it writes to, which is one of the things that the tests look for.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file that can be opened, and to which nothing can be written.
pub(crate) struct Full {
    path: PathBuf,
    mounted: Option<PathBuf>,
}

impl Full {
    /// A device node, or where none can be made, a file on a small file system; both want an administrator. `None` if
    /// there is neither, which is an error where everything has to be tested.
    pub(crate) fn in_folder(folder: &Path) -> Option<Self> {
        let full = device(folder).or_else(|| file_system(folder));
        if full.is_none() {
            let missing = "neither a device node nor a file system can be made, so nothing is full";
            assert!(
                std::env::var_os("LZASM_NEED_TOOLS").is_none(),
                "{missing}, and `LZASM_NEED_TOOLS` is set"
            );
            eprintln!("skipped: {missing}");
        }
        full
    }

    pub(crate) fn name(&self) -> &str {
        self.path.to_str().unwrap()
    }

    /// Whether it is still what it was.
    pub(crate) fn is_there(&self) -> bool {
        is_full(&self.path)
    }

    /// For a stream of a command.
    pub(crate) fn stream(&self) -> Stdio {
        fs::OpenOptions::new().append(true).open(&self.path).unwrap().into()
    }
}

impl Drop for Full {
    fn drop(&mut self) {
        if let Some(folder) = &self.mounted {
            let _ = Command::new("umount").arg(folder).status();
        }
    }
}

fn is_full(path: &Path) -> bool {
    let write = |mut file: fs::File| file.write_all(b"x").and_then(|()| file.sync_data());
    let written = fs::OpenOptions::new().append(true).open(path).map(write);
    written.is_ok_and(|written| written.is_err_and(|error| error.kind() == std::io::ErrorKind::StorageFull))
}

fn runs(command: &str, arguments: &[&str]) -> bool {
    let quiet = Command::new(command).args(arguments).stderr(Stdio::null()).status();
    quiet.is_ok_and(|status| status.success())
}

fn device(folder: &Path) -> Option<Full> {
    let path = folder.join("full");
    let is_made = runs("mknod", &[path.to_str()?, "c", "1", "7"]) && is_full(&path);
    is_made.then_some(Full { path, mounted: None })
}

fn file_system(folder: &Path) -> Option<Full> {
    let place = folder.join("small");
    fs::create_dir(&place).ok()?;
    if !runs("mount", &["-t", "tmpfs", "-o", "size=64k", "tmpfs", place.to_str()?]) {
        return None;
    }
    let full = Full { path: place.join("out.lzr"), mounted: Some(place.clone()) };
    fs::write(&full.path, "").ok()?;
    let mut filler = fs::File::create(place.join("filler")).ok()?;
    while filler.write_all(&[0; 4096]).is_ok() {}
    is_full(&full.path).then_some(full)
}
