//! Transcripts of the debugger: its answers to commands.

use super::*;
use crate::vm::lazer::Lazer;
use crate::vm::testing::{machine, start};
use crate::vm::{Buffers, Machine, Stop};

const TEXT: &str = ".func main()
    loadi r1, 2
    call  fact, save
    ret
.end
.func fact(n: i32)
    loadi r0, 1
    eq    r3, n, r4
    jt    r3, 1f
    move  s0, n
    sub   n, n, r0
    call  fact
    mul   r0, r0, s0
1:  ret
.end
";

/// The debugger's output for these commands, and the outcome of the run.
fn session(commands: &str, source: Option<&str>) -> (String, Option<Stop>) {
    let mut output = Vec::new();
    let mut input = commands.as_bytes();
    let find = |file: &str| source.filter(|_| file == "test.s").map(str::to_owned);
    let mut debugger = Debugger::new(Box::new(|| read_line(&mut input)), &mut output, Box::new(find), false);
    let mut machine: Lazer = machine("lazer", TEXT);
    let ended = machine.run(&start("main", ""), &mut Buffers::default(), &mut debugger).err();
    drop(debugger);
    (String::from_utf8(output).unwrap(), ended)
}

#[track_caller]
fn says(commands: &str, expected: &str) {
    let (said, _) = session(commands, Some(TEXT));
    assert_eq!(said, expected, "{said}");
}

#[test]
fn steps_go_into_calls_and_nexts_over_them() {
    says(
        "s\ns\n\nq\n",
        "main::main/0:0  loadi r1, 2\n  test.s:2      loadi r1, 2\n\
         main::main/0:1  call fact/1, save  ; r1 = 2\n  test.s:3      call  fact, save\n\
         main::fact/1:0  loadi r0, 1\n  test.s:7      loadi r0, 1\n\
         main::fact/1:1  eq r3, r1, r4  ; r1 = 2, r4 = 0\n  test.s:8      eq    r3, n, r4\n",
    );
    says(
        "step 1\nnext\nn\n",
        "main::main/0:0  loadi r1, 2\n  test.s:2      loadi r1, 2\n\
         main::main/0:1  call fact/1, save  ; r1 = 2\n  test.s:3      call  fact, save\n\
         main::main/0:2  ret  ; r0 = 2\n  test.s:4      ret\n",
    );
}

#[test]
fn breakpoints_stop_where_they_are() {
    let (said, ended) = session("b fact:6\nb test.s:14\nc\np s0\nbt\nd 2\nc\nc\nc\nc\n", None);
    assert_eq!(ended, None);
    let expected = "main::main/0:0  loadi r1, 2
  test.s:2  
breakpoint 1 at `fact:6`
breakpoint 2 at `test.s:14`
breakpoint 2
main::fact/1:7  ret  ; r0 = 1
  test.s:14  
s0 = 0
#0  main::fact/1:7  ret  (test.s:14:5)
#1  main::fact/1:5  call fact/1  (test.s:12:5)
#2  main::fact/1:5  call fact/1  (test.s:12:5)
#3  main::main/0:1  call fact/1, save  (test.s:3:5)
1 breakpoint removed
breakpoint 1
main::fact/1:6  mul r0, r0, s0  ; r0 = 1, s0 = 1
  test.s:13  
breakpoint 1
main::fact/1:6  mul r0, r0, s0  ; r0 = 1, s0 = 2
  test.s:13  
";
    assert_eq!(said, expected, "{said}");
}

#[test]
fn finish_comes_back_to_the_caller() {
    let (said, _) = session("b fact:1\nc\nd\nf\np\nb\nbreakpoints\nq\n", None);
    let last: Vec<&str> = said.lines().skip(6).collect();
    let expected = [
        "1 breakpoint removed",
        "main::main/0:2  ret  ; r0 = 2",
        "  test.s:4  ",
        "registers:",
        "  r0 = 2",
        "  r1 = 2",
        "breakpoint 2 at `main::main/0:2`",
        "2  `main::main/0:2`",
    ];
    assert_eq!(last, expected, "{said}");
}

#[test]
fn lists_show_the_source_or_the_instructions() {
    says(
        "l 1\nq\n",
        "main::main/0:0  loadi r1, 2\n  test.s:2      loadi r1, 2\n     1  .func main()\n>    2      loadi r1, 2\n     3      call  fact, save\n",
    );
    let (said, _) = session("list 1\nq\n", None);
    assert!(said.ends_with(">    0  loadi r1, 2\n     1  call fact/1, save\n"), "{said}");
}

#[test]
fn what_is_not_understood_changes_nothing() {
    let (said, ended) = session("jump\nprint r99\ndelete 7\ndelete\nbreakpoints\np\nhelp\nw\n", None);
    assert_eq!(ended, Some(Stop::Quit), "the end of the input is the end of the run");
    for text in [
        "there is no command `jump`",
        "there is nothing named `r99`",
        "there is no breakpoint 7",
        "there are no breakpoints",
        "nothing is in use",
        "finish            go on until",
    ] {
        assert!(said.contains(text), "{text}: {said}");
    }
    assert_eq!(said.matches("main::main/0:0  loadi r1, 2").count(), 2);
}

#[test]
fn a_line_of_several_instructions_stops_once() {
    let text = ".macro twice a\nadd \\a, \\a, \\a\nadd \\a, \\a, \\a\n.end\n.func main()\nloadi r0, 1\n1:\ntwice r0\n\
                loadi r1, 16\nlt r2, r0, r1\njt r2, 1b\nret\n.end\n";
    let mut output = Vec::new();
    let mut input = b"b test.s:8\nc\nc\nc\n".as_slice();
    let mut debugger =
        Debugger::new(Box::new(|| read_line(&mut input)), &mut output, Box::new(|_| None), false);
    let mut machine: Lazer = machine("lazer", text);
    let ended = machine.run(&start("main", ""), &mut Buffers::default(), &mut debugger);
    assert!(ended.is_ok(), "{ended:?}");
    drop(debugger);
    let said = String::from_utf8(output).unwrap();
    assert_eq!(said.matches("breakpoint 1\n").count(), 2, "{said}");
}
