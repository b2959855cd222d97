//! The command `lzrun`: runs modules and sources. Options in [`args`], reading files in [`load`], running in [`job`].

mod args;
#[path = "../shared/definition.rs"]
mod definition;
#[path = "../shared/expansion.rs"]
mod expansion;
mod job;
mod load;
#[path = "../shared/mod.rs"]
mod shared;

use args::Args;
use clap::CommandFactory;
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
    const NAME: &'static str = "lzrun";

    fn spelled(arguments: Vec<OsString>) -> Vec<OsString> {
        args::marked(arguments)
    }

    fn common(&self) -> &Common {
        &self.common
    }

    fn common_mut(&mut self) -> &mut Common {
        &mut self.common
    }

    fn text(&self) -> Option<Result<Vec<u8>, Diagnostic>> {
        self.about.text(Self::command)
    }

    fn wrong(&self) -> Vec<Diagnostic> {
        self.faults()
    }

    fn work(self, lints: Lints, mut console: Console<'_>) -> Exit {
        job::run(&self, &lints, &mut console);
        console.finish(&format!("`{}` did not run to its end", self.shown()))
    }
}
