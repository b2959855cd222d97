//! The register machine: values, faults, limits.

mod arithmetic;
mod calls;
mod faults;
mod hostile;
mod limits;
mod linking;
mod shapes;
mod views;

use super::Lazer;
use crate::vm::testing::{self, reported, start};
use crate::vm::{Buffers, Machine, Nobody};

/// A machine with this source.
#[track_caller]
fn lazer(text: &str) -> Lazer {
    testing::machine("lazer", text)
}

/// The outcome of `main` of a source.
#[track_caller]
fn ends(text: &str) -> String {
    testing::ran::<Lazer>("lazer", text, "").0
}

/// The outcome of a `main` with these instructions.
#[track_caller]
fn body(instructions: &str) -> String {
    ends(&format!(".func main()\n{instructions}\nret\n.end\n"))
}

/// The outcome of a function that is called with these arguments.
#[track_caller]
fn called(machine: &mut Lazer, entry: &str, arguments: &str) -> String {
    reported(machine.run(&start(entry, arguments), &mut Buffers::default(), &mut Nobody))
}
