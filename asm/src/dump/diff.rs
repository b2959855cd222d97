//! Compares two files by structure. Modules, functions, types, constants and instructions are matched by
//! their names, wherever they are in the files. The text is empty if the files hold the same.

use super::File;
use super::bytes::push_byte;
use super::text::safe;
use crate::formats::inspect::{Code, Entry, Kind, Step};
use indexmap::IndexMap;
use similar::{Algorithm, ChangeTag, capture_diff_slices, group_diff_ops};

/// The differences as text, `-` for what only the first file has, `+` for the second, `~` for what both have and which
/// differs; empty if both hold the same.
pub fn diff(one: &File, other: &File) -> String {
    let head = format!("--- {}\n+++ {}\n", safe(&one.name), safe(&other.name));
    if one.info().name != other.info().name {
        return format!("{head}- format {}\n+ format {}\n", one.info().name, other.info().name);
    }
    let sides = [Side::new(one), Side::new(other)];
    let mut out = String::new();
    compare([&sides[0], &sides[1]], [ROOT, ROOT], 0, &mut out);
    if one.trailing() != other.trailing() {
        push_trailing(&mut out, '-', one.trailing());
        push_trailing(&mut out, '+', other.trailing());
    }
    if out.is_empty() { out } else { head + &out }
}

/// The first byte that differs in two files, and the field of the first file it belongs to.
pub fn first_difference(one: &File, bytes: &[u8]) -> Option<(usize, String)> {
    if one.bytes == bytes {
        return None;
    }
    let at = one.bytes.iter().zip(bytes).take_while(|(a, b)| a == b).count();
    let tree = one.fields();
    let field = tree.fields.iter().rposition(|field| (field.start..field.end).contains(&at));
    Some((at, field.map_or_else(|| "behind the end".to_owned(), |field| tree.path(field))))
}

fn push_trailing(out: &mut String, sign: char, bytes: &[u8]) {
    /// The number of bytes that are shown.
    const SHOWN: usize = 32;
    if bytes.is_empty() {
        return;
    }
    out.push_str(&format!("{sign} trailing"));
    for &byte in bytes.iter().take(SHOWN) {
        out.push(' ');
        push_byte(out, byte);
    }
    out.push_str(if bytes.len() > SHOWN { " …\n" } else { "\n" });
}

const ROOT: usize = usize::MAX;

/// A file's entries as a tree, each with the key that it is found by among those around it.
struct Side<'f> {
    file: &'f File,
    entries: Vec<Entry>,
    inside: IndexMap<usize, IndexMap<Key, usize>>,
}

/// The kind and name of an entry, and which of several alike it is.
type Key = (Kind, String, usize);

impl<'f> Side<'f> {
    fn new(file: &'f File) -> Self {
        let entries = file.entries();
        let one_module = entries.iter().filter(|entry| entry.kind.is_module()).count() == 1;
        let mut inside: IndexMap<usize, IndexMap<Key, usize>> = IndexMap::new();
        let mut counts: IndexMap<(usize, Kind, String), usize> = IndexMap::new();
        let mut open: Vec<usize> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            open.truncate(entry.depth);
            let parent = open.last().copied().unwrap_or(ROOT);
            let name = match entry.kind {
                // Constants have no names, and move when others come or go.
                Kind::Constant => entry.detail.clone(),
                // The only module of a file is the same one under another name.
                kind if kind.is_module() && one_module => String::new(),
                // Overloads are distinguished by their parameters.
                _ if entry.detail.starts_with('(') => format!("{}{}", entry.name, parameters(&entry.detail)),
                _ => entry.name.clone(),
            };
            let count = counts.entry((parent, entry.kind, name.clone())).or_default();
            inside.entry(parent).or_default().insert((entry.kind, name, *count), at);
            *count += 1;
            open.push(at);
        }
        Self { file, entries, inside }
    }

    fn inside(&self, parent: usize) -> impl Iterator<Item = (&Key, usize)> {
        self.inside.get(&parent).into_iter().flatten().map(|(key, &at)| (key, at))
    }

    fn find(&self, parent: usize, key: &Key) -> Option<usize> {
        self.inside.get(&parent)?.get(key).copied()
    }

    fn steps(&self, at: usize) -> Vec<String> {
        let Some(code) = &self.entries[at].code else { return Vec::new() };
        let steps = self.file.model.steps(code);
        steps.iter().enumerate().map(|(index, step)| text_of(step, code, index)).collect()
    }
}

/// The list of parameters at the start of a detail.
fn parameters(detail: &str) -> &str {
    detail.find(')').map_or(detail, |end| &detail[..=end])
}

/// An instruction, its labels as distances from the next one, so that code may move.
fn text_of(step: &Step, code: &Code, index: usize) -> String {
    let next = (code.start + index) as i64 + 1;
    let mut text = step.text.clone();
    for (count, target) in step.targets.iter().enumerate() {
        let comma = if count > 0 || text.contains(' ') { "," } else { "" };
        text.push_str(&format!("{comma} {:+}", target.saturating_sub(next)));
    }
    text
}

/// Compares the contents of two entries. Entries nest at most as deep as archives do, so this may call itself.
fn compare(sides: [&Side<'_>; 2], parents: [usize; 2], indent: usize, out: &mut String) {
    let [one, other] = sides;
    for (key, at) in one.inside(parents[0]) {
        match other.find(parents[1], key) {
            Some(there) => compare_entries(sides, [at, there], indent, out),
            None => push_line(out, indent, '-', &line_of(&one.entries[at])),
        }
    }
    for (key, at) in other.inside(parents[1]) {
        if one.find(parents[0], key).is_none() {
            push_line(out, indent, '+', &line_of(&other.entries[at]));
        }
    }
}

fn compare_entries(sides: [&Side<'_>; 2], at: [usize; 2], indent: usize, out: &mut String) {
    let [one, other] = [&sides[0].entries[at[0]], &sides[1].entries[at[1]]];
    let mut inner = String::new();
    if one.name != other.name && one.kind != Kind::Constant {
        push_line(&mut inner, indent + 1, '-', &format!("name {}", safe(&one.name)));
        push_line(&mut inner, indent + 1, '+', &format!("name {}", safe(&other.name)));
    }
    if one.detail != other.detail {
        push_line(&mut inner, indent + 1, '-', &safe(&one.detail));
        push_line(&mut inner, indent + 1, '+', &safe(&other.detail));
    }
    compare_lines(&sides[0].steps(at[0]), &sides[1].steps(at[1]), indent + 1, &mut inner);
    compare(sides, at, indent + 1, &mut inner);
    if !inner.is_empty() {
        push_line(out, indent, '~', &name_of(one));
        out.push_str(&inner);
    }
}

fn name_of(entry: &Entry) -> String {
    format!("{} {}", entry.kind.nouns().0, safe(&entry.name)).trim_end().to_owned()
}

fn line_of(entry: &Entry) -> String {
    let text = match entry.kind {
        Kind::Constant => format!("constant {}", safe(&entry.detail)),
        _ => format!("{} {}", name_of(entry), safe(&entry.detail)),
    };
    text.trim_end().to_owned()
}

fn push_line(out: &mut String, indent: usize, sign: char, text: &str) {
    out.extend(std::iter::repeat_n(' ', 2 * indent));
    out.extend([sign, ' ']);
    out.push_str(text);
    out.push('\n');
}

/// The number of equal lines around a difference.
const AROUND: usize = 2;

/// Compares two lists of lines.
fn compare_lines(one: &[String], other: &[String], indent: usize, out: &mut String) {
    let groups = group_diff_ops(capture_diff_slices(Algorithm::Myers, one, other), AROUND);
    for (number, group) in groups.iter().enumerate() {
        if number > 0 {
            push_line(out, indent, ' ', "…");
        }
        for (tag, lines) in group.iter().flat_map(|part| part.iter_slices(one, other)) {
            let sign = match tag {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            lines.iter().for_each(|line| push_line(out, indent, sign, &safe(line)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pretty_assertions::assert_eq;

    fn lines(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    fn changes(one: &str, other: &str) -> String {
        let mut out = String::new();
        compare_lines(&lines(one), &lines(other), 0, &mut out);
        out.replace("  ", " ").replace(' ', "").replace('\n', " ")
    }

    #[test]
    fn the_shortest_way_is_found() {
        assert_eq!(changes("abc", "abc"), "");
        assert_eq!(changes("abc", "axc"), "a -b +x c ");
        assert_eq!(changes("abcd", "bcde"), "-a b c d +e ");
        assert_eq!(changes("", "ab"), "+a +b ");
    }

    #[test]
    fn far_lines_are_left_out() {
        assert_eq!(changes("12345x67890123y4", "12345X67890123Y4"), "4 5 -x +X 6 7 … 2 3 -y +Y 4 ");
    }

    #[test]
    fn long_lists_that_share_nothing_are_replaced() {
        let list = |sign: char| (0..200_000).map(|number| format!("{sign}{number}")).collect::<Vec<_>>();
        let mut out = String::new();
        compare_lines(&list('a'), &list('b'), 0, &mut out);
        assert!(out.starts_with("- a0\n- a1\n") && out.ends_with("+ b199999\n"));
    }

    #[test]
    fn long_lists_of_few_words_take_no_longer_than_their_length_allows() {
        let list = |step: usize| (0..100_000).map(|n| (n * n / step % 7).to_string()).collect::<Vec<_>>();
        let mut out = String::new();
        compare_lines(&list(3), &list(11), 0, &mut out);
        assert!(out.lines().count() >= 100_000);
    }
}
