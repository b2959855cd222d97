//! The tree of a source: spanned, without meaning, in flat arenas.
//!
//! Statements are a flat list: blocks are statements that open and close. Expressions, values and types share one
//! arena of [`Node`]s in postfix order (operands before what joins them), so they are evaluated by a loop over a
//! slice, dropped without recursion and copied as a range. Literals keep their text through their span.

pub mod build;
mod item;
mod literal;
mod node;
mod quote;

pub use item::{Attr, Item, ItemKind, OperatorToken, Param, Shape};
pub use node::{BinaryOp, Node, NodeId, NodeKind, Operands, SizeClass, UnaryOp, elements, first, pair};

use crate::names::Sym;
use crate::source::Span;
use std::marker::PhantomData;

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

/// A name with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name, without backticks and with escapes resolved.
    pub sym: Sym,
    /// Its place, with the backticks.
    pub span: Span,
    /// Whether it is written in backticks: then it is not a keyword, a register or a primitive type.
    pub quoted: bool,
}

/// A directive whose operands are a plain list. Later phases check them.
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

/// A statement.
#[derive(Clone, Copy, Debug)]
pub struct Stmt {
    /// Its place, without blanks, comments and the line's end.
    pub span: Span,
    /// Its kind.
    pub kind: StmtKind,
}

/// The kind of a statement.
#[derive(Clone, Copy, Debug)]
pub enum StmtKind {
    /// `name:` (an instruction may have several: each is a statement).
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
    /// The name after the `.end`, if there is one.
    pub end: Option<Ident>,
}

/// Text beside the statements, kept for the printer in the order of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trivia {
    /// The place of the text.
    pub span: Span,
    /// Its kind.
    pub kind: TriviaKind,
    /// Whether only blanks precede it on its line.
    pub own_line: bool,
}

/// The kind of a [`Trivia`].
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

    /// Gives names other numbers.
    pub fn rename(&mut self, to: impl Fn(Sym) -> Sym) {
        for stmt in &mut self.stmts {
            match &mut stmt.kind {
                StmtKind::Label(name) | StmtKind::Instr { name, .. } | StmtKind::Assign { name, .. } => {
                    *name = to(*name);
                }
                _ => {}
            }
        }
        for node in &mut self.nodes {
            if let Some(name) = node.sym() {
                node.data = to(name).0;
            }
        }
        let items = self.items.iter_mut().flat_map(|item| item.name.iter_mut().chain(&mut item.from));
        let raws = self.raws.iter_mut().flat_map(|raw| raw.name.iter_mut().chain(&mut raw.end));
        let params = self.params.iter_mut().map(|param| &mut param.name);
        let attrs = self.attrs.iter_mut().map(|attr| &mut attr.name);
        items.chain(raws).chain(params).chain(attrs).for_each(|ident| ident.sym = to(ident.sym));
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
    #[inline]
    pub fn node(&self, id: NodeId) -> Node {
        self.nodes[id.0 as usize]
    }

    /// The operands of a statement.
    #[inline]
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

#[cfg(test)]
mod build_laws;
#[cfg(test)]
mod build_tests;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_and_statements_stay_small() {
        assert_eq!(size_of::<Node>(), 16);
        assert_eq!(size_of::<Stmt>(), 24);
    }
}
