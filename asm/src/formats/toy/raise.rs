//! From a toy to its source text: each module with its structs.

use super::INFO;
use super::model::File;
use super::settings::MARK;
use crate::formats::raise::{RaiseOptions, Sink, Text};
use lzasm_grammar::ast::{Item, ItemKind};
use rustc_hash::FxHashSet;

/// Hands the source text of a file to the sink.
pub(super) fn raise<'s>(file: &File, options: &RaiseOptions, sink: &'s mut Sink<'s>) {
    let mut text = Text::new(INFO.name, options, sink);
    if file.mark != 0 {
        let mut item = Item::new(ItemKind::Format);
        let attrs = [text.attr_with(MARK, |b| b.uint(file.mark.into(), ""))];
        item.attrs = text.attrs(&attrs);
        text.item(item);
    }
    for module in &file.modules {
        text.named_item(ItemKind::Module, &module.name, &[]);
        let mut seen = FxHashSet::default();
        for found in &module.structs {
            let dup = !seen.insert(&found.name);
            text.named_item(ItemKind::Struct, &found.name, if dup { &["dup"] } else { &[] });
            text.end();
        }
        text.part();
    }
    text.finish(&file.trailing)
}
