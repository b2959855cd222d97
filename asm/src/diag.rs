//! Diagnostics as values: what they are made of, where they point, and the forms they are shown in.
//!
//! The methods of [`Diagnostics`](crate::Diagnostics) render all diagnostics of a run. The functions here render one,
//! with the [`SourceMap`] of its run:
//!
//! ```
//! use lzasm::diag::{self, Level};
//!
//! let found = lzasm::Assembler::new()
//!     .target(lzasm::Target::LAZER)
//!     .assemble_str("x.s", ".func main()\n    rte\n.end\n")
//!     .unwrap_err();
//! for diagnostic in found.iter().filter(|diagnostic| diagnostic.level == Level::Error) {
//!     let label = diagnostic.main.as_ref().expect("a place");
//!     let place = found.sources().place(label.span.lo).expect("a line and a column");
//!     assert_eq!((&*place.file, place.line, place.column), ("x.s", 2, 5));
//!     assert!(diag::short(diagnostic, found.sources()).starts_with("x.s:2:5: error: "));
//! }
//! ```

pub use lzasm_grammar::diag::render::json::line as json;
pub use lzasm_grammar::diag::render::{Style, human, short};
pub use lzasm_grammar::diag::{Code, Diagnostic, Label, Level, Remark};
pub use lzasm_grammar::source::{Place, SourceMap, Span};
