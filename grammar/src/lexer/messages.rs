//! The wording of the lexer's diagnostics: one function for each.

use super::nesting;
use crate::diag::{Code, Diagnostic};
use crate::literal::Fault;
use crate::source::Span;

/// A character as a message shows it.
fn shown(c: char) -> String {
    if c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    {
        return format!("U+{:04X}", u32::from(c));
    }
    format!("`{c}`")
}

/// Text of the user's as a message shows it: not too much of it, and nothing that moves the cursor.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("`");
    for c in text.chars().take(40) {
        match c.is_control() {
            true => out.push('\u{fffd}'),
            false => out.push(c),
        }
    }
    out.push_str(if text.chars().nth(40).is_some() { "…`" } else { "`" });
    out
}

pub(crate) fn bad_character(span: Span, c: char) -> Diagnostic {
    match c {
        '\u{1a}' => Diagnostic::new(Code::NotUtf8, "the text is not UTF-8")
            .at(span, "this byte belongs to no character")
            .note("sources are UTF-8; a control character U+001A is not allowed either"),
        '\\' => Diagnostic::new(Code::BadCharacter, "a `\\` outside of a macro joins nothing")
            .at(span, "no line end follows")
            .note("`\\` at the end of a line joins it with the next; `\\name` is known in `.macro` and `.repeat`"),
        '\u{feff}' => Diagnostic::new(Code::BadCharacter, "a byte-order mark inside of the text")
            .at(span, "")
            .note("it may only be the first character of a file"),
        c if c.is_control() => Diagnostic::new(Code::BadCharacter, format!("the control character {}", shown(c)))
            .at(span, "not allowed in a source")
            .note("tabs and line ends are the only control characters of a source"),
        c => Diagnostic::new(Code::BadCharacter, format!("unexpected character {}", shown(c)))
            .at(span, "no token starts with it")
            .help_if(c.is_alphanumeric().then(|| format!("names of other letters stand in backticks: `` `{c}…` ``"))),
    }
}

pub(crate) fn open_comment(span: Span) -> Diagnostic {
    Diagnostic::new(Code::OpenComment, "the comment is never closed")
        .at(span, "opened here")
        .note("comments nest: each `/*` needs a `*/` of its own")
}

pub(crate) fn open_quote(span: Span, quote: char) -> Diagnostic {
    let what = match quote {
        '`' => "the name in backticks",
        '\'' => "the character",
        _ => "the string",
    };
    Diagnostic::new(Code::OpenQuote, format!("{what} is not closed on its line"))
        .at(span, "opened here")
        .help(match quote {
            '`' => "close it with a backtick".to_owned(),
            _ => format!("close it with `{quote}`; a line end inside is written `\\n`"),
        })
}

/// A literal with a fault; `text` is the faulty part.
pub(crate) fn bad_literal(span: Span, text: &str, fault: Fault) -> Diagnostic {
    let number = |message: String| Diagnostic::new(Code::BadNumber, message);
    let escape = |message: String| Diagnostic::new(Code::BadEscape, message);
    let whole = text;
    let text = quoted(text);
    match fault {
        Fault::BadDigit(digit, base) => number(format!("`{digit}` is no digit in base {base}")).at(span, ""),
        Fault::NoDigits => number(format!("no digits after {text}")).at(span, "digits must follow"),
        Fault::Underscore => {
            number("an `_` in a number stands between digits".to_owned()).at(span, "not between digits")
        }
        Fault::UnknownSuffix if text.starts_with("`.") => number(format!("{text} in a number"))
            .at(span, "")
            .note("a number has one dot; versions have more, after `.format` and the name of a `.module`"),
        Fault::UnknownSuffix => number(format!("unknown suffix {text}"))
            .at(span, "")
            .note("suffixes are `u8` to `u128` and `i8` to `i128` (or `s8` to `s128`), and `f32` and `f64`"),
        Fault::NoWhole => number("a number does not start with a dot".to_owned())
            .at(span, "a digit must stand before it")
            .fix(span, format!("0{whole}"), "put a zero before the dot"),
        Fault::NoFraction => number("a number does not end with a dot".to_owned())
            .at(span, "a digit must follow")
            .fix(span, format!("{whole}0"), "put a zero behind the dot"),
        Fault::NoExponent => number("the exponent has no digits".to_owned()).at(span, "digits must follow"),
        Fault::TooLarge => Diagnostic::new(Code::NumberTooLarge, format!("{text} does not fit in 128 bits"))
            .at(span, "too large for every type"),
        Fault::UnknownEscape => escape(format!("unknown escape {text}")).at(span, "").note(
            "escapes are `\\n`, `\\t`, `\\r`, `\\0`, `\\\\`, `\\\"`, `\\'`, `` \\` ``, `\\xNN` and `\\u{…}`",
        ),
        Fault::BadHex => escape("`\\x` takes two hexadecimal digits".to_owned()).at(span, ""),
        Fault::NotAscii => escape(format!("{text} is no character"))
            .at(span, "above `\\x7F`")
            .note("text is UTF-8: `\\xNN` goes up to 7F there")
            .help("write `\\u{…}` for a character, or `b\"…\"` for bytes"),
        Fault::BadUnicode => escape("`\\u{…}` takes the number of a character".to_owned())
            .at(span, "")
            .note("hexadecimal, up to `\\u{10FFFF}`, and no surrogate"),
        Fault::NotByte => escape(format!("{text} in bytes"))
            .at(span, "")
            .note("`b\"…\"` holds bytes, and `\\u{…}` is a character")
            .help("write its bytes, each as `\\xNN`, or a string: `\"…\"`"),
        Fault::EmptyChar => {
            Diagnostic::new(Code::BadCharLiteral, "no character in single quotes").at(span, "")
        }
        Fault::LongChar => Diagnostic::new(Code::BadCharLiteral, "more than one character in single quotes")
            .at(span, "")
            .help("strings stand in double quotes"),
    }
}

pub(crate) fn large_label(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NumberTooLarge, "the number of a label does not fit in 32 bits")
        .at(span, "too large")
}

/// `text` is what stands behind the digits and dots.
pub(crate) fn bad_version(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::BadVersion, format!("{} in a version", quoted(text)))
        .at(span, "only digits and dots may stand here")
        .note("a version is numbers joined by dots: `1.2.0`")
}

pub(crate) fn touching_atom(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::TouchingAtom, format!("the atom {} touches what stands before it", quoted(text)))
        .at(span, "")
        .help("put a blank before the atom")
}

/// `nearest` is the directive that was probably meant.
pub(crate) fn unknown_directive(span: Span, text: &str, nearest: Option<&str>) -> Diagnostic {
    let found =
        Diagnostic::new(Code::UnknownDirective, format!("unknown directive {}", quoted(text))).at(span, "");
    match nearest {
        Some(".end") if text.starts_with(".end") => {
            found.note("every block ends with `.end`").fix(span, ".end", "write `.end`")
        }
        Some(nearest) => found.fix(span, nearest, format!("did you mean `{nearest}`?")),
        None => found.note("a word that starts with a dot is a directive; names never start with a dot"),
    }
}

pub(crate) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NestedTooDeep, format!("nested more than {} deep", nesting::MOST))
        .at(span, "one too many")
        .note("brackets and operators before an operand count, and the suffixes of a type")
}

pub(crate) fn open_raw(span: Span, directive: &str) -> Diagnostic {
    Diagnostic::new(Code::OpenRawBlock, format!("this `{directive}` has no `.end`"))
        .at(span, "opened here")
        .note("its body goes up to the matching `.end`; blocks inside of it need an `.end` of their own")
}

/// A colon, perhaps with a word behind it, that belongs to the name before it.
pub(crate) fn misplaced_colon(name_span: Span, name: &str, span: Span, text: &str) -> Diagnostic {
    let rest = text.trim_start_matches(':');
    let mended = if rest.is_empty() { format!("{name}:") } else { format!("{name}: {rest}") };
    let note = match rest {
        "" => "`name:` is one word".to_owned(),
        _ => format!("{} is an atom", quoted(text)),
    };
    Diagnostic::new(Code::MisplacedColon, "the colon must touch the name before it")
        .at(span, "a blank stands before it")
        .note(note)
        .fix(name_span.to(span), mended.clone(), format!("write `{mended}`"))
}
