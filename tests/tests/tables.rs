//! The parts of the manual that are made from tables and from assembled sources are what they would be if they were
//! made now. `BLESS=1 cargo test -p lzasm-tests --test tables` writes them.

use lzasm_tests::{builder_methods, descriptions, doc_blocks, doc_tables};
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
        fs::write(path, expected).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
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
fn the_builder_has_a_method_for_each_row() {
    for (name, text) in builder_methods::files() {
        current(&docs().join("../asm/src/builder").join(name), &text);
    }
}

#[test]
fn the_contents_list_every_message() {
    let path = docs().join("SUMMARY.md");
    current(&path, &doc_tables::summary(&fs::read_to_string(&path).unwrap()));
}

#[test]
fn descriptions_for_other_tools_have_our_tables() {
    for (file, format) in descriptions::FILES {
        let path = docs().join("formats").join(file);
        let text = fs::read_to_string(&path).unwrap_or_default();
        match descriptions::filled(file, format, &text) {
            Ok(filled) => current(&path, &filled),
            Err(fault) => panic!("{fault}"),
        }
    }
}

#[test]
fn every_row_is_on_its_page() {
    for (name, page) in doc_tables::pages() {
        let rows = page.lines().filter(|line| line.starts_with("| `") || line.starts_with("| [LZ")).count();
        let expected = match name {
            "host-functions.md" => lzasm::vm::HOST_FUNCTIONS.len(),
            "errors.md" => lzasm_grammar::diag::Code::ALL.len(),
            "portable-instructions.md" => portable_rows(),
            "formats/rules.md" => lzasm::formats::ALL.iter().map(|format| format.info().rules.len()).sum(),
            "instructions-lazer.md" => lzasm::formats::lazer::table::ROWS.len(),
            _ => lzasm::formats::hydro::table::ROWS.len(),
        };
        assert_eq!(rows, expected, "{name}");
    }
}

/// A row for each pair of instructions, and one for each instruction without a counterpart.
fn portable_rows() -> usize {
    let rows = || lzasm::formats::lazer::table::ROWS.iter().chain(lzasm::formats::hydro::table::ROWS);
    let alone = rows().filter(|row| matches!(row.role, lzasm::isa::Role::NotPortable(_))).count();
    alone + doc_tables::KINDS + lzasm::isa::Compute::ALL.len()
}

#[test]
fn the_role_and_the_flow_of_a_row_agree() {
    use lzasm::isa::{Flow, Role};
    for row in lzasm::formats::lazer::table::ROWS.iter().chain(lzasm::formats::hydro::table::ROWS) {
        let expected = match row.role {
            Role::Jump => Flow::Jump,
            Role::JumpIf(_) | Role::Choose => Flow::Branch,
            Role::Call | Role::CallValue => Flow::Call,
            Role::Return => Flow::Return,
            // Such an instruction may call or stop.
            Role::NotPortable(_) => row.effect.flow,
            _ => Flow::Next,
        };
        assert_eq!(row.effect.flow, expected, "{}", row.mnemonic);
        let labels = row.operands().iter().filter(|kind| kind.is_label()).count();
        let followed = row.successors(false).exits().filter(|exit| *exit != lzasm::isa::Exit::Next).count();
        assert_eq!(followed, labels, "{}", row.mnemonic);
    }
}

/// The pages a person wrote: those of `docs/` and the first page of the repository.
fn written() -> Vec<PathBuf> {
    let mut pages = vec![docs().join("../README.md")];
    for folder in ["", "language", "formats", "hacking"] {
        let entries = fs::read_dir(docs().join(folder)).into_iter().flatten().flatten();
        pages.extend(
            entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "md")),
        );
    }
    pages.sort();
    assert!(pages.len() > 20, "the manual is not where it should be");
    pages
}

#[test]
fn blocks_show_what_becomes_of_the_sources_above_them() {
    for path in written() {
        let page = fs::read_to_string(&path).unwrap();
        match doc_blocks::filled(&page) {
            Ok(filled) => current(&path, &filled),
            Err(fault) => panic!("{}: {fault}", path.display()),
        }
    }
}

/// The names of all directives, from the table of the lexer.
fn directives() -> Vec<String> {
    let table = docs().join("../grammar/src/lexer/directives.rs");
    let text = fs::read_to_string(table).unwrap_or_default();
    let names = text.split("(\".").skip(1).filter_map(|rest| rest.split('"').next());
    let mut names: Vec<String> = names.map(|name| format!(".{name}")).collect();
    names.sort();
    names.dedup();
    names
}

/// Every directive is in the list of the reference, and in a source that is assembled.
#[test]
fn every_directive_is_explained_and_shown() {
    let pages: Vec<String> =
        written().iter().map(|path| fs::read_to_string(path).unwrap_or_default()).collect();
    let is_source = |index: usize, part: &str| index % 2 == 1 && part.starts_with("lzasm,");
    let sources: String = pages
        .iter()
        .flat_map(|page| page.split("```").enumerate())
        .filter(|(index, part)| is_source(*index, part))
        .map(|(_, part)| part)
        .collect();
    let list = fs::read_to_string(docs().join("language/index.md")).unwrap_or_default();
    assert!(directives().len() > 25, "{:?}", directives());
    for name in directives() {
        let is_listed =
            list.lines().any(|line| line.starts_with("| `.") && line.contains(&format!("`{name}`")));
        assert!(is_listed, "`{name}` is not in the list of directives");
        let is_shown = sources.split_whitespace().any(|word| word == name);
        // An include needs a second file.
        assert!(is_shown || name == ".include", "no source of the manual shows `{name}`");
    }
}

/// Links of the manual lead to files that are there.
#[test]
fn links_lead_somewhere() {
    let mut faults = Vec::new();
    for path in written() {
        let page = fs::read_to_string(&path).unwrap();
        for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            let is_found = || target.exists() && has_heading(&target, anchor);
            if !link.contains("://") && !is_found() {
                faults.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether a page has a heading that mdBook gives this anchor.
fn has_heading(page: &Path, anchor: &str) -> bool {
    let slug = |heading: &str| -> String {
        let kept = heading.chars().filter(|ch| ch.is_alphanumeric() || " -_".contains(*ch));
        kept.map(|ch| if ch == ' ' { '-' } else { ch.to_ascii_lowercase() }).collect()
    };
    let text = fs::read_to_string(page).unwrap_or_default();
    anchor.is_empty()
        || text
            .lines()
            .any(|line| line.starts_with('#') && slug(line.trim_start_matches('#').trim()) == anchor)
}
