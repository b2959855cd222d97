use super::arbitrary::any_file;
use super::model::*;
use super::{decode, encode, verify};
use crate::bytes::{At, FieldTree, Origins};
use crate::formats::testing::{Codec, conformance};
use pretty_assertions::assert_eq;
use proptest::prelude::*;

const CODEC: Codec<File> = Codec { decode, encode };

fn atom(text: &str) -> Atom {
    Atom::new(text).unwrap()
}

fn word(bytes: [u8; 4]) -> u32 {
    u32::from_le_bytes(bytes)
}

fn file(bytecode: Bytecode) -> File {
    Module::Bytecode(bytecode).into()
}

fn pool(constants: Vec<Constant>) -> File {
    file(Bytecode { constants, ..Bytecode::default() })
}

/// A file with an odd form of everything.
fn odd_file() -> File {
    let constants = vec![
        Constant::Atom(atom("é")),
        Constant::I16(-2),
        Constant::F32(0x7FC0_0001),
        Constant::F64(0xFFF0_0000_0000_0000),
        Constant::List(Class::Bits32, vec![Constant::Tuple(Class::Bits16, vec![])]),
        Constant::Map(Class::Bits16, vec![(Constant::U8(1), Constant::I64(-1)); 2]),
        Constant::Binary(Class::Bits32, vec![0xFF; 3]),
        Constant::Function(Function { name: atom("f"), arity: 255, registers: 255, entry: u32::MAX }),
        Constant::import(atom("m"), atom("f"), 3),
    ];
    let lines = LineTable {
        files: vec!["a.s".into(), String::new()],
        rows: vec![
            LineRow { word: 0, file: 1, line: 0, column: 0 },
            LineRow { word: 1, file: 0, line: u32::MAX, column: u16::MAX },
        ],
    };
    let bytecode =
        Bytecode { named: true, constants, lines: Some(lines), code: vec![0, !0], ..Bytecode::default() };
    let native = Native {
        name: atom("m"),
        library: vec![0xFF, 0],
        functions: vec![atom("x"), atom("x")],
        function_origins: Origins::default(),
        origin: At::default(),
    };
    let inner = Archive { modules: vec![Module::Native(native)], origin: At::default() };
    let modules =
        vec![Module::Archive(inner), Module::Bytecode(bytecode), Module::Archive(Archive::default())];
    File { module: Module::Archive(Archive { modules, origin: At::default() }), trailing: b"LZR".to_vec() }
}

/// This many archives around a module, or lists around a constant.
fn nested(modules: usize, constants: usize) -> File {
    let mut constant = Constant::U64(0);
    for _ in 0..constants {
        constant = Constant::list(vec![constant]);
    }
    let mut module = pool(vec![constant]).module;
    for _ in 0..modules {
        module = Module::Archive(Archive { modules: vec![module], origin: At::default() });
    }
    module.into()
}

/// How deep the brackets of a JSON text nest.
fn depth(text: &str) -> usize {
    let (mut depth, mut most, mut is_text, mut is_escaped) = (0usize, 0, false, false);
    for ch in text.chars() {
        match ch {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_text = !is_text,
            '[' | '{' if !is_text => depth += 1,
            ']' | '}' if !is_text => depth -= 1,
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

/// The manual states this number for readers of `lzdump --json`: many refuse more than 128 by default.
#[test]
fn json_nests_as_deep_as_the_manual_says() {
    let mut constant = Constant::binary(b"x".to_vec());
    for _ in 0..MAX_DEPTH {
        constant = Constant::map(vec![(Constant::U8(0), constant)]);
    }
    let mut file = nested(MAX_DEPTH, 0);
    let mut inner = &mut file.module;
    while let Module::Archive(archive) = inner {
        inner = &mut archive.modules[0];
    }
    *inner = pool(vec![constant]).module;
    let bytes = CODEC.bytes(&file);
    let deepest = crate::dump::File::open("x.lzr", bytes).unwrap();
    assert_eq!(depth(&crate::dump::json::json(&deepest)), 326);
    let manual = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/lzdump.md");
    let manual = std::fs::read_to_string(manual).unwrap();
    assert!(manual.contains("at most 326 levels"), "the manual gives another number");
}

#[test]
fn the_conformance_files_round_trip() {
    CODEC.keeps_bytes(&conformance("native.lzr"));
    CODEC.keeps_bytes(&conformance("pair.lzr"));
    let calc = CODEC.keeps_bytes(&conformance("calc.lzr"));
    let Module::Bytecode(calc) = calc.module else { panic!("not bytecode") };
    assert_eq!(calc.name(), Some(&atom("calc")));
    let one_two_three = [Constant::I32(1), Constant::F64(2.5f64.to_bits()), Constant::Atom(atom("three"))];
    assert_eq!(calc.constants[3], Constant::list(one_two_three.to_vec()));
    assert_eq!(calc.constants[4], Constant::tuple(vec![Constant::Atom(atom("ok")), Constant::bool(true)]));
    let main = Function { name: atom("main"), arity: 0, registers: 3, entry: 8 };
    assert_eq!(calc.constants[7], Constant::Function(main));
    assert_eq!(calc.code[6], word([0x30, 0xFA, 0xFF, 0xFF]));
    assert_eq!(calc.code.len(), 14);
}

#[test]
fn odd_files_round_trip() {
    CODEC.keeps_model(&odd_file());
    CODEC.keeps_bytes(&CODEC.bytes(&odd_file()));
}

#[test]
fn cuts_and_flips_are_refused_or_round_trip() {
    let odd = CODEC.bytes(&odd_file());
    CODEC.refuses_cuts(&odd, &[odd.len() - 3, odd.len() - 2, odd.len() - 1]);
    CODEC.bears_flips(&odd);
    for name in ["calc.lzr", "native.lzr", "pair.lzr"] {
        CODEC.refuses_cuts(&conformance(name), &[]);
        CODEC.bears_flips(&conformance(name));
    }
}

#[test]
fn a_path_names_the_same_field_in_an_error_and_in_a_listing() {
    for bytes in [conformance("calc.lzr"), conformance("native.lzr"), CODEC.bytes(&odd_file())] {
        CODEC.names_fields_alike(&bytes);
    }
}

#[test]
fn places_count_for_nothing() {
    let placed = Bytecode {
        code: vec![0],
        code_origins: Origins(vec![At(7)]),
        constants: vec![Constant::U8(1)],
        constant_origins: Origins(vec![At(5)]),
        ..Bytecode::default()
    };
    let plain = Bytecode { code: vec![0], constants: vec![Constant::U8(1)], ..Bytecode::default() };
    assert_eq!(placed, plain);
    let (bytes, tree) = encode(&file(placed), FieldTree::default()).unwrap();
    assert_eq!(encode(&file(plain), ()).unwrap().0, bytes);
    let origin = |name| tree.fields.iter().find(|field| field.name == name).unwrap().origin.0;
    assert_eq!((origin("constants"), origin("code")), (5, 7));
}

#[test]
fn faults_have_a_place() {
    let bytecode = |flags: u8, rest: &[u8]| [b"LZR\0\x02", &[flags][..], rest].concat();
    let cases: &[(Vec<u8>, &str)] = &[
        (b"LZ".to_vec(), "magic at offset 0x0: the file ends here, 1 byte short"),
        (b"LZR\x01".to_vec(), "version at offset 0x3: expected version 0, found 1"),
        (
            b"LZR\0\x03".to_vec(),
            "module_type at offset 0x4: expected 0 (archive), 1 (native) or 2 (bytecode), found 3",
        ),
        (b"LZR\0\0\x01ELF".to_vec(), "modules[0].magic at offset 0x6: expected 4c 5a 52, found 45 4c 46"),
        (bytecode(4, b""), "flags at offset 0x5: expected bits 2 to 7 clear, found 0x04"),
        (
            bytecode(2, b"\0\0"),
            "num_constants at offset 0x8: expected an atom, the module's name, as constant 0, found no constants",
        ),
        (
            bytecode(2, b"\x01\0\0\x07"),
            "constants[0] at offset 0x8: expected an atom, the module's name, as constant 0, found u8",
        ),
        (
            bytecode(0, b"\x01\0\x08\x01\x16"),
            "constants[0].elements[0].tag at offset 0xa: expected a tag from 0 to 21, found 22",
        ),
        (bytecode(0, b"\x01\0\x07\0"), "constants[0].length at offset 0x9: expected 1 to 255 bytes, found 0"),
        (bytecode(0, b"\x01\0\x07\x02a\xFF"), "constants[0].text at offset 0xb: expected text in UTF-8"),
        (bytecode(0, b"\0\0\x01\0\0\0"), "code[0] at offset 0xc: the file ends here, 4 bytes short"),
        (
            bytecode(1, b"\0\0\0\0\x01\0\0\0\0\0\0\0\0\0"),
            "line_table.rows[0].file at offset 0x12: expected the index of one of 0 files, found 0",
        ),
    ];
    for (bytes, expected) in cases {
        assert_eq!(CODEC.fault(bytes), *expected);
    }
}

#[test]
fn line_rows_increase_and_name_words() {
    let lined = |words: &[u32], code: usize| {
        let rows = words.iter().map(|&word| LineRow { word, file: 0, line: 1, column: 0 }).collect();
        let lines = Some(LineTable { files: vec!["a".into()], rows });
        CODEC.bytes(&file(Bytecode { lines, code: vec![0; code], ..Bytecode::default() }))
    };
    CODEC.keeps_bytes(&lined(&[0, 2], 3));
    assert_eq!(
        CODEC.fault(&lined(&[0, 2, 2], 3)),
        "line_table.rows[2].word at offset 0x29: expected a word after 2, found 2"
    );
    assert_eq!(
        CODEC.fault(&lined(&[0, 2], 2)),
        "line_table.rows[1].word at offset 0x1d: expected the index of one of 2 words, found 2"
    );
}

#[test]
fn limits_hold_to_the_last() {
    CODEC.keeps_model(&nested(MAX_DEPTH, MAX_DEPTH));
    let refused = |file: &File| encode(file, ()).unwrap_err().to_string();
    assert_eq!(
        refused(&nested(0, MAX_DEPTH + 1)),
        "the number of constants around a constant is 65, and at most 64 is possible"
    );
    assert_eq!(
        refused(&nested(MAX_DEPTH + 1, 0)),
        "the number of archives around a module is 65, and at most 64 is possible"
    );
    CODEC.keeps_model(&pool(vec![Constant::U8(0); MAX_CONSTANTS]));
    assert_eq!(
        refused(&pool(vec![Constant::U8(0); MAX_CONSTANTS + 1])),
        "the number of constants of a module is 65536, and at most 65535 is possible"
    );
    let short = Constant::List(Class::Bits8, vec![Constant::U8(0); 256]);
    assert_eq!(
        refused(&pool(vec![short])),
        "the number of elements of a constant is 256, and at most 255 is possible"
    );
    let modules = vec![pool(vec![]).module; MAX_MODULES + 1];
    assert_eq!(
        refused(&Module::Archive(Archive { modules, origin: At::default() }).into()),
        "the number of modules of an archive is 256, and at most 255 is possible"
    );
    assert_eq!((Atom::new(""), Atom::new("x".repeat(256))), (None, None));
    assert!(Atom::new("x".repeat(255)).is_some());
}

#[test]
fn too_deep_files_are_refused_where_they_are() {
    let lists = [b"LZR\0\x02\0\x01\0".to_vec(), [8, 1].repeat(65), vec![0, 7, 0, 0, 0, 0]].concat();
    let fault = CODEC.fault(&lists);
    assert!(fault.ends_with(".elements[0] at offset 0x8a: nested deeper than 64"), "{fault}");
    let archives = b"LZR\0\0\x01".repeat(100_000);
    let fault = CODEC.fault(&archives);
    assert!(fault.ends_with(".modules[0] at offset 0x186: nested deeper than 64"), "{fault}");
}

#[test]
fn the_shortest_class_that_holds_a_count() {
    let counts = [0, 255, 256, 65_535, 65_536];
    assert_eq!(counts.map(|count| Class::shortest(count).bits()), [8, 8, 16, 16, 32]);
    assert_eq!(Constant::binary(vec![0; 256]).tag(), 18);
    assert_eq!(Constant::map(vec![]).kind(), "map8");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_round_trips(file in any_file()) {
        CODEC.keeps_model(&file);
        CODEC.keeps_bytes(&CODEC.bytes(&file));
        assert_eq!(encode(&file, ()).unwrap().0, CODEC.bytes(&file));
        verify(&file);
    }

    #[test]
    fn any_bytes_are_refused_or_round_trip(head in 0..3u8, tail in any::<Vec<u8>>()) {
        CODEC.bears(&[b"LZR\0", &[head][..], &tail].concat());
    }

    #[test]
    fn a_changed_or_cut_file_is_refused_or_round_trips(
        file in any_file(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut bytes = CODEC.bytes(&file);
        let at = at.index(bytes.len());
        CODEC.bears(&bytes[..at]);
        bytes[at] = byte;
        CODEC.bears(&bytes);
    }
}
