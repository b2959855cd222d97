//! The options of `lzdump`.

use clap::{ArgGroup, Parser, ValueEnum};
use lzasm::cli::{About, Common, Expansion, Lossy, forms, messages};
use lzasm::dump::graph::Of;
use lzasm::files::{self, Claims};
use lzasm_grammar::diag::Diagnostic;
use std::path::PathBuf;

/// Inspect Lazer, Hydro, Roo and SAILAR modules
#[derive(Parser, Debug)]
#[command(name = "lzdump", version, long_about = LONG_ABOUT, after_help = SHORT_HINT, after_long_help = EXAMPLES)]
#[command(max_term_width = 100, args_override_self = true)]
#[command(group = ArgGroup::new("look").multiple(false))]
pub(crate) struct Args {
    /// The files; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["explain", "completions", "man"])]
    pub(crate) files: Vec<PathBuf>,

    /// Disassemble: print a source that assembles to the file
    #[arg(short, long, group = "look", help_heading = "What to show")]
    pub(crate) disassemble: bool,
    /// Write the file in a text form of its format
    #[arg(long, value_name = "FORM", value_parser = forms::of_format(), group = "look", help_heading = "What to show")]
    pub(crate) to: Option<String>,
    /// Show each byte with the field it belongs to
    #[arg(short = 'x', long, group = "look", help_heading = "What to show")]
    pub(crate) hex: bool,
    /// List the names that are defined and needed
    #[arg(short, long, group = "look", help_heading = "What to show")]
    pub(crate) symbols: bool,
    /// Show sizes by module, section and function
    #[arg(long, group = "look", help_heading = "What to show")]
    pub(crate) size: bool,
    /// Print everything as JSON, one object per line and file
    #[arg(long, group = "look", help_heading = "What to show")]
    pub(crate) json: bool,
    /// Report invalid or suspicious contents; the exit code is 1 if there are any
    #[arg(long, group = "look", help_heading = "What to show")]
    pub(crate) verify: bool,
    /// Compare the contents of two files; the exit code is 0 if they are the same, 1 if not, 2 on errors
    #[arg(long, group = "look", help_heading = "What to show")]
    pub(crate) diff: bool,
    /// Draw a graph in the language of Graphviz
    #[arg(long, value_name = "WHAT", value_enum, group = "look", help_heading = "What to show")]
    pub(crate) graph: Option<Graph>,
    /// Write a page for a browser to FILE that explores the module
    #[arg(
        long,
        value_name = "FILE",
        group = "look",
        conflicts_with = "output",
        help_heading = "What to show"
    )]
    pub(crate) html: Option<PathBuf>,
    /// Check that assembling the disassembly gives the same bytes
    #[arg(long, group = "look", help_heading = "What to show")]
    pub(crate) check_roundtrip: bool,

    /// With --to: treat what the text form cannot express in this way
    #[arg(
        long,
        value_name = "HOW",
        value_enum,
        default_value_t,
        requires = "to",
        help_heading = "Disassembly"
    )]
    pub(crate) lossy: Lossy,
    /// With -d: add comments with strings, targets and effects
    #[arg(long, requires = "disassemble", help_heading = "Disassembly")]
    pub(crate) annotate: bool,
    /// With -d: show a file that cannot be decoded as bytes, with its faults in comments
    #[arg(long, requires = "disassemble", help_heading = "Disassembly")]
    pub(crate) lenient: bool,
    /// Use the instructions that the `.op` lines of FILE define
    #[arg(long, value_name = "FILE", help_heading = "Disassembly")]
    pub(crate) ops: Option<PathBuf>,

    /// Write to FILE; `-` is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) expansion: Expansion,
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(flatten)]
    pub(crate) about: About,
}

/// The content of a graph.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub(crate) enum Graph {
    /// The calls between functions
    Calls,
    /// The blocks of each function and the jumps between them
    Blocks,
    /// The dependencies between modules
    Modules,
}

impl From<Graph> for Of {
    fn from(graph: Graph) -> Self {
        match graph {
            Graph::Calls => Self::Calls,
            Graph::Blocks => Self::Blocks,
            Graph::Modules => Self::Modules,
        }
    }
}

impl Args {
    /// The last line of messages if there were errors.
    pub(crate) fn failure(&self) -> String {
        let what = match self.files.as_slice() {
            [file] if files::is_standard(file) => "standard input".into(),
            [file] => format!("`{}`", file.display()),
            files => format!("{} files", files.len()),
        };
        let single = self.files.len() == 1;
        match (self.verify, self.check_roundtrip, single) {
            (true, _, true) => format!("{what} is invalid or suspicious"),
            (true, _, false) => format!("of {what}, some are invalid or suspicious"),
            (_, true, true) => format!("{what} does not round-trip"),
            (_, true, false) => format!("of {what}, not all round-trip"),
            (_, _, true) => format!("could not show {what}"),
            (_, _, false) => format!("of {what}, not all could be shown"),
        }
    }

    /// The files that are read.
    pub(crate) fn claims(&self) -> Claims {
        Claims::reading(self.files.iter().chain(&self.ops).chain(&self.common.argument_files))
    }

    /// Finds options that do not go together.
    pub(crate) fn clash(&self) -> Option<Diagnostic> {
        let count = self.files.len();
        if self.diff && count != 2 {
            let help = "name the old file and the new one: `lzdump --diff OLD NEW`";
            return Some(messages::options_clash(&format!("`--diff` compares two files, not {count}"), help));
        }
        if self.graph.is_some() && count > 1 {
            let help = "a graph is a document of its own; draw one file at a time";
            return Some(messages::options_clash(&format!("`--graph` draws one file, not {count}"), help));
        }
        if self.to.is_some() && count > 1 {
            let help = "a text is a document of its own; write one file at a time";
            return Some(messages::options_clash(&format!("`--to` writes one file, not {count}"), help));
        }
        if self.disassemble && count > 1 {
            let help = "a source is a document of its own; disassemble one file at a time";
            return Some(messages::options_clash(&format!("`-d` disassembles one file, not {count}"), help));
        }
        if self.html.is_some() && count > 1 {
            let help = "a page shows one file; name one at a time";
            return Some(messages::options_clash(&format!("`--html` shows one file, not {count}"), help));
        }
        let twice = self.files.iter().filter(|file| files::is_standard(file)).count() > 1;
        twice.then(messages::standard_input_twice)
    }
}

const SHORT_HINT: &str = "See `--help` for details and examples.";

const LONG_ABOUT: &str = "\
Inspect Lazer, Hydro, Roo and SAILAR modules

The first bytes of a file determine its format, whatever its name. Without an option, a summary is shown.

`@FILE` among the arguments is replaced with the arguments in FILE.";

const EXAMPLES: &str = "\
Examples:
  lzdump fact.lzr                     a summary
  lzdump -d fact.lzr -o fact.s        a source that assembles to the same bytes
  lzdump --to h2o fact.hydro          the file in Hydro's own text form
  lzdump -x fact.lzr                  each byte with its field
  lzdump -s *.hydro                   the names that are defined and needed
  lzdump --size big.lzr               sizes by module, section and function
  lzdump --json fact.lzr | jq .model  everything, for a program
  lzdump --verify fact.lzr            invalid or suspicious contents
  lzdump --diff old.lzr new.lzr       what differs, by structure
  lzdump --html fact.html fact.lzr    a page to explore the file
  lzdump --graph calls fact.lzr | dot -Tsvg > fact.svg

Exit codes:
  0  done; with --diff: the same; with --verify: nothing found
  1  a file cannot be decoded; with --diff: not the same; with --verify: something found
  2  invalid options; with --diff: an error of any kind
  3  a file named on the command line cannot be read or written
  4  a limit of resources was reached
  70 an internal error of lzdump";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn the_number_of_files_is_checked() {
        let clash = |words: &[&str]| Args::parse_from(words).clash().map(|fault| fault.message);
        assert_eq!(clash(&["lzdump", "a", "b", "c"]), None);
        assert_eq!(clash(&["lzdump", "--diff", "a", "b"]), None);
        assert!(clash(&["lzdump", "--diff", "a"]).is_some_and(|text| text.contains("not 1")));
        assert!(clash(&["lzdump", "--graph", "calls", "a", "b"]).is_some());
        assert!(clash(&["lzdump", "-", "-"]).is_some());
    }
}
