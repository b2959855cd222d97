//! Tests that a run of any file ends, with a result or a fault, within its limits.

use super::Lazer;
use crate::formats::lazer::arbitrary::any_file;
use crate::formats::lazer::model::{Atom, Bytecode, Constant, File, Function, Module};
use crate::formats::lazer::table::ROWS;
use crate::formats::lazer::word::word;
use crate::isa::OperandKind;
use crate::vm::debug::{Debugger, read_line};
use crate::vm::{
    Argument, Buffers, Entry, Limits, Machine, Nobody, Observer, Profile, Start, Stop, Trace, Unit,
};
use proptest::prelude::*;

const LIMITS: Limits = Limits { steps: 3000, depth: 40, memory: 20_000 };

fn atom(text: &str) -> Atom {
    Atom::new(text).unwrap()
}

/// Runs the functions of a file, each with as many arguments as it takes.
fn run<O: Observer>(file: &File, mut observer: impl FnMut() -> O) {
    let unit = Unit { name: "any".to_owned(), model: std::sync::Arc::new(file.clone()), sources: None };
    let Ok(mut machine) = Lazer::link(&[unit]) else { return };
    let mut functions: Vec<_> =
        machine.program.callables.iter().map(|callable| (callable.to_string(), callable.arity)).collect();
    functions.truncate(8);
    for (name, arity) in functions {
        let arguments = (0..i128::from(arity)).map(Argument::int).collect();
        let start = Start { entry: Some(Entry::parse(&name)), arguments, limits: LIMITS };
        let mut host = Buffers::with_input("1\n2\n");
        match machine.run(&start, &mut host, &mut observer()) {
            Ok(outcome) => assert!(outcome.steps <= LIMITS.steps),
            Err(Stop::Fault(fault)) => {
                let reported = fault.diagnostic(None);
                assert!(!reported.message.is_empty());
            }
            Err(Stop::Unready(_) | Stop::Quit) => {}
        }
        assert!(machine.heap.bytes() <= LIMITS.memory);
    }
}

/// Words that mostly are instructions, with operands that mostly make sense.
fn any_word() -> impl Strategy<Value = u32> {
    let usual = (prop::sample::select(ROWS), any::<[u8; 3]>()).prop_map(|(row, seeds)| {
        let register = |seed: u8| match (seed % 4, seed >> 2) {
            (0, slot) => 0x80 | (slot % 3),
            (_, register) => register % 8,
        };
        let mut bytes = [0; 3];
        let mut at = 0;
        for kind in row.operands() {
            let seed = seeds[at % 3];
            match kind {
                OperandKind::Label16 | OperandKind::Label24 => {
                    let distance = (i32::from(seed % 24) - 12).to_le_bytes();
                    bytes[at..at + kind.width()].copy_from_slice(&distance[..kind.width()]);
                }
                OperandKind::Reg(_) => bytes[at] = register(seed),
                OperandKind::Element => bytes[at] = if seed % 3 == 0 { 0xFF } else { register(seed) },
                OperandKind::U8 => bytes[at] = seed % 3,
                _ => bytes[at] = seed % 16,
            }
            at += kind.width();
        }
        word(row.opcode, bytes[0], bytes[1], bytes[2])
    });
    prop_oneof![30 => usual, 1 => any::<u32>()]
}

/// A module of such words, with functions, imports and constants of all kinds.
fn any_code() -> impl Strategy<Value = File> {
    (prop::collection::vec(any_word(), 1..60), any::<[u32; 4]>()).prop_map(|(code, entries)| {
        let mut constants = vec![Constant::Atom(atom("m"))];
        for (index, entry) in entries.into_iter().enumerate() {
            let name = atom(&format!("f{index}"));
            let entry = if entry % 16 == 0 { entry } else { entry % code.len() as u32 };
            constants.push(Constant::Function(Function { name, arity: index as u8, registers: 0, entry }));
        }
        constants.push(Constant::import(atom("std.io.print"), atom("print"), 1));
        constants.push(Constant::import(atom("std.io.read"), atom("read_line"), 0));
        constants.push(Constant::import(atom("m"), atom("f1"), 1));
        constants.push(Constant::import(atom("x"), atom("y"), 1));
        constants.push(Constant::bool(true));
        constants.push(Constant::I64(i64::MIN));
        constants.push(Constant::U8(1));
        constants.push(Constant::F64(f64::NAN.to_bits()));
        let list = Constant::list(vec![Constant::I32(1), Constant::binary(b"text".to_vec())]);
        constants
            .push(Constant::map(vec![(Constant::I32(0), list.clone()), (list.clone(), Constant::U8(0))]));
        constants.push(list);
        File::from(Module::Bytecode(Bytecode { named: true, constants, code, ..Bytecode::default() }))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_code_ends(file in any_code()) {
        run(&file, || Nobody);
    }

    #[test]
    fn any_code_can_be_looked_at(file in any_code(), seed in any::<u8>()) {
        let mut out = Vec::new();
        if seed % 2 == 0 {
            run(&file, Profile::default);
        } else {
            let unit = Unit { name: "any".to_owned(), model: std::sync::Arc::new(file.clone()), sources: None };
            let mut machine = Lazer::link(&[unit]).map_err(|_| TestCaseError::fail("no machine"))?;
            let start = Start { entry: Some(Entry::parse("f0")), limits: LIMITS, ..Start::default() };
            let _ = machine.run(&start, &mut Buffers::default(), &mut Trace::new(&mut out));
            let mut commands = "s 7\nbt\np\nl 3\nn 2\nf\nb f1\nb\nc\np r1\n\n\nw\nc\n".as_bytes();
            let read = Box::new(|| read_line(&mut commands));
            let mut debugger = Debugger::new(read, &mut out, Box::new(|_| None), true);
            let _ = machine.run(&start, &mut Buffers::default(), &mut debugger);
        }
    }

    #[test]
    fn any_file_ends(file in any_file()) {
        run(&file, || Nobody);
    }
}
