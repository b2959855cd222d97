//! Finds the reads of registers that may be uninitialized, in the words of a function. Each path is followed, and paths
//! are joined where they meet.

use super::rules;
use crate::formats::Rule;
use crate::formats::lazer::model::{Bytecode, Constant};
use crate::formats::lazer::word::{
    FIRST_FREE, NO_ELEMENT, REGISTERS, SLOT_BIT, describe, is_register, operands, register_name, row_of,
    successors, target,
};
use crate::isa::operand::FLAG_SAVE;
use crate::isa::{Access, Flow, OperandKind};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The words of a function.
pub(super) struct Code<'c> {
    pub(super) module: &'c Bytecode,
    /// Whether a word continues a tuple, a list or a map.
    pub(super) inside: &'c [bool],
    /// The function's own words.
    pub(super) words: Range<usize>,
}

/// A read of a register that may be uninitialized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// The word that reads it.
    pub(super) at: usize,
    register: u8,
    why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// Nothing has written it.
    Never,
    /// On some path nothing has written it.
    Sometimes,
    /// This call may have changed it.
    Call(usize),
}

impl Read {
    pub(super) const fn rule(self) -> &'static Rule {
        match self.why {
            Why::Never | Why::Sometimes => &rules::UNSET_REGISTER,
            Why::Call(_) => &rules::CLOBBERED_REGISTER,
        }
    }

    /// The message and the note; `word` is the one that reads.
    pub(super) fn reported(self, word: u32) -> (String, String) {
        const UNSET: &str =
            "a register that is not an argument holds 0, an i32, until something is written to it";
        const LEFT: &str = "only a call with `save` preserves `r1` to `r31`";
        let (register, word) = (register_name(self.register), describe(word));
        match self.why {
            Why::Never => (format!("`{word}` reads `{register}`, which is uninitialized"), UNSET.into()),
            Why::Sometimes => {
                (format!("`{word}` reads `{register}`, which may be uninitialized"), UNSET.into())
            }
            Why::Call(call) => (
                format!("`{word}` reads `{register}`, which the call at code[{call}] may have changed"),
                LEFT.into(),
            ),
        }
    }
}

/// Registers and stack slots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Set {
    registers: u32,
    slots: u128,
}

impl Set {
    const ALL: Self = Self { registers: u32::MAX, slots: u128::MAX };

    fn one(byte: u8) -> Self {
        match byte & SLOT_BIT {
            0 => Self { registers: 1 << byte, slots: 0 },
            _ => Self { registers: 0, slots: 1 << (byte & !SLOT_BIT) },
        }
    }

    /// The registers from `r1` to this one.
    fn arguments(last: u8) -> Self {
        let below = |count: u8| 1u64.checked_shl(count.into()).map_or(u64::MAX, |bit| bit - 1);
        Self { registers: (below(last.min(REGISTERS - 1) + 1) & !1) as u32, slots: 0 }
    }

    const fn with(self, other: Self) -> Self {
        Self { registers: self.registers | other.registers, slots: self.slots | other.slots }
    }

    const fn without(self, other: Self) -> Self {
        Self { registers: self.registers & !other.registers, slots: self.slots & !other.slots }
    }

    const fn has(self, other: Self) -> bool {
        self.registers & other.registers != 0 || self.slots & other.slots != 0
    }
}

/// What is known where control is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    /// What nothing has written, on some path.
    unset: Set,
    /// What something has written, on some path.
    set: Set,
    /// What a callee may have changed, on some path.
    changed: Set,
    /// The last call that may have.
    call: usize,
}

impl State {
    /// At the start of a function.
    fn start(arity: u8) -> Self {
        let set = Set::arguments(arity);
        Self { unset: Set::ALL.without(set), set, changed: Set::default(), call: 0 }
    }

    /// Where two paths meet; of two calls the first is reported.
    fn join(self, other: Self) -> Self {
        let call = match (self.changed == Set::default(), other.changed == Set::default()) {
            (true, _) => other.call,
            (_, true) => self.call,
            _ => self.call.min(other.call),
        };
        Self {
            unset: self.unset.with(other.unset),
            set: self.set.with(other.set),
            changed: self.changed.with(other.changed),
            call,
        }
    }

    /// Whether a path with this state adds nothing to what is known.
    fn covers(self, other: Self) -> bool {
        let joined = self.join(other);
        (joined.unset, joined.set, joined.changed) == (self.unset, self.set, self.changed)
    }

    fn write(&mut self, what: Set) {
        self.unset = self.unset.without(what);
        self.set = self.set.with(what);
        self.changed = self.changed.without(what);
    }

    /// Why a register may be uninitialized, if it may.
    fn doubt(&self, register: u8) -> Option<Why> {
        let one = Set::one(register);
        if self.changed.has(one) {
            return Some(Why::Call(self.call));
        }
        self.unset.has(one).then_some(if self.set.has(one) { Why::Sometimes } else { Why::Never })
    }
}

/// How many times the words behind a label are followed. After that, everything counts as written: the time stays in
/// proportion to the number of words, whatever they are.
const TURNS: u32 = 64;

/// The reads of registers that may be uninitialized, by word; each register is reported once.
pub(super) fn unsound(code: &Code<'_>, arity: u8) -> Vec<Read> {
    let labels = code.labels();
    let mut states = BTreeMap::from([(code.words.start, (State::start(arity), 0))]);
    let mut open = BTreeSet::from([code.words.start]);
    while let Some(start) = open.pop_first() {
        let Some((state, turns)) = states.get_mut(&start) else { continue };
        *turns += 1;
        if *turns == TURNS {
            state.write(Set::ALL);
        }
        let from = *state;
        code.follow(
            &labels,
            start,
            from,
            |_, _| {},
            |to, state| {
                let known = states.get(&to).copied();
                if known.is_none_or(|(known, _)| !known.covers(state)) {
                    let (joined, turns) =
                        known.map_or((state, 0), |(known, turns)| (known.join(state), turns));
                    if turns < TURNS {
                        states.insert(to, (joined, turns));
                        open.insert(to);
                    }
                }
            },
        );
    }
    let mut reported = Set::default();
    let mut reads = Vec::new();
    for (start, (state, _)) in states {
        let mut read = |at: usize, doubts: &mut dyn Iterator<Item = (u8, Why)>| {
            for (register, why) in doubts {
                if !reported.has(Set::one(register)) {
                    reported = reported.with(Set::one(register));
                    reads.push(Read { at, register, why });
                }
            }
        };
        code.follow(&labels, start, state, &mut read, |_, _| {});
    }
    reads
}

type Doubts<'d> = &'d mut dyn Iterator<Item = (u8, Why)>;

impl Code<'_> {
    /// The function's words that jumps in it lead to.
    fn labels(&self) -> BTreeSet<usize> {
        self.words.clone().flat_map(|at| self.target(at)).collect()
    }

    /// Where the word jumps to, if that is in the function.
    fn target(&self, at: usize) -> Option<usize> {
        let word = self.module.code[at];
        let row = row_of(word).filter(|_| !self.inside[at])?;
        let target = usize::try_from(target(row, word, at)?).ok()?;
        (self.words.contains(&target) && !self.inside[target]).then_some(target)
    }

    /// Follows the words from one with a label to the next such word or the end of the path. `read` receives the
    /// registers that may be uninitialized where they are read, `arrive` the state at each label.
    fn follow(
        &self,
        labels: &BTreeSet<usize>,
        start: usize,
        mut state: State,
        mut read: impl FnMut(usize, Doubts<'_>),
        mut arrive: impl FnMut(usize, State),
    ) {
        let mut at = start;
        loop {
            let next = (at + 1..self.words.end).find(|&next| !self.inside[next]);
            let end = next.unwrap_or(self.words.end);
            let falls_through = self.step(at..end, &mut state, &mut read);
            if let Some(target) = self.target(at) {
                arrive(target, state);
            }
            let Some(next) = next.filter(|_| falls_through) else { return };
            if labels.contains(&next) {
                return arrive(next, state);
            }
            at = next;
        }
    }

    /// Goes over a word and the `put`s that continue it; returns whether control may go on to the next word.
    fn step(&self, words: Range<usize>, state: &mut State, read: &mut impl FnMut(usize, Doubts<'_>)) -> bool {
        let (at, word) = (words.start, self.module.code[words.start]);
        let Some(row) = row_of(word) else {
            state.write(Set::ALL);
            return word as u8 >= FIRST_FREE;
        };
        for put in words.clone().skip(1) {
            let elements = self.module.code[put].to_le_bytes();
            let elements = elements[1..].iter().copied().filter(|&byte| byte != NO_ELEMENT);
            read(put, &mut doubts(state, elements));
        }
        let register = |(kind, value): (OperandKind, i32)| match kind {
            OperandKind::Reg(access) => Some((access, value as u8)),
            _ => None,
        };
        let registers = operands(row, word).filter_map(register);
        let is_read = |&(access, _): &(Access, u8)| access != Access::Write;
        read(at, &mut doubts(state, registers.clone().filter(is_read).map(|(_, byte)| byte)));
        for (_, byte) in registers.filter(|&(access, byte)| access != Access::Read && is_register(byte)) {
            state.write(Set::one(byte));
        }
        let falls_through = successors(row, word).falls_through();
        if row.effect.flow == Flow::Call {
            self.call(at, word, state, read, falls_through);
        }
        falls_through
    }

    fn call(
        &self,
        at: usize,
        word: u32,
        state: &mut State,
        read: &mut impl FnMut(usize, Doubts<'_>),
        returns: bool,
    ) {
        let (mut arity, mut flags) = (0, 0);
        for (kind, value) in row_of(word).into_iter().flat_map(|row| operands(row, word)) {
            match kind {
                OperandKind::Callee => arity = self.arity(value as usize),
                OperandKind::Flags8 | OperandKind::Flags16 => flags = value,
                _ => {}
            }
        }
        read(at, &mut doubts(state, 1..=arity.min(REGISTERS - 1)));
        if !returns {
            return;
        }
        if flags & i32::from(FLAG_SAVE) == 0 {
            let all = Set::arguments(REGISTERS - 1);
            state.write(all);
            state.changed = state.changed.with(all);
            state.call = at;
        }
        state.write(Set::one(0));
    }

    /// How many arguments a constant takes when it is called.
    fn arity(&self, constant: usize) -> u8 {
        match self.module.constants.get(constant) {
            Some(Constant::Function(function)) => function.arity,
            Some(Constant::Import(import)) => import.arity,
            _ => 0,
        }
    }
}

/// Those of the registers that may be uninitialized, and why.
fn doubts(state: &State, registers: impl Iterator<Item = u8>) -> impl Iterator<Item = (u8, Why)> {
    let registers = registers.filter(|&byte| is_register(byte));
    registers.filter_map(|byte| Some((byte, state.doubt(byte)?)))
}
