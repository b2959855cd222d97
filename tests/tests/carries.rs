//! What each target carries: each construct of the language for each format, as the manual's table has it.
//!
//! A construct is carried if the file has other bytes with it than without it; left out silently if it has the same
//! and nothing is reported; left out with exactly one warning, whatever the number of such constructs.

use lzasm::{Assembly, Lossy, formats};
use lzasm_grammar::diag::{Code, Level};
use lzasm_tests::source::{self, Source};

/// What becomes of a construct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is in the file.
    Carried,
    /// It is not, and nothing is reported.
    Silent,
    /// It is not, and one warning reports it.
    Warned,
    /// It is an error.
    Refused,
}
use Fate::{Carried, Refused, Silent, Warned};

/// The formats of the registry, in the order of the fates of a case.
fn targets() -> [&'static str; 4] {
    formats::names().try_into().expect("each case has a fate for each format")
}

/// A construct: what the source is without it and with it, how many of it there are, and what becomes of it.
struct Case {
    name: &'static str,
    without: &'static str,
    with: &'static str,
    count: usize,
    fates: [Fate; 4],
}

const fn case(name: &'static str, with: &'static str, count: usize, fates: [Fate; 4]) -> Case {
    Case { name, without: ".module m\n", with, count, fates }
}

const CASES: &[Case] = &[
    Case {
        name: "module name",
        without: ".module m\n",
        with: ".module n\n",
        count: 1,
        fates: [Carried, Carried, Silent, Carried],
    },
    Case {
        name: "module version",
        without: ".module m\n",
        with: ".module m 1.2\n",
        count: 1,
        fates: [Silent, Silent, Silent, Carried],
    },
    case("using", ".module m\n.using std.io\n", 1, [Silent, Carried, Silent, Warned]),
    case(
        "struct",
        ".module m\n.struct P\nx: i32\n.end\n.struct Q\ny: P\n.end\n",
        2,
        [Warned, Carried, Carried, Carried],
    ),
    case("constant", ".module m\n.const a = 1\n.const b = 2\n", 2, [Carried, Silent, Warned, Warned]),
    case(
        "function",
        ".module m\n.func f(a: i32)\nRET\n.end\n.func g()\nRET\n.end\n",
        2,
        [Carried, Carried, Carried, Warned],
    ),
    Case {
        name: "body",
        without: ".module m\n.func f() -> i32\nONE\n.end\n",
        with: ".module m\n.func f() -> i32\nTWO\n.end\n",
        count: 1,
        fates: [Carried, Carried, Silent, Silent],
    },
    case(
        "operator",
        ".module m\n.operator + (a: i32, b: i32) -> i32\nSUM\n.end\n",
        1,
        [Carried, Carried, Carried, Warned],
    ),
    case(
        "operator without a body",
        ".module m\n.extern operator + (a: i32, b: i32) -> i32\n",
        1,
        [Silent, Silent, Carried, Warned],
    ),
    case(
        "intrinsic",
        ".module m\n.intrinsic print(value: any)\nvm \"print\"\n.end\n",
        1,
        [Warned, Carried, Carried, Warned],
    ),
    case(
        "prototype",
        ".module m\n.extern f(x: f64) -> f64 from libm\n.extern g(x: f64)\n",
        2,
        [Silent, Silent, Carried, Warned],
    ),
    case("declared name", ".module m\n.extern helper\n", 1, [Silent, Silent, Silent, Warned]),
    case(
        "native module",
        ".module m\n.native libm \"libm.so\"\ncos(x: f64) -> f64\n.end\n",
        1,
        [Carried, Warned, Carried, Refused],
    ),
    Case {
        name: "line",
        without: ".module m\n.func f()\nRET\n.end\n",
        with: ".module m\n.func f()\n.loc \"a\" 3\nRET\n.end\n",
        count: 1,
        fates: [Carried, Warned, Warned, Warned],
    },
    Case {
        name: "return type",
        without: ".module m\n.extern f(x: f64) -> f64\n.func g() -> i32\nONE\n.end\n",
        with: ".module m\n.extern f(x: f64) -> f32\n.func g() -> i32\nONE\n.end\n",
        count: 1,
        fates: [Silent, Silent, Silent, Silent],
    },
    Case {
        name: "parameter type",
        without: ".module m\n.func f(a: i32)\nRET\n.end\n",
        with: ".module m\n.func f(a: i64)\nRET\n.end\n",
        count: 1,
        fates: [Silent, Carried, Carried, Silent],
    },
    Case {
        name: "export",
        without: ".module m\n.struct P\nx: i32\n.end\n",
        with: ".module m\n.struct P export open\nx: i32 export\n.end\n",
        count: 1,
        fates: [Silent, Silent, Silent, Carried],
    },
    Case {
        name: "size",
        without: ".module m\n.struct P\nx: i32\n.end\n",
        with: ".module m\n.struct P size=16\nx: i32\n.end\n",
        count: 1,
        fates: [Silent, Silent, Carried, Silent],
    },
    Case {
        name: "symbol",
        without: ".module m\n.func f()\nRET\n.end\n",
        with: ".module m\n.func f() symbol=\"g\"\nRET\n.end\n",
        count: 1,
        fates: [Silent, Silent, Carried, Silent],
    },
    Case {
        name: "mut",
        without: ".module m\n.struct P\nx: i32&\n.end\n",
        with: ".module m\n.struct P\nx: mut i32 mut&\n.end\n",
        count: 1,
        fates: [Silent, Silent, Carried, Carried],
    },
];

/// A source in the instruction set of its target: `RET`, `ONE`, `TWO` and `SUM` are replaced by bodies.
fn source(text: &str, target: &str) -> Source {
    let bodies = match target {
        "hydro" => {
            [("RET", "pop"), ("ONE", "push 1\nreturn"), ("TWO", "push 2\nreturn"), ("SUM", "add\nreturn")]
        }
        _ => [
            ("RET", "ret"),
            ("ONE", "loadi r0, 1\nret"),
            ("TWO", "loadi r0, 2\nret"),
            ("SUM", "add r0, a, b\nret"),
        ],
    };
    let text = bodies.iter().fold(text.to_owned(), |text, (name, body)| text.replace(name, body));
    Source::text(&format!(".target {target}\n{text}"))
}

fn assemble(text: &str, target: &'static str) -> Assembly {
    source(text, target).assemble(None)
}

/// The warnings that something was left out.
fn left_out(assembly: &Assembly) -> Vec<&str> {
    let of_kind = assembly.diagnostics.iter().filter(|said| said.code == Code::LeftOut);
    of_kind.map(|said| said.message.as_str()).collect()
}

fn check(case: &Case, target: &'static str, fate: Fate) -> Result<(), String> {
    let (without, with) = (assemble(case.without, target), assemble(case.with, target));
    if without.bytes.is_some() && with.bytes.is_none() && fate == Refused {
        return Ok(());
    }
    let (Some(before), Some(after)) = (&without.bytes, &with.bytes) else {
        return Err(format!("does not assemble\n{}{}", source::human(&without), source::human(&with)));
    };
    let reported = left_out(&without);
    let left: Vec<_> = left_out(&with).into_iter().filter(|message| !reported.contains(message)).collect();
    let counted = left.iter().all(|message| message.ends_with(&format!(": {} left out", case.count)));
    let found = match (before == after, left.len()) {
        (false, 0) => Carried,
        (true, 0) => Silent,
        (true, 1) if counted => Warned,
        _ => {
            return Err(format!(
                "the bytes are {}the same; {left:?}",
                if before == after { "" } else { "not " }
            ));
        }
    };
    if found == fate { Ok(()) } else { Err(format!("is {found:?}, not {fate:?}")) }
}

#[test]
fn each_construct_meets_its_fate() {
    let mut faults = Vec::new();
    for case in CASES {
        for (target, fate) in targets().into_iter().zip(case.fates) {
            if let Err(fault) = check(case, target, fate) {
                faults.push(format!("{} for {target}: {fault}", case.name));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_left_out_can_be_allowed_or_denied() {
    for case in CASES {
        for (target, _) in targets().into_iter().zip(case.fates).filter(|(_, fate)| *fate == Warned) {
            let source = source(case.with, target);
            let with = |lossy| {
                source.assemble_with(&lzasm::Options {
                    format: Some(target),
                    lossy,
                    ..lzasm::Options::default()
                })
            };
            let allowed = with(Lossy::Allow);
            assert!(left_out(&allowed).is_empty(), "{} for {target}", case.name);
            assert_eq!(allowed.bytes, with(Lossy::Warn).bytes, "{} for {target}", case.name);
            let denied = with(Lossy::Deny);
            let errors = source::errors(&denied);
            assert!(denied.bytes.is_none(), "{} for {target}", case.name);
            assert!(errors.iter().all(|said| said.code == Code::CannotCarry && said.level == Level::Error));
            assert!(!errors.is_empty(), "{} for {target}", case.name);
        }
    }
}

/// What changes the meaning if it is dropped is an error, whatever `--lossy` says.
#[test]
fn what_cannot_be_left_out_is_an_error() {
    let cases = [
        ("hydro", ".module m\n.const k = [1, 2]\n.func f() isa=hydro\npush k\npop\n.end\n"),
        ("hydro", ".module m\n.const k = :atom\n.func f() isa=hydro\npush k\npop\n.end\n"),
        ("lazer", ".module m\n.const k = 5u128\n"),
        ("roomod", ".module m\n.struct P\nx: i32[]\n.end\n"),
        ("sailar", ".module m\n.module n\n"),
    ];
    for (target, text) in cases {
        let source = Source::text(text);
        let assembly = source.assemble_with(&lzasm::Options {
            format: Some(target),
            lossy: Lossy::Allow,
            ..Default::default()
        });
        assert!(assembly.bytes.is_none(), "for {target}:\n{text}");
        assert!(!source::errors(&assembly).is_empty());
    }
}

/// Line tables are asked for with `-g`: a format without them says so once.
#[test]
fn lines_that_are_asked_for() {
    for (target, fate) in targets().into_iter().zip([Carried, Warned, Warned, Warned]) {
        let source = source(".module m\n.func f()\nRET\n.end\n", target);
        let with = |debug| {
            source.assemble_with(&lzasm::Options { format: Some(target), debug, ..Default::default() })
        };
        let (without, with) = (with(false), with(true));
        let lines = |assembly: &Assembly| {
            left_out(assembly).iter().filter(|message| message.contains("line")).count()
        };
        assert_eq!(without.bytes != with.bytes, fate == Carried, "{target}");
        assert_eq!((lines(&without), lines(&with)), (0, usize::from(fate == Warned)), "{target}");
    }
}

/// A prototype is an Import where it is used, and nowhere else.
#[test]
fn a_prototype_is_an_import_where_it_is_used() {
    let unused =
        source::bytes(".module m\n.extern sqrt(x: f64) -> f64 from libm\n.func f()\nret\n.end\n", "lazer");
    let used = source::bytes(
        ".module m\n.extern sqrt(x: f64) -> f64 from libm\n.func f()\ncall sqrt, tail\n.end\n",
        "lazer",
    );
    let import = b"\x15\x04libm\x04sqrt\x01";
    let has = |bytes: Result<Vec<u8>, String>| {
        bytes.map(|bytes| bytes.windows(import.len()).any(|part| part == import))
    };
    assert_eq!((has(unused), has(used)), (Ok(false), Ok(true)));
}
