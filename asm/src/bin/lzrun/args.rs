//! The options of `lzrun`.

use clap::Parser;
use lzasm::cli::{About, Common, Expansion, definition, forms, messages};
use lzasm::vm::{Argument, Limited, Limits};
use lzasm::{Options, files};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::lints::Lints;
use std::ffi::OsString;
use std::path::PathBuf;

/// Run Lazer and Hydro modules
#[derive(Parser, Debug)]
#[command(name = "lzrun", version, long_about = LONG_ABOUT, after_help = SHORT_HINT, after_long_help = EXAMPLES)]
#[command(max_term_width = 100, args_override_self = true)]
pub(crate) struct Args {
    /// The module or source to run; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["explain", "completions", "man"])]
    pub(crate) file: Option<PathBuf>,
    /// The arguments of the function: `5`, `5i64`, `1.5`, `true`, `:ok`, `"text"`; any other word is a string
    #[arg(value_name = "ARG")]
    arguments: Vec<String>,

    /// Start with this function [default: `main`]
    #[arg(short, long, value_name = "[MODULE::]FUNCTION", help_heading = "What to run")]
    pub(crate) entry: Option<String>,
    /// Link FILE, too, so that its modules can be called
    #[arg(long, value_name = "FILE", help_heading = "What to run", action = clap::ArgAction::Append)]
    pub(crate) with: Vec<PathBuf>,
    /// Assemble sources to this format [default: their `.target`, else lazer]
    #[arg(short, long, value_name = "FORMAT", help_heading = "What to run")]
    format: Option<String>,
    /// Search DIR for included files, after the folder of the including file
    #[arg(short = 'I', long = "include", value_name = "DIR", help_heading = "What to run", action = clap::ArgAction::Append)]
    include: Vec<PathBuf>,
    /// Define an assembler constant [default value: 1]
    #[arg(short = 'D', long = "define", value_name = "NAME[=VALUE]", help_heading = "What to run", action = clap::ArgAction::Append)]
    define: Vec<String>,

    /// Show each instruction with its operands, on standard error
    #[arg(long, conflicts_with_all = ["profile", "debug"], help_heading = "What to show")]
    pub(crate) trace: bool,
    /// Show the number of instructions of each function, on standard error
    #[arg(long, conflicts_with = "debug", help_heading = "What to show")]
    pub(crate) profile: bool,
    /// Stop before the first instruction and read commands; `help` lists them
    #[arg(long, help_heading = "What to show")]
    pub(crate) debug: bool,

    /// Stop after N steps; 0 means no limit [default: 100000000000]
    #[arg(long, value_name = "N", help_heading = "Limits")]
    max_steps: Option<u64>,
    /// Stop when N calls are open [default: 100000]
    #[arg(long, value_name = "N", help_heading = "Limits")]
    max_depth: Option<u32>,
    /// Stop when values and calls take N bytes [default: 1073741824]
    #[arg(long, value_name = "BYTES", help_heading = "Limits")]
    max_memory: Option<u64>,
    /// Stop when the output has more than N bytes [default: 268435456]
    #[arg(long, value_name = "BYTES", help_heading = "Limits")]
    max_output: Option<u64>,
    #[command(flatten)]
    expansion: Expansion,

    #[command(flatten)]
    pub(crate) common: Common,
    #[command(flatten)]
    pub(crate) about: About,
}

/// The mark before an argument that begins with a minus and is not an option. No argument of a process contains it.
const MARK: char = '\0';

/// Marks negative numbers, so that they are not parsed as options.
pub(crate) fn marked(arguments: Vec<OsString>) -> Vec<OsString> {
    let is_number = |word: &str| {
        word.strip_prefix('-').is_some_and(|digits| {
            digits.starts_with(|first: char| first.is_ascii_digit()) || digits == "inf" || digits == "nan"
        })
    };
    let mark = |word: OsString| match word.to_str() {
        Some(text) if is_number(text) => format!("{MARK}{text}").into(),
        _ => word,
    };
    arguments.into_iter().map(mark).collect()
}

impl Args {
    /// The faults in the options.
    pub(crate) fn faults(&self) -> Vec<Diagnostic> {
        let mut wrong = Vec::new();
        if let Some(name) = &self.format {
            wrong.extend(forms::format(name).is_none().then(|| messages::unknown_format(name)));
        }
        wrong.extend(self.define.iter().filter_map(|text| definition(text).err()));
        wrong.extend(
            self.words().filter_map(|word| Argument::parse(word).err()).map(|error| error.diagnostic()),
        );
        let files = self.file.iter().chain(&self.with);
        match files.filter(|file| files::is_standard(file)).count() {
            0 => {}
            1 if !self.debug => {}
            1 => wrong.push(messages::options_clash(
                "`--debug` reads commands from standard input, which cannot be the program as well",
                "put the program into a file",
            )),
            _ => wrong.push(messages::standard_input_twice()),
        }
        wrong
    }

    /// The file that is run, as a message names it.
    pub(crate) fn shown(&self) -> String {
        self.file.as_deref().map_or_else(String::new, lzasm::paths::shown)
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.arguments.iter().map(|word| word.trim_start_matches(MARK))
    }

    /// The arguments of the function.
    pub(crate) fn arguments(&self) -> Vec<Argument> {
        self.words().filter_map(|word| Argument::parse(word).ok()).collect()
    }

    /// The limits of the program.
    pub(crate) fn limits(&self) -> Limits {
        let usual = Limits::default();
        Limits {
            steps: match self.max_steps {
                Some(0) => Limits::NO_STEPS,
                steps => steps.unwrap_or(usual.steps),
            },
            depth: self.max_depth.unwrap_or(usual.depth),
            memory: self.max_memory.unwrap_or(usual.memory),
        }
    }

    /// The greatest output of the program, including its result.
    pub(crate) fn max_output(&self) -> u64 {
        self.max_output.unwrap_or(Limited::DEFAULT)
    }

    /// The options of the assembler for sources.
    pub(crate) fn options(&self, lints: &Lints) -> Options {
        self.expansion.limit(Options {
            format: self.format.as_deref().and_then(forms::format).map(|format| format.info().name),
            include: self.include.clone(),
            define: self.define.iter().filter_map(|text| definition(text).ok()).collect(),
            debug: true,
            jobs: self.common.jobs.map(usize::from),
            lossy: lzasm::Lossy::Allow,
            lints: lints.clone(),
            most_kept: self.common.error_limit,
            ..Options::default()
        })
    }
}

const SHORT_HINT: &str = "See `--help` for details and examples.";

const LONG_ABOUT: &str = "\
Run Lazer and Hydro modules

Runs a function of a module and prints what it returns. Without `--entry` that is `main` in the module `main`, or the
only `main` there is. A source is assembled first. Name other modules that it calls with `--with`; those of the host
need no file.

`@FILE` among the arguments is replaced with the arguments in FILE.";

const EXAMPLES: &str = "\
Examples:
  lzrun hello.lzr                       run `main`
  lzrun fact.s --entry fact 5i64        assemble a source, run `fact` with an argument, print the result
  lzrun main.lzr --with math.lzr        link another file on the fly
  lzrun --trace fact.lzr 2> trace.txt   each instruction with its operands
  lzrun --profile fact.lzr              instructions by function
  lzrun --debug fact.s                  step through the program
  lzrun --max-steps 1000 loop.lzr       stop a program that does not end

Exit codes:
  0  the program ran to its end
  1  a fault or trap, or a file that cannot be run
  2  invalid options or arguments
  3  a file named on the command line cannot be read, or the output cannot be written
  4  a limit of resources was reached: steps, depth, memory, output
  70 an internal error of lzrun";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn parse(words: &[&str]) -> Args {
        Args::parse_from(marked(words.iter().map(OsString::from).collect()))
    }

    #[test]
    fn the_definitions_hold_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn negative_numbers_are_not_options() {
        let args = parse(&["lzrun", "x.lzr", "-5i64", "--entry", "f", "-1.5", "--", "-inf", "-x"]);
        let shown: Vec<String> = args.arguments().iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["-5i64", "-1.5", "-inf", "\"-x\""]);
        assert_eq!((args.entry.as_deref(), args.faults().len()), (Some("f"), 0));
    }

    #[test]
    fn limits_have_defaults_and_an_end() {
        assert_eq!(parse(&["lzrun", "x"]).limits(), Limits::default());
        let args = parse(&["lzrun", "x", "--max-steps", "0", "--max-depth", "7", "--max-memory", "9"]);
        assert_eq!(args.limits(), Limits { steps: Limits::NO_STEPS, depth: 7, memory: 9 });
    }

    #[test]
    fn all_faults_are_reported_at_once() {
        let faults = |words: &[&str]| parse(words).faults().len();
        assert_eq!(faults(&["lzrun", "x", "300u8", "-f", "elf", "-D", "1=2", "12x"]), 4);
        assert_eq!(faults(&["lzrun", "-", "--with", "-"]), 1);
        assert_eq!((faults(&["lzrun", "-"]), faults(&["lzrun", "-", "--debug"])), (0, 1));
    }
}
