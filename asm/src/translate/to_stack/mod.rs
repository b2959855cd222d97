//! Emits code for a stack: values stay on the stack and are brought to the top where they are needed, the last time by
//! a move, before by a copy. Constants are pushed where they are needed. A block with several predecessors begins with
//! the stack as the first of them leaves it; the others are arranged to match.

mod arrange;

use super::emit::{self, Chunk, Finish, Line, Rows};
use super::flow::{BlockId, End, Flow, Op, Val, What};
use super::job::{Failed, Job};
use super::peephole::Peephole;
use super::simplify::{Live, live};
use crate::ir::{Body, FnRefId, Operand, Value, ValueId};
use crate::isa::{Compute, Isa};
use rustc_hash::FxHashMap;

/// The greatest number of unused values on the stack. A return need not drop them.
const MOST_DEAD: usize = 8;

/// The code of a function.
pub(super) fn write(job: &mut Job, flow: &mut Flow) -> Result<Body, Failed> {
    negate(job, flow);
    let constants = constants(flow);
    let Some(live) = live(flow, |value| constants[value.0 as usize].is_some()) else {
        return Err(job.too_large());
    };
    let rows = Rows::of(Isa::Stack);
    let ops = Ops {
        push: rows.named("push"),
        pop: rows.named("pop"),
        duplicate: rows.named("duplicate"),
        rotate: rows.named("rotate"),
        call: rows.named("call"),
    };
    let peephole = Peephole::new(&rows);
    let ways_in = flow.ways_in();
    let mut writer = Writer {
        job,
        flow,
        constants,
        live,
        ways_in,
        rows: &rows,
        ops,
        entries: vec![None; flow.blocks.len()],
        left: FxHashMap::default(),
        stack: Vec::new(),
        lines: Vec::new(),
        source: 0,
    };
    let mut chunks: FxHashMap<BlockId, Chunk> = FxHashMap::default();
    for id in flow.forward() {
        let mut chunk = writer.chunk(id);
        peephole.improve(&mut chunk.lines);
        chunks.insert(id, chunk);
    }
    let chunks: Vec<Chunk> = flow.order.iter().filter_map(|id| chunks.remove(id)).collect();
    let label = job.cx.names.intern("L");
    Ok(emit::body(Isa::Stack, &chunks, job.body, (label, job.function.span)))
}

/// A negation becomes a multiplication by minus one, which gives the same for floats and for all integers.
fn negate(job: &mut Job, flow: &mut Flow) {
    for index in 0..flow.blocks.len() {
        let ops = std::mem::take(&mut flow.blocks[index].ops);
        let mut all = Vec::with_capacity(ops.len());
        for mut op in ops {
            if let (What::Compute(Compute::Negate, values), Some(makes)) = (&op.what, op.makes) {
                let (value, ty) = (values[0], flow.ty(makes));
                let unit = flow.value(ty);
                if let Some(minus_one) = ty.unit(true) {
                    let position = job.instr(op.source).position;
                    let what = What::Const(job.values.add(minus_one, position));
                    all.push(Op { what, makes: Some(unit), source: op.source });
                }
                op.what = What::Compute(Compute::Multiply, vec![value, unit]);
            }
            all.push(op);
        }
        flow.blocks[index].ops = all;
    }
}

/// The values that are constants.
fn constants(flow: &Flow) -> Vec<Option<ValueId>> {
    let mut constants = vec![None; flow.types.len()];
    for op in flow.blocks.iter().flat_map(|block| &block.ops) {
        if let (What::Const(id), Some(makes)) = (&op.what, op.makes) {
            constants[makes.0 as usize] = Some(*id);
        }
    }
    constants
}

/// The rows that bring values to the top.
struct Ops {
    push: u16,
    pop: u16,
    duplicate: u16,
    rotate: u16,
    call: u16,
}

struct Writer<'w, 'j, 'o> {
    job: &'w mut Job<'j, 'o>,
    flow: &'w Flow,
    constants: Vec<Option<ValueId>>,
    live: Live,
    ways_in: Vec<u32>,
    rows: &'w Rows,
    ops: Ops,
    /// The contents of the stack at the start of each block, as soon as an edge to it is written.
    entries: Vec<Option<Vec<Val>>>,
    /// The number of further uses of values in the current block and after it.
    left: FxHashMap<Val, u32>,
    stack: Vec<Val>,
    lines: Vec<Line>,
    source: u32,
}

impl Writer<'_, '_, '_> {
    fn chunk(&mut self, id: BlockId) -> Chunk {
        let flow = self.flow;
        let block = flow.block(id);
        let entry = &mut self.entries[id.0 as usize];
        let entry = if self.ways_in[id.0 as usize] > 1 { entry.clone() } else { entry.take() };
        self.stack = entry.unwrap_or_else(|| flow.params.clone());
        self.count(id);
        self.source = block.ops.first().map_or(block.source, |op| op.source);
        self.clear_dead(MOST_DEAD);
        for op in &block.ops {
            self.source = op.source;
            self.op(op);
        }
        self.source = block.source;
        let finish = self.finish(&block.end);
        Chunk { block: id, lines: std::mem::take(&mut self.lines), finish, source: block.source }
    }

    /// Counts how often each value is needed from here on.
    fn count(&mut self, id: BlockId) {
        let block = self.flow.block(id);
        self.left.clear();
        let args = block.end.edges().iter().flat_map(|edge| &edge.args).copied();
        let used = block.ops.iter().flat_map(Op::takes).copied().chain(block.end.value()).chain(args);
        for value in used.chain(self.live.after[id.0 as usize].iter().copied()) {
            *self.left.entry(value).or_default() += 1;
        }
    }

    fn left(&self, value: Val) -> u32 {
        self.left.get(&value).copied().unwrap_or(0)
    }

    fn used(&mut self, value: Val) {
        if let Some(left) = self.left.get_mut(&value) {
            *left = left.saturating_sub(1);
        }
    }

    fn line<const N: usize>(&mut self, row: u16, operands: [Operand; N]) {
        self.lines.push(Line::new(row, operands, self.source));
    }

    /// Drops the values that nothing needs, if there are more of them than this.
    fn clear_dead(&mut self, most: usize) {
        let dead = self.stack.iter().filter(|&&value| self.left(value) == 0).count();
        if dead > most {
            let stack = std::mem::take(&mut self.stack);
            let wanted: Vec<Val> = stack.iter().copied().filter(|&value| self.left(value) > 0).collect();
            self.stack = stack;
            self.arrange(&wanted);
        }
    }

    /// Brings the n-th value from the top to the top.
    fn rotate(&mut self, n: usize) {
        if n > 1 {
            let from = self.stack.len() - n;
            self.stack[from..].rotate_left(1);
            self.line(self.ops.rotate, [Operand::Int(n as i32)]);
        }
    }

    /// Copies the n-th value from the top to the top.
    fn copy(&mut self, n: usize) {
        self.rotate(n);
        let value = self.stack[self.stack.len() - 1];
        let at = self.stack.len() - n;
        self.stack.insert(at, value);
        self.line(self.ops.duplicate, [Operand::Int(n as i32 - 1)]);
    }

    fn push(&mut self, value: Val, id: ValueId) {
        self.stack.push(value);
        self.line(self.ops.push, [Operand::Value(id)]);
    }

    fn pop(&mut self) {
        self.stack.pop();
        self.line(self.ops.pop, []);
    }

    /// The depth of a value below the top: 1 if it is the top.
    fn depth(&self, value: Val) -> Option<usize> {
        self.stack.iter().rev().position(|&other| other == value).map(|above| above + 1)
    }

    fn constant(&self, value: Val) -> Option<ValueId> {
        self.constants[value.0 as usize]
    }

    /// Brings values to the top, the last one topmost, and counts them as used.
    fn bring(&mut self, values: &[Val]) {
        let there = self.in_place(values);
        values[..there].iter().for_each(|&value| self.used(value));
        for (index, &value) in values.iter().enumerate().skip(there) {
            if let Some(id) = self.constant(value) {
                self.push(value, id);
                continue;
            }
            self.used(value);
            // Copies that have been brought already lie above the one that may be used up.
            let brought = values[..index].iter().filter(|&&other| other == value).count();
            let lies = self.stack.iter().rev().enumerate().filter(|(_, other)| **other == value);
            let last = lies.map(|(above, _)| above + 1).nth(brought).filter(|_| self.left(value) == 0);
            match (last, self.depth(value)) {
                (Some(depth), _) => self.rotate(depth),
                (None, Some(depth)) => self.copy(depth),
                (None, None) => {}
            }
        }
    }

    /// The number of the first values that are on top of the stack already, in order, and may be consumed.
    fn in_place(&self, values: &[Val]) -> usize {
        let fits = |count: &usize| {
            let first = &values[..*count];
            let top = self.stack.len().checked_sub(*count).map(|from| &self.stack[from..]);
            let last_use = |value: &Val| {
                let here = values.iter().filter(|other| *other == value).count() as u32;
                self.constant(*value).is_none() && here == 1 && self.left(*value) == 1
            };
            top == Some(first) && first.iter().all(last_use)
        };
        (0..=values.len()).rev().find(fits).unwrap_or(0)
    }

    fn op(&mut self, op: &Op) {
        match &op.what {
            What::Const(_) | What::Convert(_) => {}
            What::Compute(compute, values) => {
                let compute = self.operands(*compute, values);
                self.take(values.len());
                self.line(self.rows.compute(compute), []);
                self.give(op.makes);
            }
            What::Call(function, args) => {
                self.bring(args);
                self.function(*function);
                self.line(self.ops.call, []);
                self.take(args.len());
                self.give(op.makes);
            }
        }
    }

    /// Brings the operands of a computation to the top, the other way round if that is less to do.
    fn operands(&mut self, compute: Compute, values: &[Val]) -> Compute {
        if let ([a, b], Some(flipped)) = (values, compute.flipped())
            && a != b
        {
            let turned = [*b, *a];
            if self.in_place(&turned) > self.in_place(values) {
                self.bring(&turned);
                return flipped;
            }
        }
        self.bring(values);
        compute
    }

    fn take(&mut self, count: usize) {
        self.stack.truncate(self.stack.len().saturating_sub(count));
    }

    /// Records that a result is on the stack; removes it at once if nothing needs it.
    fn give(&mut self, makes: Option<Val>) {
        if let Some(value) = makes {
            self.stack.push(value);
            if self.left(value) == 0 {
                self.pop();
            }
        }
    }

    fn function(&mut self, function: FnRefId) {
        let position = self.job.instr(self.source).position;
        let id = self.job.values.add(Value::Function(function), position);
        self.line(self.ops.push, [Operand::Value(id)]);
    }

    fn finish(&mut self, end: &End) -> Finish {
        match end {
            End::Return(None) => Finish::End,
            End::Return(Some(value)) => {
                self.bring(&[*value]);
                Finish::Return
            }
            End::Branch(on, [yes, no]) => {
                self.bring(&[*on]);
                self.take(1);
                for edge in [yes, no] {
                    self.entries[edge.to.0 as usize] = Some(self.stack.clone());
                }
                Finish::Branch(None, yes.to, no.to)
            }
            End::Jump(edge) => {
                self.hand_over(edge);
                Finish::Jump(edge.to)
            }
        }
    }
}
