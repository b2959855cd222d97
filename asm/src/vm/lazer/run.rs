//! The main loop of the machine, with the common cases of each instruction.

use super::arith::{self, explained};
use super::code::{Instr, Op, REASONS, STRAY_PUT};
use super::compare;
use super::heap::Heap;
use super::program::Program;
use super::text::Style;
use super::value::{FALSE, TRUE, Value, ZERO};
use super::view::Seen;
use super::{Fallible, SHOWN};
use crate::isa::Compute;
use crate::vm::input::Input;
use crate::vm::numbers::holds;
use crate::vm::{Cause, Control, Host, Limits, Observer};
use std::cmp::Ordering;

/// The index in the file of the first slot.
pub(super) const SLOTS: usize = 128;

/// Why a run did not come to its end.
pub(super) enum Halt {
    Quit,
    Fault(Box<Cause>),
}

impl From<Box<Cause>> for Halt {
    fn from(cause: Box<Cause>) -> Self {
        Self::Fault(cause)
    }
}

/// An open call: the state in which its caller continues.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The instruction after the call.
    pub(super) back: u32,
    /// The number of the caller's slots that are saved.
    pub(super) slots: u8,
    /// Whether its registers are saved, too.
    pub(super) save: bool,
}

/// A run.
pub(super) struct Run<'r> {
    pub(super) program: &'r Program,
    pub(super) heap: &'r mut Heap,
    pub(super) host: &'r mut dyn Host,
    pub(super) input: Input,
    pub(super) limits: Limits,
    /// The values that a register byte indexes: the registers, and from [`SLOTS`] on the slots of the current call.
    pub(super) file: Box<[Value; 256]>,
    pub(super) frames: Vec<Frame>,
    /// Registers and slots of the callers.
    pub(super) saved: Vec<Value>,
    /// The number of slots of the current call.
    pub(super) slots: u8,
    /// The current instruction, when someone looks.
    pub(super) pc: usize,
    /// The number of steps that are left, as of the last observation.
    pub(super) left: u64,
}

/// The rule for two values of the same type in a line, the other cases elsewhere.
macro_rules! common {
    ($name:ident, $operation:ident, |$a:ident, $b:ident| $($kind:ident => $result:expr),+) => {
        #[inline(always)]
        fn $name(&mut self, i: Instr) -> Fallible<()> {
            let value = match (self.file[i.b as usize], self.file[i.c as usize]) {
                $((Value::$kind($a), Value::$kind($b)) => Value::$kind($result),)+
                _ => return self.any_arithmetic(Compute::$operation, i),
            };
            self.file[i.a as usize] = value;
            Ok(())
        }
    };
}

/// The same for divisions, where the divisor must not be zero.
macro_rules! division {
    ($name:ident, $operation:ident, $method:ident, $float:tt) => {
        #[inline(always)]
        fn $name(&mut self, i: Instr) -> Fallible<()> {
            let value = match (self.file[i.b as usize], self.file[i.c as usize]) {
                (Value::I32(a), Value::I32(b)) if b != 0 => Value::I32(a.$method(b)),
                (Value::I64(a), Value::I64(b)) if b != 0 => Value::I64(a.$method(b)),
                (Value::U64(a), Value::U64(b)) if b != 0 => Value::U64(a.$method(b)),
                (Value::F64(a), Value::F64(b)) => Value::F64(a $float b),
                _ => return self.any_arithmetic(Compute::$operation, i),
            };
            self.file[i.a as usize] = value;
            Ok(())
        }
    };
}

/// The same for order.
macro_rules! ordered {
    ($name:ident, $comparison:ident, $test:tt) => {
        #[inline(always)]
        fn $name(&mut self, i: Instr) -> Fallible<()> {
            let found = match (self.file[i.b as usize], self.file[i.c as usize]) {
                (Value::I32(a), Value::I32(b)) => a $test b,
                (Value::I64(a), Value::I64(b)) => a $test b,
                (Value::F64(a), Value::F64(b)) => a $test b,
                _ => holds(Compute::$comparison, self.order(i)?),
            };
            self.file[i.a as usize] = Value::bool(found);
            Ok(())
        }
    };
}

impl<'r> Run<'r> {
    pub(super) fn new(
        program: &'r Program,
        heap: &'r mut Heap,
        host: &'r mut dyn Host,
        limits: Limits,
    ) -> Self {
        Self {
            program,
            heap,
            host,
            input: Input::default(),
            limits,
            file: Box::new([ZERO; 256]),
            frames: Vec::new(),
            saved: Vec::new(),
            slots: 0,
            pc: 0,
            left: limits.steps,
        }
    }

    /// The number of steps that were made.
    pub(super) fn steps(&self) -> u64 {
        self.limits.steps - self.left
    }

    /// Calls a function with these arguments, and runs it to its end.
    pub(super) fn start<O: Observer>(
        &mut self,
        entry: u32,
        arguments: &[Value],
        observer: &mut O,
    ) -> Result<(), Halt> {
        self.file[1..=arguments.len()].copy_from_slice(arguments);
        match self.enter(entry)? {
            Some(pc) => self.execute(pc, observer),
            None => Ok(()),
        }
    }

    fn execute<O: Observer>(&mut self, mut pc: usize, observer: &mut O) -> Result<(), Halt> {
        let program = self.program;
        let code = program.code.as_slice();
        let mut left = self.left;
        loop {
            if O::ACTIVE {
                (self.pc, self.left) = (pc, left);
                if observer.before(&Seen(self)) == Control::Quit {
                    return Err(Halt::Quit);
                }
            }
            let i = code[pc];
            if left == 0 {
                (self.pc, self.left) = (pc, left);
                return Err(Halt::Fault(Box::new(Cause::StepLimit(self.limits.steps))));
            }
            left -= 1;
            pc += 1;
            let done = match i.op {
                Op::Nop => Ok(()),
                Op::Move => {
                    self.file[i.a as usize] = self.file[i.b as usize];
                    Ok(())
                }
                Op::LoadK => {
                    self.file[i.a as usize] = program.constants[i.number as usize];
                    Ok(())
                }
                Op::LoadI => {
                    self.file[i.a as usize] = Value::I32(i.number as i32);
                    Ok(())
                }
                Op::Add => self.add(i),
                Op::Sub => self.sub(i),
                Op::Mul => self.mul(i),
                Op::Div => self.div(i),
                Op::Mod => self.rest(i),
                Op::And => self.and(i),
                Op::Or => self.or(i),
                Op::Xor => self.xor(i),
                Op::Shl => self.any_arithmetic(Compute::ShiftLeft, i),
                Op::Shr => self.any_arithmetic(Compute::ShiftRight, i),
                Op::Lt => self.lt(i),
                Op::Le => self.le(i),
                Op::Gt => self.gt(i),
                Op::Ge => self.ge(i),
                Op::Jmp => {
                    pc = i.number as usize;
                    Ok(())
                }
                Op::Jt | Op::Jf => match (self.file[i.a as usize], i.op == Op::Jt) {
                    (TRUE, true) | (FALSE, false) => {
                        pc = i.number as usize;
                        Ok(())
                    }
                    (TRUE | FALSE, _) => Ok(()),
                    _ => Err(self.no_truth(i)),
                },
                Op::Ret => match self.leave() {
                    Some(back) => {
                        pc = back;
                        Ok(())
                    }
                    None => {
                        (self.pc, self.left) = (pc - 1, left);
                        return Ok(());
                    }
                },
                Op::Eq | Op::Ne if self.equal_at_once(i) => Ok(()),
                _ => {
                    (self.pc, self.left) = (pc - 1, left);
                    let next = self.slow_instruction(i, pc)?;
                    left = self.left;
                    match next {
                        Some(next) => pc = next,
                        None => return Ok(()),
                    }
                    Ok(())
                }
            };
            if let Err(cause) = done {
                (self.pc, self.left) = (pc - 1, left);
                return Err(Halt::Fault(cause));
            }
        }
    }

    /// Executes an instruction that takes longer. Returns the next instruction; none if the run is over.
    #[inline(never)]
    fn slow_instruction(&mut self, i: Instr, next: usize) -> Fallible<Option<usize>> {
        match i.op {
            Op::Call => return self.call(i.number, i.c, next),
            Op::CallR => return self.call_value(self.file[i.a as usize], i.c, next),
            Op::Swap => self.file.swap(i.a as usize, i.b as usize),
            Op::Eq | Op::Ne => {
                let equal = self.equal(self.file[i.b as usize], self.file[i.c as usize])?;
                self.file[i.a as usize] = Value::bool(equal == (i.op == Op::Eq));
            }
            Op::Neg => self.file[i.a as usize] = self.explained(arith::negated(self.file[i.b as usize]))?,
            Op::Not => self.file[i.a as usize] = self.explained(arith::inverted(self.file[i.b as usize]))?,
            Op::Get => {
                self.file[i.a as usize] = self.get(self.file[i.b as usize], self.file[i.c as usize])?;
            }
            Op::Len => self.file[i.a as usize] = self.length(self.file[i.b as usize])?,
            Op::Tuple | Op::List | Op::Map => return self.make(i, next).map(Some),
            Op::Trap => return Err(Box::new(Cause::Trap(i.a))),
            Op::Put => return Err(bad(STRAY_PUT)),
            Op::Bad => return Err(bad(i.a)),
            Op::JtOut | Op::JfOut => match self.file[i.a as usize].truth() {
                Some(truth) if truth == (i.op == Op::JtOut) => return Err(Box::new(Cause::FellOff)),
                Some(_) => {}
                None => return Err(self.no_truth(i)),
            },
            // `JmpOut` and `End`; the others are in the loop.
            _ => return Err(Box::new(Cause::FellOff)),
        }
        Ok(Some(next))
    }

    common!(add, Add, |a, b| I32 => a.wrapping_add(b), I64 => a.wrapping_add(b), F64 => a + b);
    common!(sub, Subtract, |a, b| I32 => a.wrapping_sub(b), I64 => a.wrapping_sub(b), F64 => a - b);
    common!(mul, Multiply, |a, b| I32 => a.wrapping_mul(b), I64 => a.wrapping_mul(b), F64 => a * b);
    common!(and, BitAnd, |a, b| I32 => a & b, I64 => a & b, U64 => a & b);
    common!(or, BitOr, |a, b| I32 => a | b, I64 => a | b, U64 => a | b);
    common!(xor, BitXor, |a, b| I32 => a ^ b, I64 => a ^ b, U64 => a ^ b);
    division!(div, Divide, wrapping_div, /);
    division!(rest, Remainder, wrapping_rem, %);
    ordered!(lt, Less, <);
    ordered!(le, LessEqual, <=);
    ordered!(gt, Greater, >);
    ordered!(ge, GreaterEqual, >=);

    /// Compares two values of a common type. Returns whether they are of one.
    #[inline(always)]
    fn equal_at_once(&mut self, i: Instr) -> bool {
        let equal = match (self.file[i.b as usize], self.file[i.c as usize]) {
            (Value::I32(a), Value::I32(b)) => a == b,
            (Value::I64(a), Value::I64(b)) => a == b,
            (Value::Atom(a), Value::Atom(b)) => a == b,
            _ => return false,
        };
        self.file[i.a as usize] = Value::bool(equal == (i.op == Op::Eq));
        true
    }

    /// Arithmetic on other types than the common ones.
    #[inline(never)]
    fn any_arithmetic(&mut self, operation: Compute, i: Instr) -> Fallible<()> {
        let result = arith::binary(operation, self.file[i.b as usize], self.file[i.c as usize]);
        self.file[i.a as usize] = self.explained(result)?;
        Ok(())
    }

    #[inline(never)]
    fn order(&self, i: Instr) -> Fallible<Option<Ordering>> {
        self.explained(arith::order(self.file[i.b as usize], self.file[i.c as usize]))
    }

    /// Whether the program calls two values equal.
    pub(super) fn equal(&mut self, a: Value, b: Value) -> Fallible<bool> {
        compare::equal(self.heap, a, b, &mut self.left).ok_or_else(|| {
            self.left = 0;
            Box::new(Cause::StepLimit(self.limits.steps))
        })
    }

    #[cold]
    fn no_truth(&self, i: Instr) -> Box<Cause> {
        Box::new(Cause::operand("a boolean", self.shown(self.file[i.a as usize], Style::Literal, SHOWN)))
    }

    /// Makes words of an operand that was refused.
    pub(super) fn explained<T>(&self, result: Result<T, arith::Refused>) -> Fallible<T> {
        explained(result, |value| self.shown(value, Style::Literal, SHOWN))
    }

    /// A value as text; the end of a long one is left out.
    pub(super) fn shown(&self, value: Value, style: Style, most: usize) -> String {
        self.program.shown(self.heap, value, style, most)
    }
}

fn bad(reason: u8) -> Box<Cause> {
    Box::new(Cause::BadInstruction { why: REASONS[reason as usize] })
}
