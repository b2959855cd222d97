//! The JSON forms of what the models share: bytes, texts and floats. Each model derives the rest; the `json.rs` of a room
//! holds the exceptions.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::ser::Formatter;
use std::fmt::Display;
use std::io::{self, Write};

/// A value as one line of JSON.
pub fn text(value: &(impl Serialize + ?Sized)) -> String {
    let mut out = Vec::new();
    // Writing to memory does not fail, nor does a map whose keys are strings.
    let _ = value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Escaped));
    String::from_utf8(out).unwrap_or_default()
}

/// JSON on one line, with more escapes than it needs.
struct Escaped;

impl Formatter for Escaped {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let mut rest = text;
        while let Some((at, ch)) = rest.char_indices().find(|(_, ch)| is_escaped(*ch)) {
            write!(out, "{}\\u{:04x}", &rest[..at], ch as u32)?;
            rest = &rest[at + ch.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

/// What a script in a page must not see, and what a terminal must not.
const fn is_escaped(ch: char) -> bool {
    matches!(ch, '<' | '>' | '&' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}')
}

/// Bytes, as a string of hexadecimal digits.
pub(crate) struct Hex<'b>(pub(crate) &'b [u8]);

impl Serialize for Hex<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
        let text: String = self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        to.serialize_str(&text)
    }
}

/// Bytes of a model, as a string of hexadecimal digits.
pub(crate) fn hex<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    Hex(bytes).serialize(to)
}

/// A value as the string that it is shown as.
pub(crate) struct Shown<T>(pub(crate) T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

/// A value of a model, as the string that it is shown as.
pub(crate) fn shown<S: Serializer>(value: &impl Display, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(value)
}

/// The members of a float: its text, and its bits, the most significant byte first.
pub(crate) fn float<M: SerializeMap>(map: &mut M, value: impl Display, bits: &[u8]) -> Result<(), M::Error> {
    map.serialize_entry("value", &Shown(value))?;
    map.serialize_entry("bits", &Hex(bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let strings = ["b\u{1}\"<\\", "x\n", "\u{2028}é", "\u{7f}\u{9b}"];
        let written = text(&strings);
        assert_eq!(serde_json::from_str::<[String; 4]>(&written).unwrap(), strings);
        assert_eq!(written, r#"["b\u0001\"\u003c\\","x\n","\u2028é","\u007f\u009b"]"#);
        assert_eq!(text(&(Hex(&[0, 0xAF]), Shown(1.5))), r#"["00af","1.5"]"#);
    }
}
