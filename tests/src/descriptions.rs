//! The descriptions of the formats for other tools: in goes such a file, out comes the same with the parts that are made
//! from our tables — the instructions, the tags, the operators — as they are now. A part lies between a line that ends in
//! `made: NAME` and one that ends in `end`.

use lzasm::formats::{self, hydro, lazer};
use lzasm::ir::OPERATORS;
use lzasm::isa::{Isa, OperandKind};
use std::fmt::Write;

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number.
    pub value: u32,
    /// Its name there; no word that a language keeps for itself.
    pub id: String,
    /// What it is.
    pub meaning: String,
}

/// The descriptions, in `docs/formats`, and the format of each.
pub const FILES: [(&str, &str); 4] =
    [("lazer.ksy", "lazer"), ("hydro.ksy", "hydro"), ("roomod.ksy", "roomod"), ("sailar.ksy", "sailar")];

/// The enumerations of a format, by what the marks call them.
pub fn enumerations(format: &str) -> Vec<(&'static str, Vec<Entry>)> {
    match format {
        "lazer" => vec![("constant tags", constant_tags()), ("opcodes", opcodes(Isa::Register))],
        "hydro" => {
            vec![("opcodes", opcodes(Isa::Stack)), ("type tags", type_tags()), ("value tags", value_tags())]
        }
        "roomod" => vec![("tokens", tokens())],
        _ => Vec::new(),
    }
}

fn entry(value: u32, id: impl Into<String>, meaning: impl Into<String>) -> Entry {
    Entry { value, id: id.into(), meaning: meaning.into() }
}

fn opcodes(isa: Isa) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for row in formats::rows(isa) {
        let form = match row.operands() {
            [OperandKind::Member] => "_member",
            [OperandKind::ArrayType] => "_array",
            _ => "",
        };
        // Two spellings of one instruction are one value.
        if entries.iter().all(|entry| entry.value != u32::from(row.opcode)) {
            entries.push(entry(row.opcode.into(), format!("op_{}{form}", row.mnemonic), row.meaning));
        }
    }
    entries
}

fn constant_tags() -> Vec<Entry> {
    let meaning = |kind: &str| match kind.trim_end_matches(|digit: char| digit.is_ascii_digit()) {
        "u" => "an unsigned integer",
        "i" => "a signed integer",
        "f" => "a float",
        "atom" => "a name",
        "list" => "a list",
        "tuple" => "a tuple",
        "map" => "keys and values",
        "bytes" => "bytes, or text",
        "function" => "a function of this module",
        _ => "a function of another module",
    };
    let kinds = lazer::model::KINDS.iter().zip(0..);
    kinds
        .map(|(&kind, tag)| entry(tag, if kind == "import" { "imported" } else { kind }, meaning(kind)))
        .collect()
}

fn type_tags() -> Vec<Entry> {
    use hydro::model::Type;
    let element = || Type::Any;
    let mut types = vec![("any", Type::Any, "any value"), ("bool", Type::Bool, "a truth value")];
    types.extend(hydro::model::Int::ALL.map(|int| {
        let meaning = if int.is_signed() { "a signed integer" } else { "an unsigned integer" };
        (int.name(), Type::Int(int), meaning)
    }));
    types.extend([
        ("f32", Type::F32, "a float"),
        ("f64", Type::F64, "a float"),
        ("string", Type::String, "a text"),
        ("open_array", Type::array(None, element()), "an array of any length"),
        ("array", Type::array(Some(1), element()), "an array"),
        ("layout", Type::layout("", ""), "a layout"),
        ("function", Type::Function, "a function pointer"),
        ("reference", Type::reference(element()), "a reference to a variable"),
    ]);
    types.into_iter().map(|(id, ty, meaning)| entry(ty.tag().into(), id, meaning)).collect()
}

/// Values of all types but these, and variables.
fn value_tags() -> Vec<Entry> {
    let without = ["any", "open_array", "array", "layout", "reference"];
    let mut tags = type_tags();
    tags.retain(|tag| !without.contains(&tag.id.as_str()));
    let variable = hydro::model::Value::Variable("x".into()).tag();
    tags.push(entry(variable.into(), "variable", "a reference to a variable"));
    tags
}

fn tokens() -> Vec<Entry> {
    OPERATORS
        .iter()
        .map(|row| entry(row.number, format!("op_{}", row.word), format!("the operator `{}`", row.token)))
        .collect()
}

/// A description with its made parts as they are now; what is wrong with its marks, else.
///
/// # Errors
/// If a part is missing, is there twice, or has no end.
pub fn filled(file: &str, format: &str, text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut lines = text.lines();
    let mut made = Vec::new();
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        let Some((before, name)) = line.split_once("made: ") else { continue };
        let all = enumerations(format);
        let (name, entries) =
            all.iter().find(|(known, _)| *known == name).ok_or(format!("{file}: nothing makes `{name}`"))?;
        made.push(*name);
        let indent = &before[..before.len() - before.trim_start().len()];
        entries.iter().for_each(|entry| push(&mut out, indent, entry, file.ends_with(".ksy")));
        let is_end = |line: &&str| ["# end", "// end"].contains(&line.trim());
        let end = lines.find(is_end).ok_or(format!("{file}: `{name}` does not end"))?;
        let _ = writeln!(out, "{end}");
    }
    let wanted: Vec<_> = enumerations(format).iter().map(|(name, _)| *name).collect();
    if made == wanted { Ok(out) } else { Err(format!("{file} has the parts {made:?}, not {wanted:?}")) }
}

fn push(out: &mut String, indent: &str, entry: &Entry, is_kaitai: bool) {
    let Entry { value, id, meaning } = entry;
    // Writing to memory cannot fail.
    let _ = if is_kaitai {
        writeln!(out, "{indent}{value:#04x}:\n{indent}  id: {id}\n{indent}  doc: {:?}", sentence(meaning))
    } else {
        writeln!(out, "{indent}{id} = {value:#04x}, // {meaning}")
    };
}

/// A meaning as a sentence.
fn sentence(meaning: &str) -> String {
    let mut chars = meaning.chars();
    let first = chars.next().map(|ch| if meaning.starts_with("d =") { ch } else { ch.to_ascii_uppercase() });
    first.into_iter().chain(chars).chain(['.']).collect()
}
