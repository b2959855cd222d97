//! Numbers of programs, the same on all machines: how they are printed, and the operations that [`Compute`] names.

use crate::isa::Compute;
use std::cmp::Ordering;
use std::fmt::Display;
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Rem, Sub};

/// A float as it is printed: `1` for one, `0.5`, `inf`, `-inf`, `NaN`; with enough digits to distinguish it from its
/// neighbours.
pub fn float_text<F: Display + Into<f64> + Copy>(value: F) -> String {
    let wide: f64 = value.into();
    match wide.is_nan() {
        true => "NaN".to_owned(),
        false => value.to_string(),
    }
}

/// The result of one of the five operations on two floats of one width.
pub(super) fn floats<F>(operation: Compute, a: F, b: F) -> F
where
    F: Add<Output = F> + Sub<Output = F> + Mul<Output = F> + Div<Output = F> + Rem<Output = F>,
{
    match operation {
        Compute::Add => a + b,
        Compute::Subtract => a - b,
        Compute::Multiply => a * b,
        Compute::Divide => a / b,
        _ => a % b,
    }
}

// The next three are inlined where the operation is a constant: the machines call them in their loops.

/// The result of *and*, *or* or *exclusive or* on the bits of two integers of one type, or on two booleans.
#[inline(always)]
pub(super) fn bits<T>(operation: Compute, a: T, b: T) -> T
where
    T: BitAnd<Output = T> + BitOr<Output = T> + BitXor<Output = T>,
{
    match operation {
        Compute::BitAnd | Compute::And => a & b,
        Compute::BitOr | Compute::Or => a | b,
        _ => a ^ b,
    }
}

/// Whether a comparison holds for two numbers. It is what [`holds`] says of their order, in one instruction.
#[inline(always)]
pub(super) fn compares<T: PartialOrd>(comparison: Compute, a: T, b: T) -> bool {
    match comparison {
        Compute::Equal => a == b,
        Compute::NotEqual => a != b,
        Compute::Less => a < b,
        Compute::LessEqual => a <= b,
        Compute::Greater => a > b,
        _ => a >= b,
    }
}

/// Whether a comparison holds for two values in this order; `None` means that they have no order.
#[inline(always)]
pub(super) fn holds(comparison: Compute, order: Option<Ordering>) -> bool {
    match comparison {
        Compute::Equal => order == Some(Ordering::Equal),
        Compute::NotEqual => order != Some(Ordering::Equal),
        Compute::Less => order == Some(Ordering::Less),
        Compute::LessEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Compute::Greater => order == Some(Ordering::Greater),
        _ => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_is_what_the_order_says() {
        for &comparison in Compute::ALL.iter().filter(|compute| compute.compares()) {
            for (a, b) in [(1.0, 2.0), (2.0, 1.0), (1.0, 1.0), (f64::NAN, 1.0)] {
                let expected = holds(comparison, a.partial_cmp(&b));
                assert_eq!(compares(comparison, a, b), expected, "{a} {comparison:?} {b}");
            }
            assert_eq!(holds(comparison, None), comparison == Compute::NotEqual);
        }
    }

    #[test]
    fn bits_and_booleans_have_the_same_operations() {
        use Compute::{And, BitAnd, BitOr, BitXor, Or, Xor};
        for (on_bits, on_booleans) in [(BitAnd, And), (BitOr, Or), (BitXor, Xor)] {
            for (a, b) in [(false, false), (false, true), (true, false), (true, true)] {
                let expected = bits(on_bits, u8::from(a), u8::from(b));
                assert_eq!(u8::from(bits(on_booleans, a, b)), expected, "{on_bits:?} {a} {b}");
            }
        }
    }
}
