//! Calls, registers across them, slots, functions as values, and the host.

use super::{Lazer, called, ends, lazer};
use crate::vm::testing::ran;

#[test]
fn registers_are_shared_unless_saved() {
    let text = |flags: &str| {
        format!(
            ".func main()\nloadi r1, 1\nloadi r2, 2\ncall change{flags}\nadd r0, r0, r1\nadd r0, r0, r2\nret\n.end
             .func change(a: any)\nloadi r1, 10\nloadi r2, 20\nloadi r0, 100\nret\n.end\n"
        )
    };
    assert_eq!(ends(&text("")), "130");
    assert_eq!(ends(&text(", save")), "103");
}

#[test]
fn each_call_has_slots_of_its_own() {
    let text = "
.func main()
    loadi r1, 5
    call  sum
    ret
.end
.func sum(n: i32)
    add   r0, s0, n      ; slots start as 0
    move  s0, n
    loadi r2, 1
    lt    r3, n, r2
    jt    r3, done
    sub   r1, n, r2
    call  sum
    add   r0, r0, s0
done:
    ret
.end";
    assert_eq!(ends(text), "15");
}

#[test]
fn a_tail_call_takes_the_place_of_its_caller() {
    let text = "
.func main(n: i64)
    loadi r2, 0
    loadk r0, 0i64
    call  count, tail
.end
.func count(n: i64, zero: any)
    eq    r3, n, zero
    jt    r3, done
    add   s5, s5, n       ; a slot that does not stay
    add   r0, r0, s5
    loadi r4, 1
    sub   n, n, r4
    call  count, tail, save
done:
    ret
.end";
    let mut machine = lazer(text);
    assert_eq!(called(&mut machine, "main", "1000i64"), "500500i64");
    assert_eq!(called(&mut machine, "main", "300000i64"), "45000150000i64");
}

#[test]
fn functions_are_values() {
    let text = "
.func main()
    loadk r5, fn double
    loadi r1, 21
    callr r5
    move  r1, r0
    loadk r5, import std.math::sqrt/1
    callr r5, save
    move  r1, r0
    loadk r5, fn double
    callr r5, tail
.end
.func double(n: any)
    add r0, n, n
    ret
.end";
    assert_eq!(ends(text), "12.96148139681572");
    let bad = ".func main()\nloadi r1, 1\ncallr r1\nret\n.end\n";
    assert_eq!(ends(bad), "expected a function, found 1");
    assert_eq!(
        ends(".func main()\nloadk r0, {fn main, fn f}\nret\n.end\n.func f(a: any)\nret\n.end\n"),
        "{fn main::main/0, fn main::f/1}"
    );
}

#[test]
fn a_function_may_run_on_into_the_next() {
    assert_eq!(ends(".func main()\nloadi r0, 1\n.end\n.func next()\nadd r0, r0, r0\nret\n.end\n"), "2");
    assert_eq!(ends(".func main()\nloadi r0, 1\n.end\n"), "execution ran past the end of the code");
}

#[test]
fn the_host_prints_and_reads() {
    let text = "
.extern print(v: any) from std.io.print
.extern println(v: any) from std.io.print
.extern read_line() from std.io.read
.func main()
    call  read_line
    move  r1, r0
    call  print
    loadk r1, [1, 2.0, 0.5f32, :atom, \"text\", {true}, #{1u8 => -0.0}]
    call  println
    call  read_line
    call  read_line
    ret
.end";
    let (ended, output) = ran::<Lazer>("lazer", text, "first\nsecond\n");
    assert_eq!(
        (ended.as_str(), output.as_str()),
        (":eof", "first[1, 2, 0.5, atom, text, {true}, #{1 => -0}]\n")
    );
}

#[test]
fn nothing_is_no_result() {
    let text =
        ".extern println(v: any) from io\n.func main()\nloadk r1, \"hello\"\ncall println, tail\n.end\n";
    let (ended, output) = ran::<Lazer>("lazer", text, "");
    assert_eq!((ended.as_str(), output.as_str()), ("", "hello\n"));
}
