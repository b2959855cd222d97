//! Resolution: from plain statements to the IR, in three steps.
//!
//! *Declare*: every statement becomes an item or an instruction as it arrives. What depends on a name that may still be
//! defined below is deferred ([`pending`]). *Bind*: at the end, deferred subtrees are evaluated, and labels
//! of the whole module are joined. *Check*: faults that no single statement shows (unused labels, repeated names).
//!
//! The resolver is a [`Sink`] of the expansion. It produces a [`Program`] and diagnostics.

mod attrs;
mod bind;
mod code;
mod directives;
mod format;
mod functions;
mod items;
mod messages;
mod operand_messages;
mod operands;
mod order;
mod pending;
mod recover;
mod rows;
mod scope;
mod types;
mod unresolved;
mod values;

#[cfg(test)]
pub(crate) mod tests;

pub use rows::prelude;

use crate::Options;
use crate::formats::{self, Format};
use crate::ir::validate;
use crate::ir::{LabelId, Program, Sizes, Sym};
use crate::source::Context;
use crate::source::expand::{BlockKind, Sink};
use code::Code;
use items::Open;
use lzasm_grammar::ast::{Ast, Stmt, StmtKind};
use lzasm_grammar::source::Span;
use pending::PendingSlots;
use rows::Rows;
use rustc_hash::FxHashMap;
use scope::Scope;
use std::cell::RefCell;

/// Makes a [`Program`] of statements.
pub struct Resolver {
    program: Program,
    rows: Rows,
    scope: Scope,
    pending: PendingSlots,
    sizes: RefCell<FxHashMap<u32, Sizes>>,
    ops: FxHashMap<Sym, u16>,
    code_labels: FxHashMap<(u32, Sym), (u32, LabelId)>,
    all_labels: FxHashMap<u32, FxHashMap<Sym, Span>>,
    open: Option<Open>,
    /// The number of open blocks that were refused at their place: their `.end`s close nothing.
    refused: u32,
    code: Option<Code>,
    spare: Option<Code>,
    /// The format that packs the code of a function as soon as it is complete.
    packer: Option<&'static dyn Format>,
}

impl Resolver {
    /// A resolver that has seen nothing. `names` must have been made by [`prelude`]; `stem` names the module of a
    /// source without a `.module`.
    pub fn new(cx: &mut Context, stem: &str) -> Self {
        let stem = cx.names.intern(stem);
        Self {
            program: Program::default(),
            rows: Rows::new(&cx.names),
            scope: Scope::new(stem),
            pending: PendingSlots::default(),
            sizes: RefCell::default(),
            ops: FxHashMap::default(),
            code_labels: FxHashMap::default(),
            all_labels: FxHashMap::default(),
            open: None,
            refused: 0,
            code: None,
            spare: None,
            packer: packer(cx.options),
        }
    }

    /// Binds and checks what was declared.
    pub fn finish(mut self, cx: &mut Context) -> Program {
        self.scope.finish(cx, &mut self.program);
        self.bind(cx);
        validate::check(cx, &self.program);
        if cx.has_errors() {
            self.recover(cx);
        }
        self.program
    }
}

/// The format of the output, if it is certain and nothing but the output needs the code of functions.
fn packer(options: &Options) -> Option<&'static dyn Format> {
    let is_needed = options.keep_code || options.places || options.debug;
    options.format.filter(|_| !is_needed).and_then(formats::find)
}

impl Sink for Resolver {
    fn statement(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt) {
        match stmt.kind {
            StmtKind::Instr { name, operands } => self.instruction(cx, ast, stmt.span, name, operands),
            StmtKind::Label(name) => self.label(cx, stmt.span, name),
            StmtKind::NumberLabel(number) => self.number_label(cx, stmt.span, number),
            StmtKind::Plain(directive, operands) => self.directive(cx, ast, stmt.span, directive, operands),
            StmtKind::Item(item) => self.item(cx, ast, stmt.span, &ast.items[item as usize]),
            StmtKind::Assign { .. } | StmtKind::Macro(_) | StmtKind::Repeat(_) => {}
        }
    }

    fn close(&mut self, cx: &mut Context, block: BlockKind, end: Span) {
        if self.refused > 0 {
            self.refused -= 1;
            return;
        }
        match block {
            BlockKind::Func | BlockKind::Operator | BlockKind::Code => self.close_code(cx),
            BlockKind::Struct | BlockKind::Native | BlockKind::Intrinsic => self.close_open(cx),
            BlockKind::Archive => self.scope.close_archive(&mut self.program, end),
            BlockKind::Macro | BlockKind::Repeat | BlockKind::If => {}
        }
    }

    fn size_of(&self, name: Sym) -> Option<u64> {
        size_of(&self.program, &self.sizes, self.scope.current(), name)
    }

    fn here(&self) -> Option<u64> {
        self.code.as_ref().map(|code| code.here())
    }

    fn is_instruction(&self, name: Sym) -> bool {
        self.rows.is_mnemonic(name) || self.ops.contains_key(&name)
    }

    fn constant(&self, name: Sym) -> Option<Span> {
        self.scope.constant(name).map(|(_, span)| span)
    }
}

/// The size of a struct of the module being read, for `sizeof`.
fn size_of(
    program: &Program,
    sizes: &RefCell<FxHashMap<u32, Sizes>>,
    module: Option<u32>,
    name: Sym,
) -> Option<u64> {
    let module = module?;
    let structs = &program.modules.get(module as usize)?.structs;
    sizes.borrow_mut().get_mut(&module)?.named(program, structs, name)
}

impl Resolver {
    fn label(&mut self, cx: &mut Context, span: Span, name: Sym) {
        match &mut self.code {
            Some(code) => code.define_label(cx, name, span),
            None => cx.report(messages::label_outside(span)),
        }
    }

    fn number_label(&mut self, cx: &mut Context, span: Span, number: u32) {
        match &mut self.code {
            Some(code) => code.define_number(cx, number, span),
            None => cx.report(messages::label_outside(span)),
        }
    }
}
