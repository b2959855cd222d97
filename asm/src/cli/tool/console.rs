//! Messages on standard error: diagnostics in the chosen form, and what `-v` asks for. In go diagnostics, out comes
//! the way the command ends.

use super::Exit;
use crate::Assembly;
use crate::files::FileError;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::emit::{Counts, Options, Printer};
use lzasm_grammar::diag::lints::Lints;
use lzasm_grammar::source::SourceMap;
use std::io::{self, Write};

/// How much is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors alone.
    Quiet,
    /// Errors and warnings.
    #[default]
    Normal,
    /// What is done, too.
    Verbose,
}

/// Standard error, or what stands for it.
pub struct Console<'w> {
    printer: Printer<'w>,
    lints: Lints,
    exit: Exit,
    /// Whether a message was not written, though somebody is there to read it.
    is_cut: bool,
}

impl<'w> Console<'w> {
    /// A console on this writer. Failures to write messages have nowhere to be reported, so only the exit code says
    /// that there was one.
    pub fn new(options: Options, out: &'w mut dyn Write) -> Self {
        let lints = options.lints.clone();
        Self { printer: Printer::new(options, out), lints, exit: Exit::Done, is_cut: false }
    }

    /// Reports something found in an input.
    pub fn tell(&mut self, diagnostic: &Diagnostic, sources: &SourceMap) {
        self.exit = self.exit.max(Exit::of(diagnostic, self.lints.level(diagnostic.code, diagnostic.level)));
        let written = self.printer.emit(diagnostic, sources);
        self.see(&written);
    }

    /// Counts what was found in an input and not kept.
    pub fn leave_out(&mut self, found: Counts) {
        if found.errors > 0 {
            self.exit = self.exit.max(Exit::Errors);
        }
        self.printer.leave_out(found);
    }

    /// Reports what a source came to.
    pub fn assembly(&mut self, made: &Assembly) {
        made.diagnostics.iter().for_each(|found| self.tell(found, &made.sources));
        self.leave_out(made.left_out);
    }

    /// Reports something that has no place in a text, and how the command ends because of it.
    pub fn fail(&mut self, diagnostic: &Diagnostic, exit: Exit) {
        self.exit = self.exit.max(exit);
        let written = self.printer.emit(diagnostic, &SourceMap::new());
        self.see(&written);
    }

    /// Reports a file that was not read or not written. A reader that has gone is not spoken of.
    pub fn file(&mut self, error: &FileError) {
        if !error.is_broken_pipe() {
            self.fail(&error.diagnostic(), error.into());
        }
    }

    /// Says a line about what is done; not among messages for programs.
    pub fn say(&mut self, line: &str) {
        let written = self.printer.say(line);
        self.see(&written);
    }

    /// How the command ends as far as is known.
    pub fn exit(&self) -> Exit {
        self.exit
    }

    fn see<T>(&mut self, written: &io::Result<T>) {
        self.is_cut |= is_lost(written);
    }

    /// Ends the messages. `what` says what could not be done, if so.
    pub fn finish(self, what: &str) -> Exit {
        let is_cut = self.is_cut | is_lost(&self.printer.finish(what));
        if is_cut { self.exit.max(Exit::Files) } else { self.exit }
    }
}

/// Whether a write failed, and not because its reader has seen enough.
fn is_lost<T>(written: &io::Result<T>) -> bool {
    written.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lzasm_grammar::diag::Code;

    #[test]
    fn what_is_told_decides_the_end() {
        let mut out = Vec::new();
        let mut console = Console::new(Options::new("lzasm", "0"), &mut out);
        console.tell(&Diagnostic::new(Code::UnusedLabel, "odd"), &SourceMap::new());
        assert_eq!(console.exit(), Exit::Done);
        console.tell(&Diagnostic::new(Code::UnexpectedToken, "bad"), &SourceMap::new());
        console.fail(&Diagnostic::new(Code::CannotRead, "cannot read `x`"), Exit::Files);
        assert_eq!(console.finish("could not assemble"), Exit::Files);
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("could not assemble: 2 errors, 1 warning"), "{text}");
    }
}
