//! Labels: the places that jumps go to, named for what they are for.

use super::Names;
use lzasm_grammar::printer::Code;
use std::collections::BTreeMap;
use std::collections::btree_map::Iter;
use std::iter::Peekable;

/// What is known of a place.
#[derive(Clone, Debug)]
enum Use {
    /// A later instruction jumps back to it.
    Back,
    /// It is only reached from above.
    Forward,
    /// It has a name of its own.
    Named(String),
}

/// The labels of one body of code, by place.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    uses: BTreeMap<u32, Use>,
    names: BTreeMap<u32, String>,
}

impl Labels {
    /// Records that an instruction jumps to a place.
    pub(crate) fn jump(&mut self, from: u32, to: u32) {
        let found = self.uses.entry(to).or_insert(Use::Forward);
        if to <= from && matches!(found, Use::Forward) {
            *found = Use::Back;
        }
    }

    /// A place has something to do with this name.
    pub(crate) fn entry(&mut self, place: u32, name: String) {
        self.uses.insert(place, Use::Named(name));
    }

    /// Gives all places their names: those that are gone back to are loops; `leaves` shows where code ends.
    pub(crate) fn name(&mut self, names: &mut Names, leaves: impl Fn(u32) -> bool) {
        let mut plain = 0;
        for (&place, found) in &self.uses {
            let name = match found {
                Use::Named(name) => names.unique(name, "_"),
                Use::Back => names.unique("loop", ""),
                Use::Forward if leaves(place) => names.unique("done", ""),
                Use::Forward => {
                    plain += 1;
                    names.unique(&format!("L{plain}"), "_")
                }
            };
            self.names.insert(place, name);
        }
    }

    /// The labels in the order of their places, to be written between the lines of code.
    pub(crate) fn in_order(&self) -> InOrder<'_> {
        InOrder(self.names.iter().peekable())
    }

    /// The label of a place.
    pub(crate) fn at(&self, place: u32) -> Option<&str> {
        self.names.get(&place).map(String::as_str)
    }
}

/// The labels that are not written yet.
pub(crate) struct InOrder<'l>(Peekable<Iter<'l, u32, String>>);

impl InOrder<'_> {
    /// Writes the label of a place, if it has one. Places come in rising order.
    pub(crate) fn write(&mut self, code: &mut Code, place: u32) {
        if let Some((_, name)) = self.0.next_if(|(at, _)| **at == place) {
            code.label(name);
        }
    }
}
