use super::*;
use crate::formats::Severity;
use crate::formats::lazer::arbitrary::any_file;
use crate::formats::lazer::model::{Atom, Bytecode, Constant, File, Function, Module};
use crate::formats::lazer::table::ROWS;
use crate::formats::lazer::walk::walk;
use crate::formats::lazer::word::word;
use crate::formats::lazer::{encode, verify};
use crate::formats::testing::conformance;
use pretty_assertions::assert_eq;
use proptest::prelude::*;

/// What a model says it mentions, in the order of its bytes.
fn mentions(module: &Module) -> Vec<String> {
    let mut found = Vec::new();
    match module {
        Module::Archive(_) => {}
        Module::Native(native) => found.extend(native.functions.iter().map(|name| format!("native {name}"))),
        Module::Bytecode(bytecode) => {
            for constant in &bytecode.constants {
                if let Constant::Function(Function { name, arity, .. }) = constant {
                    found.push(format!("{name}/{arity}"));
                }
                imports(&mut found, constant);
            }
        }
    }
    found
}

fn imports(found: &mut Vec<String>, constant: &Constant) {
    match constant {
        Constant::Import(import) => {
            found.push(format!("{}::{}/{}", import.module, import.function, import.arity));
        }
        Constant::List(_, parts) | Constant::Tuple(_, parts) => {
            parts.iter().for_each(|part| imports(found, part));
        }
        Constant::Map(_, pairs) => pairs.iter().for_each(|(key, value)| {
            imports(found, key);
            imports(found, value);
        }),
        _ => {}
    }
}

fn scanned(bytes: &[u8], is_verifying: bool) -> Option<(Option<String>, Vec<String>)> {
    let mut found = Vec::new();
    let name = Scanner::new(is_verifying).module(bytes, |mention| {
        found.push(match mention {
            Mention::Function(name, arity) => format!("{name}/{arity}"),
            Mention::Native(name) => format!("native {name}"),
            Mention::Import(module, function, arity) => format!("{module}::{function}/{arity}"),
        });
    })?;
    Some((name.map(str::to_owned), found))
}

/// Whether the verifier reports errors in a module, besides those that depend on other modules.
fn is_faulty(module: Module) -> bool {
    let others = ["duplicate-function", "missing-function", "import-arity"];
    verify(&File::from(module))
        .iter()
        .any(|finding| finding.severity == Severity::Error && !others.contains(&finding.rule))
}

/// The fast mode says what the full one does.
#[track_caller]
fn agrees(bytes: &[u8]) {
    let mut parts = Vec::new();
    let mut modules = Vec::new();
    let walked = walk(bytes, |_, part| match part {
        Part::Archive(count) => parts.push(Part::Archive(count)),
        Part::Module(module, range) => {
            parts.push(Part::Module((), range.clone()));
            modules.push((module, range));
        }
    });
    let mut bounds = Vec::new();
    let end = super::bounds(bytes, |bound| bounds.push(bound));
    if let Ok(walked) = walked {
        assert_eq!((end, &bounds), (Some(walked), &parts));
    } else if end.is_some() {
        let reads = |bound: &Part<()>| match bound {
            Part::Archive(_) => true,
            Part::Module((), range) => scanned(&bytes[range.clone()], false).is_some(),
        };
        assert!(!bounds.iter().all(reads), "{walked:?}");
    }
    for (module, range) in modules {
        let bytes = &bytes[range];
        let expected = (module.name().map(ToString::to_string), mentions(&module));
        assert_eq!(scanned(bytes, false).as_ref(), Some(&expected));
        let verified = scanned(bytes, true);
        assert_eq!(verified.is_none(), is_faulty(module.clone()), "{module:?}");
        assert!(verified.is_none_or(|verified| verified == expected));
    }
}

fn bytes_of(bytecode: Bytecode) -> Vec<u8> {
    encode(&File::from(Module::Bytecode(bytecode)), ()).unwrap().0
}

/// Words that are mostly instructions with operands that mostly fit.
fn words() -> impl Strategy<Value = Vec<u32>> {
    let byte = || prop_oneof![9 => 0..8u8, 1 => any::<u8>(), 1 => Just(0xFF)];
    let opcode = (0..ROWS.len(), 0..40u8).prop_map(|(row, odd)| match odd {
        0 => 0x81,
        1 => 0x7E,
        _ => ROWS[row].opcode,
    });
    let one = (opcode, byte(), byte(), prop_oneof![8 => Just(0u8), 2 => byte()]);
    let plain = one.prop_map(|(opcode, a, b, c)| vec![word(opcode, a, b, c)]);
    // A tuple or a map with what it needs.
    let made = (any::<bool>(), 0..5u8, 0..30u8).prop_map(|(is_map, count, odd)| {
        let mut words = vec![word(if is_map { 0x42 } else { 0x40 }, 1, count, 0)];
        let mut left = count;
        while left > 0 {
            let here = if is_map { 1 } else { left.min(3) };
            let element =
                |index: u8| if index < here || is_map && index < 2 { index + odd / 28 * 31 } else { 0xFF };
            words.push(word(0x43, element(0), element(1), element(2)));
            left -= here;
        }
        words
    });
    prop::collection::vec(prop_oneof![4 => plain, 1 => made], 0..12).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_mode_agrees_about_files(file in any_file()) {
        agrees(&encode(&file, ()).unwrap().0);
    }

    #[test]
    fn the_fast_mode_agrees_about_damaged_files(file in any_file(), at in any::<prop::sample::Index>(), value: u8) {
        let mut bytes = encode(&file, ()).unwrap().0;
        let at = at.index(bytes.len());
        bytes[at] = value;
        agrees(&bytes);
    }

    #[test]
    fn the_fast_mode_agrees_about_code(code in words(), entries in prop::collection::vec(0..14u32, 0..3), arity in 0..34u8) {
        let name = Atom::new("f").unwrap();
        let function = |&entry: &u32| Constant::Function(Function { name: name.clone(), arity, registers: 0, entry });
        let mut constants: Vec<Constant> = entries.iter().map(function).collect();
        constants.push(Constant::list(constants.clone()));
        constants.push(Constant::import(name.clone(), name.clone(), 1));
        agrees(&bytes_of(Bytecode { constants, code, ..Bytecode::default() }));
    }

    #[test]
    fn the_fast_mode_agrees_about_damage(which in 0..3usize, at in any::<prop::sample::Index>(), value: u8, cut in any::<prop::sample::Index>()) {
        let mut bytes = conformance(["calc.lzr", "native.lzr", "pair.lzr"][which]);
        agrees(&bytes[..cut.index(bytes.len())]);
        let at = at.index(bytes.len());
        bytes[at] = value;
        agrees(&bytes);
    }
}

#[test]
fn archives_are_as_deep_as_they_may_be() {
    for depth in 63..68 {
        let mut bytes = b"LZR\0\0\x01".repeat(depth);
        bytes.extend(b"LZR\0\x01\0\x01m\0");
        agrees(&bytes);
        bytes.truncate(6 * depth);
        bytes[6 * depth - 1] = 0;
        agrees(&bytes);
    }
}
