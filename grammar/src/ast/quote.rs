//! Names and literals as source text: what can be written as it is, and what needs quotes and escapes.

use super::SizeClass;
use crate::diag::render::sanitize;
use std::borrow::Cow;

/// Whether a name can be written without backticks: words joined by dots.
pub fn is_path(name: &str) -> bool {
    name.split('.').all(is_word)
}

/// Whether a name is a single word.
pub(super) fn is_word(name: &str) -> bool {
    let starts = name.starts_with(|ch: char| ch.is_ascii_alphabetic() || ch == '_');
    starts && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A name in backticks.
pub fn quote(name: &str) -> String {
    let mut out = String::from("`");
    escape(&mut out, name, '`');
    out.push('`');
    out
}

/// A name as a mnemonic or label is written: in backticks unless it is a path.
pub fn path_name(name: &str) -> Cow<'_, str> {
    if is_path(name) { Cow::Borrowed(name) } else { Cow::Owned(quote(name)) }
}

/// A name as a declaration writes it: in backticks if it would read as something else.
pub fn declared_name(name: &str) -> String {
    if is_path(name) && !is_contextual(name) { name.to_owned() } else { quote(name) }
}

/// A name as a value, a type or a register is named; `reserved` is true for words with another meaning there.
pub fn value_name(name: &str, reserved: fn(&str) -> bool) -> String {
    if is_path(name) && !is_keyword(name) && !reserved(name) { name.to_owned() } else { quote(name) }
}

/// A string literal.
pub fn string_literal(text: &str) -> String {
    let mut literal = String::from("\"");
    escape(&mut literal, text, '"');
    literal.push('"');
    literal
}

/// A literal for bytes, with the size of their length if it is not the shortest.
pub fn bytes_literal(bytes: &[u8], size: SizeClass) -> String {
    let prefix = match size {
        SizeClass::Shortest => "b\"",
        SizeClass::Bits8 => "bytes8\"",
        SizeClass::Bits16 => "bytes16\"",
        SizeClass::Bits32 => "bytes32\"",
    };
    let mut literal = String::from(prefix);
    for byte in bytes {
        push_byte(&mut literal, *byte);
    }
    literal.push('"');
    literal
}

/// An atom: `:name`.
pub fn atom_literal(name: &str) -> String {
    if is_word(name) { format!(":{name}") } else { format!(":{}", quote(name)) }
}

fn push_byte(out: &mut String, byte: u8) {
    match byte {
        b'\n' => out.push_str("\\n"),
        b'\t' => out.push_str("\\t"),
        b'\r' => out.push_str("\\r"),
        0 => out.push_str("\\0"),
        b'\\' | b'"' => out.extend(['\\', char::from(byte)]),
        b' '..=b'~' => out.push(char::from(byte)),
        _ => out.push_str(&format!("\\x{byte:02x}")),
    }
}

/// Whether a word is a keyword where a value or a type is expected.
pub(super) fn is_keyword(name: &str) -> bool {
    const KEYWORDS: [&str; 11] =
        ["mut", "fn", "ref", "import", "incbin", "true", "false", "inf", "nan", "here", "target"];
    KEYWORDS.contains(&name)
}

/// Whether a word is a keyword where a declared name is expected.
pub(super) fn is_contextual(name: &str) -> bool {
    matches!(name, "operator" | "struct" | "token")
}

/// Appends text with everything escaped that would end it, or would not show.
pub(super) fn escape(out: &mut String, text: &str, end: char) {
    for ch in text.chars() {
        match ch {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\0' => out.push_str("\\0"),
            '\\' => out.push_str("\\\\"),
            ch if ch == end => out.extend(['\\', ch]),
            ch if !sanitize::is_unsafe(ch) => out.push(ch),
            ch if ch.is_ascii() => out.push_str(&format!("\\x{:02x}", ch as u32)),
            ch => out.push_str(&format!("\\u{{{:x}}}", ch as u32)),
        }
    }
}
