//! The types of numbers, and which one a result has.

use super::value::Value;

/// The type of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Int {
    U8,
    I16,
    I32,
    I64,
    U64,
}

impl Int {
    /// The type of an integer.
    pub(super) fn of(value: Value) -> Option<Self> {
        Some(match value {
            Value::U8(_) => Self::U8,
            Value::I16(_) => Self::I16,
            Value::I32(_) => Self::I32,
            Value::I64(_) => Self::I64,
            Value::U64(_) => Self::U64,
            _ => return None,
        })
    }

    /// The number of its bits.
    pub(super) const fn bits(self) -> u32 {
        match self {
            Self::U8 => 8,
            Self::I16 => 16,
            Self::I32 => 32,
            Self::I64 | Self::U64 => 64,
        }
    }

    const fn is_signed(self) -> bool {
        !matches!(self, Self::U8 | Self::U64)
    }

    /// The type of a result of these two: the wider one; of one with a sign and one without, the narrowest with a sign
    /// that is as wide as both.
    pub(super) fn common(self, other: Self) -> Self {
        let bits = self.bits().max(other.bits());
        match (self.is_signed(), other.is_signed()) {
            (false, false) if bits == 8 => Self::U8,
            (false, false) => Self::U64,
            _ => [Self::I16, Self::I32].into_iter().find(|ty| ty.bits() >= bits).unwrap_or(Self::I64),
        }
    }

    /// The value of this type with these low bits.
    pub(super) const fn wrap(self, value: i128) -> Value {
        match self {
            Self::U8 => Value::U8(value as u8),
            Self::I16 => Value::I16(value as i16),
            Self::I32 => Value::I32(value as i32),
            Self::I64 => Value::I64(value as i64),
            Self::U64 => Value::U64(value as u64),
        }
    }

    /// The number that a number becomes in this type.
    pub(super) const fn wrapped(self, value: i128) -> i128 {
        match self {
            Self::U8 => value as u8 as i128,
            Self::I16 => value as i16 as i128,
            Self::I32 => value as i32 as i128,
            Self::I64 => value as i64 as i128,
            Self::U64 => value as u64 as i128,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_of_results() {
        use Int::{I16, I32, I64, U8, U64};
        let table = [
            (U8, [U8, I16, I32, I64, U64]),
            (I16, [I16, I16, I32, I64, I64]),
            (I32, [I32, I32, I32, I64, I64]),
            (I64, [I64, I64, I64, I64, I64]),
            (U64, [U64, I64, I64, I64, U64]),
        ];
        for (one, row) in table {
            for (other, expected) in [U8, I16, I32, I64, U64].into_iter().zip(row) {
                assert_eq!(one.common(other), expected, "{one:?} and {other:?}");
            }
        }
    }
}
