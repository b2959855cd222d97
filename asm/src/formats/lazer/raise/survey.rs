//! What the words of a function mention, found before its text is written.

use super::plan::{Body, Plan, label_place};
use crate::formats::lazer::layout::Layout;
use crate::formats::raise::Labels;
use lzasm_grammar::printer::Width;

/// What a body mentions.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// One more than the highest register.
    pub(super) registers: u8,
    /// Whether it writes `r0`.
    pub(super) result: bool,
    /// The width of its mnemonics.
    pub(super) width: Width,
    /// The places it jumps to, without names.
    pub(super) labels: Labels,
}

impl Survey {
    /// Looks at the words of a body that are instructions.
    pub(super) fn of(plan: &Plan, body: Body) -> Self {
        let mut survey = Self::default();
        let mut are_known = [false; 256];
        for at in body.words() {
            let word = plan.module.code[at as usize];
            let Some(shape) = plan.shape(word) else { continue };
            let is_known = &mut are_known[usize::from(word as u8)];
            if !*is_known && has_operands(&shape.layout, word) {
                *is_known = true;
                survey.width.include(shape.mnemonic);
            }
            survey.registers = survey.registers.max(shape.layout.registers_of(word));
            survey.result |= shape.layout.writes(word, 0);
            if shape.layout.names_label {
                survey.jumps(&shape.layout, word, at, body);
            }
        }
        survey
    }

    fn jumps(&mut self, layout: &Layout, word: u32, at: u32, body: Body) {
        for (kind, value) in layout.operands(word) {
            if let Some(place) = label_place(kind, at, value).filter(|place| body.has(*place)) {
                self.labels.jump(at, place as u32);
            }
        }
    }
}

/// Whether the text of an instruction has operands: flags that are all clear are not written.
fn has_operands(layout: &Layout, word: u32) -> bool {
    layout.operands(word).any(|(kind, value)| !kind.is_flags() || value != 0)
}
