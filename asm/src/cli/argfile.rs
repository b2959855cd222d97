//! Arguments from files: `@FILE` on a command line is replaced with the words in that file.
//!
//! The words follow the rules of the GNU tools: blanks and newlines separate them, single and double quotes enclose
//! blanks, and a backslash escapes the next character (within quotes too). A word of a file may be `@FILE` again; such a
//! name, like every other, is relative to the current folder. An `@FILE` whose file does not exist is kept as it is.

use crate::files::{Cause, FileError, read_up_to};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The greatest depth of files that name files.
pub const MAX_DEPTH: usize = 64;

/// The greatest number of files that one command line may name, repetitions included.
pub const MAX_FILES: usize = 2000;

/// The greatest number of bytes in all files of one command line.
pub const MAX_BYTES: u64 = 16 << 20;

/// A fault in an argument file.
#[derive(Debug, thiserror::Error)]
pub enum ArgFileError {
    /// The file was not read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file names itself, perhaps through others.
    #[error("the argument file `{}` names itself", .chain.last().map(|path| path.display().to_string()).unwrap_or_default())]
    Cycle {
        /// The files from the command line to the repetition.
        chain: Vec<PathBuf>,
    },
    /// Files name files too deeply.
    #[error("argument files are nested deeper than {MAX_DEPTH}")]
    TooDeep,
    /// There are too many files, or they are too large.
    #[error("more than {MAX_FILES} argument files, or more than {MAX_BYTES} bytes in them")]
    TooMany,
    /// A file is not text, on a system where arguments are text.
    #[error("the argument file `{}` is not UTF-8", .path.display())]
    NotText {
        /// The file.
        path: PathBuf,
    },
}

/// Arguments without `@FILE`, and the files that were read for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expanded {
    /// The arguments.
    pub arguments: Vec<OsString>,
    /// The files, in the order of reading.
    pub files: Vec<PathBuf>,
}

/// Replaces each `@FILE`. The first argument is the command's own name and is kept.
///
/// # Errors
///
/// A file cannot be read, names itself, or exceeds a limit.
pub fn expand(arguments: impl IntoIterator<Item = OsString>) -> Result<Expanded, ArgFileError> {
    let mut arguments = arguments.into_iter();
    let mut expanded = Vec::new();
    expanded.extend(arguments.next());
    let mut expansion = Expansion { open: Vec::new(), files: Vec::new(), bytes: 0 };
    for argument in arguments {
        expansion.push(argument, &mut expanded)?;
        while let Some(file) = expansion.open.last_mut() {
            match file.words.next() {
                Some(word) => expansion.push(word, &mut expanded)?,
                None => drop(expansion.open.pop()),
            }
        }
    }
    Ok(Expanded { arguments: expanded, files: expansion.files })
}

/// The files being read, the innermost last, and the totals so far.
struct Expansion {
    open: Vec<OpenFile>,
    files: Vec<PathBuf>,
    bytes: u64,
}

struct OpenFile {
    path: PathBuf,
    words: std::vec::IntoIter<OsString>,
}

impl Expansion {
    fn push(&mut self, argument: OsString, expanded: &mut Vec<OsString>) -> Result<(), ArgFileError> {
        let Some(path) = file_of(&argument) else {
            expanded.push(argument);
            return Ok(());
        };
        let bytes = match read_up_to(&path, MAX_BYTES - self.bytes) {
            Ok(bytes) => bytes,
            Err(FileError::Read { cause: Cause::NotFound, .. }) => {
                expanded.push(argument);
                return Ok(());
            }
            Err(FileError::TooLarge { .. }) => return Err(ArgFileError::TooMany),
            Err(error) => return Err(error.into()),
        };
        self.enter(path, &bytes)
    }

    fn enter(&mut self, path: PathBuf, bytes: &[u8]) -> Result<(), ArgFileError> {
        let name = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if self.open.iter().any(|open| open.path == name) {
            let chain = self.open.iter().map(|open| open.path.clone()).chain([name]);
            return Err(ArgFileError::Cycle { chain: chain.collect() });
        }
        if self.open.len() == MAX_DEPTH {
            return Err(ArgFileError::TooDeep);
        }
        self.files.push(path.clone());
        self.bytes += bytes.len() as u64;
        if self.files.len() > MAX_FILES {
            return Err(ArgFileError::TooMany);
        }
        let words = words(bytes).into_iter().map(os_string).collect::<Option<Vec<_>>>();
        let words = words.ok_or(ArgFileError::NotText { path })?.into_iter();
        self.open.push(OpenFile { path: name, words });
        Ok(())
    }
}

/// The file that an argument names with `@`. A lone `@` names none, and `@-` is a file called `-`.
fn file_of(argument: &OsStr) -> Option<PathBuf> {
    let bytes = argument.as_encoded_bytes().strip_prefix(b"@").filter(|name| !name.is_empty())?;
    let name = os_string(bytes.to_vec())?;
    Some(if name == "-" { Path::new(".").join(name) } else { PathBuf::from(name) })
}

/// The words of a file.
pub fn words(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut words = Vec::new();
    let mut word: Option<Vec<u8>> = None;
    let mut quote = None;
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => word.get_or_insert_default().extend(bytes.next()),
            _ if quote == Some(byte) => quote = None,
            _ if quote.is_some() => word.get_or_insert_default().push(byte),
            b'"' | b'\'' => {
                word.get_or_insert_default();
                quote = Some(byte);
            }
            b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => words.extend(word.take()),
            _ => word.get_or_insert_default().push(byte),
        }
    }
    words.extend(word);
    words
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> Option<OsString> {
    Some(std::os::unix::ffi::OsStringExt::from_vec(bytes))
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> Option<OsString> {
    String::from_utf8(bytes).ok().map(OsString::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pretty_assertions::assert_eq;
    use std::fs;
    use tempfile::TempDir;

    fn texts(bytes: &[u8]) -> Vec<String> {
        words(bytes).into_iter().map(|word| String::from_utf8(word).unwrap()).collect()
    }

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let at = folder.path().display().to_string();
            fs::write(folder.path().join(name), text.replace("@/", &format!("@{at}/"))).unwrap();
        }
        folder
    }

    /// Expands `cmd first @FOLDER/NAME last`.
    fn from(folder: &TempDir, name: &str) -> Result<Vec<String>, ArgFileError> {
        let file = format!("@{}", folder.path().join(name).display());
        let arguments = ["@cmd", "first", &file, "last"].map(OsString::from);
        expand(arguments)
            .map(|all| all.arguments.into_iter().map(|word| word.into_string().unwrap()).collect())
    }

    #[test]
    fn words_follow_the_gnu_rules() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            (" \n\t ", &[]),
            ("a b\nc\r\nd\x0b\x0c", &["a", "b", "c", "d"]),
            ("'a b' \"c d\"", &["a b", "c d"]),
            ("x'a b'y\"c d\"z", &["xa byc dz"]),
            ("'\"' \"'\"", &["\"", "'"]),
            ("a\\ b \\\"q\\' c\\\\d \\n", &["a b", "\"q'", "c\\d", "n"]),
            ("\"a\\\"b\" 'a\\'b'", &["a\"b", "a'b"]),
            ("'' \"\" x", &["", "", "x"]),
            ("'a\nb", &["a\nb"]),
            ("a\\\nb end\\", &["a\nb", "end"]),
        ];
        for (text, expected) in cases {
            assert_eq!(texts(text.as_bytes()), *expected, "{text:?}");
        }
    }

    #[test]
    fn files_take_the_place_of_their_names() {
        let files = folder(&[("a", "-f lazer @/b 'x y'"), ("b", "-o out"), ("empty", "")]);
        assert_eq!(from(&files, "a").unwrap(), ["@cmd", "first", "-f", "lazer", "-o", "out", "x y", "last"]);
        assert_eq!(from(&files, "empty").unwrap(), ["@cmd", "first", "last"]);
        let twice = folder(&[("a", "@/b @/b"), ("b", "x")]);
        assert_eq!(from(&twice, "a").unwrap(), ["@cmd", "first", "x", "x", "last"]);
    }

    #[test]
    fn arguments_without_a_file_are_kept() {
        let literal = ["cmd", "@", "@/no/such/file", "a@b", "--", "@-nothing"].map(OsString::from);
        assert_eq!(expand(literal.clone()).unwrap().arguments, literal);
        assert_eq!(expand([]).unwrap(), Expanded::default());
    }

    #[test]
    fn a_cycle_of_files_is_an_error() {
        let files = folder(&[("a", "x @/b"), ("b", "@/a"), ("self", "@/self")]);
        let error = from(&files, "a").unwrap_err();
        let ArgFileError::Cycle { chain } = &error else { panic!("{error}") };
        assert_eq!((chain.len(), chain.first()), (3, chain.last()));
        assert!(error.to_string().ends_with("/a` names itself"), "{error}");
        assert!(matches!(from(&files, "self"), Err(ArgFileError::Cycle { .. })));
    }

    #[test]
    fn depth_and_number_have_limits() {
        let chain = |length: usize| {
            let files = folder(&[(&format!("f{}", length - 1), "end")]);
            for index in 0..length - 1 {
                let next = files.path().join(format!("f{}", index + 1));
                fs::write(files.path().join(format!("f{index}")), format!("@{}", next.display())).unwrap();
            }
            files
        };
        assert_eq!(from(&chain(MAX_DEPTH), "f0").unwrap()[2], "end");
        assert!(matches!(from(&chain(MAX_DEPTH + 1), "f0"), Err(ArgFileError::TooDeep)));
        // Twelve files, each naming the next one twice, would be four thousand.
        let bomb: Vec<(String, String)> =
            (0..12).map(|index| (format!("f{index}"), format!("@/f{0} @/f{0}", index + 1))).collect();
        let mut bomb: Vec<(&str, &str)> = bomb.iter().map(|(name, text)| (&**name, &**text)).collect();
        bomb.push(("f12", "x"));
        assert!(matches!(from(&folder(&bomb), "f0"), Err(ArgFileError::TooMany)));
    }

    #[test]
    fn a_folder_is_not_an_argument_file() {
        let files = folder(&[]);
        let error = from(&files, ".").unwrap_err();
        assert!(error.to_string().ends_with("it is a folder"), "{error}");
    }

    #[test]
    #[cfg(unix)]
    fn words_that_are_not_unicode_keep_their_bytes() {
        use std::os::unix::ffi::OsStrExt;
        let files = folder(&[]);
        fs::write(files.path().join("a"), b"\xff\xfe").unwrap();
        let file = OsString::from(format!("@{}", files.path().join("a").display()));
        let all = expand([OsString::from("cmd"), file]).unwrap();
        assert_eq!(all.files, [files.path().join("a")]);
        assert_eq!(all.arguments[1].as_bytes(), b"\xff\xfe");
    }
}
