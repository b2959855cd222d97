//! Searches comments, help texts, messages and the manual for phrases that `tests/english.txt` lists.

use lzasm_tests::{repo, rust};
use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

/// Files that must show a phrase: this one plants some.
const EXEMPT: &[&str] = &["tests/tests/english.rs"];

/// The folders that are searched.
const FOLDERS: &[&str] = &["grammar", "asm", "linker", "tests", "docs"];

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

/// All phrases as one automaton: with one after the other, the test would take a minute in a debug build.
fn all(phrases: &[Phrase]) -> RegexSet {
    let patterns = phrases.iter().map(|phrase| phrase.pattern.as_str());
    let built = RegexSetBuilder::new(patterns).case_insensitive(true).build();
    built.unwrap_or_else(|error| panic!("{error}"))
}

fn phrases() -> Vec<Phrase> {
    let list = repo::text(&repo::root().join("tests/english.txt"));
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(Phrase::parse).collect()
}

/// The prose of a file by line: paragraphs of the manual, or comments and, in shipped code, string literals.
fn prose(name: &str, text: &str) -> Vec<(usize, String)> {
    match name.ends_with(".md") {
        true => paragraphs(text),
        false => comments(text, is_shipped(name)),
    }
}

/// Whether users may read the string literals of a file.
fn is_shipped(name: &str) -> bool {
    !name.starts_with("tests/") && name.contains("/src/") && !name.contains("tests")
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
fn searched() -> Vec<(String, usize, String)> {
    let paths = FOLDERS.iter().flat_map(|folder| repo::files(folder, &["rs", "lalrpop", "md"]));
    let files = paths.map(|path| (repo::name(&path), path));
    let mut found = Vec::new();
    for (name, path) in files.filter(|(name, _)| !EXEMPT.contains(&name.as_str())) {
        let lines = prose(&name, &repo::text(&path));
        found.extend(lines.into_iter().map(|(line, text)| (name.clone(), line, text)));
    }
    found
}

#[test]
fn no_phrase_of_the_list_is_used() {
    let (phrases, prose) = (phrases(), searched());
    let all = all(&phrases);
    let mut faults = Vec::new();
    for (name, line, text) in &prose {
        let found = all.matches(text);
        for phrase in found.iter().map(|index| &phrases[index]).filter(|phrase| phrase.is_in(text)) {
            let found = phrase.pattern.find(text).map_or("", |found| found.as_str());
            faults.push(format!("{name}:{line}: `{found}`: {}\n    {}", phrase.advice, text.trim()));
        }
    }
    // A folder that has moved would not be searched.
    for folder in FOLDERS {
        assert!(prose.iter().any(|(name, ..)| name.starts_with(folder)), "`{folder}` has no prose");
    }
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
