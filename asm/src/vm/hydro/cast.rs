//! `cast`: a value as another type. Between numbers it wraps, and floats are truncated; every value can become text.

use super::arith::{float, float32};
use super::types::{Kind, TypeId};
use super::value::Value;
use crate::formats::hydro::model::Int;

/// The result of a cast of a number.
#[derive(Debug)]
pub(super) enum Cast {
    To(Value),
    /// A float that the integer type cannot hold.
    Range,
    /// There is no such cast.
    No,
}

/// A number as another number type.
pub(super) fn number(value: &Value, to: Kind) -> Cast {
    let cast = match to {
        Kind::F32 => float32(value).map(Value::F32),
        Kind::F64 => float(value).map(Value::F64),
        Kind::Int(int) => match value {
            Value::F32(value) => return truncated(int, f64::from(*value)),
            Value::F64(value) => return truncated(int, *value),
            _ => value.as_int().map(|(_, bits)| Value::int(int, bits)),
        },
        _ => None,
    };
    cast.map_or(Cast::No, Cast::To)
}

/// A float as an integer type, without its fraction.
fn truncated(int: Int, value: f64) -> Cast {
    let value = value.trunc();
    // The powers of two around the type are exact as floats; its greatest value need not be.
    let (least, beyond) = match int.is_signed() {
        true => (-2f64.powi(int.bits() as i32 - 1), 2f64.powi(int.bits() as i32 - 1)),
        false => (0.0, 2f64.powi(int.bits() as i32)),
    };
    if !(least <= value && value < beyond) {
        return Cast::Range;
    }
    let bits = if int.is_signed() { value as i128 as u128 } else { value as u128 };
    Cast::To(Value::int(int, bits))
}

/// Whether a cast to this type asks for the text.
pub(super) fn is_text(to: TypeId) -> bool {
    to == TypeId::STRING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn to_int(value: Value, int: Int) -> Option<i128> {
        match number(&value, Kind::Int(int)) {
            Cast::To(value) => value.as_int().map(|(found, bits)| (assert_eq!(found, int), bits as i128).1),
            Cast::Range => None,
            Cast::No => panic!("{value:?} is a number"),
        }
    }

    #[test]
    fn integers_wrap() {
        assert_eq!(to_int(Value::int(Int::S32, -1i128 as u128), Int::U8), Some(255));
        assert_eq!(to_int(Value::int(Int::U8, 200), Int::S8), Some(-56));
        assert_eq!(to_int(Value::int(Int::S8, -1i128 as u128), Int::U128), Some(-1));
        assert_eq!(to_int(Value::int(Int::U128, u128::MAX), Int::S64), Some(-1));
    }

    #[test]
    fn floats_are_truncated_into_their_range() {
        assert_eq!(to_int(Value::F64(-0.9), Int::U8), Some(0));
        assert_eq!(to_int(Value::F64(255.9), Int::U8), Some(255));
        assert_eq!(to_int(Value::F64(256.0), Int::U8), None);
        assert_eq!(to_int(Value::F32(-128.5), Int::S8), Some(-128));
        assert_eq!(to_int(Value::F64(-129.0), Int::S8), None);
        assert_eq!(to_int(Value::F64(2f64.powi(63)), Int::S64), None);
        assert_eq!(to_int(Value::F64(-(2f64.powi(127))), Int::S128), Some(i128::MIN));
        assert_eq!(to_int(Value::F64(2f64.powi(127)), Int::U128), Some(i128::MIN));
        assert_eq!(to_int(Value::F64(f64::NAN), Int::U128), None);
        assert_eq!(to_int(Value::F32(f32::INFINITY), Int::U128), None);
    }

    #[test]
    fn numbers_become_floats() {
        let cast = number(&Value::int(Int::S8, -3i128 as u128), Kind::F32);
        assert!(matches!(cast, Cast::To(Value::F32(-3.0))));
        assert!(matches!(number(&Value::F32(0.5), Kind::F64), Cast::To(Value::F64(0.5))));
        assert!(matches!(number(&Value::F64(1e300), Kind::F32), Cast::To(Value::F32(f32::INFINITY))));
        assert!(matches!(number(&Value::Bool(true), Kind::Int(Int::U8)), Cast::No));
        assert!(matches!(number(&Value::Bool(true), Kind::F64), Cast::No));
    }
}
