//! Files of all kinds, for tests that hold for any.

use super::model::*;
use super::table::ROWS;
use crate::bytes::{At, Origins};
use proptest::prelude::*;

fn any_name<T: From<String> + std::fmt::Debug>() -> impl Strategy<Value = T> {
    "[a-zé]{0,6}".prop_map(T::from)
}

fn any_type() -> impl Strategy<Value = Type> {
    let leaf = prop_oneof![
        prop::sample::select(vec![Type::Any, Type::Bool, Type::F32, Type::F64, Type::String, Type::Function]),
        prop::sample::select(&Int::ALL).prop_map(Type::Int),
        (any_name(), any_name())
            .prop_map(|(module, name)| Type::Layout(Box::new(LayoutRef { module, name }))),
    ];
    leaf.prop_recursive(5, 6, 1, |inner| {
        prop_oneof![
            (any::<Option<u32>>(), inner.clone()).prop_map(|(length, element)| Type::array(length, element)),
            inner.prop_map(Type::reference),
        ]
    })
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        (prop::sample::select(&Int::ALL), any::<u128>())
            .prop_map(|(int, bits)| Value::Int(Integer::new(int, bits))),
        any::<u32>().prop_map(Value::F32),
        any::<u64>().prop_map(Value::F64),
        any_name().prop_map(Value::String),
        (any_name(), any_name())
            .prop_map(|(module, name)| Value::Function(Box::new(FunctionRef { module, name }))),
        any_name().prop_map(Value::Variable),
    ]
}

fn any_instr() -> impl Strategy<Value = Instr> {
    let plain: Vec<u8> = ROWS.iter().filter(|row| row.operands().is_empty()).map(|row| row.opcode).collect();
    prop_oneof![
        prop::sample::select(plain).prop_map(Instr::plain),
        any_value().prop_map(Instr::push),
        any::<u16>().prop_map(|count| Instr::new(b'd', Operand::Count(count))),
        any::<i16>().prop_map(|places| Instr::new(b't', Operand::Places(places))),
        any::<u32>().prop_map(|target| Instr::new(b'j', Operand::Target(target))),
        any::<[u32; 2]>().prop_map(|[yes, no]| Instr::new(b'b', Operand::Targets(yes, no))),
        (prop::sample::select(&b"C{"[..]), any_type()).prop_map(|(op, ty)| Instr::new(op, Operand::Type(ty))),
        (any::<Option<u32>>(), any_type())
            .prop_map(|(l, ty)| Instr::new(b'[', Operand::Array(l, Box::new(ty)))),
        (prop::sample::select(&b"mM"[..]), any_name())
            .prop_map(|(op, name)| Instr::new(op, Operand::Member(name))),
    ]
}

fn any_variables() -> impl Strategy<Value = Vec<Variable>> {
    prop::collection::vec((any_name(), any_type()).prop_map(|(name, ty)| Variable { name, ty }), 0..3)
}

fn any_function() -> impl Strategy<Value = Function> {
    let target = (any_name(), any_name()).prop_map(|(target, code)| Target { target, code });
    let body = prop_oneof![
        4 => prop::collection::vec(any_instr(), 0..8)
            .prop_map(|code| Body::Code { code, origins: Origins::default() }),
        1 => prop::collection::vec(target, 0..3).prop_map(Body::Intrinsic),
    ];
    (any_name(), any_variables(), body).prop_map(|(name, parameters, body)| Function {
        name,
        parameters,
        body,
        origin: At::default(),
    })
}

/// Modules with their sections at the usual places.
fn any_module() -> impl Strategy<Value = Module> {
    let layout = (any_name(), any_variables()).prop_map(|(name, members)| Layout {
        name,
        members,
        origin: At::default(),
    });
    let using = any_name().prop_map(|name| Using { name, origin: At::default() });
    let sections = (
        prop::collection::vec(using, 0..3),
        prop::collection::vec(layout, 0..3),
        prop::collection::vec(any_function(), 0..3),
    );
    (any_name(), sections).prop_map(|(name, (usings, layouts, functions))| Module {
        name,
        usings,
        layouts,
        functions,
        ..Module::default()
    })
}

pub(crate) fn any_file() -> impl Strategy<Value = File> {
    let header = prop::sample::select(&[HeaderForm::Table, HeaderForm::Packed]);
    let trailing = prop_oneof![3 => Just(vec![]), 1 => any::<Vec<u8>>()];
    (header, prop::collection::vec(any_module(), 1..4), trailing)
        .prop_map(|(header, modules, trailing)| File { header, modules, trailing })
}

pub(super) fn any_placement() -> impl Strategy<Value = Placement> {
    let order = Just(Section::ALL).prop_shuffle();
    let gap = || prop_oneof![Just(vec![]), prop::collection::vec(any::<u8>(), 1..4)];
    (order, [gap(), gap(), gap()], any::<[Option<u32>; 3]>()).prop_map(|(order, gaps, offsets)| Placement {
        order,
        gaps,
        offsets,
    })
}

/// Names that collide with each other, with types, keywords and directives.
fn odd_name<T: From<String> + std::fmt::Debug>() -> impl Strategy<Value = T> {
    const ODD: &[&str] = &[
        "f", "g", "main", "m", "r0", "s5", "u8", "any", "a", "b", "fn", "mut", "true", "inf", "token",
        "operator", "struct", "from", "dup", "here", "target", "std.io", ".end", "1x", "a b", "`", "\\",
        "\"", ";", "\n", "é", "\u{202e}", "\u{7f}", "loop", "x::y", "x:", ":x", "f/2", "import", "ref",
        "push", "length", "-", "",
    ];
    let known = prop::sample::select(ODD).prop_map(str::to_owned);
    prop_oneof![9 => known, 1 => "\\PC{1,8}", 1 => ".{1,8}"].prop_map(T::from)
}

fn program_type() -> impl Strategy<Value = Type> {
    let layout = (odd_name(), odd_name());
    let layout = prop_oneof![
        Just(Type::Any),
        Just(Type::Function),
        layout.prop_map(|(module, name)| Type::Layout(Box::new(LayoutRef { module, name }))),
        odd_name::<String>().prop_map(|name| Type::layout("", &name)),
    ];
    layout.prop_recursive(4, 4, 1, |inner| {
        prop_oneof![
            (prop::option::of(0..3u32), inner.clone())
                .prop_map(|(length, element)| Type::array(length, element)),
            inner.prop_map(Type::reference),
        ]
    })
}

fn program_instr(count: u32) -> impl Strategy<Value = Instr> {
    let target = move || prop_oneof![6 => 0..=count, 1 => any::<u32>()];
    prop_oneof![
        4 => any_instr(),
        2 => target().prop_map(|target| Instr::new(b'j', Operand::Target(target))),
        2 => (target(), target()).prop_map(|(yes, no)| Instr::new(b'b', Operand::Targets(yes, no))),
        2 => (odd_name(), odd_name())
            .prop_map(|(module, name)| Instr::push(Value::Function(Box::new(FunctionRef { module, name })))),
        1 => odd_name::<String>().prop_map(|name| Instr::push(Value::function("", &name))),
        1 => odd_name().prop_map(|name| Instr::push(Value::String(name))),
        1 => odd_name().prop_map(|name| Instr::push(Value::Variable(name))),
        1 => odd_name().prop_map(|name| Instr::new(b'm', Operand::Member(name))),
        2 => (prop::sample::select(&b"C{"[..]), program_type())
            .prop_map(|(op, ty)| Instr::new(op, Operand::Type(ty))),
        1 => (prop::option::of(0..3u32), program_type())
            .prop_map(|(length, ty)| Instr::new(b'[', Operand::Array(length, Box::new(ty)))),
    ]
}

fn program_function() -> impl Strategy<Value = Function> {
    let code = (0..10u32)
        .prop_flat_map(|count| prop::collection::vec(program_instr(count), count as usize))
        .prop_map(|code| Body::Code { code, origins: Origins::default() });
    let target = (odd_name(), odd_name()).prop_map(|(target, code)| Target { target, code });
    let body = prop_oneof![4 => code, 1 => prop::collection::vec(target, 0..3).prop_map(Body::Intrinsic)];
    (odd_name(), program_variables(), body).prop_map(|(name, parameters, body)| Function {
        name,
        parameters,
        body,
        origin: At::default(),
    })
}

fn program_variables() -> impl Strategy<Value = Vec<Variable>> {
    prop::collection::vec((odd_name(), program_type()).prop_map(|(name, ty)| Variable { name, ty }), 0..3)
}

/// Files with odd names everywhere.
pub(crate) fn any_program() -> impl Strategy<Value = File> {
    let layout = (odd_name(), program_variables()).prop_map(|(name, members)| Layout {
        name,
        members,
        origin: At::default(),
    });
    let using = odd_name().prop_map(|name| Using { name, origin: At::default() });
    let sections = (
        prop::collection::vec(using, 0..3),
        prop::collection::vec(layout, 0..3),
        prop::collection::vec(program_function(), 0..3),
    );
    let module = (odd_name(), sections).prop_map(|(name, (usings, layouts, functions))| Module {
        name,
        usings,
        layouts,
        functions,
        ..Module::default()
    });
    prop::collection::vec(module, 1..3).prop_map(|modules| File { modules, ..File::default() })
}
