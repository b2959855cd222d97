//! Reading and writing files as all commands do it.
//!
//! `-` is standard input or output. What is read has a limit, and is never mapped into memory: a file may be cut
//! while it is read. What is written appears whole or not at all.

mod error;
mod input;
mod output;

pub use error::{Cause, FileError};
pub use input::{LIMIT, read, read_regular, read_up_to};
pub use output::{is_terminal, refuse_input_as_output, same_file, write, write_parts, write_stdout};

use std::path::Path;

/// Whether a path stands for standard input or output.
pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

#[cfg(test)]
mod tests;
