//! The place of an instruction, in words: module, function, the instruction as text, the line it came from.

use super::heap::Heap;
use super::program::{Module, Program};
use super::text::Style;
use crate::formats::lazer::word::{NO_ELEMENT, operands, register_name, row_of};
use crate::isa::OperandKind;
use crate::isa::operand::{FLAG_SAVE, FLAG_TAIL};
use crate::vm::{Place, SourceLine};

/// The number of bytes of a constant that an instruction shows.
const SHOWN: usize = 60;

impl Module {
    /// The first word of the function that a word belongs to, and its callable; none before the first function.
    pub(super) fn function_at(&self, word: u32) -> Option<(u32, u32)> {
        let after = self.entries.partition_point(|entry| entry.0 <= word);
        let entry = self.entries.get(after.checked_sub(1)?)?.0;
        // Of functions that start together, the first.
        self.entries.get(self.entries.partition_point(|other| other.0 < entry)).copied()
    }

    /// The word after the last one of that function.
    pub(super) fn end_of(&self, word: u32) -> u32 {
        let after = self.entries.partition_point(|entry| entry.0 <= word);
        self.entries.get(after).map_or(self.words.len() as u32, |entry| entry.0)
    }

    fn source(&self, word: u32) -> Option<SourceLine> {
        let lines = self.lines.as_ref()?;
        let row = lines.rows.get(lines.rows.partition_point(|row| row.word <= word).checked_sub(1)?)?;
        let file = lines.files.get(usize::from(row.file))?.clone();
        Some(SourceLine { file, line: row.line, column: row.column.into() })
    }
}

impl Program {
    /// The place of the instruction at an index of the code.
    pub(super) fn place(&self, heap: &Heap, pc: usize) -> Place {
        let module = self.module_at(pc);
        let word = (pc - module.base) as u32;
        let (start, function) = match module.function_at(word) {
            Some((start, callable)) => {
                let callable = &self.callables[callable as usize];
                (start, format!("{}/{}", callable.name, callable.arity))
            }
            None => (0, "code before the first function".to_owned()),
        };
        Place {
            module: module.name.clone(),
            function,
            instruction: word - start,
            text: self.instruction(heap, module, word),
            source: module.source(word),
        }
    }

    /// The instruction of a word, as the language writes it; targets as the numbers of instructions in the function.
    pub(super) fn instruction(&self, heap: &Heap, module: &Module, at: u32) -> String {
        let Some(&word) = module.words.get(at as usize) else { return "the end of the code".to_owned() };
        let Some(row) = row_of(word) else { return format!(".word {word:#010x}") };
        let start = module.function_at(at).map_or(0, |found| i64::from(found.0));
        let operand = |(kind, value): (OperandKind, i32)| {
            Some(match kind {
                OperandKind::Element if value == i32::from(NO_ELEMENT) => return None,
                OperandKind::Reg(_) | OperandKind::Element => register_name(value as u8).to_owned(),
                OperandKind::Const | OperandKind::Callee => self.constant(heap, module, value as usize),
                _ if kind.is_label() => {
                    format!("→{}", i64::from(at) + 1 + i64::from(value) - start)
                }
                OperandKind::Flags8 | OperandKind::Flags16 => return flags(value),
                _ => value.to_string(),
            })
        };
        let operands: Vec<String> = operands(row, word).filter_map(operand).collect();
        match operands.is_empty() {
            true => row.mnemonic.to_owned(),
            false => format!("{} {}", row.mnemonic, operands.join(", ")),
        }
    }

    fn constant(&self, heap: &Heap, module: &Module, index: usize) -> String {
        if let Some(Some(callable)) = module.callables.get(index) {
            let callable = &self.callables[*callable as usize];
            let is_own = *callable.module == *module.name;
            return match is_own {
                true => format!("{}/{}", callable.name, callable.arity),
                false => callable.to_string(),
            };
        }
        match module.constant(index).and_then(|number| self.constants.get(number as usize)) {
            Some(&value) => self.shown(heap, value, Style::Literal, SHOWN),
            None => format!("#{index}"),
        }
    }
}

fn flags(flags: i32) -> Option<String> {
    let known = [(FLAG_TAIL, "tail"), (FLAG_SAVE, "save")];
    let words: Vec<_> =
        known.iter().filter(|(bit, _)| flags as u8 & bit != 0).map(|(_, word)| *word).collect();
    (!words.is_empty()).then(|| words.join(", "))
}
