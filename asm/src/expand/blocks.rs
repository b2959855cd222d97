//! The blocks that are open, and what closes them.

use super::BlockKind;
use super::Sink;
use super::expander::Expander;
use crate::context::Context;
use crate::words::expand as words;
use lzasm_grammar::ast::{Ast, NodeId, Stmt};
use lzasm_grammar::parse::LineMode;
use lzasm_grammar::source::Span;

/// An open block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// The statement that began it.
    pub(super) begin: Span,
    /// Whether the sink got that statement, and so gets the end.
    pub(super) given: bool,
    /// Of `.if`.
    pub(super) branches: Branches,
}

/// How far the branches of an `.if` are decided.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Branches {
    /// A branch was taken, or none is to be.
    pub(super) decided: bool,
    /// Whether all was passed over around the `.if`.
    pub(super) outside: bool,
    /// The `.else`.
    pub(super) last: Option<Span>,
}

impl<S: Sink> Expander<'_, S> {
    /// Begins a block that belongs to the sink.
    pub(super) fn begin(&mut self, kind: BlockKind, begin: Span) {
        let given = !self.skipping;
        self.blocks.push(Block { kind, begin, given, branches: Branches::default() });
    }

    /// What the plain lines of a text mean that stands at the current place.
    pub(super) fn line_mode(&self) -> LineMode {
        let around = self.blocks.iter().rev().find(|block| block.kind != BlockKind::If);
        match around.map(|block| block.kind) {
            Some(BlockKind::Struct) => LineMode::Fields,
            Some(BlockKind::Native) => LineMode::NativeFuncs,
            _ => LineMode::Code,
        }
    }

    /// `.end`, perhaps with the name of what it ends.
    pub(super) fn end(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, operands: &[NodeId]) {
        if self.blocks.len() <= self.base {
            let around = self.blocks.last().map(|block| (block.kind, block.begin));
            return cx.tell(words::stray_end(stmt.span, around));
        }
        let Some(named) = operands.first().map(|id| ast.node(*id)) else {
            return self.close_innermost(cx, stmt.span);
        };
        let name = named.name().filter(|_| operands.len() == 1);
        let Some(kind) = name.and_then(|name| BlockKind::find(cx.names.text(name))) else {
            cx.tell(words::unknown_block(cx, named.span));
            return self.close_innermost(cx, stmt.span);
        };
        self.end_named(cx, kind, stmt.span, named.span);
    }

    fn end_named(&mut self, cx: &mut Context, kind: BlockKind, end: Span, name: Span) {
        let Some(innermost) = self.blocks.last().copied() else { return };
        if innermost.kind != kind {
            let meant = self.blocks[self.base..].iter().rposition(|block| block.kind == kind);
            cx.tell(words::mismatched_end(kind, name, innermost.kind, innermost.begin));
            // Blocks inside the one that is meant lack their ends; without such a block the name is wrong.
            while meant.is_some_and(|meant| self.base + meant + 1 < self.blocks.len()) {
                self.close_innermost(cx, end);
            }
        }
        self.close_innermost(cx, end);
    }

    /// Closes the innermost block without a word.
    pub(super) fn close_innermost(&mut self, cx: &mut Context, end: Span) {
        let Some(block) = self.blocks.pop() else { return };
        if block.kind == BlockKind::If {
            self.skipping = block.branches.outside;
        } else if block.given {
            self.sink.close(cx, block.kind, end);
        }
    }

    /// Closes the blocks that were begun in a text that ends here (or in a branch that does).
    pub(super) fn close_unclosed(&mut self, cx: &mut Context, keep: usize, end: Span, quiet: bool) {
        while self.blocks.len() > keep {
            if let Some(block) = self.blocks.last().filter(|_| !quiet) {
                cx.tell(words::unclosed_block(block.kind, block.begin, end));
            }
            self.close_innermost(cx, end);
        }
    }
}
