use super::verify;
use crate::bytes::{At, Origins};
use crate::formats::lazer::decode;
use crate::formats::lazer::model::*;
use crate::formats::testing::conformance;
use pretty_assertions::assert_eq;

const RET: [u8; 4] = [0x02, 0, 0, 0];

fn atom(text: &str) -> Atom {
    Atom::new(text).unwrap()
}

fn function(name: &str, arity: u8, registers: u8, entry: u32) -> Constant {
    Constant::Function(Function { name: atom(name), arity, registers, entry })
}

fn bytecode(constants: Vec<Constant>, words: &[[u8; 4]]) -> Bytecode {
    let code = words.iter().map(|&word| u32::from_le_bytes(word)).collect();
    Bytecode { constants, code, ..Bytecode::default() }
}

fn archive(modules: Vec<Module>) -> Module {
    Module::Archive(Archive { modules, origin: At::default() })
}

#[track_caller]
fn found(module: impl Into<Module>, expected: &[&str]) {
    let found = verify(&File::from(module.into()));
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(lines, expected);
}

impl From<Bytecode> for Module {
    fn from(bytecode: Bytecode) -> Self {
        Self::Bytecode(bytecode)
    }
}

/// The findings about a function `f/1` of these words.
#[track_caller]
fn code(words: &[[u8; 4]], expected: &[&str]) {
    found(bytecode(vec![function("f", 1, 0, 0), Constant::U8(1)], words), expected);
}

#[test]
fn the_conformance_files_are_clean() {
    for name in ["calc.lzr", "native.lzr", "pair.lzr"] {
        assert_eq!(verify(&decode(&conformance(name)).unwrap()), []);
    }
}

#[test]
fn constants_that_repeat() {
    let map = |key| Constant::map(vec![(Constant::U8(1), Constant::U8(0)), (key, Constant::U8(0))]);
    let constants = vec![
        function("f", 1, 0, 0),
        function("f", 2, 0, 0),
        function("f", 1, 9, 0),
        Constant::list(vec![map(Constant::U8(2)), map(Constant::U8(1))]),
        Constant::binary(vec![1]),
        Constant::Binary(Class::Bits16, vec![1]),
        Constant::binary(vec![1]),
    ];
    let expected = [
        "constants[2]: function `f/1` is already constants[0] [duplicate-function]",
        "constants[6]: the constant is equal to constants[4] [duplicate-constant]",
        "constants[3].elements[1].pairs[1].key: an earlier pair of the map has this key [equal-keys]",
    ];
    found(bytecode(constants, &[RET]), &expected);
}

#[test]
fn functions_that_cannot_be_called() {
    let constants = vec![
        function("a", 32, 0, 0),
        function("b", 3, 3, 0),
        function("c", 0, 33, 0),
        Constant::tuple(vec![function("d", 0, 0, 2)]),
    ];
    let expected = [
        "constants[0].arity: function `a` takes 32 arguments, and there are registers for 31 [too-many-arguments]",
        "constants[1].registers: function `b/3` states 3 registers, and its arguments need 4 [few-registers]",
        "constants[2].registers: function `c/0` states 33 registers, and there are 32 [many-registers]",
        "constants[3].elements[0].entry: function `d/0` starts at word 2, and the code has 2 words [entry-outside]",
    ];
    found(bytecode(constants, &[RET, RET]), &expected);
    let uses = [[0x03, 9, 1, 0], RET];
    found(
        bytecode(vec![function("f", 1, 9, 0)], &uses),
        &["constants[0].registers: function `f/1` states 9 registers, and uses `r9` [few-registers]"],
    );
    found(
        bytecode(vec![function("f", 1, 10, 0), function("g", 0, 1, 1)], &uses[..1]),
        &[
            "constants[1].entry: function `g/0` starts at word 1, and the code has 1 word [entry-outside]",
            "constants[0]: the words of function `f/1` run on into what follows [falls-through]",
        ],
    );
}

#[test]
fn imports_from_modules_of_the_file() {
    let named = |name: &str, mut constants: Vec<Constant>, words: &[[u8; 4]]| {
        constants.insert(0, Constant::Atom(atom(name)));
        Module::Bytecode(Bytecode { named: true, ..bytecode(constants, words) })
    };
    let native = Native {
        name: atom("libm"),
        library: vec![],
        functions: vec![atom("cos"), atom("sin"), atom("cos")],
        function_origins: Origins::default(),
        origin: At::default(),
    };
    let import = |module, function, arity| Constant::import(atom(module), atom(function), arity);
    let user = vec![
        import("lib", "f", 1),
        import("lib", "f", 2),
        import("lib", "g", 0),
        import("libm", "cos", 9),
        import("libm", "tan", 1),
        import("elsewhere", "f", 1),
    ];
    let lib = named("lib", vec![function("f", 1, 0, 0)], &[RET]);
    let modules = vec![archive(vec![named("main", user, &[])]), lib.clone(), Module::Native(native), lib];
    let expected = [
        "modules[3]: duplicate module `lib` [duplicate-module]",
        "modules[0].modules[0].constants[2].arity: module `lib` of this file has `f`, but not `f/2` [import-arity]",
        "modules[0].modules[0].constants[3].function: module `lib` of this file has no function `g` [missing-function]",
        "modules[0].modules[0].constants[5].function: module `libm` of this file has no function `tan` [missing-function]",
        "modules[2].functions[2]: function `cos` is already functions[0] [duplicate-native]",
    ];
    found(archive(modules), &expected);
}

#[test]
fn fields_of_words() {
    let words = [
        [0x00, 0, 1, 0],
        [0x03, 32, 0x7F, 0],
        [0x05, 0, 1, 0],
        [0x05, 0, 2, 0],
        [0x07, 1, 0, 0],
        [0x07, 0, 0, 7],
        [0x0F, 0, 0, 0],
        [0x80, 1, 2, 3],
        [0x80, 0, 0, 0],
        RET,
    ];
    code(
        &words,
        &[
            "code[0]: `nop` does not use all bits that are set in 0x00010000 [spare-bits]",
            "code[1]: 0x20 is neither a register nor a stack slot [bad-register]",
            "code[1]: 0x7f is neither a register nor a stack slot [bad-register]",
            "code[3]: there is no constant 2: the pool has 2 constants [no-such-constant]",
            "code[4]: expected a function or an import, found constant 1, of kind u8 [not-callable]",
            "code[5]: expected `tail` and `save`, found flags 0x7 [unknown-flags]",
            "code[5]: a tail call does not come back: `save` has no effect [save-without-effect]",
            "code[6]: 0x0000000f is not an instruction [unknown-opcode]",
            "code[7]: this word and another have the opcode 0x80, whose meaning is the user's [user-opcode]",
            "code[5]: `call #0, flags 0x7` reads `r1`, which the call at code[4] may have changed [clobbered-register]",
        ],
    );
}

#[test]
fn jumps_that_go_astray() {
    let words = [
        [0x30, 4, 0, 0],
        [0x31, 1, 0xFD, 0xFF],
        [0x41, 0, 1, 2],
        [0x43, 1, 0xFF, 0xFF],
        [0x30, 0xFE, 0xFF, 0xFF],
        [0x30, 0xFF, 0xFF, 0xFF],
    ];
    let constants = vec![function("f", 0, 0, 0), function("g", 0, 0, 3), function("h", 0, 0, 5)];
    found(
        bytecode(constants, &words),
        &[
            "code[0]: a jump to word 5, which belongs to another function [jump-to-other-function]",
            "code[1]: a jump to word -1, and the code has 6 words [jump-outside]",
            "code[4]: a jump to word 3, which continues the word before it [jump-into-puts]",
            "constants[1].entry: function `g/0` starts at word 3, which continues the word before it [entry-into-puts]",
            "constants[0]: the words of function `f/0` run on into what follows [falls-through]",
        ],
    );
    code(&[[0x30, 0, 0, 0]], &["code[0]: a jump to word 1, and the code has 1 word [jump-outside]"]);
}

#[test]
fn elements_and_their_puts() {
    let full = [
        [0x03, 0x80, 1, 0],
        [0x40, 0, 4, 2],
        [0x43, 1, 0x80, 0x80],
        [0x43, 1, 0xFF, 0xFF],
        [0x42, 0, 1, 2],
        [0x43, 0, 1, 0xFF],
        RET,
    ];
    code(&full, &[]);
    let words = [
        [0x43, 1, 0xFF, 0xFF],
        [0x41, 0, 4, 2],
        [0x43, 1, 0xFF, 1],
        RET,
        [0x42, 0, 2, 2],
        [0x43, 0, 1, 1],
        [0x43, 33, 1, 0xFF],
        RET,
    ];
    code(
        &words,
        &[
            "code[0]: this `put` belongs to no tuple, list or map [stray-put]",
            "code[1]: expected 2 `put` words after this `list`, found 1 [missing-puts]",
            "code[2]: this `put` must have exactly 3 elements [bad-put]",
            "code[5]: this `put` must have exactly 2 elements [bad-put]",
            "code[6]: 0x21 is neither a register nor a stack slot [bad-register]",
        ],
    );
    code(
        &[[0x42, 0, 255, 0]],
        &[
            "code[0]: expected 255 `put` words after this `map`, found 0 [missing-puts]",
            "constants[0]: the words of function `f/1` run on into what follows [falls-through]",
        ],
    );
}

#[test]
fn registers_in_use_while_something_is_made() {
    code(
        &[[0x41, 0, 0, 33], [0x41, 0, 1, 1], [0x43, 1, 0xFF, 0xFF], [0x41, 0, 0, 32], RET],
        &[
            "code[0]: `list` says that 33 registers are in use, and there are 32 [many-live]",
            "code[1]: `list` says that 1 register is in use, and an element is in `r1` [few-live]",
        ],
    );
}

#[test]
fn registers_that_nothing_has_written() {
    // r2 is not an argument of f/1; the second read of it is not reported again.
    let reads = [[0x03, 0, 2, 0], [0x03, 0, 2, 0], [0x03, 0, 0xFF, 0], RET];
    code(
        &reads,
        &[
            "code[0]: `move r0, r2` reads `r2`, which is uninitialized [unset-register]",
            "code[2]: `move r0, s127` reads `s127`, which is uninitialized [unset-register]",
        ],
    );
    // Written on one of two paths.
    let some = [[0x31, 1, 1, 0], [0x06, 2, 5, 0], [0x03, 0, 2, 0], RET];
    code(&some, &["code[2]: `move r0, r2` reads `r2`, which may be uninitialized [unset-register]"]);
    let both = [[0x31, 1, 2, 0], [0x06, 2, 5, 0], [0x30, 1, 0, 0], [0x06, 2, 6, 0], [0x03, 0, 2, 0], RET];
    code(&both, &[]);
    // Written in the first turn of a loop, before it is read.
    let turns = [[0x06, 2, 0, 0], [0x10, 2, 2, 1], [0x31, 1, 0xFE, 0xFF], RET];
    code(&turns, &[]);
    let late = [[0x10, 0, 1, 2], [0x06, 2, 0, 0], [0x31, 1, 0xFD, 0xFF], RET];
    code(&late, &["code[0]: `add r0, r1, r2` reads `r2`, which may be uninitialized [unset-register]"]);
    // An instruction that the user defines may write any register.
    code(
        &[[0x80, 0, 0, 0], [0x03, 0, 2, 0], RET],
        &["code[0]: this word has the opcode 0x80, whose meaning is the user's [user-opcode]"],
    );
    // Behind the end of a path nothing is read.
    code(&[RET, [0x03, 0, 2, 0], RET], &[]);
}

#[test]
fn registers_that_a_call_may_have_changed() {
    let callee = || vec![function("f", 1, 0, 0), function("g", 2, 0, 4)];
    let words = |flags| [[0x06, 2, 0, 0], [0x07, 1, 0, flags], [0x10, 0, 0, 2], RET, RET];
    let reported = "code[2]: `add r0, r0, r2` reads `r2`, which the call at code[1] may have changed [clobbered-register]";
    found(bytecode(callee(), &words(0)), &[reported]);
    found(bytecode(callee(), &words(2)), &[]);
    // A call reads its arguments, and gives the result in r0.
    let short = [[0x07, 1, 0, 2], [0x03, 1, 0, 0], RET, RET, RET];
    found(
        bytecode(callee(), &short),
        &["code[0]: `call #1, flags 0x2` reads `r2`, which is uninitialized [unset-register]"],
    );
    let pointer = [[0x08, 1, 0, 0], [0x08, 1, 1, 0], RET, RET, RET];
    found(
        bytecode(callee(), &pointer),
        &[
            "code[1]: `callr r1, flags 0x1` reads `r1`, which the call at code[0] may have changed [clobbered-register]",
        ],
    );
}

#[test]
fn the_time_that_registers_take_is_bounded() {
    // Each label is reached from all words before it, and each path has written another register.
    let words: Vec<[u8; 4]> = (0..60_000u32)
        .map(|at| match at % 2 {
            0 => [0x31, 1, (at % 251) as u8, 0],
            _ => [0x06, (at / 2 % 32) as u8, 0, 0],
        })
        .chain((0..300).map(|_| RET))
        .collect();
    let start = std::time::Instant::now();
    let file = File::from(Module::from(bytecode(vec![function("f", 1, 0, 0)], &words)));
    assert!(
        verify(&file)
            .iter()
            .all(|finding| finding.rule == "jump-into-puts" || finding.rule == "unset-register")
    );
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn ends_of_functions() {
    for end in [RET, [0x01, 5, 0, 0], [0x07, 0, 0, 1], [0x08, 1, 1, 0], [0x30, 0xFF, 0xFF, 0xFF]] {
        code(&[end], &[]);
    }
    let runs_on = "constants[0]: the words of function `f/1` run on into what follows [falls-through]";
    for end in [[0, 0, 0, 0], [0x07, 0, 0, 2], [0x31, 1, 0xFF, 0xFF]] {
        code(&[end], &[runs_on]);
    }
}

#[test]
fn models_that_no_file_holds() {
    let rows = [(0, 0), (0, 0), (1, 1)].map(|(word, file)| LineRow { word, file, line: 1, column: 1 });
    let lines = Some(LineTable { files: vec!["a".into()], rows: rows.to_vec() });
    let module = Bytecode { named: true, lines, ..bytecode(vec![Constant::U8(0)], &[RET]) };
    let rule = "rows strictly increase and name words and files that are there [bad-lines]";
    found(
        module,
        &[
            "flags: flag bit 1 says that constant 0 is an atom, the module's name, and it is not [name-not-atom]",
            &format!("line_table.rows[1]: word 0 of file 0: {rule}"),
            &format!("line_table.rows[2]: word 1 of file 1: {rule}"),
        ],
    );
}

#[test]
fn bytes_after_the_end() {
    let file = File { module: archive(vec![]), trailing: vec![0; 3] };
    let found = verify(&file);
    assert_eq!(found[0].to_string(), "trailing: 3 bytes follow the end of the file [trailing-bytes]");
}

#[test]
fn many_functions_of_one_word_take_no_longer() {
    let constants = (0..MAX_CONSTANTS).map(|index| function(&index.to_string(), 0, 0, 0)).collect();
    let start = std::time::Instant::now();
    found(bytecode(constants, &vec![RET; 100_000]), &[]);
    assert!(start.elapsed().as_secs() < 20);
}
