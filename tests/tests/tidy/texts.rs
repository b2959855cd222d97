//! What texts say: the first line of each file, and what no text of the repository contains.

use super::{Source, helpers, none, shipped};
use lzasm_grammar::diag::Code;
use lzasm_tests::repo;

#[test]
fn each_file_says_what_it_is() {
    let mut files = shipped();
    files.extend(helpers());
    let tests =
        repo::files("tests/tests", &["rs"]).into_iter().map(|path| (repo::name(&path), repo::text(&path)));
    files.extend(tests);
    let silent = |(name, text): &Source| {
        let says = text.starts_with("//! ");
        let is_rust = name.ends_with(".rs");
        (is_rust && !says).then(|| format!("{name} does not begin with `//!` and what it is"))
    };
    none(files.iter().filter_map(silent).collect());
}

#[test]
fn nothing_is_left_for_later() {
    // Spelled in halves, so that this file does not find itself.
    let words =
        ["TO DO", "FIX ME", "XX X", "HA CK", "unimplemented !", "todo !"].map(|word| word.replace(' ', ""));
    let mut faults = Vec::new();
    for (name, text) in texts() {
        for (index, line) in text.lines().enumerate() {
            if let Some(word) = words.iter().find(|word| line.contains(word.as_str())) {
                faults.push(format!("{name}:{}: {word}", index + 1));
            }
        }
    }
    none(faults);
}

#[test]
fn no_text_names_the_machine_it_was_written_on() {
    let paths = ["work", "root", "tmp/wt"].map(|folder| format!("/{folder}/"));
    let mut faults = Vec::new();
    for (name, text) in texts() {
        for (index, line) in text.lines().enumerate() {
            let path = paths.iter().find(|path| {
                line.match_indices(path.as_str()).any(|(at, _)| {
                    !line[..at].ends_with(|ch: char| ch.is_alphanumeric() || "._-~/".contains(ch))
                })
            });
            faults.extend(path.map(|path| format!("{name}:{}: {path}", index + 1)));
        }
    }
    none(faults);
}

/// All texts of the repository that people write.
fn texts() -> Vec<(String, String)> {
    let paths = repo::files("", &["rs", "lalrpop", "toml", "md", "s", "h2o", "inc", "sh"]);
    let mut texts: Vec<_> = paths.iter().map(|path| (repo::name(path), repo::text_lossy(path))).collect();
    let script = repo::root().join(".ci/run");
    if script.exists() {
        texts.push((repo::name(&script), repo::text(&script)));
    }
    texts
}

#[test]
fn each_diagnostic_has_a_page() {
    let pages = repo::root().join("docs/errors");
    let lost = Code::ALL.iter().filter(|code| !pages.join(format!("{}.md", code.number())).exists());
    none(lost.map(|code| format!("{} {}", code.number(), code.name())).collect());
}
