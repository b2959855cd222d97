//! Work that is deferred until all names are known: a copy of the nodes, and the slot that receives the result.

use crate::ir::Span;
use crate::isa::OperandKind;
use lzasm_grammar::ast::{Node, NodeId, first};

/// A subtree of an arena of nodes.
#[derive(Clone, Copy)]
pub(super) struct Tree<'n> {
    /// The arena.
    pub(super) nodes: &'n [Node],
    /// The root.
    pub(super) root: NodeId,
    /// The value of `here` where it is evaluated.
    pub(super) here: Option<u64>,
}

impl<'n> Tree<'n> {
    /// The tree under a node, outside of code.
    pub(super) fn new(nodes: &'n [Node], root: NodeId) -> Self {
        Self { nodes, root, here: None }
    }

    /// The tree where `here` has this value.
    pub(super) fn with_here(self, here: Option<u64>) -> Self {
        Self { here, ..self }
    }

    /// The root itself.
    pub(super) fn node(self) -> Node {
        self.nodes[self.root.0 as usize]
    }

    /// The place of the whole.
    pub(super) fn span(self) -> Span {
        self.node().span
    }

    /// Another node of the same arena.
    pub(super) fn at(self, root: NodeId) -> Self {
        Self { root, ..self }
    }

    /// The operand of a node that has one.
    pub(super) fn child(self) -> Self {
        self.at(NodeId(self.root.0 - 1))
    }

    /// The operands of a node that has two.
    pub(super) fn pair(self) -> (Self, Self) {
        let (a, b) = lzasm_grammar::ast::pair(self.nodes, self.root);
        (self.at(a), self.at(b))
    }

    /// The operands of a node that has many.
    pub(super) fn elements(self) -> Vec<NodeId> {
        lzasm_grammar::ast::elements(self.nodes, self.root)
    }

    /// The nodes of the subtree, in postfix order.
    pub(super) fn slice(self) -> &'n [Node] {
        &self.nodes[first(self.nodes, self.root).0 as usize..=self.root.0 as usize]
    }
}

/// A place that waits for a result.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    /// An operand: function, index in `Body::operands`.
    Operand { function: u32, operand: u32, kind: OperandKind },
    /// The type of a field: struct, field.
    FieldType(u32, u32),
    /// The type of a parameter: function, parameter.
    ParamType(u32, u32),
    /// The type of a function's result.
    ResultType(u32),
    /// The type of a parameter of a native function: native module, function, parameter.
    NativeParam(u32, u32, u32),
    /// The type of a native function's result.
    NativeResult(u32, u32),
    /// The value of a constant.
    Const(u32),
    /// `size=` of a struct.
    Size(u32),
    /// `registers=` of a function.
    Registers(u32),
    /// `registers=` of a `.pool` entry.
    PoolRegisters(u32),
    /// `at=` of a `.pool` entry.
    PoolEntry(u32),
    /// `.loc` line or column: function, index in `Body::locs`.
    LocLine(u32, u32),
    /// `.loc` column.
    LocColumn(u32, u32),
}

/// A deferred subtree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pending {
    /// The root of its tree. Subtrees deferred later have greater roots.
    pub(super) root: u32,
    /// The module it belongs to.
    pub(super) module: u32,
    /// The value of `here` at its place.
    pub(super) here: Option<u64>,
    /// The slot.
    pub(super) slot: Slot,
}

/// All deferred subtrees.
#[derive(Default)]
pub(super) struct PendingSlots {
    nodes: Vec<Node>,
    waiting: Vec<Pending>,
}

impl PendingSlots {
    /// Defers a tree.
    pub(super) fn put(&mut self, tree: Tree, module: u32, slot: Slot) {
        let start = self.nodes.len() as u32;
        let old = first(tree.nodes, tree.root).0;
        self.nodes.extend(tree.slice().iter().map(|node| node.moved(old, start)));
        let root = self.nodes.len() as u32 - 1;
        self.waiting.push(Pending { root, module, here: tree.here, slot });
    }

    /// Takes all that waits, with the nodes it refers to.
    pub(super) fn take(&mut self) -> (Vec<Node>, Vec<Pending>) {
        (std::mem::take(&mut self.nodes), std::mem::take(&mut self.waiting))
    }
}

impl Pending {
    /// Its tree in the nodes that [`PendingSlots::take`] gave.
    pub(super) fn tree<'n>(&self, nodes: &'n [Node]) -> Tree<'n> {
        Tree { nodes: &nodes[..=self.root as usize], root: NodeId(self.root), here: self.here }
    }
}
