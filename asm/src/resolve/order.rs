//! The order in which what waits is tried: constants behind those that their values name.
//!
//! Trying everything over and over, as long as one more is known after each round, finds the same values in the same
//! order, but a long chain of constants, each named by the one before, takes a round for each. So the round in which
//! each is found is computed first.

use super::Resolver;
use super::later::{Later, Slot};
use crate::ir::ValueId;
use lzasm_grammar::ast::{Node, NodeKind};
use rustc_hash::FxHashMap;

/// What is known of something that waits.
#[derive(Clone, Copy, Default)]
struct Wait {
    /// How many mentions of constants without a value are left.
    missing: u32,
    /// The round in which it is found.
    round: u32,
}

impl Resolver {
    /// Sorts what waits by the round in which it is found; what waits for itself comes last.
    pub(super) fn in_order(&mut self, nodes: &[Node], waiting: Vec<Later>) -> Vec<Later> {
        let mut waits = vec![Wait::default(); waiting.len()];
        let mut dependents: FxHashMap<(u32, u32), Vec<u32>> = FxHashMap::default();
        for (at, later) in waiting.iter().enumerate() {
            self.scope.revisit(later.module);
            let tree = later.tree(nodes).slice();
            for name in mentions(tree) {
                if let Some((constant, _)) = self.scope.constant(name)
                    && self.is_pending(later.module, constant)
                {
                    dependents.entry((later.module, constant)).or_default().push(at as u32);
                    waits[at].missing += 1;
                }
            }
        }
        let mut ready: Vec<u32> =
            (0..waiting.len() as u32).filter(|at| waits[*at as usize].missing == 0).collect();
        while let Some(at) = ready.pop() {
            let later = &waiting[at as usize];
            let Slot::Const(constant) = later.slot else { continue };
            for dependent in dependents.remove(&(later.module, constant)).unwrap_or_default() {
                let found = waits[at as usize].round + u32::from(dependent < at);
                let wait = &mut waits[dependent as usize];
                wait.round = wait.round.max(found);
                wait.missing -= 1;
                if wait.missing == 0 {
                    ready.push(dependent);
                }
            }
        }
        let mut order: Vec<usize> = (0..waiting.len()).collect();
        order.sort_by_key(|at| if waits[*at].missing == 0 { waits[*at].round } else { u32::MAX });
        order.into_iter().map(|at| waiting[at]).collect()
    }

    fn is_pending(&self, module: u32, constant: u32) -> bool {
        let consts = self.program.modules.get(module as usize).map(|module| &module.consts);
        consts
            .and_then(|consts| consts.get(constant as usize))
            .is_some_and(|found| found.value == ValueId::PENDING)
    }
}

/// The names in a tree that may be constants. Functions and variables have names of their own.
fn mentions(nodes: &[Node]) -> impl Iterator<Item = lzasm_grammar::names::Sym> {
    use NodeKind::{FnValue, ImportValue, Qualified, RefValue};
    let names_other = |at: usize| {
        nodes.get(at).is_some_and(|node| matches!(node.kind, FnValue | ImportValue | Qualified | RefValue))
    };
    // `fn NAME`, or `fn NAME/2`, where the number and the stroke stand between.
    let is_mention = move |at: usize| !names_other(at + 1) && !names_other(at + 3);
    nodes.iter().enumerate().filter(move |(at, _)| is_mention(*at)).filter_map(|(_, node)| node.name())
}
