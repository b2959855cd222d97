//! The blocks that are open, and what closes them.

use super::BlockKind;
use super::Sink;
use super::expander::Expander;
use crate::source::Context;
use crate::source::expand::messages;
use lzasm_grammar::ast::{Ast, NodeId, Stmt};
use lzasm_grammar::parser::LineMode;
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
    /// The kind of plain lines in it.
    pub(super) mode: LineMode,
}

impl Block {
    /// A block whose plain lines mean what they mean around it.
    pub(super) fn new(kind: BlockKind, begin: Span, given: bool) -> Self {
        Self { kind, begin, given, branches: Branches::default(), mode: LineMode::Code }
    }
}

/// The open blocks, innermost last; with those of each kind, so that none is searched among a hundred thousand others.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    open: Vec<Block>,
    of_kind: [Vec<u32>; BlockKind::ALL.len()],
}

impl std::ops::Deref for Blocks {
    type Target = [Block];

    fn deref(&self) -> &[Block] {
        &self.open
    }
}

impl std::ops::DerefMut for Blocks {
    fn deref_mut(&mut self) -> &mut [Block] {
        &mut self.open
    }
}

impl Blocks {
    /// Opens a block in the innermost one.
    pub(super) fn push(&mut self, block: Block) {
        let mode = match block.kind {
            BlockKind::If => self.mode(),
            BlockKind::Struct => LineMode::Fields,
            BlockKind::Native => LineMode::NativeFuncs,
            _ => LineMode::Code,
        };
        self.of_kind[block.kind as usize].push(self.open.len() as u32);
        self.open.push(Block { mode, ..block });
    }

    /// Closes the innermost block.
    pub(super) fn pop(&mut self) -> Option<Block> {
        let block = self.open.pop()?;
        self.of_kind[block.kind as usize].pop();
        Some(block)
    }

    /// The index of the innermost block of a kind, from the block `base` on.
    pub(super) fn innermost(&self, kind: BlockKind, base: usize) -> Option<usize> {
        self.of_kind[kind as usize].last().map(|at| *at as usize).filter(|at| *at >= base)
    }

    /// The kind of the plain lines of a text at the current place.
    pub(super) fn mode(&self) -> LineMode {
        self.open.last().map_or(LineMode::Code, |block| block.mode)
    }
}

/// The state of the branches of an `.if`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Branches {
    /// A branch was taken, or none may be.
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
        self.blocks.push(Block::new(kind, begin, given));
    }

    /// `.end`, perhaps with the name of what it ends.
    pub(super) fn end(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, operands: &[NodeId]) {
        if self.blocks.len() <= self.base {
            let around = self.blocks.last().map(|block| (block.kind, block.begin));
            return cx.report(messages::stray_end(stmt.span, around));
        }
        let Some(named) = operands.first().map(|id| ast.node(*id)) else {
            return self.close_innermost(cx, stmt.span);
        };
        let name = named.name().filter(|_| operands.len() == 1);
        let Some(kind) = name.and_then(|name| BlockKind::find(cx.names.text(name))) else {
            cx.report(messages::unknown_block(cx, named.span));
            return self.close_innermost(cx, stmt.span);
        };
        self.end_named(cx, kind, stmt.span, named.span);
    }

    fn end_named(&mut self, cx: &mut Context, kind: BlockKind, end: Span, name: Span) {
        let Some(innermost) = self.blocks.last().copied() else { return };
        if innermost.kind != kind {
            let meant = self.blocks.innermost(kind, self.base);
            cx.report(messages::mismatched_end(kind, name, innermost.kind, innermost.begin));
            // Blocks inside the one that `.end` names lack their ends; without such a block the name is wrong.
            while meant.is_some_and(|meant| meant + 1 < self.blocks.len()) {
                self.close_innermost(cx, end);
            }
        }
        self.close_innermost(cx, end);
    }

    /// Closes the innermost block silently.
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
                cx.report(messages::unclosed_block(block.kind, block.begin, end));
            }
            self.close_innermost(cx, end);
        }
    }
}
