//! The short answer to "what is in this file": a line about the file, and the names of what it holds.

use super::File;
use super::text::{counted, pad, safe};
use crate::formats::inspect::{Entry, Kind};

/// The start of the second column.
const COLUMN: usize = 36;

/// The file in a few lines: its format and size, then modules with their functions, types and imports.
pub fn summary(file: &File) -> String {
    let entries = file.entries();
    let mut out = format!(
        "{}: {}, {}",
        safe(&file.name),
        file.info().title,
        counted(file.bytes.len(), ("byte", "bytes"))
    );
    let trailing = file.trailing().len();
    if trailing > 0 {
        out.push_str(&format!(", {trailing} of them after the end"));
    }
    out.push('\n');
    let indent = usize::from(!entries.first().is_some_and(|entry| entry.kind.is_module()));
    if indent == 1 {
        push_counts(&mut out, 1, &entries);
    }
    for (at, entry) in entries.iter().enumerate() {
        push_entry(&mut out, entry, &entries[at + 1..]);
    }
    out
}

fn push_entry(out: &mut String, entry: &Entry, rest: &[Entry]) {
    if matches!(entry.kind, Kind::Constant | Kind::Field) {
        return;
    }
    let depth = entry.depth + 1;
    out.push_str(&"  ".repeat(depth));
    out.push_str(entry.kind.nouns().0);
    if !entry.name.is_empty() {
        out.push(' ');
        out.push_str(&safe(&entry.name));
    }
    let code = entry.code.as_ref().map(|code| match entry.kind {
        Kind::Lines => counted(code.count, ("row", "rows")),
        _ => counted(code.count, ("instruction", "instructions")),
    });
    let fields = (entry.kind == Kind::Struct).then(|| {
        let inside = rest.iter().take_while(|other| other.depth > entry.depth);
        counted(inside.count(), Kind::Field.nouns())
    });
    let detail = (!entry.detail.is_empty()).then(|| safe(&entry.detail).into_owned());
    let notes: Vec<_> = detail.into_iter().chain(fields).chain(code).collect();
    if !notes.is_empty() {
        pad(out, COLUMN);
        out.push_str(&notes.join(", "));
    }
    out.push('\n');
    if entry.kind.is_module() && entry.kind != Kind::Archive {
        let end = rest.iter().position(|other| other.depth <= entry.depth).unwrap_or(rest.len());
        push_counts(out, depth + 1, &rest[..end]);
    }
}

/// The number of parts of each kind, on the first level only.
fn push_counts(out: &mut String, indent: usize, entries: &[Entry]) {
    let Some(depth) = entries.first().map(|entry| entry.depth) else { return };
    let mut counts: Vec<(Kind, usize)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.depth == depth && entry.kind != Kind::Other) {
        match counts.iter_mut().find(|(kind, _)| *kind == entry.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((entry.kind, 1)),
        }
    }
    if counts.is_empty() {
        return;
    }
    let counts: Vec<_> = counts.iter().map(|(kind, count)| counted(*count, kind.nouns())).collect();
    out.push_str(&"  ".repeat(indent));
    out.push_str(&counts.join(", "));
    out.push('\n');
}
