//! The wording of the lexer's diagnostics: one function for each.

use super::directives::end;
use super::nesting;
use crate::diag::suggest::Nearest;
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

/// Text of the source as a message shows it: shortened, and without anything that moves the cursor.
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
        '\\' => Diagnostic::new(Code::BadCharacter, "stray `\\` outside a macro")
            .at(span, "not at the end of a line")
            .note("`\\` at the end of a line joins it with the next; `\\name` is known in `.macro` and `.repeat`"),
        '\u{feff}' => Diagnostic::new(Code::BadCharacter, "byte-order mark inside the text")
            .at(span, "")
            .note("it may only be the first character of a file"),
        c if c.is_control() => Diagnostic::new(Code::BadCharacter, format!("invalid control character {}", shown(c)))
            .at(span, "not allowed in a source")
            .note("tabs and line ends are the only control characters of a source"),
        c => Diagnostic::new(Code::BadCharacter, format!("unexpected character {}", shown(c)))
            .at(span, "no token starts with it")
            .help_if(c.is_alphanumeric().then(|| format!("put a name with other letters in backticks: `` `{c}…` ``"))),
    }
}

pub(crate) fn open_comment(span: Span) -> Diagnostic {
    Diagnostic::new(Code::OpenComment, "unterminated block comment")
        .at(span, "opened here")
        .note("comments nest: each `/*` needs a `*/` of its own")
}

pub(crate) fn open_quote(span: Span, quote: char) -> Diagnostic {
    let what = match quote {
        '`' => "name in backticks",
        '\'' => "character literal",
        _ => "string",
    };
    Diagnostic::new(Code::OpenQuote, format!("unterminated {what}")).at(span, "opened here").help(match quote
    {
        '`' => "close it with a backtick".to_owned(),
        _ => format!("close it with `{quote}`; write a line end inside as `\\n`"),
    })
}

/// A literal with a fault; `text` is the faulty part.
pub(crate) fn bad_literal(span: Span, text: &str, fault: Fault) -> Diagnostic {
    let number = |message: String| Diagnostic::new(Code::BadNumber, message);
    let escape = |message: String| Diagnostic::new(Code::BadEscape, message);
    let whole = text;
    let text = quoted(text);
    match fault {
        Fault::BadDigit(digit, base) => {
            number(format!("invalid digit `{digit}` in base {base}")).at(span, "")
        }
        Fault::NoDigits => number(format!("no digits after {text}")).at(span, "digits must follow"),
        Fault::Underscore => number("misplaced `_` in a number".to_owned()).at(span, "not between digits"),
        Fault::UnknownSuffix if text.starts_with("`.") => number(format!("unexpected {text} in a number"))
            .at(span, "")
            .note("a number has one dot; versions have more, after `.format` and the name of a `.module`"),
        Fault::UnknownSuffix => number(format!("unknown suffix {text}"))
            .at(span, "")
            .note("suffixes are `u8` to `u128` and `i8` to `i128` (or `s8` to `s128`), and `f32` and `f64`"),
        Fault::NoWhole => number("a number cannot start with a dot".to_owned())
            .at(span, "a digit must come first")
            .fix(span, format!("0{whole}"), "add a zero before the dot"),
        Fault::NoFraction => number("a number cannot end with a dot".to_owned())
            .at(span, "a digit must follow")
            .fix(span, format!("{whole}0"), "add a zero after the dot"),
        Fault::NoExponent => {
            number("missing digits in the exponent".to_owned()).at(span, "digits must follow")
        }
        Fault::TooLarge => Diagnostic::new(Code::NumberTooLarge, format!("{text} does not fit in 128 bits"))
            .at(span, "too large for every type"),
        Fault::UnknownEscape => escape(format!("unknown escape {text}")).at(span, "").note(
            "escapes are `\\n`, `\\t`, `\\r`, `\\0`, `\\\\`, `\\\"`, `\\'`, `` \\` ``, `\\xNN` and `\\u{…}`",
        ),
        Fault::BadHex => escape("`\\x` needs two hexadecimal digits".to_owned()).at(span, ""),
        Fault::NotAscii => escape(format!("{text} is not a character"))
            .at(span, "above `\\x7F`")
            .note("text is UTF-8: `\\xNN` goes up to 7F there")
            .help("write `\\u{…}` for a character, or `b\"…\"` for bytes"),
        Fault::BadUnicode => escape("invalid `\\u{…}` escape".to_owned())
            .at(span, "")
            .note("the number of a character is hexadecimal, at most `10FFFF`, and not a surrogate"),
        Fault::NotByte => escape(format!("unexpected {text} in a byte string"))
            .at(span, "")
            .note("`b\"…\"` holds bytes, and `\\u{…}` is a character")
            .help("write its bytes, each as `\\xNN`, or a string: `\"…\"`"),
        Fault::EmptyChar => Diagnostic::new(Code::BadCharLiteral, "empty character literal").at(span, ""),
        Fault::LongChar => {
            Diagnostic::new(Code::BadCharLiteral, "more than one character in a character literal")
                .at(span, "")
                .help("write a string in double quotes")
        }
    }
}

pub(crate) fn large_label(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NumberTooLarge, "the number of a label does not fit in 32 bits")
        .at(span, "too large")
}

/// A version with other characters; `text` is what follows the digits and dots.
pub(crate) fn bad_version(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::BadVersion, format!("unexpected {} in a version", quoted(text)))
        .at(span, "only digits and dots are allowed here")
        .note("a version is numbers joined by dots: `1.2.0`")
}

pub(crate) fn touching_atom(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::TouchingAtom, format!("missing space before the atom {}", quoted(text)))
        .at(span, "")
        .help("put a space before the atom")
}

/// A directive that does not exist; `nearest` is the most similar one.
pub(crate) fn unknown_directive(span: Span, text: &str, nearest: Option<Nearest<'_>>) -> Diagnostic {
    let found =
        Diagnostic::new(Code::UnknownDirective, format!("unknown directive {}", quoted(text))).at(span, "");
    match nearest {
        Some(Nearest { first, .. }) if first == end() && text.starts_with(first) => found
            .note(format!("every block ends with `{first}`"))
            .fix(span, first, format!("write `{first}`")),
        // Two directives are equally near: neither is an exact fix.
        Some(nearest @ Nearest { second: Some(_), .. }) => found.help(nearest.question()),
        Some(nearest) => found.fix(span, nearest.first, nearest.question()),
        None => found.note("a word that starts with a dot is a directive; names never start with a dot"),
    }
}

pub(crate) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NestedTooDeep, format!("nesting deeper than {} levels", nesting::MOST))
        .at(span, "one level too many")
        .note("brackets, operators before an operand and suffixes of a type count")
}

pub(crate) fn open_raw(span: Span, directive: &str) -> Diagnostic {
    Diagnostic::new(Code::OpenRawBlock, format!("`{directive}` without `.end`"))
        .at(span, "opened here")
        .note("its body extends to the matching `.end`; blocks inside it need an `.end` of their own")
}

/// A colon, perhaps with a word after it, that belongs to the name before it.
pub(crate) fn misplaced_colon(name_span: Span, name: &str, span: Span, text: &str) -> Diagnostic {
    let rest = text.trim_start_matches(':');
    let fixed = if rest.is_empty() { format!("{name}:") } else { format!("{name}: {rest}") };
    let note = match rest {
        "" => "`name:` is one word".to_owned(),
        _ => format!("{} is an atom", quoted(text)),
    };
    Diagnostic::new(Code::MisplacedColon, "unexpected space before a colon")
        .at(span, "must touch the name before it")
        .note(note)
        .fix(name_span.to(span), fixed.clone(), format!("write `{fixed}`"))
}
