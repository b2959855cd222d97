//! The source of included files: from a path to bytes, and to text.

use crate::files::{self, Cause, FileError};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// Reads the files that a source names.
pub trait Loader {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError>;

    /// Reads a file of at most `limit` bytes. A loader that can check the size before it reads the file should do so.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is larger ([`FileError::TooLarge`]).
    fn read_up_to(&self, path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
        let bytes = self.read(path)?;
        if bytes.len() as u64 > limit {
            return Err(FileError::TooLarge { path: path.to_owned(), limit });
        }
        Ok(bytes)
    }

    /// Whether there is something at a path, readable or not. By default, whether it can be read.
    fn exists(&self, path: &Path) -> bool {
        self.read(path).is_ok()
    }

    /// The same path for all names of one file, by which a file that includes itself is noticed. By default, the path
    /// without the components that lead nowhere.
    fn identity(&self, path: &Path) -> PathBuf {
        plain(path)
    }
}

/// A path without `.`, and without the folders that a `..` leaves again.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// Reads files that are held in memory, for sources that no file system has.
///
/// ```
/// use lzasm::{Assembler, MemoryLoader, Target};
///
/// let files = MemoryLoader::new().file("lib/answer.inc", "ANSWER = 42\n");
/// let text = ".include \"lib/answer.inc\"\n.func main()\n    loadi r0, ANSWER\n    ret\n.end\n";
/// let built = Assembler::new().target(Target::LAZER).loader(files).assemble_str("main.s", text)?;
/// assert_eq!(built.dependencies().len(), 1);
/// # Ok::<(), lzasm::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl MemoryLoader {
    /// A loader without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    pub fn file(mut self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(plain(path.as_ref()), content.into());
        self
    }
}

impl Loader for MemoryLoader {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        let found = self.files.get(&plain(path)).cloned();
        found.ok_or_else(|| FileError::read(path, Cause::NotFound))
    }

    fn exists(&self, path: &Path) -> bool {
        self.files.contains_key(&plain(path))
    }
}

impl<L: Loader + ?Sized> Loader for std::sync::Arc<L> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        (**self).read(path)
    }

    fn read_up_to(&self, path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
        (**self).read_up_to(path, limit)
    }

    fn exists(&self, path: &Path) -> bool {
        (**self).exists(path)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        (**self).identity(path)
    }
}

/// Reads regular files from the file system, and nothing that may block or has no end.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileLoader;

impl Loader for FileLoader {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        self.read_up_to(path, files::LIMIT)
    }

    fn read_up_to(&self, path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
        if files::is_standard(path) {
            // In a source, `-` is the name of a file.
            return files::read_regular(&Path::new(".").join(path), limit);
        }
        files::read_regular(path, limit)
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn identity(&self, path: &Path) -> PathBuf {
        path.canonicalize().unwrap_or_else(|_| path.to_owned())
    }
}

/// The replacement of a byte that is not UTF-8. The lexer reports it with its place.
const BAD: &str = "\u{1a}";

/// The text of a file. Each byte that is not UTF-8 becomes U+001A, so that offsets are those of the file.
pub fn text_of(bytes: Vec<u8>) -> String {
    let mut rest = match String::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error.into_bytes(),
    };
    let mut text = String::with_capacity(rest.len());
    for chunk in std::mem::take(&mut rest).utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| BAD));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        let paths = [Path::new("/dev/zero"), Path::new("/dev/null"), &pipe];
        let count = if made.is_ok_and(|status| status.success()) { 3 } else { 2 };
        for path in &paths[..count] {
            let error = FileLoader.read(path).unwrap_err();
            assert!(error.to_string().ends_with("it is not a regular file"), "{error}");
        }
        let error = FileLoader.read(folder.path()).unwrap_err();
        assert!(error.to_string().ends_with("it is a folder"), "{error}");
    }

    #[test]
    fn the_limit_of_length_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(FileLoader.read_up_to(&path, 5).unwrap(), b"12345");
        assert!(matches!(FileLoader.read_up_to(&path, 4), Err(FileError::TooLarge { limit: 4, .. })));
    }

    #[test]
    fn paths_lose_what_leads_nowhere() {
        for (path, expected) in
            [("a/./b/../c", "a/c"), ("../a", "../a"), ("a/../../b", "../b"), ("./x", "x"), ("/../x", "/../x")]
        {
            assert_eq!(plain(Path::new(path)), Path::new(expected), "{path}");
        }
    }

    #[test]
    fn bytes_that_are_not_text_keep_their_places() {
        assert_eq!(text_of(b"plain".to_vec()), "plain");
        assert_eq!(text_of(b"a\xFFb\xE2\x82c\n".to_vec()), "a\u{1a}b\u{1a}\u{1a}c\n");
        assert_eq!(text_of("é\u{1a}".into()), "é\u{1a}");
    }
}
