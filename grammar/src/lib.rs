//! The text of the assembly language: from characters to a spanned tree and back.
//!
//! In goes source text, out come an [`ast::Ast`] (spanned, without meaning) and diagnostics; the printer goes the
//! other way. Nothing here knows a binary format or a mnemonic: an instruction is a name with operands.
//!
//! Everything that has a size limit lives in index arenas, so neither deep nor long input can overflow a stack.

pub mod ast;
pub mod diag;
mod lexer;
pub mod literal;
pub mod names;
pub mod parser;
pub mod printer;
pub mod source;
mod token;
