//! Instructions: the row of a mnemonic, and each operand judged by its kind.

use super::pending::{Slot, Tree};
use super::rows::{register, same_mnemonic};
use super::types::is_array;
use super::{Resolver, messages};
use crate::formats;
use crate::ir::{Operand, Span, Sym, USER_ROWS};
use crate::isa::operand::{FLAG_SAVE, FLAG_TAIL};
use crate::isa::{Isa, OperandKind, Row};
use crate::source::Context;
use crate::source::eval::Trouble;
use crate::source::expand::report_unknown_now;
use lzasm_grammar::ast::{Ast, Node, NodeId, NodeKind};

impl Resolver {
    /// An instruction of the open function.
    pub(super) fn assemble(&mut self, cx: &mut Context, ast: &Ast, span: Span, name: Sym, ids: &[NodeId]) {
        let Some(code) = &self.code else { return };
        let (isa, first) = (code.body.isa, code.body.operands.len());
        if let Some(row) = self.rows.find(isa, name) {
            let row = self.choose_row(ast, isa, row, ids);
            let rows = formats::rows(isa);
            self.operands(cx, ast, span, &rows[row as usize], ids);
            self.push_instr(row, span, first);
        } else if let Some(index) = self.user_op(isa, name) {
            self.user_operands(cx, ast, span, index, ids);
            self.push_instr(USER_ROWS + index as u16, span, first);
        } else {
            self.unknown_mnemonic(cx, ast, span, name, ids, isa);
            self.push_instr(0, span, first);
        }
    }

    /// Of the rows that share a mnemonic, the one whose operands have this shape.
    fn choose_row(&self, ast: &Ast, isa: Isa, first: u16, ids: &[NodeId]) -> u16 {
        if isa == Isa::Register {
            return first;
        }
        let array = ids.first().is_some_and(|&id| is_array(Tree::new(&ast.nodes, id)));
        let fits = |row: &Row| {
            let kinds = row.operands();
            let count = (row.required()..=kinds.len()).contains(&ids.len());
            count && (array || kinds.first() != Some(&OperandKind::ArrayType))
        };
        same_mnemonic(isa, first).find(|(_, row)| fits(row)).map_or(first, |(index, _)| index)
    }

    fn operands(&mut self, cx: &mut Context, ast: &Ast, span: Span, row: &'static Row, ids: &[NodeId]) {
        let kinds = row.operands();
        let flags = matches!(kinds.last(), Some(OperandKind::Flags8 | OperandKind::Flags16));
        if ids.len() < row.required() || (ids.len() > kinds.len() && !flags) {
            let error = messages::operand_count(span, row.mnemonic, row.required(), kinds.len(), ids.len());
            let nouns: Vec<&str> = kinds.iter().map(|kind| kind.noun()).collect();
            cx.report(messages::with_operands(error, row.mnemonic, &nouns));
            return;
        }
        for (at, &kind) in kinds.iter().enumerate() {
            match kind {
                OperandKind::Flags8 | OperandKind::Flags16 => {
                    self.flags(cx, ast, kind, ids.get(at..).unwrap_or(&[]))
                }
                OperandKind::Count if ids.len() <= at => self.push_operand(Operand::Int(0)),
                _ if ids.len() <= at => break,
                _ => self.operand(cx, Tree::new(&ast.nodes, ids[at]), kind),
            }
        }
    }

    /// Resolves one operand. Most are simple, so the code for these is at the place of the call.
    #[inline(always)]
    pub(super) fn operand(&mut self, cx: &mut Context, tree: Tree, kind: OperandKind) {
        match simple(kind, tree.node()) {
            Some(operand) => self.push_operand(operand),
            None => self.evaluated_operand(cx, tree, kind),
        }
    }

    /// Resolves an operand that is not simple now, or defers it if it needs a name that may still be defined.
    fn evaluated_operand(&mut self, cx: &mut Context, tree: Tree, kind: OperandKind) {
        let tree = tree.with_here(self.code.as_ref().map(|code| code.here()));
        match self.read_operand(cx, tree, kind) {
            Ok(operand) => self.push_operand(operand),
            Err(Trouble::Pending { .. }) => self.defer_operand(tree, kind),
            Err(trouble) => {
                report_unknown_now(cx, trouble);
                self.push_operand(Operand::Int(0));
            }
        }
    }

    fn defer_operand(&mut self, tree: Tree, kind: OperandKind) {
        let (Some(code), Some(module)) = (&self.code, self.scope.current()) else { return };
        let (function, operand) = (code.index, code.body.operands.len() as u32);
        self.pending.put(tree, module, Slot::Operand { function, operand, kind });
        self.push_operand(Operand::Pending(operand));
    }

    /// The meaning of an operand of a kind.
    pub(super) fn read_operand(
        &mut self,
        cx: &mut Context,
        tree: Tree,
        kind: OperandKind,
    ) -> Result<Operand, Trouble> {
        match kind {
            OperandKind::Reg(_) | OperandKind::Element => self.register(cx, tree).map_err(Trouble::from),
            OperandKind::Const | OperandKind::Value => self.constant_operand(cx, tree, kind),
            OperandKind::Callee => match tree.node().kind {
                NodeKind::PoolEntry => self.constant_operand(cx, tree, OperandKind::Const),
                NodeKind::FnValue => self.function(cx, tree.child()).map(Operand::Callee),
                _ => self.function(cx, tree).map(Operand::Callee),
            },
            _ if kind.is_label() => self.label_operand(cx, tree, kind),
            OperandKind::Type | OperandKind::ArrayType => self.type_operand(cx, tree, kind),
            OperandKind::Member => member(tree),
            _ => self.integer_operand(cx, tree, kind),
        }
    }

    fn integer_operand(
        &mut self,
        cx: &mut Context,
        tree: Tree,
        kind: OperandKind,
    ) -> Result<Operand, Trouble> {
        let (least, greatest) = kind.range().unwrap_or((0, 0));
        let number = self.number(cx, tree, least, greatest)?;
        Ok(match i32::try_from(number) {
            Ok(number) => Operand::Int(number),
            Err(_) => Operand::Bits(number as u32),
        })
    }

    fn register(&mut self, cx: &Context, tree: Tree) -> Result<Operand, lzasm_grammar::diag::Diagnostic> {
        let node = tree.node();
        let Some(name) = node.name() else {
            return Err(messages::value_for_register(node.span, cx.sources.text(node.span)));
        };
        if let Some(register) = register(name).filter(|_| node.kind == NodeKind::Name) {
            return Ok(Operand::Reg(register));
        }
        let code = self.code.as_ref();
        if let Some(register) = code.and_then(|code| code.alias(name)) {
            return Ok(Operand::Reg(register));
        }
        let code = code.filter(|code| cx.guesses.can_gather(code.aliases().len()));
        let aliases = code.into_iter().flat_map(|code| code.aliases()).map(|name| cx.names.text(name));
        let mut known: Vec<&str> = aliases.collect();
        known.sort_unstable();
        Err(messages::not_a_register(&cx.guesses, node.span, cx.names.text(name), &known))
    }

    fn constant_operand(
        &mut self,
        cx: &mut Context,
        tree: Tree,
        kind: OperandKind,
    ) -> Result<Operand, Trouble> {
        let node = tree.node();
        match node.kind {
            NodeKind::PoolEntry if kind == OperandKind::Const => {
                let index = self.number(cx, tree.child(), 0, 0xFFFF)?;
                Ok(Operand::PoolEntry(index as u32))
            }
            NodeKind::PoolEntry => Err(Trouble::from(messages::no_pool_here(node.span))),
            _ if let Some((index, _)) = node.name().and_then(|name| self.scope.constant(name)) => {
                Ok(Operand::Const(index))
            }
            _ => self.value(cx, tree).map(Operand::Value),
        }
    }

    fn label_operand(&mut self, cx: &mut Context, tree: Tree, kind: OperandKind) -> Result<Operand, Trouble> {
        let node = tree.node();
        let Some(code) = &mut self.code else {
            return self.integer_operand(cx, tree, kind);
        };
        match node.kind {
            _ if let Some(name) = node.name() => Ok(Operand::Label(code.named(name, node.span, true))),
            NodeKind::LabelForward if let Some(number) = node.number() => {
                Ok(Operand::Label(code.ahead(cx, number, node.span)))
            }
            NodeKind::LabelBack if let Some(number) = node.number() => match code.behind(number) {
                Some(id) => Ok(Operand::Label(id)),
                None => Err(Trouble::from(messages::no_number_behind(node.span, number))),
            },
            _ => self.integer_operand(cx, tree, kind),
        }
    }

    fn type_operand(&mut self, cx: &mut Context, tree: Tree, kind: OperandKind) -> Result<Operand, Trouble> {
        if kind == OperandKind::ArrayType && !is_array(tree) {
            let found = cx.sources.text(tree.span());
            return Err(Trouble::from(messages::expected_kind(tree.span(), kind.noun(), found)));
        }
        self.ty(cx, tree).map(Operand::Type)
    }

    /// `tail`, `save` in any order, or the bits as an integer.
    fn flags(&mut self, cx: &mut Context, ast: &Ast, kind: OperandKind, ids: &[NodeId]) {
        if let [id] = ids
            && ast.node(*id).kind == NodeKind::Int
        {
            return self.operand(cx, Tree::new(&ast.nodes, *id), kind);
        }
        let mut bits = 0;
        for &id in ids {
            let node = ast.node(id);
            let text = cx.sources.text(node.span);
            match text {
                "tail" => bits |= FLAG_TAIL,
                "save" => bits |= FLAG_SAVE,
                _ => {
                    let error = messages::expected_kind(node.span, kind.noun(), text);
                    cx.report(error);
                }
            }
        }
        self.push_operand(Operand::Int(bits.into()));
    }

    fn unknown_mnemonic(
        &mut self,
        cx: &mut Context,
        ast: &Ast,
        span: Span,
        name: Sym,
        ids: &[NodeId],
        isa: Isa,
    ) {
        let text = cx.names.text(name);
        if let [id] = ids
            && ast.node(*id).kind == NodeKind::Atom
        {
            let atom = ast.node(*id).span;
            let error =
                messages::misplaced_colon(Span::new(span.lo, atom.lo), text, atom, cx.sources.text(atom));
            return cx.report(error);
        }
        let other = if isa == Isa::Register { Isa::Stack } else { Isa::Register };
        let elsewhere = self.rows.find(other, name).is_some();
        let user = self.program.user_ops.iter().map(|op| cx.names.text(op.name));
        let macros = cx.macros.iter().map(|name| cx.names.text(*name));
        let rows = formats::rows(isa).iter().map(|row| row.mnemonic);
        let count = rows.len() + user.len() + macros.len();
        let known = || rows.chain(user).chain(macros).collect();
        let known: Vec<&str> = if cx.guesses.can_gather(count) { known() } else { Vec::new() };
        let at = Span::new(span.lo, span.lo + text.len() as u32);
        let error = messages::unknown_mnemonic(
            &cx.guesses,
            at,
            text,
            &known,
            elsewhere.then(|| formats::isa_name(other)),
        );
        cx.report(error);
    }
}

/// An operand that needs neither a name's meaning nor an evaluation: a register or a small integer. Most are.
#[inline]
fn simple(kind: OperandKind, node: Node) -> Option<Operand> {
    match kind {
        OperandKind::Reg(_) if node.kind == NodeKind::Name => register(node.name()?).map(Operand::Reg),
        OperandKind::I16 | OperandKind::U16 | OperandKind::U8 | OperandKind::I8 | OperandKind::I24 => {
            let value = node.small()?;
            let (_, greatest) = kind.range()?;
            (i64::from(value) <= greatest).then_some(Operand::Int(value as i32))
        }
        _ => None,
    }
}

fn member(tree: Tree) -> Result<Operand, Trouble> {
    let node = tree.node();
    match node.name() {
        Some(name) => Ok(Operand::Member(name)),
        None => Err(Trouble::from(messages::expected_kind(node.span, OperandKind::Member.noun(), ""))),
    }
}
