//! The statements of a function.

use super::{Main, Own, Writer};
use crate::formats::hydro::model::{Instr, Operand, Type};
use crate::formats::hydro::table::text_name;
use crate::formats::{Labels, Names};
use crate::isa::Flow;

impl Writer<'_> {
    /// Instructions and labels.
    pub(super) fn code(&mut self, code: &[Instr], own: &Own<'_>) {
        let end = code.len() as u32;
        let mut labels = Labels::default();
        for (at, instr) in code.iter().enumerate() {
            instr.targets().filter(|target| *target <= end).for_each(|target| labels.jump(at as u32, target));
        }
        let leaves = |instr: &Instr| instr.row().is_some_and(|row| row.effect.flow == Flow::Return);
        labels.name(&mut Names::default(), |place| code.get(place as usize).is_none_or(leaves));
        for (at, instr) in code.iter().enumerate() {
            self.label(&labels, at as u32);
            self.faults.enter(format!("instruction[{at}]"));
            self.instr(instr, &labels, own);
            self.faults.leave();
        }
        self.label(&labels, end);
    }

    fn label(&mut self, labels: &Labels, place: u32) {
        if let Some(label) = labels.at(place) {
            self.out.push_str("  label ");
            self.out.push_str(label);
            self.out.push('\n');
        }
    }

    fn instr(&mut self, instr: &Instr, labels: &Labels, own: &Own<'_>) {
        self.out.push_str("    ");
        match instr.row() {
            Some(row) => self.out.push_str(text_name(row.mnemonic)),
            None => self.faults.cannot("an unknown instruction", "it has no name"),
        }
        match &instr.operand {
            Operand::None | Operand::Count(0) => {}
            Operand::Count(count) => self.number(*count),
            Operand::Places(places) => self.number(*places),
            Operand::Target(target) => self.target(labels, *target),
            Operand::Targets(yes, no) => {
                self.target(labels, *yes);
                self.target(labels, *no);
            }
            operand => {
                self.out.push(' ');
                self.long_operand(instr.opcode, operand, own);
            }
        }
        self.out.push('\n');
    }

    fn long_operand(&mut self, opcode: u8, operand: &Operand, own: &Own<'_>) {
        match operand {
            Operand::Value(value) => self.value(value, own),
            Operand::Type(ty) => {
                if opcode == b'{' && matches!(ty, Type::Array(..)) {
                    let why = "`alloc array` makes an array there, and no variable";
                    self.faults.cannot("the variable of an array", why);
                }
                self.ty(ty, own);
            }
            Operand::Array(length, element) => self.array(*length, element, own),
            Operand::Member(name) => self.member(name),
            _ => {}
        }
    }

    /// A member's name; one that is a keyword in another case could be the next instruction.
    fn member(&mut self, name: &str) {
        if super::keywords::in_other_case(name).is_some() {
            return self
                .faults
                .cannot(&format!("the member `{name}`"), "it differs from a keyword by its case only");
        }
        self.name(name, "the member", Main::Keyword);
    }

    fn number(&mut self, number: impl std::fmt::Display) {
        self.out.push(' ');
        self.display(number);
    }

    fn target(&mut self, labels: &Labels, target: u32) {
        match labels.at(target) {
            Some(label) => {
                self.out.push(' ');
                self.out.push_str(label);
            }
            None => self.number(target),
        }
    }
}
