//! Statements as text, each on its line or lines.

use super::page::Page;
use super::{Tree, expr, expr::Inner};
use crate::ast::{
    Attr, Directive, Item, ItemKind, List, NodeId, OperatorToken, Param, Raw, Shape, Stmt, StmtKind,
};

/// The page that a statement is written to, and the width it is aligned to.
pub(super) struct Writer<'p, 't> {
    pub(super) tree: &'p Tree<'t>,
    pub(super) page: &'p mut Page,
    pub(super) inner: Inner<'t>,
    pub(super) width: usize,
}

impl Writer<'_, '_> {
    /// Writes a statement; its line has been begun.
    pub(super) fn stmt(&mut self, stmt: &Stmt) {
        match stmt.kind {
            StmtKind::Label(name) => {
                self.page.push(self.tree.name_at(stmt.span.lo, name));
                self.page.push(":");
            }
            StmtKind::NumberLabel(number) => self.page.push(&format!("{number}:")),
            StmtKind::Instr { name, operands } => {
                self.instr(self.tree.name_at(stmt.span.lo, name), operands);
            }
            StmtKind::Assign { name, value } => {
                self.page.push(self.tree.name_at(stmt.span.lo, name));
                self.page.push(" = ");
                self.node(value);
            }
            StmtKind::Plain(directive, operands) => self.plain(directive, operands),
            StmtKind::Item(item) => {
                if let Some(item) = self.tree.ast.items.get(item as usize) {
                    self.item(item);
                }
            }
            StmtKind::Macro(raw) => self.raw_header(Shape::Macro, raw),
            StmtKind::Repeat(raw) => self.raw_header(Shape::Repeat, raw),
        }
    }

    fn node(&mut self, root: NodeId) {
        expr::node(self.tree, self.page, &mut self.inner, root);
    }

    fn instr(&mut self, name: &str, operands: List<NodeId>) {
        self.page.push(name);
        for (at, root) in self.tree.ast.operands(operands).iter().enumerate() {
            match at {
                0 => self.page.pad(self.width.saturating_sub(name.chars().count()) + 1),
                _ => self.page.push(", "),
            }
            expr::operand(self.tree, self.page, &mut self.inner, *root);
        }
    }

    fn plain(&mut self, directive: Directive, operands: List<NodeId>) {
        self.page.push(Shape::Plain(directive).spelling());
        let spaced = matches!(directive, Directive::Loc | Directive::Optional);
        let between = if spaced { " " } else { ", " };
        for (at, root) in self.tree.ast.operands(operands).iter().enumerate() {
            self.page.push(if at == 0 { " " } else { between });
            match directive {
                Directive::Let => self.alias(*root),
                _ if spaced => expr::tight(self.tree, self.page, &mut self.inner, *root),
                _ => self.node(*root),
            }
        }
    }

    /// `name = r5`, which the tree holds as a named operand.
    fn alias(&mut self, root: NodeId) {
        let node = self.tree.ast.node(root);
        if let (crate::ast::NodeKind::Named, Some(name)) = (node.kind, node.sym()) {
            self.page.push(self.tree.name_at(node.span.lo, name));
            self.page.push(" = ");
            return self.node(self.tree.ast.child(root));
        }
        self.node(root);
    }

    fn raw_header(&mut self, shape: Shape, raw: u32) {
        let Some(Raw { name, operands, .. }) = self.tree.ast.raws.get(raw as usize).copied() else { return };
        self.page.push(shape.spelling());
        if let Some(name) = name {
            self.page.push(" ");
            self.page.push(self.tree.ident(name));
        }
        for (at, root) in self.tree.ast.operands(operands).iter().enumerate() {
            self.page.push(if at == 0 { " " } else { ", " });
            self.node(*root);
        }
    }

    fn item(&mut self, item: &Item) {
        match item.kind {
            ItemKind::Field => return self.field(item),
            ItemKind::Op => return self.op(item),
            _ => {}
        }
        self.page.push(Shape::Item(item.kind).spelling());
        self.subject(item);
        if let Some(params) = item.params {
            self.params(params);
        }
        if let Some(ty) = item.ty {
            self.page.push(" -> ");
            self.node(ty);
        }
        if let Some(module) = item.from {
            self.page.push(" from ");
            self.page.push(self.tree.ident(module));
        }
        if let Some(value) = item.value {
            self.page.push(if item.kind == ItemKind::Native { " " } else { " = " });
            self.node(value);
        }
        self.attrs(item.attrs);
    }

    /// The name, token and version of an item.
    fn subject(&mut self, item: &Item) {
        if let Some(name) = item.name {
            if item.kind != ItemKind::NativeFunc {
                self.page.push(" ");
            }
            self.page.push(self.tree.ident(name));
        }
        match item.token {
            Some(OperatorToken::Symbol(span)) => {
                self.page.push(" ");
                self.page.push(self.tree.slice(span));
                self.page.push(" ");
            }
            Some(OperatorToken::Number(number)) => {
                self.page.push(" token ");
                self.node(number);
                self.page.push(" ");
            }
            None => {}
        }
        if let Some(version) = item.version {
            self.page.push(" ");
            self.page.push(self.tree.slice(version));
        }
    }

    fn params(&mut self, params: List<Param>) {
        self.page.push("(");
        for (at, param) in self.tree.ast.params(params).iter().enumerate() {
            if at > 0 {
                self.page.push(", ");
            }
            self.page.push(self.tree.ident(param.name));
            self.page.push(": ");
            self.node(param.ty);
        }
        self.page.push(")");
    }

    fn attrs(&mut self, attrs: List<Attr>) {
        for attr in self.tree.ast.attrs(attrs) {
            self.page.push(" ");
            self.page.push(self.tree.ident(attr.name));
            if let Some(value) = attr.value {
                self.page.push("=");
                expr::tight(self.tree, self.page, &mut self.inner, value);
            }
        }
    }

    fn field(&mut self, item: &Item) {
        let name = item.name.map_or("", |name| self.tree.ident(name));
        self.page.push(name);
        self.page.push(":");
        self.page.pad(self.width.saturating_sub(name.chars().count() + 1) + 1);
        if let Some(ty) = item.ty {
            self.node(ty);
        }
        self.attrs(item.attrs);
    }

    fn op(&mut self, item: &Item) {
        self.page.push(Shape::Item(ItemKind::Op).spelling());
        self.page.push(" ");
        self.page.push(item.name.map_or("", |name| self.tree.ident(name)));
        if let Some(value) = item.value {
            self.page.push(" ");
            self.node(value);
        }
        let params = item.params.unwrap_or_default();
        for (at, param) in self.tree.ast.params(params).iter().enumerate() {
            self.page.push(if at == 0 { " " } else { ", " });
            self.page.push(self.tree.ident(param.name));
            self.page.push(":");
            self.node(param.ty);
        }
        self.attrs(item.attrs);
    }
}
