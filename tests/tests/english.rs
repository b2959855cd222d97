//! Searches comments, help texts, messages and the manual for phrases that `tests/english.txt` lists.

use lzasm_tests::{repo, rust};
use regex::{Regex, RegexBuilder};

/// The rooms that are clean: files whose paths begin with one of these. A room is added when its last phrase is gone.
const CLEAN: &[&str] = &["asm/src/isa/"];

/// Files that must show a phrase: what a test plants, or the list itself.
const EXEMPT: &[&str] = &["tests/tests/english.rs"];

/// A phrase to avoid.
struct Phrase {
    pattern: Regex,
    advice: String,
    exception: Option<Regex>,
}

impl Phrase {
    /// Reads a line of the list.
    fn parse(line: &str) -> Self {
        let mut columns = line.split('\t');
        let pattern = columns.next().unwrap_or_default();
        let advice = columns.next().unwrap_or_else(|| panic!("no advice: {line}")).to_owned();
        let exception = columns.next().filter(|text| !text.is_empty()).map(compiled);
        Self { pattern: compiled(pattern), advice, exception }
    }

    fn is_in(&self, text: &str) -> bool {
        self.pattern.is_match(text) && !self.exception.as_ref().is_some_and(|except| except.is_match(text))
    }
}

fn compiled(pattern: &str) -> Regex {
    let built = RegexBuilder::new(pattern).case_insensitive(true).build();
    built.unwrap_or_else(|error| panic!("{error}"))
}

fn phrases() -> Vec<Phrase> {
    let list = repo::text(&repo::root().join("tests/english.txt"));
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(Phrase::parse).collect()
}

/// The prose of a file by line: paragraphs of the manual, or comments and, in files of wording, string literals.
fn prose(name: &str, text: &str) -> Vec<(usize, String)> {
    match name.ends_with(".md") {
        true => paragraphs(text),
        false => comments(text, has_wording(name)),
    }
}

/// Whether the string literals of a file are read by users.
fn has_wording(name: &str) -> bool {
    ["messages.rs", "args.rs", "words.rs"].iter().any(|end| name.ends_with(end))
}

/// The lines of a page outside its blocks of code.
fn paragraphs(text: &str) -> Vec<(usize, String)> {
    let mut in_block = false;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        match line.trim_start().starts_with("```") {
            true => in_block = !in_block,
            false if !in_block => found.push((index + 1, line.to_owned())),
            false => {}
        }
    }
    found
}

/// The comments of a source, and its whole lines if its literals count.
fn comments(text: &str, literals: bool) -> Vec<(usize, String)> {
    let code = rust::code(text);
    let lines = text.lines().zip(code.lines()).enumerate();
    lines
        .map(|(index, (line, code))| {
            let is_literal = literals && code.contains('"');
            (index + 1, if is_literal { line.to_owned() } else { line[code.len()..].trim().to_owned() })
        })
        .filter(|(_, line)| !line.is_empty())
        .collect()
}

/// The prose of the repository as file, line and text.
fn searched(is_wanted: impl Fn(&str) -> bool) -> Vec<(String, usize, String)> {
    let folders = ["grammar", "asm", "linker", "tests", "docs"].iter();
    let paths = folders.flat_map(|folder| repo::files(folder, &["rs", "lalrpop", "md"]));
    let files = paths.map(|path| (repo::name(&path), path));
    let mut found = Vec::new();
    for (name, path) in files.filter(|(name, _)| is_wanted(name) && !EXEMPT.contains(&name.as_str())) {
        let lines = prose(&name, &repo::text(&path));
        found.extend(lines.into_iter().map(|(line, text)| (name.clone(), line, text)));
    }
    found
}

/// The faults in the files that are wanted.
fn faults(is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let phrases = phrases();
    let mut faults = Vec::new();
    for (name, line, text) in searched(is_wanted) {
        for phrase in phrases.iter().filter(|phrase| phrase.is_in(&text)) {
            let found = phrase.pattern.find(&text).map_or("", |found| found.as_str());
            faults.push(format!("{name}:{line}: `{found}`: {}\n    {}", phrase.advice, text.trim()));
        }
    }
    faults
}

fn is_clean(name: &str) -> bool {
    CLEAN.iter().any(|room| name.starts_with(room))
}

#[test]
fn clean_rooms_stay_clean() {
    let faults = faults(is_clean);
    assert!(faults.is_empty(), "{} of them:\n{}", faults.len(), faults.join("\n"));
}

/// A list of rooms that names one that has moved would check nothing.
#[test]
fn each_clean_room_has_prose() {
    for room in CLEAN {
        assert!(!searched(|name| name.starts_with(room)).is_empty(), "`{room}` has no prose");
    }
}

/// What is left to do: `cargo test -p lzasm-tests --test english -- --ignored`.
#[test]
#[ignore = "lists the phrases in the rooms that are not clean yet"]
fn the_other_rooms() {
    let faults = faults(|name| !is_clean(name));
    assert!(faults.is_empty(), "{} of them:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_phrase_is_found_and_an_exception_is_not() {
    let phrase = Phrase::parse("\\bendings?\\b\textension\tline endings?");
    assert!(phrase.is_in("the ending of a file"));
    assert!(!phrase.is_in("Windows line endings"));
    let text = "//! Top.\nlet a = \"in `b`\"; // mend\n";
    assert_eq!(comments(text, false), [(1, "//! Top.".to_owned()), (2, "// mend".to_owned())]);
    assert_eq!(comments(text, true)[1].1, "let a = \"in `b`\"; // mend");
    assert_eq!(paragraphs("a\n```sh\nb\n```\nc\n"), [(1, "a".to_owned()), (5, "c".to_owned())]);
}
