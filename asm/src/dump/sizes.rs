//! The sizes of a file's parts: by module, section and function. Rows are nested as
//! the file is.

use super::text::{counted, safe};
use super::{File, Locator};
use crate::bytes::FieldTree;
use crate::formats::inspect::{Entry, Kind};

/// A part of a file and its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number of parts that contain it.
    pub depth: usize,
    /// Its name.
    pub name: String,
    /// Its bytes. Those of the parts inside it count.
    pub size: usize,
    /// Its first byte, if its bytes follow each other.
    pub start: Option<usize>,
}

/// The parts of a file: first the file itself, then its sections and their contents, the biggest first.
pub fn rows(file: &File) -> Vec<Row> {
    let tree = file.fields();
    let mut locator = Locator::new(&tree);
    let entries = file.entries();
    let mut rows = vec![Row { depth: 0, name: file.name.clone(), size: file.bytes.len(), start: Some(0) }];
    let mut at = 0;
    if !entries.first().is_some_and(|entry| entry.kind.is_module() && entry.path.is_empty()) {
        sections(&mut rows, &tree, &mut locator, None, 1, &["modules", "module"]);
    }
    while let Some(entry) = entries.get(at) {
        let inside = entries[at + 1..].iter().take_while(|other| other.depth > entry.depth).count();
        if entry.kind.is_module() {
            let depth = entry.depth + 1;
            add_module(&mut rows, &tree, &mut locator, entry, depth);
        } else if let Some(row) = row_of(&mut locator, entry, entry.depth + 2) {
            rows.push(row);
        }
        at += if entry.kind == Kind::Struct { inside + 1 } else { 1 };
    }
    rows
}

fn add_module(rows: &mut Vec<Row>, tree: &FieldTree, locator: &mut Locator<'_>, entry: &Entry, depth: usize) {
    let parent = if entry.path.is_empty() { None } else { locator.find(&entry.path) };
    let (start, end) = match parent {
        Some(at) => (tree.fields[at].start, tree.fields[at].end),
        None => (
            0,
            tree.fields
                .iter()
                .filter(|field| field.name != "trailing")
                .map(|field| field.end)
                .max()
                .unwrap_or(0),
        ),
    };
    let name = format!("{} {}", entry.kind.nouns().0, entry.name);
    rows.push(Row { depth, name: name.trim_end().to_owned(), size: end - start, start: Some(start) });
    sections(rows, tree, locator, parent, depth + 1, &["modules"]);
}

/// The sizes of the fields of a field, those of one name together.
fn sections(
    rows: &mut Vec<Row>,
    tree: &FieldTree,
    locator: &mut Locator<'_>,
    parent: Option<usize>,
    depth: usize,
    skip: &[&str],
) {
    let (mut at, end) = match parent {
        Some(parent) => (parent + 1, locator.after(parent)),
        None => (0, tree.fields.len()),
    };
    let mut sections: Vec<Row> = Vec::new();
    let mut header = Row {
        depth,
        name: "header".into(),
        size: 0,
        start: Some(tree.fields.get(at).map_or(0, |f| f.start)),
    };
    while at < end {
        let field = &tree.fields[at];
        let size = field.end - field.start;
        let is_list = field.index.is_some() || locator.after(at) > at + 1 || field.name == "trailing";
        if !is_list {
            header.size += size;
        } else if !skip.contains(&field.name) {
            match sections.iter_mut().find(|row| row.name == field.name) {
                Some(row) => row.size += size,
                None => sections.push(Row { depth, name: field.name.into(), size, start: Some(field.start) }),
            }
        }
        at = locator.after(at);
    }
    rows.extend((header.size > 0).then_some(header));
    rows.extend(sections);
}

/// The size of a function or type: its own field, and its code if that is elsewhere.
fn row_of(locator: &mut Locator<'_>, entry: &Entry, depth: usize) -> Option<Row> {
    if !matches!(entry.kind, Kind::Function | Kind::Intrinsic | Kind::Operator | Kind::Struct | Kind::Code) {
        return None;
    }
    let own = locator.bytes(&entry.path);
    let code = entry.code.as_ref().and_then(|code| locator.bytes_of(&code.path, code.start, code.count));
    let code = code.filter(|code| own.as_ref().is_none_or(|own| !own.contains(&code.start)));
    let size = own.as_ref().map_or(0, |own| own.len()) + code.as_ref().map_or(0, |code| code.len());
    let start = code.or(own).map(|place| place.start);
    let name = match entry.kind {
        Kind::Code => entry.detail.clone(),
        kind => format!("{} {}", kind.nouns().0, entry.name),
    };
    Some(Row { depth, name, size, start })
}

/// The length of the bar of a whole file.
const BAR: usize = 30;

/// The rows as text; with bars for people at a terminal.
pub fn text(file: &File, bars: bool) -> String {
    let rows = rows(file);
    let whole = file.bytes.len().max(1);
    let width = rows.iter().map(|row| row.size).max().unwrap_or(0).to_string().len();
    let mut out = String::new();
    for row in &rows {
        out.push_str(&format!("{:>width$} {:>5.1}% ", row.size, 100.0 * row.size as f64 / whole as f64));
        if bars {
            let start = out.len();
            push_bar(&mut out, row.size, whole);
            let drawn = out[start..].chars().count();
            out.push_str(&" ".repeat(BAR + 1 - drawn));
        }
        out.push_str(&"  ".repeat(row.depth));
        out.push_str(&safe(&row.name));
        out.push('\n');
    }
    out
}

/// A bar in eighths of a character.
fn push_bar(out: &mut String, size: usize, whole: usize) {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (size as u128 * 8 * BAR as u128 / whole as u128) as usize;
    out.push_str(&"█".repeat(eighths / 8));
    out.push_str(EIGHTHS[eighths % 8]);
}

/// The totals of the rows of several files.
pub fn total(sizes: &[usize]) -> String {
    format!(
        "{} in {}\n",
        counted(sizes.iter().sum(), ("byte", "bytes")),
        counted(sizes.len(), ("file", "files"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_proportional() {
        let bar = |size, whole| {
            let mut out = String::new();
            push_bar(&mut out, size, whole);
            out
        };
        assert_eq!(bar(100, 100).chars().count(), BAR);
        assert_eq!(bar(0, 100), "");
        assert_eq!(bar(1, 240), "▏");
    }
}
