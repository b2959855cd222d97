//! Where included files come from: in goes a path, out come bytes, and text made of them.

use crate::files::{self, FileError};
use std::path::{Path, PathBuf};

/// Reads the files that a source names.
pub trait Loader {
    /// The content of a file.
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError>;

    /// Whether there is something at a path, readable or not.
    fn exists(&self, path: &Path) -> bool;

    /// The same path for all names of one file, so that a file that includes itself is found out.
    fn identity(&self, path: &Path) -> PathBuf;
}

impl<L: Loader + ?Sized> Loader for std::sync::Arc<L> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        (**self).read(path)
    }

    fn exists(&self, path: &Path) -> bool {
        (**self).exists(path)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        (**self).identity(path)
    }
}

/// Reads from the file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileLoader;

impl Loader for FileLoader {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        if files::is_standard(path) {
            // In a source, `-` is the name of a file.
            return files::read(&Path::new(".").join(path));
        }
        files::read(path)
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn identity(&self, path: &Path) -> PathBuf {
        path.canonicalize().unwrap_or_else(|_| path.to_owned())
    }
}

/// What stands for a byte that is no UTF-8: the lexer reports it with its place.
const BAD: &str = "\u{1a}";

/// The text of a file. Each byte that is no UTF-8 becomes U+001A, so that places stay those of the file.
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
    use super::text_of;

    #[test]
    fn bytes_that_are_no_text_keep_their_places() {
        assert_eq!(text_of(b"plain".to_vec()), "plain");
        assert_eq!(text_of(b"a\xFFb\xE2\x82c\n".to_vec()), "a\u{1a}b\u{1a}\u{1a}c\n");
        assert_eq!(text_of("é\u{1a}".into()), "é\u{1a}");
    }
}
