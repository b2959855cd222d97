//! The words of a function: operands packed behind their opcodes.

use crate::formats::lazer::layout::{Field, Layout};
use crate::formats::lazer::table::ROWS;
use crate::formats::lazer::word::{self, NO_ELEMENT, SLOT_BIT};
use crate::ir::{Body, Function, Instr, LabelId, OpenOperand, Operand, Packed, RAW_WORD, USER_ROWS, UserOp};
use crate::isa::{Exit, OperandKind, Row, Successors};

/// Packs the code of a function that is complete. Entries of the pool stay open. `None` if a message is needed, or if
/// something is not known before the end of the source.
pub(in crate::formats::lazer) fn pack(ops: &[UserOp], body: &Body) -> Option<Packed> {
    if body.operands.iter().any(|operand| matches!(operand, Operand::Pending(_))) {
        return None;
    }
    let mut words = Vec::with_capacity(body.instrs.len());
    let mut open = Vec::new();
    for (at, instr) in body.instrs.iter().enumerate() {
        let operands = body.operands(instr);
        if skips_an_element(instr, operands) {
            return None;
        }
        words.push(word(ops, instr, operands, |field, operand| match operand {
            Operand::Label(label) => distance(body, at, field.kind, label),
            Operand::Value(_) | Operand::Const(_) | Operand::Callee(_) => {
                open.push(OpenOperand { word: at as u32, shift: field.shift(), operand });
                Some(0)
            }
            other => Some(plain(other)),
        })?);
    }
    Some(Packed {
        words: words.into(),
        open: open.into(),
        registers: mentioned(body),
        falls_through: falls_through(body),
    })
}

/// The distance to a label of the body, if its field can hold it.
fn distance(body: &Body, at: usize, kind: OperandKind, label: LabelId) -> Option<u32> {
    let target = body.labels[label.0 as usize].target?;
    let distance = i64::from(target) - (at as i64 + 1);
    let (least, greatest) = kind.range()?;
    (least..=greatest).contains(&distance).then_some(distance as u32)
}

/// The word of an instruction. `value` finds the bits of each operand other than a register, by its field.
#[inline]
pub(super) fn word(
    ops: &[UserOp],
    instr: &Instr,
    operands: &[Operand],
    mut value: impl FnMut(Field, Operand) -> Option<u32>,
) -> Option<u32> {
    if instr.row == RAW_WORD {
        return operands.first().map(|operand| plain(*operand));
    }
    let (opcode, own);
    let layout = match row(instr) {
        Some(row) => {
            opcode = row.opcode;
            &word::shape(opcode)?.layout
        }
        None => {
            let op = ops.get(usize::from(instr.row.checked_sub(USER_ROWS)?))?;
            opcode = op.opcode;
            own = Layout::of(&op.kinds)?;
            &own
        }
    };
    layout.pack(opcode, |at, field| match operands.get(at) {
        Some(&Operand::Reg(register)) => Some(register.into()),
        Some(&operand) => value(field, operand),
        None if field.kind == OperandKind::Element => Some(NO_ELEMENT.into()),
        None => Some(0),
    })
}

/// Whether an element of a `put` is the slot whose byte means "no element".
pub(super) fn skips_an_element(instr: &Instr, operands: &[Operand]) -> bool {
    let first = row(instr).and_then(|row| row.operands().first());
    first == Some(&OperandKind::Element) && operands.contains(&Operand::Reg(NO_ELEMENT))
}

/// The bits of an operand that says them.
pub(super) fn plain(operand: Operand) -> u32 {
    match operand {
        Operand::Int(value) => value as u32,
        Operand::Bits(value) | Operand::PoolEntry(value) => value,
        Operand::Reg(register) => register.into(),
        _ => 0,
    }
}

/// How many registers a function needs: one more than the highest it mentions, and room for its parameters.
pub(super) fn registers(function: &Function) -> u8 {
    let mentioned = function.body.as_ref().map_or(0, mentioned);
    mentioned.max(u8::try_from(function.arity() + 1).unwrap_or(u8::MAX))
}

/// One more than the highest register that a body mentions.
fn mentioned(body: &Body) -> u8 {
    if let Some(packed) = &body.packed {
        return packed.registers;
    }
    let register = |operand: &Operand| match operand {
        Operand::Reg(register) if register & SLOT_BIT == 0 => Some(register + 1),
        _ => None,
    };
    body.operands.iter().filter_map(register).max().unwrap_or(0)
}

/// Whether the end of a body can be reached.
pub(super) fn falls_through(body: &Body) -> bool {
    if let Some(packed) = &body.packed {
        return packed.falls_through;
    }
    let end = body.instrs.len();
    let to_end = body.labels.iter().any(|label| label.used && label.target == Some(end as u32));
    if body.instrs.last().is_some_and(|last| !successors(body, last).falls_through()) && !to_end {
        return false;
    }
    let mut reached = vec![false; end];
    let mut next = vec![0];
    while let Some(at) = next.pop() {
        let Some(instr) = body.instrs.get(at) else { return true };
        if std::mem::replace(&mut reached[at], true) {
            continue;
        }
        next.extend(successors(body, instr).exits().filter_map(|exit| match exit {
            Exit::Next => Some(at + 1),
            Exit::Label(index) => usize::try_from(body.target(at, *body.operands(instr).get(index)?)?).ok(),
        }));
        if row(instr).is_none() {
            // An instruction of the user's may jump to each of its labels.
            let labels = body.operands(instr).iter().filter(|operand| matches!(operand, Operand::Label(_)));
            next.extend(labels.filter_map(|&label| usize::try_from(body.target(at, label)?).ok()));
        }
    }
    false
}

fn successors(body: &Body, instr: &Instr) -> Successors {
    // An instruction of the user's, or a raw word, may go on.
    row(instr).map_or(Successors::One(Exit::Next), |row| row.successors(body.is_tail(instr)))
}

fn row(instr: &Instr) -> Option<&'static Row> {
    ROWS.get(usize::from(instr.row))
}
