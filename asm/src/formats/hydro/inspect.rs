//! The contents of a Hydro file as lists to show, to compare and to draw: modules, layouts, functions, steps.

use super::instr::{Instr, Operand, Value};
use super::model::{Body, File, Function, HeaderForm, Module, Variable};
use crate::formats::inspect::{Code, Entries, Entry, Kind, Named, Step};
use crate::isa::Flow;
use indexmap::IndexMap;

/// What the file holds.
pub(super) fn entries(file: &File) -> Vec<Entry> {
    let mut list = Entries::default();
    if file.header == HeaderForm::Packed {
        list.add(Kind::Other, "header=packed", "", String::new());
    }
    for (index, module) in file.modules.iter().enumerate() {
        add_module(&mut list, index, module);
    }
    list.list
}

fn add_module(list: &mut Entries, index: usize, module: &Module) {
    let path = format!("module[{index}]");
    list.add(Kind::Module, &module.name, "", path.clone());
    list.inside(|list| {
        for (at, using) in module.usings.iter().enumerate() {
            list.add(Kind::Using, &using.name, "", format!("{path}.usings[{at}]"));
        }
        for (at, layout) in module.layouts.iter().enumerate() {
            let path = format!("{path}.layouts[{at}]");
            list.add(Kind::Struct, &layout.name, "", path.clone());
            list.inside(|list| {
                for (at, member) in layout.members.iter().enumerate() {
                    let path = format!("{path}.members[{at}]");
                    list.add(Kind::Field, &member.name, member.ty.to_string(), path);
                }
            });
        }
        for (at, function) in module.functions.iter().enumerate() {
            add_function(list, &[index, at], function, format!("{path}.functions[{at}]"));
        }
        for ((other, name), ()) in imports(module) {
            list.import(other, format!("{other}::{name}"), String::new());
        }
    });
}

fn add_function(list: &mut Entries, at: &[usize], function: &Function, path: String) {
    let detail = signature(&function.parameters);
    match &function.body {
        Body::Intrinsic(targets) => {
            let targets: Vec<_> = targets.iter().map(|target| target.target.as_str()).collect();
            list.add(Kind::Intrinsic, &function.name, format!("{detail} for {}", targets.join(", ")), path);
        }
        Body::Code { code, .. } => {
            let steps = format!("{path}.instruction");
            list.add(Kind::Function, &function.name, detail, path);
            list.code(Code { at: at.to_vec(), path: steps, start: 0, count: code.len() });
        }
    }
}

fn signature(parameters: &[Variable]) -> String {
    let each: Vec<_> = parameters.iter().map(|one| format!("{}: {}", one.name, one.ty)).collect();
    format!("({})", each.join(", "))
}

/// The functions of other modules that the code of a module names, by first use.
fn imports(module: &Module) -> IndexMap<(&str, &str), ()> {
    let pushed = module.functions.iter().flat_map(|function| function.body.code()).filter_map(pushed);
    pushed.filter(|(other, _)| !other.is_empty() && *other != module.name).map(|key| (key, ())).collect()
}

fn pushed(instr: &Instr) -> Option<(&str, &str)> {
    match &instr.operand {
        Operand::Value(Value::Function(function)) => Some((&function.module, &function.name)),
        _ => None,
    }
}

/// The steps of a piece of code.
pub(super) fn steps(file: &File, code: &Code) -> Vec<Step> {
    let &[module, function] = code.at.as_slice() else { return Vec::new() };
    let function = file.modules.get(module).and_then(|module| module.functions.get(function));
    let code = function.map_or(&[][..], |function| function.body.code());
    let next = code.iter().skip(1).map(Some).chain([None]);
    code.iter().zip(next).map(|(instr, next)| step(instr, next)).collect()
}

fn step(instr: &Instr, next: Option<&Instr>) -> Step {
    let targets: Vec<i64> = instr.targets().map(i64::from).collect();
    let row = instr.row();
    let text = match row {
        Some(row) if !targets.is_empty() => row.mnemonic.to_owned(),
        _ => instr.to_string(),
    };
    let names = pushed(instr).map(|(module, name)| Named {
        module: (!module.is_empty()).then(|| module.to_owned()),
        name: name.to_owned(),
        is_call: next.and_then(Instr::row).is_some_and(|row| row.effect.flow == Flow::Call),
    });
    let falls_through = row.is_none_or(|row| row.successors(false).falls_through());
    Step { text, falls_through, targets, names }
}
