//! Tuples, lists, maps and texts.

use super::{body, called, ends, lazer};

#[test]
fn made_and_taken_apart() {
    let make = "loadi r1, 1\nloadk r2, 2i64\nloadk r3, \"three\"\nloadk r4, :four\n";
    let words = |kind: &str| format!("{make}{kind} r5, 4, 5\nput r1, r2, r3\nput r4\n");
    assert_eq!(body(&(words("tuple") + "move r0, r5")), "{1, 2i64, \"three\", :four}");
    assert_eq!(body(&(words("list") + "move r0, r5")), "[1, 2i64, \"three\", :four]");
    assert_eq!(body(&(words("list") + "loadi r6, 3\nget r0, r5, r6")), ":four");
    assert_eq!(body(&(words("tuple") + "len r0, r5")), "4");
    assert_eq!(
        body(&(words("tuple") + "loadi r6, 4\nget r0, r5, r6")),
        "index 4 is out of range for 4 elements"
    );
    assert_eq!(
        body(&(words("tuple") + "loadi r6, -1\nget r0, r5, r6")),
        "index -1 is out of range for 4 elements"
    );
    assert_eq!(body(&(words("tuple") + "get r0, r5, r4")), "expected an integer, found :four");
    assert_eq!(body("tuple r0, 0, 0"), "{}");
    assert_eq!(body("list r0, 0, 0\nlen r0, r0"), "0");
    assert_eq!(body("len r0, r1"), "expected a tuple, list, map or text, found 0");
    assert_eq!(body("get r0, r1, r2"), "expected a tuple, list, map or text, found 0");
}

#[test]
fn maps_have_keys_of_any_kind() {
    let map = "loadk r1, #{1 => :one, \"two\" => 2, {1, [2]} => 3, #{:a => 1} => 4}\n";
    for (key, value) in [
        ("1", ":one"),
        ("1u8", ":one"),
        ("1.0", ":one"),
        ("\"two\"", "2"),
        ("{1.0, [2u64]}", "3"),
        ("#{:a => 1i64}", "4"),
        (":none", "key :none is not in the map"),
        ("{1, {2}}", "key {1, {2}} is not in the map"),
    ] {
        assert_eq!(body(&format!("{map}loadk r2, {key}\nget r0, r1, r2")), value, "{key}");
    }
    let made = "loadk r1, :a\nloadi r2, 1\nmap r3, 2, 4\nput r1, r2\nput r2, r1\n";
    assert_eq!(body(&format!("{made}move r0, r3")), "#{:a => 1, 1 => :a}");
    assert_eq!(body(&format!("{made}get r0, r3, r2")), ":a");
    assert_eq!(body(&format!("{made}len r0, r3")), "2");
}

#[test]
fn of_equal_keys_the_last_counts() {
    let made = "loadi r1, 1\nloadi r2, 2\nmap r3, 2, 4\nput r1, r1\nput r1, r2\n";
    assert_eq!(body(&format!("{made}get r0, r3, r1")), "2");
    assert_eq!(body(&format!("{made}len r0, r3")), "2");
    assert_eq!(body(&format!("{made}eq r0, r3, r3")), "true");
}

#[test]
fn texts_are_bytes() {
    assert_eq!(body("loadk r1, \"añ\"\nlen r0, r1"), "3");
    assert_eq!(body("loadk r1, \"abc\"\nloadi r2, 1\nget r0, r1, r2"), "98u8");
    assert_eq!(
        body("loadk r1, \"abc\"\nloadi r2, 3\nget r0, r1, r2"),
        "index 3 is out of range for 3 elements"
    );
}

#[test]
fn structures_are_equal_by_their_parts() {
    for (one, other, equal) in [
        ("[1, 2]", "[1u8, 2.0]", true),
        ("[1, 2]", "[1, 3]", false),
        ("[1, 2]", "[1, 2, 3]", false),
        ("[1, 2]", "{1, 2}", false),
        ("[]", "[]", true),
        ("[]", "{}", false),
        ("[nan]", "[nan]", false),
        ("{1, {2, [\"x\"]}}", "{1, {2, [\"x\"]}}", true),
        ("{1, {2, [\"x\"]}}", "{1, {2, [\"y\"]}}", false),
        ("#{1 => 2, 3 => 4}", "#{3 => 4, 1 => 2}", true),
        ("#{1 => 2, 3 => 4}", "#{3 => 4, 1 => 3}", false),
        ("#{1 => 2, 3 => 4}", "#{3 => 4, 5 => 2}", false),
        ("#{1 => 2}", "#{}", false),
        ("#{}", "#{}", true),
        ("#{#{1 => 2} => [3], [4] => 5}", "#{[4] => 5, #{1.0 => 2} => [3]}", true),
        ("#{1 => #{2 => 3}}", "#{1 => #{2 => 4}}", false),
        ("b\"\\xFF\"", "b\"\\xFF\"", true),
    ] {
        let text = format!("loadk r1, {one}\nloadk r2, {other}\neq r0, r1, r2");
        assert_eq!(body(&text), equal.to_string(), "{one} and {other}");
        let text = format!("loadk r1, {other}\nloadk r2, {one}\nne r0, r1, r2");
        assert_eq!(body(&text), (!equal).to_string(), "{other} and {one}");
    }
    assert_eq!(ends(".func main()\nloadk r1, fn main\neq r0, r1, r1\nret\n.end\n"), "false");
}

/// Lists in lists, a million deep: `[[[…]]]`.
const DEEP: &str = "
.func deep(n: i64)
    list  r0, 0, 0
    loadk r2, 1i64
1:  lt    r3, n, r2
    jt    r3, 2f
    list  r0, 1, 1
    put   r0
    sub   n, n, r2
    jmp   1b
2:  ret
.end
.func twice(n: i64)
    move  s0, n
    call  deep
    move  s1, r0
    move  r1, s0
    call  deep
    eq    r0, r0, s1
    ret
.end
.func shared(n: i64)
    list  r0, 0, 0
    loadk r2, 1i64
1:  lt    r3, n, r2
    jt    r3, 2f
    list  r0, 2, 1
    put   r0, r0
    sub   n, n, r2
    jmp   1b
2:  ret
.end
.func compare(n: i64)
    move  s0, n
    call  shared
    move  s1, r0
    move  r1, s0
    call  shared
    eq    r0, r0, s1
    ret
.end";

#[test]
fn values_nest_without_end() {
    let mut machine = lazer(DEEP);
    let shown = called(&mut machine, "deep", "500000i64");
    assert!(shown.starts_with("[[[[") && shown.ends_with('…') && shown.len() < 1000, "{shown}");
    assert_eq!(called(&mut machine, "twice", "100000i64"), "true");
}

#[test]
fn shared_parts_cost_what_they_are_worth() {
    let mut machine = lazer(DEEP);
    assert_eq!(called(&mut machine, "compare", "10i64"), "true");
    assert_eq!(called(&mut machine, "compare", "100i64"), "the run takes more than 10000000 steps");
    assert_eq!(called(&mut machine, "shared", "100i64"), "the run takes more than 10000000 steps");
}
