//! Lazer files by hand: a description of a file in, its bytes and what they say out. Written from `docs/formats/lazer.md`.

use super::facts::hex;
pub use super::lazer_any::{any_file, corners};
use serde_json::{Value, json};

/// A file.
#[derive(Clone, Debug)]
pub struct File {
    /// The module that it is.
    pub module: Module,
    /// What comes after its end.
    pub trailing: Vec<u8>,
}

/// A module of any type.
#[derive(Clone, Debug)]
pub enum Module {
    /// Type 0.
    Archive(Vec<Module>),
    /// Type 1.
    Native {
        /// Its name.
        name: String,
        /// The path of the library.
        library: Vec<u8>,
        /// Its functions.
        functions: Vec<String>,
    },
    /// Type 2.
    Bytecode(Bytecode),
}

/// A module with constants and code.
#[derive(Clone, Debug, Default)]
pub struct Bytecode {
    /// Whether flag bit 1 says that the first constant names it.
    pub named: bool,
    /// The constants.
    pub constants: Vec<Constant>,
    /// The line table, which flag bit 0 announces.
    pub lines: Option<Lines>,
    /// The words.
    pub code: Vec<[u8; 4]>,
}

/// A line table.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Its files.
    pub files: Vec<String>,
    /// Its rows: word, file, line, column.
    pub rows: Vec<(u32, u16, u32, u16)>,
}

/// A constant; `Width` says how many bytes its count has.
#[derive(Clone, Debug)]
pub enum Constant {
    /// Tag 0.
    U8(u8),
    /// Tag 1.
    I16(i16),
    /// Tag 2.
    I32(i32),
    /// Tag 3, as bits.
    F32(u32),
    /// Tag 4, as bits.
    F64(u64),
    /// Tag 5.
    I64(i64),
    /// Tag 6.
    U64(u64),
    /// Tag 7.
    Atom(String),
    /// Tags 8 to 10.
    List(Width, Vec<Constant>),
    /// Tags 11 to 13.
    Tuple(Width, Vec<Constant>),
    /// Tags 14 to 16.
    Map(Width, Vec<(Constant, Constant)>),
    /// Tags 17 to 19.
    Binary(Width, Vec<u8>),
    /// Tag 20: name, arity, registers, entry.
    Function(String, u8, u8, u32),
    /// Tag 21: module, function, arity.
    Import(String, String, u8),
}

/// A size class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// One byte.
    W8,
    /// Two bytes.
    W16,
    /// Four bytes.
    W32,
}

impl Width {
    const fn step(self) -> u8 {
        match self {
            Self::W8 => 0,
            Self::W16 => 1,
            Self::W32 => 2,
        }
    }

    fn kind(self, name: &str) -> String {
        format!("{name}{}", 8 << self.step())
    }

    fn push(self, out: &mut Vec<u8>, count: usize) {
        match self {
            Self::W8 => out.push(count as u8),
            Self::W16 => out.extend((count as u16).to_le_bytes()),
            Self::W32 => out.extend((count as u32).to_le_bytes()),
        }
    }
}

impl File {
    /// The bytes, and what they say.
    pub fn made(&self) -> (Vec<u8>, Value) {
        let mut out = Vec::new();
        push_module(&mut out, &self.module);
        out.extend(&self.trailing);
        (out, json!({ "module": described_module(&self.module), "trailing": hex(&self.trailing) }))
    }
}

fn push_module(out: &mut Vec<u8>, module: &Module) {
    out.extend([0x4C, 0x5A, 0x52, 0]);
    match module {
        Module::Archive(modules) => {
            out.extend([0, modules.len() as u8]);
            modules.iter().for_each(|module| push_module(out, module));
        }
        Module::Native { name, library, functions } => {
            out.extend([1, functions.len() as u8]);
            push_short(out, name.as_bytes());
            push_short(out, library);
            functions.iter().for_each(|name| push_short(out, name.as_bytes()));
        }
        Module::Bytecode(bytecode) => push_bytecode(out, bytecode),
    }
}

fn push_short(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(bytes.len() as u8);
    out.extend(bytes);
}

fn push_bytecode(out: &mut Vec<u8>, module: &Bytecode) {
    out.push(2);
    let flags = (module.lines.is_some() as u8) + if module.named { 2 } else { 0 };
    out.push(flags);
    out.extend((module.constants.len() as u16).to_le_bytes());
    module.constants.iter().for_each(|constant| push_constant(out, constant));
    if let Some(lines) = &module.lines {
        out.extend((lines.files.len() as u16).to_le_bytes());
        for file in &lines.files {
            out.extend((file.len() as u16).to_le_bytes());
            out.extend(file.as_bytes());
        }
        out.extend((lines.rows.len() as u32).to_le_bytes());
        for (word, file, line, column) in &lines.rows {
            out.extend(word.to_le_bytes());
            out.extend(file.to_le_bytes());
            out.extend(line.to_le_bytes());
            out.extend(column.to_le_bytes());
        }
    }
    out.extend((module.code.len() as u32).to_le_bytes());
    module.code.iter().for_each(|word| out.extend(word));
}

fn push_constant(out: &mut Vec<u8>, constant: &Constant) {
    match constant {
        Constant::U8(value) => out.extend([0, *value]),
        Constant::I16(value) => push_number(out, 1, &value.to_le_bytes()),
        Constant::I32(value) => push_number(out, 2, &value.to_le_bytes()),
        Constant::F32(bits) => push_number(out, 3, &bits.to_le_bytes()),
        Constant::F64(bits) => push_number(out, 4, &bits.to_le_bytes()),
        Constant::I64(value) => push_number(out, 5, &value.to_le_bytes()),
        Constant::U64(value) => push_number(out, 6, &value.to_le_bytes()),
        Constant::Atom(name) => {
            out.push(7);
            push_short(out, name.as_bytes());
        }
        Constant::List(width, elements) => push_elements(out, 8, *width, elements),
        Constant::Tuple(width, elements) => push_elements(out, 11, *width, elements),
        Constant::Map(width, pairs) => {
            out.push(14 + width.step());
            width.push(out, pairs.len());
            for (key, value) in pairs {
                push_constant(out, key);
                push_constant(out, value);
            }
        }
        Constant::Binary(width, bytes) => {
            out.push(17 + width.step());
            width.push(out, bytes.len());
            out.extend(bytes);
        }
        Constant::Function(name, arity, registers, entry) => {
            out.push(20);
            push_short(out, name.as_bytes());
            out.extend([*arity, *registers]);
            out.extend(entry.to_le_bytes());
        }
        Constant::Import(module, function, arity) => {
            out.push(21);
            push_short(out, module.as_bytes());
            push_short(out, function.as_bytes());
            out.push(*arity);
        }
    }
}

fn push_number(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    out.push(tag);
    out.extend(bytes);
}

fn push_elements(out: &mut Vec<u8>, first: u8, width: Width, elements: &[Constant]) {
    out.push(first + width.step());
    width.push(out, elements.len());
    elements.iter().for_each(|element| push_constant(out, element));
}

fn described_module(module: &Module) -> Value {
    match module {
        Module::Archive(modules) => {
            json!({ "type": "archive", "modules": modules.iter().map(described_module).collect::<Vec<_>>() })
        }
        Module::Native { name, library, functions } => {
            json!({ "type": "native", "name": name, "library": { "bytes": hex(library) }, "functions": functions })
        }
        Module::Bytecode(module) => {
            let name = match module.constants.first() {
                Some(Constant::Atom(name)) if module.named => json!(name),
                _ => Value::Null,
            };
            let code: Vec<_> =
                module.code.iter().map(|word| json!({ "word": u32::from_le_bytes(*word) })).collect();
            json!({
                "type": "bytecode", "name": name, "lines": module.lines.as_ref().map(described_lines), "code": code,
                "constants": module.constants.iter().map(described_constant).collect::<Vec<_>>(),
            })
        }
    }
}

fn described_lines(lines: &Lines) -> Value {
    let row = |(word, file, line, column): &(u32, u16, u32, u16)| json!({ "word": word, "file": file, "line": line, "column": column });
    json!({ "files": lines.files, "rows": lines.rows.iter().map(row).collect::<Vec<_>>() })
}

fn described_constant(constant: &Constant) -> Value {
    let all = |elements: &[Constant]| elements.iter().map(described_constant).collect::<Vec<_>>();
    match constant {
        Constant::U8(value) => json!({ "kind": "u8", "value": value }),
        Constant::I16(value) => json!({ "kind": "i16", "value": value }),
        Constant::I32(value) => json!({ "kind": "i32", "value": value }),
        Constant::F32(bits) => json!({ "kind": "f32", "bits": format!("{bits:08x}") }),
        Constant::F64(bits) => json!({ "kind": "f64", "bits": format!("{bits:016x}") }),
        Constant::I64(value) => json!({ "kind": "i64", "value": value.to_string() }),
        Constant::U64(value) => json!({ "kind": "u64", "value": value.to_string() }),
        Constant::Atom(name) => json!({ "kind": "atom", "value": name }),
        Constant::List(width, elements) => json!({ "kind": width.kind("list"), "elements": all(elements) }),
        Constant::Tuple(width, elements) => json!({ "kind": width.kind("tuple"), "elements": all(elements) }),
        Constant::Map(width, pairs) => {
            let pair = |(key, value): &(Constant, Constant)| {
                json!([described_constant(key), described_constant(value)])
            };
            json!({ "kind": width.kind("map"), "pairs": pairs.iter().map(pair).collect::<Vec<_>>() })
        }
        Constant::Binary(width, bytes) => {
            json!({ "kind": width.kind("bytes"), "value": { "bytes": hex(bytes) } })
        }
        Constant::Function(name, arity, registers, entry) => {
            json!({ "kind": "function", "name": name, "arity": arity, "registers": registers, "entry": entry })
        }
        Constant::Import(module, function, arity) => {
            json!({ "kind": "import", "module": module, "function": function, "arity": arity })
        }
    }
}
