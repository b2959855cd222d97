//! What users of the library find: each public item is documented (the compiler sees to it), and each entry point has an
//! example that is a test.

use super::{none, sources};
use lzasm_tests::repo;

/// The items that users begin with: each as the code declares it, and its crate.
const ENTRY_POINTS: &[(&str, &str)] = &[
    ("asm", "pub struct Target("),
    ("asm", "pub struct Assembler "),
    ("asm", "pub struct ModuleBuilder "),
    ("asm", "pub struct ProgramBuilder "),
    ("asm", "pub struct Build "),
    ("asm", "pub fn decode(bytes: &[u8]) -> Result<File, Diagnostics>"),
    ("asm", "pub fn run("),
    ("linker", "pub struct Link "),
];

#[test]
fn each_entry_point_has_an_example() {
    let mut faults = Vec::new();
    for (folder, item) in ENTRY_POINTS {
        let files = sources(&format!("{folder}/src"));
        let found = files.iter().filter(|(name, _)| !name.contains("/bin/"));
        let found = found.filter_map(|(name, text)| documentation(text, item).map(|lines| (name, lines)));
        let found: Vec<_> = found.collect();
        match found.as_slice() {
            [(name, lines)] if !has_example(lines) => faults.push(format!("{name}: `{item}` has no example")),
            [_] => {}
            _ => faults.push(format!("`{item}` is there {} times", found.len())),
        }
    }
    none(faults);
}

/// The lines of documentation and attributes before an item that begins a line.
fn documentation<'t>(text: &'t str, item: &str) -> Option<Vec<&'t str>> {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.starts_with(item))?;
    let before =
        lines[..at].iter().rev().take_while(|line| line.starts_with("///") || line.starts_with("#["));
    Some(before.copied().collect())
}

/// Whether a documentation has an example that is compiled.
fn has_example(lines: &[&str]) -> bool {
    lines.iter().any(|line| ["/// ```", "/// ```no_run"].contains(line))
}

#[test]
fn the_compiler_asks_for_documentation() {
    let root = repo::root();
    let manifest = repo::text(&root.join("Cargo.toml"));
    assert!(
        manifest.lines().any(|line| line.starts_with("missing_docs = ")),
        "`missing_docs` is not asked for"
    );
    let silent = ["grammar", "asm", "linker"].iter().filter(|folder| {
        let manifest = repo::text(&root.join(folder).join("Cargo.toml"));
        !manifest.contains("[lints]\nworkspace = true")
    });
    none(silent.map(|folder| format!("{folder} does not take the lints of the workspace")).collect());
}

#[test]
fn the_search_finds_examples() {
    let text =
        "/// Does.\n///\n/// ```\n/// x();\n/// ```\n#[inline]\npub fn x() {}\n\n/// None.\npub fn y() {}\n";
    assert!(has_example(&documentation(text, "pub fn x(").unwrap()));
    assert!(!has_example(&documentation(text, "pub fn y(").unwrap()));
    assert_eq!(documentation(text, "pub fn z("), None);
}
