//! Constructs that a format cannot carry: counted by kind while a program is lowered, reported once per kind.

use crate::formats::messages;
use crate::ir::Span;
use crate::{Lossy, Session};

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

    /// Reports what was left out, as the options say.
    pub fn report(self, cx: &mut Session, format: &str) {
        for (kind, count, first) in self.kinds {
            match cx.options.lossy {
                Lossy::Allow => {}
                Lossy::Warn => cx.report(messages::left_out(first, format, kind, count)),
                Lossy::Deny => cx.report(messages::must_not_leave_out(first, format, kind, count)),
            }
        }
    }
}
