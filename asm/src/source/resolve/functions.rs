//! Functions, operators, intrinsics and prototypes: their heads, with slots for types that are not known yet.

use super::attrs::{Attrs, Legal, Shape, attributes};
use super::items::Open;
use super::pending::{Slot, Tree};
use super::{Resolver, messages};
use crate::formats;
use crate::ir::{
    Function, FunctionKind, Item as IrItem, OperatorRow, Param, Span, Spanned, Sym, TypeId, operator_symbol,
};
use crate::isa::Isa;
use crate::source::Context;
use crate::source::eval::Trouble;
use crate::source::expand::report_unknown_now;
use lzasm_grammar::ast::{self, Ast, Item, NodeId, NodeKind, OperatorToken};

const FUNCTION_ATTRS: &[Legal] = &[
    ("export", Shape::Word),
    ("symbol", Shape::Value),
    ("isa", Shape::Value),
    ("registers", Shape::Value),
    ("dup", Shape::Word),
];
pub(super) const PROTOTYPE_ATTRS: &[Legal] =
    &[("export", Shape::Word), ("symbol", Shape::Value), ("dup", Shape::Word)];
impl Resolver {
    pub(super) fn function_item(&mut self, cx: &mut Context, ast: &Ast, span: Span, item: &Item) {
        let attrs = attributes(cx, ast, item, FUNCTION_ATTRS);
        let isa = attrs.value("isa").and_then(|id| self.isa_value(cx, ast, id));
        let isa = isa.unwrap_or_else(|| self.scope.isa(&cx.sources, span));
        let (module, _) = self.current_module(cx, span);
        let function = self.signature(cx, ast, span, item, &attrs, FunctionKind::Defined, module);
        let index = self.program.modules[module as usize].functions.len() as u32;
        self.program.modules[module as usize].items.push(IrItem::Function(index));
        self.open_code(cx, function, isa, module);
        if let Some(id) = attrs.value("registers") {
            self.fill(cx, module, Tree::new(&ast.nodes, id), Slot::Registers(index));
        }
    }

    fn isa_value(&mut self, cx: &mut Context, ast: &Ast, id: NodeId) -> Option<Isa> {
        let name = super::attrs::word_value(cx, ast, id)?;
        self.isa_named(cx, name, ast.node(id).span)
    }

    /// The set of this name.
    pub(super) fn isa_named(&mut self, cx: &mut Context, name: Sym, span: Span) -> Option<Isa> {
        let text = cx.names.text(name);
        let isa = formats::isa(text);
        if isa.is_none() {
            let error = messages::unknown_isa(span, text, &formats::isa_names());
            cx.report(error);
        }
        isa
    }

    pub(super) fn prototype(&mut self, cx: &mut Context, ast: &Ast, span: Span, item: &Item) {
        let attrs = attributes(cx, ast, item, PROTOTYPE_ATTRS);
        let (module, _) = self.current_module(cx, span);
        let from = item.from.map(|from| Spanned { value: from.sym, span: from.span });
        let kind = FunctionKind::Prototype { from, signature: item.params.is_some() };
        let function = self.signature(cx, ast, span, item, &attrs, kind, module);
        self.add_function(module, function);
    }

    pub(super) fn intrinsic(&mut self, cx: &mut Context, ast: &Ast, span: Span, item: &Item) {
        let attrs = attributes(cx, ast, item, PROTOTYPE_ATTRS);
        let (module, _) = self.current_module(cx, span);
        let function =
            self.signature(cx, ast, span, item, &attrs, FunctionKind::Intrinsic(Vec::new()), module);
        let index = self.add_function(module, function);
        self.open = Some(Open::Intrinsic(index));
    }

    /// A line of an intrinsic: `vm "println"`.
    pub(super) fn intrinsic_target(
        &mut self,
        cx: &mut Context,
        ast: &Ast,
        span: Span,
        name: Sym,
        ids: &[NodeId],
    ) {
        let (Some(Open::Intrinsic(index)), Some(module)) = (&self.open, self.scope.current()) else { return };
        let index = *index;
        let code = match ids {
            [id] if ast.node(*id).kind == NodeKind::Str => super::values::string(cx, ast.node(*id).span),
            _ => return cx.report(messages::intrinsic_line(span)),
        };
        let code = cx.names.intern(&code);
        let function = &mut self.program.modules[module as usize].functions[index as usize];
        if let FunctionKind::Intrinsic(targets) = &mut function.kind {
            targets.push((name, code, span));
        }
    }

    fn add_function(&mut self, module: u32, function: Function) -> u32 {
        let module = &mut self.program.modules[module as usize];
        let index = module.functions.len() as u32;
        module.items.push(IrItem::Function(index));
        module.functions.push(function);
        index
    }

    /// The head of a function. Types that are not known yet are pending in slots of the function that is added next.
    #[allow(clippy::too_many_arguments)] // each is needed, and none belongs together with another
    pub(super) fn signature(
        &mut self,
        cx: &mut Context,
        ast: &Ast,
        span: Span,
        item: &Item,
        attrs: &Attrs<'_>,
        kind: FunctionKind,
        module: u32,
    ) -> Function {
        let operator = item.token.and_then(|token| self.operator_number(cx, ast, token));
        let place = item
            .name
            .map_or_else(|| item.token.map_or(span, |token| token_span(ast, token)), |name| name.span);
        let slots = self.signature_slots(module);
        let params = item.params.map_or(&[] as &[ast::Param], |list| ast.params(list));
        let params = params
            .iter()
            .enumerate()
            .map(|(at, param)| self.param(cx, ast, param, slots.param(at), module))
            .collect();
        let result = item.ty.map(|ty| self.result_type(cx, ast, ty, slots, module));
        let symbol = attrs.value("symbol").and_then(|id| self.symbol(cx, ast, id));
        let mut function = Function {
            kind,
            name: item.name.map_or(Sym(0), |name| name.sym),
            span: place,
            operator,
            params,
            result,
            symbol,
            registers: None,
            export: attrs.has("export"),
            dup: attrs.has("dup"),
            body: None,
        };
        self.name_operator(cx, &mut function);
        function
    }

    /// Names an operator by its symbol.
    fn name_operator(&mut self, cx: &mut Context, function: &mut Function) {
        let Some(token) = function.operator else { return };
        function.name = match function.symbol {
            Some(symbol) => symbol.value,
            None => {
                let known = function.params.iter().all(|param| param.ty != TypeId::PENDING);
                let params = if known { function.params.as_slice() } else { &[] };
                let text = operator_symbol(token, params, &self.program.types, &cx.names);
                cx.names.intern(&text)
            }
        };
    }

    fn operator_number(&mut self, cx: &mut Context, ast: &Ast, token: OperatorToken) -> Option<u32> {
        match token {
            OperatorToken::Symbol(span) => {
                let text = cx.sources.text(span).to_owned();
                let row = OperatorRow::by_token(&text);
                if row.is_none() {
                    cx.report(messages::unknown_operator(span, &text));
                }
                row.map(|row| row.number)
            }
            OperatorToken::Number(id) => {
                let tree = Tree::new(&ast.nodes, id);
                self.now(cx, |this, cx| this.number(cx, tree, 0, u32::MAX.into())).map(|number| number as u32)
            }
        }
    }

    fn symbol(&mut self, cx: &mut Context, ast: &Ast, id: NodeId) -> Option<Spanned<Sym>> {
        let node = ast.node(id);
        if node.kind != NodeKind::Str {
            let found = cx.sources.text(node.span).to_owned();
            cx.report(messages::expected_kind(node.span, "a string", &found));
            return None;
        }
        let text = super::values::string(cx, node.span);
        Some(Spanned { value: cx.names.intern(&text), span: node.span })
    }

    fn param(&mut self, cx: &mut Context, ast: &Ast, param: &ast::Param, slot: Slot, module: u32) -> Param {
        let ty_span = ast.node(param.ty).span;
        let ty = self.type_or_later(cx, Tree::new(&ast.nodes, param.ty), slot, module);
        Param { name: param.name.sym, span: param.name.span, ty, ty_span }
    }

    fn result_type(
        &mut self,
        cx: &mut Context,
        ast: &Ast,
        ty: NodeId,
        slots: SignatureSlots,
        module: u32,
    ) -> Spanned<TypeId> {
        let tree = Tree::new(&ast.nodes, ty);
        Spanned { value: self.type_or_later(cx, tree, slots.result(), module), span: tree.span() }
    }

    fn type_or_later(&mut self, cx: &mut Context, tree: Tree, slot: Slot, module: u32) -> TypeId {
        match self.ty(cx, tree) {
            Ok(ty) => ty,
            Err(Trouble::Pending { .. }) => {
                self.pending.put(tree, module, slot);
                TypeId::PENDING
            }
            Err(trouble) => {
                report_unknown_now(cx, trouble);
                TypeId::PENDING
            }
        }
    }

    /// The pending types of the function that is added next.
    fn signature_slots(&self, module: u32) -> SignatureSlots {
        match &self.open {
            Some(Open::Native(native)) => {
                SignatureSlots::Native(self.program.natives.len() as u32, native.functions.len() as u32)
            }
            _ => SignatureSlots::Function(
                self.program.modules.get(module as usize).map_or(0, |module| module.functions.len() as u32),
            ),
        }
    }
}

/// The pending types of a signature.
#[derive(Clone, Copy)]
enum SignatureSlots {
    Function(u32),
    Native(u32, u32),
}

impl SignatureSlots {
    fn param(self, at: usize) -> Slot {
        match self {
            Self::Function(function) => Slot::ParamType(function, at as u32),
            Self::Native(native, function) => Slot::NativeParam(native, function, at as u32),
        }
    }

    fn result(self) -> Slot {
        match self {
            Self::Function(function) => Slot::ResultType(function),
            Self::Native(native, function) => Slot::NativeResult(native, function),
        }
    }
}

fn token_span(ast: &Ast, token: OperatorToken) -> Span {
    match token {
        OperatorToken::Symbol(span) => span,
        OperatorToken::Number(id) => ast.node(id).span,
    }
}
