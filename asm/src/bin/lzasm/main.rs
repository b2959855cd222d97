//! The command `lzasm`: from sources to modules. Options in [`args`], their sense as a whole in [`plan`], the work
//! in [`run`] and [`format`].

mod args;
#[path = "../shared/definition.rs"]
mod definition;
#[path = "../shared/dependencies.rs"]
mod dependencies;
mod dump;
#[path = "../shared/expansion.rs"]
mod expansion;
mod format;
mod job;
mod listing;
mod plan;
mod run;
#[path = "../shared/mod.rs"]
mod shared;

use args::Args;
use clap::CommandFactory;
use lzasm::files;
use lzasm::tool::{Console, Exit};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::lints::Lints;
use shared::{Common, Tool, start};
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    start::main::<Args>()
}

impl Tool for Args {
    const NAME: &'static str = "lzasm";

    fn spelled(arguments: Vec<OsString>) -> Vec<OsString> {
        dependencies::spell_out(arguments)
    }

    fn common(&self) -> &Common {
        &self.common
    }

    fn common_mut(&mut self) -> &mut Common {
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
                console.finish(if check { "the form is not as it should be" } else { "could not format" })
            }
            (false, _) => {
                run::all(&plan, &mut console);
                console.finish(&run::what(&plan))
            }
        }
    }
}
