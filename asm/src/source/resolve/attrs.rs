//! Attributes: the words after a declaration.

use super::messages;
use crate::source::Context;
use lzasm_grammar::ast::{Ast, Attr, Item, NodeId};

/// The form of an attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `export`
    Word,
    /// `size=8`
    Value,
}

/// The attributes of an item that are legal there, each at most once. The others are reported.
pub(super) fn attributes(
    cx: &mut Context,
    ast: &Ast,
    item: &Item,
    legal: &[(&'static str, Shape)],
) -> Vec<(&'static str, Attr)> {
    let mut found: Vec<(&'static str, Attr)> = Vec::new();
    for attr in ast.attrs(item.attrs) {
        match judge(cx, attr, legal, &found) {
            Ok(name) => found.push((name, *attr)),
            Err(error) => cx.report(error),
        }
    }
    found
}

fn judge(
    cx: &Context,
    attr: &Attr,
    legal: &[(&'static str, Shape)],
    found: &[(&'static str, Attr)],
) -> Result<&'static str, lzasm_grammar::diag::Diagnostic> {
    let text = cx.names.text(attr.name.sym);
    let Some(&(name, shape)) = legal.iter().find(|(name, _)| *name == text) else {
        let names: Vec<&str> = legal.iter().map(|(name, _)| *name).collect();
        return Err(messages::unknown_attribute(attr.name.span, text, &names));
    };
    if let Some((_, first)) = found.iter().find(|(other, _)| *other == name) {
        return Err(messages::attribute_twice(attr.name.span, text, first.name.span));
    }
    match (shape, attr.value) {
        (Shape::Word, Some(_)) => Err(messages::attribute_without_value(attr.name.span, text)),
        (Shape::Value, None) => Err(messages::attribute_needs_value(attr.name.span, text)),
        _ => Ok(name),
    }
}

/// Whether a word is among the attributes.
pub(super) fn has(found: &[(&'static str, Attr)], name: &str) -> Option<Attr> {
    found.iter().find(|(other, _)| *other == name).map(|(_, attr)| *attr)
}

/// The node of an attribute's value.
pub(super) fn value(found: &[(&'static str, Attr)], name: &str) -> Option<NodeId> {
    has(found, name).and_then(|attr| attr.value)
}

/// The name that an attribute has for a value: `isa=hydro`.
pub(super) fn word_value(cx: &mut Context, ast: &Ast, id: NodeId) -> Option<lzasm_grammar::names::Sym> {
    let node = ast.node(id);
    if node.name().is_none() {
        cx.report(messages::expected_name(node.span));
    }
    node.name()
}
