//! The specifications in `docs/formats/*.ksy`, compiled by the Kaitai Struct compiler: readers that share nothing with
//! ours read every file of the corpus and must agree with us on what it says and where.
//!
//! Needs Node.js with the packages `kaitai-struct-compiler` and `js-yaml` in `target/tools/node_modules`, and Python with
//! the package `kaitaistruct`, which may be in `target/tools/python`.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use lzasm::formats::{self, Model};
use lzasm_tests::dice::asked_for;
use lzasm_tests::independent::{self, facts};
use lzasm_tests::{corpus, repo, tools};
use pretty_assertions::assert_eq;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file to read: its name, its format, its bytes.
type File = (String, &'static str, Vec<u8>);

/// Where the elements of lists are: the path, the first and the last offset.
type Places = BTreeMap<String, (usize, usize)>;

fn python(readers: &Path) -> Command {
    let mut command = Command::new("python3");
    let paths = [readers.to_owned(), tools::folder().join("python")];
    command.env("PYTHONPATH", std::env::join_paths(paths).unwrap()).env("PYTHONIOENCODING", "utf-8");
    command
}

fn node() -> Command {
    let mut command = Command::new("node");
    command.env("NODE_PATH", tools::folder().join("node_modules"));
    command
}

/// A folder with the readers, made with these options; `None` if there is nothing to make them with.
fn readers(options: &[&str]) -> Option<tempfile::TempDir> {
    let packages = "require('kaitai-struct-compiler'); require('js-yaml')";
    if !tools::runs(node().args(["-e", packages])) {
        tools::skip("Node.js with the packages kaitai-struct-compiler and js-yaml is not here");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    if !tools::runs(python(folder.path()).args(["-c", "import kaitaistruct"])) {
        tools::skip("Python with the package kaitaistruct is not here");
        return None;
    }
    tools::said(compile().args(options).arg(folder.path()).args(specifications()));
    Some(folder)
}

fn compile() -> Command {
    let mut command = node();
    command.arg(repo::root().join("tests/kaitai/compile.js"));
    command
}

fn specifications() -> Vec<PathBuf> {
    let file = |name: &str| repo::root().join(format!("docs/formats/{name}.ksy"));
    formats::names().into_iter().map(file).collect()
}

#[test]
fn the_specifications_compile_for_other_languages() {
    if readers(&[]).is_some() {
        let languages = tools::said(compile().arg("--check").args(specifications()));
        assert!(languages.trim().parse::<usize>().unwrap() > 10, "{languages} languages");
    }
}

/// What the readers make of files, in order.
fn read(folder: &Path, files: &[File]) -> Vec<Value> {
    let mut list = String::new();
    for (at, (_, format, bytes)) in files.iter().enumerate() {
        let path = folder.join(format!("{at}.bin"));
        fs::write(&path, bytes).unwrap();
        list += &format!("{format} {}\n", path.display());
    }
    let listed = folder.join("list");
    fs::write(&listed, list).unwrap();
    let said = tools::said(python(folder).arg(repo::root().join("tests/kaitai/read.py")).arg(listed));
    let read: Vec<Value> = said.lines().map(|line| facts::read(line).unwrap()).collect();
    assert_eq!(read.len(), files.len());
    read
}

/// Where our reader sees the elements of lists.
fn places(model: &dyn Model) -> Places {
    let (_, tree) = model.fields().unwrap();
    // The path up to here, and how long it is at each depth.
    let (mut path, mut ends) = (String::new(), Vec::new());
    let mut places = Places::new();
    for field in &tree.fields {
        ends.truncate(field.depth);
        path.truncate(ends.last().copied().unwrap_or(0));
        path += if path.is_empty() { "" } else { "." };
        path += field.name;
        if let Some(index) = field.index {
            path += &format!("[{index}]");
            places.insert(path.clone(), (field.start, field.end));
        }
        ends.push(path.len());
    }
    places
}

fn described_places(read: &Value) -> Places {
    let offset = |place: &Value, at: usize| place[at].as_u64().unwrap() as usize;
    let places = read["places"].as_object().unwrap();
    places.iter().map(|(path, place)| (path.clone(), (offset(place, 0), offset(place, 1)))).collect()
}

/// Whether the two readers agree on a file that ours reads.
fn agree((name, format, bytes): &File, read: &Value) {
    let format = formats::find(format).unwrap();
    let model = format.decode(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(read.get("error"), None, "{name} is not read");
    assert_eq!(read["told"], facts::of(model.as_ref()), "{name}");
    assert_eq!(described_places(read), places(model.as_ref()), "{name}");
}

fn files() -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    files.extend(
        corpus::samples().into_iter().map(|sample| (sample.name, sample.format.info().name, sample.bytes)),
    );
    files.extend(independent::corners().into_iter().map(|made| (made.name, made.format, made.bytes)));
    for format in independent::FORMATS {
        // `LZASM_CASES` asks for more files, or fewer.
        let random = (1..=asked_for("LZASM_CASES", 150)).map(|seed| independent::random(format, seed));
        files.extend(random.map(|made| (made.name, made.format, made.bytes)));
    }
    files
}

#[test]
fn other_readers_agree_on_every_file() {
    let Some(folder) = readers(&["--places"]) else { return };
    let files = files();
    assert!(files.len() > 700, "only {} files", files.len());
    let read = read(folder.path(), &files);
    files.par_iter().zip(&read).for_each(|(file, read)| agree(file, read));
}

/// The files of the conformance folder with a byte changed, each byte in several ways.
fn changed_files() -> Vec<File> {
    let samples = corpus::samples();
    let mut files = Vec::new();
    for sample in samples.iter().filter(|sample| sample.name.ends_with(".hex")) {
        for at in 0..sample.bytes.len().min(600) {
            for value in [0, sample.bytes[at] ^ 1, sample.bytes[at].wrapping_add(1), sample.bytes[at] ^ 0x80]
            {
                let mut bytes = sample.bytes.clone();
                bytes[at] = value;
                files.push((
                    format!("{} with {value:#04x} at {at:#x}", sample.name),
                    sample.format.info().name,
                    bytes,
                ));
            }
        }
    }
    files
}

/// What our reader says of files that the specifications let pass: the rules that they name as not checked.
const UNCHECKED: [&str; 4] = ["NUL", "a word after", "an offset behind", "every field is exported"];

#[test]
fn other_readers_agree_on_changed_files() {
    let Some(folder) = readers(&["--places"]) else { return };
    let files = changed_files();
    assert!(files.len() > 2000, "only {} files", files.len());
    let mut refused = 0;
    for (file, read) in files.iter().zip(read(folder.path(), &files)) {
        match formats::find(file.1).unwrap().decode(&file.2) {
            Ok(_) => agree(file, &read),
            Err(_) if read.get("error").is_some() => refused += 1,
            Err(error) => {
                let described = error.to_string();
                assert!(
                    UNCHECKED.iter().any(|rule| described.contains(rule)),
                    "{} is read, yet: {described}",
                    file.0
                );
            }
        }
    }
    assert!(refused > 300, "only {refused} files are refused");
}

/// The blocks of a page in this language, each with the block that follows it.
fn blocks(page: &str, language: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = page.split("```").collect();
    let inside = |at: usize| parts.get(at).and_then(|part| part.split_once('\n')).unwrap_or_default();
    let found = (1..parts.len()).step_by(2).filter(|at| inside(*at).0 == language);
    found.map(|at| (inside(at).1.to_owned(), inside(at + 2).1.to_owned())).collect()
}

/// The programs in the manual print what it says.
#[test]
fn the_manual_reads_files() {
    let Some(folder) = readers(&[]) else { return };
    for path in repo::files("tests/conformance", &["hex"]) {
        let bytes = lzasm_tests::hex::plain(&repo::text(&path));
        fs::write(folder.path().join(path.file_stem().unwrap()), bytes).unwrap();
    }
    let programs = blocks(&repo::text(&repo::root().join("docs/formats/descriptions.md")), "python");
    assert!(programs.len() >= 2, "the manual shows {} programs", programs.len());
    for (program, expected) in programs {
        let said = tools::said(python(folder.path()).current_dir(folder.path()).args(["-c", &program]));
        assert_eq!(said, expected, "{program}");
    }
}
