//! The modules of a Hydro file with their layouts and functions, as maps list them.

use super::form_of;
use crate::listing::{MapModule, MapPart};
use lzasm::bytes::{Field, FieldTree};
use lzasm::formats::hydro::model::{File, HeaderForm, MAGIC, Module};
use lzasm::formats::hydro::{encode, walk};

/// The modules of a Hydro file, with their layouts and functions.
pub(super) fn of(bytes: &[u8]) -> Vec<MapModule> {
    let mut modules = Vec::new();
    // Of a damaged file, the modules before the fault are listed.
    let _ = walk::walk(bytes, |_, found| {
        let name = found.module.name.clone();
        let form = form_of(name.len(), found.header_end - found.range.start);
        let parts = parts(found.module, form, found.range.start);
        modules.push(MapModule { parts, ..MapModule::new("module", name, found.range) });
    });
    modules
}

fn parts(module: Module, header: HeaderForm, start: usize) -> Vec<MapPart> {
    let file = File { header, modules: vec![module], trailing: Vec::new() };
    let Ok((_, fields)) = encode(&file, FieldTree::default()) else {
        return Vec::new();
    };
    let [module] = file.modules.as_slice() else { return Vec::new() };
    // Alone, the module starts behind the magic and the count.
    let own = MAGIC.len() + 2;
    let range = |field: &Field| start + field.start - own..start + field.end - own;
    let field =
        |name: &'static str| fields.fields.iter().filter(move |field| field.depth == 1 && field.name == name);
    let layouts = module.layouts.iter().zip(field("layouts"));
    let layouts = layouts.map(|(layout, field)| MapPart::new("layout", layout.name.clone(), range(field)));
    let functions = module.functions.iter().zip(field("functions"));
    let functions =
        functions.map(|(function, field)| MapPart::new("function", function.name.clone(), range(field)));
    let mut parts: Vec<MapPart> = layouts.chain(functions).collect();
    parts.sort_by_key(|part| part.range.start);
    parts
}
