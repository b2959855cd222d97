//! Calls and returns, to functions of the program and of the host.

use super::arith::Refused;
use super::program::Target;
use super::run::{Frame, Run, SLOTS};
use super::text::{self, Style};
use super::value::{EOF, NOTHING, Value, ZERO};
use super::{Fallible, SHOWN, host};
use crate::isa::operand::{FLAG_SAVE, FLAG_TAIL};
use crate::vm::functions::HostFunction;
use crate::vm::{CallStack, Cause};
use lzasm_grammar::diag::suggest::Guesses;

/// The greatest number of names that a missing function is compared with.
const COMPARED: usize = 10_000;

/// The instruction at which the machine continues; none if the run is over.
type Next = Option<usize>;

impl Run<'_> {
    /// The first instruction of the function that a run starts with.
    pub(super) fn enter(&mut self, callable: u32) -> Fallible<Next> {
        // A tail call that replaces nothing.
        self.call(callable, FLAG_TAIL, 0)
    }

    /// Calls a function; `back` is the instruction to come back to.
    pub(super) fn call(&mut self, callable: u32, flags: u8, back: usize) -> Fallible<Next> {
        let is_tail = flags & FLAG_TAIL != 0;
        match self.program.callables[callable as usize].target {
            Target::Code { entry, slots } => {
                if !is_tail {
                    self.push(flags & FLAG_SAVE != 0, back)?;
                }
                self.file[SLOTS..SLOTS + usize::from(slots)].fill(ZERO);
                self.slots = slots;
                Ok(Some(entry as usize))
            }
            Target::Host(function) => {
                self.file[0] = self.ask(function)?;
                Ok(if is_tail { self.leave() } else { Some(back) })
            }
            Target::Outside => Err(Box::new(Cause::FellOff)),
            Target::Unknown => Err(self.unknown(callable)),
        }
    }

    /// Calls a value.
    pub(super) fn call_value(&mut self, value: Value, flags: u8, back: usize) -> Fallible<Next> {
        match value {
            Value::Function(callable) => self.call(callable, flags, back),
            _ => Err(Box::new(Cause::operand("a function", self.shown(value, Style::Literal, SHOWN)))),
        }
    }

    /// Saves the state in which the caller continues.
    fn push(&mut self, save: bool, back: usize) -> Fallible<()> {
        if self.frames.len() + 1 >= self.limits.depth as usize {
            return Err(Box::new(Cause::DepthLimit(self.limits.depth)));
        }
        if self.heap.bytes() + self.stack_bytes() > self.heap.limit() {
            self.make_room(0)?;
        }
        self.saved.extend_from_slice(&self.file[SLOTS..SLOTS + usize::from(self.slots)]);
        if save {
            self.saved.extend_from_slice(&self.file[1..=usize::from(self.program.registers)]);
        }
        self.frames.push(Frame { back: back as u32, slots: self.slots, save });
        Ok(())
    }

    /// Returns to the caller; `None` if there is none.
    #[inline]
    pub(super) fn leave(&mut self) -> Next {
        let frame = self.frames.pop()?;
        if frame.save {
            let registers = usize::from(self.program.registers);
            let start = self.saved.len() - registers;
            self.file[1..=registers].copy_from_slice(&self.saved[start..]);
            self.saved.truncate(start);
        }
        let slots = usize::from(frame.slots);
        if slots > 0 {
            let start = self.saved.len() - slots;
            self.file[SLOTS..SLOTS + slots].copy_from_slice(&self.saved[start..]);
            self.saved.truncate(start);
        }
        self.slots = frame.slots;
        Some(frame.back as usize)
    }

    /// The number of bytes the open calls take.
    pub(super) fn stack_bytes(&self) -> u64 {
        (self.saved.len() * size_of::<Value>() + self.frames.len() * size_of::<Frame>()) as u64
    }

    #[cold]
    fn unknown(&self, callable: u32) -> Box<Cause> {
        let name = self.program.callables[callable as usize].to_string();
        let own = self.program.modules.iter().flat_map(|module| {
            module.functions.values().map(|number| self.program.callables[*number as usize].to_string())
        });
        let mut names: Vec<String> = host::names().chain(own.take(COMPARED)).collect();
        names.sort();
        let similar = Guesses::default().similar(&name, names.iter().map(String::as_str));
        Box::new(Cause::UnknownFunction { name, similar })
    }

    /// Has the host do something with the values in `r1` …
    fn ask(&mut self, function: HostFunction) -> Fallible<Value> {
        let failed = |error| Box::new(Cause::Host(error));
        match function {
            HostFunction::Print | HostFunction::PrintLine | HostFunction::Prompt => {
                let mut text = self.printed(self.file[1])?;
                if function == HostFunction::PrintLine {
                    text.push(b'\n');
                }
                self.host.write(&text).map_err(failed)?;
                if function != HostFunction::Prompt {
                    return Ok(NOTHING);
                }
                self.host.flush().map_err(failed)?;
                self.ask(HostFunction::ReadLine)
            }
            HostFunction::Flush => {
                self.host.flush().map_err(failed)?;
                Ok(NOTHING)
            }
            HostFunction::ReadLine => match self.input.line(self.host).map_err(failed)? {
                Some(line) => self.binary(line),
                None => Ok(EOF),
            },
            HostFunction::ReadChar => Ok(self.input.byte(self.host).map_err(failed)?.map_or(EOF, Value::U8)),
            HostFunction::Reverse => match self.file[1] {
                Value::Binary(at) => {
                    let bytes = self.heap.binary(at).iter().rev().copied().collect();
                    self.binary(bytes)
                }
                other => self.explained(Err(Refused::Operand("a text", other))),
            },
            HostFunction::IntegerRoot => self.explained(host::integer_root(self.file[1])),
            HostFunction::One(one) => self.explained(host::one(one, self.file[1])),
            HostFunction::Two(two) => self.explained(host::two(two, self.file[1], self.file[2])),
        }
    }

    /// A value as a program prints it.
    pub(super) fn printed(&mut self, value: Value) -> Fallible<Vec<u8>> {
        let mut text = Vec::new();
        let most = self.heap.limit().saturating_sub(self.heap.bytes() + self.stack_bytes());
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let written =
            text::write((self.program, self.heap), value, Style::Plain, (most, &mut self.left), &mut text);
        match written {
            Ok(()) => Ok(text),
            Err(_) if text.len() > most => Err(Box::new(Cause::MemoryLimit(self.limits.memory))),
            Err(_) => {
                self.left = 0;
                Err(Box::new(Cause::StepLimit(self.limits.steps)))
            }
        }
    }

    /// The calls that are open, each as the instruction that called.
    pub(super) fn call_stack(&self) -> CallStack {
        let newest = self.frames.len();
        CallStack::clipped(newest, |at| {
            let back = self.frames[newest - 1 - at].back as usize;
            self.program.place(self.heap, back - 1)
        })
    }
}
