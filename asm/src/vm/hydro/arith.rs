//! Arithmetic on numbers and booleans: which type a result has, and what it is. The fast path is in
//! [`super::step`], for two integers of one type of at most 64 bits; this is the general case.

use super::Failed;
use super::value::{Value, clip};
use crate::formats::hydro::model::Int;
use crate::isa::Compute;
use crate::vm::numbers::{bits, floats};

/// One of the five operations, on integers of one type of at most 64 bits; `None` divides by zero.
#[inline(always)]
pub(super) fn narrow(operation: Compute, int: Int, a: u64, b: u64) -> Option<u64> {
    let result = match operation {
        Compute::Add => a.wrapping_add(b),
        Compute::Subtract => a.wrapping_sub(b),
        Compute::Multiply => a.wrapping_mul(b),
        Compute::Divide if int.is_signed() => return divided(int, a as i64, b as i64),
        Compute::Divide => return a.checked_div(b),
        _ if b == 0 => return None,
        _ if int.is_signed() => return Some((a as i64).wrapping_rem(b as i64) as u64),
        _ => return Some(a % b),
    };
    Some(clip(int, result))
}

/// The same on two values.
pub(super) fn apply(operation: Compute, a: &Value, b: &Value) -> Result<Value, Failed> {
    if let (Some((left, a)), Some((right, b))) = (a.as_int(), b.as_int()) {
        let int = widened(left, right);
        return wide(operation, int, a, b).map(|bits| Value::int(int, bits)).ok_or(Failed::Zero);
    }
    match (a, b) {
        (Value::F32(a), Value::F32(b)) => Ok(Value::F32(floats(operation, *a, *b))),
        (Value::F32(a), b) if b.as_int().is_some() => {
            Ok(Value::F32(floats(operation, *a, float32(b).ok_or(Failed::Operands)?)))
        }
        (a, Value::F32(b)) if a.as_int().is_some() => {
            Ok(Value::F32(floats(operation, float32(a).ok_or(Failed::Operands)?, *b)))
        }
        _ => {
            let (a, b) = float(a).zip(float(b)).ok_or(Failed::Operands)?;
            Ok(Value::F64(floats(operation, a, b)))
        }
    }
}

/// On integers of which each has the sign of its own type above its width.
fn wide(operation: Compute, int: Int, a: u128, b: u128) -> Option<u128> {
    Some(match operation {
        Compute::Add => a.wrapping_add(b),
        Compute::Subtract => a.wrapping_sub(b),
        Compute::Multiply => a.wrapping_mul(b),
        _ => {
            let (a, b) = (extended(int, a), extended(int, b));
            match (operation, int.is_signed()) {
                _ if b == 0 => return None,
                (Compute::Divide, true) => (a as i128).wrapping_div(b as i128) as u128,
                (Compute::Divide, false) => a / b,
                (_, true) => (a as i128).wrapping_rem(b as i128) as u128,
                (_, false) => a % b,
            }
        }
    })
}

fn divided(int: Int, a: i64, b: i64) -> Option<u64> {
    (b != 0).then(|| clip(int, a.wrapping_div(b) as u64))
}

/// The bits of an integer of this type: its sign above its width.
fn extended(int: Int, bits: u128) -> u128 {
    let unused = 128 - int.bits();
    match int.is_signed() {
        true => ((bits << unused) as i128 >> unused) as u128,
        false => bits << unused >> unused,
    }
}

/// The type of what comes of two integers.
fn widened(a: Int, b: Int) -> Int {
    if a.is_signed() == b.is_signed() {
        return if a.bits() >= b.bits() { a } else { b };
    }
    let (signed, unsigned) = if a.is_signed() { (a, b) } else { (b, a) };
    if unsigned.bits() < signed.bits() {
        return signed;
    }
    match unsigned {
        Int::U8 => Int::S16,
        Int::U16 => Int::S32,
        Int::U32 => Int::S64,
        _ => Int::S128,
    }
}

/// The type of what comes of the bits of two integers: the wider width, signed if one of them is.
fn joined(a: Int, b: Int) -> Int {
    let wider = if a.bits() >= b.bits() { a } else { b };
    let is_signed = a.is_signed() || b.is_signed();
    Int::of(wider.bits(), is_signed).unwrap_or(wider)
}

/// A number as a float of 64 bits.
pub(super) fn float(value: &Value) -> Option<f64> {
    match value {
        Value::F32(value) => Some(f64::from(*value)),
        Value::F64(value) => Some(*value),
        _ => {
            value.as_int().map(|(int, bits)| if int.is_signed() { bits as i128 as f64 } else { bits as f64 })
        }
    }
}

/// A number as a float of 32 bits.
pub(super) fn float32(value: &Value) -> Option<f32> {
    match value {
        Value::F32(value) => Some(*value),
        Value::F64(value) => Some(*value as f32),
        _ => {
            value.as_int().map(|(int, bits)| if int.is_signed() { bits as i128 as f32 } else { bits as f32 })
        }
    }
}

/// *And*, *or* or *exclusive or* on the bits of two values.
pub(super) fn bitwise(operation: Compute, a: &Value, b: &Value) -> Result<Value, Failed> {
    let ((left, a), (right, b)) = a.as_int().zip(b.as_int()).ok_or(Failed::Operands)?;
    Ok(Value::int(joined(left, right), bits(operation, a, b)))
}

/// All bits turned.
pub(super) fn inverted(value: &Value) -> Result<Value, Failed> {
    let (int, bits) = value.as_int().ok_or(Failed::Operands)?;
    Ok(Value::int(int, !bits))
}

/// `a` shifted by `count` bits, to the left or to the right.
pub(super) fn shifted(operation: Compute, a: &Value, count: &Value) -> Result<Value, Failed> {
    let ((int, bits), Value::Int(Int::U8, count)) = (a.as_int().ok_or(Failed::Operands)?, count) else {
        return Err(Failed::Operands);
    };
    if *count >= u64::from(int.bits()) {
        return Err(Failed::Shift { count: *count, bits: int.bits() });
    }
    let bits = match (operation, int.is_signed()) {
        (Compute::ShiftLeft, _) => bits << count,
        (_, true) => (bits as i128 >> count) as u128,
        (_, false) => bits >> count,
    };
    Ok(Value::int(int, bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(int: Int, value: i128) -> Value {
        Value::int(int, value as u128)
    }

    #[track_caller]
    fn same(found: Result<Value, Failed>, expected: Value) {
        assert_eq!(found.map(|value| value.as_int()), Ok(expected.as_int()));
    }

    #[test]
    fn the_wider_type_wins_and_a_sign_needs_room() {
        for (a, b, expected) in [
            (Int::U8, Int::U32, Int::U32),
            (Int::S8, Int::S64, Int::S64),
            (Int::U8, Int::S8, Int::S16),
            (Int::U16, Int::S8, Int::S32),
            (Int::U8, Int::S16, Int::S16),
            (Int::U32, Int::S64, Int::S64),
            (Int::U64, Int::S64, Int::S128),
            (Int::U128, Int::S8, Int::S128),
            (Int::U64, Int::S128, Int::S128),
        ] {
            assert_eq!((widened(a, b), widened(b, a)), (expected, expected), "{a:?} {b:?}");
        }
        assert_eq!((joined(Int::U8, Int::S8), joined(Int::U32, Int::S8)), (Int::S8, Int::S32));
        assert_eq!((joined(Int::U8, Int::U128), joined(Int::U128, Int::S8)), (Int::U128, Int::S128));
    }

    #[test]
    fn integers_wrap_and_truncate() {
        same(apply(Compute::Add, &int(Int::U8, 200), &int(Int::U8, 100)), int(Int::U8, 44));
        same(apply(Compute::Subtract, &int(Int::U8, 1), &int(Int::S8, 2)), int(Int::S16, -1));
        same(apply(Compute::Divide, &int(Int::S32, -7), &int(Int::S32, 2)), int(Int::S32, -3));
        same(apply(Compute::Remainder, &int(Int::S32, -7), &int(Int::S32, 2)), int(Int::S32, -1));
        same(apply(Compute::Divide, &int(Int::S8, -128), &int(Int::S8, -1)), int(Int::S8, -128));
        same(apply(Compute::Remainder, &int(Int::S8, -128), &int(Int::S8, -1)), int(Int::S8, 0));
        let least = int(Int::S128, i128::MIN);
        same(apply(Compute::Divide, &least, &int(Int::S128, -1)), least.clone());
        assert_eq!(apply(Compute::Remainder, &least, &int(Int::U8, 0)).err(), Some(Failed::Zero));
        same(bitwise(Compute::BitAnd, &int(Int::U8, 0xFF), &int(Int::S16, -1)), int(Int::S16, 0xFF));
        same(bitwise(Compute::BitOr, &int(Int::S8, -1), &int(Int::U32, 0)), int(Int::S32, -1));
        same(inverted(&int(Int::U16, 1)), int(Int::U16, 0xFFFE));
    }

    #[test]
    fn shifts_keep_the_left_type() {
        same(shifted(Compute::ShiftLeft, &int(Int::S8, 1), &int(Int::U8, 7)), int(Int::S8, -128));
        same(shifted(Compute::ShiftRight, &int(Int::S8, -128), &int(Int::U8, 7)), int(Int::S8, -1));
        same(shifted(Compute::ShiftRight, &int(Int::U8, 128), &int(Int::U8, 7)), int(Int::U8, 1));
        same(shifted(Compute::ShiftLeft, &int(Int::U128, 1), &int(Int::U8, 127)), int(Int::U128, i128::MIN));
        let all = shifted(Compute::ShiftLeft, &int(Int::U32, 1), &int(Int::U8, 32));
        assert_eq!(all.err(), Some(Failed::Shift { count: 32, bits: 32 }));
        assert_eq!(
            shifted(Compute::ShiftLeft, &int(Int::U32, 1), &int(Int::U16, 1)).err(),
            Some(Failed::Operands)
        );
    }

    #[test]
    fn a_float_makes_a_float() {
        let half = apply(Compute::Divide, &int(Int::U8, 1), &Value::F32(2.0));
        assert!(matches!(half, Ok(Value::F32(0.5))));
        let wide = apply(Compute::Add, &Value::F32(0.5), &Value::F64(0.25));
        assert!(matches!(wide, Ok(Value::F64(0.75))));
        let rest = apply(Compute::Remainder, &Value::F64(-7.5), &int(Int::S32, 2));
        assert!(matches!(rest, Ok(Value::F64(-1.5))));
        let endless = apply(Compute::Divide, &Value::F64(1.0), &int(Int::S32, 0));
        assert!(matches!(endless, Ok(Value::F64(f64::INFINITY))));
        assert_eq!(apply(Compute::Add, &Value::Bool(true), &Value::F64(1.0)).err(), Some(Failed::Operands));
    }
}
