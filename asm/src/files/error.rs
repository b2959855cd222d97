//! Faults in reading and writing files, as data, and their wording.

use super::is_standard;
use lzasm_grammar::diag::{Code, Diagnostic};
use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// A fault of a file that was not read or not written.
#[derive(Debug)]
pub enum FileError {
    /// The file was not read.
    Read {
        /// Its name as given; `-` for standard input.
        path: PathBuf,
        /// The cause.
        cause: Cause,
    },
    /// The file was not written. An older file is unchanged.
    Write {
        /// Its name as given; `-` for standard output.
        path: PathBuf,
        /// The cause.
        cause: Cause,
    },
    /// The file is larger than the limit for reading.
    TooLarge {
        /// Its name as given.
        path: PathBuf,
        /// The greatest number of bytes.
        limit: u64,
    },
    /// The output would replace a file that is read.
    OutputIsInput {
        /// The output's name as given.
        output: PathBuf,
        /// The input's name as given.
        input: PathBuf,
    },
    /// Two outputs would be the same file.
    SameOutput {
        /// The output's name as given.
        output: PathBuf,
        /// The name of the earlier output.
        other: PathBuf,
    },
}

/// The cause of a fault.
#[derive(Debug)]
pub enum Cause {
    /// There is no such file, or no such folder to write it to.
    NotFound,
    /// It is a folder.
    IsFolder,
    /// It is a pipe, a device or a socket instead of a regular file.
    NotRegular,
    /// The system does not permit it.
    NotPermitted,
    /// There is no room on the disk.
    Full,
    /// The reader of the pipe is gone.
    BrokenPipe,
    /// There is not enough memory for it.
    Memory,
    /// Another error of the system.
    Other(Error),
}

impl From<Error> for Cause {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::IsADirectory => Self::IsFolder,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NotPermitted,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::BrokenPipe => Self::BrokenPipe,
            ErrorKind::OutOfMemory => Self::Memory,
            _ => Self::Other(error),
        }
    }
}

impl FileError {
    /// The error that a file was not read.
    pub fn read(path: &Path, cause: impl Into<Cause>) -> Self {
        Self::Read { path: path.to_owned(), cause: cause.into() }
    }

    /// The error that a file was not written.
    pub fn write(path: &Path, cause: impl Into<Cause>) -> Self {
        Self::Write { path: path.to_owned(), cause: cause.into() }
    }

    /// Whether the reader of the output is gone, which ends a command silently.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Write { cause: Cause::BrokenPipe, .. })
    }

    /// The fault as a diagnostic.
    pub fn diagnostic(&self) -> Diagnostic {
        let diagnostic = |code| Diagnostic::new(code, self.to_string());
        match self {
            Self::Read { cause: Cause::IsFolder, .. } => {
                diagnostic(Code::CannotRead).help("name a file in it")
            }
            Self::Read { cause: Cause::Memory, .. } => diagnostic(Code::NotEnoughMemory),
            Self::Read { .. } => diagnostic(Code::CannotRead),
            Self::Write { cause: Cause::NotFound, path } => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                let help = folder.map(|folder| format!("make the folder `{}` first", folder.display()));
                diagnostic(Code::CannotWrite).help_if(help)
            }
            Self::Write { path, .. } if !path.is_file() => diagnostic(Code::CannotWrite),
            Self::Write { .. } => {
                diagnostic(Code::CannotWrite).note("the older file of that name is unchanged")
            }
            Self::TooLarge { .. } => diagnostic(Code::FileTooLarge),
            Self::OutputIsInput { .. } => {
                diagnostic(Code::OutputIsInput).help("choose another name for the output")
            }
            Self::SameOutput { .. } => {
                diagnostic(Code::SameOutput).help("choose another name for one of them")
            }
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, cause } => {
                let missing = "there is no such file";
                write!(f, "cannot read {}: {}", shown(path, "standard input"), cause.text(missing))
            }
            Self::Write { path, cause } => {
                let missing = "there is no such folder";
                write!(f, "cannot write {}: {}", shown(path, "standard output"), cause.text(missing))
            }
            Self::TooLarge { path, limit } => {
                write!(f, "{} is larger than {limit} bytes", shown(path, "standard input"))
            }
            Self::OutputIsInput { output, input } if output == input => {
                write!(f, "`{}` is both input and output", output.display())
            }
            Self::SameOutput { output, other } if output == other => {
                write!(f, "two outputs would be written to {}", shown(output, "standard output"))
            }
            Self::SameOutput { output, other } => {
                let (output, other) = (shown(output, "standard output"), shown(other, "standard output"));
                write!(f, "the outputs {other} and {output} are the same file")
            }
            Self::OutputIsInput { output, input } => {
                write!(
                    f,
                    "the output `{}` is the same file as the input `{}`",
                    output.display(),
                    input.display()
                )
            }
        }
    }
}

impl std::error::Error for FileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { cause: Cause::Other(error), .. }
            | Self::Write { cause: Cause::Other(error), .. } => Some(error),
            _ => None,
        }
    }
}

impl Cause {
    fn text(&self, missing: &str) -> String {
        match self {
            Self::NotFound => missing.to_owned(),
            Self::IsFolder => "it is a folder".to_owned(),
            Self::NotRegular => "it is not a regular file".to_owned(),
            Self::NotPermitted => "permission denied".to_owned(),
            Self::Full => "there is no room on the disk".to_owned(),
            Self::BrokenPipe => "its reader is gone".to_owned(),
            Self::Memory => "there is not enough memory".to_owned(),
            Self::Other(error) => plain(error),
        }
    }
}

/// The system's message in the style of diagnostics: no number, no initial capital.
fn plain(error: &Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn shown(path: &Path, standard: &str) -> String {
    if is_standard(path) { standard.to_owned() } else { format!("`{}`", path.display()) }
}
