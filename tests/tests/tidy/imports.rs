//! No circle of imports: the rooms of a crate (folders and files of its `src/`) import each other in one direction.

use super::{Source, none, sources};
use lzasm_tests::rust;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A room, the rooms that it imports, and a file that does.
type Graph = BTreeMap<String, BTreeMap<String, String>>;

#[test]
fn rooms_import_each_other_in_one_direction() {
    let mut faults = Vec::new();
    for folder in ["grammar", "asm", "linker"] {
        let graph = graph(&format!("{folder}/src"));
        assert!(graph.len() > 5, "the rooms of {folder} are not where they should be");
        faults.extend(circle(&graph).map(|circle| format!("{folder}: {circle}")));
    }
    none(faults);
}

#[test]
fn the_session_imports_no_phase() {
    let graph = graph("asm/src");
    let imports: Vec<&str> =
        graph.get("session").into_iter().flat_map(|imports| imports.keys().map(String::as_str)).collect();
    assert_eq!(imports, ["memory", "options", "report"]);
}

/// Which rooms of a crate import which.
fn graph(folder: &str) -> Graph {
    let files = sources(folder);
    let files: Vec<(String, &Source)> = files
        .iter()
        .filter_map(|source| Some((source.0.strip_prefix(folder)?.strip_prefix('/')?.to_owned(), source)))
        .collect();
    let rooms: BTreeSet<String> = files.iter().filter_map(|(name, _)| room(name)).collect();
    let exports = files.iter().find(|(name, _)| name == "lib.rs").map(|(_, source)| exports(&source.1));
    let exports = exports.unwrap_or_default();
    let mut graph: Graph = rooms.iter().map(|room| (room.clone(), BTreeMap::new())).collect();
    for (name, (path, text)) in &files {
        let Some(from) = room(name) else { continue };
        for import in imports(&rust::code(text), depth(name)) {
            let to = if rooms.contains(&import) { Some(&import) } else { exports.get(&import) };
            let Some(to) = to.filter(|to| **to != from) else { continue };
            let imports = graph.entry(from.clone()).or_default();
            imports.entry(to.clone()).or_insert_with(|| path.clone());
        }
    }
    graph
}

/// The room of a file; the root of a crate and its commands are in none.
fn room(name: &str) -> Option<String> {
    let first = name.split('/').next()?;
    let is_root = ["lib.rs", "main.rs", "bin"].contains(&first);
    (!is_root).then(|| first.split('.').next().unwrap_or(first).to_owned())
}

/// How many modules deep a file is.
fn depth(name: &str) -> usize {
    name.trim_end_matches("/mod.rs").split('/').count()
}

/// The names that the root of a crate re-exports, each with its room.
fn exports(text: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for statement in rust::code(text).split(';') {
        let Some((_, path)) = statement.split_once("use ") else { continue };
        let Some((room, rest)) = path.split_once("::") else { continue };
        let parts = rest.split(|ch: char| !ch.is_alphanumeric() && ch != '_');
        names.extend(parts.filter(|part| !part.is_empty()).map(|part| (part.into(), room.into())));
    }
    names
}

/// What code names by paths from the root of its crate, be they `crate::x` or `super::x`; only the first name of each.
fn imports(code: &str, depth: usize) -> Vec<String> {
    let is_part = |ch: char| ch.is_alphanumeric() || ch == '_';
    let mut found = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        if !code[..at].ends_with(is_part) {
            found.extend(heads(&code[at + start.len()..]));
        }
    }
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with(is_part) || code[..at].ends_with("super::") {
            continue;
        }
        let rest = code[at..].trim_start_matches("super::");
        let steps = (code.len() - at - rest.len()) / "super::".len();
        if steps >= depth {
            found.extend(heads(rest));
        }
    }
    found
}

/// The first names of a path, or of each path of a group in braces.
fn heads(rest: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|ch| ch.is_alphanumeric() || *ch == '_').collect()
    };
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut names, mut open, mut start) = (Vec::new(), 1, 0);
    for (at, ch) in group.char_indices() {
        open += i32::from(ch == '{') - i32::from(ch == '}');
        if open == 0 || (ch == ',' && open == 1) {
            names.push(name(&group[start..at]));
            start = at + 1;
        }
        if open == 0 {
            break;
        }
    }
    names
}

/// The shortest path of imports from a room to another.
fn path<'g>(graph: &'g Graph, from: &'g str, to: &str) -> Option<Vec<&'g str>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(room) = open.pop_front() {
        for next in graph.get(room).into_iter().flat_map(BTreeMap::keys) {
            if !before.contains_key(next.as_str()) {
                before.insert(next, room);
                open.push_back(next);
            }
            if next == to {
                let (mut last, mut path) = (before.get_key_value(to)?, Vec::new());
                loop {
                    path.push(*last.0);
                    path.push(*last.1);
                    if *last.1 == from {
                        path.reverse();
                        path.dedup();
                        return Some(path);
                    }
                    last = before.get_key_value(last.1)?;
                }
            }
        }
    }
    None
}

/// A circle, if there is one: the rooms on it, and the files that import.
fn circle(graph: &Graph) -> Option<String> {
    let circles = graph.keys().filter_map(|room| path(graph, room, room));
    let rooms = circles.min_by_key(Vec::len)?;
    let steps: Vec<_> = rooms
        .windows(2)
        .map(|pair| format!("{} → {} ({})", pair[0], pair[1], graph[pair[0]][pair[1]]))
        .collect();
    Some(format!("a circle of imports: {}", steps.join(", ")))
}

#[test]
fn the_graph_sees_what_it_should() {
    let code = "use crate::{a::{b, c}, d, E};\nuse super::f;\nlet _ = super::super::g::h(); \ncrate::i!();";
    assert_eq!(imports(code, 1), ["a", "d", "E", "i", "f", "g"]);
    assert_eq!(imports(code, 2), ["a", "d", "E", "i", "g"]);
    let line = |from: &str, to: &str| {
        let imports = BTreeMap::from([(to.to_owned(), format!("{from}.rs"))]);
        (from.to_owned(), imports)
    };
    let straight = Graph::from([line("a", "b"), line("b", "c")]);
    assert_eq!(circle(&straight), None);
    let round = Graph::from([line("a", "b"), line("b", "c"), line("c", "b")]);
    assert_eq!(circle(&round).as_deref(), Some("a circle of imports: b → c (b.rs), c → b (c.rs)"));
}
