//! The bytes of a file, cut into runs along its tree of fields: each run belongs to one field, in order and without gaps.

use lzasm::bytes::FieldTree;
use lzasm_grammar::diag::render::sanitize;
use std::fmt::Write;
use std::ops::Range;

/// Bytes that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Their offsets.
    pub(super) bytes: Range<usize>,
    /// The innermost field that they belong to, if any.
    pub(super) field: Option<usize>,
    /// The position in the source that made them; 0 if none did.
    pub(super) origin: u32,
}

/// All runs of a file, and for each field the one around it.
pub(super) struct Runs<'t> {
    tree: &'t FieldTree,
    around: Vec<Option<usize>>,
    /// The runs in order.
    pub(super) all: Vec<Run>,
    open: Vec<(usize, u32)>,
    at: usize,
}

impl<'t> Runs<'t> {
    /// The runs of a file of `size` bytes.
    pub(super) fn new(tree: &'t FieldTree, size: usize) -> Self {
        let mut runs = Self { tree, around: Vec::new(), all: Vec::new(), open: Vec::new(), at: 0 };
        for (index, field) in tree.fields.iter().enumerate() {
            runs.close(field.depth);
            runs.push(field.start);
            let (around, inherited) =
                runs.open.last().map_or((None, 0), |(index, origin)| (Some(*index), *origin));
            runs.around.push(around);
            let origin = if field.origin.0 == 0 { inherited } else { field.origin.0 };
            runs.open.push((index, origin));
        }
        runs.close(0);
        runs.push(size);
        runs
    }

    /// Leaves the fields of at least this depth.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth {
            let end = self.open.last().map_or(0, |(index, _)| self.tree.fields[*index].end);
            self.push(end);
            self.open.pop();
        }
    }

    /// Gives the bytes up to an offset that have no run yet to the innermost open field.
    fn push(&mut self, end: usize) {
        if end > self.at {
            let (field, origin) =
                self.open.last().map_or((None, 0), |(index, origin)| (Some(*index), *origin));
            self.all.push(Run { bytes: self.at..end, field, origin });
            self.at = end;
        }
    }

    /// `modules[0].code[3].opcode = …`, without the outer steps if it is longer than `width` characters.
    pub(super) fn description(&self, run: &Run, width: usize) -> String {
        let Some(field) = run.field else { return String::new() };
        let value = self.tree.fields[field].value.as_deref();
        let value = value.map_or(String::new(), |value| format!(" = {}", sanitize::message(value)));
        let mut text = self.step(field) + &value;
        let mut around = self.around[field];
        while let Some(field) = around {
            let step = self.step(field);
            around = self.around[field];
            let room = if around.is_some() { 2 } else { 0 };
            if text.chars().count() + step.len() + 1 + room > width {
                text.insert_str(0, "….");
                break;
            }
            text.insert(0, '.');
            text.insert_str(0, &step);
        }
        match text.char_indices().nth(width) {
            Some(_) => text.chars().take(width - 1).chain(['…']).collect(),
            None => text,
        }
    }

    fn step(&self, field: usize) -> String {
        let field = &self.tree.fields[field];
        let mut text = field.name.to_owned();
        if let Some(index) = field.index {
            // Writing to memory cannot fail.
            let _ = write!(text, "[{index}]");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lzasm::bytes::{At, Recorder};
    use pretty_assertions::assert_eq;

    /// Fields as a writer records them: `outer` around two `inner`, with gaps before, between and after.
    fn tree() -> FieldTree {
        let mut tree = FieldTree::default();
        tree.open(1, "outer", Some(4), At(7));
        tree.open(2, "inner", Some(0), At(0));
        tree.value(|text| text.push_str("one"));
        tree.close(4);
        tree.open(5, "inner", Some(1), At(9));
        tree.close(6);
        tree.close(8);
        tree
    }

    #[test]
    fn runs_follow_each_other_without_a_gap() {
        let tree = tree();
        let runs = Runs::new(&tree, 10);
        let run = |bytes, field, origin| Run { bytes, field, origin };
        let expected = [
            run(0..1, None, 0),
            run(1..2, Some(0), 7),
            run(2..4, Some(1), 7),
            run(4..5, Some(0), 7),
            run(5..6, Some(2), 9),
            run(6..8, Some(0), 7),
            run(8..10, None, 0),
        ];
        assert_eq!(runs.all, expected);
    }

    #[test]
    fn long_descriptions_lose_their_outer_steps() {
        let tree = tree();
        let runs = Runs::new(&tree, 10);
        let shown = |width| runs.description(&runs.all[2], width);
        assert_eq!(shown(40), "outer[4].inner[0] = one");
        assert_eq!(shown(23), "outer[4].inner[0] = one");
        assert_eq!(shown(22), "….inner[0] = one");
        assert_eq!(shown(10), "….inner[0…");
        assert_eq!(runs.description(&runs.all[0], 40), "");
    }
}
