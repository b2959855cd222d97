//! The part of a command that all commands share: options, argument files, rules for Make, messages on standard error
//! and exit codes. Each binary adds its own options and its work; [`start`] runs it.
//!
//! For the commands of this toolchain only: nothing here is covered by the stability policy of the library.

pub mod argfile;
mod common;
mod definition;
pub mod dependencies;
pub mod depfile;
mod expansion;
pub mod forms;
mod lossy;
pub mod messages;
mod pages;
mod signals;
pub mod start;
pub mod tool;
mod usage;

pub use common::Common;
pub use definition::definition;
pub use expansion::Expansion;
pub use lossy::Lossy;
pub use pages::About;
pub use start::Tool;
