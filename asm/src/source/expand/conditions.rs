//! `.if`, `.elif`, `.else`.

use super::BlockKind;
use super::Sink;
use super::blocks::{Block, Branches};
use super::expander::Expander;
use crate::source::Context;
use crate::source::expand::messages;
use lzasm_grammar::ast::{Ast, NodeId, Stmt};

impl<S: Sink> Expander<'_, S> {
    /// `.if EXPR`
    pub(super) fn if_(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, operands: &[NodeId]) {
        let outside = self.skipping;
        let mut branches = Branches { decided: true, outside, last: None };
        if !outside {
            let taken = self.condition(cx, ast, stmt, (".if", operands));
            self.skipping = taken != Some(true);
            // After a faulty condition no branch is taken, so that nothing else becomes a fault because of it.
            branches.decided = taken != Some(false);
        }
        self.blocks.push(Block { branches, ..Block::new(BlockKind::If, stmt.span, false) });
    }

    /// `.elif EXPR`
    pub(super) fn elif(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, operands: &[NodeId]) {
        let Some(at) = self.branch(cx, stmt) else { return };
        if self.blocks[at].branches.decided {
            self.skipping = true;
            return;
        }
        self.skipping = false;
        let taken = self.condition(cx, ast, stmt, (".elif", operands));
        self.skipping = taken != Some(true);
        self.blocks[at].branches.decided = taken != Some(false);
    }

    /// `.else`
    pub(super) fn else_(&mut self, cx: &mut Context, stmt: &Stmt, operands: &[NodeId]) {
        if !operands.is_empty() {
            cx.report(
                messages::directive_operands(stmt.span, ".else", "no operand")
                    .help("write the condition after `.elif`"),
            );
        }
        let Some(at) = self.branch(cx, stmt) else { return };
        let branches = &mut self.blocks[at].branches;
        branches.last = Some(stmt.span);
        self.skipping = branches.decided;
        branches.decided = true;
    }

    /// Ends the current branch. Returns the index of the `.if`.
    fn branch(&mut self, cx: &mut Context, stmt: &Stmt) -> Option<usize> {
        let Some(at) = self.blocks.innermost(BlockKind::If, self.base) else {
            cx.report(messages::stray_branch(stmt.span));
            return None;
        };
        self.close_unclosed(cx, at + 1, stmt.span, false);
        if let Some(last) = self.blocks[at].branches.last {
            cx.report(messages::branch_after_else(stmt.span, last));
        }
        Some(at)
    }

    /// Whether a condition holds; nothing if it is faulty.
    fn condition(
        &mut self,
        cx: &mut Context,
        ast: &Ast,
        stmt: &Stmt,
        (name, operands): (&str, &[NodeId]),
    ) -> Option<bool> {
        let [condition] = operands else {
            // A line whose fault was reported arrives here without its operands.
            if !operands.is_empty() || !cx.has_errors() {
                cx.report(messages::directive_operands(stmt.span, name, "one condition"));
            }
            return None;
        };
        let value = self.value_at_once(cx, ast.subtree(*condition))?;
        Some(!value.is_zero())
    }
}
