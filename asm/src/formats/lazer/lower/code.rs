//! The words of a module: constants and functions become entries of the pool, labels distances.

use super::{InModule, pack};
use crate::bytes::{At, Origins};
use crate::formats::lazer::INFO;
use crate::formats::lazer::table::ROWS;
use crate::formats::messages;
use crate::ir::{Body, FunctionKind, Instr, LabelId, LabelInfo, Operand, Packed, Span};
use crate::isa::OperandKind;

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
        let mut code = Vec::with_capacity(self.entries.end() as usize);
        let mut origins = Vec::new();
        for function in &self.module.functions {
            let Some(body) = &function.body else { continue };
            match &body.packed {
                Some(packed) => self.packed(packed, &mut code)?,
                None => self.body(body, &mut code)?,
            }
            if self.cx.options.places {
                origins.extend(body.instrs.iter().map(|instr| At(instr.position)));
            }
            if function.kind != FunctionKind::Code && pack::falls_through(body) {
                let name = self.cx.names.text(function.name).to_owned();
                self.cx.report(messages::falls_through(function.span, &name));
            }
        }
        Some((code, Origins(origins)))
    }

    fn body(&mut self, body: &Body, code: &mut Vec<u32>) -> Option<()> {
        let start = code.len() as u32;
        for instr in &body.instrs {
            let place = Place { body, instr, start, at: code.len() as u32 };
            code.push(self.word(place)?);
        }
        Some(())
    }

    /// The words of a function that was packed when it ended, with what was open then.
    fn packed(&mut self, packed: &Packed, code: &mut Vec<u32>) -> Option<()> {
        let start = code.len();
        code.extend_from_slice(&packed.words);
        for open in &packed.open {
            let index = self.entry(open.operand)?;
            code[start + open.word as usize] |= (index & u32::from(u16::MAX)) << open.shift;
        }
        Some(())
    }

    fn word(&mut self, place: Place) -> Option<u32> {
        let program = self.program;
        let operands = place.body.operands(place.instr);
        let word = pack::word(&program.user_ops, place.instr, operands, |field, operand| {
            self.field(place, field.kind, operand)
        });
        if pack::skips_an_element(place.instr, operands) {
            self.cx.report(messages::slot_in_put(self.line(place.instr)));
        }
        word
    }

    fn field(&mut self, place: Place, kind: OperandKind, operand: Operand) -> Option<u32> {
        match operand {
            Operand::Label(label) => self.distance(place, kind, label),
            other => self.entry(other),
        }
    }

    /// The bits of an operand other than a label.
    fn entry(&mut self, operand: Operand) -> Option<u32> {
        match operand {
            Operand::Value(value) => self.value_entry(value),
            Operand::Const(index) => Some(self.pool.named(index)),
            Operand::Callee(function) => self.callee_entry(function),
            other => Some(pack::plain(other)),
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
