//! The function being read: its instructions, labels and register names.

use super::items::Open;
use super::{Resolver, messages};
use crate::ir::{Body, Function, FunctionKind, LabelId, LabelInfo, Operand, Span, Sym};
use crate::isa::Isa;
use crate::source::Context;
use rustc_hash::FxHashMap;

/// A function whose `.end` has not come yet.
pub(super) struct Code {
    /// The index of the function in its module.
    pub(super) index: u32,
    /// Its code so far.
    pub(super) body: Body,
    /// The number of words of the module before it.
    words_before: u64,
    labels: FxHashMap<Sym, LabelId>,
    numbers: FxHashMap<u32, Numbered>,
    registers: FxHashMap<Sym, u8>,
}

/// The labels of one number.
#[derive(Clone, Copy, Default)]
struct Numbered {
    behind: Option<LabelId>,
    ahead: Option<LabelId>,
}

impl Code {
    /// The value of `here`.
    pub(super) fn here(&self) -> u64 {
        let own = self.body.instrs.len() as u64;
        if self.body.isa == Isa::Register { self.words_before + own } else { own }
    }

    /// `name:`
    pub(super) fn define_label(&mut self, cx: &mut Context, name: Sym, span: Span) {
        let id = self.named(name, span, false);
        self.place(cx, id, span);
    }

    /// `1:`
    pub(super) fn define_number(&mut self, cx: &mut Context, number: u32, span: Span) {
        let numbered = self.numbers.entry(number).or_default();
        let ahead = numbered.ahead.take();
        let id = ahead.unwrap_or_else(|| {
            let name = cx.names.intern(&number.to_string());
            add_label(&mut self.body, name, span, true)
        });
        self.numbers.entry(number).or_default().behind = Some(id);
        self.place(cx, id, span);
    }

    fn place(&mut self, cx: &mut Context, id: LabelId, span: Span) {
        let next = self.body.instrs.len() as u32;
        let label = &mut self.body.labels[id.0 as usize];
        if label.target.is_some() {
            let (name, first) = (label.name, label.span);
            let text = cx.names.text(name).to_owned();
            let fault = messages::label_twice(span, &text, first);
            cx.report(fault.help("labels that are numbers may repeat: `1:` is reached by `1b` and `1f`"));
            return;
        }
        label.target = Some(next);
        label.span = span;
    }

    /// The label of this name, which may still come.
    pub(super) fn named(&mut self, name: Sym, span: Span, used: bool) -> LabelId {
        let body = &mut self.body;
        let id = *self.labels.entry(name).or_insert_with(|| add_label(body, name, span, false));
        self.body.labels[id.0 as usize].used |= used;
        id
    }

    /// `1b`: the label of this number that came last.
    pub(super) fn behind(&self, number: u32) -> Option<LabelId> {
        self.numbers.get(&number).and_then(|numbered| numbered.behind)
    }

    /// `1f`: the label of this number that comes next.
    pub(super) fn ahead(&mut self, cx: &mut Context, number: u32, span: Span) -> LabelId {
        if let Some(id) = self.numbers.get(&number).and_then(|numbered| numbered.ahead) {
            return id;
        }
        let name = cx.names.intern(&number.to_string());
        let id = add_label(&mut self.body, name, span, true);
        self.numbers.entry(number).or_default().ahead = Some(id);
        id
    }

    /// The register that a parameter or a `.let` names.
    pub(super) fn alias(&self, name: Sym) -> Option<u8> {
        self.registers.get(&name).copied()
    }

    /// The names of registers.
    pub(super) fn aliases(&self) -> impl ExactSizeIterator<Item = Sym> {
        self.registers.keys().copied()
    }

    /// `.let`
    pub(super) fn set_alias(&mut self, name: Sym, register: u8) {
        self.registers.insert(name, register);
    }
}

fn add_label(body: &mut Body, name: Sym, span: Span, used: bool) -> LabelId {
    let id = LabelId(body.labels.len() as u32);
    body.labels.push(LabelInfo { name, span, target: None, outer: None, used });
    id
}

impl Resolver {
    /// Begins the body of a function (or of a `.code` block).
    pub(super) fn open_code(&mut self, cx: &mut Context, function: Function, isa: Isa, module: u32) {
        let functions = &mut self.program.modules[module as usize].functions;
        let index = functions.len() as u32;
        let mut code = self.spare.take().unwrap_or_else(|| Code {
            index,
            body: Body::new(isa),
            words_before: 0,
            labels: FxHashMap::default(),
            numbers: FxHashMap::default(),
            registers: FxHashMap::default(),
        });
        code.index = index;
        code.body.isa = isa;
        code.words_before = self.scope.words(module);
        if isa == Isa::Register {
            name_parameters(cx, &function, &mut code);
        }
        functions.push(function);
        self.code = Some(code);
    }

    /// Ends the body of a function.
    pub(super) fn close_code(&mut self, cx: &mut Context) {
        let (Some(mut code), Some(module)) = (self.code.take(), self.scope.current()) else {
            return;
        };
        for numbered in code.numbers.values().filter_map(|numbered| numbered.ahead) {
            let label = code.body.labels[numbered.0 as usize];
            let text = cx.names.text(label.name).to_owned();
            cx.report(messages::no_number_ahead(label.span, &text));
        }
        code.labels.clear();
        code.numbers.clear();
        code.registers.clear();
        if code.body.isa == Isa::Register {
            self.scope.add_words(module, code.body.instrs.len());
        }
        let isa = Some(code.body.isa);
        let packed = self.packer.filter(|format| format.info().isa == isa && !cx.has_errors());
        let packed = packed.and_then(|format| format.pack(&self.program.user_ops, &code.body));
        let body = code.body.take(packed);
        self.program.modules[module as usize].functions[code.index as usize].body = Some(body);
        self.spare = Some(code);
    }

    /// An instruction, or a line of an intrinsic or native block that looks like one.
    pub(super) fn instruction(
        &mut self,
        cx: &mut Context,
        ast: &lzasm_grammar::ast::Ast,
        span: Span,
        name: Sym,
        operands: lzasm_grammar::ast::List<lzasm_grammar::ast::NodeId>,
    ) {
        let ids = ast.operands(operands);
        if self.code.is_some() {
            self.assemble(cx, ast, span, name, ids);
        } else if let Some(Open::Intrinsic(_)) = self.open {
            self.intrinsic_target(cx, ast, span, name, ids);
        } else {
            let known = self.rows.is_mnemonic(name);
            let text = cx.names.text(name);
            if let Some(Open::Faulty) = self.open {
                return;
            }
            let error = match self.open {
                Some(Open::Struct(_)) => messages::no_field(span, text),
                _ => messages::instruction_outside(span, text, known),
            };
            cx.report(error);
        }
    }

    /// Adds an instruction whose operands are already in the body, from `first` on.
    #[inline]
    pub(super) fn push_instr(&mut self, row: u16, span: Span, first: usize) {
        if let Some(code) = &mut self.code {
            let count = (code.body.operands.len() - first) as u8;
            code.body.instrs.push(crate::ir::Instr { first: first as u32, position: span.lo, row, count });
        }
    }

    /// Adds an operand to the body.
    #[inline]
    pub(super) fn push_operand(&mut self, operand: Operand) {
        if let Some(code) = &mut self.code {
            code.body.operands.push(operand);
        }
    }
}

/// The most parameters a function written for registers has: they are `r1` to `r31`.
const MAX_REGISTER_PARAMETERS: usize = 31;

fn name_parameters(cx: &mut Context, function: &Function, code: &mut Code) {
    if function.kind != FunctionKind::Defined {
        return;
    }
    if let Some(param) = function.params.get(MAX_REGISTER_PARAMETERS) {
        cx.report(messages::too_many_register_parameters(param.span, function.params.len()));
    }
    for (index, param) in function.params.iter().enumerate().take(MAX_REGISTER_PARAMETERS) {
        if super::rows::register(param.name).is_some() {
            let text = cx.names.text(param.name).to_owned();
            cx.report(messages::named_like_register(param.span, &text));
        }
        code.set_alias(param.name, index as u8 + 1);
    }
}
