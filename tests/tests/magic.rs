//! The magic in `docs/formats/lzasm.magic`: what file(1) says with it of every file of the corpus, and of files that only
//! look like ours.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use lzasm::formats;
use lzasm_tests::independent::{self, facts};
use lzasm_tests::{corpus, repo, tools};
use pretty_assertions::assert_eq;
use serde_json::Value;
use std::fs;
use std::process::Command;

/// What `file` says of each of these; `None` if there is no such command.
fn reported(files: &[Vec<u8>]) -> Option<Vec<String>> {
    if !tools::runs(Command::new("file").arg("--version")) {
        tools::skip("the command `file` is not here");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut list = String::new();
    for (at, bytes) in files.iter().enumerate() {
        let path = folder.path().join(at.to_string());
        fs::write(&path, bytes).unwrap();
        list += &format!("{}\n", path.display());
    }
    let listed = folder.path().join("list");
    fs::write(&listed, list).unwrap();
    let said = tools::said(Command::new("file").args(["-b", "-m"]).arg(magic()).arg("-f").arg(listed));
    let lines: Vec<String> = said.lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), files.len(), "{said}");
    Some(lines)
}

fn magic() -> std::path::PathBuf {
    repo::root().join("docs/formats/lzasm.magic")
}

/// `1 module`, `2 modules`
fn counted(list: &Value, noun: &str) -> String {
    match list.as_array().map_or(0, Vec::len) {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    }
}

/// How the text about a file begins and ends, by the contents of the file; between them is a name.
fn expected(format: &str, facts: &Value) -> (String, String) {
    match format {
        "lazer" => {
            let module = &facts["module"];
            match module["type"].as_str().unwrap_or_default() {
                "archive" => ("Lazer archive, version 0, ".into(), counted(&module["modules"], "module")),
                "native" => {
                    ("Lazer native module, version 0, \"".into(), counted(&module["functions"], "function"))
                }
                _ => {
                    let lines = if module["lines"].is_null() { "" } else { ", with lines" };
                    ("Lazer bytecode, version 0, ".into(), counted(&module["constants"], "constant") + lines)
                }
            }
        }
        "hydro" if facts["modules"] == Value::Array(Vec::new()) => {
            ("Hydro bytecode, no modules".into(), String::new())
        }
        "hydro" => (format!("Hydro bytecode, {}, ", counted(&facts["modules"], "module")), "\"".into()),
        "roomod" => {
            let things = facts["things"].as_array().map_or(0, Vec::len);
            let nouns = if things == 1 { "function or operator" } else { "functions and operators" };
            let types = counted(&facts["types"], "type");
            (format!("Roo module, version 0, {types}, "), format!("{things} {nouns}"))
        }
        _ => {
            let length = facts["length_size"].as_u64().unwrap_or_default();
            let lengths = format!("lengths of {length} byte{}", if length == 1 { "" } else { "s" });
            (format!("SAILAR module, version {}.{}, \"", facts["major"], facts["minor"]), lengths)
        }
    }
}

#[test]
fn every_file_is_reported() {
    let mut files: Vec<_> = corpus::samples().into_iter().map(|sample| (sample.name, sample.bytes)).collect();
    files.extend(independent::corners().into_iter().map(|made| (made.name, made.bytes)));
    for format in independent::FORMATS {
        files.extend(
            (1..60).map(|seed| independent::random(format, seed)).map(|made| (made.name, made.bytes)),
        );
    }
    let bytes: Vec<Vec<u8>> = files.iter().map(|(_, bytes)| bytes.clone()).collect();
    let Some(lines) = reported(&bytes) else { return };
    for ((name, bytes), line) in files.iter().zip(&lines) {
        let format = formats::detect(bytes).unwrap();
        let facts = facts::of(format.decode(bytes).unwrap().as_ref());
        let (start, end) = expected(format.info().name, &facts);
        // Modules, in the plural, are followed by what the first one is called.
        let line = line.replace("modules, the first is", "modules,");
        assert!(line.starts_with(&start) && line.ends_with(&end), "{name}: {line}\nexpected: {start}…{end}");
    }
}

#[test]
fn the_text_has_the_details() {
    let file = |name: &str| {
        let path = repo::root().join("tests/conformance").join(name);
        lzasm_tests::hex::plain(&repo::text(&path))
    };
    let cases = [
        ("calc.lzr.hex", "Lazer bytecode, version 0, \"calc\", 10 constants"),
        ("pair.lzr.hex", "Lazer archive, version 0, 2 modules"),
        ("native.lzr.hex", "Lazer native module, version 0, \"libm\", 2 functions"),
        ("fact.hydro.hex", "Hydro bytecode, 1 module, \"main\""),
        ("usings.hydro.hex", "Hydro bytecode, 2 modules, the first is \"main\""),
        ("shapes.roomod.hex", "Roo module, version 0, 2 types, 4 functions and operators"),
        ("wide.sail.hex", "SAILAR module, version 1.0, \"Wide\", lengths of 2 bytes"),
    ];
    let Some(lines) = reported(&cases.map(|(name, _)| file(name))) else { return };
    assert_eq!(lines, cases.map(|(_, text)| text.to_owned()));
}

#[test]
fn what_only_looks_like_a_module_is_not_reported() {
    let others: [&[u8]; 14] = [
        b"",
        b"LZR",
        b"LZR is three letters",
        b"LZR\x01\x02\x00\x00\x00\x00\x00\x00\x00",
        b"LZR\x00\x03\x00\x00\x00\x00\x00\x00\x00",
        b"LZR\x00\x02\x80\x00\x00\x00\x00\x00\x00",
        b"hydro",
        b"hydrogen is light, and this is a text about it\n",
        b"hydroxym is a text that is long enough for more and more, is it not?\n",
        b"hydro\x00\x01f\x00\x00\x00\x00\x00\x00\x00\x00",
        b"\x7fROO\x01\x00\x00\x00\x00\x00\x00\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"SAILAR is a language\n",
        b"SAILAR\x00\x0c\x03\x00\x00\x00\x00",
    ];
    let Some(lines) = reported(&others.map(<[u8]>::to_vec)) else { return };
    for (bytes, line) in others.iter().zip(&lines) {
        let is_ours = ["Lazer", "Hydro", "Roo ", "SAILAR module"].iter().any(|title| line.contains(title));
        assert!(!is_ours, "{:?} is called {line}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn the_magic_has_no_faults() {
    if !tools::runs(Command::new("file").arg("--version")) {
        return tools::skip("the command `file` is not here");
    }
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("file");
    let output = command.current_dir(folder.path()).args(["-C", "-m"]).arg(magic()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.is_empty(), "{said}");
}

/// The manual shows what `file` says.
#[test]
fn the_manual_shows_files() {
    if !tools::runs(Command::new("file").arg("--version")) {
        return tools::skip("the command `file` is not here");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::copy(magic(), folder.path().join("lzasm.magic")).unwrap();
    for path in repo::files("tests/conformance", &["hex"]) {
        let bytes = lzasm_tests::hex::plain(&repo::text(&path));
        fs::write(folder.path().join(path.file_stem().unwrap()), bytes).unwrap();
    }
    let page = repo::text(&repo::root().join("docs/formats/descriptions.md"));
    let mut count = 0;
    for transcript in page.split("$ file ").skip(1).filter_map(|rest| rest.split("```").next()) {
        let (words, expected) = transcript.split_once('\n').unwrap();
        let said = tools::said(Command::new("file").current_dir(folder.path()).args(words.split(' ')));
        assert_eq!(said, expected, "file {words}");
        count += 1;
    }
    assert!(count >= 2, "the manual shows {count} calls of `file`");
}
