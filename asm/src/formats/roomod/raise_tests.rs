//! What the disassembler writes of a Roo module reads back as the same bytes, and reads well.

use super::raise;
use crate::formats::raise::RaiseOptions;
use crate::formats::roomod::model::*;
use crate::formats::roomod::{decode, encode};
use crate::formats::testing::{conformance, holds_to, reads_back};
use proptest::prelude::*;

fn keeps(file: &File) {
    let (bytes, ()) = encode(file, ()).unwrap();
    assert_eq!(decode(&bytes).as_ref(), Ok(file));
    reads_back(&bytes, |options| raise(file, options));
}

fn variable(name: &str, type_name: &str, flags: [bool; 3], array_size: u32) -> Variable {
    let [is_mutable, is_reference, is_reference_mutable] = flags;
    let (name, type_name) = (name.to_owned(), type_name.to_owned());
    Variable {
        name,
        type_name,
        is_mutable,
        is_reference,
        is_reference_mutable,
        array_size,
        ..Variable::default()
    }
}

#[test]
fn the_conformance_file_reads_back() {
    let file = decode(&conformance("shapes.roomod")).unwrap();
    keeps(&file);
    holds_to("roomod/golden/shapes.s", &raise(&file, &RaiseOptions::default()));
}

#[test]
fn odd_files_read_back() {
    let plain = |name: &str, ty: &str| variable(name, ty, [false; 3], 0);
    let kind =
        |name: &str, members, size| Type { name: name.into(), members, size, origin: Default::default() };
    let function = |name: &str, params, symbol: &str| Thing {
        kind: ThingKind::Function { name: name.into() },
        params,
        symbol: symbol.into(),
        origin: Default::default(),
    };
    let operator = |token, params, symbol: &str| Thing {
        kind: ThingKind::Operator { token },
        params,
        symbol: symbol.into(),
        origin: Default::default(),
    };
    let odd_type = variable("t", "T", [true, false, true], 4);
    let file = File {
        types: vec![
            kind("", vec![plain("", "")], 0),
            kind("u8", vec![plain("a", "u8"), plain("b", "s8")], 2),
            kind("Self", vec![plain("self", "Self")], 4),
            kind("Twice", vec![], 0),
            kind("Twice", vec![plain("t", "Twice"), odd_type.clone()], 7),
            kind("struct", vec![plain("operator", "fn"), plain("mut", "mut"), plain("r1", "r1")], 9),
        ],
        things: vec![
            function("f", vec![], "_R_f"),
            function("f", vec![], "_R_f"),
            function("f", vec![odd_type], ""),
            function("my-mod/util\n", vec![plain("x::y", "a::b"), plain("x", "string")], "\u{1b}[0m"),
            operator(99, vec![plain("a", "i32")], "_RO_op99_i32"),
            operator(0, vec![], "x"),
            operator(19, vec![], "_RO_index"),
            operator(u32::MAX, vec![], "_RO_op4294967295"),
        ],
        trailing: b"\0more\"".to_vec(),
    };
    keeps(&file);
    holds_to("roomod/golden/odd.s", &raise(&file, &RaiseOptions::default()));
    keeps(&File::default());
    keeps(&File { trailing: vec![0], ..File::default() });
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,3}",
        Just("i32".to_owned()),
        Just("T".to_owned()),
        Just("operator".to_owned()),
        Just("from".to_owned()),
        "[\\x01-\\x7f]{0,6}",
    ]
}

prop_compose! {
    fn any_variable()(name in any_name(), ty in any_name(), flags: [bool; 3], size in 0..4u32) -> Variable {
        variable(&name, &ty, flags, size)
    }
}

prop_compose! {
    fn any_type()(name in any_name(), members in prop::collection::vec(any_variable(), 0..4), size in 0..40u32)
        -> Type
    {
        Type { name, members, size, origin: Default::default() }
    }
}

fn any_thing() -> impl Strategy<Value = Thing> {
    let kind = prop_oneof![
        any_name().prop_map(|name| ThingKind::Function { name }),
        (0..60u32).prop_map(|token| ThingKind::Operator { token }),
    ];
    (kind, prop::collection::vec(any_variable(), 0..4), any_name()).prop_map(|(kind, params, symbol)| Thing {
        kind,
        params,
        symbol,
        origin: Default::default(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_file_reads_back(
        types in prop::collection::vec(any_type(), 0..4),
        things in prop::collection::vec(any_thing(), 0..4),
        trailing: bool,
    ) {
        keeps(&File { types, things, trailing: vec![0xFF; trailing.into()] });
    }
}
