//! Exit codes, the same for every command.

use crate::cli::argfile::ArgFileError;
use crate::files::{Cause, FileError};
use lzasm_grammar::diag::{Diagnostic, Level};
use std::process::ExitCode;

/// The outcome of a command. Of several, the last one in this list counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Exit {
    /// Everything was done.
    #[default]
    Done,
    /// The input has errors.
    Errors,
    /// The options are invalid.
    Usage,
    /// A file named on the command line was not read or not written.
    Files,
    /// A limit of resources was reached: size of an expansion, nesting, memory, steps.
    Limit,
    /// The command itself has a fault.
    Bug,
}

impl Exit {
    /// The exit code of the process.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Errors => 1,
            Self::Usage => 2,
            Self::Files => 3,
            Self::Limit => 4,
            Self::Bug => 70,
        }
    }

    /// The outcome of a diagnostic in the input, at this level.
    pub fn of(diagnostic: &Diagnostic, level: Option<Level>) -> Self {
        match level {
            Some(Level::Error) if diagnostic.code.is_resource_limit() => Self::Limit,
            Some(Level::Error) => Self::Errors,
            _ => Self::Done,
        }
    }
}

impl From<&FileError> for Exit {
    /// The outcome of a fault in a file on the command line. A reader of standard output that is gone is not a fault.
    fn from(error: &FileError) -> Self {
        match error {
            FileError::OutputIsInput { .. } | FileError::SameOutput { .. } => Self::Usage,
            FileError::Read { cause: Cause::Memory, .. } => Self::Limit,
            error if error.is_broken_pipe() => Self::Done,
            _ => Self::Files,
        }
    }
}

impl From<&ArgFileError> for Exit {
    fn from(error: &ArgFileError) -> Self {
        match error {
            ArgFileError::File(error) => error.into(),
            _ => Self::Usage,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lzasm_grammar::diag::Code;

    #[test]
    fn the_worst_outcome_counts() {
        assert_eq!(Exit::Errors.max(Exit::Limit).code(), 4);
        assert_eq!(Exit::Done.max(Exit::Usage).code(), 2);
    }

    #[test]
    fn warnings_do_not_fail_unless_raised() {
        let warning = Diagnostic::new(Code::UnusedLabel, "");
        assert_eq!(Exit::of(&warning, Some(Level::Warning)), Exit::Done);
        assert_eq!(Exit::of(&warning, Some(Level::Error)), Exit::Errors);
        assert_eq!(Exit::of(&warning, None), Exit::Done);
    }
}
