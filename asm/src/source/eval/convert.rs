//! Functions in expressions: conversions, `defined`, `sizeof`, `len`.

use super::machine::{Cell, Machine};
use super::{Env, Int, Scalar, Trouble, literal};
use crate::ir::IntType;
use crate::source::eval::messages;
use lzasm_grammar::ast::Node;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::source::Span;

/// The functions besides the conversions to integer types.
pub(crate) const FUNCTIONS: &[&str] = &["defined", "sizeof", "len", "f32", "f64", "f32bits", "f64bits"];

/// Whether the operand of a function is a name for its own sake, not for its value.
pub(crate) fn takes_name(function: &str) -> bool {
    matches!(function, "defined" | "sizeof")
}

/// The value of a call, given its operand.
pub(super) fn call<E: Env>(
    machine: &mut Machine<'_, E>,
    node: Node,
    operand: Cell,
) -> Result<Cell, Diagnostic> {
    let env = machine.env;
    let name = node.sym().map_or("", |name| env.name(name));
    let value = match (name, operand) {
        ("defined", Cell::Name(sym)) => unsuffixed(u64::from(env.is_defined(sym))),
        ("sizeof", Cell::Name(name)) => match env.size_of(name) {
            Some(size) => unsuffixed(size),
            None => return Ok(machine.poison(Trouble::Pending { name, span: node.span })),
        },
        ("len", Cell::Text(len)) => unsuffixed(len),
        ("defined" | "sizeof" | "len", Cell::Poison(_)) => return Ok(operand),
        ("defined" | "sizeof", _) => return Err(messages::function_wants(name, "a name", node.span)),
        ("len", _) => return Err(messages::function_wants(name, "a text or bytes", node.span)),
        ("f32", Cell::Literal { text, negative, .. }) => {
            Scalar::F32(literal::float32(env.text(text), negative, node.span)?)
        }
        _ => {
            let Some(convert) = conversion(name) else {
                return Err(messages::unknown_function(name, node.span));
            };
            match machine.scalar(operand, node.span) {
                Ok(value) => convert.apply(value, node.span)?,
                Err(poison) => return Ok(poison),
            }
        }
    };
    Ok(Cell::Value(value))
}

fn unsuffixed(value: u64) -> Scalar {
    Scalar::Int(Int::new(i128::from(value)))
}

/// The target of a conversion.
#[derive(Clone, Copy)]
enum Conversion {
    Int(IntType),
    F32,
    F64,
    F32Bits,
    F64Bits,
}

fn conversion(name: &str) -> Option<Conversion> {
    Some(match name {
        "f32" => Conversion::F32,
        "f64" => Conversion::F64,
        "f32bits" => Conversion::F32Bits,
        "f64bits" => Conversion::F64Bits,
        _ => Conversion::Int(IntType::find(name)?),
    })
}

impl Conversion {
    fn apply(self, value: Scalar, span: Span) -> Result<Scalar, Diagnostic> {
        match self {
            Self::Int(ty) => to_int(value, ty, span).map(Scalar::Int),
            Self::F32 => to_f32(value, span).map(Scalar::F32),
            Self::F64 => Ok(Scalar::F64(to_f64(value))),
            Self::F32Bits => pattern(value, IntType::U32, span).map(|bits| Scalar::F32(bits as u32)),
            Self::F64Bits => pattern(value, IntType::U64, span).map(|bits| Scalar::F64(bits as u64)),
        }
    }
}

/// The bits that `f32bits` and `f64bits` take as they are.
fn pattern(value: Scalar, ty: IntType, span: Span) -> Result<u128, Diagnostic> {
    match value {
        Scalar::Int(value) if value.fits(ty) => Ok(value.to_bits()),
        Scalar::Int(value) => Err(messages::result_out_of_range(value, ty, span)),
        _ => Err(messages::float_for_integer(span)),
    }
}

fn to_int(value: Scalar, ty: IntType, span: Span) -> Result<Int, Diagnostic> {
    let value = match value {
        Scalar::Int(value) => value,
        Scalar::F32(bits) => from_float(f64::from(f32::from_bits(bits)), ty, span)?,
        Scalar::F64(bits) => from_float(f64::from_bits(bits), ty, span)?,
    };
    value.typed(ty).ok_or_else(|| messages::result_out_of_range(value, ty, span))
}

/// A float that is a whole number.
fn from_float(value: f64, ty: IntType, span: Span) -> Result<Int, Diagnostic> {
    if value.fract() != 0.0 || !value.is_finite() {
        return Err(messages::not_whole(value, ty, span));
    }
    // Both bounds are powers of two, so the comparisons are exact.
    if value >= 2f64.powi(127) && value < 2f64.powi(128) && ty == IntType::U128 {
        return Int::literal(value as u128, false, Some(ty))
            .ok_or_else(|| messages::not_whole(value, ty, span));
    }
    if !(-(2f64.powi(127))..2f64.powi(127)).contains(&value) {
        return Err(messages::float_out_of_range(value, ty, span));
    }
    Ok(Int::new(value as i128))
}

fn to_f32(value: Scalar, span: Span) -> Result<u32, Diagnostic> {
    let rounded = match value {
        Scalar::F32(bits) => return Ok(bits),
        Scalar::F64(bits) => narrow(bits),
        Scalar::Int(value) => match value.as_i128() {
            Some(value) => (value as f32).to_bits(),
            None => (value.to_bits() as f32).to_bits(),
        },
    };
    let was_infinite = matches!(value, Scalar::F64(bits) if f64::from_bits(bits).is_infinite());
    if f32::from_bits(rounded).is_infinite() && !was_infinite {
        return Err(messages::float_too_large("the value", "f32", span));
    }
    Ok(rounded)
}

/// Rounds to the nearest f32. A NaN keeps its sign and becomes the plain quiet one, the same on every machine.
fn narrow(bits: u64) -> u32 {
    let value = f64::from_bits(bits);
    if value.is_nan() {
        return 0x7FC0_0000 | (bits >> 32) as u32 & 0x8000_0000;
    }
    (value as f32).to_bits()
}

fn to_f64(value: Scalar) -> u64 {
    match value {
        Scalar::F64(bits) => bits,
        Scalar::F32(bits) if f32::from_bits(bits).is_nan() => {
            0x7FF8_0000_0000_0000 | u64::from(bits & 0x8000_0000) << 32
        }
        Scalar::F32(bits) => f64::from(f32::from_bits(bits)).to_bits(),
        Scalar::Int(value) => match value.as_i128() {
            Some(value) => (value as f64).to_bits(),
            None => (value.to_bits() as f64).to_bits(),
        },
    }
}
