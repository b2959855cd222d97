//! Tuples, lists, maps and binaries: making them, and taking them apart.

use super::code::{Instr, Op};
use super::heap::Object;
use super::run::Run;
use super::text::Style;
use super::value::{Ref, Value};
use super::{Fallible, SHOWN};
use crate::vm::Cause;

/// After a look through the heap, at least this part of the limit must be free, else the next look comes at once.
const LEAST_ROOM: u64 = 64;

impl Run<'_> {
    /// Makes a tuple, list or map of the registers that the following `put` words name. Returns the instruction after
    /// the last of them.
    pub(super) fn make(&mut self, i: Instr, next: usize) -> Fallible<usize> {
        let count = usize::from(i.b);
        let program = self.program;
        let is_map = i.op == Op::Map;
        let words = if is_map { count } else { count.div_ceil(3) };
        let puts = &program.code[next..next + words];
        let object = if is_map {
            Object::Pairs(
                puts.iter().map(|put| (self.file[put.a as usize], self.file[put.b as usize])).collect(),
            )
        } else {
            let named = puts.iter().flat_map(|put| [put.a, put.b, put.c]).take(count);
            Object::Elements(named.map(|register| self.file[register as usize]).collect())
        };
        let at = self.allocate(object)?;
        self.file[i.a as usize] = match i.op {
            Op::Tuple => Value::Tuple(at),
            Op::List => Value::List(at),
            _ => Value::Map(at),
        };
        Ok(next + words)
    }

    /// Makes a binary.
    pub(super) fn binary(&mut self, bytes: Vec<u8>) -> Fallible<Value> {
        self.allocate(Object::Bytes(bytes.into())).map(Value::Binary)
    }

    /// Adds an object whose parts the registers refer to.
    fn allocate(&mut self, object: Object) -> Fallible<Ref> {
        let size = object.size();
        if self.heap.is_full(size) {
            self.make_room(size)?;
        }
        self.heap.add(object).ok_or_else(|| Box::new(Cause::MemoryLimit(self.limits.memory)))
    }

    /// Frees unreachable objects until this number of bytes are free.
    pub(super) fn make_room(&mut self, size: u64) -> Fallible<()> {
        let roots = self.file.iter().chain(&self.saved).copied();
        self.heap.collect(roots);
        let taken = self.heap.bytes() + self.stack_bytes();
        let limit = self.heap.limit();
        match taken.saturating_add(size) > limit - limit / LEAST_ROOM {
            true => Err(Box::new(Cause::MemoryLimit(limit))),
            false => Ok(()),
        }
    }

    /// An element of a tuple, list or binary, or what a map has for a key.
    pub(super) fn get(&mut self, of: Value, index: Value) -> Fallible<Value> {
        let found = match of {
            Value::Tuple(at) | Value::List(at) => {
                let length = self.heap.elements(at).len();
                self.heap.elements(at)[self.index(index, length)?]
            }
            Value::Binary(at) => {
                let length = self.heap.binary(at).len();
                Value::U8(self.heap.binary(at)[self.index(index, length)?])
            }
            Value::Map(at) => return self.look_up(at, index),
            other => return Err(self.unfit("a tuple, list, map or text", other)),
        };
        Ok(found)
    }

    fn index(&self, index: Value, length: usize) -> Fallible<usize> {
        let number = index.integer().ok_or_else(|| self.unfit("an integer", index))?;
        usize::try_from(number)
            .ok()
            .filter(|index| *index < length)
            .ok_or_else(|| Box::new(Cause::NoElement { index: number.to_string(), length: length as u64 }))
    }

    fn look_up(&mut self, map: Ref, key: Value) -> Fallible<Value> {
        for index in (0..self.heap.pairs(map).len()).rev() {
            let (known, value) = self.heap.pairs(map)[index];
            if self.equal(known, key)? {
                return Ok(value);
            }
            self.left = self.left.saturating_sub(1);
        }
        Err(Box::new(Cause::NoKey(self.shown(key, Style::Literal, SHOWN))))
    }

    /// The number of elements.
    pub(super) fn length(&self, of: Value) -> Fallible<Value> {
        Ok(Value::count(match of {
            Value::Tuple(at) | Value::List(at) => self.heap.elements(at).len(),
            Value::Map(at) => self.heap.pairs(at).len(),
            Value::Binary(at) => self.heap.binary(at).len(),
            other => return Err(self.unfit("a tuple, list, map or text", other)),
        }))
    }

    #[cold]
    fn unfit(&self, expected: &str, found: Value) -> Box<Cause> {
        Box::new(Cause::operand(expected, self.shown(found, Style::Literal, SHOWN)))
    }
}
