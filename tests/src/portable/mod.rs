//! Random portable programs: a number gives the text of a program whose functions are written in both
//! sets, at random. All types, operations and forms of control flow are in it; loops and calls are bounded, so that it ends,
//! with a result or (now and then) a fault.

mod literals;
mod registers;
mod stack;

use crate::dice::Dice;
use std::fmt::Write;

/// A portable type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ty {
    U8,
    I16,
    I32,
    I64,
    U64,
    F32,
    F64,
    Bool,
    Text,
}

const TYPES: [Ty; 9] = [Ty::I32, Ty::I64, Ty::U8, Ty::U64, Ty::F64, Ty::Bool, Ty::I16, Ty::F32, Ty::Text];

impl Ty {
    const fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U64 => "u64",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::Bool => "bool",
            Self::Text => "string",
        }
    }

    const fn is_float(self) -> bool {
        matches!(self, Self::F32 | Self::F64)
    }

    const fn is_integer(self) -> bool {
        !self.is_float() && !matches!(self, Self::Bool | Self::Text)
    }

    const fn bits(self) -> u32 {
        match self {
            Self::U8 => 8,
            Self::I16 => 16,
            Self::I32 => 32,
            _ => 64,
        }
    }

    /// The types that a conversion of the stack set may go to.
    fn wider(self) -> &'static [Self] {
        match self {
            Self::U8 => &[Self::U8, Self::I16, Self::I32, Self::I64, Self::U64, Self::F32, Self::F64],
            Self::I16 => &[Self::I16, Self::I32, Self::I64, Self::F32, Self::F64],
            Self::I32 => &[Self::I32, Self::I64, Self::F32, Self::F64],
            Self::I64 => &[Self::I64, Self::F64],
            Self::U64 => &[Self::U64, Self::I64, Self::F64],
            Self::F32 => &[Self::F32, Self::F64],
            Self::F64 => &[Self::F64],
            Self::Bool => &[Self::Bool],
            Self::Text => &[Self::Text],
        }
    }
}

/// What a function takes and gives.
#[derive(Clone, Debug)]
struct Signature {
    name: String,
    params: Vec<Ty>,
    result: Option<Ty>,
    /// Whether it calls itself: its first parameter says how deep it may.
    calls_itself: bool,
}

impl Signature {
    fn random(random: &mut Dice, name: String) -> Self {
        let count = random.below(5);
        let mut params: Vec<Ty> = (0..count).map(|_| random.ty()).collect();
        let result = random.chance(80).then(|| random.ty());
        let calls_itself = random.chance(30);
        if calls_itself {
            params.insert(0, Ty::I32);
        }
        Self { name, params, result, calls_itself }
    }

    fn line(&self, isa: &str) -> String {
        let params: Vec<String> =
            self.params.iter().enumerate().map(|(index, ty)| format!("p{index}: {}", ty.name())).collect();
        let result = self.result.map_or(String::new(), |ty| format!(" -> {}", ty.name()));
        format!(".func {}({}){result} isa={isa}\n", self.name, params.join(", "))
    }
}

/// The operations on two operands: their names in both sets, and the type of the result.
fn operations(ty: Ty) -> &'static [(&'static str, &'static str)] {
    const FLOATS: &[(&str, &str)] =
        &[("add", "add"), ("sub", "subtract"), ("mul", "multiply"), ("div", "divide"), ("mod", "modulo")];
    const INTEGERS: &[(&str, &str)] = &[
        ("add", "add"),
        ("sub", "subtract"),
        ("mul", "multiply"),
        ("div", "divide"),
        ("mod", "modulo"),
        ("and", "bitwiseand"),
        ("or", "bitwiseor"),
        ("xor", "bitwisexor"),
        ("shl", "leftshift"),
        ("shr", "rightshift"),
    ];
    const TRUTH: &[(&str, &str)] = &[("and", "and"), ("or", "or"), ("xor", "xor")];
    match ty {
        Ty::Text => &[],
        Ty::Bool => TRUTH,
        _ if ty.is_float() => FLOATS,
        _ => INTEGERS,
    }
}

/// The comparisons: their names in both sets.
fn comparisons(ty: Ty) -> &'static [(&'static str, &'static str)] {
    const ALL: &[(&str, &str)] = &[
        ("eq", "equal"),
        ("ne", "notequal"),
        ("lt", "lessthan"),
        ("le", "lessthanequal"),
        ("gt", "greaterthan"),
        ("ge", "greaterthanequal"),
    ];
    match ty {
        Ty::Text => &[],
        Ty::Bool => &ALL[..2],
        _ => ALL,
    }
}

/// The text of a program.
pub fn program(seed: u64) -> String {
    // Neighbouring numbers become seeds far from each other.
    const SPREAD: u64 = 0xD134_2543_DE82_EF95;
    let mut random = Dice::new(seed.wrapping_mul(SPREAD));
    let mut text =
        String::from(".module main\n.using std.io.print\n.extern print(value: any) from std.io.print\n");
    let mut known: Vec<Signature> = Vec::new();
    let count = 1 + random.below(4);
    for index in 0..=count {
        let name = if index == count { "main".to_owned() } else { format!("f{index}") };
        let mut signature = Signature::random(&mut random, name);
        if index == count {
            signature.params.clear();
            signature.calls_itself = false;
            signature.result = Some(random.ty());
        }
        let size = 2 + random.below(12);
        let code = if random.chance(50) {
            signature.line("lazer") + &registers::body(&mut random, &signature, &known, size)
        } else {
            signature.line("hydro") + &stack::body(&mut random, &signature, &known, size)
        };
        let _ = write!(text, "\n{code}.end\n");
        known.push(signature);
    }
    text
}
