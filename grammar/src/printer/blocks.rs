//! The open blocks, which decide the columns of statements and the widths to which their parts are aligned.

use super::Tree;
use crate::ast::{Ast, Directive, ItemKind, Stmt, StmtKind};

/// The indentation of the inside of a block.
pub(super) const STEP: usize = 4;
/// The deepest block that is indented further. Without a limit the size of the text would be quadratic in the depth.
const DEEPEST: usize = 32;
/// Mnemonics longer than this do not push the operands of their neighbours to the right.
const MNEMONIC: usize = 8;
/// Likewise for the names of fields.
const FIELD: usize = 24;

/// What a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Instructions and labels.
    Code,
    /// Fields.
    Fields,
    /// Lines of another kind.
    Lines,
    /// The same lines as around it.
    If,
    /// Modules, which are not indented.
    Archive,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    kind: Kind,
    /// The column of the statement that opens it.
    column: usize,
    /// The column of the innermost function around what it holds, or its own.
    code: Option<usize>,
    /// The number of the width that holds for what it holds.
    width: Option<usize>,
}

/// The blocks that are open.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    open: Vec<Open>,
    widths: usize,
}

impl Blocks {
    /// The column of the lines in the innermost block.
    pub(super) fn inside(&self) -> usize {
        match self.open.last() {
            None => 0,
            Some(Open { kind: Kind::Archive, column, .. }) => *column,
            Some(open) => (open.column + STEP).min(STEP * DEEPEST),
        }
    }

    /// The column of a statement.
    pub(super) fn column(&self, stmt: &Stmt) -> usize {
        let top = self.open.last();
        match stmt.kind {
            StmtKind::Label(_) | StmtKind::NumberLabel(_) => {
                let code = top.and_then(|open| open.code);
                code.unwrap_or(self.inside().saturating_sub(STEP))
            }
            StmtKind::Plain(Directive::End, _) => top.map_or(0, |open| open.column),
            StmtKind::Plain(Directive::Elif | Directive::Else, _) => {
                top.filter(|open| open.kind == Kind::If).map_or(self.inside(), |open| open.column)
            }
            _ => self.inside(),
        }
    }

    /// The column of a comment on its own line before a statement.
    pub(super) fn comment_column(&self, next: Option<&Stmt>) -> usize {
        match next {
            Some(Stmt { kind: StmtKind::Plain(Directive::End, _), .. }) | None => self.inside(),
            Some(stmt) => self.column(stmt),
        }
    }

    /// Opens or closes a block if the statement does.
    pub(super) fn pass(&mut self, ast: &Ast, stmt: &Stmt) {
        if let StmtKind::Plain(Directive::End, _) = stmt.kind {
            self.open.pop();
        }
        let Some(kind) = opened(ast, stmt) else { return };
        let (column, around) = (self.inside(), self.open.last().copied());
        let (code, width) = match kind {
            Kind::Code | Kind::Fields => {
                self.widths += 1;
                (Some(column).filter(|_| kind == Kind::Code), Some(self.widths - 1))
            }
            Kind::If => (around.and_then(|open| open.code), around.and_then(|open| open.width)),
            Kind::Lines | Kind::Archive => (None, None),
        };
        self.open.push(Open { kind, column, code, width });
    }

    /// The width that holds here.
    pub(super) fn width(&self, widths: &[usize]) -> usize {
        let number = self.open.last().and_then(|open| open.width);
        number.and_then(|number| widths.get(number).copied()).unwrap_or(0)
    }
}

/// The widths of all functions and structs, in order: of the longest mnemonic with operands, or of the longest name
/// of a field with its colon.
pub(super) fn widths(tree: &Tree) -> Vec<usize> {
    let mut blocks = Blocks::default();
    let mut widths = Vec::new();
    for stmt in &tree.ast.stmts {
        blocks.pass(tree.ast, stmt);
        widths.resize(blocks.widths, 0);
        let Some(number) = blocks.open.last().and_then(|open| open.width) else { continue };
        if let Some(width) = width(tree, stmt) {
            widths[number] = width.max(widths[number]);
        }
    }
    widths
}

fn width(tree: &Tree, stmt: &Stmt) -> Option<usize> {
    match stmt.kind {
        StmtKind::Instr { name, operands } if !operands.is_empty() => {
            mnemonic_width(tree.name_at(stmt.span.lo, name))
        }
        StmtKind::Item(item) => {
            let item = tree.ast.items.get(item as usize).filter(|item| item.kind == ItemKind::Field)?;
            Some(tree.ident(item.name?).chars().count() + 1).filter(|width| *width <= FIELD)
        }
        _ => None,
    }
}

/// The width of a mnemonic with operands, unless it is too long to align others to it.
pub(super) fn mnemonic_width(written: &str) -> Option<usize> {
    Some(written.chars().count()).filter(|width| *width <= MNEMONIC)
}

fn opened(ast: &Ast, stmt: &Stmt) -> Option<Kind> {
    match stmt.kind {
        StmtKind::Plain(Directive::If, _) => Some(Kind::If),
        StmtKind::Plain(Directive::Code, _) => Some(Kind::Code),
        StmtKind::Plain(Directive::Archive, _) => Some(Kind::Archive),
        StmtKind::Item(item) => match ast.items.get(item as usize)?.kind {
            ItemKind::Func | ItemKind::Operator => Some(Kind::Code),
            ItemKind::Struct => Some(Kind::Fields),
            ItemKind::Native | ItemKind::Intrinsic => Some(Kind::Lines),
            _ => None,
        },
        _ => None,
    }
}
