//! What the disassembler writes of a SAILAR file reads back as the same bytes, and reads well.

use super::raise;
use crate::formats::raise::RaiseOptions;
use crate::formats::sailar::model::*;
use crate::formats::sailar::{decode, encode};
use crate::formats::testing::{conformance, holds_to, reads_back};
use proptest::prelude::*;
use std::num::NonZeroU32;

fn keeps(file: &File) {
    let (bytes, ()) = encode(file, ()).unwrap();
    assert_eq!(decode(&bytes).as_ref(), Ok(file));
    reads_back(&bytes, |options| raise(file, options));
}

fn field(name: &str, type_name: &str, is_exported: bool) -> Field {
    Field { is_exported, name: name.into(), type_name: type_name.into(), origin: Default::default() }
}

fn file(name: &str, version: Vec<u32>) -> File {
    let module = Identity { name: name.into(), version, origin: Default::default() };
    let (major, minor) = DEFAULT_VERSION;
    let length_size = LengthSize::One;
    File { major, minor, length_size, module, optional: None, structs: Some(vec![]), trailing: vec![] }
}

#[test]
fn conformance_files_read_back() {
    for name in ["plain.sail", "wide.sail"] {
        let found = decode(&conformance(name)).unwrap();
        keeps(&found);
        holds_to(
            &format!("sailar/golden/{}.s", &name[..5].trim_end_matches('.')),
            &raise(&found, &RaiseOptions::default()),
        );
    }
}

#[test]
fn odd_files_read_back() {
    let types = [
        "mut Point mut&",
        "u8[16]",
        "u8[]",
        "T mut",
        "T mut&[3]&",
        "T mut[4]",
        "u8[016]",
        "u8[ 4]",
        "a b",
        "r1",
        "mut",
        "mut mut T",
        "fn",
        "fn&",
        "true",
        "a::b",
        "`x`",
        "`x`&",
        " ",
        "a.b[4294967295]",
        "a[4294967296]",
        "é\u{202e}",
        "struct",
        "from&",
        "export",
        "here",
    ];
    let fields = types.iter().enumerate().map(|(at, ty)| field(&format!("f{at}"), ty, at % 2 == 0)).collect();
    let item = |name: &str, is_open, fields| Struct {
        is_exported: true,
        is_open,
        name: name.into(),
        fields,
        origin: Default::default(),
    };
    let structs = vec![
        item("Odd", false, fields),
        item("Odd", true, vec![field("export", "u8", true)]),
        item("a\nb", false, vec![field("a", "u8", false), field("a", "u8", true)]),
    ];
    let mut odd = file("operator", vec![0, 300, u32::MAX]);
    (odd.major, odd.minor, odd.length_size) = (0, 0, LengthSize::Four);
    odd.optional = NonZeroU32::new(7).map(|count| Optional { count, bytes: b"\0x".to_vec() });
    (odd.structs, odd.trailing) = (Some(structs), vec![1, 2]);
    keeps(&odd);
    holds_to("sailar/golden/odd.s", &raise(&odd, &RaiseOptions::default()));
    keeps(&File { structs: None, ..file("x", vec![1]) });
    keeps(&File { structs: None, length_size: LengthSize::Two, major: 255, ..file("1.2", vec![]) });
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,3}",
        "(mut )?(u8|T|a\\.b|fn|r1)(\\[[0-9]{0,2}\\]|&| mut&| mut){0,3}",
        "[^\\x00]{1,6}",
    ]
}

prop_compose! {
    fn any_struct()(
        name in any_text(),
        fields in prop::collection::vec((any_text(), any_text(), any::<bool>()), 0..5),
        is_exported: bool,
        is_open: bool,
    ) -> Struct {
        let fields: Vec<_> = fields.iter().map(|(name, ty, export)| field(name, ty, *export)).collect();
        let is_open = is_open && fields.iter().all(|field| field.is_exported);
        Struct { is_exported, is_open, name, fields, origin: Default::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_file_reads_back(
        name in any_text(),
        version in prop::collection::vec(0..400u32, 0..3),
        structs in prop::option::of(prop::collection::vec(any_struct(), 0..3)),
        (major, minor) in any::<(u8, u8)>(),
        size in 0..3usize,
        optional in prop::option::of((1..300u32, prop::collection::vec(any::<u8>(), 0..4))),
        trailing in prop::collection::vec(any::<u8>(), 0..3),
    ) {
        let mut made = File { structs, major, minor, ..file(&name, version) };
        made.optional = optional.and_then(|(count, bytes)| {
            Some(Optional { count: NonZeroU32::new(count)?, bytes })
        });
        made.trailing = if made.structs.is_some() { trailing } else { Vec::new() };
        made.length_size = LengthSize::ALL[size].max(LengthSize::smallest_for(&made).unwrap());
        keeps(&made);
    }
}
