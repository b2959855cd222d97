//! A Lazer file as bytes: each byte inside a named field. What a count or a length cannot hold is refused.

use super::model::*;
use super::word;
use crate::bytes::{At, Recorder, TooLarge, Writer, bytes_shown};

/// The bytes of a file; `recorder` receives the field of each byte.
pub fn encode<R: Recorder>(file: &File, recorder: R) -> Result<(Vec<u8>, R), TooLarge> {
    let mut w = Writer::new(recorder);
    module(&mut w, &file.module, 0);
    if !file.trailing.is_empty() {
        w.raw("trailing", &file.trailing, || bytes_shown(&file.trailing));
    }
    w.finish()
}

fn module<R: Recorder>(w: &mut Writer<R>, module: &Module, depth: usize) {
    if !w.limit("the number of archives around a module", depth, MAX_DEPTH) {
        return;
    }
    w.raw("magic", &MAGIC, || "LZR".to_owned());
    w.u8("version", VERSION);
    let kind = ["archive", "native", "bytecode"];
    let number = module.module_type();
    w.raw("module_type", &[number], || kind[number as usize].to_owned());
    match module {
        Module::Archive(archive) => self::archive(w, archive, depth),
        Module::Native(native) => self::native(w, native),
        Module::Bytecode(bytecode) => self::bytecode(w, bytecode),
    }
}

fn archive<R: Recorder>(w: &mut Writer<R>, archive: &Archive, depth: usize) {
    let count = w.fit("the number of modules of an archive", archive.modules.len(), MAX_MODULES as u64);
    w.u8("num_sections", count);
    for (index, part) in archive.modules.iter().enumerate() {
        w.group("modules", Some(index), part.origin(), |w| module(w, part, depth + 1));
    }
}

fn native<R: Recorder>(w: &mut Writer<R>, native: &Native) {
    let max = MAX_NATIVE_FUNCTIONS as u64;
    let count = w.fit("the number of functions of a native module", native.functions.len(), max);
    w.u8("num_sections", count);
    atom(w, "module_name", &native.name);
    w.group("library_path", None, At::default(), |w| {
        let length = w.fit("the length of a library path", native.library.len(), MAX_LIBRARY as u64);
        w.u8("length", length);
        w.raw("bytes", &native.library, || bytes_shown(&native.library));
    });
    for (index, name) in native.functions.iter().enumerate() {
        w.group("functions", Some(index), native.function_origins.get(index), |w| atom_parts(w, name));
    }
}

fn bytecode<R: Recorder>(w: &mut Writer<R>, bytecode: &Bytecode) {
    w.raw("flags", &[bytecode.flags()], || format!("{:#04x}", bytecode.flags()));
    let max = MAX_CONSTANTS as u64;
    let count = w.fit("the number of constants of a module", bytecode.constants.len(), max);
    w.le16("num_constants", count);
    for (index, entry) in bytecode.constants.iter().enumerate() {
        w.group("constants", Some(index), bytecode.constant_origins.get(index), |w| constant(w, entry, 0));
    }
    if let Some(lines) = &bytecode.lines {
        w.group("line_table", None, At::default(), |w| line_table(w, lines));
    }
    let size = w.fit("the number of code words of a module", bytecode.code.len(), u32::MAX.into());
    w.le32("bytecode_size", size);
    w.le32s("code", &bytecode.code, |index| bytecode.code_origins.get(index), word::describe_to);
}

fn constant<R: Recorder>(w: &mut Writer<R>, constant: &Constant, depth: usize) {
    if !w.limit("the number of constants around a constant", depth, MAX_DEPTH) {
        return;
    }
    w.raw("tag", &[constant.tag()], || constant.kind().to_owned());
    match constant {
        Constant::U8(value) => w.u8("value", *value),
        Constant::I16(value) => w.raw("value", &value.to_le_bytes(), || value.to_string()),
        Constant::I32(value) => w.raw("value", &value.to_le_bytes(), || value.to_string()),
        Constant::F32(bits) => w.raw("value", &bits.to_le_bytes(), || format!("{:?}", f32::from_bits(*bits))),
        Constant::F64(bits) => w.raw("value", &bits.to_le_bytes(), || format!("{:?}", f64::from_bits(*bits))),
        Constant::I64(value) => w.raw("value", &value.to_le_bytes(), || value.to_string()),
        Constant::U64(value) => w.le64("value", *value),
        Constant::Atom(name) => atom_parts(w, name),
        Constant::List(class, elements) | Constant::Tuple(class, elements) => {
            count(w, "count", *class, elements.len());
            for (index, element) in elements.iter().enumerate() {
                nested(w, "elements", Some(index), element, depth);
            }
        }
        Constant::Map(class, pairs) => map(w, *class, pairs, depth),
        Constant::Binary(class, bytes) => {
            count(w, "length", *class, bytes.len());
            w.raw("bytes", bytes, || bytes_shown(bytes));
        }
        Constant::Function(function) => self::function(w, function),
        Constant::Import(import) => {
            atom(w, "module", &import.module);
            atom(w, "function", &import.function);
            w.u8("arity", import.arity);
        }
    }
}

fn nested<R: Recorder>(
    w: &mut Writer<R>,
    name: &'static str,
    index: Option<usize>,
    inner: &Constant,
    depth: usize,
) {
    w.group(name, index, At::default(), |w| constant(w, inner, depth + 1));
}

fn map<R: Recorder>(w: &mut Writer<R>, class: Class, pairs: &[(Constant, Constant)], depth: usize) {
    count(w, "count", class, pairs.len());
    for (index, (key, value)) in pairs.iter().enumerate() {
        w.group("pairs", Some(index), At::default(), |w| {
            nested(w, "key", None, key, depth);
            nested(w, "value", None, value, depth);
        });
    }
}

fn function<R: Recorder>(w: &mut Writer<R>, function: &Function) {
    atom(w, "name", &function.name);
    w.u8("arity", function.arity);
    w.u8("registers", function.registers);
    w.le32("entry", function.entry);
}

fn line_table<R: Recorder>(w: &mut Writer<R>, lines: &LineTable) {
    let count = w.fit("the number of files of a line table", lines.files.len(), MAX_FILES as u64);
    w.le16("num_files", count);
    for (index, path) in lines.files.iter().enumerate() {
        w.group("files", Some(index), At::default(), |w| {
            let length = w.fit("the length of a path in a line table", path.len(), MAX_FILES as u64);
            w.le16("length", length);
            w.raw("text", path.as_bytes(), || format!("{path:?}"));
        });
    }
    let count = w.fit("the number of rows of a line table", lines.rows.len(), u32::MAX.into());
    w.le32("num_rows", count);
    for (index, row) in lines.rows.iter().enumerate() {
        w.group("rows", Some(index), At::default(), |w| {
            w.le32("word", row.word);
            w.le16("file", row.file);
            w.le32("line", row.line);
            w.le16("column", row.column);
        });
    }
}

fn count<R: Recorder>(w: &mut Writer<R>, field: &'static str, class: Class, count: usize) {
    const WHAT: &str = "the number of elements of a constant";
    match class {
        Class::Bits8 => {
            let count = w.fit(WHAT, count, u8::MAX.into());
            w.u8(field, count);
        }
        Class::Bits16 => {
            let count = w.fit(WHAT, count, u16::MAX.into());
            w.le16(field, count);
        }
        Class::Bits32 => {
            let count = w.fit(WHAT, count, u32::MAX.into());
            w.le32(field, count);
        }
    }
}

fn atom<R: Recorder>(w: &mut Writer<R>, field: &'static str, name: &Atom) {
    w.group(field, None, At::default(), |w| atom_parts(w, name));
}

fn atom_parts<R: Recorder>(w: &mut Writer<R>, name: &Atom) {
    w.u8("length", name.len() as u8);
    w.raw("text", name.as_bytes(), || format!("{:?}", &**name));
}
