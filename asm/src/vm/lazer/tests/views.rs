//! Tests of the observer's view.

use super::lazer;
use crate::vm::testing::start;
use crate::vm::{Buffers, Control, Machine, Observer, Stop, View};

/// Records what it sees before each instruction, up to a number of them.
struct Notes {
    lines: Vec<String>,
    most: usize,
}

impl Observer for Notes {
    fn before(&mut self, view: &dyn View) -> Control {
        let place = view.place();
        let spot = view.spot();
        assert_eq!(spot.instruction, place.instruction);
        self.lines.push(format!("{} {place} {} | {}", view.depth(), place.text, view.operands()));
        if self.lines.len() == self.most { Control::Quit } else { Control::Go }
    }
}

const TEXT: &str = "
.func main()
    loadi r1, 4
    loadi r2, 3
    tuple r3, 2, 4
    put   r1, r2
    call  f, save
    jmp   1f
1:  ret
.end
.func f(a: any)
    move  s0, a
    lt    r0, r1, r2
    jt    r0, 1f
    swap  r1, r2
1:  ret
.end";

#[track_caller]
fn notes(most: usize) -> (Vec<String>, bool) {
    let mut notes = Notes { lines: Vec::new(), most };
    let ended = lazer(TEXT).run(&start("main", ""), &mut Buffers::default(), &mut notes);
    (notes.lines, ended == Err(Stop::Quit))
}

#[test]
fn instructions_come_with_what_they_read() {
    let (lines, quit) = notes(100);
    assert!(!quit);
    let expected = [
        "1 main::main/0:0 loadi r1, 4 | ",
        "1 main::main/0:1 loadi r2, 3 | ",
        "1 main::main/0:2 tuple r3, 2, 4 | r1 = 4, r2 = 3",
        "1 main::main/0:4 call f/1, save | r1 = 4",
        "2 main::f/1:0 move s0, r1 | r1 = 4",
        "2 main::f/1:1 lt r0, r1, r2 | r1 = 4, r2 = 3",
        "2 main::f/1:2 jt r0, →4 | r0 = false",
        "2 main::f/1:3 swap r1, r2 | r1 = 4, r2 = 3",
        "2 main::f/1:4 ret | r0 = false",
        "1 main::main/0:5 jmp →6 | ",
        "1 main::main/0:6 ret | r0 = false",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn an_observer_can_end_a_run() {
    let (lines, quit) = notes(3);
    assert_eq!((lines.len(), quit), (3, true));
}

/// Looks once, at the second instruction of `f`.
struct Once(Vec<String>);

impl Observer for Once {
    fn before(&mut self, view: &dyn View) -> Control {
        if view.place().to_string() == "main::f/1:1" {
            let variables = view.variables();
            let all = variables.iter().map(|v| format!("{} {} = {}", v.group, v.name, v.value));
            self.0.extend(all);
            for name in ["r1", "r31", "s0", "s127", "r32", "s128", "x", ""] {
                self.0.push(format!("{name}: {:?}", view.variable(name)));
            }
            self.0.extend(view.nearby(1).into_iter().map(|(number, text)| format!("{number}: {text}")));
            self.0.extend(view.stack().newest.iter().map(ToString::to_string));
        }
        Control::Go
    }
}

#[test]
fn values_have_names() {
    let mut once = Once(Vec::new());
    lazer(TEXT).run(&start("main", ""), &mut Buffers::default(), &mut once).unwrap();
    let expected = [
        "registers r1 = 4",
        "registers r2 = 3",
        "registers r3 = {4, 3}",
        "slots s0 = 4",
        "r1: Some(\"4\")",
        "r31: Some(\"0\")",
        "s0: Some(\"4\")",
        "s127: Some(\"0\")",
        "r32: None",
        "s128: None",
        "x: None",
        ": None",
        "0: move s0, r1",
        "1: lt r0, r1, r2",
        "2: jt r0, →4",
        "main::main/0:4",
    ];
    assert_eq!(once.0, expected);
}
