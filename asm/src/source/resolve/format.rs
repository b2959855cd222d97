//! `.format` and `.op`.

use super::attrs::{Shape, attributes};
use super::pending::Tree;
use super::{Resolver, messages};
use crate::formats::{self, Form};
use crate::ir::{RAW_WORD, Span, Spanned, Sym, USER_ROWS, UserOp};
use crate::isa::{Isa, OperandKind};
use crate::source::Context;
use lzasm_grammar::ast::{Ast, Item, NodeId};

/// The first opcode that is free for the user.
const FIRST_USER_OPCODE: i64 = 0x80;
/// The most instructions that `.op` can define in a source.
const MOST_USER_OPS: usize = (RAW_WORD - USER_ROWS) as usize;
/// The number of bytes of a word that hold operands.
const OPERAND_BYTES: usize = 3;

impl Resolver {
    /// `.format 0.12 length_size=2 structs=none header=packed`
    pub(super) fn format(&mut self, cx: &mut Context, ast: &Ast, item: &Item) {
        let keys = formats::settings().filter_map(|setting| setting.form.key());
        let keys: Vec<_> = keys.map(|key| (key, Shape::Value)).collect();
        let attrs = attributes(cx, ast, item, &keys);
        if let Some(version) = item.version {
            self.format_version(cx, version);
        }
        for setting in formats::settings() {
            let Some(id) = setting.form.key().and_then(|key| attrs.value(key)) else { continue };
            let span = ast.node(id).span;
            let number = match setting.form {
                Form::Number { key, values } => {
                    self.number_of_setting(cx, Tree::new(&ast.nodes, id), key, values)
                }
                Form::Word { word, .. } if cx.sources.text(span) != word => {
                    let found = cx.sources.text(span).to_owned();
                    cx.report(messages::expected_word(span, word, &found));
                    None
                }
                _ => Some(0),
            };
            if let Some((key, value)) = setting.form.key().zip(number) {
                self.program.format.set(key, Spanned { value, span });
            }
        }
    }

    fn format_version(&mut self, cx: &mut Context, version: Span) {
        let numbers = super::directives::version_numbers(cx, version);
        let small = |placed: &Spanned<u64>| u32::try_from(placed.value).ok();
        let read = match numbers.as_slice() {
            [major] => small(major).map(|major| (major, None)),
            [major, minor] => small(major).zip(small(minor)).map(|(major, minor)| (major, Some(minor))),
            _ => None,
        };
        match read {
            Some(value) => self.program.format.version = Some(Spanned { value, span: version }),
            None => {
                let text = cx.sources.text(version).to_owned();
                cx.report(messages::format_version(version, &text));
            }
        }
    }

    fn number_of_setting(
        &mut self,
        cx: &mut Context,
        tree: Tree,
        key: &'static str,
        values: &'static [u8],
    ) -> Option<u8> {
        let (least, greatest) = (values.iter().min()?, values.iter().max()?);
        let (least, greatest) = (i64::from(*least), i64::from(*greatest));
        let number = self.now(cx, |this, cx| this.number(cx, tree, least, greatest))?;
        let valid = values.iter().copied().find(|value| i64::from(*value) == number);
        if valid.is_none() {
            cx.report(messages::value_of_setting(tree.span(), key, number, values));
        }
        valid
    }

    /// `.op NAME 0x80 dst:reg, n:u8`
    pub(super) fn op(&mut self, cx: &mut Context, ast: &Ast, item: &Item) {
        attributes(cx, ast, item, &[]);
        let (Some(name), Some(opcode)) = (item.name, item.value) else { return };
        let tree = Tree::new(&ast.nodes, opcode);
        let Some(opcode) = self.now(cx, |this, cx| this.number(cx, tree, FIRST_USER_OPCODE, 0xFF)) else {
            return;
        };
        let text = cx.names.text(name.sym).to_owned();
        if let Some(&old) = self.ops.get(&name.sym) {
            let old = self.program.user_ops[usize::from(old)].span;
            return cx.report(messages::defined_twice(name.span, "instruction", &text, old));
        }
        // Their rows have the numbers between these two.
        let count = self.program.user_ops.len();
        if count == MOST_USER_OPS {
            return cx.report(messages::too_many_ops(name.span, MOST_USER_OPS));
        }
        if self.rows.find(Isa::Register, name.sym).is_some() {
            return cx.report(messages::op_named_like_instruction(name.span, &text));
        }
        let Some(kinds) = user_kinds(cx, ast, item) else { return };
        let bytes: usize = kinds.iter().map(|kind| kind.width()).sum();
        if bytes > OPERAND_BYTES {
            return cx.report(messages::op_too_wide(name.span, &text, bytes));
        }
        self.ops.insert(name.sym, count as u16);
        self.program.user_ops.push(UserOp { name: name.sym, opcode: opcode as u8, kinds, span: name.span });
    }

    /// The instruction that an `.op` gave this name.
    pub(super) fn user_op(&self, isa: Isa, name: Sym) -> Option<usize> {
        if isa == Isa::Stack {
            return None;
        }
        self.ops.get(&name).map(|index| usize::from(*index))
    }

    /// The operands of an instruction that an `.op` defined.
    pub(super) fn user_operands(
        &mut self,
        cx: &mut Context,
        ast: &Ast,
        span: Span,
        index: usize,
        ids: &[NodeId],
    ) {
        let op = &self.program.user_ops[index];
        let kinds = op.kinds.clone();
        if ids.len() != kinds.len() {
            let name = cx.names.text(op.name).to_owned();
            return cx.report(messages::operand_count(span, &name, kinds.len(), kinds.len(), ids.len()));
        }
        for (&id, kind) in ids.iter().zip(kinds) {
            self.operand(cx, Tree::new(&ast.nodes, id), kind);
        }
    }
}

fn user_kinds(cx: &mut Context, ast: &Ast, item: &Item) -> Option<Vec<OperandKind>> {
    let params = item.params.map_or(&[][..], |list| ast.params(list));
    let mut kinds = Vec::new();
    for param in params {
        let span = ast.node(param.ty).span;
        let text = cx.sources.text(span);
        match OperandKind::USER.iter().find(|(name, _)| *name == text) {
            Some((_, kind)) => kinds.push(*kind),
            None => {
                let known: Vec<&str> = OperandKind::USER.iter().map(|(name, _)| *name).collect();
                let error = messages::unknown_operand_kind(span, text, &known);
                cx.report(error);
                return None;
            }
        }
    }
    Some(kinds)
}
