//! The command `roolink`: from modules to one file, and from archives to modules. Options in [`args`], linking in
//! [`job`], archives in [`archiver`].

mod archiver;
mod args;
#[path = "../../../../asm/src/bin/shared/dependencies.rs"]
mod dependencies;
mod job;
mod output;
#[path = "../../../../asm/src/bin/shared/mod.rs"]
mod shared;

use args::Args;
use clap::{CommandFactory, FromArgMatches};
use lzasm::files;
use lzasm::tool::{Console, Exit, faults, guard};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::emit::Options;
use std::io::{self, BufWriter};
use std::process::ExitCode;

const TOOL: &str = "roolink";

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
    let matches = Args::command().color(color).try_get_matches_from(dependencies::spell_out(arguments));
    match matches.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => work(args, &mut stderr),
        Err(error) => {
            // What cannot be said cannot be said; help that nobody reads to the end is no fault.
            let _ = error.print();
            if error.use_stderr() { Exit::Usage } else { Exit::Done }
        }
    }
}

fn work(args: Args, stderr: &mut dyn io::Write) -> Exit {
    let (options, mut wrong) = args.common.messages(TOOL);
    let lints = options.lints.clone();
    let mut console = Console::new(options, stderr);
    let asked = args.options(&mut wrong);
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
        None if args.is_archiver() => {
            archiver::run(&args, &asked, &mut console);
            console.finish("nothing was written")
        }
        None => {
            job::run(args, asked, &lints, &mut console);
            console.finish("could not link")
        }
    }
}

fn refuse(mut console: Console<'_>, wrong: &[Diagnostic]) -> Exit {
    for diagnostic in wrong {
        console.fail(diagnostic, Exit::Usage);
    }
    console.finish("nothing was done, see `roolink --help`")
}
