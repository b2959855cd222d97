//! A Lazer file as JSON. Integers of 64 bits are strings, for not every reader keeps them whole; floats have their
//! bits beside their text.

use super::model::{Archive, Bytecode, Constant, File, LineTable, Module, Native};
use super::word::describe;
use crate::formats::json::Json;

/// Writes the file's model as one object.
pub(super) fn write(file: &File, json: &mut Json) {
    json.object(|json| {
        json.key("module");
        module(&file.module, json);
        json.key("trailing").bytes(&file.trailing);
    });
}

/// Archives nest at most 64 deep, so this may call itself.
fn module(module: &Module, json: &mut Json) {
    match module {
        Module::Archive(found) => archive(found, json),
        Module::Native(found) => native(found, json),
        Module::Bytecode(found) => bytecode(found, json),
    }
}

fn archive(archive: &Archive, json: &mut Json) {
    json.object(|json| {
        json.key("type").string("archive");
        json.key("modules").list(&archive.modules, |json, part| module(part, json));
    });
}

fn native(native: &Native, json: &mut Json) {
    json.object(|json| {
        json.key("type").string("native");
        json.key("name").string(&native.name);
        json.key("library");
        bytes(&native.library, json);
        json.key("functions").list(&native.functions, |json, name| json.string(name));
    });
}

fn bytecode(module: &Bytecode, json: &mut Json) {
    json.object(|json| {
        json.key("type").string("bytecode");
        json.key("name");
        match module.name() {
            Some(name) => json.string(name),
            None => json.null(),
        }
        json.key("constants").list(&module.constants, |json, entry| constant(entry, json));
        json.key("lines");
        match &module.lines {
            Some(table) => lines(table, json),
            None => json.null(),
        }
        json.key("code").list(&module.code, |json, &word| {
            json.object(|json| {
                json.key("word").number(word);
                json.key("text").string(&describe(word));
            });
        });
    });
}

fn lines(table: &LineTable, json: &mut Json) {
    json.object(|json| {
        json.key("files").list(&table.files, |json, path| json.string(path));
        json.key("rows").list(&table.rows, |json, row| {
            json.object(|json| {
                json.key("word").number(row.word);
                json.key("file").number(row.file);
                json.key("line").number(row.line);
                json.key("column").number(row.column);
            });
        });
    });
}

/// Constants nest at most 64 deep, so this may call itself.
fn constant(constant: &Constant, json: &mut Json) {
    json.object(|json| {
        json.key("kind").string(constant.kind());
        value(constant, json);
    });
}

fn value(constant: &Constant, json: &mut Json) {
    match constant {
        Constant::U8(value) => json.key("value").number(value),
        Constant::I16(value) => json.key("value").number(value),
        Constant::I32(value) => json.key("value").number(value),
        Constant::I64(value) => json.key("value").string(&value.to_string()),
        Constant::U64(value) => json.key("value").string(&value.to_string()),
        Constant::F32(bits) => {
            json.key("value").string(&f32::from_bits(*bits).to_string());
            json.key("bits").bytes(&bits.to_be_bytes());
        }
        Constant::F64(bits) => {
            json.key("value").string(&f64::from_bits(*bits).to_string());
            json.key("bits").bytes(&bits.to_be_bytes());
        }
        Constant::Atom(name) => json.key("value").string(name),
        Constant::List(_, elements) | Constant::Tuple(_, elements) => {
            json.key("elements").list(elements, |json, element| self::constant(element, json));
        }
        Constant::Map(_, pairs) => json.key("pairs").list(pairs, |json, (key, value)| {
            json.array(|json| {
                self::constant(key, json);
                self::constant(value, json);
            });
        }),
        Constant::Binary(_, content) => {
            json.key("value");
            bytes(content, json);
        }
        Constant::Function(function) => {
            json.key("name").string(&function.name);
            json.key("arity").number(function.arity);
            json.key("registers").number(function.registers);
            json.key("entry").number(function.entry);
        }
        Constant::Import(import) => {
            json.key("module").string(&import.module);
            json.key("function").string(&import.function);
            json.key("arity").number(import.arity);
        }
    }
}

/// Bytes, and the text that they are, if they are.
fn bytes(bytes: &[u8], json: &mut Json) {
    json.object(|json| {
        json.key("bytes").bytes(bytes);
        if let Ok(text) = std::str::from_utf8(bytes) {
            json.key("text").string(text);
        }
    });
}
