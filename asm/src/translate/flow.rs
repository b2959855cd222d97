//! A function between the two sets: blocks of instructions over values, each value made once. What reaches a block on
//! several paths is passed as its parameters.

use super::graph::Piece;
use super::types::Ty;
use crate::ir::{FnRefId, ValueId};
use crate::isa::Compute;

/// A value: its index in [`Flow::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Val(pub(super) u32);

/// A block: its index in [`Flow::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct BlockId(pub(super) u32);

/// The effect of an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Makes a constant.
    Const(ValueId),
    /// Computes.
    Compute(Compute, Vec<Val>),
    /// Makes a number of another type.
    Convert(Val),
    /// Calls a function.
    Call(FnRefId, Vec<Val>),
}

/// An instruction.
#[derive(Clone, Debug)]
pub(super) struct Op {
    /// Its effect.
    pub(super) what: What,
    /// The value it makes, if it makes one.
    pub(super) makes: Option<Val>,
    /// The index of the instruction of the source that it comes from.
    pub(super) source: u32,
}

/// An edge to a block, with the values of its parameters.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    /// The block.
    pub(super) to: BlockId,
    /// An argument for each parameter.
    pub(super) args: Vec<Val>,
}

/// The end of a block.
#[derive(Clone, Debug)]
pub(super) enum End {
    /// Goes on elsewhere.
    Jump(Edge),
    /// Goes to the first if the value is true, else to the second.
    Branch(Val, [Edge; 2]),
    /// Goes back to the caller.
    Return(Option<Val>),
}

impl End {
    /// The outgoing edges.
    pub(super) fn edges(&self) -> &[Edge] {
        match self {
            Self::Jump(edge) => std::slice::from_ref(edge),
            Self::Branch(_, edges) => edges,
            Self::Return(_) => &[],
        }
    }

    /// The outgoing edges, to change them.
    pub(super) fn edges_mut(&mut self) -> &mut [Edge] {
        match self {
            Self::Jump(edge) => std::slice::from_mut(edge),
            Self::Branch(_, edges) => edges,
            Self::Return(_) => &mut [],
        }
    }

    /// The value that decides or is returned.
    pub(super) fn value(&self) -> Option<Val> {
        match self {
            Self::Jump(_) => None,
            Self::Branch(value, _) => Some(*value),
            Self::Return(value) => *value,
        }
    }
}

/// A block.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The incoming values.
    pub(super) params: Vec<Val>,
    /// Its instructions.
    pub(super) ops: Vec<Op>,
    /// Its end.
    pub(super) end: End,
    /// The index of the instruction of the source that ends it.
    pub(super) source: u32,
}

/// A function. The first block is the one it starts with; nothing leads back to it.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    /// The types of all values.
    pub(super) types: Vec<Ty>,
    /// The parameters of the function.
    pub(super) params: Vec<Val>,
    /// Its blocks.
    pub(super) blocks: Vec<Block>,
    /// The blocks in the order of the source.
    pub(super) order: Vec<BlockId>,
}

impl Flow {
    /// A function whose blocks are the pieces of a body, still empty, after an entry that goes to the first.
    pub(super) fn over(pieces: &[Piece]) -> Self {
        let block = |source| Block { params: Vec::new(), ops: Vec::new(), end: End::Return(None), source };
        let sources = pieces.iter().map(|piece| piece.to.saturating_sub(1).max(piece.from));
        let mut blocks: Vec<Block> = std::iter::once(0).chain(sources).map(block).collect();
        if blocks.len() > 1 {
            blocks[0].end = End::Jump(Edge { to: BlockId(1), args: Vec::new() });
        }
        let order = (0..blocks.len() as u32).map(BlockId).collect();
        Self { types: Vec::new(), params: Vec::new(), blocks, order }
    }

    /// A new value.
    pub(super) fn value(&mut self, ty: Ty) -> Val {
        self.types.push(ty);
        Val(self.types.len() as u32 - 1)
    }

    /// The type of a value.
    pub(super) fn ty(&self, value: Val) -> Ty {
        self.types[value.0 as usize]
    }

    /// A block.
    pub(super) fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }

    /// The number of edges that lead to each block.
    pub(super) fn ways_in(&self) -> Vec<u32> {
        let mut ways = vec![0; self.blocks.len()];
        for edge in self.blocks.iter().flat_map(|block| block.end.edges()) {
            ways[edge.to.0 as usize] += 1;
        }
        ways
    }

    /// The blocks, each after at least one that leads to it, and (but for loops) after all of them.
    pub(super) fn forward(&self) -> Vec<BlockId> {
        let mut order = Vec::with_capacity(self.blocks.len());
        let mut seen = vec![false; self.blocks.len()];
        let mut open = vec![(BlockId(0), 0)];
        seen[0] = true;
        while let Some((id, next)) = open.last_mut() {
            match self.block(*id).end.edges().get(*next) {
                Some(edge) => {
                    *next += 1;
                    if !std::mem::replace(&mut seen[edge.to.0 as usize], true) {
                        open.push((edge.to, 0));
                    }
                }
                None => {
                    order.push(*id);
                    open.pop();
                }
            }
        }
        order.reverse();
        order
    }
}

impl Op {
    /// The values it takes.
    pub(super) fn takes(&self) -> &[Val] {
        match &self.what {
            What::Const(_) => &[],
            What::Compute(_, values) | What::Call(_, values) => values,
            What::Convert(value) => std::slice::from_ref(value),
        }
    }

    /// The values it takes, to change them.
    pub(super) fn takes_mut(&mut self) -> &mut [Val] {
        match &mut self.what {
            What::Const(_) => &mut [],
            What::Compute(_, values) | What::Call(_, values) => values,
            What::Convert(value) => std::slice::from_mut(value),
        }
    }
}

/// The budget of one function: the number of values that enter its blocks, in total.
pub(super) struct Budget(usize);

impl Budget {
    /// The full budget of a function.
    pub(super) const fn new() -> Self {
        const MOST: usize = 1 << 22;
        Self(MOST)
    }

    /// Takes some of it, if so much is left.
    pub(super) fn spend(&mut self, amount: usize) -> Option<()> {
        self.0 = self.0.checked_sub(amount)?;
        Some(())
    }
}
