//! The command `lzasm`, which assembles sources. The options are in [`args`], their combination in [`plan`], the work in
//! [`run`] and [`format`].

mod args;
mod dump;
mod format;
mod job;
mod listing;
mod plan;
mod run;

use args::Args;
use clap::CommandFactory;
use lzasm::cli::{
    Common, Tool, dependencies, start,
    tool::{Console, Exit},
};
use lzasm::files;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::lints::Lints;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    start::main::<Args>()
}

impl Tool for Args {
    const NAME: &'static str = "lzasm";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    fn spelled(arguments: Vec<OsString>) -> Vec<OsString> {
        dependencies::spell_out(arguments)
    }

    fn common(&mut self) -> &mut Common {
        &mut self.common
    }

    fn text(&self) -> Option<Result<Vec<u8>, Diagnostic>> {
        match self.list_formats {
            true => Some(Ok(run::formats())),
            false => self.about.text(Self::command),
        }
    }

    fn work(self, lints: Lints, mut console: Console<'_>) -> Exit {
        let form = (self.fmt, self.check);
        if self.sync {
            files::sync_outputs();
        }
        let plan = match plan::plan(self, lints) {
            Ok(plan) => plan,
            Err(wrong) => return start::refuse::<Self>(console, &wrong),
        };
        match form {
            (true, check) => {
                format::all(&plan, check, &mut console);
                console.finish(if check {
                    "not all sources are in canonical form"
                } else {
                    "could not format"
                })
            }
            (false, _) => {
                run::all(&plan, &mut console);
                console.finish(&run::failure(&plan))
            }
        }
    }
}
