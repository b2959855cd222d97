//! What the tests of the whole toolchain share: where things lie, how a test source says what it wants, how bytes
//! and diagnostics are written down for people, and what to throw at the tools.

pub mod annotate;
pub mod builder_methods;
pub mod corpus;
pub mod descriptions;
pub mod dice;
pub mod doc_blocks;
pub mod doc_tables;
pub mod fuzz;
pub mod golden;
pub mod growth;
pub mod hex;
pub mod independent;
pub mod one_of_each;
pub mod planted;
pub mod portable;
pub mod recursion;
pub mod repo;
pub mod running;
pub mod rust;
pub mod soup;
pub mod source;
pub mod tools;

/// The examples of the manual that are Rust, as tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[doc = include_str!("../../asm/README.md")]
#[doc = include_str!("../../linker/README.md")]
#[doc = include_str!("../../docs/library.md")]
#[doc = include_str!("../../docs/build-scripts.md")]
pub mod library {}
