//! From a Roo module to its source text: types as structs, functions and operators as prototypes.

use super::INFO;
use super::keys::ThingKey;
use super::model::{File, Thing, ThingKind, Type, Variable};
use super::sizes;
use crate::formats::raise::{RaiseOptions, Sink, Text};
use crate::ir::{OperatorRow, Prim, operator_word};
use lzasm_grammar::ast::build::Builder;
use lzasm_grammar::ast::{ItemKind, NodeId, NodeKind, OperatorToken};
use rustc_hash::{FxHashMap, FxHashSet};

/// Hands the source text of a file to the sink.
pub fn raise<'s>(file: &File, options: &RaiseOptions, sink: &'s mut Sink<'s>) {
    let mut text = Text::new(INFO.name, options, sink);
    if file.types.is_empty() && file.things.is_empty() {
        // A source without items makes no module; the name is not kept.
        text.named_item(ItemKind::Module, INFO.name, &[]);
    }
    let mut known = FxHashMap::default();
    let names: Vec<&str> = file.types.iter().map(|kind| kind.name.as_str()).collect();
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    names.iter().for_each(|&name| *counts.entry(name).or_default() += 1);
    for found in &file.types {
        kind(&mut text, found, &known, &counts);
        known.insert(found.name.as_str(), u64::from(found.size));
        text.part();
    }
    let mut seen = FxHashSet::default();
    for found in &file.things {
        let is_new = seen.insert(ThingKey::of(found));
        thing(&mut text, found, !is_new);
    }
    text.finish(&file.trailing)
}

/// A struct. Its size is written unless it is the sum of members whose sizes are known by then.
fn kind(text: &mut Text<'_>, kind: &Type, known: &FxHashMap<&str, u64>, counts: &FxHashMap<&str, usize>) {
    text.blank();
    let mut item = text.head(ItemKind::Struct, &kind.name);
    let single = |name: &str| known.get(name).copied().filter(|_| counts.get(name) == Some(&1));
    let mut attrs = Vec::new();
    if known.contains_key(kind.name.as_str()) {
        attrs.push(text.attr("dup"));
    }
    if sizes::of_members(&kind.members, single) != Some(u64::from(kind.size)) {
        attrs.push(text.attr_with("size", |b| b.uint(kind.size.into(), "")));
    }
    item.attrs = text.attrs(&attrs);
    text.item(item);
    for member in &kind.members {
        let mut item = text.head(ItemKind::Field, &member.name);
        item.ty = Some(ty(text, member));
        text.item(item);
    }
    text.end();
}

/// A prototype: the format has no place for more.
fn thing(text: &mut Text<'_>, thing: &Thing, dup: bool) {
    let (mut item, symbol) = match &thing.kind {
        ThingKind::Function { name } => (text.head(ItemKind::Extern, name), format!("_R_{name}")),
        ThingKind::Operator { token } => {
            let mut item = lzasm_grammar::ast::Item::new(ItemKind::ExternOperator);
            item.token = Some(match OperatorRow::by_number(*token) {
                Some(row) => OperatorToken::Symbol(Builder::part(text, row.token)),
                None => OperatorToken::Number(text.uint((*token).into(), "")),
            });
            (item, operator_symbol(*token, &thing.params))
        }
    };
    item.params = Some(text.param_list(&thing.params, |param| &param.name, ty));
    let mut attrs = Vec::new();
    if symbol != thing.symbol {
        attrs.push(text.attr_with("symbol", |b| b.string(&thing.symbol)));
    }
    if dup {
        attrs.push(text.attr("dup"));
    }
    item.attrs = text.attrs(&attrs);
    text.item(item);
}

fn operator_symbol(token: u32, params: &[Variable]) -> String {
    let types = params.iter().map(|param| format!("_{}", param.type_name));
    std::iter::once(format!("_RO_{}", operator_word(token))).chain(types).collect()
}

/// Puts a type: `mut T[N] mut&`.
fn ty(b: &mut Builder, variable: &Variable) -> NodeId {
    let mut last = match variable.type_name.as_str() {
        "fn" => b.fn_type(),
        name if Prim::find(name).is_some() => b.word(name),
        name => b.name(name),
    };
    if variable.array_size != 0 {
        b.uint(variable.array_size.into(), "");
        last = b.join(NodeKind::Array);
    }
    match (variable.is_reference_mutable, variable.is_reference) {
        (true, true) => last = b.wrap(NodeKind::RefMut),
        (true, false) => last = b.wrap(NodeKind::MutSuffix),
        (false, true) => last = b.wrap(NodeKind::Ref),
        (false, false) => {}
    }
    if variable.is_mutable { b.wrap(NodeKind::Mut) } else { last }
}

#[cfg(test)]
#[path = "raise_tests.rs"]
mod tests;
