//! Arithmetic on numbers and booleans: which type a result has, and what it is. The fast path is in
//! [`super::step`], for two integers of one type of at most 64 bits; this is the general case.

use super::Failed;
use super::value::{Value, clip};
use crate::formats::hydro::model::Int;
use std::ops::{Add, Div, Mul, Rem, Sub};

/// An operation on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// An operation on the bits of two integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bitwise {
    And,
    Or,
    Xor,
}

impl Arithmetic {
    /// On integers of one type of at most 64 bits; `None` divides by zero.
    #[inline(always)]
    pub(super) fn narrow(self, int: Int, a: u64, b: u64) -> Option<u64> {
        let result = match self {
            Self::Add => a.wrapping_add(b),
            Self::Subtract => a.wrapping_sub(b),
            Self::Multiply => a.wrapping_mul(b),
            Self::Divide if int.is_signed() => return divided(int, a as i64, b as i64),
            Self::Divide => return a.checked_div(b),
            Self::Modulo if b == 0 => return None,
            Self::Modulo if int.is_signed() => return Some((a as i64).wrapping_rem(b as i64) as u64),
            Self::Modulo => return Some(a % b),
        };
        Some(clip(int, result))
    }

    /// On two values.
    pub(super) fn apply(self, a: &Value, b: &Value) -> Result<Value, Failed> {
        if let (Some((left, a)), Some((right, b))) = (a.as_int(), b.as_int()) {
            let int = widened(left, right);
            return self.wide(int, a, b).map(|bits| Value::int(int, bits)).ok_or(Failed::Zero);
        }
        match (a, b) {
            (Value::F32(a), Value::F32(b)) => Ok(Value::F32(self.floats(*a, *b))),
            (Value::F32(a), b) if b.as_int().is_some() => {
                Ok(Value::F32(self.floats(*a, float32(b).ok_or(Failed::Operands)?)))
            }
            (a, Value::F32(b)) if a.as_int().is_some() => {
                Ok(Value::F32(self.floats(float32(a).ok_or(Failed::Operands)?, *b)))
            }
            _ => {
                let (a, b) = float(a).zip(float(b)).ok_or(Failed::Operands)?;
                Ok(Value::F64(self.floats(a, b)))
            }
        }
    }

    /// On integers of which each has the sign of its own type above its width.
    fn wide(self, int: Int, a: u128, b: u128) -> Option<u128> {
        Some(match self {
            Self::Add => a.wrapping_add(b),
            Self::Subtract => a.wrapping_sub(b),
            Self::Multiply => a.wrapping_mul(b),
            Self::Divide | Self::Modulo => {
                let (a, b) = (extended(int, a), extended(int, b));
                match (self, int.is_signed()) {
                    _ if b == 0 => return None,
                    (Self::Divide, true) => (a as i128).wrapping_div(b as i128) as u128,
                    (Self::Divide, false) => a / b,
                    (_, true) => (a as i128).wrapping_rem(b as i128) as u128,
                    (_, false) => a % b,
                }
            }
        })
    }

    fn floats<T>(self, a: T, b: T) -> T
    where
        T: Add<Output = T> + Sub<Output = T> + Mul<Output = T> + Div<Output = T> + Rem<Output = T>,
    {
        match self {
            Self::Add => a + b,
            Self::Subtract => a - b,
            Self::Multiply => a * b,
            Self::Divide => a / b,
            Self::Modulo => a % b,
        }
    }
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

impl Bitwise {
    /// On the bits of integers of one type.
    #[inline(always)]
    pub(super) fn narrow(self, a: u64, b: u64) -> u64 {
        match self {
            Self::And => a & b,
            Self::Or => a | b,
            Self::Xor => a ^ b,
        }
    }

    /// On two values.
    pub(super) fn apply(self, a: &Value, b: &Value) -> Result<Value, Failed> {
        let ((left, a), (right, b)) = a.as_int().zip(b.as_int()).ok_or(Failed::Operands)?;
        let bits = match self {
            Self::And => a & b,
            Self::Or => a | b,
            Self::Xor => a ^ b,
        };
        Ok(Value::int(joined(left, right), bits))
    }
}

/// All bits turned.
pub(super) fn inverted(value: &Value) -> Result<Value, Failed> {
    let (int, bits) = value.as_int().ok_or(Failed::Operands)?;
    Ok(Value::int(int, !bits))
}

/// `a` shifted by `count` bits, to the left or to the right.
pub(super) fn shifted(left: bool, a: &Value, count: &Value) -> Result<Value, Failed> {
    let ((int, bits), Value::Int(Int::U8, count)) = (a.as_int().ok_or(Failed::Operands)?, count) else {
        return Err(Failed::Operands);
    };
    if *count >= u64::from(int.bits()) {
        return Err(Failed::Shift { count: *count, bits: int.bits() });
    }
    let bits = match (left, int.is_signed()) {
        (true, _) => bits << count,
        (false, true) => (bits as i128 >> count) as u128,
        (false, false) => bits >> count,
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
        same(Arithmetic::Add.apply(&int(Int::U8, 200), &int(Int::U8, 100)), int(Int::U8, 44));
        same(Arithmetic::Subtract.apply(&int(Int::U8, 1), &int(Int::S8, 2)), int(Int::S16, -1));
        same(Arithmetic::Divide.apply(&int(Int::S32, -7), &int(Int::S32, 2)), int(Int::S32, -3));
        same(Arithmetic::Modulo.apply(&int(Int::S32, -7), &int(Int::S32, 2)), int(Int::S32, -1));
        same(Arithmetic::Divide.apply(&int(Int::S8, -128), &int(Int::S8, -1)), int(Int::S8, -128));
        same(Arithmetic::Modulo.apply(&int(Int::S8, -128), &int(Int::S8, -1)), int(Int::S8, 0));
        let least = int(Int::S128, i128::MIN);
        same(Arithmetic::Divide.apply(&least, &int(Int::S128, -1)), least.clone());
        assert_eq!(Arithmetic::Modulo.apply(&least, &int(Int::U8, 0)).err(), Some(Failed::Zero));
        same(Bitwise::And.apply(&int(Int::U8, 0xFF), &int(Int::S16, -1)), int(Int::S16, 0xFF));
        same(Bitwise::Or.apply(&int(Int::S8, -1), &int(Int::U32, 0)), int(Int::S32, -1));
        same(inverted(&int(Int::U16, 1)), int(Int::U16, 0xFFFE));
    }

    #[test]
    fn shifts_keep_the_left_type() {
        same(shifted(true, &int(Int::S8, 1), &int(Int::U8, 7)), int(Int::S8, -128));
        same(shifted(false, &int(Int::S8, -128), &int(Int::U8, 7)), int(Int::S8, -1));
        same(shifted(false, &int(Int::U8, 128), &int(Int::U8, 7)), int(Int::U8, 1));
        same(shifted(true, &int(Int::U128, 1), &int(Int::U8, 127)), int(Int::U128, i128::MIN));
        let all = shifted(true, &int(Int::U32, 1), &int(Int::U8, 32));
        assert_eq!(all.err(), Some(Failed::Shift { count: 32, bits: 32 }));
        assert_eq!(shifted(true, &int(Int::U32, 1), &int(Int::U16, 1)).err(), Some(Failed::Operands));
    }

    #[test]
    fn a_float_makes_a_float() {
        let half = Arithmetic::Divide.apply(&int(Int::U8, 1), &Value::F32(2.0));
        assert!(matches!(half, Ok(Value::F32(0.5))));
        let wide = Arithmetic::Add.apply(&Value::F32(0.5), &Value::F64(0.25));
        assert!(matches!(wide, Ok(Value::F64(0.75))));
        let rest = Arithmetic::Modulo.apply(&Value::F64(-7.5), &int(Int::S32, 2));
        assert!(matches!(rest, Ok(Value::F64(-1.5))));
        let endless = Arithmetic::Divide.apply(&Value::F64(1.0), &int(Int::S32, 0));
        assert!(matches!(endless, Ok(Value::F64(f64::INFINITY))));
        assert_eq!(Arithmetic::Add.apply(&Value::Bool(true), &Value::F64(1.0)).err(), Some(Failed::Operands));
    }
}
