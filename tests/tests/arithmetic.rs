//! The arithmetic of the Hydro machine against one that is done digit by digit, with numbers of any size, as it is
//! taught at school: nothing in it knows of machine words.

use lzasm::formats::hydro::model::{Body, File, Function, Instr, Int, Integer, Module, Operand, Value};
use lzasm::vm::hydro::Hydro;
use lzasm::vm::{Buffers, Cause, Machine, Nobody, Start, Stop, Unit};
use proptest::prelude::*;
use std::cmp::Ordering;

/// A number with a sign and digits of base two, the lowest first, the highest one set.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Number {
    is_negative: bool,
    digits: Vec<bool>,
}

fn trimmed(mut digits: Vec<bool>) -> Vec<bool> {
    while digits.last() == Some(&false) {
        digits.pop();
    }
    digits
}

fn digit(digits: &[bool], at: usize) -> bool {
    digits.get(at).copied().unwrap_or(false)
}

fn order(a: &[bool], b: &[bool]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

fn sum(a: &[bool], b: &[bool]) -> Vec<bool> {
    let mut carry = false;
    let mut digits = Vec::new();
    for at in 0..=a.len().max(b.len()) {
        let ones = u8::from(digit(a, at)) + u8::from(digit(b, at)) + u8::from(carry);
        digits.push(ones % 2 == 1);
        carry = ones > 1;
    }
    trimmed(digits)
}

/// `a` less `b`, which is not greater.
fn difference(a: &[bool], b: &[bool]) -> Vec<bool> {
    let mut borrow = false;
    let mut digits = Vec::new();
    for at in 0..a.len() {
        let rest = i8::from(digit(a, at)) - i8::from(digit(b, at)) - i8::from(borrow);
        digits.push(rest.rem_euclid(2) == 1);
        borrow = rest < 0;
    }
    trimmed(digits)
}

fn product(a: &[bool], b: &[bool]) -> Vec<bool> {
    let mut total = Vec::new();
    for at in (0..b.len()).filter(|&at| b[at]) {
        let shifted: Vec<bool> = std::iter::repeat_n(false, at).chain(a.iter().copied()).collect();
        total = sum(&total, &shifted);
    }
    trimmed(total)
}

/// The quotient and the rest; `b` is not zero.
fn quotient(a: &[bool], b: &[bool]) -> (Vec<bool>, Vec<bool>) {
    let mut rest = Vec::new();
    let mut digits = vec![false; a.len()];
    for at in (0..a.len()).rev() {
        rest.insert(0, a[at]);
        rest = trimmed(rest);
        if order(&rest, b) != Ordering::Less {
            rest = difference(&rest, b);
            digits[at] = true;
        }
    }
    (trimmed(digits), rest)
}

impl Number {
    fn new(is_negative: bool, digits: Vec<bool>) -> Self {
        let digits = trimmed(digits);
        Self { is_negative: is_negative && !digits.is_empty(), digits }
    }

    fn of(integer: Integer) -> Self {
        let text = integer.to_string();
        let magnitude = text.trim_start_matches('-').bytes().fold(Vec::new(), |digits, letter| {
            let ten = [false, true, false, true];
            let digit = letter - b'0';
            sum(&product(&digits, &ten), &trimmed((0..4).map(|bit| digit >> bit & 1 == 1).collect()))
        });
        Self::new(text.starts_with('-'), magnitude)
    }

    fn add(&self, other: &Self) -> Self {
        if self.is_negative == other.is_negative {
            return Self::new(self.is_negative, sum(&self.digits, &other.digits));
        }
        match order(&self.digits, &other.digits) {
            Ordering::Less => Self::new(other.is_negative, difference(&other.digits, &self.digits)),
            _ => Self::new(self.is_negative, difference(&self.digits, &other.digits)),
        }
    }

    fn negated(&self) -> Self {
        Self::new(!self.is_negative, self.digits.clone())
    }

    /// The power of two with this exponent.
    fn power(bits: u32) -> Self {
        Self::new(false, (0..=bits).map(|at| at == bits).collect())
    }

    /// The number of this type that differs from it by a multiple of the type's size.
    fn wrapped(&self, int: Int) -> Self {
        let size = Self::power(int.bits());
        let (_, rest) = quotient(&self.digits, &size.digits);
        let mut found = Self::new(self.is_negative, rest);
        if found.is_negative {
            found = found.add(&size);
        }
        let is_above = order(&found.digits, &Self::power(int.bits() - 1).digits) != Ordering::Less;
        if int.is_signed() && is_above { found.add(&size.negated()) } else { found }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let rest = self.add(&other.negated());
        match (rest.is_negative, rest.digits.is_empty()) {
            (true, _) => Ordering::Less,
            (false, true) => Ordering::Equal,
            (false, false) => Ordering::Greater,
        }
    }

    /// Its digits below a width, where those below zero count down from the power of two.
    fn pattern(&self, bits: u32) -> Vec<bool> {
        let number = if self.is_negative { self.add(&Self::power(bits)) } else { self.clone() };
        (0..bits as usize).map(|at| digit(&number.digits, at)).collect()
    }
}

fn int(bits: u32, is_signed: bool) -> Int {
    Int::of(bits, is_signed).unwrap_or_else(|| panic!("no type has {bits} bits"))
}

/// The type of a result, from the words of the format's page.
fn widened(a: Int, b: Int) -> Int {
    let wider = a.bits().max(b.bits());
    if a.is_signed() == b.is_signed() {
        return int(wider, a.is_signed());
    }
    let (signed, unsigned) = if a.is_signed() { (a, b) } else { (b, a) };
    let bits = if unsigned.bits() >= signed.bits() { (2 * unsigned.bits()).min(128) } else { signed.bits() };
    int(bits, true)
}

/// What comes of two integers: its type and number, or a boolean; `None` is a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Came {
    Number(Int, Number),
    Truth(bool),
    Fault,
}

fn expected(opcode: u8, a: Integer, b: Integer) -> Came {
    let (x, y) = (Number::of(a), Number::of(b));
    let truth = |is_so: fn(Ordering) -> bool| Came::Truth(is_so(x.compare(&y)));
    let int = widened(a.int(), b.int());
    let number = |number: Number| Came::Number(int, number.wrapped(int));
    match opcode {
        b'+' => number(x.add(&y)),
        b'-' => number(x.add(&y.negated())),
        b'*' => number(Number::new(x.is_negative != y.is_negative, product(&x.digits, &y.digits))),
        b'/' | b'%' => {
            let (x, y) = (x.wrapped(int), y.wrapped(int));
            if y.digits.is_empty() {
                return Came::Fault;
            }
            let (whole, rest) = quotient(&x.digits, &y.digits);
            number(match opcode {
                b'/' => Number::new(x.is_negative != y.is_negative, whole),
                _ => Number::new(x.is_negative, rest),
            })
        }
        b'&' | b'|' | b'^' => bitwise(opcode, (a.int(), &x), (b.int(), &y)),
        b'L' | b'R' => shifted(opcode, a.int(), &x, b),
        b'=' => truth(Ordering::is_eq),
        b'!' => truth(Ordering::is_ne),
        b'<' => truth(Ordering::is_lt),
        b'>' => truth(Ordering::is_gt),
        b'(' => truth(Ordering::is_le),
        _ => truth(Ordering::is_ge),
    }
}

fn bitwise(opcode: u8, (left, x): (Int, &Number), (right, y): (Int, &Number)) -> Came {
    let bits = left.bits().max(right.bits());
    let int = int(bits, left.is_signed() || right.is_signed());
    let pairs = x.pattern(bits).into_iter().zip(y.pattern(bits));
    let digits = pairs.map(|(x, y)| match opcode {
        b'&' => x && y,
        b'|' => x || y,
        _ => x != y,
    });
    Came::Number(int, Number::new(false, digits.collect()).wrapped(int))
}

fn shifted(opcode: u8, int: Int, x: &Number, count: Integer) -> Came {
    if count.int() != Int::U8 || count.bits() >= u128::from(int.bits()) {
        return Came::Fault;
    }
    let factor = Number::power(count.bits() as u32);
    let moved = match opcode {
        b'L' => Number::new(x.is_negative, product(&x.digits, &factor.digits)),
        _ => {
            // Toward the lower number, as an arithmetic shift goes.
            let (whole, rest) = quotient(&x.digits, &factor.digits);
            let below = Number::new(x.is_negative, whole);
            match x.is_negative && !rest.is_empty() {
                true => below.add(&Number::new(true, vec![true])),
                false => below,
            }
        }
    };
    Came::Number(int, moved.wrapped(int))
}

/// What the machine makes of two integers.
fn found(opcode: u8, a: Integer, b: Integer) -> Came {
    let push = |integer| Instr::push(Value::Int(integer));
    let code = vec![push(a), push(b), Instr::new(opcode, Operand::None), Instr::plain(b'r')];
    let body = Body::Code { code, origins: Default::default() };
    let main = Function { name: "main".into(), parameters: Vec::new(), body, origin: Default::default() };
    let module = Module { functions: vec![main], ..Module::new("main") };
    let file = File { modules: vec![module], ..File::default() };
    let unit = Unit { name: "main".into(), model: std::sync::Arc::new(file), sources: None };
    let mut machine = Hydro::link(&[unit]).unwrap_or_else(|unready| panic!("{unready:?}"));
    match machine.run(&Start::default(), &mut Buffers::default(), &mut Nobody) {
        Ok(outcome) => came(&outcome.literal.unwrap_or_default()),
        Err(Stop::Fault(fault)) => {
            let is_right = match opcode {
                b'/' | b'%' => fault.cause == Cause::DivisionByZero,
                _ => matches!(fault.cause, Cause::ShiftCount { .. } | Cause::BadOperand { .. }),
            };
            assert!(is_right, "{:?}", fault.cause);
            Came::Fault
        }
        Err(other) => panic!("{other:?}"),
    }
}

/// The value of a literal.
fn came(literal: &str) -> Came {
    if let Ok(truth) = literal.parse() {
        return Came::Truth(truth);
    }
    let at = literal.find(['u', 's']).unwrap_or(0);
    let Some(int) = Int::ALL.into_iter().find(|int| int.name() == &literal[at..]) else {
        panic!("{literal} has no type");
    };
    let digits = literal[..at].trim_start_matches('-');
    let magnitude: u128 = digits.parse().unwrap_or_else(|error| panic!("{literal}: {error}"));
    let bits = if literal.starts_with('-') { magnitude.wrapping_neg() } else { magnitude };
    let integer = Integer::new(int, bits);
    assert_eq!(format!("{integer:?}"), literal);
    Came::Number(int, Number::of(integer))
}

fn integer() -> impl Strategy<Value = Integer> {
    let edges = prop_oneof![
        Just(0u128),
        Just(1),
        Just(2),
        Just(7),
        Just(u128::MAX),
        Just(u128::MAX - 1),
        Just(1 << 7),
        Just(1 << 15),
        Just(1 << 31),
        Just(1 << 63),
        Just(1 << 127),
        Just((1 << 127) - 1),
        Just((1 << 63) - 1),
        Just(u128::from(u64::MAX)),
        0..200u128,
    ];
    let bits = prop_oneof![edges, any::<u128>(), any::<u64>().prop_map(u128::from)];
    (0..10usize, bits).prop_map(|(int, bits)| Integer::new(Int::ALL[int], bits))
}

const OPERATIONS: &[u8] = b"+-*/%&|^LR=!<>()";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn integers_come_out_as_at_school(a in integer(), b in integer(), count in 0..140u128, at in 0..OPERATIONS.len()) {
        let opcode = OPERATIONS[at];
        // Most counts of shifts are to be counts.
        let is_count = matches!(opcode, b'L' | b'R') && count < 130;
        let b = if is_count { Integer::new(Int::U8, count) } else { b };
        prop_assert_eq!(found(opcode, a, b), expected(opcode, a, b), "{:?} {} {:?}", a, opcode as char, b);
    }
}

#[test]
fn all_types_meet_at_their_ends() {
    let ends = [0u128, 1, u128::MAX, 1 << 127, 1 << 63, 1 << 31, 1 << 15, 1 << 7, (1 << 7) - 1];
    for (left, right) in Int::ALL.into_iter().flat_map(|left| Int::ALL.map(|right| (left, right))) {
        for (at, &a) in ends.iter().enumerate() {
            let (a, b) = (Integer::new(left, a), Integer::new(right, ends[(at * 4 + 2) % ends.len()]));
            for &opcode in b"+-*/%&<=" {
                assert_eq!(found(opcode, a, b), expected(opcode, a, b), "{a:?} {} {b:?}", opcode as char);
            }
        }
    }
}

#[test]
fn the_school_can_count() {
    let number = |value: i128| Number::of(Integer::new(Int::S128, value as u128));
    assert_eq!(number(-7).add(&number(5)), number(-2));
    assert_eq!(number(300).wrapped(Int::U8), number(44));
    assert_eq!(number(200).wrapped(Int::S8), number(-56));
    assert_eq!(number(-1).wrapped(Int::U16), number(65535));
    let (whole, rest) = quotient(&number(1_000_003).digits, &number(17).digits);
    assert_eq!((whole, rest), (number(58_823).digits, number(12).digits));
    assert_eq!(product(&number(12_345).digits, &number(6_789).digits), number(83_810_205).digits);
}
