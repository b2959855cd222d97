//! The wording about running programs: that one cannot start, or that an instruction failed, with the calls that led
//! there.

use super::registry;
use crate::prose::listed;
use crate::vm::{ArgumentError, ArgumentFault, CallStack, Cause, Fault, HostError, Place, Unready};
use lzasm_grammar::diag::suggest::question;
use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::source::Span;

/// A fault of a running program.
pub(crate) fn fault(fault: &Fault, span: Option<Span>) -> Diagnostic {
    let place = &fault.place;
    let function = Place { text: String::new(), ..place.clone() };
    let message = format!("{}: `{}`, in {}", self::cause(&fault.cause), place.text, named(&function));
    let diagnostic = Diagnostic::new(code(&fault.cause), message);
    let diagnostic = match span {
        Some(span) => diagnostic.at(span, ""),
        None => diagnostic,
    };
    let diagnostic = match &place.source {
        Some(line) if span.is_none() => diagnostic.note(format!("from `{line}`")),
        _ => diagnostic,
    };
    calls(diagnostic, &fault.stack).help_if(help(&fault.cause))
}

/// A place as a message names it.
fn named(place: &Place) -> String {
    let module = if place.module.is_empty() { String::new() } else { format!("{}::", place.module) };
    format!("`{module}{}`, instruction {}", place.function, place.instruction)
}

fn calls(diagnostic: Diagnostic, stack: &CallStack) -> Diagnostic {
    let mut diagnostic = called_from(diagnostic, &stack.newest);
    if stack.left_out > 0 {
        diagnostic = diagnostic.note(format!("… and {} more calls …", stack.left_out));
    }
    called_from(diagnostic, &stack.oldest)
}

/// Consecutive calls from one place are reported once.
fn called_from(mut diagnostic: Diagnostic, places: &[Place]) -> Diagnostic {
    for alike in places.chunk_by(|a, b| a == b) {
        let [place, others @ ..] = alike else { continue };
        let line = place.source.as_ref().map_or(String::new(), |line| format!(" (`{line}`)"));
        let times = if others.is_empty() { String::new() } else { format!(", {} times", alike.len()) };
        diagnostic = diagnostic.note(format!("called from {}{line}{times}", named(place)));
    }
    diagnostic
}

/// The wording of a cause.
pub(crate) fn cause(cause: &Cause) -> String {
    match cause {
        Cause::DivisionByZero => "division by zero".to_owned(),
        Cause::BadOperand { expected, found } => format!("expected {expected}, found {found}"),
        Cause::StackUnderflow { needed, found } => {
            format!("expected {}, found {found} on the stack", count(*needed, "value"))
        }
        Cause::UnknownFunction { name, .. } => format!("unknown function `{name}`"),
        Cause::UnknownName { what, name } => format!("undefined {what} `{name}`"),
        Cause::VariableExists(name) => format!("duplicate variable `{name}`"),
        Cause::NoDefault(ty) => format!("a variable of type `{ty}` has no default value"),
        Cause::ShiftCount { count, bits } => {
            format!("expected a shift by 0 to {} bits, found {count}", bits.saturating_sub(1))
        }
        Cause::NoElement { index, length } => {
            format!("index {index} is out of range for {}", self::count(*length, "element"))
        }
        Cause::NoKey(key) => format!("key {key} is not in the map"),
        Cause::CastRange { value, to } => format!("{value} is out of range for `{to}`"),
        Cause::Trap(number) => format!("the program trapped with fault code {number}"),
        Cause::FellOff => "execution ran past the end of the code".to_owned(),
        Cause::BadInstruction { why } => (*why).to_owned(),
        Cause::NoResult => "there is no value to return".to_owned(),
        Cause::Host(error) => error.to_string(),
        Cause::StepLimit(limit) => format!("the run takes more than {limit} steps"),
        Cause::DepthLimit(limit) => format!("calls are nested more than {limit} deep"),
        Cause::MemoryLimit(limit) => format!("the program's values and calls take more than {limit} bytes"),
    }
}

/// A failure of the host outside any instruction.
pub(crate) fn host(error: HostError) -> Diagnostic {
    let cause = Cause::Host(error);
    let code = if let HostError::Write(_) = error { Code::CannotWrite } else { code(&cause) };
    Diagnostic::new(code, error.to_string()).help_if(help(&cause))
}

fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn code(cause: &Cause) -> Code {
    match cause {
        Cause::DivisionByZero => Code::DividedByZero,
        Cause::BadOperand { .. } => Code::BadOperand,
        Cause::StackUnderflow { .. } => Code::StackUnderflow,
        Cause::UnknownFunction { .. } => Code::CallUnknown,
        Cause::UnknownName { .. } => Code::NoSuchName,
        Cause::VariableExists(_) | Cause::NoDefault(_) => Code::BadVariable,
        Cause::ShiftCount { .. } => Code::ShiftCount,
        Cause::NoElement { .. } | Cause::NoKey(_) => Code::NoElement,
        Cause::CastRange { .. } => Code::CastRange,
        Cause::Trap(_) => Code::Trapped,
        Cause::FellOff => Code::FellOff,
        Cause::BadInstruction { .. } => Code::BadInstruction,
        Cause::NoResult => Code::NoResult,
        Cause::Host(HostError::OutputLimit(_)) => Code::OutputLimit,
        Cause::Host(_) => Code::HostFailed,
        Cause::StepLimit(_) => Code::StepLimit,
        Cause::DepthLimit(_) => Code::DepthLimit,
        Cause::MemoryLimit(_) => Code::MemoryLimit,
    }
}

fn help(cause: &Cause) -> Option<String> {
    let text = match cause {
        Cause::UnknownFunction { similar, .. } if !similar.is_empty() => return question(similar),
        Cause::UnknownFunction { .. } => "name the file that defines it as well",
        Cause::Host(HostError::LineTooLong) => "check that the input is text",
        Cause::StepLimit(_) => "raise the limit with `--max-steps N`",
        Cause::DepthLimit(_) => {
            "raise the limit with `--max-depth N`, or make a call at the end of a function a tail call"
        }
        Cause::MemoryLimit(_) => "raise the limit with `--max-memory BYTES`",
        Cause::Host(HostError::OutputLimit(_)) => "raise the limit with `--max-output BYTES`",
        _ => return None,
    };
    Some(text.to_owned())
}

/// The number of names that a message lists.
const LISTED: usize = 8;

fn list(names: &[String]) -> String {
    let mut text = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > LISTED {
        text.push_str(", …");
    }
    text
}

/// A program that cannot start.
pub(crate) fn unready(unready: &Unready) -> Diagnostic {
    match unready {
        Unready::NoCode { file, format } => {
            let message = format!("`{file}` is a {format} file, which has no code to run");
            Diagnostic::new(Code::NotRunnable, message)
                .note(format!("only {} modules can be run", listed(registry::titles())))
        }
        Unready::MixedFormats { one, other } => {
            let message = format!("`{one}` and `{other}` are for different machines");
            Diagnostic::new(Code::NotRunnable, message)
        }
        Unready::DuplicateModule { name, first, second } => {
            let message = format!("duplicate module `{name}`");
            let files = if first == second {
                format!("in `{first}`")
            } else {
                format!("in `{first}` and `{second}`")
            };
            Diagnostic::new(Code::NotRunnable, message).note(files)
        }
        Unready::TooLarge => Diagnostic::new(Code::NotRunnable, "the program is too large for the machine"),
        other => start(other),
    }
}

/// A function to start with, or arguments, that do not fit.
fn start(unready: &Unready) -> Diagnostic {
    match unready {
        Unready::NoEntry { name, similar, functions } => {
            let message = format!("unknown entry function `{name}`");
            let other = || "name another one with `--entry MODULE::FUNCTION`".to_owned();
            let help = question(similar).unwrap_or_else(other);
            let diagnostic = Diagnostic::new(Code::NoStart, message);
            let diagnostic = match functions.is_empty() {
                true => diagnostic.note("the program has no functions"),
                false => diagnostic.note(format!("the functions are {}", list(functions))),
            };
            diagnostic.help(help)
        }
        Unready::AmbiguousEntry { name, functions } => {
            Diagnostic::new(Code::NoStart, format!("ambiguous entry function `{name}`"))
                .note(format!("the functions are {}", list(functions)))
                .help("choose one with `--entry`")
        }
        Unready::ArgumentCount { function, takes, given } => {
            let takes = count(*takes as u64, "argument");
            Diagnostic::new(Code::BadArgument, format!("`{function}` takes {takes}, not {given}"))
        }
        Unready::ArgumentType { index, given, takes } => {
            let message = format!("argument {index}: expected {takes}, found `{given}`");
            Diagnostic::new(Code::BadArgument, message)
        }
        Unready::NoCode { .. }
        | Unready::MixedFormats { .. }
        | Unready::DuplicateModule { .. }
        | Unready::TooLarge => self::unready(unready),
    }
}

/// A word that is not an argument.
pub(crate) fn bad_argument(error: &ArgumentError) -> Diagnostic {
    let what = match error.fault {
        ArgumentFault::Number => "is not a valid number",
        ArgumentFault::Range => "is out of range for its type",
        ArgumentFault::Text => "is not a valid string",
        ArgumentFault::Atom => "is an atom that is empty or longer than 255 bytes",
    };
    let diagnostic = Diagnostic::new(Code::BadArgument, format!("the argument `{}` {what}", error.word));
    match error.fault {
        ArgumentFault::Number => diagnostic.help(format!("if it is a text, write `'\"{}\"'`", error.word)),
        _ => diagnostic,
    }
}
