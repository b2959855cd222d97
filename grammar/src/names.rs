//! Names as numbers: each different text is stored once and is compared as a `u32` from then on.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A name, as its number in an [`Interner`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sym(pub u32);

/// The texts of all names of a run.
///
/// The first names interned get the numbers from 0 on, which lets a caller give its keywords fixed numbers.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    /// Each name with the hash of its text, so that a growing table looks at no text again.
    table: HashTable<(u32, Sym)>,
    text: String,
    ends: Vec<u32>,
}

impl Interner {
    /// An empty interner.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reserves memory for this many more names.
    pub fn reserve(&mut self, count: usize) {
        self.table.reserve(count, |&(hash, _)| spread(hash));
        self.ends.reserve(count);
    }

    /// The number of a text, a new one if it was never seen.
    pub fn intern(&mut self, text: &str) -> Sym {
        let Self { table, text: stored, ends } = self;
        let next = Sym(ends.len() as u32);
        let hash = hash(text);
        let is_it = |&(other, sym): &(u32, Sym)| other == hash && slice(stored, ends, sym) == text;
        match table.entry(spread(hash), is_it, |&(hash, _)| spread(hash)) {
            hashbrown::hash_table::Entry::Occupied(found) => found.get().1,
            hashbrown::hash_table::Entry::Vacant(place) => {
                place.insert((hash, next));
                stored.push_str(text);
                ends.push(stored.len() as u32);
                next
            }
        }
    }

    /// The number of a text, if it was ever interned.
    pub fn find(&self, text: &str) -> Option<Sym> {
        let hash = hash(text);
        let is_it = |&(other, sym): &(u32, Sym)| other == hash && self.text(sym) == text;
        self.table.find(spread(hash), is_it).map(|&(_, sym)| sym)
    }

    /// The text of a name.
    pub fn text(&self, sym: Sym) -> &str {
        slice(&self.text, &self.ends, sym)
    }

    /// The number of bytes of all names.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The number of different names.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The names that were added after there were this many.
    pub fn since(&self, known: usize) -> Names {
        let start = if known == 0 { 0 } else { self.ends[known - 1] };
        let ends = self.ends[known..].iter().map(|end| end - start).collect();
        Names { text: self.text[start as usize..].into(), ends }
    }

    /// Whether there are no names.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// Texts of names, outside their interner.
#[derive(Clone, Debug)]
pub struct Names {
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Names {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|at| slice(&self.text, &self.ends, Sym(at as u32)))
    }
}

fn slice<'t>(text: &'t str, ends: &[u32], sym: Sym) -> &'t str {
    let at = sym.0 as usize;
    let lo = if at == 0 { 0 } else { ends[at - 1] as usize };
    &text[lo..ends[at] as usize]
}

fn hash(text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    let hash = hasher.finish();
    (hash ^ hash >> 32) as u32
}

/// A hash whose first and last bits differ from those of others: the table looks at these.
const fn spread(hash: u32) -> u64 {
    (hash as u64) << 32 | hash as u64
}

/// A name in backticks, as a source writes it.
pub fn in_backticks(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 2);
    text.push('`');
    for c in name.chars() {
        match c {
            '\\' | '`' => text.extend(['\\', c]),
            c if c.is_control() => text.extend(c.escape_unicode()),
            c => text.push(c),
        }
    }
    text.push('`');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_name() {
        let mut names = Interner::new();
        let (a, b) = (names.intern("loop"), names.intern("done"));
        assert_eq!(names.intern("loop"), a);
        assert_ne!(a, b);
        assert_eq!(names.text(b), "done");
        assert_eq!(names.find("never"), None);
    }

    #[test]
    fn the_first_names_count_from_zero() {
        let mut names = Interner::new();
        assert_eq!(names.intern(""), Sym(0));
        assert_eq!(names.intern("r0"), Sym(1));
    }
}
