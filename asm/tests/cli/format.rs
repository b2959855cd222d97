//! `--fmt`

use super::*;

const LOOSE: &str = ".func  main( ) export\n  nop;one\nret\n.end\n";
const CLEAN: &str = ".func main() export\n    nop  ;one\n    ret\n.end\n";

#[test]
fn sources_are_formatted_in_place() {
    let bench = Bench::new(&[("a.s", LOOSE), ("b.s", CLEAN)]);
    let before = fs::metadata(bench.path("b.s")).unwrap().modified().unwrap();
    bench.run(&["--fmt", "a.s", "b.s"]).exits(0).silently();
    assert_eq!(bench.text("a.s"), CLEAN);
    assert_eq!(fs::metadata(bench.path("b.s")).unwrap().modified().unwrap(), before);
    assert_eq!(bench.names(), ["a.s", "b.s"]);
    bench.write("a.s", LOOSE.as_bytes());
    bench.run(&["--fmt", "-v", "a.s", "b.s"]).exits(0).says("a.s: formatted");
}

#[test]
fn a_check_changes_nothing_and_shows_the_difference() {
    let bench = Bench::new(&[("a.s", LOOSE), ("b.s", CLEAN)]);
    let ran = bench.run(&["--fmt", "--check", "a.s", "b.s"]).exits(1);
    assert!(ran.err.contains("`a.s` is not in canonical form") && !ran.err.contains("`b.s`"), "{}", ran.err);
    assert!(ran.err.contains("-ret") && ran.err.contains("+    ret"), "{}", ran.err);
    assert_eq!(bench.text("a.s"), LOOSE);
    bench.run(&["--fmt", "--check", "b.s"]).exits(0).silently();
    let short = bench.run(&["--fmt", "--check", "--message-format=short", "a.s"]).exits(1);
    assert_eq!(short.err, "a.s:1:1: error: `a.s` is not in canonical form [LZ0927]\n");
}

#[test]
fn a_pipe_is_formatted_through() {
    let bench = Bench::new(&[]);
    for text in [LOOSE, CLEAN] {
        let ran = bench.pipe(&["--fmt", "-"], text.as_bytes()).exits(0).silently();
        assert_eq!(ran.text(), CLEAN);
    }
    let ran = bench.pipe(&["--fmt", "--check", "-"], LOOSE.as_bytes()).exits(1);
    assert_eq!(ran.text(), "");
    assert!(ran.err.contains("standard input is not in canonical form"), "{}", ran.err);
}

#[test]
fn faulty_sources_stay_as_they_are() {
    let faulty = ".func f()\n  nop nop nop ,\n.end\n";
    let bench = Bench::new(&[("a.s", faulty), ("b.s", LOOSE)]);
    bench.run(&["--fmt", "a.s", "b.s"]).exits(1).says("a.s:2:11");
    assert_eq!((bench.text("a.s").as_str(), bench.text("b.s").as_str()), (faulty, CLEAN));
    bench.write("a.s", b".func f()\n \xff\n.end\n");
    bench.run(&["--fmt", "a.s"]).exits(1).says("UTF-8");
    assert_eq!(bench.read("a.s"), b".func f()\n \xff\n.end\n");
    bench.run(&["--fmt", "missing.s"]).exits(3).says("cannot read `missing.s`");
}

#[test]
fn links_stay_links() {
    let bench = Bench::new(&[("real.s", LOOSE)]);
    std::os::unix::fs::symlink("real.s", bench.path("a.s")).unwrap();
    bench.run(&["--fmt", "a.s"]).exits(0).silently();
    assert!(fs::symlink_metadata(bench.path("a.s")).unwrap().is_symlink());
    assert_eq!(bench.text("real.s"), CLEAN);
}
