//! Bytes for people: formats a model as a text with a line for each field — its offset, its bytes, its
//! path and its value — and reads the bytes back from it.

use lzasm::bytes::FieldTree;
use lzasm::formats::Model;
use std::fmt::Write;

/// The number of bytes in a line.
const WIDTH: usize = 16;

/// The bytes of a model, field by field.
///
/// # Panics
/// If the model cannot be encoded, or its fields are not its bytes, each once and in order.
pub fn annotated(model: &dyn Model) -> String {
    let (bytes, tree) = model.fields().unwrap_or_else(|fault| panic!("{fault}"));
    let mut out = String::new();
    let mut end = 0;
    for (at, field) in tree.fields.iter().enumerate() {
        if !is_leaf(&tree, at) || field.start == field.end {
            continue;
        }
        assert_eq!(field.start, end, "{} does not follow the field before it", tree.path(at));
        let value = field.value.as_deref().unwrap_or("");
        line(&mut out, field.start, &bytes[field.start..field.end], &format!("{} = {value}", tree.path(at)));
        end = field.end;
    }
    assert_eq!(end, bytes.len(), "the last bytes belong to no field");
    out
}

fn is_leaf(tree: &FieldTree, at: usize) -> bool {
    tree.fields.get(at + 1).is_none_or(|next| next.depth <= tree.fields[at].depth)
}

fn line(out: &mut String, start: usize, bytes: &[u8], text: &str) {
    for (index, chunk) in bytes.chunks(WIDTH).enumerate() {
        let hex: Vec<String> = chunk.iter().map(|byte| format!("{byte:02x}")).collect();
        let text = if index == 0 { text } else { "" };
        let full = format!("{:06x}  {:<23}  {text}", start + index * WIDTH, hex.join(" "));
        // Writing to memory cannot fail.
        let _ = writeln!(out, "{}", full.trim_end());
    }
}

/// The bytes of a plain hex file: pairs of digits between blanks.
///
/// # Panics
/// If there is something else in it.
pub fn plain(text: &str) -> Vec<u8> {
    let byte = |pair: &str| u8::from_str_radix(pair, 16).unwrap_or_else(|error| panic!("`{pair}`: {error}"));
    text.split_whitespace().map(byte).collect()
}

/// Bytes as a plain hex file.
pub fn spell(bytes: &[u8]) -> String {
    let line =
        |chunk: &[u8]| chunk.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ") + "\n";
    bytes.chunks(WIDTH).map(line).collect()
}
