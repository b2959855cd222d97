use super::arbitrary::any_file;
use super::model::{Field, File, Identity, LengthSize, Optional, Struct};
use super::{decode, encode};
use crate::bytes::{At, TooLarge};
use crate::formats::testing::{Codec, conformance};
use pretty_assertions::assert_eq;
use proptest::prelude::*;
use std::num::NonZeroU32;

const CODEC: Codec<File> = Codec { decode, encode };

fn file(name: &str, version: &[u32]) -> File {
    File {
        major: 0,
        minor: 12,
        length_size: LengthSize::One,
        module: Identity { name: name.to_owned(), version: version.to_vec(), origin: At::default() },
        optional: None,
        structs: Some(vec![]),
        trailing: vec![],
    }
}

fn field(name: &str, type_name: &str, is_exported: bool) -> Field {
    Field { is_exported, name: name.to_owned(), type_name: type_name.to_owned(), origin: At::default() }
}

fn item(name: &str, fields: Vec<Field>) -> Struct {
    Struct { is_exported: false, is_open: false, name: name.to_owned(), fields, origin: At::default() }
}

fn optional(count: u32, bytes: &[u8]) -> Option<Optional> {
    NonZeroU32::new(count).map(|count| Optional { count, bytes: bytes.to_vec() })
}

#[test]
fn the_conformance_files_round_trip() {
    assert_eq!(CODEC.keeps_bytes(&conformance("plain.sail")), file("Testing", &[1, 2, 3]));
    let point = Struct {
        is_exported: true,
        is_open: true,
        ..item("Point", vec![field("x", "i32", true), field("next", "mut Point mut&", true)])
    };
    let wide = File {
        major: 1,
        minor: 0,
        length_size: LengthSize::Two,
        structs: Some(vec![point, item("Secret", vec![field("bytes", "u8[16]", false)])]),
        ..file("Wide", &[1, 300])
    };
    assert_eq!(CODEC.keeps_bytes(&conformance("wide.sail")), wide);
    assert_eq!(LengthSize::smallest_for(&wide), Some(LengthSize::Two));
}

#[test]
fn odd_files_round_trip() {
    let plain = file("m", &[]);
    let odd = [
        File { structs: None, ..plain.clone() },
        File { trailing: vec![0, 1, 2], length_size: LengthSize::Four, ..plain.clone() },
        File { optional: optional(3, b""), major: 0, minor: 0, ..plain.clone() },
        File { optional: optional(255, b"\0\xff\0"), structs: None, major: 255, ..plain.clone() },
        File {
            structs: Some(vec![item("S", vec![]), item("S", vec![field("a", "?", true)])]),
            ..plain.clone()
        },
        File { structs: Some(vec![Struct { is_open: true, ..item("\u{1}é", vec![]) }]), ..plain },
    ];
    for file in odd {
        CODEC.keeps_model(&file);
        CODEC.keeps_bytes(&CODEC.bytes(&file));
    }
}

#[test]
fn cuts_and_flips_are_refused_or_round_trip() {
    for (name, header_end) in [("plain.sail", 9 + 1 + 13), ("wide.sail", 9 + 2 + 14)] {
        let bytes = conformance(name);
        CODEC.refuses_cuts(&bytes, &[header_end]);
        CODEC.bears_flips(&bytes);
    }
    let fields = File { optional: optional(2, b"abc"), ..file("m", &[7]) };
    let bytes = CODEC.bytes(&fields);
    CODEC.refuses_cuts(&bytes, &[bytes.len() - 1]);
    CODEC.bears_flips(&bytes);
}

#[test]
fn faults_have_a_place() {
    let head = |rest: &[u8]| [b"SAILAR\x00\x0c\x00".as_slice(), rest].concat();
    let body = |rest: &[u8]| head(&[b"\x04\x01m\0\0".as_slice(), rest].concat());
    let cases: &[(Vec<u8>, &str)] = &[
        (b"SAIL".to_vec(), "magic at offset 0x0: the file ends here, 2 bytes short"),
        (b"sailar".to_vec(), "magic at offset 0x0: expected 53 41 49 4c 41 52, found 73 61 69 6c 61 72"),
        (b"SAILAR\x01\x00\x03".to_vec(), "length_size at offset 0x8: expected 0, 1 or 2, found 3"),
        (
            head(b"\x03\x00\0\0"),
            "header.name.length at offset 0xa: expected an identifier of at least one byte, found 0",
        ),
        (
            head(b"\x03\x01m\0\0"),
            "header.size at offset 0x9: expected 4, the bytes of the header after this field, found 3",
        ),
        (
            head(b"\x05\x01m\0\0\0"),
            "header.size at offset 0x9: expected 4, the bytes of the header after this field, found 5",
        ),
        (
            head(b"\x03\x01m\0\x01"),
            "header.size at offset 0x9: expected 4 or more, the bytes of the header after this field, found 3",
        ),
        (head(b"\x06\x01m\0\x01x"), "header.optional at offset 0xe: the file ends here, 1 byte short"),
        (head(b"\x05\x02m\0\0\0"), "header.name.characters at offset 0xc: expected text without a NUL"),
        (head(b"\x05\x02m\xff\0\0"), "header.name.characters at offset 0xc: expected text in UTF-8"),
        (body(b"\x01\x04"), "structs[0].flags at offset 0xf: expected no bits beyond 0x03, found 0x04"),
        (
            body(b"\x01\x00\x01S\x01\x02"),
            "structs[0].fields[0].flags at offset 0x13: expected no bits beyond 0x01, found 0x02",
        ),
        (
            body(b"\x01\x02\x01S\x01\x00\x01f\x01t"),
            "structs[0].flags at offset 0xf: bit 1 (all fields visible) is set, yet not every field is exported",
        ),
        (
            body(b"\x01\x02\x01S\xff"),
            "structs[0].fields[0].flags at offset 0x13: the file ends here, 1 byte short",
        ),
    ];
    for (bytes, expected) in cases {
        assert_eq!(CODEC.fault(bytes), *expected);
        assert_eq!(decode(bytes).unwrap_err().note, None);
    }
}

#[test]
fn nuls_after_the_magic_are_version_zero_and_named_if_they_fail() {
    let plain = conformance("plain.sail");
    let padded = [b"SAILAR\0\0".as_slice(), &plain[6..]].concat();
    let error = decode(&padded).unwrap_err();
    assert!(error.note.unwrap().contains("one or two NULs"), "{error}");
    let once = [b"SAILAR\0".as_slice(), &plain[6..]].concat();
    assert!(decode(&once).unwrap_err().note.is_some());
    assert!(decode(b"SAILAR\0\0").unwrap_err().note.is_some());
    let mut zero = plain;
    zero[7] = 0;
    assert_eq!((CODEC.keeps_bytes(&zero).major, zero[7]), (0, 0));
}

#[test]
fn the_smallest_length_size_holds_every_number() {
    use LengthSize::{Four, One, Two};
    let long = |length: usize| "x".repeat(length);
    let with = |item| File { structs: Some(vec![item]), ..file("m", &[]) };
    let cases = [
        (file("m", &[255]), Some(One)),
        (file("m", &[256]), Some(Two)),
        (file("m", &[65_536]), Some(Four)),
        // The header counts its name and three lengths.
        (file(&long(252), &[]), Some(One)),
        (file(&long(253), &[]), Some(Two)),
        (file(&long(65_535 - 6), &[]), Some(Two)),
        (file(&long(65_535 - 5), &[]), Some(Four)),
        (file("m", &[0; 251]), Some(One)),
        (file("m", &[0; 252]), Some(Two)),
        (with(item(&long(256), vec![])), Some(Two)),
        (with(item("S", vec![field("f", &long(256), false)])), Some(Two)),
        (with(item("S", vec![field(&long(70_000), "t", false)])), Some(Four)),
        (with(item("S", vec![field("f", "t", false); 256])), Some(Two)),
        (File { structs: Some(vec![item("S", vec![]); 256]), ..file("m", &[]) }, Some(Two)),
        (File { optional: optional(256, b""), ..file("m", &[]) }, Some(Two)),
        (File { optional: optional(1, &[0; 251]), ..file("m", &[]) }, Some(One)),
        (File { optional: optional(1, &[0; 252]), ..file("m", &[]) }, Some(Two)),
    ];
    for (mut file, expected) in cases {
        assert_eq!(LengthSize::smallest_for(&file), expected);
        for size in LengthSize::ALL {
            file.length_size = size;
            assert_eq!(encode(&file, ()).is_ok(), Some(size) >= expected, "{size:?}");
        }
        CODEC.keeps_model(&file);
    }
}

#[test]
fn a_number_too_large_for_the_length_size_is_named() {
    let refused = |file: &File| encode(file, ()).unwrap_err();
    assert_eq!(refused(&file("m", &[256])), TooLarge { field: "number", value: 256, max: 255 });
    let size = TooLarge { field: "size", value: 256, max: 255 };
    assert_eq!(refused(&file(&"x".repeat(253), &[])), size);
    let max: Vec<u64> = LengthSize::ALL.iter().map(|size| size.limit()).collect();
    assert_eq!(max, [255, 65_535, 4_294_967_295]);
    assert_eq!(LengthSize::from_bytes(4), Some(LengthSize::Four));
    assert_eq!(LengthSize::from_bytes(3), None);
}

#[test]
fn fields_are_named_and_shown() {
    let file = CODEC.keeps_bytes(&conformance("wide.sail"));
    CODEC.shows(
        &file,
        &[
            "magic = \"SAILAR\"",
            "length_size = 1 (2 bytes)",
            "header = Wide",
            "header.size = 14",
            "header.version[1] = 300",
            "header.optional_count = 0",
            "struct_count = 2",
            "structs[0].flags = 3 (export, open)",
            "structs[0].fields[1] = next: mut Point mut&",
            "structs[0].fields[1].type.length = 14",
            "structs[1].fields[0].flags = 0",
        ],
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_round_trips(file in any_file()) {
        CODEC.keeps_model(&file);
        CODEC.keeps_bytes(&CODEC.bytes(&file));
    }

    #[test]
    fn any_bytes_are_refused_or_round_trip(size in 0..3u8, tail in any::<Vec<u8>>()) {
        CODEC.bears(&[b"SAILAR\x00\x0c".as_slice(), &[size], &tail].concat());
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
