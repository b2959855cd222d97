//! The host functions on the values of the stack.

use super::arith::float;
use super::step::Run;
use super::value::Value;
use super::{Fail, text};
use crate::formats::hydro::model::Int;
use crate::vm::Cause;
use crate::vm::functions::{HostFunction, One, Two};

impl Run<'_> {
    /// Calls a function of the host, whose arguments are on top of the stack.
    pub(super) fn outside(&mut self, function: HostFunction, count: usize) -> Result<(), Fail> {
        let top = self.stack.len();
        let result = match (function, &self.stack[top - count..]) {
            (HostFunction::Flush, []) => {
                self.host.flush().map_err(Cause::Host)?;
                None
            }
            (HostFunction::ReadLine, []) => Some(self.read_line()?),
            (HostFunction::ReadChar, []) => {
                let byte = self.input.byte(self.host).map_err(Cause::Host)?;
                Some(Value::Int(Int::U8, byte.unwrap_or(0).into()))
            }
            (HostFunction::Print | HostFunction::PrintLine | HostFunction::Prompt, [value]) => {
                let value = value.clone();
                self.speak(function, &value)?
            }
            (HostFunction::One(function), [value]) => Some(self.one(function, value)?),
            (HostFunction::Two(function), [a, b]) => Some(self.two(function, a, b)?),
            (HostFunction::IntegerRoot, [value]) => Some(self.integer_root(value)?),
            (HostFunction::Reverse, [value]) => {
                let Some(bytes) = value.as_bytes() else { return self.unfit("a string", value) };
                self.meter.check(bytes.len() as u64)?;
                let bytes: Vec<u8> = bytes.iter().rev().copied().collect();
                self.fuel.burn(bytes.len() as u64 / 16)?;
                Some(Value::string(&self.meter, bytes)?)
            }
            _ => return Err(Cause::BadInstruction { why: "the host expects other arguments" }.into()),
        };
        self.stack.truncate(top - count);
        result.map_or(Ok(()), |value| self.push(value))
    }

    /// `print`, `println` and `prompt`.
    fn speak(&mut self, function: HostFunction, value: &Value) -> Result<Option<Value>, Fail> {
        let host = &mut *self.host;
        text::write(self.program, value, &mut self.fuel, &mut |piece| {
            host.write(piece).map_err(|error| Cause::Host(error).into())
        })?;
        match function {
            HostFunction::PrintLine => self.host.write(b"\n").map_err(Cause::Host)?,
            HostFunction::Prompt => {
                self.host.flush().map_err(Cause::Host)?;
                return self.read_line().map(Some);
            }
            _ => {}
        }
        Ok(None)
    }

    /// The rest of a line of the input; empty at its end.
    fn read_line(&mut self) -> Result<Value, Fail> {
        let bytes = self.input.line(self.host).map_err(Cause::Host)?.unwrap_or_default();
        self.fuel.burn(bytes.len() as u64 / 16)?;
        Value::string(&self.meter, bytes)
    }

    /// A function of one number: a float of 32 bits of one, an integer of one where it can, else a float of 64 bits.
    fn one(&self, function: One, value: &Value) -> Result<Value, Fail> {
        if let Some((int, bits)) = value.as_int() {
            match function {
                One::Abs if int.is_signed() => {
                    return Ok(Value::int(int, (bits as i128).wrapping_abs() as u128));
                }
                _ if function == One::Abs || function.keeps_integers() => return Ok(value.clone()),
                _ => {}
            }
        }
        let Some(wide) = float(value) else { return self.unfit("a number", value) };
        let result = function.number(wide);
        Ok(if matches!(value, Value::F32(_)) { Value::F32(result as f32) } else { Value::F64(result) })
    }

    /// A function of two numbers: a float of 32 bits if both are, else one of 64 bits.
    fn two(&self, function: Two, a: &Value, b: &Value) -> Result<Value, Fail> {
        let Some(x) = float(a) else { return self.unfit("a number", a) };
        let Some(y) = float(b) else { return self.unfit("a number", b) };
        let result = function.number(x, y);
        let is_narrow = matches!((a, b), (Value::F32(_), Value::F32(_)));
        Ok(if is_narrow { Value::F32(result as f32) } else { Value::F64(result) })
    }

    fn integer_root(&self, value: &Value) -> Result<Value, Fail> {
        match value.as_int() {
            Some((int, bits)) if !int.is_signed() || bits <= i128::MAX as u128 => {
                Ok(Value::int(int, bits.isqrt()))
            }
            _ => self.unfit("an integer that is not negative", value),
        }
    }
}
