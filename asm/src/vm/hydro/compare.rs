//! Comparing: integers by value, with floats as f64, booleans, strings and arrays by content. Everything else
//! cannot be compared.

use super::arith::float;
use super::value::{Array, Items, Value};
use super::{Failed, Fuel};
use crate::formats::hydro::model::Int;
use crate::isa::Compute;
use crate::vm::numbers::{compares, holds};
use std::cmp::Ordering;

/// Whether a comparison holds for two integers of one type of at most 64 bits.
#[inline(always)]
pub(super) fn narrow(comparison: Compute, int: Int, a: u64, b: u64) -> bool {
    // With the top bit turned, signed numbers are ordered as unsigned ones.
    let turn = (int.is_signed() as u64) << 63;
    compares(comparison, a ^ turn, b ^ turn)
}

/// The same for two values. Arrays cost a step for each few elements.
pub(super) fn apply(comparison: Compute, a: &Value, b: &Value, fuel: &mut Fuel) -> Result<bool, Failed> {
    let is_equality = matches!(comparison, Compute::Equal | Compute::NotEqual);
    order(a, b, is_equality, fuel).map(|order| holds(comparison, order))
}

/// The order of two values; if only `is_equality` is asked for, arrays of different lengths are not looked into.
fn order(a: &Value, b: &Value, is_equality: bool, fuel: &mut Fuel) -> Result<Option<Ordering>, Failed> {
    let (Value::Array(a), Value::Array(b)) = (a, b) else { return simple(a, b) };
    let mut open = vec![(&**a, &**b, 0)];
    while let Some((a, b, at)) = open.pop() {
        let found = if at == 0 { start(a, b, is_equality, fuel)? } else { None };
        let found = match found {
            None => next(a, b, at, &mut open)?,
            found => found,
        };
        if let Some(found) = found
            && found != Some(Ordering::Equal)
        {
            return Ok(found);
        }
    }
    Ok(Some(Ordering::Equal))
}

/// The comparison of two arrays, as far as it is known without comparing their elements one by one.
fn start(
    a: &Array,
    b: &Array,
    is_equality: bool,
    fuel: &mut Fuel,
) -> Result<Option<Option<Ordering>>, Failed> {
    if is_equality && a.items.len() != b.items.len() {
        return Ok(Some(Some(Ordering::Less)));
    }
    fuel.burn(a.items.len().min(b.items.len()) as u64 / 16)?;
    Ok(match (&a.items, &b.items) {
        (Items::Bytes(a), Items::Bytes(b)) => Some(Some(a.cmp(b))),
        _ => None,
    })
}

/// Compares elements from `at` on until two differ, or are arrays: then these are opened.
fn next<'v>(
    a: &'v Array,
    b: &'v Array,
    mut at: usize,
    open: &mut Vec<(&'v Array, &'v Array, usize)>,
) -> Result<Option<Option<Ordering>>, Failed> {
    let shorter = a.items.len().min(b.items.len());
    while at < shorter {
        if let (Items::Values(left), Items::Values(right)) = (&a.items, &b.items)
            && let (Value::Array(left), Value::Array(right)) = (&left[at], &right[at])
        {
            open.push((a, b, at + 1));
            open.push((left, right, 0));
            return Ok(None);
        }
        let found = simple(&a.items.get(at), &b.items.get(at))?;
        if found != Some(Ordering::Equal) {
            return Ok(Some(found));
        }
        at += 1;
    }
    Ok(Some(Some(a.items.len().cmp(&b.items.len()))))
}

/// The order of two values without parts.
fn simple(a: &Value, b: &Value) -> Result<Option<Ordering>, Failed> {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => return Ok(Some(a.cmp(b))),
        (Value::F32(_) | Value::F64(_), _) | (_, Value::F32(_) | Value::F64(_)) => {
            let (a, b) = float(a).zip(float(b)).ok_or(Failed::Operands)?;
            return Ok(a.partial_cmp(&b));
        }
        _ => {}
    }
    let ((left, a), (right, b)) = a.as_int().zip(b.as_int()).ok_or(Failed::Operands)?;
    let is_below = |int: Int, bits: u128| int.is_signed() && (bits as i128) < 0;
    Ok(Some(match (is_below(left, a), is_below(right, b)) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        // Among numbers of one sign, the bits are in the order of the numbers.
        _ => a.cmp(&b),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::hydro::types::TypeId;
    use crate::vm::hydro::value::Meter;
    use std::rc::Rc;

    fn compare(a: &Value, b: &Value) -> Result<Option<Ordering>, Failed> {
        order(a, b, false, &mut Fuel::new(1000))
    }

    fn int(int: Int, value: i128) -> Value {
        Value::int(int, value as u128)
    }

    fn array(values: Vec<Value>) -> Value {
        let meter = Meter::new(u64::MAX);
        Value::Array(Rc::new(Array::new(&meter, TypeId::ANY, Items::Values(values)).unwrap()))
    }

    fn string(text: &str) -> Value {
        Value::string(&Meter::new(u64::MAX), text.into()).unwrap()
    }

    #[test]
    fn numbers_compare_by_value() {
        assert_eq!(compare(&int(Int::U8, 5), &int(Int::S64, 5)), Ok(Some(Ordering::Equal)));
        assert_eq!(compare(&int(Int::S8, -1), &int(Int::U128, -1)), Ok(Some(Ordering::Less)));
        assert_eq!(compare(&int(Int::U64, -1), &int(Int::S128, -1)), Ok(Some(Ordering::Greater)));
        assert_eq!(compare(&int(Int::S8, -3), &int(Int::S64, -2)), Ok(Some(Ordering::Less)));
        assert_eq!(compare(&int(Int::S32, 2), &Value::F32(2.5)), Ok(Some(Ordering::Less)));
        assert_eq!(compare(&Value::F64(f64::NAN), &Value::F64(f64::NAN)), Ok(None));
        assert_eq!(compare(&Value::Bool(false), &Value::Bool(true)), Ok(Some(Ordering::Less)));
        assert_eq!(compare(&Value::Bool(false), &int(Int::U8, 0)), Err(Failed::Operands));
    }

    #[test]
    fn narrow_integers_compare_like_wide_ones() {
        let comparisons = Compute::ALL.iter().copied().filter(|compute| compute.compares());
        for int in [Int::S8, Int::U8, Int::S64, Int::U64] {
            for (a, b) in [(0u128, 255), (255, 0), (5, 5), (128, 127), (u128::MAX, 1)] {
                let (a, b) = (Value::int(int, a), Value::int(int, b));
                let (Value::Int(_, x), Value::Int(_, y)) = (&a, &b) else { panic!("{a:?} {b:?}") };
                for comparison in comparisons.clone() {
                    let wide = apply(comparison, &a, &b, &mut Fuel::new(1000));
                    assert_eq!(Ok(narrow(comparison, int, *x, *y)), wide, "{a:?} {comparison:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn strings_and_arrays_compare_by_content() {
        assert_eq!(compare(&string("abc"), &string("abd")), Ok(Some(Ordering::Less)));
        assert_eq!(compare(&string("ab"), &string("abc")), Ok(Some(Ordering::Less)));
        let bytes = array(vec![int(Int::U32, 97), int(Int::S8, 98)]);
        assert_eq!(compare(&string("ab"), &bytes), Ok(Some(Ordering::Equal)));
        let nested = |last| array(vec![bytes.clone(), array(vec![Value::Bool(true), Value::Bool(last)])]);
        assert_eq!(compare(&nested(true), &nested(true)), Ok(Some(Ordering::Equal)));
        assert_eq!(compare(&nested(true), &nested(false)), Ok(Some(Ordering::Greater)));
        assert_eq!(compare(&nested(true), &string("xy")), Err(Failed::Operands));
        assert_eq!(compare(&array(vec![]), &string("")), Ok(Some(Ordering::Equal)));
        let unequal = apply(Compute::Equal, &nested(true), &string("x"), &mut Fuel::new(1000));
        assert_eq!(unequal, Ok(false));
    }
}
