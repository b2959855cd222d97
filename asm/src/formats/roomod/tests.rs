use super::arbitrary::any_file;
use super::model::{File, Thing, ThingKind, Type, Variable, text_fits};
use super::{decode, encode, sizes};
use crate::bytes::{At, TooLarge};
use crate::formats::testing::{Codec, conformance};
use pretty_assertions::assert_eq;
use proptest::prelude::*;

const CODEC: Codec<File> = Codec { decode, encode };

fn variable(name: &str, type_name: &str) -> Variable {
    Variable { name: name.to_owned(), type_name: type_name.to_owned(), ..Variable::default() }
}

fn kind(name: &str, members: Vec<Variable>, size: u32) -> Type {
    Type { name: name.to_owned(), members, size, origin: At::default() }
}

fn thing(kind: ThingKind, params: Vec<Variable>, symbol: &str) -> Thing {
    Thing { kind, params, symbol: symbol.to_owned(), origin: At::default() }
}

fn function(name: &str, params: Vec<Variable>, symbol: &str) -> Thing {
    thing(ThingKind::Function { name: name.to_owned() }, params, symbol)
}

#[test]
fn the_conformance_file_round_trips() {
    let file = CODEC.keeps_bytes(&conformance("shapes.roomod"));
    assert_eq!(file.types[0], kind("Point", vec![variable("x", "i32"), variable("y", "i32")], 8));
    let next = Variable {
        is_mutable: true,
        is_reference: true,
        is_reference_mutable: true,
        ..variable("next", "Node")
    };
    assert_eq!(file.types[1].members[2], next);
    assert_eq!(file.types[1].members[0].array_size, 8);
    let params = vec![variable("w", "i32"), variable("h", "i32")];
    assert_eq!(file.things[0], function("area", params, "geo_area"));
    assert_eq!(file.things[2].kind, ThingKind::Operator { token: 22 });
    assert_eq!(file.trailing, b"");
}

#[test]
fn an_empty_file_is_its_header() {
    assert_eq!(CODEC.bytes(&File::default()), b"\x7fROO\0\0\0\0\0\0\0\0\0");
    CODEC.keeps_model(&File::default());
}

#[test]
fn odd_files_round_trip() {
    let odd = File {
        types: vec![kind("", vec![variable("", "")], u32::MAX), kind("", vec![], 0)],
        things: vec![
            function("\u{1}\u{7f}", vec![Variable { array_size: 7, ..variable("a", "b") }], ""),
            thing(ThingKind::Operator { token: u32::MAX }, vec![variable("p", "T"); 255], "s"),
        ],
        trailing: vec![0, 255, 0],
    };
    CODEC.keeps_model(&odd);
    CODEC.keeps_bytes(&CODEC.bytes(&odd));
}

#[test]
fn cuts_and_flips_are_refused_or_round_trip() {
    let bytes = conformance("shapes.roomod");
    CODEC.refuses_cuts(&bytes, &[]);
    CODEC.bears_flips(&bytes);
}

#[test]
fn faults_have_a_place() {
    let head = |types: u8, things: u8, rest: &[u8]| {
        let mut bytes = b"\x7fROO\0".to_vec();
        bytes.extend([types, 0, 0, 0, things, 0, 0, 0]);
        bytes.extend(rest);
        bytes
    };
    let cases: &[(Vec<u8>, &str)] = &[
        (vec![], "magic at offset 0x0: the file ends here, 4 bytes short"),
        (b"\x7fELF".to_vec(), "magic at offset 0x0: expected 7f 52 4f 4f, found 7f 45 4c 46"),
        (b"\x7fROO\x01".to_vec(), "version at offset 0x4: expected version 0, found 1"),
        (
            head(1, 0, &[0]),
            "types[0].name.length at offset 0xd: expected a length of at least 1, which counts the NUL, found 0",
        ),
        (head(1, 0, b"\x02A!"), "types[0].name.nul at offset 0xf: expected a NUL at the end, found 0x21"),
        (
            head(1, 0, b"\x03A\0\0"),
            "types[0].name.characters at offset 0xf: expected ASCII text without a NUL",
        ),
        (
            head(1, 0, b"\x03A\x80\0"),
            "types[0].name.characters at offset 0xf: expected ASCII text without a NUL",
        ),
        (
            head(1, 0, b"\x02A\0\x01\x02m\0\x02T\0\x02"),
            "types[0].members[0].is_mutable at offset 0x17: expected 0 or 1, found 2",
        ),
        (head(0, 1, &[2]), "things[0].type at offset 0xd: expected 0 (function) or 1 (operator), found 2"),
        (
            head(0, 255, b"\x00\x02f\0\0\x01\0"),
            "things[1].type at offset 0x14: the file ends here, 1 byte short",
        ),
    ];
    for (bytes, expected) in cases {
        assert_eq!(CODEC.fault(bytes), *expected);
    }
}

#[test]
fn limits_hold_to_the_last() {
    let longest = "x".repeat(254);
    CODEC.keeps_model(&File { things: vec![function(&longest, vec![], "")], ..File::default() });
    let refused = |file: &File| encode(file, ()).unwrap_err();
    let file = File { types: vec![kind(&"x".repeat(255), vec![], 0)], ..File::default() };
    assert_eq!(refused(&file), TooLarge { field: "length", value: 256, max: 255 });
    let file = File { types: vec![kind("T", vec![variable("m", "T"); 256], 0)], ..File::default() };
    assert_eq!(refused(&file), TooLarge { field: "member_count", value: 256, max: 255 });
    let file = File { things: vec![function("f", vec![variable("m", "T"); 256], "f")], ..File::default() };
    assert_eq!(refused(&file), TooLarge { field: "param_count", value: 256, max: 255 });
    assert!(text_fits(&longest) && text_fits("") && !text_fits("a\0") && !text_fits("é"));
}

#[test]
fn fields_are_named_and_shown() {
    let file = CODEC.keeps_bytes(&conformance("shapes.roomod"));
    CODEC.shows(
        &file,
        &[
            "magic = 0x7F \"ROO\"",
            "type_count = 2",
            "types[0] = Point",
            "types[0].members[1].name.length = 2",
            "types[0].members[1].name.characters = \"y\"",
            "types[1].members[2] = next: mut Node mut&",
            "types[1].members[0].array_size = 8",
            "things[0].type = 0 (function)",
            "things[2] = operator +",
            "things[2].token = 22 (plus)",
            "things[3].params[0].is_reference = true",
        ],
    );
}

#[test]
fn sizes_follow_the_sum_rule() {
    let node = |name: &str| (name == "Node").then_some(24);
    let size = |variable: Variable| sizes::of_variable(&variable, node);
    assert_eq!(size(variable("a", "s64")), Some(8));
    assert_eq!(size(Variable { array_size: 3, ..variable("a", "Node") }), Some(72));
    let reference = Variable { is_reference: true, array_size: 9, ..variable("a", "Nowhere") };
    assert_eq!(size(reference.clone()), Some(8));
    for unsized_name in ["Nowhere", "string", "any", "fn", ""] {
        assert_eq!(size(variable("a", unsized_name)), None, "{unsized_name}");
    }
    let members = [reference, variable("b", "u16"), variable("c", "u128")];
    assert_eq!(sizes::of_members(&members, node), Some(26));
    let huge = Variable { array_size: u32::MAX, ..variable("a", "Huge") };
    assert_eq!(sizes::of_members(&[huge.clone(), huge], |_| Some(u64::from(u32::MAX))), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_round_trips(file in any_file()) {
        CODEC.keeps_model(&file);
        CODEC.keeps_bytes(&CODEC.bytes(&file));
    }

    #[test]
    fn any_bytes_are_refused_or_round_trip(tail in any::<Vec<u8>>(), counts in any::<[u8; 2]>()) {
        let mut bytes = b"\x7fROO\0".to_vec();
        bytes.extend([counts[0] % 3, 0, 0, 0, counts[1] % 3, 0, 0, 0]);
        bytes.extend(tail);
        CODEC.bears(&bytes);
    }

    #[test]
    fn a_changed_file_is_refused_or_round_trips(
        file in any_file(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut bytes = CODEC.bytes(&file);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        CODEC.bears(&bytes);
    }
}
