//! The page of instructions that both sets have: formats the roles of the rows as two tables.

use super::cell;
use lzasm::formats::{hydro, lazer};
use lzasm::isa::{Compute, Role, Row};
use std::fmt::Write;

const HEAD: &str = "\
# Portable instructions

<!-- Made from the rows in asm/src/formats/*/table.rs by `BLESS=1 cargo test -p lzasm-tests --test tables`. -->

[Translation](language/translation.md) takes a function from one set to the other with these instructions. Both operands
are of one type; where a type of operand is not said, there is none.

| lazer | hydro | operands | |
|---|---|---|---|
";

const ALONE: &str = "
## Instructions without a counterpart

A function with one of these is not translated ([LZ0507](errors/LZ0507.md)).

| instruction | set | why |
|---|---|---|
";

/// The number of rows of the page for instructions that compute nothing.
pub const KINDS: usize = 6;

/// A kind of roles: which they are, what their operands are, and what happens to them.
type Kind = (fn(Role) -> bool, &'static str, &'static str);

/// Roles that compute nothing, with what happens to them.
const KINDS_OF: [Kind; KINDS] = [
    (|role| role == Role::Constant, "", "constants of all portable types"),
    (|role| role == Role::Move, "", "vanish: values are put where they are needed"),
    (|role| role == Role::Convert, "numbers", "to a wider type; one to a value's own type vanishes"),
    (
        |role| matches!(role, Role::Jump | Role::JumpIf(_) | Role::Choose),
        "booleans",
        "to labels of the function",
    ),
    (
        |role| matches!(role, Role::Call | Role::CallValue),
        "as declared",
        "`push fn NAME` and `call` are one; `tail` and `save` are lazer's",
    ),
    (|role| role == Role::Return, "as declared", "a hydro function without a result ends at its end"),
];

/// The page.
pub(super) fn page() -> String {
    let mut page = HEAD.to_owned();
    for (is, takes, about) in KINDS_OF {
        let (lazer, hydro) = (names(lazer::table::ROWS, is), names(hydro::table::ROWS, is));
        let lazer = if lazer.is_empty() { "`mul` by 1".to_owned() } else { lazer };
        let _ = writeln!(page, "| {lazer} | {hydro} | {takes} | {about} |");
    }
    for &compute in Compute::ALL {
        let (lazer, hydro) = (of(lazer::table::ROWS, compute), of(hydro::table::ROWS, compute));
        let (meaning, hydro) = match meaning(hydro::table::ROWS, compute) {
            "" => ("−a", "`multiply` by −1".to_owned()),
            meaning => (meaning, hydro),
        };
        let takes = compute.takes().noun();
        let _ = writeln!(page, "| {lazer} | {hydro} | {takes} | {} |", cell(meaning));
    }
    page.push_str(ALONE);
    for (set, rows) in [("lazer", lazer::table::ROWS), ("hydro", hydro::table::ROWS)] {
        for row in rows {
            if let Role::NotPortable(why) = row.role {
                let _ =
                    writeln!(page, "| `{}` | {set} | {why} |", super::instruction(row, &super::names(row)));
            }
        }
    }
    page
}

fn computes(row: &Row, wanted: Compute) -> bool {
    match row.role {
        Role::Compute(compute) => compute == wanted,
        Role::ByType(one, other) => one == wanted || other == wanted,
        _ => false,
    }
}

fn of(rows: &[Row], wanted: Compute) -> String {
    let names = rows.iter().filter(|row| computes(row, wanted)).map(|row| format!("`{}`", row.mnemonic));
    names.collect::<Vec<_>>().join(", ")
}

fn meaning(rows: &[Row], wanted: Compute) -> &str {
    rows.iter().find(|row| computes(row, wanted)).map_or("", |row| row.meaning)
}

/// The names of all instructions with such a role.
fn names(rows: &[Row], is: fn(Role) -> bool) -> String {
    let names: Vec<String> =
        rows.iter().filter(|row| is(row.role)).map(|row| format!("`{}`", row.mnemonic)).collect();
    names.join(", ")
}
