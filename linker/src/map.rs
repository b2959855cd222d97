//! A map of an output: each module or entry, where it came from, and which bytes of the output it and its parts are. In
//! goes a link that was decided on and its bytes, out comes text or JSON.

use crate::link::Linked;
use crate::{names, roomod, sailar};
use lzasm::bytes::FieldTree;
use lzasm::formats::hydro::model as hydro;
use lzasm::formats::lazer::model::{self as lazer, Constant, File, Module};
use lzasm::formats::lazer::walk::Part;
use serde_json::{Value, json};
use std::fmt::Write;
use std::ops::Range;

/// What is where in an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    /// The size of the output.
    pub size: usize,
    /// What it consists of, in order.
    pub modules: Vec<MapModule>,
}

/// A module, or an entry of a format whose modules are merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapModule {
    /// What it is: `module`, `native`, `type`, `function`, `operator` or `struct`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The input it came from.
    pub file: String,
    /// Its bytes.
    pub range: Range<usize>,
    /// Its functions and layouts.
    pub parts: Vec<MapPart>,
}

/// A part of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapPart {
    /// What it is.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub range: Range<usize>,
}

impl Map {
    /// Looks at an output; `bytes` is what [`Linked::bytes`] gives.
    pub fn of(linked: &Linked, bytes: &[u8]) -> Self {
        let mut modules = listed(linked.format.info().name, bytes);
        for (module, kept) in modules.iter_mut().zip(&linked.kept) {
            module.file.clone_from(&linked.inputs[kept.input as usize].name);
            if module.name.is_empty() {
                module.name = names::number(kept.index as usize);
            }
        }
        Self { size: bytes.len(), modules }
    }

    /// The map as text, a line for each module and part.
    pub fn text(&self) -> String {
        let mut text = String::from("    offset       size  name\n");
        for module in &self.modules {
            let Range { start, end } = module.range;
            let size = end - start;
            // Writing to memory cannot fail.
            let _ = writeln!(
                text,
                "{start:#010x} {size:>10}  {} {} ({})",
                module.kind,
                clean(&module.name),
                clean(&module.file)
            );
            for part in &module.parts {
                let size = part.range.len();
                let _ = writeln!(
                    text,
                    "{:#010x} {size:>10}    {} {}",
                    part.range.start,
                    part.kind,
                    clean(&part.name)
                );
            }
        }
        let _ = writeln!(text, "{:#010x} {:>10}  total", 0, self.size);
        text
    }

    /// The map as JSON.
    pub fn json(&self) -> Value {
        let part = |part: &MapPart| json!({ "kind": part.kind, "name": part.name, "offset": part.range.start, "size": part.range.len() });
        let modules = self.modules.iter().map(|module| {
            json!({
                "kind": module.kind,
                "name": module.name,
                "input": module.file,
                "offset": module.range.start,
                "size": module.range.len(),
                "parts": module.parts.iter().map(part).collect::<Vec<_>>(),
            })
        });
        json!({ "size": self.size, "modules": modules.collect::<Vec<_>>() })
    }
}

/// What is in a file of a format.
pub(crate) fn listed(format: &str, bytes: &[u8]) -> Vec<MapModule> {
    match format {
        "lazer" => of_lazer(bytes),
        "hydro" => of_hydro(bytes),
        "roomod" => entries(roomod::parts(bytes)),
        _ => entries(sailar::parts(bytes)),
    }
}

/// A name without what would act on a terminal or break lines.
fn clean(name: &str) -> String {
    lzasm_grammar::diag::render::sanitize::message(name).to_string()
}

fn entries(parts: Vec<(&'static str, String, Range<usize>)>) -> Vec<MapModule> {
    let entry = |(kind, name, range)| MapModule { kind, name, file: String::new(), range, parts: Vec::new() };
    parts.into_iter().map(entry).collect()
}

/// The modules of a Lazer file, with their functions.
fn of_lazer(bytes: &[u8]) -> Vec<MapModule> {
    let mut modules = Vec::new();
    // What a faulty file has before its fault is shown; outputs have none.
    let _ = lzasm::formats::lazer::walk::walk(bytes, |_, part| {
        if let Part::Module(module, range) = part {
            let name = module.name().map_or_else(String::new, ToString::to_string);
            let kind = if matches!(module, Module::Native(_)) { "native" } else { "module" };
            let parts = lazer_parts(module, range.start);
            modules.push(MapModule { kind, name, file: String::new(), range, parts });
        }
    });
    modules
}

fn lazer_parts(module: Module, start: usize) -> Vec<MapPart> {
    let file = File::from(module);
    let Ok((_, fields)) = lzasm::formats::lazer::encode(&file, FieldTree::default()) else {
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
            .map(|(name, field)| part("function", name.to_string(), start + field.start..start + field.end))
            .collect(),
        Module::Bytecode(bytecode) => {
            let code = start + field("code").next().map_or(0, |field| field.start);
            functions(bytecode, code)
        }
    }
}

/// The functions of a module: the words of each up to the next one's.
fn functions(bytecode: &lazer::Bytecode, code: usize) -> Vec<MapPart> {
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
    parts.map(|((at, name), end)| part("function", name, code + 4 * at..code + 4 * end)).collect()
}

fn part(kind: &'static str, name: String, range: Range<usize>) -> MapPart {
    MapPart { kind, name, range }
}

/// The modules of a Hydro file, with their layouts and functions.
fn of_hydro(bytes: &[u8]) -> Vec<MapModule> {
    let mut modules = Vec::new();
    // What a faulty file has before its fault is shown; outputs have none.
    let _ = lzasm::formats::hydro::walk::walk(bytes, |_, found| {
        let name = found.module.name.clone();
        let form = if found.header_end - found.range.start == hydro::HeaderForm::Table.size(name.len()) {
            hydro::HeaderForm::Table
        } else {
            hydro::HeaderForm::Packed
        };
        let parts = hydro_parts(found.module, form, found.range.start);
        modules.push(MapModule { kind: "module", name, file: String::new(), range: found.range, parts });
    });
    modules
}

fn hydro_parts(module: hydro::Module, header: hydro::HeaderForm, start: usize) -> Vec<MapPart> {
    let file = hydro::File { header, modules: vec![module], trailing: Vec::new() };
    let Ok((_, fields)) = lzasm::formats::hydro::encode(&file, FieldTree::default()) else {
        return Vec::new();
    };
    let [module] = file.modules.as_slice() else { return Vec::new() };
    // Alone, the module starts behind the magic and the count.
    let own = hydro::MAGIC.len() + 2;
    let range = |field: &lzasm::bytes::Field| start + field.start - own..start + field.end - own;
    let field =
        |name: &'static str| fields.fields.iter().filter(move |field| field.depth == 1 && field.name == name);
    let layouts = module.layouts.iter().zip(field("layouts"));
    let layouts = layouts.map(|(layout, field)| part("layout", layout.name.clone(), range(field)));
    let functions = module.functions.iter().zip(field("functions"));
    let functions = functions.map(|(function, field)| part("function", function.name.clone(), range(field)));
    let mut parts: Vec<MapPart> = layouts.chain(functions).collect();
    parts.sort_by_key(|part| part.range.start);
    parts
}
