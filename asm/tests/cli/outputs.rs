//! Where outputs go, and that nothing is lost on the way.

use super::*;

#[test]
fn option_extension_or_source_decides_the_format() {
    let data = ".struct Point\n    x: i32\n.end\n";
    let bench = Bench::new(&[("a.s", GOOD), ("d.s", data), ("t.s", ".target hydro\n.func main()\n.end\n")]);
    let magics: [(&str, &[u8]); 4] =
        [("lzr", b"LZR"), ("hydro", b"hydro"), ("roomod", b"\x7fROO"), ("sail", b"SAILAR")];
    for (ending, magic) in magics {
        let output = format!("x.{ending}");
        bench.run(&["d.s", "--lossy=allow", "-o", &output]).exits(0).silently();
        bench.run(&["d.s", "--lossy=allow", "-f", ending, "-o", "x.bin"]).exits(0).silently();
        assert!(bench.read("x.bin").starts_with(magic), "{ending}");
        assert_eq!(bench.read("x.bin"), bench.read(&output));
    }
    bench.run(&["t.s"]).exits(0).silently();
    assert!(bench.read("t.hydro").starts_with(b"hydro"));
    bench.run(&["a.s", "-f", "lazer", "-o", "odd.hydro"]).exits(0).silently();
    assert!(bench.read("odd.hydro").starts_with(b"LZR"));
    bench.run(&["a.s", "-o", "y.lzr"]).exits(0).silently();
    assert!(bench.read("y.lzr").starts_with(b"LZR"));
}

#[test]
fn outputs_are_named_after_their_sources() {
    let bench = Bench::new(&[("src/a.s", GOOD), ("src/b.s", GOOD)]);
    bench.run(&["-f", "lazer", "src/a.s"]).exits(0).silently();
    assert!(bench.has("src/a.lzr"));
    fs::create_dir(bench.path("out")).unwrap();
    let ran = bench.run(&["-v", "-f", "lazer", "src/b.s", "src/a.s", "--out-dir", "out"]).exits(0);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert!(lines[0].starts_with("src/b.s -> out/b.lzr (lazer, "), "{lines:?}");
    assert!(lines[1].starts_with("src/a.s -> out/a.lzr (lazer, "), "{lines:?}");
    assert_eq!(bench.read("out/a.lzr"), bench.read("src/a.lzr"));
    bench.run(&["-f", "lazer", "src/a.s", "--out-dir", "none"]).exits(3).says("make the folder `none` first");
}

#[test]
fn sources_are_reported_in_order_whatever_runs_first() {
    let mut files: Vec<(String, String)> = Vec::new();
    for index in 0..40 {
        let long = "    nop\n".repeat(if index % 7 == 0 { 2000 } else { 1 });
        let fault = if index % 3 == 0 { "    rte\n" } else { "" };
        files.push((format!("{index:02}.s"), format!(".func main()\n{fault}{long}    ret\n.end\n")));
    }
    let named: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let bench = Bench::new(&named);
    let mut arguments = vec!["-f", "lazer", "--message-format", "short", "--error-limit", "0"];
    arguments.extend(named.iter().map(|(name, _)| *name));
    let first = bench.run(&arguments).exits(1);
    let places: Vec<&str> = first.err.lines().map(|line| line.split(':').next().unwrap()).collect();
    let expected: Vec<String> =
        (0..40).filter(|index| index % 3 == 0).map(|index| format!("{index:02}.s")).collect();
    assert_eq!(places, expected);
    assert_eq!(bench.run(&arguments).exits(1).err, first.err);
    assert!((0..40).all(|index| bench.has(&format!("{index:02}.lzr")) == (index % 3 != 0)));
}

#[test]
fn standard_input_and_output_are_files_like_others() {
    let bench = Bench::new(&[("main.s", GOOD)]);
    bench.run(&["-f", "lazer", "main.s"]).exits(0);
    let module = bench.read("main.lzr");
    assert_eq!(bench.pipe(&["-f", "lazer", "-"], GOOD.as_bytes()).exits(0).silently().out, module);
    assert_eq!(bench.run(&["-f", "lazer", "main.s", "-o", "-"]).exits(0).silently().out, module);
    bench.pipe(&["-", "-o", "x.lzr"], GOOD.as_bytes()).exits(0).silently();
    assert_eq!(bench.read("x.lzr"), module);
    bench.pipe(&["-f", "lazer", "-"], BAD.as_bytes()).exits(1).says("<stdin>:2:5");
}

#[test]
fn an_older_output_survives_faults() {
    let bench = Bench::new(&[("a.s", BAD), ("odd.s", ODD), ("a.lzr", "old"), ("odd.lzr", "old")]);
    bench.run(&["-f", "lazer", "a.s"]).exits(1);
    assert_eq!(bench.text("a.lzr"), "old");
    bench.run(&["-f", "lazer", "-Werror", "odd.s"]).exits(1);
    assert_eq!(bench.text("odd.lzr"), "old");
    bench.run(&["-f", "lazer", "odd.s"]).exits(0).says("warning");
    assert_ne!(bench.text("odd.lzr"), "old");
    assert_eq!(bench.names(), ["a.lzr", "a.s", "odd.lzr", "odd.s"]);
}

#[test]
fn inputs_are_never_replaced() {
    let bench =
        Bench::new(&[("a.s", GOOD), ("b.lzr", GOOD), ("c.s", ".include \"d.lzr\"\n"), ("d.lzr", GOOD)]);
    bench.run(&["-f", "lazer", "a.s", "-o", "./a.s"]).exits(2).says("same file as the input");
    bench.run(&["-f", "lazer", "b.lzr"]).exits(2).says("`b.lzr` is both input and output");
    bench.run(&["-f", "lazer", "c.s", "-o", "d.lzr"]).exits(2).says("d.lzr");
    std::os::unix::fs::symlink("a.s", bench.path("link.lzr")).unwrap();
    bench.run(&["a.s", "-o", "link.lzr"]).exits(2).says("same file as the input");
    fs::hard_link(bench.path("a.s"), bench.path("hard.lzr")).unwrap();
    bench.run(&["a.s", "-o", "hard.lzr"]).exits(2).says("same file as the input");
    bench.write("x.s", GOOD.as_bytes());
    bench.write("x.lzr", GOOD.as_bytes());
    bench.run(&["-f", "lazer", "x.s", "x.lzr"]).exits(2);
    bench.run(&["-f", "lazer", "x.s", "./x.lzr", "a.s"]).exits(2);
    for name in ["a.s", "b.lzr", "d.lzr", "x.lzr"] {
        assert_eq!(bench.text(name), GOOD, "{name}");
    }
}

#[test]
fn files_that_cannot_be_used_have_their_own_code() {
    let bench = Bench::new(&[("a.s", GOOD), ("folder/x", "")]);
    bench.run(&["-f", "lazer", "missing.s"]).exits(3).says("cannot read `missing.s`: there is no such file");
    bench.run(&["-f", "lazer", "folder"]).exits(3).says("it is a folder");
    bench.run(&["-f", "lazer", "a.s", "-o", "folder"]).exits(3).says("it is a folder");
    bench.run(&["-f", "lazer", "a.s", "-o", "none/x.lzr"]).exits(3).says("there is no such folder");
    let ran = bench.run(&["-f", "lazer", "missing.s", "a.s"]).exits(3);
    assert!(bench.has("a.lzr"), "{}", ran.err);
}

#[test]
fn outputs_that_are_synchronized_are_the_same() {
    let bench = Bench::new(&[("a.s", GOOD), ("b.s", GOOD), ("b.lzr", "old")]);
    bench.run(&["--sync", "-f", "lazer", "a.s", "b.s"]).exits(0).silently();
    bench.run(&["-f", "lazer", "a.s", "-o", "plain"]).exits(0).silently();
    assert_eq!(bench.names(), ["a.lzr", "a.s", "b.lzr", "b.s", "plain"]);
    assert_eq!(bench.read("a.lzr"), bench.read("plain"));
    assert!(bench.read("b.lzr").starts_with(b"LZR"));
    bench.run(&["--sync", "-f", "lazer", "a.s", "-o", "/dev/null"]).exits(0).silently();
    let ran = bench.run(&["--sync", "-f", "lazer", "a.s", "-o", "-"]).exits(0).silently();
    assert_eq!(ran.out, bench.read("plain"));
    let mut command = bench.command(&["--sync", "-f", "lazer", "a.s", "-o", "-"]);
    command.stdout(fs::File::create(bench.path("redirected")).unwrap());
    assert!(command.status().unwrap().success());
    assert_eq!(bench.read("redirected"), bench.read("plain"));
}

#[test]
fn one_thread_works_where_no_others_begin() {
    let bench = Bench::new(&[("a.s", GOOD), ("b.s", GOOD), ("big.s", ".const c = incbin \"big\"\n")]);
    // Several threads read a file of this size.
    fs::File::create(bench.path("big")).unwrap().set_len(40 << 20).unwrap();
    // No thread gets a stack of this size.
    let script = "ulimit -v 4000000; RUST_MIN_STACK=8000000000 exec \"$@\"";
    for arguments in
        [&["a.s", "b.s"][..], &["--emit", "ir", "a.s", "b.s"], &["big.s"], &["--fmt", "a.s", "b.s"]]
    {
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh", env!("CARGO_BIN_EXE_lzasm"), "-f", "lazer"]).args(arguments);
        let ran = run(shell.current_dir(bench.0.path()), b"");
        ran.exits(0).silently();
    }
    assert!(bench.read("a.lzr").starts_with(b"LZR") && bench.read("b.lzr").starts_with(b"LZR"));
}

#[test]
fn modules_are_no_sources() {
    let bench = Bench::new(&[("a.s", GOOD)]);
    bench.run(&["-f", "lazer", "a.s"]).exits(0);
    let module = bench.read("a.lzr");
    bench.run(&["a.lzr", "-o", "a.hydro"]).exits(1).says("is a Lazer file, not a source");
    assert_eq!(bench.read("a.lzr"), module);
    assert!(!bench.has("a.hydro"));
}

#[test]
fn modes_links_and_devices_are_respected() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new(&[("a.s", GOOD), ("real.lzr", "old")]);
    fs::set_permissions(bench.path("real.lzr"), fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real.lzr", bench.path("link.lzr")).unwrap();
    bench.run(&["a.s", "-o", "link.lzr"]).exits(0).silently();
    assert!(fs::symlink_metadata(bench.path("link.lzr")).unwrap().is_symlink());
    assert!(bench.read("real.lzr").starts_with(b"LZR"));
    assert_eq!(fs::metadata(bench.path("real.lzr")).unwrap().permissions().mode() & 0o777, 0o640);
    bench.run(&["-f", "lazer", "a.s", "-o", "/dev/null"]).exits(0).silently();
    let ran = bench.run(&["-f", "lazer", "a.s", "-o", "/dev/stdout"]).exits(0).silently();
    assert_eq!(ran.out, bench.read("real.lzr"));
}
