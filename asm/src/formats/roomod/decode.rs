//! The bytes of a Roo module → its data, complete or with the place of the first fault.
//!
//! A file decodes if its version is 0, each string ends in its only NUL and is ASCII before it, booleans and kinds
//! of things are 0 or 1, and everything lies inside the file. Bytes after the end are kept. Nothing else is
//! refused: the verifier reports the rest.

use super::model::{File, MAGIC, Thing, ThingKind, Type, VERSION, Variable};
use crate::bytes::{At, DecodeError, Fault, Reader};

/// Reads a whole file.
pub fn decode(bytes: &[u8]) -> Result<File, DecodeError> {
    read(&mut Reader::new(bytes))
}

pub(super) fn read(r: &mut Reader<'_>) -> Result<File, DecodeError> {
    let (type_count, thing_count) = head(r)?;
    let types = r.list("types", type_count, read_type)?;
    let things = r.list("things", thing_count, read_thing)?;
    Ok(File { types, things, trailing: r.rest().to_vec() })
}

/// Reads the header: the number of types and the number of things.
pub(super) fn head(r: &mut Reader<'_>) -> Result<(usize, usize), DecodeError> {
    r.magic(MAGIC)?;
    let version = r.u8("version")?;
    if version != VERSION {
        return r.unexpected(MAGIC.len(), "version", "version 0", version);
    }
    let type_count = r.le32("type_count")?;
    let thing_count = r.le32("thing_count")?;
    Ok((type_count as usize, thing_count as usize))
}

pub(super) fn read_type(r: &mut Reader<'_>) -> Result<Type, DecodeError> {
    let name = text(r, "name")?;
    let members = variables(r, "member_count", "members")?;
    let size = r.le32("size")?;
    Ok(Type { name, members, size, origin: At::default() })
}

pub(super) fn read_thing(r: &mut Reader<'_>) -> Result<Thing, DecodeError> {
    let at = r.offset();
    let kind = match r.u8("type")? {
        ThingKind::FUNCTION => ThingKind::Function { name: text(r, "name")? },
        ThingKind::OPERATOR => ThingKind::Operator { token: r.le32("token")? },
        other => return r.unexpected(at, "type", "0 (function) or 1 (operator)", other),
    };
    let params = variables(r, "param_count", "params")?;
    let symbol = text(r, "symbol")?;
    Ok(Thing { kind, params, symbol, origin: At::default() })
}

fn variables(
    r: &mut Reader<'_>,
    count: &'static str,
    name: &'static str,
) -> Result<Vec<Variable>, DecodeError> {
    let count = r.u8(count)?;
    r.list(name, usize::from(count), read_variable)
}

fn read_variable(r: &mut Reader<'_>) -> Result<Variable, DecodeError> {
    Ok(Variable {
        name: text(r, "name")?,
        type_name: text(r, "type_name")?,
        is_mutable: boolean(r, "is_mutable")?,
        is_reference: boolean(r, "is_reference")?,
        is_reference_mutable: boolean(r, "is_reference_mutable")?,
        array_size: r.le32("array_size")?,
        origin: At::default(),
    })
}

fn text(r: &mut Reader<'_>, field: &'static str) -> Result<String, DecodeError> {
    r.group(field, None, |r| {
        let at = r.offset();
        let length = r.u8("length")?;
        let Some(characters) = length.checked_sub(1) else {
            return r.unexpected(at, "length", "a length of at least 1, which counts the NUL", 0);
        };
        let start = r.offset();
        let bytes = r.take("characters", u64::from(characters))?;
        let nul = r.u8("nul")?;
        if let Some(bad) = bytes.iter().position(|byte| !(1..0x80).contains(byte)) {
            return r.fail_at(
                start + bad,
                "characters",
                Fault::BadText { expected: "ASCII text without a NUL" },
            );
        }
        if nul != 0 {
            return r.unexpected(start + bytes.len(), "nul", "a NUL at the end", format!("{nul:#04x}"));
        }
        Ok(bytes.iter().copied().map(char::from).collect())
    })
}

fn boolean(r: &mut Reader<'_>, field: &'static str) -> Result<bool, DecodeError> {
    let at = r.offset();
    match r.u8(field)? {
        0 => Ok(false),
        1 => Ok(true),
        other => r.unexpected(at, field, "0 or 1", other),
    }
}
