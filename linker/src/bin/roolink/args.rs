//! The options of `roolink`, and the options of the library that they set.

use crate::formats::FormatArgs;
use clap::{Parser, ValueEnum};
use lzasm::cli::{About, Common, dependencies::Dependencies, messages};
use lzasm::files::is_standard;
use lzasm_grammar::diag::Diagnostic;
use roolink::{Duplicates, Entry, Options};
use std::path::PathBuf;

/// Link Lazer, Hydro, Roo or SAILAR modules
#[derive(Parser, Debug)]
#[command(name = "roolink", version, long_about = LONG_ABOUT, after_help = SHORT_HINT, after_long_help = EXAMPLES)]
#[command(max_term_width = 100, args_override_self = true)]
pub(crate) struct Args {
    /// The modules to link, all of one format; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["explain", "completions", "man"])]
    pub(crate) files: Vec<PathBuf>,
    /// Write the output to FILE; `-` is standard output [default: `out` with the extension of the format]
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Wait until the outputs are on the disk
    #[arg(long, help_heading = "Output")]
    pub(crate) sync: bool,
    /// Write a map of the output to FILE: offsets and sizes of modules and functions; JSON if FILE ends in `.json`
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) map: Option<PathBuf>,
    /// Print the sizes of the output and of the inputs
    #[arg(long, help_heading = "Output")]
    pub(crate) print_size: bool,
    /// Print what would be done and why, and write nothing
    #[arg(long, value_name = "FORM", value_enum, help_heading = "Output")]
    pub(crate) plan: Option<Plan>,
    /// Print which modules define and require NAME
    #[arg(long, value_name = "NAME", help_heading = "Output", action = clap::ArgAction::Append)]
    pub(crate) trace_symbol: Vec<String>,

    /// Choose between two definitions of one name
    #[arg(long, value_name = "HOW", value_enum, default_value_t, help_heading = "Linking")]
    duplicates: Which,
    /// Allow undefined names that match PATTERN; without PATTERN all
    #[arg(long, value_name = "PATTERN", help_heading = "Linking", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "*", action = clap::ArgAction::Append)]
    allow_undefined: Vec<String>,
    /// Require this function as the start of the program: MODULE::FUNCTION or MODULE::FUNCTION/ARITY
    #[arg(long, value_name = "NAME", help_heading = "Linking")]
    entry: Option<String>,
    /// Require function `main` of module `main` as the start of the program
    #[arg(long, help_heading = "Linking", conflicts_with = "entry")]
    executable: bool,
    /// Keep only the modules that the entry reaches
    #[arg(long, help_heading = "Linking")]
    gc: bool,
    /// Print why MODULE is kept: the chain of modules from the entry to it
    #[arg(long, value_name = "MODULE", help_heading = "Linking", action = clap::ArgAction::Append)]
    pub(crate) why: Vec<String>,
    /// Read the inputs without verifying them
    #[arg(long, help_heading = "Linking")]
    no_verify: bool,

    #[command(flatten)]
    formats: FormatArgs,

    /// List the modules or entries of each FILE
    #[arg(long, help_heading = "Archives", group = "archiver")]
    pub(crate) list: bool,
    /// Extract the modules of the first FILE to DIR: all, or those named after it
    #[arg(long, value_name = "DIR", help_heading = "Archives", group = "archiver")]
    pub(crate) extract: Option<PathBuf>,
    /// Add the other FILEs to the first
    #[arg(long, help_heading = "Archives", group = "archiver")]
    pub(crate) add: bool,
    /// Remove the modules named after the first FILE from it
    #[arg(long, help_heading = "Archives", group = "archiver")]
    pub(crate) remove: bool,
    /// Replace modules of the first FILE by those of the same names in the other FILEs
    #[arg(long, help_heading = "Archives", group = "archiver")]
    pub(crate) replace: bool,

    #[command(flatten)]
    pub(crate) dependencies: Dependencies,
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(flatten)]
    pub(crate) about: About,
}

#[derive(ValueEnum, Clone, Copy, Debug, Default)]
enum Which {
    /// Report an error
    #[default]
    Error,
    /// Keep the first
    First,
    /// Keep the last
    Last,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
pub(crate) enum Plan {
    /// A JSON object
    Json,
}

impl Args {
    /// Whether archives are listed, extracted or changed, and nothing is linked.
    pub(crate) fn is_archiver(&self) -> bool {
        self.list || self.extract.is_some() || self.add || self.remove || self.replace
    }

    /// The function that the program starts with, if one is named.
    pub(crate) fn entry(&self) -> Option<Entry> {
        let text = self.executable.then_some("main::main").or(self.entry.as_deref())?;
        Entry::parse(text)
    }

    /// The options of the library; invalid values are added to `wrong`.
    pub(crate) fn options(&self, wrong: &mut Vec<Diagnostic>) -> Options {
        let entry = self.entry();
        if let (Some(text), None) = (&self.entry, &entry) {
            let why = "the form is MODULE::FUNCTION or MODULE::FUNCTION/ARITY";
            wrong.push(messages::bad_option("--entry", text, why));
        }
        let start = "name the entry with `--entry MODULE::FUNCTION`";
        for (is_asked, option) in [(self.gc, "--gc"), (!self.why.is_empty(), "--why")] {
            if is_asked && self.entry.is_none() && !self.executable {
                wrong.push(messages::options_clash(&format!("`{option}` needs `--entry`"), start));
            }
        }
        let duplicates = match self.duplicates {
            Which::Error => Duplicates::Error,
            Which::First => Duplicates::First,
            Which::Last => Duplicates::Last,
        };
        let options = Options::new().duplicates(duplicates).entry(entry).gc(self.gc).verify(!self.no_verify);
        let patterns = self.allow_undefined.iter();
        let options = patterns.fold(options, |options, pattern| options.allow_undefined(pattern));
        self.formats.set(options, wrong)
    }

    /// The error that text and the module would both be written to standard output.
    pub(crate) fn mixed(&self) -> Option<Diagnostic> {
        let texts = [
            (self.print_size, "--print-size"),
            (!self.why.is_empty(), "--why"),
            (!self.trace_symbol.is_empty(), "--trace-symbol"),
        ];
        let to_stdout = self.plan.is_none() && self.output.as_deref().is_some_and(is_standard);
        let (_, option) = texts.into_iter().find(|(is_asked, _)| *is_asked && to_stdout)?;
        let what = format!("`{option}` and the module would both be written to standard output");
        Some(messages::options_clash(&what, "name a file with `-o`"))
    }
}

const SHORT_HINT: &str = "`--help` shows more, with examples.";

const LONG_ABOUT: &str = "\
Link Lazer, Hydro, Roo or SAILAR modules

Lazer modules become an archive and Hydro modules one file, and their imports are checked; Roo and SAILAR files are \
merged, and equal types are kept once. The output is replaced only if there are no errors.

`@FILE` among the arguments is replaced with the arguments in FILE.";

const EXAMPLES: &str = "\
Examples:
  roolink a.roomod b.roomod                   merge to `out.roomod`
  roolink main.lzr geo.lzr -o app.lzr         pack into an archive, and check all imports
  roolink --entry main::main --gc *.lzr       keep only what `main` reaches
  roolink --map - --print-size *.hydro        print a map of the output and the sizes
  roolink --list app.lzr                      list the modules of an archive
  roolink --extract parts app.lzr geo         extract module `geo` to `parts/geo.lzr`
  roolink --replace app.lzr geo.lzr           replace module `geo` of the archive

Exit codes:
  0  done
  1  errors in the input
  2  invalid options
  3  a file named on the command line cannot be read or written
  4  a limit of resources was reached
  70 an internal error of roolink";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        Args::command().debug_assert();
    }
}
