//! A Hydro file as JSON, where its model is not written as it is. Integers of 64 bits and more are strings, for not every
//! reader keeps them whole; floats have their bits beside their text.

use super::instr::{Instr, Operand, Value};
use super::model::{Placement, Section};
use crate::bytes::Origins;
use crate::formats::json::{Hex, Shown, float};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// `null` if all is as usual.
pub(super) fn placement<S: Serializer>(placement: &Placement, to: S) -> Result<S::Ok, S::Error> {
    if *placement == Placement::default() { to.serialize_none() } else { placement.serialize(to) }
}

/// The bytes of each gap.
pub(super) fn gaps<S: Serializer>(gaps: &[Vec<u8>; 3], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(gaps.each_ref().map(|gap| Hex(gap)))
}

/// The offsets that are not the usual ones, by section.
pub(super) fn offsets<S: Serializer>(offsets: &[Option<u32>; 3], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(Section::ALL.iter().zip(offsets).filter(|(_, offset)| offset.is_some()))
}

/// The instructions of a function, without their places in a source.
pub(super) fn code<S: Serializer>(code: &[Instr], _: &Origins, to: S) -> Result<S::Ok, S::Error> {
    code.serialize(to)
}

impl Serialize for Instr {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("opcode", &char::from(self.opcode))?;
        map.serialize_entry("text", &Shown(self))?;
        match &self.operand {
            Operand::None => {}
            Operand::Count(count) => map.serialize_entry("count", count)?,
            Operand::Places(places) => map.serialize_entry("places", places)?,
            Operand::Value(value) => map.serialize_entry("value", value)?,
            Operand::Target(target) => map.serialize_entry("targets", &[target])?,
            Operand::Targets(yes, no) => map.serialize_entry("targets", &[yes, no])?,
            Operand::Type(ty) => map.serialize_entry("type", &Shown(ty))?,
            Operand::Array(length, element) => {
                map.serialize_entry("element", &Shown(element))?;
                if let Some(length) = length {
                    map.serialize_entry("length", length)?;
                }
            }
            Operand::Member(name) => map.serialize_entry("member", name)?,
        }
        map.end()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("type", self.kind())?;
        match self {
            Self::Bool(value) => map.serialize_entry("value", value)?,
            Self::Int(integer) if integer.int().bits() >= 64 => {
                map.serialize_entry("value", &Shown(integer))?
            }
            Self::Int(integer) => map.serialize_entry("value", &integer.signed())?,
            Self::F32(bits) => float(&mut map, f32::from_bits(*bits), &bits.to_be_bytes())?,
            Self::F64(bits) => float(&mut map, f64::from_bits(*bits), &bits.to_be_bytes())?,
            Self::String(text) => map.serialize_entry("value", text)?,
            Self::Function(function) => {
                map.serialize_entry("module", &function.module)?;
                map.serialize_entry("function", &function.name)?;
            }
            Self::Variable(name) => map.serialize_entry("value", name)?,
        }
        map.end()
    }
}
