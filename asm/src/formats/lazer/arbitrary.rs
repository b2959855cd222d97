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

pub(crate) fn any_file() -> impl Strategy<Value = File> {
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

/// Names that collide with each other, with registers, types, keywords and directives.
fn odd_atom() -> impl Strategy<Value = Atom> {
    const ODD: &[&str] = &[
        "f",
        "g",
        "main",
        "m",
        "r0",
        "r1",
        "s5",
        "u8",
        "any",
        "a",
        "b",
        "fn",
        "mut",
        "true",
        "inf",
        "token",
        "operator",
        "struct",
        "from",
        "dup",
        "here",
        "target",
        "registers",
        "std.io",
        ".end",
        "1x",
        "a b",
        "`",
        "\\",
        "\"",
        ";",
        "\n",
        "é",
        "\u{202e}",
        "\u{7f}",
        "loop",
        "done",
        "x::y",
        "x:",
        ":x",
        "f/2",
        "import",
        "incbin",
        "defined",
        "function",
        "ret",
        "call",
        "tail",
        "0b1",
        "-",
    ];
    let known = prop::sample::select(ODD).prop_map(str::to_owned);
    prop_oneof![9 => known, 1 => "\\PC{1,8}", 1 => ".{1,8}"].prop_map(|text| Atom::new(text).unwrap())
}

/// Constants that are often equal to each other, and functions with entries in the code.
fn pool_constant(words: u32) -> impl Strategy<Value = Constant> {
    let function = (odd_atom(), 0..4u8, 0..6u8, 0..=words + 1);
    let rare = (odd_atom(), any::<u8>(), any::<u8>(), any::<u32>());
    let made =
        |(name, arity, registers, entry)| Constant::Function(Function { name, arity, registers, entry });
    prop_oneof![
        5 => function.prop_map(made),
        1 => rare.prop_map(made),
        2 => (odd_atom(), odd_atom(), 0..3u8).prop_map(|(m, f, arity)| Constant::import(m, f, arity)),
        2 => odd_atom().prop_map(Constant::Atom),
        2 => (0..3i32).prop_map(Constant::I32),
        1 => (0..3i64).prop_map(Constant::I64),
        1 => (any_class(), odd_atom()).prop_map(|(class, text)| Constant::Binary(class, text.as_bytes().to_vec())),
        1 => prop::sample::select(&[0u32, 1 << 31, 0x7FC0_0000, 0x7FC0_0001, 0xFF80_0000]).prop_map(Constant::F32),
        1 => prop::sample::select(&[0u64, 1 << 63, 0x7FF8 << 48, 0xFFF8 << 48, 0x7FF0 << 48]).prop_map(Constant::F64),
        1 => any_constant(),
    ]
}

/// Words that mostly are instructions.
fn code_word(constants: u16, words: u32) -> impl Strategy<Value = u32> {
    use super::word::word;
    let reach = words as i32 + 1;
    let register = || prop_oneof![8 => 0..6u8, 1 => 0..=31u8, 2 => 128..=255u8];
    let entry = || (0..=constants).prop_map(u16::to_le_bytes);
    let opcode = prop::sample::select(super::table::ROWS).prop_map(|row| row.opcode);
    prop_oneof![
        4 => (register(), entry()).prop_map(|(d, [b, c])| word(0x05, d, b, c)),
        3 => (entry(), 0..4u8).prop_map(|([a, b], flags)| word(0x07, a, b, flags)),
        2 => (-reach..reach).prop_map(|at| u32::from_le_bytes([0x30, at as u8, (at >> 8) as u8, (at >> 16) as u8])),
        2 => (register(), -reach..reach).prop_map(|(r, at)| word(0x31, r, at as u8, (at >> 8) as u8)),
        3 => (0x10..0x1Au8, register(), register(), register()).prop_map(|(op, d, a, b)| word(op, d, a, b)),
        1 => (0x1A..0x1Cu8, register(), register()).prop_map(|(op, d, a)| word(op, d, a, 0)),
        1 => (register(), register(), register()).prop_map(|(a, b, c)| word(0x43, a, b, c)),
        2 => Just(word(2, 0, 0, 0)),
        2 => (opcode, any::<[u8; 3]>()).prop_map(|(op, [a, b, c])| word(op, a, b, c)),
        1 => any::<u32>(),
    ]
}

/// A module as an assembler could have written it, and many that it could not have.
fn program_module() -> impl Strategy<Value = Module> {
    let sizes = (0..12u32, 0..8usize);
    let parts = sizes.prop_flat_map(|(words, constants)| {
        let pool = prop::collection::vec(pool_constant(words), constants);
        let code = prop::collection::vec(code_word(constants as u16 + 1, words), words as usize);
        (prop::option::of(odd_atom()), pool, code, any_lines(words as usize))
    });
    parts.prop_map(|(name, mut constants, code, lines)| {
        let named = name.is_some();
        constants.splice(0..0, name.map(Constant::Atom));
        Module::Bytecode(Bytecode { named, constants, lines, code, ..Bytecode::default() })
    })
}

/// Files with odd names everywhere.
pub(crate) fn any_program() -> impl Strategy<Value = File> {
    let functions = prop::collection::vec(odd_atom(), 0..4);
    let native = (odd_atom(), odd_atom(), functions).prop_map(|(name, library, functions)| {
        let (library, function_origins) = (library.as_bytes().to_vec(), Origins::default());
        Module::Native(Native { name, library, functions, function_origins, origin: At::default() })
    });
    let module = prop_oneof![8 => program_module(), 1 => native.boxed()];
    let archive = |modules| Module::Archive(Archive { modules, origin: At::default() });
    let several = prop::collection::vec(
        module
            .boxed()
            .prop_recursive(2, 4, 2, move |inner| prop::collection::vec(inner, 0..3).prop_map(archive)),
        1..3,
    );
    several.prop_map(move |mut modules| match modules.len() {
        1 => modules.remove(0).into(),
        _ => archive(modules).into(),
    })
}
