//! No recursion over input: each function that calls itself, and each type that contains itself, is in
//! `tests/recursion.txt` with what bounds its depth. The depths are tried in `asm/tests/depth.rs`, on small stacks.

use lzasm_tests::{recursion, repo, rust};
use std::collections::BTreeSet;

/// What the sources have: `FILE: fn NAMES` and `FILE: type NAMES`.
fn found() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in ["grammar/src", "asm/src", "linker/src"] {
        for path in repo::files(folder, &["rs"]) {
            let name = repo::name(&path);
            if name.contains("/tests")
                || name.ends_with("_tests.rs")
                || name.ends_with("testing.rs")
                || name.ends_with("oracle.rs")
            {
                continue;
            }
            let text = repo::text(&path);
            found.extend(recursion::functions(&text).into_iter().map(|names| format!("{name}: fn {names}")));
            found.extend(recursion::types(&text).into_iter().map(|names| format!("{name}: type {names}")));
        }
    }
    found
}

/// What the list allows; each entry is a line with its reason in the indented lines below.
fn allowed(list: &str) -> BTreeSet<String> {
    let mut allowed = BTreeSet::new();
    let mut lines = list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).peekable();
    while let Some(entry) = lines.next() {
        assert!(!entry.starts_with(' '), "a reason without its entry: {entry}");
        assert!(lines.next_if(|line| line.starts_with("    ")).is_some(), "{entry} has no reason");
        while lines.next_if(|line| line.starts_with(' ')).is_some() {}
        assert!(allowed.insert(entry.to_owned()), "duplicate `{entry}`");
    }
    allowed
}

#[test]
fn what_calls_itself_has_a_bound() {
    let allowed = allowed(&repo::text(&repo::root().join("tests/recursion.txt")));
    let found = found();
    let new: Vec<_> = found.difference(&allowed).map(String::as_str).collect();
    let gone: Vec<_> = allowed.difference(&found).map(String::as_str).collect();
    assert!(new.is_empty(), "not in the list; make it a loop, or state its bound:\n{}", new.join("\n"));
    assert!(gone.is_empty(), "in the list, but gone:\n{}", gone.join("\n"));
}

#[test]
fn recursion_is_seen() {
    let text = "\
fn direct(n: u32) {
    if n > 0 {
        direct(n - 1);
    }
}

fn one(list: &[u32]) {
    list.iter().for_each(two);
    list.iter().map(|x| two(x)).count();
}

fn two(x: &u32) {
    self::one(&[*x]);
}

struct Tree {
    parts: Vec<Branch>,
}

enum Branch {
    Of(Box<Tree>),
    Leaf,
}

impl Tree {
    fn walk(&self) {
        self.next();
    }

    fn next(&self) {
        Self::walk(self);
    }

    fn new() -> Self {
        Self { parts: Vec::new() }
    }

    fn len(&self) -> usize {
        self.parts.len()
    }
}
";
    assert_eq!(recursion::functions(text), ["direct", "one, two", "walk, next"]);
    assert_eq!(recursion::types(text), ["Tree, Branch"]);
    assert_eq!(rust::functions(text).len(), 7);
}
