//! From code to bytes, for compilers: a [`ModuleBuilder`] takes declarations and instructions by method calls, and
//! [`ModuleBuilder::finish`] makes a [`Program`] of them that can be emitted in any format.
//!
//! A builder writes the assembly language. The one front end therefore checks generated code exactly as it checks what
//! a person writes. Every diagnostic points into a text that a person can read ([`ModuleBuilder::source`]), and no
//! program can be expressed by only one of the two.

mod code;
mod constant;
mod module;
mod owner;
mod program;
mod register;
mod stack;
mod types;

pub use code::{CallFlags, Callee, Code, Label, RegisterCode, Registers, Stack, StackCode};
pub use constant::Constant;
pub use module::{ModuleBuilder, NativeBuilder, StructBuilder};
pub use program::{EmitOptions, Program, ProgramBuilder};
pub use types::{Reg, Type};

use code::Member;
use owner::ModuleId;

#[cfg(test)]
mod tests;
