//! The instruction methods of the module builder, made from the rows of the tables: one method a row, and a second one
//! where operands may be left out. `tests/tables.rs` compares them with `asm/src/builder/`, and writes them with
//! `BLESS=1`.

use lzasm::formats::{hydro, lazer};
use lzasm::isa::{Access, OperandKind, Row};
use std::fmt::Write;

/// The files in `asm/src/builder/`, with their texts.
pub fn files() -> Vec<(&'static str, String)> {
    vec![
        ("register.rs", file("register", "Registers", lazer::table::ROWS)),
        ("stack.rs", file("stack", "Stack", hydro::table::ROWS)),
    ]
}

fn file(set: &str, marker: &str, rows: &[Row]) -> String {
    let mut methods = String::new();
    for method in methods_of(rows) {
        methods.push_str(&method);
    }
    let mut names = vec!["Code", "Constant", marker];
    names.extend(["CallFlags", "Callee", "Label", "Reg", "Type"].iter().filter(|name| uses(&methods, name)));
    names.sort_unstable();
    let names = names.join(", ");
    let member = if methods.contains("Member(") { "use super::code::Member;\n" } else { "" };
    format!(
        "//! The instructions of the {set} set as methods.\n\
         //!\n\
         //! Made from the rows of the set by `BLESS=1 cargo test -p lzasm-tests --test tables`.\n\n\
         {member}use super::{{{names}}};\n\n\
         impl Code<'_, {marker}> {{\n{}}}\n",
        methods.trim_start_matches('\n')
    )
}

fn uses(methods: &str, ty: &str) -> bool {
    [format!(": {ty}"), format!(": &{ty}")].iter().any(|text| methods.contains(text.as_str()))
}

/// A method in parts: its name, and the operands that it takes.
struct Method<'r> {
    name: String,
    row: &'r Row,
    operands: &'r [OperandKind],
}

fn methods_of(rows: &[Row]) -> Vec<String> {
    let mut seen: Vec<(String, Vec<&str>)> = Vec::new();
    let mut methods = Vec::new();
    for row in rows {
        let all = row.operands();
        let required = &all[..row.required()];
        let mut variants = vec![(String::new(), required)];
        if required.len() < all.len() {
            variants.push(("_with".to_owned(), all));
        }
        for (suffix, operands) in variants {
            let types: Vec<&str> = operands.iter().map(|kind| parameter(*kind)).collect();
            let mut name = format!("{}{suffix}", row.mnemonic);
            if seen.contains(&(name.clone(), types.clone())) {
                continue;
            }
            if seen.iter().any(|(known, _)| *known == name) {
                // Two rows share a mnemonic: the operands of the second distinguish them.
                name = format!("{name}_{}", noun(operands.last().copied()));
            }
            seen.push((name.clone(), types));
            methods.push(Method { name, row, operands }.text());
        }
    }
    methods
}

/// The type of a parameter for an operand.
fn parameter(kind: OperandKind) -> &'static str {
    match kind {
        OperandKind::Reg(_) | OperandKind::Element => "Reg",
        OperandKind::U8 => "u8",
        OperandKind::I8 => "i8",
        OperandKind::U16 | OperandKind::Count => "u16",
        OperandKind::I16 | OperandKind::Places => "i16",
        OperandKind::I24 => "i32",
        OperandKind::Word => "u32",
        OperandKind::Const | OperandKind::Value => "impl Into<Constant>",
        OperandKind::Callee => "&Callee",
        OperandKind::Flags8 | OperandKind::Flags16 => "CallFlags",
        OperandKind::Label16 | OperandKind::Label24 | OperandKind::Target => "Label",
        OperandKind::Type | OperandKind::ArrayType => "&Type",
        OperandKind::Member => "&str",
    }
}

/// The name of an operand where it distinguishes two methods.
fn noun(kind: Option<OperandKind>) -> &'static str {
    match kind {
        Some(OperandKind::Member) => "member",
        Some(OperandKind::Type | OperandKind::ArrayType) => "type",
        _ => "operand",
    }
}

impl Method<'_> {
    fn text(&self) -> String {
        let names = self.names();
        let mut params = String::new();
        let mut operands = Vec::new();
        for (kind, name) in self.operands.iter().zip(&names) {
            let _ = write!(params, ", {name}: {}", parameter(*kind));
            operands.push(match kind {
                OperandKind::Const | OperandKind::Value => format!("&{name}.into()"),
                OperandKind::Callee | OperandKind::Type | OperandKind::ArrayType => name.clone(),
                OperandKind::Member => format!("&Member({name})"),
                _ => format!("&{name}"),
            });
        }
        let written: Vec<&str> = names.iter().map(String::as_str).collect();
        let shown = format!("{} {}", self.row.mnemonic, written.join(", "));
        format!(
            "\n    /// `{}`: {}\n    pub fn {}(&mut self{params}) -> &mut Self {{\n        self.instruction({:?}, &[{}])\n    }}\n",
            shown.trim_end(),
            self.row.meaning,
            identifier(&self.name),
            self.row.mnemonic,
            operands.join(", ")
        )
    }

    /// The names of the parameters, those that the meanings of the rows use.
    fn names(&self) -> Vec<String> {
        let mut reads = ["a", "b", "c"].into_iter();
        let mut numbers = ["n", "m"].into_iter();
        let mut labels = ["target", "otherwise"].into_iter();
        let mut name = |kind: &OperandKind| match kind {
            OperandKind::Reg(Access::Write) => "d",
            OperandKind::Reg(_) | OperandKind::Element => reads.next().unwrap_or("x"),
            OperandKind::Const | OperandKind::Value => "value",
            OperandKind::Callee => "function",
            OperandKind::Flags8 | OperandKind::Flags16 => "flags",
            OperandKind::Label16 | OperandKind::Label24 | OperandKind::Target => labels.next().unwrap_or("l"),
            OperandKind::Type | OperandKind::ArrayType => "ty",
            OperandKind::Member => "member",
            _ => numbers.next().unwrap_or("k"),
        };
        self.operands.iter().map(|kind| name(kind).to_owned()).collect()
    }
}

/// A name that Rust does not keep for itself.
fn identifier(name: &str) -> String {
    const KEYWORDS: [&str; 11] =
        ["as", "break", "const", "continue", "fn", "loop", "match", "mod", "move", "return", "type"];
    if KEYWORDS.contains(&name) { format!("{name}_") } else { name.to_owned() }
}
