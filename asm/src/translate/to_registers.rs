//! Emits code for registers: values in their registers, moves where a call, a return or the start of a block needs them
//! elsewhere.

use super::emit::{self, Chunk, Finish, Line, Rows};
use super::flow::{BlockId, Edge, End, Flow, Op, Val, What};
use super::job::{Failed, Job};
use super::moves::{Move, Step, in_order};
use super::places::Place;
use super::registers::{Registers, assign};
use crate::ir::{Body, FnRefId, IntType, Operand, Value, ValueId};
use crate::isa::operand::FLAG_SAVE;
use crate::isa::{Compute, Isa};
use crate::translate::messages;

/// The code of a function.
pub(super) fn write(job: &mut Job, flow: &mut Flow) -> Result<Body, Failed> {
    convert(job, flow);
    let Some(registers) = assign(flow) else {
        job.report(messages::too_many_values(job.function.span, super::places::PLACES));
        return Err(Failed);
    };
    let rows = Rows::of(Isa::Register);
    let named = |mnemonic| rows.named(mnemonic);
    let mut writer = Writer {
        flow,
        registers: &registers,
        values: job.values,
        computes: &rows,
        mov: named("move"),
        swap: named("swap"),
        loadk: named("loadk"),
        loadi: named("loadi"),
        call: named("call"),
        lines: Vec::new(),
    };
    let chunks: Vec<Chunk> = flow.order.iter().map(|&id| writer.chunk(id)).collect();
    let label = job.cx.names.intern("L");
    Ok(emit::body(Isa::Register, &chunks, job.body, (label, job.function.span)))
}

/// A conversion becomes a multiplication by one.
fn convert(job: &mut Job, flow: &mut Flow) {
    for index in 0..flow.blocks.len() {
        let ops = std::mem::take(&mut flow.blocks[index].ops);
        let mut all = Vec::with_capacity(ops.len());
        for mut op in ops {
            if let (What::Convert(value), Some(makes)) = (&op.what, op.makes) {
                let (value, ty) = (*value, flow.ty(makes));
                let one = flow.value(ty);
                if let Some(unit) = ty.unit(false) {
                    let position = job.instr(op.source).position;
                    let what = What::Const(job.values.add(unit, position));
                    all.push(Op { what, makes: Some(one), source: op.source });
                }
                op.what = What::Compute(Compute::Multiply, vec![value, one]);
            }
            all.push(op);
        }
        flow.blocks[index].ops = all;
    }
}

struct Writer<'w> {
    flow: &'w Flow,
    registers: &'w Registers,
    values: &'w crate::ir::ValuePool,
    computes: &'w Rows,
    mov: u16,
    swap: u16,
    loadk: u16,
    loadi: u16,
    call: u16,
    lines: Vec<Line>,
}

impl Writer<'_> {
    fn chunk(&mut self, id: BlockId) -> Chunk {
        let block = self.flow.block(id);
        if id == BlockId(0) {
            self.arrive(block.source);
        }
        for op in &block.ops {
            self.op(op);
        }
        let finish = match &block.end {
            End::Jump(edge) => {
                self.hand_over(edge, block.source);
                Finish::Jump(edge.to)
            }
            End::Branch(on, [yes, no]) => Finish::Branch(Some(self.place(*on).operand()), yes.to, no.to),
            End::Return(value) => {
                let to_result = value.map(|value| Move { from: self.place(value), to: Place::RESULT });
                self.moves(to_result.into_iter().collect(), block.source);
                Finish::Return
            }
        };
        Chunk { block: id, lines: std::mem::take(&mut self.lines), finish, source: block.source }
    }

    fn place(&self, value: Val) -> Place {
        self.registers.of(value)
    }

    fn line<const N: usize>(&mut self, row: u16, operands: [Operand; N], source: u32) {
        self.lines.push(Line::new(row, operands, source));
    }

    /// Arguments arrive in `r1`, `r2` …
    fn arrive(&mut self, source: u32) {
        let params = self.flow.params.iter().enumerate();
        let needed = params.filter(|(_, param)| self.registers.is_needed(**param));
        let moves =
            needed.map(|(index, param)| Move { from: Place(index as u8 + 1), to: self.place(*param) });
        self.moves(moves.collect(), source);
    }

    /// The parameters of the next block get their values.
    fn hand_over(&mut self, edge: &Edge, source: u32) {
        let params = &self.flow.block(edge.to).params;
        let moves = edge.args.iter().zip(params);
        let moves = moves.map(|(arg, param)| Move { from: self.place(*arg), to: self.place(*param) });
        self.moves(moves.collect(), source);
    }

    fn moves(&mut self, moves: Vec<Move>, source: u32) {
        for step in in_order(moves) {
            match step {
                Step::Move(Move { from, to }) => {
                    self.line(self.mov, [to.operand(), from.operand()], source);
                }
                Step::Swap(a, b) => self.line(self.swap, [a.operand(), b.operand()], source),
            }
        }
    }

    fn op(&mut self, op: &Op) {
        let to = op.makes.map(|makes| self.place(makes).operand());
        match (&op.what, to) {
            (What::Const(id), Some(to)) => self.constant(to, *id, op.source),
            (What::Compute(compute, values), Some(to)) => {
                let row = self.computes.compute(*compute);
                match values.as_slice() {
                    [a] => self.line(row, [to, self.place(*a).operand()], op.source),
                    [a, b] => {
                        let (a, b) = (self.place(*a).operand(), self.place(*b).operand());
                        self.line(row, [to, a, b], op.source);
                    }
                    _ => {}
                }
            }
            (What::Call(function, args), _) => self.call(op, *function, args),
            _ => {}
        }
    }

    fn constant(&mut self, to: Operand, id: ValueId, source: u32) {
        let small = match self.values.get(id) {
            Value::Int(IntType::I32, bits) => i16::try_from(*bits as i32).ok(),
            _ => None,
        };
        match small {
            Some(small) => self.line(self.loadi, [to, Operand::Int(small.into())], source),
            None => self.line(self.loadk, [to, Operand::Value(id)], source),
        }
    }

    fn call(&mut self, op: &Op, function: FnRefId, args: &[Val]) {
        let moves = args.iter().enumerate();
        let moves = moves.map(|(index, arg)| Move { from: self.place(*arg), to: Place(index as u8 + 1) });
        self.moves(moves.collect(), op.source);
        let flags = if self.registers.saves(op.source) { FLAG_SAVE } else { 0 };
        self.line(self.call, [Operand::Callee(function), Operand::Int(flags.into())], op.source);
        if let Some(makes) = op.makes.filter(|makes| self.registers.is_needed(*makes)) {
            self.moves(vec![Move { from: Place::RESULT, to: self.place(makes) }], op.source);
        }
    }
}
