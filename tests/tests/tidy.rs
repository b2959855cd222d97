//! The rules of the house as tests: which part may name which, how long files and functions are, what stands at the
//! top of a file and what stands nowhere.

use lzasm_grammar::diag::Code;
use lzasm_tests::{repo, rust};
use std::collections::BTreeMap;
use std::path::PathBuf;

const FORMATS: [&str; 4] = ["lazer", "hydro", "roomod", "sailar"];

/// Files that may have more lines than the others, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[];

const MOST_LINES: usize = 400;

/// The sources that are shipped; tests in files of their own are not among them.
fn sources(folder: &str) -> Vec<(String, String)> {
    let paths = repo::files(folder, &["rs", "lalrpop"]).into_iter();
    paths.map(|path| (repo::name(&path), path)).filter(|(name, _)| !is_test(name)).map(read).collect()
}

fn read((name, path): (String, PathBuf)) -> (String, String) {
    let text = repo::text(&path);
    (name, rust::without_tests(&text).to_owned())
}

/// Whether a file is compiled for tests only: its name says so.
fn is_test(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let last = parts.last().map_or("", |name| name.trim_end_matches(".rs"));
    parts[..parts.len() - 1].contains(&"tests")
        || ["tests", "testing", "laws"].contains(&last)
        || last.ends_with("_tests")
        || last.ends_with("_laws")
}

fn shipped() -> Vec<(String, String)> {
    ["grammar", "asm", "linker"].iter().flat_map(|folder| sources(folder)).collect()
}

#[track_caller]
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} of them:\n{}", faults.len(), faults.join("\n"));
}

/// The lines of code (no comments) of these files for which the function has something to say.
fn search(files: &[(String, String)], fault: impl Fn(&str, &str) -> Option<String>) -> Vec<String> {
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

#[test]
fn a_format_imports_no_other() {
    let mut faults = Vec::new();
    for format in FORMATS {
        let room = sources(&format!("asm/src/formats/{format}"));
        assert!(!room.is_empty(), "the room of {format} is not where it should be");
        faults.extend(search(&room, |_, line| {
            let other =
                FORMATS.iter().find(|&&other| other != format && line.contains(&format!("{other}::")))?;
            Some(format!("{format} names {other}"))
        }));
    }
    none(faults);
}

#[test]
fn a_machine_knows_one_format() {
    let machines = ["lazer", "hydro"];
    let mut faults = Vec::new();
    for machine in machines {
        let room = sources(&format!("asm/src/vm/{machine}"));
        assert!(!room.is_empty(), "the machine for {machine} is not where it should be");
        faults.extend(search(&room, |_, line| {
            let other =
                FORMATS.iter().find(|&&other| other != machine && line.contains(&format!("{other}::")))?;
            Some(format!("the machine for {machine} names {other}"))
        }));
    }
    let shared = sources("asm/src/vm").into_iter();
    let shared: Vec<_> = shared
        .filter(|(name, _)| machines.iter().all(|machine| !name.contains(&format!("/{machine}/"))))
        .filter(|(name, _)| name != "asm/src/vm/registry.rs")
        .collect();
    faults.extend(search(&shared, |_, line| {
        FORMATS
            .iter()
            .find(|format| line.contains(&format!("{format}::")))
            .map(|format| format!("names {format}"))
    }));
    none(faults);
}

#[test]
fn neither_the_text_nor_its_meaning_names_a_format() {
    let mut files = sources("asm/src/source/resolve");
    assert!(!files.is_empty(), "`resolve` is not where it should be");
    files.extend(sources("grammar/src"));
    none(search(&files, |_, line| {
        let line = line.to_lowercase();
        FORMATS.iter().find(|format| has_word(&line, format)).map(|format| format!("names {format}"))
    }));
}

#[test]
fn the_bottom_imports_nothing_of_ours() {
    let mut faults = Vec::new();
    for room in ["isa", "bytes"] {
        let files = sources(&format!("asm/src/{room}"));
        assert!(!files.is_empty(), "`{room}` is not where it should be");
        faults.extend(search(&files, |_, line| {
            let others = line.replace(&format!("crate::{room}"), "");
            let ours =
                ["crate::", "lzasm_grammar", "super::super::"].iter().find(|name| others.contains(*name))?;
            Some(format!("names {ours}"))
        }));
    }
    none(faults);
}

#[test]
fn only_one_file_names_the_library_that_renders() {
    none(search(&shipped(), |name, line| {
        let allowed = name == "grammar/src/diag/render/human.rs";
        (!allowed && line.contains("codespan")).then(|| "names codespan".to_owned())
    }));
}

#[test]
fn only_commands_name_the_library_that_reads_options() {
    none(search(&shipped(), |name, line| {
        let clap = has_word(line, "clap") || line.contains("clap_");
        let allowed = name.starts_with("asm/src/cli/") || name.contains("/src/bin/");
        (clap && !allowed).then(|| "names clap".to_owned())
    }));
    // What names it is compiled with the feature `cli` only.
    let library = repo::text(&repo::root().join("asm/src/lib.rs"));
    assert!(library.contains("#[cfg(feature = \"cli\")]\n#[doc(hidden)]\npub mod cli;"));
    for folder in ["asm", "linker"] {
        let manifest = repo::text(&repo::root().join(folder).join("Cargo.toml"));
        let binaries = manifest.matches("[[bin]]").count();
        assert_eq!(manifest.matches("required-features = [\"cli\"]").count(), binaries, "{folder}");
        for line in manifest.lines().filter(|line| line.starts_with("clap")) {
            assert!(line.contains("optional = true"), "{folder}: {line}");
        }
    }
}

#[test]
fn dependencies_point_one_way() {
    let crates =
        [("grammar", "lzasm-grammar"), ("asm", "lzasm"), ("linker", "roolink"), ("tests", "lzasm-tests")];
    let mut faults = Vec::new();
    for (at, (folder, _)) in crates.iter().enumerate() {
        let manifest = repo::text(&repo::root().join(folder).join("Cargo.toml"));
        for (_, later) in &crates[at + 1..] {
            if manifest
                .lines()
                .any(|line| line.starts_with(&format!("{later}.")) || line.starts_with(&format!("{later} ")))
            {
                faults.push(format!("{folder} depends on {later}"));
            }
        }
    }
    none(faults);
}

#[test]
fn files_are_short() {
    let mut faults = Vec::new();
    for (name, text) in shipped() {
        let lines = text.lines().count();
        let is_table = name.ends_with("/table.rs") || name.ends_with("/codes.rs");
        let excused = LONG_FILES.iter().any(|(long, _)| *long == name);
        if lines > MOST_LINES && !is_table && !excused {
            faults.push(format!("{name}: {lines} lines"));
        }
        if lines <= MOST_LINES && excused {
            faults.push(format!("{name}: needs no excuse any more"));
        }
    }
    none(faults);
}

#[test]
fn functions_are_short() {
    let mut lengths = Vec::new();
    let mut faults = Vec::new();
    let mut long = BTreeMap::new();
    for (name, text) in shipped().iter().filter(|(name, _)| name.ends_with(".rs")) {
        for function in rust::functions(text) {
            let place = format!("{name}:{}: `{}`", function.line, function.name);
            if function.lines > 100 {
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
fn each_file_says_what_it_is() {
    let mut files = shipped();
    files.extend(sources("tests/src"));
    let tests =
        repo::files("tests/tests", &["rs"]).into_iter().map(|path| (repo::name(&path), repo::text(&path)));
    files.extend(tests);
    let silent = |(name, text): &(String, String)| {
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

#[test]
fn the_counter_counts() {
    let text = "fn one() -> u8 { 1 }\n\nimpl X {\n    pub(super) const fn two(\n        a: u8,\n    ) -> u8 {\n        a\n    }\n\n    fn three(&self);\n}\n";
    let found: Vec<_> = rust::functions(text).into_iter().map(|f| (f.name, f.line, f.lines)).collect();
    assert_eq!(found, [("one".to_owned(), 1, 1), ("two".to_owned(), 4, 5), ("three".to_owned(), 10, 1)]);
    assert_eq!(rust::code("a // b\n\"//\" + '\"' // c\n"), "a\n\"//\" + '\"'\n");
}
