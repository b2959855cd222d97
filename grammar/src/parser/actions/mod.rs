//! The actions of the grammar: they push nodes, operands and statements into the arenas of an [`Ast`].
//!
//! A subtree that was just finished always ends with the last node, so actions pass each other at most the index of a
//! first node.

mod cache;
mod chain;
mod items;
mod nodes;

pub(crate) use cache::Cache;
pub(crate) use nodes::small_decimal;

use crate::ast::*;
use crate::lexer::name_text;
use crate::names::{Interner, Sym};
use crate::source::Span;

/// How much of each arena belongs to complete lines.
#[derive(Clone, Copy, Default)]
struct Mark {
    stmts: usize,
    nodes: usize,
    operands: usize,
    items: usize,
    raws: usize,
    params: usize,
    attrs: usize,
}

/// The lengths of the arenas that plain lines use.
#[derive(Clone, Copy)]
pub(crate) struct Arenas {
    stmts: usize,
    nodes: usize,
    pub(crate) operands: usize,
}

/// The arenas, and what is known of the current statement.
pub(crate) struct Builder<'a> {
    pub(crate) ast: &'a mut Ast,
    names: &'a mut Interner,
    cache: &'a mut Cache,
    text: &'a str,
    start: u32,
    pending: Vec<chain::Pending>,
    mark: Mark,
    item: Item,
    raw_body: Span,
    raw_end: Option<Ident>,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(
        ast: &'a mut Ast,
        names: &'a mut Interner,
        cache: &'a mut Cache,
        text: &'a str,
        start: u32,
    ) -> Self {
        Self {
            ast,
            names,
            cache,
            text,
            start,
            pending: Vec::new(),
            mark: Mark::default(),
            item: Item::new(ItemKind::Module),
            raw_body: Span::default(),
            raw_end: None,
        }
    }

    fn slice(&self, l: u32, r: u32) -> &'a str {
        &self.text[(l - self.start) as usize..(r - self.start) as usize]
    }

    /// The name whose text, perhaps in backticks, is at a place.
    #[inline]
    fn sym(&mut self, l: u32, r: u32) -> Sym {
        let key = Cache::key(self.text, (l - self.start) as usize, (r - l) as usize);
        self.sym_of(key, l, r)
    }

    /// The name at a place whose key is known.
    #[inline]
    pub(crate) fn sym_of(&mut self, key: u64, l: u32, r: u32) -> Sym {
        self.cache.find(key).unwrap_or_else(|| self.new_sym(key, l, r))
    }

    #[cold]
    fn new_sym(&mut self, key: u64, l: u32, r: u32) -> Sym {
        let sym = self.names.intern(&name_text(self.slice(l, r)));
        self.cache.put(key, sym);
        sym
    }

    fn quoted(&self, l: u32) -> bool {
        self.text.as_bytes().get((l - self.start) as usize) == Some(&b'`')
    }

    fn ident(&mut self, l: u32, r: u32) -> Ident {
        Ident { sym: self.sym(l, r), span: Span::new(l, r), quoted: self.quoted(l) }
    }

    fn last(&self) -> NodeId {
        NodeId(self.ast.nodes.len() as u32 - 1)
    }

    #[inline]
    fn push(&mut self, kind: NodeKind, data: u32, l: u32, r: u32) -> u32 {
        let at = self.ast.nodes.len() as u32;
        self.ast.nodes.push(Node { span: Span::new(l, r), data, kind });
        at
    }
}

/// Statements.
impl Builder<'_> {
    /// Completes a line: what was pushed so far stays.
    pub(crate) fn line(&mut self) {
        self.mark = Mark {
            stmts: self.ast.stmts.len(),
            nodes: self.ast.nodes.len(),
            operands: self.ast.operands.len(),
            items: self.ast.items.len(),
            raws: self.ast.raws.len(),
            params: self.ast.params.len(),
            attrs: self.ast.attrs.len(),
        };
    }

    /// Removes what an unfinished line pushed.
    pub(crate) fn roll_back(&mut self) {
        self.ast.stmts.truncate(self.mark.stmts);
        self.ast.nodes.truncate(self.mark.nodes);
        self.ast.operands.truncate(self.mark.operands);
        self.ast.items.truncate(self.mark.items);
        self.ast.raws.truncate(self.mark.raws);
        self.ast.params.truncate(self.mark.params);
        self.ast.attrs.truncate(self.mark.attrs);
        self.pending.clear();
        self.item = Item::new(ItemKind::Module);
    }

    fn stmt(&mut self, kind: StmtKind, l: u32, r: u32) {
        self.ast.stmts.push(Stmt { span: Span::new(l, r), kind });
        self.line();
    }

    /// The lengths of the arenas that plain lines use.
    #[inline]
    pub(crate) fn arenas(&self) -> Arenas {
        Arenas { stmts: self.ast.stmts.len(), nodes: self.ast.nodes.len(), operands: self.ast.operands.len() }
    }

    /// Removes what was pushed since the arenas had these lengths.
    pub(crate) fn shrink(&mut self, to: Arenas) {
        self.ast.stmts.truncate(to.stmts);
        self.ast.nodes.truncate(to.nodes);
        self.ast.operands.truncate(to.operands);
        self.pending.clear();
    }

    /// Pushes a statement of a line that is not complete yet.
    #[inline]
    pub(crate) fn push_stmt(&mut self, kind: StmtKind, l: u32, r: u32) {
        self.ast.stmts.push(Stmt { span: Span::new(l, r), kind });
    }

    fn operand_list(&self) -> List<NodeId> {
        List::new(self.mark.operands, self.ast.operands.len() - self.mark.operands)
    }

    pub(crate) fn name_operand(&mut self, l: u32, r: u32) {
        let at = self.name(l, r);
        self.ast.operands.push(NodeId(at));
    }

    #[inline]
    pub(crate) fn operand(&mut self) {
        let last = self.last();
        self.ast.operands.push(last);
    }

    pub(crate) fn label(&mut self, l: u32, r: u32) {
        let sym = self.sym(l, r - 1);
        self.stmt(StmtKind::Label(sym), l, r);
    }

    pub(crate) fn number_label(&mut self, l: u32, r: u32) {
        let number = self.number(l, r);
        self.stmt(StmtKind::NumberLabel(number), l, r);
    }

    pub(crate) fn instr(&mut self, l: u32, e: u32, r: u32) {
        let name = self.sym(l, e);
        let operands = self.operand_list();
        self.stmt(StmtKind::Instr { name, operands }, l, r);
    }

    pub(crate) fn assign(&mut self, l: u32, e: u32, r: u32) {
        let name = self.sym(l, e);
        let value = self.last();
        self.stmt(StmtKind::Assign { name, value }, l, r);
    }

    pub(crate) fn plain(&mut self, l: u32, e: u32, r: u32) {
        if let Some(directive) = crate::lexer::plain(self.slice(l, e)) {
            let operands = self.operand_list();
            self.stmt(StmtKind::Plain(directive, operands), l, r);
        }
    }

    pub(crate) fn raw_body(&mut self, l: u32, r: u32) {
        self.raw_body = Span::new(l, r);
        self.raw_end = None;
    }

    pub(crate) fn raw_end(&mut self, l: u32, r: u32) {
        self.raw_end = Some(self.ident(l, r));
    }

    pub(crate) fn raw(&mut self, is_macro: bool, l: u32, r: u32) {
        let at = self.ast.raws.len() as u32;
        let name = if is_macro { self.item.name.take() } else { None };
        let operands = self.operand_list();
        self.ast.raws.push(Raw { name, operands, body: self.raw_body, end: self.raw_end.take() });
        self.stmt(if is_macro { StmtKind::Macro(at) } else { StmtKind::Repeat(at) }, l, r);
    }
}
