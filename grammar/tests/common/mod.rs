//! What the tests of the parser share: a text's tree as one line of text for each statement, and its diagnostics.

// Each test file uses some of these; writing to a `String` cannot fail.
#![allow(dead_code, clippy::unwrap_used)]

use lzasm_grammar::ast::*;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::names::{Interner, Sym};
use lzasm_grammar::parser::parse;
use lzasm_grammar::source::Span;
use std::fmt::Write;

/// A parsed text.
pub(crate) struct Parsed {
    pub(crate) text: String,
    pub(crate) ast: Ast,
    pub(crate) names: Interner,
    pub(crate) report: Vec<Diagnostic>,
}

/// The position of the first byte: not zero, so that a forgotten start shows.
pub(crate) const START: u32 = 1;

pub(crate) fn parsed(text: &str) -> Parsed {
    let (mut names, mut report) = (Interner::new(), Vec::new());
    let ast = parse(text, START, &mut names, &mut report);
    Parsed { text: text.to_owned(), ast, names, report }
}

/// The statements of a text without faults, one a line.
pub(crate) fn dump(text: &str) -> String {
    let parsed = parsed(text);
    assert!(parsed.report.is_empty(), "{text:?}: {:#?}", parsed.report);
    parsed.dump()
}

/// The messages of a text with their places: `line:column message`.
pub(crate) fn faults(text: &str) -> Vec<String> {
    let parsed = parsed(text);
    parsed.report.iter().map(|diagnostic| parsed.message(diagnostic)).collect()
}

impl Parsed {
    pub(crate) fn slice(&self, span: Span) -> &str {
        &self.text[(span.lo - START) as usize..(span.hi - START) as usize]
    }

    pub(crate) fn message(&self, diagnostic: &Diagnostic) -> String {
        let span = diagnostic.main.as_ref().map(|label| label.span).unwrap_or_default();
        let before = &self.text[..(span.lo - START) as usize];
        let line = before.matches('\n').count() + 1;
        let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1;
        format!("{line}:{column} {}", diagnostic.message)
    }

    pub(crate) fn dump(&self) -> String {
        let mut out = String::new();
        for stmt in &self.ast.stmts {
            self.stmt(&mut out, stmt);
            out.push('\n');
        }
        out
    }

    fn name(&self, sym: Sym) -> &str {
        self.names.text(sym)
    }

    fn stmt(&self, out: &mut String, stmt: &Stmt) {
        match stmt.kind {
            StmtKind::Label(sym) => write!(out, "label {}", self.name(sym)).unwrap(),
            StmtKind::NumberLabel(number) => write!(out, "label {number}").unwrap(),
            StmtKind::Instr { name, operands } => {
                write!(out, "{}", self.name(name)).unwrap();
                self.list(out, operands);
            }
            StmtKind::Assign { name, value } => {
                write!(out, "{} = {}", self.name(name), self.node(value)).unwrap();
            }
            StmtKind::Plain(directive, operands) => {
                write!(out, "{directive:?}").unwrap();
                self.list(out, operands);
            }
            StmtKind::Item(at) => self.item(out, &self.ast.items[at as usize]),
            StmtKind::Macro(at) | StmtKind::Repeat(at) => {
                let raw = &self.ast.raws[at as usize];
                write!(out, "raw {}", raw.name.map_or("", |name| self.name(name.sym))).unwrap();
                self.list(out, raw.operands);
                write!(out, " {:?}", self.slice(raw.body)).unwrap();
                if let Some(end) = raw.end {
                    write!(out, " end {}", self.name(end.sym)).unwrap();
                }
            }
        }
    }

    fn list(&self, out: &mut String, operands: List<NodeId>) {
        for id in self.ast.operands(operands) {
            write!(out, " {}", self.node(*id)).unwrap();
        }
    }

    fn item(&self, out: &mut String, item: &Item) {
        write!(out, "{:?}", item.kind).unwrap();
        if let Some(name) = item.name {
            write!(out, " {}", self.name(name.sym)).unwrap();
        }
        match item.token {
            Some(OperatorToken::Symbol(span)) => write!(out, " op {}", self.slice(span)).unwrap(),
            Some(OperatorToken::Number(id)) => write!(out, " token {}", self.node(id)).unwrap(),
            None => {}
        }
        if let Some(version) = item.version {
            write!(out, " v{}", self.slice(version)).unwrap();
        }
        if let Some(params) = item.params {
            let params = self.ast.params(params).iter();
            let params =
                params.map(|param| format!("{}: {}", self.name(param.name.sym), self.node(param.ty)));
            write!(out, " ({})", params.collect::<Vec<_>>().join(", ")).unwrap();
        }
        for (word, id) in [("->", item.ty), ("=", item.value)] {
            if let Some(id) = id {
                write!(out, " {word} {}", self.node(id)).unwrap();
            }
        }
        if let Some(from) = item.from {
            write!(out, " from {}", self.name(from.sym)).unwrap();
        }
        for attr in self.ast.attrs(item.attrs) {
            write!(out, " @{}", self.name(attr.name.sym)).unwrap();
            if let Some(value) = attr.value {
                write!(out, "={}", self.node(value)).unwrap();
            }
        }
    }

    /// A subtree in brackets: the kind and then its operands, or the text of a leaf.
    pub(crate) fn node(&self, id: NodeId) -> String {
        let node = self.ast.node(id);
        let data = match node.kind {
            NodeKind::Call | NodeKind::Qualified | NodeKind::Named => {
                format!(" {}", self.name(node.sym().unwrap()))
            }
            _ => String::new(),
        };
        let operands = match node.kind.operands() {
            Operands::Leaf => return self.leaf(node),
            Operands::One => vec![self.ast.child(id)],
            Operands::Two => <[NodeId; 2]>::from(self.ast.pair(id)).to_vec(),
            Operands::Many => self.ast.elements(id),
        };
        let operands: String = operands.into_iter().map(|id| format!(" {}", self.node(id))).collect();
        format!("({:?}{data}{operands})", node.kind)
    }

    fn leaf(&self, node: Node) -> String {
        match node.kind {
            NodeKind::Name => self.name(node.sym().unwrap()).to_owned(),
            NodeKind::QuotedName => format!("`{}`", self.name(node.sym().unwrap())),
            NodeKind::Atom => format!(":{}", self.name(node.sym().unwrap())),
            NodeKind::LabelBack => format!("{}b", node.number().unwrap()),
            NodeKind::LabelForward => format!("{}f", node.number().unwrap()),
            _ => self.slice(node.span).to_owned(),
        }
    }
}
