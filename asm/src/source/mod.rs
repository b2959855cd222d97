//! From the text of a source to the IR: expressions are evaluated ([`eval`]), includes, conditions and macros
//! expanded ([`expand`]), and the plain statements resolved to a program ([`resolve`]).

pub(crate) mod budget;
mod context;
mod env;
pub mod eval;
pub mod expand;
pub mod resolve;

pub use budget::Budget;
pub use context::Context;
pub use env::ContextEnv;
