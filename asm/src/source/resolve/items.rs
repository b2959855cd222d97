//! Declarations: modules, structs, constants, functions.

use super::attrs::{Legal, Shape, attributes};
use super::functions::PROTOTYPE_ATTRS;
use super::pending::{Slot, Tree};
use super::{Resolver, messages};
use crate::ir::{
    Const, Field, FunctionKind, Item as IrItem, Module, Native, PoolFunction, Span, Spanned, Struct, TypeId,
    ValueId,
};
use crate::source::Context;
use crate::source::eval::Trouble;
use crate::source::expand::report_unknown_now;
use lzasm_grammar::ast::{Ast, Ident, Item, ItemKind, NodeKind};

/// A block of lines other than code.
pub(super) enum Open {
    /// `.struct`: the index in its module, and the fields seen so far, to report a duplicate.
    Struct(u32),
    /// `.native`
    Native(Native),
    /// `.intrinsic`: the index in `functions`.
    Intrinsic(u32),
    /// One whose first line is faulty: its lines are passed over.
    Faulty,
}

const STRUCT_ATTRS: &[Legal] =
    &[("export", Shape::Word), ("open", Shape::Word), ("size", Shape::Value), ("dup", Shape::Word)];

impl Resolver {
    /// A declaration.
    pub(super) fn item(&mut self, cx: &mut Context, ast: &Ast, span: Span, item: &Item) {
        if let Some(block) = self.enclosing_block()
            && !belongs_in_block(item.kind)
        {
            self.refused += u32::from(opens_block(item.kind));
            return cx.report(messages::item_inside_block(span, block));
        }
        match item.kind {
            ItemKind::Format => self.format(cx, ast, item),
            ItemKind::Module => self.module(cx, ast, span, item),
            ItemKind::Struct => self.structure(cx, ast, span, item),
            ItemKind::Field => self.field(cx, ast, span, item),
            ItemKind::Const | ItemKind::Pool => self.constant_item(cx, ast, span, item),
            ItemKind::Func | ItemKind::Operator => self.function_item(cx, ast, span, item),
            ItemKind::Intrinsic => self.intrinsic(cx, ast, span, item),
            ItemKind::Extern | ItemKind::ExternOperator => self.prototype(cx, ast, span, item),
            ItemKind::ExternStruct => self.foreign_struct(cx, span, item),
            ItemKind::Native => self.native(cx, ast, item),
            ItemKind::NativeFunc => self.native_function(cx, ast, span, item),
            ItemKind::Op => self.op(cx, ast, item),
        }
    }

    /// The place of the head of the function, struct or native module that is open.
    pub(super) fn enclosing_block(&self) -> Option<Span> {
        let module = self.scope.current().map(|module| &self.program.modules[module as usize]);
        match (&self.code, &self.open) {
            (Some(code), _) => module?.functions.get(code.index as usize).map(|function| function.span),
            (None, Some(Open::Struct(index))) => module?.structs.get(*index as usize).map(|found| found.span),
            (None, Some(Open::Intrinsic(index))) => {
                module?.functions.get(*index as usize).map(|found| found.span)
            }
            (None, Some(Open::Native(native))) => Some(native.span),
            (None, Some(Open::Faulty) | None) => None,
        }
    }

    /// A line of a struct or native module outside of one, unless the block's head was faulty.
    fn stray_line(&mut self, cx: &mut Context, span: Span) {
        if !matches!(self.open, Some(Open::Faulty)) {
            cx.report(messages::field_outside(span));
        }
    }

    pub(super) fn current_module(&mut self, cx: &mut Context, item: Span) -> (u32, &mut Module) {
        let index = self.scope.module(cx, &mut self.program, item);
        (index, &mut self.program.modules[index as usize])
    }

    fn module(&mut self, cx: &mut Context, ast: &Ast, span: Span, item: &Item) {
        attributes(cx, ast, item, &[]);
        let place = item.name.map_or(span, |name| name.span);
        let module = self.scope.open_module(cx, &mut self.program, item.name.map(|name| name.sym), place);
        let version = item.version.map(|version| super::directives::version_numbers(cx, version));
        self.program.modules[module as usize].version = version.unwrap_or_default();
    }

    fn structure(&mut self, cx: &mut Context, ast: &Ast, span: Span, item: &Item) {
        let Some(name) = item.name else {
            self.open = Some(Open::Faulty);
            return;
        };
        let attrs = attributes(cx, ast, item, STRUCT_ATTRS);
        let (index, module) = self.current_module(cx, span);
        let at = module.structs.len() as u32;
        module.items.push(IrItem::Struct(at));
        module.structs.push(Struct {
            name: name.sym,
            span: name.span,
            fields: Vec::new(),
            export: attrs.has("export"),
            open: attrs.get("open").map(|attr| attr.name.span),
            size: None,
            dup: attrs.has("dup"),
        });
        self.open = Some(Open::Struct(at));
        if let Some(size) = attrs.value("size") {
            self.fill(cx, index, Tree::new(&ast.nodes, size), Slot::Size(at));
        }
    }

    fn field(&mut self, cx: &mut Context, ast: &Ast, span: Span, item: &Item) {
        let attrs = attributes(cx, ast, item, &[("export", Shape::Word)]);
        let (Some(name), Some(ty), Some(Open::Struct(at)), Some(index)) =
            (item.name, item.ty, &self.open, self.scope.current())
        else {
            return self.stray_line(cx, span);
        };
        let at = *at;
        let fields = &mut self.program.modules[index as usize].structs[at as usize].fields;
        let slot = Slot::FieldType(at, fields.len() as u32);
        fields.push(Field {
            name: name.sym,
            span: name.span,
            ty: TypeId::PENDING,
            ty_span: ast.node(ty).span,
            export: attrs.has("export"),
        });
        self.fill(cx, index, Tree::new(&ast.nodes, ty), slot);
    }

    fn constant_item(&mut self, cx: &mut Context, ast: &Ast, span: Span, item: &Item) {
        let (Some(name), Some(value_id)) = (item.name, item.value) else { return };
        let pool = item.kind == ItemKind::Pool;
        let legal: &[Legal] = if pool {
            &[("registers", Shape::Value), ("at", Shape::Value), ("dup", Shape::Word)]
        } else {
            &[("dup", Shape::Word)]
        };
        let attrs = attributes(cx, ast, item, legal);
        let (index, module) = self.current_module(cx, span);
        let at = module.consts.len() as u32;
        module.items.push(IrItem::Const(at));
        module.consts.push(Const {
            name: name.sym,
            span: name.span,
            value: ValueId::PENDING,
            value_span: ast.node(value_id).span,
            pool,
            entry: PoolFunction::default(),
            dup: attrs.has("dup"),
        });
        self.name_constant(cx, name, at, attrs.has("dup"));
        self.fill(cx, index, Tree::new(&ast.nodes, value_id), Slot::Const(at));
        for (attr, slot) in [("registers", Slot::PoolRegisters(at)), ("at", Slot::PoolEntry(at))] {
            if let Some(id) = attrs.value(attr) {
                self.fill(cx, index, Tree::new(&ast.nodes, id), slot);
            }
        }
    }

    fn name_constant(&mut self, cx: &mut Context, name: Ident, index: u32, dup: bool) {
        let taken = cx.constants.place(name.sym);
        let old = self.scope.name_constant(name.sym, index, name.span);
        if let Some(first) = taken.or(old).filter(|_| !dup) {
            let text = cx.names.text(name.sym).to_owned();
            cx.report(messages::defined_twice(name.span, "constant", &text, first));
        }
    }

    fn foreign_struct(&mut self, cx: &mut Context, span: Span, item: &Item) {
        let Some(name) = item.name else { return };
        let (_, module) = self.current_module(cx, span);
        module.foreign_structs.push(Spanned { value: name.sym, span: name.span });
    }

    fn native(&mut self, cx: &mut Context, ast: &Ast, item: &Item) {
        attributes(cx, ast, item, &[]);
        self.open = Some(Open::Faulty);
        let (Some(name), Some(path)) = (item.name, item.value) else { return };
        let node = ast.node(path);
        let library = match node.kind {
            NodeKind::Str | NodeKind::Bytes(_) => super::values::bytes(cx, node.span),
            _ => {
                return cx.report(messages::expected_kind(node.span, "a string", cx.sources.text(node.span)));
            }
        };
        let library = Spanned { value: library, span: node.span };
        self.open =
            Some(Open::Native(Native { name: name.sym, span: name.span, library, functions: Vec::new() }));
    }

    fn native_function(&mut self, cx: &mut Context, ast: &Ast, span: Span, item: &Item) {
        let attrs = attributes(cx, ast, item, PROTOTYPE_ATTRS);
        if !matches!(self.open, Some(Open::Native(_))) {
            return self.stray_line(cx, span);
        }
        let kind = FunctionKind::Native { signature: item.params.is_some() };
        let function = self.signature(cx, ast, span, item, &attrs, kind, u32::MAX);
        if let Some(Open::Native(native)) = &mut self.open {
            native.functions.push(function);
        }
    }

    /// The `.end` of a struct, a native module or an intrinsic.
    pub(super) fn close_open(&mut self, cx: &mut Context) {
        match self.open.take() {
            Some(Open::Native(native)) => {
                self.program.natives.push(native);
                self.scope.add_native(cx, &mut self.program);
            }
            Some(Open::Struct(index)) => {
                if let Some(module) = self.scope.current() {
                    let name = self.program.modules[module as usize].structs[index as usize].name;
                    self.sizes.borrow_mut().entry(module).or_default().add(name, index);
                }
            }
            Some(Open::Intrinsic(_) | Open::Faulty) | None => {}
        }
    }

    /// A value that must be known at once: a name that is defined further down is an error here.
    pub(super) fn now<T>(
        &mut self,
        cx: &mut Context,
        read: impl FnOnce(&mut Self, &mut Context) -> Result<T, Trouble>,
    ) -> Option<T> {
        match read(self, cx) {
            Ok(value) => Some(value),
            Err(trouble) => {
                report_unknown_now(cx, trouble);
                None
            }
        }
    }
}

/// Whether a declaration is allowed inside a function, struct or native module.
fn belongs_in_block(kind: ItemKind) -> bool {
    matches!(kind, ItemKind::Field | ItemKind::NativeFunc | ItemKind::Op | ItemKind::Format)
}

/// Whether an `.end` belongs to a declaration.
fn opens_block(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Func | ItemKind::Operator | ItemKind::Struct | ItemKind::Native | ItemKind::Intrinsic
    )
}
