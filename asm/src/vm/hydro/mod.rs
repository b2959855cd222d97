//! The machine for Hydro: stack code of modules of all files at once, as the format's page says it runs.
//!
//! [`program`] looks up all names and makes [`code`] of the instructions; [`step`] executes it, with [`call`] for
//! calls and returns, [`parts`] for arrays, layouts and variables, and [`outside`] for what the host does. Values are
//! in [`value`], their types in [`types`]; [`arith`], [`compare`], [`cast`] and [`text`] define the results of
//! operations.

mod arith;
mod call;
mod cast;
mod code;
mod compare;
mod defaults;
mod outside;
mod parts;
mod program;
mod start;
mod step;
mod text;
mod types;
mod value;
mod view;

use super::{Cause, Host, Machine, Observer, Outcome, Start, Stop, Unit, Unready};
use program::Program;

/// The machine for Hydro.
#[derive(Debug)]
pub struct Hydro {
    program: Program,
}

impl Machine for Hydro {
    const FORMAT: &'static str = crate::formats::hydro::INFO.name;

    fn link(units: &[Unit]) -> Result<Self, Unready> {
        Program::link(units).map(|program| Self { program })
    }

    fn run<O: Observer>(
        &mut self,
        start: &Start,
        host: &mut dyn Host,
        observer: &mut O,
    ) -> Result<Outcome, Stop> {
        start::run(&self.program, start, host, observer)
    }
}

/// A fault on its way to the caller that knows its place. Boxed, as there are few of them and many results.
type Fail = Box<Cause>;

/// A fault of an operation on values. The caller, which knows the values, turns it into a cause.
#[derive(Clone, Debug, PartialEq)]
enum Failed {
    /// The values are of the wrong kinds.
    Operands,
    /// A division by zero.
    Zero,
    /// A shift by too many bits.
    Shift { count: u64, bits: u32 },
    /// A cause that does not depend on the values.
    Other(Fail),
}

impl From<Fail> for Failed {
    fn from(fail: Fail) -> Self {
        Self::Other(fail)
    }
}

/// The number of steps that are left.
#[derive(Debug)]
struct Fuel {
    left: u64,
    limit: u64,
}

impl Fuel {
    const fn new(limit: u64) -> Self {
        Self { left: limit, limit }
    }

    /// Counts this number of steps.
    fn burn(&mut self, steps: u64) -> Result<(), Fail> {
        match self.left.checked_sub(steps) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(self.empty()),
        }
    }

    #[cold]
    fn empty(&mut self) -> Fail {
        self.left = 0;
        Cause::StepLimit(self.limit).into()
    }

    const fn used(&self) -> u64 {
        self.limit - self.left
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
