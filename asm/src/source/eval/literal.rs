//! Literals in expressions: their values, with a minus directly before them.

use super::{Int, Scalar};
use crate::source::eval::messages;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::literal::{self, FloatSuffix};
use lzasm_grammar::source::Span;

/// The value of an integer or character literal.
pub(super) fn int(text: &str, negative: bool, span: Span) -> Result<Int, Diagnostic> {
    let (magnitude, suffix) = literal::int(text).map_err(|_| messages::bad_literal(span))?;
    Int::literal(magnitude, negative, suffix)
        .ok_or_else(|| messages::literal_out_of_range(negative, text, suffix, span))
}

/// The value of a float literal.
pub(super) fn float(text: &str, negative: bool, span: Span) -> Result<Scalar, Diagnostic> {
    let (value, suffix) = literal::float(text).map_err(|_| messages::bad_literal(span))?;
    if suffix == Some(FloatSuffix::F32) {
        return float32(text, negative, span).map(Scalar::F32);
    }
    match value.is_finite() {
        true => Ok(Scalar::F64(signed64(value.to_bits(), negative))),
        false => Err(messages::float_too_large(text, "f64", span)),
    }
}

/// The value of a float literal, rounded once to an f32.
pub(super) fn float32(text: &str, negative: bool, span: Span) -> Result<u32, Diagnostic> {
    let value = literal::float32(text).map_err(|_| messages::bad_literal(span))?;
    match value.is_finite() {
        true => Ok(value.to_bits() | u32::from(negative) << 31),
        false => Err(messages::float_too_large(text, "f32", span)),
    }
}

/// The bits of a positive f64 with a sign put before it.
pub(super) fn signed64(bits: u64, negative: bool) -> u64 {
    bits | u64::from(negative) << 63
}
