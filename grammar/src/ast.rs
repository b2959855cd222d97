//! The tree of a source: spanned, without meaning, in flat arenas.
//!
//! Statements are a flat list: blocks are statements that open and close. Expressions, values and types share one
//! arena of [`Node`]s in postfix order (operands before what joins them), so they are evaluated by a loop over a
//! slice, dropped without recursion and copied as a range. Literals keep their text through their span.

use crate::names::Sym;
use crate::source::Span;
use std::marker::PhantomData;

/// The index of a [`Node`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// A range of elements in one of the arenas of an [`Ast`].
#[derive(Debug)]
pub struct List<T> {
    start: u32,
    len: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> List<T> {
    /// The elements from `start` on, `len` of them.
    pub fn new(start: usize, len: usize) -> Self {
        Self { start: start as u32, len: len as u32, of: PhantomData }
    }

    /// The number of elements.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    fn of(self, arena: &[T]) -> &[T] {
        &arena[self.start as usize..][..self.len as usize]
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::new(0, 0)
    }
}

/// A name where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name, without backticks and with escapes resolved.
    pub sym: Sym,
    /// Its place, with the backticks.
    pub span: Span,
    /// Whether it is written in backticks: then it is no keyword, register or primitive type.
    pub quoted: bool,
}

/// How many bytes the count or length of a literal takes in a file, if the source says so: `list16[…]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SizeClass {
    /// Not said: the shortest.
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

/// What a node is. "Leaf": no operands. "One": one operand, the node before it. "Two": its second operand is the
/// node before it, its first the node before that operand's subtree. "Many": any number of operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// Leaf: an integer; its text under the span, with base and suffix.
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
    /// One, a type: `T mut`, the odd form that only the disassembler writes.
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

/// How many operands a node has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Operands {
    Leaf,
    One,
    Two,
    Many,
}

impl NodeKind {
    /// How many operands nodes of this kind have.
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

/// A directive whose operands are a plain list; what they must be is judged later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each is the directive of its name
pub enum Directive {
    Target,
    Include,
    Using,
    Isa,
    Word,
    Let,
    Loc,
    Lines,
    Sections,
    Optional,
    Trailing,
    Error,
    Warning,
    Assert,
    If,
    Elif,
    Else,
    End,
    Archive,
    Code,
}

/// What an [`Item`] declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// `.format VERSION attributes`
    Format,
    /// `.module NAME VERSION attributes`
    Module,
    /// `.struct NAME attributes`
    Struct,
    /// a field of a struct: `name: type attributes`
    Field,
    /// `.const NAME = VALUE attributes`
    Const,
    /// `.pool NAME = VALUE attributes`
    Pool,
    /// `.func NAME(params) -> type attributes`
    Func,
    /// `.operator TOKEN (params) -> type attributes`
    Operator,
    /// `.intrinsic NAME(params) -> type attributes`
    Intrinsic,
    /// `.extern NAME(params) -> type from MODULE attributes`; `params` is `None` in the form `.extern NAME`
    Extern,
    /// `.extern operator TOKEN (params) -> type from MODULE attributes`
    ExternOperator,
    /// `.extern struct NAME`
    ExternStruct,
    /// `.native NAME PATH`; the path is `value`
    Native,
    /// a line of a native module: `NAME` or `NAME(params) -> type`
    NativeFunc,
    /// `.op NAME OPCODE name:kind, …`; the opcode is `value`
    Op,
}

/// The token of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperatorToken {
    /// Punctuation, under the span.
    Symbol(Span),
    /// `token N`.
    Number(NodeId),
}

/// A declaration. Which parts are present depends on its kind.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// What it declares.
    pub kind: ItemKind,
    /// Its name.
    pub name: Option<Ident>,
    /// The token, of operators.
    pub token: Option<OperatorToken>,
    /// The digits and dots of a version, as they stand.
    pub version: Option<Span>,
    /// The parameters, if a list of them is written.
    pub params: Option<List<Param>>,
    /// The type after `->`, or of a field.
    pub ty: Option<NodeId>,
    /// The module after `from`.
    pub from: Option<Ident>,
    /// A value, path or opcode.
    pub value: Option<NodeId>,
    /// Attributes in the order they stand.
    pub attrs: List<Attr>,
}

impl Item {
    /// An item without any parts.
    pub fn new(kind: ItemKind) -> Self {
        Self {
            kind,
            name: None,
            token: None,
            version: None,
            params: None,
            ty: None,
            from: None,
            value: None,
            attrs: List::default(),
        }
    }
}

/// A parameter of a function, or an operand of an `.op`.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: NodeId,
}

/// A word after a declaration: `export`, `size=8`.
#[derive(Clone, Copy, Debug)]
pub struct Attr {
    /// The word.
    pub name: Ident,
    /// What stands after the `=`.
    pub value: Option<NodeId>,
}

/// A statement.
#[derive(Clone, Copy, Debug)]
pub struct Stmt {
    /// Its place, without blanks, comments and the line's end.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// What a statement is.
#[derive(Clone, Copy, Debug)]
pub enum StmtKind {
    /// `name:` (several may stand before one instruction: each is a statement).
    Label(Sym),
    /// `1:`
    NumberLabel(u32),
    /// An instruction or the call of a macro; its name starts where the statement does.
    Instr {
        /// The mnemonic or macro.
        name: Sym,
        /// Its operands.
        operands: List<NodeId>,
    },
    /// `NAME = EXPR`
    Assign {
        /// The name; it starts where the statement does.
        name: Sym,
        /// Its value.
        value: NodeId,
    },
    /// A directive with plain operands. `.let x = r5` has one [`NodeKind::Named`].
    Plain(Directive, List<NodeId>),
    /// A declaration: the index of an [`Item`].
    Item(u32),
    /// `.macro`: the index of a [`Raw`] whose operands are names and `name=default`.
    Macro(u32),
    /// `.repeat`: the index of a [`Raw`] whose operands are a count and perhaps a name.
    Repeat(u32),
}

/// A block whose body is text until it is expanded.
#[derive(Clone, Copy, Debug)]
pub struct Raw {
    /// The name of a macro; `None` for `.repeat`.
    pub name: Option<Ident>,
    /// Parameters.
    pub operands: List<NodeId>,
    /// The body: from the line after the header up to the line of the `.end`.
    pub body: Span,
    /// What stands after the `.end`, if anything does.
    pub end: Option<Ident>,
}

/// Text that is not a statement: kept for the printer, in the order of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trivia {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: TriviaKind,
    /// Whether nothing but blanks stands before it on its line.
    pub own_line: bool,
}

/// What a [`Trivia`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriviaKind {
    /// `; …` or `// …`
    Line,
    /// `;; …` at a line's start: documents the next item.
    Doc,
    /// `/* … */`
    Block,
    /// One or more empty lines.
    Blank,
}

/// A parsed chunk of source.
#[derive(Debug, Default)]
pub struct Ast {
    /// Statements in source order.
    pub stmts: Vec<Stmt>,
    /// Expressions, values and types, in postfix order.
    pub nodes: Vec<Node>,
    /// Roots of operands; used through [`List`]s.
    pub operands: Vec<NodeId>,
    /// Declarations.
    pub items: Vec<Item>,
    /// Macros and repetitions.
    pub raws: Vec<Raw>,
    /// Parameters; used through [`List`]s.
    pub params: Vec<Param>,
    /// Attributes; used through [`List`]s.
    pub attrs: Vec<Attr>,
    /// Comments and empty lines.
    pub trivia: Vec<Trivia>,
}

impl Ast {
    /// An empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Empties the tree and keeps its memory for the next chunk.
    pub fn clear(&mut self) {
        self.stmts.clear();
        self.nodes.clear();
        self.operands.clear();
        self.items.clear();
        self.raws.clear();
        self.params.clear();
        self.attrs.clear();
        self.trivia.clear();
    }

    /// The node with this index.
    pub fn node(&self, id: NodeId) -> Node {
        self.nodes[id.0 as usize]
    }

    /// The operands of a statement.
    pub fn operands(&self, list: List<NodeId>) -> &[NodeId] {
        list.of(&self.operands)
    }

    /// The parameters of an item.
    pub fn params(&self, list: List<Param>) -> &[Param] {
        list.of(&self.params)
    }

    /// The attributes of an item.
    pub fn attrs(&self, list: List<Attr>) -> &[Attr] {
        list.of(&self.attrs)
    }

    /// The nodes of a subtree, in postfix order; the last is `root`.
    pub fn subtree(&self, root: NodeId) -> &[Node] {
        &self.nodes[first(&self.nodes, root).0 as usize..=root.0 as usize]
    }

    /// The operand of a node that has one.
    pub fn child(&self, id: NodeId) -> NodeId {
        NodeId(id.0 - 1)
    }

    /// The operands of a node that has two.
    pub fn pair(&self, id: NodeId) -> (NodeId, NodeId) {
        pair(&self.nodes, id)
    }

    /// The operands of a node that has many, in source order.
    pub fn elements(&self, id: NodeId) -> Vec<NodeId> {
        elements(&self.nodes, id)
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

    #[test]
    fn nodes_and_statements_stay_small() {
        assert_eq!(size_of::<Node>(), 16);
        assert_eq!(size_of::<Stmt>(), 24);
    }
}
