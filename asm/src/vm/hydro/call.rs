//! Calls and returns. Open calls are entries of a list; the stacks of all calls are one stack, of which each call
//! sees its own end.

use super::Fail;
use super::program::{Code, Function, Target};
use super::step::{Next, Run};
use super::types::{Kind, TypeId};
use super::value::Value;
use crate::vm::functions::HostRow;
use crate::vm::{CallStack, Cause, Fault, Place};
use lzasm_grammar::diag::suggest::Guesses;

/// A call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) function: u32,
    /// The instruction it is at.
    pub(super) instruction: u32,
    /// The start of its part of the stack.
    pub(super) base: usize,
    /// The start of its variables, once it has some.
    pub(super) variables: Option<usize>,
    /// Whether it has variables of names that its function does not know.
    pub(super) has_foreign: bool,
}

impl Frame {
    pub(super) const fn new(function: u32, base: usize) -> Self {
        Self { function, instruction: 0, base, variables: None, has_foreign: false }
    }
}

impl Run<'_> {
    /// Calls what the pointer on top names.
    #[inline(never)]
    pub(super) fn call(&mut self, at: usize) -> Result<Next, Fail> {
        let top = self.need(1)?;
        let Value::Function(pointer) = self.stack[top - 1] else {
            return self.unfit("a function pointer", &self.stack[top - 1]);
        };
        self.stack.pop();
        self.at.instruction = at as u32;
        let program = self.program;
        match program.pointers[pointer as usize].target {
            Target::Function(number) => self.enter(number, at),
            Target::Host(row) => {
                self.need(usize::from(row.arity))?;
                self.outside(row.function, usize::from(row.arity))?;
                Ok(Next::At(at + 1))
            }
            Target::Unknown => Err(self.unknown(pointer)),
        }
    }

    /// Calls a function of the program.
    fn enter(&mut self, number: u32, at: usize) -> Result<Next, Fail> {
        let function = &self.program.functions[number as usize];
        let count = function.parameters.len();
        let base = self.need(count)? - count;
        for (&ty, index) in function.parameters.iter().zip(base..) {
            if !self.fits(ty, &self.stack[index]) {
                return self.unfit(&self.argument_of(number, index - base), &self.stack[index]);
            }
        }
        match &function.body {
            Code::Ops(_) => {}
            Code::Host(row) if usize::from(row.arity) == count => {
                self.outside(row.function, count)?;
                return Ok(Next::At(at + 1));
            }
            Code::Host(_) | Code::Missing => {
                return Err(Cause::UnknownFunction { name: function.full_name(), similar: Vec::new() }.into());
            }
        }
        if self.frames.len() + 1 >= self.depth {
            return Err(Cause::DepthLimit(self.depth as u32).into());
        }
        if self.frames.len() == self.frames.capacity() {
            self.more_frames()?;
        }
        self.frames.push(self.at);
        self.at = Frame::new(number, base);
        Ok(Next::Elsewhere)
    }

    #[cold]
    fn more_frames(&mut self) -> Result<(), Fail> {
        let more = self.frames.capacity().max(16);
        self.meter.take((more * size_of::<Frame>()) as u64)?;
        self.frames.reserve_exact(more);
        Ok(())
    }

    #[cold]
    fn argument_of(&self, function: u32, index: usize) -> String {
        let function = &self.program.functions[function as usize];
        let ty = self.program.types.text(function.parameters[index]);
        format!("a value of type `{ty}` as argument {} of `{}`", index + 1, function.full_name())
    }

    #[cold]
    fn unknown(&self, pointer: u32) -> Fail {
        let name = self.program.pointer_name(pointer);
        let hosts = HostRow::all_names().map(|(name, _)| name);
        let functions: Vec<String> =
            self.program.functions.iter().map(Function::full_name).chain(hosts).collect();
        let similar = Guesses::default().similar(&name, functions.iter().map(String::as_str));
        Cause::UnknownFunction { name, similar }.into()
    }

    /// Returns with the top value.
    pub(super) fn give_back(&mut self) -> Result<Next, Fail> {
        let top = self.stack.len();
        if top == self.at.base {
            return Err(Cause::NoResult.into());
        }
        self.stack.swap(self.at.base, top - 1);
        self.leave(self.at.base + 1)
    }

    /// Returns without a value.
    #[cold]
    pub(super) fn run_off(&mut self) -> Result<Next, Fail> {
        // The end is not an instruction. (At the limit, the step was not taken: it wrapped around, and does so back.)
        self.fuel.left = self.fuel.left.wrapping_add(1);
        self.leave(self.at.base)
    }

    /// Returns to the caller and leaves this number of values on the stack.
    fn leave(&mut self, height: usize) -> Result<Next, Fail> {
        self.stack.truncate(height);
        if let Some(start) = self.at.variables {
            self.variables.truncate(start);
        }
        if self.at.has_foreign {
            self.fuel.burn(self.foreign.len() as u64 / 16)?;
            self.foreign.split_off(&(self.frames.len(), 0));
        }
        match self.frames.pop() {
            Some(frame) => {
                self.at = frame;
                self.at.instruction += 1;
                Ok(Next::Elsewhere)
            }
            None => Ok(Next::Done),
        }
    }

    /// Whether a value can be passed where this type is expected.
    #[inline(always)]
    pub(super) fn fits(&self, ty: TypeId, value: &Value) -> bool {
        match value {
            Value::Int(int, _) if ty == TypeId::int(*int) => true,
            _ => ty == TypeId::ANY || self.fits_slowly(ty, value),
        }
    }

    fn fits_slowly(&self, ty: TypeId, value: &Value) -> bool {
        let types = &self.program.types;
        match (types.kind(ty), value) {
            (Kind::Int(int), Value::Wide(wide)) => wide.int() == int,
            (Kind::Bool, Value::Bool(_))
            | (Kind::F32, Value::F32(_))
            | (Kind::F64, Value::F64(_))
            | (Kind::Function, Value::Function(_)) => true,
            (Kind::Array(length, element), Value::Array(array)) => {
                length.is_none_or(|length| length as usize == array.items.len())
                    && types.takes(element, array.element)
            }
            (Kind::Layout(number), Value::Layout(layout)) => layout.layout == number,
            // The type of a reference is that of the variable; that of one to be made is free.
            (Kind::Reference(target), Value::Variable(variable)) => {
                self.variable_of(*variable).is_none_or(|value| self.fits_target(target, value))
            }
            _ => false,
        }
    }

    /// Whether a reference to this value can be passed where one to this type is expected. (A reference to a reference is not
    /// followed: it may lead in circles.)
    fn fits_target(&self, target: TypeId, value: &Value) -> bool {
        match (self.program.types.kind(target), value) {
            (Kind::Any, _) | (Kind::Reference(_), Value::Variable(_)) => true,
            (_, Value::Variable(_)) => false,
            _ => {
                self.fits_slowly(target, value) || matches!(value, Value::Int(..) if self.fits(target, value))
            }
        }
    }

    /// A fault of this cause in the instruction it is at.
    #[cold]
    pub(super) fn fault(&self, cause: Cause) -> Fault {
        Fault { cause, place: self.here(), stack: self.callers() }
    }

    /// The instruction it is at.
    pub(super) fn here(&self) -> Place {
        self.place_of(&self.at)
    }

    fn place_of(&self, frame: &Frame) -> Place {
        self.program.functions[frame.function as usize].place(frame.instruction as usize)
    }

    /// The calls that wait.
    pub(super) fn callers(&self) -> CallStack {
        let newest = self.frames.len();
        CallStack::clipped(newest, |at| self.place_of(&self.frames[newest - 1 - at]))
    }
}
