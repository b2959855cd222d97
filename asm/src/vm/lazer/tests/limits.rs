//! Tests of the limits on steps, depth and memory.

use super::{Lazer, called, lazer};
use crate::vm::testing::reported;
use crate::vm::{Argument, Buffers, Entry, Limits, Machine, Nobody, Start, Stop};

#[track_caller]
fn within(machine: &mut Lazer, entry: &str, arguments: &[i128], limits: Limits) -> String {
    let arguments = arguments.iter().map(|value| Argument::int(*value)).collect();
    let start = Start { entry: Some(Entry::parse(entry)), arguments, limits };
    reported(machine.run(&start, &mut Buffers::default(), &mut Nobody))
}

const PROGRAM: &str = "
.func forever()
1:  jmp 1b
.end
.func deeper(n: i64)         ; n calls of itself
    loadi r2, 1
    lt    r3, n, r2
    jt    r3, 1f
    sub   n, n, r2
    call  deeper, save
    add   r0, r0, r2
1:  ret
.end
.func keep(n: i64)           ; a list of n lists
    list  r0, 0, 0
    loadi r2, 1
1:  lt    r3, n, r2
    jt    r3, 2f
    list  r0, 1, 1
    put   r0
    sub   n, n, r2
    jmp   1b
2:  len   r0, r0
    ret
.end
.func drop(n: i64)           ; n lists, of which none is kept
    loadi r2, 1
1:  lt    r3, n, r2
    jt    r3, 2f
    list  r0, 3, 3
    put   n, n, n
    sub   n, n, r2
    jmp   1b
2:  len   r0, r0
    ret
.end";

const ENDLESS: &str = "
.func endless()
    move  s100, r0
    call  endless, save
    ret
.end";

#[test]
fn steps_are_counted() {
    let mut machine = lazer(PROGRAM);
    let steps = |steps| Limits { steps, ..Limits::default() };
    assert_eq!(within(&mut machine, "forever", &[], steps(1000)), "the run takes more than 1000 steps");
    // Four in the last call, seven in each other one.
    assert_eq!(within(&mut machine, "deeper", &[1], steps(11)), "1");
    assert_eq!(within(&mut machine, "deeper", &[1], steps(10)), "the run takes more than 10 steps");
    let start =
        Start { entry: Some(Entry::parse("deeper")), arguments: vec![Argument::int(1)], ..Start::default() };
    let outcome = machine.run(&start, &mut Buffers::default(), &mut Nobody).unwrap();
    assert_eq!(outcome.steps, 11);
}

#[test]
fn a_million_calls_are_a_fault_or_none() {
    let mut machine = lazer(PROGRAM);
    let depth = |depth| Limits { depth, ..Limits::default() };
    assert_eq!(within(&mut machine, "deeper", &[1_000_000], depth(2_000_000)), "1000000");
    assert_eq!(
        within(&mut machine, "deeper", &[1_000_000], depth(1_000_000)),
        "calls are nested more than 1000000 deep"
    );
    assert_eq!(within(&mut machine, "deeper", &[2], depth(3)), "2");
    assert_eq!(within(&mut machine, "deeper", &[2], depth(2)), "calls are nested more than 2 deep");
    assert_eq!(called(&mut lazer(ENDLESS), "endless", ""), "calls are nested more than 100000 deep");
}

#[test]
fn the_stack_of_a_deep_call_is_clipped() {
    let start = Start { entry: Some(Entry::parse("endless")), ..Start::default() };
    let ended = lazer(ENDLESS).run(&start, &mut Buffers::default(), &mut Nobody);
    let Err(Stop::Fault(fault)) = ended else { panic!("{ended:?}") };
    assert_eq!(fault.stack.left_out, 99_999 - 32);
    assert_eq!((fault.stack.newest.len(), fault.stack.oldest.len()), (16, 16));
    assert_eq!(fault.diagnostic(None).code.number(), "LZ0821");
}

#[test]
fn memory_is_what_is_kept() {
    let mut machine = lazer(PROGRAM);
    let memory = |memory| Limits { memory, ..Limits::default() };
    let much = "the program's values and calls take more than 1000000 bytes";
    assert_eq!(within(&mut machine, "keep", &[100_000], memory(1_000_000)), much);
    assert_eq!(within(&mut machine, "keep", &[100_000], memory(10_000_000)), "1");
    assert_eq!(within(&mut machine, "drop", &[300_000], memory(1_000_000)), "3");
    let limits = Limits { depth: 1_000_000, ..memory(1_000_000) };
    assert_eq!(within(&mut lazer(ENDLESS), "endless", &[], limits), much);
}

#[test]
fn printing_is_bounded() {
    let text = "
.func main(n: i64)
    loadk r0, \"0123456789012345678901234567890123456789\"
    loadi r2, 1
1:  lt    r3, n, r2
    jt    r3, 2f
    list  r0, 2, 1
    put   r0, r0
    sub   n, n, r2
    jmp   1b
2:  move  r1, r0
    call  std.io.print::print/1
    ret
.end";
    let mut machine = lazer(text);
    let limits = Limits { memory: 1_000_000, ..Limits::default() };
    let much = "the program's values and calls take more than 1000000 bytes";
    assert_eq!(within(&mut machine, "main", &[5], limits), "");
    assert_eq!(within(&mut machine, "main", &[50], limits), much);
}

#[test]
fn a_machine_starts_afresh_each_time() {
    let mut machine = lazer(PROGRAM);
    for _ in 0..3 {
        assert_eq!(called(&mut machine, "keep", "1000i64"), "1");
    }
    assert_eq!(called(&mut machine, "deeper", "0"), "0");
}
