//! Annotated hex: every byte of a file with the field it belongs to. A field without parts takes a line each;
//! fields with parts are headings.

use super::File;
use super::bytes::{BESIDE, push_beside};
use crate::bytes::{FieldTree, Fields};
use crate::formats::{PIECE, Sink};
use lzasm_grammar::diag::render::sanitize;
use std::fmt::Write;

/// The number of characters of a value that are shown.
const VALUE: usize = 120;

/// Hands a file as annotated hex to a sink, while its fields come.
pub fn to(file: &File, sink: &mut Sink<'_>) {
    let mut page = Page::new(&file.bytes, sink);
    // A file that was read can be written: its fields are all there.
    let shown = file.model.show(&mut page);
    debug_assert_eq!(shown, Ok(()));
    page.finish();
}

/// Bytes as annotated hex, with these fields.
pub fn dump(bytes: &[u8], tree: &FieldTree) -> String {
    let mut text = String::new();
    let mut sink = |piece: &str| text.push_str(piece);
    let mut page = Page::new(bytes, &mut sink);
    let mut ends = Vec::new();
    for field in &tree.fields {
        ends.drain(field.depth.min(ends.len())..).rev().for_each(|end| page.close(end));
        page.open(field.start, field.name, field.index);
        if let Some(value) = &field.value {
            page.value().push_str(value);
        }
        ends.push(field.end);
    }
    ends.into_iter().rev().for_each(|end| page.close(end));
    page.finish();
    text
}

/// A text of fields and their bytes.
struct Page<'b> {
    bytes: &'b [u8],
    sink: &'b mut Sink<'b>,
    /// The text that the sink has not got yet.
    out: String,
    depth: usize,
    /// The field opened last, unless it is written.
    last: Option<Last>,
    /// Its value.
    value: String,
}

/// A field of which it is not known yet whether it has parts.
struct Last {
    start: usize,
    name: &'static str,
    index: Option<usize>,
}

impl Fields for Page<'_> {
    fn open(&mut self, start: usize, name: &'static str, index: Option<usize>) {
        self.heading();
        self.last = Some(Last { start, name, index });
        self.value.clear();
        self.depth += 1;
    }

    fn close(&mut self, end: usize) {
        if let Some(last) = self.last.take() {
            self.leaf(&last, end);
            if self.out.len() > PIECE {
                (self.sink)(&self.out);
                self.out.clear();
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn value(&mut self) -> &mut String {
        self.value.clear();
        &mut self.value
    }
}

impl<'b> Page<'b> {
    fn new(bytes: &'b [u8], sink: &'b mut Sink<'b>) -> Self {
        Self { bytes, sink, out: String::new(), depth: 0, last: None, value: String::new() }
    }

    fn finish(self) {
        (self.sink)(&self.out);
    }

    /// Writes the field opened last as one that has parts.
    fn heading(&mut self) {
        if let Some(last) = self.last.take() {
            push_beside(&mut self.out, last.start, &[]);
            self.name(&last);
            self.out.push('\n');
        }
    }

    fn leaf(&mut self, field: &Last, end: usize) {
        let content = self.bytes.get(field.start..end.min(self.bytes.len())).unwrap_or_default();
        let mut rows = content.chunks(BESIDE);
        push_beside(&mut self.out, field.start, rows.next().unwrap_or_default());
        self.name(field);
        if !self.value.is_empty() {
            self.out.push_str(" = ");
            push_value(&mut self.out, &self.value);
        }
        self.out.push('\n');
        for (index, row) in rows.enumerate() {
            push_beside(&mut self.out, field.start + BESIDE * (index + 1), row);
            self.out.truncate(self.out.trim_end().len());
            self.out.push('\n');
        }
    }

    fn name(&mut self, field: &Last) {
        self.out.extend(std::iter::repeat_n("  ", self.depth.saturating_sub(1)));
        self.out.push_str(field.name);
        if let Some(index) = field.index {
            let written = write!(self.out, "[{index}]");
            debug_assert!(written.is_ok(), "a string takes all text");
        }
    }
}

fn push_value(out: &mut String, value: &str) {
    let end = if value.len() > VALUE { value.char_indices().nth(VALUE) } else { None };
    match end {
        Some((cut, _)) => out.extend([&*sanitize::line(&value[..cut]), "…"]),
        None => out.push_str(&sanitize::line(value)),
    }
}
