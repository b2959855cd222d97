//! The tree of a source as text: a line for each statement with its place, and its parts below it.

use lzasm_grammar::ast::{Ast, Ident, Item, List, NodeId, Operands, OperatorToken, Raw, Stmt, StmtKind};
use lzasm_grammar::diag::render::sanitize;
use lzasm_grammar::names::{Interner, Sym, in_backticks};
use lzasm_grammar::source::{SourceMap, Span};
use std::fmt::Write;

/// The text of a tree.
pub(crate) fn text(ast: &Ast, sources: &SourceMap, names: &Interner) -> String {
    let mut dump = Dump { ast, sources, names, out: String::new() };
    for stmt in &ast.stmts {
        dump.stmt(stmt);
    }
    dump.out
}

/// The greatest depth that is shown as indentation. A deeper one is a number.
const DEEPEST: usize = 32;

struct Dump<'t> {
    ast: &'t Ast,
    sources: &'t SourceMap,
    names: &'t Interner,
    out: String,
}

/// Writing to memory cannot fail.
macro_rules! put {
    ($dump:expr, $($text:tt)*) => {{
        let _ = write!($dump.out, $($text)*);
    }};
}

impl Dump<'_> {
    fn stmt(&mut self, stmt: &Stmt) {
        let place = self.sources.place(stmt.span.lo);
        let (line, column) = place.map_or((0, 0), |place| (place.line, place.column));
        put!(self, "{line}:{column} ");
        match stmt.kind {
            StmtKind::Label(name) => put!(self, "Label {}\n", self.name(name)),
            StmtKind::NumberLabel(number) => put!(self, "NumberLabel {number}\n"),
            StmtKind::Instr { name, operands } => {
                put!(self, "Instr {}\n", self.name(name));
                self.operands(operands);
            }
            StmtKind::Assign { name, value } => {
                put!(self, "Assign {}\n", self.name(name));
                self.tree(value, 1);
            }
            StmtKind::Plain(directive, operands) => {
                put!(self, "{directive:?}\n");
                self.operands(operands);
            }
            StmtKind::Item(index) => self.item(index),
            StmtKind::Macro(index) => self.raw("Macro", index),
            StmtKind::Repeat(index) => self.raw("Repeat", index),
        }
    }

    fn name(&self, name: Sym) -> String {
        in_backticks(self.names.text(name))
    }

    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n("    ", depth.min(DEEPEST)));
        // A long sum is as deep as it is long: with all of its blanks it would fill gigabytes.
        if depth > DEEPEST {
            put!(self, "({depth}) ");
        }
    }

    fn part(&mut self, what: &str, text: &str) {
        self.indent(1);
        put!(self, "{what}{}{text}\n", if text.is_empty() { "" } else { " " });
    }

    fn operands(&mut self, operands: List<NodeId>) {
        let ast = self.ast;
        for root in ast.operands(operands) {
            self.tree(*root, 1);
        }
    }

    fn raw(&mut self, what: &str, index: u32) {
        let Some(&Raw { name, operands, body, .. }) = self.ast.raws.get(index as usize) else { return };
        put!(self, "{what}{}\n", self.ident(name));
        self.operands(operands);
        let lines = self.sources.text(body).lines().count();
        self.part("body", &format!("of {lines} lines"));
    }

    fn ident(&self, name: Option<Ident>) -> String {
        name.map_or(String::new(), |name| format!(" {}", self.name(name.sym)))
    }

    fn item(&mut self, index: u32) {
        let Some(&item) = self.ast.items.get(index as usize) else { return };
        put!(self, "Item {:?}{}\n", item.kind, self.ident(item.name));
        self.item_head(&item);
        let ast = self.ast;
        for param in item.params.map_or(&[][..], |params| ast.params(params)) {
            self.part("param", &self.name(param.name.sym));
            self.tree(param.ty, 2);
        }
        for (what, root) in [("type", item.ty), ("value", item.value)] {
            if let Some(root) = root {
                self.part(what, "");
                self.tree(root, 2);
            }
        }
        for attr in ast.attrs(item.attrs) {
            self.part("attribute", &self.name(attr.name.sym));
            if let Some(value) = attr.value {
                self.tree(value, 2);
            }
        }
    }

    fn item_head(&mut self, item: &Item) {
        match item.token {
            Some(OperatorToken::Symbol(span)) => self.part("token", &self.leaf(span)),
            Some(OperatorToken::Number(root)) => {
                self.part("token", "");
                self.tree(root, 2);
            }
            None => {}
        }
        if let Some(version) = item.version {
            self.part("version", &self.leaf(version));
        }
        if let Some(from) = item.from {
            self.part("from", &self.name(from.sym));
        }
    }

    fn leaf(&self, span: Span) -> String {
        sanitize::message(self.sources.text(span)).into_owned()
    }

    /// A node and below it its operands; the stack is our own, because trees may be deep.
    fn tree(&mut self, root: NodeId, depth: usize) {
        let mut open = vec![(root, depth)];
        while let Some((id, depth)) = open.pop() {
            let node = self.ast.node(id);
            self.indent(depth);
            put!(self, "{:?}", node.kind);
            match (node.sym(), node.number()) {
                (Some(name), _) => put!(self, " {}", self.name(name)),
                (_, Some(number)) => put!(self, " {number}"),
                _ if node.kind.operands() == Operands::Leaf => put!(self, " {}", self.leaf(node.span)),
                _ => {}
            }
            self.out.push('\n');
            match node.kind.operands() {
                Operands::Leaf => {}
                Operands::One => open.push((self.ast.child(id), depth + 1)),
                Operands::Two => {
                    let (first, second) = self.ast.pair(id);
                    open.extend([(second, depth + 1), (first, depth + 1)]);
                }
                Operands::Many => open.extend(self.ast.elements(id).iter().rev().map(|id| (*id, depth + 1))),
            }
        }
    }
}
