//! The contents of the stack where blocks meet: one edge decides them, and the others arrange their values to match.

use super::Writer;
use crate::translate::flow::{Edge, Val};
use rustc_hash::FxHashMap;

impl Writer<'_, '_, '_> {
    /// Makes the stack what the next block begins with, or lets that begin with what is there.
    pub(super) fn hand_over(&mut self, edge: &Edge) {
        let to = edge.to.0 as usize;
        let params = &self.flow.block(edge.to).params;
        if let Some(entry) = &self.entries[to] {
            let arg_of = |value: &Val| {
                params.iter().position(|param| param == value).map_or(*value, |index| edge.args[index])
            };
            let wanted: Vec<Val> = entry.iter().map(arg_of).collect();
            return self.arrange(&wanted);
        }
        let (wanted, entry) = self.layout(edge);
        if self.ways_in[to] > 1 || !params.is_empty() {
            self.arrange(&wanted);
            self.entries[to] = Some(entry);
        } else {
            self.entries[to] = Some(self.stack.clone());
        }
    }

    /// The stack that a block begins with if this is the first edge to it: what it needs, as it lies there, each
    /// parameter in the place of its argument where that is used up.
    fn layout(&self, edge: &Edge) -> (Vec<Val>, Vec<Val>) {
        let params = &self.flow.block(edge.to).params;
        let needed = &self.live.before[edge.to.0 as usize];
        let mut open: Vec<(Val, Val)> = edge.args.iter().copied().zip(params.iter().copied()).collect();
        let mut layout = Vec::new();
        for &value in &self.stack {
            if needed.contains(&value) {
                if !layout.contains(&(value, value)) {
                    layout.push((value, value));
                }
            } else if let Some(index) = open.iter().position(|(arg, _)| *arg == value) {
                layout.push(open.remove(index));
            }
        }
        layout.extend(open);
        layout.into_iter().unzip()
    }

    /// Makes the stack hold these values and no others.
    pub(super) fn arrange(&mut self, wanted: &[Val]) {
        let keeps = self.stack.iter().zip(wanted).take_while(|(have, want)| have == want).count();
        let mut missing: FxHashMap<Val, usize> = FxHashMap::default();
        wanted[keeps..].iter().for_each(|&value| *missing.entry(value).or_default() += 1);
        let mut spare = missing.clone();
        // Values that are not needed are removed first, from the top down.
        for at in (keeps..self.stack.len()).rev() {
            let value = self.stack[at];
            match spare.get_mut(&value).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => {
                    self.rotate(self.stack.len() - at);
                    self.pop();
                }
            }
        }
        let mut have: FxHashMap<Val, usize> = FxHashMap::default();
        self.stack[keeps..].iter().for_each(|&value| *have.entry(value).or_default() += 1);
        for done in 0..wanted.len() - keeps {
            self.next_wanted(wanted[keeps + done], done, &mut missing, &mut have);
        }
    }

    /// Puts the next wanted value on top of the `done` ones that are there.
    fn next_wanted(
        &mut self,
        value: Val,
        done: usize,
        missing: &mut FxHashMap<Val, usize>,
        have: &mut FxHashMap<Val, usize>,
    ) {
        let wanted = missing.get(&value).copied().unwrap_or(0);
        missing.insert(value, wanted.saturating_sub(1));
        if let Some(id) = self.constant(value).filter(|_| have.get(&value).copied().unwrap_or(0) == 0) {
            return self.push(value, id);
        }
        // Below what is done lies what still has to come up.
        let below = self.stack.len() - done;
        let found = self.stack[..below].iter().rposition(|&other| other == value);
        let rest = have.entry(value).or_default();
        match found.filter(|_| *rest > 0) {
            Some(at) if *rest >= wanted => {
                *rest -= 1;
                let n = self.stack.len() - at;
                self.rotate(n);
            }
            _ => {
                if let Some(n) = self.depth(value) {
                    self.copy(n);
                }
            }
        }
    }
}
