//! The options that all commands have.

use super::argfile;
use super::messages;
use super::tool::{Verbosity, color};
use clap::{Args, ValueEnum};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::emit::{ERROR_LIMIT, MessageFormat, Options};
use lzasm_grammar::diag::lints::Lints;
use lzasm_grammar::diag::render::Style;
use std::ffi::OsString;
use std::path::PathBuf;

/// The form and number of messages.
#[derive(Args, Debug)]
#[command(next_help_heading = "Messages")]
pub struct Common {
    /// Show errors only
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Report what is read and written
    #[arg(short, long)]
    verbose: bool,
    /// Use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    color: color::Choice,
    /// Print messages in this form
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    message_format: Form,
    /// Turn a warning on (NAME), off (no-NAME) or into an error (error=NAME, or error for all)
    #[arg(short = 'W', long = "warn", value_name = "NAME")]
    warnings: Vec<String>,
    /// Show at most N errors and N warnings; 0 shows all
    #[arg(long, value_name = "N", default_value_t = ERROR_LIMIT)]
    pub error_limit: usize,
    /// Work on N threads [default: one for each processor]
    #[arg(short, long, value_name = "N", help_heading = "Limits", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// The argument files that were read. None of them may be an output.
    #[arg(skip)]
    pub argument_files: Vec<PathBuf>,
}

#[derive(ValueEnum, Clone, Copy, Debug, Default)]
enum Form {
    /// With the source lines
    #[default]
    Human,
    /// One line each
    Short,
    /// One JSON object per line, as rustc prints them
    Json,
    /// One SARIF 2.1.0 document
    Sarif,
}

impl From<Form> for MessageFormat {
    fn from(form: Form) -> Self {
        match form {
            Form::Human => Self::Human,
            Form::Short => Self::Short,
            Form::Json => Self::Json,
            Form::Sarif => Self::Sarif,
        }
    }
}

impl Common {
    /// The amount of messages.
    pub fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        }
    }

    /// How diagnostics are printed, and the faults in the options that choose it.
    pub fn messages(&self, tool: &'static str, version: &'static str) -> (Options, Vec<Diagnostic>) {
        let mut lints = Lints::default();
        let wrong = self.warnings.iter().filter_map(|value| {
            let error = lints.parse(value).err()?;
            Some(messages::bad_option("-W", value, &error.to_string()))
        });
        let wrong = wrong.collect();
        let format = self.message_format.into();
        let color = format == MessageFormat::Human && color::on_stderr(self.color);
        let options = Options {
            format,
            style: Style { color },
            lints,
            error_limit: self.error_limit,
            quiet: self.quiet,
            ..Options::new(tool, version)
        };
        (options, wrong)
    }
}

/// The arguments of this process with `@FILE` replaced, and the files read for that.
pub(super) fn arguments() -> Result<argfile::Expanded, argfile::ArgFileError> {
    argfile::expand(std::env::args_os())
}

/// The last `--color` and `--message-format` among arguments. They count even if the arguments are invalid otherwise.
pub(super) fn message_options(arguments: &[OsString]) -> (color::Choice, MessageFormat) {
    let (mut choice, mut format) = (color::Choice::Auto, Form::Human);
    for (option, value) in pairs(arguments) {
        match option {
            "--color" => choice = ValueEnum::from_str(value, false).unwrap_or(choice),
            "--message-format" => format = ValueEnum::from_str(value, false).unwrap_or(format),
            _ => {}
        }
    }
    (choice, format.into())
}

/// Each long option with its value, in the same word or the next.
fn pairs(arguments: &[OsString]) -> impl Iterator<Item = (&str, &str)> {
    let words =
        arguments.iter().skip(1).take_while(|word| *word != "--").map(|word| word.to_str().unwrap_or(""));
    let next = words.clone().skip(1).chain([""]);
    words.zip(next).map(|(word, next)| word.split_once('=').unwrap_or((word, next)))
}
