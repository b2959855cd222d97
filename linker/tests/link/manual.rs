//! The page on linking, followed to the letter: its sources are written, its commands are run in order, and what they
//! print is what the page shows. With `BLESS=1` the page shows what they print.

use lzasm::files::FileLoader;
use pretty_assertions::assert_eq;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a command of the page in a folder, and returns what it prints.
fn run(folder: &Path, line: &str) -> String {
    let words: Vec<&str> = line.split('#').next().unwrap().split_whitespace().collect();
    match words[0] {
        "lzasm" => {
            assert_eq!(words[1], "-f");
            words[3..].iter().map(|name| assemble(folder, words[2], name)).collect()
        }
        "roolink" => {
            let mut command = Command::new(env!("CARGO_BIN_EXE_roolink"));
            let output = command.args(&words[1..]).current_dir(folder).env("NO_COLOR", "1").output().unwrap();
            [output.stderr, output.stdout].map(|bytes| String::from_utf8(bytes).unwrap()).concat()
        }
        "cat" => fs::read_to_string(folder.join(words[1])).unwrap(),
        "ls" => {
            let entries = fs::read_dir(folder.join(words[1])).unwrap();
            let mut names: Vec<String> =
                entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            names.join("  ") + "\n"
        }
        other => panic!("the page may not use `{other}`"),
    }
}

/// What `lzasm -f FORMAT NAME` does; the page's sources are without fault.
fn assemble(folder: &Path, format: &str, name: &str) -> String {
    let format = lzasm::formats::find(format).unwrap().info();
    let stem = name.strip_suffix(".s").unwrap();
    let bytes = fs::read(folder.join(name)).unwrap();
    let input = lzasm::Input { name: name.into(), bytes, stem: stem.into() };
    let options = lzasm::Options { format: Some(format.name), ..Default::default() };
    let made = lzasm::assemble(input, &options, Box::new(FileLoader));
    assert!(made.diagnostics.is_empty(), "{:#?}", made.diagnostics);
    fs::write(folder.join(format!("{stem}.{}", format.extensions[0])), made.bytes.unwrap()).unwrap();
    String::new()
}

/// The page with what its commands print.
fn filled(page: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        text.push_str(line);
        text.push('\n');
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if info == "console" {
            for command in body.iter().filter_map(|line| line.strip_prefix("$ ")) {
                text.push_str(&format!("$ {command}\n{}", run(folder.path(), command)));
            }
        } else {
            let body: String = body.iter().map(|line| format!("{line}\n")).collect();
            if let Some(name) = body.lines().next().and_then(|line| line.strip_prefix("; ")) {
                fs::write(folder.path().join(name), &body).unwrap();
            }
            text.push_str(&body);
        }
        text.push_str("```\n");
    }
    text
}

#[test]
fn the_page_on_linking_shows_what_happens() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/linking.md");
    let page = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let text = filled(&page);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap().replace("\r\n", "\n"), text);
    assert!(text.matches("$ roolink").count() > 10, "the page shows how to link");
}
