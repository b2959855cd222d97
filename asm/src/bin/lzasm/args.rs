//! The options of `lzasm`: in go the arguments, out come their values, each well formed by itself.

use crate::dependencies::Dependencies;
use crate::expansion::Expansion;
use crate::shared::{About, Common};
use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// Assemble sources to Lazer, Hydro, Roo or SAILAR modules
#[derive(Parser, Debug)]
#[command(name = "lzasm", version, long_about = LONG_ABOUT, after_help = SHORT_HINT, after_long_help = EXAMPLES)]
#[command(max_term_width = 100, args_override_self = true)]
pub(crate) struct Args {
    /// The sources; `-` is standard input
    #[arg(value_name = "SOURCE", required_unless_present_any = ["list_formats", "explain", "completions", "man"])]
    pub(crate) sources: Vec<PathBuf>,
    /// Write the output to FILE; `-` is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Write outputs, named after their sources, to DIR
    #[arg(long, value_name = "DIR", conflicts_with = "output", help_heading = "Output")]
    pub(crate) out_dir: Option<PathBuf>,
    /// The format of the output, by name or extension [default: by the output's extension, else the source's `.target`]
    #[arg(short, long, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) format: Option<String>,
    /// Wait until the outputs are on the disk
    #[arg(long, help_heading = "Output")]
    pub(crate) sync: bool,
    /// What to write
    #[arg(long, value_name = "WHAT", value_enum, default_value_t, help_heading = "Output")]
    pub(crate) emit: Emit,
    /// Add the lines of the source to the output
    #[arg(short = 'g', long = "debug", help_heading = "Output")]
    pub(crate) debug: bool,
    /// What happens to what the format cannot carry
    #[arg(long, value_name = "HOW", value_enum, default_value_t, help_heading = "Output")]
    pub(crate) lossy: Lossy,
    /// The width of lengths in SAILAR files [default: the smallest that will do]
    #[arg(long, value_name = "BYTES", value_enum, help_heading = "Output")]
    pub(crate) length_size: Option<LengthSize>,
    /// The form of module headers in Hydro files [default: table]
    #[arg(long, value_name = "FORM", value_enum, help_heading = "Output")]
    pub(crate) hydro_header: Option<HydroHeader>,
    /// Write paths that begin with OLD so that they begin with NEW
    #[arg(long, value_name = "OLD=NEW", help_heading = "Output", action = clap::ArgAction::Append)]
    pub(crate) path_prefix_map: Vec<String>,

    /// What the sources are written in [default: `h2o` if the source's name ends in `.h2o`, else `asm`]
    #[arg(long, value_name = "FORM", value_enum, help_heading = "Input")]
    pub(crate) from: Option<From>,
    /// Search DIR for included files, after the folder of the file that includes
    #[arg(short = 'I', long = "include", value_name = "DIR", help_heading = "Input", action = clap::ArgAction::Append)]
    pub(crate) include: Vec<PathBuf>,
    /// Define an assembler constant [default value: 1]
    #[arg(short = 'D', long = "define", value_name = "NAME[=VALUE]", help_heading = "Input", action = clap::ArgAction::Append)]
    pub(crate) define: Vec<String>,

    #[command(flatten)]
    pub(crate) expansion: Expansion,

    #[command(flatten)]
    pub(crate) dependencies: Dependencies,

    /// Bring the sources into the canonical form
    #[arg(long, help_heading = "Other work", conflicts_with_all = ["output", "out_dir", "depfile", "emit"])]
    pub(crate) fmt: bool,
    /// With --fmt: change nothing, and tell which sources are not in that form
    #[arg(long, requires = "fmt", help_heading = "Other work")]
    pub(crate) check: bool,
    /// List the formats
    #[arg(long, help_heading = "Other work")]
    pub(crate) list_formats: bool,

    #[command(flatten)]
    pub(crate) common: Common,
    #[command(flatten)]
    pub(crate) about: About,
}

/// What sources are written in.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// The assembly language
    Asm,
    /// Hydro's own text form
    H2o,
}

impl std::convert::From<From> for lzasm::SourceForm {
    fn from(form: From) -> Self {
        match form {
            From::Asm => Self::Assembly,
            From::H2o => Self::TextOf(lzasm::Target::HYDRO),
        }
    }
}

/// What is written.
#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Emit {
    /// The module
    #[default]
    Binary,
    /// The bytes of the module beside the source lines they come from
    Listing,
    /// The tree of the source, for a look inside
    Ast,
    /// What the source means, for a look inside
    Ir,
}

/// What happens to what a format cannot carry.
#[derive(ValueEnum, Clone, Copy, Debug, Default)]
pub(crate) enum Lossy {
    /// It is left out
    Allow,
    /// It is left out with a warning
    #[default]
    Warn,
    /// It is an error
    Deny,
}

/// The width of lengths in SAILAR files.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub(crate) enum LengthSize {
    #[value(name = "1")]
    One,
    #[value(name = "2")]
    Two,
    #[value(name = "4")]
    Four,
}

/// The form of module headers in Hydro files.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HydroHeader {
    /// As the rows of the format's table say: two zero bytes after the usings
    Table,
    /// Without these two bytes
    Packed,
}

const SHORT_HINT: &str = "`--help` tells more, with examples.";

const LONG_ABOUT: &str = "\
Assemble sources to Lazer, Hydro, Roo or SAILAR modules

One language, four binary formats. Several sources are assembled at the same time, each to an output of its own. An \
output appears only if its source has no errors; until then an older one stays as it is.

`@FILE` among the arguments stands for the arguments in FILE.";

const EXAMPLES: &str = "\
Examples:
  lzasm fact.s -o fact.lzr            assemble to the format that the extension tells
  lzasm -f hydro *.s --out-dir build  assemble several sources
  lzasm fact.h2o -o fact.hydro        assemble Hydro's own text form
  lzasm -DDEBUG -I lib main.s         define a constant, search `lib` for included files
  lzasm -MD -MF main.d main.s         also write a rule for Make
  lzasm --emit listing fact.s         show each byte beside the line it comes from
  lzasm --fmt --check *.s             tell which sources are not in the canonical form
  lzasm --explain LZ0201              explain a message

Exit codes:
  0  done
  1  errors in the input
  2  options that make no sense
  3  a file named on the command line cannot be read or written
  4  a limit of resources was reached
  70 a fault of lzasm itself";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        Args::command().debug_assert();
    }
}
