//! Directives with plain operands.

use super::pending::{Slot, Tree};
use super::{Resolver, messages};
use crate::formats;
use crate::ir::{LabelId, Loc, LocFile, Operand, RAW_WORD, Section, SectionPart, Span, Spanned, Sym};
use crate::isa::{Isa, OperandKind};
use crate::source::Context;
use lzasm_grammar::ast::{Ast, Directive, List, Node, NodeId, NodeKind};

impl Resolver {
    /// A directive.
    pub(super) fn directive(
        &mut self,
        cx: &mut Context,
        ast: &Ast,
        span: Span,
        directive: Directive,
        operands: List<NodeId>,
    ) {
        let ids = ast.operands(operands);
        if let (Some(block), false) = (self.enclosing_block(), belongs_in_block(directive)) {
            self.refused += u32::from(matches!(directive, Directive::Archive | Directive::Code));
            return cx.report(messages::item_inside_block(span, block));
        }
        match directive {
            Directive::Target => self.target(cx, ast, span, ids),
            Directive::Isa => self.isa_directive(cx, ast, span, ids),
            Directive::Using => self.using(cx, ast, span, ids),
            Directive::Word => self.word(cx, ast, span, ids),
            Directive::Let => self.alias(cx, ast, span, ids),
            Directive::Loc => self.loc(cx, ast, span, ids),
            Directive::Lines => self.lines(cx, ast, span, ids),
            Directive::Sections => self.sections(cx, ast, span, ids),
            Directive::Optional => self.optional(cx, ast, span, ids),
            Directive::Trailing => self.trailing(cx, ast, span, ids),
            Directive::Archive => self.archive(cx, span, ids),
            Directive::Code => self.code_block(cx, span, ids),
            // The rest never reaches a sink.
            _ => {}
        }
    }

    fn target(&mut self, cx: &mut Context, ast: &Ast, span: Span, ids: &[NodeId]) {
        let Some((name, at)) = one_name(cx, ast, span, ids) else { return };
        if let Some(format) = formats::find(cx.names.text(name)) {
            self.scope.target_isa(&cx.sources, at, format.info().isa);
        }
    }

    fn isa_directive(&mut self, cx: &mut Context, ast: &Ast, span: Span, ids: &[NodeId]) {
        let Some((name, at)) = one_name(cx, ast, span, ids) else { return };
        if let Some(isa) = self.isa_named(cx, name, at) {
            self.scope.choose_isa(&cx.sources, at, isa);
        }
    }

    fn using(&mut self, cx: &mut Context, ast: &Ast, span: Span, ids: &[NodeId]) {
        let Some((name, at)) = one_name(cx, ast, span, ids) else { return };
        let (_, module) = self.current_module(cx, span);
        module.usings.push(Spanned { value: name, span: at });
    }

    fn word(&mut self, cx: &mut Context, ast: &Ast, span: Span, ids: &[NodeId]) {
        let Some(code) = &self.code else {
            return cx.report(messages::outside_code(span, ".word"));
        };
        let first = code.body.operands.len();
        match (code.body.isa, ids) {
            (Isa::Stack, _) => cx.report(messages::word_in_stack_code(span)),
            (Isa::Register, [id]) => self.operand(cx, Tree::new(&ast.nodes, *id), OperandKind::Word),
            _ => cx.report(messages::operand_count(span, ".word", 1, 1, ids.len())),
        }
        self.push_instr(RAW_WORD, span, first);
    }

    fn alias(&mut self, cx: &mut Context, ast: &Ast, span: Span, ids: &[NodeId]) {
        let [id] = ids else {
            return cx.report(messages::operand_count(span, ".let", 1, 1, ids.len()));
        };
        let tree = Tree::new(&ast.nodes, *id);
        let (NodeKind::Named, Some(name)) = (tree.node().kind, tree.node().sym()) else {
            return cx.report(messages::let_form(span));
        };
        if self.code.as_ref().is_none_or(|code| code.body.isa != Isa::Register) {
            return cx.report(messages::outside_code(span, ".let"));
        }
        if super::rows::register(name).is_some() {
            let text = cx.names.text(name).to_owned();
            return cx.report(messages::named_like_register(tree.span(), &text));
        }
        let register = self.now(cx, |this, cx| this.read_operand(cx, tree.child(), OperandKind::Element));
        if let (Some(Operand::Reg(register)), Some(code)) = (register, &mut self.code) {
            code.set_alias(name, register);
        }
    }

    fn loc(&mut self, cx: &mut Context, ast: &Ast, span: Span, ids: &[NodeId]) {
        let (Some(code), Some(module)) = (&self.code, self.scope.current()) else {
            return cx.report(messages::outside_code(span, ".loc"));
        };
        let (function, at) = (code.index, code.body.locs.len() as u32);
        let instr = code.body.instrs.len() as u32;
        let ([file, line] | [file, line, _]) = ids else {
            return cx.report(messages::loc_form(span));
        };
        let Some(file) = self.loc_file(cx, Tree::new(&ast.nodes, *file)) else { return };
        let loc = Loc { instr, file, line: 0, column: 0, span };
        if let Some(code) = &mut self.code {
            code.body.locs.push(loc);
        }
        self.fill(cx, module, Tree::new(&ast.nodes, *line), Slot::LocLine(function, at));
        if let Some(column) = ids.get(2) {
            self.fill(cx, module, Tree::new(&ast.nodes, *column), Slot::LocColumn(function, at));
        }
    }

    /// A path, or the index of one of the files that `.lines` lists.
    fn loc_file(&mut self, cx: &mut Context, tree: Tree) -> Option<LocFile> {
        if tree.node().kind == NodeKind::Str {
            let path = super::values::string(cx, tree.span());
            return Some(LocFile::Path(cx.names.intern(&path)));
        }
        let index = self.now(cx, |this, cx| this.number(cx, tree, 0, u16::MAX.into()))?;
        u16::try_from(index).ok().map(LocFile::Index)
    }

    fn lines(&mut self, cx: &mut Context, ast: &Ast, span: Span, ids: &[NodeId]) {
        let mut files = Vec::new();
        for &id in ids {
            let node = ast.node(id);
            let Some(text) = string_operand(cx, node) else { continue };
            files.push(Spanned { value: cx.names.intern(&text), span: node.span });
        }
        let (_, module) = self.current_module(cx, span);
        module.line_files.get_or_insert_default().extend(files);
    }

    fn sections(&mut self, cx: &mut Context, ast: &Ast, span: Span, ids: &[NodeId]) {
        let mut parts = Vec::new();
        for &id in ids {
            parts.extend(self.section_part(cx, Tree::new(&ast.nodes, id)));
        }
        let (_, module) = self.current_module(cx, span);
        module.sections = Some(Spanned { value: parts, span });
    }

    fn section_part(&mut self, cx: &mut Context, tree: Tree) -> Option<SectionPart> {
        let node = tree.node();
        match node.kind {
            NodeKind::Bytes(_) | NodeKind::Str => Some(SectionPart::Gap(super::values::bytes(cx, node.span))),
            NodeKind::Name => section(cx, node).map(SectionPart::Section),
            NodeKind::Named => {
                let section = section(cx, node)?;
                let offset = self.now(cx, |this, cx| this.number(cx, tree.child(), 0, u32::MAX.into()))?;
                Some(SectionPart::Empty(section, offset as u32))
            }
            _ => {
                cx.report(messages::section_form(node.span));
                None
            }
        }
    }

    fn optional(&mut self, cx: &mut Context, ast: &Ast, span: Span, ids: &[NodeId]) {
        let [count, bytes] = ids else {
            return cx.report(messages::optional_form(span));
        };
        let tree = Tree::new(&ast.nodes, *count);
        let count = self.now(cx, |this, cx| this.number(cx, tree, 0, u32::MAX.into()));
        let (Some(count), Some(bytes)) = (count, bytes_operand(cx, ast.node(*bytes))) else { return };
        self.program.optional = Some(Spanned { value: (count as u32, bytes), span });
    }

    fn trailing(&mut self, cx: &mut Context, ast: &Ast, span: Span, ids: &[NodeId]) {
        for &id in ids {
            let Some(bytes) = bytes_operand(cx, ast.node(id)) else { continue };
            let trailing = self.program.trailing.get_or_insert(Spanned { value: Vec::new(), span });
            trailing.value.extend(bytes);
        }
    }

    fn archive(&mut self, cx: &mut Context, span: Span, ids: &[NodeId]) {
        if !ids.is_empty() {
            cx.report(messages::operand_count(span, ".archive", 0, 0, ids.len()));
        }
        self.scope.open_archive(cx, span);
    }

    fn code_block(&mut self, cx: &mut Context, span: Span, ids: &[NodeId]) {
        if !ids.is_empty() {
            cx.report(messages::operand_count(span, ".code", 0, 0, ids.len()));
        }
        let (module, data) = self.current_module(cx, span);
        let index = data.functions.len() as u32;
        data.items.push(crate::ir::Item::Function(index));
        let function = crate::ir::Function::code(span);
        self.open_code(cx, function, Isa::Register, module);
    }

    /// The label of a `.code` block of a module.
    pub(super) fn code_label(&self, module: u32, name: Sym) -> Option<(u32, LabelId)> {
        self.code_labels.get(&(module, name)).copied()
    }
}

/// Whether a directive is allowed inside a function, struct or native module.
fn belongs_in_block(directive: Directive) -> bool {
    matches!(
        directive,
        Directive::Word
            | Directive::Let
            | Directive::Loc
            | Directive::Target
            | Directive::Isa
            | Directive::Trailing
    )
}

fn one_name(cx: &mut Context, ast: &Ast, span: Span, ids: &[NodeId]) -> Option<(Sym, Span)> {
    match ids {
        [id] if let Some(name) = ast.node(*id).name() => Some((name, ast.node(*id).span)),
        [id, ..] => {
            cx.report(messages::expected_name(ast.node(*id).span));
            None
        }
        [] => {
            cx.report(messages::expected_name(span));
            None
        }
    }
}

fn string_operand(cx: &mut Context, node: Node) -> Option<String> {
    if node.kind == NodeKind::Str {
        return Some(super::values::string(cx, node.span));
    }
    let found = cx.sources.text(node.span).to_owned();
    cx.report(messages::expected_kind(node.span, "a string", &found));
    None
}

fn bytes_operand(cx: &mut Context, node: Node) -> Option<Vec<u8>> {
    if matches!(node.kind, NodeKind::Bytes(_) | NodeKind::Str) {
        return Some(super::values::bytes(cx, node.span));
    }
    let found = cx.sources.text(node.span).to_owned();
    cx.report(messages::expected_kind(node.span, "bytes", &found));
    None
}

fn section(cx: &mut Context, node: Node) -> Option<Section> {
    let found = match node.sym().map(|name| cx.names.text(name)) {
        Some("usings") => Some(Section::Usings),
        Some("layouts") => Some(Section::Layouts),
        Some("functions") => Some(Section::Functions),
        _ => None,
    };
    if found.is_none() {
        cx.report(messages::section_form(node.span));
    }
    found
}

/// The numbers of a version as it is written: `1.2.0`.
pub(super) fn version_numbers(cx: &mut Context, version: Span) -> Vec<Spanned<u64>> {
    let text = cx.sources.text(version).to_owned();
    let mut at = version.lo;
    let mut numbers = Vec::new();
    for part in text.split('.') {
        let span = Span::new(at, at + part.len() as u32);
        at = span.hi + 1;
        match part.parse() {
            Ok(number) => numbers.push(Spanned { value: number, span }),
            Err(_) => cx.report(messages::version_number(span, part)),
        }
    }
    numbers
}
