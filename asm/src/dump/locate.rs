//! Finds fields by their paths: `modules[3].functions[0].name`. The parts of a field are indexed once, so that
//! the cost of many paths is bounded by the number of fields in the tree.

use crate::bytes::{FieldTree, Run};
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
    /// The lists that are kept as a whole, by the field that contains them and their name.
    runs: FxHashMap<(usize, &'t str), Run>,
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
        let runs = tree.runs.iter().map(|run| ((run.parent.unwrap_or(ROOT), run.name), *run));
        Self { tree, after, parts: FxHashMap::default(), runs: runs.collect() }
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
        let (parent, name) = self.last_step(path)?;
        let last = start.checked_add(count.checked_sub(1)?)?;
        let first = self.place(parent, name, Some(start))?;
        let last = self.place(parent, name, Some(last))?;
        Some(first.start..last.end)
    }

    /// The bytes of the field with this path.
    pub fn bytes(&mut self, path: &str) -> Option<Range<usize>> {
        let (parent, last) = self.last_step(path)?;
        let (name, index) = step(last)?;
        self.place(parent, name, index)
    }

    /// The field that the last step of a path starts from, and that step.
    fn last_step<'p>(&mut self, path: &'p str) -> Option<(usize, &'p str)> {
        match path.rsplit_once('.') {
            Some((parent, last)) => Some((self.find(parent)?, last)),
            None => Some((ROOT, path)),
        }
    }

    /// The bytes of a part of a field, which may be one of a list that is kept as a whole.
    fn place(&mut self, parent: usize, name: &str, index: Option<usize>) -> Option<Range<usize>> {
        if let (Some(run), Some(index)) = (self.runs.get(&(parent, name)), index) {
            let start = run.start + index.checked_mul(run.width)?;
            return (index < run.count).then(|| start..start + run.width);
        }
        let at = self.part(parent, name, index)?;
        Some(self.tree.fields[at].start..self.tree.fields[at].end)
    }

    fn inside(&mut self, parent: usize, path: &str) -> Option<usize> {
        path.split('.')
            .filter(|step| !step.is_empty())
            .try_fold(parent, |at, text| {
                let (name, index) = step(text)?;
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

/// The name and the index of a step of a path: `code[2]`.
fn step(text: &str) -> Option<(&str, Option<usize>)> {
    match text.strip_suffix(']').and_then(|text| text.split_once('[')) {
        Some((name, index)) => Some((name, Some(index.parse().ok()?))),
        None => Some((text, None)),
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
            let (_, outline) = model.record(FieldTree::outline()).unwrap();
            let mut places = Locator::new(&outline);
            for (at, field) in tree.fields.iter().enumerate() {
                let path = tree.path(at);
                assert_eq!(places.bytes(&path), Some(field.start..field.end), "{path}");
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
