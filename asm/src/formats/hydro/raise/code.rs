//! The code of a function.

use super::values;
use crate::formats::hydro::model::{Instr, Module, Operand, Type, Value};
use crate::formats::raise::{Labels, Names, Text, shown};
use crate::isa::Flow;
use lzasm_grammar::printer::{Code, Width};
use rustc_hash::FxHashMap;

/// What comments say of the functions of a module.
pub(super) struct Callees<'m> {
    module: &'m str,
    parameters: FxHashMap<&'m str, usize>,
}

impl<'m> Callees<'m> {
    /// Those of a module; of several with one name, the first counts. Empty if there are no comments.
    pub(super) fn new(text: &Text<'_>, module: &'m Module) -> Self {
        let mut parameters = FxHashMap::default();
        for function in module.functions.iter().filter(|_| text.annotate) {
            parameters.entry(function.name.as_str()).or_insert(function.parameters.len());
        }
        Self { module: &module.name, parameters }
    }
}

/// Writes instructions and their labels.
pub(super) fn code(text: &mut Text<'_>, callees: &Callees, instrs: &[Instr]) {
    let labels = labels(instrs);
    let mut code = text.code(width(instrs));
    let mut places = labels.in_order();
    for (at, instr) in (0..).zip(instrs) {
        places.write(&mut code, at);
        code.instr(mnemonic(instr));
        operand(&mut code, &labels, &instr.operand);
        text.remark_on(&mut code, || about(callees, &labels, instr));
    }
    places.write(&mut code, instrs.len() as u32);
    text.end_code(code);
}

fn labels(instrs: &[Instr]) -> Labels {
    let end = instrs.len() as u32;
    let mut labels = Labels::default();
    for (at, instr) in instrs.iter().enumerate() {
        for target in instr.targets().filter(|target| *target <= end) {
            labels.jump(at as u32, target);
        }
    }
    labels.name(&mut Names::default(), |place| leaves(instrs.get(place as usize)));
    labels
}

fn width(instrs: &[Instr]) -> Width {
    let mut width = Width::default();
    for instr in instrs {
        if !matches!(instr.operand, Operand::None | Operand::Count(0)) {
            width.include(mnemonic(instr));
        }
    }
    width
}

fn leaves(instr: Option<&Instr>) -> bool {
    instr.is_none_or(|instr| instr.row().is_some_and(|row| row.effect.flow == Flow::Return))
}

fn mnemonic(instr: &Instr) -> &'static str {
    match &instr.operand {
        // `alloc` with an array makes an array and no variable.
        Operand::Type(Type::Array(..)) if instr.opcode == b'{' => "allocvar",
        _ => instr.row().map_or("", |row| row.mnemonic),
    }
}

fn operand(code: &mut Code, labels: &Labels, operand: &Operand) {
    match operand {
        Operand::None | Operand::Count(0) => {}
        Operand::Count(count) => code.int((*count).into()),
        Operand::Places(places) => code.int((*places).into()),
        Operand::Value(value) => code.operands(|b| values::value(b, value)),
        Operand::Target(target) => place(code, labels, *target),
        Operand::Targets(yes, no) => {
            place(code, labels, *yes);
            place(code, labels, *no);
        }
        Operand::Type(ty) => code.operands(|b| values::ty(b, ty)),
        Operand::Array(length, element) => code.operands(|b| values::array(b, *length, element)),
        Operand::Member(name) => code.operands(|b| b.name(name)),
    }
}

/// A label, or the index of an instruction outside the function.
fn place(code: &mut Code, labels: &Labels, target: u32) {
    match labels.at(target) {
        Some(label) => code.operand(label),
        None => code.int(target.into()),
    }
}

/// What a comment says of an instruction: what it takes from the stack and puts there.
fn about(callees: &Callees, labels: &Labels, instr: &Instr) -> String {
    match &instr.operand {
        Operand::Value(Value::Function(function)) => {
            about_function(callees, &function.module, &function.name)
        }
        Operand::Value(Value::String(text)) => format!("{} bytes: {}", text.len(), shown(text)),
        Operand::Target(_) | Operand::Targets(..) => {
            let places: Vec<String> = instr
                .targets()
                .map(|target| match labels.at(target) {
                    Some(_) => target.to_string(),
                    None => format!("{target} (beyond the end)"),
                })
                .collect();
            format!("to {}", places.join(" or "))
        }
        _ => effect(instr),
    }
}

fn about_function(callees: &Callees, named: &str, name: &str) -> String {
    let own = named.is_empty() || named == callees.module;
    match callees.parameters.get(name).filter(|_| own) {
        Some(parameters) => format!("takes {parameters}"),
        None if own => "defined nowhere".to_owned(),
        None => String::new(),
    }
}

/// How many values it takes from the stack, and how many it puts there.
fn effect(instr: &Instr) -> String {
    let effect = instr.row().map(|row| row.effect);
    let (pops, pushes) = match &instr.operand {
        Operand::Count(count) => (u32::from(*count) + 1, u32::from(*count) + 2),
        Operand::Places(places) => (places.unsigned_abs().into(), places.unsigned_abs().into()),
        Operand::Array(length, _) => (u32::from(length.is_none()), 1),
        _ => match effect.and_then(|effect| effect.pops.zip(effect.pushes)) {
            Some((pops, pushes)) => (pops.into(), pushes.into()),
            None => return String::new(),
        },
    };
    format!("{pops} → {pushes}")
}
