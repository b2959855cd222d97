//! `--emit ast` and `--emit ir`: the stages between text and bytes, for contributors and for questions about how a line
//! is read. The form of these texts may change.

mod ast;
mod ir;

pub(crate) use ast::text as ast;
pub(crate) use ir::text as ir;
