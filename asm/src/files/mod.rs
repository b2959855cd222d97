//! Reading and writing files as all commands do it.
//!
//! `-` is standard input or output. What is read has a limit, and is never mapped into memory: a file may be cut
//! while it is read. What is written appears whole or not at all.

mod claims;
mod error;
mod folder;
mod input;
mod loader;
pub mod messages;
mod output;
mod temporary;

pub use claims::Claims;
pub use error::{Cause, FileError};
pub use folder::Folder;
pub use input::{LIMIT, read, read_regular, read_up_to};
pub use loader::{FileLoader, Loader, text_of};
pub use output::{is_terminal, sync_outputs, write, write_parts, write_stdout};
pub use temporary::{abandon, before_first_temporary};

use std::path::Path;

/// Whether a path stands for standard input or output.
pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

#[cfg(test)]
mod tests;
