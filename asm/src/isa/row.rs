//! A row of an instruction table: plain data, one line each.

use super::{Flow, OperandKind, Role};

/// The effect of an instruction on the stack, and its successors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Effect {
    /// The number of values it takes from the stack; `None` if that depends on the operands.
    pub pops: Option<u8>,
    /// The number of values it puts on the stack; `None` if that depends on the operands.
    pub pushes: Option<u8>,
    /// The successors.
    pub flow: Flow,
}

impl Effect {
    /// The same with another flow of control.
    pub const fn flow(mut self, flow: Flow) -> Self {
        self.flow = flow;
        self
    }

    /// The same with results on the stack.
    pub const fn pushes(mut self, count: u8) -> Self {
        self.pushes = Some(count);
        self
    }
}

/// An effect that takes values from the stack, pushes none and continues.
pub const fn pops(count: u8) -> Effect {
    Effect { pops: Some(count), pushes: Some(0), flow: Flow::Next }
}

/// An effect on the stack that depends on the operands.
pub const fn varies() -> Effect {
    Effect { pops: None, pushes: None, flow: Flow::Next }
}

/// A row of an instruction table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The first byte of the instruction.
    pub opcode: u8,
    /// Its name in the language. Two rows may share one if their operands have different shapes.
    pub mnemonic: &'static str,
    /// Its operands: `len` of them count.
    kinds: [OperandKind; 3],
    len: u8,
    required: u8,
    /// Its effect on the stack and its successors.
    pub effect: Effect,
    /// Its role, in terms that both sets share.
    pub role: Role,
    /// Its meaning, in one line.
    pub meaning: &'static str,
}

/// A row. At most three operands.
pub const fn op<const N: usize>(
    opcode: u8,
    mnemonic: &'static str,
    operands: [OperandKind; N],
    effect: Effect,
    role: Role,
    meaning: &'static str,
) -> Row {
    let mut kinds = [OperandKind::U8; 3];
    let mut at = 0;
    while at < N {
        kinds[at] = operands[at];
        at += 1;
    }
    Row { opcode, mnemonic, kinds, len: N as u8, required: required(&operands), effect, role, meaning }
}

impl Row {
    /// The kinds of its operands, in the order they are written.
    pub const fn operands(&self) -> &[OperandKind] {
        self.kinds.split_at(self.len as usize).0
    }

    /// The least number of operands that must be written.
    pub const fn required(&self) -> usize {
        self.required as usize
    }
}

/// The number of operands that cannot be left out. The first element of a `put` cannot, though its kind can.
const fn required<const N: usize>(operands: &[OperandKind; N]) -> u8 {
    let mut count = 0;
    let mut at = 0;
    while at < N {
        if !operands[at].is_optional() || (at == 0 && matches!(operands[at], OperandKind::Element)) {
            count += 1;
        }
        at += 1;
    }
    count
}
