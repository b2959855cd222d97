//! The modules of a Lazer file and their functions, as maps list them.

use crate::report::{MapModule, MapPart};
use lzasm::bytes::FieldTree;
use lzasm::formats::lazer::model::{Bytecode, Constant, File, Module};
use lzasm::formats::lazer::{encode, walk};

/// The modules of a Lazer file, with their functions.
pub(super) fn of(bytes: &[u8]) -> Vec<MapModule> {
    let mut modules = Vec::new();
    // Of a damaged file, the modules before the fault are listed.
    let _ = walk::walk(bytes, |_, part| {
        if let walk::Part::Module(module, range) = part {
            let name = module.name().map_or_else(String::new, ToString::to_string);
            let kind = if matches!(module, Module::Native(_)) { "native" } else { "module" };
            let parts = parts(module, range.start);
            modules.push(MapModule { parts, ..MapModule::new(kind, name, range) });
        }
    });
    modules
}

fn parts(module: Module, start: usize) -> Vec<MapPart> {
    let file = File::from(module);
    let Ok((_, fields)) = encode(&file, FieldTree::default()) else {
        return Vec::new();
    };
    let field =
        |name: &'static str| fields.fields.iter().filter(move |field| field.depth == 0 && field.name == name);
    match &file.module {
        Module::Archive(_) => Vec::new(),
        Module::Native(native) => native
            .functions
            .iter()
            .zip(field("functions"))
            .map(|(name, field)| {
                MapPart::new("function", name.to_string(), start + field.start..start + field.end)
            })
            .collect(),
        Module::Bytecode(bytecode) => {
            let code = start + field("code").next().map_or(0, |field| field.start);
            functions(bytecode, code)
        }
    }
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
