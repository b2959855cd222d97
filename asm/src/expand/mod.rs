//! Expansion: from the statements of a source to plain statements. Includes are read, conditions decided, macros
//! and repetitions formed, assembler constants defined; what is left goes to a [`Sink`] in order.

#[allow(dead_code)] // the expander itself follows
mod constants;

pub use constants::Constants;

use lzasm_grammar::ast::{Ast, Stmt};
use lzasm_grammar::names::Sym;
use lzasm_grammar::source::Span;

/// A block that `.end` closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each is the directive of its name
pub enum BlockKind {
    Func,
    Operator,
    Struct,
    Native,
    Intrinsic,
    Archive,
    Code,
    Macro,
    Repeat,
    If,
}

/// Receives plain statements.
pub trait Sink {
    /// A statement that is none of `.include`, `.macro`, `.repeat`, `.if`, `.elif`, `.else`, `.end`, `.error`,
    /// `.warning`, `.assert`, an assignment or the call of a macro.
    fn statement(&mut self, cx: &mut super::Context, ast: &Ast, stmt: &Stmt);

    /// The `.end` of the innermost block that was begun by a statement given to this sink.
    fn close(&mut self, cx: &mut super::Context, block: BlockKind, end: Span);

    /// The size of a struct, for `sizeof`; `None` if it is not known (yet).
    fn size_of(&self, name: Sym) -> Option<u64>;

    /// The value of `here`: the index of the next word or instruction; `None` outside code.
    fn here(&self) -> Option<u64>;

    /// Whether a mnemonic of an instruction set or an `.op` has this name (then a macro may not).
    fn is_instruction(&self, name: Sym) -> bool;

    /// Whether a `.const` or `.pool` of the current module has this name, and where it is.
    fn constant(&self, name: Sym) -> Option<Span>;
}
/// stub
pub fn read_bytes(
    _: &mut crate::Context,
    _: &str,
    _: Span,
) -> Result<Vec<u8>, lzasm_grammar::diag::Diagnostic> {
    Ok(vec![])
}
