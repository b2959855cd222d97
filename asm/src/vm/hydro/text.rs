//! The text of values: as `print` writes them, and as the language does, with types and quotes. Values may be of any
//! depth; text is handed on in pieces.

use super::program::Program;
use super::value::{Array, Items, Layout, Value};
use super::{Fail, Fuel};
use crate::bytes::bytes_shown;
use crate::formats::hydro::model::{Int, Integer};
use crate::vm::float_text;

/// Options for writing values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// As a program prints them.
    Plain,
    /// As a source has them.
    Literal,
}

/// The number of bytes at which a piece of text is handed on.
const PIECE: usize = 1 << 14;

/// Writes the text of a value as a program prints it, in pieces. Each part costs a step.
pub(super) fn write(
    program: &Program,
    value: &Value,
    fuel: &mut Fuel,
    out: &mut dyn FnMut(&[u8]) -> Result<(), Fail>,
) -> Result<(), Fail> {
    let mut writer = Writer { program, style: Style::Plain, open: Vec::new(), text: Vec::new() };
    writer.value(value);
    while writer.part() {
        fuel.burn(1 + writer.text.len() as u64 / PIECE as u64 * 64)?;
        if writer.text.len() >= PIECE {
            out(&writer.text)?;
            writer.text.clear();
        }
    }
    out(&writer.text)
}

/// A value as the language writes it, the end of a long one left out.
pub(super) fn literal(program: &Program, value: &Value) -> String {
    const MOST: usize = 240;
    let mut writer = Writer { program, style: Style::Literal, open: Vec::new(), text: Vec::new() };
    writer.value(value);
    while writer.text.len() <= MOST && writer.part() {}
    let mut text = String::from_utf8_lossy(&writer.text).into_owned();
    if text.len() > MOST {
        let end = (0..=MOST).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

/// A value whose parts are being written, and the next one.
enum Open<'v> {
    Array(&'v Array, usize),
    /// The rest of a string.
    Bytes(&'v [u8]),
    Layout(&'v Layout, usize),
}

struct Writer<'p, 'v> {
    program: &'p Program,
    style: Style,
    open: Vec<Open<'v>>,
    text: Vec<u8>,
}

impl<'v> Writer<'_, 'v> {
    fn put(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    /// Writes a value, or opens it if it has parts.
    fn value(&mut self, value: &'v Value) {
        match value {
            Value::Array(array) => self.array(array),
            Value::Layout(layout) => {
                let name = self.program.layout_name(layout.layout, ".");
                self.put(&name);
                self.put("{");
                self.open.push(Open::Layout(layout, 0));
            }
            simple => self.simple(simple),
        }
    }

    fn array(&mut self, array: &'v Array) {
        match (&array.items, self.style) {
            (Items::Bytes(bytes), Style::Plain) => self.bytes(bytes),
            (Items::Bytes(bytes), Style::Literal) => {
                let text = quoted(bytes);
                self.put(&text);
            }
            _ => {
                self.put("[");
                self.open.push(Open::Array(array, 0));
            }
        }
    }

    /// Writes the next piece of a string.
    fn bytes(&mut self, bytes: &'v [u8]) {
        let (piece, rest) = bytes.split_at(bytes.len().min(PIECE));
        self.text.extend_from_slice(piece);
        if !rest.is_empty() {
            self.open.push(Open::Bytes(rest));
        }
    }

    /// Writes the next part of what is open; false if nothing is.
    fn part(&mut self) -> bool {
        match self.open.pop() {
            None => return false,
            Some(Open::Array(array, at)) => self.element(array, at),
            Some(Open::Bytes(bytes)) => self.bytes(bytes),
            Some(Open::Layout(layout, at)) => self.member(layout, at),
        }
        true
    }

    fn element(&mut self, array: &'v Array, at: usize) {
        if at >= array.items.len() {
            return self.put("]");
        }
        if at > 0 {
            self.put(", ");
        }
        self.open.push(Open::Array(array, at + 1));
        match &array.items {
            Items::Values(values) => self.value(&values[at]),
            items => {
                let word = items.get(at);
                self.simple(&word);
            }
        }
    }

    fn member(&mut self, layout: &'v Layout, at: usize) {
        let Some(value) = layout.members.get(at) else { return self.put("}") };
        let separator = if at > 0 { ", '" } else { "'" };
        self.put(separator);
        let program = self.program;
        self.put(program.member_name(layout.layout, at));
        self.put("': ");
        self.open.push(Open::Layout(layout, at + 1));
        self.value(value);
    }

    /// Writes a value without parts.
    fn simple(&mut self, value: &Value) {
        let text = match (value, self.style) {
            (Value::Int(int, bits), _) => self.int(*int, u128::from(*bits)),
            (Value::Wide(wide), _) => self.int(wide.int(), wide.bits()),
            (Value::Bool(value), _) => value.to_string(),
            (Value::F32(value), Style::Plain) => float_text(*value),
            (Value::F32(value), Style::Literal) => format!("{value:?}f32"),
            (Value::F64(value), Style::Plain) => float_text(*value),
            (Value::F64(value), Style::Literal) => format!("{value:?}"),
            (Value::Function(number), _) => format!("fn {}", self.program.pointer_name(*number)),
            (Value::Variable(variable), _) => format!("ref {}", self.program.names.text(variable.name)),
            // These have parts.
            (Value::Array(_) | Value::Layout(_), _) => String::new(),
        };
        self.put(&text);
    }

    fn int(&self, int: Int, bits: u128) -> String {
        let integer = Integer::new(int, bits);
        match self.style {
            Style::Plain => integer.to_string(),
            Style::Literal => format!("{integer:?}"),
        }
    }
}

/// Bytes as a string, or as bytes if they are not text. A long value is cut off at its end.
fn quoted(bytes: &[u8]) -> String {
    const MOST: usize = 256;
    let shown = &bytes[..bytes.len().min(MOST)];
    let text = match std::str::from_utf8(shown) {
        Ok(text) => Some(text),
        // A letter may have been cut.
        Err(error) if bytes.len() > MOST && error.error_len().is_none() => {
            std::str::from_utf8(&shown[..error.valid_up_to()]).ok()
        }
        Err(_) => None,
    };
    text.map_or_else(|| bytes_shown(shown), |text| format!("{text:?}"))
}
