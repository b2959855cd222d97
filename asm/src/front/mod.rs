//! The front door: what most users of the library need, in values that own their sources and print themselves.

mod assembler;
mod diagnostics;
mod file;
mod run;

pub(crate) use crate::formats::Target;
pub use assembler::{Assembled, Assembler};
pub use diagnostics::Diagnostics;
pub use file::{Disassembly, File, decode};
pub use run::{Fault, Outcome, RunOptions, run};

pub(crate) use assembler::is_error;
