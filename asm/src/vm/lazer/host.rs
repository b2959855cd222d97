//! The host functions on the values of this machine.

use super::arith::Refused;
use super::numeric::Int;
use super::value::Value;
use crate::vm::functions::{HostFunction, HostRow, One, Two};

/// The function of a module of the host.
pub(super) fn find(module: &str, name: &str, arity: u8) -> Option<HostFunction> {
    HostRow::find(module, name).filter(|row| row.arity == arity).map(|row| row.function)
}

/// The function that a native module means by a name.
pub(super) fn native(name: &str, arity: u8) -> Option<HostFunction> {
    HostRow::by_name(name).filter(|row| row.arity == arity).map(|row| row.function)
}

/// The names of all functions, as `module::name/arity`.
pub(super) fn names() -> impl Iterator<Item = String> {
    HostRow::all_names().map(|(name, arity)| format!("{name}/{arity}"))
}

/// A function of one number: a float of 32 bits of one, an integer of one where it can, else a float of 64 bits.
pub(super) fn one(function: One, value: Value) -> Result<Value, Refused> {
    if let Some((ty, number)) = Int::of(value).zip(value.integer()) {
        match function {
            One::Abs => return Ok(ty.wrap(number.abs())),
            _ if function.keeps_integers() => return Ok(value),
            _ => {}
        }
    }
    let wide = value.float().ok_or(Refused::Operand("a number", value))?;
    let result = function.number(wide);
    // What is rounded from 64 bits to 32 is right for a root, and for the rest as good as what 32 bits give.
    Ok(if matches!(value, Value::F32(_)) { Value::F32(result as f32) } else { Value::F64(result) })
}

/// A function of two numbers: a float of 32 bits if both are, else one of 64 bits.
pub(super) fn two(function: Two, a: Value, b: Value) -> Result<Value, Refused> {
    let x = a.float().ok_or(Refused::Operand("a number", a))?;
    let y = b.float().ok_or(Refused::Operand("a number", b))?;
    let result = function.number(x, y);
    let is_narrow = matches!((a, b), (Value::F32(_), Value::F32(_)));
    Ok(if is_narrow { Value::F32(result as f32) } else { Value::F64(result) })
}

/// The whole part of the square root of an integer.
pub(super) fn integer_root(value: Value) -> Result<Value, Refused> {
    match Int::of(value).zip(value.integer()) {
        Some((ty, number @ 0..)) => Ok(ty.wrap(number.isqrt())),
        _ => Err(Refused::Operand("an integer that is not negative", value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_have_a_module_a_name_and_an_arity() {
        assert_eq!(find("std.io.print", "println", 1), Some(HostFunction::PrintLine));
        assert_eq!(find("std.io.print", "println", 2), None);
        assert_eq!(find("libm", "cos", 1), None);
        assert_eq!(native("cos", 1), Some(HostFunction::One(One::Cos)));
        assert_eq!(native("cos", 2), None);
    }

    #[test]
    fn numbers_of_each_kind() {
        let cases = [
            (One::Sqrt, Value::F64(2.25), Value::F64(1.5)),
            (One::Sqrt, Value::F32(2.25), Value::F32(1.5)),
            (One::Sqrt, Value::I64(9), Value::F64(3.0)),
            (One::Floor, Value::F64(-1.5), Value::F64(-2.0)),
            (One::Ceil, Value::F64(-1.5), Value::F64(-1.0)),
            (One::Round, Value::F64(2.5), Value::F64(3.0)),
            (One::Trunc, Value::F64(-1.5), Value::F64(-1.0)),
            (One::Floor, Value::I64(i64::MAX), Value::I64(i64::MAX)),
            (One::Abs, Value::I32(-5), Value::I32(5)),
            (One::Abs, Value::I32(i32::MIN), Value::I32(i32::MIN)),
            (One::Abs, Value::F32(-0.5), Value::F32(0.5)),
            (One::Exp, Value::U8(0), Value::F64(1.0)),
            (One::Log2, Value::F64(8.0), Value::F64(3.0)),
        ];
        for (function, given, expected) in cases {
            assert_eq!(one(function, given).unwrap(), expected, "{function:?} of {given:?}");
        }
        assert_eq!(two(Two::Pow, Value::I32(2), Value::I32(10)).unwrap(), Value::F64(1024.0));
        assert_eq!(two(Two::Max, Value::F32(1.0), Value::F32(f32::NAN)).unwrap(), Value::F32(1.0));
        assert!(two(Two::Pow, Value::I32(2), Value::Atom(1)).is_err());
    }

    #[test]
    fn roots_of_integers() {
        assert_eq!(integer_root(Value::U64(99)).unwrap(), Value::U64(9));
        assert_eq!(integer_root(Value::I32(0)).unwrap(), Value::I32(0));
        assert!(integer_root(Value::I32(-1)).is_err() && integer_root(Value::F64(4.0)).is_err());
    }
}
