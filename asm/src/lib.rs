//! One assembly language, four binary module formats.
//!
//! Source text → `lzasm_grammar` → tree → expand → resolve → IR → lower → model → encode → bytes; and backwards:
//! bytes → decode → model → raise → tree → print.

pub mod bytes;
pub mod formats;
pub mod isa;
