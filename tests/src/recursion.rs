//! Which functions call themselves, and which types contain themselves, as far as one formatted file shows:
//! calls of free functions by their bare names, of methods on `self` and through `Self`, and functions that are handed
//! on as values. What a function reaches through another file, or a method of another value, is not seen; types that
//! contain themselves are what such methods would walk, so these are found too.

use crate::rust;
use std::collections::{BTreeMap, BTreeSet};

/// A function or a type, with what it names.
struct Item {
    name: String,
    /// The line of the `impl` that it is in, if it is in one.
    home: Option<usize>,
    is_method: bool,
    signature: String,
    body: String,
}

impl Item {
    /// Whether a parameter has this name.
    fn takes(&self, name: &str) -> bool {
        let is_parameter = |before: &str| self.signature.contains(&format!("{before}{name}:"));
        ["(", " ", "mut "].into_iter().any(is_parameter)
    }
}

/// The groups of functions of a file that call each other, and a function that calls itself: `f`, or `f, g`.
pub fn functions(text: &str) -> Vec<String> {
    let items = items(text);
    circles(&items, |from, text, at, name| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let in_self = before.ends_with("self.") && !before.ends_with("_self.");
        let in_type = before.ends_with("Self::");
        let is_call = after.starts_with('(') || after.starts_with("::<");
        // A variable of that name is not a function.
        let is_variable =
            ["let ", "let mut ", "|", "ref "].iter().any(|before| text.contains(&format!("{before}{name}")));
        let is_variable = is_variable || text.contains(&format!("({name}) =>")) || items[from].takes(name);
        let is_value =
            after.starts_with(')') && (before.ends_with('(') || before.ends_with(", ")) && !is_variable;
        let is_bare =
            !before.ends_with(['.', ':', '\'']) || before.ends_with("self::") || before.ends_with("..");
        let is_own = |item: &Item| item.home == items[from].home;
        items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.name == name)
            .filter(|(_, item)| match (in_self, in_type) {
                (true, _) => is_call && item.is_method && is_own(item),
                (_, true) => (is_call || is_value) && is_own(item),
                _ => is_bare && (is_call || is_value) && item.home.is_none(),
            })
            .map(|(at, _)| at)
            .collect()
    })
}

/// The groups of types of a file that contain each other, and a type that contains itself.
pub fn types(text: &str) -> Vec<String> {
    let code = rust::code(rust::without_tests(text));
    let lines: Vec<&str> = code.lines().collect();
    let mut items = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let words = line
            .trim_start_matches("pub ")
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub(super) ");
        let Some(rest) = words.strip_prefix("struct ").or_else(|| words.strip_prefix("enum ")) else {
            continue;
        };
        let name: String = rest.chars().take_while(|ch| ch.is_alphanumeric()).collect();
        let end = if line.ends_with('{') {
            lines[at..].iter().position(|line| *line == "}").unwrap_or(0)
        } else {
            0
        };
        let body = format!("{}\n{}", &rest[name.len()..], lines[at + 1..=at + end].join("\n"));
        items.push(Item { name, home: None, is_method: false, signature: String::new(), body });
    }
    // A name before a colon or a brace is that of a field or a variant.
    circles(&items, |_, text, at, name| {
        let is_type = !text[at + name.len()..].starts_with(['(', ':']) && !text[..at].ends_with("::");
        items.iter().position(|item| is_type && item.name == name).into_iter().collect()
    })
}

fn items(text: &str) -> Vec<Item> {
    let code = rust::code(rust::without_tests(text));
    let lines: Vec<&str> = code.lines().collect();
    let impls: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].starts_with("impl")).collect();
    let found = rust::functions(&code).into_iter().map(|function| {
        let start = function.line - 1;
        let text = lines[start..start + function.lines].join("\n");
        let body = text.find('{').map_or(text.len(), |at| at);
        let home = lines[start]
            .starts_with(' ')
            .then(|| impls.iter().rev().find(|&&at| at < start).copied())
            .flatten();
        let is_method = text[..body].contains("self");
        Item {
            name: function.name,
            home,
            is_method,
            signature: text[..body].to_owned(),
            body: text[body..].to_owned(),
        }
    });
    found.collect()
}

/// The names of items that reach themselves; `named` says which items a word in the text of one of them names.
fn circles(items: &[Item], named: impl Fn(usize, &str, usize, &str) -> Vec<usize>) -> Vec<String> {
    let names: BTreeSet<&str> = items.iter().map(|item| item.name.as_str()).collect();
    let mut next: Vec<BTreeSet<usize>> = Vec::new();
    for (from, item) in items.iter().enumerate() {
        let found = words(&item.body).filter(|(_, word)| names.contains(word));
        next.push(found.flat_map(|(at, word)| named(from, &item.body, at, word)).collect());
    }
    let reach: Vec<BTreeSet<usize>> = (0..items.len()).map(|from| reached(from, &next)).collect();
    let mut groups: BTreeMap<BTreeSet<usize>, Vec<&str>> = BTreeMap::new();
    for (at, reached) in reach.iter().enumerate().filter(|(at, reached)| reached.contains(at)) {
        let group = reached.iter().copied().filter(|&other| reach[other].contains(&at)).collect();
        groups.entry(group).or_default().push(&items[at].name);
    }
    groups.into_values().map(|names| names.join(", ")).collect()
}

/// All that can be reached from one, itself only if something leads back.
fn reached(from: usize, next: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<usize> = next[from].iter().copied().collect();
    while let Some(at) = open.pop() {
        if seen.insert(at) {
            open.extend(&next[at]);
        }
    }
    seen
}

/// The words of a text with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |ch: char| ch.is_alphanumeric() || ch == '_';
    let start = text.as_ptr() as usize;
    text.split(move |ch| !is_part(ch))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}
