//! What the disassembler writes of a SAILAR file reads back as the same bytes, and reads well.

use crate::formats::raise::RaiseOptions;
use crate::formats::sailar::arbitrary::{any_file, any_program};
use crate::formats::sailar::decode;
use crate::formats::sailar::model::*;
use crate::formats::testing::{conformance, files_read_back, holds_to, keeps, raised};
use proptest::prelude::*;
use std::num::NonZeroU32;

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
            &raised(&found, &RaiseOptions::default()),
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
    holds_to("sailar/golden/odd.s", &raised(&odd, &RaiseOptions::default()));
    keeps(&File { structs: None, ..file("x", vec![1]) });
    keeps(&File { structs: None, length_size: LengthSize::Two, major: 255, ..file("1.2", vec![]) });
}

files_read_back!(|| prop_oneof![1 => any_file().boxed(), 3 => any_program().boxed()]);
