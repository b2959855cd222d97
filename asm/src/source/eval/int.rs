//! Integers of expressions: 128 bits wide with an optional suffix; arithmetic that notices overflow.

use crate::ir::IntType;
use lzasm_grammar::ast::{BinaryOp, UnaryOp};
use std::fmt;

/// An integer as an expression computes it: in i128, or in u128 if its suffix says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Int {
    bits: u128,
    /// The type that a suffix or a conversion stated.
    pub suffix: Option<IntType>,
}

/// The faults of arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The result has more than 128 bits.
    Overflow,
    /// A division by zero.
    ZeroDivision,
    /// A shift by less than nothing or by 128 bits and more.
    ShiftCount,
    /// Two operands with these different suffixes.
    Suffixes(IntType, IntType),
}

impl Int {
    /// A value without a suffix.
    pub fn new(value: i128) -> Self {
        Self { bits: value as u128, suffix: None }
    }

    /// A value of a type, if it has such a value.
    pub fn typed(self, ty: IntType) -> Option<Self> {
        self.fits(ty).then_some(Self { bits: self.bits, suffix: Some(ty) })
    }

    /// The literal with these digits, perhaps with a minus before it; `None` if its type has no such value.
    pub(super) fn literal(magnitude: u128, negative: bool, suffix: Option<IntType>) -> Option<Self> {
        let value = match (negative, suffix) {
            (false, Some(IntType::U128)) => Self { bits: magnitude, suffix },
            (false, _) => Self::new(i128::try_from(magnitude).ok()?),
            (true, _) if magnitude <= i128::MIN.unsigned_abs() => {
                Self::new((magnitude as i128).wrapping_neg())
            }
            (true, _) => return None,
        };
        match suffix {
            Some(ty) => value.typed(ty),
            None => Some(value),
        }
    }

    fn is_unsigned(self) -> bool {
        self.suffix == Some(IntType::U128)
    }

    /// Whether it is less than zero.
    pub fn is_negative(self) -> bool {
        !self.is_unsigned() && (self.bits as i128) < 0
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.bits == 0
    }

    /// The value, unless it is one of the upper half of u128.
    pub fn as_i128(self) -> Option<i128> {
        if self.is_unsigned() { i128::try_from(self.bits).ok() } else { Some(self.bits as i128) }
    }

    /// The value, unless it is negative.
    pub fn as_u128(self) -> Option<u128> {
        (!self.is_negative()).then_some(self.bits)
    }

    /// The bits, sign-extended to 128: what [`crate::ir::Value::Int`] keeps.
    pub fn to_bits(self) -> u128 {
        self.bits
    }

    /// Whether a type has this value.
    pub fn fits(self, ty: IntType) -> bool {
        let (least, most) = ty.range();
        if self.is_negative() { least <= self.bits as i128 } else { self.bits <= most }
    }

    /// Whether it lies between two bounds, both included.
    pub fn is_within(self, least: i128, most: i128) -> bool {
        self.as_i128().is_some_and(|value| (least..=most).contains(&value))
    }

    /// 1 or 0 with the suffix of this value.
    pub(super) fn truth(self, holds: bool) -> Option<Self> {
        Some(Self { bits: u128::from(holds), suffix: self.suffix })
    }

    /// The suffix of an expression with both operands.
    fn join(self, other: Self) -> Result<Option<IntType>, Fault> {
        match (self.suffix, other.suffix) {
            (Some(a), Some(b)) if a != b => Err(Fault::Suffixes(a, b)),
            (a, b) => Ok(a.or(b)),
        }
    }

    /// The result of an operator on this value and another one.
    pub(super) fn binary(self, op: BinaryOp, other: Self) -> Result<Self, Fault> {
        let suffix = self.join(other)?;
        let bits = if suffix == Some(IntType::U128) {
            let (a, b) = self.as_u128().zip(other.as_u128()).ok_or(Fault::Overflow)?;
            unsigned(op, a, b)?
        } else {
            signed(op, self.bits as i128, other.bits as i128)? as u128
        };
        Ok(Self { bits, suffix })
    }

    /// The result of an operator before this value.
    pub(super) fn unary(self, op: UnaryOp) -> Result<Self, Fault> {
        let bits = match op {
            UnaryOp::Not => u128::from(self.bits == 0),
            UnaryOp::Complement => !self.bits,
            UnaryOp::Negate if self.is_unsigned() => self.bits.checked_neg().ok_or(Fault::Overflow)?,
            UnaryOp::Negate => (self.bits as i128).checked_neg().ok_or(Fault::Overflow)? as u128,
        };
        Ok(Self { bits, suffix: self.suffix })
    }
}

impl fmt::Display for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_unsigned() { self.bits.fmt(f) } else { (self.bits as i128).fmt(f) }
    }
}

/// The number of bits of a shift.
fn shift_count(count: Option<u128>) -> Result<u32, Fault> {
    match count {
        Some(count @ 0..128) => Ok(count as u32),
        _ => Err(Fault::ShiftCount),
    }
}

fn signed(op: BinaryOp, a: i128, b: i128) -> Result<i128, Fault> {
    use BinaryOp::*;
    let checked = match op {
        Add => a.checked_add(b),
        Subtract => a.checked_sub(b),
        Multiply => a.checked_mul(b),
        Divide | Modulo if b == 0 => return Err(Fault::ZeroDivision),
        Divide => a.checked_div(b),
        // MIN % -1 is 0, though the division overflows.
        Modulo => Some(a.wrapping_rem(b)),
        ShiftLeft => {
            let count = shift_count(u128::try_from(b).ok())?;
            Some(a << count).filter(|shifted| shifted >> count == a)
        }
        ShiftRight => Some(a >> shift_count(u128::try_from(b).ok())?),
        Or => Some(a | b),
        Xor => Some(a ^ b),
        And => Some(a & b),
        _ => Some(i128::from(truth(op, a.cmp(&b), a != 0, b != 0))),
    };
    checked.ok_or(Fault::Overflow)
}

fn unsigned(op: BinaryOp, a: u128, b: u128) -> Result<u128, Fault> {
    use BinaryOp::*;
    let checked = match op {
        Add => a.checked_add(b),
        Subtract => a.checked_sub(b),
        Multiply => a.checked_mul(b),
        Divide | Modulo if b == 0 => return Err(Fault::ZeroDivision),
        Divide => Some(a / b),
        Modulo => Some(a % b),
        ShiftLeft => {
            let count = shift_count(Some(b))?;
            Some(a << count).filter(|shifted| shifted >> count == a)
        }
        ShiftRight => Some(a >> shift_count(Some(b))?),
        Or => Some(a | b),
        Xor => Some(a ^ b),
        And => Some(a & b),
        _ => Some(u128::from(truth(op, a.cmp(&b), a != 0, b != 0))),
    };
    checked.ok_or(Fault::Overflow)
}

/// The operators whose result is 1 or 0.
fn truth(op: BinaryOp, order: std::cmp::Ordering, a: bool, b: bool) -> bool {
    match op {
        BinaryOp::LogicalOr => a || b,
        BinaryOp::LogicalAnd => a && b,
        BinaryOp::Equal => order.is_eq(),
        BinaryOp::NotEqual => order.is_ne(),
        BinaryOp::Less => order.is_lt(),
        BinaryOp::LessEqual => order.is_le(),
        BinaryOp::Greater => order.is_gt(),
        _ => order.is_ge(),
    }
}
