//! Trees made from names, values and statements instead of a source, with the text of their leaves. The disassembler
//! writes its output this way.
//!
//! Nodes are put one after another in postfix order: operands first, then [`Builder::wrap`], [`Builder::join`] or
//! [`Builder::group`] make one node of the last one, the last two, or all since a mark. What is put between
//! [`Builder::start`] and the call that ends a statement becomes its operands. Positions only rise, so comments
//! keep their place among the statements.

pub use super::quote::{
    atom_literal, bytes_literal, declared_name, is_path, path_name, quote, string_literal, value_name,
};

use super::quote;
use super::{
    Ast, Attr, Directive, Ident, Item, List, Node, NodeId, NodeKind, Operands, Param, Stmt, StmtKind, Trivia,
    TriviaKind, first,
};
use crate::diag::render::sanitize;
use crate::names::{Interner, Sym};
use crate::source::Span;

/// A place between nodes. What is put after it can become one node or the operands of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark(usize);

/// The start of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    position: u32,
    name: Sym,
    mark: Mark,
}

/// A tree under construction.
#[derive(Debug)]
pub struct Builder {
    pub(crate) text: String,
    pub(crate) ast: Ast,
    pub(crate) names: Interner,
    reserved: fn(&str) -> bool,
}

impl Builder {
    /// An empty tree. `reserved` is true for words that would not read as names where a value or a register is expected
    /// (registers, primitive types); such names are put in backticks.
    pub fn new(reserved: fn(&str) -> bool) -> Self {
        Self { text: String::new(), ast: Ast::new(), names: Interner::new(), reserved }
    }

    // ---- nodes

    /// The place after the last node.
    pub fn mark(&self) -> Mark {
        Mark(self.ast.nodes.len())
    }

    /// The last node.
    pub fn last(&self) -> Option<NodeId> {
        self.ast.nodes.len().checked_sub(1).map(|at| NodeId(at as u32))
    }

    /// A word that is written without backticks, whatever it reads as: a register, a type, an attribute's value.
    pub fn word(&mut self, word: &str) -> NodeId {
        let sym = self.names.intern(word);
        self.leaf(NodeKind::Name, word, sym.0)
    }

    /// A name as a value: in backticks if it needs them.
    pub fn name(&mut self, name: &str) -> NodeId {
        let text = value_name(name, self.reserved);
        let kind = if text.starts_with('`') { NodeKind::QuotedName } else { NodeKind::Name };
        let sym = self.names.intern(name);
        self.leaf(kind, &text, sym.0)
    }

    /// A name in backticks.
    pub fn quoted_name(&mut self, name: &str) -> NodeId {
        let sym = self.names.intern(name);
        self.leaf(NodeKind::QuotedName, &quote(name), sym.0)
    }

    /// `module::name`.
    pub fn qualified(&mut self, module: &str, name: &str) -> NodeId {
        let lo = self.position();
        let sym = self.put_name(module);
        self.text.push_str("::");
        self.name(name);
        self.node(NodeKind::Qualified, lo, sym.0)
    }

    /// Joins the last node, a name, with an arity: `name/2`.
    pub fn arity(&mut self, arity: u8) -> NodeId {
        if self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push('/');
        self.leaf(NodeKind::Int, &arity.to_string(), 0);
        self.join(NodeKind::Binary(super::BinaryOp::Divide))
    }

    /// `name(…)` around what `inside` puts.
    pub fn call<R>(&mut self, name: &str, inside: impl FnOnce(&mut Self) -> R) -> NodeId {
        self.prefixed(NodeKind::Call, name, inside)
    }

    /// `name=…` before what `value` puts.
    pub fn named<R>(&mut self, name: &str, value: impl FnOnce(&mut Self) -> R) -> NodeId {
        self.prefixed(NodeKind::Named, name, value)
    }

    /// Makes the last node the operand of one that has one operand and no name.
    pub fn wrap(&mut self, kind: NodeKind) -> NodeId {
        let lo = self.ast.nodes.last().map_or(self.position(), |node| node.span.lo);
        self.node(kind, lo, 0)
    }

    /// Makes the last two nodes the operands of one that has two.
    pub fn join(&mut self, kind: NodeKind) -> NodeId {
        let second = self.last().map_or(0, |id| first(&self.ast.nodes, id).0);
        let start = second.checked_sub(1).map_or(0, |at| first(&self.ast.nodes, NodeId(at)).0);
        let lo = self.ast.nodes.get(start as usize).map_or(self.position(), |node| node.span.lo);
        self.node(kind, lo, start)
    }

    /// Makes all nodes since the mark the operands of one that has many.
    pub fn group(&mut self, mark: Mark, kind: NodeKind) -> NodeId {
        let lo = self.ast.nodes.get(mark.0).map_or(self.position(), |node| node.span.lo);
        self.node(kind, lo, mark.0 as u32)
    }

    fn prefixed<R>(&mut self, kind: NodeKind, name: &str, inside: impl FnOnce(&mut Self) -> R) -> NodeId {
        let lo = self.position();
        let sym = self.put_name(name);
        self.text.push(' ');
        inside(self);
        self.node(kind, lo, sym.0)
    }

    fn put_name(&mut self, name: &str) -> Sym {
        self.text.push_str(&path_name(name));
        self.names.intern(name)
    }

    pub(super) fn leaf(&mut self, kind: NodeKind, text: &str, data: u32) -> NodeId {
        let lo = self.position();
        self.text.push_str(text);
        let id = self.node(kind, lo, data);
        self.text.push(' ');
        id
    }

    fn node(&mut self, kind: NodeKind, lo: u32, data: u32) -> NodeId {
        let inside = if kind.operands() == Operands::Leaf { None } else { self.ast.nodes.last() };
        let hi = inside.map_or(self.position(), |node| node.span.hi).max(lo);
        self.ast.nodes.push(Node { span: Span::new(lo, hi), data, kind });
        NodeId(self.ast.nodes.len() as u32 - 1)
    }

    fn position(&self) -> u32 {
        self.text.len() as u32
    }

    // ---- statements

    /// Starts a statement; `name` is that of an instruction or an assembler constant, else empty.
    pub fn start(&mut self, name: &str) -> Start {
        let position = self.position();
        let name = self.put_name(name);
        self.text.push(' ');
        Start { position, name, mark: self.mark() }
    }

    /// Ends an instruction; what was put since its start are its operands.
    pub fn instr(&mut self, start: Start) {
        let operands = self.operands_since(start.mark);
        self.stmt(start.position, StmtKind::Instr { name: start.name, operands });
    }

    /// An instruction whose operands `operands` puts.
    pub fn instr_with<R>(&mut self, name: &str, operands: impl FnOnce(&mut Self) -> R) {
        let start = self.start(name);
        operands(self);
        self.instr(start);
    }

    /// Ends `NAME = VALUE`; the value is what was put since its start.
    pub fn assign(&mut self, start: Start) {
        if let Some(value) = self.last() {
            self.stmt(start.position, StmtKind::Assign { name: start.name, value });
        }
    }

    /// A directive whose operands `operands` puts.
    pub fn plain<R>(&mut self, directive: Directive, operands: impl FnOnce(&mut Self) -> R) {
        let start = self.start("");
        operands(self);
        let operands = self.operands_since(start.mark);
        self.stmt(start.position, StmtKind::Plain(directive, operands));
    }

    /// `.end`
    pub fn end(&mut self) {
        self.plain(Directive::End, |_| ());
    }

    /// `name:`
    pub fn label(&mut self, name: &str) {
        let start = self.start(name);
        self.stmt(start.position, StmtKind::Label(start.name));
    }

    /// `1:`
    pub fn number_label(&mut self, number: u32) {
        let position = self.position();
        self.stmt(position, StmtKind::NumberLabel(number));
    }

    /// A declaration, the parts of which were made by [`Builder::ident`] and the like.
    pub fn item(&mut self, item: Item) {
        let position = self.position();
        self.ast.items.push(item);
        self.stmt(position, StmtKind::Item(self.ast.items.len() as u32 - 1));
    }

    /// A name as a part of a declaration.
    pub fn ident(&mut self, name: &str) -> Ident {
        let lo = self.position();
        let quoted = !is_path(name) || quote::is_contextual(name);
        if quoted {
            self.text.push_str(&quote(name));
        } else {
            self.text.push_str(name);
        }
        let span = Span::new(lo, self.position());
        self.text.push(' ');
        Ident { sym: self.names.intern(name), span, quoted }
    }

    /// A type, version or token as a part of a declaration: text under a span.
    pub fn part(&mut self, text: &str) -> Span {
        let lo = self.position();
        self.text.push_str(text);
        self.text.push(' ');
        Span::new(lo, lo + text.len() as u32)
    }

    /// The parameters of an item.
    pub fn params(&mut self, params: &[Param]) -> List<Param> {
        let start = self.ast.params.len();
        self.ast.params.extend_from_slice(params);
        List::new(start, params.len())
    }

    /// The attributes of an item.
    pub fn attrs(&mut self, attrs: &[Attr]) -> List<Attr> {
        let start = self.ast.attrs.len();
        self.ast.attrs.extend_from_slice(attrs);
        List::new(start, attrs.len())
    }

    /// An attribute without a value.
    pub fn attr(&mut self, name: &str) -> Attr {
        Attr { name: self.ident(name), value: None }
    }

    /// An attribute whose value `value` puts.
    pub fn attr_with(&mut self, name: &str, value: impl FnOnce(&mut Self) -> NodeId) -> Attr {
        Attr { name: self.ident(name), value: Some(value(self)) }
    }

    pub(crate) fn operands_since(&mut self, mark: Mark) -> List<NodeId> {
        let start = self.ast.operands.len();
        let mut end = self.ast.nodes.len();
        while end > mark.0 {
            let root = NodeId(end as u32 - 1);
            self.ast.operands.push(root);
            end = first(&self.ast.nodes, root).0 as usize;
        }
        self.ast.operands[start..].reverse();
        List::new(start, self.ast.operands.len() - start)
    }

    fn stmt(&mut self, lo: u32, kind: StmtKind) {
        let hi = self.position().max(lo + 1);
        self.ast.stmts.push(Stmt { span: Span::new(lo, hi), kind });
        self.text.push('\n');
    }

    // ---- comments and empty lines

    /// Comments on lines of their own, one for each line of the text.
    pub fn comment(&mut self, text: &str) {
        for line in text.lines() {
            self.put_comment(line, TriviaKind::Line, true);
        }
    }

    /// A comment after the last statement.
    pub fn trailing(&mut self, text: &str) {
        let joined = text.lines().collect::<Vec<_>>().join(" ");
        self.put_comment(&joined, TriviaKind::Line, false);
    }

    /// An empty line.
    pub fn blank(&mut self) {
        let lo = self.position();
        self.text.push('\n');
        self.ast.trivia.push(Trivia { span: Span::new(lo, lo + 1), kind: TriviaKind::Blank, own_line: true });
    }

    fn put_comment(&mut self, line: &str, kind: TriviaKind, own_line: bool) {
        let lo = self.position();
        self.text.push_str("; ");
        self.text.push_str(&sanitize::line(line));
        let span = Span::new(lo, self.position());
        self.text.push('\n');
        self.ast.trivia.push(Trivia { span, kind, own_line });
    }
}
