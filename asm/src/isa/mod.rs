//! Instruction sets as tables: the columns of a row, and the closed set of operand kinds. Each format that carries code
//! has its rows in its own room; everything else reads instructions from there.

pub mod flow;
pub mod operand;
pub mod role;
pub mod row;

pub use flow::{Exit, Flow, Successors};
pub use operand::{Access, OperandKind};
pub use role::{Compute, Role, Takes};
pub use row::{Effect, Row, op};

/// An instruction set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Isa {
    /// Registers: four-byte words.
    Register,
    /// A stack: one byte and operands.
    Stack,
}
