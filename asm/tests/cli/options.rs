//! Invalid options, and those that change what a source means.

use super::*;

#[test]
fn usage_errors_are_reported_and_nothing_is_done() {
    let bench = Bench::new(&[("a.s", GOOD), ("b.s", GOOD)]);
    let cases: [(&[&str], &str); 19] = [
        (&[], "required arguments"),
        (&["--nope", "a.s"], "unexpected argument '--nope'"),
        (&["-f", "laser", "a.s"], "did you mean `lazer`?"),
        (&["a.s"], "cannot determine the output format of `a.s`"),
        (&["a.s", "-o", "a.bin"], "is not one of `.lzr`, `.hydro`"),
        (&["a.s", "b.s", "-o", "c.lzr"], "`-o` names one output"),
        (&["a.s", "-o", "c.lzr", "--out-dir", "d"], "cannot be used with"),
        (&["-f", "lazer", "a.s", "./a.s", "--out-dir", "d"], "would have the same output"),
        (&["-f", "lazer", "-MD", "-MF", "x.d", "a.s", "b.s"], "`-MF` names one file"),
        (&["-f", "lazer", "-MF", "x.d", "a.s"], "--depfile"),
        (&["-f", "lazer", "-MD", "-o", "-", "a.s"], "name the file with `-MF`"),
        (&["-f", "lazer", "-", "-"], "standard input cannot be read twice"),
        (&["-f", "lazer", "-D", "9=1", "a.s"], "invalid value `9=1` for `-D`"),
        (&["-f", "lazer", "-W", "nonsense", "a.s"], "unknown warning `nonsense`"),
        (&["-f", "lazer", "-W", "bad-character", "a.s"], "is an error, and its level cannot be changed"),
        (&["-f", "lazer", "--path-prefix-map", "x", "a.s"], "expected `OLD=NEW`"),
        (&["-f", "lazer", "--length-size", "3", "a.s"], "invalid value '3'"),
        (&["-f", "lazer", "--error-limit", "x", "a.s"], "--error-limit"),
        (&["--check", "a.s"], "--fmt"),
    ];
    for (arguments, message) in cases {
        bench.run(arguments).exits(2).says(message);
    }
    assert_eq!(bench.names(), ["a.s", "b.s"]);
}

#[test]
fn usage_errors_have_the_chosen_form() {
    let bench = Bench::new(&[]);
    let ran = bench.run(&["--message-format", "short", "-f", "laser", "a.s"]).exits(2);
    assert_eq!(ran.err, "error: unknown format `laser` [LZ0313]\n");
}

#[test]
fn constants_come_from_the_command_line() {
    let text =
        ".target lazer\n.assert ONE == 1, \"one\"\n.assert N == 6, \"six\"\n.func main()\n    ret\n.end\n";
    let bench = Bench::new(&[("a.s", text)]);
    bench.run(&["a.s", "-DONE", "-D", "N=2 * 3"]).exits(0).silently();
    bench.run(&["a.s", "-DONE", "-DN=7"]).exits(1).says("six");
}

#[test]
fn included_files_are_searched_in_folders() {
    let bench = Bench::new(&[
        ("a.s", ".target lazer\n.include \"n.s\"\n.func main()\n    loadi r0, N\n    ret\n.end\n"),
        ("one/n.s", "N = 1\n"),
        ("two/n.s", "N = 2\n"),
    ]);
    bench.run(&["a.s"]).exits(1).says("a.s:2:10");
    bench.run(&["a.s", "-I", "one", "-Itwo", "-o", "1.lzr"]).exits(0).silently();
    bench.run(&["a.s", "-Itwo", "-Ione", "-o", "2.lzr"]).exits(0).silently();
    assert_ne!(bench.read("1.lzr"), bench.read("2.lzr"));
    bench.write("n.s", b"N = 2\n");
    bench.run(&["a.s", "-Ione", "-o", "3.lzr"]).exits(0).silently();
    assert_eq!(bench.read("2.lzr"), bench.read("3.lzr"));
}

#[test]
fn arguments_come_from_files() {
    let bench =
        Bench::new(&[("a b.s", GOOD), ("args", "-f lazer \"a b.s\"\n-o 'x.lzr' -v"), ("loop", "@loop")]);
    bench.run(&["@args"]).exits(0).says("a b.s -> x.lzr");
    bench.run(&["@loop"]).exits(2).says("names itself");
    bench.run(&["@missing"]).exits(3).says("cannot read `@missing`");
    bench.run(&["-f", "lazer", "--", "-x.s"]).exits(3).says("cannot read `-x.s`");
}

#[test]
fn line_tables_hold_mapped_paths() {
    let bench = Bench::new(&[("src/a.s", GOOD)]);
    bench.run(&["-f", "lazer", "src/a.s", "-o", "plain.lzr"]).exits(0);
    bench.run(&["-f", "lazer", "-g", "src/a.s", "-o", "lines.lzr"]).exits(0);
    bench.run(&["-flazer", "-g", "src/a.s", "--path-prefix-map=src=x", "-o", "mapped.lzr"]).exits(0);
    let holds =
        |name: &str, path: &str| bench.read(name).windows(path.len()).any(|part| part == path.as_bytes());
    assert!(!holds("plain.lzr", "src/a.s"));
    assert!(holds("lines.lzr", "src/a.s"));
    assert!(holds("mapped.lzr", "x/a.s") && !holds("mapped.lzr", "src/a.s"));
}

#[test]
fn hydro_headers_have_two_forms() {
    let bench = Bench::new(&[("a.s", ".target hydro\n.func main()\n.end\n")]);
    let size = |form: &[&str]| {
        let mut arguments = vec!["a.s", "-o", "a.hydro"];
        arguments.extend(form);
        bench.run(&arguments).exits(0).silently();
        bench.read("a.hydro").len()
    };
    let table = size(&["--hydro-header", "table"]);
    assert_eq!(size(&[]), table);
    assert_eq!(size(&["--hydro-header=packed"]), table - 2);
}

#[test]
fn sailar_lengths_have_three_sizes() {
    let bench = Bench::new(&[("a.s", ".target sailar\n.struct Point\n    x: i32\n.end\n")]);
    let size = |width: &str| {
        bench.run(&["a.s", "--length-size", width]).exits(0).silently();
        bench.read("a.sail").len()
    };
    let one = size("1");
    assert!(one < size("2") && size("2") < size("4"));
    bench.run(&["a.s"]).exits(0);
    assert_eq!(bench.read("a.sail").len(), one);
}

#[test]
fn what_a_format_cannot_carry_is_reported_or_not() {
    let text = ".target sailar\n.struct Point\n    x: i32\n.end\n.const answer = 42\n";
    let bench = Bench::new(&[("a.s", text)]);
    bench.run(&["a.s"]).exits(0).says("warning");
    bench.run(&["a.s", "--lossy=allow"]).exits(0).silently();
    bench.run(&["a.s", "--lossy", "warn"]).exits(0).says("warning");
    fs::remove_file(bench.path("a.sail")).unwrap();
    bench.run(&["a.s", "--lossy=deny"]).exits(1).says("error");
    assert!(!bench.has("a.sail"));
}

#[test]
fn expansions_are_limited() {
    let text = ".target lazer\n.func main()\n.repeat 100\n    nop\n.end\n    ret\n.end\n";
    let bench = Bench::new(&[("a.s", text)]);
    bench.run(&["a.s", "--max-statements", "1000"]).exits(0).silently();
    fs::remove_file(bench.path("a.lzr")).unwrap();
    bench.run(&["a.s", "--max-statements", "10"]).exits(4).says("a.s:3:1");
    assert!(!bench.has("a.lzr"));
}

#[test]
fn all_expansions_together_are_limited() {
    let text = ".target lazer\n.func main()\n.repeat 100\n    nop\n.end\n    ret\n.end\n.const d = incbin \"data\"\n";
    let data = "x".repeat(10_000);
    let bench = Bench::new(&[("a.s", text), ("data", data.as_str())]);
    bench.run(&["a.s", "--max-expansion", "100000"]).exits(0).silently();
    fs::remove_file(bench.path("a.lzr")).unwrap();
    bench.run(&["a.s", "--max-expansion", "1000"]).exits(4).says("a.s:3:1").says("--max-expansion BYTES");
    bench.run(&["a.s", "--max-expansion", "25000"]).exits(4).says("a.s:8:19");
    assert!(!bench.has("a.lzr"));
}

/// A few lines that ask for more memory than any machine has: half a gigabyte is enough to refuse them.
#[cfg(unix)]
#[test]
fn small_sources_take_half_a_gigabyte_at_most() {
    let code = |body: &str| format!(".target lazer\n.func f()\n{body}ret\n.end\n");
    let mut doubling = String::new();
    for at in 0..32 {
        doubling += &format!(".macro m{at} a\nm{} (\\a+\\a)\n.end\n", at + 1);
    }
    let sources = [
        code(".repeat 16000000\n.word 1\n.end\n"),
        code(&(".repeat 2\n".repeat(40) + ".word 1\n" + &".end\n".repeat(40))),
        doubling + &code(".macro m32 a\n.word \\a\n.end\nm0 1\n"),
        format!(
            ".target lazer\n.repeat 60000, i\n.module m\\i\n.const c = {}\n.end\n",
            "[".repeat(60) + &"]".repeat(60)
        ),
        ".target lazer\n.repeat 10000000, i\n.native n\\i \"l\"\nf\ng\n.end\n.end\n".to_owned(),
        format!(".target lazer\n.module m\n{}", ".repeat 16000000\n.end\n".repeat(1000)),
    ];
    for (at, source) in sources.iter().enumerate() {
        let bench = Bench::new(&[("a.s", source)]);
        bench.run_within(512, &["a.s"]).exits(4).says("LZ0335");
        assert!(!bench.has("a.lzr"), "source {at}");
    }
}

#[test]
fn extension_or_option_decides_the_form_of_sources() {
    let text = "module main main body push u8 1 leftshift return";
    let bench = Bench::new(&[("a.h2o", text), ("b.txt", text), ("c.h2o", GOOD)]);
    bench.run(&["a.h2o"]).exits(0).says("a.h2o:1:33");
    bench.run(&["-q", "b.txt", "--from", "h2o"]).exits(0).silently();
    assert_eq!(bench.read("a.hydro"), bench.read("b.hydro"));
    let piped = bench.pipe(&["-q", "--from", "h2o", "-"], text.as_bytes()).exits(0).silently();
    assert_eq!(piped.out, bench.read("a.hydro"));
    bench.run(&["-W", "error=other-spelling", "a.h2o"]).exits(1).says("LZ0414");
    bench.run(&["c.h2o"]).exits(1).says("c.h2o:1:1");
    bench.run(&["--from", "asm", "-f", "lazer", "c.h2o"]).exits(0).silently();
    bench.run(&["--fmt", "a.h2o"]).exits(2).says("`--fmt` is for the assembly language");
    bench.run(&["--emit", "ast", "--from=h2o", "b.txt"]).exits(2).says("`--emit ast` is for");
    let listing = bench.run(&["-q", "--emit", "listing", "a.h2o"]).exits(0).silently();
    assert!(listing.text().contains("a.h2o:1     | module main"), "{}", listing.text());
}
