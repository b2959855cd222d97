//! The wording about binary files: that one cannot be read, with a picture of the bytes there, and what a verifier
//! found.

use crate::bytes::{DecodeError, Fault};
use crate::dump::bytes::picture;
use crate::formats::{self, Finding, Severity};
use lzasm_grammar::diag::{Code, Diagnostic};
use std::ops::Range;

/// The name of a file in a message.
fn named(name: &str) -> String {
    if name == "-" { "standard input".to_owned() } else { format!("`{name}`") }
}

/// A file that does not decode.
pub(crate) fn does_not_decode(name: &str, bytes: &[u8], error: &DecodeError) -> Diagnostic {
    let code = match error.fault {
        Fault::CutShort { .. } => Code::CutShort,
        Fault::Unexpected { .. } => Code::UnexpectedBytes,
        Fault::BadText { .. } => Code::BadEncoding,
        Fault::Rule(_) => Code::BrokenRule,
        Fault::TooDeep { .. } => Code::DecodeTooDeep,
        Fault::NoMemory => Code::NotEnoughMemory,
    };
    let path = if error.path.is_empty() { "the file" } else { &error.path };
    let message = format!("{}, offset {:#x}, {path}: {}", named(name), error.offset, error.fault);
    let end = bytes.len().min(error.offset + 1).max(error.offset);
    let diagnostic = Diagnostic::new(code, message)
        .in_field(name, Some(error.offset..end), &error.path)
        .note(around(bytes, error.offset..error.offset + 1));
    match error.note {
        Some(note) => diagnostic.note(note),
        None => diagnostic,
    }
}

/// A file that was read, without enough memory left to decode it.
pub(crate) fn no_memory(name: &str) -> Diagnostic {
    Diagnostic::new(Code::NotEnoughMemory, format!("not enough memory for {}", named(name)))
        .help("give the process more memory")
}

/// A file that starts with no known magic.
pub(crate) fn unknown_magic(name: &str, bytes: &[u8]) -> Diagnostic {
    let magics: Vec<_> = formats::ALL
        .iter()
        .map(|format| format!("{} `{}`", format.info().title, format.info().magic.escape_ascii()))
        .collect();
    let (what, help) = match bytes.iter().take(512).all(|&byte| byte >= b' ' || b"\t\r\n\x0c".contains(&byte))
    {
        _ if bytes.is_empty() => ("is empty", None),
        true => ("looks like text", Some("to assemble a source, use `lzasm`")),
        false => ("has an unknown format", None),
    };
    let diagnostic = Diagnostic::new(Code::UnknownMagic, format!("{} {what}", named(name)))
        .in_field(name, Some(0..0), "magic")
        .note(format!("a file starts with the magic of its format: {}", magics.join(", ")));
    let diagnostic = if bytes.is_empty() { diagnostic } else { diagnostic.note(around(bytes, 0..1)) };
    diagnostic.help_if(help.map(str::to_owned))
}

/// A finding of a verifier. `place` is the range of its field, if the field is known.
pub(crate) fn finding(
    name: &str,
    bytes: &[u8],
    finding: &Finding,
    place: Option<Range<usize>>,
) -> Diagnostic {
    let code = match finding.severity {
        Severity::Error => Code::InvalidContent,
        Severity::Warning => Code::OddContent,
    };
    let path = if finding.path.is_empty() { String::new() } else { format!(", {}", finding.path) };
    let offset = place.as_ref().map_or(String::new(), |place| format!(", offset {:#x}", place.start));
    let message = format!("{}{offset}{path}: {} ({})", named(name), finding.message, finding.rule);
    let diagnostic = Diagnostic::new(code, message).in_field(name, place.clone(), &finding.path);
    let diagnostic = match place {
        Some(place) => diagnostic.note(around(bytes, place)),
        None => diagnostic,
    };
    match &finding.note {
        Some(note) => diagnostic.note(note),
        None => diagnostic,
    }
}

/// A disassembly whose bytes differ from the file's, from an offset on.
pub(crate) fn other_bytes(name: &str, bytes: &[u8], at: usize, path: &str) -> Diagnostic {
    let message =
        format!("the disassembly of {} gives different bytes from offset {at:#x} on, {path}", named(name));
    Diagnostic::new(Code::RoundTrip, message)
        .in_field(name, Some(at..at + 1), path)
        .note(around(bytes, at..at + 1))
        .help("report this bug in the disassembler")
}

/// A disassembly that does not assemble.
pub(crate) fn not_assembled(name: &str) -> Diagnostic {
    Diagnostic::new(Code::RoundTrip, format!("the disassembly of {} does not assemble", named(name)))
        .help("report this bug in the disassembler")
}

fn around(bytes: &[u8], place: Range<usize>) -> String {
    format!("the bytes there:\n{}", picture(bytes, place))
}
