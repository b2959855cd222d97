//! The output of clap: help on standard output, and invalid arguments in the form of other messages. Control characters
//! in arguments are escaped.

use super::common::message_options;
use super::messages;
use super::start::Tool;
use super::tool::{Console, Exit, color};
use crate::files;
use clap::Error;
use lzasm_grammar::diag::emit::{MessageFormat, Options};
use lzasm_grammar::diag::{Diagnostic, render::sanitize};
use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{ErrorKind, Write};

/// Parses arguments in the spelling of the user.
pub(super) fn parse<T: Tool>(arguments: &[OsString]) -> Result<T, Error> {
    let matches = T::command().try_get_matches_from(T::spelled(arguments.to_vec()))?;
    T::from_arg_matches(&matches)
}

/// Prints the output of clap: help, the version, or an error.
pub(super) fn say<T: Tool>(error: Error, arguments: &[OsString], stderr: &mut dyn Write) -> Exit {
    let (choice, format) = message_options(arguments);
    if !error.use_stderr() {
        let text = shown(&error, color::on_stdout(choice));
        let mut console = Console::new(Options::new(T::NAME, T::VERSION), stderr);
        if let Err(error) = files::write_stdout(text.as_bytes()) {
            console.file(&error);
        }
        return console.finish("could not print");
    }
    let error = visible::<T>(error, arguments);
    if format == MessageFormat::Human {
        let text = shown(&error, color::on_stderr(choice));
        return match stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Exit::Files,
            _ => Exit::Usage,
        };
    }
    let options = Options { format, ..Options::new(T::NAME, T::VERSION) };
    let mut console = Console::new(options, stderr);
    console.fail(&diagnostic(&error), Exit::Usage);
    console.finish("nothing was done")
}

/// The text, with or without colours, and without the marks that some arguments carry for clap.
fn shown(error: &Error, is_colored: bool) -> String {
    let text = error.render();
    let text = if is_colored { text.ansi().to_string() } else { text.to_string() };
    text.replace('\0', "")
}

/// The same error with escaped arguments: clap removes escape sequences from them, or prints them as they are.
fn visible<T: Tool>(error: Error, arguments: &[OsString]) -> Error {
    let cleaned: Vec<OsString> = arguments
        .iter()
        .map(|argument| match sanitize::message(&argument.to_string_lossy()) {
            Cow::Owned(text) => text.into(),
            Cow::Borrowed(_) => argument.clone(),
        })
        .collect();
    if cleaned == arguments {
        return error;
    }
    match parse::<T>(&cleaned) {
        Err(other) if other.use_stderr() => other,
        _ => error,
    }
}

/// The error as a diagnostic: its headline, hints and usage.
fn diagnostic(error: &Error) -> Diagnostic {
    let text = shown(error, false);
    let mut parts = text.trim().split("\n\n").map(joined);
    let headline = parts.next().unwrap_or_default();
    let headline = headline.strip_prefix("error: ").unwrap_or(&headline);
    parts.fold(messages::usage(headline), |diagnostic, part| match part.strip_prefix("tip: ") {
        Some(tip) => diagnostic.help(tip),
        None if part.starts_with("For more information") => diagnostic,
        None => diagnostic.note(part),
    })
}

/// The lines of a part, joined to one.
fn joined(part: &str) -> String {
    part.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}
