//! Checks that need the whole program: unused labels, duplicate names, suspicious types.

use super::messages;
use crate::Session;
use crate::ir::{FnRef, Function, FunctionKind, Module, Operand, Program, Span, Sym, Type, TypeId, Value};
use crate::prose::meant;
use lzasm_grammar::diag::Diagnostic;
use rustc_hash::{FxHashMap, FxHashSet};

/// Checks a program whose names are bound.
pub(crate) fn check(cx: &mut Session, program: &Program) {
    repeated(cx, "module", program.modules.iter().filter_map(|module| Some((module.name?, module.span))));
    for module in &program.modules {
        repeated(cx, "used module", module.usings.iter().map(|using| (using.value, using.span)));
        for found in &module.structs {
            repeated(cx, "field", found.fields.iter().map(|field| (field.name, field.span)));
            for field in &found.fields {
                odd_type(cx, program, field.ty, field.ty_span);
            }
        }
        for function in &module.functions {
            check_function(cx, program, function);
        }
        check_references(cx, program, module);
    }
}

fn check_function(cx: &mut Session, program: &Program, function: &Function) {
    repeated(cx, "parameter", function.params.iter().map(|param| (param.name, param.span)));
    for param in &function.params {
        odd_type(cx, program, param.ty, param.ty_span);
    }
    let Some(body) = &function.body else { return };
    for label in body.labels.iter().filter(|label| !label.used && label.target.is_some()) {
        let error = messages::unused_label(
            label.span,
            cx.names.text(label.name),
            function.kind == FunctionKind::Code,
        );
        cx.report(error);
    }
}

/// Up to this number, names are compared with each other; more go through a table.
const FEW: usize = 8;

fn repeated(cx: &mut Session, what: &str, names: impl Iterator<Item = (Sym, Span)> + Clone) {
    let few = names.clone().nth(FEW).is_none();
    if few
        && names
            .clone()
            .enumerate()
            .all(|(at, (name, _))| names.clone().skip(at + 1).all(|(other, _)| other != name))
    {
        return;
    }
    let mut seen: FxHashMap<Sym, Span> = FxHashMap::default();
    for (name, span) in names {
        if let Some(first) = seen.get(&name) {
            let error = messages::same_name(span, what, cx.names.text(name), *first);
            cx.report(error);
        } else {
            seen.insert(name, span);
        }
    }
}

/// `T mut` without a `&`.
fn odd_type(cx: &mut Session, program: &Program, ty: TypeId, span: Span) {
    if ty == TypeId::PENDING {
        return;
    }
    let mut at = Some(ty);
    while let Some(ty) = at.map(|ty| program.types.get(ty)) {
        if matches!(ty, Type::MutSuffix(_)) {
            return cx.report(messages::odd_type(span));
        }
        at = ty.inner();
    }
}

/// Functions of this module that instructions name must be defined or declared, whatever becomes of the code.
fn check_references(cx: &mut Session, program: &Program, module: &Module) {
    let known: FxHashSet<Sym> = module.functions.iter().map(|function| function.name).collect();
    let is_unknown = |function: &FnRef| {
        let is_own = function.module.is_none() || function.module == module.name;
        is_own && !known.contains(&function.name)
    };
    // In a single module, checking the different functions that are named often saves checking its many operands.
    if program.modules.len() == 1 && !program.values.refs().any(is_unknown) {
        return;
    }
    let mut seen = FxHashSet::default();
    let bodies = module.functions.iter().filter_map(|function| function.body.as_ref());
    for operand in bodies.flat_map(|body| body.references()) {
        let id = match operand {
            Operand::Callee(id) => id,
            Operand::Value(value) => match program.values.get(value) {
                Value::Function(id) => *id,
                _ => continue,
            },
            _ => continue,
        };
        let function = program.values.get_ref(id);
        if is_unknown(&function) && seen.insert(id) {
            let error = unknown_function(cx, module, function.name, program.values.ref_place(id));
            cx.report(error);
        }
    }
}

/// The error about a function that a module neither defines nor declares.
pub(crate) fn unknown_function(cx: &Session, module: &Module, name: Sym, place: Span) -> Diagnostic {
    let functions = module.functions.as_slice();
    let candidates = if cx.guesses.can_gather(functions.len()) { functions } else { &[] };
    let named = candidates.iter().filter(|function| function.kind != FunctionKind::Code);
    let mut known: Vec<&str> = named.map(|function| cx.names.text(function.name)).collect();
    known.sort_unstable();
    let name = cx.names.text(name);
    messages::unknown_function(place, name, meant(&cx.guesses, name, known.iter().copied()), cx.form)
}
