//! The wording of faults in command lines and outputs. The wording of files that cannot be read or written is
//! [`crate::files::FileError`]'s.

pub use crate::files::messages::bad_option;
pub use crate::formats::messages::unknown_format;

use super::argfile::ArgFileError;
use crate::files::is_standard;
use crate::formats;
use crate::prose::{listed, meant};
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::source::Span;
use std::path::Path;

/// A source as a sentence names it.
fn shown(source: &Path) -> String {
    if is_standard(source) { "standard input".to_owned() } else { format!("`{}`", source.display()) }
}

/// An `@FILE` that cannot be replaced.
pub fn argument_file(error: &ArgFileError) -> Diagnostic {
    match error {
        ArgFileError::File(error) => error.diagnostic(),
        error => Diagnostic::new(Code::BadArgumentFile, error.to_string()),
    }
}

/// Arguments that the options do not take, in the words of the library that reads them.
pub fn usage(headline: &str) -> Diagnostic {
    Diagnostic::new(Code::BadOption, headline)
}

/// A code that `--explain` does not know.
pub fn unknown_code(given: &str) -> Diagnostic {
    let names = Code::ALL.iter().map(|code| code.name());
    let similar = meant(&Guesses::default(), given, names);
    bad_option("--explain", given, "no message has this code or name").help(
        similar.unwrap_or_else(|| "use the code in brackets at the start of a message: `LZ0201`".to_owned()),
    )
}

/// An output format that nothing determines. `output` is the file named with `-o`, if any.
pub fn no_format(source: &Path, output: Option<&Path>) -> Diagnostic {
    let headline = format!("cannot determine the output format of {}", shown(source));
    let extensions = formats::ALL.iter().filter_map(|format| format.info().extensions.first());
    let extensions = listed(extensions.map(|extension| format!("`.{extension}`")));
    let note = output.filter(|output| !is_standard(output)).map(|output| {
        format!("the extension of the output `{}` is not one of {extensions}", output.display())
    });
    let names = listed(formats::names().into_iter().map(str::to_owned));
    let help = format!("choose one with `-f FORMAT`, or begin the source with `.target FORMAT` ({names})");
    let diagnostic = Diagnostic::new(Code::NoFormat, headline).help(help);
    note.into_iter().fold(diagnostic, Diagnostic::note)
}

/// A source that has more bytes than spans can number.
pub fn source_too_large(source: &Path) -> Diagnostic {
    Diagnostic::new(Code::FileTooLarge, format!("{} is larger than 4 GiB", shown(source)))
}

/// Options, or an option and the sources, that do not go together.
pub fn options_clash(what: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::OptionsClash, what).help(help)
}

/// Standard input, named more than once.
pub fn standard_input_twice() -> Diagnostic {
    options_clash("standard input cannot be read twice", "name `-` once")
}

/// A rule for Make whose file has no name, as its output is standard output.
pub fn unnamed_depfile() -> Diagnostic {
    let what = "`-MD` takes its file's name from the output, which is standard output";
    options_clash(what, "name the file with `-MF`")
}

/// Two sources whose outputs would be one file.
pub fn same_output(first: &Path, second: &Path) -> Diagnostic {
    Diagnostic::new(
        Code::SameOutput,
        format!("`{}` and `{}` would have the same output", first.display(), second.display()),
    )
    .note("an output has the name of its source, with the extension of its format")
    .help("assemble them one by one, with `-o`")
}

/// A module on its way to a terminal.
pub fn binary_to_terminal() -> Diagnostic {
    Diagnostic::new(Code::BinaryToTerminal, "cannot write a module to a terminal")
        .help("name a file with `-o FILE`, or redirect the output; `--emit listing` shows the bytes as text")
}

/// A text whose strings hold what moves the cursor of a terminal.
pub fn control_to_terminal() -> Diagnostic {
    Diagnostic::new(Code::BinaryToTerminal, "cannot write the control characters in a string to a terminal")
        .note("the text form has no escapes: they would be written as they are")
        .help("name a file with `-o FILE`, or redirect the output")
}

/// A file of a format without the text form asked for.
pub fn no_text_form(file: &str, title: &str, form: &str) -> Diagnostic {
    let file = shown(Path::new(file));
    Diagnostic::new(Code::NotInText, format!("{file} is a {title} file, which has no text form `{form}`"))
        .help("use `lzdump -d` to write it in the assembly language")
}

/// A source that is a module already.
pub fn source_is_module(source: &Path, title: &str) -> Diagnostic {
    Diagnostic::new(Code::SourceIsModule, format!("{} is a {title} file, not a source", shown(source)))
        .help("use `lzdump -d` to write a source that assembles to the same bytes")
}

/// A source that is not in canonical form. `place` is the first line that differs, `difference` shows how.
pub fn not_formatted(source: &Path, place: Span, difference: String) -> Diagnostic {
    Diagnostic::new(Code::NotFormatted, format!("{} is not in canonical form", shown(source)))
        .at(place, "the first line that differs")
        .note(difference)
        .help("use `lzasm --fmt` to rewrite it")
}
