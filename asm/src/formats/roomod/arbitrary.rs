//! Files of all kinds, for tests that hold for any.

use super::model::*;
use crate::bytes::At;
use proptest::prelude::*;

type Text = BoxedStrategy<String>;

fn any_text() -> Text {
    prop_oneof![4 => "[\x01-\x7f]{0,9}", 1 => "[a-z]{250,254}"].boxed()
}

/// Names that collide with each other, with types, keywords and directives.
fn odd_text() -> Text {
    const ODD: &[&str] = &[
        "",
        "T",
        "U",
        "f",
        "g",
        "i32",
        "s8",
        "string",
        "any",
        "fn",
        "mut",
        "operator",
        "from",
        "token",
        "r1",
        "true",
        "T[4]",
        "T&",
        "a::b",
        "a.b",
        ".end",
        "1x",
        "a b",
        "`",
        "\\",
        "\"",
        ";",
        "\n",
        "\u{7f}",
        "x:",
        ":x",
        "f/2",
        "export",
        "dup",
        "size",
        "symbol",
        "_R_f",
        "_R_g",
        "_RO_plus_T_T",
        "_RO_op99_T",
    ];
    let known = prop::sample::select(ODD).prop_map(str::to_owned);
    prop_oneof![9 => known, 1 => "[a-z]{1,3}", 1 => "[\x01-\x7f]{0,6}"].boxed()
}

fn variables(text: &Text, array_size: BoxedStrategy<u32>) -> impl Strategy<Value = Vec<Variable>> + use<> {
    let variable = (text.clone(), text.clone(), any::<[bool; 3]>(), array_size).prop_map(
        |(name, type_name, flags, array_size)| {
            let [is_mutable, is_reference, is_reference_mutable] = flags;
            let origin = At::default();
            Variable { name, type_name, is_mutable, is_reference, is_reference_mutable, array_size, origin }
        },
    );
    prop::collection::vec(variable, 0..4)
}

fn files(text: &Text, number: &BoxedStrategy<u32>) -> impl Strategy<Value = File> + use<> {
    let types = (text.clone(), variables(text, number.clone()), number.clone())
        .prop_map(|(name, members, size)| Type { name, members, size, origin: At::default() });
    let kinds = prop_oneof![
        text.clone().prop_map(|name| ThingKind::Function { name }),
        prop_oneof![0..60u32, any::<u32>()].prop_map(|token| ThingKind::Operator { token }),
    ];
    let things = (kinds, variables(text, number.clone()), text.clone())
        .prop_map(|(kind, params, symbol)| Thing { kind, params, symbol, origin: At::default() });
    let trailing = prop_oneof![3 => Just(vec![]), 1 => any::<Vec<u8>>()];
    (prop::collection::vec(types, 0..4), prop::collection::vec(things, 0..4), trailing)
        .prop_map(|(types, things, trailing)| File { types, things, trailing })
}

pub(super) fn any_file() -> impl Strategy<Value = File> {
    files(&any_text(), &any::<u32>().boxed())
}

/// Files with odd names everywhere, and with sizes as an assembler would find them.
pub(super) fn any_program() -> impl Strategy<Value = File> {
    files(&odd_text(), &prop_oneof![3 => 0..4u32, 2 => 0..40u32].boxed())
}
