//! Arithmetic on values of any types. The common cases are in `run`, next to the loop; this is the rest, and
//! the rule for all.

use super::Fallible;
use super::numeric::Int;
use super::value::Value;
use crate::isa::Compute;
use crate::vm::{Cause, numbers};

/// An operand that the operation does not take; who knows the names of atoms makes words of it.
#[derive(Debug)]
pub(super) enum Refused {
    /// Another kind of value was expected.
    Operand(&'static str, Value),
    /// A fault of the numbers.
    Cause(Box<Cause>),
}

impl From<Cause> for Refused {
    fn from(cause: Cause) -> Self {
        Self::Cause(Box::new(cause))
    }
}

const NUMBER: &str = "a number";
const INTEGER: &str = "an integer";
const INTEGER_OR_BOOL: &str = "an integer or a boolean";

/// The result of an operation on two values.
#[cold]
#[inline(never)]
pub(super) fn binary(operation: Compute, a: Value, b: Value) -> Result<Value, Refused> {
    match operation {
        Compute::BitAnd | Compute::BitOr | Compute::BitXor => bitwise(operation, a, b),
        Compute::ShiftLeft | Compute::ShiftRight => shift(operation, a, b),
        _ => match (Int::of(a).zip(a.integer()), Int::of(b).zip(b.integer())) {
            (Some((ty, a)), Some((other, b))) => integers(operation, ty.common(other), a, b),
            _ => floats(operation, a, b),
        },
    }
}

fn integers(operation: Compute, ty: Int, a: i128, b: i128) -> Result<Value, Refused> {
    let (a, b) = (ty.wrapped(a), ty.wrapped(b));
    if b == 0 && matches!(operation, Compute::Divide | Compute::Remainder) {
        return Err(Cause::DivisionByZero.into());
    }
    Ok(ty.wrap(match operation {
        Compute::Add => a.wrapping_add(b),
        Compute::Subtract => a.wrapping_sub(b),
        Compute::Multiply => a.wrapping_mul(b),
        Compute::Divide => a.wrapping_div(b),
        _ => a.wrapping_rem(b),
    }))
}

fn floats(operation: Compute, a: Value, b: Value) -> Result<Value, Refused> {
    let wide = matches!(a, Value::F64(_)) || matches!(b, Value::F64(_));
    if wide {
        let a = a.float().ok_or(Refused::Operand(NUMBER, a))?;
        let b = b.float().ok_or(Refused::Operand(NUMBER, b))?;
        return Ok(Value::F64(numbers::floats(operation, a, b)));
    }
    let (a, b) = (single(a)?, single(b)?);
    Ok(Value::F32(numbers::floats(operation, a, b)))
}

/// A number as a float of 32 bits, rounded once.
fn single(value: Value) -> Result<f32, Refused> {
    match value {
        Value::F32(value) => Ok(value),
        _ => value.integer().map(|value| value as f32).ok_or(Refused::Operand(NUMBER, value)),
    }
}

fn bitwise(operation: Compute, a: Value, b: Value) -> Result<Value, Refused> {
    if let (Some(x), Some(y)) = (a.truth(), b.truth()) {
        return Ok(Value::bool(numbers::bits(operation, x, y)));
    }
    let expected = if a.truth().is_some() { "a boolean" } else { INTEGER };
    let (Some(x), Some(y)) = (Int::of(a).zip(a.integer()), Int::of(b).zip(b.integer())) else {
        return match Int::of(a).is_some() || a.truth().is_some() {
            true => Err(Refused::Operand(expected, b)),
            false => Err(Refused::Operand(INTEGER_OR_BOOL, a)),
        };
    };
    let ty = x.0.common(y.0);
    let (x, y) = (ty.wrapped(x.1), ty.wrapped(y.1));
    Ok(ty.wrap(numbers::bits(operation, x, y)))
}

fn shift(operation: Compute, a: Value, b: Value) -> Result<Value, Refused> {
    let (ty, value) = Int::of(a).zip(a.integer()).ok_or(Refused::Operand(INTEGER, a))?;
    let count = b.integer().ok_or(Refused::Operand(INTEGER, b))?;
    let bits = ty.bits();
    let Some(count) = u32::try_from(count).ok().filter(|count| *count < bits) else {
        return Err(Cause::ShiftCount { count: count.to_string(), bits }.into());
    };
    Ok(ty.wrap(if operation == Compute::ShiftLeft { value << count } else { value >> count }))
}

/// The value with the other sign.
pub(super) fn negated(value: Value) -> Result<Value, Refused> {
    match value {
        Value::F32(value) => Ok(Value::F32(-value)),
        Value::F64(value) => Ok(Value::F64(-value)),
        _ => match Int::of(value).zip(value.integer()) {
            Some((ty, number)) => Ok(ty.wrap(-number)),
            None => Err(Refused::Operand(NUMBER, value)),
        },
    }
}

/// The value with all bits, or its truth, turned.
pub(super) fn inverted(value: Value) -> Result<Value, Refused> {
    match (value.truth(), Int::of(value).zip(value.integer())) {
        (Some(truth), _) => Ok(Value::bool(!truth)),
        (None, Some((ty, number))) => Ok(ty.wrap(!number)),
        _ => Err(Refused::Operand(INTEGER_OR_BOOL, value)),
    }
}

/// The order of two numbers: by value, integers with floats as floats of 64 bits; `None` with NaN.
pub(super) fn order(a: Value, b: Value) -> Result<Option<std::cmp::Ordering>, Refused> {
    if let (Some(a), Some(b)) = (a.integer(), b.integer()) {
        return Ok(Some(a.cmp(&b)));
    }
    let x = a.float().ok_or(Refused::Operand(NUMBER, a))?;
    let y = b.float().ok_or(Refused::Operand(NUMBER, b))?;
    Ok(x.partial_cmp(&y))
}

/// Makes words of what was refused.
pub(super) fn explained<T>(result: Result<T, Refused>, show: impl FnOnce(Value) -> String) -> Fallible<T> {
    result.map_err(|refused| match refused {
        Refused::Operand(expected, found) => Box::new(Cause::operand(expected, show(found))),
        Refused::Cause(cause) => cause,
    })
}
