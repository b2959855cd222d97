//! What the disassembler writes of a Roo module reads back as the same bytes, and reads well.

use crate::formats::raise::RaiseOptions;
use crate::formats::roomod::arbitrary::{any_file, any_program};
use crate::formats::roomod::decode;
use crate::formats::roomod::model::*;
use crate::formats::testing::{conformance, files_read_back, holds_to, keeps, raised};
use proptest::prelude::*;

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
    holds_to("roomod/golden/shapes.s", &raised(&file, &RaiseOptions::default()));
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
    holds_to("roomod/golden/odd.s", &raised(&file, &RaiseOptions::default()));
    keeps(&File::default());
    keeps(&File { trailing: vec![0], ..File::default() });
}

#[test]
fn a_type_that_is_named_like_function_pointers_gives_them_no_size() {
    let members = vec![variable("f", "fn", [false; 3], 2)];
    let kind =
        |name: &str, members, size| Type { name: name.into(), members, size, origin: Default::default() };
    let types = vec![kind("fn", vec![], 1), kind("User", members, 2)];
    keeps(&File { types, ..File::default() });
}

files_read_back!(|| prop_oneof![1 => any_file().boxed(), 3 => any_program().boxed()]);
