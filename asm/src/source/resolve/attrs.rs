//! Attributes: the words after a declaration.

use super::messages;
use crate::source::Context;
use lzasm_grammar::ast::{Ast, Attr, Item, NodeId};
use lzasm_grammar::diag::Diagnostic;

/// The form of an attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `export`
    Word,
    /// `size=8`
    Value,
}

/// An attribute that is legal somewhere, and its form.
pub(super) type Legal = (&'static str, Shape);

/// The most attributes that are legal at one place.
const MOST: usize = 8;

/// The attributes of an item: for each that is legal, the one that is there.
pub(super) struct Attrs<'l> {
    legal: &'l [Legal],
    found: [Option<Attr>; MOST],
}

/// The attributes of an item that are legal there, each at most once. The others are reported.
pub(super) fn attributes<'l>(cx: &mut Context, ast: &Ast, item: &Item, legal: &'l [Legal]) -> Attrs<'l> {
    debug_assert!(legal.len() <= MOST, "there is room for {MOST} attributes");
    let mut attrs = Attrs { legal, found: [None; MOST] };
    for attr in ast.attrs(item.attrs) {
        if let Err(error) = attrs.add(cx, attr) {
            cx.report(error);
        }
    }
    attrs
}

impl Attrs<'_> {
    fn add(&mut self, cx: &Context, attr: &Attr) -> Result<(), Diagnostic> {
        let text = cx.names.text(attr.name.sym);
        let span = attr.name.span;
        let place = self.place(text).and_then(|at| Some((self.legal[at].1, self.found.get_mut(at)?)));
        let Some((shape, place)) = place else {
            let names: Vec<&str> = self.legal.iter().map(|(name, _)| *name).collect();
            return Err(messages::unknown_attribute(span, text, &names));
        };
        if let Some(first) = place {
            return Err(messages::attribute_twice(span, text, first.name.span));
        }
        match (shape, attr.value) {
            (Shape::Word, Some(_)) => return Err(messages::attribute_without_value(span, text)),
            (Shape::Value, None) => return Err(messages::attribute_needs_value(span, text)),
            _ => *place = Some(*attr),
        }
        Ok(())
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.legal.iter().position(|(legal, _)| *legal == name)
    }

    /// Whether a word is among the attributes.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The attribute of this name.
    pub(super) fn get(&self, name: &str) -> Option<Attr> {
        *self.found.get(self.place(name)?)?
    }

    /// The node of an attribute's value.
    pub(super) fn value(&self, name: &str) -> Option<NodeId> {
        self.get(name)?.value
    }
}

/// The name that an attribute has for a value: `isa=hydro`.
pub(super) fn word_value(cx: &mut Context, ast: &Ast, id: NodeId) -> Option<lzasm_grammar::names::Sym> {
    let node = ast.node(id);
    if node.name().is_none() {
        cx.report(messages::expected_name(node.span));
    }
    node.name()
}
