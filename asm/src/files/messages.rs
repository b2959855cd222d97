//! The wording of options that the library itself refuses. The wording of files that cannot be read or written is
//! [`crate::files::FileError`]'s.

use lzasm_grammar::diag::{Code, Diagnostic};

/// An invalid value of an option.
pub fn bad_option(option: &str, value: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::BadOption, format!("invalid value `{value}` for `{option}`: {why}"))
}
