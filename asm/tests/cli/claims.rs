//! No file of a run is two things at once.

use super::*;

#[test]
fn an_output_is_written_once() {
    let bench = Bench::new(&[("a.s", GOOD), ("b.s", GOOD)]);
    fs::create_dir(bench.path("sub")).unwrap();
    std::os::unix::fs::symlink("q.lzr", bench.path("soft.lzr")).unwrap();
    for rule in ["q.lzr", "./q.lzr", "sub/../q.lzr", "soft.lzr"] {
        let ran = bench.run(&["a.s", "-o", "q.lzr", "-MD", "-MF", rule]).exits(2).says("LZ0924");
        assert!(!bench.has("q.lzr"), "{}", ran.err);
    }
    bench
        .run(&["-f", "lazer", "a.s", "-o", "q.d", "-MD"])
        .exits(2)
        .says("two outputs would be written to `q.d`");
    bench.run(&["-f", "lazer", "a.s", "-o", "-", "-MD", "-MF", "-"]).exits(2).says("standard output");
    bench.run(&["-f", "lazer", "--emit", "listing", "a.s", "-MD", "-MF", "/dev/stdout"]).exits(2);
    bench.write("old", b"old");
    fs::hard_link(bench.path("old"), bench.path("hard")).unwrap();
    bench.run(&["-f", "lazer", "a.s", "-o", "old", "-MD", "-MF", "hard"]).exits(2).says("are the same file");
    assert_eq!(bench.text("old"), "old");
    // Two sources whose outputs are links to one file: neither is written.
    std::os::unix::fs::symlink("old", bench.path("a.lzr")).unwrap();
    std::os::unix::fs::symlink("old", bench.path("b.lzr")).unwrap();
    bench.run(&["-f", "lazer", "a.s", "b.s"]).exits(2).says("are the same file");
    assert_eq!(bench.text("old"), "old");
}

#[test]
fn nothing_that_is_read_is_written() {
    let bench = Bench::new(&[
        ("list", "-f lazer a.s"),
        ("a.s", GOOD),
        ("b.s", ".target lazer\n.const a = incbin \"a.lzr\"\n"),
        ("c.s", ".target lazer\n.const a = incbin \"data\"\n"),
        ("data", "data"),
        ("a.lzr", "old"),
    ]);
    bench.run(&["@list", "-o", "list"]).exits(2).says("`list` is both input and output");
    bench.run(&["@list", "-MD", "-MF", "./list"]).exits(2).says("same file as the input");
    bench.run(&["c.s", "-o", "x.lzr", "-MD", "-MF", "data"]).exits(2).says("both input and output");
    // What one source includes, another would replace.
    bench.run(&["-f", "lazer", "a.s", "b.s"]).exits(2).says("both input and output");
    assert_eq!((bench.text("a.lzr").as_str(), bench.text("data").as_str()), ("old", "data"));
    assert!(!bench.has("x.lzr") && !bench.has("b.lzr"));
    let lzdump = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lzdump"));
        run(command.current_dir(bench.0.path()).args(arguments), b"")
    };
    bench.run(&["-f", "lazer", "a.s", "-o", "m.lzr"]).exits(0);
    bench.write("ops", b"");
    for arguments in [
        &["m.lzr", "-o", "./m.lzr"][..],
        &["--html", "m.lzr", "m.lzr"],
        &["--diff", "m.lzr", "m.lzr", "-o", "m.lzr"],
        &["-d", "m.lzr", "--ops", "ops", "-o", "ops"],
    ] {
        lzdump(arguments).exits(2).says("LZ0903");
    }
    assert!(bench.read("m.lzr").starts_with(b"LZR"));
}

/// Two runs that write one file: one of them wins, and no reader sees half of either.
#[test]
fn two_runs_for_one_output_leave_one_whole_file() {
    let long = format!(".func main() export\n{}    ret\n.end\n", "    nop\n".repeat(20_000));
    let bench = Bench::new(&[("a.s", GOOD), ("b.s", &long)]);
    bench.run(&["-f", "lazer", "a.s", "-o", "one"]).exits(0);
    bench.run(&["-f", "lazer", "b.s", "-o", "other"]).exits(0);
    // The module's name is in the file, so each is as the runs below make it.
    let whole = [bench.read("one"), bench.read("other")];
    for _ in 0..10 {
        let start = |name| bench.command(&["-f", "lazer", name, "-o", "out"]).spawn().unwrap();
        let mut runs = [start("a.s"), start("b.s"), start("a.s"), start("b.s")];
        for child in &mut runs {
            assert_eq!(child.wait().unwrap().code(), Some(0));
        }
        assert!(whole.contains(&bench.read("out")));
    }
    assert_eq!(bench.names(), ["a.s", "b.s", "one", "other", "out"]);
}
