//! From a Hydro file to its source text: modules here, types and values in [`values`], code in [`code`].

mod code;
mod values;

use super::INFO;
use super::model::{Body, File, Function, HeaderForm, Instr, Layout, Module, Operand, Placement, Target};
use super::model::{Type, Value};
use crate::formats::raise::{RaiseOptions, Sink, Text};
use lzasm_grammar::ast::build::Builder;
use lzasm_grammar::ast::{Directive, Item, ItemKind};
use rustc_hash::FxHashSet;

/// Hands the source text of a file to the sink.
pub fn raise<'s>(file: &File, options: &RaiseOptions, sink: &'s mut Sink<'s>) {
    let mut text = Text::new(INFO.name, options, sink);
    if file.header == HeaderForm::Packed {
        let mut item = Item::new(ItemKind::Format);
        let packed = text.attr_with("header", |b| b.word("packed"));
        item.attrs = text.attrs(&[packed]);
        text.item(item);
    }
    file.modules.iter().for_each(|found| module(&mut text, found));
    text.finish(&file.trailing)
}

fn module(text: &mut Text<'_>, module: &Module) {
    text.blank();
    text.named_item(ItemKind::Module, &module.name, &[]);
    for using in &module.usings {
        text.plain(Directive::Using, |b| b.name(&using.name));
    }
    if module.placement != Placement::default() {
        text.plain(Directive::Sections, |b| sections(b, module));
    }
    foreign(text, module);
    let mut seen = FxHashSet::default();
    for layout in &module.layouts {
        let dup = !seen.insert(layout.name.as_str());
        self::layout(text, layout, dup);
    }
    text.part();
    let mut seen = FxHashSet::default();
    let callees = code::Callees::new(text, module);
    for function in &module.functions {
        let dup = !seen.insert(function.name.as_str());
        match &function.body {
            Body::Code { code, .. } => {
                head(text, ItemKind::Func, function, dup);
                code::code(text, &callees, code);
            }
            Body::Intrinsic(targets) => {
                head(text, ItemKind::Intrinsic, function, dup);
                targets.iter().for_each(|found| target(text, found));
                text.end();
                text.part();
            }
        }
    }
}

/// `functions, b"\0\0", usings=0`
fn sections(b: &mut Builder, module: &Module) {
    let placement = &module.placement;
    for (section, gap) in placement.order.into_iter().zip(&placement.gaps) {
        if !gap.is_empty() {
            b.bytes(gap, Default::default());
        }
        let empty = module.count(section) == 0;
        match placement.offsets[section as usize].filter(|_| empty) {
            Some(offset) => b.named(section.name(), |b| b.uint(offset.into(), "")),
            None => b.word(section.name()),
        };
    }
}

/// Declarations of names that the module takes for its own and does not define.
fn foreign(text: &mut Text<'_>, module: &Module) {
    let mut missing = Missing::new(module);
    module.layouts.iter().flat_map(|layout| &layout.members).for_each(|member| missing.of_type(&member.ty));
    for function in &module.functions {
        function.parameters.iter().for_each(|param| missing.of_type(&param.ty));
        function.body.code().iter().for_each(|instr| missing.of_instr(instr));
    }
    let Missing { structs, functions, .. } = missing;
    if !structs.is_empty() || !functions.is_empty() {
        text.blank();
    }
    structs.into_iter().for_each(|name| text.named_item(ItemKind::ExternStruct, name, &[]));
    functions.into_iter().for_each(|name| text.named_item(ItemKind::Extern, name, &[]));
}

/// The names that a module mentions as its own and does not define, in the order of their first mention.
struct Missing<'m> {
    module: &'m str,
    known_structs: FxHashSet<&'m str>,
    known_functions: FxHashSet<&'m str>,
    structs: Vec<&'m str>,
    functions: Vec<&'m str>,
}

impl<'m> Missing<'m> {
    fn new(module: &'m Module) -> Self {
        Self {
            module: &module.name,
            known_structs: module.layouts.iter().map(|layout| layout.name.as_str()).collect(),
            known_functions: module.functions.iter().map(|function| function.name.as_str()).collect(),
            structs: Vec::new(),
            functions: Vec::new(),
        }
    }

    fn of_type(&mut self, ty: &'m Type) {
        let mut inner = ty;
        while let Some(next) = inner.inner() {
            inner = next;
        }
        if let Type::Layout(layout) = inner
            && layout.module.is_empty()
            && self.known_structs.insert(&layout.name)
        {
            self.structs.push(&layout.name);
        }
    }

    fn of_instr(&mut self, instr: &'m Instr) {
        match &instr.operand {
            Operand::Type(ty) => self.of_type(ty),
            Operand::Array(_, element) => self.of_type(element),
            Operand::Value(Value::Function(function)) => {
                let own = function.module.is_empty() || *function.module == *self.module;
                if own && self.known_functions.insert(&function.name) {
                    self.functions.push(&function.name);
                }
            }
            _ => {}
        }
    }
}

fn layout(text: &mut Text<'_>, layout: &Layout, dup: bool) {
    text.blank();
    text.named_item(ItemKind::Struct, &layout.name, if dup { &["dup"] } else { &[] });
    for member in &layout.members {
        let mut item = text.head(ItemKind::Field, &member.name);
        item.ty = Some(values::ty(text, &member.ty));
        text.item(item);
    }
    text.end();
}

/// The byte of `return`.
const RETURN: u8 = b'r';

fn head(text: &mut Text<'_>, kind: ItemKind, function: &Function, dup: bool) {
    text.blank();
    let mut item = text.head(kind, &function.name);
    item.params =
        Some(text.param_list(&function.parameters, |param| &param.name, |b, param| values::ty(b, &param.ty)));
    // The file does not say what a function returns, only that it does.
    let returns = function.body.code().iter().any(|instr| instr.opcode == RETURN);
    item.ty = returns.then(|| text.word("any"));
    if dup {
        let attr = text.attr("dup");
        item.attrs = text.attrs(&[attr]);
    }
    text.item(item);
}

fn target(text: &mut Text<'_>, target: &Target) {
    text.instr_with(&target.target, |b| b.string(&target.code));
}

#[cfg(test)]
mod tests;
