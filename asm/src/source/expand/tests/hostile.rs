//! Tests of sources that exceed limits.

use super::{Recorder, Run, lines, reported};

fn count(source: &str) -> (Vec<String>, usize) {
    let outcome = Run::default().go_with(source, Recorder { count_only: true, ..Recorder::default() });
    (outcome.reported, outcome.lines.len())
}

#[test]
fn a_macro_that_calls_itself_ends() {
    assert_eq!(reported(".macro m\nm\n.end\nm\nx\n"), ["expansion-depth main.s:2:1 m"]);
    assert_eq!(reported(".macro m\n.if 1\nm\nm\n.end\n.end\nm\n"), ["expansion-depth main.s:3:1 m"]);
    // What follows is assembled anyway.
    let outcome = Run::default().go(".macro m\n.func f()\nm\n.end\n.end\nm\nx\n");
    assert_eq!(outcome.lines.last().map(String::as_str), Some("x"));
    assert_eq!(outcome.lines.iter().filter(|line| *line == "end func").count(), 128);
}

#[test]
fn a_recursion_with_an_end_works() {
    let source = ".macro down n\nx \\n\n.if \\n\ndown \\n-1\n.end\n.end\ndown 100\n";
    assert_eq!(lines(source).len(), 101);
}

#[test]
fn counts_beyond_all_measure_are_given_up_at_once() {
    for count in ["1 << 60", "1 << 126", "u128(1) << 127", "16 * 1024 * 1024 + 1"] {
        let source = format!(".repeat {count}\n.end\nx\n");
        assert_eq!(reported(&source), ["expansion-too-large main.s:1:1 .repeat ".to_owned() + count]);
    }
}

#[test]
fn an_expansion_has_a_limit() {
    let mut run = Run::default();
    run.options.max_statements = Some(1000);
    let reported =
        |source: &str| run.go_with(source, Recorder { count_only: true, ..Recorder::default() }).reported;
    assert_eq!(reported(".repeat 1000\nx\n.end\n.repeat 1000\nx\n.end\n"), Vec::<String>::new());
    assert_eq!(reported(".repeat 1000\n.end\n"), Vec::<String>::new());
    assert_eq!(reported(".repeat 501\nx\nx\n.end\n").len(), 1);
    assert_eq!(reported(".repeat 40\n.repeat 40\n.end\n.end\n").len(), 1);
    // Each macro calls the one before twice: 2^60 calls that make nothing.
    let mut source = ".macro m0\n.end\n".to_owned();
    for at in 1..60 {
        source += &format!(".macro m{at}\nm{0}\nm{0}\n.end\n", at - 1);
    }
    let found = reported(&(source + "m59\n"));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("expansion-too-large"), "{found:?}");
}

#[test]
fn all_expansions_share_a_limit() {
    let mut run = Run::default();
    run.options.max_expansion = Some(1 << 20);
    let reported =
        |source: &str| run.go_with(source, Recorder { count_only: true, ..Recorder::default() }).reported;
    assert_eq!(reported(".repeat 1000\nx\n.end\n"), Vec::<String>::new());
    let fault = "expansion-too-large main.s:1:1 ";
    let faulty = |source: &str, place: &str| {
        let found = reported(source);
        assert!(found.len() == 1 && found[0].starts_with(place), "{found:?} of {source}");
    };
    faulty(".repeat 100000\nx\n.end\n", "expansion-too-large main.s:2:1 x");
    // Many small expansions, each far from the limit, even if they come to nothing.
    faulty(&".repeat 1000\nx\n.end\n".repeat(20), "expansion-too-large main.s:");
    faulty(&".repeat 1000\n.end\n".repeat(200), "expansion-too-large main.s:");
    faulty(&format!(".repeat 10000\n{}\n.end\n", "\\()".repeat(100)), fault);
    faulty(
        &format!(".macro m\n{}\n.end\n{}", "; a comment".repeat(100), "m\n".repeat(1000)),
        "expansion-too-large",
    );
    let params: Vec<String> = (0..1000).map(|at| format!("p{at}=1")).collect();
    faulty(&format!(".macro m {}\n.end\n{}", params.join(", "), "m\n".repeat(1000)), "expansion-too-large");
    let bodies = format!(".repeat 100, i\n.macro m\\i a\n{}\n.end\n.end\n", "\\a".repeat(1000));
    faulty(&bodies, "expansion-too-large");
}

#[test]
fn a_text_that_doubles_is_never_formed() {
    let mut source = String::new();
    for at in 0..60 {
        source += &format!(".macro m{at} a\nm{} (\\a+\\a)\n.end\n", at + 1);
    }
    let found = reported(&(source + ".macro m60 a\nx \\a\n.end\nm0 1\n"));
    assert!(found.len() == 1 && found[0].starts_with("expansion-too-large"), "{found:?}");
}

/// A definition after the place where reading ends does not cause a second fault.
#[test]
fn names_are_not_missed_after_the_end() {
    let mut run = Run::default();
    run.options.max_statements = Some(10);
    let found = run.go("A = B + 1\n.assert C == 1\n.repeat 11\n.end\nB = 1\nC = 1\n").reported;
    assert_eq!(found, ["expansion-too-large main.s:3:1 .repeat 11"]);
}

#[test]
fn files_included_again_count() {
    let mut run = Run::default();
    run.options.max_expansion = Some(1 << 20);
    run.files.push(("big.s", leak(&"x\n".repeat(20_000))));
    let reported =
        |source: &str| run.go_with(source, Recorder { count_only: true, ..Recorder::default() }).reported;
    assert_eq!(reported(".include \"big.s\"\n"), Vec::<String>::new());
    assert_eq!(reported(&".include \"big.s\"\n".repeat(2)), ["expansion-too-large big.s:1:1 x"]);
    let mut run = Run::default();
    run.options.max_expansion = Some(1 << 16);
    run.files.push(("nothing.s", ""));
    let found = run.go(&".include \"nothing.s\"\n".repeat(1000)).reported;
    assert!(found.len() == 1 && found[0].starts_with("expansion-too-large main.s:"), "{found:?}");
}

#[test]
fn deep_conditions_are_no_trouble() {
    let deep = 100_000;
    let source = ".if 1\n".repeat(deep) + "x\n" + &".end\n".repeat(deep);
    assert_eq!(lines(&source), ["x"]);
    let source = ".if 0\n".repeat(deep) + "x\n" + &".end\n".repeat(deep);
    assert_eq!(lines(&source), Vec::<String>::new());
    // More are counted, and not kept.
    let (reported, _) = count(&".if 1\n".repeat(deep));
    assert_eq!(reported.len(), 1000);
}

#[test]
fn deep_raw_blocks_stop_at_the_limit() {
    let deep = 300;
    let source = ".repeat 1\n".repeat(deep) + "x\n" + &".end\n".repeat(deep);
    let found = reported(&source);
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("expansion-depth"), "{found:?}");
}

#[test]
fn a_macro_of_very_many_statements_works() {
    let source = format!(".macro big\n{}.end\nbig\nbig\n", "x\n".repeat(100_000));
    let outcome = Run::default().go(&source);
    assert_eq!((outcome.reported.len(), outcome.lines.len()), (0, 200_000));
}

#[test]
fn very_many_repetitions_work() {
    let mut run = Run::default();
    run.options.max_statements = None;
    let outcome = run.go_with(".repeat 300000, i\nx \\i\n.end\n.word here\n", Recorder::default());
    assert_eq!((outcome.reported.len(), outcome.lines.len()), (0, 300_001));
    assert_eq!(outcome.lines[300_000], ".word 300000");
    assert_eq!(outcome.lines[299_999], "x 299999");
}

#[test]
fn files_that_include_each_other_ever_more_often_end() {
    let mut run = Run::default();
    for (file, next) in [("f0.s", "f1.s"), ("f1.s", "f2.s"), ("f2.s", "f3.s")] {
        run.files.push((file, leak(&format!(".include \"{next}\"\n.include \"{next}\"\n"))));
    }
    run.files.push(("f3.s", "x\n"));
    assert_eq!(run.go(".include \"f0.s\"\n").lines.len(), 8);
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

#[test]
fn a_long_chain_of_includes_ends() {
    let mut run = Run::default();
    for at in 0..200 {
        run.files.push((leak(&format!("f{at}.s")), leak(&format!(".include \"f{}.s\"\n", at + 1))));
    }
    let found = run.go(".include \"f0.s\"\n").reported;
    assert_eq!(found, ["too-many-includes f126.s:1:10 \"f127.s\""]);
}

#[test]
fn calls_that_come_to_nothing_leave_no_text() {
    let run = Run::default();
    let mut cx = super::Context::new(&run.options);
    let source = ".macro none\n.if 0\nx\n.end\n.end\n.macro some\nnone\nx\n.end\n.repeat 1000\nnone\n.end\nsome\nnone\nsome\n.macro late a\n\\a = B + 1\n.end\nlate A\nnone\nnone\nB = A\n";
    let file = cx.sources.add("main.s", source, Default::default()).unwrap();
    super::expand(&mut cx, file, &mut Recorder::default());
    let texts: Vec<&str> = cx.sources.files().iter().map(|file| &*file.text).collect();
    assert_eq!(texts, [source, "none\nx\n", "none\nx\n", "A = B + 1\n"]);
    assert_eq!(cx.report.len(), 1, "{:?}", cx.report);
}

#[test]
fn the_chain_of_calls_is_kept() {
    let run = Run::default();
    let mut cx = super::Context::new(&run.options);
    let source = ".macro a\n.error \"here\"\n.end\n.macro b\na\n.end\n.repeat 1\nb\n.end\n";
    let file = cx.sources.add("main.s", source, Default::default()).unwrap();
    super::expand(&mut cx, file, &mut Recorder::default());
    let span = cx.report[0].main.as_ref().unwrap().span;
    let chain: Vec<String> = cx
        .sources
        .trace(span)
        .iter()
        .map(|(what, at)| format!("{what} at {}", cx.sources.text(cx.sources.written(*at))))
        .collect();
    assert_eq!(chain, ["macro `a` at a", "macro `b` at b", "`.repeat` at .repeat 1"]);
}
