//! The canonical text of a tree, which parses to the same tree. The formatter's only step, and the disassembler's
//! last.
//!
//! Literals, quoted names and the bodies of macros stay as they are written; blanks, line breaks and columns are
//! chosen here. The style: the inside of a block is indented by four blanks, labels are outdented to the column of
//! their function, operands of a function and types of a struct are aligned, long lists are broken after commas.

mod blocks;
mod built;
mod code;
mod expr;
mod page;
mod stmt;

pub use code::{Code, Width};

use crate::ast::{Ast, Directive, Ident, NodeId, Raw, Shape, Stmt, StmtKind, Trivia, TriviaKind};
use crate::diag::{Diagnostic, Level};
use crate::names::{Interner, Sym};
use crate::parser::parse;
use crate::source::Span;
use blocks::Blocks;
use expr::Inner;
use page::Page;
use std::borrow::Cow;
use stmt::Writer;

/// The canonical text of a tree whose leaves lie in `text`, the first byte of which has the position `start`.
pub fn print(ast: &Ast, text: &str, start: u32, names: &Interner) -> String {
    print_after(String::new(), ast, text, start, names)
}

/// The canonical text of a tree appended to what was printed before, which ends between two blocks.
pub(crate) fn print_after(printed: String, ast: &Ast, text: &str, start: u32, names: &Interner) -> String {
    let tree = Tree { ast, text, start, names };
    let widths = blocks::widths(&tree);
    let printer = Printer { tree, widths, page: Page::after(printed), blocks: Blocks::default(), next: 0 };
    printer.print()
}

/// The canonical form of a source text of less than 4 GiB. Places in the diagnostics are as if the text were the
/// first of a [`crate::source::SourceMap`].
///
/// # Errors
/// The diagnostics of a text that does not parse.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let (mut names, mut report) = (Interner::new(), Vec::new());
    let ast = parse(text, 1, &mut names, &mut report);
    if report.iter().any(|fault| fault.level == Level::Error) {
        return Err(report);
    }
    Ok(print(&ast, text, 1, &names))
}

/// The canonical text of one expression, value or type, on one line.
pub(crate) fn expr_text(ast: &Ast, root: NodeId, text: &str, start: u32, names: &Interner) -> String {
    let mut page = Page::flat();
    expr::node(&Tree { ast, text, start, names }, &mut page, &mut Inner::default(), root);
    page.into_line()
}

/// A tree with the text of its leaves.
#[derive(Clone, Copy)]
struct Tree<'t> {
    ast: &'t Ast,
    text: &'t str,
    start: u32,
    names: &'t Interner,
}

impl<'t> Tree<'t> {
    fn slice(&self, span: Span) -> &'t str {
        let lo = span.lo.wrapping_sub(self.start) as usize;
        let hi = span.hi.wrapping_sub(self.start) as usize;
        self.text.get(lo..hi).unwrap_or("")
    }

    /// A name as it is written at a position: with its backticks, if it has some.
    fn name_at(&self, position: u32, name: Sym) -> &'t str {
        let at = position.wrapping_sub(self.start) as usize;
        let written = self.text.get(at..).filter(|text| text.starts_with('`')).and_then(quoted);
        written.unwrap_or_else(|| self.names.text(name))
    }

    fn ident(&self, ident: Ident) -> &'t str {
        if ident.quoted { self.name_at(ident.span.lo, ident.sym) } else { self.names.text(ident.sym) }
    }

    fn comment(&self, comment: Trivia) -> Cow<'t, str> {
        unix_lines(self.slice(comment.span).trim_end())
    }
}

/// The name in backticks that a text starts with.
fn quoted(text: &str) -> Option<&str> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'`' => return text.get(..=at),
            b'\n' => return None,
            _ => {}
        }
    }
    None
}

fn unix_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

struct Printer<'t> {
    tree: Tree<'t>,
    widths: Vec<usize>,
    page: Page,
    blocks: Blocks,
    /// The next comment or empty line.
    next: usize,
}

impl<'t> Printer<'t> {
    fn print(mut self) -> String {
        let ast = self.tree.ast;
        for stmt in &ast.stmts {
            self.trivia_before(stmt.span.lo, Some(stmt));
            self.page.begin(self.blocks.column(stmt));
            match stmt.kind {
                StmtKind::Macro(raw) | StmtKind::Repeat(raw) => match ast.raws.get(raw as usize) {
                    Some(raw) => self.raw(stmt, raw),
                    None => self.stmt(stmt, stmt.span.hi),
                },
                _ => self.stmt(stmt, stmt.span.hi),
            }
            self.blocks.pass(ast, stmt);
        }
        self.trivia_before(u32::MAX, None);
        self.page.finish()
    }

    /// Writes a statement and the comments inside it that start before `end`.
    fn stmt(&mut self, stmt: &Stmt, end: u32) {
        let inside = self.take_until(end);
        let mut writer = Writer {
            tree: &self.tree,
            page: &mut self.page,
            inner: Inner::new(inside),
            width: self.blocks.width(&self.widths),
        };
        writer.stmt(stmt);
        let mut rest = writer.inner;
        while let Some(comment) = rest.next_before(u32::MAX) {
            self.page.trail(&self.tree.comment(comment));
        }
    }

    /// Writes a block whose body is text.
    fn raw(&mut self, stmt: &Stmt, raw: &Raw) {
        let column = self.blocks.column(stmt);
        self.stmt(stmt, raw.body.lo);
        self.take_until(raw.body.hi);
        self.page.verbatim(&unix_lines(self.tree.slice(raw.body)));
        self.page.begin(column);
        self.page.push(Shape::Plain(Directive::End).spelling());
        if let Some(name) = raw.end {
            self.page.push(" ");
            self.page.push(self.tree.ident(name));
        }
        let mut rest = Inner::new(self.take_until(stmt.span.hi));
        while let Some(comment) = rest.next_before(u32::MAX) {
            self.page.trail(&self.tree.comment(comment));
        }
    }

    fn take_until(&mut self, end: u32) -> &'t [Trivia] {
        let all: &'t [Trivia] = self.tree.ast.trivia.get(self.next..).unwrap_or_default();
        let count = all.iter().take_while(|trivia| trivia.span.lo < end).count();
        self.next += count;
        &all[..count]
    }

    fn trivia_before(&mut self, position: u32, next: Option<&Stmt>) {
        for trivia in self.take_until(position) {
            match trivia.kind {
                TriviaKind::Blank => self.page.blank(),
                _ if trivia.own_line => {
                    let column = self.blocks.comment_column(next);
                    self.page.comment(column, &self.tree.comment(*trivia));
                }
                _ => self.page.trail(&self.tree.comment(*trivia)),
            }
        }
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
