//! Chains of binary operators: from the order in which they stand to the order in which they are computed.

use super::Builder;
use crate::ast::*;

/// An operator of a chain that still waits for its right operand to be complete.
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
/// The grammar sees a flat chain. An operator is put down after its operands as soon as one that does not bind
/// tighter follows, or at the chain's end; until then it waits on a stack.
impl Builder<'_> {
    pub(crate) fn first_op(&mut self, op: BinaryOp) {
        self.wait(op, true);
    }

    pub(crate) fn next_op(&mut self, op: BinaryOp) {
        let mut base = false;
        while let Some(top) = self.pending.last()
            && !base
            && precedence(top.op) >= precedence(op)
        {
            base = self.settle();
        }
        self.wait(op, base);
    }

    pub(crate) fn end_chain(&mut self) {
        while !self.settle() {}
    }

    fn wait(&mut self, op: BinaryOp, base: bool) {
        let first = first(&self.ast.nodes, self.last()).0;
        self.pending.push(Pending { op, first, base });
    }

    /// Puts down the operator on top of the stack; true if it was the last of its chain.
    fn settle(&mut self) -> bool {
        let Some(Pending { op, first, base }) = self.pending.pop() else { return true };
        let right = self.last();
        let left = pair(&self.ast.nodes, NodeId(right.0 + 1)).0;
        let span = self.ast.node(left).span.to(self.ast.node(right).span);
        self.push(NodeKind::Binary(op), first, span.lo, span.hi);
        base
    }
}
