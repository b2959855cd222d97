//! Annotated hex: every byte of a file with the field it belongs to. A field without parts takes a line each;
//! fields with parts are headings.

use super::bytes::{push_byte, push_offset};
use crate::bytes::FieldTree;
use lzasm_grammar::diag::render::sanitize;

/// The number of bytes on a line.
const WIDTH: usize = 8;
/// The number of characters of a value that are shown.
const VALUE: usize = 120;

/// The file as annotated hex.
pub fn dump(bytes: &[u8], tree: &FieldTree) -> String {
    let mut out = String::new();
    for (at, field) in tree.fields.iter().enumerate() {
        let is_leaf = tree.fields.get(at + 1).is_none_or(|next| next.depth <= field.depth);
        let content = bytes.get(field.start..field.end.min(bytes.len())).unwrap_or_default();
        let mut rows = if is_leaf { content } else { &[] }.chunks(WIDTH);
        push_row(&mut out, field.start, rows.next().unwrap_or_default());
        out.extend(std::iter::repeat_n(' ', 2 * field.depth));
        out.push_str(field.name);
        if let Some(index) = field.index {
            out.push_str(&format!("[{index}]"));
        }
        if let Some(value) = field.value.as_deref().filter(|_| is_leaf) {
            out.push_str(" = ");
            push_value(&mut out, value);
        }
        out.push('\n');
        for (index, row) in rows.enumerate() {
            push_row(&mut out, field.start + WIDTH * (index + 1), row);
            out.truncate(out.trim_end().len());
            out.push('\n');
        }
    }
    out
}

fn push_row(out: &mut String, offset: usize, bytes: &[u8]) {
    push_offset(out, offset);
    out.push_str("  ");
    for &byte in bytes {
        push_byte(out, byte);
        out.push(' ');
    }
    out.extend(std::iter::repeat_n(' ', 3 * (WIDTH - bytes.len()) + 1));
}

fn push_value(out: &mut String, value: &str) {
    match value.char_indices().nth(VALUE) {
        Some((cut, _)) => out.extend([&*sanitize::line(&value[..cut]), "…"]),
        None => out.push_str(&sanitize::line(value)),
    }
}
