//! Slots that are still pending when all names are known: undefined names, and cycles of constants.

use super::pending::{Pending, Slot};
use super::{Resolver, messages};
use crate::ir::{Span, Sym, ValueId};
use crate::isa::OperandKind;
use crate::source::Context;
use crate::source::eval::Trouble;
use crate::source::expand::report_unknown;
use lzasm_grammar::ast::{Node, NodeKind};
use rustc_hash::FxHashMap;

/// A constant by its module and its index there.
type ConstId = (u32, u32);

/// The constant that another one waits for: its name in the other's value.
#[derive(Clone, Copy)]
struct Wait {
    name: Sym,
    span: Span,
    on: ConstId,
}

impl Resolver {
    /// Reports a fault for each slot that is still pending.
    pub(super) fn give_up(&mut self, cx: &mut Context, nodes: &[Node], waiting: Vec<Pending>) {
        let mut order = Vec::new();
        let mut waits = FxHashMap::default();
        for pending in waiting {
            self.scope.revisit(pending.module);
            let tree = pending.tree(nodes);
            let Err(trouble) = self.apply(cx, pending.module, tree, pending.slot) else {
                continue;
            };
            let Trouble::Pending { name, span } = trouble else {
                report_unknown(cx, trouble);
                continue;
            };
            match (self.scope.constant(name), pending.slot) {
                (Some((on, place)), _) if self.has_value(pending.module, on) => {
                    let error = messages::constant_in_expression(span, cx.names.text(name), place);
                    cx.report(error);
                }
                (Some((on, _)), Slot::Const(at)) => {
                    order.push((pending.module, at));
                    waits.insert((pending.module, at), Wait { name, span, on: (pending.module, on) });
                }
                // The constant has its own error.
                (Some(_), _) => {}
                (None, Slot::Operand { kind: OperandKind::Value, .. })
                    if tree.node().kind == NodeKind::Name && !cx.is_cut_off =>
                {
                    let error = crate::source::expand::messages::undefined_value(cx, name, span);
                    cx.report(error);
                }
                (None, _) => {
                    report_unknown(cx, Trouble::Pending { name, span });
                }
            }
        }
        self.circles(cx, &order, &waits);
    }

    fn has_value(&self, module: u32, index: u32) -> bool {
        let consts = self.program.modules.get(module as usize).map(|module| &module.consts);
        consts
            .and_then(|consts| consts.get(index as usize))
            .is_some_and(|found| found.value != ValueId::PENDING)
    }

    /// Reports each cycle of constants once, at its first constant. Constants that only lead into a cycle are not
    /// reported.
    fn circles(&self, cx: &mut Context, order: &[ConstId], waits: &FxHashMap<ConstId, Wait>) {
        let mut seen: FxHashMap<ConstId, usize> = FxHashMap::default();
        for (walk, start) in order.iter().enumerate() {
            let mut at = *start;
            while !seen.contains_key(&at) && waits.contains_key(&at) {
                seen.insert(at, walk);
                at = waits[&at].on;
            }
            if seen.get(&at) == Some(&walk) {
                self.report_circle(cx, at, waits);
            }
        }
    }

    fn report_circle(&self, cx: &mut Context, first: ConstId, waits: &FxHashMap<ConstId, Wait>) {
        let wait = waits[&first];
        let place =
            |(module, index): ConstId| self.program.modules[module as usize].consts[index as usize].span;
        let mut error = messages::defined_by_itself(wait.span, cx.names.text(wait.name), place(wait.on));
        let mut at = wait.on;
        // More than a few places do not help.
        for _ in 0..MOST_PLACES {
            let next = waits[&at];
            if at == first {
                break;
            }
            error = error.and(next.span, format!("which depends on `{}`", cx.names.text(next.name)));
            at = next.on;
        }
        cx.report(error);
    }
}

/// The greatest number of constants of a cycle that are shown.
const MOST_PLACES: usize = 8;
