//! Types and values in the language's spelling.

use crate::formats::hydro::model::{Int, Integer, Type, Value};
use lzasm_grammar::ast::build::Builder;
use lzasm_grammar::ast::{NodeId, NodeKind};

/// Puts a type.
pub(super) fn ty(b: &mut Builder, ty: &Type) -> NodeId {
    let mut layers = Vec::new();
    let mut bare = ty;
    while let Some(inner) = bare.inner() {
        layers.push(bare);
        bare = inner;
    }
    let mut last = self::bare(b, bare);
    for layer in layers.into_iter().rev() {
        last = match layer {
            Type::Array(length, _) => suffix(b, *length),
            _ => b.wrap(NodeKind::Ref),
        };
    }
    last
}

/// Puts an array type of elements of this type.
pub(super) fn array(b: &mut Builder, length: Option<u32>, element: &Type) -> NodeId {
    ty(b, element);
    suffix(b, length)
}

fn suffix(b: &mut Builder, length: Option<u32>) -> NodeId {
    match length {
        Some(length) => {
            b.uint(length.into(), "");
            b.join(NodeKind::Array)
        }
        None => b.wrap(NodeKind::OpenArray),
    }
}

fn bare(b: &mut Builder, ty: &Type) -> NodeId {
    match ty {
        Type::Int(int) => b.word(int_name(*int)),
        Type::Bool => b.word("bool"),
        Type::F32 => b.word("f32"),
        Type::F64 => b.word("f64"),
        Type::String => b.word("string"),
        Type::Function => b.fn_type(),
        Type::Layout(layout) if layout.module.is_empty() => b.name(&layout.name),
        Type::Layout(layout) => b.qualified(&layout.module, &layout.name),
        Type::Any | Type::Array(..) | Type::Reference(_) => b.word("any"),
    }
}

/// The name that sources usually spell: `i32`.
fn int_name(int: Int) -> &'static str {
    match int {
        Int::U8 => "u8",
        Int::U16 => "u16",
        Int::U32 => "u32",
        Int::U64 => "u64",
        Int::U128 => "u128",
        Int::S8 => "i8",
        Int::S16 => "i16",
        Int::S32 => "i32",
        Int::S64 => "i64",
        Int::S128 => "i128",
    }
}

/// Puts a value.
pub(super) fn value(b: &mut Builder, value: &Value) -> NodeId {
    match value {
        Value::Bool(value) => b.bool(*value),
        Value::Int(integer) => int(b, *integer),
        Value::F32(bits) => b.f32(*bits),
        Value::F64(bits) => b.f64(*bits, false),
        Value::String(text) => b.string(text),
        Value::Function(function) => {
            match &*function.module {
                "" => b.name(&function.name),
                module => b.qualified(module, &function.name),
            };
            b.wrap(NodeKind::FnValue)
        }
        Value::Variable(name) => {
            b.name(name);
            b.wrap(NodeKind::RefValue)
        }
    }
}

fn int(b: &mut Builder, integer: Integer) -> NodeId {
    // Without a suffix an integer is an i32.
    let suffix = if integer.int() == Int::S32 { "" } else { int_name(integer.int()) };
    match integer.int().is_signed() {
        true => b.int(integer.signed(), suffix),
        false => b.uint(integer.bits(), suffix),
    }
}
