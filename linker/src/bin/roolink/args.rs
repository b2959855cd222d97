//! The options of `roolink`: in go the arguments, out come their values, and the options of the library.

use crate::dependencies::Dependencies;
use crate::shared::{About, Common};
use clap::{Parser, ValueEnum};
use lzasm::files::is_standard;
use lzasm::formats::hydro::model::HeaderForm;
use lzasm::tool::faults;
use lzasm_grammar::diag::Diagnostic;
use roolink::{Duplicates, Entry, Options, Pattern};
use std::path::PathBuf;

/// Link Lazer, Hydro, Roo or SAILAR modules
#[derive(Parser, Debug)]
#[command(name = "roolink", version, long_about = LONG_ABOUT, after_help = SHORT_HINT, after_long_help = EXAMPLES)]
#[command(max_term_width = 100, args_override_self = true)]
pub(crate) struct Args {
    /// The modules to link, all of one format; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["explain", "completions", "man"])]
    pub(crate) files: Vec<PathBuf>,
    /// Write the output to FILE; `-` is standard output [default: `out` with the format's ending]
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Wait until the outputs are on the disk
    #[arg(long, help_heading = "Output")]
    pub(crate) sync: bool,
    /// Write what is where in the output to FILE; as JSON if its name ends in `.json`
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) map: Option<PathBuf>,
    /// Print the size of the output and what makes it
    #[arg(long, help_heading = "Output")]
    pub(crate) print_size: bool,
    /// Write nothing, and print what would be done and why
    #[arg(long, value_name = "FORM", value_enum, help_heading = "Output")]
    pub(crate) plan: Option<Plan>,
    /// Print where NAME is defined and who wants it
    #[arg(long, value_name = "NAME", help_heading = "Output", action = clap::ArgAction::Append)]
    pub(crate) trace_symbol: Vec<String>,

    /// Which of two definitions of one name counts
    #[arg(long, value_name = "HOW", value_enum, default_value_t, help_heading = "Linking")]
    duplicates: Which,
    /// Let names that fit PATTERN stay undefined; without PATTERN all
    #[arg(long, value_name = "PATTERN", help_heading = "Linking", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "*", action = clap::ArgAction::Append)]
    allow_undefined: Vec<String>,
    /// The function to start with: MODULE::FUNCTION or MODULE::FUNCTION/ARITY
    #[arg(long, value_name = "NAME", help_heading = "Linking")]
    entry: Option<String>,
    /// Start with `main` of module `main`, which must be there
    #[arg(long, help_heading = "Linking", conflicts_with = "entry")]
    executable: bool,
    /// Keep only the modules that the function to start with reaches
    #[arg(long, help_heading = "Linking")]
    gc: bool,
    /// Print why MODULE is kept: the chain of modules that lead to it
    #[arg(long, value_name = "MODULE", help_heading = "Linking", action = clap::ArgAction::Append)]
    pub(crate) why: Vec<String>,
    /// Do not verify the inputs, only read them
    #[arg(long, help_heading = "Linking")]
    no_verify: bool,

    /// Lazer: dissolve the archives among the inputs
    #[arg(long, help_heading = "Formats")]
    flatten: bool,
    /// Lazer: put at most N modules into an archive, and archives around archives if there are more
    #[arg(long, value_name = "N", default_value_t = 255, help_heading = "Formats")]
    #[arg(value_parser = clap::value_parser!(u8).range(2..))]
    nest: u8,
    /// Hydro: the form of module headers [default: that of the first input]
    #[arg(long, value_name = "FORM", value_enum, help_heading = "Formats")]
    hydro_header: Option<HydroHeader>,
    /// SAILAR: the name of the module
    #[arg(long, value_name = "NAME", help_heading = "Formats")]
    name: Option<String>,
    /// SAILAR: the version of the module, such as 1.2.0
    #[arg(long, value_name = "VERSION", help_heading = "Formats")]
    module_version: Option<String>,

    /// Print what is in each FILE
    #[arg(long, help_heading = "Archives", group = "archiver")]
    pub(crate) list: bool,
    /// Write the modules of the first FILE into DIR: all, or those named after it
    #[arg(long, value_name = "DIR", help_heading = "Archives", group = "archiver")]
    pub(crate) extract: Option<PathBuf>,
    /// Add the other FILEs to the first
    #[arg(long, help_heading = "Archives", group = "archiver")]
    pub(crate) add: bool,
    /// Remove the modules named after the first FILE from it
    #[arg(long, help_heading = "Archives", group = "archiver")]
    pub(crate) remove: bool,
    /// Put the modules of the other FILEs in the place of those of the same names in the first
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
    /// None: it is an error
    #[default]
    Error,
    /// The first
    First,
    /// The last
    Last,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
pub(crate) enum Plan {
    /// A JSON object
    Json,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum HydroHeader {
    /// As the rows of the format's table say: two zero bytes after the usings
    Table,
    /// Without these two bytes
    Packed,
}

impl Args {
    /// Whether archives are looked at or changed, and nothing is linked.
    pub(crate) fn is_archiver(&self) -> bool {
        self.list || self.extract.is_some() || self.add || self.remove || self.replace
    }

    /// The options of the library; what is wrong with them is added to `wrong`.
    pub(crate) fn options(&self, wrong: &mut Vec<Diagnostic>) -> Options {
        let entry = match (&self.entry, self.executable) {
            (Some(text), _) => {
                let entry = Entry::parse(text);
                let why = "it is no MODULE::FUNCTION or MODULE::FUNCTION/ARITY";
                wrong.extend(entry.is_none().then(|| faults::bad_option("--entry", text, why)));
                entry
            }
            (None, true) => Entry::parse("main::main"),
            (None, false) => None,
        };
        let start = "name the function to start with: `--entry MODULE::FUNCTION`";
        for (is_asked, option) in [(self.gc, "--gc"), (!self.why.is_empty(), "--why")] {
            if is_asked && self.entry.is_none() && !self.executable {
                wrong.push(faults::options_clash(&format!("`{option}` needs `--entry`"), start));
            }
        }
        Options {
            duplicates: match self.duplicates {
                Which::Error => Duplicates::Error,
                Which::First => Duplicates::First,
                Which::Last => Duplicates::Last,
            },
            allow_undefined: self.allow_undefined.iter().map(Pattern::new).collect(),
            entry,
            gc: self.gc,
            flatten: self.flatten,
            nest: self.nest.into(),
            hydro_header: self.hydro_header.map(|form| match form {
                HydroHeader::Table => HeaderForm::Table,
                HydroHeader::Packed => HeaderForm::Packed,
            }),
            name: self.name(wrong),
            module_version: self.module_version.as_deref().and_then(|text| version(text, wrong)),
            verify: !self.no_verify,
            edit: None,
        }
    }

    /// Text that would come among the bytes of the module on standard output.
    pub(crate) fn mixed(&self) -> Option<Diagnostic> {
        let texts = [
            (self.print_size, "--print-size"),
            (!self.why.is_empty(), "--why"),
            (!self.trace_symbol.is_empty(), "--trace-symbol"),
        ];
        let to_stdout = self.plan.is_none() && self.output.as_deref().is_some_and(is_standard);
        let (_, option) = texts.into_iter().find(|(is_asked, _)| *is_asked && to_stdout)?;
        let what = format!("`{option}` prints to standard output, and the module is to be there");
        Some(faults::options_clash(&what, "name a file with `-o`"))
    }

    fn name(&self, wrong: &mut Vec<Diagnostic>) -> Option<String> {
        let name = self.name.clone()?;
        if !lzasm::formats::sailar::model::identifier_fits(&name) {
            wrong.push(faults::bad_option("--name", &name, "a name has at least one character and no NUL"));
        }
        Some(name)
    }
}

fn version(text: &str, wrong: &mut Vec<Diagnostic>) -> Option<Vec<u32>> {
    let numbers: Option<Vec<u32>> = text.split('.').map(|number| number.parse().ok()).collect();
    if numbers.is_none() {
        let why = "a version is numbers with dots between them, such as 1.2.0";
        wrong.push(faults::bad_option("--module-version", text, why));
    }
    numbers
}

const SHORT_HINT: &str = "`--help` tells more, with examples.";

const LONG_ABOUT: &str = "\
Link Lazer, Hydro, Roo or SAILAR modules

Lazer modules become an archive and Hydro modules one file, and what they import is looked up; Roo and SAILAR files are \
merged, and equal types are kept once. The output appears only if there are no errors; until then an older one stays as \
it is.

`@FILE` among the arguments stands for the arguments in FILE.";

const EXAMPLES: &str = "\
Examples:
  roolink a.roomod b.roomod                   merge to `out.roomod`
  roolink main.lzr geo.lzr -o app.lzr         pack into an archive, and look up all imports
  roolink --entry main::main --gc *.lzr       keep only what `main` reaches
  roolink --map - --print-size *.hydro        print what is where in the output
  roolink --list app.lzr                      print what is in an archive
  roolink --extract parts app.lzr geo         write module `geo` to `parts/geo.lzr`
  roolink --replace app.lzr geo.lzr           put a new `geo` into the archive

Exit codes:
  0  done
  1  errors in the input
  2  options that make no sense
  3  a file named on the command line cannot be read or written
  4  a limit of resources was reached
  70 a fault of roolink itself";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        Args::command().debug_assert();
    }
}
