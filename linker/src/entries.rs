//! What merging Roo and SAILAR files has in common: entries, of which equal ones are kept once and of which two of one
//! key that differ are a conflict.

use crate::error::{Difference, LinkError, Origin};
use crate::input::Input;
use crate::link::{Dropped, Kept, Reason};
use crate::options::Duplicates;
use hashbrown::HashTable;
use std::ops::Range;

/// An entry of an input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) input: u32,
    start: u32,
    len: u32,
    /// Its number among the entries of all inputs.
    index: u32,
}

impl Row {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }

    pub(crate) fn bytes<'i>(&self, inputs: &'i [Input]) -> &'i [u8] {
        &inputs[self.input as usize].bytes[self.range()]
    }

    pub(crate) fn origin(&self, inputs: &[Input]) -> Origin {
        Origin::file(&inputs[self.input as usize].name)
    }
}

/// An entry as a walk has shown it: the hash of its key, and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) hash: u64,
    pub(crate) range: Range<usize>,
}

/// What two entries have to do with each other.
pub(crate) enum Relation {
    /// Their keys are not the same after all.
    None,
    /// They say the same.
    Same,
    /// They have one key and say different things.
    Differ,
}

/// A conflict, in words.
pub(crate) struct Conflict {
    pub(crate) what: &'static str,
    pub(crate) name: String,
    pub(crate) differences: Vec<Difference>,
}

/// What the merging needs to know of the entries of a format.
pub(crate) trait Kind {
    /// What two entries whose keys have one hash have to do with each other.
    fn relation(&self, first: &Row, second: &Row) -> Relation;
    /// The words about two that differ.
    fn conflict(&self, first: &Row, second: &Row) -> Conflict;
    /// The name of an entry.
    fn name(&self, row: &Row) -> String;
}

/// The entries of an output.
#[derive(Default)]
pub(crate) struct Entries {
    pub(crate) rows: Vec<Row>,
    table: HashTable<(u64, u32)>,
    seen: u32,
    pub(crate) dropped: Vec<Dropped>,
    pub(crate) errors: Vec<LinkError>,
}

impl Entries {
    /// Adds the next entry.
    pub(crate) fn add(
        &mut self,
        input: usize,
        shown: &Shown,
        kind: &impl Kind,
        inputs: &[Input],
        how: Duplicates,
    ) {
        let Shown { hash, range } = shown;
        let index = self.seen;
        self.seen += 1;
        let row = Row { input: input as u32, start: range.start as u32, len: range.len() as u32, index };
        let rows = &self.rows;
        let mut relation = Relation::None;
        let old = self.table.find(*hash, |(other, at)| {
            if other == hash {
                relation = kind.relation(&rows[*at as usize], &row);
            }
            !matches!(relation, Relation::None)
        });
        let Some(at) = old.map(|(_, at)| *at as usize) else {
            self.table.insert_unique(*hash, (*hash, self.rows.len() as u32), |(hash, _)| *hash);
            self.rows.push(row);
            return;
        };
        self.again(at, row, &relation, kind, inputs, how);
    }

    fn again(
        &mut self,
        at: usize,
        row: Row,
        relation: &Relation,
        kind: &impl Kind,
        inputs: &[Input],
        how: Duplicates,
    ) {
        let first = self.rows[at];
        let (gone, reason) = match (relation, how) {
            (Relation::Differ, Duplicates::Error) => {
                let Conflict { what, name, differences } = kind.conflict(&first, &row);
                let (first, second) = (first.origin(inputs), row.origin(inputs));
                self.errors.push(LinkError::Conflict { what, name, differences, first, second });
                return;
            }
            (Relation::Differ, Duplicates::Last) => {
                self.rows[at] = row;
                (first, Reason::Replaced(row.origin(inputs)))
            }
            (Relation::Differ, Duplicates::First) => (row, Reason::Replaced(first.origin(inputs))),
            _ => (row, Reason::Same(first.origin(inputs))),
        };
        self.dropped.push(Dropped { input: gone.input, name: kind.name(&gone), reason });
    }

    /// What is in the output, in order.
    pub(crate) fn kept(&self) -> impl Iterator<Item = Kept> {
        self.rows.iter().map(|row| Kept { input: row.input, index: row.index })
    }
}

/// The differences between two lists of parts, one by one.
pub(crate) fn compare(part: &str, first: &[String], second: &[String]) -> Vec<Difference> {
    let count = first.len().max(second.len());
    let pairs = (0..count).map(|at| (at, first.get(at), second.get(at)));
    let differences = pairs.filter(|(_, first, second)| first != second).map(|(at, first, second)| {
        Difference { part: format!("{part} {}", at + 1), first: first.cloned(), second: second.cloned() }
    });
    differences.collect()
}

/// The difference between two values of one part, if there is one.
pub(crate) fn differ(part: &str, first: impl ToString, second: impl ToString) -> Option<Difference> {
    let (first, second) = (first.to_string(), second.to_string());
    (first != second).then(|| Difference { part: part.to_owned(), first: Some(first), second: Some(second) })
}
