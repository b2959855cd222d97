//! The step debugger: reads commands, one a line, and shows the state of a running machine.
//! It requires only a plain terminal, or a file with commands.

mod breakpoint;
mod command;
mod show;

use super::{Control, Observer, View};
use breakpoint::Breakpoints;
use command::{Command, Parsed};
use lzasm_grammar::diag::render::sanitize;
use std::io::{self, BufRead, Write};

/// Finds the text of a source by its name.
pub type FindSource<'s> = Box<dyn FnMut(&str) -> Option<String> + 's>;
/// Reads a line of commands; `None` at their end.
pub type ReadLine<'s> = Box<dyn FnMut() -> io::Result<Option<String>> + 's>;

/// The next line of an input, without more than a person types.
pub fn read_line(input: &mut dyn BufRead) -> io::Result<Option<String>> {
    const LONGEST: u64 = 1 << 16;
    let mut bytes = Vec::new();
    let count = io::Read::take(input, LONGEST).read_until(b'\n', &mut bytes)?;
    Ok((count > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

/// A debugger.
pub struct Debugger<'d> {
    input: ReadLine<'d>,
    output: &'d mut dyn Write,
    sources: show::Sources<'d>,
    breakpoints: Breakpoints,
    until: Until,
    /// The command that an empty line repeats.
    last: Option<Command>,
    prompt: bool,
    failure: Option<io::ErrorKind>,
}

/// When the machine stops next.
#[derive(Clone, Copy, Debug)]
enum Until {
    /// After this number of instructions.
    Steps(u64),
    /// After this number of instructions that are not deeper in calls than a depth.
    Over(u64, usize),
    /// When fewer calls than this are open.
    Left(usize),
    /// At a breakpoint only.
    Breakpoint,
}

/// The next step after a command.
enum Then {
    Ask,
    Run,
    Quit,
}

impl<'d> Debugger<'d> {
    /// A debugger that stops before the first instruction. `prompt` says whether it shows that it waits for a command.
    pub fn new(
        input: ReadLine<'d>,
        output: &'d mut dyn Write,
        sources: FindSource<'d>,
        prompt: bool,
    ) -> Self {
        Self {
            input,
            output,
            sources: show::Sources::new(sources),
            breakpoints: Breakpoints::default(),
            until: Until::Steps(0),
            last: None,
            prompt,
            failure: None,
        }
    }

    /// Why the run was ended, if that was because commands could not be read, or answers not be written.
    pub fn failure(&self) -> Option<io::ErrorKind> {
        self.failure
    }

    /// Whether the machine has reached a place where it stops.
    fn stops(&mut self, view: &dyn View) -> bool {
        let is_reached = match &mut self.until {
            Until::Steps(0) => true,
            Until::Steps(left) => {
                *left -= 1;
                *left == 0
            }
            Until::Over(_, depth) if view.depth() > *depth => false,
            Until::Over(left, depth) => {
                *left = left.saturating_sub(1);
                *depth = view.depth();
                *left == 0
            }
            Until::Left(depth) => view.depth() < *depth,
            Until::Breakpoint => false,
        };
        match self.breakpoints.at(view) {
            Some(number) => {
                // What cannot be written is found out with the next prompt.
                let _ = writeln!(self.output, "breakpoint {number}");
                true
            }
            None => is_reached,
        }
    }

    /// Asks for commands until one lets the machine go on.
    fn ask(&mut self, view: &dyn View) -> io::Result<Control> {
        show::place(view, &mut self.sources, self.output)?;
        loop {
            if self.prompt {
                write!(self.output, "(lzrun) ")?;
            }
            self.output.flush()?;
            let Some(line) = (self.input)()? else { return Ok(Control::Quit) };
            let command = match Command::parse(&line) {
                Parsed::Command(command) => command,
                Parsed::Again => match self.last.clone() {
                    Some(command) => command,
                    None => continue,
                },
                Parsed::Fault(fault) => {
                    writeln!(self.output, "{fault}")?;
                    continue;
                }
            };
            self.last = Some(command.clone());
            match self.obey(command, view)? {
                Then::Ask => {}
                Then::Run => return Ok(Control::Go),
                Then::Quit => return Ok(Control::Quit),
            }
        }
    }

    fn obey(&mut self, command: Command, view: &dyn View) -> io::Result<Then> {
        let depth = view.depth();
        self.until = match command {
            Command::Step(count) => Until::Steps(count),
            Command::Next(count) => Until::Over(count, depth),
            Command::Finish => Until::Left(depth),
            Command::Continue => Until::Breakpoint,
            Command::Quit => return Ok(Then::Quit),
            other => {
                self.report(other, view)?;
                return Ok(Then::Ask);
            }
        };
        Ok(Then::Run)
    }

    /// Does what needs no running.
    fn report(&mut self, command: Command, view: &dyn View) -> io::Result<()> {
        match command {
            Command::Break(spec) => {
                let reported = self.breakpoints.add(spec, view);
                writeln!(self.output, "{}", sanitize::line(&reported))
            }
            Command::Delete(number) => {
                let reported = self.breakpoints.remove(number);
                writeln!(self.output, "{}", sanitize::line(&reported))
            }
            Command::Breakpoints => write!(self.output, "{}", self.breakpoints.list()),
            Command::Print(name) => show::values(view, name.as_deref(), self.output),
            Command::Backtrace => show::calls(view, self.output),
            Command::List(lines) => show::list(view, &mut self.sources, lines, self.output),
            Command::Where => show::place(view, &mut self.sources, self.output),
            _ => write!(self.output, "{}", command::HELP),
        }
    }
}

impl Observer for Debugger<'_> {
    fn before(&mut self, view: &dyn View) -> Control {
        if !self.stops(view) {
            return Control::Go;
        }
        // Without an input or an output there is no user to debug for.
        self.ask(view).unwrap_or_else(|error| {
            self.failure = Some(error.kind());
            Control::Quit
        })
    }
}

#[cfg(test)]
mod tests;
