//! From a SAILAR file to its source text: the module's identity, and its structs.

use super::INFO;
use super::model::{DEFAULT_VERSION, File, LengthSize, Struct};
use crate::formats::raise::{RaiseOptions, Sink, Text, is_reserved};
use crate::ir::Prim;
use lzasm_grammar::ast::build::{Builder, is_path};
use lzasm_grammar::ast::{Directive, Item, ItemKind, NodeId, NodeKind};
use rustc_hash::FxHashSet;

/// Hands the source text of a file to the sink.
pub fn raise<'s>(file: &File, options: &RaiseOptions, sink: &'s mut Sink<'s>) {
    let mut text = Text::new(INFO.name, options, sink);
    format(&mut text, file);
    let mut item = text.head(ItemKind::Module, &file.module.name);
    if !file.module.version.is_empty() {
        let version: Vec<_> = file.module.version.iter().map(u32::to_string).collect();
        item.version = Some(Builder::part(&mut text, &version.join(".")));
    }
    text.item(item);
    if let Some(optional) = &file.optional {
        text.plain(Directive::Optional, |b| {
            b.uint(optional.count.get().into(), "");
            b.bytes(&optional.bytes, Default::default())
        });
    }
    let mut seen = FxHashSet::default();
    for found in file.structs.iter().flatten() {
        text.part();
        structure(&mut text, found, !seen.insert(found.name.as_str()));
    }
    text.finish(&file.trailing)
}

/// `.format 1.0 length_size=2 structs=none`, as far as it is not as usual.
fn format(text: &mut Text<'_>, file: &File) {
    let mut item = Item::new(ItemKind::Format);
    let version = (file.major, file.minor);
    let mut attrs = Vec::new();
    if version != DEFAULT_VERSION {
        item.version = Some(Builder::part(text, &format!("{}.{}", file.major, file.minor)));
    }
    if LengthSize::smallest_for(file) != Some(file.length_size) {
        attrs.push(text.attr_with("length_size", |b| b.uint(file.length_size.bytes().into(), "")));
    }
    if file.structs.is_none() {
        attrs.push(text.attr_with("structs", |b| b.word("none")));
    }
    if item.version.is_some() || !attrs.is_empty() {
        item.attrs = text.attrs(&attrs);
        text.item(item);
    }
}

fn structure(text: &mut Text<'_>, found: &Struct, dup: bool) {
    let attrs = [(found.is_exported, "export"), (found.is_open, "open"), (dup, "dup")];
    let attrs: Vec<_> = attrs.iter().filter(|(is_set, _)| *is_set).map(|(_, word)| *word).collect();
    text.named_item(ItemKind::Struct, &found.name, &attrs);
    for field in &found.fields {
        let mut item = text.head(ItemKind::Field, &field.name);
        item.ty = Some(ty(text, &field.type_name));
        let export = if field.is_exported { vec![text.attr("export")] } else { Vec::new() };
        item.attrs = text.attrs(&export);
        text.item(item);
    }
    text.end();
}

/// Puts a type: as one of the language if the printer spells it so, else its text in backticks.
fn ty(b: &mut Builder, text: &str) -> NodeId {
    match Spelled::read(text) {
        Some(spelled) => spelled.put(b),
        None => b.quoted_name(text),
    }
}

/// A type in the printer's spelling: `mut T[4] mut&`.
struct Spelled<'t> {
    is_mut: bool,
    base: &'t str,
    suffixes: Vec<Suffix>,
}

enum Suffix {
    Array(u32),
    OpenArray,
    Ref,
    RefMut,
    Mut,
}

impl<'t> Spelled<'t> {
    /// Reads a text; `None` if it is not a type, or would be spelled otherwise.
    fn read(text: &'t str) -> Option<Self> {
        let (is_mut, text) = text.strip_prefix("mut ").map_or((false, text), |rest| (true, rest));
        let end = text.find([' ', '[', '&']).unwrap_or(text.len());
        let (base, mut rest) = text.split_at(end);
        if !is_base(base) {
            return None;
        }
        let mut suffixes = Vec::new();
        while !rest.is_empty() {
            let (suffix, after) = suffix(rest)?;
            // `T mut` is valid only at the end; before anything else it would read as something else.
            if matches!(suffix, Suffix::Mut) && !after.is_empty() {
                return None;
            }
            suffixes.push(suffix);
            rest = after;
        }
        Some(Self { is_mut, base, suffixes })
    }

    fn put(&self, b: &mut Builder) -> NodeId {
        let mut last = if self.base == "fn" { b.fn_type() } else { b.word(self.base) };
        for suffix in &self.suffixes {
            last = match suffix {
                Suffix::Array(count) => {
                    b.uint((*count).into(), "");
                    b.join(NodeKind::Array)
                }
                Suffix::OpenArray => b.wrap(NodeKind::OpenArray),
                Suffix::Ref => b.wrap(NodeKind::Ref),
                Suffix::RefMut => b.wrap(NodeKind::RefMut),
                Suffix::Mut => b.wrap(NodeKind::MutSuffix),
            };
        }
        if self.is_mut { b.wrap(NodeKind::Mut) } else { last }
    }
}

/// Whether a name can be written as a type without backticks.
fn is_base(name: &str) -> bool {
    /// Words that have another meaning in the place of a type.
    const KEYWORDS: [&str; 10] =
        ["mut", "ref", "import", "incbin", "true", "false", "inf", "nan", "here", "target"];
    is_path(name) && !KEYWORDS.contains(&name) && (Prim::find(name).is_some() || !is_reserved(name))
}

fn suffix(text: &str) -> Option<(Suffix, &str)> {
    for (spelling, suffix) in
        [("[]", Suffix::OpenArray), ("&", Suffix::Ref), (" mut&", Suffix::RefMut), (" mut", Suffix::Mut)]
    {
        if let Some(rest) = text.strip_prefix(spelling) {
            return Some((suffix, rest));
        }
    }
    let (count, rest) = text.strip_prefix('[')?.split_once(']')?;
    let number = count.parse::<u32>().ok()?;
    (number.to_string() == count).then_some((Suffix::Array(number), rest))
}

#[cfg(test)]
#[path = "raise_tests.rs"]
mod tests;
