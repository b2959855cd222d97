//! From code for registers: registers and stack slots are variables, and what they hold at each place becomes values.
//!
//! A register that may be uninitialized where it is read has no value there, and is a fault.

use super::calls;
use super::flow::{BlockId, Budget, Edge, End, Flow, Op, Val, What};
use super::graph::{Control, Graph, Piece};
use super::job::{Failed, Job};
use super::places::{Live, PLACES, Place, live, reads};
use super::types::{Ty, compute};
use crate::ir::{IntType, Operand, Value};
use crate::isa::operand::FLAG_SAVE;
use crate::isa::{Access, OperandKind, Role};
use crate::translate::messages;

/// The known state of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    /// Nothing has written it.
    Unset,
    /// A call may have left anything in it.
    Clobbered(u32),
    /// The function that was called gives no result.
    NoResult(u32),
    /// Holds this.
    Holds(Val),
}

/// A function as blocks over values.
pub(super) fn read(job: &mut Job, budget: &mut Budget) -> Result<Flow, Failed> {
    let graph = Graph::of(job)?;
    let live = live(job, &graph);
    let blocks = graph.pieces.len() + 1;
    let flow = Flow::over(&graph.pieces);
    let mut reader =
        Reader { job, graph, live, flow, entered: vec![None; blocks], cells: [Cell::Unset; PLACES] };
    reader.all(budget)?;
    if reader.job.has_failed() { Err(Failed) } else { Ok(reader.flow) }
}

struct Reader<'r, 'j, 'o> {
    job: &'r mut Job<'j, 'o>,
    graph: Graph,
    live: Live,
    flow: Flow,
    /// From which instruction each block was first entered (block 0 is the entry).
    entered: Vec<Option<u32>>,
    cells: [Cell; PLACES],
}

impl Reader<'_, '_, '_> {
    fn all(&mut self, budget: &mut Budget) -> Result<(), Failed> {
        let types = self.job.params.clone();
        for (index, ty) in types.into_iter().enumerate() {
            let value = self.flow.value(ty);
            self.flow.params.push(value);
            if let Some(cell) = self.cells.get_mut(index + 1) {
                *cell = Cell::Holds(value);
            }
        }
        let mut open = vec![];
        let first = self.enter(0, None, &mut open, budget)?;
        self.flow.blocks[0].end = End::Jump(first);
        while let Some(piece) = open.pop() {
            self.piece(piece, &mut open, budget)?;
        }
        Ok(())
    }

    /// Adds an edge to a piece with the contents of its live registers. The first edge decides their types.
    fn enter(
        &mut self,
        piece: usize,
        from: Option<u32>,
        open: &mut Vec<usize>,
        budget: &mut Budget,
    ) -> Result<Edge, Failed> {
        let to = BlockId(piece as u32 + 1);
        let live: Vec<Place> = self.live.at(piece).iter().collect();
        if budget.spend(live.len()).is_none() {
            return Err(self.job.too_large());
        }
        let held: Vec<Option<Val>> = live.iter().map(|&place| self.held_at(place, piece, from)).collect();
        if self.entered[to.0 as usize].is_none() {
            self.entered[to.0 as usize] = Some(from.unwrap_or(0));
            let params: Vec<Val> = held
                .iter()
                .map(|value| self.flow.value(value.map_or(Ty::Faulty, |value| self.flow.ty(value))))
                .collect();
            self.flow.blocks[to.0 as usize].params = params;
            open.push(piece);
        }
        let mut args = Vec::with_capacity(live.len());
        for (index, value) in held.into_iter().enumerate() {
            let param = self.flow.block(to).params[index];
            self.agree(value, param, live[index], piece, from);
            args.push(value.unwrap_or(param));
        }
        Ok(Edge { to, args })
    }

    /// The value of a register that the code from a piece on reads.
    fn held_at(&mut self, place: Place, piece: usize, from: Option<u32>) -> Option<Val> {
        match self.cells[place.index()] {
            Cell::Holds(value) => Some(value),
            cell => {
                let (at, via) = self.live.first_read(self.job, &self.graph, piece, place);
                self.unset(place, at, via.or(from), cell);
                None
            }
        }
    }

    /// Checks that two paths bring values of one type.
    fn agree(&mut self, value: Option<Val>, param: Val, place: Place, piece: usize, from: Option<u32>) {
        let expected = self.flow.ty(param);
        let Some(found) = value.map(|value| self.flow.ty(value)) else { return };
        if found == expected || found == Ty::Faulty || expected == Ty::Faulty {
            return;
        }
        let (at, _) = self.live.first_read(self.job, &self.graph, piece, place);
        let other = self.entered[piece + 1].map_or(self.job.function.span, |at| self.job.place(at));
        let from = from.map_or(self.job.function.span, |at| self.job.place(at));
        let fault = messages::types_differ(
            self.job.place(at),
            &format!("`{}`", place.name()),
            (other, expected.name()),
            (from, found.name()),
        );
        self.job.report(fault);
    }

    fn unset(&mut self, place: Place, at: u32, from: Option<u32>, cell: Cell) {
        let here = self.job.place(at);
        let name = place.name();
        let fault = match cell {
            Cell::Clobbered(call) => messages::clobbered(here, &name, self.job.place(call)),
            Cell::NoResult(call) => messages::no_result(here, self.job.place(call)),
            _ => messages::unset(here, &name, from.map(|from| self.job.place(from))),
        };
        self.job.report(fault);
    }

    fn piece(&mut self, index: usize, open: &mut Vec<usize>, budget: &mut Budget) -> Result<(), Failed> {
        let piece = self.graph.pieces[index];
        let block = index + 1;
        self.cells = [Cell::Unset; PLACES];
        let live: Vec<Place> = self.live.at(index).iter().collect();
        for (index, place) in live.into_iter().enumerate() {
            self.cells[place.index()] = Cell::Holds(self.flow.blocks[block].params[index]);
        }
        for at in piece.from..piece.to {
            if !self.graph.decides(at) {
                self.step(block, at);
            }
        }
        let end = self.end(block, piece, open, budget)?;
        self.flow.blocks[block].end = end;
        Ok(())
    }

    fn end(
        &mut self,
        block: usize,
        piece: Piece,
        open: &mut Vec<usize>,
        budget: &mut Budget,
    ) -> Result<End, Failed> {
        let last = piece.to.saturating_sub(1);
        match self.graph.leaves(piece) {
            Control::Jump(to) => {
                let to = self.graph.piece_at(to);
                Ok(End::Jump(self.enter(to, Some(last), open, budget)?))
            }
            Control::Branch(yes, no) => {
                let on = self.branch_on(last);
                let yes = self.enter(self.graph.piece_at(yes), Some(last), open, budget)?;
                let no = self.enter(self.graph.piece_at(no), Some(last), open, budget)?;
                Ok(End::Branch(on, [yes, no]))
            }
            _ if piece.from < piece.to && self.again(last) => {
                Ok(End::Jump(self.enter(0, Some(last), open, budget)?))
            }
            Control::Next | Control::Leave => Ok(self.leave(block, piece, last)),
        }
    }

    /// Whether the function ends with a tail call of itself: that is a loop, however often it repeats. The stack
    /// slots of the next activation are its own.
    fn again(&mut self, last: u32) -> bool {
        let Some(Operand::Callee(id)) = self.job.operands(last).first() else { return false };
        let callee = self.job.callee(*id, last);
        if !callee.is_some_and(|callee| self.job.is_self(&callee)) {
            return false;
        }
        for (index, ty) in self.job.params.clone().into_iter().enumerate() {
            let value = self.read(Place(index as u8 + 1), last);
            self.expect(last, &format!("argument {}", index + 1), value, ty);
        }
        let first_free = self.job.params.len() + 1;
        self.cells[0] = Cell::Unset;
        self.cells[first_free..].fill(Cell::Unset);
        true
    }

    fn branch_on(&mut self, at: u32) -> Val {
        let on = self.operand_reads(at).first().copied();
        let on = on.unwrap_or_else(|| self.flow.value(Ty::Faulty));
        self.expect(at, "the condition", on, Ty::Bool);
        on
    }

    fn expect(&mut self, at: u32, what: &str, value: Val, expected: Ty) {
        let found = self.flow.ty(value);
        if found != expected && found != Ty::Faulty && expected != Ty::Faulty {
            let fault = messages::other_type(self.job.place(at), what, expected.name(), found.name());
            self.job.report(fault);
        }
    }

    /// The end of a function: `ret`, a tail call, a trap, or running past its last word.
    fn leave(&mut self, block: usize, piece: Piece, last: u32) -> End {
        if piece.from == piece.to {
            let fault = messages::falls_off(self.job.place(last));
            self.job.report(fault);
            return End::Return(None);
        }
        match self.job.role(last) {
            Role::Call => {
                let value = self.call(block, last);
                let result = self.job.result;
                if let (Some(value), Some(result)) = (value, result) {
                    self.expect(last, "the result", value, result);
                } else if result.is_some() {
                    let fault = messages::no_result(self.job.place(last), self.job.place(last));
                    self.job.report(fault);
                }
                End::Return(value.filter(|_| result.is_some()))
            }
            Role::NotPortable(_) => {
                self.only(last);
                End::Return(None)
            }
            _ => {
                let Some(result) = self.job.result else { return End::Return(None) };
                let value = self.read(Place::RESULT, last);
                self.expect(last, "the result", value, result);
                End::Return(Some(value))
            }
        }
    }

    fn read(&mut self, place: Place, at: u32) -> Val {
        match self.cells[place.index()] {
            Cell::Holds(value) => value,
            cell => {
                self.unset(place, at, None, cell);
                self.flow.value(Ty::Faulty)
            }
        }
    }

    /// The values of the registers that an instruction reads as operands.
    fn operand_reads(&mut self, at: u32) -> Vec<Val> {
        let row = self.job.row(at);
        let operands = self.job.operands(at);
        let kinds = row.map_or(&[][..], |row| row.operands());
        let read = kinds.iter().zip(operands).filter_map(|(kind, operand)| match (kind, operand) {
            (OperandKind::Reg(Access::Read | Access::ReadWrite), Operand::Reg(register)) => {
                Some(Place::of(*register))
            }
            _ => None,
        });
        read.collect::<Vec<_>>().into_iter().map(|place| self.read(place, at)).collect()
    }

    fn set(&mut self, at: u32, value: Val) {
        if let Some(Operand::Reg(register)) = self.job.operands(at).first() {
            self.cells[Place::of(*register).index()] = Cell::Holds(value);
        }
    }

    fn make(&mut self, block: usize, source: u32, what: What, ty: Ty) -> Val {
        let value = self.flow.value(ty);
        self.flow.blocks[block].ops.push(Op { what, makes: Some(value), source });
        value
    }

    fn step(&mut self, block: usize, at: u32) {
        match self.job.role(at) {
            Role::NotPortable(_) => self.only(at),
            Role::Move => self.place(at),
            Role::Constant => self.constant(block, at),
            Role::Call => {
                self.call(block, at);
            }
            role => {
                let values = self.operand_reads(at);
                let types: Vec<Ty> = values.iter().map(|&value| self.flow.ty(value)).collect();
                let (what, ty) = compute(role, &types).unwrap_or_else(|misfit| {
                    let fault = messages::misfit(self.job.place(at), &self.job.mnemonic(at), misfit);
                    self.job.report(fault);
                    (crate::isa::Compute::Add, Ty::Faulty)
                });
                let value = self.make(block, at, What::Compute(what, values), ty);
                self.set(at, value);
            }
        }
    }

    /// An instruction without a counterpart: reported once, and what it writes causes no further reports.
    fn only(&mut self, at: u32) {
        if let Role::NotPortable(why) = self.job.role(at) {
            let fault = messages::no_counterpart(
                self.job.place(at),
                &self.job.mnemonic(at),
                self.job.target_name(),
                why,
            );
            self.job.report(fault);
        }
        for place in super::places::touched(self.job, at).writes.iter() {
            let value = self.flow.value(Ty::Faulty);
            self.cells[place.index()] = Cell::Holds(value);
        }
    }

    /// `move`, `swap` and `nop` only rename.
    fn place(&mut self, at: u32) {
        let values = self.operand_reads(at);
        let registers: Vec<Place> = self
            .job
            .operands(at)
            .iter()
            .filter_map(|operand| match operand {
                Operand::Reg(register) => Some(Place::of(*register)),
                _ => None,
            })
            .collect();
        match (registers.as_slice(), values.as_slice()) {
            ([to, _], [value]) => self.cells[to.index()] = Cell::Holds(*value),
            ([a, b], [value_a, value_b]) => {
                self.cells[a.index()] = Cell::Holds(*value_b);
                self.cells[b.index()] = Cell::Holds(*value_a);
            }
            _ => {}
        }
    }

    fn constant(&mut self, block: usize, at: u32) {
        let instr = self.job.instr(at);
        let operand = self.job.operands(at).get(1).copied().unwrap_or(Operand::PoolEntry(0));
        let id = match operand {
            Operand::Int(number) => {
                let value = Value::Int(IntType::I32, i128::from(number) as u128);
                Some(self.job.values.add(value, instr.position))
            }
            other => self.job.constant(other),
        };
        let known = id.and_then(|id| self.job.portable(id));
        let Some((id, ty)) = known.filter(|(_, ty)| !matches!(ty, Ty::Function(_))) else {
            let what = id.map_or("an entry of the pool", |id| messages::kind(self.job.values.get(id)));
            let fault = messages::constant_not_portable(self.job.place(at), what);
            self.job.report(fault);
            let value = self.flow.value(Ty::Faulty);
            return self.set(at, value);
        };
        let value = self.make(block, at, What::Const(id), ty);
        self.set(at, value);
    }

    /// A call; its result, if it has one.
    fn call(&mut self, block: usize, at: u32) -> Option<Val> {
        let operands = self.job.operands(at);
        let Some(Operand::Callee(id)) = operands.first() else {
            let fault = messages::constant_not_portable(self.job.place(at), "an entry of the pool");
            self.job.report(fault);
            return None;
        };
        let callee = self.job.callee(*id, at);
        let args: Vec<Val> = reads(callee.as_deref()).iter().map(|place| self.read(place, at)).collect();
        let saves = matches!(operands.last(), Some(Operand::Int(flags)) if *flags as u8 & FLAG_SAVE != 0);
        if !saves && !self.job.is_tail(at) {
            self.cells[1..32].fill(Cell::Clobbered(at));
        }
        let result = match callee {
            Some(callee) => calls::call(self.job, &mut self.flow, block, at, &callee, args),
            None => Some(self.flow.value(Ty::Faulty)),
        };
        self.cells[0] = result.map_or(Cell::NoResult(at), Cell::Holds);
        result
    }
}
