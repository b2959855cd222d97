//! Tests of the faults that the translation reports.

use super::{assembled, reported};
use lzasm_grammar::diag::Level;

/// The code of the error that a function of the register set gives for the stack set.
#[track_caller]
fn register(signature: &str, code: &str, expected: &[&str]) {
    assert_eq!(reported("hydro", &format!(".func f{signature} isa=lazer\n{code}\n.end\n")), expected);
}

/// The code of the error that a function of the stack set gives for the register set.
#[track_caller]
fn stack(signature: &str, code: &str, expected: &[&str]) {
    assert_eq!(reported("lazer", &format!(".func f{signature} isa=hydro\n{code}\n.end\n")), expected);
}

#[test]
fn instructions_without_counterpart_are_reported_once_each() {
    register("()", "trap 1\nret", &["`trap` has no counterpart in the hydro set"]);
    register(
        "(a: i32)",
        "tuple r2, 1, 2\nput a\nlen r3, r2\nadd r4, r3, r3\nret",
        &[
            "`tuple` has no counterpart in the hydro set",
            "`put` has no counterpart in the hydro set",
            "`len` has no counterpart in the hydro set",
        ],
    );
    let text =
        ".op fma 0x80 d:reg, a:reg\n.func f(a: i32) -> i32 isa=lazer\nfma r5, a\nadd r0, r5, a\nret\n.end\n";
    assert_eq!(reported("hydro", text), ["`fma` has no counterpart in the hydro set"]);
    register("()", ".word 7\nret", &["`.word` has no counterpart in the hydro set"]);
    stack(
        "()",
        "push ref x\nalloc i32\npop",
        &["a reference to a variable is not a portable value", "`alloc` has no counterpart in the lazer set"],
    );
}

#[test]
fn registers_must_have_been_written() {
    register("() -> i32", "ret", &["`r0` may be uninitialized"]);
    register(
        "(a: i32, b: bool) -> i32",
        "jf b, 1f\nmove r5, a\n1: add r0, a, r5\nret",
        &["`r5` may be uninitialized"],
    );
    register(
        "(a: i32) -> i32",
        "move r5, a\ncall f\nadd r0, r0, r5\nret",
        &["`r5` may have been changed by a call"],
    );
    register("(a: i32) -> i32", "move r5, a\ncall f, save\nadd r0, r0, r5\nret", &[]);
    register("(a: i32) -> i32", "move s5, a\ncall f\nadd r0, r0, s5\nret", &[]);
}

#[test]
fn types_must_fit() {
    register(
        "(a: i32, b: i64) -> i32",
        "add r0, a, b\nret",
        &["`add` takes two operands of one type, found `i32` and `i64`"],
    );
    register(
        "(a: i32) -> i32",
        "shl r0, a, a\nret",
        &["`shl` takes its count of bits as a `u8`, found `i32`"],
    );
    register("(a: bool) -> bool", "lt r0, a, a\nret", &["`lt` takes numbers, found `bool`"]);
    register("(a: string) -> bool", "eq r0, a, a\nret", &["`eq` takes numbers and booleans, found `string`"]);
    register("(a: u32)", "ret", &["`u32` is not a portable type"]);
    register(
        "(a: i32, b: i64) -> i64",
        "move r0, a\nret",
        &["type mismatch of the result: expected `i64`, found `i32`"],
    );
    register(
        "(a: i32, b: i64, c: bool) -> bool",
        "move r5, a\njt c, 1f\nmove r5, b\n1: eq r0, r5, r5\nret",
        &["`r5` is of the type `i32` or `i64`, depending on the path here"],
    );
    stack("(a: i64) -> i32", "cast i32\nreturn", &["the lazer set cannot convert `i64` to `i32`"]);
}

#[test]
fn ways_must_agree_on_the_stack() {
    stack(
        "(a: bool) -> i32",
        "push 1i32\nswap\nbranch 1f, 2f\n1: push 2i32\n2: return",
        &["the depth of the stack depends on the path here"],
    );
    stack(
        "(a: bool) -> i32",
        "branch 1f, 2f\n1: push 2i64\njump 3f\n2: push 2i32\n3: return",
        &["value 1 from the top of the stack is of the type `i32` or `i64`, depending on the path here"],
    );
    stack("() -> i32", "add\nreturn", &["`add` needs 2 values on the stack, found 0"]);
}

#[test]
fn functions_end_as_their_signatures_say() {
    register("(a: i32) -> i32", "move r0, a", &["the end of the function is reached"]);
    stack("(a: i32) -> i32", "", &["the end of the function is reached without a result"]);
    stack("(a: i32)", "return", &["`return` with a value in a function without a result"]);
    register("()", "jmp -5", &["the target of `jmp` is outside the function"]);
}

#[test]
fn calls_need_signatures() {
    let text = ".extern g from m\n.func f() isa=lazer\ncall m::g/1\ncall m::h/2\nret\n.end\n";
    let expected = ["the signature of `m::g` is unknown", "the signature of `m::h` is unknown"];
    assert_eq!(reported("hydro", text), expected);
    let text =
        ".intrinsic p(value: any)\nvm \"p\"\n.end\n.func f() isa=hydro\npush 1i32\npush fn p\ncall\n.end\n";
    assert_eq!(reported("lazer", text), ["`p` is an intrinsic, which the lazer machine does not have"]);
    register(
        "(a: i32)",
        "loadk r1, 1i64\ncall f, save\nret",
        &["type mismatch of argument 1 of `f`: expected `i32`, found `i64`"],
    );
}

#[test]
fn what_no_way_leads_to_is_not_looked_at() {
    register("()", "ret\ntrap 1\ntuple r0, 0, 0", &[]);
}

#[test]
fn a_faulty_program_is_not_translated() {
    let assembly = assembled("hydro", ".func f() isa=lazer\ntrap 1\nadd r0\n.end\n");
    let errors = assembly.diagnostics.iter().filter(|reported| reported.level == Level::Error);
    assert_eq!(errors.count(), 1, "{:?}", assembly.diagnostics);
}

#[test]
fn too_much_at_once_is_reported() {
    let mut code = String::from("duplicate\n").repeat(200);
    code.push_str(&"add\n".repeat(200));
    code.push_str("return");
    let pushes: String =
        (0..200).map(|n| format!("push fn f\ncall\npush {n}i64\nadd\nduplicate\n")).collect();
    stack(
        "(a: i64) -> i64",
        &(pushes + &"add\n".repeat(200) + "return"),
        &["more than 160 values are needed at once"],
    );
    stack("(a: i64) -> i64", &code, &[]);
    stack("(a: i64) -> i64", &"duplicate\n".repeat(300), &["more than 256 values are on the stack"]);
}
