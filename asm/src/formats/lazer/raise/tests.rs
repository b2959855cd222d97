//! What the disassembler writes reads back as the same bytes, and reads well.

use crate::formats::lazer::arbitrary::{any_file, any_program};
use crate::formats::lazer::model::*;
use crate::formats::lazer::{decode, encode};
use crate::formats::raise::{RaiseOptions, UserOp};
use crate::formats::testing::{
    conformance, files_read_back, holds_to, keeps, keeps_bytes, raised, reads_back,
};
use crate::isa::{Access, OperandKind};
use proptest::prelude::*;

#[test]
fn conformance_files_read_back() {
    for name in ["calc.lzr", "native.lzr", "pair.lzr"] {
        assert!(keeps_bytes(&conformance(name)));
    }
}

#[test]
fn calc_reads_like_a_program() {
    let text = raised(&decode(&conformance("calc.lzr")).unwrap(), &RaiseOptions::default());
    holds_to("lazer/raise/golden/calc.s", &text);
}

/// A file with an odd form of everything.
fn odd_file() -> File {
    let atom = |text: &str| Atom::new(text).unwrap();
    let function = |name: &str, arity, registers, entry| {
        Constant::Function(Function { name: atom(name), arity, registers, entry })
    };
    let constants = vec![
        Constant::Atom(atom("odd one")),
        function("f", 2, 3, 2),
        Constant::Atom(atom("odd one")),
        Constant::List(
            Class::Bits16,
            vec![Constant::I16(-2), function("f", 2, 3, 2), function("g", 0, 9, 70)],
        ),
        function("f", 2, 9, 5),
        function("inside", 1, 0, 1),
        function("beyond", 200, 200, 99),
        Constant::Map(Class::Bits8, vec![(Constant::U8(1), Constant::bool(true)); 2]),
        Constant::F64(0x7FF8_0000_0000_0001),
        Constant::F32(0x8000_0000),
        Constant::Binary(Class::Bits32, b"\xFF\0".to_vec()),
        Constant::import(atom("odd one"), atom("f"), 2),
        Constant::U64(u64::MAX),
        Constant::Binary(Class::Bits8, b"two\nlines".to_vec()),
        Constant::import(atom("libm"), atom("r1"), 1),
    ];
    let word = |bytes: [u8; 4]| u32::from_le_bytes(bytes);
    let code = vec![
        word([0x30, 0xFF, 0xFF, 0xFF]),
        word([0x02, 0, 0, 1]),
        word([0x05, 0, 3, 0]),
        word([0x07, 11, 0, 3]),
        word([0x05, 0x83, 13, 0]),
        word([0x07, 14, 0, 0x81]),
        word([0x43, 1, 2, 0xFF]),
        word([0x43, 1, 0xFF, 2]),
        word([0x31, 2, 0x00, 0x80]),
        word([0x07, 4, 0, 0]),
        word([0x80, 0, 0, 0]),
        word([0x08, 40, 0, 0]),
    ];
    let row = |word, file, line, column| LineRow { word, file, line, column };
    let lines = LineTable {
        files: vec!["a.s".into(), String::new(), "a.s".into()],
        rows: vec![row(0, 2, 0, 0), row(1, 0, 7, 3), row(9, 1, u32::MAX, u16::MAX)],
    };
    let bytecode = Bytecode { named: true, constants, lines: Some(lines), code, ..Bytecode::default() };
    let empty = LineTable { files: vec![], rows: vec![] };
    let nameless = Bytecode { lines: Some(empty), ..Bytecode::default() };
    let native = Native {
        name: atom("libm"),
        library: vec![0xFF, 0],
        functions: vec![atom("cos"), atom("fn"), atom("cos"), atom("a b")],
        function_origins: Default::default(),
        origin: Default::default(),
    };
    let archive = |modules| Module::Archive(Archive { modules, origin: Default::default() });
    let inner = archive(vec![Module::Bytecode(nameless), archive(vec![])]);
    let modules = vec![Module::Bytecode(bytecode), inner, Module::Native(native)];
    File { module: archive(modules), trailing: b"LZR\0".to_vec() }
}

#[test]
fn odd_forms_are_said() {
    keeps(&odd_file());
    holds_to("lazer/raise/golden/odd.s", &raised(&odd_file(), &RaiseOptions::default()));
}

#[test]
fn comments_say_what_is_not_to_be_seen() {
    let calc = decode(&conformance("calc.lzr")).unwrap();
    let options = RaiseOptions { annotate: true, ..RaiseOptions::default() };
    holds_to("lazer/raise/golden/calc_annotated.s", &raised(&calc, &options));
}

#[test]
fn definitions_of_the_user_are_repeated_and_used() {
    let op = |name: &str, opcode, kinds: &[OperandKind]| UserOp {
        name: name.into(),
        opcode,
        kinds: kinds.to_vec(),
    };
    let reg = OperandKind::Reg(Access::ReadWrite);
    let ops = vec![
        op("fma", 0x80, &[reg, reg, reg]),
        op("my op", 0x81, &[OperandKind::Const, OperandKind::I8]),
        op("mut", 0x82, &[OperandKind::Label16]),
        op("far", 0x83, &[OperandKind::Label24]),
        op("far2", 0x83, &[OperandKind::I24]),
        op("wait", 0xFF, &[]),
        op("n", 0x84, &[OperandKind::U16, OperandKind::U8]),
    ];
    let words: [[u8; 4]; 10] = [
        [0x80, 1, 31, 0x80],
        [0x80, 1, 32, 0],
        [0x81, 0, 0, 0x80],
        [0x81, 9, 0, 1],
        [0x82, 1, 0, 0],
        [0x82, 1, 0, 1],
        [0x83, 0xF9, 0xFF, 0xFF],
        [0xFF, 0, 0, 0],
        [0xFF, 0, 0, 1],
        [0x84, 0xFF, 0xFF, 7],
    ];
    let code = words.map(u32::from_le_bytes).to_vec();
    let constants = vec![Constant::I32(5)];
    let file: File = Module::Bytecode(Bytecode { constants, code, ..Bytecode::default() }).into();
    let (bytes, ()) = encode(&file, ()).unwrap();
    reads_back(&bytes, |options| raised(&file, &RaiseOptions { ops: ops.clone(), ..options.clone() }));
    holds_to("lazer/raise/golden/ops.s", &raised(&file, &RaiseOptions { ops, ..RaiseOptions::default() }));
}

#[test]
fn limits_read_back() {
    let mut module = Module::Bytecode(Bytecode::default());
    let mut constant = Constant::I64(i64::MIN);
    for _ in 0..MAX_DEPTH {
        module = Module::Archive(Archive { modules: vec![module], origin: Default::default() });
        constant = Constant::map(vec![(Constant::U8(0), constant)]);
    }
    keeps(&File::from(module));
    let mut module = Module::Archive(Archive::default());
    for _ in 0..MAX_DEPTH {
        module = Module::Archive(Archive { modules: vec![module], origin: Default::default() });
    }
    keeps(&File::from(module));
    let pool = |constants| File::from(Module::Bytecode(Bytecode { constants, ..Bytecode::default() }));
    keeps(&pool(vec![constant]));
    keeps(&pool(vec![Constant::I32(i32::MIN); MAX_CONSTANTS]));
    keeps(&pool(vec![
        Constant::Atom(Atom::new("`".repeat(255)).unwrap()),
        Constant::binary(vec![b'"'; 70_000]),
    ]));
    let many = vec![Module::Bytecode(Bytecode::default()); MAX_MODULES];
    keeps(&File::from(Module::Archive(Archive { modules: many, origin: Default::default() })));
}

files_read_back!(|| prop_oneof![1 => any_file().boxed(), 3 => any_program().boxed()]);
