//! What a text cannot express, gathered while it is written, with the place in the file.

use crate::Lossy;
use crate::formats::hydro::text::messages;
use crate::report::KEPT;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::emit::Counts;

/// Something that the text leaves out: what, and how it reads back.
pub(super) type Lost = (&'static str, &'static str);

pub(super) const HEADER: Lost = (
    "the packed form of the headers",
    "it reads back with headers as the format's table says (`--hydro-header packed` makes them packed)",
);
pub(super) const TRAILING: Lost = ("the bytes after the end", "it reads back without them");
pub(super) const PLACEMENT: Lost =
    ("where the sections of a module lie", "it reads back with them at their usual places");
pub(super) const NAMES: Lost = ("the names of parameters", "they read back as `p0`, `p1` and so on");

pub(super) const RULE_OF_NAMES: &str = "a name is a word of letters from A to Z, digits, `_`, `-`, `.` and `/` that is neither a number nor a keyword";

/// Why the text form cannot express a file.
pub(super) struct Faults<'f> {
    file: &'f str,
    lossy: Lossy,
    path: Vec<String>,
    lost: Vec<(Lost, usize)>,
    found: Vec<Diagnostic>,
    kept: Counts,
    left_out: Counts,
}

impl<'f> Faults<'f> {
    pub(super) fn new(file: &'f str, lossy: Lossy) -> Self {
        Self {
            file,
            lossy,
            path: Vec::new(),
            lost: Vec::new(),
            found: Vec::new(),
            kept: Counts::default(),
            left_out: Counts::default(),
        }
    }

    /// Moves to a module.
    pub(super) fn at(&mut self, part: String) {
        self.path = vec![part];
    }

    /// Enters a part.
    pub(super) fn enter(&mut self, part: String) {
        self.path.push(part);
    }

    /// Leaves the innermost part.
    pub(super) fn leave(&mut self) {
        self.path.pop();
    }

    /// Adds something that the text form cannot express.
    pub(super) fn cannot(&mut self, what: &str, why: &str) {
        self.add(messages::not_in_text(self.file, &self.path.join("."), what, why));
    }

    /// Adds something that the public machine does not read.
    pub(super) fn not_for_machine(&mut self, what: &str) {
        self.add(messages::not_for_machine(self.file, &self.path.join("."), what));
    }

    pub(super) fn lost(&mut self, what: Lost) {
        self.lost_times(what, 1);
    }

    pub(super) fn lost_times(&mut self, what: Lost, times: usize) {
        match self.lost.iter_mut().find(|(known, _)| *known == what) {
            _ if times == 0 => {}
            Some((_, count)) => *count += times,
            None => self.lost.push((what, times)),
        }
    }

    /// Keeps what is found, up to the number that a report of the assembler keeps.
    fn add(&mut self, found: Diagnostic) {
        if self.kept.of(found.level) >= KEPT {
            return self.left_out.add(found.level, 1);
        }
        self.kept.add(found.level, 1);
        self.found.push(found);
    }

    /// Everything that was kept, and the number of those that were not.
    pub(super) fn finish(mut self) -> (Vec<Diagnostic>, Counts) {
        if self.lossy != Lossy::Allow {
            for ((what, back), count) in self.lost {
                self.found.push(messages::lost_in_text(
                    self.file,
                    what,
                    count,
                    back,
                    self.lossy == Lossy::Deny,
                ));
            }
        }
        (self.found, self.left_out)
    }
}
