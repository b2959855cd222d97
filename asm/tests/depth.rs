//! Nesting of every kind, far deeper than in real sources: the commands report it and end with one of their exit codes.
//! With several sources the work is done on threads, whose stacks are small.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const DEPTHS: [usize; 3] = [100, 3_000, 100_000];

/// What can be nested: a name, the format, and the source at a depth.
type Shape = (&'static str, &'static str, fn(usize) -> String);

fn around(before: &str, inside: &str, after: &str, depth: usize) -> String {
    before.repeat(depth) + inside + &after.repeat(depth)
}

fn constant(before: &str, after: &str, depth: usize) -> String {
    format!(".module m\n.const a = {}\n", around(before, "1", after, depth))
}

fn member(before: &str, after: &str, depth: usize) -> String {
    format!(".module m\n.struct P\nx: {}\n.end\n", around(before, "u8", after, depth))
}

const SHAPES: &[Shape] = &[
    ("archives", "lazer", |n| around(".archive\n", ".module m\n", ".end\n", n)),
    ("archives without their end", "lazer", |n| around(".archive\n", ".module m\n", "", n)),
    ("archives in hydro", "hydro", |n| around(".archive\n", ".module m\n", ".end\n", n)),
    ("archives in roomod", "roomod", |n| around(".archive\n", ".module m\n", ".end\n", n)),
    ("archives in sailar", "sailar", |n| around(".archive\n", ".module m\n", ".end\n", n)),
    ("lists", "lazer", |n| constant("[", "]", n)),
    ("sized lists", "lazer", |n| constant("list32[", "]", n)),
    ("tuples", "lazer", |n| constant("{", "}", n)),
    ("maps by value", "lazer", |n| constant("#{1: ", "}", n)),
    ("maps by key", "lazer", |n| constant("#{", ": 1}", n)),
    ("parentheses", "lazer", |n| constant("(", ")", n)),
    ("minus signs", "lazer", |n| constant("-", "", n)),
    ("negations", "lazer", |n| constant("!", "", n)),
    ("sums", "lazer", |n| constant("1 + ", "", n)),
    ("sums in parentheses", "lazer", |n| constant("(1 + ", ")", n)),
    ("assembler constants", "lazer", |n| {
        let chain: String = (0..n).map(|at| format!("c{at} = c{} + 1\n", at + 1)).collect();
        format!("{chain}c{n} = 1\n.module m\n.const a = c0\n")
    }),
    ("arrays of arrays", "hydro", |n| member("", "[]", n)),
    ("arrays of a length", "hydro", |n| member("", "[1]", n)),
    ("references", "hydro", |n| member("", "&", n)),
    ("references and arrays", "hydro", |n| member("", "[]&", n)),
    ("references in roomod", "roomod", |n| member("", " mut&", n)),
    ("references in sailar", "sailar", |n| member("mut ", "&", n)),
    ("structs in structs", "roomod", |n| {
        let parts: String = (0..n).map(|at| format!(".struct S{at}\nx: S{}\n.end\n", at + 1)).collect();
        format!("{parts}.struct S{n}\nx: u8\n.end\n")
    }),
    ("conditions", "lazer", |n| around(".if 1\n", ".module m\n", ".end\n", n)),
    ("conditions that do not hold", "lazer", |n| around(".if 0\n", "x\n", ".end\n", n)),
    ("else after else", "lazer", |n| around(".if 0\n.else\n", ".module m\n", ".end\n", n)),
    ("repetitions", "lazer", |n| around(".repeat 1\n", ".module m\n", ".end\n", n)),
    ("macros in macros", "lazer", |n| around(".macro m\n", "x\n", ".end\n", n)),
    ("functions in functions", "lazer", |n| around(".func f()\n", "ret\n", ".end\n", n)),
    ("code in code", "lazer", |n| around(".code\n", "ret\n", ".end\n", n)),
    ("structs in each other", "hydro", |n| around(".struct S\n", "x: u8\n", ".end\n", n)),
    ("macros that call the next", "lazer", |n| {
        let chain: String = (0..n).map(|at| format!(".macro m{at}\nm{}\n.end\n", at + 1)).collect();
        format!("{chain}.macro m{n}\n.module m\n.end\nm0\n")
    }),
    ("a macro that calls itself", "lazer", |n| format!(".macro m\n{}m\n.end\nm\n", "\n".repeat(n / 100))),
    ("a macro in a repetition in itself", "lazer", |_| {
        ".macro m\n.repeat 1\n.if 1\nm\n.end\n.end\n.end\nm\n".to_owned()
    }),
    ("comments in comments", "lazer", |n| around("/* ", ".module m\n", " */", n)),
    ("brackets that stay open", "lazer", |n| format!(".const a = {}", "[{(".repeat(n))),
    ("brackets that never opened", "lazer", |n| format!(".const a = 1{}\n", ")}]".repeat(n))),
];

struct Ran {
    code: Option<i32>,
    err: String,
}

fn run(program: &str, folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).stdout(Stdio::null());
    let output = command.output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).chars().take(2000).collect();
    Ran { code: output.status.code(), err }
}

/// A command ends with an exit code for its input, whatever that is, and never with a signal or as a bug.
#[track_caller]
fn ends(program: &str, folder: &Path, arguments: &[&str], what: &str) {
    let ran = run(program, folder, arguments);
    // What is wrong with a file of a comparison is trouble, which is 2.
    let is_good = match ran.code {
        Some(2) => arguments.contains(&"--diff"),
        code => matches!(code, Some(0 | 1 | 4)),
    };
    assert!(is_good, "{what}: {arguments:?}: {:?}\n{}", ran.code, ran.err);
}

const LZASM: &str = env!("CARGO_BIN_EXE_lzasm");
const LZDUMP: &str = env!("CARGO_BIN_EXE_lzdump");
const LZRUN: &str = env!("CARGO_BIN_EXE_lzrun");

#[test]
fn sources_nested_without_end() {
    let folder = tempfile::tempdir().unwrap();
    for depth in DEPTHS {
        for (what, format, shape) in SHAPES {
            fs::write(folder.path().join("deep.s"), shape(depth)).unwrap();
            let what = format!("{depth} {what}");
            ends(LZASM, folder.path(), &["-f", format, "deep.s", "-o", "deep.out"], &what);
        }
    }
}

/// Two sources are two threads.
#[test]
fn sources_nested_without_end_on_threads() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("other.s"), ".module m\n").unwrap();
    let mut names = vec!["-f".to_owned(), String::new(), "other.s".to_owned()];
    for format in lzasm::formats::names() {
        names.truncate(3);
        format.clone_into(&mut names[1]);
        for (index, (_, _, shape)) in SHAPES.iter().enumerate().filter(|(_, shape)| shape.1 == format) {
            for depth in DEPTHS {
                let name = format!("{index}-{depth}.s");
                fs::write(folder.path().join(&name), shape(depth)).unwrap();
                names.push(name);
            }
        }
        let arguments: Vec<&str> = names.iter().map(String::as_str).collect();
        ends(LZASM, folder.path(), &arguments, format);
        ends(LZASM, folder.path(), &[&["--fmt", "--check"], &arguments[2..]].concat(), "--fmt");
    }
}

/// Files that include the next one, each from within a macro, a repetition and a condition.
#[test]
fn files_that_include_each_other_without_end() {
    let folder = tempfile::tempdir().unwrap();
    let name = |at: usize| format!("f{at}.s");
    for at in 0..3_000 {
        let text = format!(
            ".macro m{at}\n.repeat 1\n.if 1\n.include \"{}\"\n.end\n.end\n.end\nm{at}\n",
            name(at + 1)
        );
        fs::write(folder.path().join(name(at)), text).unwrap();
    }
    fs::write(folder.path().join(name(3_000)), ".module m\n").unwrap();
    ends(LZASM, folder.path(), &["-f", "lazer", "f0.s", "-o", "out"], "includes");
    ends(LZASM, folder.path(), &["-f", "lazer", "f0.s", "f2980.s"], "includes on threads");
    let plain = folder.path().join("plain");
    fs::create_dir(&plain).unwrap();
    for at in 0..3_000 {
        fs::write(plain.join(name(at)), format!(".include \"{}\"\n", name(at + 1))).unwrap();
    }
    ends(LZASM, &plain, &["-f", "lazer", "f0.s", "f2980.s"], "plain includes on threads");
}

/// Archives in archives, around a module.
fn archives(depth: usize) -> Vec<u8> {
    [b"LZR\0\0\x01".repeat(depth), b"LZR\0\x02\0\0\0\0\0\0\0".to_vec()].concat()
}

/// A constant in constants that begin and end with these bytes.
fn constants(before: &[u8], after: &[u8], depth: usize) -> Vec<u8> {
    let nested = [&before.repeat(depth), &b"\0\x01"[..], &after.repeat(depth)].concat();
    [&b"LZR\0\x02\0\x01\0"[..], &nested, &[0; 4]].concat()
}

/// A type in types of this tag.
fn types(before: &[u8], depth: usize) -> Vec<u8> {
    let mut bytes = b"hydro\0\x01m\0\0".to_vec();
    let end = 7 + 29_u32;
    for (count, gap) in [(0_u32, 2), (1, 0), (0, 0)] {
        bytes.extend(end.to_be_bytes());
        bytes.extend(count.to_be_bytes());
        bytes.extend(vec![0; gap]);
    }
    bytes.extend(b"l\0\x01P\0\x01\0\x01x");
    bytes.extend(before.repeat(depth));
    bytes.push(2);
    bytes
}

/// A binary file of each kind of nesting at a depth.
fn binaries(depth: usize) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![("archives.lzr".to_owned(), archives(depth))];
    let kinds = [
        ("list", &b"\x08\x01"[..], &b""[..]),
        ("tuple", b"\x0d\x01\0\0\0", b""),
        ("key", b"\x0e\x01", b"\0\0"),
        ("value", b"\x0e\x01\0\0", b""),
    ];
    for (name, before, after) in kinds {
        files.push((format!("{name}.lzr"), constants(before, after, depth)));
    }
    for (name, before) in [("array", &b"\x0f"[..]), ("sized", b"\x10\0\0\0\x01"), ("reference", b"\x13")] {
        files.push((format!("{name}.hydro"), types(before, depth)));
    }
    files
}

/// Writes the files, at the depths that are still read and at those that are not.
fn deep_files() -> (TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for depth in [63, 64, 65, 66].into_iter().chain(DEPTHS) {
        for (name, bytes) in binaries(depth) {
            let name = format!("{depth}-{name}");
            fs::write(folder.path().join(&name), bytes).unwrap();
            names.push(name);
        }
    }
    (folder, names)
}

#[test]
fn files_nested_without_end() {
    let (folder, names) = deep_files();
    let views: [&[&str]; 9] = [
        &[],
        &["-d"],
        &["-x"],
        &["-s"],
        &["--json"],
        &["--verify"],
        &["--html", "page"],
        &["--graph", "calls"],
        &["-d", "--lenient"],
    ];
    for name in &names {
        for view in views {
            ends(LZDUMP, folder.path(), &[view, &[name]].concat(), name);
        }
        ends(LZDUMP, folder.path(), &["--diff", name, &names[0]], name);
        ends(LZRUN, folder.path(), &[name], name);
    }
}

/// What is read at the greatest depth becomes the same file again.
#[test]
fn the_greatest_depth_that_is_read_is_written_too() {
    let (folder, names) = deep_files();
    let mut count = 0;
    for name in names.iter().filter(|name| name.starts_with("64-")) {
        let what = format!("the disassembly of {name}");
        let output = Command::new(LZDUMP).current_dir(folder.path()).args(["-d", name]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{what}");
        fs::write(folder.path().join("again.s"), output.stdout).unwrap();
        let ran = run(LZASM, folder.path(), &["again.s", "-o", "again.out"]);
        assert_eq!(ran.code, Some(0), "{what}\n{}", ran.err);
        let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
        assert!(read("again.out") == read(name), "{what}");
        count += 1;
    }
    assert_eq!(count, binaries(64).len());
}
