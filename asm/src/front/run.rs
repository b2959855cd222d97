//! Runs a file on the reference machine of its format.

use super::{Diagnostics, File};
use crate::vm::{self, Argument, Buffers, Cause, Entry, Limits, Start, Stop, Unit};
use lzasm_grammar::diag::Diagnostic;
use std::fmt;
use std::sync::Arc;

/// Options for running a program: the function to start with, its arguments and input, and limits.
///
/// ```
/// let options = lzasm::RunOptions::new().entry("main").input("Ada\n").max_steps(1_000_000);
/// # let _ = options;
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct RunOptions {
    entry: Option<Entry>,
    arguments: Vec<Argument>,
    input: Vec<u8>,
    limits: Limits,
}

impl RunOptions {
    /// Runs `main` without arguments, on an empty input, within the default limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts with another function: `gcd`, `std.math::gcd` or `std.math::gcd/2`.
    pub fn entry(mut self, function: &str) -> Self {
        self.entry = Some(Entry::parse(function));
        self
    }

    /// Adds an argument of that function.
    pub fn argument(mut self, argument: Argument) -> Self {
        self.arguments.push(argument);
        self
    }

    /// Sets what the program reads.
    pub fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = bytes.into();
        self
    }

    /// Sets how many instructions may be executed.
    pub fn max_steps(mut self, steps: u64) -> Self {
        self.limits.steps = steps;
        self
    }

    /// Sets how many calls may be open at a time.
    pub fn max_depth(mut self, calls: u32) -> Self {
        self.limits.depth = calls;
        self
    }

    /// Sets how many bytes the values and calls of the program may take.
    pub fn max_memory(mut self, bytes: u64) -> Self {
        self.limits.memory = bytes;
        self
    }
}

/// The end of a program that ran to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// The result as the program would print it; `None` if the function returns nothing.
    pub result: Option<String>,
    /// Everything that the program printed.
    pub output: Vec<u8>,
    /// The number of instructions that were executed.
    pub steps: u64,
}

/// The reason why a program did not run to its end: it could not start, an instruction failed, or a limit was reached.
#[derive(Clone)]
pub struct Fault(Box<Parts>);

#[derive(Clone)]
struct Parts {
    diagnostic: Diagnostic,
    output: Vec<u8>,
    cause: Option<Cause>,
}

impl Fault {
    /// The message, with the place and the calls that led there.
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.0.diagnostic
    }

    /// The output of the program before the fault.
    pub fn output(&self) -> &[u8] {
        &self.0.output
    }

    /// The cause as data; `None` if the program could not start.
    pub fn cause(&self) -> Option<&Cause> {
        self.0.cause.as_ref()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Diagnostics::without_source(vec![self.0.diagnostic.clone()]).fmt(f)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl std::error::Error for Fault {}

/// Runs a file on the reference machine of its format. What the program prints is kept in memory.
///
/// ```
/// use lzasm::{Assembler, RunOptions, Target};
///
/// let text = "
/// .func main() -> i32
///     loadi r0, 42
///     ret
/// .end";
/// let built = Assembler::new().target(Target::LAZER).assemble_str("answer.s", text)?;
/// let file = lzasm::decode(built.bytes())?;
/// let outcome = lzasm::run(&file, &RunOptions::default())?;
/// assert_eq!(outcome.result.as_deref(), Some("42"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Why the program could not start, or what stopped it.
pub fn run(file: &File, options: &RunOptions) -> Result<Outcome, Fault> {
    let unit = Unit { name: file.name().to_owned(), model: Arc::clone(file.model()), sources: None };
    let start =
        Start { entry: options.entry.clone(), arguments: options.arguments.clone(), limits: options.limits };
    let mut host = Buffers::with_input(options.input.clone());
    let ended = vm::machine(&[unit])
        .map_err(Stop::Unready)
        .and_then(|mut machine| machine.run_to_end(&start, &mut host));
    let (diagnostic, cause) = match ended {
        Ok(outcome) => return Ok(finished(outcome, host.output)),
        // Only an observer can end a run, and this one has none.
        Err(Stop::Quit) => return Ok(finished(vm::Outcome::default(), host.output)),
        Err(Stop::Unready(unready)) => (unready.diagnostic(), None),
        Err(Stop::Fault(fault)) => (fault.diagnostic(None), Some(fault.cause)),
    };
    Err(Fault(Box::new(Parts { diagnostic, output: host.output, cause })))
}

fn finished(outcome: vm::Outcome, output: Vec<u8>) -> Outcome {
    let result = outcome.result.map(|text| String::from_utf8_lossy(&text).into_owned());
    Outcome { result, output, steps: outcome.steps }
}
