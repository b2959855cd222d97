//! One assembly language, four binary module formats.
//!
//! Source text → `lzasm_grammar` → tree → expand → resolve → IR → lower → model → encode → bytes; and backwards:
//! bytes → decode → model → raise → tree → print. Hydro's own text form goes straight to the IR, and comes straight
//! from the model: [`h2o`].
//!
//! [`assemble`] is the whole way forward on one page.

mod assemble;
pub mod build;
mod builder;
pub mod bytes;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod diag;
pub mod dump;
pub mod files;
pub mod formats;
mod front;
pub mod ir;
pub mod isa;
mod memory;
mod options;
pub mod paths;
mod prose;
mod report;
mod session;
pub mod source;
pub mod threads;
mod translate;
pub mod vm;

pub use assemble::{Assembly, Input, assemble, assemble_telling};
pub use builder::{
    CallFlags, Callee, Code, Constant, EmitOptions, Label, ModuleBuilder, NativeBuilder, Program,
    ProgramBuilder, Reg, RegisterCode, Registers, Stack, StackCode, StructBuilder, Type,
};
pub use files::{FileError, FileLoader, Loader, MemoryLoader};
pub use formats::{Finding, Severity, Target, UnknownTarget};
pub use front::{
    Assembled, Assembler, Diagnostics, Disassembly, Fault, File, Outcome, RunOptions, decode, run,
};
pub use options::{Lossy, Options, SourceForm};
pub use report::{Listener, Report};
pub use session::Session;
pub use vm::Argument;
