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
//! use roolink::Link;
//!
//! let module = b"LZR\0\x02\x02\x01\0\x07\x01a\0\0\0\0".to_vec();
//! let linked = Link::new().input("a.lzr", module).run().map_err(|_| "cannot link")?;
//! assert_eq!(linked.bytes()[..7], *b"LZR\0\0\x01L");
//! # Ok::<(), &str>(())
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

pub use error::{Difference, LinkError, Origin, Wanted};
pub use input::Input;
pub use link::{Dropped, Kept, Link, Linked, Reason};
pub use map::{Map, MapModule, MapPart};
pub use options::{Duplicates, Edit, Entry, Options, Pattern};
pub use trace::{Mention, trace};
