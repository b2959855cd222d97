//! `--emit ast` and `--emit ir`: a look at what is between text and bytes. For people who work on the assembler or
//! wonder how a line is read; the form of these texts may change.

mod ast;
mod ir;

pub(crate) use ast::text as ast;
pub(crate) use ir::text as ir;
