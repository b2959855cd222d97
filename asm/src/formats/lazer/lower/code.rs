//! The words of a module: operands packed behind their opcodes, labels as distances.

use super::InModule;
use crate::bytes::{At, Origins};
use crate::formats::lazer::INFO;
use crate::formats::lazer::table::ROWS;
use crate::formats::lazer::word::{NO_ELEMENT, SLOT_BIT};
use crate::formats::messages;
use crate::ir::{
    Body, Function, FunctionKind, Instr, LabelId, LabelInfo, Operand, RAW_WORD, Span, USER_ROWS,
};
use crate::isa::{Exit, OperandKind, Row, Successors};

/// How many registers a function needs: one more than the highest it mentions, and room for its parameters.
pub(super) fn registers(function: &Function) -> u8 {
    let operands = function.body.as_ref().map_or(&[][..], |body| &body.operands);
    let register = |operand: &Operand| match operand {
        Operand::Reg(register) if register & SLOT_BIT == 0 => Some(register + 1),
        _ => None,
    };
    let mentioned = operands.iter().filter_map(register).max().unwrap_or(0);
    mentioned.max(u8::try_from(function.arity() + 1).unwrap_or(u8::MAX))
}

/// An instruction and its place: `start` is the first word of its body, `at` its own.
#[derive(Clone, Copy)]
struct Place<'b> {
    body: &'b Body,
    instr: &'b Instr,
    start: u32,
    at: u32,
}

impl InModule<'_, '_, '_> {
    /// The words of all functions, in source order.
    pub(super) fn words(&mut self) -> Option<(Vec<u32>, Origins)> {
        let mut code = Vec::new();
        let mut origins = Vec::new();
        for function in &self.module.functions {
            let Some(body) = &function.body else { continue };
            let start = code.len() as u32;
            for instr in &body.instrs {
                let place = Place { body, instr, start, at: code.len() as u32 };
                let word = self.word(place)?;
                code.push(word);
            }
            if self.cx.options.places {
                origins.extend(body.instrs.iter().map(|instr| At(instr.position)));
            }
            if function.kind != FunctionKind::Code && falls_through(body) {
                let name = self.cx.names.text(function.name).to_owned();
                self.cx.report(messages::falls_through(function.span, &name));
            }
        }
        Some((code, Origins(origins)))
    }

    fn word(&mut self, place: Place) -> Option<u32> {
        let instr = place.instr;
        let operands = place.body.operands(instr);
        if instr.row == RAW_WORD {
            return operands.first().map(|operand| plain(*operand));
        }
        if instr.row >= USER_ROWS {
            let op = &self.program.user_ops[usize::from(instr.row - USER_ROWS)];
            return self.packed(place, op.opcode, &op.kinds, operands);
        }
        let row = &ROWS[usize::from(instr.row)];
        self.packed(place, row.opcode, row.operands(), operands)
    }

    fn packed(
        &mut self,
        place: Place,
        opcode: u8,
        kinds: &[OperandKind],
        operands: &[Operand],
    ) -> Option<u32> {
        let mut word = u32::from(opcode);
        let mut shift = 8;
        for (index, &kind) in kinds.iter().enumerate() {
            let bits = 8 * kind.width() as u32;
            let value = match operands.get(index) {
                Some(&Operand::Reg(register)) => register.into(),
                Some(&operand) => self.field(place, kind, operand)?,
                None if kind == OperandKind::Element => NO_ELEMENT.into(),
                None => 0,
            };
            word |= (value & (u32::MAX >> (32 - bits))) << shift;
            shift += bits;
        }
        let element = kinds.first() == Some(&OperandKind::Element);
        if element && operands.contains(&Operand::Reg(NO_ELEMENT)) {
            self.cx.report(messages::slot_in_put(self.line(place.instr)));
        }
        Some(word)
    }

    fn field(&mut self, place: Place, kind: OperandKind, operand: Operand) -> Option<u32> {
        match operand {
            Operand::Label(label) => self.distance(place, kind, label),
            Operand::Value(value) => self.value_entry(value),
            Operand::Const(index) => Some(self.pool.named(index)),
            Operand::PoolEntry(index) => Some(index),
            Operand::Callee(function) => self.callee_entry(function),
            other => Some(plain(other)),
        }
    }

    fn distance(&mut self, place: Place, kind: OperandKind, label: LabelId) -> Option<u32> {
        let info = &place.body.labels[label.0 as usize];
        let (target, label_place) = self.label_word(info, place.start)?;
        let distance = i64::from(target) - (i64::from(place.at) + 1);
        let (least, greatest) = kind.range()?;
        if (least..=greatest).contains(&distance) {
            return Some(distance as u32);
        }
        let mnemonic = ROWS.get(usize::from(place.instr.row)).map_or("this jump", |row| row.mnemonic);
        let name = self.cx.names.text(info.name).to_owned();
        let error = messages::out_of_reach(
            self.line(place.instr),
            mnemonic,
            &name,
            label_place,
            distance,
            kind,
            INFO.name,
        );
        self.cx.report(error);
        None
    }

    /// The word and the place of a label; `start` is the first word of the body.
    fn label_word(&self, info: &LabelInfo, start: u32) -> Option<(u32, Span)> {
        match (info.target, info.outer) {
            (Some(target), _) => Some((start + target, info.span)),
            (None, Some((function, label))) => {
                let outer = self.module.functions[function as usize].body.as_ref()?;
                let label = &outer.labels[label.0 as usize];
                Some((self.entries.of(function) + label.target?, label.span))
            }
            (None, None) => None,
        }
    }

    /// The place of an instruction's line.
    fn line(&self, instr: &Instr) -> Span {
        self.cx.line_span(instr.position)
    }
}

fn plain(operand: Operand) -> u32 {
    match operand {
        Operand::Int(value) => value as u32,
        Operand::Bits(value) => value,
        Operand::Reg(register) => register.into(),
        _ => 0,
    }
}

/// Whether the end of a body can be reached.
fn falls_through(body: &Body) -> bool {
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
