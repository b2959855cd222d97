//! Roo modules by hand: a description of a file in, its bytes and what they say out. Written from
//! `docs/formats/roomod.md`.

use super::facts::hex;
use crate::dice::Dice;
use serde_json::{Value, json};

/// A file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// Its types: name, members, size.
    pub types: Vec<(String, Vec<Variable>, u32)>,
    /// Its things.
    pub things: Vec<Thing>,
    /// What comes after its end.
    pub trailing: Vec<u8>,
}

/// A member or parameter.
#[derive(Clone, Debug, Default)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// The name of its type.
    pub type_name: String,
    /// Mutable, a reference, a mutable reference.
    pub flags: [bool; 3],
    /// How many elements.
    pub array_size: u32,
}

/// A function or an operator.
#[derive(Clone, Debug)]
pub struct Thing {
    /// A function's name or an operator's token.
    pub what: Result<String, u32>,
    /// The parameters.
    pub params: Vec<Variable>,
    /// The symbol.
    pub symbol: String,
}

impl File {
    /// The bytes, and what they say.
    pub fn made(&self) -> (Vec<u8>, Value) {
        let mut out = vec![0x7F, b'R', b'O', b'O', 0];
        out.extend((self.types.len() as u32).to_le_bytes());
        out.extend((self.things.len() as u32).to_le_bytes());
        for (name, members, size) in &self.types {
            push_text(&mut out, name);
            push_variables(&mut out, members);
            out.extend(size.to_le_bytes());
        }
        for thing in &self.things {
            match &thing.what {
                Ok(name) => {
                    out.push(0);
                    push_text(&mut out, name);
                }
                Err(token) => {
                    out.push(1);
                    out.extend(token.to_le_bytes());
                }
            }
            push_variables(&mut out, &thing.params);
            push_text(&mut out, &thing.symbol);
        }
        out.extend(&self.trailing);
        (out, self.described())
    }

    fn described(&self) -> Value {
        let types = self.types.iter().map(
            |(name, members, size)| json!({ "name": name, "size": size, "members": described_variables(members) }),
        );
        let things = self.things.iter().map(|thing| {
            let (params, symbol) = (described_variables(&thing.params), &thing.symbol);
            match &thing.what {
                Ok(name) => json!({ "type": "function", "name": name, "params": params, "symbol": symbol }),
                Err(token) => {
                    json!({ "type": "operator", "token": token, "params": params, "symbol": symbol })
                }
            }
        });
        json!({
            "types": types.collect::<Vec<_>>(), "things": things.collect::<Vec<_>>(), "trailing": hex(&self.trailing),
        })
    }
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    out.push(text.len() as u8 + 1);
    out.extend(text.as_bytes());
    out.push(0);
}

fn push_variables(out: &mut Vec<u8>, variables: &[Variable]) {
    out.push(variables.len() as u8);
    for variable in variables {
        push_text(out, &variable.name);
        push_text(out, &variable.type_name);
        out.extend(variable.flags.map(u8::from));
        out.extend(variable.array_size.to_le_bytes());
    }
}

fn described_variables(variables: &[Variable]) -> Vec<Value> {
    let one = |variable: &Variable| {
        json!({
            "name": variable.name, "type_name": variable.type_name, "is_mutable": variable.flags[0],
            "is_reference": variable.flags[1], "is_reference_mutable": variable.flags[2], "array_size": variable.array_size,
        })
    };
    variables.iter().map(one).collect()
}

/// A file that depends on chance alone.
pub fn any_file(dice: &mut Dice) -> File {
    File {
        types: dice.several(4, |dice| (text(dice), dice.several(4, variable), dice.number() as u32)),
        things: dice.several(5, |dice| {
            let is_function = dice.once_in(2);
            let what = if is_function { Ok(text(dice)) } else { Err(token(dice)) };
            Thing { what, params: dice.several(4, variable), symbol: text(dice) }
        }),
        trailing: if dice.once_in(8) { dice.bytes(12) } else { Vec::new() },
    }
}

/// ASCII from 01 to 7F, up to 254 of them.
fn text(dice: &mut Dice) -> String {
    if dice.once_in(30) {
        return (0..254).map(|_| char::from(1 + dice.below(0x7F) as u8)).collect();
    }
    dice.text(254).chars().filter(|ch| ('\u{1}'..='\u{7f}').contains(ch)).collect()
}

fn token(dice: &mut Dice) -> u32 {
    if dice.once_in(5) { dice.number() as u32 } else { 15 + dice.below(36) as u32 }
}

fn variable(dice: &mut Dice) -> Variable {
    Variable {
        name: text(dice),
        type_name: text(dice),
        flags: [dice.once_in(3), dice.once_in(3), dice.once_in(4)],
        array_size: if dice.once_in(2) { 0 } else { dice.number() as u32 },
    }
}

/// Files that chance would not make.
pub fn corners() -> Vec<(&'static str, File)> {
    let variable = |name: &str, type_name: &str, flags: [bool; 3], array_size| Variable {
        name: name.to_owned(),
        type_name: type_name.to_owned(),
        flags,
        array_size,
    };
    let every = |bits: u8| {
        variable("v", "Point", [bits & 1 != 0, bits & 2 != 0, bits & 4 != 0], u32::from(bits >> 3))
    };
    let operator = |token| Thing { what: Err(token), params: Vec::new(), symbol: String::new() };
    let function =
        |name: &str| Thing { what: Ok(name.to_owned()), params: Vec::new(), symbol: "s".to_owned() };
    let types = |types: &[(&str, Vec<Variable>, u32)]| File {
        types: types
            .iter()
            .map(|(name, members, size)| ((*name).to_owned(), members.clone(), *size))
            .collect(),
        ..File::default()
    };
    let things = |things: Vec<Thing>| File { things, ..File::default() };
    let longest = "n".repeat(254);
    let ascii: String = (1..=0x7F).map(char::from).collect();
    vec![
        ("empty", File::default()),
        ("only trailing", File { trailing: vec![0; 3], ..File::default() }),
        ("empty names", types(&[("", vec![Variable::default(); 2], 0), ("", Vec::new(), 0)])),
        ("all flags of a type", types(&[("T", (0..16).map(every).collect(), 4)])),
        ("255 members", types(&[("T", (0..=254).map(every).collect(), u32::MAX)])),
        (
            "the longest names",
            types(&[(&longest, vec![variable(&longest, &longest, [false; 3], u32::MAX)], 1)]),
        ),
        ("all characters", types(&[(&ascii, vec![variable(&ascii, &ascii, [true; 3], 1)], 1)])),
        (
            "types as text",
            types(&[(
                "T",
                ["a b", "i32", "T&", "mut T", "T[4]", "M::T", "`", "8", "fn", "any"]
                    .map(|name| variable("x", name, [false, true, false], 2))
                    .to_vec(),
                8,
            )]),
        ),
        ("all tokens", things((0..=60).map(operator).chain([operator(u32::MAX)]).collect())),
        ("one name often", things(vec![function("f"), function("f"), function(""), function("")])),
        ("a type of the same size twice", types(&[("u8", Vec::new(), 1), ("u8", Vec::new(), 1)])),
    ]
}
