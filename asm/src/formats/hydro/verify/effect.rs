//! What instructions do to the stack: how many values they pop and push, and the values themselves as far as they
//! matter. The result is the stack after an instruction.

use super::Verifier;
use crate::formats::hydro::model::{Body, Function, FunctionRef, Instr, Operand, Value};
use crate::isa::{Exit, Flow, Successors};

/// What a call of a function does to the stack.
#[derive(Clone, Copy)]
pub(super) struct Callee {
    /// How many values it takes besides the pointer to it.
    pub(super) parameters: u32,
    /// How many values it returns, if that is always the same.
    results: Option<u32>,
    /// Whether it returns on some paths and runs off its end on others.
    pub(super) is_mixed: bool,
}

impl Callee {
    pub(super) fn of(function: &Function) -> Self {
        let (returns, runs_off) = match &function.body {
            Body::Code { code, .. } => ends(code),
            Body::Intrinsic(_) => (false, false),
        };
        let results = (returns != runs_off).then_some(returns.into());
        Self { parameters: function.parameters.len() as u32, results, is_mixed: returns && runs_off }
    }
}

/// Whether some path through the code ends with `return`, and whether some path runs off its end.
fn ends(code: &[Instr]) -> (bool, bool) {
    let (mut returns, mut runs_off) = (false, false);
    let mut seen = vec![false; code.len()];
    let mut open = vec![0];
    while let Some(at) = open.pop() {
        if at == code.len() {
            runs_off = true;
        } else if at < code.len() && !seen[at] {
            seen[at] = true;
            returns |= flow(&code[at]) == Flow::Return;
            open.extend(successors(&code[at], at));
        }
    }
    (returns, runs_off)
}

/// The kind of an instruction's control flow.
pub(super) fn flow(instr: &Instr) -> Flow {
    instr.row().map_or(Flow::Stop, |row| row.effect.flow)
}

/// The instructions that may come after one.
pub(super) fn successors(instr: &Instr, at: usize) -> impl Iterator<Item = usize> {
    let successors = instr.row().map_or(Successors::None, |row| row.successors(false));
    successors.exits().filter_map(move |exit| match exit {
        Exit::Next => Some(at + 1),
        Exit::Label(index) => instr.targets().nth(index).map(|target| target as usize),
    })
}

/// How many values are on a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// It is unknown.
    Unknown,
    /// This number, on every path where it is known.
    Known(u32),
    /// Different numbers on different paths.
    Differs,
}

/// How many values are followed, from the top on.
const FOLLOWED: usize = 8;

/// What is known of a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stack {
    pub(super) depth: Depth,
    /// The instructions that pushed the values, the top first.
    top: [Option<usize>; FOLLOWED],
}

impl Stack {
    /// At the start of a function.
    pub(super) const fn start(parameters: u32) -> Self {
        Self { depth: Depth::Known(parameters), top: [None; FOLLOWED] }
    }

    /// Joins the stacks of two paths.
    pub(super) fn join(mut self, other: Self) -> Self {
        self.depth = match (self.depth, other.depth) {
            (one, other) if one == other => one,
            (Depth::Unknown, known) | (known, Depth::Unknown) => known,
            _ => Depth::Differs,
        };
        for (one, other) in self.top.iter_mut().zip(other.top) {
            *one = one.filter(|_| *one == other);
        }
        self
    }

    /// The instruction that pushed the top value, if it is known.
    pub(super) const fn pushed_by(&self) -> Option<usize> {
        self.top[0]
    }

    /// Removes a value, counted from the top, 0 being the top one.
    fn remove(&mut self, place: usize) -> Option<usize> {
        let rest = self.top.get_mut(place..).filter(|rest| !rest.is_empty())?;
        rest.rotate_left(1);
        rest.last_mut().and_then(Option::take)
    }

    /// Inserts a value so that it is at this place.
    fn insert(&mut self, place: usize, value: Option<usize>) {
        if let Some(rest) = self.top.get_mut(place..).filter(|rest| !rest.is_empty()) {
            rest.rotate_right(1);
            rest[0] = value;
        }
    }
}

/// What an instruction does to the number of values.
pub(super) struct Effect {
    /// How many it takes.
    pub(super) takes: u32,
    /// How many it puts there, if that is known.
    pub(super) puts: Option<u32>,
    /// The function that it calls, if that is known.
    pub(super) callee: Option<usize>,
}

impl Effect {
    const fn fixed(takes: u32, puts: u32) -> Self {
        Self { takes, puts: Some(puts), callee: None }
    }

    /// The effect of an instruction on a stack.
    pub(super) fn of(v: &Verifier<'_, '_>, code: &[Instr], at: usize, stack: &Stack) -> Self {
        let instr = &code[at];
        let unknown = Self { takes: 0, puts: None, callee: None };
        let Some(row) = instr.row() else { return unknown };
        if let (Some(takes), Some(puts)) = (row.effect.pops, row.effect.pushes) {
            return Self::fixed(takes.into(), puts.into());
        }
        match (row.effect.flow, &instr.operand) {
            (Flow::Return, _) => Self::fixed(1, 0),
            (Flow::Call, _) => Self::of_call(v, code, stack),
            (_, Operand::Count(count)) => Self::fixed(u32::from(*count) + 1, u32::from(*count) + 2),
            (_, Operand::Places(places)) => {
                Self::fixed(places.unsigned_abs().into(), places.unsigned_abs().into())
            }
            (_, Operand::Array(length, _)) => Self::fixed(length.is_none().into(), 1),
            _ => unknown,
        }
    }

    fn of_call(v: &Verifier<'_, '_>, code: &[Instr], stack: &Stack) -> Self {
        let known = stack.pushed_by().and_then(|push| {
            let callee = v.callee(function(&code[push])?)?;
            Some(Self { takes: callee.parameters + 1, puts: callee.results, callee: Some(push) })
        });
        known.unwrap_or(Self { takes: 1, puts: None, callee: None })
    }

    /// The stack after the instruction; if the values it takes are not there, nothing is known of their number.
    pub(super) fn apply(&self, instr: &Instr, at: usize, mut stack: Stack) -> Stack {
        stack.depth = match (stack.depth, self.puts) {
            (Depth::Known(depth), Some(puts)) => match depth.checked_sub(self.takes) {
                Some(rest) => Depth::Known(rest.saturating_add(puts)),
                None => Depth::Unknown,
            },
            (Depth::Differs, Some(_)) => Depth::Differs,
            _ => Depth::Unknown,
        };
        self.move_values(instr, at, &mut stack);
        stack
    }

    fn move_values(&self, instr: &Instr, at: usize, stack: &mut Stack) {
        match &instr.operand {
            Operand::Count(count) => {
                let value = stack.pushed_by();
                stack.insert(usize::from(*count) + 1, value);
            }
            Operand::Places(0) => {}
            Operand::Places(places) if *places > 0 => {
                let value = stack.remove(places.unsigned_abs() as usize - 1);
                stack.insert(0, value);
            }
            Operand::Places(places) => {
                let value = stack.remove(0);
                stack.insert(places.unsigned_abs() as usize - 1, value);
            }
            Operand::Value(_) => stack.insert(0, Some(at)),
            _ if instr.row().is_some_and(|row| row.mnemonic == "swap") => stack.top.swap(0, 1),
            _ => match self.puts {
                Some(puts) => {
                    (0..self.takes.min(FOLLOWED as u32)).for_each(|_| _ = stack.remove(0));
                    (0..puts.min(FOLLOWED as u32)).for_each(|_| stack.insert(0, None));
                }
                None => stack.top = [None; FOLLOWED],
            },
        }
    }
}

/// The function that an instruction pushes.
pub(super) fn function(instr: &Instr) -> Option<&FunctionRef> {
    match &instr.operand {
        Operand::Value(Value::Function(function)) => Some(function),
        _ => None,
    }
}
