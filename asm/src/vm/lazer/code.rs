//! Instructions as the machine executes them. The words of a module are decoded into the same number of instructions,
//! and what words only refer to (constants, functions, jump targets) is resolved. A word that cannot be executed
//! becomes an instruction that reports the fault when it is executed.

use super::program::Module;
use crate::formats::lazer::word::{
    LIST, MAP, NO_ELEMENT, PUT, TUPLE, is_register, operands, puts_after, row_of,
};
use crate::isa::{Compute, OperandKind, Role, Row};

/// The effect of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Nop,
    Trap,
    Ret,
    Move,
    Swap,
    LoadK,
    LoadI,
    Call,
    CallR,
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    And,
    Or,
    Xor,
    Shl,
    Shr,
    Neg,
    Not,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Jmp,
    Jt,
    Jf,
    /// The same with a target outside of the module.
    JmpOut,
    JtOut,
    JfOut,
    Tuple,
    List,
    Map,
    Get,
    Len,
    /// The operands of a word before it; no instruction of its own.
    Put,
    /// A word that cannot be executed; `a` is the index of the reason.
    Bad,
    /// The instruction after the last word of each module.
    End,
}

/// An instruction: three operand bytes and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Instr {
    pub(super) op: Op,
    pub(super) a: u8,
    pub(super) b: u8,
    pub(super) c: u8,
    /// A constant, callable or target, by its number in the program; or a plain number.
    pub(super) number: u32,
}

/// Why a word cannot be executed.
pub(super) const REASONS: [&str; 6] = [
    "there is no such instruction",
    "there is no such register",
    "there is no such constant",
    "the constant is not a function",
    "this `put` follows no `tuple`, `list` or `map`",
    "the `put` words that must follow are not there",
];
const NO_INSTRUCTION: u8 = 0;
const NO_REGISTER: u8 = 1;
const NO_CONSTANT: u8 = 2;
const NO_FUNCTION: u8 = 3;
/// The reason of a `put` that is executed.
pub(super) const STRAY_PUT: u8 = 4;
const NO_PUTS: u8 = 5;

/// The operation of a row.
const fn op(row: &Row) -> Option<Op> {
    Some(match (row.role, row.opcode) {
        (Role::Compute(compute) | Role::ByType(compute, _), _) => return computing(compute),
        (_, 0x00) => Op::Nop,
        (_, 0x01) => Op::Trap,
        (_, 0x02) => Op::Ret,
        (_, 0x03) => Op::Move,
        (_, 0x04) => Op::Swap,
        (_, 0x05) => Op::LoadK,
        (_, 0x06) => Op::LoadI,
        (_, 0x07) => Op::Call,
        (_, 0x08) => Op::CallR,
        (_, 0x30) => Op::Jmp,
        (_, 0x31) => Op::Jt,
        (_, 0x32) => Op::Jf,
        (_, TUPLE) => Op::Tuple,
        (_, LIST) => Op::List,
        (_, MAP) => Op::Map,
        (_, 0x44) => Op::Get,
        (_, 0x45) => Op::Len,
        _ => return None,
    })
}

/// The operation that computes; those on bits take booleans, too.
const fn computing(compute: Compute) -> Option<Op> {
    Some(match compute {
        Compute::Add => Op::Add,
        Compute::Subtract => Op::Sub,
        Compute::Multiply => Op::Mul,
        Compute::Divide => Op::Div,
        Compute::Remainder => Op::Mod,
        Compute::ShiftLeft => Op::Shl,
        Compute::ShiftRight => Op::Shr,
        Compute::BitAnd => Op::And,
        Compute::BitOr => Op::Or,
        Compute::BitXor => Op::Xor,
        Compute::BitNot => Op::Not,
        Compute::Negate => Op::Neg,
        Compute::Equal => Op::Eq,
        Compute::NotEqual => Op::Ne,
        Compute::Less => Op::Lt,
        Compute::LessEqual => Op::Le,
        Compute::Greater => Op::Gt,
        Compute::GreaterEqual => Op::Ge,
        Compute::And | Compute::Or | Compute::Xor | Compute::Not => return None,
    })
}

/// The instruction of the word at an index of a module.
pub(super) fn instruction(module: &Module, at: usize) -> Instr {
    decoded(module, at).unwrap_or_else(bad)
}

fn bad(reason: u8) -> Instr {
    Instr { op: Op::Bad, a: reason, b: 0, c: 0, number: 0 }
}

fn decoded(module: &Module, at: usize) -> Result<Instr, u8> {
    let word = module.words[at];
    let [opcode, a, b, c] = word.to_le_bytes();
    if opcode == PUT {
        return Ok(Instr { op: Op::Put, a, b, c, number: 0 });
    }
    let (op, row) = row_of(word).and_then(|row| Some((op(row)?, row))).ok_or(NO_INSTRUCTION)?;
    let mut instr = Instr { op, a, b, c, number: 0 };
    for (kind, value) in operands(row, word) {
        match kind {
            OperandKind::Reg(_) if !is_register(value as u8) => return Err(NO_REGISTER),
            OperandKind::Const => instr.number = module.constant(value as usize).ok_or(NO_CONSTANT)?,
            OperandKind::Callee => {
                let index = value as usize;
                let callable = module.callables.get(index).ok_or(NO_CONSTANT)?;
                instr.number = callable.ok_or(NO_FUNCTION)?;
            }
            // The flags of `callr` have two bytes, and all that are known are in the first.
            OperandKind::Flags8 | OperandKind::Flags16 => instr.c = value as u8,
            OperandKind::I16 => instr.number = value as u32,
            _ if kind.is_label() => {
                instr = jump(module, instr, at as i64 + 1 + i64::from(value));
            }
            _ => {}
        }
    }
    match puts_after(opcode, b) {
        0 => Ok(instr),
        count => puts(module, at, opcode, (b, count)).map(|()| instr),
    }
}

fn jump(module: &Module, instr: Instr, target: i64) -> Instr {
    match usize::try_from(target).ok().filter(|target| *target <= module.words.len()) {
        Some(target) => Instr { number: (module.base + target) as u32, ..instr },
        None => Instr {
            op: match instr.op {
                Op::Jt => Op::JtOut,
                Op::Jf => Op::JfOut,
                _ => Op::JmpOut,
            },
            ..instr
        },
    }
}

/// Checks that this number of valid `put` words follow.
fn puts(module: &Module, at: usize, opcode: u8, (elements, count): (u8, u8)) -> Result<(), u8> {
    let words = module.words.get(at + 1..=at + usize::from(count)).ok_or(NO_PUTS)?;
    for (index, word) in words.iter().enumerate() {
        let [op, bytes @ ..] = word.to_le_bytes();
        let wanted = if opcode == MAP { 2 } else { usize::from(elements) - 3 * index };
        let is_right = |(index, byte): (usize, &u8)| (index < wanted) == (*byte != NO_ELEMENT);
        if op != PUT || !bytes.iter().enumerate().all(is_right) {
            return Err(NO_PUTS);
        }
        if bytes.iter().take(wanted).any(|byte| !is_register(*byte)) {
            return Err(NO_REGISTER);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::lazer::table::ROWS;

    #[test]
    fn an_instruction_has_eight_bytes() {
        assert_eq!(size_of::<Instr>(), 8);
    }

    #[test]
    fn each_row_is_executed() {
        for row in ROWS.iter().filter(|row| row.opcode != PUT) {
            let name = op(row).map(|op| format!("{op:?}").to_lowercase());
            assert_eq!(name.as_deref(), Some(row.mnemonic));
        }
        assert_eq!(ROWS.iter().filter_map(op).count(), ROWS.len() - 1);
    }
}
