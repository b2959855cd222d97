//! Tests of the machine as a whole: small programs, their results and their faults.

use super::Hydro;
use crate::files::FileLoader;
use crate::vm::{
    Argument, Buffers, Cause, Control, Entry, Fault, Limits, Machine, Nobody, Observer, Outcome, Start, Stop,
    Unit, Unready, View,
};
use crate::{Input, Options, assemble};

fn unit(text: &str) -> Unit {
    let bytes = format!(".target hydro\n{text}").into();
    let input = Input { name: "main.s".into(), bytes, stem: "main".into() };
    let made = assemble(input, &Options { places: true, ..Options::default() }, Box::new(FileLoader));
    let report = || made.diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>().join("\n");
    match made.model {
        Some(model) => Unit { name: "main.s".into(), model: model.into(), sources: Some(made.sources) },
        None => panic!("{text}\n{}", report()),
    }
}

fn machine(text: &str) -> Hydro {
    Hydro::link(&[unit(text)]).unwrap_or_else(|unready| panic!("{unready:?}"))
}

fn run(text: &str, start: &Start, input: &str) -> (Result<Outcome, Stop>, String) {
    let mut host = Buffers::with_input(input);
    let outcome = machine(text).run(start, &mut host, &mut Nobody);
    (outcome, String::from_utf8(host.output).unwrap())
}

/// The values that the instructions of a function leave for its caller.
#[track_caller]
fn result(code: &str) -> String {
    let (outcome, _) = run(&body(code), &Start::default(), "");
    outcome.unwrap_or_else(|stop| panic!("{code}: {stop:?}")).literal.unwrap_or_default()
}

fn body(code: &str) -> String {
    let code = code.replace("; ", "\n");
    format!(".struct P\nx: i32\ny: string\n.end\n.func main() -> any\n{code}\nreturn\n.end\n")
}

#[track_caller]
fn fault_of(text: &str, limits: Limits) -> Fault {
    match run(text, &Start { limits, ..Start::default() }, "").0 {
        Err(Stop::Fault(fault)) => *fault,
        other => panic!("{text}: {other:?}"),
    }
}

#[track_caller]
fn cause(code: &str) -> Cause {
    fault_of(&body(code), Limits::default()).cause
}

#[track_caller]
fn prints(text: &str, input: &str, expected: &str) {
    let (outcome, output) = run(text, &Start::default(), input);
    assert!(outcome.is_ok(), "{outcome:?} after {output}");
    assert_eq!(output, expected);
}

#[test]
fn values_move_on_the_stack() {
    assert_eq!(result("push 1u8; push 2u8; swap; subtract"), "1u8");
    assert_eq!(result("push 1u8; push 2u8; push 3u8; rotate 3; subtract; subtract"), "0u8");
    assert_eq!(result("push 9u8; push 2u8; push 4u8; rotate -3; subtract; subtract"), "253u8");
    assert_eq!(result("push 9u8; push 2u8; duplicate 1; pop; swap; subtract"), "7u8");
    assert_eq!(result("push 9u8; push 2u8; duplicate; multiply; subtract"), "5u8");
    assert_eq!(result("push 9u8; rotate 0; rotate 1; rotate -1"), "9u8");
}

#[test]
fn numbers_and_truth_values() {
    assert_eq!(result("push 200u8; push 100u8; add"), "44u8");
    assert_eq!(result("push 1u32; push 2i8; subtract"), "-1s64");
    assert_eq!(result("push 7i32; push 2i32; divide; push 2.5; multiply"), "7.5");
    assert_eq!(result("push 1u64; push 63u8; leftshift; push 62u8; rightshift"), "2u64");
    assert_eq!(result("push 0xF0u8; push 0x3Cu8; bitwiseand; push 1u8; bitwiseor; bitwisenot"), "206u8");
    assert_eq!(result("push 1i8; push 3u16; bitwisexor"), "2s16");
    assert_eq!(result("push true; push false; xor; push true; and; not; push false; or"), "false");
    assert_eq!(result("push 340282366920938463463374607431768211455u128; push 1u8; add"), "0u128");
    assert_eq!(
        result("push 18446744073709551615u64; duplicate; cast u128; multiply"),
        "340282366920938463426481119284349108225u128"
    );
    assert_eq!(result("push -1i8; push 255u8; lessthan"), "true");
    assert_eq!(result("push nan; duplicate; equal"), "false");
}

#[test]
fn texts_arrays_and_layouts() {
    assert_eq!(result("push \"abc\"; push 1u8; getindex; swap; pop"), "98u8");
    assert_eq!(result("push \"abc\"; duplicate; push 1i32; push 120u8; setindex; swap; pop"), "\"axc\"");
    assert_eq!(result("push \"abc\"; duplicate; push 1i32; push 120u8; setindex; pop"), "\"abc\"");
    assert_eq!(result("push \"abc\"; getindex length"), "3u64");
    assert_eq!(result("push \"abc\"; push \"abd\"; lessthan"), "true");
    assert_eq!(result("alloc u16[3]; push 2u8; push 7u16; setindex"), "[0u16, 0u16, 7u16]");
    assert_eq!(
        result("push 2i64; alloc P[]"),
        "[main.P{'x': 0s32, 'y': \"\"}, main.P{'x': 0s32, 'y': \"\"}]"
    );
    assert_eq!(
        result("push ref p; alloc P; load; push 5i32; setindex x; push \"t\"; setindex y"),
        "main.P{'x': 5s32, 'y': \"t\"}"
    );
    assert_eq!(result("push ref p; alloc P; load; push 5i32; setindex x; getindex x"), "5s32");
    assert_eq!(result("alloc string[2]; push 0u8; push \"a\"; setindex; alloc string[2]; equal"), "false");
    assert_eq!(
        result(
            "push ref a; allocvar i64[2]; load; getindex length; swap; pop; push ref a; load; push 1u8; getindex; swap; pop; add"
        ),
        "2s128"
    );
}

#[test]
fn variables() {
    assert_eq!(result("push ref x; alloc i64; push 5i64; store; load; push ref x; load; multiply"), "25s64");
    assert_eq!(result("push ref x; alloc i64; push ref x; push 5i64; store; pop; push 7u8; load"), "7u8");
    assert_eq!(cause("push ref x; load"), Cause::UnknownName { what: "variable", name: "x".into() });
    assert_eq!(
        cause("push ref x; push 1u8; store"),
        Cause::UnknownName { what: "variable", name: "x".into() }
    );
    assert_eq!(cause("push ref x; alloc u8; alloc u8"), Cause::VariableExists("x".into()));
    assert_eq!(cause("push ref x; alloc fn"), Cause::NoDefault("fn".into()));
    assert_eq!(cause("push ref x; alloc any"), Cause::NoDefault("any".into()));
}

#[test]
fn casts() {
    assert_eq!(result("push -1i32; cast u8"), "255u8");
    assert_eq!(result("push -3.99; cast i8"), "-3s8");
    assert_eq!(result("push 1.0; cast string"), "\"1\"");
    assert_eq!(result("alloc i32[2]; cast string"), "\"[0, 0]\"");
    assert_eq!(result("push ref p; alloc P; load; cast string"), "\"main.P{'x': 0, 'y': }\"");
    assert_eq!(result("push true; cast string"), "\"true\"");
    assert_eq!(result("push 5u8; cast any"), "5u8");
    assert!(matches!(cause("push 256.0; cast u8"), Cause::CastRange { .. }));
    assert!(matches!(cause("push true; cast u8"), Cause::BadOperand { .. }));
    assert!(matches!(cause("push \"5\"; cast u8"), Cause::BadOperand { .. }));
}

#[test]
fn what_cannot_be_done_is_a_fault() {
    assert_eq!(cause("push 1u8; push 0u8; divide"), Cause::DivisionByZero);
    assert_eq!(cause("push 1u8; push 0i64; modulo"), Cause::DivisionByZero);
    assert_eq!(cause("push 1u8; push 8u8; leftshift"), Cause::ShiftCount { count: "8".into(), bits: 8 });
    assert_eq!(cause("push 1u8; add"), Cause::StackUnderflow { needed: 2, found: 1 });
    assert_eq!(cause("duplicate 3"), Cause::StackUnderflow { needed: 4, found: 0 });
    assert_eq!(cause(""), Cause::NoResult);
    assert_eq!(cause("jump 99"), Cause::FellOff);
    assert_eq!(result("push true; branch 2, 99; push 1u8"), "1u8");
    let fault = fault_of(&body("push false; branch 2, 99; push 1u8"), Limits::default());
    assert_eq!((fault.cause, fault.place.instruction), (Cause::FellOff, 1));
    assert_eq!(
        cause("push \"abc\"; push -1i8; getindex"),
        Cause::NoElement { index: "-1".into(), length: 3 }
    );
    assert_eq!(cause("push \"abc\"; push 3u8; getindex"), Cause::NoElement { index: "3".into(), length: 3 });
    let operands = |expected: &str, found: &str| Cause::operand(expected, found);
    assert_eq!(cause("push true; push 1u8; add"), operands("two numbers", "`true` and `1u8`"));
    assert_eq!(
        cause("push 1u8; push 1u16; leftshift"),
        operands("an integer and a count of type u8", "`1u8` and `1u16`")
    );
    assert_eq!(cause("push 1u8; branch 0, 0"), operands("a boolean", "`1u8`"));
    assert_eq!(cause("push \"a\"; call"), operands("a function pointer", "`\"a\"`"));
    assert_eq!(
        cause("push fn main; push fn main; equal"),
        operands("two values that can be compared", "`fn main::main` and `fn main::main`")
    );
    assert_eq!(
        cause("alloc u8[2]; push 0u8; push 1u16; setindex"),
        operands("an element of type `u8`", "`1u16`")
    );
    assert_eq!(
        cause("push ref p; alloc P; load; push 1u8; setindex x"),
        operands("a value of type `s32` for `x`", "`1u8`")
    );
    assert_eq!(
        cause("push ref p; alloc P; load; getindex z"),
        Cause::UnknownName { what: "member", name: "z` of `main::P".into() }
    );
}

const CALLS: &str = "
.func twice(f: fn, n: u32) -> u32
    swap
    duplicate
    rotate -3
    call
    swap
    call
    return
.end
.func square(n: u32) -> u32
    duplicate
    multiply
    return
.end
.func nothing(a: any, b: u8[], c: P&)
    pop
    load
.end
.struct P
    x: u8
.end
.func main() -> u32
    push fn square
    push 3u32
    push fn twice
    call
    push \"\"
    push \"abc\"
    push ref p
    alloc P
    push fn nothing
    call
    return
.end
";

#[test]
fn calls_take_arguments_and_give_results() {
    let (outcome, _) = run(CALLS, &Start::default(), "");
    assert_eq!(outcome.unwrap().literal.as_deref(), Some("81u32"));
    let wrong = CALLS.replace("push 3u32", "push 3i32");
    let expected = "a value of type `u32` as argument 2 of `main::twice`";
    assert_eq!(fault_of(&wrong, Limits::default()).cause, Cause::operand(expected, "`3s32`"));
    let wrong = CALLS.replace("alloc P", "alloc u8");
    let expected = "a value of type `main::P&` as argument 3 of `main::nothing`";
    assert_eq!(fault_of(&wrong, Limits::default()).cause, Cause::operand(expected, "`ref p`"));
}

#[test]
fn a_fault_shows_where_it_was_and_who_called() {
    let text = CALLS.replace("    multiply\n", "    push 0u32\n    divide\n");
    let fault = fault_of(&text, Limits::default());
    assert_eq!(fault.cause, Cause::DivisionByZero);
    let place =
        |place: &crate::vm::Place| format!("{place} {} {}", place.text, place.source.clone().unwrap());
    assert_eq!(place(&fault.place), "main::square:2 divide main.s:15:5");
    let calls: Vec<String> = fault.stack.newest.iter().map(place).collect();
    assert_eq!(calls, ["main::twice:3 call main.s:7:5", "main::main:3 call main.s:29:5"]);
}

#[test]
fn the_host_prints_and_reads() {
    let text = "
    .intrinsic say(value: any)
        js \"console.log\"
        vm \"println\"
    .end
    .func main()
        push \"name? \"
        push fn std.io.read::prompt
        call
        push fn std.io.print::println
        call
        push fn std.io.read::readchar
        call
        push fn say
        call
        push fn std.io.read::readline
        call
        push fn say
        call
        push 1.5f32
        push fn std.io.print::print
        call
        push 15241578750190521u128
        push fn std.math::isqrt
        call
        push fn say
        call
        push fn std.io.read::readline
        call
        push \"\"
        equal
        push fn say
        call
    .end";
    prints(text, "Ann\nxyz\n", "name? Ann\n120\nyz\n1.5123456789\ntrue\n");
    let missing = text.replace("println\"", "shout\"");
    let name = "main::say".to_owned();
    assert_eq!(
        fault_of(&missing, Limits::default()).cause,
        Cause::UnknownFunction { name, similar: Vec::new() }
    );
    let missing = text.replace("std.io.print::println", "std.io.print::prinltn");
    let cause = fault_of(&missing, Limits::default()).cause;
    let similar = vec!["std.io.print::println".to_owned()];
    assert_eq!(cause, Cause::UnknownFunction { name: "std.io.print::prinltn".into(), similar });
}

#[test]
fn long_strings_are_printed_whole() {
    let text = ".func main()\nalloc u8[40000]\npush 39999u32\npush 33u8\nsetindex\nduplicate\n\
        push fn std.io.print::print\ncall\npush fn std.io.print::println\ncall\n.end";
    let once = "\0".repeat(39_999) + "!";
    prints(text, "", &format!("{once}{once}\n"));
    let limits = Limits { steps: 100, ..Limits::default() };
    assert_eq!(fault_of(text, limits).cause, Cause::StepLimit(100));
}

#[test]
fn references_mean_variables_of_the_function_that_uses_them() {
    let text = ".func main() -> any\npush ref a\nalloc u8\npush 5u8\nstore\npush fn other\ncall\n\
        push ref a\nload\nadd\nreturn\n.end\n\
        .func other(r: u8&) -> any\nalloc u16\npush 7u16\nstore\npush ref b\nalloc u8\npop\nload\nreturn\n.end";
    let (outcome, _) = run(text, &Start::default(), "");
    assert_eq!(outcome.unwrap().literal.as_deref(), Some("12u16"));
}

#[test]
fn limits_stop_a_run() {
    let endless = ".func main()\nagain:\njump again\n.end";
    let limits = Limits { steps: 1000, ..Limits::default() };
    assert_eq!(fault_of(endless, limits).cause, Cause::StepLimit(1000));
    let growing = ".func main()\nagain:\npush 1u8\njump again\n.end";
    let limits = Limits { memory: 1 << 20, ..Limits::default() };
    assert_eq!(fault_of(growing, limits).cause, Cause::MemoryLimit(1 << 20));
    let huge = ".func main()\nalloc u64[4000000000]\n.end";
    assert_eq!(fault_of(huge, limits).cause, Cause::MemoryLimit(1 << 20));
    let deep = ".func main()\npush fn main\ncall\n.end";
    let limits = Limits { depth: 1_000_000, ..Limits::default() };
    let fault = fault_of(deep, limits);
    assert_eq!(fault.cause, Cause::DepthLimit(1_000_000));
    assert_eq!(fault.stack.left_out, 999_999 - 32);
    let text = ".func main()\npush 1u8\npop\n.end";
    for (steps, is_enough) in [(1, false), (2, true), (3, true)] {
        let limits = Limits { steps, ..Limits::default() };
        let outcome = run(text, &Start { limits, ..Start::default() }, "").0;
        assert_eq!(outcome.map(|outcome| outcome.steps).ok(), is_enough.then_some(2), "{steps}");
    }
}

#[test]
fn values_of_any_depth() {
    // Each layout holds an array with the one before in it.
    let text = "
    .struct Node
        next: Node[]
    .end
    .func main() -> u64
        push ref first
        alloc Node
        load
        push 0u32
    again:
        swap
        push 1u8
        alloc Node[]
        swap
        push 0u8
        swap
        setindex
        push ref node
        push fn fresh
        call
        swap
        pop
        swap
        setindex next
        swap
        push 1u32
        add
        duplicate
        push 100000u32
        lessthan
        branch again, done
    done:
        pop
        cast string
        getindex length
        return
    .end
    .func fresh() -> Node
        push ref node
        alloc Node
        load
        return
    .end";
    let (outcome, _) = run(text, &Start::default(), "");
    let length = 100_000 * "main.Node{'next': []}".len() + "main.Node{'next': []}".len();
    assert_eq!(outcome.unwrap().literal, Some(format!("{length}u64")));
}

#[test]
fn layouts_that_hold_themselves_have_no_default() {
    let text = ".struct A\nb: B[1]\n.end\n.struct B\na: A\n.end\n.func main()\npush ref x\nalloc A\n.end";
    assert_eq!(fault_of(text, Limits::default()).cause, Cause::NoDefault("main::A".into()));
    let text = ".func main()\npush ref x\nalloc other::A\n.end";
    let name = "other::A".to_owned();
    assert_eq!(fault_of(text, Limits::default()).cause, Cause::UnknownName { what: "layout", name });
}

#[test]
fn layouts_that_double_again_and_again_cost_no_more_than_they_have_parts() {
    let mut text = String::from(".struct L0\nx: u8\n.end\n");
    for level in 1..200 {
        let below = level - 1;
        text += &format!(".struct L{level}\na: L{below}\nb: L{below}\n.end\n");
    }
    text += ".func main()\npush ref x\nalloc L199\nload\ncast string\n.end";
    let limits = Limits { steps: 100_000, ..Limits::default() };
    assert_eq!(fault_of(&text, limits).cause, Cause::StepLimit(100_000));
    let limits = Limits { memory: 1 << 20, ..Limits::default() };
    assert_eq!(fault_of(&text, limits).cause, Cause::MemoryLimit(1 << 20));
}

fn started(entry: &str, arguments: &[&str]) -> Result<Option<String>, Stop> {
    let text = "
    .module main
    .func add(a: u8, b: i64) -> any
        add
        return
    .end
    .func id(a: any) -> any
        return
    .end
    .func text(a: string, b: f32) -> any
        pop
        return
    .end
    .module other
    .func id(a: any) -> any
        pop
        push 5u8
        return
    .end
    .func only() -> any
        push true
        return
    .end
    .func both() -> any
        push 1u8
        return
    .end
    .module third
    .func both() -> any
        push 2u8
        return
    .end";
    let arguments = arguments.iter().map(|word| Argument::parse(word).unwrap()).collect();
    let start = Start { entry: Some(Entry::parse(entry)), arguments, limits: Limits::default() };
    run(text, &start, "").0.map(|outcome| outcome.literal)
}

#[test]
fn any_function_can_be_the_first() {
    let some = |text: &str| Ok(Some(text.to_owned()));
    assert_eq!(started("add", &["200", "-5i64"]), some("195s64"));
    assert_eq!(started("main::id", &["5000000000"]), some("5000000000s64"));
    assert_eq!(started("id/1", &["1.5f32"]), some("1.5f32"));
    assert_eq!(started("other::id", &["1"]), some("5u8"));
    assert_eq!(started("only", &[]), some("true"));
    assert_eq!(started("text", &["\"a\"", "2"]), some("\"a\""));
    let unready = |entry: &str, arguments: &[&str]| match started(entry, arguments) {
        Err(Stop::Unready(unready)) => unready,
        other => panic!("{other:?}"),
    };
    assert!(matches!(unready("add", &["1"]), Unready::ArgumentCount { takes: 2, given: 1, .. }));
    assert!(matches!(unready("add", &["256", "1"]), Unready::ArgumentType { index: 1, .. }));
    assert!(matches!(unready("both", &[]), Unready::AmbiguousEntry { .. }));
    let no_entry = unready("onyl", &[]);
    assert!(matches!(no_entry, Unready::NoEntry { similar, .. } if similar == ["only"]));
    assert!(matches!(unready("main", &[]), Unready::NoEntry { .. }));
}

#[test]
fn modules_have_to_be_different() {
    let twice = || Hydro::link(&[unit(".func a()\n.end"), unit(".func b()\n.end")]);
    assert!(matches!(twice(), Err(Unready::DuplicateModule { .. })));
}

#[derive(Default)]
struct Trace(Vec<String>);

impl Observer for Trace {
    fn before(&mut self, view: &dyn View) -> Control {
        let variables = view
            .variables()
            .iter()
            .map(|v| format!("{} {}={}", v.group, v.name, v.value))
            .collect::<Vec<_>>();
        self.0.push(format!(
            "{} {} | {} | {}",
            view.place(),
            view.place().text,
            view.operands(),
            variables.join(" ")
        ));
        if self.0.len() > 6 { Control::Quit } else { Control::Go }
    }
}

#[test]
fn an_observer_sees_everything_and_may_quit() {
    let text = body("push ref x; alloc u8; push 2u8; store; load; push fn main; call");
    let mut trace = Trace::default();
    let stop = machine(&text).run(&Start::default(), &mut Buffers::default(), &mut trace);
    assert_eq!(stop, Err(Stop::Quit));
    assert_eq!(
        trace.0,
        [
            "main::main:0 push ref x |  | ",
            "main::main:1 alloc u8 | ref x | stack 0=ref x",
            "main::main:2 push 2u8 |  | stack 0=ref x variables x=0u8",
            "main::main:3 store | ref x, 2u8 | stack 0=2u8 stack 1=ref x variables x=0u8",
            "main::main:4 load | ref x | stack 0=ref x variables x=2u8",
            "main::main:5 push fn main |  | stack 0=2u8 variables x=2u8",
            "main::main:6 call | fn main::main | stack 0=fn main::main stack 1=2u8 variables x=2u8",
        ]
    );
}
