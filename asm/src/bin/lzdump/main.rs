//! The command `lzdump`: a look into binary modules. Options in [`args`], the ways of looking in [`look`], comparing in
//! [`compare`].

mod args;
mod compare;
mod look;
#[path = "../shared/mod.rs"]
mod shared;

use args::Args;
use clap::{CommandFactory, FromArgMatches};
use lzasm::files;
use lzasm::tool::{Console, Exit, faults, guard};
use lzasm_grammar::diag::emit::Options;
use std::io::{self, BufWriter};
use std::process::ExitCode;

const TOOL: &str = "lzdump";

fn main() -> ExitCode {
    guard(TOOL, start)
}

fn start() -> Exit {
    // Not locked: a panic in another thread must be able to speak.
    let mut stderr = BufWriter::new(io::stderr());
    let (arguments, color) = match shared::arguments() {
        Ok(found) => found,
        Err(error) => {
            let mut console = Console::new(Options::new(TOOL, env!("CARGO_PKG_VERSION")), &mut stderr);
            console.fail(&faults::argument_file(&error), Exit::from(&error));
            return console.finish("nothing was done");
        }
    };
    let matches = Args::command().color(color).try_get_matches_from(arguments);
    match matches.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => work(&args, &mut stderr),
        Err(error) => {
            // What cannot be said cannot be said; help that nobody reads to the end is no fault.
            let _ = error.print();
            if error.use_stderr() { Exit::Usage } else { Exit::Done }
        }
    }
}

fn work(args: &Args, stderr: &mut dyn io::Write) -> Exit {
    let (options, wrong) = args.common.messages(TOOL);
    let lints = options.lints.clone();
    let mut console = Console::new(options, stderr);
    let wrong: Vec<_> = wrong.into_iter().chain(args.clash()).collect();
    if !wrong.is_empty() {
        return refuse(console, &wrong);
    }
    match args.about.text(Args::command) {
        Some(Ok(text)) => {
            if let Err(error) = files::write_stdout(&text) {
                console.file(&error);
            }
            console.finish("could not print")
        }
        Some(Err(diagnostic)) => refuse(console, &[diagnostic]),
        None if args.diff => compare::run(args, console),
        None => {
            look::all(args, &lints, &mut console);
            console.finish("something is wrong")
        }
    }
}

fn refuse(mut console: Console<'_>, wrong: &[lzasm_grammar::diag::Diagnostic]) -> Exit {
    for diagnostic in wrong {
        console.fail(diagnostic, Exit::Usage);
    }
    console.finish("nothing was done, see `lzdump --help`")
}
