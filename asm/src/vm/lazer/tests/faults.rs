//! Each fault, with its place and the calls that led there.

use super::{body, ends, lazer};
use crate::vm::testing::start;
use crate::vm::{Buffers, Cause, Fault, Host, HostError, Machine, Nobody, Stop};
use std::io::ErrorKind;

#[track_caller]
fn fault(text: &str, host: &mut dyn Host) -> Fault {
    match lazer(text).run(&start("main", ""), host, &mut Nobody) {
        Err(Stop::Fault(fault)) => *fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_fault_shows_where_and_how_it_came_about() {
    let text =
        ".func main()\nnop\ncall half\nret\n.end\n.func half()\nloadi r1, 1\ndiv r0, r1, r2\nret\n.end\n";
    let fault = fault(text, &mut Buffers::default());
    assert_eq!(fault.cause, Cause::DivisionByZero);
    let place = &fault.place;
    assert_eq!((place.to_string(), place.text.as_str()), ("main::half/0:1".to_owned(), "div r0, r1, r2"));
    assert_eq!(place.source.as_ref().map(ToString::to_string).as_deref(), Some("test.s:8:1"));
    let calls: Vec<String> =
        fault.stack.newest.iter().map(|place| format!("{place} {}", place.text)).collect();
    assert_eq!(calls, ["main::main/0:1 call half/0"]);
    assert_eq!(fault.stack.newest[0].source.as_ref().map(|line| line.line), Some(3));
    let reported = fault.diagnostic(None);
    assert_eq!(reported.message, "division by zero: `div r0, r1, r2`, in `main::half/0`, instruction 1");
    assert_eq!(reported.code.number(), "LZ0801");
    let notes = format!("{:?}", reported.remarks);
    assert!(
        notes.contains("test.s:8:1") && notes.contains("called from `main::main/0`, instruction 1"),
        "{notes}"
    );
}

#[test]
fn words_that_are_no_instructions() {
    for (word, expected) in [
        (".word 0xFF", "there is no such instruction"),
        (".word 0x00002003", "there is no such register"),
        (".word 0x00630005", "there is no such constant"),
        (".word 0x00000007", "the constant is not a function"),
        (".word 0x00006307", "there is no such constant"),
        (".word 0x00010243", "this `put` follows no `tuple`, `list` or `map`"),
        (".word 0x00010040\nnop", "the `put` words that must follow are not there"),
        (".word 0x00010040\n.word 0x00020143", "the `put` words that must follow are not there"),
        (".word 0x00010040\n.word 0xFFFF2043", "there is no such register"),
        (".word 0x00FF0041", "the `put` words that must follow are not there"),
        ("trap 7", "the program trapped with fault code 7"),
        ("jmp -100", "execution ran past the end of the code"),
        ("jmp 2", "execution ran past the end of the code"),
        ("jmp 1", "execution ran past the end of the code"),
        ("jt r1, 5", "expected a boolean, found 0"),
        ("jf r1, 500", "expected a boolean, found 0"),
    ] {
        assert_eq!(body(word), expected, "{word}");
    }
    let jump = |which: &str| body(&format!("loadk r1, true\n{which} r1, 500\nloadi r0, 7"));
    assert_eq!(jump("jf"), "7", "a jump that is not taken may lead anywhere");
    assert_eq!(jump("jt"), "execution ran past the end of the code");
}

#[test]
fn functions_that_are_not_there() {
    let text = |import: &str| format!(".func main()\ncall {import}\nret\n.end\n");
    assert_eq!(ends(&text("nowhere::f/1")), "unknown function `nowhere::f/1`");
    let fault = fault(&text("std.io.print::prntln/1"), &mut Buffers::default());
    let Cause::UnknownFunction { similar, .. } = &fault.cause else { panic!("{fault:?}") };
    assert_eq!(*similar, ["std.io.print::println/1"]);
    let outside = ".pool f = fn f/0 at=99\n.func main()\ncall #1\nret\n.end\n";
    assert_eq!(ends(outside), "execution ran past the end of the code");
}

/// A host that can do nothing.
struct Broken;

impl Host for Broken {
    fn write(&mut self, _: &[u8]) -> Result<(), HostError> {
        Err(HostError::Write(ErrorKind::BrokenPipe))
    }

    fn flush(&mut self) -> Result<(), HostError> {
        Err(HostError::Write(ErrorKind::StorageFull))
    }

    fn read_line(&mut self) -> Result<Option<Vec<u8>>, HostError> {
        Err(HostError::Read(ErrorKind::PermissionDenied))
    }
}

#[test]
fn what_the_host_cannot_do() {
    for (function, expected) in [
        ("std.io.print::print/1", HostError::Write(ErrorKind::BrokenPipe)),
        ("std.io.print::flush/0", HostError::Write(ErrorKind::StorageFull)),
        ("std.io.read::read/0", HostError::Read(ErrorKind::PermissionDenied)),
    ] {
        let fault = fault(&format!(".func main()\ncall {function}\nret\n.end\n"), &mut Broken);
        assert_eq!(fault.cause, Cause::Host(expected));
    }
    let text = ".func main()\nloadk r1, :x\ncall std.math::sqrt/1\nret\n.end\n";
    assert_eq!(ends(text), "expected a number, found :x");
}
