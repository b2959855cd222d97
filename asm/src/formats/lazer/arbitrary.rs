//! Files of all kinds, for tests that hold for any.

use super::model::*;
use crate::bytes::{At, Origins};
use proptest::prelude::*;

fn any_atom() -> impl Strategy<Value = Atom> {
    prop_oneof![4 => "[a-zé]{1,6}", 1 => "[a-z]{255}"].prop_map(|text| Atom::new(text).unwrap())
}

fn any_class() -> impl Strategy<Value = Class> {
    prop::sample::select(&Class::ALL)
}

fn any_constant() -> impl Strategy<Value = Constant> {
    let leaf = prop_oneof![
        any::<u8>().prop_map(Constant::U8),
        any::<i16>().prop_map(Constant::I16),
        any::<i32>().prop_map(Constant::I32),
        any::<u32>().prop_map(Constant::F32),
        any::<u64>().prop_map(Constant::F64),
        any::<i64>().prop_map(Constant::I64),
        any::<u64>().prop_map(Constant::U64),
        any_atom().prop_map(Constant::Atom),
        (any_class(), prop::collection::vec(any::<u8>(), 0..20)).prop_map(|(c, b)| Constant::Binary(c, b)),
        (any_atom(), any::<[u8; 2]>(), any::<u32>()).prop_map(|(name, [arity, registers], entry)| {
            Constant::Function(Function { name, arity, registers, entry })
        }),
        (any_atom(), any_atom(), any::<u8>()).prop_map(|(m, f, arity)| Constant::import(m, f, arity)),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4);
        let pairs = prop::collection::vec((inner.clone(), inner), 0..3);
        prop_oneof![
            (any_class(), list.clone()).prop_map(|(class, list)| Constant::List(class, list)),
            (any_class(), list).prop_map(|(class, list)| Constant::Tuple(class, list)),
            (any_class(), pairs).prop_map(|(class, pairs)| Constant::Map(class, pairs)),
        ]
    })
}

fn any_lines(words: usize) -> impl Strategy<Value = Option<LineTable>> {
    let row = (any::<bool>(), any::<u16>(), any::<u32>(), any::<u16>());
    let table = (prop::collection::vec(".{0,5}", 1..4), prop::collection::vec(row, words)).prop_map(
        |(files, rows)| {
            let rows = rows.into_iter().enumerate().filter(|(_, row)| row.0).map(
                |(word, (_, file, line, column))| LineRow {
                    word: word as u32,
                    file: file % files.len() as u16,
                    line,
                    column,
                },
            );
            LineTable { rows: rows.collect(), files }
        },
    );
    prop::option::of(table)
}

fn any_bytecode() -> impl Strategy<Value = Module> {
    let constants = prop::collection::vec(any_constant(), 0..6);
    let code = prop::collection::vec(any::<u32>(), 0..8);
    (prop::option::of(any_atom()), constants, code)
        .prop_flat_map(|(name, constants, code)| {
            let lines = any_lines(code.len());
            (Just(name), Just(constants), lines, Just(code))
        })
        .prop_map(|(name, mut constants, lines, code)| {
            let named = name.is_some();
            constants.splice(0..0, name.map(Constant::Atom));
            Module::Bytecode(Bytecode { named, constants, lines, code, ..Bytecode::default() })
        })
}

pub(super) fn any_file() -> impl Strategy<Value = File> {
    let functions = prop::collection::vec(any_atom(), 0..4);
    let native = (any_atom(), prop::collection::vec(any::<u8>(), 0..9), functions).prop_map(
        |(name, library, functions)| {
            let function_origins = Origins::default();
            Module::Native(Native { name, library, functions, function_origins, origin: At::default() })
        },
    );
    let module = prop_oneof![3 => any_bytecode(), 1 => native].prop_recursive(3, 8, 3, |inner| {
        prop::collection::vec(inner, 0..4)
            .prop_map(|modules| Module::Archive(Archive { modules, origin: At::default() }))
    });
    let trailing = prop_oneof![3 => Just(vec![]), 1 => any::<Vec<u8>>()];
    (module, trailing).prop_map(|(module, trailing)| File { module, trailing })
}
