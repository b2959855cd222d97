//! Everything that `lzasm`, `lzdump` and `lzrun` write, to a place that is full: each failure has to be seen.

use super::common::full::Full;
use super::*;

/// Which stream of a command is full.
#[derive(Clone, Copy, Debug)]
enum At {
    Out,
    Err,
    /// Neither: the place is among the arguments, as `FULL`.
    File,
}
use At::{Err, File, Out};

fn tool(name: &str) -> &'static str {
    match name {
        "lzasm" => env!("CARGO_BIN_EXE_lzasm"),
        "lzdump" => env!("CARGO_BIN_EXE_lzdump"),
        _ => env!("CARGO_BIN_EXE_lzrun"),
    }
}

/// Exit codes of runs, each a line of words of which the first is the command, that are not the expected one.
fn wrong(bench: &Bench, full: &Full, expected: i32, runs: &[(At, &str)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, line) in runs {
        let mut words = line.split(' ').map(|word| if word == "FULL" { full.name() } else { word });
        let mut command = Command::new(tool(words.next().unwrap()));
        command.current_dir(bench.0.path()).args(words).stdin(Stdio::piped());
        command.stdout(if let Out = at { full.stream() } else { Stdio::piped() });
        command.stderr(if let Err = at { full.stream() } else { Stdio::piped() });
        let mut child = command.spawn().unwrap();
        // Commands for the debugger; others do not read.
        let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"step\nprint\ncontinue\n");
        let output = child.wait_with_output().unwrap();
        if output.status.code() != Some(expected) {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            wrong.push(format!("{at:?} {line}: {:?}\n{said}", output.status.code()));
        }
    }
    wrong
}

const PRINTS: &str = ".target lazer\n.module main\n.extern println(v: any) from std.io.print\n.func main()\n    loadk r1, 5i64\n    call println, tail\n.end\n";
const FAULTS: &str = ".target lazer\n.module main\n.func main()\n    trap 9\n.end\n";

#[test]
fn what_cannot_be_written_is_never_a_success() {
    let bench = Bench::new(&[
        ("a.s", GOOD),
        ("bad.s", BAD),
        ("odd.s", ODD),
        ("p.s", PRINTS),
        ("f.s", FAULTS),
        ("form.s", "nop\n\n\n\n"),
    ]);
    let Some(full) = Full::in_folder(bench.0.path()) else { return };
    bench.run(&["-f", "lazer", "a.s"]).exits(0);
    bench.run(&["-f", "hydro", "a.s"]).exits(0);
    bench.write("cut.lzr", &bench.read("a.lzr")[..9]);
    bench.run(&["-f", "lazer", "odd.s", "-o", "long.lzr"]).exits(0);
    bench.write("long.lzr", &[&bench.read("long.lzr")[..], b"x"].concat());
    let mut failed = Vec::new();
    for name in ["lzasm", "lzdump", "lzrun"] {
        for words in [
            "--help",
            "-h",
            "--version",
            "--completions bash",
            "--completions fish",
            "--man",
            "--explain LZ0201",
        ] {
            failed.extend(wrong(&bench, &full, 3, &[(Out, &format!("{name} {words}"))]));
        }
        for form in ["human", "short", "json", "sarif"] {
            let form = format!("--message-format {form}");
            let lines = [
                format!("{name} --nope {form}"),
                format!("{name} -W none x {form}"),
                format!("{name} none.s {form}"),
            ];
            let runs: Vec<(At, &str)> = lines.iter().map(|line| (Err, line.as_str())).collect();
            failed.extend(wrong(&bench, &full, 3, &runs));
        }
    }
    failed.extend(wrong(
        &bench,
        &full,
        3,
        &[
            (Out, "lzasm --list-formats"),
            (Out, "lzasm -f lazer a.s -o -"),
            (Out, "lzasm -f lazer a.s -o /dev/stdout"),
            (Out, "lzasm -f lazer --emit listing a.s"),
            (Out, "lzasm -f lazer --emit ir a.s"),
            (Out, "lzasm --emit ast a.s"),
            (Out, "lzasm -f lazer --emit listing a.s p.s"),
            (Out, "lzasm -f lazer a.s -o a.lzr -MD -MF -"),
            (Out, "lzasm --fmt -"),
            (File, "lzasm -f lazer a.s -o FULL"),
            (File, "lzasm -f lazer --emit listing a.s -o FULL"),
            (File, "lzasm -f lazer --emit ir a.s -o FULL"),
            (File, "lzasm --emit ast a.s -o FULL"),
            (File, "lzasm -f lazer a.s -o a.lzr -MD -MF FULL"),
            (Err, "lzasm -f lazer bad.s"),
            (Err, "lzasm -f lazer odd.s"),
            (Err, "lzasm -f lazer -v a.s"),
            (Err, "lzasm --fmt --check form.s"),
            (Out, "lzdump a.lzr"),
            (Out, "lzdump -d a.lzr"),
            (Out, "lzdump -d --lenient cut.lzr"),
            (Out, "lzdump -x a.lzr"),
            (Out, "lzdump -s a.lzr"),
            (Out, "lzdump --size a.lzr"),
            (Out, "lzdump --json a.lzr"),
            (Out, "lzdump --to h2o a.hydro"),
            (Out, "lzdump --html - a.lzr"),
            (Out, "lzdump --graph calls a.lzr"),
            (Out, "lzdump --graph blocks a.lzr"),
            (Out, "lzdump --graph modules a.lzr"),
            (File, "lzdump a.lzr -o FULL"),
            (File, "lzdump --html FULL a.lzr"),
            (Err, "lzdump --verify long.lzr"),
            (Err, "lzdump cut.lzr"),
            (Err, "lzdump -v --check-roundtrip a.lzr"),
            (Out, "lzrun p.s"),
            (Out, "lzrun p.s --debug"),
            (Out, "lzrun p.s --trace"),
            (Out, "lzrun p.s --profile"),
            (Out, "lzrun p.s -v"),
            (Err, "lzrun p.s --trace"),
            (Err, "lzrun p.s --profile"),
            (Err, "lzrun p.s -v"),
            (Err, "lzrun f.s"),
            (Err, "lzrun bad.s"),
        ],
    ));
    let diff = [
        (Out, "lzdump --diff a.lzr a.hydro"),
        (File, "lzdump --diff a.lzr a.hydro -o FULL"),
        (Err, "lzdump --diff a.lzr none"),
    ];
    failed.extend(wrong(&bench, &full, 2, &diff));
    assert!(failed.is_empty(), "{} of them:\n{}", failed.len(), failed.join("\n"));
    assert!(full.is_there(), "the place was replaced");
    assert!(bench.names().iter().all(|name| !name.ends_with(".tmp")), "{:?}", bench.names());
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    let bench = Bench::new(&[("a.s", GOOD)]);
    for arguments in [&["--help"][..], &["-f", "lazer", "--emit", "listing", "a.s"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = bench.command(arguments).stdout(writer).output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}
