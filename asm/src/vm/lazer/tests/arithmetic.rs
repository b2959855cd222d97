//! Each operation on each type of number, as the format's page has it.

use super::{Lazer, called, lazer};

const TWO: [&str; 16] =
    ["add", "sub", "mul", "div", "mod", "and", "or", "xor", "shl", "shr", "eq", "ne", "lt", "le", "gt", "ge"];

/// A function for each instruction, named like it.
fn functions() -> Lazer {
    let mut text = String::new();
    for name in TWO {
        text += &format!(".func {name}(a, b)\n{name} r0, r1, r2\nret\n.end\n");
    }
    for name in ["neg", "not"] {
        text += &format!(".func {name}(a)\n{name} r0, r1\nret\n.end\n");
    }
    lazer(&text.replace("(a, b)", "(a: any, b: any)").replace("(a)", "(a: any)"))
}

#[track_caller]
fn check(table: &[(&str, &str, &str)]) {
    let mut machine = functions();
    for (name, arguments, expected) in table {
        assert_eq!(&called(&mut machine, name, arguments), expected, "{name} {arguments}");
    }
}

#[test]
fn integers_wrap_at_the_wider_type() {
    check(&[
        ("add", "255u8 1u8", "0u8"),
        ("add", "32767i16 1i16", "-32768i16"),
        ("add", "2147483647i32 1i32", "-2147483648"),
        ("add", "9223372036854775807i64 1i64", "-9223372036854775808i64"),
        ("add", "18446744073709551615u64 1u64", "0u64"),
        ("add", "255u8 1u64", "256u64"),
        ("add", "1i16 2147483647i32", "-2147483648"),
        ("add", "255u8 1i16", "256i16"),
        ("add", "255u8 1i64", "256i64"),
        ("add", "1u64 -1i16", "0i64"),
        ("add", "18446744073709551615u64 -1i64", "-2i64"),
        ("sub", "0u8 1u8", "255u8"),
        ("sub", "-2147483648i32 1i32", "2147483647"),
        ("sub", "1u64 2u64", "18446744073709551615u64"),
        ("mul", "16u8 16u8", "0u8"),
        ("mul", "65536i32 65536i32", "0"),
        ("mul", "18446744073709551615u64 18446744073709551615u64", "1u64"),
        ("mul", "4294967296i64 4294967296i64", "0i64"),
        ("mul", "-1i16 255u8", "-255i16"),
    ]);
}

#[test]
fn integers_divide_toward_zero() {
    check(&[
        ("div", "7i32 -2i32", "-3"),
        ("mod", "7i32 -2i32", "1"),
        ("mod", "-7i32 2i32", "-1"),
        ("div", "-7i64 2i64", "-3i64"),
        ("div", "-2147483648i32 -1i32", "-2147483648"),
        ("mod", "-2147483648i32 -1i32", "0"),
        ("div", "-9223372036854775808i64 -1i64", "-9223372036854775808i64"),
        ("mod", "-9223372036854775808i64 -1i64", "0i64"),
        ("div", "-32768i16 -1i16", "-32768i16"),
        ("div", "200u8 7u8", "28u8"),
        ("div", "18446744073709551615u64 2u64", "9223372036854775807u64"),
        ("mod", "200u8 -7i16", "4i16"),
        ("div", "1i32 0i32", "division by zero"),
        ("mod", "1u8 0u8", "division by zero"),
        ("div", "1u64 0i64", "division by zero"),
        ("mod", "1i64 0i64", "division by zero"),
    ]);
}

#[test]
fn a_float_makes_a_float() {
    check(&[
        ("add", "0.5 1i32", "1.5"),
        ("add", "1i64 0.5f32", "1.5f32"),
        ("add", "0.5f32 0.25f32", "0.75f32"),
        ("add", "0.5f32 0.25", "0.75"),
        ("sub", "0.5 1.0", "-0.5"),
        ("mul", "1.5 2u8", "3.0"),
        ("div", "1.0 0.0", "inf"),
        ("div", "-1.0 0i32", "-inf"),
        ("div", "0.0 0.0", "nan"),
        ("div", "0f32 0.0f32", "f32(nan)"),
        ("div", "1.0f32 0.0f32", "f32(inf)"),
        ("mod", "-7.5 2.0", "-1.5"),
        ("mod", "7.5f32 -2.0f32", "1.5f32"),
        ("mod", "1.0 0.0", "nan"),
        ("mul", "16777217i32 1.0f32", "16777216.0f32"),
        ("add", "9007199254740993i64 0.0", "9007199254740992.0"),
    ]);
}

#[test]
fn bits_and_truth() {
    check(&[
        ("and", "12u8 10u8", "8u8"),
        ("or", "12i32 10i64", "14i64"),
        ("xor", "-1i16 255u8", "-256i16"),
        ("and", "18446744073709551615u64 -1i64", "-1i64"),
        ("and", "true false", "false"),
        ("or", "true false", "true"),
        ("xor", "true true", "false"),
        ("not", "true", "false"),
        ("not", "0u8", "255u8"),
        ("not", "5i64", "-6i64"),
        ("neg", "5", "-5"),
        ("neg", "1u8", "255u8"),
        ("neg", "-2147483648", "-2147483648"),
        ("neg", "1u64", "18446744073709551615u64"),
        ("neg", "0.5", "-0.5"),
        ("neg", "0.5f32", "-0.5f32"),
        ("and", "1.0 1.0", "expected an integer or a boolean, found 1.0"),
        ("and", "1 true", "expected an integer, found true"),
        ("or", "true 1", "expected a boolean, found 1"),
        ("xor", "1 1.5", "expected an integer, found 1.5"),
        ("not", "1.0", "expected an integer or a boolean, found 1.0"),
        ("neg", ":ok", "expected a number, found :ok"),
    ]);
}

#[test]
fn shifts_have_the_left_type_and_bounded_counts() {
    check(&[
        ("shl", "1u8 7i64", "128u8"),
        ("shl", "255u8 1u8", "254u8"),
        ("shl", "1i32 31u8", "-2147483648"),
        ("shl", "1u64 63i32", "9223372036854775808u64"),
        ("shr", "-8i32 1i32", "-4"),
        ("shr", "128u8 7u8", "1u8"),
        ("shr", "-1i64 63u8", "-1i64"),
        ("shr", "18446744073709551615u64 63u8", "1u64"),
        ("shl", "1u8 8u8", "expected a shift by 0 to 7 bits, found 8"),
        ("shl", "1i16 -1i16", "expected a shift by 0 to 15 bits, found -1"),
        ("shr", "1i32 32i32", "expected a shift by 0 to 31 bits, found 32"),
        (
            "shr",
            "1i64 18446744073709551615u64",
            "expected a shift by 0 to 63 bits, found 18446744073709551615",
        ),
        ("shl", "1.0 1u8", "expected an integer, found 1.0"),
        ("shl", "1 1.0", "expected an integer, found 1.0"),
    ]);
}

#[test]
fn equality_goes_by_value() {
    check(&[
        ("eq", "5u8 5i64", "true"),
        ("eq", "18446744073709551615u64 -1i64", "false"),
        ("eq", "1 1.0", "true"),
        ("eq", "0.5f32 0.5", "true"),
        ("eq", "9007199254740993i64 9007199254740992.0", "true"),
        ("eq", "9007199254740993i64 9007199254740992i64", "false"),
        ("eq", "nan nan", "false"),
        ("ne", "nan nan", "true"),
        ("eq", "0.0 -0.0", "true"),
        ("eq", ":ok :ok", "true"),
        ("ne", ":ok :no", "true"),
        ("eq", "text text", "true"),
        ("eq", "text texts", "false"),
        ("eq", "text :text", "false"),
        ("eq", "1 true", "false"),
    ]);
}

#[test]
fn order_is_for_numbers() {
    check(&[
        ("lt", "1 2", "true"),
        ("lt", "2 2", "false"),
        ("le", "2u8 2i64", "true"),
        ("gt", "18446744073709551615u64 -1i64", "true"),
        ("ge", "-1i16 0u64", "false"),
        ("lt", "1 1.5", "true"),
        ("ge", "1.5f32 1.5", "true"),
        ("lt", "nan 1.0", "false"),
        ("ge", "nan nan", "false"),
        ("gt", "inf 1i64", "true"),
        ("le", "3u64 2u64", "false"),
        ("lt", "1 true", "expected a number, found true"),
        ("ge", "text 1", "expected a number, found \"text\""),
    ]);
}

#[test]
fn other_operands_are_refused() {
    check(&[
        ("add", "1 text", "expected a number, found \"text\""),
        ("mul", ":ok 1.0", "expected a number, found :ok"),
        ("mod", "1.5 true", "expected a number, found true"),
        ("sub", "0.5f32 :x", "expected a number, found :x"),
    ]);
}
