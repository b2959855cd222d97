//! Values as text: as programs print them, and as the language writes them. Values may nest as deep as they like and
//! share parts, so the path through them is kept in a list, and the output is limited.

use super::heap::Heap;
use super::program::{Callable, Program};
use super::value::{Ref, Value};
use crate::bytes::bytes_shown;
use crate::vm::float_text;
use std::fmt;

/// Options for writing values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As programs print them: texts as they are, numbers without a type.
    Plain,
    /// As the language writes them.
    Literal,
}

/// The values that are still to be written.
enum Rest {
    Value(Value),
    /// The elements from this one on, and what closes them.
    Elements(Ref, usize, &'static str),
    /// The pairs from this one on.
    Pairs(Ref, usize),
    Text(&'static str),
}

/// There is more to write than the limit allows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Writes a value, up to a number of bytes in total. Each value it visits decrements `parts`.
pub(super) fn write(
    (program, heap): (&Program, &Heap),
    value: Value,
    style: Style,
    (most, parts): (usize, &mut u64),
    out: &mut Vec<u8>,
) -> Result<(), TooLong> {
    let mut open = vec![Rest::Value(value)];
    while let Some(rest) = open.pop() {
        if out.len() > most {
            return Err(TooLong);
        }
        *parts = parts.checked_sub(1).ok_or(TooLong)?;
        match rest {
            Rest::Text(text) => out.extend_from_slice(text.as_bytes()),
            Rest::Value(value) => begin((program, heap), value, (style, most), &mut open, out),
            Rest::Elements(at, index, close) => match heap.elements(at).get(index) {
                None => out.extend_from_slice(close.as_bytes()),
                Some(element) => {
                    out.extend_from_slice(if index > 0 { b", " } else { b"" });
                    open.extend([Rest::Elements(at, index + 1, close), Rest::Value(*element)]);
                }
            },
            Rest::Pairs(at, index) => match heap.pairs(at).get(index) {
                None => out.push(b'}'),
                Some((key, value)) => {
                    out.extend_from_slice(if index > 0 { b", " } else { b"" });
                    let pair = [Rest::Value(*value), Rest::Text(" => "), Rest::Value(*key)];
                    open.push(Rest::Pairs(at, index + 1));
                    open.extend(pair);
                }
            },
        }
    }
    if out.len() > most { Err(TooLong) } else { Ok(()) }
}

/// Writes a value, or its beginning and leaves the rest of it open.
fn begin(
    (program, heap): (&Program, &Heap),
    value: Value,
    (style, most): (Style, usize),
    open: &mut Vec<Rest>,
    out: &mut Vec<u8>,
) {
    match value {
        Value::List(at) => {
            out.push(b'[');
            open.push(Rest::Elements(at, 0, "]"));
        }
        Value::Tuple(at) => {
            out.push(b'{');
            open.push(Rest::Elements(at, 0, "}"));
        }
        Value::Map(at) => {
            out.extend_from_slice(b"#{");
            open.push(Rest::Pairs(at, 0));
        }
        Value::Binary(at) => binary(heap.binary(at), style, most, out),
        Value::Atom(number) => {
            let name = program.atoms.get_index(number as usize).map_or("", |name| name);
            atom(name, style, out);
        }
        Value::Function(number) => {
            out.extend_from_slice(format!("fn {}", program.callables[number as usize]).as_bytes());
        }
        number => out.extend_from_slice(self::number(number, style).as_bytes()),
    }
}

fn binary(bytes: &[u8], style: Style, most: usize, out: &mut Vec<u8>) {
    // One byte more than fits, so that it is seen to be too long.
    let end = bytes.len().min(most.saturating_add(1));
    match style {
        Style::Plain => out.extend_from_slice(&bytes[..end]),
        Style::Literal => {
            let end = (end..bytes.len()).find(|&end| bytes[end] & 0xC0 != 0x80).unwrap_or(bytes.len());
            out.extend_from_slice(bytes_shown(&bytes[..end]).as_bytes());
        }
    }
}

fn atom(name: &str, style: Style, out: &mut Vec<u8>) {
    let is_word = |part: &str| {
        !part.starts_with(|first: char| first.is_ascii_digit())
            && !part.is_empty()
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    let text = match style {
        Style::Plain => name.to_owned(),
        Style::Literal if name == "true" || name == "false" => name.to_owned(),
        Style::Literal if name.split('.').all(is_word) => format!(":{name}"),
        Style::Literal => format!(":`{}`", name.escape_debug()),
    };
    out.extend_from_slice(text.as_bytes());
}

fn number(value: Value, style: Style) -> String {
    let (text, ty) = match value {
        Value::U8(value) => (value.to_string(), "u8"),
        Value::I16(value) => (value.to_string(), "i16"),
        Value::I32(value) => (value.to_string(), ""),
        Value::I64(value) => (value.to_string(), "i64"),
        Value::U64(value) => (value.to_string(), "u64"),
        Value::F32(value) if style == Style::Literal && !value.is_finite() => {
            return format!("f32({})", value.to_string().to_lowercase());
        }
        Value::F32(value) if style == Style::Literal => (format!("{value:?}"), "f32"),
        Value::F64(value) if style == Style::Literal => (format!("{value:?}").to_lowercase(), ""),
        Value::F32(value) => (float_text(value), ""),
        Value::F64(value) => (float_text(value), ""),
        _ => (String::new(), ""),
    };
    if style == Style::Literal { text + ty } else { text }
}

impl fmt::Display for Callable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.module.is_empty() {
            write!(f, "{}::", self.module)?;
        }
        write!(f, "{}/{}", self.name, self.arity)
    }
}

impl Program {
    /// A value as the language writes it; the end of a long one is left out.
    pub(super) fn shown(&self, heap: &Heap, value: Value, style: Style, most: usize) -> String {
        let mut out = Vec::new();
        let mut parts = most as u64;
        let is_whole = write((self, heap), value, style, (most, &mut parts), &mut out).is_ok();
        let mut text = String::from_utf8_lossy(&out).into_owned();
        if !is_whole {
            let end = (0..=most.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
            text.truncate(end);
            text.push('…');
        }
        text
    }
}
