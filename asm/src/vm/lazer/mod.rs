//! The register machine: runs Lazer modules, archives of them and native modules. The result of a function is the value
//! in `r0`.
//!
//! A program is linked once ([`link`]): words become instructions of eight bytes with their jumps and constants
//! resolved ([`code`]). Values have sixteen bytes and are copied; what does not fit lies in a [`heap`] that is swept
//! when it is full. All registers and the slots of the current call are one array that a register byte indexes
//! ([`run`]).
//!
//! Points that the format's page leaves open, and how they are read here:
//!
//! - Operands of different integer types are brought to the type of the result first.
//! - `len` gives an i32, or an i64 if the number needs one; of bytes it gives how many there are, and `get` gives one
//!   of them as a u8.
//! - Of equal keys in a map, the last one counts; `len` counts all pairs.
//! - Functions are equal to nothing, as all values that the page does not name.
//! - A host function without a result leaves the atom `nothing`, and a program whose result is that atom has none.

mod arith;
mod call;
mod code;
mod compare;
mod entry;
mod heap;
mod host;
mod link;
mod numeric;
mod places;
mod program;
mod run;
mod shapes;
mod text;
mod value;
mod view;

use super::{Fault, Host, Machine, Observer, Outcome, Start, Stop, Unit, Unready};
use heap::Heap;
use program::Program;
use run::{Halt, Run};
use text::Style;

/// The register machine with a program in it.
pub struct Lazer {
    program: Program,
    heap: Heap,
}

/// The number of bytes of a value that are shown where the program does not print it.
const SHOWN: usize = 400;

/// The number of parts of the result that a run may print after its last step.
const STEPS_TO_PRINT: u64 = 1 << 20;

type Fallible<T> = Result<T, Box<super::Cause>>;

impl Machine for Lazer {
    const FORMAT: &'static str = crate::formats::lazer::INFO.name;

    fn link(units: &[Unit]) -> Result<Self, Unready> {
        link::link(units)
    }

    fn run<O: Observer>(
        &mut self,
        start: &Start,
        host: &mut dyn Host,
        observer: &mut O,
    ) -> Result<Outcome, Stop> {
        self.heap.restart(start.limits.memory);
        let entry = entry::find(&self.program, start)?;
        let arguments = entry::arguments(&mut self.program, &mut self.heap, &start.arguments)?;
        let mut run = Run::new(&self.program, &mut self.heap, host, start.limits);
        match run.start(entry, &arguments, observer) {
            Ok(()) => run.outcome().map_err(|cause| run.fault(*cause).into()),
            Err(Halt::Quit) => Err(Stop::Quit),
            Err(Halt::Fault(cause)) => Err(run.fault(*cause).into()),
        }
    }
}

impl Run<'_> {
    /// The outcome of the run.
    fn outcome(&mut self) -> Fallible<Outcome> {
        let (value, steps) = (self.file[0], self.steps());
        if value == value::NOTHING {
            return Ok(Outcome { steps, ..Outcome::default() });
        }
        self.left = self.left.max(STEPS_TO_PRINT);
        let result = self.printed(value)?;
        let literal = self.shown(value, Style::Literal, SHOWN);
        Ok(Outcome { result: Some(result), literal: Some(literal), steps })
    }

    /// The fault at the current instruction.
    fn fault(&self, cause: super::Cause) -> Fault {
        let program = self.program;
        let place = program.place(self.heap, self.pc);
        let stack = self.call_stack();
        Fault { cause, place, stack }
    }
}

#[cfg(test)]
mod tests;
