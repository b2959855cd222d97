//! Writes a body: instructions block by block, jumps only where the next block is another, labels only where a jump
//! leads.

use super::flow::BlockId;
use crate::formats;
use crate::ir::{Body, Instr, LabelId, LabelInfo, Loc, Operand, Span, Sym};
use crate::isa::{Compute, Isa, OperandKind, Role};

/// An instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The index of its row.
    pub(super) row: u16,
    operands: [Option<Operand>; 3],
    /// The index of the instruction of the source that it comes from.
    pub(super) source: u32,
}

impl Line {
    /// An instruction with at most three operands.
    pub(super) fn new<const N: usize>(row: u16, operands: [Operand; N], source: u32) -> Self {
        let mut all = [None; 3];
        all.iter_mut().zip(operands).for_each(|(to, operand)| *to = Some(operand));
        Self { row, operands: all, source }
    }

    /// Its operand, if it has one.
    pub(super) fn operand(&self) -> Option<Operand> {
        self.operands[0]
    }
}

/// The end of a block.
#[derive(Clone, Copy, Debug)]
pub(super) enum Finish {
    /// Goes to a block.
    Jump(BlockId),
    /// Goes to the first or the second: on the truth of the register, or of the top value.
    Branch(Option<Operand>, BlockId, BlockId),
    /// Goes back to the caller.
    Return,
    /// Jumps to the end of the code, which is after the last block.
    End,
}

/// The code of a block.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    pub(super) block: BlockId,
    pub(super) lines: Vec<Line>,
    pub(super) finish: Finish,
    /// The index of the instruction of the source that ends it.
    pub(super) source: u32,
}

/// The rows of a set, by what they are for.
pub(super) struct Rows {
    isa: Isa,
    computes: Vec<(Compute, u16)>,
}

impl Rows {
    /// The rows of a set.
    pub(super) fn of(isa: Isa) -> Self {
        let mut computes = Vec::new();
        for (index, row) in formats::rows(isa).iter().enumerate() {
            match row.role {
                Role::Compute(compute) => computes.push((compute, index as u16)),
                Role::ByType(one, other) => computes.extend([one, other].map(|one| (one, index as u16))),
                _ => {}
            }
        }
        Self { isa, computes }
    }

    /// The row that computes this; every set has one for all but the negation.
    pub(super) fn compute(&self, wanted: Compute) -> u16 {
        self.computes.iter().find(|(compute, _)| *compute == wanted).map_or(0, |(_, row)| *row)
    }

    /// The row of this name.
    pub(super) fn named(&self, mnemonic: &str) -> u16 {
        formats::rows(self.isa).iter().position(|row| row.mnemonic == mnemonic).unwrap_or(0) as u16
    }
}

/// The rows that end blocks.
struct Ends {
    jump: u16,
    branch: u16,
    if_true: u16,
    if_false: u16,
    ret: u16,
}

impl Ends {
    fn of(isa: Isa) -> Self {
        let find =
            |role: Role| formats::rows(isa).iter().position(|row| row.role == role).unwrap_or(0) as u16;
        Self {
            jump: find(Role::Jump),
            branch: find(Role::Choose),
            if_true: find(Role::JumpIf(true)),
            if_false: find(Role::JumpIf(false)),
            ret: find(Role::Return),
        }
    }
}

/// Writes the chunks of a function, in this order, as a body that takes the place of `source`. `name` is the name of
/// its labels.
pub(super) fn body(isa: Isa, chunks: &[Chunk], source: &Body, (name, span): (Sym, Span)) -> Body {
    let size: usize = chunks.iter().map(|chunk| chunk.lines.len() + 3).sum();
    let mut emitter = Emitter {
        out: Body::new(isa),
        source,
        sources: Vec::new(),
        ends: Ends::of(isa),
        labels: vec![None; chunks.len() + 1],
        goes_to: targets(chunks),
        chunks,
        is_long: !reaches(isa, size),
        name,
        span,
    };
    emitter.all();
    emitter.locs();
    emitter.out
}

/// Whether a conditional jump reaches everything in this number of instructions.
fn reaches(isa: Isa, size: usize) -> bool {
    let most = OperandKind::Label16.range().map_or(0, |(_, most)| most as usize);
    isa == Isa::Stack || size < most
}

/// The chunk of each block (by number), with those that only jump on left out: (the index of the chunk, by block).
fn targets(chunks: &[Chunk]) -> Vec<usize> {
    let blocks = chunks.iter().map(|chunk| chunk.block.0 as usize + 1).max().unwrap_or(0);
    let mut index_of = vec![chunks.len(); blocks];
    for (index, chunk) in chunks.iter().enumerate() {
        index_of[chunk.block.0 as usize] = index;
    }
    let next = |index: usize| {
        let chunk = chunks.get(index).filter(|chunk| chunk.lines.is_empty())?;
        match chunk.finish {
            Finish::Jump(to) => Some(index_of[to.0 as usize]),
            Finish::End => Some(chunks.len()),
            _ => None,
        }
    };
    let mut found: Vec<Option<usize>> = vec![None; chunks.len() + 1];
    for start in 0..chunks.len() {
        let (mut way, mut at) = (Vec::new(), start);
        // A chain of jumps that leads back to itself ends where it closes.
        while let Some(after) = next(at).filter(|_| found[at].is_none()) {
            found[at] = Some(at);
            way.push(at);
            at = after;
        }
        let end = found[at].unwrap_or(at);
        way.into_iter().for_each(|index| found[index] = Some(end));
    }
    index_of.into_iter().map(|index| found[index].unwrap_or(index)).collect()
}

struct Emitter<'e> {
    out: Body,
    source: &'e Body,
    /// For each instruction, the index of the one of the source that it comes from.
    sources: Vec<u32>,
    ends: Ends,
    /// The label of each chunk, and of the end.
    labels: Vec<Option<LabelId>>,
    goes_to: Vec<usize>,
    chunks: &'e [Chunk],
    is_long: bool,
    name: Sym,
    span: Span,
}

impl Emitter<'_> {
    fn all(&mut self) {
        let count = self.chunks.len();
        let stays: Vec<bool> = (0..count).map(|index| index == 0 || self.stays(index)).collect();
        let mut starts = vec![0; count + 1];
        for index in (0..count).filter(|&index| stays[index]) {
            starts[index] = self.out.instrs.len() as u32;
            let chunk = &self.chunks[index];
            for line in &chunk.lines {
                let operands: Vec<Operand> = line.operands.iter().flatten().copied().collect();
                self.push(line.row, &operands, line.source);
            }
            let next = (index + 1..count).find(|&next| stays[next]).unwrap_or(count);
            self.finish(chunk, next);
        }
        starts[count] = self.out.instrs.len() as u32;
        for (index, label) in self.labels.iter().enumerate() {
            if let Some(label) = label {
                self.out.labels[label.0 as usize].target = Some(starts[index]);
            }
        }
    }

    /// Whether a chunk has code of its own.
    fn stays(&self, index: usize) -> bool {
        self.goes_to[self.chunks[index].block.0 as usize] == index
    }

    fn push(&mut self, row: u16, operands: &[Operand], source: u32) {
        let position = self.source.instrs.get(source as usize).map_or(self.span.lo, |instr| instr.position);
        let first = self.out.operands.len() as u32;
        self.out.operands.extend(operands);
        self.out.instrs.push(Instr { first, position, row, count: operands.len() as u8 });
        self.sources.push(source);
    }

    fn target(&self, block: BlockId) -> usize {
        self.goes_to[block.0 as usize]
    }

    fn label(&mut self, chunk: usize) -> Operand {
        let (out, name, span) = (&mut self.out, self.name, self.span);
        let label = *self.labels[chunk].get_or_insert_with(|| {
            let id = LabelId(out.labels.len() as u32);
            out.labels.push(LabelInfo { name, span, target: None, outer: None, used: true });
            id
        });
        Operand::Label(label)
    }

    fn finish(&mut self, chunk: &Chunk, next: usize) {
        let source = chunk.source;
        match chunk.finish {
            Finish::Return => self.push(self.ends.ret, &[], source),
            Finish::End => self.jump(self.chunks.len(), next, source),
            Finish::Jump(to) => self.jump(self.target(to), next, source),
            Finish::Branch(None, yes, no) => {
                let targets = [self.label(self.target(yes)), self.label(self.target(no))];
                self.push(self.ends.branch, &targets, source);
            }
            Finish::Branch(Some(on), yes, no) => {
                self.branch(on, (self.target(yes), self.target(no)), next, source);
            }
        }
    }

    fn jump(&mut self, to: usize, next: usize, source: u32) {
        if to != next {
            let label = self.label(to);
            self.push(self.ends.jump, &[label], source);
        }
    }

    fn branch(&mut self, on: Operand, (yes, no): (usize, usize), next: usize, source: u32) {
        if yes == no {
            return self.jump(yes, next, source);
        }
        let (row, other, to, rest) = if yes == next {
            (self.ends.if_false, self.ends.if_true, no, yes)
        } else {
            (self.ends.if_true, self.ends.if_false, yes, no)
        };
        if !self.is_long {
            let label = self.label(to);
            self.push(row, &[on, label], source);
            return self.jump(rest, next, source);
        }
        // The conditional jump skips a jump that reaches farther.
        self.push(other, &[on, Operand::Int(1)], source);
        let label = self.label(to);
        self.push(self.ends.jump, &[label], source);
        self.jump(rest, next, source);
    }

    /// The `.loc`s, each at the first instruction that comes from its place, or from after it.
    fn locs(&mut self) {
        let mut at = 0;
        let end = self.sources.len();
        for loc in &self.source.locs {
            let found = (0..end).skip(at).find(|&index| self.sources[index] >= loc.instr);
            at = found.unwrap_or(end);
            self.out.locs.push(Loc { instr: at as u32, ..*loc });
        }
    }
}
