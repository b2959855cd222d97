//! The bytes of a toy → its data.

use super::model::{File, MAGIC, MAX_MARK, Module, Struct, VERSION, is_name};
use crate::bytes::{At, DecodeError, Fault, Reader};

/// Reads a whole file.
pub(super) fn decode(bytes: &[u8]) -> Result<File, DecodeError> {
    read(&mut Reader::new(bytes))
}

pub(super) fn read(r: &mut Reader<'_>) -> Result<File, DecodeError> {
    r.magic(MAGIC)?;
    let version = r.u8("version")?;
    if version != VERSION {
        return r.unexpected(MAGIC.len(), "version", "version 0", version);
    }
    let at = r.offset();
    let mark = r.u8("mark")?;
    if mark > MAX_MARK {
        return r.unexpected(at, "mark", "a mark of at most 2", mark);
    }
    let at = r.offset();
    let count = r.u8("module_count")?;
    if count == 0 && !r.is_over() {
        return r.unexpected(at, "module_count", "at least one module", count);
    }
    let modules = r.list("modules", count.into(), read_module)?;
    Ok(File { mark, modules, trailing: r.rest().to_vec() })
}

fn read_module(r: &mut Reader<'_>) -> Result<Module, DecodeError> {
    let name = read_name(r)?;
    let count = r.u8("struct_count")?;
    let read = |r: &mut Reader<'_>| Ok(Struct { name: read_name(r)?, origin: At::default() });
    let structs = r.list("structs", count.into(), read)?;
    Ok(Module { name, structs, origin: At::default() })
}

fn read_name(r: &mut Reader<'_>) -> Result<String, DecodeError> {
    let length = r.u8("length")?;
    let start = r.offset();
    let name = r.text("name", length.into())?;
    if !is_name(name) && !r.is_over() {
        return r.fail_at(start, "name", Fault::BadText { expected: "letters, digits and `_`" });
    }
    Ok(name.to_owned())
}
