//! The messages about faulty lines, and what is kept of them.

mod common;

use common::{faults, parsed};
use lzasm_grammar::diag::Remark;
use pretty_assertions::assert_eq;

/// A text and its only diagnostic.
const ONE: &[(&str, &str)] = &[
    (".struct S\n x :i32\n.end", "2:4 unexpected space before a colon"),
    ("add r0 r1", "1:8 expected `,` or the end of the line, found `r1`"),
    ("nop # c", "1:5 unexpected `#`"),
    ("# c", "1:1 unexpected `#`"),
    ("x 1,", "1:5 expected an operand, found the end of the line"),
    ("x [1, 2", "1:8 expected `,` or `]`, found the end of the line"),
    ("x (1", "1:5 expected `)`, found the end of the line"),
    ("x 1 +", "1:6 expected an expression, found the end of the line"),
    ("x = ", "1:5 expected an expression, found the end of the line"),
    ("x = \"a\"", "1:5 expected an expression, found the string `\"a\"`"),
    (".func", "1:6 expected a name, found the end of the line"),
    (".func f", "1:8 expected `(`, found the end of the line"),
    (".func f(", "1:9 expected `)` or a parameter, found the end of the line"),
    (".func f(x)", "1:9 expected `)` or a parameter, found `x`"),
    (".func f(x: 1)", "1:12 expected a type, found `1`"),
    (".func f() -> ", "1:14 expected a type, found the end of the line"),
    (".func f() -> i32 =", "1:18 expected a name or the end of the line, found `=`"),
    (".fucn f()", "1:1 unknown directive `.fucn`"),
    (".quux", "1:1 unknown directive `.quux`"),
    ("x .word", "1:3 directive `.word` in the middle of a line"),
    (".struct", "1:8 expected a name, found the end of the line"),
    (".struct S\n x: \n.end", "2:5 expected a type, found the end of the line"),
    (".const", "1:7 expected a name, found the end of the line"),
    (".const a", "1:9 expected `=`, found the end of the line"),
    (".const a =", "1:11 expected a value, found the end of the line"),
    (".const a = 1 2", "1:14 expected a name or the end of the line, found `2`"),
    (".module 1.2e3", "1:12 unexpected `e3` in a version"),
    (".module a 1.2.x", "1:15 unexpected `x` in a version"),
    (".format", "1:8 expected a name or a version, found the end of the line"),
    (".format 1_0", "1:10 unexpected `_0` in a version"),
    ("x 1.2.3", "1:3 expected an operand or the end of the line, found `1.2.3`"),
    ("x .5", "1:3 a number cannot start with a dot"),
    ("x 1.", "1:3 a number cannot end with a dot"),
    ("x 0b12", "1:6 invalid digit `2` in base 2"),
    ("x 0x", "1:3 no digits after `0x`"),
    ("x 1_", "1:4 misplaced `_` in a number"),
    ("x 5u7", "1:4 unknown suffix `u7`"),
    ("x 12abc", "1:5 unknown suffix `abc`"),
    ("x 1e", "1:4 missing digits in the exponent"),
    ("x \"abc", "1:3 unterminated string"),
    ("x 'ab'", "1:3 more than one character in a character literal"),
    ("x ''", "1:3 empty character literal"),
    ("x 'a", "1:3 unterminated character literal"),
    ("x `a", "1:3 unterminated name in backticks"),
    ("x \"\\q\"", "1:4 unknown escape `\\q`"),
    ("x \"\\x80\"", "1:4 `\\x80` is not a character"),
    ("x \"\\u{110000}\"", "1:4 invalid `\\u{…}` escape"),
    ("x \"\\x4", "1:3 unterminated string"),
    (
        "x 340282366920938463463374607431768211456",
        "1:3 `340282366920938463463374607431768211456` does not fit in 128 bits",
    ),
    ("/* a", "1:1 unterminated block comment"),
    ("x \u{1a}", "1:3 the text is not UTF-8"),
    ("x \u{7}", "1:3 invalid control character U+0007"),
    ("; a\u{7}", "1:4 invalid control character U+0007"),
    ("x é", "1:3 unexpected character `é`"),
    ("x @", "1:3 unexpected character `@`"),
    ("a \\b", "1:3 stray `\\` outside a macro"),
    ("x a:ok", "1:3 expected an operand or the end of the line, found `a:`"),
    ("x \"a\":ok", "1:6 missing space before the atom `:ok`"),
    ("lab : nop", "1:5 unexpected space before a colon"),
    ("x a ::b", "1:5 expected `,` or the end of the line, found `::`"),
    ("x mut & ", "1:3 expected an operand or the end of the line, found `mut`"),
    (".func f(x: T mut &)", "1:18 expected `,` or `)`, found `&`"),
    (".macro", "1:7 expected a name, found the end of the line"),
    (".macro m\nnop", "1:1 `.macro` without `.end`"),
    (".repeat", "1:8 expected a value, found the end of the line"),
    (".repeat\n x\n.end\nnop", "1:8 expected a value, found the end of the line"),
    ("}", "1:1 expected a statement, found `}`"),
    (")", "1:1 expected a statement, found `)`"),
    ("x fn 3", "1:6 expected `,` or the end of the line, found `3`"),
    ("x fn f/x", "1:8 expected an integer, found `x`"),
    ("x import", "1:9 expected a name, found the end of the line"),
    ("x ref 1", "1:7 expected a name, found `1`"),
    ("x incbin 3", "1:10 expected a string, found `3`"),
    (".loc \"a\", 3", "1:9 expected a string, a number or a name or the end of the line, found `,`"),
    (".operator (a: T)", "1:11 expected an operator's token, found `(`"),
    (".operator foo (a: T)", "1:11 expected an operator's token, found `foo`"),
    (".extern", "1:8 expected a name, found the end of the line"),
    (".native", "1:8 expected a name, found the end of the line"),
    (".native a", "1:10 expected a string, found the end of the line"),
    (".op a", "1:6 expected an expression, found the end of the line"),
    ("4294967296: nop", "1:1 the number of a label does not fit in 32 bits"),
    ("x 4294967296b", "1:3 the number of a label does not fit in 32 bits"),
    ("x #a", "1:3 unexpected `#`"),
    ("a b: c", "1:3 expected an operand or the end of the line, found `b:`"),
    ("x a=", "1:5 expected an operand, found the end of the line"),
    ("x [a=1]", "1:5 expected `,` or `]`, found `=`"),
    ("x {1 => 2}", "1:6 expected `,` or `}`, found `=>`"),
    ("x #{1}", "1:6 expected `=>`, found `}`"),
    ("x a b", "1:5 expected `,` or the end of the line, found `b`"),
    ("x f(", "1:5 expected an operand, found the end of the line"),
    ("x f(1, 2)", "1:6 expected `)`, found `,`"),
    ("x (\"a\")", "1:4 expected an expression, found the string `\"a\"`"),
    (".end func x", "1:11 expected `,` or the end of the line, found `x`"),
    (".func f() size=", "1:16 expected a string, a number or a name, found the end of the line"),
    (".extern f() from", "1:17 expected a name, found the end of the line"),
    ("x a[", "1:5 expected `]` or an expression, found the end of the line"),
    ("x a[1", "1:6 expected `]`, found the end of the line"),
    ("x a[]b", "1:6 expected `,` or the end of the line, found `b`"),
    (".sections a b", "1:13 expected `,` or the end of the line, found `b`"),
    ("x 0x1_u8", "1:6 misplaced `_` in a number"),
    ("x 1.5q", "1:6 unknown suffix `q`"),
    ("x 1.2.3.", "1:6 unexpected `.3.` in a number"),
    ("x 1..2", "1:3 a number cannot end with a dot"),
    ("x 2e5u8", "1:6 unknown suffix `u8`"),
    ("x 0b2", "1:5 invalid digit `2` in base 2"),
    ("x 0xg", "1:5 invalid digit `g` in base 16"),
    (
        "x 99999999999999999999999999999999999999999999u8",
        "1:3 `9999999999999999999999999999999999999999…` does not fit in 128 bits",
    ),
];

#[test]
fn each_fault_has_its_message_and_its_place() {
    let found: Vec<_> = ONE.iter().map(|(text, _)| (*text, faults(text).join(" AND "))).collect();
    let expected: Vec<_> = ONE.iter().map(|(text, message)| (*text, (*message).to_owned())).collect();
    assert_eq!(found, expected);
}

/// The text after each fix of its only diagnostic.
fn fixed(text: &str) -> Vec<String> {
    let parsed = parsed(text);
    assert_eq!(parsed.report.len(), 1, "{:#?}", parsed.report);
    let fixes = parsed.report[0].remarks.iter().filter_map(|remark| match remark {
        Remark::Fix { span, with, .. } => {
            let (lo, hi) = (span.lo - common::START, span.hi - common::START);
            Some(format!("{}{with}{}", &text[..lo as usize], &text[hi as usize..]))
        }
        _ => None,
    });
    fixes.collect()
}

#[test]
fn fixes_make_valid_text() {
    for (text, good) in [
        (".struct S\n x :i32\n.end", ".struct S\n x: i32\n.end"),
        (".func f(x :i32)\n.end", ".func f(x: i32)\n.end"),
        ("loop : nop", "loop: nop"),
        (".fucn f()\n.end", ".func f()\n.end"),
        ("x .5", "x 0.5"),
        ("x 1.", "x 1.0"),
        (".func f(x: T mut &)\n.end", ".func f(x: T mut&)\n.end"),
    ] {
        assert_eq!(fixed(text), [good]);
        assert_eq!(faults(good), [""; 0]);
    }
}

#[test]
fn a_lone_hash_shows_how_comments_start() {
    for text in ["# c", "nop # c", "x 1 # c", "x # c", "x 1, # second", "#"] {
        let parsed = parsed(text);
        assert_eq!(parsed.report.len(), 1);
        assert_eq!(parsed.report[0].remarks.last(), Some(&Remark::Help("start a comment with `;`".into())));
    }
}

#[test]
fn fifty_bad_lines_are_fifty_faults() {
    let bad =
        ["add r0 r1", "x [1, $", "é", "x (((", "x \"\\q\"", ".fucn f(", "x )", ".struct 1", ".if (", ")))"];
    let mut text = String::from(".func f()\n");
    for at in 0..50 {
        text.push_str(bad[at % bad.len()]);
        text.push_str("\n  nop\n");
    }
    let parsed = parsed(&text);
    assert_eq!(parsed.report.len(), 50, "{:#?}", parsed.report);
    let nops = parsed.dump().lines().filter(|line| *line == "nop").count();
    assert_eq!(nops, 50);
}

#[test]
fn blocks_stay_whole() {
    for (text, left) in [
        (".func f(\nnop\n.end\nret", "Func f\nnop\nEnd\nret"),
        (".func f(a: u8, b: ) -> x export\n.end", "Func f\nEnd"),
        (".struct S =\n a: u8\n.end\na: nop", "Struct S\nField a -> u8\nEnd\nlabel a\nnop"),
        (".strukt S\n a: u8\n.end\na: nop", "Struct\nField a -> u8\nEnd\nlabel a\nnop"),
        (".native 5\n cos\n.end\ncos", "Native\nNativeFunc cos\nEnd\ncos"),
        (".if )\nnop\n.elif (\n.else 1 2\n.end 3 4", "If\nnop\nElif\nElse\nEnd"),
        (".macro 5\n bad bad bad\n.end\nnop", "nop"),
        (".repeat\n bad bad bad\n.end x y z\nnop", "nop"),
        (".mcro m\n bad bad bad\n.end\nnop", "nop"),
        (".macro m\nnop\n.end x y\nret", "ret"),
        ("a: b: $\nc: nop", "label a\nlabel b\nlabel c\nnop"),
        ("a: b: ) x\nc: nop", "label a\nlabel b\nlabel c\nnop"),
        (".const a = $\n.const b", "Const a\nConst b"),
        ("nop\n$\nret\n$", "nop\nret"),
        ("x [1,\n.end", "End"),
    ] {
        let parsed = parsed(text);
        assert!(!parsed.report.is_empty());
        assert_eq!(parsed.dump().trim_end(), left, "{text:?}");
    }
}

#[test]
fn a_list_over_several_lines_with_a_fault_is_one_fault() {
    let parsed = parsed("x [1,\n 2 2,\n 3\n]\nnop");
    assert_eq!(parsed.report.len(), 1);
    assert_eq!(parsed.dump(), "nop\n");
}

#[test]
fn thousands_of_faults_end_the_parsing() {
    let parsed = parsed(&"$\n".repeat(100_000));
    assert_eq!(parsed.report.len(), 1001);
    assert_eq!(parsed.report[1000].code, lzasm_grammar::diag::Code::TooManyFaults);
}
