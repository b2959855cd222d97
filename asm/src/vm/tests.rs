//! Tests of what all machines share: arguments, names of functions, call stacks, printed numbers.

use super::*;
use crate::ir::IntType;

#[track_caller]
fn argument(word: &str) -> Argument {
    Argument::parse(word).unwrap_or_else(|error| panic!("{error:?}"))
}

#[test]
fn words_are_literals() {
    assert_eq!(argument("5"), Argument::int(5));
    assert_eq!(argument("-5"), Argument::int(-5));
    assert_eq!(argument("0x1F").as_int(IntType::U8), Some(31));
    assert_eq!(argument("5i64").as_int(IntType::I64), Some(5));
    assert_eq!(argument("5s64").as_int(IntType::I64), Some(5));
    assert_eq!(argument("5i64").as_int(IntType::I32), None);
    assert_eq!(argument("-1").as_int(IntType::I8).map(|bits| bits as i8), Some(-1));
    assert_eq!(argument("-1").as_int(IntType::U8), None);
    assert_eq!(argument("340282366920938463463374607431768211455").as_int(IntType::U128), Some(u128::MAX));
    assert_eq!(argument("1.5"), Argument::F64 { value: 1.5, typed: false });
    assert_eq!(argument("-2e3f64"), Argument::F64 { value: -2000.0, typed: true });
    assert_eq!(argument("0.1f32"), Argument::F32(0.1));
    assert_eq!(argument("-inf"), Argument::F64 { value: f64::NEG_INFINITY, typed: false });
    assert_eq!(argument("true"), Argument::Bool(true));
    assert_eq!(argument(":ok"), Argument::Atom("ok".to_owned()));
    assert_eq!(argument(":`not ok`"), Argument::Atom("not ok".to_owned()));
    assert_eq!(argument(r#""a\n\"b\"""#), Argument::Text("a\n\"b\"".to_owned()));
    assert_eq!(argument(r#"b"\xFF""#), Argument::Bytes(vec![0xFF]));
    assert_eq!(argument("plain text"), Argument::Text("plain text".to_owned()));
    assert_eq!(argument(""), Argument::Text(String::new()));
    assert_eq!(argument("-"), Argument::Text("-".to_owned()));
}

#[test]
fn words_that_are_no_literals_are_refused() {
    for word in [
        "12x",
        "300u8",
        "-1u8",
        "1.",
        "1e999",
        "0x",
        ":",
        "\"open",
        "\"a\"b",
        "b\"open",
        "\"\\q\"",
        "-170141183460469231731687303715884105729",
    ] {
        assert!(Argument::parse(word).is_err(), "{word}");
    }
}

#[test]
fn arguments_are_shown_as_they_are_written() {
    for word in ["5", "-5i64", "1.5", "1.5f64", "1.5f32", "true", ":ok", "\"text\"", "b\"\\xff\""] {
        assert_eq!(argument(word).to_string(), word);
    }
}

#[test]
fn names_of_functions() {
    let parts = |text: &str| {
        let entry = Entry::parse(text);
        assert_eq!(entry.to_string(), text);
        (entry.module, entry.function, entry.arity)
    };
    assert_eq!(parts("main"), (None, "main".to_owned(), None));
    assert_eq!(parts("a.b::f/2"), (Some("a.b".to_owned()), "f".to_owned(), Some(2)));
    assert_eq!(parts("a::b::f"), (Some("a::b".to_owned()), "f".to_owned(), None));
    assert_eq!(parts("f/x"), (None, "f/x".to_owned(), None));
    assert_eq!(parts("/"), (None, "/".to_owned(), None));
    assert_eq!(parts(""), (None, String::new(), None));
}

#[test]
fn the_middle_of_a_deep_stack_is_left_out() {
    let place = |at: usize| Place { instruction: at as u32, ..Place::default() };
    let numbers = |places: &[Place]| places.iter().map(|place| place.instruction).collect::<Vec<_>>();
    let short = CallStack::clipped(3, place);
    assert_eq!((numbers(&short.newest), short.left_out, short.oldest.len()), (vec![0, 1, 2], 0, 0));
    let deep = CallStack::clipped(1_000_000, place);
    assert_eq!(deep.left_out, 1_000_000 - 32);
    assert_eq!((deep.newest[15].instruction, deep.oldest[0].instruction), (15, 999_984));
    assert_eq!(deep.oldest[15].instruction, 999_999);
}

#[test]
fn floats_are_printed_without_an_end_that_says_nothing() {
    for (value, text) in [(1.0, "1"), (0.1, "0.1"), (-0.5, "-0.5"), (f64::INFINITY, "inf"), (f64::NAN, "NaN")]
    {
        assert_eq!(float_text(value), text);
    }
    assert_eq!(float_text(-f64::NAN), "NaN");
    assert_eq!(float_text(0.1f32), "0.1");
    assert_eq!(float_text(1e21), "1000000000000000000000");
}
