//! Names and labels that the disassembly makes up.

use super::*;
use pretty_assertions::assert_eq;

#[test]
fn names_are_given_once() {
    let mut names = Names::default();
    let given: Vec<String> = ["loop", "loop", "loop2", "loop", "r1", "u8", "fn"]
        .iter()
        .map(|name| names.unique(name, ""))
        .collect();
    assert_eq!(given, ["loop", "loop2", "loop22", "loop3", "r12", "u82", "fn2"]);
    let mut names = Names::default();
    assert_eq!(
        (names.unique("x", "_"), names.unique("x_2", "_"), names.unique("x", "_")),
        ("x".into(), "x_2".into(), "x_3".into())
    );
}

#[test]
fn names_show_of_what_they_name() {
    for (text, expected) in [
        ("Hello, World!", "hello_world"),
        ("", "text"),
        ("é", "text"),
        ("2.5", "text_2_5"),
        ("x", "text_x"),
        ("a very long text that goes on and on", "a_very_long_text_that_go"),
    ] {
        assert_eq!(name_of(text, "text"), expected);
    }
}

#[test]
fn reserved_words_are_registers_and_primitive_types() {
    for (word, expected) in [
        ("r0", true),
        ("r31", true),
        ("r32", false),
        ("r01", false),
        ("s127", true),
        ("s128", true), // a primitive type
        ("s129", false),
        ("u16", true),
        ("string", true),
        ("r", false),
        ("main", false),
    ] {
        assert_eq!(is_reserved(word), expected, "{word}");
    }
}

#[test]
fn labels_are_named_for_their_use() {
    let mut labels = Labels::default();
    labels.jump(5, 1);
    labels.jump(0, 4);
    labels.jump(2, 4);
    labels.jump(2, 7);
    labels.jump(7, 7);
    labels.jump(1, 9);
    labels.entry(3, "main".to_owned());
    labels.name(&mut Names::default(), |place| place == 9);
    let named: Vec<_> = (0..10).filter_map(|place| Some((place, labels.at(place)?))).collect();
    assert_eq!(named, [(1, "loop"), (3, "main"), (4, "L1"), (7, "loop2"), (9, "done")]);
}
