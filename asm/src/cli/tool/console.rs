//! Messages on standard error: diagnostics in the chosen form, and the lines of `-v`. They decide the exit code.

use super::Exit;
use crate::Assembly;
use crate::files::FileError;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::emit::{Counts, Options, Printer};
use lzasm_grammar::diag::lints::Lints;
use lzasm_grammar::source::SourceMap;
use std::io::{self, Write};

/// The amount of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors only.
    Quiet,
    /// Errors and warnings.
    #[default]
    Normal,
    /// Errors, warnings and a line for each step.
    Verbose,
}

/// Standard error, or a writer in its place.
pub struct Console<'w> {
    printer: Printer<'w>,
    lints: Lints,
    exit: Exit,
    /// Whether a message was lost for another reason than a reader that is gone.
    is_cut: bool,
}

impl<'w> Console<'w> {
    /// A console on this writer. A failure to write a message cannot be reported there, so it shows in the exit code
    /// only.
    pub fn new(options: Options, out: &'w mut dyn Write) -> Self {
        let lints = options.lints.clone();
        Self { printer: Printer::new(options, out), lints, exit: Exit::Done, is_cut: false }
    }

    /// Reports something found in an input.
    pub fn report(&mut self, diagnostic: &Diagnostic, sources: &SourceMap) {
        self.exit = self.exit.max(Exit::of(diagnostic, self.lints.level(diagnostic.code, diagnostic.level)));
        let written = self.printer.emit(diagnostic, sources);
        self.see(&written);
    }

    /// Counts diagnostics that were found in an input and not kept.
    pub fn leave_out(&mut self, found: Counts) {
        if found.errors > 0 {
            self.exit = self.exit.max(Exit::Errors);
        }
        self.printer.leave_out(found);
    }

    /// Reports the diagnostics of a source.
    pub fn assembly(&mut self, made: &Assembly) {
        made.diagnostics.iter().for_each(|found| self.report(found, &made.sources));
        self.leave_out(made.left_out);
    }

    /// Reports something without a place in a text, and the exit code that it causes.
    pub fn fail(&mut self, diagnostic: &Diagnostic, exit: Exit) {
        self.exit = self.exit.max(exit);
        let written = self.printer.emit(diagnostic, &SourceMap::new());
        self.see(&written);
    }

    /// Reports a file that was not read or not written. A reader of the output that is gone is not reported.
    pub fn file(&mut self, error: &FileError) {
        if !error.is_broken_pipe() {
            self.fail(&error.diagnostic(), error.into());
        }
    }

    /// Prints a line about what is done, unless messages are for programs.
    pub fn say(&mut self, line: &str) {
        let written = self.printer.say(line);
        self.see(&written);
    }

    /// The exit code so far.
    pub fn exit(&self) -> Exit {
        self.exit
    }

    fn see<T>(&mut self, written: &io::Result<T>) {
        self.is_cut |= is_lost(written);
    }

    /// Ends the messages. `what` is the last line if there were errors.
    pub fn finish(self, what: &str) -> Exit {
        let is_cut = self.is_cut | is_lost(&self.printer.finish(what));
        if is_cut { self.exit.max(Exit::Files) } else { self.exit }
    }
}

/// Whether a write failed for another reason than a reader that is gone.
fn is_lost<T>(written: &io::Result<T>) -> bool {
    written.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lzasm_grammar::diag::Code;

    #[test]
    fn reports_decide_the_exit_code() {
        let mut out = Vec::new();
        let mut console = Console::new(Options::new("lzasm", "0"), &mut out);
        console.report(&Diagnostic::new(Code::UnusedLabel, "odd"), &SourceMap::new());
        assert_eq!(console.exit(), Exit::Done);
        console.report(&Diagnostic::new(Code::UnexpectedToken, "bad"), &SourceMap::new());
        console.fail(&Diagnostic::new(Code::CannotRead, "cannot read `x`"), Exit::Files);
        assert_eq!(console.finish("could not assemble"), Exit::Files);
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("could not assemble: 2 errors, 1 warning"), "{text}");
    }
}
