//! Tests that the output looks like code that a person would write.

use super::{assembled, translated};
use pretty_assertions::assert_eq;

const LOOP: &str = "
.func fact(n: i64) -> i64 isa=lazer
    loadk r0, 1i64
    loadk r3, 1i64
loop:
    le    r2, n, r3
    jt    r2, done
    mul   r0, r0, n
    sub   n, n, r3
    jmp   loop
done:
    ret
.end
";

const RECURSION: &str = "
.func fact(n: i64) -> i64 isa=hydro
    duplicate
    push 1i64
    lessthanequal
    branch done, again
done:
    pop
    push 1i64
    return
again:
    duplicate
    push 1i64
    subtract
    push fn fact
    call
    multiply
    return
.end
";

#[test]
fn a_loop_keeps_its_registers_on_the_stack() {
    let expected = "\
.func fact(n: i64) -> any
    push   1i64
loop:
    swap
    duplicate 1
    push   1i64
    lessthanequal
    branch done, L1
L1:
    swap
    duplicate 1
    multiply
    swap
    push   1i64
    subtract
    swap
    jump   loop
done:
    return
.end
";
    assert_eq!(translated("hydro", LOOP), expected);
}

#[test]
fn a_recursion_keeps_its_values_across_the_call() {
    let expected = "\
.func fact(a: any) -> any
    move  r2, a
    loadk a, 1i64
    le    a, r2, a
    jf    a, L1
    loadk r0, 1i64
    ret
L1:
    loadk a, 1i64
    sub   a, r2, a
    call  fact, save
    mul   r0, r2, r0
    ret
.end
";
    assert_eq!(translated("lazer", RECURSION), expected);
}

#[test]
fn a_function_of_the_own_set_is_left_alone() {
    let expected = LOOP.trim_start().replace("n: i64) -> i64 isa=lazer", "a: any) -> any");
    let expected = expected.replace(" n,", " a,").replace(" n\n", " a\n");
    assert_eq!(translated("lazer", LOOP), expected);
}

#[test]
fn a_circle_of_registers_is_exchanged() {
    let text = "
.func f(a: i32, b: i32, n: i32) -> i32 isa=hydro
again:
    duplicate
    push 0i32
    equal
    branch done, next
next:
    push 1i32
    subtract
    rotate 3
    rotate 3
    swap
    rotate 3
    jump again
done:
    pop
    pop
    return
.end
";
    let code = translated("lazer", text);
    assert!(code.contains("swap"), "{code}");
    assert!(!code.contains("s0"), "{code}");
}

#[test]
fn many_values_go_to_stack_slots() {
    let mut text = String::from(".func f(a: i64) -> i64 isa=hydro\n");
    (0..60).for_each(|_| text.push_str("duplicate\npush 3i64\nadd\n"));
    (0..60).for_each(|_| text.push_str("add\n"));
    text.push_str("return\n.end\n");
    let code = translated("lazer", &text);
    assert!(code.contains("s20"), "{code}");
    assert!(!code.contains("move"), "{code}");
}

#[test]
fn modules_that_are_called_are_used() {
    let text = "
.extern print(value: any) from std.io.print
.func f() isa=lazer
    loadk r1, \"a\"
    call print
    loadk r1, true
    call print
    ret
.end
";
    let assembly = assembled("hydro", text);
    assert!(assembly.diagnostics.is_empty(), "{:?}", assembly.diagnostics);
    assert_eq!(assembly.program.modules[0].usings.len(), 1);
    let expected = "\
.func f()
    push \"a\"
    push fn std.io.print::print
    call
    push true
    push fn std.io.print::print
    call
.end
";
    assert_eq!(translated("hydro", text), expected);
}

#[test]
fn what_nothing_needs_is_left_out_if_it_cannot_fault() {
    let text = "
.func f(a: i32, b: i32) isa=lazer
    add r5, a, b
    div r6, a, b
    mul r7, r6, r5
    ret
.end
";
    assert_eq!(translated("hydro", text), ".func f(a: i32, b: i32)\n    divide\n    pop\n.end\n");
}

#[test]
fn long_functions_jump_far() {
    let mut text = String::from(
        ".func f(a: i64) -> i64 isa=hydro\nduplicate\npush 0i64\nequal\nbranch far, near\nnear:\n",
    );
    (0..20_000).for_each(|_| text.push_str("push 3i64\nadd\n"));
    text.push_str("far:\nreturn\n.end\n");
    let code = translated("lazer", &text);
    assert!(code.contains("jmp"), "{}", &code[..400]);
}

#[test]
fn places_of_the_source_stay() {
    let assembly = assembled("lazer", RECURSION);
    let body = assembly.program.modules[0].functions[0].body.as_ref().unwrap();
    for instr in &body.instrs {
        let line = assembly.sources.place(instr.position).unwrap().line;
        assert!((3..20).contains(&line), "{line}");
    }
}

#[test]
fn a_tail_call_of_itself_is_a_loop() {
    let text = "
.func sum(n: i64, all: i64) -> i64 isa=lazer
    loadk r3, 0i64
    le    r4, n, r3
    jt    r4, done
    add   all, all, n
    loadk r3, 1i64
    sub   n, n, r3
    call  sum, tail
done:
    move  r0, all
    ret
.end
";
    let expected = "\
.func sum(n: i64, all: i64) -> any
loop:
    swap
    duplicate 1
    push   0i64
    lessthanequal
    branch done, L1
L1:
    swap
    duplicate 1
    add
    swap
    push   1i64
    subtract
    swap
    jump   loop
done:
    return
.end
";
    assert_eq!(translated("hydro", text), expected);
}
