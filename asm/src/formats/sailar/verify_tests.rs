use super::model::{Field, File, Identity, LengthSize, Optional, Struct};
use super::types::base_name;
use super::{decode, verify};
use crate::bytes::At;
use crate::formats::testing::conformance;
use pretty_assertions::assert_eq;
use std::num::NonZeroU32;

fn file(structs: Vec<Struct>) -> File {
    File {
        major: 0,
        minor: 12,
        length_size: LengthSize::One,
        module: Identity { name: "m".to_owned(), version: vec![1], origin: At::default() },
        optional: None,
        structs: Some(structs),
        trailing: vec![],
    }
}

fn item(name: &str, fields: &[(&str, &str)]) -> Struct {
    let fields = fields.iter().map(|(name, type_name)| Field {
        is_exported: false,
        name: (*name).to_owned(),
        type_name: (*type_name).to_owned(),
        origin: At::default(),
    });
    let fields = fields.collect();
    Struct { is_exported: true, is_open: false, name: name.to_owned(), fields, origin: At::default() }
}

#[track_caller]
fn found(file: &File, expected: &[&str]) {
    let lines: Vec<String> = verify(file).iter().map(ToString::to_string).collect();
    assert_eq!(lines, expected);
}

#[test]
fn good_files_have_no_findings() {
    found(&decode(&conformance("plain.sail")).unwrap(), &[]);
    found(&decode(&conformance("wide.sail")).unwrap(), &[]);
    found(&File { structs: None, ..file(vec![]) }, &[]);
}

#[test]
fn names_that_are_doubled_or_unknown() {
    let structs = vec![
        item(
            "A",
            &[("a", "B&"), ("a", "i32"), ("c", "mut Gone mut&"), ("d", "other::Gone"), ("e", "any text!")],
        ),
        item("B", &[("f", "fn"), ("s", "string"), ("t", "s8[4]")]),
        item("A", &[]),
    ];
    found(
        &file(structs),
        &[
            "structs[0].fields[1].name: `a` is already the name of another field [duplicate-field]",
            "structs[0].fields[2].type: type `Gone` is not defined in this file [undefined-type]",
            "structs[2]: struct `A` is already defined [duplicate-struct]",
        ],
    );
}

#[test]
fn odd_headers() {
    let optional = NonZeroU32::new(2).map(|count| Optional { count, bytes: vec![1] });
    found(
        &File { minor: 0, length_size: LengthSize::Four, optional, ..file(vec![]) },
        &[
            "major: the version of the format is 0.0 [version-zero]",
            "length_size: lengths take 4 bytes each, though 1 would suffice [wide-lengths]",
            "header.optional_count: the header has 2 optional fields, and the format defines none [optional-fields]",
        ],
    );
    found(
        &File { trailing: vec![7], ..file(vec![]) },
        &["trailing: 1 byte follows the end of the file [trailing-bytes]"],
    );
}

#[test]
fn what_no_decoded_file_has() {
    let open = Struct { is_open: true, ..item("S", &[("a", "u8")]) };
    found(
        &file(vec![open]),
        &["structs[0].flags: struct `S` is open, but does not export every field [open-struct]"],
    );
    found(
        &file(vec![item("", &[("a\0", "u8")])]),
        &[
            "structs[0].name: `` cannot be written [bad-identifier]",
            "structs[0].fields[0].name: `a\0` cannot be written [bad-identifier]",
        ],
    );
}

#[test]
fn the_base_of_a_type_is_found() {
    let cases = [
        ("Point", Some("Point")),
        ("mut Point[4] mut&", Some("Point")),
        ("std.io.File[][2]&", Some("std.io.File")),
        ("Point mut", Some("Point")),
        ("`my type`&", Some("my type")),
        ("`a\\nb`", None),
        ("other::Point", None),
        ("Point?", None),
        ("Point[x]", None),
        ("a..b", None),
        ("9x", None),
        ("mut ", None),
        ("é", None),
        ("", None),
    ];
    for (text, expected) in cases {
        assert_eq!(base_name(text), expected, "{text:?}");
    }
}
