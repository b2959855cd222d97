//! The intermediate representation: what a source means, before any format is chosen. The emitters see nothing
//! else.
//!
//! Items are numbers into pools; names are [`Sym`]s; places are positions in the source map. An instruction keeps
//! the position of its text only: the place of an operand is found again from the text when a message needs it.

mod body;
mod foreign;
pub(crate) mod messages;
mod operators;
mod program;
mod sizes;
mod types;
pub(crate) mod validate;
mod values;

pub use body::{
    Body, Instr, LabelId, LabelInfo, Loc, LocFile, OpenOperand, Operand, Packed, RAW_WORD, USER_ROWS, UserOp,
};
pub use foreign::Foreign;
pub use operators::{OPERATORS, OperatorRow, word as operator_word};
pub use program::*;
pub use sizes::{NoSize, Sizes};
pub use types::{Prim, REFERENCE_SIZE, Type, TypeId, TypePool};
pub use values::{FnRef, FnRefId, IntType, Value, ValueId, ValuePool};

pub use lzasm_grammar::ast::SizeClass;
pub use lzasm_grammar::names::{Interner, Sym};
pub use lzasm_grammar::source::Span;
