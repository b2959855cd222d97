//! Executes instructions, one after the other. A simple instruction on small integers of one type is executed
//! here, in place and without reading anything else; everything else is a call away.

use super::call::Frame;
use super::code::Op;
use super::program::{Code, Program};
use super::types::NameId;
use super::value::{Meter, Value, Variable, clip};
use super::{Fail, Failed, Fuel, arith, compare, text};
use crate::formats::hydro::model::Int;
use crate::isa::Compute;
use crate::vm::input::Input;
use crate::vm::numbers::bits;
use crate::vm::{Cause, Control, Host, Observer, Stop};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A run of a program.
pub(super) struct Run<'r> {
    pub(super) program: &'r Program,
    pub(super) host: &'r mut dyn Host,
    pub(super) stack: Vec<Value>,
    /// The number of values that the stack may hold before more memory is taken for it.
    pub(super) room: usize,
    /// The calls that wait, and the one that runs.
    pub(super) frames: Vec<Frame>,
    pub(super) at: Frame,
    pub(super) variables: Vec<Option<Value>>,
    /// Variables that a function makes by a reference from elsewhere, of a name that it does not have itself.
    pub(super) foreign: BTreeMap<(usize, u32), Value>,
    pub(super) fuel: Fuel,
    pub(super) meter: Rc<Meter>,
    pub(super) depth: usize,
    pub(super) input: Input,
    /// The values that variables of layouts start with, by layout.
    pub(super) defaults: FxHashMap<u32, Value>,
}

/// The next step after an instruction.
pub(super) enum Next {
    /// The instruction with this number.
    At(usize),
    /// The function has changed: a call, or a return.
    Elsewhere,
    /// The end of the run.
    Done,
}

impl<'r> Run<'r> {
    /// Runs to the end, or to a fault in the instruction that `self.at` is at.
    pub(super) fn execute<O: Observer>(&mut self, observer: &mut O) -> Result<(), Stop> {
        loop {
            let ops = self.ops();
            match self.function(ops, observer) {
                Ok(Next::Done) => return Ok(()),
                Ok(_) => {}
                Err(None) => return Err(Stop::Quit),
                Err(Some(cause)) => return Err(self.fault(*cause).into()),
            }
        }
    }

    fn ops(&self) -> &'r [Op] {
        match &self.program.functions[self.at.function as usize].body {
            Code::Ops(ops) => ops,
            Code::Host(_) | Code::Missing => &[Op::End],
        }
    }

    /// Runs in one function until it calls or returns.
    fn function<O: Observer>(&mut self, ops: &'r [Op], observer: &mut O) -> Result<Next, Option<Fail>> {
        let mut at = self.at.instruction as usize;
        loop {
            let op = ops[at];
            if O::ACTIVE && !matches!(op, Op::End) {
                self.at.instruction = at as u32;
                if observer.before(self) == Control::Quit {
                    return Err(None);
                }
            }
            let done = match self.fuel.left {
                0 if !matches!(op, Op::End) => Err(self.fuel.empty()),
                left => {
                    self.fuel.left = left.wrapping_sub(1);
                    self.step(op, at)
                }
            };
            match done {
                Ok(Next::At(next)) => at = next,
                Ok(other) => return Ok(other),
                Err(cause) => {
                    self.at.instruction = at as u32;
                    return Err(Some(cause));
                }
            }
        }
    }

    #[inline(always)]
    fn step(&mut self, op: Op, at: usize) -> Result<Next, Fail> {
        match op {
            Op::PushInt(int, bits) => self.push_int(int, bits)?,
            Op::PushBool(value) => self.push(Value::Bool(value))?,
            Op::PushConstant(number) => self.push(self.program.constants[number as usize].clone())?,
            Op::PushFunction(number) => self.push(Value::Function(number))?,
            Op::PushVariable { name, slot } => self.push_variable(name, slot)?,
            Op::Pop => {
                self.need(1)?;
                self.stack.pop();
            }
            Op::Duplicate => self.duplicate_top()?,
            Op::DuplicateBelow(below) => self.duplicate(below)?,
            Op::Swap => {
                let top = self.need(2)?;
                self.stack.swap(top - 1, top - 2);
            }
            Op::Rotate(places) => self.rotate(places)?,
            Op::Add => self.arithmetic(Compute::Add)?,
            Op::Subtract => self.arithmetic(Compute::Subtract)?,
            Op::Multiply => self.arithmetic(Compute::Multiply)?,
            Op::Divide => self.arithmetic(Compute::Divide)?,
            Op::Modulo => self.arithmetic(Compute::Remainder)?,
            Op::LeftShift => self.shift(Compute::ShiftLeft)?,
            Op::RightShift => self.shift(Compute::ShiftRight)?,
            Op::BitwiseAnd => self.bitwise(Compute::BitAnd)?,
            Op::BitwiseOr => self.bitwise(Compute::BitOr)?,
            Op::BitwiseXor => self.bitwise(Compute::BitXor)?,
            Op::BitwiseNot => self.invert()?,
            Op::And => self.logical(Compute::And)?,
            Op::Or => self.logical(Compute::Or)?,
            Op::Xor => self.logical(Compute::Xor)?,
            Op::Not => self.not()?,
            Op::Equal => self.compare(Compute::Equal)?,
            Op::NotEqual => self.compare(Compute::NotEqual)?,
            Op::Less => self.compare(Compute::Less)?,
            Op::Greater => self.compare(Compute::Greater)?,
            Op::LessEqual => self.compare(Compute::LessEqual)?,
            Op::GreaterEqual => self.compare(Compute::GreaterEqual)?,
            Op::Jump(to) => return Ok(Next::At(to as usize)),
            Op::Branch(yes, no) => return self.branch(yes, no),
            Op::Call => return self.call(at),
            Op::Return => return self.give_back(),
            Op::Cast(to) => self.cast(to)?,
            Op::Load => self.load()?,
            Op::Store => self.store()?,
            Op::GetIndex => self.get_index()?,
            Op::SetIndex => self.set_index()?,
            Op::GetMember(name) => self.get_member(name)?,
            Op::SetMember(name) => self.set_member(name)?,
            Op::AllocArray(length, element) => self.new_array(length.into(), element)?,
            Op::AllocArrayPopped(element) => self.new_array_popped(element)?,
            Op::Alloc(ty) => self.new_variable(ty)?,
            Op::End => return self.run_off(),
            Op::BranchAstray(yes, no) => return self.branch_astray(yes, no),
            Op::Astray => return Err(Cause::FellOff.into()),
            Op::Unknown => return Err(Cause::BadInstruction { why: "this is not an instruction" }.into()),
        }
        Ok(Next::At(at + 1))
    }

    /// Pushes a value.
    #[inline(always)]
    pub(super) fn push(&mut self, value: Value) -> Result<(), Fail> {
        if self.stack.len() >= self.room {
            return self.grow_and_push(value);
        }
        self.stack.push(value);
        Ok(())
    }

    // The next three make their values where they go. In the big match, the compiler would make all of them in one
    // place first, in pieces, and wait for the pieces when it copies the whole.

    #[inline(never)]
    fn push_int(&mut self, int: Int, bits: u64) -> Result<(), Fail> {
        // Nothing is used after the call, so that the usual case saves no registers for it.
        if self.stack.len() >= self.room {
            return self.grow_and_push(Value::Int(int, bits));
        }
        self.stack.push(Value::Int(int, bits));
        Ok(())
    }

    #[inline(never)]
    fn push_variable(&mut self, name: NameId, slot: u32) -> Result<(), Fail> {
        self.push(Value::Variable(Variable { name, function: self.at.function, slot }))
    }

    #[inline(never)]
    fn duplicate_top(&mut self) -> Result<(), Fail> {
        let top = self.need(1)?;
        match &self.stack[top - 1] {
            Value::Int(int, bits) => self.push_int(*int, *bits),
            other => {
                let value = other.clone();
                self.push(value)
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn grow_and_push(&mut self, value: Value) -> Result<(), Fail> {
        let more = self.room.max(64);
        self.meter.take((more * size_of::<Value>()) as u64)?;
        self.room += more;
        self.stack.push(value);
        Ok(())
    }

    /// Checks that the function has this number of values. Returns the number on the whole stack.
    #[inline(always)]
    pub(super) fn need(&self, count: usize) -> Result<usize, Fail> {
        let length = self.stack.len();
        if length < self.at.base + count { Err(self.underflow(count)) } else { Ok(length) }
    }

    #[cold]
    fn underflow(&self, needed: usize) -> Fail {
        let found = (self.stack.len() - self.at.base) as u64;
        Cause::StackUnderflow { needed: needed as u64, found }.into()
    }

    fn duplicate(&mut self, below: u16) -> Result<(), Fail> {
        let top = self.need(usize::from(below) + 1)?;
        self.fuel.burn(u64::from(below) / 64)?;
        let value = self.stack[top - 1].clone();
        self.push(value)?;
        self.stack[top - 1 - usize::from(below)..].rotate_right(1);
        // The copy that was rotated to its place left the top value on top.
        Ok(())
    }

    fn rotate(&mut self, places: i16) -> Result<(), Fail> {
        let count = usize::from(places.unsigned_abs());
        let top = self.need(count)?;
        self.fuel.burn(count as u64 / 64)?;
        let values = &mut self.stack[top - count..];
        match places {
            3 => {
                // By far the most common one.
                values.swap(0, 1);
                values.swap(1, 2);
            }
            0 => {}
            1.. => values.rotate_left(1),
            _ => values.rotate_right(1),
        }
        Ok(())
    }

    #[inline(always)]
    fn arithmetic(&mut self, operation: Compute) -> Result<(), Fail> {
        self.need(2)?;
        if let [.., Value::Int(left, a), Value::Int(right, b)] = &mut self.stack[..]
            && left == right
        {
            *a = arith::narrow(operation, *left, *a, *b).ok_or_else(|| Fail::from(Cause::DivisionByZero))?;
            self.stack.pop();
            return Ok(());
        }
        self.binary("two numbers", |_, a, b| arith::apply(operation, a, b))
    }

    #[inline(always)]
    fn bitwise(&mut self, operation: Compute) -> Result<(), Fail> {
        self.need(2)?;
        if let [.., Value::Int(left, a), Value::Int(right, b)] = &mut self.stack[..]
            && left == right
        {
            *a = bits(operation, *a, *b);
            self.stack.pop();
            return Ok(());
        }
        self.binary("two integers", |_, a, b| arith::bitwise(operation, a, b))
    }

    #[inline(always)]
    fn compare(&mut self, comparison: Compute) -> Result<(), Fail> {
        let top = self.need(2)?;
        if let [.., Value::Int(left, a), Value::Int(right, b)] = &self.stack[..]
            && left == right
        {
            let holds = compare::narrow(comparison, *left, *a, *b);
            self.stack.pop();
            self.stack[top - 2] = Value::Bool(holds);
            return Ok(());
        }
        self.binary("two values that can be compared", |fuel, a, b| {
            compare::apply(comparison, a, b, fuel).map(Value::Bool)
        })
    }

    fn shift(&mut self, operation: Compute) -> Result<(), Fail> {
        self.need(2)?;
        if let [.., Value::Int(int, a), Value::Int(Int::U8, count)] = &mut self.stack[..]
            && *count < u64::from(int.bits())
        {
            *a = match (operation, int.is_signed()) {
                (Compute::ShiftLeft, _) => clip(*int, *a << *count),
                (_, true) => (*a as i64 >> *count) as u64,
                (_, false) => *a >> *count,
            };
            self.stack.pop();
            return Ok(());
        }
        self.binary("an integer and a count of type u8", |_, a, b| arith::shifted(operation, a, b))
    }

    /// Pops two values and pushes what comes of them.
    #[inline(never)]
    fn binary(
        &mut self,
        expected: &str,
        operation: impl Fn(&mut Fuel, &Value, &Value) -> Result<Value, Failed>,
    ) -> Result<(), Fail> {
        let top = self.need(2)?;
        let value = match operation(&mut self.fuel, &self.stack[top - 2], &self.stack[top - 1]) {
            Ok(value) => value,
            Err(failed) => return Err(self.failed(failed, expected)),
        };
        self.stack.truncate(top - 1);
        self.stack[top - 2] = value;
        Ok(())
    }

    /// The cause of a failed operation on the two values on top.
    #[cold]
    fn failed(&self, failed: Failed, expected: &str) -> Fail {
        match failed {
            Failed::Operands => {
                let top = self.stack.len();
                let (a, b) = (self.shown(&self.stack[top - 2]), self.shown(&self.stack[top - 1]));
                Cause::operand(expected, format!("{a} and {b}")).into()
            }
            Failed::Zero => Cause::DivisionByZero.into(),
            Failed::Shift { count, bits } => Cause::ShiftCount { count: count.to_string(), bits }.into(),
            Failed::Other(fail) => fail,
        }
    }

    /// A value in a message.
    pub(super) fn shown(&self, value: &Value) -> String {
        format!("`{}`", text::literal(self.program, value))
    }

    /// An operand of the wrong kind.
    #[cold]
    pub(super) fn unfit<T>(&self, expected: &str, value: &Value) -> Result<T, Fail> {
        Err(Cause::operand(expected, self.shown(value)).into())
    }

    fn invert(&mut self) -> Result<(), Fail> {
        let top = self.need(1)?;
        match arith::inverted(&self.stack[top - 1]) {
            Ok(value) => self.stack[top - 1] = value,
            Err(_) => return self.unfit("an integer", &self.stack[top - 1]),
        }
        Ok(())
    }

    #[inline(always)]
    fn logical(&mut self, operation: Compute) -> Result<(), Fail> {
        self.need(2)?;
        if let [.., Value::Bool(a), Value::Bool(b)] = &mut self.stack[..] {
            *a = bits(operation, *a, *b);
            self.stack.pop();
            return Ok(());
        }
        Err(self.failed(Failed::Operands, "two booleans"))
    }

    fn not(&mut self) -> Result<(), Fail> {
        let top = self.need(1)?;
        match &mut self.stack[top - 1] {
            Value::Bool(value) => *value = !*value,
            _ => return self.unfit("a boolean", &self.stack[top - 1]),
        }
        Ok(())
    }

    #[inline(always)]
    fn branch(&mut self, yes: u32, no: u32) -> Result<Next, Fail> {
        let top = self.need(1)?;
        let Value::Bool(holds) = self.stack[top - 1] else {
            return self.unfit("a boolean", &self.stack[top - 1]);
        };
        self.stack.pop();
        Ok(Next::At(if holds { yes } else { no } as usize))
    }

    #[cold]
    fn branch_astray(&mut self, yes: u32, no: u32) -> Result<Next, Fail> {
        match self.branch(yes, no)? {
            Next::At(to) if to >= self.ops().len() => Err(Cause::FellOff.into()),
            next => Ok(next),
        }
    }
}
