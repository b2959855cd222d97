//! Several files, archives, native modules, and what a run starts with.

use super::{Lazer, body, called, lazer};
use crate::vm::testing::{reported, start, unit};
use crate::vm::{Buffers, Machine, Nobody, Start, Unready};

const CALC: &str = ".module calc\n.func add(a: any, b: any)\nadd r0, a, b\nret\n.end\n";
const USER: &str = ".module user\n.func main(a: any)\nmove r2, r1\ncall calc::add/2, tail\n.end\n";

#[test]
fn files_see_each_other() {
    let units = [unit("lazer", USER), unit("lazer", CALC)];
    let mut machine = Lazer::link(&units).unwrap();
    assert_eq!(called(&mut machine, "main", "4"), "8");
    assert_eq!(called(&mut machine, "calc::add", "1 2"), "3");
    let Err(twice) = Lazer::link(&[unit("lazer", CALC), unit("lazer", CALC)]) else { panic!("linked") };
    assert_eq!(twice.diagnostic().message, "duplicate module `calc`");
}

#[test]
fn archives_are_their_modules() {
    let text = format!(
        ".archive\n{CALC}.archive\n{USER}.end\n.native m \"libm.so\"\ncos\nmystery\n.end\n.end\n
         .module more\n.func cosine(x: f64)\ncall m::cos/1, tail\n.end
         .func nothing(x: f64)\ncall m::mystery/1, tail\n.end\n.func unlisted(x: f64)\ncall m::sin/1, tail\n.end\n"
    );
    let mut machine = lazer(&text);
    assert_eq!(called(&mut machine, "user::main", "5"), "10");
    assert_eq!(called(&mut machine, "cosine", "0.0"), "1.0");
    assert_eq!(called(&mut machine, "nothing", "0.0"), "unknown function `m::mystery/1`");
    assert_eq!(called(&mut machine, "unlisted", "0.0"), "unknown function `m::sin/1`");
}

#[test]
fn a_module_hides_the_host_s() {
    let own = ".module io\n.func print(a: any)\nloadi r0, 7\nret\n.end\n";
    let user = ".module user\n.func main()\ncall io::print/1, tail\n.end\n.func other()\ncall io::println/1, tail\n.end\n";
    let mut machine = Lazer::link(&[unit("lazer", own), unit("lazer", user)]).unwrap();
    assert_eq!(called(&mut machine, "main", ""), "7");
    assert_eq!(called(&mut machine, "other", ""), "unknown function `io::println/1`");
}

#[test]
fn other_formats_are_refused() {
    let roo = unit("roomod", ".extern f()\n");
    let Err(unready) = Lazer::link(&[unit("lazer", CALC), roo]) else { panic!("linked") };
    assert!(matches!(unready, Unready::MixedFormats { .. }), "{unready:?}");
}

#[test]
fn the_function_to_start_with() {
    let run = |machine: &mut Lazer, start: &Start| {
        reported(machine.run(start, &mut Buffers::default(), &mut Nobody))
    };
    let text = ".module a\n.func main()\nloadi r0, 1\nret\n.end\n.module main\n.func main()\nloadi r0, 2\nret\n.end\n
        .func main(a: any)\nloadi r0, 3\nret\n.end\n.func helper(a: any)\nret\n.end\n";
    let mut machine = lazer(text);
    assert_eq!(run(&mut machine, &Start::default()), "2");
    assert_eq!(run(&mut machine, &Start { arguments: start("", "5").arguments, ..Start::default() }), "3");
    assert_eq!(called(&mut machine, "a::main", ""), "1");
    assert_eq!(called(&mut machine, "main/1", "9"), "3");
    assert_eq!(called(&mut machine, "main", ""), "ambiguous entry function `main`");
    assert_eq!(called(&mut machine, "main/1", ""), "`main::main/1` takes 1 argument, not 0");
    assert_eq!(called(&mut machine, "helpr", ""), "unknown entry function `helpr`");
    let missing = machine.run(&start("helpr", ""), &mut Buffers::default(), &mut Nobody);
    assert!(format!("{missing:?}").contains("similar: [\"helper\"]"), "{missing:?}");
}

#[test]
fn arguments_are_values_of_the_machine() {
    let mut machine = lazer(".func main(a: any)\nmove r0, a\nret\n.end\n");
    for (word, value) in [
        ("5", "5"),
        ("3000000000", "3000000000i64"),
        ("18446744073709551615", "18446744073709551615u64"),
        ("5u8", "5u8"),
        ("-5i8", "-5i16"),
        ("5u16", "5"),
        ("5u32", "5i64"),
        ("0.1f32", "0.1f32"),
        ("1e300", "1e300"),
        ("true", "true"),
        (":`odd atom`", "expected"),
        ("text", "\"text\""),
        ("5u128", "argument 1: expected an integer of at most 64 bits, found `5u128`"),
        (
            "18446744073709551616",
            "argument 1: expected an integer of at most 64 bits, found `18446744073709551616`",
        ),
    ]
    .into_iter()
    .filter(|(word, _)| !word.contains(' '))
    {
        assert_eq!(called(&mut machine, "main", word), value, "{word}");
    }
}

#[test]
fn constants_of_every_kind() {
    let text =
        "loadk r0, {1u8, -2i16, 3, 4i64, 5u64, 0.5f32, 1.5, :a, `:odd one`, [\"t\"], #{1 => 2}, b\"\\xFF\"}"
            .replace("`:odd one`", ":`odd one`");
    let expected = "{1u8, -2i16, 3, 4i64, 5u64, 0.5f32, 1.5, :a, :`odd one`, [\"t\"], #{1 => 2}, b\"\\xff\"}";
    assert_eq!(body(&text), expected);
}
