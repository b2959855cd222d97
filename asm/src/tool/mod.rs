//! What all commands share, short of their options: exit codes, colours, messages on standard error, and what
//! happens when a command itself is at fault.

pub mod color;
mod console;
mod exit;
mod guard;

pub use crate::files::messages as faults;
pub use console::{Console, Verbosity};
pub use exit::Exit;
pub use guard::guard;
