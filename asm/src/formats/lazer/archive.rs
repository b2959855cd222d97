//! How modules are packed into an archive: which archives open before which module. The steps follow from the number of
//! modules and the capacity of an archive; models and bytes are packed by the same steps.

use super::model::{Archive, Module};
use crate::bytes::At;

/// One step of writing an archive from front to back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An archive of this number of modules begins.
    Open(usize),
    /// The next module.
    Leaf,
}

/// The archive that packs `count` modules in order: one, or a balanced tree of the least depth if they are more than
/// `most`, which is at least 2.
#[derive(Clone, Debug)]
pub struct Tree {
    /// From the innermost level out: how its nodes are parted among the nodes of the next.
    levels: Vec<Level>,
    /// How many nodes the outermost archive holds.
    top: usize,
}

/// The nodes of a level are in `groups` groups of `small` nodes, the first `larger` of which have one more.
#[derive(Clone, Copy, Debug)]
struct Level {
    small: usize,
    larger: usize,
}

impl Level {
    fn size(self, group: usize) -> usize {
        self.small + usize::from(group < self.larger)
    }
}

impl Tree {
    /// The tree for this number of modules.
    pub fn new(count: usize, most: usize) -> Self {
        let most = most.max(2);
        let mut levels = Vec::new();
        let mut top = count;
        while top > most {
            // As few groups as hold them all, of sizes as equal as can be.
            let groups = top.div_ceil(most);
            levels.push(Level { small: top / groups, larger: top % groups });
            top = groups;
        }
        Self { levels, top }
    }

    /// How many archives enclose a module.
    pub fn depth(&self) -> usize {
        self.levels.len() + 1
    }

    /// The steps from front to back.
    pub fn steps(&self) -> Steps<'_> {
        Steps { tree: self, open: Vec::new(), next: vec![0; self.levels.len()], begun: false }
    }
}

/// The steps of a [`Tree`].
#[derive(Clone, Debug)]
pub struct Steps<'t> {
    tree: &'t Tree,
    /// How many nodes each open archive still lacks, the outermost first.
    open: Vec<usize>,
    /// The number of the next group of each level.
    next: Vec<usize>,
    begun: bool,
}

impl Iterator for Steps<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        if !self.begun {
            self.begun = true;
            self.open.push(self.tree.top);
            return Some(Step::Open(self.tree.top));
        }
        while self.open.last() == Some(&0) {
            self.open.pop();
        }
        *self.open.last_mut()? -= 1;
        let depth = self.open.len();
        let Some(level) = self.tree.levels.len().checked_sub(depth) else { return Some(Step::Leaf) };
        let size = self.tree.levels[level].size(self.next[level]);
        self.next[level] += 1;
        self.open.push(size);
        Some(Step::Open(size))
    }
}

/// Packs modules into an archive of archives of at most `most` modules each, in order.
pub fn group(modules: Vec<Module>, most: usize) -> Archive {
    let tree = Tree::new(modules.len(), most);
    let mut modules = modules.into_iter();
    let mut nest = Nest::default();
    for step in tree.steps() {
        match step {
            Step::Open(size) => nest.open(size),
            Step::Leaf => modules.next().into_iter().for_each(|module| nest.add(module)),
        }
    }
    match nest.finish() {
        Module::Archive(archive) => archive,
        module => Archive { modules: vec![module], origin: At::default() },
    }
}

/// Puts modules that come from front to back into the archives around them.
#[derive(Debug, Default)]
pub(super) struct Nest {
    /// The archives that lack modules, each with the number of modules it will have.
    open: Vec<(usize, Vec<Module>)>,
    whole: Option<Module>,
}

impl Nest {
    /// Begins an archive of this number of modules, which follow.
    pub(super) fn open(&mut self, count: usize) {
        self.open.push((count, Vec::new()));
        self.close(|count, modules| modules.len() == count);
    }

    /// Adds a module other than an archive.
    pub(super) fn add(&mut self, module: Module) {
        self.put(module);
        self.close(|count, modules| modules.len() == count);
    }

    /// The module that all the others are in. Archives may lack modules if the file they are read from is damaged.
    pub(super) fn finish(mut self) -> Module {
        self.close(|_, _| true);
        self.whole.unwrap_or_else(|| Module::Archive(Archive::default()))
    }

    fn put(&mut self, module: Module) {
        match self.open.last_mut() {
            Some((_, around)) => around.push(module),
            None => self.whole = Some(module),
        }
    }

    fn close(&mut self, is_complete: impl Fn(usize, &[Module]) -> bool) {
        while let Some((_, modules)) = self.open.pop_if(|(count, modules)| is_complete(*count, modules)) {
            self.put(Module::Archive(Archive { modules, origin: At::default() }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::{Bytecode, MAX_MODULES};
    use super::*;

    fn leaf() -> Module {
        Module::Bytecode(Bytecode::default())
    }

    fn depth_and_count(archive: &Archive) -> (usize, usize) {
        let inner = archive.modules.iter().map(|module| match module {
            Module::Archive(archive) => depth_and_count(archive),
            _ => (0, 1),
        });
        inner.fold((0, 0), |(depth, count), (d, c)| (depth.max(d + 1), count + c))
    }

    #[test]
    fn many_modules_become_a_shallow_tree() {
        for (count, depth) in [(1, 1), (255, 1), (256, 2), (255 * 255, 2), (255 * 255 + 1, 3)] {
            let archive = group(vec![leaf(); count], MAX_MODULES);
            assert_eq!(depth_and_count(&archive), (depth, count), "{count} modules");
            assert!(archive.modules.len() <= MAX_MODULES);
        }
        assert_eq!(group(Vec::new(), MAX_MODULES), Archive::default());
        assert_eq!(depth_and_count(&group(vec![leaf(); 9], 2)), (4, 9));
    }

    #[test]
    fn a_million_modules_take_as_many_leaves() {
        let tree = Tree::new(1_000_000, MAX_MODULES);
        assert_eq!(tree.depth(), 3);
        let mut leaves = 0;
        for step in tree.steps() {
            match step {
                Step::Leaf => leaves += 1,
                Step::Open(size) => assert!((1..=MAX_MODULES).contains(&size)),
            }
        }
        assert_eq!(leaves, 1_000_000);
    }
}
