//! Chains of binary operators: from the order of the source to the order of evaluation.

use super::Builder;
use crate::ast::*;

/// An operator of a chain whose right operand is not complete yet.
pub(super) struct Pending {
    op: BinaryOp,
    /// First node of its left operand.
    first: u32,
    /// Whether it is the outermost of its chain.
    base: bool,
}

/// How tightly an operator binds: C's order.
fn precedence(op: BinaryOp) -> u8 {
    use BinaryOp::*;
    match op {
        LogicalOr => 1,
        LogicalAnd => 2,
        Or => 3,
        Xor => 4,
        And => 5,
        Equal | NotEqual => 6,
        Less | LessEqual | Greater | GreaterEqual => 7,
        ShiftLeft | ShiftRight => 8,
        Add | Subtract => 9,
        Multiply | Divide | Modulo => 10,
    }
}

/// Chains of binary operators.
///
/// The grammar sees a flat chain. An operator becomes a node after its operands as soon as one follows that does not
/// bind tighter, or at the end of the chain; until then it is on a stack.
impl Builder<'_> {
    pub(crate) fn first_op(&mut self, op: BinaryOp) {
        self.shift(op, true);
    }

    pub(crate) fn next_op(&mut self, op: BinaryOp) {
        let mut base = false;
        while let Some(top) = self.pending.last()
            && !base
            && precedence(top.op) >= precedence(op)
        {
            base = self.reduce();
        }
        self.shift(op, base);
    }

    pub(crate) fn end_chain(&mut self) {
        while !self.reduce() {}
    }

    fn shift(&mut self, op: BinaryOp, base: bool) {
        let first = first(&self.ast.nodes, self.last()).0;
        self.pending.push(Pending { op, first, base });
    }

    /// Makes a node of the operator on top of the stack; true if it was the last of its chain.
    fn reduce(&mut self) -> bool {
        let Some(Pending { op, first, base }) = self.pending.pop() else { return true };
        let right = self.last();
        let left = pair(&self.ast.nodes, NodeId(right.0 + 1)).0;
        let span = self.ast.node(left).span.to(self.ast.node(right).span);
        self.push(NodeKind::Binary(op), first, span.lo, span.hi);
        base
    }
}
