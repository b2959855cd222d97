//! The wording of options that the library itself refuses. The wording of files that cannot be read or written is
//! [`crate::files::FileError`]'s.

use crate::formats;
use crate::prose::{listed, meant};
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::diag::{Code, Diagnostic};

/// An invalid value of an option.
pub fn bad_option(option: &str, value: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::BadOption, format!("invalid value `{value}` for `{option}`: {why}"))
}

/// A format that does not exist.
pub fn unknown_format(given: &str) -> Diagnostic {
    let known = formats::ALL.iter().flat_map(|format| {
        let info = format.info();
        std::iter::once(info.name).chain(info.extensions.iter().copied())
    });
    Diagnostic::new(Code::UnknownFormat, format!("unknown format `{given}`"))
        .note(format!("the formats are {}", listed(formats::names().iter().map(|name| format!("`{name}`")))))
        .help_if(meant(&Guesses::default(), given, known))
}
