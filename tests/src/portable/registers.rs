//! Bodies in the register set: what is in each register is known all the time.

use super::{Signature, Ty, comparisons, operations};
use crate::dice::Dice;
use std::fmt::Write;

/// The last places are those of loops, and of the count of calls of itself.
const PLACES: usize = 44;
const DEPTH: usize = 42;
const RANDOM_PLACES: usize = 32 + 6;

struct Writer<'w> {
    random: &'w mut Dice,
    known: &'w [Signature],
    own: &'w Signature,
    result: Option<Ty>,
    /// The type of what is in each register, then in each slot.
    holds: Vec<Option<Ty>>,
    /// The number of places that random ones are chosen from.
    spread: usize,
    /// How many loops are open.
    loops: usize,
    labels: usize,
    calls: usize,
    out: String,
}

/// A body of about this number of statements.
pub(super) fn body(random: &mut Dice, own: &Signature, known: &[Signature], size: usize) -> String {
    let mut holds = vec![None; PLACES];
    own.params.iter().enumerate().for_each(|(index, ty)| holds[index + 1] = Some(*ty));
    let spread = if random.chance(20) { RANDOM_PLACES } else { 7 };
    let mut writer = Writer {
        random,
        known,
        own,
        result: own.result,
        holds,
        spread,
        loops: 0,
        labels: 0,
        calls: 0,
        out: String::new(),
    };
    if own.calls_itself {
        writer.count_down();
    }
    writer.statements(size, 0);
    writer.finish();
    writer.out
}

fn name(place: usize) -> String {
    if place < 32 { format!("r{place}") } else { format!("s{}", place - 32) }
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "    {text}");
    }

    fn label(&mut self) -> String {
        self.labels += 1;
        format!("L{}", self.labels)
    }

    /// The end of a function that has called itself often enough.
    fn count_down(&mut self) {
        let go = self.label();
        let (depth, step) = (name(DEPTH), name(DEPTH + 1));
        self.line(&format!("loadi {step}, 1"));
        self.line(&format!("sub {depth}, r1, {step}"));
        self.line(&format!("lt {step}, {depth}, {step}"));
        self.line(&format!("jf {step}, {go}"));
        let before = self.holds.clone();
        if let Some(result) = self.result {
            let literal = self.random.literal(result);
            self.load(0, result, &literal);
        }
        self.line("ret");
        self.holds = before;
        let _ = writeln!(self.out, "{go}:");
    }

    /// A random place to write to.
    fn place(&mut self) -> usize {
        let place = self.random.below(self.spread);
        if (7..12).contains(&place) && self.random.chance(60) { place + 25 } else { place }
    }

    fn set(&mut self, place: usize, ty: Ty) {
        self.holds[place] = Some(ty);
    }

    /// A place that holds a value of a type.
    fn holding(&mut self, is: impl Fn(Ty) -> bool) -> Option<(usize, Ty)> {
        let all: Vec<(usize, Ty)> = self
            .holds
            .iter()
            .enumerate()
            .filter_map(|(place, ty)| ty.filter(|ty| is(*ty)).map(|ty| (place, ty)))
            .filter(|(place, _)| *place < RANDOM_PLACES)
            .collect();
        self.random.choose(&all)
    }

    /// Puts a constant of the type somewhere.
    fn constant(&mut self, ty: Ty) -> usize {
        let place = self.place();
        let literal = self.random.literal(ty);
        self.load(place, ty, &literal);
        place
    }

    fn load(&mut self, place: usize, ty: Ty, literal: &str) {
        self.line(&format!("loadk {}, {literal}", name(place)));
        self.set(place, ty);
    }

    /// A place with a value of the type, made if there is none.
    fn value(&mut self, ty: Ty) -> usize {
        match self.holding(|found| found == ty) {
            Some((place, _)) => place,
            None => self.constant(ty),
        }
    }

    fn statements(&mut self, count: usize, depth: usize) {
        for _ in 0..count {
            self.statement(depth);
        }
    }

    fn statement(&mut self, depth: usize) {
        match self.random.below(20) {
            0..=6 => self.compute(),
            7 | 8 => {
                self.compare();
            }
            9 => {
                let ty = self.random.ty();
                self.constant(ty);
            }
            10 => self.unary(),
            11 => self.shuffle(),
            12 | 13 => self.print(),
            14 | 15 => self.call(),
            16 | 17 if depth < 3 => self.choice(depth),
            18 if depth < 2 => self.repeat(depth),
            19 if depth > 0 && self.random.chance(30) => {
                self.finish();
                // What follows is not reached, and everything is allowed there.
            }
            _ => self.compute(),
        }
    }

    fn compute(&mut self) {
        let found = self.holding(|ty| ty != Ty::Text);
        let Some((a, ty)) = found else {
            self.constant(Ty::I64);
            return;
        };
        let Some((operation, _)) = self.random.choose(operations(ty)) else { return };
        let b = match operation {
            "div" | "mod" if ty.is_integer() && self.random.chance(97) => {
                let literal = self.random.divisor(ty);
                self.other_than(a, ty, &literal)
            }
            "shl" | "shr" if self.random.chance(97) => {
                let literal = self.random.count(ty);
                self.other_than(a, Ty::U8, &literal)
            }
            "shl" | "shr" => self.value(Ty::U8),
            _ => self.value(ty),
        };
        // A value that had to be made may lie where the first operand was.
        if self.holds[a] == Some(ty) {
            let to = self.place();
            self.line(&format!("{operation} {}, {}, {}", name(to), name(a), name(b)));
            self.set(to, ty);
        }
    }

    /// Puts a literal into a place that is not this one.
    fn other_than(&mut self, taken: usize, ty: Ty, literal: &str) -> usize {
        let place = if taken == 6 { 5 } else { 6 };
        self.load(place, ty, literal);
        place
    }

    fn compare(&mut self) -> usize {
        let found = self.holding(|ty| ty != Ty::Text);
        let (a, ty) = found.unwrap_or_else(|| (self.constant(Ty::I64), Ty::I64));
        let b = self.value(ty);
        let to = self.place();
        if let Some((operation, _)) = self.random.choose(comparisons(ty)) {
            self.line(&format!("{operation} {}, {}, {}", name(to), name(a), name(b)));
        }
        self.set(to, Ty::Bool);
        to
    }

    fn unary(&mut self) {
        let Some((a, ty)) = self.holding(|ty| ty != Ty::Text) else { return };
        let can_negate = ty != Ty::Bool;
        let operation = if can_negate && (ty.is_float() || self.random.chance(50)) { "neg" } else { "not" };
        let to = self.place();
        self.line(&format!("{operation} {}, {}", name(to), name(a)));
        self.set(to, ty);
    }

    fn shuffle(&mut self) {
        let (Some((a, one)), Some((b, other))) = (self.holding(|_| true), self.holding(|_| true)) else {
            return;
        };
        if self.random.chance(50) {
            self.line(&format!("swap {}, {}", name(a), name(b)));
            self.set(a, other);
            self.set(b, one);
            return;
        }
        let to = self.place();
        self.line(&format!("move {}, {}", name(to), name(a)));
        self.set(to, one);
    }

    /// After a call: `save` or not.
    fn called(&mut self, text: &str, result: Option<Ty>) {
        let saves = self.random.chance(70);
        self.line(&format!("call {text}{}", if saves { ", save" } else { "" }));
        if !saves {
            self.holds[1..32].fill(None);
        }
        self.holds[0] = result;
    }

    fn print(&mut self) {
        if let Some((place, ty)) = self.holding(|_| true) {
            if place != 1 {
                self.line(&format!("move r1, {}", name(place)));
            }
            self.set(1, ty);
            self.called("print", None);
        }
    }

    fn arguments(&mut self, callee: &Signature) {
        for (index, ty) in callee.params.iter().enumerate() {
            let to = index + 1;
            if index == 0 && callee.calls_itself {
                if callee.name == self.own.name {
                    self.line(&format!("move r1, {}", name(DEPTH)));
                    self.set(1, Ty::I32);
                } else {
                    let literal = format!("{}i32", self.random.below(6));
                    self.load(1, Ty::I32, &literal);
                }
                continue;
            }
            match self.holding(|found| found == *ty) {
                Some((place, _)) if self.random.chance(80) => {
                    self.line(&format!("move {}, {}", name(to), name(place)));
                    self.set(to, *ty);
                }
                _ => {
                    let literal = self.random.literal(*ty);
                    self.load(to, *ty, &literal);
                }
            }
        }
    }

    fn call(&mut self) {
        let itself = self.own.calls_itself && self.loops == 0 && self.calls < 2;
        let index = self.random.below(self.known.len() + usize::from(itself));
        let callee = self.known.get(index).filter(|_| self.calls < 3);
        let Some(callee) = callee.or(Some(self.own).filter(|_| itself)) else { return self.compute() };
        self.calls += 1;
        self.arguments(callee);
        self.called(&callee.name, callee.result);
    }

    fn choice(&mut self, depth: usize) {
        let on = match self.holding(|ty| ty == Ty::Bool) {
            Some((place, _)) if self.random.chance(60) => place,
            _ => self.compare(),
        };
        let (other, end) = (self.label(), self.label());
        let jump = if self.random.chance(50) { "jf" } else { "jt" };
        self.line(&format!("{jump} {}, {other}", name(on)));
        let before = self.holds.clone();
        let size = self.random.below(4);
        self.statements(size, depth + 1);
        let after = std::mem::replace(&mut self.holds, before);
        if self.random.chance(70) {
            self.line(&format!("jmp {end}"));
            let _ = writeln!(self.out, "{other}:");
            let size = self.random.below(4);
            self.statements(size, depth + 1);
            let _ = writeln!(self.out, "{end}:");
        } else {
            let _ = writeln!(self.out, "{other}:");
        }
        for (now, then) in self.holds.iter_mut().zip(after) {
            *now = now.filter(|_| *now == then);
        }
    }

    fn repeat(&mut self, depth: usize) {
        let (counter, step) = (RANDOM_PLACES + 2 * self.loops, RANDOM_PLACES + 2 * self.loops + 1);
        self.loops += 1;
        let start = self.label();
        let times = 1 + self.random.below(4);
        self.line(&format!("loadi {}, {times}", name(counter)));
        let _ = writeln!(self.out, "{start}:");
        let before = self.holds.clone();
        let size = 1 + self.random.below(5);
        self.statements(size, depth + 1);
        for (place, ty) in before.iter().enumerate() {
            if let Some(ty) = ty.filter(|ty| self.holds[place] != Some(*ty)) {
                let literal = self.random.literal(ty);
                self.load(place, ty, &literal);
            }
        }
        self.line(&format!("loadi {}, 1", name(step)));
        self.line(&format!("sub {0}, {0}, {1}", name(counter), name(step)));
        self.line(&format!("loadi {}, 0", name(step)));
        self.line(&format!("gt {1}, {0}, {1}", name(counter), name(step)));
        self.line(&format!("jt {}, {start}", name(step)));
        self.loops -= 1;
    }

    /// The end of the function, or one of its ends.
    fn finish(&mut self) {
        let Some(result) = self.result else { return self.line("ret") };
        let itself = Some(self.own).filter(|own| own.calls_itself && self.loops == 0 && self.calls < 2);
        let tail = self.known.iter().chain(itself).rfind(|callee| callee.result == Some(result));
        if let Some(callee) = tail.filter(|_| self.random.chance(20)) {
            self.arguments(callee);
            self.line(&format!("call {}, tail", callee.name));
            self.set(0, result);
            return;
        }
        let place = self.value(result);
        if place != 0 {
            self.line(&format!("move r0, {}", name(place)));
        }
        self.set(0, result);
        self.line("ret");
    }
}
