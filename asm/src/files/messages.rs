//! What is said of options and outputs. What is said of a file that cannot be read or written is with
//! [`crate::files::FileError`].

use crate::argfile::ArgFileError;
use crate::formats;
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::source::Span;
use std::path::Path;

fn shown(path: &Path, standard: &str) -> String {
    if crate::files::is_standard(path) { standard.to_owned() } else { format!("`{}`", path.display()) }
}

/// An `@FILE` that cannot be replaced.
pub fn argument_file(error: &ArgFileError) -> Diagnostic {
    match error {
        ArgFileError::File(error) => error.diagnostic(),
        error => Diagnostic::new(Code::BadArgumentFile, error.to_string()),
    }
}

/// A value of an option that means nothing.
pub fn bad_option(option: &str, value: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::BadOption, format!("`{option}` cannot be `{value}`: {why}"))
}

/// Arguments that the options do not take; the words are those of the library that reads them.
pub fn usage(headline: &str) -> Diagnostic {
    Diagnostic::new(Code::BadOption, headline)
}

/// A code that `--explain` does not know.
pub fn unknown_code(given: &str) -> Diagnostic {
    let names = Code::ALL.iter().map(|code| code.name());
    let similar = Guesses::default().nearest(given, names).map(|nearest| nearest.question());
    bad_option("--explain", given, "there is no message with this code or name").help(
        similar.unwrap_or_else(|| "the code stands in brackets behind a message: `[LZ0201]`".to_owned()),
    )
}

/// A format that does not exist.
pub fn unknown_format(given: &str) -> Diagnostic {
    let known = formats::ALL.iter().flat_map(|format| {
        let info = format.info();
        std::iter::once(info.name).chain(info.extensions.iter().copied())
    });
    let similar = Guesses::default().nearest(given, known).map(|nearest| nearest.question());
    Diagnostic::new(Code::UnknownFormat, format!("there is no format `{given}`"))
        .note(format!("the formats are {}", listed(formats::names().iter().map(|name| format!("`{name}`")))))
        .help_if(similar)
}

/// Nothing tells the format of a source's output; `output` is the file named with `-o`, if one is.
pub fn no_format(source: &Path, output: Option<&Path>) -> Diagnostic {
    let source = shown(source, "standard input");
    let endings = formats::ALL.iter().filter_map(|format| format.info().extensions.first());
    let endings = endings.map(|ending| format!("`.{ending}`"));
    let diagnostic =
        Diagnostic::new(Code::NoFormat, format!("nothing tells which format to make of {source}"));
    let diagnostic = match output.filter(|output| !crate::files::is_standard(output)) {
        Some(output) => diagnostic.note(format!(
            "the output `{}` does not end in one of {}",
            output.display(),
            listed(endings)
        )),
        None => diagnostic,
    };
    let names = listed(formats::names().into_iter().map(str::to_owned));
    diagnostic
        .help(format!("choose one with `-f FORMAT`, or begin the source with `.target FORMAT` ({names})"))
}

/// A source that has more bytes than places have numbers.
pub fn source_too_large(source: &Path) -> Diagnostic {
    Diagnostic::new(Code::FileTooLarge, format!("{} is larger than 4 GiB", shown(source, "standard input")))
}

/// Options, or an option and the sources, that do not go together.
pub fn options_clash(what: &str, mend: &str) -> Diagnostic {
    Diagnostic::new(Code::OptionsClash, what).help(mend)
}

/// Two sources whose outputs would be one file.
pub fn same_output(first: &Path, second: &Path) -> Diagnostic {
    Diagnostic::new(
        Code::SameOutput,
        format!("`{}` and `{}` would have the same output", first.display(), second.display()),
    )
    .note("an output has the name of its source with the ending of its format")
    .help("assemble them one by one, with `-o`")
}

/// Bytes that are no text, on their way to a terminal.
pub fn binary_to_terminal() -> Diagnostic {
    Diagnostic::new(Code::BinaryToTerminal, "a module is no text, and standard output is a terminal").help(
        "name a file with `-o FILE`, or let a pipe take the output; `--emit listing` shows the bytes as text",
    )
}

/// A text whose strings hold what moves the cursor of a terminal.
pub fn control_to_terminal() -> Diagnostic {
    Diagnostic::new(
        Code::BinaryToTerminal,
        "a string has control characters, and standard output is a terminal",
    )
    .note("the text form has no escapes: they would be written as they are")
    .help("name a file with `-o FILE`, or let a pipe take the output")
}

/// A file of a format that has no text form of its own.
pub fn no_text_form(file: &str, title: &str) -> Diagnostic {
    let file = if file == "-" { "standard input".to_owned() } else { format!("`{file}`") };
    Diagnostic::new(
        Code::NotInText,
        format!("{file} is a {title} file, and `h2o` is the text form of Hydro alone"),
    )
    .help("`lzdump -d` writes any file in the assembly language")
}

/// A source that is a module already.
pub fn source_is_module(source: &Path, title: &str) -> Diagnostic {
    Diagnostic::new(
        Code::SourceIsModule,
        format!("{} is no source but a {title} already", shown(source, "standard input")),
    )
    .help("`lzdump -d` writes a source that assembles to the same bytes")
}

/// A source that is not in the canonical form. `place` is the first line that differs, `difference` shows how.
pub fn not_formatted(source: &Path, place: Span, difference: String) -> Diagnostic {
    let source = shown(source, "standard input");
    Diagnostic::new(Code::NotFormatted, format!("{source} is not in the canonical form"))
        .at(place, "the first line that differs")
        .note(difference)
        .help("`lzasm --fmt` brings it into that form")
}

/// `a, b and c`
fn listed(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    match items.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
