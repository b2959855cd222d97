//! Constants, conditions, assertions, `.target`.

use super::{Run, lines, reported};

#[test]
fn expressions_bind_as_in_c() {
    let source =
        ".word 1 + 2 * 3, (1 + 2) * 3, 1 << 2 + 1, 5 & 3 == 3, 7 % 4 - 8 / 3, -7 / 2, -7 % 2, !0 + ~0
.word 1 || 0 && 0, 6 ^ 3 | 8, 2 > 1 == 1, 1 - 2 - 3, 100 / 10 / 5, - -3, 'a' + 1, 0x10 | 0b1 | 0o7, 1 < 2 < 3
.word f32(0.1), -1.5, f32(nan), f64(1), 300u16 - 45, u8(255), i8(-128), -128i8, len(\"h\\u{e9}\")
.word 1 && 1 / 0, 0 && 1 / 0, 1 || missing, defined(missing) || 2, 7 / 0
";
    assert_eq!(
        lines(source),
        [
            ".word 7, 9, 8, 1, 1, -3, -1, 0",
            ".word 1, 13, 1, -4, 2, 3, 98, 23, 1",
            ".word f32 3DCCCCCD, f64 BFF8000000000000, f32 7FC00000, f64 3FF0000000000000, 255, 255, -128, -128, 3",
            ".word division-by-zero, 0, 1, 1, division-by-zero",
        ]
    );
}

#[test]
fn constants_may_be_defined_in_any_order() {
    assert_eq!(
        lines("A = B + C\nB = C * 2\n.word A\nC = 5\n.word A, B, C\n"),
        [".word ?", ".word 15, 10, 5"]
    );
    assert_eq!(lines("X = here\nnop\nY = Z + here\nnop\nZ = 10\n.word X, Y\n")[2], ".word 0, 11");
    assert_eq!(lines("A = 0 && B\nC = 1 || D\n.word A, C\n"), [".word 0, 1"]);
    assert_eq!(lines("`odd name` = 2\n.word `odd name` + 1\n"), [".word 3"]);
}

/// The number that an operator holds is a place among the nodes. Behind more nodes than there are names it is the name
/// of nothing.
#[test]
fn operators_are_not_taken_for_names() {
    let padding = ".word 1, 2\n".repeat(300);
    let found = lines(&(padding.clone() + "A = B * C\nD = (B) + -C\nB = 3\nC = 4\n.word A, D\n"));
    assert_eq!(found[300], ".word 12, -1");
    let found = reported(&(padding.clone() + ".if 1\n.end 1 + 2\n"));
    assert_eq!(found, ["mismatched-end main.s:302:6 1 + 2"]);
    assert_eq!(reported(&(padding + ".target 1 + 2\n")), ["directive-operands main.s:301:9 1 + 2"]);
}

#[test]
fn defined_asks_for_the_place_of_the_definition() {
    assert_eq!(lines("A = defined(B) * 10 + B\nB = 1\n.word A, defined(B)\n"), [".word 1, 1"]);
}

#[test]
fn sizes_of_later_structs_are_filled_in_at_the_end() {
    let outcome = Run::default().go("S = sizeof(P)\n.assert S == 24, \"size\"\n.struct P\n a: i32\n.end\n");
    assert_eq!(outcome.reported, Vec::<String>::new());
}

#[test]
fn sizes_reach_as_far_as_a_chain_of_constants() {
    let mut source = String::new();
    for at in 0..100 {
        source += &format!("S{at} = S{} + sizeof(P)\n", at + 1);
    }
    source += "S100 = sizeof(P)\nSUM = 0";
    source += &(0..100).map(|at| format!(" + S{at}")).collect::<String>();
    source += "\nEITHER = MORE && U\nMORE = LESS && U\nLESS = S0 != 24 * 101\n";
    source += ".assert S0 == 24 * 101\n.assert SUM == 24 * 5150\n.assert !EITHER\n.struct P\n a: i32\n.end\n";
    assert_eq!(reported(&source), Vec::<String>::new());
}

#[test]
fn a_million_constants_in_the_worst_order_take_no_time_to_speak_of() {
    let mut source = String::new();
    for at in 0..100_000 {
        source += &format!("A{at} = A{} + 1\n", at + 1);
    }
    source += "A100000 = 0\n.word A0\n";
    assert_eq!(lines(&source), [".word 100000"]);
}

#[test]
fn one_expression_may_need_very_many_later_names() {
    let names: Vec<String> = (0..20_000).map(|at| format!("N{at}")).collect();
    let mut source = format!("SUM = {}\n", names.join(" + "));
    for name in &names {
        source += &format!("{name} = 1\n");
    }
    assert_eq!(lines(&(source + ".word SUM\n")), [".word 20000"]);
}

#[test]
fn cycles_and_missing_names_are_reported_once_each() {
    assert_eq!(reported("A = B\nB = C\nC = B\n"), ["circular-constant main.s:2:5 C"]);
    assert_eq!(reported("A = A + 1\n"), ["circular-constant main.s:1:5 A"]);
    assert_eq!(reported("A = B\nB = C + 1\n"), ["undefined-name main.s:2:5 C"]);
    assert_eq!(reported("A = 1 / 0\nB = A\nC = B\n"), ["division-by-zero main.s:1:5 1 / 0"]);
}

#[test]
fn a_constant_is_defined_once() {
    assert_eq!(reported("A = 1\nA = 1\n"), ["duplicate-constant main.s:2:1 A"]);
    assert_eq!(reported("here = 1\n"), ["reserved-name main.s:1:1 here"]);
    let mut run = Run::default();
    run.options.define = vec![("A".into(), "2 * 3".into()), ("B".into(), "A".into())];
    assert_eq!(run.go(".word A, B\n").lines, [".word 6, 6"]);
    assert_eq!(run.go("A = 1\n").reported, ["duplicate-constant main.s:1:1 A"]);
}

#[test]
fn definitions_of_the_command_line_are_only_that() {
    let reported = |name: &str, value: &str| {
        let mut run = Run::default();
        run.options.define = vec![(name.into(), value.into())];
        run.go("").reported
    };
    assert_eq!(reported("A", "1\n.error \"no\""), ["bad-define <command line>:1:1 A = 1"]);
    assert_eq!(reported("A", "1 +").len(), 1);
    assert!(reported("A", "1 +")[0].contains("<command line>:1:"));
    assert_eq!(reported("A", "\"text\""), ["unexpected-token <command line>:1:5 \"text\""]);
    assert_eq!(reported("A", "[1]"), ["unexpected-token <command line>:1:5 ["]);
    assert!(reported("9", "1")[0].contains("<command line>"));
}

#[test]
fn conditions_choose_one_branch() {
    let source = |level: &str| {
        format!(
            "L = {level}\n.if L > 2\na\n.elif L > 1\nb\n.if 1\nbb\n.else\nbc\n.end\n.elif L > 0\nc\n.else\nd\n.end\n"
        )
    };
    assert_eq!(lines(&source("3")), ["a"]);
    assert_eq!(lines(&source("2")), ["b", "bb"]);
    assert_eq!(lines(&source("1")), ["c"]);
    assert_eq!(lines(&source("0")), ["d"]);
}

#[test]
fn branches_that_are_passed_over_still_have_blocks() {
    let source =
        ".if 0\n.func f()\n.if 1\nx\n.else\ny\n.end\n.end\n.struct S\n.end\nA = 1\n.else\nz\n.end\nA = 2\n";
    assert_eq!(lines(source), ["z"]);
}

#[test]
fn shapes_need_their_names_at_once() {
    assert_eq!(
        reported(".if A\n.error \"x\"\n.else\n.error \"y\"\n.end\nA = 1\n"),
        ["defined-too-late main.s:1:5 A"]
    );
    assert_eq!(reported("B = A\n.repeat B\nnop\n.end\nA = 1\n"), ["defined-too-late main.s:2:9 B"]);
}

#[test]
fn the_source_can_speak() {
    assert_eq!(reported(".error \"stop\"\n"), ["user-error main.s:1:1 .error \"stop\""]);
    let outcome = Run::default().go(".warning \"h\\u{e9}\"\n");
    assert_eq!((outcome.messages, outcome.reported.len()), (vec!["hé".to_owned()], 1));
    assert_eq!(reported(".error 5\n"), ["directive-operands main.s:1:1 .error 5"]);
    assert_eq!(reported(".assert 2 > 1\n.assert A == 1, \"later\"\nA = 1\n"), Vec::<String>::new());
    assert_eq!(reported(".assert A == 1, \"later\"\nA = 2\n"), ["assertion-failed main.s:1:9 A == 1"]);
    assert_eq!(reported(".assert A\n"), ["undefined-name main.s:1:9 A"]);
    assert_eq!(lines("nop\n.assert here == 1 && B\nnop\nB = 1\n").len(), 2);
}

#[test]
fn the_target_is_what_the_options_say_first() {
    let outcome = Run::default().go(".target hydro\n.if target == hydro\nx\n.end\n");
    assert_eq!((outcome.target, outcome.lines), (Some("hydro"), vec![".target hydro".into(), "x".into()]));
    let mut run = Run::default();
    run.options.format = Some("lazer");
    let outcome = run.go(".target hydro\n.if target == hydro\nx\n.end\n");
    assert_eq!((outcome.target, outcome.lines), (Some("lazer"), vec![".target hydro".to_owned()]));
    assert_eq!(reported(".target laser\n"), ["unknown-format main.s:1:9 laser"]);
    assert_eq!(reported(".if target == lazer\n.end\n"), ["target-unknown main.s:1:5 target == lazer"]);
}
