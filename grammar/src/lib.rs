//! The text of the assembly language: from characters to a spanned tree and back.
//!
//! [`parser`] reads source text into an [`ast::Ast`] and reports diagnostics; [`printer`] writes a tree as canonical
//! text. [`diag`] has diagnostics as values and their renderings, [`source`] the texts of a run and positions in them.
//!
//! # What it does not know
//!
//! No binary format, no mnemonic and no register: an instruction is a name with operands. No file system: texts come
//! from the caller, and `.include` is a directive like any other. No meaning: names are not resolved and expressions
//! are not evaluated.
//!
//! Trees are flat index arenas, so neither deep nor long input can overflow a stack.

pub mod ast;
pub mod diag;
mod lexer;
pub mod literal;
pub mod names;
pub mod parser;
pub mod printer;
pub mod source;
mod token;
