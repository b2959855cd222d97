//! Rules for Make.

use super::*;

const MAIN: &str =
    ".target lazer\n.include \"inc/one.s\"\n.const logo = incbin \"logo.png\"\n.func main()\n    ret\n.end\n";

fn bench() -> Bench {
    Bench::new(&[
        ("a.s", MAIN),
        ("inc/one.s", ".include \"two.s\"\n"),
        ("inc/two.s", "N = 1\n"),
        ("logo.png", "png"),
    ])
}

#[test]
fn the_rule_lies_beside_the_output() {
    let bench = bench();
    fs::create_dir(bench.path("out")).unwrap();
    bench.run(&["-MD", "a.s", "-o", "out/x.lzr"]).exits(0).silently();
    assert_eq!(bench.text("out/x.d"), "out/x.lzr: a.s inc/one.s inc/two.s logo.png\n");
    bench.run(&["-MD", "a.s"]).exits(0).silently();
    assert_eq!(bench.text("a.d"), "a.lzr: a.s inc/one.s inc/two.s logo.png\n");
    bench.run(&["--depfile", "a.s", "--depfile-path", "b.d"]).exits(0).silently();
    assert_eq!(bench.text("b.d"), bench.text("a.d"));
}

#[test]
fn file_target_and_empty_rules_are_chosen() {
    let bench = bench();
    bench.run(&["-MD", "-MF", "x.d", "-MT", "$(OUT)", "-MTb c", "-MP", "a.s"]).exits(0).silently();
    let expected = "$(OUT) b c: a.s inc/one.s inc/two.s logo.png\ninc/one.s:\ninc/two.s:\nlogo.png:\n";
    assert_eq!(bench.text("x.d"), expected);
    let ran = bench.run(&["-MD", "-MF-", "a.s"]).exits(0).silently();
    assert_eq!(ran.text(), "a.lzr: a.s inc/one.s inc/two.s logo.png\n");
}

#[test]
fn names_are_escaped() {
    let bench = Bench::new(&[("a b$c#.s", GOOD)]);
    bench.run(&["-f", "lazer", "-MD", "a b$c#.s"]).exits(0).silently();
    assert_eq!(bench.text("a b$c#.d"), "a\\ b$$c\\#.lzr: a\\ b$$c\\#.s\n");
}

#[test]
fn each_source_gets_a_rule() {
    let bench = Bench::new(&[("a.s", GOOD), ("b.s", GOOD)]);
    bench.run(&["-f", "lazer", "-MD", "a.s", "b.s"]).exits(0).silently();
    assert_eq!(bench.text("a.d"), "a.lzr: a.s\n");
    assert_eq!(bench.text("b.d"), "b.lzr: b.s\n");
}

#[test]
fn faults_leave_no_rule_and_a_bad_rule_no_output() {
    let bench = Bench::new(&[("bad.s", BAD), ("a.s", GOOD)]);
    bench.run(&["-f", "lazer", "-MD", "bad.s"]).exits(1);
    assert!(!bench.has("bad.d"));
    bench.run(&["-f", "lazer", "-MD", "-MF", "none/x.d", "a.s"]).exits(3).says("cannot write `none/x.d`");
    assert!(!bench.has("a.lzr"));
    bench.run(&["-f", "lazer", "-MD", "-MF", "a.s", "a.s"]).exits(2).says("both input and output");
    assert_eq!(bench.text("a.s"), GOOD);
}
