//! Names in source text: whether one can stand as it is, and how it is written if not.

use crate::diag::clean;

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

/// Whether a word means something of its own where a value or a type stands.
pub(super) fn is_keyword(name: &str) -> bool {
    const KEYWORDS: [&str; 11] =
        ["mut", "fn", "ref", "import", "incbin", "true", "false", "inf", "nan", "here", "target"];
    KEYWORDS.contains(&name)
}

/// Whether a word means something of its own where a declared name stands.
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
            ch if !clean::is_unsafe(ch) => out.push(ch),
            ch if ch.is_ascii() => out.push_str(&format!("\\x{:02x}", ch as u32)),
            ch => out.push_str(&format!("\\u{{{:x}}}", ch as u32)),
        }
    }
}
