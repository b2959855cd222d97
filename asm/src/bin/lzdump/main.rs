//! The command `lzdump`, which inspects binary modules. The options are in [`args`], the views in [`look`], comparing in
//! [`compare`].

mod args;
mod compare;
mod look;

use args::Args;
use clap::CommandFactory;
use lzasm::cli::{
    Common, Tool, start,
    tool::{Console, Exit},
};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::lints::Lints;
use std::process::ExitCode;

fn main() -> ExitCode {
    start::main::<Args>()
}

impl Tool for Args {
    const NAME: &'static str = "lzdump";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    fn common(&mut self) -> &mut Common {
        &mut self.common
    }

    fn text(&self) -> Option<Result<Vec<u8>, Diagnostic>> {
        self.about.text(Self::command)
    }

    fn wrong(&self) -> Vec<Diagnostic> {
        self.clash().into_iter().collect()
    }

    fn work(self, lints: Lints, mut console: Console<'_>) -> Exit {
        if self.diff {
            return compare::run(&self, console);
        }
        look::all(&self, &lints, &mut console);
        console.finish(&self.failure())
    }
}
