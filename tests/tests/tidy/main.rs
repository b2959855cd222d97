//! The rules of the project as tests: which part may name which, how long files and functions are, what a file begins
//! with and what no file contains.

mod formats;
mod imports;
mod layers;
mod lengths;
mod public;
mod texts;

use lzasm_tests::{repo, rust};
use std::path::PathBuf;

/// A file of the repository: its name from the top, and its text.
type Source = (String, String);

/// The sources of a folder that are shipped; tests in files of their own are not among them.
fn sources(folder: &str) -> Vec<Source> {
    let paths = repo::files(folder, &["rs", "lalrpop"]).into_iter();
    paths.map(|path| (repo::name(&path), path)).filter(|(name, _)| !is_test(name)).map(read).collect()
}

fn read((name, path): (String, PathBuf)) -> Source {
    let text = repo::text(&path);
    (name, rust::without_tests(&text).to_owned())
}

/// Whether a file is compiled for tests only: its name says so.
fn is_test(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let last = parts.last().map_or("", |name| name.trim_end_matches(".rs"));
    // The toy format exists in the library's own tests only.
    ["tests", "toy"].iter().any(|folder| parts[..parts.len() - 1].contains(folder))
        || ["tests", "testing", "laws", "arbitrary"].contains(&last)
        || last.ends_with("_tests")
        || last.ends_with("_laws")
}

fn shipped() -> Vec<Source> {
    ["grammar", "asm", "linker"].iter().flat_map(|folder| sources(folder)).collect()
}

/// What the tests share: helpers of many tests, held to the rules of shipped code.
fn helpers() -> Vec<Source> {
    sources("tests/src")
}

#[track_caller]
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} of them:\n{}", faults.len(), faults.join("\n"));
}

/// The lines of code (no comments) of these files in which the function finds a fault.
fn search(files: &[Source], fault: impl Fn(&str, &str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in files {
        for (index, line) in rust::code(text).lines().enumerate() {
            found.extend(
                fault(name, line).map(|fault| format!("{name}:{}: {fault}: {}", index + 1, line.trim())),
            );
        }
    }
    found
}

/// Whether a text has this word, which no letter, digit or `_` continues.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |ch: char| ch.is_alphanumeric() || ch == '_';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part))
}

/// Files that a rule does not hold for, each with its reason.
type Exceptions = [(&'static str, &'static str)];

/// The faults outside the excepted files, and the exceptions without a fault.
fn except(faults: Vec<String>, exceptions: &Exceptions) -> Vec<String> {
    let is_in =
        |fault: &String, file: &str| fault.strip_prefix(file).is_some_and(|rest| rest.starts_with(':'));
    let is_needless =
        |file: &str| repo::root().join(file).exists() && !faults.iter().any(|fault| is_in(fault, file));
    let needless = exceptions.iter().filter(|(file, _)| is_needless(file));
    let needless: Vec<_> =
        needless.map(|(file, reason)| format!("{file}: needs no exception any more: {reason}")).collect();
    let is_excepted = |fault: &String| exceptions.iter().any(|(file, _)| is_in(fault, file));
    faults.into_iter().filter(|fault| !is_excepted(fault)).chain(needless).collect()
}
