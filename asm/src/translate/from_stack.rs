//! From code for a stack: each block begins with the same values on the stack, whichever path leads there. What only
//! moves values on the stack vanishes.

use super::calls;
use super::flow::{BlockId, Budget, Edge, End, Flow, Op, Val, What};
use super::graph::{Control, Graph, Piece};
use super::job::{Failed, Job};
use super::types::{Ty, compute};
use crate::ir::{Operand, TypeId};
use crate::isa::Role;
use crate::translate::messages;

/// The greatest number of values on the stack: more than all registers and stack slots together hold.
pub(super) const MOST_DEPTH: usize = 256;

/// A function as blocks over values.
pub(super) fn read(job: &mut Job, budget: &mut Budget) -> Result<Flow, Failed> {
    let graph = Graph::of(job)?;
    let flow = Flow::over(&graph.pieces);
    let entered = vec![None; flow.blocks.len()];
    let mut reader = Reader { job, graph, flow, entered, stack: Vec::new() };
    reader.all(budget)?;
    if reader.job.has_failed() { Err(Failed) } else { Ok(reader.flow) }
}

struct Reader<'r, 'j, 'o> {
    job: &'r mut Job<'j, 'o>,
    graph: Graph,
    flow: Flow,
    /// From which instruction each block was first entered (block 0 is the entry).
    entered: Vec<Option<u32>>,
    stack: Vec<Val>,
}

impl Reader<'_, '_, '_> {
    fn all(&mut self, budget: &mut Budget) -> Result<(), Failed> {
        let types = self.job.params.clone();
        for ty in types {
            let value = self.flow.value(ty);
            self.flow.params.push(value);
        }
        self.stack = self.flow.params.clone();
        let mut open = vec![];
        let first = self.enter(0, None, &mut open, budget)?;
        self.flow.blocks[0].end = End::Jump(first);
        while let Some(index) = open.pop() {
            self.stack = self.flow.blocks[index + 1].params.clone();
            let piece = self.graph.pieces[index];
            for at in (piece.from..piece.to).filter(|&at| !self.graph.decides(at)).collect::<Vec<_>>() {
                self.step(index + 1, at)?;
            }
            let end = self.end(piece, &mut open, budget)?;
            self.flow.blocks[index + 1].end = end;
        }
        Ok(())
    }

    /// Adds an edge to a piece with the contents of the stack. The first edge decides the number and types of values.
    fn enter(
        &mut self,
        piece: usize,
        from: Option<u32>,
        open: &mut Vec<usize>,
        budget: &mut Budget,
    ) -> Result<Edge, Failed> {
        let to = BlockId(piece as u32 + 1);
        let is_end = self.graph.pieces[piece].from == self.graph.pieces[piece].to;
        let args = if is_end { Vec::new() } else { self.stack.clone() };
        if budget.spend(args.len()).is_none() {
            return Err(self.job.too_large());
        }
        if self.entered[piece + 1].is_none() {
            self.entered[piece + 1] = Some(from.unwrap_or(0));
            let params = args.iter().map(|&value| self.flow.value(self.flow.ty(value))).collect();
            self.flow.blocks[piece + 1].params = params;
            open.push(piece);
            return Ok(Edge { to, args });
        }
        self.agree(piece, from.unwrap_or(0), &args)?;
        Ok(Edge { to, args })
    }

    fn agree(&mut self, piece: usize, from: u32, args: &[Val]) -> Result<(), Failed> {
        let params = &self.flow.blocks[piece + 1].params;
        let differs = params.iter().zip(args).position(|(&param, &arg)| {
            let (expected, found) = (self.flow.ty(param), self.flow.ty(arg));
            expected != found && expected != Ty::Faulty && found != Ty::Faulty
        });
        let join = self.job.place(self.graph.pieces[piece].from);
        let first = self.job.place(self.entered[piece + 1].unwrap_or(0));
        let second = self.job.place(from);
        if params.len() != args.len() {
            let fault = messages::depths_differ(join, (first, params.len()), (second, args.len()));
            self.job.report(fault);
            return Err(Failed);
        }
        if let Some(index) = differs {
            let (expected, found) = (self.flow.ty(params[index]), self.flow.ty(args[index]));
            let what = format!("value {} from the top of the stack", args.len() - index);
            let fault = match (expected, found) {
                (Ty::Function(_), Ty::Function(_)) => messages::functions_differ(join, first, second),
                _ => messages::types_differ(join, &what, (first, expected.name()), (second, found.name())),
            };
            self.job.report(fault);
            return Err(Failed);
        }
        Ok(())
    }

    fn end(&mut self, piece: Piece, open: &mut Vec<usize>, budget: &mut Budget) -> Result<End, Failed> {
        let last = piece.to.saturating_sub(1);
        match self.graph.leaves(piece) {
            Control::Jump(to) => {
                let to = self.graph.piece_at(to);
                Ok(End::Jump(self.enter(to, Some(last), open, budget)?))
            }
            Control::Branch(yes, no) => {
                let on = self.pop(last, 1)?;
                self.expect(last, "the condition", on[0], Ty::Bool);
                let yes = self.enter(self.graph.piece_at(yes), Some(last), open, budget)?;
                let no = self.enter(self.graph.piece_at(no), Some(last), open, budget)?;
                Ok(End::Branch(on[0], [yes, no]))
            }
            Control::Next | Control::Leave => self.leave(piece, last),
        }
    }

    /// `return`, or the end of the code.
    fn leave(&mut self, piece: Piece, last: u32) -> Result<End, Failed> {
        let returns = piece.from < piece.to;
        match (returns, self.job.result) {
            (false, None) => Ok(End::Return(None)),
            (true, Some(result)) => {
                let value = self.pop(last, 1)?[0];
                self.expect(last, "the result", value, result);
                Ok(End::Return(Some(value)))
            }
            (false, Some(_)) => {
                let fault = messages::ends_without_result(self.job.place(last));
                self.job.report(fault);
                Err(Failed)
            }
            (true, None) => {
                let fault = messages::returns_without_result(self.job.place(last));
                self.job.report(fault);
                Err(Failed)
            }
        }
    }

    fn expect(&mut self, at: u32, what: &str, value: Val, expected: Ty) {
        let found = self.flow.ty(value);
        if found != expected && found != Ty::Faulty && expected != Ty::Faulty {
            let fault = messages::other_type(self.job.place(at), what, expected.name(), found.name());
            self.job.report(fault);
        }
    }

    /// The top values, the topmost last.
    fn pop(&mut self, at: u32, count: usize) -> Result<Vec<Val>, Failed> {
        self.needs(at, count)?;
        Ok(self.stack.split_off(self.stack.len() - count))
    }

    fn needs(&mut self, at: u32, count: usize) -> Result<(), Failed> {
        if self.stack.len() >= count {
            return Ok(());
        }
        let fault = messages::underflow(self.job.place(at), &self.job.mnemonic(at), count, self.stack.len());
        self.job.report(fault);
        Err(Failed)
    }

    fn push(&mut self, at: u32, value: Val) -> Result<(), Failed> {
        self.stack.push(value);
        if self.stack.len() <= MOST_DEPTH {
            return Ok(());
        }
        let fault = messages::too_deep_stack(self.job.place(at), MOST_DEPTH);
        self.job.report(fault);
        Err(Failed)
    }

    fn make(&mut self, block: usize, source: u32, what: What, ty: Ty) -> Result<(), Failed> {
        let value = self.flow.value(ty);
        self.flow.blocks[block].ops.push(Op { what, makes: Some(value), source });
        self.push(source, value)
    }

    fn step(&mut self, block: usize, at: u32) -> Result<(), Failed> {
        match self.job.role(at) {
            Role::NotPortable(why) => self.only(at, why),
            Role::Move => self.place(at),
            Role::Constant => self.constant(block, at),
            Role::CallValue => self.call(block, at),
            Role::Convert => self.convert(block, at),
            role => {
                let count = self.job.row(at).and_then(|row| row.effect.pops).unwrap_or(2);
                let values = self.pop(at, count.into())?;
                let types: Vec<Ty> = values.iter().map(|&value| self.flow.ty(value)).collect();
                let (what, ty) = compute(role, &types).unwrap_or_else(|misfit| {
                    let fault = messages::misfit(self.job.place(at), &self.job.mnemonic(at), misfit);
                    self.job.report(fault);
                    (crate::isa::Compute::Add, Ty::Faulty)
                });
                self.make(block, at, What::Compute(what, values), ty)
            }
        }
    }

    /// An instruction without a counterpart: reported once, and what it leaves on the stack causes no further reports.
    fn only(&mut self, at: u32, why: &str) -> Result<(), Failed> {
        let fault =
            messages::no_counterpart(self.job.place(at), &self.job.mnemonic(at), self.job.target_name(), why);
        self.job.report(fault);
        let effect = self.job.row(at).map(|row| (row.effect.pops, row.effect.pushes));
        let Some((Some(pops), Some(pushes))) = effect else { return Err(Failed) };
        self.pop(at, pops.into())?;
        for _ in 0..pushes {
            let value = self.flow.value(Ty::Faulty);
            self.push(at, value)?;
        }
        Ok(())
    }

    /// `pop`, `duplicate`, `swap` and `rotate` only rename.
    fn place(&mut self, at: u32) -> Result<(), Failed> {
        let row = self.job.row(at);
        let number = match self.job.operands(at).first() {
            Some(Operand::Int(number)) => *number,
            _ => 0,
        };
        let reach = number.unsigned_abs() as usize;
        match row.map(|row| row.mnemonic) {
            Some("pop") => {
                self.pop(at, 1)?;
            }
            Some("swap") => {
                self.needs(at, 2)?;
                let top = self.stack.len() - 1;
                self.stack.swap(top, top - 1);
            }
            Some("duplicate") => {
                self.needs(at, reach + 1)?;
                let top = self.stack[self.stack.len() - 1];
                self.push(at, top)?;
                let len = self.stack.len();
                self.stack[len - 2 - reach..len - 1].rotate_right(1);
            }
            _ => {
                self.needs(at, reach)?;
                let len = self.stack.len();
                let part = &mut self.stack[len - reach..];
                if number > 0 {
                    part.rotate_left(1)
                } else if number < 0 {
                    part.rotate_right(1)
                }
            }
        }
        Ok(())
    }

    fn constant(&mut self, block: usize, at: u32) -> Result<(), Failed> {
        let id = self.job.operands(at).first().and_then(|operand| self.job.constant(*operand));
        let Some((id, ty)) = id.and_then(|id| self.job.portable(id)) else {
            let what = id.map_or("a value", |id| messages::kind(self.job.values.get(id)));
            let fault = messages::constant_not_portable(self.job.place(at), what);
            self.job.report(fault);
            let value = self.flow.value(Ty::Faulty);
            return self.push(at, value);
        };
        self.make(block, at, What::Const(id), ty)
    }

    fn call(&mut self, block: usize, at: u32) -> Result<(), Failed> {
        let function = self.pop(at, 1)?[0];
        let Ty::Function(id) = self.flow.ty(function) else {
            if self.flow.ty(function) != Ty::Faulty {
                let fault = messages::not_a_function(self.job.place(at), self.flow.ty(function).name());
                self.job.report(fault);
            }
            return Err(Failed);
        };
        let callee = self.job.callee(id, at).ok_or(Failed)?;
        let args = self.pop(at, callee.params.len())?;
        match calls::call(self.job, &mut self.flow, block, at, &callee, args) {
            Some(result) => self.push(at, result),
            None => Ok(()),
        }
    }

    /// A conversion to a value's own type vanishes.
    fn convert(&mut self, block: usize, at: u32) -> Result<(), Failed> {
        let value = self.pop(at, 1)?[0];
        let from = self.flow.ty(value);
        let id = match self.job.operands(at).first() {
            Some(Operand::Type(id)) => *id,
            _ => TypeId(0),
        };
        let to = Ty::of_type(&self.job.program.types, id);
        match to {
            Some(to) if to == from => self.push(at, value),
            Some(to) if from.widens_to(to) => self.make(block, at, What::Convert(value), to),
            _ => {
                if from != Ty::Faulty {
                    let place = self.job.place(at);
                    let text = self.job.cx.sources.text(place).to_owned();
                    let to = text.strip_prefix(&self.job.mnemonic(at)).unwrap_or("").trim();
                    let fault = messages::no_conversion(place, from.name(), to, self.job.target_name());
                    self.job.report(fault);
                }
                let value = self.flow.value(to.unwrap_or(Ty::Faulty));
                self.push(at, value)
            }
        }
    }
}
