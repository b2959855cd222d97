//! Reading and writing files, with the same rules for all commands and for build scripts.
//!
//! `-` is standard input or output. Reading has a limit, and never maps a file into memory, because a file may be
//! truncated meanwhile. An output appears whole or not at all.

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
pub use loader::{FileLoader, Loader, MemoryLoader, text_of};
pub use output::{is_terminal, sync_outputs, write, write_parts, write_stdout, write_with};
pub use temporary::{abandon, before_first_temporary};

use std::path::Path;

/// Whether a path means standard input or output.
pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

#[cfg(test)]
mod tests;
