//! The parts of the manual that are made from tables and from assembled sources are what they would be if they were made
//! now. `BLESS=1 cargo test -p lzasm-tests --test tables` writes them.

use lzasm_tests::doc_tables;
use std::fs;
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// Compares a file with what it should be, or writes it.
#[track_caller]
fn current(path: &Path, expected: &str) {
    let found = fs::read_to_string(path).unwrap_or_default();
    if found == expected {
        return;
    }
    if std::env::var_os("BLESS").is_some_and(|value| value == "1") {
        fs::write(path, expected).unwrap();
        return;
    }
    let line = found.lines().zip(expected.lines()).take_while(|(a, b)| a == b).count();
    panic!(
        "{}:{} is not current: `BLESS=1 cargo test -p lzasm-tests --test tables` makes it so\nfound:    {}\nexpected: {}",
        path.display(),
        line + 1,
        found.lines().nth(line).unwrap_or("the end"),
        expected.lines().nth(line).unwrap_or("the end")
    );
}

#[test]
fn pages_made_from_rows_are_current() {
    for (name, page) in doc_tables::pages() {
        current(&docs().join(name), &page);
    }
}

#[test]
fn the_contents_list_every_message() {
    let path = docs().join("SUMMARY.md");
    current(&path, &doc_tables::summary(&fs::read_to_string(&path).unwrap()));
}

#[test]
fn every_row_is_on_its_page() {
    for (name, page) in doc_tables::pages() {
        let rows = page.lines().filter(|line| line.starts_with("| `") || line.starts_with("| [LZ")).count();
        let expected = match name {
            "errors.md" => lzasm_grammar::diag::Code::ALL.len(),
            "instructions-lazer.md" => lzasm::formats::lazer::table::ROWS.len(),
            _ => lzasm::formats::hydro::table::ROWS.len(),
        };
        assert_eq!(rows, expected, "{name}");
    }
}
