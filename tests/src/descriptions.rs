//! The descriptions of the formats for other tools: updates in such a file the parts that are made
//! from our tables — the instructions, the tags, the operators — as they are now. A part lies between a line that ends
//! in `made: NAME` and one that ends in `end`.

use lzasm::formats::{self, hydro, lazer};
use lzasm::ir::OPERATORS;
use lzasm::isa::{Isa, OperandKind, Row};
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
pub const FILES: [(&str, &str); 8] = [
    ("lazer.ksy", "lazer"),
    ("hydro.ksy", "hydro"),
    ("roomod.ksy", "roomod"),
    ("sailar.ksy", "sailar"),
    ("lazer.hexpat", "lazer"),
    ("hydro.hexpat", "hydro"),
    ("roomod.hexpat", "roomod"),
    ("sailar.hexpat", "sailar"),
];

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
    let mut types = vec![("any", Type::Any, "any value"), ("bool", Type::Bool, "a boolean")];
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

/// The made parts of a description: what the marks call each, and its lines.
fn parts(file: &str, format: &str) -> Vec<(&'static str, Vec<String>)> {
    let is_kaitai = file.ends_with(".ksy");
    let spell = if is_kaitai { kaitai } else { imhex };
    let all = enumerations(format).into_iter();
    let mut parts: Vec<_> =
        all.map(|(name, entries)| (name, entries.iter().flat_map(spell).collect())).collect();
    match formats::isa(format) {
        Some(isa) if !is_kaitai => parts.push(("instruction forms", forms(isa))),
        _ => {}
    }
    parts
}

/// An entry of an enumeration of Kaitai Struct.
fn kaitai(entry: &Entry) -> Vec<String> {
    let Entry { value, id, meaning } = entry;
    vec![format!("{value:#04x}:"), format!("  id: {id}"), format!("  doc: {:?}", sentence(meaning))]
}

/// An entry of an enumeration of ImHex, where a name of a type must not be a name of a value.
fn imhex(entry: &Entry) -> Vec<String> {
    let prefix = if entry.id.starts_with("op_") { "" } else { "tag_" };
    vec![format!("{prefix}{} = {:#04x}, // {}", entry.id, entry.value, entry.meaning)]
}

/// For each instruction what follows its opcode, as arms of a `match` of ImHex.
fn forms(isa: Isa) -> Vec<String> {
    let mut forms = Vec::new();
    for entry in opcodes(isa) {
        let row = formats::rows(isa).iter().find(|row| u32::from(row.opcode) == entry.value);
        let kinds = row.map(Row::operands).unwrap_or_default();
        let mut names = Names::default();
        let mut fields: Vec<String> = kinds.iter().map(|kind| names.field(*kind)).collect();
        let width: usize = kinds.iter().map(|kind| kind.width()).sum();
        if isa == Isa::Register && width < 3 {
            fields.push(format!("u8 unused[{}];", 3 - width));
        }
        forms.push(format!("(Opcode::{}): {{ {} }}", entry.id, fields.join(" ")).replace("{  }", "{}"));
    }
    forms
}

/// Gives the operands of an instruction different names.
#[derive(Default)]
struct Names {
    bytes: usize,
    labels: usize,
}

impl Names {
    fn field(&mut self, kind: OperandKind) -> String {
        match kind {
            OperandKind::Reg(_) | OperandKind::Element => format!("Register {};", self.byte()),
            OperandKind::U8 => format!("u8 {};", self.byte()),
            OperandKind::I8 => format!("s8 {};", self.byte()),
            OperandKind::U16 => "u16 number;".into(),
            OperandKind::I16 => "s16 number;".into(),
            OperandKind::I24 => "s24 number;".into(),
            OperandKind::Const => "u16 constant;".into(),
            OperandKind::Callee => "u16 callee;".into(),
            OperandKind::Word => "u32 word;".into(),
            OperandKind::Flags8 => "CallFlags flags;".into(),
            OperandKind::Flags16 => "CallFlags flags; u8 unused;".into(),
            OperandKind::Label16 => "s16 distance;".into(),
            OperandKind::Label24 => "s24 distance;".into(),
            OperandKind::Count => "u16 count;".into(),
            OperandKind::Places => "s16 places;".into(),
            OperandKind::Value => "Value value;".into(),
            OperandKind::Target => {
                self.labels += 1;
                format!("u32 target{};", self.labels)
            }
            OperandKind::Type => "Type type;".into(),
            OperandKind::ArrayType => "ArrayType type;".into(),
            OperandKind::Member => "Str16 member;".into(),
        }
    }

    fn byte(&mut self) -> &'static str {
        self.bytes += 1;
        ["a", "b", "c"][self.bytes - 1]
    }
}

/// A description with its made parts as they are now; what is wrong with its marks, else.
///
/// # Errors
/// If a part is missing, is there twice, or has no end.
pub fn filled(file: &str, format: &str, text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut lines = text.lines();
    let parts = parts(file, format);
    let mut made = Vec::new();
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        let Some((before, name)) = line.split_once("made: ") else { continue };
        let part = parts.iter().find(|(known, _)| *known == name);
        let (name, inside) = part.ok_or(format!("{file}: nothing makes `{name}`"))?;
        made.push(*name);
        let indent = &before[..before.len() - before.trim_start().len()];
        for line in inside {
            let _ = writeln!(out, "{indent}{line}");
        }
        let is_end = |line: &&str| ["# end", "// end"].contains(&line.trim());
        let end = lines.find(is_end).ok_or(format!("{file}: `{name}` does not end"))?;
        let _ = writeln!(out, "{end}");
    }
    let wanted: Vec<_> = parts.iter().map(|(name, _)| *name).collect();
    if made == wanted { Ok(out) } else { Err(format!("{file} has the parts {made:?}, not {wanted:?}")) }
}

/// A meaning as a sentence.
fn sentence(meaning: &str) -> String {
    let mut chars = meaning.chars();
    let first = chars.next().map(|ch| if meaning.starts_with("d =") { ch } else { ch.to_ascii_uppercase() });
    first.into_iter().chain(chars).chain(['.']).collect()
}
