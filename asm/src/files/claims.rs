//! The files that a run reads and writes. No output may be a file that is read, or another output, whatever their names
//! look like. Commands check this before they write anything.

use super::output::{follow, is_standard_output};
use super::{FileError, is_standard};
use rustc_hash::FxHashMap;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// The files of a run.
#[derive(Default)]
pub struct Claims {
    inputs: Vec<PathBuf>,
    /// The inputs by identity; made when the first output exists already.
    known: Option<FxHashMap<Identity, usize>>,
    outputs: FxHashMap<Place, Vec<PathBuf>>,
    /// Folders as they were given, and as the system knows them.
    folders: FxHashMap<PathBuf, PathBuf>,
}

/// The identity of a regular file, whatever its name.
#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = PathBuf;

/// The place of an output.
#[derive(PartialEq, Eq, Hash)]
enum Place {
    Standard,
    /// A file that exists.
    Old(Identity),
    /// A file that does not exist: its folder, and its name in lower case.
    New(PathBuf, String),
}

impl Claims {
    /// The claims of a run that reads these files.
    pub fn reading<P: Into<PathBuf>>(inputs: impl IntoIterator<Item = P>) -> Self {
        Self { inputs: inputs.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// Claims an output. Devices and pipes can be claimed many times.
    ///
    /// # Errors
    ///
    /// The output is a file that is read, or was claimed before.
    pub fn write(&mut self, output: &Path) -> Result<(), FileError> {
        let Some(place) = self.place(output) else { return Ok(()) };
        if let Place::Old(identity) = &place
            && let Some(input) = self.input(identity)
        {
            return Err(FileError::OutputIsInput { output: output.to_owned(), input });
        }
        let is_new = matches!(place, Place::New(..));
        let others = self.outputs.entry(place).or_default();
        let other = others.iter().find(|other| !is_new || is_one_name(output, other));
        match other {
            Some(other) => Err(FileError::SameOutput { output: output.to_owned(), other: other.to_owned() }),
            None => {
                others.push(output.to_owned());
                Ok(())
            }
        }
    }

    fn input(&mut self, identity: &Identity) -> Option<PathBuf> {
        let inputs = &self.inputs;
        let known = self.known.get_or_insert_with(|| {
            // Of several names of one file, the first is reported.
            let named = inputs.iter().enumerate().rev().filter(|(_, input)| !is_standard(input));
            named.filter_map(|(at, input)| Some((identity_of(input)?, at))).collect()
        });
        known.get(identity).map(|&at| inputs[at].clone())
    }

    /// The place of an output; `None` for devices and pipes, which are not replaced.
    fn place(&mut self, output: &Path) -> Option<Place> {
        if is_standard_output(output) {
            return Some(Place::Standard);
        }
        if let Ok(about) = fs::metadata(output) {
            return about.is_file().then(|| identity(output, &about)).flatten().map(Place::Old);
        }
        let target = follow(output).unwrap_or_else(|_| output.to_owned());
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).to_owned();
        let real = self
            .folders
            .entry(folder)
            .or_insert_with_key(|folder| fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()));
        let name = target.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        Some(Place::New(real.clone(), name))
    }
}

/// Whether two new files whose names differ at most in case are the same file.
fn is_one_name(one: &Path, other: &Path) -> bool {
    let end = |path: &Path| follow(path).unwrap_or_else(|_| path.to_owned());
    let (one, other) = (end(one), end(other));
    one.file_name() == other.file_name() || ignores_case(&one)
}

/// Whether the folder of a file ignores the case of names. Only a probe can find out, because a system may have folders of
/// both kinds.
fn ignores_case(path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(probe) = super::temporary::Temporary::create(folder, OsStr::new("case")) else { return false };
    let Some(name) = probe.name() else { return false };
    folder.join(name.to_string_lossy().to_uppercase()).exists()
}

fn identity_of(path: &Path) -> Option<Identity> {
    let about = fs::metadata(path).ok().filter(Metadata::is_file)?;
    identity(path, &about)
}

#[cfg(unix)]
fn identity(_: &Path, about: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    Some((about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path, _: &Metadata) -> Option<Identity> {
    fs::canonicalize(path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_is_claimed_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("sub")).unwrap();
        fs::write(at("old"), "").unwrap();
        fs::write(at("input"), "").unwrap();
        let mut claims = Claims::reading([at("none"), at("input"), PathBuf::from("-")]);
        for fine in ["old", "new", "sub/new", "-"] {
            claims.write(&if fine == "-" { PathBuf::from(fine) } else { at(fine) }).unwrap();
        }
        for twice in ["old", "new", "./new", "sub/../new", "sub/new"] {
            let error = claims.write(&at(twice)).unwrap_err();
            assert!(matches!(error, FileError::SameOutput { .. }), "{twice}: {error}");
        }
        assert!(matches!(claims.write(Path::new("-")), Err(FileError::SameOutput { .. })));
        assert!(matches!(claims.write(&at("sub/../input")), Err(FileError::OutputIsInput { .. })));
        let is_blind = at("OLD").exists();
        assert_eq!(claims.write(&at("NEW")).is_err(), is_blind);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "the probe is gone");
    }

    #[test]
    #[cfg(unix)]
    fn links_are_other_names_of_one_file() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("old"), "").unwrap();
        fs::hard_link(at("old"), at("hard")).unwrap();
        symlink("old", at("soft")).unwrap();
        symlink("new", at("dangling")).unwrap();
        symlink(".", at("folder")).unwrap();
        let mut claims = Claims::default();
        claims.write(&at("old")).unwrap();
        claims.write(&at("new")).unwrap();
        for name in ["hard", "soft", "dangling", "folder/new", "folder/folder/old"] {
            assert!(matches!(claims.write(&at(name)), Err(FileError::SameOutput { .. })), "{name}");
        }
        for _ in 0..2 {
            claims.write(Path::new("/dev/null")).unwrap();
        }
    }
}
