//! Expressions, values and types: nodes in postfix order, and walking them.

use crate::names::Sym;
use crate::source::Span;

/// The index of a [`Node`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// The width of the count or length of a literal in a file, if the source states it: `list16[…]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SizeClass {
    /// Not stated: the shortest.
    #[default]
    Shortest,
    /// One byte.
    Bits8,
    /// Two bytes.
    Bits16,
    /// Four bytes.
    Bits32,
}

/// An operator between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say it
pub enum BinaryOp {
    LogicalOr,
    LogicalAnd,
    Or,
    Xor,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    ShiftLeft,
    ShiftRight,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// An operator before an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `-x`
    Negate,
    /// `!x`
    Not,
    /// `~x`
    Complement,
}

/// The kind of a node. "Leaf": no operands. "One": one operand, the node before it. "Two": its second operand is the
/// node before it, its first the node before that operand's subtree. "Many": any number of operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// Leaf: an integer; its text under the span, with base and suffix; see [`Node::small`].
    Int,
    /// Leaf: a floating-point number; its text under the span.
    Float,
    /// Leaf: `'c'`.
    Char,
    /// Leaf: `"…"` with its quotes and escapes under the span.
    Str,
    /// Leaf: `b"…"`, or `bytes16"…"`.
    Bytes(SizeClass),
    /// Leaf: `:name`; data = the name.
    Atom,
    /// Leaf: a name; data = the name.
    Name,
    /// Leaf: a name in backticks; data = the name.
    QuotedName,
    /// Leaf: `true`.
    True,
    /// Leaf: `false`.
    False,
    /// Leaf: `inf`.
    Inf,
    /// Leaf: `nan`.
    Nan,
    /// Leaf: `fn` as a type.
    FnType,
    /// Leaf: `1b`; data = the number.
    LabelBack,
    /// Leaf: `1f`; data = the number.
    LabelForward,
    /// One: `( … )`.
    Paren,
    /// One: an operator before its operand.
    Unary(UnaryOp),
    /// One: `name(…)`; data = the name.
    Call,
    /// One, a name: `module::name`; data = the module.
    Qualified,
    /// One: `name=…` in a list of operands; data = the name.
    Named,
    /// One: `#N`, a constant-pool entry.
    PoolEntry,
    /// One, a string: `incbin "…"`.
    Incbin,
    /// One: `fn NAME`, `fn m::NAME/2`: the operand is a name, a qualified name, or `Divide` of one and an integer.
    FnValue,
    /// One: `import m::NAME/2`, likewise.
    ImportValue,
    /// One, a name: `ref NAME`.
    RefValue,
    /// One, a type: `T&`.
    Ref,
    /// One, a type: `T mut&`.
    RefMut,
    /// One, a type: `mut T`.
    Mut,
    /// One, a type: `T mut`, the unusual form that only the disassembler writes.
    MutSuffix,
    /// One, a type: `T[]`.
    OpenArray,
    /// Two, a type and a count: `T[N]`; data = first node of the subtree (as for all that follow).
    Array,
    /// Two: an operator between its operands.
    Binary(BinaryOp),
    /// Two: `key => value` in a map.
    Pair,
    /// Many: `[…]`.
    List(SizeClass),
    /// Many: `{…}`.
    Tuple(SizeClass),
    /// Many, each a [`NodeKind::Pair`]: `#{…}`.
    Map(SizeClass),
}

/// The number of operands of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Operands {
    Leaf,
    One,
    Two,
    Many,
}

impl NodeKind {
    /// The number of operands of nodes of this kind.
    pub fn operands(self) -> Operands {
        use NodeKind::*;
        match self {
            Int | Float | Char | Str | Bytes(_) | Atom | Name | QuotedName | True | False | Inf | Nan
            | FnType | LabelBack | LabelForward => Operands::Leaf,
            Paren | Unary(_) | Call | Qualified | Named | PoolEntry | Incbin | FnValue | ImportValue
            | RefValue | Ref | RefMut | Mut | MutSuffix | OpenArray => Operands::One,
            Array | Binary(_) | Pair => Operands::Two,
            List(_) | Tuple(_) | Map(_) => Operands::Many,
        }
    }
}

/// A part of an expression, a value or a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its place, operands included.
    pub span: Span,
    /// A name, a number or the first node of the subtree: see [`NodeKind`]. Which of them depends on the kind, so
    /// only this crate reads it as it is.
    pub(crate) data: u32,
    /// What it is.
    pub kind: NodeKind,
}

impl Node {
    /// A node whose `data` is what its kind takes there.
    pub fn new(kind: NodeKind, span: Span, data: u32) -> Self {
        Self { span, data, kind }
    }

    /// The name of a node that has one; `None` where `data` is a number or a place in the arena.
    pub fn sym(self) -> Option<Sym> {
        use NodeKind::*;
        matches!(self.kind, Atom | Name | QuotedName | Call | Qualified | Named).then_some(Sym(self.data))
    }

    /// The name that is all of the node, in backticks or not.
    pub fn name(self) -> Option<Sym> {
        matches!(self.kind, NodeKind::Name | NodeKind::QuotedName).then_some(Sym(self.data))
    }

    /// The value of an integer that is written as a few decimal digits. Others, and those of trees that no parser made,
    /// have only their text: their data is 0, that of a small one is its value and 1.
    pub fn small(self) -> Option<u32> {
        if self.kind == NodeKind::Int { self.data.checked_sub(1) } else { None }
    }

    /// The number of a label that is one: `1b`, `1f`.
    pub fn number(self) -> Option<u32> {
        matches!(self.kind, NodeKind::LabelBack | NodeKind::LabelForward).then_some(self.data)
    }

    /// The node after its subtree moved from one place of an arena to another.
    pub fn moved(self, from: u32, to: u32) -> Self {
        match self.kind.operands() {
            Operands::Two | Operands::Many => Self { data: self.data - from + to, ..self },
            Operands::Leaf | Operands::One => self,
        }
    }
}

/// The first node of the subtree of `root` in an arena in postfix order.
pub fn first(nodes: &[Node], root: NodeId) -> NodeId {
    let mut at = root;
    loop {
        let node = nodes[at.0 as usize];
        match node.kind.operands() {
            Operands::Leaf => return at,
            Operands::One => at = NodeId(at.0 - 1),
            Operands::Two | Operands::Many => return NodeId(node.data),
        }
    }
}

/// The two operands of a node in an arena in postfix order.
pub fn pair(nodes: &[Node], id: NodeId) -> (NodeId, NodeId) {
    let second = NodeId(id.0 - 1);
    (NodeId(first(nodes, second).0 - 1), second)
}

/// The operands of a node that has many in an arena in postfix order, in source order.
pub fn elements(nodes: &[Node], id: NodeId) -> Vec<NodeId> {
    let start = nodes[id.0 as usize].data;
    let mut found = Vec::new();
    let mut end = id.0;
    while end > start {
        let root = NodeId(end - 1);
        found.push(root);
        end = first(nodes, root).0;
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_kinds_with_a_name_give_one() {
        let node = |kind| Node::new(kind, Span::default(), 7);
        let operator = node(NodeKind::Binary(BinaryOp::Add));
        assert_eq!((operator.sym(), operator.name(), operator.number()), (None, None, None));
        assert_eq!((node(NodeKind::Call).sym(), node(NodeKind::Call).name()), (Some(Sym(7)), None));
        assert_eq!(node(NodeKind::QuotedName).name(), Some(Sym(7)));
        assert_eq!((node(NodeKind::LabelBack).sym(), node(NodeKind::LabelBack).number()), (None, Some(7)));
        assert_eq!((operator.moved(5, 9).data, node(NodeKind::Name).moved(5, 9).data), (11, 7));
    }
}
