//! The bytes of a SAILAR file → its data, complete or with the place of the first fault.
//!
//! A file decodes if its length size is 0, 1 or 2; identifiers are UTF-8, not empty and without NUL; the header's
//! size is exact if there are no optional fields and never too small; no reserved flag is set and an open struct
//! exports all its fields; and everything lies inside the file, which may end right after the header. Bytes after
//! the end are kept. Nothing else is refused: the verifier reports the rest.

use super::model::{Field, File, Identity, LengthSize, MAGIC, Optional, Struct};
use crate::bytes::{At, DecodeError, Fault, Reader};
use std::num::NonZeroU32;

/// The possible cause of a fault in a file of version 0.0.
const MAGIC_NOTE: &str = "the file says version 0.0; perhaps it was written with a magic of `SAILAR` and one or two \
                          NULs, which this format does not have";

/// Reads a whole file.
pub fn decode(bytes: &[u8]) -> Result<File, DecodeError> {
    read(&mut Reader::new(bytes))
}

pub(super) fn read(r: &mut Reader<'_>) -> Result<File, DecodeError> {
    let mut file = read_head(r)?;
    if !r.rest().is_empty() {
        file.structs = Some(read_structs(r, file.length_size).map_err(|error| file.explain(error))?);
    }
    file.trailing = r.rest().to_vec();
    Ok(file)
}

impl File {
    /// Adds the possible cause to a fault.
    pub(super) fn explain(&self, error: DecodeError) -> DecodeError {
        explained(error, self.major, self.minor)
    }
}

fn explained(error: DecodeError, major: u8, minor: u8) -> DecodeError {
    if (major, minor) == (0, 0) { error.note(MAGIC_NOTE) } else { error }
}

/// Reads the part before the structs.
pub(super) fn read_head(r: &mut Reader<'_>) -> Result<File, DecodeError> {
    r.magic(MAGIC)?;
    let major = r.u8("major")?;
    let minor = r.u8("minor")?;
    read_rest(r, major, minor).map_err(|error| explained(error, major, minor))
}

fn read_rest(r: &mut Reader<'_>, major: u8, minor: u8) -> Result<File, DecodeError> {
    let at = r.offset();
    let code = r.u8("length_size")?;
    let Some(length_size) = LengthSize::from_code(code) else {
        return r.unexpected(at, "length_size", "0, 1 or 2", code);
    };
    let (module, optional) = r.group("header", None, |r| read_header(r, length_size))?;
    Ok(File { major, minor, length_size, module, optional, structs: None, trailing: Vec::new() })
}

fn read_header(r: &mut Reader<'_>, size: LengthSize) -> Result<(Identity, Option<Optional>), DecodeError> {
    let at = r.offset();
    let header_size = u64::from(length(r, size, "size")?);
    let start = r.offset();
    let name = identifier(r, size, "name")?;
    let version_count = length(r, size, "version_count")?;
    let version = r.list("version", version_count as usize, |r| length(r, size, "number"))?;
    let optional_count = length(r, size, "optional_count")?;
    let read = (r.offset() - start) as u64;
    let expected = match NonZeroU32::new(optional_count) {
        None if header_size == read => return Ok((Identity { name, version, origin: At::default() }, None)),
        Some(count) if header_size >= read => {
            let bytes = r.take("optional", header_size - read)?.to_vec();
            let identity = Identity { name, version, origin: At::default() };
            return Ok((identity, Some(Optional { count, bytes })));
        }
        None => format!("{read}, the bytes of the header after this field"),
        Some(_) => format!("{read} or more, the bytes of the header after this field"),
    };
    r.unexpected(at, "size", expected, header_size)
}

fn read_structs(r: &mut Reader<'_>, size: LengthSize) -> Result<Vec<Struct>, DecodeError> {
    let count = length(r, size, "struct_count")?;
    r.list("structs", count as usize, |r| read_struct(r, size))
}

pub(super) fn read_struct(r: &mut Reader<'_>, size: LengthSize) -> Result<Struct, DecodeError> {
    let at = r.offset();
    let flags = flags(r, Struct::EXPORT | Struct::OPEN)?;
    let name = identifier(r, size, "name")?;
    let field_count = length(r, size, "field_count")?;
    let fields = r.list("fields", field_count as usize, |r| read_field(r, size))?;
    let (is_exported, is_open) = (flags & Struct::EXPORT != 0, flags & Struct::OPEN != 0);
    let item = Struct { is_exported, is_open, name, fields, origin: At::default() };
    if item.is_open && !item.exports_all() {
        let rule = "bit 1 (all fields visible) is set, yet not every field is exported";
        return r.fail_at(at, "flags", Fault::Rule(rule.to_owned()));
    }
    Ok(item)
}

fn read_field(r: &mut Reader<'_>, size: LengthSize) -> Result<Field, DecodeError> {
    let flags = flags(r, Field::EXPORT)?;
    let name = identifier(r, size, "name")?;
    let type_name = identifier(r, size, "type")?;
    Ok(Field { is_exported: flags & Field::EXPORT != 0, name, type_name, origin: At::default() })
}

fn flags(r: &mut Reader<'_>, known: u8) -> Result<u8, DecodeError> {
    let at = r.offset();
    let flags = r.u8("flags")?;
    if flags & !known != 0 {
        return r.unexpected(at, "flags", format!("no bits beyond {known:#04x}"), format!("{flags:#04x}"));
    }
    Ok(flags)
}

fn identifier(r: &mut Reader<'_>, size: LengthSize, field: &'static str) -> Result<String, DecodeError> {
    r.group(field, None, |r| {
        let at = r.offset();
        let count = length(r, size, "length")?;
        if count == 0 {
            return r.unexpected(at, "length", "an identifier of at least one byte", 0);
        }
        let start = r.offset();
        let bytes = r.take("characters", u64::from(count))?;
        if let Some(nul) = bytes.iter().position(|&byte| byte == 0) {
            return r.fail_at(start + nul, "characters", Fault::BadText { expected: "text without a NUL" });
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(bad) => {
                let at = start + bad.valid_up_to();
                r.fail_at(at, "characters", Fault::BadText { expected: "text in UTF-8" })
            }
        }
    })
}

pub(super) fn length(r: &mut Reader<'_>, size: LengthSize, field: &'static str) -> Result<u32, DecodeError> {
    match size {
        LengthSize::One => r.u8(field).map(u32::from),
        LengthSize::Two => r.le16(field).map(u32::from),
        LengthSize::Four => r.le32(field),
    }
}
