//! The options of `lzasm`.

use clap::{Parser, ValueEnum};
use lzasm::SourceForm;
use lzasm::cli::{About, Common, Expansion, Lossy, dependencies::Dependencies, forms};
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
    /// Write this format, by name or extension [default: by the output's extension, else the source's `.target`]
    #[arg(short, long, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) format: Option<String>,
    /// Wait until the outputs are on the disk
    #[arg(long, help_heading = "Output")]
    pub(crate) sync: bool,
    /// Write this kind of output
    #[arg(long, value_name = "WHAT", value_enum, default_value_t, help_heading = "Output")]
    pub(crate) emit: Emit,
    /// Add a table of source lines to the output
    #[arg(short = 'g', long = "debug", help_heading = "Output")]
    pub(crate) debug: bool,
    /// Treat what the format cannot carry in this way
    #[arg(long, value_name = "HOW", value_enum, default_value_t, help_heading = "Output")]
    pub(crate) lossy: Lossy,
    /// Set the width of lengths in SAILAR files [default: the smallest that fits]
    #[arg(long, value_name = "BYTES", value_enum, help_heading = "Output")]
    pub(crate) length_size: Option<LengthSize>,
    /// Set the form of module headers in Hydro files [default: table]
    #[arg(long, value_name = "FORM", value_enum, help_heading = "Output")]
    pub(crate) hydro_header: Option<HydroHeader>,
    /// Replace the prefix OLD of paths in the output with NEW
    #[arg(long, value_name = "OLD=NEW", help_heading = "Output", action = clap::ArgAction::Append)]
    pub(crate) path_prefix_map: Vec<String>,

    /// Read sources in this language [default: by the source's extension, else `asm`]
    #[arg(long, value_name = "FORM", value_parser = forms::any(), help_heading = "Input")]
    pub(crate) from: Option<SourceForm>,
    /// Search DIR for included files, after the folder of the including file
    #[arg(short = 'I', long = "include", value_name = "DIR", help_heading = "Input", action = clap::ArgAction::Append)]
    pub(crate) include: Vec<PathBuf>,
    /// Define an assembler constant [default value: 1]
    #[arg(short = 'D', long = "define", value_name = "NAME[=VALUE]", help_heading = "Input", action = clap::ArgAction::Append)]
    pub(crate) define: Vec<String>,

    #[command(flatten)]
    pub(crate) expansion: Expansion,

    #[command(flatten)]
    pub(crate) dependencies: Dependencies,

    /// Rewrite the sources in canonical form
    #[arg(long, help_heading = "Other work", conflicts_with_all = ["output", "out_dir", "depfile", "emit"])]
    pub(crate) fmt: bool,
    /// With --fmt: change nothing, and report sources that are not in canonical form
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

/// The kind of output.
#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Emit {
    /// The module
    #[default]
    Binary,
    /// The bytes of the module beside the source lines that made them
    Listing,
    /// The syntax tree of the source, for inspection
    Ast,
    /// The intermediate representation, for inspection
    Ir,
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

const SHORT_HINT: &str = "See `--help` for details and examples.";

const LONG_ABOUT: &str = "\
Assemble sources to Lazer, Hydro, Roo or SAILAR modules

One language, four binary formats. Several sources are assembled in parallel, each to its own output. An \
output is written only if its source has no errors; otherwise an older one is kept.

`@FILE` among the arguments is replaced with the arguments in FILE.";

const EXAMPLES: &str = "\
Examples:
  lzasm fact.s -o fact.lzr            assemble to the format of the extension
  lzasm -f hydro *.s --out-dir build  assemble several sources
  lzasm fact.h2o -o fact.hydro        assemble Hydro's own text form
  lzasm -DDEBUG -I lib main.s         define a constant, search `lib` for included files
  lzasm -MD -MF main.d main.s         also write a rule for Make
  lzasm --emit listing fact.s         show each byte beside the line that made it
  lzasm --fmt --check *.s             report sources that are not in canonical form
  lzasm --explain LZ0201              explain a message

Exit codes:
  0  done
  1  errors in the input
  2  invalid options
  3  a file named on the command line cannot be read or written
  4  a limit of resources was reached
  70 an internal error of lzasm";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        Args::command().debug_assert();
    }
}
