//! Instructions as the machine has them: 16 bytes each, with all names looked up, and jumps that are checked.

use super::program::Builder;
use super::types::{NameId, TypeId};
use crate::formats::hydro::model::{Instr, Int, Integer, Operand, Value as Pushed};
use crate::isa::{Compute, Role};
use std::rc::Rc;

/// An instruction.
#[derive(Clone, Copy, Debug)]
pub(super) enum Op {
    PushInt(Int, u64),
    PushBool(bool),
    /// A constant of the program.
    PushConstant(u32),
    PushFunction(u32),
    PushVariable {
        name: NameId,
        slot: u32,
    },
    Pop,
    Duplicate,
    DuplicateBelow(u16),
    Swap,
    Rotate(i16),
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    LeftShift,
    RightShift,
    BitwiseAnd,
    BitwiseOr,
    BitwiseXor,
    BitwiseNot,
    And,
    Or,
    Xor,
    Not,
    Equal,
    NotEqual,
    Less,
    Greater,
    LessEqual,
    GreaterEqual,
    Jump(u32),
    Branch(u32, u32),
    Call,
    Return,
    Cast(TypeId),
    Load,
    Store,
    GetIndex,
    SetIndex,
    GetMember(NameId),
    SetMember(NameId),
    /// A new array of this length and element type.
    AllocArray(u32, TypeId),
    /// The same, with the length on the stack.
    AllocArrayPopped(TypeId),
    Alloc(TypeId),
    /// The end of the function.
    End,
    /// A jump out of the function.
    Astray,
    /// A branch that may lead out of the function.
    BranchAstray(u32, u32),
    /// A model can hold what no file does.
    Unknown,
}

/// The instructions of a function, and its end.
pub(super) fn read(builder: &mut Builder<'_>, module: &str, code: &[Instr]) -> Vec<Op> {
    let mut reader = Reader { builder, module, length: code.len() };
    let ops = code.iter().map(|instr| reader.op(instr));
    ops.chain([Op::End]).collect()
}

struct Reader<'b, 'u> {
    builder: &'b mut Builder<'u>,
    module: &'b str,
    length: usize,
}

impl Reader<'_, '_> {
    fn op(&mut self, instr: &Instr) -> Op {
        match &instr.operand {
            Operand::None => plain(instr),
            Operand::Count(0) => Op::Duplicate,
            Operand::Count(below) => Op::DuplicateBelow(*below),
            Operand::Places(places) => Op::Rotate(*places),
            Operand::Value(value) => self.push(value),
            // A jump may go to the end.
            Operand::Target(to) if *to as usize > self.length => Op::Astray,
            Operand::Target(to) => Op::Jump(*to),
            Operand::Targets(yes, no) if (*yes).max(*no) as usize > self.length => {
                Op::BranchAstray(*yes, *no)
            }
            Operand::Targets(yes, no) => Op::Branch(*yes, *no),
            Operand::Type(ty) if instr.opcode == b'C' => Op::Cast(self.builder.read_type(self.module, ty)),
            Operand::Type(ty) => Op::Alloc(self.builder.read_type(self.module, ty)),
            Operand::Array(Some(length), element) => {
                Op::AllocArray(*length, self.builder.read_type(self.module, element))
            }
            Operand::Array(None, element) => {
                Op::AllocArrayPopped(self.builder.read_type(self.module, element))
            }
            Operand::Member(name) if instr.opcode == b'm' => Op::GetMember(self.builder.name(name)),
            Operand::Member(name) => Op::SetMember(self.builder.name(name)),
        }
    }

    fn push(&mut self, value: &Pushed) -> Op {
        match value {
            Pushed::Bool(value) => Op::PushBool(*value),
            Pushed::Int(integer) => self.integer(*integer),
            Pushed::F32(bits) => self.constant(super::value::Value::F32(f32::from_bits(*bits))),
            Pushed::F64(bits) => self.constant(super::value::Value::F64(f64::from_bits(*bits))),
            Pushed::String(text) => Op::PushConstant(self.builder.string(text)),
            Pushed::Function(function) => {
                let module = if function.module.is_empty() { self.module } else { &function.module };
                Op::PushFunction(self.builder.pointer(module, &function.name))
            }
            Pushed::Variable(name) => {
                let name = self.builder.name(name);
                Op::PushVariable { name, slot: self.builder.slot(name) }
            }
        }
    }

    fn integer(&mut self, integer: Integer) -> Op {
        match super::value::Value::int(integer.int(), integer.bits()) {
            super::value::Value::Int(int, bits) => Op::PushInt(int, bits),
            wide => self.constant(wide),
        }
    }

    fn constant(&mut self, value: super::value::Value) -> Op {
        Op::PushConstant(self.builder.constant(value))
    }
}

/// An instruction without operands.
fn plain(instr: &Instr) -> Op {
    match (instr.row().map(|row| row.role), instr.opcode) {
        (Some(Role::Compute(compute)), _) => computing(compute),
        (_, b'.') => Op::Pop,
        (_, b'w') => Op::Swap,
        (_, b'c') => Op::Call,
        (_, b'r') => Op::Return,
        (_, b'g') => Op::Load,
        (_, b's') => Op::Store,
        (_, b'i') => Op::GetIndex,
        (_, b'I') => Op::SetIndex,
        _ => Op::Unknown,
    }
}

const fn computing(compute: Compute) -> Op {
    match compute {
        Compute::Add => Op::Add,
        Compute::Subtract => Op::Subtract,
        Compute::Multiply => Op::Multiply,
        Compute::Divide => Op::Divide,
        Compute::Remainder => Op::Modulo,
        Compute::ShiftLeft => Op::LeftShift,
        Compute::ShiftRight => Op::RightShift,
        Compute::BitAnd => Op::BitwiseAnd,
        Compute::BitOr => Op::BitwiseOr,
        Compute::BitXor => Op::BitwiseXor,
        Compute::BitNot => Op::BitwiseNot,
        Compute::And => Op::And,
        Compute::Or => Op::Or,
        Compute::Xor => Op::Xor,
        Compute::Not => Op::Not,
        Compute::Equal => Op::Equal,
        Compute::NotEqual => Op::NotEqual,
        Compute::Less => Op::Less,
        Compute::LessEqual => Op::LessEqual,
        Compute::Greater => Op::Greater,
        Compute::GreaterEqual => Op::GreaterEqual,
        // No row of the stack set negates.
        Compute::Negate => Op::Unknown,
    }
}

/// A text that several may hold.
pub(super) type Shared = Rc<str>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::hydro::table::ROWS;

    #[test]
    fn instructions_are_small_and_each_row_has_one() {
        assert!(size_of::<Op>() <= 16, "{}", size_of::<Op>());
        for row in ROWS.iter().filter(|row| row.operands().is_empty()) {
            assert!(!matches!(plain(&Instr::plain(row.opcode)), Op::Unknown), "{}", row.mnemonic);
        }
    }
}
