//! What a command needs besides its options: exit codes, colours, messages on standard error, and a report of its own
//! faults.

pub mod color;
mod console;
mod exit;
mod guard;

pub use console::{Console, Verbosity};
pub use exit::Exit;
pub use guard::guard;
