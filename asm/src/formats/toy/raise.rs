//! From a toy to its source text: each module with its structs.

use super::INFO;
use super::model::File;
use super::settings::MARK;
use crate::formats::raise::{RaiseOptions, Text};
use lzasm_grammar::ast::{Item, ItemKind};
use rustc_hash::FxHashSet;

/// The source text of a file.
pub(super) fn raise(file: &File, options: &RaiseOptions) -> String {
    let mut text = Text::new(INFO.name, options);
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
