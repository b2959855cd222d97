//! Files of all kinds, for tests that hold for any.

use super::model::*;
use crate::bytes::At;
use proptest::prelude::*;
use std::num::NonZeroU32;

type Text = BoxedStrategy<String>;

fn any_name() -> Text {
    prop_oneof![3 => "[a-z][a-zA-Z0-9&\\[\\] ]{0,9}", 1 => "[^\0]{1,9}"].boxed()
}

/// Names that collide with each other, with types, keywords and directives.
fn odd_name() -> Text {
    const ODD: &[&str] = &[
        "T",
        "U",
        "f",
        "i32",
        "s8",
        "fn",
        "mut",
        "operator",
        "from",
        "r1",
        "true",
        "a::b",
        "a.b",
        ".end",
        "1x",
        "a b",
        "`",
        "`x`",
        "\\",
        "\"",
        ";",
        "\n",
        " ",
        "é\u{202e}",
        "\u{7f}",
        "x:",
        ":x",
        "export",
        "dup",
        "open",
        "here",
    ];
    let known = prop::sample::select(ODD).prop_map(str::to_owned);
    prop_oneof![9 => known, 1 => "[a-z]{1,3}", 1 => "[^\\x00]{1,6}"].boxed()
}

/// Texts that are nearly the spelling of a type, and others.
fn odd_type() -> Text {
    prop_oneof![
        2 => "(mut )?(u8|T|a\\.b|fn|r1)(\\[[0-9]{0,2}\\]|&| mut&| mut){0,3}",
        1 => odd_name(),
    ]
    .boxed()
}

fn any_struct(name: &Text, type_name: &Text) -> impl Strategy<Value = Struct> + use<> {
    let field =
        (name.clone(), type_name.clone(), any::<bool>()).prop_map(|(name, type_name, is_exported)| Field {
            is_exported,
            name,
            type_name,
            origin: At::default(),
        });
    (name.clone(), prop::collection::vec(field, 0..4), any::<[bool; 2]>()).prop_map(
        |(name, fields, [is_exported, is_open])| {
            let is_open = is_open && fields.iter().all(|field| field.is_exported);
            Struct { is_exported, is_open, name, fields, origin: At::default() }
        },
    )
}

fn files(name: &Text, type_name: &Text) -> impl Strategy<Value = File> + use<> {
    let version = prop::collection::vec(prop_oneof![3 => 0..9u32, 2 => 0..400u32, 1 => any::<u32>()], 0..4);
    let optional = prop::option::weighted(0.3, (1..300u32, prop::collection::vec(any::<u8>(), 0..9)));
    let trailing = prop_oneof![3 => Just(vec![]), 1 => prop::collection::vec(any::<u8>(), 0..20)];
    let structs = prop::collection::vec(any_struct(name, type_name), 0..4);
    let body = prop::option::weighted(0.8, (structs, trailing));
    (any::<[u8; 2]>(), (name.clone(), version), optional, body, 0..3usize).prop_map(
        |([major, minor], (name, version), optional, body, wider)| {
            let (structs, trailing) = body.unzip();
            let mut made = File {
                major,
                minor,
                length_size: LengthSize::One,
                module: Identity { name, version, origin: At::default() },
                optional: optional
                    .and_then(|(count, bytes)| Some(Optional { count: NonZeroU32::new(count)?, bytes })),
                structs,
                trailing: trailing.unwrap_or_default(),
            };
            let least = LengthSize::smallest_for(&made).unwrap();
            made.length_size = least.max(LengthSize::ALL[wider]);
            made
        },
    )
}

pub(super) fn any_file() -> impl Strategy<Value = File> {
    files(&any_name(), &any_name())
}

/// Files with odd names everywhere.
pub(super) fn any_program() -> impl Strategy<Value = File> {
    files(&odd_name(), &odd_type())
}
