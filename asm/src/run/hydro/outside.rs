//! What the functions of the host do with the values on the stack.

use super::host::{HostFunction, Math};
use super::step::Run;
use super::value::Value;
use super::{Fail, text};
use crate::formats::hydro::model::Int;
use crate::run::Cause;

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
            (HostFunction::ReadChar, []) => Some(self.read_char()?),
            (HostFunction::Print | HostFunction::PrintLine | HostFunction::Prompt, [value]) => {
                let value = value.clone();
                self.speak(function, &value)?
            }
            (HostFunction::Math(function), [value]) => Some(self.math(function, value)?),
            (HostFunction::Power, [a, b]) => Some(self.power(a, b)?),
            (HostFunction::IntegerRoot, [value]) => Some(self.integer_root(value)?),
            (HostFunction::Reverse, [value]) => {
                let Some(bytes) = value.as_bytes() else { return self.unfit("a string", value) };
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
        if self.line.is_empty() {
            self.next_line()?;
        }
        // The first is the end of the line: the bytes are kept backwards.
        if self.line.first() == Some(&b'\n') {
            self.line.remove(0);
        }
        let mut bytes = std::mem::take(&mut self.line);
        bytes.reverse();
        self.fuel.burn(bytes.len() as u64 / 16)?;
        Value::string(&self.meter, bytes)
    }

    /// A byte of the input; 0 at its end.
    fn read_char(&mut self) -> Result<Value, Fail> {
        if self.line.is_empty() {
            self.next_line()?;
        }
        Ok(Value::Int(Int::U8, self.line.pop().unwrap_or(0).into()))
    }

    /// Reads a line with its end, backwards, so that its first byte is the last.
    fn next_line(&mut self) -> Result<(), Fail> {
        if let Some(mut line) = self.host.read_line().map_err(Cause::Host)? {
            self.meter.check(line.len() as u64)?;
            line.push(b'\n');
            line.reverse();
            self.line = line;
        }
        Ok(())
    }

    fn math(&self, function: Math, value: &Value) -> Result<Value, Fail> {
        match value {
            Value::F32(value) => Ok(Value::F32(function.float32(*value))),
            Value::F64(value) => Ok(Value::F64(function.float64(*value))),
            other => self.unfit("a float", other),
        }
    }

    fn power(&self, a: &Value, b: &Value) -> Result<Value, Fail> {
        match (a, b) {
            (Value::F32(a), Value::F32(b)) => Ok(Value::F32(a.powf(*b))),
            (Value::F64(a), Value::F64(b)) => Ok(Value::F64(a.powf(*b))),
            (Value::F32(_) | Value::F64(_), other) | (other, _) => {
                self.unfit("two floats of one type", other)
            }
        }
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
