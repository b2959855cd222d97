//! The assembler constants of a run: what each name means, and which constants wait for which names.

use super::{Lookup, Scalar};
use lzasm_grammar::ast::Node;
use lzasm_grammar::names::Sym;
use lzasm_grammar::source::Span;
use rustc_hash::FxHashMap;

/// The assembler constants of a run.
#[derive(Debug, Default)]
pub struct Constants {
    positions: FxHashMap<Sym, u32>,
    all: Vec<Constant>,
    /// The constants that need a name, by that name.
    waiting: FxHashMap<Sym, Vec<u32>>,
}

#[derive(Debug)]
struct Constant {
    name: Sym,
    span: Span,
    state: State,
}

/// The state of a constant.
#[derive(Debug)]
pub(crate) enum State {
    /// Has this value.
    Value(Scalar),
    /// Its definition is faulty, which has been reported.
    Faulty,
    /// Needs names that have no value yet.
    Pending(Box<Pending>),
}

/// A constant that waits for names.
#[derive(Debug)]
pub(crate) struct Pending {
    /// Its expression.
    pub(crate) nodes: Box<[Node]>,
    /// The value of `here` where it is defined.
    pub(crate) here: Option<u64>,
    /// The number of mentions of names that have no value yet.
    pub(crate) missing: u32,
}

impl Constants {
    /// The meaning of a name.
    #[inline]
    pub fn lookup(&self, name: Sym) -> Lookup {
        match self.positions.get(&name).map(|at| &self.all[*at as usize].state) {
            Some(State::Value(value)) => Lookup::Value(*value),
            Some(State::Faulty) => Lookup::Faulty,
            Some(State::Pending(_)) | None => Lookup::Pending,
        }
    }

    /// The place of a constant's definition.
    pub fn place(&self, name: Sym) -> Option<Span> {
        self.position(name).map(|at| self.all[at].span)
    }

    /// The names of all constants in the order of their definitions.
    pub fn names(&self) -> impl Iterator<Item = Sym> {
        self.all.iter().map(|constant| constant.name)
    }

    /// The number of constants that were defined before this one.
    pub(crate) fn position(&self, name: Sym) -> Option<usize> {
        self.positions.get(&name).map(|at| *at as usize)
    }

    /// Adds a constant; returns its position.
    pub(crate) fn add(&mut self, name: Sym, span: Span, state: State) -> u32 {
        let at = self.all.len() as u32;
        self.all.push(Constant { name, span, state });
        self.positions.insert(name, at);
        at
    }

    /// A constant that waits.
    pub(crate) fn pending(&self, at: u32) -> Option<&Pending> {
        match &self.all[at as usize].state {
            State::Pending(pending) => Some(pending),
            _ => None,
        }
    }

    /// The constants that waited for a name, and wait for nothing else.
    pub(crate) fn wake(&mut self, name: Sym) -> Vec<u32> {
        let mut ready = self.waiting.remove(&name).unwrap_or_default();
        ready.retain(|at| match &mut self.all[*at as usize].state {
            State::Pending(pending) => {
                pending.missing -= 1;
                pending.missing == 0
            }
            _ => false,
        });
        ready
    }

    /// The number of constants.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The name of the constant at a position.
    pub(crate) fn name(&self, at: u32) -> Sym {
        self.all[at as usize].name
    }

    /// Changes how far the constant at a position has got.
    pub(crate) fn set(&mut self, at: u32, state: State) {
        self.all[at as usize].state = state;
    }

    /// Enters a constant under a name that it needs.
    pub(crate) fn wait_for(&mut self, name: Sym, constant: u32) {
        self.waiting.entry(name).or_default().push(constant);
    }

    /// The constant at a position, while it waits.
    pub(crate) fn pending_mut(&mut self, at: u32) -> Option<&mut Pending> {
        match &mut self.all[at as usize].state {
            State::Pending(pending) => Some(pending),
            _ => None,
        }
    }

    /// Forgets which constants wait for which names.
    pub(crate) fn forget_waiting(&mut self) {
        self.waiting.clear();
    }
}
