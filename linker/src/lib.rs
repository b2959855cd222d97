//! Links, packs and merges the modules that `lzasm` writes.
//!
//! Files of one format → [`input`] → what each defines and wants ([`symbols`], or the entries of formats without code)
//! → [`resolve`] → [`layout`]: which bytes of which input follow each other, and what is made anew → [`emit`] → one
//! file.
//!
//! Modules are never taken apart: Lazer modules are copied as they are, Hydro modules with their three offsets
//! rewritten, Roo and SAILAR entries as they are. So the memory needed is that of the inputs, of the output, and of a
//! few dozen bytes for each module, name and reference.
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
mod emit;
mod entries;
mod error;
mod hydro;
pub mod input;
mod layout;
mod lazer;
mod link;
mod map;
mod modules;
mod names;
mod options;
mod places;
mod plan;
mod resolve;
mod roomod;
mod sailar;
mod symbols;
mod trace;
pub mod words;

pub use error::{Difference, LinkError, LinkErrors, Origin, Wanted};
pub use input::Input;
pub use link::{Dropped, Kept, Link, Linked, Reason};
pub use map::{Map, MapModule, MapPart};
pub use options::{Duplicates, Edit, Entry, Options, Pattern};
pub use trace::{Mention, trace};
