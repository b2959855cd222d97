//! One assembly language, four binary module formats: assembles text, builds modules from code, reads, verifies and
//! runs them.
//!
//! | from | to | with |
//! |---|---|---|
//! | a source | a file | [`Assembler`] |
//! | code, such as a compiler's | a file | [`ModuleBuilder`], [`ProgramBuilder`] |
//! | a file | what it means | [`decode`] |
//! | a file | its result | [`run()`] |
//! | sources of a build script | files in `OUT_DIR` | [`build::Build`] |
//!
//! ```
//! use lzasm::{ModuleBuilder, Reg, RunOptions, Target, Type};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     // code → bytes
//!     let mut m = ModuleBuilder::new("hello");
//!     let println = m.import("std.io.print", "println", &[("text", Type::STRING)], None);
//!     m.function("main", &[], None).loadk(Reg::R1, "hello, world").call(&println).ret();
//!     let bytes = m.finish()?.emit(Target::LAZER)?;
//!
//!     // bytes → what they mean, and what they do
//!     let file = lzasm::decode(&bytes)?;
//!     let text = file.disassemble().to_string();
//!     let outcome = lzasm::run(&file, &RunOptions::default())?;
//!     assert_eq!(outcome.output, b"hello, world\n");
//!
//!     // text → bytes, the same ones
//!     let built = lzasm::Assembler::new().assemble_str("hello.s", &text)?;
//!     assert_eq!(built.bytes(), bytes);
//!     Ok(())
//! }
//! ```
//!
//! Errors are values: [`Diagnostics`] holds messages with their places and fixes, and prints itself as the commands do.
//!
//! # How it is built
//!
//! Source text → `lzasm_grammar` → tree → expand → resolve → IR → translate → lower → model → encode → bytes; and
//! backwards: bytes → decode → model → raise → print. The IR is the meaning of a source, the same for all formats; a
//! model is the data of one file. `assemble.rs` is the whole path forward on one page. Each format is a room (a folder
//! whose `mod.rs` is its door) of `formats/` behind one trait, found through one registry; nothing outside a room names it.
//! `docs/hacking/pipeline.md` describes each step.
//!
//! # What it does not know
//!
//! How modules are linked (the crate `roolink`), where the files that a source names come from (a [`Loader`]), and, unless
//! the feature `cli` is on, anything about terminals, options and exit codes.

mod assemble;
pub mod build;
mod builder;
#[doc(hidden)]
pub mod bytes;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod diag;
#[doc(hidden)]
pub mod dump;
#[doc(hidden)]
pub mod files;
#[doc(hidden)]
pub mod formats;
mod front;
#[doc(hidden)]
pub mod ir;
#[doc(hidden)]
pub mod isa;
mod memory;
mod options;
#[doc(hidden)]
pub mod paths;
mod prose;
mod report;
mod session;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod threads;
mod translate;
#[doc(hidden)]
pub mod vm;

pub use builder::{
    CallFlags, Callee, Code, Constant, EmitOptions, Label, ModuleBuilder, NativeBuilder, Program,
    ProgramBuilder, Reg, RegisterCode, Registers, Stack, StackCode, StructBuilder, Type,
};
pub use files::{FileError, FileLoader, Loader, MemoryLoader};
pub use formats::{Finding, Severity, Target, UnknownTarget};
pub use front::{
    Assembled, Assembler, Diagnostics, Disassembly, Fault, File, Outcome, RunOptions, decode, run,
};
pub use options::{Lossy, SourceForm};
pub use vm::{Argument, Cause};

// For the commands and the linker, which need more than a program that uses the library.
#[doc(hidden)]
pub use assemble::{Assembly, Input, assemble, assemble_with_listener};
#[doc(hidden)]
pub use options::Options;
#[doc(hidden)]
pub use report::{Listener, Report};
#[doc(hidden)]
pub use session::Session;
