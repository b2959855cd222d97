//! The fields of a file as a tree: names, indices, byte ranges, and where each came from.

use super::At;

/// A field of a file. The tree is a flat list in the order of opening; `depth` determines which field contains which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in the format's page.
    pub name: &'static str,
    /// Its number among equals.
    pub index: Option<usize>,
    /// The number of fields that contain it.
    pub depth: usize,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Its value as a person reads it, for fields without parts.
    pub value: Option<String>,
    /// The source position it came from.
    pub origin: At,
}

/// Receives the fields while they are written.
pub trait Recorder {
    /// Whether it keeps anything; if not, a writer may write many fields at once.
    const RECORDS: bool = true;

    /// A field starts at this offset.
    fn open(&mut self, offset: usize, name: &'static str, index: Option<usize>, origin: At);
    /// The field opened last ends at this offset.
    fn close(&mut self, offset: usize);
    /// The value of the field opened last; `write` appends it to a text.
    fn value(&mut self, write: impl FnOnce(&mut String));
    /// Keeps a list of fields of one width as a whole; false if it wants each of them.
    fn run(&mut self, _offset: usize, _name: &'static str, _width: usize, _count: usize) -> bool {
        false
    }
}

/// Takes the fields of a file one by one and keeps none of them, as a view that prints does.
pub trait Fields {
    /// A field starts at this offset.
    fn open(&mut self, offset: usize, name: &'static str, index: Option<usize>);
    /// The field opened last ends at this offset.
    fn close(&mut self, offset: usize);
    /// Where the value of the field opened last is to be written.
    fn value(&mut self) -> &mut String;
}

impl Recorder for &mut dyn Fields {
    fn open(&mut self, offset: usize, name: &'static str, index: Option<usize>, _: At) {
        (**self).open(offset, name, index);
    }

    fn close(&mut self, offset: usize) {
        (**self).close(offset);
    }

    fn value(&mut self, write: impl FnOnce(&mut String)) {
        write((**self).value());
    }
}

/// Records nothing and costs nothing.
impl Recorder for () {
    const RECORDS: bool = false;

    fn open(&mut self, _: usize, _: &'static str, _: Option<usize>, _: At) {}
    fn close(&mut self, _: usize) {}
    fn value(&mut self, _: impl FnOnce(&mut String)) {}
}

/// A list of fields of one width, kept as a whole: the words of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The field that contains them; `None` in the file itself.
    pub parent: Option<usize>,
    /// Their name.
    pub name: &'static str,
    /// The first byte of the first.
    pub start: usize,
    /// The bytes of each.
    pub width: usize,
    /// Their number.
    pub count: usize,
}

/// Records every field.
#[derive(Clone, Debug, Default)]
pub struct FieldTree {
    /// The fields in the order they start; a field comes before its parts.
    pub fields: Vec<Field>,
    /// The lists that are kept as a whole; none unless it is an outline.
    pub runs: Vec<Run>,
    open: Vec<usize>,
    is_outline: bool,
}

impl Recorder for FieldTree {
    fn open(&mut self, offset: usize, name: &'static str, index: Option<usize>, origin: At) {
        let depth = self.open.len();
        self.open.push(self.fields.len());
        self.fields.push(Field { name, index, depth, start: offset, end: offset, value: None, origin });
    }

    fn close(&mut self, offset: usize) {
        if let Some(at) = self.open.pop() {
            self.fields[at].end = offset;
        }
    }

    fn value(&mut self, write: impl FnOnce(&mut String)) {
        if let Some(&at) = self.open.last().filter(|_| !self.is_outline) {
            write(self.fields[at].value.insert(String::new()));
        }
    }

    fn run(&mut self, offset: usize, name: &'static str, width: usize, count: usize) -> bool {
        if self.is_outline {
            self.runs.push(Run { parent: self.open.last().copied(), name, start: offset, width, count });
        }
        self.is_outline
    }
}

impl FieldTree {
    /// A tree that only finds places: it keeps no values, and long lists as a whole.
    pub fn outline() -> Self {
        Self { is_outline: true, ..Self::default() }
    }

    /// The path of a field: `module[3].functions[0].name`.
    pub fn path(&self, at: usize) -> String {
        let mut parts = vec![at];
        let mut depth = self.fields[at].depth;
        for above in (0..at).rev() {
            if depth == 0 {
                break;
            }
            if self.fields[above].depth < depth {
                depth = self.fields[above].depth;
                parts.push(above);
            }
        }
        let steps = parts.iter().rev().map(|&part| (self.fields[part].name, self.fields[part].index));
        path_text(steps)
    }
}

/// Joins the steps of a path.
pub(super) fn path_text(steps: impl Iterator<Item = (&'static str, Option<usize>)>) -> String {
    let mut text = String::new();
    for (name, index) in steps {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(name);
        if let Some(index) = index {
            text.push_str(&format!("[{index}]"));
        }
    }
    text
}
