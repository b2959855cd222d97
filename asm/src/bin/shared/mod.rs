//! The options that all commands have, and what is done with them: in go the arguments, out come a console and the
//! texts that `--explain`, `--completions` and `--man` print. Included by each command; no command of its own.

mod common;
mod pages;
mod signals;
pub(crate) mod start;
mod usage;

pub(crate) use common::Common;
pub(crate) use pages::About;
pub(crate) use start::Tool;
