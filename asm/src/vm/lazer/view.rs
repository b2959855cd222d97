//! The observer's view of the machine.

use super::code::Op;
use super::program::{Callable, Target};
use super::run::{Run, SLOTS};
use super::text::Style;
use super::value::{Value, ZERO};
use crate::formats::lazer::word::{NO_ELEMENT, REGISTERS, operands, puts_after, register_name, row_of};
use crate::isa::OperandKind;
use crate::isa::operand::Access;
use crate::vm::{CallStack, Place, Spot, Variable, View};
use std::ops::RangeInclusive;

/// The number of bytes of a value that are shown.
const SHOWN: usize = 80;

/// The machine before an instruction.
pub(super) struct Seen<'s, 'r>(pub(super) &'s Run<'r>);

impl Seen<'_, '_> {
    fn value(&self, value: Value) -> String {
        self.0.shown(value, Style::Literal, SHOWN)
    }

    fn named(&self, register: u8) -> String {
        format!("{} = {}", register_name(register), self.value(self.0.file[usize::from(register)]))
    }

    /// The registers that an instruction reads, those of its `put` words among them.
    fn read(&self) -> Vec<u8> {
        let run = self.0;
        let module = run.program.module_at(run.pc);
        let at = run.pc - module.base;
        let Some(&word) = module.words.get(at) else { return Vec::new() };
        let Some(row) = row_of(word) else { return Vec::new() };
        let [opcode, _, count, _] = word.to_le_bytes();
        let puts = usize::from(puts_after(opcode, count));
        let own = operands(row, word).filter_map(|(kind, value)| match kind {
            OperandKind::Reg(Access::Read | Access::ReadWrite) => Some(value as u8),
            _ => None,
        });
        let put = module.words.iter().skip(at + 1).take(puts).flat_map(|word| {
            let [_, bytes @ ..] = word.to_le_bytes();
            bytes.into_iter().filter(|byte| *byte != NO_ELEMENT)
        });
        let called = match self.0.called() {
            Some(arity) => 1..=arity.min(REGISTERS - 1),
            None if self.0.program.code[self.0.pc].op == Op::Ret => 0..=0,
            None => RangeInclusive::new(1, 0),
        };
        own.chain(put).chain(called).collect()
    }
}

impl Run<'_> {
    /// The number of arguments the current instruction passes, if it is a call of a function that is known.
    fn called(&self) -> Option<u8> {
        let instr = self.program.code[self.pc];
        let callable = match (instr.op, self.file[usize::from(instr.a)]) {
            (Op::Call, _) => instr.number,
            (Op::CallR, Value::Function(callable)) => callable,
            _ => return None,
        };
        Some(self.program.callables[callable as usize].arity)
    }
}

impl View for Seen<'_, '_> {
    fn spot(&self) -> Spot {
        let run = self.0;
        let module = run.program.module_at(run.pc);
        let word = (run.pc - module.base) as u32;
        match module.function_at(word) {
            Some((start, function)) => Spot { function, instruction: word - start },
            None => Spot { function: u32::MAX, instruction: word },
        }
    }

    fn place(&self) -> Place {
        self.0.program.place(self.0.heap, self.0.pc)
    }

    fn depth(&self) -> usize {
        self.0.frames.len() + 1
    }

    fn stack(&self) -> CallStack {
        self.0.call_stack()
    }

    fn operands(&self) -> String {
        let mut seen = Vec::new();
        for register in self.read() {
            if !seen.contains(&register) {
                seen.push(register);
            }
        }
        seen.into_iter().map(|register| self.named(register)).collect::<Vec<_>>().join(", ")
    }

    fn variables(&self) -> Vec<Variable> {
        let run = self.0;
        let registers = (0..=run.program.registers).map(|byte| ("registers", byte));
        let slots = (0..run.slots).map(|slot| ("slots", SLOTS as u8 + slot));
        let touched = registers.chain(slots).filter(|(_, byte)| run.file[usize::from(*byte)] != ZERO);
        let variable = |(group, byte): (&'static str, u8)| Variable {
            group,
            name: register_name(byte).to_owned(),
            value: self.value(run.file[usize::from(byte)]),
        };
        touched.map(variable).collect()
    }

    fn variable(&self, name: &str) -> Option<String> {
        let bytes = (0..REGISTERS).chain(SLOTS as u8..=u8::MAX);
        let byte = bytes.into_iter().find(|byte| register_name(*byte) == name)?;
        Some(self.value(self.0.file[usize::from(byte)]))
    }

    fn functions(&self) -> Vec<String> {
        let is_code = |callable: &&Callable| matches!(callable.target, Target::Code { .. });
        self.0.program.callables.iter().filter(is_code).map(ToString::to_string).collect()
    }

    fn nearby(&self, each_side: u32) -> Vec<(u32, String)> {
        let run = self.0;
        let module = run.program.module_at(run.pc);
        let word = (run.pc - module.base) as u32;
        let start = module.function_at(word).map_or(0, |found| found.0);
        let from = word.saturating_sub(each_side).max(start);
        let to = word.saturating_add(each_side + 1).min(module.end_of(word));
        (from..to).map(|at| (at - start, run.program.instruction(run.heap, module, at))).collect()
    }
}
