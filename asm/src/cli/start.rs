//! The frame of every command: reads the arguments, checks the options, and prints what `--explain` and the like ask
//! for, or else runs the command's work.

use super::argfile;
use super::common::{Common, arguments, message_options};
use super::messages;
use super::tool::{Console, Exit, guard};
use super::{signals, usage};
use crate::{files, threads};
use clap::{CommandFactory, FromArgMatches};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::emit::Options;
use lzasm_grammar::diag::lints::Lints;
use std::ffi::OsString;
use std::io::{self, BufWriter};
use std::process::ExitCode;

/// A command: its options and its work.
pub trait Tool: CommandFactory + FromArgMatches {
    /// Its name.
    const NAME: &'static str;

    /// Its version.
    const VERSION: &'static str;

    /// Rewrites arguments into the spelling that clap knows.
    fn spelled(arguments: Vec<OsString>) -> Vec<OsString> {
        arguments
    }

    /// The options that all commands have.
    fn common(&mut self) -> &mut Common;

    /// The text that the options ask for instead of work.
    fn text(&self) -> Option<Result<Vec<u8>, Diagnostic>>;

    /// The faults in the combination of options. Each option by itself is valid.
    fn wrong(&self) -> Vec<Diagnostic> {
        Vec::new()
    }

    /// Does the work.
    fn work(self, lints: Lints, console: Console<'_>) -> Exit;
}

/// Runs a command with the arguments of this process.
pub fn main<T: Tool>() -> ExitCode {
    guard(T::NAME, T::VERSION, start::<T>)
}

fn start<T: Tool>() -> Exit {
    // Not locked, so that a panic in another thread can print.
    let mut stderr = BufWriter::new(io::stderr());
    signals::prepare();
    let argfile::Expanded { arguments, files } = match arguments() {
        Ok(found) => found,
        Err(error) => {
            let (_, format) = message_options(&std::env::args_os().collect::<Vec<_>>());
            let options = Options { format, ..Options::new(T::NAME, T::VERSION) };
            let mut console = Console::new(options, &mut stderr);
            console.fail(&messages::argument_file(&error), Exit::from(&error));
            return console.finish("nothing was done");
        }
    };
    match usage::parse::<T>(&arguments) {
        Ok(mut args) => {
            args.common().argument_files = files;
            work(args, &mut stderr)
        }
        Err(error) => usage::say::<T>(error, &arguments, &mut stderr),
    }
}

fn work<T: Tool>(mut args: T, stderr: &mut dyn io::Write) -> Exit {
    if let Some(jobs) = args.common().jobs {
        threads::limit(jobs.into());
    }
    let (options, mut wrong) = args.common().messages(T::NAME, T::VERSION);
    let lints = options.lints.clone();
    let mut console = Console::new(options, stderr);
    wrong.extend(args.wrong());
    if !wrong.is_empty() {
        return refuse::<T>(console, &wrong);
    }
    match args.text() {
        Some(Ok(text)) => {
            if let Err(error) = files::write_stdout(&text) {
                console.file(&error);
            }
            console.finish("could not print")
        }
        Some(Err(diagnostic)) => refuse::<T>(console, &[diagnostic]),
        None => args.work(lints, console),
    }
}

/// Reports faults in the options, and that nothing was done.
pub fn refuse<T: Tool>(mut console: Console<'_>, wrong: &[Diagnostic]) -> Exit {
    for diagnostic in wrong {
        console.fail(diagnostic, Exit::Usage);
    }
    console.finish(&format!("nothing was done, see `{} --help`", T::NAME))
}
