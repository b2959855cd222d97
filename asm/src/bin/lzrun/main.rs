//! The command `lzrun`, which runs modules and sources. The options are in [`args`], reading files is in [`load`], running
//! in [`job`].

mod args;
mod job;
mod load;

use args::Args;
use clap::CommandFactory;
use lzasm::cli::{
    Common, Tool, start,
    tool::{Console, Exit},
};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::lints::Lints;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    start::main::<Args>()
}

impl Tool for Args {
    const NAME: &'static str = "lzrun";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    fn spelled(arguments: Vec<OsString>) -> Vec<OsString> {
        args::marked(arguments)
    }

    fn common(&mut self) -> &mut Common {
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
