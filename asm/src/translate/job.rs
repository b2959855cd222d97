//! The function that is translated, with what it may look up, and where its faults go.

use super::callees::{Callee, Callees};
use super::types::Ty;
use crate::Session;
use crate::formats;
use crate::ir::{
    Body, FnRefId, Function, Instr, Module, Operand, Program, Span, TypeId, Value, ValueId, ValuePool,
};
use crate::isa::{Isa, Role, Row};
use crate::translate::messages;
use lzasm_grammar::diag::Diagnostic;
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// A fault was reported: the function is not translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failed;

/// A function that is translated.
pub(super) struct Job<'j, 'o> {
    /// The state that all phases share.
    pub(super) cx: &'j mut Session<'o>,
    /// The program, without its values.
    pub(super) program: &'j Program,
    /// Its values.
    pub(super) values: &'j mut ValuePool,
    /// The signatures of called functions.
    pub(super) callees: &'j mut Callees,
    /// The index of its module.
    pub(super) module: u32,
    /// The function.
    pub(super) function: &'j Function,
    /// Its code.
    pub(super) body: &'j Body,
    /// The set it is translated to.
    pub(super) target: Isa,
    /// The types of its parameters.
    pub(super) params: Vec<Ty>,
    /// The type of its result.
    pub(super) result: Option<Ty>,
    reported: FxHashSet<Span>,
}

impl<'j, 'o> Job<'j, 'o> {
    /// A function, after a report of each parameter or result that is not portable.
    pub(super) fn new(
        cx: &'j mut Session<'o>,
        program: &'j Program,
        values: &'j mut ValuePool,
        callees: &'j mut Callees,
        (module, function, body): (u32, &'j Function, &'j Body),
    ) -> Self {
        let target = if body.isa == Isa::Register { Isa::Stack } else { Isa::Register };
        let mut job = Self {
            cx,
            program,
            values,
            callees,
            module,
            function,
            body,
            target,
            params: Vec::new(),
            result: None,
            reported: FxHashSet::default(),
        };
        job.params = function.params.iter().map(|param| job.declared(param.ty, param.ty_span)).collect();
        job.result = function.result.map(|result| job.declared(result.value, result.span));
        job
    }

    fn declared(&mut self, ty: TypeId, span: Span) -> Ty {
        Ty::of_type(&self.program.types, ty).unwrap_or_else(|| {
            let text = self.cx.sources.text(span).to_owned();
            self.report(messages::type_not_portable(span, &text));
            Ty::Faulty
        })
    }

    /// The module of the function.
    pub(super) fn module(&self) -> &'j Module {
        &self.program.modules[self.module as usize]
    }

    /// The name of the set it is translated to.
    pub(super) fn target_name(&self) -> &'static str {
        formats::isa_name(self.target)
    }

    /// The instruction at an index.
    pub(super) fn instr(&self, at: u32) -> &'j Instr {
        &self.body.instrs[at as usize]
    }

    /// The operands of an instruction.
    pub(super) fn operands(&self, at: u32) -> &'j [Operand] {
        self.body.operands(self.instr(at))
    }

    /// Whether an instruction is a call with the flag `tail`.
    pub(super) fn is_tail(&self, at: u32) -> bool {
        self.body.is_tail(self.instr(at))
    }

    /// The row of an instruction; none for a raw word or one that the user defined.
    pub(super) fn row(&self, at: u32) -> Option<&'static Row> {
        formats::rows(self.body.isa).get(usize::from(self.instr(at).row))
    }

    /// The role of an instruction.
    pub(super) fn role(&self, at: u32) -> Role {
        const WORD: &str = "a raw word means nothing to another machine";
        const USER: &str = "no other machine knows an instruction of your own";
        self.row(at).map_or_else(
            || Role::NotPortable(if self.instr(at).row == crate::ir::RAW_WORD { WORD } else { USER }),
            |row| row.role,
        )
    }

    /// The first word of an instruction, as a message names it.
    pub(super) fn mnemonic(&self, at: u32) -> String {
        let text = self.cx.sources.text(self.place(at));
        text.split([' ', '\t']).next().unwrap_or_default().to_owned()
    }

    /// The place of an instruction; past the last one, the function's.
    pub(super) fn place(&self, at: u32) -> Span {
        let instr = self.body.instrs.get(at as usize);
        instr.map_or(self.function.span, |instr| self.cx.line_span(instr.position))
    }

    /// Reports that the function is too large.
    pub(super) fn too_large(&mut self) -> Failed {
        self.report(messages::too_large(self.function.span));
        Failed
    }

    /// Adds a fault, once for each place.
    pub(super) fn report(&mut self, fault: Diagnostic) {
        let place = fault.main.as_ref().map_or(Span::default(), |main| main.span);
        if self.reported.insert(place) {
            let (written, target) = (formats::isa_name(self.body.isa), self.target_name());
            self.cx.report(messages::about(fault, self.function.span, written, target));
        }
    }

    /// Whether a fault has been reported.
    pub(super) fn has_failed(&self) -> bool {
        !self.reported.is_empty()
    }

    /// The value of an operand that names a constant.
    pub(super) fn constant(&self, operand: Operand) -> Option<ValueId> {
        match operand {
            Operand::Value(id) => Some(id),
            Operand::Const(index) => self.module().consts.get(index as usize).map(|found| found.value),
            _ => None,
        }
    }

    /// A constant in its portable form, with its type. The atoms `true` and `false` are the booleans.
    pub(super) fn portable(&mut self, id: ValueId) -> Option<(ValueId, Ty)> {
        let value = self.values.get(id);
        if let Value::Atom(name) = value {
            let is = match self.cx.names.text(*name) {
                "true" => true,
                "false" => false,
                _ => return None,
            };
            return Some((self.values.add(Value::Bool(is), self.values.place(id)), Ty::Bool));
        }
        Ty::of_value(value).map(|ty| (id, ty))
    }

    /// Whether a call leads to the function itself.
    pub(super) fn is_self(&self, callee: &Callee) -> bool {
        let called = callee.own.map(|own| &self.module().functions[own as usize]);
        called.is_some_and(|called| std::ptr::eq(called, self.function))
    }

    /// The function that an instruction calls.
    pub(super) fn callee(&mut self, id: FnRefId, at: u32) -> Option<Rc<Callee>> {
        let found = self.callees.find(self.program, self.values, self.module, id, self.target);
        match found {
            Ok(callee) => Some(callee),
            Err(fault) => {
                let function = self.values.get_ref(id);
                let place = self.place(at);
                let name = self.cx.names.text(function.name).to_owned();
                let module = function.module.map(|module| self.cx.names.text(module).to_owned());
                self.report(messages::unknown_callee(
                    place,
                    fault,
                    module.as_deref(),
                    &name,
                    self.target_name(),
                ));
                None
            }
        }
    }
}
