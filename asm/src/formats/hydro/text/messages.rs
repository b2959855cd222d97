//! The wording of diagnostics about Hydro's text form: texts that are read, and files that it cannot express. One
//! function for each diagnostic.

use crate::ir::Span;
use crate::prose::grouped;
use lzasm_grammar::diag::{Code, Diagnostic};

/// Text of the user's, cut if it is long, without what moves the cursor.
pub(crate) fn clipped(text: &str) -> String {
    const MOST: usize = 40;
    let mut out: String =
        text.chars().take(MOST).map(|found| if found.is_control() { '\u{fffd}' } else { found }).collect();
    if text.chars().nth(MOST).is_some() {
        out.push('…');
    }
    out
}

/// The same in backticks.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", clipped(text))
}

// ---- characters and words

pub(crate) fn bad_character(span: Span, found: char) -> Diagnostic {
    if found == '\u{1a}' {
        return Diagnostic::new(Code::NotUtf8, "the text is not UTF-8")
            .at(span, "this byte belongs to no character")
            .note("sources are UTF-8; a control character U+001A is not allowed either");
    }
    let shown = match found.is_control() || ('\u{200b}'..='\u{206f}').contains(&found) {
        true => format!("U+{:04X}", u32::from(found)),
        false => format!("`{found}`"),
    };
    let help = match found {
        ';' | '#' => Some("comments start with `%`".to_owned()),
        ',' => Some("separate operands with blanks".to_owned()),
        ':' => Some("a label is written `label NAME`".to_owned()),
        _ => None,
    };
    Diagnostic::new(Code::BadCharacter, format!("unexpected character {shown}"))
        .at(span, "no word starts with it")
        .note("words have letters from A to Z, digits, `_`, `-`, `.` and `/`")
        .help_if(help)
}

/// `long` is the last string before it that spans several lines.
pub(crate) fn open_string(span: Span, quote: char, long: Option<Span>) -> Diagnostic {
    let fault = Diagnostic::new(Code::OpenQuote, "unterminated string")
        .at(span, "opened here")
        .note("a string ends at the next quote of its kind, on any line; it has no escapes")
        .help(format!("close it with `{quote}`"));
    match long {
        Some(long) => fault.and(long, "this string spans several lines; its closing quote may be missing"),
        None => fault,
    }
}

pub(crate) fn too_many(span: Span, most: usize) -> Diagnostic {
    Diagnostic::new(Code::TooManyFaults, format!("more than {most} errors: the rest of this text is skipped"))
        .at(span, "")
}

pub(crate) fn bad_number(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::BadNumber, format!("invalid number {}", quoted(text)))
        .at(span, "")
        .note("numbers are decimal digits, after a `-` if they are negative; `f32` and `f64` may have a dot, but no exponent")
}

pub(crate) fn does_not_fit(span: Span, text: &str, ty: &str, least: i128, greatest: u128) -> Diagnostic {
    Diagnostic::new(Code::ConstantRange, format!("{text} does not fit `{ty}`"))
        .at(span, "")
        .note(format!("`{ty}` takes {least} to {greatest}"))
}

pub(crate) fn no_value_of(span: Span, ty: &str) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, format!("the type `{ty}` has no values"))
        .at(span, "")
        .note("values are booleans, numbers, strings, function pointers and references to variables")
}

// ---- syntax

pub(crate) fn expected(span: Span, what: &str, found: &str) -> Diagnostic {
    Diagnostic::new(Code::UnexpectedToken, format!("expected {what}, found {found}"))
        .at(span, format!("expected {what}"))
}

/// Adds how a layout is named, where a type is one name: `first` is its place, `help` names a type that may be meant.
pub(crate) fn about_layouts(fault: Diagnostic, first: Span, help: Option<String>) -> Diagnostic {
    fault
        .and(first, "read as the module of a layout")
        .note("the type of a layout is two names: `MODULE LAYOUT`, in its own module `this LAYOUT`")
        .help_if(help)
}

/// Adds what to write instead of a value without its type.
pub(crate) fn about_values(fault: Diagnostic, found: &str) -> Diagnostic {
    let fault = fault.note("a value is `TYPE VALUE`, `funcp MODULE NAME` or `vref NAME`");
    match found.bytes().next() {
        Some(b'"' | b'\'') => fault.help("write `push string` before it"),
        Some(b'0'..=b'9' | b'-') => fault.help(format!("state the type: `push s32 {}`", clipped(found))),
        _ => fault,
    }
}

pub(crate) fn index_reference(span: Span) -> Diagnostic {
    Diagnostic::new(Code::CannotCarry, "the hydro format cannot carry a reference to a member")
        .at(span, "")
        .note("a file has references to variables only")
        .help("use `getindex MEMBER` and `setindex MEMBER`")
}

pub(crate) fn no_module(span: Span) -> Diagnostic {
    Diagnostic::new(Code::OutsideModule, "an item before the first `module`")
        .at(span, "outside any module")
        .help("begin the text with `module NAME`")
}

pub(crate) fn outside_function(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, "a statement outside a function")
        .at(span, "")
        .help("statements follow `function NAME … body` or `main body`")
}

// ---- instructions

pub(crate) fn unknown_instruction(span: Span, word: &str, help: Option<String>) -> Diagnostic {
    Diagnostic::new(Code::UnknownMnemonic, format!("unknown instruction {}", quoted(word)))
        .at(span, "")
        .help_if(help)
}

pub(crate) fn wrong_case(span: Span, word: &str, keyword: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownMnemonic, format!("the keyword {} is not in lower case", quoted(word)))
        .at(span, "")
        .note("keywords are lower case; the public machine accepts them in any case")
        .fix(span, keyword, format!("write `{keyword}`"))
}

pub(crate) fn other_spelling(span: Span, word: &str, own: &str) -> Diagnostic {
    Diagnostic::new(Code::OtherSpelling, format!("`{word}` is called `{own}` in the text form"))
        .at(span, "")
        .note("the name is that of the assembly language; the public machine does not know it")
        .fix(span, own, format!("write `{own}`"))
}

// ---- files that the text form cannot express

fn named(file: &str) -> String {
    if file == "-" { "standard input".to_owned() } else { format!("`{file}`") }
}

/// A place in a file: the path to a field, as a decoder's messages have it.
pub(crate) fn not_in_text(file: &str, path: &str, what: &str, why: &str) -> Diagnostic {
    let file = named(file);
    Diagnostic::new(Code::NotInText, format!("{file}, {path}: the text form cannot express {what}")).note(why)
}

/// Something that the text leaves out, `count` times.
pub(crate) fn lost_in_text(file: &str, what: &str, count: usize, back: &str, deny: bool) -> Diagnostic {
    let file = named(file);
    let code = if deny { Code::NotInText } else { Code::LostInText };
    let times = if count == 1 { String::new() } else { format!(" ({} times)", grouped(count as i128)) };
    let reported =
        Diagnostic::new(code, format!("{file}: the text form leaves out {what}{times}")).note(back);
    match deny {
        true => reported.note("`--lossy=deny` makes this an error"),
        false => reported.help("`--lossy=allow` leaves it out silently, `--lossy=deny` makes this an error"),
    }
}

/// Something that reads back, but not on the public machine.
pub(crate) fn not_for_machine(file: &str, path: &str, what: &str) -> Diagnostic {
    let file = named(file);
    Diagnostic::new(Code::NotForMachine, format!("{file}, {path}: the public machine does not read {what}"))
        .note("`lzasm` reads it back to the same bytes all the same")
}
