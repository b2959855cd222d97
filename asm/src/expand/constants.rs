//! Assembler constants: `NAME = EXPR`, each defined once in a run.
//!
//! A constant whose expression needs names that are defined later is kept, and gets its value as soon as the last
//! of them has one. Constants wait in lists under the names they need, so a run's definitions cost time in
//! proportion to their expressions, in whatever order they stand.

use crate::context::Context;
use crate::eval::{ContextEnv, Lookup, Scalar, Trouble, eval, takes_name};
use crate::formats;
use crate::words::expand as words;
use lzasm_grammar::ast::{Node, NodeKind};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::names::Sym;
use lzasm_grammar::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};

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

#[derive(Debug)]
enum State {
    Value(Scalar),
    Faulty,
    Pending(Box<Pending>),
}

#[derive(Debug)]
struct Pending {
    nodes: Box<[Node]>,
    here: Option<u64>,
    /// How many mentions of names have no value yet.
    missing: u32,
}

/// Names with a meaning of their own in expressions.
pub(super) const RESERVED: [&str; 2] = ["here", "target"];

/// How often a constant is tried at the end that names something undefined behind `&&` or `||`: each time it may lack
/// another name.
const TRIES: usize = 8;

impl Constants {
    /// What a name means.
    #[inline]
    pub fn lookup(&self, name: Sym) -> Lookup {
        match self.positions.get(&name).map(|at| &self.all[*at as usize].state) {
            Some(State::Value(value)) => Lookup::Value(*value),
            Some(State::Faulty) => Lookup::Faulty,
            Some(State::Pending(_)) | None => Lookup::Later,
        }
    }

    /// Where a constant is defined.
    pub fn place(&self, name: Sym) -> Option<Span> {
        self.position(name).map(|at| self.all[at].span)
    }

    /// The names of all constants in the order of their definitions.
    pub fn names(&self) -> impl Iterator<Item = Sym> {
        self.all.iter().map(|constant| constant.name)
    }

    /// How many constants were defined before this one.
    pub(crate) fn position(&self, name: Sym) -> Option<usize> {
        self.positions.get(&name).map(|at| *at as usize)
    }

    fn add(&mut self, name: Sym, span: Span, state: State) -> u32 {
        let at = self.all.len() as u32;
        self.all.push(Constant { name, span, state });
        self.positions.insert(name, at);
        at
    }

    fn pending(&self, at: u32) -> Option<&Pending> {
        match &self.all[at as usize].state {
            State::Pending(pending) => Some(pending),
            _ => None,
        }
    }

    /// The constants that waited for a name, and wait for nothing else.
    fn wake(&mut self, name: Sym) -> Vec<u32> {
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
}

/// Defines a constant; the caller has seen to it that the name is free.
pub(super) fn define(
    cx: &mut Context,
    (name, span): (Sym, Span),
    nodes: &[Node],
    here: Option<u64>,
    size_of: &dyn Fn(Sym) -> Option<u64>,
) {
    let known = cx.constants.all.len();
    let value = eval(nodes, &ContextEnv::new(cx, here, size_of).at_the_time_of(known));
    let state = match value {
        Ok(value) => State::Value(value),
        Err(Trouble::Later { .. }) => {
            let found = wait(cx, nodes, known as u32);
            // The size of a struct wakes nobody: it counts as a name that never comes.
            let missing = found.names + found.sizes;
            State::Pending(Box::new(Pending { nodes: nodes.into(), here, missing }))
        }
        Err(trouble) => faulty(cx, trouble),
    };
    let settled = !matches!(state, State::Pending(_));
    cx.constants.add(name, span, state);
    if settled {
        let ready = cx.constants.wake(name);
        settle(cx, ready, size_of);
    }
}

fn faulty(cx: &mut Context, trouble: Trouble) -> State {
    if let Some(diagnostic) = trouble.at_the_end(cx) {
        cx.tell(diagnostic);
    }
    State::Faulty
}

/// What an expression mentions that has no value yet.
#[derive(Clone, Copy, Default)]
struct Missing {
    names: u32,
    sizes: u32,
}

/// Enters a constant under each mention of a name that has no value.
fn wait(cx: &mut Context, nodes: &[Node], constant: u32) -> Missing {
    let Context { constants, names, .. } = cx;
    let mut missing = Missing::default();
    for (at, node) in nodes.iter().enumerate() {
        let Some(name) = node.name() else { continue };
        let next = nodes.get(at + 1).filter(|next| next.kind == NodeKind::Call);
        let function = next.and_then(|call| call.sym()).map(|function| names.text(function));
        match function.filter(|function| takes_name(function)) {
            Some(function) => missing.sizes += u32::from(function == "sizeof"),
            None if is_fixed(node, names.text(name)) => {}
            None if constants.lookup(name) == Lookup::Later => {
                constants.waiting.entry(name).or_default().push(constant);
                missing.names += 1;
            }
            None => {}
        }
    }
    missing
}

/// Whether a name has a meaning that no definition gives it.
fn is_fixed(node: &Node, name: &str) -> bool {
    node.kind == NodeKind::Name && (RESERVED.contains(&name) || formats::find(name).is_some())
}

/// Evaluates constants that wait for nothing any more, then those that waited for nothing else, and so on.
fn settle(cx: &mut Context, mut ready: Vec<u32>, size_of: &dyn Fn(Sym) -> Option<u64>) {
    while let Some(at) = ready.pop() {
        if attempt(cx, at, size_of).is_none() {
            let name = cx.constants.all[at as usize].name;
            ready.extend(cx.constants.wake(name));
        }
    }
}

/// Evaluates a constant that waits; tells what it still needs.
fn attempt(cx: &mut Context, at: u32, size_of: &dyn Fn(Sym) -> Option<u64>) -> Option<(Sym, Span)> {
    let pending = cx.constants.pending(at)?;
    let env = ContextEnv::new(cx, pending.here, size_of).at_the_time_of(at as usize);
    let state = match eval(&pending.nodes, &env) {
        Ok(value) => State::Value(value),
        Err(Trouble::Later { name, span }) => return Some((name, span)),
        Err(trouble) => faulty(cx, trouble),
    };
    cx.constants.all[at as usize].state = state;
    None
}

/// Gives values to the constants that are left when no more names will be defined, and reports those without one.
pub(super) fn finish(cx: &mut Context, size_of: &dyn Fn(Sym) -> Option<u64>) {
    settle_sizes(cx, size_of);
    let left: Vec<u32> =
        (0..cx.constants.all.len() as u32).filter(|at| cx.constants.pending(*at).is_some()).collect();
    let mut needs = FxHashMap::default();
    let mut tries: FxHashMap<u32, usize> = FxHashMap::default();
    let mut watching: FxHashMap<Sym, Vec<u32>> = FxHashMap::default();
    let mut ready: Vec<u32> = left.iter().rev().copied().collect();
    while let Some(at) = ready.pop() {
        match attempt(cx, at, size_of) {
            Some(need) => {
                needs.insert(at, need);
                let tries = tries.entry(at).or_default();
                *tries += 1;
                if *tries < TRIES {
                    watching.entry(need.0).or_default().push(at);
                }
            }
            None => {
                let name = cx.constants.all[at as usize].name;
                ready.extend(watching.remove(&name).unwrap_or_default());
            }
        }
    }
    let left: Vec<u32> = left.into_iter().filter(|at| cx.constants.pending(*at).is_some()).collect();
    report(cx, &left, &needs);
}

/// The sizes of structs are known at the end: settles the constants that waited for nothing that comes later.
fn settle_sizes(cx: &mut Context, size_of: &dyn Fn(Sym) -> Option<u64>) {
    cx.constants.waiting.clear();
    let mut ready = Vec::new();
    for at in 0..cx.constants.all.len() {
        let State::Pending(pending) = &mut cx.constants.all[at].state else { continue };
        let nodes = std::mem::take(&mut pending.nodes);
        let found = wait(cx, &nodes, at as u32).names;
        if let State::Pending(pending) = &mut cx.constants.all[at].state {
            (pending.nodes, pending.missing) = (nodes, found);
        }
        if found == 0 {
            ready.push(at as u32);
        }
    }
    settle(cx, ready, size_of);
}

/// Reports what keeps constants from a value: names defined nowhere, and circles of constants, each once.
fn report(cx: &mut Context, left: &[u32], needs: &FxHashMap<u32, (Sym, Span)>) {
    let mut seen = FxHashSet::default();
    for start in left {
        let told = follow(cx, *start, needs, &mut seen);
        cx.report.extend(told);
    }
    for at in left {
        cx.constants.all[*at as usize].state = State::Faulty;
    }
}

/// Follows what constants need from one on, up to one that was followed before.
fn follow(
    cx: &Context,
    start: u32,
    needs: &FxHashMap<u32, (Sym, Span)>,
    seen: &mut FxHashSet<u32>,
) -> Option<Diagnostic> {
    let constants = &cx.constants;
    let mut chain = Vec::new();
    let mut at = start;
    while seen.insert(at) {
        let (name, span) = *needs.get(&at)?;
        chain.push((at, span));
        match constants.position(name) {
            Some(next) if constants.pending(next as u32).is_some() => at = next as u32,
            Some(_) => return Some(words::defined_too_late(cx, name, span)),
            None if cx.is_cut_off => return None,
            None => return Some(words::undefined_name(cx, name, span)),
        }
    }
    let first = chain.iter().position(|(link, _)| *link == at)?;
    let circle: Vec<_> =
        chain[first..].iter().map(|(at, span)| (constants.all[*at as usize].name, *span)).collect();
    Some(words::circular_constant(cx, &circle))
}
