//! Assembler constants: `NAME = EXPR`, each defined once in a run.
//!
//! A constant whose expression needs names that are defined later is kept, and gets its value as soon as the last
//! of them has one. Constants wait in lists under the names they need, so a run's definitions cost time in
//! proportion to their expressions, in whatever order they stand.

use crate::formats;
use crate::source::Context;
use crate::source::ContextEnv;
use crate::source::eval::{Lookup, Pending, State, Trouble, eval, is_name_call};
use crate::source::expand::messages;
use lzasm_grammar::ast::{Node, NodeKind};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::names::{Interner, Sym};
use lzasm_grammar::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Names with a meaning of their own in expressions.
pub(super) const RESERVED: [&str; 2] = ["here", "target"];

/// How often the constants that are left are tried at the end, while that makes progress.
const ROUNDS: usize = 8;

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
        Err(Trouble::Later { .. }) => {
            let missing = wait(cx, nodes, known as u32);
            State::Pending(Box::new(Pending { nodes: nodes.into(), here, missing }))
        }
        Err(trouble) => faulty(cx, trouble),
    };
    let settled = !matches!(state, State::Pending(_));
    cx.constants.add(name, span, state);
    if settled {
        settle(cx, name, size_of);
    }
}

fn faulty(cx: &mut Context, trouble: Trouble) -> State {
    if let Some(diagnostic) = messages::at_the_end(cx, trouble) {
        cx.tell(diagnostic);
    }
    State::Faulty
}

/// Enters a constant under each mention of a name that has no value; returns their number. The size of a struct
/// wakes nobody: it counts as one that never comes.
fn wait(cx: &mut Context, nodes: &[Node], constant: u32) -> u32 {
    let Context { constants, session, .. } = cx;
    let names = &session.names;
    let mut missing = 0;
    for (at, node) in nodes.iter().enumerate() {
        if !matches!(node.kind, NodeKind::Name | NodeKind::QuotedName) {
            continue;
        }
        let by_name = nodes.get(at + 1).filter(|next| is_name_call(next, names.text(next.sym())));
        match by_name {
            Some(call) => missing += u32::from(names.text(call.sym()) == "sizeof"),
            None if is_fixed(node, names) => {}
            None if constants.lookup(node.sym()) == Lookup::Later => {
                constants.wait_for(node.sym(), constant);
                missing += 1;
            }
            None => {}
        }
    }
    missing
}

/// Whether a name has a meaning that no definition gives it.
fn is_fixed(node: &Node, names: &Interner) -> bool {
    let name = names.text(node.sym());
    node.kind == NodeKind::Name && (RESERVED.contains(&name) || formats::find(name).is_some())
}

/// A name has got its value (or a fault): so do those that waited for nothing else, and so on.
fn settle(cx: &mut Context, name: Sym, size_of: &dyn Fn(Sym) -> Option<u64>) {
    let mut ready = cx.constants.wake(name);
    while let Some(at) = ready.pop() {
        if attempt(cx, at, size_of).is_none() {
            let name = cx.constants.name(at);
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
    cx.constants.set(at, state);
    None
}

/// Gives values to the constants that are left when no more names will be defined, and reports those without one.
pub(super) fn finish(cx: &mut Context, size_of: &dyn Fn(Sym) -> Option<u64>) {
    let mut left: Vec<u32> = (0..cx.constants.len() as u32).collect();
    let mut needs = FxHashMap::default();
    for _ in 0..ROUNDS {
        let before = left.len();
        left.retain(|at| {
            let Some(need) = attempt(cx, *at, size_of) else { return false };
            needs.insert(*at, need);
            true
        });
        if left.is_empty() || left.len() == before {
            break;
        }
    }
    report(cx, &left, &needs);
}

/// Reports what keeps constants from a value: names defined nowhere, and circles of constants, each once.
fn report(cx: &mut Context, left: &[u32], needs: &FxHashMap<u32, (Sym, Span)>) {
    let mut seen = FxHashSet::default();
    for start in left {
        let told = follow(cx, *start, needs, &mut seen);
        cx.report.extend(told);
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
            None => return Some(messages::undefined_name(cx, name, span)),
        }
    }
    let first = chain.iter().position(|(link, _)| *link == at)?;
    let circle: Vec<_> = chain[first..].iter().map(|(at, span)| (constants.name(*at), *span)).collect();
    Some(messages::circular_constant(cx, &circle))
}
