//! Helpers for the tests of all machines: running a source, and the outcome in a line.

use super::{Argument, Buffers, Entry, Limits, Machine, Nobody, Outcome, Start, Stop, Unit};
use crate::files::FileLoader;
use crate::{Input, Options, assemble};

/// A source, assembled.
#[track_caller]
pub(crate) fn unit(format: &'static str, text: &str) -> Unit {
    let name = "test.s".to_owned();
    let options = Options { format: Some(format), debug: true, ..Options::default() };
    let input = Input { name: name.clone(), bytes: text.into(), stem: "main".to_owned() };
    let made = assemble(input, &options, Box::new(FileLoader));
    let Some(model) = made.model else { panic!("{:#?}", made.diagnostics) };
    Unit { name, model: model.into(), sources: Some(made.sources) }
}

/// A program of one source.
#[track_caller]
pub(crate) fn machine<M: Machine>(format: &'static str, text: &str) -> M {
    M::link(&[unit(format, text)]).unwrap_or_else(|unready| panic!("{unready:?}"))
}

/// The start with this function and these arguments.
pub(crate) fn start(entry: &str, arguments: &str) -> Start {
    let arguments = arguments.split_whitespace().map(|word| Argument::parse(word).unwrap()).collect();
    Start { entry: Some(Entry::parse(entry)), arguments, limits: limits() }
}

/// Limits that a test reaches soon.
pub(crate) fn limits() -> Limits {
    Limits { steps: 10_000_000, ..Limits::default() }
}

/// The end of a run: the result as the language writes it, or the fault.
pub(crate) fn reported(ended: Result<Outcome, Stop>) -> String {
    match ended {
        Ok(outcome) => outcome.literal.unwrap_or_default(),
        Err(Stop::Fault(fault)) => fault.cause.to_string(),
        Err(Stop::Unready(unready)) => unready.diagnostic().message,
        Err(Stop::Quit) => "quit".to_owned(),
    }
}

/// Runs `main` of a source: how it ended, and what it printed.
#[track_caller]
pub(crate) fn ran<M: Machine>(format: &'static str, text: &str, input: &str) -> (String, String) {
    let mut machine: M = machine(format, text);
    let mut host = Buffers::with_input(input);
    let ended = machine.run(&start("main", ""), &mut host, &mut Nobody);
    (reported(ended), String::from_utf8(host.output).unwrap())
}
