//! The bytes of a Lazer file → its data, complete or with the place of the first fault.
//!
//! A file decodes if its version is 0, its module types are 0 to 2, flag bits 2 to 7 are clear, bit 1 comes with an
//! atom as constant 0, tags are 0 to 21, atoms have 1 to 255 bytes of UTF-8, at most 64 constants or archives enclose
//! a constant or module, line rows strictly increase and name words and files that are there, and everything lies
//! inside the file. Bytes after the end are kept. Nothing else is refused; the rest is the verifier's.

use super::model::*;
use crate::bytes::{At, DecodeError, Fault, Origins, Reader, counted};

type Result<T> = std::result::Result<T, DecodeError>;

/// Reads a whole file.
pub fn decode(bytes: &[u8]) -> Result<File> {
    read(&mut Reader::new(bytes))
}

pub(super) fn read(r: &mut Reader<'_>) -> Result<File> {
    let module = module(r, 0)?;
    Ok(File { module, trailing: r.rest().to_vec() })
}

fn module(r: &mut Reader<'_>, depth: usize) -> Result<Module> {
    if depth > MAX_DEPTH {
        return r.fail("", Fault::TooDeep { limit: MAX_DEPTH });
    }
    match header(r)? {
        0 => archive(r, depth).map(Module::Archive),
        module_type => leaf(r, module_type),
    }
}

/// Reads what every module begins with, and returns the module's type.
pub(super) fn header(r: &mut Reader<'_>) -> Result<u8> {
    r.magic(&MAGIC)?;
    let at = r.offset();
    let version = r.u8("version")?;
    if version != VERSION {
        return r.unexpected(at, "version", "version 0", version);
    }
    let at = r.offset();
    match r.u8("module_type")? {
        module_type @ 0..=2 => Ok(module_type),
        other => r.unexpected(at, "module_type", "0 (archive), 1 (native) or 2 (bytecode)", other),
    }
}

/// Reads a module other than an archive, behind its header.
pub(super) fn leaf(r: &mut Reader<'_>, module_type: u8) -> Result<Module> {
    match module_type {
        1 => native(r).map(Module::Native),
        _ => bytecode(r).map(Module::Bytecode),
    }
}

fn archive(r: &mut Reader<'_>, depth: usize) -> Result<Archive> {
    let count = r.u8("num_sections")?;
    let modules = r.list("modules", count.into(), |r| module(r, depth + 1))?;
    Ok(Archive { modules, origin: At::default() })
}

fn native(r: &mut Reader<'_>) -> Result<Native> {
    let count = r.u8("num_sections")?;
    let name = atom(r, "module_name")?;
    let library = r.group("library_path", None, |r| {
        let length = r.u8("length")?;
        r.take("bytes", length.into()).map(<[u8]>::to_vec)
    })?;
    let functions = r.list("functions", count.into(), atom_parts)?;
    Ok(Native { name, library, functions, function_origins: Origins::default(), origin: At::default() })
}

fn bytecode(r: &mut Reader<'_>) -> Result<Bytecode> {
    let at = r.offset();
    let flags = r.u8("flags")?;
    if flags & !(FLAG_LINES | FLAG_NAMED) != 0 {
        return r.unexpected(at, "flags", "bits 2 to 7 clear", format!("{flags:#04x}"));
    }
    let named = flags & FLAG_NAMED != 0;
    let constants = constants(r, named)?;
    let mut lines = None;
    let mut rows_at = 0;
    if flags & FLAG_LINES != 0 {
        let (table, at) = r.group("line_table", None, line_table)?;
        (lines, rows_at) = (Some(table), at);
    }
    let size = r.le32("bytecode_size")?;
    if let Some(table) = lines.as_ref().filter(|_| !r.is_over()) {
        check_last_row(r, table, rows_at, size)?;
    }
    let code = code(r, size)?;
    if let Some(table) = lines.as_mut().filter(|_| r.is_over()) {
        table.rows.retain(|row| (row.word as usize) < code.len());
    }
    Ok(Bytecode { named, constants, lines, code, ..Bytecode::default() })
}

fn code(r: &mut Reader<'_>, size: u32) -> Result<Vec<u32>> {
    let whole = (r.rest().len() / 4).min(size as usize);
    let words = r.take("code", 4 * whole as u64)?;
    if whole < size as usize {
        r.group("code", Some(whole), |r| r.take("", 4 * (u64::from(size) - whole as u64)))?;
    }
    let mut code = Vec::new();
    r.make_room(&mut code, whole)?;
    code.extend(words.as_chunks().0.iter().map(|&bytes| u32::from_le_bytes(bytes)));
    Ok(code)
}

fn constants(r: &mut Reader<'_>, named: bool) -> Result<Vec<Constant>> {
    let count = r.le16("num_constants")?;
    let start = r.offset();
    let constants = r.list("constants", count.into(), |r| constant(r, 0))?;
    match constants.first() {
        Some(Constant::Atom(_)) => {}
        _ if !named => {}
        first => {
            let field = if first.is_some() { "constants[0]" } else { "num_constants" };
            let found = first.map_or("no constants", Constant::kind);
            return r.unexpected(start, field, "an atom, the module's name, as constant 0", found);
        }
    }
    Ok(constants)
}

fn constant(r: &mut Reader<'_>, depth: usize) -> Result<Constant> {
    if depth > MAX_DEPTH {
        return r.fail("", Fault::TooDeep { limit: MAX_DEPTH });
    }
    let at = r.offset();
    let tag = r.u8("tag")?;
    let class = |first: u8| Class::ALL[usize::from(tag - first)];
    Ok(match tag {
        0 => Constant::U8(r.u8("value")?),
        1 => Constant::I16(r.le16("value")?.cast_signed()),
        2 => Constant::I32(r.le32("value")?.cast_signed()),
        3 => Constant::F32(r.le32("value")?),
        4 => Constant::F64(r.le64("value")?),
        5 => Constant::I64(r.le64("value")?.cast_signed()),
        6 => Constant::U64(r.le64("value")?),
        7 => Constant::Atom(atom_parts(r)?),
        8..=10 => Constant::List(class(TAG_LIST), elements(r, class(TAG_LIST), depth)?),
        11..=13 => Constant::Tuple(class(TAG_TUPLE), elements(r, class(TAG_TUPLE), depth)?),
        14..=16 => Constant::Map(class(TAG_MAP), pairs(r, class(TAG_MAP), depth)?),
        17..=19 => {
            let length = count(r, "length", class(TAG_BINARY))?;
            Constant::Binary(class(TAG_BINARY), r.take("bytes", length.into())?.to_vec())
        }
        20 => Constant::Function(function(r)?),
        21 => Constant::import(atom(r, "module")?, atom(r, "function")?, r.u8("arity")?),
        other => return r.unexpected(at, "tag", "a tag from 0 to 21", other),
    })
}

fn elements(r: &mut Reader<'_>, class: Class, depth: usize) -> Result<Vec<Constant>> {
    let count = count(r, "count", class)?;
    r.list("elements", count as usize, |r| constant(r, depth + 1))
}

fn pairs(r: &mut Reader<'_>, class: Class, depth: usize) -> Result<Vec<(Constant, Constant)>> {
    let count = count(r, "count", class)?;
    r.list("pairs", count as usize, |r| {
        let key = r.group("key", None, |r| constant(r, depth + 1))?;
        let value = r.group("value", None, |r| constant(r, depth + 1))?;
        Ok((key, value))
    })
}

fn count(r: &mut Reader<'_>, field: &'static str, class: Class) -> Result<u32> {
    match class {
        Class::Bits8 => r.u8(field).map(u32::from),
        Class::Bits16 => r.le16(field).map(u32::from),
        Class::Bits32 => r.le32(field),
    }
}

fn function(r: &mut Reader<'_>) -> Result<Function> {
    Ok(Function {
        name: atom(r, "name")?,
        arity: r.u8("arity")?,
        registers: r.u8("registers")?,
        entry: r.le32("entry")?,
    })
}

fn atom(r: &mut Reader<'_>, field: &'static str) -> Result<Atom> {
    r.group(field, None, atom_parts)
}

fn atom_parts(r: &mut Reader<'_>) -> Result<Atom> {
    let at = r.offset();
    let length = r.u8("length")?;
    match Atom::new(r.text("text", length.into())?) {
        Some(atom) => Ok(atom),
        None => r.unexpected(at, "length", "1 to 255 bytes", length),
    }
}

/// Reads a line table, and says where its rows start.
fn line_table(r: &mut Reader<'_>) -> Result<(LineTable, usize)> {
    let count = r.le16("num_files")?;
    let files = r.list("files", count.into(), |r| {
        let length = r.le16("length")?;
        r.text("text", length.into()).map(str::to_owned)
    })?;
    let count = r.le32("num_rows")?;
    let start = r.offset();
    let mut before = None;
    let rows = r.list("rows", count as usize, |r| {
        let row = line_row(r, before, files.len())?;
        before = Some(row.word);
        Ok(row)
    })?;
    Ok((LineTable { files, rows }, start))
}

fn line_row(r: &mut Reader<'_>, before: Option<u32>, files: usize) -> Result<LineRow> {
    let at = r.offset();
    let word = r.le32("word")?;
    if let Some(before) = before.filter(|&before| before >= word) {
        return r.unexpected(at, "word", format!("a word after {before}"), word);
    }
    let at = r.offset();
    let file = r.le16("file")?;
    if usize::from(file) >= files {
        return r.unexpected(at, "file", format!("the index of one of {}", counted(files, "file")), file);
    }
    Ok(LineRow { word, file, line: r.le32("line")?, column: r.le16("column")? })
}

/// How many bytes a row of a line table takes.
const ROW_SIZE: usize = 12;

/// The rows increase, so if the last one's word is there, all are.
fn check_last_row(r: &mut Reader<'_>, table: &LineTable, rows_at: usize, size: u32) -> Result<()> {
    let Some((index, row)) = table.rows.iter().enumerate().next_back().filter(|(_, row)| row.word >= size)
    else {
        return Ok(());
    };
    r.group("line_table", None, |r| {
        r.group("rows", Some(index), |r| {
            let expected = format!("the index of one of {}", counted(size, "word"));
            r.unexpected(rows_at + ROW_SIZE * index, "word", expected, row.word)
        })
    })
}
