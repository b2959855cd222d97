//! What a format cannot carry: counted by kind while a program is lowered, told once per kind.

use crate::ir::Span;
use crate::words::limits as words;
use crate::{Context, Lossy};

/// The constructs that were left out.
#[derive(Debug, Default)]
pub struct Dropped {
    kinds: Vec<(&'static str, usize, Span)>,
}

impl Dropped {
    /// Nothing left out yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Leaves something out. The kind is a plural: `structs`.
    pub fn add(&mut self, kind: &'static str, place: Span) {
        match self.kinds.iter_mut().find(|(known, _, _)| *known == kind) {
            Some((_, count, _)) => *count += 1,
            None => self.kinds.push((kind, 1, place)),
        }
    }

    /// Tells what was left out, as the options say.
    pub fn tell(self, cx: &mut Context, format: &str) {
        for (kind, count, first) in self.kinds {
            match cx.options.lossy {
                Lossy::Allow => {}
                Lossy::Warn => cx.tell(words::left_out(first, format, kind, count)),
                Lossy::Deny => cx.tell(words::must_not_leave_out(first, format, kind, count)),
            }
        }
    }
}
