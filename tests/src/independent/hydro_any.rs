//! Hydro files of all kinds: random ones from dice, and odd ones made by hand.

use super::hydro::{File, Function, Module, Operand, Pushed, Type, Variable, first_offset};
use crate::dice::Dice;

/// Names have up to 65,535 bytes; random ones stay shorter.
const NAME: usize = 300;

/// The instructions without operands.
const BARE: &str = ".w+-*/%LR&|^~aoxn=!<>()crgsiI";

/// A file that depends on chance alone.
pub fn any_file(dice: &mut Dice) -> File {
    loop {
        let file = file(dice);
        if !misleads(&file) {
            return file;
        }
    }
}

/// Whether the offset of the first usings is what it would be with the other form of header, by chance.
fn misleads(file: &File) -> bool {
    file.modules.first().is_some_and(|module| {
        let other = 7 + module.name.len() + if file.packed { 29 } else { 27 };
        first_offset(module, file.packed) as usize == other
    })
}

fn file(dice: &mut Dice) -> File {
    let modules = dice.several(3, module);
    // Bytes other than 0 keep a packed header from being read as one of the table's form.
    let packed = !modules.is_empty() && dice.once_in(3);
    let mut trailing = if dice.once_in(8) { dice.bytes(12) } else { Vec::new() };
    let mut file = File { packed, modules, trailing: Vec::new() };
    if packed {
        let gaps = file.modules.iter_mut().flat_map(|module| &mut module.gaps);
        gaps.chain([&mut trailing]).flatten().for_each(|byte| *byte |= 1);
    }
    file.trailing = trailing;
    file
}

fn module(dice: &mut Dice) -> Module {
    let mut module = Module {
        name: dice.text(NAME),
        usings: dice.several(3, |dice| dice.text(NAME)),
        layouts: dice.several(2, |dice| (dice.text(NAME), dice.several(4, variable))),
        functions: dice.several(3, function),
        ..Module::default()
    };
    if dice.once_in(3) {
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        module.order = dice.pick(&orders);
        module.gaps = [(); 3].map(|()| if dice.once_in(3) { dice.bytes(5) } else { Vec::new() });
        module.stray = [(); 3].map(|()| dice.once_in(3).then(|| dice.number() as u32));
    }
    module
}

fn variable(dice: &mut Dice) -> Variable {
    (dice.text(NAME), ty(dice, 0))
}

fn ty(dice: &mut Dice, depth: usize) -> Type {
    let leaf =
        |dice: &mut Dice| Type::Plain(dice.pick(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0x12]));
    match dice.below(10) {
        0 if depth < 5 => Type::Open(Box::new(ty(dice, depth + 1))),
        1 if depth < 5 => Type::Array(dice.number() as u32, Box::new(ty(dice, depth + 1))),
        2 if depth < 5 => Type::Reference(Box::new(ty(dice, depth + 1))),
        3 => Type::Layout(dice.text(NAME), dice.text(NAME)),
        _ => leaf(dice),
    }
}

fn function(dice: &mut Dice) -> Function {
    let count = dice.below(16);
    let is_intrinsic = dice.once_in(5);
    Function {
        name: dice.text(NAME),
        parameters: dice.several(3, variable),
        body: if is_intrinsic {
            Err(dice.several(3, |dice| (dice.text(NAME), dice.text(NAME))))
        } else {
            Ok((0..count).map(|_| instruction(dice, count)).collect())
        },
    }
}

fn instruction(dice: &mut Dice, count: usize) -> (char, Operand) {
    let place =
        |dice: &mut Dice| if dice.once_in(6) { dice.number() as u32 } else { dice.below(count + 1) as u32 };
    match dice.below(16) {
        0..=3 => (':', Operand::Value(value(dice))),
        4 => ('d', Operand::Count(if dice.once_in(2) { 0 } else { dice.number() as u16 })),
        5 => ('t', Operand::Places(dice.number() as i16)),
        6 => ('j', Operand::Jump(place(dice))),
        7 => ('b', Operand::Branch(place(dice), place(dice))),
        8 => (dice.pick(&['C', '{']), Operand::Type(ty(dice, 0))),
        9 => ('[', Operand::Array(dice.once_in(2).then(|| dice.number() as u32), ty(dice, 0))),
        10 => (dice.pick(&['m', 'M']), Operand::Member(dice.text(NAME))),
        _ => (dice.pick(&BARE.chars().collect::<Vec<_>>()), Operand::None),
    }
}

fn value(dice: &mut Dice) -> Pushed {
    match dice.below(9) {
        0 => Pushed::Bool(dice.once_in(2)),
        1..=3 => {
            let high = if dice.once_in(2) { 0 } else { dice.number() };
            let bits = u128::from(high) << 64 | u128::from(dice.number());
            let tag = 2 + dice.below(10) as u8;
            let bytes = 1_u32 << ((tag - 2) % 5);
            Pushed::Integer(tag, bits & (u128::MAX >> (128 - 8 * bytes)))
        }
        4 => Pushed::F32(dice.f32()),
        5 => Pushed::F64(dice.f64()),
        6 => Pushed::Text(dice.text(NAME)),
        7 => Pushed::Function(if dice.once_in(2) { String::new() } else { dice.text(NAME) }, dice.text(NAME)),
        _ => Pushed::Variable(dice.text(NAME)),
    }
}

fn code(name: &str, body: Vec<(char, Operand)>) -> Function {
    Function { name: name.to_owned(), parameters: Vec::new(), body: Ok(body) }
}

fn full(name: &str) -> Module {
    Module {
        name: name.to_owned(),
        usings: vec!["io".into(), "io".into(), String::new()],
        layouts: vec![("P".into(), vec![("x".into(), Type::Plain(9))]), (String::new(), Vec::new())],
        functions: vec![code("main", vec![(':', Operand::Value(Pushed::Bool(true))), ('r', Operand::None)])],
        ..Module::default()
    }
}

fn of(modules: Vec<Module>) -> File {
    File { modules, ..File::default() }
}

/// Both forms of header.
fn both(modules: Vec<Module>) -> [File; 2] {
    [of(modules.clone()), File { packed: true, ..of(modules) }]
}

/// Files that chance would not make.
pub fn corners() -> Vec<(&'static str, File)> {
    let names = |count: usize| (0..count).map(|at| format!("n{at}")).collect::<Vec<_>>();
    let deep = (0..64).fold(Type::Plain(2), |inner, turn| match turn % 3 {
        0 => Type::Reference(Box::new(inner)),
        1 => Type::Open(Box::new(inner)),
        _ => Type::Array(turn, Box::new(inner)),
    });
    let many = |count: usize| (0..count).map(|at| (format!("p{at}"), Type::Plain(0))).collect::<Vec<_>>();
    let values = |tag: u8| {
        [0, 1, u128::MAX, 1 << 127, u128::MAX >> 1].map(|bits| {
            let bytes = 1_u32 << ((tag - 2) % 5);
            (':', Operand::Value(Pushed::Integer(tag, bits >> (128 - 8 * bytes))))
        })
    };
    let one = |function: Function| of(vec![Module { functions: vec![function], ..Module::default() }]);
    let intrinsic = |targets| Function { name: "print".into(), parameters: many(255), body: Err(targets) };
    let orders = [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let odd = |order| Module { order, gaps: [vec![7], vec![1, 2, 3], vec![0xFF; 9]], ..full("main") };
    let mut corners = vec![
        ("no modules", File::default()),
        ("no modules and trailing bytes", File { trailing: b"m\0".to_vec(), ..File::default() }),
        (
            "300 modules",
            of(names(300).iter().map(|name| Module { name: name.clone(), ..Module::default() }).collect()),
        ),
        ("300 usings", of(vec![Module { usings: names(300), ..Module::default() }])),
        ("the longest name", of(vec![Module { name: "n".repeat(65_535), ..full("x") }])),
        ("300 members", of(vec![Module { layouts: vec![("L".into(), many(300))], ..Module::default() }])),
        ("all integers at their ends", one(code("main", (2..=0x0B).flat_map(values).collect()))),
        (
            "all instructions without operands",
            one(code("f", BARE.chars().map(|op| (op, Operand::None)).collect())),
        ),
        (
            "the deepest type",
            one(code("f", vec![('C', Operand::Type(deep.clone())), ('[', Operand::Array(None, deep))])),
        ),
        ("intrinsic without a target", one(intrinsic(Vec::new()))),
        (
            "intrinsic for 255",
            one(intrinsic(names(255).into_iter().map(|name| (name, "\"\n\0".into())).collect())),
        ),
        (
            "jumps to nowhere",
            one(code("f", vec![('j', Operand::Jump(u32::MAX)), ('b', Operand::Branch(2, 0x8000_0000))])),
        ),
        ("function without instructions", one(code("", Vec::new()))),
    ];
    corners.extend(both(vec![full("main"), full("main"), full("")]).map(|file| ("full modules", file)));
    corners.extend(both(vec![Module::default()]).map(|file| ("an empty module", file)));
    corners.extend(both(orders.map(odd).to_vec()).map(|file| ("every order of sections", file)));
    for stray in [0, 1, 7, u32::MAX] {
        let empty = Module { stray: [Some(stray); 3], ..Module::default() };
        corners.extend(
            both(vec![empty.clone(), full("x"), empty]).map(|file| ("empty sections elsewhere", file)),
        );
    }
    corners
}
