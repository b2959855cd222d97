//! What ten times the source costs: at most about ten times as much, for each shape of sources in `tests/growth` and
//! each command and view that reads them. What is counted are instructions, so that the machine does not matter.

use lzasm::files::FileLoader;
use lzasm::{Assembly, Input, Options, assemble};
use lzasm_grammar::diag::Code;
use lzasm_tests::growth::{self, Counter, Growth, Row};
use lzasm_tests::{repo, tools};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// How many times the repeated part occurs where only the shape itself is checked …
const FEW: usize = 3;
/// … and how many times where that gives no diagnostic, because it is below a limit.
const BEYOND_LIMITS: usize = 300;

/// Codes that no row has, each with the reason.
const WITHOUT_ROW: &[(&str, &str)] = &[
    ("LZ0102", "the table is text"),
    ("LZ0207", "is reported once, after a thousand faults"),
    ("LZ0322", "is about an option"),
    ("LZ0326", "takes a long chain of files"),
    ("LZ0327", "takes four gigabytes of text"),
    ("LZ0414", "is about another text form"),
    ("LZ0508", "is reported once for a file that has nothing in it"),
];

/// What a row is assembled to in this process.
fn assembled(row: &Row, times: usize, target: Option<&'static str>, folder: &Path) -> Assembly {
    let form = growth::form(&row.lines, times);
    for (name, text) in &form.files {
        fs::write(folder.join(name), text).expect("a folder for this test can be written to");
    }
    let (name, text) = &form.files[0];
    let options = Options { format: target, ..Options::default() };
    let name = folder.join(name).to_string_lossy().into_owned();
    let input = Input { name, bytes: text.clone().into_bytes(), stem: "main".to_owned() };
    assemble(input, &options, Box::new(FileLoader))
}

#[test]
fn names_are_given_once() {
    let mut names = BTreeSet::new();
    for row in growth::rows() {
        assert!(names.insert(row.name.clone()), "there are two rows `{}`", row.name);
    }
    assert!(names.len() > 300, "only {} rows are read", names.len());
}

/// The targets of a row, or none if the source is only looked at.
fn targets(row: &Row) -> Vec<Option<&'static str>> {
    match row.targets.as_slice() {
        [] => vec![None],
        targets => targets.iter().copied().map(Some).collect(),
    }
}

#[test]
fn shapes_are_what_they_claim_to_be() {
    let mut faults = Vec::new();
    let mut codes = BTreeSet::new();
    for row in growth::rows() {
        for target in targets(&row) {
            let folder = tempfile::tempdir().unwrap();
            let mut assembly = assembled(&row, FEW, target, folder.path());
            if row.fails && assembly.diagnostics.is_empty() {
                assembly = assembled(&row, BEYOND_LIMITS, target, folder.path());
            }
            let found = assembly.diagnostics.iter().map(|diagnostic| diagnostic.code.number());
            let found: BTreeSet<_> = found.collect();
            let fits = if row.fails { !found.is_empty() } else { assembly.bytes.is_some() };
            if !fits {
                faults.push(format!("{} for {target:?}: {found:?}", row.name));
            }
            if row.fails {
                codes.extend(found);
            }
        }
    }
    for code in Code::ALL.iter().map(|code| code.number()).filter(|number| *number < "LZ06") {
        let excused = WITHOUT_ROW.iter().any(|(number, _)| *number == code);
        if codes.contains(code) == excused {
            faults.push(format!("{code} {}", if excused { "has a row after all" } else { "has no row" }));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_directive_has_a_row() {
    let lines: BTreeSet<String> = growth::rows().into_iter().flat_map(|row| row.lines).collect();
    let words: BTreeSet<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
    let page = repo::text(&repo::root().join("docs/language/index.md"));
    let table =
        page.lines().filter(|line| line.starts_with("| `.")).filter_map(|line| line.split('|').nth(1));
    let directives: Vec<&str> =
        table.flat_map(|cell| cell.split(',')).map(|name| name.trim().trim_matches('`')).collect();
    assert!(directives.len() > 25, "{directives:?}");
    for directive in directives {
        assert!(words.contains(directive), "`{directive}` has no row");
    }
}

/// The counter, and that there are commands to count.
fn counter() -> Option<Counter> {
    let counter = Counter::of_this_machine();
    if counter.is_none() {
        tools::skip("neither `perf stat` nor `valgrind` counts instructions here, or there is no GNU time");
    }
    let commands = growth::folder_of_commands();
    for name in ["lzasm", "lzdump", "lzrun", "roolink"] {
        if !commands.join(name).exists() {
            tools::skip(&format!(
                "`{name}` is not in {}: `cargo build --workspace` makes it",
                commands.display()
            ));
            return None;
        }
    }
    counter
}

#[test]
fn costs_of_some_shapes_grow_in_line() {
    let Some(counter) = counter() else { return };
    let rows: Vec<Row> = growth::rows().into_iter().filter(|row| row.quick.is_some()).collect();
    assert!(rows.len() >= 5, "only {} rows are looked at", rows.len());
    judge(
        &rows,
        counter,
        |row| row.quick.clone().map_or(0, |(times, _)| times),
        |row, call| row.quick.as_ref().is_some_and(|(_, calls)| calls.iter().any(|name| name == call)),
    );
}

/// `GROWTH_ROWS=labels` looks at those rows only whose names begin so, `GROWTH_CALLS=verify` at those calls only, and
/// `GROWTH_LARGER=10` makes each source larger.
#[test]
#[ignore = "takes an hour and wants a build with optimisation"]
fn costs_of_all_shapes_grow_in_line() {
    let Some(counter) = counter() else { return };
    let setting = |name: &str| std::env::var(name).unwrap_or_default();
    let (wanted, call, larger) = (setting("GROWTH_ROWS"), setting("GROWTH_CALLS"), setting("GROWTH_LARGER"));
    let larger: usize = larger.parse().unwrap_or(1);
    let rows: Vec<Row> = growth::rows().into_iter().filter(|row| row.name.starts_with(&wanted)).collect();
    judge(&rows, counter, |row| row.times * larger, |_, name| name.starts_with(&call));
}

fn judge(
    rows: &[Row],
    counter: Counter,
    times: impl Fn(&Row) -> usize + Sync,
    wanted: impl Fn(&Row, &str) -> bool + Sync,
) {
    let growths = |row: &Row| -> Vec<Growth> {
        let folder = tempfile::tempdir().expect("there is a folder for temporary files");
        let growths = growth::growths(row, times(row), counter, folder.path(), |call| wanted(row, call))
            .unwrap_or_else(|error| panic!("{}: {error}", row.name));
        for growth in &growths {
            println!("{}", growth.line());
        }
        growths
    };
    let growths: Vec<Growth> = rows.par_iter().flat_map_iter(growths).collect();
    assert!(!growths.is_empty(), "nothing was looked at");
    let faults: Vec<String> =
        growths.iter().filter(|growth| !growth.faults().is_empty()).map(Growth::line).collect();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), growths.len(), faults.join("\n"));
}
