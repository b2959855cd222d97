//! Lazer files of all kinds: random ones from dice, and odd ones made by hand.

use super::lazer::{Bytecode, Constant, File, Lines, Module, Width};
use crate::dice::Dice;

/// Names have 1 to 255 bytes.
const NAME: usize = 255;

/// The opcodes of the page, by what their three bytes are.
const REGISTERS: &[u8] = &[
    0x03, 0x04, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x20, 0x21, 0x22,
    0x23, 0x24, 0x25, 0x44, 0x45,
];

/// A file that depends on chance alone.
pub fn any_file(dice: &mut Dice) -> File {
    let trailing = if dice.once_in(8) { dice.bytes(12) } else { Vec::new() };
    File { module: module(dice, 0), trailing }
}

fn module(dice: &mut Dice, depth: usize) -> Module {
    match dice.below(6) {
        0 if depth < 4 => Module::Archive(dice.several(3, |dice| module(dice, depth + 1))),
        1 => Module::Native {
            name: dice.name(NAME),
            library: if dice.once_in(2) { dice.bytes(20) } else { dice.text(NAME).into_bytes() },
            functions: dice.several(4, |dice| dice.name(NAME)),
        },
        _ => Module::Bytecode(bytecode(dice)),
    }
}

fn bytecode(dice: &mut Dice) -> Bytecode {
    let named = !dice.once_in(4);
    let words = dice.below(24);
    let mut constants = if named { vec![Constant::Atom(dice.name(NAME))] } else { Vec::new() };
    constants.extend(dice.several(9, |dice| match dice.below(3) {
        0 => function(dice, words),
        _ => constant(dice, 0),
    }));
    if dice.once_in(3) && !constants.is_empty() {
        let again = dice.pick(&constants);
        constants.push(again);
    }
    let lines = dice.once_in(3).then(|| lines(dice, words));
    let code = code(dice, words, constants.len());
    Bytecode { named, constants, lines, code }
}

fn function(dice: &mut Dice, words: usize) -> Constant {
    let arity = if dice.once_in(5) { dice.byte() } else { dice.below(4) as u8 };
    let registers = if dice.once_in(3) { dice.byte() } else { arity.saturating_add(1) };
    let entry = if dice.once_in(6) { dice.number() as u32 } else { dice.below(words + 1) as u32 };
    Constant::Function(dice.name(NAME), arity, registers, entry)
}

fn constant(dice: &mut Dice, depth: usize) -> Constant {
    let width = dice.pick(&[Width::W8, Width::W8, Width::W16, Width::W32]);
    let inner = |dice: &mut Dice| constant(dice, depth + 1);
    let most = if depth < 3 { 4 } else { 0 };
    match dice.below(16) {
        0 => Constant::U8(dice.byte()),
        1 => Constant::I16(dice.number() as i16),
        2 => Constant::I32(dice.number() as i32),
        3 => Constant::F32(dice.f32()),
        4 => Constant::F64(dice.f64()),
        5 => Constant::I64(dice.number() as i64),
        6 => Constant::U64(dice.number()),
        7 => Constant::Atom(dice.name(NAME)),
        8 => Constant::Atom(dice.pick(&["true", "false", "ok"]).to_owned()),
        9 => Constant::List(width, dice.several(most, inner)),
        10 => Constant::Tuple(width, dice.several(most, inner)),
        11 => Constant::Map(width, dice.several(most / 2, |dice| (inner(dice), inner(dice)))),
        12 => Constant::Binary(width, dice.bytes(20)),
        13 => Constant::Binary(width, dice.text(NAME).into_bytes()),
        14 => function(dice, 8),
        _ => Constant::Import(dice.name(NAME), dice.name(NAME), dice.below(5) as u8),
    }
}

fn lines(dice: &mut Dice, words: usize) -> Lines {
    let files = dice.several(3, |dice| dice.text(300));
    let mut rows = Vec::new();
    if !files.is_empty() {
        for word in (0..words).filter(|_| dice.once_in(2)).collect::<Vec<_>>() {
            let file = dice.below(files.len()) as u16;
            rows.push((word as u32, file, dice.number() as u32, dice.number() as u16));
        }
    }
    Lines { files, rows }
}

fn code(dice: &mut Dice, words: usize, constants: usize) -> Vec<[u8; 4]> {
    let mut code = Vec::new();
    while code.len() < words {
        match dice.below(10) {
            0 => {
                let count = dice.below(7) as u8;
                code.push([dice.pick(&[0x40, 0x41, 0x42]), register(dice), count, dice.byte()]);
                let puts = dice.below(3);
                code.extend(
                    (0..puts).map(|_| [0x43, register(dice), register(dice), dice.pick(&[0xFF, 1, 0x80])]),
                );
            }
            _ => code.push(word(dice, words, constants)),
        }
    }
    code.truncate(words);
    code
}

fn register(dice: &mut Dice) -> u8 {
    match dice.below(8) {
        0 => dice.byte(),
        1 => 0x80 | dice.byte(),
        _ => dice.below(32) as u8,
    }
}

fn word(dice: &mut Dice, words: usize, constants: usize) -> [u8; 4] {
    let index = if dice.once_in(6) { dice.u64() as u16 } else { dice.below(constants + 1) as u16 };
    let [low, high] = index.to_le_bytes();
    let distance =
        if dice.once_in(6) { dice.u64() as i32 } else { dice.below(2 * words + 2) as i32 - words as i32 };
    let [near, far, farther, _] = distance.to_le_bytes();
    // The third byte of an instruction of two registers is 0, mostly.
    let rest = if dice.once_in(3) { dice.byte() } else { 0 };
    match dice.below(12) {
        0 => [dice.pick(&[0x00, 0x02]), rest, 0, 0],
        1 => [0x01, dice.byte(), rest, 0],
        2 => [0x05, register(dice), low, high],
        3 => [0x06, register(dice), dice.byte(), dice.byte()],
        4 => [0x07, low, high, dice.below(5) as u8],
        5 => [0x08, register(dice), dice.below(5) as u8, rest],
        6 => [0x30, near, far, farther],
        7 => [dice.pick(&[0x31, 0x32]), register(dice), near, far],
        8 => dice.u64().to_le_bytes()[..4].try_into().unwrap_or_default(),
        9 => [0x80 | dice.byte(), dice.byte(), dice.byte(), dice.byte()],
        10 => [dice.pick(&[0x03, 0x04, 0x1A, 0x1B, 0x45]), register(dice), register(dice), rest],
        _ => [dice.pick(REGISTERS), register(dice), register(dice), register(dice)],
    }
}

fn plain(constants: Vec<Constant>, code: Vec<[u8; 4]>) -> File {
    let module = Bytecode { named: false, constants, lines: None, code };
    File { module: Module::Bytecode(module), trailing: Vec::new() }
}

fn named(name: &str, rest: Vec<Constant>, code: Vec<[u8; 4]>) -> Bytecode {
    let constants = std::iter::once(Constant::Atom(name.to_owned())).chain(rest).collect();
    Bytecode { named: true, constants, lines: None, code }
}

/// Files that chance would not make.
pub fn corners() -> Vec<(&'static str, File)> {
    let ret = [2, 0, 0, 0];
    let one = || Module::Bytecode(named("one", Vec::new(), vec![ret]));
    let nest = |inner: Module| (0..64).fold(inner, |inner, _| Module::Archive(vec![inner]));
    let deep = (0..64).fold(Constant::U8(7), |inner, turn| match turn % 3 {
        0 => Constant::List(Width::W8, vec![inner]),
        1 => Constant::Tuple(Width::W16, vec![inner]),
        _ => Constant::Map(Width::W32, vec![(Constant::U8(1), inner)]),
    });
    let file = |module: Module| File { module, trailing: Vec::new() };
    let kinds = [Width::W8, Width::W16, Width::W32].into_iter().flat_map(|width| {
        let element = || Constant::I16(-2);
        [
            Constant::List(width, vec![]),
            Constant::List(width, vec![element(), element()]),
            Constant::Tuple(width, vec![]),
            Constant::Tuple(width, vec![element()]),
            Constant::Map(width, vec![]),
            Constant::Map(width, vec![(element(), element()), (element(), element())]),
            Constant::Binary(width, vec![]),
            Constant::Binary(width, vec![0, 0xFF, 0x80]),
            Constant::Binary(width, "héllo\u{0}".as_bytes().to_vec()),
        ]
    });
    let functions = ["f", "f", "g"].map(|name| Constant::Function(name.to_owned(), 0, 0, 1));
    let lines = |files: &[&str], rows: &[(u32, u16, u32, u16)]| Lines {
        files: files.iter().map(|&file| file.to_owned()).collect(),
        rows: rows.to_vec(),
    };
    let with_lines = |table: Lines| {
        file(Module::Bytecode(Bytecode { lines: Some(table), ..named("m", Vec::new(), vec![ret; 3]) }))
    };
    vec![
        ("empty archive", file(Module::Archive(Vec::new()))),
        ("full archive", file(Module::Archive((0..255).map(|_| one()).collect()))),
        ("64 archives around a module", file(nest(one()))),
        ("64 archives around an empty one", file(nest(Module::Archive(Vec::new())))),
        ("archive of natives", file(Module::Archive(vec![native("a", b""), native("b", &[0, 0xFF]), one()]))),
        ("native without functions", file(native("libm", b"libm.so.6"))),
        ("native with the longest names", file(longest_native())),
        ("nothing at all", plain(Vec::new(), Vec::new())),
        ("only a word", plain(Vec::new(), vec![ret])),
        ("unnamed with an atom first", plain(vec![Constant::Atom("m".into())], vec![ret])),
        ("all size classes", plain(kinds.collect(), vec![ret])),
        ("64 constants around one", plain(vec![deep], vec![ret])),
        ("300 elements", plain(vec![Constant::List(Width::W16, vec![Constant::U8(3); 300])], Vec::new())),
        (
            "65,600 elements",
            plain(vec![Constant::Tuple(Width::W32, vec![Constant::U8(3); 65_600])], Vec::new()),
        ),
        ("65,535 constants", plain((0..65_535).map(Constant::I32).collect(), vec![[5, 1, 0xFE, 0xFF], ret])),
        ("longest atom", plain(vec![Constant::Atom("é".repeat(127) + "x")], Vec::new())),
        ("functions at one place", file(Module::Bytecode(named("m", functions.to_vec(), vec![ret; 3])))),
        ("function inside a list", plain(vec![Constant::List(Width::W8, functions.to_vec())], vec![ret; 2])),
        (
            "functions past the end",
            plain(vec![Constant::Function("f".into(), 255, 255, u32::MAX)], vec![ret]),
        ),
        ("line table without anything", with_lines(lines(&[], &[]))),
        ("line table without rows", with_lines(lines(&["a.s", "a.s", ""], &[]))),
        (
            "line table with odd rows",
            with_lines(lines(&["a.s", "é\n\""], &[(0, 1, 0, 0), (2, 0, u32::MAX, u16::MAX)])),
        ),
        ("every opcode", plain(vec![Constant::U8(1)], (0..=255).map(|op| [op, 1, 0, 0]).collect())),
        (
            "every opcode with all bits set",
            plain(Vec::new(), (0..=255).map(|op| [op, 0xFF, 0xFF, 0xFF]).collect()),
        ),
        ("jumps to the ends", plain(Vec::new(), jumps())),
        ("a file after the file", File { trailing: b"LZR\0\x02".to_vec(), ..plain(Vec::new(), vec![ret]) }),
    ]
}

fn native(name: &str, library: &[u8]) -> Module {
    Module::Native { name: name.to_owned(), library: library.to_vec(), functions: Vec::new() }
}

fn longest_native() -> Module {
    let functions = (0..255).map(|number| format!("{number:0>255}")).collect();
    Module::Native { name: "n".repeat(255), library: vec![0xFE; 255], functions }
}

fn jumps() -> Vec<[u8; 4]> {
    vec![
        [0x30, 0xFF, 0xFF, 0x7F],
        [0x30, 0, 0, 0x80],
        [0x31, 0, 0xFF, 0x7F],
        [0x32, 0x80, 0, 0x80],
        [0x30, 0xFF, 0xFF, 0xFF],
        [0x30, 1, 0, 0],
        [0x31, 3, 0xFF, 0xFF],
        [0x30, 0, 0, 0],
    ]
}
