//! The command `roolink`: arguments and files in, exit code, messages and files out.

use crate::{hydro, lazer};
use pretty_assertions::assert_eq;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

struct Bench(TempDir);

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    #[track_caller]
    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.err);
        self
    }
}

#[test]
#[cfg(unix)]
fn one_thread_works_where_no_others_begin() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["main.lzr", "geo.lzr", "-o", "usual"]).code, Some(0));
    // No thread gets a stack of this size.
    let script = "ulimit -v 4000000; RUST_MIN_STACK=8000000000 exec \"$@\"";
    let mut shell = Command::new("sh");
    shell.args([
        "-c",
        script,
        "sh",
        env!("CARGO_BIN_EXE_roolink"),
        "--sync",
        "main.lzr",
        "geo.lzr",
        "-o",
        "alone",
    ]);
    let output = shell.current_dir(bench.0.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(bench.read("alone"), bench.read("usual"));
}

impl Bench {
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        bench.write("main.lzr", &lazer("main", &[("main", 0)], &[("geo", "area", 2)]));
        bench.write("geo.lzr", &lazer("geo", &[("area", 2)], &[]));
        bench.write("idle.lzr", &lazer("idle", &[("f", 0)], &[]));
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.pipe(arguments, b"")
    }

    fn pipe(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roolink"));
        command.current_dir(self.0.path()).args(arguments).env("NO_COLOR", "1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // The command may end without reading; that is not a failure.
        let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), input);
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

#[test]
fn the_output_has_a_name_without_being_given_one() {
    let bench = Bench::new();
    let ran = bench.run(&["main.lzr", "geo.lzr"]).exits(0);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
    let expected = [&b"LZR\0\0\x02"[..], &bench.read("main.lzr"), &bench.read("geo.lzr")].concat();
    assert_eq!(bench.read("out.lzr"), expected);
    bench.write("list.txt", b"main.lzr\n'geo.lzr' -o \"a b.lzr\"");
    bench.run(&["@list.txt"]).exits(0);
    assert_eq!(bench.read("a b.lzr"), expected);
    bench.pipe(&["-", "geo.lzr", "-o", "piped.lzr"], &bench.read("main.lzr")).exits(0);
    assert_eq!(bench.read("piped.lzr"), expected);
}

#[test]
fn nothing_is_written_if_something_is_wrong() {
    let bench = Bench::new();
    bench.write("out.lzr", b"old");
    let ran = bench.run(&["main.lzr"]).exits(1);
    assert!(ran.err.contains("error[LZ0707]: undefined function `geo::area/2`"), "{}", ran.err);
    bench.run(&["main.lzr", "none.lzr"]).exits(3);
    bench.run(&["--gc", "main.lzr"]).exits(2);
    bench.run(&["geo.lzr", "-o", "geo.lzr"]).exits(2);
    bench.run(&["--nest", "1", "geo.lzr"]).exits(2);
    bench.run(&[]).exits(2);
    bench.write("long.lzr", &[&bench.read("geo.lzr")[..], b"x"].concat());
    bench.run(&["-W", "error", "long.lzr"]).exits(1);
    assert_eq!(bench.read("out.lzr"), b"old");
    bench.run(&["main.lzr", "--allow-undefined=geo", "--message-format", "json"]).exits(0);
    assert_ne!(bench.read("out.lzr"), b"old");
}

#[test]
fn programs_can_read_what_is_wrong() {
    let bench = Bench::new();
    bench.write("cut.lzr", &bench.read("geo.lzr")[..9]);
    let ran = bench.run(&["--message-format", "json", "main.lzr", "cut.lzr"]).exits(1);
    let first: serde_json::Value = serde_json::from_str(ran.err.lines().next().unwrap()).unwrap();
    assert_eq!((&first["code"]["code"], &first["level"]), (&"LZ0703".into(), &"error".into()));
    let span = &first["spans"][0];
    assert_eq!((&span["file_name"], &span["byte_start"]), (&"cut.lzr".into(), &9.into()));
    let ran = bench.run(&["--message-format", "sarif", "main.lzr", "idle.lzr"]).exits(1);
    let log: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "LZ0707");
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "main.lzr");
    let ran = bench.run(&["--message-format", "short", "main.lzr"]).exits(1);
    assert!(ran.err.starts_with("error: undefined function `geo::area/2` [LZ0707]\n"), "{}", ran.err);
}

#[test]
fn maps_sizes_and_plans_in_full() {
    let bench = Bench::new();
    bench.run(&["main.lzr", "geo.lzr", "-o", "app.lzr", "--map", "app.map", "--print-size"]).exits(0);
    let map = String::from_utf8(bench.read("app.map")).unwrap();
    let expected = "    offset       size  name\n\
        0x00000006         45  module main (main.lzr)\n\
        0x0000002f          4    function main/0\n\
        0x00000033         33  module geo (geo.lzr)\n\
        0x00000050          4    function area/2\n\
        0x00000000         84  total\n";
    assert_eq!(map, expected);
    let ran =
        bench.run(&["--plan", "json", "--duplicates", "last", "geo.lzr", "main.lzr", "geo.lzr"]).exits(0);
    let plan: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let expected = serde_json::json!({
        "format": "lazer",
        "output": "out.lzr",
        "size": 84,
        "inputs": [
            { "file": "geo.lzr", "bytes": 33, "kept": 0 },
            { "file": "main.lzr", "bytes": 45, "kept": 1 },
            { "file": "geo.lzr", "bytes": 33, "kept": 1 },
        ],
        "kept": 2,
        "dropped": [
            { "file": "geo.lzr", "name": "geo", "why": "replaced by another definition of the same name", "instead": "`geo` in `geo.lzr`" },
        ],
    });
    assert_eq!(plan, expected);
    let ran = bench.run(&["--print-size", "main.lzr", "geo.lzr"]).exits(0);
    let expected = "          45  main.lzr (1 kept)\n          33  geo.lzr (1 kept)\n          84  out.lzr\n";
    assert_eq!(ran.out, expected);
    let ran = bench.run(&["--trace-symbol", "geo", "--trace-symbol", "none", "main.lzr", "geo.lzr"]).exits(0);
    let expected = "geo::area/2: required by `main` in `main.lzr`\ngeo: defined by `geo` in `geo.lzr`\nnone: not in any input\n";
    assert_eq!(ran.out, expected);
    let ran = bench.run(&["--why", "goe", "--entry", "main::main", "main.lzr", "geo.lzr"]).exits(1);
    assert!(
        ran.err.contains("no module `goe` among the inputs") && ran.err.contains("`geo`?"),
        "{}",
        ran.err
    );
}

#[test]
fn what_is_kept_can_be_asked_for() {
    let bench = Bench::new();
    let all = ["main.lzr", "geo.lzr", "idle.lzr"];
    let gc = [
        "--entry",
        "main::main",
        "--gc",
        "--why",
        "geo",
        "--why",
        "idle",
        "--map",
        "app.map",
        "-o",
        "app.lzr",
    ];
    let ran = bench.run(&[&gc[..], &all].concat()).exits(0);
    assert_eq!(ran.out, "main::main: main -> geo\nmain::main does not reach idle\n");
    let map = String::from_utf8(bench.read("app.map")).unwrap();
    assert!(map.contains("module geo (geo.lzr)") && map.contains("function area/2"), "{map}");
    assert!(!map.contains("idle"));
    bench.run(&["--map", "app.json", "geo.lzr"]).exits(0);
    let json: serde_json::Value = serde_json::from_slice(&bench.read("app.json")).unwrap();
    assert_eq!(json["modules"][0]["parts"][0]["name"], "area/2");
    let ran = bench
        .run(&[&["--plan", "json", "--entry", "main::main", "--gc", "-o", "never.lzr"], &all[..]].concat());
    let plan: serde_json::Value = serde_json::from_str(&ran.exits(0).out).unwrap();
    assert_eq!((&plan["kept"], &plan["dropped"][0]["name"]), (&2.into(), &"idle".into()));
    assert!(!bench.path("never.lzr").exists());
    let ran = bench.run(&["--trace-symbol", "area", "--print-size", "main.lzr", "geo.lzr"]).exits(0);
    let size = bench.read("out.lzr").len();
    assert!(
        ran.out
            .starts_with("geo::area/2: required by `main` in `main.lzr`\ngeo::area/2: defined by `geo` in"),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with(&format!("{size}  out.lzr\n")), "{}", ran.out);
}

#[test]
fn the_dependencies_of_an_output_are_written_for_make() {
    let bench = Bench::new();
    bench.run(&["-MD", "-MP", "main.lzr", "geo.lzr", "-o", "app.lzr"]).exits(0);
    assert_eq!(bench.read("app.d"), b"app.lzr: main.lzr geo.lzr\ngeo.lzr:\n");
    bench.run(&["-MD", "-MF", "x.d", "-MT", "all", "geo.lzr"]).exits(0);
    assert_eq!(bench.read("x.d"), b"all: geo.lzr\n");
    bench.run(&["-MD", "geo.lzr", "-o", "-"]).exits(2);
}

#[test]
fn archives_are_listed_taken_apart_and_changed() {
    let bench = Bench::new();
    bench.run(&["main.lzr", "geo.lzr", "-o", "app.lzr"]).exits(0);
    let whole = bench.read("app.lzr");
    let ran = bench.run(&["--list", "app.lzr"]).exits(0);
    let names: Vec<&str> = ran.out.lines().filter_map(|line| line.split_whitespace().last()).collect();
    assert_eq!(names, ["main", "geo"]);
    bench.run(&["--extract", "parts", "app.lzr"]).exits(0);
    assert_eq!(bench.read("parts/geo.lzr"), bench.read("geo.lzr"));
    bench.run(&["--extract", "one", "app.lzr", "#2"]).exits(0);
    assert!(bench.path("one/geo.lzr").exists() && !bench.path("one/main.lzr").exists());
    let ran = bench.run(&["--extract", "one", "app.lzr", "goe"]).exits(1);
    assert!(ran.err.contains("did you mean `geo`?"), "{}", ran.err);
    bench.run(&["--remove", "app.lzr", "geo"]).exits(0);
    assert_eq!(bench.read("app.lzr"), [&b"LZR\0\0\x01"[..], &bench.read("main.lzr")].concat());
    bench.run(&["--add", "app.lzr", "geo.lzr"]).exits(0);
    assert_eq!(bench.read("app.lzr"), whole);
    let new = lazer("geo", &[("area", 2), ("new", 0)], &[]);
    bench.write("new.lzr", &new);
    bench.run(&["--replace", "app.lzr", "new.lzr"]).exits(0);
    assert_eq!(bench.read("app.lzr"), [&b"LZR\0\0\x02"[..], &bench.read("main.lzr"), &new].concat());
    bench.run(&["--replace", "app.lzr", "idle.lzr"]).exits(1);
    bench.run(&["--add", "app.lzr"]).exits(2);
}

#[test]
fn extraction_stays_in_its_folder() {
    let bench = Bench::new();
    let long = "y".repeat(60_000);
    let names = [
        "../up",
        "/etc/x",
        "..",
        ".",
        "a",
        "A",
        "a-2",
        "Ä",
        "ä",
        "c/d",
        "..\\up",
        "c:\\windows\\x",
        "\\\\host\\share",
        "nul",
        "COM1.lzr",
        " .",
        "a\0b",
        "\u{1b}[2J",
        "\u{202e}x",
        "-rf",
        "~",
        "$HOME",
        &long,
        &long[1..],
    ];
    for (index, name) in names.iter().enumerate() {
        bench.write(&format!("{index}.in"), &hydro(name, &[], &[]));
    }
    let inputs: Vec<String> = (0..names.len()).map(|index| format!("{index}.in")).collect();
    let mut arguments = vec!["-o", "odd.hydro"];
    arguments.extend(inputs.iter().map(String::as_str));
    bench.run(&arguments).exits(0);
    let before = count(bench.0.path());
    bench.run(&["--extract", "box", "odd.hydro"]).exits(0);
    assert_eq!(count(&bench.path("box")), names.len());
    assert_eq!(count(bench.0.path()), before + 1, "only the folder is new");
    let made = fs::read_dir(bench.path("box")).unwrap();
    let made: std::collections::BTreeSet<String> =
        made.map(|entry| entry.unwrap().file_name().to_str().unwrap().to_lowercase()).collect();
    assert_eq!(made.len(), names.len(), "none differs from another by case only");
    assert!(
        made.iter().all(|name| name.ends_with(".hydro") && !name.contains(['\\', ':', '\0'])),
        "{made:?}"
    );
}

#[test]
fn modules_without_names_and_of_one_name_are_all_extracted() {
    let bench = Bench::new();
    let parts = [lazer("", &[], &[]), lazer("a", &[], &[]), lazer("a", &[], &[]), lazer("", &[], &[])];
    bench.write("odd.lzr", &[&b"LZR\0\0\x04"[..], &parts.concat()].concat());
    bench.run(&["--extract", "box", "odd.lzr"]).exits(0);
    let mut names: Vec<String> = fs::read_dir(bench.path("box"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a-2.lzr", "a.lzr", "module-1.lzr", "module-4.lzr"]);
}

#[test]
#[cfg(unix)]
fn extraction_does_not_follow_links() {
    let bench = Bench::new();
    bench.write("victim", b"precious");
    fs::create_dir(bench.path("box")).unwrap();
    std::os::unix::fs::symlink(bench.path("victim"), bench.path("box/geo.lzr")).unwrap();
    let ran = bench.run(&["--extract", "box", "geo.lzr"]).exits(1);
    assert!(ran.err.contains("LZ0719"), "{}", ran.err);
    assert_eq!(bench.read("victim"), b"precious");
}

/// A link that appears between a look and the write must not be followed.
#[test]
#[cfg(unix)]
fn extraction_does_not_follow_links_that_appear_meanwhile() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let bench = Bench::new();
    bench.write("victim", b"precious");
    fs::create_dir(bench.path("box")).unwrap();
    let (victim, name) = (bench.path("victim"), bench.path("box/geo.lzr"));
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                let _ = std::os::unix::fs::symlink(&victim, &name);
                let _ = fs::remove_file(&name);
            }
        });
        for _ in 0..100 {
            let code = bench.run(&["--extract", "box", "geo.lzr"]).code;
            assert!(code == Some(0) || code == Some(1), "{code:?}");
        }
        is_over.store(true, Ordering::Relaxed);
    });
    assert_eq!(bench.read("victim"), b"precious");
}

#[test]
fn no_file_of_a_run_is_two_things_at_once() {
    let bench = Bench::new();
    let geo = bench.read("geo.lzr");
    let refused = |arguments: &[&str], code: &str| {
        let ran = bench.run(arguments).exits(2);
        assert!(ran.err.contains(code), "{arguments:?}: {}", ran.err);
    };
    bench.write("list", b"geo.lzr");
    refused(&["geo.lzr", "-o", "q", "--map", "q"], "LZ0924");
    refused(&["geo.lzr", "-o", "q", "--map", "./q"], "LZ0924");
    refused(&["geo.lzr", "-o", "q", "-MD", "-MF", "q"], "LZ0924");
    refused(&["geo.lzr", "-o", "q", "--map", "m", "-MD", "-MF", "m"], "LZ0924");
    refused(&["geo.lzr", "-o", "q.d", "-MD"], "LZ0924");
    refused(&["geo.lzr", "-o", "-", "--map", "-"], "LZ0924");
    refused(&["geo.lzr", "-o", "-", "--print-size"], "LZ0923");
    refused(&["geo.lzr", "-o", "q", "--map", "geo.lzr"], "LZ0903");
    refused(&["@list", "-o", "list"], "LZ0903");
    refused(&["@list", "-o", "q", "--map", "list"], "LZ0903");
    refused(&["--add", "geo.lzr", "main.lzr", "-o", "main.lzr"], "LZ0903");
    refused(&["--extract", ".", "geo.lzr"], "LZ0903");
    assert_eq!((bench.read("geo.lzr"), bench.read("list")), (geo, b"geo.lzr".to_vec()));
    assert!(!bench.path("q").exists() && !bench.path("m").exists() && !bench.path("q.d").exists());
    bench.run(&["--map", "-", "--print-size", "geo.lzr"]).exits(0);
}

/// What `lzdump -s` lists of a file with code is what `--entry` takes.
#[test]
fn listed_names_can_be_entries() {
    let bench = Bench::new();
    bench.write("h.hydro", &hydro("main", &[], &[("area", &[])]));
    for (file, name) in [("geo.lzr", "geo::area/2"), ("h.hydro", "main::area")] {
        bench.run(&["--entry", name, file]).exits(0);
    }
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_never_a_success() {
    let bench = Bench::new();
    bench.write("out.lzr", b"old");
    bench.run(&["geo.lzr", "-o", "none/out.lzr"]).exits(3);
    let Some(full) = crate::common::full::Full::in_folder(bench.0.path()) else { return };
    let path = full.name();
    for arguments in [
        &["geo.lzr", "-o", path][..],
        &["geo.lzr", "--map", path],
        &["geo.lzr", "-MD", "-MF", path],
        &["--add", "geo.lzr", "idle.lzr", "-o", path],
    ] {
        bench.run(arguments).exits(3);
    }
    assert_eq!(bench.read("out.lzr"), b"old");
    let streams = |arguments: &[&str], is_out: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roolink"));
        command.current_dir(bench.0.path()).args(arguments).stdin(Stdio::null());
        command.stdout(if is_out { full.stream() } else { Stdio::null() });
        command.stderr(if is_out { Stdio::null() } else { full.stream() });
        assert_eq!(command.status().unwrap().code(), Some(3), "{arguments:?}");
    };
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["--version"],
        &["--completions", "zsh"],
        &["--man"],
        &["--explain", "LZ0707"],
        &["geo.lzr", "-o", "-"],
        &["geo.lzr", "--map", "-"],
        &["geo.lzr", "-MD", "-MF", "-"],
        &["geo.lzr", "--print-size"],
        &["geo.lzr", "--plan", "json"],
        &["geo.lzr", "--trace-symbol", "geo"],
        &["geo.lzr", "--entry", "geo::area/2", "--why", "geo"],
        &["--list", "geo.lzr"],
        &["--add", "geo.lzr", "idle.lzr", "-o", "-"],
    ] {
        streams(arguments, true);
    }
    for form in ["human", "short", "json", "sarif"] {
        streams(&["main.lzr", "--message-format", form], false);
        streams(&["--nope", "--message-format", form], false);
    }
    streams(&["-v", "geo.lzr"], false);
    streams(&["-v", "--extract", "parts", "geo.lzr"], false);
    assert!(full.is_there(), "the place was replaced");
    let names: Vec<_> =
        fs::read_dir(bench.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{names:?}");
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}
