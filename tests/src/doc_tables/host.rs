//! The page of the functions that the host of the reference machines has: formats their table as Markdown.

use super::cell;
use lzasm::vm::HOST_FUNCTIONS;
use std::fmt::Write;

const HEAD: &str = "\
# Functions of the host

<!-- Made from the table in asm/src/vm/functions.rs by `BLESS=1 cargo test -p lzasm-tests --test tables`. -->

The reference machines of [`lzrun`](running.md) know these functions. A program calls them as functions of any of their
modules, unless one of its own files has that module. A native module of Lazer and an intrinsic of Hydro get those that
have the name they list.

| functions | modules | arguments | |
|---|---|---|---|
";

/// The page.
pub(super) fn page() -> String {
    let mut page = HEAD.to_owned();
    let list = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    for row in HOST_FUNCTIONS {
        // Writing to memory cannot fail.
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} |",
            list(row.names),
            list(row.modules),
            row.arity,
            cell(row.about)
        );
    }
    page
}
