//! Assembler constants: `NAME = EXPR`, each defined once in a run.
//!
//! A constant whose expression needs names that are defined later is kept, and gets its value as soon as the last
//! of them has one. Constants wait in lists under the names they need, so a run's definitions cost time in
//! proportion to their expressions, whatever their order.

use crate::formats;
use crate::source::Context;
use crate::source::ContextEnv;
use crate::source::eval::{Lookup, Pending, State, Trouble, eval, takes_name};
use crate::source::expand::{messages, report_unknown};
use lzasm_grammar::ast::{Node, NodeKind};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::names::Sym;
use lzasm_grammar::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Names with a meaning of their own in expressions.
pub(super) const RESERVED: [&str; 2] = ["here", "target"];

/// The number of times a constant is tried at the end that names something undefined behind `&&` or `||`: each time it
/// may lack another name.
const TRIES: usize = 8;

/// Defines a constant; the caller has seen to it that the name is free.
pub(super) fn define(
    cx: &mut Context,
    (name, span): (Sym, Span),
    nodes: &[Node],
    here: Option<u64>,
    size_of: &dyn Fn(Sym) -> Option<u64>,
) {
    let known = cx.constants.len();
    let value = eval(nodes, &ContextEnv::new(cx, here, size_of).at_the_time_of(known));
    let state = match value {
        Ok(value) => State::Value(value),
        Err(Trouble::Pending { .. }) => {
            let found = wait(cx, nodes, known as u32);
            // The size of a struct triggers nothing: it counts as a name that is never defined.
            let missing = found.names + found.sizes;
            State::Pending(Box::new(Pending { nodes: nodes.into(), here, missing }))
        }
        Err(trouble) => faulty(cx, trouble),
    };
    let is_known = !matches!(state, State::Pending(_));
    cx.constants.add(name, span, state);
    if is_known {
        let ready = cx.constants.wake(name);
        resolve_ready(cx, ready, size_of);
    }
}

fn faulty(cx: &mut Context, trouble: Trouble) -> State {
    report_unknown(cx, trouble);
    State::Faulty
}

/// The names in an expression that have no value yet.
#[derive(Clone, Copy, Default)]
struct Missing {
    names: u32,
    sizes: u32,
}

/// Enters a constant under each mention of a name that has no value.
fn wait(cx: &mut Context, nodes: &[Node], constant: u32) -> Missing {
    let Context { constants, session, .. } = cx;
    let names = &session.names;
    let mut missing = Missing::default();
    for (at, node) in nodes.iter().enumerate() {
        let Some(name) = node.name() else { continue };
        let next = nodes.get(at + 1).filter(|next| next.kind == NodeKind::Call);
        let function = next.and_then(|call| call.sym()).map(|function| names.text(function));
        match function.filter(|function| takes_name(function)) {
            Some(function) => missing.sizes += u32::from(function == "sizeof"),
            None if is_fixed(node, names.text(name)) => {}
            None if constants.lookup(name) == Lookup::Pending => {
                constants.wait_for(name, constant);
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
fn resolve_ready(cx: &mut Context, mut ready: Vec<u32>, size_of: &dyn Fn(Sym) -> Option<u64>) {
    while let Some(at) = ready.pop() {
        if attempt(cx, at, size_of).is_none() {
            let name = cx.constants.name(at);
            ready.extend(cx.constants.wake(name));
        }
    }
}

/// Evaluates a pending constant. Returns the name it still needs.
fn attempt(cx: &mut Context, at: u32, size_of: &dyn Fn(Sym) -> Option<u64>) -> Option<(Sym, Span)> {
    let pending = cx.constants.pending(at)?;
    let env = ContextEnv::new(cx, pending.here, size_of).at_the_time_of(at as usize);
    let state = match eval(&pending.nodes, &env) {
        Ok(value) => State::Value(value),
        Err(Trouble::Pending { name, span }) => return Some((name, span)),
        Err(trouble) => faulty(cx, trouble),
    };
    cx.constants.set(at, state);
    None
}

/// Evaluates the constants that are left when no more names will be defined, and reports those without one.
pub(super) fn finish(cx: &mut Context, size_of: &dyn Fn(Sym) -> Option<u64>) {
    evaluate_sizes(cx, size_of);
    let left: Vec<u32> =
        (0..cx.constants.len() as u32).filter(|at| cx.constants.pending(*at).is_some()).collect();
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
                let name = cx.constants.name(at);
                ready.extend(watching.remove(&name).unwrap_or_default());
            }
        }
    }
    let left: Vec<u32> = left.into_iter().filter(|at| cx.constants.pending(*at).is_some()).collect();
    report(cx, &left, &needs);
}

/// The sizes of structs are known at the end: evaluates the constants that were waiting for those sizes only.
fn evaluate_sizes(cx: &mut Context, size_of: &dyn Fn(Sym) -> Option<u64>) {
    cx.constants.forget_waiting();
    let mut ready = Vec::new();
    for at in 0..cx.constants.len() as u32 {
        let Some(pending) = cx.constants.pending_mut(at) else { continue };
        let nodes = std::mem::take(&mut pending.nodes);
        let found = wait(cx, &nodes, at).names;
        if let Some(pending) = cx.constants.pending_mut(at) {
            (pending.nodes, pending.missing) = (nodes, found);
        }
        if found == 0 {
            ready.push(at);
        }
    }
    resolve_ready(cx, ready, size_of);
}

/// Reports what keeps constants from a value: undefined names and cycles of constants, each once.
fn report(cx: &mut Context, left: &[u32], needs: &FxHashMap<u32, (Sym, Span)>) {
    let mut seen = FxHashSet::default();
    for start in left {
        let reported = follow(cx, *start, needs, &mut seen);
        cx.report_all(reported);
    }
    for at in left {
        cx.constants.set(*at, State::Faulty);
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
            Some(_) => return Some(messages::defined_too_late(cx, name, span)),
            None if cx.is_cut_off => return None,
            None => return Some(messages::undefined_name(cx, name, span)),
        }
    }
    let first = chain.iter().position(|(link, _)| *link == at)?;
    let circle: Vec<_> = chain[first..].iter().map(|(at, span)| (constants.name(*at), *span)).collect();
    Some(messages::circular_constant(cx, &circle))
}
