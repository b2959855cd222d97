//! Links, packs and merges the modules that `lzasm` writes.
//!
//! The data flow is: files of one format → `input` → the names that each module defines and imports (`symbols`), or
//! the entries of formats without code (`merge`) → `resolve` → `layout`: which bytes of which input follow each other,
//! and which bytes are new → one file.
//!
//! Modules are copied, not decoded and encoded again: only headers and counts are new. So a link needs memory for the
//! inputs, the output, and a few dozen bytes for each module, name and reference.
//!
//! # What this crate does not know
//!
//! - **Sources.** It reads binary files alone; the assembler is in `lzasm`.
//! - **Formats**, outside of the rooms in `formats/`. Everything else asks the trait of the rooms, and no file there
//!   names a format. The readers, models and verifiers of the formats are those of `lzasm`.
//! - **Instructions.** It looks for names in code and never changes code.
//! - **The file system**, except in [`Input::read`]. The command writes the files.
//!
//! ```
//! use lzasm::{Assembler, Target};
//!
//! let text = ".module hello\n.func main()\n    ret\n.end\n";
//! let bytes = Assembler::new().target(Target::LAZER).assemble_str("hello.s", text)?.into_bytes();
//! let app = roolink::Link::new().input("hello.lzr", bytes).entry("hello::main").run()?.to_vec();
//! assert_eq!(Target::detect(&app), Some(Target::LAZER));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod archive;
mod error;
mod formats;
mod input;
mod layout;
mod link;
mod listing;
mod merge;
mod options;
mod report;
mod resolve;
mod selection;
mod symbols;

pub use error::{Difference, Few, LinkError, LinkErrors, Origin, Reference};
pub use input::Input;
pub use link::{Link, Linked};
pub use listing::{MapModule, MapPart};
pub use options::{Duplicates, Edit, Entry, Options};
pub use report::{Map, Mention, trace};
pub use selection::{Dropped, Kept, Reason};
