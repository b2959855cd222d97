//! What the tests of the whole toolchain share: where things lie, how a test source says what it wants, how bytes
//! and diagnostics are written down for people, and what to throw at the tools.

pub mod annotate;
pub mod corpus;
pub mod descriptions;
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
pub mod repo;
pub mod running;
pub mod rust;
pub mod soup;
pub mod source;
pub mod tools;
