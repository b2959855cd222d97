//! How long files and functions are.

use super::{Exceptions, except, helpers, none, shipped};
use lzasm_tests::rust;
use std::collections::BTreeMap;

/// Files that may have more lines than the others.
const LONG_FILES: &Exceptions = &[];

const MOST_LINES: usize = 400;
const MOST_LINES_OF_A_FUNCTION: usize = 90;

#[test]
fn files_are_short() {
    let is_table = |name: &str| name.ends_with("/table.rs") || name.ends_with("/codes.rs");
    let files = shipped().into_iter().chain(helpers()).filter(|(name, _)| !is_table(name));
    let long = files.filter_map(|(name, text)| {
        let lines = text.lines().count();
        (lines > MOST_LINES).then(|| format!("{name}: {lines} lines"))
    });
    none(except(long.collect(), LONG_FILES));
}

#[test]
fn functions_are_short() {
    let mut lengths = Vec::new();
    let mut faults = Vec::new();
    let mut long = BTreeMap::new();
    let files = shipped().into_iter().chain(helpers());
    for (name, text) in files.filter(|(name, _)| name.ends_with(".rs")) {
        for function in rust::functions(&text) {
            let place = format!("{name}:{}: `{}`", function.line, function.name);
            if function.lines > MOST_LINES_OF_A_FUNCTION {
                faults.push(format!("{place} has {} lines", function.lines));
            }
            if function.lines > 35 {
                long.insert((function.lines, place.clone()), ());
            }
            lengths.push(function.lines);
        }
    }
    none(faults);
    lengths.sort_unstable();
    assert!(lengths.len() > 500, "only {} functions were found", lengths.len());
    let (median, nine_tenths) = (lengths[lengths.len() / 2], lengths[lengths.len() * 9 / 10]);
    assert!(median <= 10, "the median function has {median} lines");
    assert!(
        nine_tenths <= 35,
        "a tenth of the functions has {nine_tenths} lines or more: {:#?}",
        long.keys()
    );
}

#[test]
fn the_counter_counts() {
    let text = "fn one() -> u8 { 1 }\n\nimpl X {\n    pub(super) const fn two(\n        a: u8,\n    ) -> u8 {\n        a\n    }\n\n    fn three(&self);\n}\n";
    let found: Vec<_> = rust::functions(text).into_iter().map(|f| (f.name, f.line, f.lines)).collect();
    assert_eq!(found, [("one".to_owned(), 1, 1), ("two".to_owned(), 4, 5), ("three".to_owned(), 10, 1)]);
    assert_eq!(rust::code("a // b\n\"//\" + '\"' // c\n"), "a\n\"//\" + '\"'\n");
}
