//! `.include`.

use super::{PathBuf, Run};

fn run(files: &[(&'static str, &'static str)]) -> Run {
    Run { files: files.to_vec(), ..Run::default() }
}

#[test]
fn files_are_read_in_place() {
    let run =
        run(&[("a.s", "in a\nX = 5\n"), ("sub/b.s", "in b\n.include \"c.s\"\n"), ("sub/c.s", "in c\n")]);
    let source = "first\n.include \"a.s\"\n.word X\n.include \"sub/b.s\"\n.include \"sub/c.s\"\nlast\n";
    let outcome = run.go(source);
    assert_eq!(outcome.reported, Vec::<String>::new());
    assert_eq!(outcome.lines, ["first", "in a", ".word 5", "in b", "in c", "in c", "last"]);
    assert_eq!(outcome.dependencies, ["a.s", "sub/b.s", "sub/c.s"].map(PathBuf::from));
}

#[test]
fn folders_are_searched_in_their_order() {
    let mut run = run(&[("inc/a.s", "inc\n"), ("more/a.s", "more\n"), ("more/b.s", "b\n")]);
    run.options.include = vec!["inc".into(), "more".into()];
    assert_eq!(run.go(".include \"a.s\"\n.include \"b.s\"\n").lines, ["inc", "b"]);
}

#[test]
fn files_that_cannot_be_read_are_reported() {
    let run = run(&[("shut.s", "denied")]);
    assert_eq!(run.go(".include \"none.s\"\nx\n").reported, ["cannot-include main.s:1:10 \"none.s\""]);
    assert_eq!(run.go(".include \"shut.s\"\nx\n").reported, ["cannot-include main.s:1:10 \"shut.s\""]);
    assert_eq!(run.go(".include none\n").reported, ["directive-operands main.s:1:10 none"]);
}

#[test]
fn a_file_never_includes_itself() {
    assert_eq!(
        run(&[("main.s", "")]).go(".include \"main.s\"\nx\n").reported,
        ["include-loop main.s:1:10 \"main.s\""]
    );
    let two = run(&[("a.s", ".include \"b.s\"\n"), ("b.s", ".include \"a.s\"\n")]);
    assert_eq!(two.go(".include \"a.s\"\nx\n").reported, ["include-loop b.s:1:10 \"a.s\""]);
    let again = run(&[("a.s", "x\n")]);
    assert_eq!(again.go(".include \"a.s\"\n.include \"a.s\"\n").lines, ["x", "x"]);
}

#[test]
fn a_macro_includes_beside_the_file_it_is_written_in() {
    let run = run(&[
        ("sub/m.s", ".macro get\n.include \"x.s\"\n.end\n"),
        ("sub/x.s", "right\n"),
        ("x.s", "wrong\n"),
    ]);
    assert_eq!(run.go(".include \"sub/m.s\"\nget\n").lines, ["right"]);
}

#[test]
fn bytes_that_are_no_text_have_their_place() {
    let mut run = run(&[("a.s", "ok\n")]);
    run.files.push(("b.s", "fine \u{1a}\n"));
    let outcome = run.go(".include \"b.s\"\n");
    assert_eq!(outcome.reported.len(), 1);
    assert!(outcome.reported[0].contains("b.s:1:6"), "{:?}", outcome.reported);
}
