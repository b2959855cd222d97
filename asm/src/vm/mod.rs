//! Reference machines: run modules of one format from a function with its arguments. The outcome is what the
//! function returns and prints, or the fault that stopped it.
//!
//! The parts that all machines share are here: what to run ([`Unit`], [`Start`], [`Argument`]), how far ([`Limits`]),
//! what the program can reach ([`Host`]), the observer ([`Observer`]), and how it can end ([`Outcome`], [`Stop`]).
//! Each machine has a room of its own and implements [`Machine`]. No machine calls itself on the way: however deep a
//! program calls or nests its values, that is an entry in a list.

mod argument;
pub mod debug;
mod fault;
mod functions;
mod host;
pub mod hydro;
mod input;
pub mod lazer;
mod limits;
mod messages;
mod numbers;
mod observe;
mod registry;
mod start;
mod trace;

pub use argument::{Argument, ArgumentError, ArgumentFault};
pub use fault::{CallStack, Cause, Fault, Place, SourceLine, Stop};
pub use functions::{HOST_FUNCTIONS, HostRow};
pub use host::{Buffers, Host, HostError, Limited, Standard};
pub use limits::Limits;
pub use numbers::float_text;
pub use observe::{Control, Nobody, Observer, Spot, Variable, View};
pub use registry::{Linked, Watch, machine};
pub use start::{Entry, Outcome, Start, Unit, Unready};
pub use trace::{Profile, Trace};

/// A machine with a program in it.
pub trait Machine: Sized {
    /// The name of the format that it runs.
    const FORMAT: &'static str;

    /// The machine with these files in it, which see each other's modules.
    fn link(units: &[Unit]) -> Result<Self, Unready>;

    /// Runs a function to its end. A machine may run any number of times; each time everything is as at the start.
    fn run<O: Observer>(
        &mut self,
        start: &Start,
        host: &mut dyn Host,
        observer: &mut O,
    ) -> Result<Outcome, Stop>;
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
