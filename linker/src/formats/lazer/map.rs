//! The modules of a Lazer file and their functions, as maps list them.

use crate::listing::{MapModule, MapPart};
use lzasm::formats::lazer::model::{Atom, Bytecode, Constant, Module, Native};
use lzasm::formats::lazer::walk;
use std::ops::Range;

/// The modules of a Lazer file, with their functions.
pub(super) fn of(bytes: &[u8]) -> Vec<MapModule> {
    let mut modules = Vec::new();
    // Of a damaged file, the modules before the fault are listed.
    let _ = walk::walk(bytes, |_, part| {
        if let walk::Part::Module(module, range) = part {
            let name = module.name().map_or_else(String::new, ToString::to_string);
            let kind = if matches!(module, Module::Native(_)) { "native" } else { "module" };
            let parts = parts(&module, &range);
            modules.push(MapModule { parts, ..MapModule::new(kind, name, range) });
        }
    });
    modules
}

fn parts(module: &Module, range: &Range<usize>) -> Vec<MapPart> {
    match module {
        Module::Archive(_) => Vec::new(),
        Module::Native(native) => native_functions(native, range.end),
        // The code is the last part of a module.
        Module::Bytecode(bytecode) => functions(bytecode, range.end - 4 * bytecode.code.len()),
    }
}

/// The functions of a native module: their names, each with its length, are the last part.
fn native_functions(native: &Native, end: usize) -> Vec<MapPart> {
    let size = |name: &Atom| 1 + name.len();
    let mut at = end - native.functions.iter().map(size).sum::<usize>();
    let part = |name: &Atom| {
        let start = at;
        at += size(name);
        MapPart::new("function", name.to_string(), start..at)
    };
    native.functions.iter().map(part).collect()
}

/// The functions of a module: the words of each up to the next one's.
fn functions(bytecode: &Bytecode, code: usize) -> Vec<MapPart> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for constant in &bytecode.constants {
        if let Constant::Function(function) = constant {
            let at = (function.entry as usize).min(bytecode.code.len());
            found.push((at, format!("{}/{}", function.name, function.arity)));
        }
    }
    found.sort();
    // From the back: where the next function that starts later starts.
    let mut ends = vec![bytecode.code.len(); found.len()];
    for index in (0..found.len().saturating_sub(1)).rev() {
        let next = found[index + 1].0;
        ends[index] = if next > found[index].0 { next } else { ends[index + 1] };
    }
    let parts = found.into_iter().zip(ends);
    parts.map(|((at, name), end)| MapPart::new("function", name, code + 4 * at..code + 4 * end)).collect()
}
