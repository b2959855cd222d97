//! One assembly language, four binary module formats.
//!
//! Source text → `lzasm_grammar` → tree → expand → resolve → IR → lower → model → encode → bytes; and backwards:
//! bytes → decode → model → raise → tree → print. Hydro's own text form goes straight to the IR, and comes straight
//! from the model: [`h2o`].
//!
//! [`assemble`] is the whole way forward on one page.

pub mod argfile;
pub mod build;
pub mod bytes;
mod context;
pub mod depfile;
pub mod dump;
pub mod eval;
pub mod expand;
pub mod files;
pub mod formats;
pub mod h2o;
pub mod ir;
pub mod isa;
mod memory;
mod options;
pub mod paths;
mod pipeline;
pub mod resolve;
pub mod run;
pub mod tool;
mod translate;
mod words;

pub use context::Context;
pub use options::{Lossy, Options, SourceForm};
pub use pipeline::{Assembly, Input, assemble};
