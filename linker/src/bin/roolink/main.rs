//! The command `roolink`: it links modules and changes archives. Options are in [`args`], linking in [`job`] and
//! archives in [`archiver`].

mod archiver;
mod args;
mod formats;
mod job;
mod output;

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
    const NAME: &'static str = "roolink";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    fn spelled(arguments: Vec<OsString>) -> Vec<OsString> {
        dependencies::spell_out(arguments)
    }

    fn common(&mut self) -> &mut Common {
        &mut self.common
    }

    fn text(&self) -> Option<Result<Vec<u8>, Diagnostic>> {
        self.about.text(Self::command)
    }

    fn wrong(&self) -> Vec<Diagnostic> {
        let mut wrong = Vec::new();
        self.options(&mut wrong);
        wrong.extend(self.mixed());
        wrong
    }

    fn work(self, lints: Lints, mut console: Console<'_>) -> Exit {
        // `wrong` has reported invalid values before.
        let asked = self.options(&mut Vec::new());
        if self.sync {
            files::sync_outputs();
        }
        if self.is_archiver() {
            archiver::run(&self, &asked, &mut console);
            return console.finish("nothing was written");
        }
        job::run(self, asked, &lints, &mut console);
        console.finish("could not link")
    }
}
