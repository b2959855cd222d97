//! From the IR to a toy: the names of all modules and of their structs.

use super::INFO;
use super::model::{File, MAX, Module, Struct, is_name};
use super::settings::MARK;
use crate::Session;
use crate::bytes::At;
use crate::formats::{Dropped, messages, settings};
use crate::ir::{self, Item, Program, Span, Sym, Unit};

const NAME_RULE: &str = "a name in a toy is ASCII letters, digits and `_`";
const COUNT_RULE: &str = "a toy counts in one byte";

/// Makes a file of a program; `None` if a diagnostic says why not.
pub(super) fn lower(cx: &mut Session, program: &Program) -> Option<File> {
    settings::check(cx, program, &INFO);
    let mut dropped = Dropped::new();
    let mut modules = Vec::new();
    let mut open: Vec<&Unit> = program.units.iter().rev().collect();
    while let Some(unit) = open.pop() {
        match unit {
            Unit::Module(index) => {
                modules.extend(module(cx, &program.modules[*index as usize], &mut dropped));
            }
            Unit::Native(index) => dropped.add("native modules", program.natives[*index as usize].span),
            Unit::Archive(archive) => open.extend(archive.units.iter().rev()),
        }
    }
    if modules.is_empty() && !cx.has_errors() {
        cx.report(messages::nothing_to_write(INFO.name, "a toy has at least one module"));
    }
    if let Some(last) = modules.get(MAX) {
        let place = Span::new(last.origin.0, last.origin.0);
        cx.report(messages::too_many(place, "modules", modules.len(), MAX, COUNT_RULE));
    }
    dropped.report(cx, INFO.name);
    let mark = program.format.setting(MARK).map_or(0, |mark| mark.value);
    let trailing = program.trailing.as_ref().map(|trailing| trailing.value.clone()).unwrap_or_default();
    (!cx.has_errors()).then_some(File { mark, modules, trailing })
}

fn module(cx: &mut Session, module: &ir::Module, dropped: &mut Dropped) -> Option<Module> {
    let Some(sym) = module.name else {
        cx.report(messages::module_without_name(module.span, INFO.name));
        return None;
    };
    if module.structs.len() > MAX {
        cx.report(messages::too_many(module.span, "structs", module.structs.len(), MAX, COUNT_RULE));
    }
    let name = name(cx, sym, module.span)?;
    let mut structs = Vec::new();
    for item in &module.items {
        match *item {
            Item::Struct(index) => structs.extend(structure(cx, &module.structs[index as usize], dropped)),
            Item::Const(index) => dropped.add("constants", module.consts[index as usize].span),
            Item::Function(index) => dropped.add("functions", module.functions[index as usize].span),
        }
    }
    Some(Module { name, structs, origin: At(module.span.lo) })
}

fn structure(cx: &mut Session, found: &ir::Struct, dropped: &mut Dropped) -> Option<Struct> {
    found.fields.iter().for_each(|field| dropped.add("fields", field.span));
    let name = name(cx, found.name, found.span)?;
    Some(Struct { name, origin: At(found.span.lo) })
}

fn name(cx: &mut Session, name: Sym, place: Span) -> Option<String> {
    let text = cx.names.text(name).to_owned();
    let fault = match is_name(&text) {
        true if text.len() <= MAX => return Some(text),
        true => messages::text_too_long(place, "the name", text.len(), MAX, COUNT_RULE),
        false => messages::bad_text(place, "the name", "has another character", NAME_RULE),
    };
    cx.report(fault);
    None
}
