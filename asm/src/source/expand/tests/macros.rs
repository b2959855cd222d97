//! Macros and `.repeat`.

use super::{Run, lines, reported};

#[test]
fn arguments_go_to_their_parameters() {
    let source = ".macro max dst, a, b, tmp=r9
    gt   \\tmp, \\a, \\b
    jt   \\tmp, take\\@
    move \\dst, \\b
    jmp  done\\@
take\\@:
    move \\dst, \\a
done\\@:
.end
max r0, r1, r2
max r0, r1, b=r3
max b=r2, a=r1, dst=r0, tmp=r4
";
    let found = lines(source);
    assert_eq!(
        found[..7],
        ["gt   r9, r1, r2", "jt   r9, take1", "move r0, r2", "jmp  done1", "take1:", "move r0, r1", "done1:"]
    );
    assert_eq!(found[7..9], ["gt   r9, r1, r3", "jt   r9, take2"]);
    assert_eq!(found[14], "gt   r4, r1, r2");
}

#[test]
fn templates_are_words() {
    let source = ".macro m r, n, ab
 op\\r\\n r\\n, \\r\\()x, \\ab, t_\\n\\()_t, 1\\n
 .word \\n, \\r
 k\\n \"\\n \\r\" ; \\r here
 k `\\n`, '\\r' // and \\r
 x /* \\r */ \\n
.end
m a, 2, [1, 2]
";
    let source = source.replace(".word \\n, \\r", ".word \\n");
    assert_eq!(
        lines(&source),
        ["opa2 r2, ax, [1, 2], t_2_t, 12", ".word 2", "k2 \"\\n \\r\"", "k `\\n`, '\\r'", "x /* \\r */ 2"]
    );
}

#[test]
fn the_longest_name_counts() {
    assert_eq!(lines(".macro m a, ab\nx \\ab, \\a\\()b\n.end\nm 1, 2\n"), ["x 2, 1b"]);
    assert_eq!(reported(".macro m a\nx \\ab\n.end\nm 1\n"), ["unknown-parameter main.s:2:3 \\ab"]);
}

#[test]
fn lone_arguments_stand_as_they_are_and_glued_ones_are_words() {
    assert_eq!(lines(".macro m a\nx \\a * 2\n.end\nm 1 + 2\n"), ["x 1 + 2 * 2"]);
    assert_eq!(reported(".macro m a\nx r\\a\n.end\nm 1 + 2\n"), ["glued-argument main.s:4:3 1 + 2"]);
    assert_eq!(reported(".macro m a\nx r\\a\n.end\nm -1\n"), ["glued-argument main.s:4:3 -1"]);
    assert_eq!(reported(".macro m a\nx r\\a\n.end\nm \"t\"\n"), ["glued-argument main.s:4:3 \"t\""]);
    assert_eq!(lines(".macro m a\nx std.\\a, 0x\\a, \\a\\()f\n.end\nm b1\n"), ["x std.b1, 0xb1, b1f"]);
}

#[test]
fn macros_call_macros_and_define_items() {
    let source = ".macro inner v\nput \\v\n.end\n.macro outer name, v\n.func \\name()\ninner \\v\ninner v=\\v\n.end\n.end
outer f, 7\n";
    assert_eq!(lines(source), [".func f()", "put 7", "put 7", "end func"]);
    let source = ".macro make name\n.macro \\name x\nput \\x, \\@\n.end\n.end\nmake m\nm 1\nm 2\n";
    assert_eq!(lines(source), ["put 1, 2", "put 2, 3"]);
}

#[test]
fn calls_that_do_not_go_with_the_macro_are_reported() {
    let m = ".macro m a, b=1\nx \\a, \\b\n.end\n";
    let of = |call: &str| reported(&format!("{m}{call}\n"));
    assert_eq!(of("m"), ["macro-arguments main.s:4:1 m"]);
    assert_eq!(of("m 1, 2, 3"), ["macro-arguments main.s:4:9 3"]);
    assert_eq!(of("m 1, a=2"), ["macro-arguments main.s:4:8 2"]);
    assert_eq!(of("m 1, c=2"), ["macro-arguments main.s:4:6 c=2"]);
    assert_eq!(of("m a=1, 2"), ["macro-arguments main.s:4:8 2"]);
    assert_eq!(of("m b=1"), ["macro-arguments main.s:4:1 m b=1"]);
}

#[test]
fn definitions_are_checked() {
    assert_eq!(reported(".macro m\n.end\n.macro m\n.end\n"), ["duplicate-macro main.s:3:8 m"]);
    assert_eq!(reported(".macro m a, a\n.end\nm 1, 2\n"), ["duplicate-parameter main.s:1:13 a"]);
    assert_eq!(reported(".macro m\nx \\y\n.end\nm\nm\n"), ["unknown-parameter main.s:2:3 \\y"]);
    assert_eq!(reported(".repeat 2\nx \\i\n.end\n"), ["unknown-parameter main.s:2:3 \\i"]);
}

#[test]
fn repetitions_count_from_zero() {
    assert_eq!(lines(".repeat 3, i\nx r\\i, \\i * 2\n.end\n"), ["x r0, 0 * 2", "x r1, 1 * 2", "x r2, 2 * 2"]);
    assert_eq!(lines(".repeat 2\nx i\n.end\n"), ["x i", "x i"]);
    assert_eq!(lines(".repeat 0, i\nx \\i\n.end\n"), Vec::<String>::new());
    assert_eq!(lines(".repeat 2, i\n.repeat 2, j\nx \\i\\j\n.end\n.end\n"), ["x 00", "x 01", "x 10", "x 11"]);
    assert_eq!(reported(".repeat -1\nx\n.end\n"), ["repeat-count main.s:1:9 -1"]);
    assert_eq!(reported(".repeat 1, 2\nx\n.end\n"), ["directive-operands main.s:1:1 .repeat 1, 2"]);
}

#[test]
fn labels_of_repetitions_differ() {
    let found = lines(".repeat 2\nl\\@:\n.end\n.macro m\n.repeat 2, i\nk\\@_\\i:\n.end\nj\\@:\n.end\nm\n");
    assert_eq!(found, ["l1:", "l2:", "k4_0:", "k4_1:", "j4:"]);
}

#[test]
fn an_inner_block_keeps_its_own_names() {
    let source = ".macro m n, r\n.repeat \\n, i\nx \\i, \\r\\i, \\r\\()\\i\n.end\n.end\nm 2, q\n";
    assert_eq!(lines(source), ["x 0, q0, q0", "x 1, q1, q1"]);
}

#[test]
fn faults_in_expansions_have_their_place_in_the_body() {
    let source = ".macro m a\nnop\nx \\a +\n.end\nm 1\n";
    let found = reported(source);
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("main.s:3:"), "{found:?}");
    let source = ".macro m a\n.word 1\n.if \\a / 0\n.end\n.end\n.macro n\nm 5\n.end\nn\n";
    assert_eq!(reported(source), ["division-by-zero main.s:3:5 \\a / 0"]);
}

#[test]
fn a_macro_may_be_called_in_a_condition_and_before_labels() {
    let source = ".macro m\nx\n.end\n.if 1\nl: m\n.else\nm 1, 2, 3\n.end\n";
    assert_eq!(lines(source), ["l:", "x"]);
}

#[test]
fn macros_without_a_line_end_behind_their_last_line_work() {
    assert_eq!(lines(".macro m\nl: .end\nm\nx\n"), ["l:", "x"]);
    assert_eq!(lines(".macro m\n.end\nm\nx"), ["x"]);
}

#[test]
fn an_instruction_is_no_macro() {
    struct All(super::Recorder);
    impl super::Sink for All {
        fn statement(&mut self, cx: &mut super::Context, ast: &super::Ast, stmt: &super::Stmt) {
            self.0.statement(cx, ast, stmt);
        }
        fn close(&mut self, _: &mut super::Context, _: super::BlockKind, _: super::Span) {}
        fn size_of(&self, _: super::Sym) -> Option<u64> {
            None
        }
        fn here(&self) -> Option<u64> {
            None
        }
        fn is_instruction(&self, _: super::Sym) -> bool {
            true
        }
        fn constant(&self, _: super::Sym) -> Option<super::Span> {
            Some(super::Span::new(1, 2))
        }
    }
    let run = Run::default();
    let mut cx = super::Context::new(&run.options);
    let file = cx.sources.add("main.s", ".macro add\n.end\nX = here\n", Default::default()).unwrap();
    super::expand(&mut cx, file, &mut All(super::Recorder::default()));
    let codes: Vec<_> = cx.report.iter().map(|reported| reported.code.name()).collect();
    assert_eq!(codes, ["macro-is-instruction", "duplicate-constant"]);
}

#[test]
fn equal_faults_in_repetitions_are_reported_twice() {
    let source = ".repeat 3, i\nx \\i\n.if \\i * 2 + Y\n.end\n.end\n";
    assert_eq!(reported(source), ["defined-too-late main.s:3:14 Y"; 2]);
}
