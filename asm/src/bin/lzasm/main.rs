//! The command `lzasm`: from sources to modules. Options in [`args`], their sense as a whole in [`plan`], the work
//! in [`run`] and [`format`].

mod args;
#[path = "../shared/dependencies.rs"]
mod dependencies;
mod dump;
mod format;
mod job;
mod listing;
mod plan;
mod run;
#[path = "../shared/mod.rs"]
mod shared;

use args::Args;
use clap::{CommandFactory, FromArgMatches};
use lzasm::files;
use lzasm::tool::{Console, Exit, faults, guard};
use lzasm_grammar::diag::emit::Options;
use std::io::{self, BufWriter};
use std::process::ExitCode;

const TOOL: &str = "lzasm";

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
    let (options, wrong) = args.common.messages(TOOL);
    let lints = options.lints.clone();
    let mut console = Console::new(options, stderr);
    if !wrong.is_empty() {
        return refuse(console, &wrong);
    }
    let text = match args.list_formats {
        true => Some(Ok(run::formats())),
        false => args.about.text(Args::command),
    };
    match text {
        Some(Ok(text)) => {
            if let Err(error) = files::write_stdout(&text) {
                console.file(&error);
            }
            console.finish("could not print")
        }
        Some(Err(diagnostic)) => refuse(console, &[diagnostic]),
        None => assemble(args, lints, console),
    }
}

fn assemble(args: Args, lints: lzasm_grammar::diag::lints::Lints, mut console: Console<'_>) -> Exit {
    let form = (args.fmt, args.check);
    let plan = match plan::plan(args, lints) {
        Ok(plan) => plan,
        Err(wrong) => return refuse(console, &wrong),
    };
    match form {
        (true, check) => {
            format::all(&plan, check, &mut console);
            console.finish(if check { "the form is not as it should be" } else { "could not format" })
        }
        (false, _) => {
            run::all(&plan, &mut console);
            console.finish(&run::what(&plan))
        }
    }
}

fn refuse(mut console: Console<'_>, wrong: &[lzasm_grammar::diag::Diagnostic]) -> Exit {
    for diagnostic in wrong {
        console.fail(diagnostic, Exit::Usage);
    }
    console.finish("nothing was done, see `lzasm --help`")
}
