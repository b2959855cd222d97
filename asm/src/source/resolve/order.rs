//! Orders pending slots: the definition of a name before its uses, so that long chains of constants
//! and sizes are known after one round, whichever end comes first in the source.
//!
//! Names are compared by their spelling alone, so there may be a superfluous edge. It costs a round, no more.

use super::Resolver;
use super::pending::{Pending, Slot};
use crate::ir::{Program, Sym, Type, TypeId};
use lzasm_grammar::ast::Node;
use rustc_hash::{FxHashMap, FxHashSet};

/// A name of a module.
type Name = (u32, Sym);

/// The pending slots, by index, followed by the structs.
struct Graph {
    names: FxHashMap<Name, u32>,
    needs: Vec<Vec<u32>>,
}

impl Resolver {
    /// The pending slots, in dependency order.
    pub(super) fn in_order(&self, nodes: &[Node], waiting: Vec<Pending>) -> Vec<Pending> {
        let graph = Graph::new(&self.program, nodes, &waiting);
        let count = waiting.len();
        graph.order(count).into_iter().filter_map(|at| waiting.get(at as usize).copied()).collect()
    }
}

impl Graph {
    fn new(program: &Program, nodes: &[Node], waiting: &[Pending]) -> Self {
        let mut graph = Self { names: FxHashMap::default(), needs: vec![Vec::new(); waiting.len()] };
        let modules: FxHashSet<u32> = waiting.iter().map(|pending| pending.module).collect();
        let mut structs = FxHashMap::default();
        for module in modules {
            for (index, found) in program.modules[module as usize].structs.iter().enumerate() {
                let node = graph.needs.len() as u32;
                graph.needs.push(Vec::new());
                structs.insert((module, index as u32), node);
                graph.names.entry((module, found.name)).or_insert(node);
            }
        }
        for (at, pending) in waiting.iter().enumerate() {
            match pending.slot {
                Slot::Const(index) => {
                    let name = program.modules[pending.module as usize].consts[index as usize].name;
                    graph.names.entry((pending.module, name)).or_insert(at as u32);
                }
                Slot::FieldType(index, _) | Slot::Size(index) => {
                    graph.needs[structs[&(pending.module, index)] as usize].push(at as u32);
                }
                _ => {}
            }
        }
        for (at, pending) in waiting.iter().enumerate() {
            let tree = pending.tree(nodes).slice().iter();
            graph.add(at as u32, tree.filter_map(|node| Some((pending.module, node.name()?))));
        }
        for ((module, index), node) in structs {
            let fields = &program.modules[module as usize].structs[index as usize].fields;
            graph.add(node, fields.iter().filter_map(|field| Some((module, held(program, field.ty)?))));
        }
        graph
    }

    fn add(&mut self, node: u32, names: impl Iterator<Item = Name>) {
        let known = names.filter_map(|name| self.names.get(&name).copied());
        self.needs[node as usize].extend(known.filter(|other| *other != node));
    }

    /// The first nodes, each after those it needs. In a cycle, one of them comes too early.
    fn order(&self, count: usize) -> Vec<u32> {
        let mut order = Vec::with_capacity(count);
        let mut seen = vec![false; self.needs.len()];
        let mut stack: Vec<(u32, usize)> = Vec::new();
        for start in 0..count as u32 {
            if !std::mem::replace(&mut seen[start as usize], true) {
                stack.push((start, 0));
            }
            while let Some((node, next)) = stack.last_mut() {
                match self.needs[*node as usize].get(*next) {
                    Some(&other) => {
                        *next += 1;
                        if !std::mem::replace(&mut seen[other as usize], true) {
                            stack.push((other, 0));
                        }
                    }
                    None => {
                        order.push(*node);
                        stack.pop();
                    }
                }
            }
        }
        order
    }
}

/// The struct of its own module that a value of a type holds, if there is one.
fn held(program: &Program, ty: TypeId) -> Option<Sym> {
    if ty == TypeId::PENDING {
        return None;
    }
    let mut ty = program.types.get(ty);
    loop {
        match ty {
            Type::Array(inner, _) | Type::Mut(inner) | Type::MutSuffix(inner) => {
                ty = program.types.get(inner)
            }
            Type::Named { module: None, name, .. } => return Some(name),
            _ => return None,
        }
    }
}
