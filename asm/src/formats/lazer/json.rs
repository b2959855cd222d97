//! A Lazer file as JSON, where its model is not written as it is. Integers of 64 bits are strings, for not every reader
//! keeps them whole; floats have their bits beside their text.

use super::model::{Atom, Bytecode, Constant, LineTable};
use super::word::describe;
use crate::formats::json::{Hex, Shown, float};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// The members of a module of constants and code.
#[derive(Serialize)]
struct Members<'b> {
    name: Option<&'b Atom>,
    constants: &'b [Constant],
    lines: &'b Option<LineTable>,
    #[serde(serialize_with = "code")]
    code: &'b [u32],
}

impl Serialize for Bytecode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { constants, lines, code, .. } = self;
        Members { name: self.name(), constants, lines, code }.serialize(to)
    }
}

/// Each word, and the instruction that it is.
fn code<S: Serializer>(code: &[u32], to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Word {
        word: u32,
        text: String,
    }
    to.collect_seq(code.iter().map(|&word| Word { word, text: describe(word) }))
}

/// Constants nest at most 64 deep, so this may call itself.
impl Serialize for Constant {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("kind", self.kind())?;
        match self {
            Self::U8(value) => map.serialize_entry("value", value)?,
            Self::I16(value) => map.serialize_entry("value", value)?,
            Self::I32(value) => map.serialize_entry("value", value)?,
            Self::I64(value) => map.serialize_entry("value", &Shown(value))?,
            Self::U64(value) => map.serialize_entry("value", &Shown(value))?,
            Self::F32(bits) => float(&mut map, f32::from_bits(*bits), &bits.to_be_bytes())?,
            Self::F64(bits) => float(&mut map, f64::from_bits(*bits), &bits.to_be_bytes())?,
            Self::Atom(name) => map.serialize_entry("value", name)?,
            Self::List(_, elements) | Self::Tuple(_, elements) => {
                map.serialize_entry("elements", elements)?
            }
            Self::Map(_, pairs) => map.serialize_entry("pairs", pairs)?,
            Self::Binary(_, content) => map.serialize_entry("value", &Content::new(content))?,
            Self::Function(function) => {
                map.serialize_entry("name", &function.name)?;
                map.serialize_entry("arity", &function.arity)?;
                map.serialize_entry("registers", &function.registers)?;
                map.serialize_entry("entry", &function.entry)?;
            }
            Self::Import(import) => {
                map.serialize_entry("module", &import.module)?;
                map.serialize_entry("function", &import.function)?;
                map.serialize_entry("arity", &import.arity)?;
            }
        }
        map.end()
    }
}

/// Bytes, and the text that they are, if they are.
#[derive(Serialize)]
struct Content<'b> {
    bytes: Hex<'b>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'b str>,
}

impl<'b> Content<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self { bytes: Hex(bytes), text: std::str::from_utf8(bytes).ok() }
    }
}

/// The bytes of a model, and their text.
pub(super) fn content<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    Content::new(bytes).serialize(to)
}
