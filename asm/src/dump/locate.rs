//! Finds fields by their paths: `modules[3].functions[0].name`. The parts of a field are indexed once, so that
//! the cost of many paths is bounded by the number of fields in the tree.

use crate::bytes::FieldTree;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The root of the tree, which is not a field.
const ROOT: usize = usize::MAX;

type Parts<'p> = FxHashMap<(&'p str, Option<usize>), usize>;

/// Finds fields by their paths.
pub struct Locator<'t> {
    tree: &'t FieldTree,
    /// For each field, the index of the first that is not inside it.
    after: Vec<usize>,
    parts: FxHashMap<usize, Parts<'t>>,
}

impl<'t> Locator<'t> {
    /// A locator of the fields of a tree.
    pub fn new(tree: &'t FieldTree) -> Self {
        let mut after = vec![tree.fields.len(); tree.fields.len()];
        let mut open: Vec<usize> = Vec::new();
        for (at, field) in tree.fields.iter().enumerate() {
            while open.len() > field.depth {
                if let Some(closed) = open.pop() {
                    after[closed] = at;
                }
            }
            open.push(at);
        }
        Self { tree, after, parts: FxHashMap::default() }
    }

    /// The index of the first field that is not inside this one.
    pub fn after(&self, at: usize) -> usize {
        self.after[at]
    }

    /// The index of the field with this path.
    pub fn find(&mut self, path: &str) -> Option<usize> {
        self.inside(ROOT, path)
    }

    /// The index of a field inside another, with this path from there on.
    pub fn find_in(&mut self, at: usize, path: &str) -> Option<usize> {
        self.inside(at, path)
    }

    /// The bytes of a list of fields: `code[2]` up to, not including, `code[5]` for the path `code`, 2 and 3.
    pub fn bytes_of(&mut self, path: &str, start: usize, count: usize) -> Option<Range<usize>> {
        let (parent, name) = match path.rsplit_once('.') {
            Some((parent, name)) => (self.find(parent)?, name),
            None => (ROOT, path),
        };
        let last = start + count.checked_sub(1)?;
        let first = self.part(parent, name, Some(start))?;
        let last = self.part(parent, name, Some(last))?;
        Some(self.tree.fields[first].start..self.tree.fields[last].end)
    }

    /// The bytes of the field with this path.
    pub fn bytes(&mut self, path: &str) -> Option<Range<usize>> {
        self.find(path).map(|at| self.tree.fields[at].start..self.tree.fields[at].end)
    }

    fn inside(&mut self, parent: usize, path: &str) -> Option<usize> {
        path.split('.')
            .filter(|step| !step.is_empty())
            .try_fold(parent, |at, step| {
                let (name, index) = match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
                    Some((name, index)) => (name, Some(index.parse().ok()?)),
                    None => (step, None),
                };
                self.part(at, name, index)
            })
            .filter(|at| *at != ROOT)
    }

    fn part(&mut self, parent: usize, name: &str, index: Option<usize>) -> Option<usize> {
        let (tree, after) = (self.tree, &self.after);
        let parts = self.parts.entry(parent).or_insert_with(|| {
            let (mut at, end) = match parent {
                ROOT => (0, tree.fields.len()),
                parent => (parent + 1, after[parent]),
            };
            let mut parts = Parts::default();
            while at < end {
                let field = &tree.fields[at];
                parts.entry((field.name, field.index)).or_insert(at);
                at = after[at];
            }
            parts
        });
        parts.get(&(name, index)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats;

    #[test]
    fn every_field_of_every_format_is_found_by_its_path() {
        for name in ["calc.lzr", "native.lzr", "fact.hydro", "shapes.roomod", "plain.sail"] {
            let bytes = formats::testing::conformance(name);
            let model = formats::detect(&bytes).unwrap().decode(&bytes).unwrap();
            let (_, tree) = model.fields().unwrap();
            let mut locator = Locator::new(&tree);
            for at in 0..tree.fields.len() {
                let path = tree.path(at);
                let found = locator.find(&path).unwrap();
                assert_eq!(tree.path(found), path);
            }
            assert_eq!(locator.find("magic.nothing"), None);
            assert_eq!(locator.find(""), None);
        }
    }

    #[test]
    fn words_of_a_function_are_one_range() {
        let bytes = formats::testing::conformance("calc.lzr");
        let (_, tree) = formats::detect(&bytes).unwrap().decode(&bytes).unwrap().fields().unwrap();
        let mut locator = Locator::new(&tree);
        let range = locator.bytes_of("code", 0, 2).unwrap();
        assert_eq!(range.len(), 8);
        assert_eq!(locator.bytes_of("code", 0, 0), None);
        assert_eq!(locator.bytes_of("code", 0, 1_000_000), None);
    }
}
