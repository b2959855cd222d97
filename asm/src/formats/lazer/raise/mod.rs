//! From a Lazer file to its source text. What [`plan`] finds that lowering would choose by itself is written as a
//! person would write it: functions, constants, literals in place. Everything else is written explicitly, as
//! `.pool` entries, `.code` and `.word`.

mod code;
mod plan;
mod survey;
mod values;

use super::INFO;
use super::layout::Layout;
use super::model::{Archive, Bytecode, File, LineTable, Module, Native};
use super::word::Shape;
use crate::formats::raise::{RaiseOptions, Sink, Text, as_text};
use lzasm_grammar::ast::build::path_name;
use lzasm_grammar::ast::{Directive, Item, ItemKind, Param};
use plan::{Entry, Plan};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Hands the source text of a file to the sink.
pub fn raise<'s>(file: &File, options: &RaiseOptions, sink: &'s mut Sink<'s>) {
    let mut text = Text::new(INFO.name, options, sink);
    user_ops(&mut text, options);
    let mnemonics: Vec<_> = options.ops.iter().map(|op| path_name(&op.name)).collect();
    let mut raiser = Raiser { text, ops: &shapes(options, &mnemonics) };
    match &file.module {
        // Several modules at the top are an archive without an `.archive`.
        Module::Archive(archive) if archive.modules.len() > 1 => {
            archive.modules.iter().for_each(|module| raiser.module(module));
        }
        module => raiser.module(module),
    }
    raiser.text.finish(&file.trailing);
}

/// The instructions of the user by their opcodes, with their mnemonics as they are written.
fn shapes<'o>(options: &RaiseOptions, mnemonics: &'o [Cow<str>]) -> FxHashMap<u8, Shape<'o>> {
    let mut shapes = FxHashMap::default();
    for (op, mnemonic) in options.ops.iter().zip(mnemonics) {
        if let Some(layout) = Layout::of(&op.kinds) {
            shapes.entry(op.opcode).or_insert(Shape { mnemonic, layout, meaning: "" });
        }
    }
    shapes
}

/// The definitions that the text needs to be read back.
fn user_ops(text: &mut Text<'_>, options: &RaiseOptions) {
    if !options.ops.is_empty() {
        text.blank();
    }
    for op in &options.ops {
        let mut item = text.head(ItemKind::Op, &op.name);
        item.value = Some(text.hex(op.opcode.into(), 2, ""));
        let mut params = Vec::new();
        for (kind, letter) in op.kinds.iter().zip(["a", "b", "c"]) {
            let name = text.ident(letter);
            params.push(Param { name, ty: text.word(kind.user_name()) });
        }
        item.params = (!params.is_empty()).then(|| text.params(&params));
        text.item(item);
    }
}

struct Raiser<'s, 'o> {
    text: Text<'s>,
    /// The instructions of the user.
    ops: &'o FxHashMap<u8, Shape<'o>>,
}

impl Raiser<'_, '_> {
    // Archives nest at most 64 deep, and so does the recursion.
    fn module(&mut self, module: &Module) {
        self.text.blank();
        match module {
            Module::Archive(archive) => self.archive(archive),
            Module::Native(native) => self.native(native),
            Module::Bytecode(bytecode) => self.bytecode(bytecode),
        }
        self.text.part();
    }

    fn archive(&mut self, archive: &Archive) {
        self.text.plain(Directive::Archive, |_| ());
        archive.modules.iter().for_each(|module| self.module(module));
        self.text.end();
    }

    fn native(&mut self, native: &Native) {
        let text = &mut self.text;
        let mut item = text.head(ItemKind::Native, &native.name);
        item.value = Some(match as_text(&native.library) {
            Some(path) => text.string(path),
            None => text.bytes(&native.library, Default::default()),
        });
        text.item(item);
        for function in &native.functions {
            text.named_item(ItemKind::NativeFunc, function, &[]);
        }
        text.end();
    }

    fn bytecode(&mut self, module: &Bytecode) {
        let mut item = Item::new(ItemKind::Module);
        item.name = module.name().map(|name| self.text.ident(name));
        self.text.item(item);
        if let Some(lines) = &module.lines {
            self.files(lines);
        }
        let plan = Plan::new(module, self.ops);
        let mut coder = code::Coder::new(&plan, &mut self.text);
        let mut loose = plan.loose;
        let mut together = false;
        for (index, entry) in plan.entries.iter().enumerate() {
            match entry {
                Entry::Func(body) => {
                    // Code before the first function belongs to none.
                    if let Some(body) = loose.take() {
                        coder.loose(body);
                    }
                    coder.function(index as u32, *body);
                    together = false;
                }
                Entry::Const(name) | Entry::Pool(name) => {
                    if !std::mem::replace(&mut together, true) {
                        coder.text.blank();
                    }
                    coder.constant(index as u32, name, matches!(entry, Entry::Pool(_)));
                }
                Entry::Name | Entry::Literal => {}
            }
        }
        if let Some(body) = loose {
            coder.loose(body);
        }
    }

    /// `.lines`, unless the rows name all files in order.
    fn files(&mut self, lines: &LineTable) {
        if named_in_order(lines) {
            return;
        }
        self.text.plain(Directive::Lines, |b| {
            for file in &lines.files {
                b.string(file);
            }
        });
    }
}

/// Whether the rows name all files of a table, by paths that differ, in the order of the table.
fn named_in_order(lines: &LineTable) -> bool {
    let mut next = 0;
    for row in &lines.rows {
        let file = usize::from(row.file);
        if file > next {
            return false;
        }
        next += usize::from(file == next);
    }
    let mut distinct = rustc_hash::FxHashSet::default();
    next > 0 && next == lines.files.len() && lines.files.iter().all(|file| distinct.insert(file))
}

#[cfg(test)]
mod tests;
