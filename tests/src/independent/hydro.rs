//! Hydro files by hand: a description of a file in, its bytes and what they say out. Written from
//! `docs/formats/hydro.md`.

use super::facts::hex;
pub use super::hydro_any::{any_file, corners};
use serde_json::{Value, json};

/// A file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// Whether the headers are without the two unused bytes.
    pub packed: bool,
    /// Its modules.
    pub modules: Vec<Module>,
    /// What comes after its end.
    pub trailing: Vec<u8>,
}

/// A module.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub name: String,
    /// The names of the modules it uses.
    pub usings: Vec<String>,
    /// Its layouts: name, members.
    pub layouts: Vec<(String, Vec<Variable>)>,
    /// Its functions.
    pub functions: Vec<Function>,
    /// The sections (0 usings, 1 layouts, 2 functions) in the order of their bytes.
    pub order: [usize; 3],
    /// What lies before the first, second and third section; before an empty section, nothing.
    pub gaps: [Vec<u8>; 3],
    /// The offsets of empty sections, where they are not as usual.
    pub stray: [Option<u32>; 3],
}

impl Default for Module {
    fn default() -> Self {
        Self {
            name: "main".into(),
            usings: Vec::new(),
            layouts: Vec::new(),
            functions: Vec::new(),
            order: [0, 1, 2],
            gaps: Default::default(),
            stray: [None; 3],
        }
    }
}

/// A name and its type.
pub type Variable = (String, Type);

/// A function.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its parameters.
    pub parameters: Vec<Variable>,
    /// Its instructions, or the targets and codes of an intrinsic.
    pub body: Result<Code, Vec<(String, String)>>,
}

/// Instructions: the byte of each, and what follows it.
pub type Code = Vec<(char, Operand)>;

/// A type.
#[derive(Clone, Debug)]
pub enum Type {
    /// A tag alone.
    Plain(u8),
    /// 0F.
    Open(Box<Type>),
    /// 10.
    Array(u32, Box<Type>),
    /// 11.
    Layout(String, String),
    /// 13.
    Reference(Box<Type>),
}

/// What follows the byte of an instruction.
#[derive(Clone, Debug)]
pub enum Operand {
    /// Nothing.
    None,
    /// `duplicate`
    Count(u16),
    /// `rotate`
    Places(i16),
    /// `push`
    Value(Pushed),
    /// `jump`
    Jump(u32),
    /// `branch`
    Branch(u32, u32),
    /// `cast`, `alloc`
    Type(Type),
    /// `alloc` of an array
    Array(Option<u32>, Type),
    /// `getindex NAME`, `setindex NAME`
    Member(String),
}

/// A value with its tag.
#[derive(Clone, Debug)]
pub enum Pushed {
    /// 01.
    Bool(bool),
    /// 02 to 0B: the tag, and the bits in the lowest bytes.
    Integer(u8, u128),
    /// 0C, as bits.
    F32(u32),
    /// 0D, as bits.
    F64(u64),
    /// 0E.
    Text(String),
    /// 12: module, function.
    Function(String, String),
    /// 20.
    Variable(String),
}

/// The names of the types that are a tag alone.
const NAMES: [&str; 15] = [
    "any", "bool", "u8", "u16", "u32", "u64", "u128", "s8", "s16", "s32", "s64", "s128", "f32", "f64",
    "string",
];

impl File {
    /// The bytes, and what they say.
    pub fn made(&self) -> (Vec<u8>, Value) {
        let mut out = b"hydro".to_vec();
        out.extend((self.modules.len() as u16).to_be_bytes());
        let modules: Vec<_> =
            self.modules.iter().map(|module| push_module(&mut out, module, self.packed)).collect();
        out.extend(&self.trailing);
        let header = if self.packed { "packed" } else { "table" };
        (out, json!({ "header": header, "modules": modules, "trailing": hex(&self.trailing) }))
    }
}

/// Where a module's usings are said to be, if it is the first of a file.
pub fn first_offset(module: &Module, packed: bool) -> u32 {
    place(module, 7, packed).0[0]
}

/// The offsets of a module's sections, and the gaps and sections as bytes.
fn place(module: &Module, start: usize, packed: bool) -> ([u32; 3], Vec<u8>, String) {
    let (sections, counts) =
        (sections(module), [module.usings.len(), module.layouts.len(), module.functions.len()]);
    let header = start + 3 + module.name.len() + if packed { 24 } else { 26 };
    let (mut offsets, mut body, mut gaps) = ([0; 3], Vec::new(), String::new());
    for (turn, section) in module.order.into_iter().enumerate() {
        if counts[section] == 0 {
            offsets[section] = module.stray[section].unwrap_or((header + body.len()) as u32);
            continue;
        }
        gaps += &hex(&module.gaps[turn]);
        body.extend(&module.gaps[turn]);
        offsets[section] = (header + body.len()) as u32;
        body.extend(&sections[section]);
    }
    (offsets, body, gaps)
}

fn sections(module: &Module) -> [Vec<u8>; 3] {
    let mut sections = [const { Vec::new() }; 3];
    for name in &module.usings {
        sections[0].push(b'u');
        push_text(&mut sections[0], name);
    }
    for (name, members) in &module.layouts {
        sections[1].push(b'l');
        push_text(&mut sections[1], name);
        sections[1].extend((members.len() as u16).to_be_bytes());
        push_variables(&mut sections[1], members);
    }
    module.functions.iter().for_each(|function| push_function(&mut sections[2], function));
    sections
}

/// Pushes a module, and returns what it says.
fn push_module(out: &mut Vec<u8>, module: &Module, packed: bool) -> Value {
    let (offsets, body, gaps) = place(module, out.len(), packed);
    let counts = [module.usings.len(), module.layouts.len(), module.functions.len()];
    out.push(b'm');
    push_text(out, &module.name);
    for section in 0..3 {
        out.extend(offsets[section].to_be_bytes());
        out.extend((counts[section] as u32).to_be_bytes());
        if section == 0 && !packed {
            out.extend([0, 0]);
        }
    }
    out.extend(body);
    let layouts =
        module.layouts.iter().map(|(name, members)| json!({ "name": name, "members": described(members) }));
    json!({
        "name": module.name, "offsets": offsets, "gaps": gaps, "usings": module.usings,
        "layouts": layouts.collect::<Vec<_>>(),
        "functions": module.functions.iter().map(described_function).collect::<Vec<_>>(),
    })
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    out.extend((text.len() as u16).to_be_bytes());
    out.extend(text.as_bytes());
}

fn push_variables(out: &mut Vec<u8>, variables: &[Variable]) {
    for (name, ty) in variables {
        push_text(out, name);
        push_type(out, ty);
    }
}

fn push_type(out: &mut Vec<u8>, ty: &Type) {
    match ty {
        Type::Plain(tag) => out.push(*tag),
        Type::Open(element) => {
            out.push(0x0F);
            push_type(out, element);
        }
        Type::Array(length, element) => {
            out.push(0x10);
            out.extend(length.to_be_bytes());
            push_type(out, element);
        }
        Type::Layout(module, name) => {
            out.push(0x11);
            push_text(out, module);
            push_text(out, name);
        }
        Type::Reference(target) => {
            out.push(0x13);
            push_type(out, target);
        }
    }
}

fn push_function(out: &mut Vec<u8>, function: &Function) {
    out.push(if function.body.is_ok() { b'f' } else { b'n' });
    push_text(out, &function.name);
    out.push(function.parameters.len() as u8);
    push_variables(out, &function.parameters);
    match &function.body {
        Ok(code) => {
            out.extend((code.len() as u32).to_be_bytes());
            for (opcode, operand) in code {
                out.push(*opcode as u8);
                push_operand(out, operand);
            }
        }
        Err(targets) => {
            out.push(targets.len() as u8);
            for (target, code) in targets {
                push_text(out, target);
                push_text(out, code);
            }
        }
    }
}

fn push_operand(out: &mut Vec<u8>, operand: &Operand) {
    match operand {
        Operand::None => {}
        Operand::Count(count) => out.extend(count.to_be_bytes()),
        Operand::Places(places) => out.extend(places.to_be_bytes()),
        Operand::Value(value) => push_value(out, value),
        Operand::Jump(target) => out.extend(target.to_be_bytes()),
        Operand::Branch(yes, no) => {
            out.extend(yes.to_be_bytes());
            out.extend(no.to_be_bytes());
        }
        Operand::Type(ty) => push_type(out, ty),
        Operand::Array(None, element) => {
            out.push(0);
            push_type(out, element);
        }
        Operand::Array(Some(length), element) => {
            out.push(1);
            out.extend(length.to_be_bytes());
            push_type(out, element);
        }
        Operand::Member(name) => push_text(out, name),
    }
}

/// How many bytes an integer of a tag has.
fn width(tag: u8) -> usize {
    1 << ((tag - 2) % 5)
}

fn push_value(out: &mut Vec<u8>, value: &Pushed) {
    match value {
        Pushed::Bool(value) => out.extend([0x01, u8::from(*value)]),
        Pushed::Integer(tag, bits) => {
            out.push(*tag);
            out.extend(&bits.to_be_bytes()[16 - width(*tag)..]);
        }
        Pushed::F32(bits) => {
            out.push(0x0C);
            out.extend(bits.to_be_bytes());
        }
        Pushed::F64(bits) => {
            out.push(0x0D);
            out.extend(bits.to_be_bytes());
        }
        Pushed::Text(text) => {
            out.push(0x0E);
            out.extend((text.len() as u32).to_be_bytes());
            out.extend(text.as_bytes());
        }
        Pushed::Function(module, function) => {
            out.push(0x12);
            push_text(out, module);
            push_text(out, function);
        }
        Pushed::Variable(name) => {
            out.push(0x20);
            push_text(out, name);
        }
    }
}

fn described(variables: &[Variable]) -> Vec<Value> {
    variables.iter().map(|(name, ty)| json!({ "name": name, "type": spell(ty) })).collect()
}

fn spell(ty: &Type) -> String {
    match ty {
        Type::Plain(0x12) => "fn".into(),
        Type::Plain(tag) => NAMES[usize::from(*tag)].into(),
        Type::Open(element) => spell(element) + "[]",
        Type::Array(length, element) => format!("{}[{length}]", spell(element)),
        Type::Layout(module, name) if module.is_empty() => name.clone(),
        Type::Layout(module, name) => format!("{module}::{name}"),
        Type::Reference(target) => spell(target) + "&",
    }
}

fn described_function(function: &Function) -> Value {
    let (name, parameters) = (&function.name, described(&function.parameters));
    match &function.body {
        Ok(code) => {
            let code: Vec<_> = code.iter().map(described_instruction).collect();
            json!({ "name": name, "parameters": parameters, "instructions": code })
        }
        Err(targets) => {
            let targets = targets.iter().map(|(target, code)| json!({ "target": target, "code": code }));
            json!({ "name": name, "parameters": parameters, "targets": targets.collect::<Vec<_>>() })
        }
    }
}

fn described_instruction((opcode, operand): &(char, Operand)) -> Value {
    match operand {
        Operand::None => json!({ "opcode": opcode }),
        Operand::Count(count) => json!({ "opcode": opcode, "count": count }),
        Operand::Places(places) => json!({ "opcode": opcode, "places": places }),
        Operand::Value(value) => json!({ "opcode": opcode, "value": described_value(value) }),
        Operand::Jump(target) => json!({ "opcode": opcode, "targets": [target] }),
        Operand::Branch(yes, no) => json!({ "opcode": opcode, "targets": [yes, no] }),
        Operand::Type(ty) => json!({ "opcode": opcode, "type": spell(ty) }),
        Operand::Array(None, element) => json!({ "opcode": opcode, "element": spell(element) }),
        Operand::Array(Some(length), element) => {
            json!({ "opcode": opcode, "element": spell(element), "length": length })
        }
        Operand::Member(name) => json!({ "opcode": opcode, "member": name }),
    }
}

fn described_value(value: &Pushed) -> Value {
    match value {
        Pushed::Bool(value) => json!({ "type": "bool", "value": value }),
        Pushed::Integer(tag, bits) => {
            let name = NAMES[usize::from(*tag)];
            let unused = 128 - 8 * width(*tag) as u32;
            let is_signed = *tag >= 0x07;
            let text = if is_signed {
                (((bits << unused) as i128) >> unused).to_string()
            } else {
                ((bits << unused) >> unused).to_string()
            };
            if width(*tag) >= 8 {
                json!({ "type": name, "value": text })
            } else {
                json!({ "type": name, "value": text.parse::<i64>().unwrap_or_default() })
            }
        }
        Pushed::F32(bits) => json!({ "type": "f32", "bits": format!("{bits:08x}") }),
        Pushed::F64(bits) => json!({ "type": "f64", "bits": format!("{bits:016x}") }),
        Pushed::Text(text) => json!({ "type": "string", "value": text }),
        Pushed::Function(module, function) => json!({ "type": "fn", "module": module, "function": function }),
        Pushed::Variable(name) => json!({ "type": "ref", "value": name }),
    }
}
