//! Which crates, rooms and files may name which.

use super::{has_word, none, search, shipped, sources};
use lzasm_tests::{repo, rust};

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
    let files: Vec<String> = shipped()
        .into_iter()
        .filter(|(_, text)| rust::code(text).contains("codespan"))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert!(files[0].starts_with("grammar/src/diag/render"), "{files:?}");
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
