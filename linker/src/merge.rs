//! Merging the entries of formats without code: equal entries are kept once, and two entries of one key that differ are
//! a conflict.

use crate::error::{Difference, LinkError, LinkErrors, Origin};
use crate::input::Input;
use crate::options::Duplicates;
use crate::selection::{Dropped, Kept, Reason};
use hashbrown::HashTable;
use std::hash::{BuildHasher, Hash, RandomState};
use std::ops::Range;

/// An entry of an input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) input: u32,
    start: u32,
    len: u32,
    /// Its index among the entries of all inputs.
    pub(crate) index: u32,
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

/// An entry as a walk found it: the hash of its key, and its bytes. It is small, as there may be millions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scanned {
    hash: u32,
    start: u32,
    len: u32,
}

impl Scanned {
    pub(crate) fn new(hash: u32, range: Range<usize>) -> Self {
        // Inputs have less than 4 GiB together.
        Self { hash, start: range.start as u32, len: range.len() as u32 }
    }
}

/// Hashes keys with a random seed, so that no input can be made to collide.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hasher(RandomState);

impl Hasher {
    pub(crate) fn hash(&self, key: impl Hash) -> u32 {
        self.wide(key) as u32
    }

    /// A hash that is long enough to count different keys by their hashes alone.
    pub(crate) fn wide(&self, key: impl Hash) -> u64 {
        self.0.hash_one(key)
    }
}

/// The indices of rows by the hashes of their keys.
#[derive(Default)]
pub(crate) struct Table(HashTable<(u32, u32)>);

impl Table {
    /// The row of this hash that the predicate accepts.
    pub(crate) fn find(&self, hash: u32, mut is_it: impl FnMut(usize) -> bool) -> Option<usize> {
        let found = self.0.find(spread(hash), |&(other, at)| other == hash && is_it(at as usize));
        found.map(|&(_, at)| at as usize)
    }

    pub(crate) fn insert(&mut self, hash: u32, row: usize) {
        self.0.insert_unique(spread(hash), (hash, row as u32), |&(hash, _)| spread(hash));
    }
}

/// Spreads a hash over 64 bits: the table takes its index from the last bits and its tags from the first.
const fn spread(hash: u32) -> u64 {
    (hash as u64) << 32 | hash as u64
}

/// How two entries relate.
pub(crate) enum Relation {
    /// Their keys differ; only the hashes are equal.
    None,
    /// They are equal.
    Same,
    /// They have one key and differ.
    Differ,
}

/// A conflict as its message shows it.
pub(crate) struct Conflict {
    pub(crate) what: &'static str,
    pub(crate) name: String,
    pub(crate) differences: Vec<Difference>,
}

/// A kind of entries: how they are compared.
pub(crate) trait Kind {
    /// Compares two entries whose keys have one hash.
    fn relation(&self, first: &Row, second: &Row) -> Relation;
    /// Describes the differences of two entries.
    fn conflict(&self, first: &Row, second: &Row) -> Conflict;
}

/// An entry that is not in the output, and the input of the one that replaces it.
#[derive(Clone, Copy, Debug)]
struct Gone {
    row: Row,
    input: u32,
    is_same: bool,
}

/// The entries that are not in the output. Their names are read only on request.
pub(crate) struct Left {
    gone: Vec<Gone>,
    name: fn(&Input, Range<usize>) -> String,
}

impl Left {
    pub(crate) fn each<'l>(&'l self, inputs: &'l [Input]) -> impl Iterator<Item = Dropped> + 'l {
        self.gone.iter().map(move |&Gone { row, input, is_same }| {
            let origin = Origin::file(&inputs[input as usize].name);
            let reason = if is_same { Reason::Same(origin) } else { Reason::Replaced(origin) };
            let name = (self.name)(&inputs[row.input as usize], row.range());
            Dropped { input: row.input, name, reason }
        })
    }
}

/// The entries of an output.
#[derive(Default)]
pub(crate) struct Entries {
    pub(crate) rows: Vec<Row>,
    table: Table,
    seen: u32,
    gone: Vec<Gone>,
    pub(crate) errors: LinkErrors,
}

impl Entries {
    /// Adds the next entry.
    pub(crate) fn add(
        &mut self,
        input: usize,
        shown: &Scanned,
        kind: &impl Kind,
        inputs: &[Input],
        how: Duplicates,
    ) {
        let &Scanned { hash, start, len } = shown;
        let row = Row { input: input as u32, start, len, index: self.seen };
        self.seen += 1;
        let mut relation = Relation::None;
        let old = self.table.find(hash, |at| {
            relation = kind.relation(&self.rows[at], &row);
            !matches!(relation, Relation::None)
        });
        let Some(at) = old else {
            self.table.insert(hash, self.rows.len());
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
        let is_same = !matches!(relation, Relation::Differ);
        let (gone, kept) = match how {
            _ if is_same => (row, first),
            Duplicates::First => (row, first),
            Duplicates::Last => {
                self.rows[at] = row;
                (first, row)
            }
            Duplicates::Error => {
                let Conflict { what, name, differences } = kind.conflict(&first, &row);
                let (first, second) = (first.origin(inputs), row.origin(inputs));
                self.errors.add(LinkError::Conflict { what, name, differences, first, second });
                return;
            }
        };
        self.gone.push(Gone { row: gone, input: kept.input, is_same });
    }

    /// Takes the entries that are not in the output; `name` reads the name of an entry.
    pub(crate) fn left(&mut self, name: fn(&Input, Range<usize>) -> String) -> Left {
        Left { gone: std::mem::take(&mut self.gone), name }
    }

    /// The row of this hash that the predicate accepts.
    pub(crate) fn find(&self, hash: u32, mut is_it: impl FnMut(&Row) -> bool) -> Option<usize> {
        self.table.find(hash, |at| is_it(&self.rows[at]))
    }

    /// The entries of the output, in order.
    pub(crate) fn kept(&self) -> impl Iterator<Item = Kept> {
        self.rows.iter().map(|row| Kept { input: row.input, index: row.index })
    }
}

/// The differences between two lists of parts, item by item.
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
