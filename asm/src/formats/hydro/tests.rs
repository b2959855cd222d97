use super::arbitrary::{any_file, any_placement};
use super::model::*;
use super::table::ROWS;
use super::{decode, encode, verify};
use crate::bytes::{At, FieldTree, Origins};
use crate::formats::testing::{Codec, conformance};
use crate::isa::OperandKind;
use pretty_assertions::assert_eq;
use proptest::prelude::*;

const CODEC: Codec<File> = Codec { decode, encode };

fn file(modules: Vec<Module>) -> File {
    File { modules, ..File::default() }
}

fn using(name: &str) -> Using {
    Using { name: name.into(), origin: At::default() }
}

fn code(name: &str, parameters: Vec<Variable>, code: Vec<Instr>) -> Function {
    let body = Body::Code { code, origins: Origins::default() };
    Function { name: name.into(), parameters, body, origin: At::default() }
}

fn one_of_each() -> Vec<Instr> {
    let instr = |row: &crate::isa::Row| {
        let operand = match row.operands() {
            [OperandKind::Count] => Operand::Count(2),
            [OperandKind::Places] => Operand::Places(-3),
            [OperandKind::Value] => Operand::Value(Value::Bool(true)),
            [OperandKind::Target] => Operand::Target(u32::MAX),
            [OperandKind::Target, OperandKind::Target] => Operand::Targets(1, 2),
            [OperandKind::Type] => Operand::Type(Type::reference(Type::Any)),
            [OperandKind::ArrayType] => Operand::Array(Some(9), Box::new(Type::layout("m", "L"))),
            [OperandKind::Member] => Operand::Member("é".into()),
            [] => Operand::None,
            other => panic!("no operand for {other:?}"),
        };
        assert!(operand.fits(row.operands()), "{}", row.mnemonic);
        Instr::new(row.opcode, operand)
    };
    ROWS.iter().map(instr).collect()
}

/// A file with an odd form of everything but the places of sections.
fn odd_file() -> File {
    let mut first = Module::new("");
    first.usings = vec![using("a"), using("")];
    let members = vec![Variable::new("", Type::array(None, Type::array(Some(0), Type::Function))); 2];
    first.layouts = vec![Layout { name: "L".into(), members, origin: At::default() }];
    let target = Target { target: "vm".into(), code: String::new() };
    let host = Function {
        name: "f".into(),
        parameters: vec![Variable::new("x", Type::String)],
        body: Body::Intrinsic(vec![target]),
        origin: At::default(),
    };
    let mut pushes: Vec<Instr> =
        Int::ALL.into_iter().map(|int| Value::Int(Integer::new(int, !5))).map(Instr::push).collect();
    pushes.extend([
        Instr::push(Value::F32(0x7FC0_0001)),
        Instr::push(Value::F64(1)),
        Instr::push(Value::String("text".into())),
        Instr::push(Value::function("", "f")),
        Instr::push(Value::Variable("v".into())),
        Instr::new(b'[', Operand::Array(None, Box::new(Type::Bool))),
    ]);
    first.functions = vec![host, code("f", vec![], one_of_each()), code("g", vec![], pushes)];
    File { header: HeaderForm::Packed, modules: vec![first, Module::new("second")], trailing: b"m".to_vec() }
}

/// A module with its sections the other way round, bytes between them, and an empty one elsewhere.
fn displaced() -> Module {
    let mut module = Module::new("m");
    module.usings = vec![using("u")];
    module.functions = vec![code("f", vec![], vec![Instr::plain(b'r')])];
    module.placement = Placement {
        order: [Section::Layouts, Section::Functions, Section::Usings],
        gaps: [vec![], b"ab".to_vec(), b"\0".to_vec()],
        offsets: [None, Some(3), None],
    };
    module
}

#[test]
fn the_conformance_files_round_trip() {
    let usings = CODEC.keeps_bytes(&conformance("usings.hydro"));
    let mut main = Module::new("main");
    main.usings = vec![using("std.io"), using("geometry")];
    assert_eq!(usings, file(vec![main, Module::new("geometry")]));
    let fact = CODEC.keeps_bytes(&conformance("fact.hydro"));
    let main = &fact.modules[0];
    assert_eq!(main.placement, Placement::default());
    let tags = Variable::new("tags", Type::array(Some(4), Type::Int(Int::U8)));
    assert_eq!(main.layouts[0].members[2], tags);
    let body = main.functions[0].body.code();
    assert_eq!(body[3], Instr::new(b'b', Operand::Targets(4, 7)));
    assert_eq!(body[10], Instr::push(Value::function("", "fact")));
    assert_eq!(main.functions[1].body.code()[3], Instr::new(b'C', Operand::Type(Type::String)));
}

#[test]
fn odd_files_round_trip() {
    for file in [odd_file(), file(vec![displaced(), Module::new("after")]), File::default()] {
        CODEC.keeps_model(&file);
        CODEC.keeps_bytes(&CODEC.bytes(&file));
    }
}

#[test]
fn a_packed_header_is_two_bytes_shorter() {
    let mut file = file(vec![Module::new("name")]);
    let table = CODEC.bytes(&file);
    file.header = HeaderForm::Packed;
    let packed = CODEC.bytes(&file);
    assert_eq!((table.len(), packed.len()), (7 + 33, 7 + 31));
    assert_eq!(packed[14..], [0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0, 38, 0, 0, 0, 0]);
    CODEC.keeps_model(&file);
}

#[test]
fn a_header_that_does_not_show_its_form_is_tried_as_both() {
    for header in [HeaderForm::Table, HeaderForm::Packed] {
        let odd = File { header, ..file(vec![displaced(), displaced()]) };
        CODEC.keeps_model(&odd);
    }
    let mut bytes = CODEC.bytes(&file(vec![displaced()]));
    bytes[7 + 4 + 8] = 1;
    let error = decode(&bytes).unwrap_err();
    assert_eq!(error.to_string(), "module[0].reserved at offset 0x13: expected two zero bytes, found 0x0100");
    assert!(error.note.is_some());
}

#[test]
fn cuts_and_flips_are_refused_or_round_trip() {
    let odd = CODEC.bytes(&odd_file());
    CODEC.refuses_cuts(&odd, &[odd.len() - 1]);
    CODEC.bears_flips(&odd);
    let displaced = CODEC.bytes(&file(vec![displaced(), displaced()]));
    CODEC.refuses_cuts(&displaced, &[]);
    CODEC.bears_flips(&displaced);
    for name in ["fact.hydro", "usings.hydro"] {
        CODEC.refuses_cuts(&conformance(name), &[]);
        CODEC.bears_flips(&conformance(name));
    }
}

#[test]
fn a_path_names_the_same_field_in_an_error_and_in_a_listing() {
    for bytes in [conformance("fact.hydro"), CODEC.bytes(&odd_file())] {
        CODEC.names_fields_alike(&bytes);
    }
}

#[test]
fn a_recorder_sees_the_offsets_that_are_in_the_bytes() {
    let (bytes, tree) = encode(&file(vec![displaced()]), FieldTree::default()).unwrap();
    for field in tree.fields.iter().filter(|field| field.name.ends_with("_offset")) {
        let stored = u32::from_be_bytes(bytes[field.start..field.end].try_into().unwrap());
        assert_eq!(field.value, Some(stored.to_string()), "{}", field.name);
    }
    assert_eq!(encode(&file(vec![displaced()]), ()).unwrap().0, bytes);
}

#[test]
fn faults_have_a_place() {
    let in_code = |instr: &[u8]| {
        let mut bytes = CODEC
            .bytes(&file(vec![Module { functions: vec![code("f", vec![], vec![])], ..Module::new("m") }]));
        let length = bytes.len();
        bytes[length - 1] = 1;
        bytes.extend(instr);
        bytes
    };
    let edited = |at: usize, byte: u8| {
        let mut bytes = CODEC.bytes(&file(vec![Module { usings: vec![using("u")], ..Module::new("m") }]));
        bytes[at] = byte;
        bytes
    };
    let place = "module[0].functions[0].instruction[0]";
    let cases: &[(Vec<u8>, &str)] = &[
        (b"hydra\0\0".to_vec(), "magic at offset 0x0: expected 68 79 64 72 6f, found 68 79 64 72 61"),
        (b"hydro\0\x01M".to_vec(), "module[0].marker at offset 0x7: expected `m` (a module), found 0x4d"),
        (edited(10, 0xFF), "module[0].name.text at offset 0xa: expected text in UTF-8"),
        (edited(19, 0xFF), "module[0].reserved at offset 0x13: expected two zero bytes, found 0xff00"),
        (
            edited(14, 36),
            "module[0].usings_offset at offset 0xb: expected an offset from 37, the end of the header, to the end of the file, found 36",
        ),
        (edited(37, b'l'), "module[0].usings[0].marker at offset 0x25: expected `u` (a using), found 0x6c"),
        (edited(36, 1), "module[0].functions[0].marker at offset 0x29: the file ends here, 1 byte short"),
        (
            in_code(b"?"),
            &format!("{place}.opcode at offset 0x2e: expected the byte of an instruction, found 0x3f"),
        ),
        (
            in_code(b":\x20"),
            &format!("{place}.value.name.length at offset 0x30: the file ends here, 2 bytes short"),
        ),
        (in_code(b":\x01\x02"), &format!("{place}.value.bool at offset 0x30: expected 0 or 1, found 2")),
        (
            in_code(b":\x00"),
            &format!("{place}.value.tag at offset 0x2f: expected the tag of a value, found 0x00"),
        ),
        (in_code(b"[\x02"), &format!("{place}.flag at offset 0x2f: expected 0 or 1, found 2")),
        (
            in_code(b"C\x13\x14"),
            &format!("{place}.type.target.tag at offset 0x30: expected the tag of a type, found 0x14"),
        ),
    ];
    for (bytes, expected) in cases {
        assert_eq!(CODEC.fault(bytes), *expected);
    }
}

#[test]
fn sections_do_not_overlap() {
    let mut bytes =
        CODEC.bytes(&file(vec![Module { usings: vec![using("u"), using("v")], ..Module::new("m") }]));
    // The layouts begin inside the usings, at bytes that happen to be one.
    bytes[24] = 40;
    bytes[28] = 1;
    bytes.truncate(37);
    bytes.extend(b"u\0\x05l\0\0\0\0u\0\0");
    assert_eq!(
        CODEC.fault(&bytes),
        "module[0].layouts_offset at offset 0x15: expected an offset behind the usings, from 48, found 40"
    );
}

#[test]
fn limits_hold_to_the_last() {
    let nested = |depth| {
        let ty = (0..depth).fold(Type::Any, |ty, _| Type::reference(ty));
        let instrs = vec![Instr::new(b'C', Operand::Type(ty))];
        file(vec![Module { functions: vec![code("f", vec![], instrs)], ..Module::new("m") }])
    };
    CODEC.keeps_model(&nested(MAX_TYPE_DEPTH));
    let refused = |file: &File| encode(file, ()).unwrap_err().to_string();
    assert_eq!(
        refused(&nested(MAX_TYPE_DEPTH + 1)),
        "the number of types around a type is 65, and at most 64 is possible"
    );
    let mut bytes = CODEC.bytes(&nested(MAX_TYPE_DEPTH));
    bytes.pop();
    bytes.extend([0x13, 0x13, 0]);
    let fault = CODEC.fault(&bytes);
    assert!(fault.ends_with(".target at offset 0x70: nested deeper than 64"), "{fault}");
    CODEC.keeps_model(&file(vec![Module::new("x".repeat(MAX_NAME))]));
    assert_eq!(
        refused(&file(vec![Module::new("x".repeat(MAX_NAME + 1))])),
        "the length of a name is 65536, and at most 65535 is possible"
    );
    let parameters = vec![Variable::new("", Type::Any); MAX_PARAMETERS + 1];
    assert_eq!(
        refused(&file(vec![Module { functions: vec![code("f", parameters, vec![])], ..Module::new("m") }])),
        "the number of parameters of a function is 256, and at most 255 is possible"
    );
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
    fn any_placement_round_trips(mut file in any_file(), placement in any_placement()) {
        // With no empty section a placement has one form only.
        let module = &mut file.modules[0];
        module.usings.push(using("u"));
        module.layouts.push(Layout::default());
        module.functions.push(code("f", vec![], vec![]));
        module.placement = Placement { offsets: [None; 3], ..placement };
        CODEC.bears(&CODEC.bytes(&file));
        // Packed headers with two odd bytes behind them are headers of the other form.
        file.header = HeaderForm::Table;
        CODEC.keeps_model(&file);
    }

    #[test]
    fn empty_sections_may_be_anywhere(mut file in any_file(), placement in any_placement()) {
        file.modules[0].placement = placement;
        CODEC.bears(&CODEC.bytes(&file));
    }

    #[test]
    fn any_bytes_are_refused_or_round_trip(tail in any::<Vec<u8>>()) {
        CODEC.bears(&[b"hydro\0\x01m\0\0", &tail[..]].concat());
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
