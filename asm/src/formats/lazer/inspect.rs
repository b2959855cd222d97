//! The contents of a Lazer file as lists to show, to compare and to draw: modules, constants, functions, steps.

use super::model::{Archive, Bytecode, Constant, File, Function, LineRow, LineTable, Module, Native};
use super::word::{NO_ELEMENT, operands, register_name, row_of, successors, target};
use crate::bytes::bytes_shown;
use crate::formats::inspect::{Code, Entries, Entry, Kind, Named, Step};
use crate::isa::OperandKind;
use crate::isa::operand::{FLAG_SAVE, FLAG_TAIL};
use rustc_hash::FxHashSet;

/// The number of bytes that a constant is shown in, more or less.
const SHOWN: usize = 60;

/// What the file holds.
pub(super) fn entries(file: &File) -> Vec<Entry> {
    let mut list = Entries::default();
    add_module(&mut list, &file.module, &mut Vec::new());
    list.list
}

/// Archives nest at most 64 deep, so this may call itself.
fn add_module(list: &mut Entries, module: &Module, at: &mut Vec<usize>) {
    let path = path_of(at);
    match module {
        Module::Archive(archive) => add_archive(list, archive, at, path),
        Module::Native(native) => add_native(list, native, &path),
        Module::Bytecode(bytecode) => add_bytecode(list, bytecode, at, &path),
    }
}

/// The path of a module: empty for the one that is the file.
fn path_of(at: &[usize]) -> String {
    at.iter().map(|index| format!("modules[{index}]")).collect::<Vec<_>>().join(".")
}

/// The path of a part of a module.
fn part_of(path: &str, part: &str) -> String {
    if path.is_empty() { part.to_owned() } else { format!("{path}.{part}") }
}

fn add_archive(list: &mut Entries, archive: &Archive, at: &mut Vec<usize>, path: String) {
    list.add(Kind::Archive, "", "", path);
    list.inside(|list| {
        for (index, part) in archive.modules.iter().enumerate() {
            at.push(index);
            add_module(list, part, at);
            at.pop();
        }
    });
}

fn add_native(list: &mut Entries, native: &Native, path: &str) {
    list.add(Kind::Native, &*native.name, bytes_shown(&native.library), path.to_owned());
    list.inside(|list| {
        for (index, name) in native.functions.iter().enumerate() {
            list.add(Kind::NativeFunction, &**name, "", part_of(path, &format!("functions[{index}]")));
        }
    });
}

fn add_bytecode(list: &mut Entries, module: &Bytecode, at: &[usize], path: &str) {
    let name = module.name().map_or("", |name| name);
    list.add(Kind::Module, name, "", path.to_owned());
    let code = |start: usize, end: usize| {
        let path = part_of(path, "code");
        Code { at: at.to_vec(), path, start, count: end.saturating_sub(start) }
    };
    list.inside(|list| {
        let ends = Ends::of(module);
        let first = ends.0.first().copied().unwrap_or(module.code.len());
        if first > 0 {
            list.add(Kind::Code, "", "words before the first function", String::new());
            list.code(code(0, first));
        }
        let mut taken = FxHashSet::default();
        for (index, constant) in module.constants.iter().enumerate().skip(module.named.into()) {
            let path = part_of(path, &format!("constants[{index}]"));
            add_constant(list, index, constant, path);
            if let Constant::Function(function) = constant {
                let start = (function.entry as usize).min(module.code.len());
                // Of functions that start together the first has the words, else a small file had much code.
                if taken.insert(start) {
                    list.code(code(start, ends.after(start, module)));
                }
            }
        }
        if let Some(lines) = &module.lines {
            list.add(Kind::Lines, "", "", part_of(path, "line_table"));
            let path = part_of(path, "line_table.rows");
            list.code(Code { at: at.to_vec(), path, start: 0, count: lines.rows.len() });
        }
    });
}

fn add_constant(list: &mut Entries, index: usize, constant: &Constant, path: String) {
    match constant {
        Constant::Function(function) => {
            let detail = match function.registers {
                0 => String::new(),
                1 => "1 register".to_owned(),
                registers => format!("{registers} registers"),
            };
            list.add(Kind::Function, function_name(function), detail, path);
        }
        Constant::Import(import) => {
            let name = format!("{}::{}/{}", import.module, import.function, import.arity);
            list.import(&import.module, name, path);
        }
        other => {
            let mut detail = format!("{} ", other.kind());
            show(&mut detail, other);
            list.add(Kind::Constant, format!("#{index}"), detail, path);
        }
    }
}

fn function_name(function: &Function) -> String {
    format!("{}/{}", function.name, function.arity)
}

/// The first words of the functions, rising: where one starts, the one before it ends.
struct Ends(Vec<usize>);

impl Ends {
    fn of(module: &Bytecode) -> Self {
        let entry = |constant: &Constant| match constant {
            Constant::Function(function) => Some(function.entry as usize),
            _ => None,
        };
        let mut starts: Vec<_> = module.constants.iter().filter_map(entry).collect();
        starts.retain(|start| *start < module.code.len());
        starts.sort_unstable();
        starts.dedup();
        Self(starts)
    }

    fn after(&self, start: usize, module: &Bytecode) -> usize {
        let next = self.0.partition_point(|other| *other <= start);
        self.0.get(next).copied().unwrap_or(module.code.len())
    }
}

/// A constant as a person reads it, cut when it gets long. Constants nest at most 64 deep.
fn show(out: &mut String, constant: &Constant) {
    match constant {
        Constant::U8(value) => out.push_str(&value.to_string()),
        Constant::I16(value) => out.push_str(&value.to_string()),
        Constant::I32(value) => out.push_str(&value.to_string()),
        Constant::F32(bits) => out.push_str(&format!("{:?}", f32::from_bits(*bits))),
        Constant::F64(bits) => out.push_str(&format!("{:?}", f64::from_bits(*bits))),
        Constant::I64(value) => out.push_str(&value.to_string()),
        Constant::U64(value) => out.push_str(&value.to_string()),
        Constant::Atom(name) => out.push_str(&format!(":{}", &**name)),
        Constant::List(_, elements) => show_all(out, "[", elements, "]"),
        Constant::Tuple(_, elements) => show_all(out, "{", elements, "}"),
        Constant::Map(_, pairs) => show_map(out, pairs),
        Constant::Binary(_, bytes) => show_bytes(out, bytes),
        Constant::Function(function) => out.push_str(&format!("fn {}", function_name(function))),
        Constant::Import(import) => {
            out.push_str(&format!("import {}::{}/{}", import.module, import.function, import.arity));
        }
    }
}

fn show_all(out: &mut String, open: &str, elements: &[Constant], close: &str) {
    out.push_str(open);
    for (index, element) in elements.iter().enumerate() {
        out.push_str(if index > 0 { ", " } else { "" });
        if out.len() > SHOWN {
            out.push('…');
            break;
        }
        show(out, element);
    }
    out.push_str(close);
}

fn show_map(out: &mut String, pairs: &[(Constant, Constant)]) {
    out.push_str("#{");
    for (index, (key, value)) in pairs.iter().enumerate() {
        out.push_str(if index > 0 { ", " } else { "" });
        if out.len() > SHOWN {
            out.push('…');
            break;
        }
        show(out, key);
        out.push_str(" => ");
        show(out, value);
    }
    out.push('}');
}

fn show_bytes(out: &mut String, bytes: &[u8]) {
    let mut end = bytes.len().min(SHOWN);
    // Text is cut between characters.
    while end < bytes.len() && end > 0 && bytes[end] & 0xC0 == 0x80 {
        end -= 1;
    }
    out.push_str(&bytes_shown(&bytes[..end]));
    out.push_str(if end < bytes.len() { "…" } else { "" });
}

/// The steps of a piece of code, or the rows of a line table.
pub(super) fn steps(file: &File, code: &Code) -> Vec<Step> {
    let Some(module) = bytecode(file, &code.at) else { return Vec::new() };
    if let (Some(lines), true) = (&module.lines, code.path.ends_with("rows")) {
        return lines.rows.iter().map(|row| line(lines, row)).collect();
    }
    let words = module.code.iter().enumerate().skip(code.start).take(code.count);
    words.map(|(at, &word)| step(module, at, word)).collect()
}

fn bytecode<'f>(file: &'f File, at: &[usize]) -> Option<&'f Bytecode> {
    let mut module = &file.module;
    for &index in at {
        let Module::Archive(archive) = module else { return None };
        module = archive.modules.get(index)?;
    }
    match module {
        Module::Bytecode(bytecode) => Some(bytecode),
        _ => None,
    }
}

/// A row of a line table: ``word 3: `a.s` 5:1``.
fn line(table: &LineTable, row: &LineRow) -> Step {
    let file = table.files.get(usize::from(row.file)).map_or("", |file| file);
    let text = format!("word {}: `{file}` {}:{}", row.word, row.line, row.column);
    Step { text, falls_through: true, targets: Vec::new(), names: None }
}

fn step(module: &Bytecode, at: usize, word: u32) -> Step {
    let Some(row) = row_of(word) else {
        let text = format!(".word {word:#010x}");
        return Step { text, falls_through: true, targets: Vec::new(), names: None };
    };
    let mut step = Step {
        text: row.mnemonic.to_owned(),
        falls_through: successors(row, word).falls_through(),
        targets: target(row, word, at).into_iter().collect(),
        names: None,
    };
    let mut written = 0;
    for (kind, value) in operands(row, word) {
        let text = match kind {
            _ if kind.is_label() => continue,
            OperandKind::Const | OperandKind::Callee => {
                step.names = named(module, value as usize, kind == OperandKind::Callee);
                constant_text(module, value as usize)
            }
            OperandKind::Flags8 | OperandKind::Flags16 if value == 0 => continue,
            OperandKind::Flags8 | OperandKind::Flags16 => flags_text(value),
            OperandKind::Element if value == i32::from(NO_ELEMENT) => continue,
            OperandKind::Reg(_) | OperandKind::Element => register_name(value as u8).to_owned(),
            _ => value.to_string(),
        };
        step.text.push_str(if written == 0 { " " } else { ", " });
        step.text.push_str(&text);
        written += 1;
    }
    step
}

fn constant_text(module: &Bytecode, index: usize) -> String {
    let mut text = String::new();
    match module.constants.get(index) {
        Some(constant) => show(&mut text, constant),
        None => text = format!("#{index}"),
    }
    text
}

fn flags_text(flags: i32) -> String {
    let known = [(FLAG_TAIL, "tail"), (FLAG_SAVE, "save")];
    let words: Vec<_> =
        known.iter().filter(|(bit, _)| flags as u8 & bit != 0).map(|(_, word)| *word).collect();
    if flags & !i32::from(FLAG_TAIL | FLAG_SAVE) != 0 {
        return format!("flags {flags:#x}");
    }
    words.join(", ")
}

fn named(module: &Bytecode, index: usize, is_call: bool) -> Option<Named> {
    match module.constants.get(index)? {
        Constant::Function(function) => Some(Named { module: None, name: function_name(function), is_call }),
        Constant::Import(import) => {
            let name = format!("{}/{}", import.function, import.arity);
            Some(Named { module: Some(import.module.to_string()), name, is_call })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::lazer::model::Atom;

    #[test]
    fn words_belong_to_one_function() {
        let function = |name: &str, entry| {
            let name = Atom::new(name).unwrap();
            Constant::Function(Function { name, arity: 0, registers: 0, entry })
        };
        let constants = vec![function("a", 1), function("b", 1), function("c", 3), function("d", 9)];
        let module = Bytecode { constants, code: vec![0; 5], ..Bytecode::default() };
        let entries = entries(&File::from(Module::Bytecode(module)));
        let counts: Vec<_> =
            entries.iter().map(|entry| (entry.kind, entry.code.as_ref().map(|code| code.count))).collect();
        let expected = [
            (Kind::Module, None),
            (Kind::Code, Some(1)),
            (Kind::Function, Some(2)),
            (Kind::Function, None),
            (Kind::Function, Some(2)),
            (Kind::Function, Some(0)),
        ];
        assert_eq!(counts, expected);
    }
}
