//! Declarations, and what is kept of faulty statements.

use super::Builder;
use crate::ast::*;
use crate::source::Span;

/// Declarations: their parts are collected in one item until the line is complete.
impl Builder<'_> {
    pub(crate) fn item_name(&mut self, l: u32, r: u32) {
        self.item.name = Some(self.ident(l, r));
    }

    pub(crate) fn from(&mut self, l: u32, r: u32) {
        self.item.from = Some(self.ident(l, r));
    }

    pub(crate) fn version(&mut self, l: u32, r: u32) {
        self.item.version = Some(Span::new(l, r));
    }

    pub(crate) fn item_value(&mut self) {
        self.item.value = Some(self.last());
    }

    pub(crate) fn item_type(&mut self) {
        self.item.ty = Some(self.last());
    }

    pub(crate) fn operator_symbol(&mut self, l: u32, r: u32) {
        self.item.token = Some(OperatorToken::Symbol(Span::new(l, r)));
    }

    pub(crate) fn operator_number(&mut self) {
        self.item.token = Some(OperatorToken::Number(self.last()));
    }

    pub(crate) fn param(&mut self, l: u32, r: u32) {
        let name = self.ident(l, r);
        let ty = self.last();
        self.ast.params.push(Param { name, ty });
    }

    /// The list of parameters is complete.
    pub(crate) fn params(&mut self) {
        let len = self.ast.params.len() - self.mark.params;
        self.item.params = Some(List::new(self.mark.params, len));
    }

    pub(crate) fn attr(&mut self, l: u32, r: u32, has_value: bool) {
        let name = self.ident(l, r);
        let value = has_value.then(|| self.last());
        self.ast.attrs.push(Attr { name, value });
    }

    pub(crate) fn kind(&mut self, kind: ItemKind) {
        self.item.kind = kind;
    }

    /// Like [`Builder::kind`], after a list of parameters without parentheses.
    pub(crate) fn kind_params(&mut self, kind: ItemKind) {
        self.params();
        self.item.kind = kind;
    }

    /// The kind by the text of the directive.
    pub(crate) fn kind_of(&mut self, l: u32, r: u32) {
        if let Some(kind) = crate::lexer::item_kind(self.slice(l, r)) {
            self.item.kind = kind;
        }
    }

    pub(crate) fn item(&mut self, l: u32, r: u32) {
        self.item.attrs = List::new(self.mark.attrs, self.ast.attrs.len() - self.mark.attrs);
        let at = self.ast.items.len() as u32;
        self.ast.items.push(self.item);
        self.item = Item::new(ItemKind::Module);
        self.stmt(StmtKind::Item(at), l, r);
    }

    /// Whether the current declaration has a name.
    pub(crate) fn is_named(&self) -> bool {
        self.item.name.is_some()
    }

    /// The label before a fault, unless it is in the tree already.
    pub(crate) fn keep_label(&mut self, span: Span) {
        if self.ast.stmts.last().is_none_or(|last| last.span != span) {
            match self.slice(span.lo, span.hi).starts_with(|c: char| c.is_ascii_digit()) {
                true => self.number_label(span.lo, span.hi),
                false => self.label(span.lo, span.hi),
            }
        }
    }

    /// A declaration on a faulty line, with what is known of it, so that the block it opens is open.
    pub(crate) fn broken_item(&mut self, kind: ItemKind, l: u32, r: u32) {
        self.pending.clear();
        self.item.kind = kind;
        self.item(l, r);
    }

    /// A directive on a faulty line, likewise.
    pub(crate) fn broken_plain(&mut self, directive: Directive, l: u32, r: u32) {
        self.roll_back();
        self.stmt(StmtKind::Plain(directive, List::default()), l, r);
    }
}
