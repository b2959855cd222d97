//! Constants as values of the language.

use super::plan::{Plan, Reach};
use crate::formats::lazer::model::{Class, Constant, Function};
use crate::formats::raise::as_text;
use lzasm_grammar::ast::build::Builder;
use lzasm_grammar::ast::{NodeKind, SizeClass};

/// Puts a value. Constants nest at most 64 deep, and so does the recursion.
pub(super) fn value(b: &mut Builder, plan: &Plan, constant: &Constant) {
    match constant {
        Constant::U8(value) => b.uint((*value).into(), "u8"),
        Constant::I16(value) => b.int((*value).into(), "i16"),
        Constant::I32(value) => b.int((*value).into(), ""),
        Constant::I64(value) => b.int((*value).into(), "i64"),
        Constant::U64(value) => b.uint((*value).into(), "u64"),
        Constant::F32(bits) => b.f32(*bits),
        Constant::F64(bits) => b.f64(*bits, false),
        Constant::Atom(name) => match &**name {
            "true" => b.bool(true),
            "false" => b.bool(false),
            name => b.atom(name),
        },
        Constant::Binary(class, bytes) => {
            let size = size_class(*class, bytes.len());
            match as_text(bytes).filter(|_| size == SizeClass::Shortest) {
                Some(text) => b.string(text),
                None => b.bytes(bytes, size),
            }
        }
        Constant::List(class, all) => {
            let start = b.mark();
            all.iter().for_each(|constant| value(b, plan, constant));
            b.group(start, NodeKind::List(size_class(*class, all.len())))
        }
        Constant::Tuple(class, all) => {
            let start = b.mark();
            all.iter().for_each(|constant| value(b, plan, constant));
            b.group(start, NodeKind::Tuple(size_class(*class, all.len())))
        }
        Constant::Map(class, pairs) => {
            let start = b.mark();
            for (key, of_key) in pairs {
                value(b, plan, key);
                value(b, plan, of_key);
                b.join(NodeKind::Pair);
            }
            b.group(start, NodeKind::Map(size_class(*class, pairs.len())))
        }
        Constant::Function(function) => match plan.reach_nested(constant) {
            Some(reach) => fn_value(b, function, reach),
            None => function_by_parts(b, function),
        },
        Constant::Import(import) => {
            b.qualified(&import.module, &import.function);
            b.arity(import.arity);
            b.wrap(NodeKind::ImportValue)
        }
    };
}

/// `fn NAME`, `fn NAME/ARITY`
pub(super) fn fn_value(b: &mut Builder, function: &Function, reach: Reach) -> lzasm_grammar::ast::NodeId {
    callee(b, function, reach);
    b.wrap(NodeKind::FnValue)
}

/// `NAME`, `NAME/ARITY`
pub(super) fn callee(b: &mut Builder, function: &Function, reach: Reach) {
    b.name(&function.name);
    if reach == Reach::Arity {
        b.arity(function.arity);
    }
}

/// A function outside the module, written by its parts.
fn function_by_parts(b: &mut Builder, function: &Function) -> lzasm_grammar::ast::NodeId {
    b.call("function", |b| {
        let start = b.mark();
        fn_value(b, function, Reach::Arity);
        b.uint(function.registers.into(), "");
        b.uint(function.entry.into(), "");
        b.group(start, NodeKind::Tuple(SizeClass::Shortest))
    })
}

fn size_class(class: Class, count: usize) -> SizeClass {
    match class {
        class if class == Class::shortest(count) => SizeClass::Shortest,
        Class::Bits8 => SizeClass::Bits8,
        Class::Bits16 => SizeClass::Bits16,
        Class::Bits32 => SizeClass::Bits32,
    }
}
