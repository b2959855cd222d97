//! The run of a program: its result goes to standard output, its faults become messages.

use crate::args::Args;
use crate::load;
use lzasm::files;
use lzasm::vm::debug::{self, Debugger};

use lzasm::cli::tool::{Console, Exit, Verbosity};
use lzasm::vm::{
    self, Cause, Entry, Fault, Host, HostError, Limited, Linked, Observer, Outcome, Profile, SourceLine,
    Standard, Start, Stop, Trace, Unit, Unready,
};
use lzasm_grammar::diag::lints::Lints;
use lzasm_grammar::source::{Origin, SourceFile, SourceMap, Span};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

/// Runs the program.
pub(crate) fn run(args: &Args, lints: &Lints, console: &mut Console<'_>) {
    let Some(units) = load::all(args, lints, console) else { return };
    let mut machine = match vm::machine(&units) {
        Ok(machine) => machine,
        Err(unready) => return console.fail(&unready.diagnostic(), Exit::Errors),
    };
    let start = Start {
        entry: args.entry.as_deref().map(Entry::parse),
        arguments: args.arguments(),
        limits: args.limits(),
    };
    let mut standard = if args.debug { Standard::direct() } else { Standard::new() };
    let mut host = Limited::new(&mut standard, args.max_output());
    let (ended, watched) = observed(args, &units, &mut *machine, &start, &mut host);
    let result = match &ended {
        Ok(Outcome { result: Some(text), .. }) => host.write(text).and_then(|()| host.write(b"\n")),
        _ => Ok(()),
    };
    // What was written before the fault appears, whatever the fault is.
    let flushed = host.flush();
    if let (Ok(outcome), Verbosity::Verbose) = (&ended, args.common.verbosity()) {
        console.say(&format!("{} steps", outcome.steps));
    }
    // A program that could not write has stopped for that reason and reports it.
    let is_reported =
        matches!(&ended, Err(Stop::Fault(fault)) if matches!(fault.cause, Cause::Host(HostError::Write(_))));
    if let Err(stop) = ended {
        report(stop, &units, console);
    }
    let written = result.and(flushed).err().filter(|_| !is_reported);
    if let Some(error) = written.or(watched.err()).filter(|error| !error.is_broken_pipe()) {
        let exit = if let HostError::OutputLimit(_) = error { Exit::Limit } else { Exit::Files };
        console.fail(&error.diagnostic(), exit);
    }
}

/// Runs the program under the observer that the options ask for. The second result is whether that could write what it
/// saw.
fn observed(
    args: &Args,
    units: &[Unit],
    machine: &mut dyn Linked,
    start: &Start,
    host: &mut dyn Host,
) -> (Result<Outcome, Stop>, Result<(), HostError>) {
    let lost = |error: io::Error| HostError::Write(error.kind());
    if args.trace {
        // Not locked, so that messages can come between.
        let mut out = BufWriter::new(io::stderr());
        let mut trace = Trace::new(&mut out);
        let ended = machine.run_watched(start, host, &mut |view| trace.before(view));
        let failure = trace.failure().map_or(Ok(()), |kind| Err(HostError::Write(kind)));
        return (ended, failure.and_then(|()| out.flush().map_err(lost)));
    }
    if args.profile {
        let mut profile = Profile::default();
        let ended = machine.run_watched(start, host, &mut |view| profile.before(view));
        let flushed = host.flush();
        let written = io::stderr().write_all(profile.table().as_bytes()).map_err(lost);
        return (ended, flushed.and(written));
    }
    if args.debug {
        return debugged(units, machine, start, host);
    }
    (machine.run_to_end(start, host), Ok(()))
}

fn debugged(
    units: &[Unit],
    machine: &mut dyn Linked,
    start: &Start,
    host: &mut dyn Host,
) -> (Result<Outcome, Stop>, Result<(), HostError>) {
    let find = |file: &str| match source(units, file) {
        Some((_, known)) => Some(known.text.to_string()),
        None => files::read(Path::new(file)).ok().map(lzasm::files::text_of),
    };
    // Locked for one line only: the program reads, too.
    let read = || debug::read_line(&mut io::stdin().lock());
    let mut output = io::stdout();
    let prompt = io::stdin().is_terminal();
    let mut debugger = Debugger::new(Box::new(read), &mut output, Box::new(find), prompt);
    let ended = machine.run_watched(start, host, &mut |view| debugger.before(view));
    let failure = debugger.failure().map_or(Ok(()), |kind| Err(HostError::Write(kind)));
    (ended, failure)
}

/// The source of this name among those assembled for this run.
fn source<'u>(units: &'u [Unit], file: &str) -> Option<(&'u SourceMap, &'u SourceFile)> {
    units.iter().filter_map(|unit| unit.sources.as_ref()).find_map(|sources| {
        let found = sources.files().iter().find(|known| &*known.name == file && !known.origin.is_formed())?;
        Some((sources, found))
    })
}

/// Reports why the program did not run to its end.
fn report(stop: Stop, units: &[Unit], console: &mut Console<'_>) {
    match stop {
        Stop::Quit => {}
        Stop::Unready(unready) => {
            let is_usage = matches!(unready, Unready::ArgumentCount { .. } | Unready::ArgumentType { .. });
            console.fail(&unready.diagnostic(), if is_usage { Exit::Usage } else { Exit::Errors });
        }
        Stop::Fault(fault) => match fault.cause {
            Cause::Host(error) if error.is_broken_pipe() => {}
            Cause::Host(HostError::Write(_)) => console.fail(&fault.diagnostic(None), Exit::Files),
            _ => report_fault(&fault, units, console),
        },
    }
}

/// Reports a fault with its source line, if the source is available.
fn report_fault(fault: &Fault, units: &[Unit], console: &mut Console<'_>) {
    let Some(line) = &fault.place.source else {
        return console.report(&fault.diagnostic(None), &SourceMap::new());
    };
    if let Some((sources, file)) = source(units, &line.file) {
        return console.report(&fault.diagnostic(span(file, line)), sources);
    }
    let mut sources = SourceMap::new();
    let text = files::read(Path::new(&line.file)).ok().map(lzasm::files::text_of);
    let file = text.and_then(|text| sources.add(line.file.clone(), text, Origin::Root).ok());
    let span = file.and_then(|file| span(sources.file(file), line));
    console.report(&fault.diagnostic(span), &sources);
}

/// The line of a source, from the column on.
fn span(file: &SourceFile, line: &SourceLine) -> Option<Span> {
    let index = line.line.checked_sub(1)? as usize;
    let start = (index < file.line_count()).then(|| file.line_start(index))?;
    let text = file.line_text(index);
    let code = text.split([';', '\\']).next().unwrap_or_default().trim_end();
    let column = (line.column.saturating_sub(1) as usize).min(code.len());
    let from = file.start + start;
    Some(Span::new(from + column as u32, from + code.len() as u32))
}
